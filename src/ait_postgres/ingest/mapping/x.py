"""X: tweets, as its API v2 sends them: one, a page of them, or one a line of a stream.

A tweet names its author, media, poll and place by keys, and the things stand in
the answer's `includes`: they are joined to it where they were asked for. Tweets
that stand there (quoted, replied to) stay with the tweet that refers to them.
The users' own facts beyond their names are dropped: a user is no part of a tweet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import identifier, instant, integer, none_if_empty, text_id
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import XTweet

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import XTweetDataTarget

_TWEET: Final = Fields(
    field("text"),
    # A long post's whole text; `text` is then its first 280 characters.
    field("text", "note_tweet.text"),
    field("author_id", convert=text_id),
    field("conversation_id", convert=text_id),
    field("in_reply_to_user_id", convert=text_id),
    field("lang", convert=none_if_empty),
    # Only the author's own token sees the private count; the public one is since 2022.
    field("impression_count", "non_public_metrics.impression_count", integer),
    *(
        field(name, f"public_metrics.{name}", integer)
        for name in (
            "retweet_count",
            "reply_count",
            "like_count",
            "quote_count",
            "bookmark_count",
            "impression_count",
        )
    ),
    field("tweet_created_at", "created_at", instant),
    ignore=("id",),
)
#: What `includes` holds, and the key by which a tweet names one.
_INCLUDED: Final = {
    "media": "media_key",
    "polls": "id",
    "places": "id",
    "users": "id",
    "tweets": "id",
}

#: Keys of what has an id and a text and is none of this API's tweets: `id_str` stands in the
#: old API's, `ts` in Slack's messages, the others in things of many kinds.
_ALIEN: Final = frozenset({"id_str", "ts", "type", "object", "user", "body"})
#: The keys of a page without tweets.
_OF_EMPTY: Final = frozenset({"meta", "includes", "errors"})

#: The objects of one kind in an answer's `includes`, by their key.
_Index = dict[str, Any]


def x_tweet(payload: Payload, context: Context) -> XTweetDataTarget:
    """A tweet with what its answer includes of it; what was not asked for is left as it is."""
    included = _included(context)
    row: Row = {"id": _id(payload), **_TWEET.read(payload), "json_data": payload}
    row |= _author(row.get("author_id"), included.get("users"))
    attachments = payload.get("attachments")
    row |= _media(_named(attachments, "media_keys"), included.get("media"))
    row |= _one("poll_data", _named(attachments, "poll_ids"), included.get("polls"))
    geo = payload.get("geo")
    place = geo.get("place_id") if is_object(geo) else None
    row |= _one("place_data", [place], included.get("places"))
    rest = _TWEET.remainder(payload) or {}
    if tweets := _referenced(payload, included.get("tweets")):
        rest["includes"] = {"tweets": tweets}
    if rest:
        row["remainder"] = rest
    return cast("XTweetDataTarget", row)


def deleted_tweet(payload: Payload, _context: Context) -> str | None:
    """The key of the tweet that a compliance event says is gone."""
    event = payload.get("delete")
    tweet = event.get("tweet") if is_object(event) else None
    key = tweet.get("id") if is_object(tweet) else None
    return key if isinstance(key, str) and key else None


def _id(payload: Payload) -> str:
    try:
        return identifier(payload.get("id"))
    except ValueError:
        raise Reject("the tweet has no id", "id", code="key") from None


def _named(thing: Any, key: str) -> list[Any]:
    keys = thing.get(key) if is_object(thing) else None
    return keys if is_list(keys) else []


def _author(author: Any, users: _Index | None) -> Row:
    user = _found(author, users)
    if user is None:
        return {}
    return {
        f"author_{key}": none_if_empty(user[key]) for key in ("username", "name") if key in user
    }


def _media(keys: list[Any], media: _Index | None) -> Row:
    """The media in the tweet's order; what X withholds is not among them."""
    found = [one for key in keys if (one := _found(key, media)) is not None]
    return {"media_attachments": found} if found else {}


def _one(column: str, keys: list[Any], index: _Index | None) -> Row:
    """A tweet has one poll and one place at most."""
    found = next((one for key in keys if (one := _found(key, index)) is not None), None)
    return {} if found is None else {column: found}


def _referenced(payload: Payload, tweets: _Index | None) -> list[Any]:
    references = payload.get("referenced_tweets")
    if not tweets or not is_list(references):
        return []
    ids = [one.get("id") for one in references if is_object(one)]
    return [one for key in ids if (one := _found(key, tweets)) is not None]


def _found(key: Any, index: _Index | None) -> Any:
    return index.get(key) if index and isinstance(key, str) else None


def _included(context: Context) -> dict[str, _Index]:
    """What an envelope carried, indexed already, or `includes` as a caller gives it."""
    included = context.get("includes")
    return included if isinstance(included, _Includes) else _indexed(included)


class _Includes(dict[str, _Index]):
    """The objects of `includes` by kind and key, made once for all tweets of an answer."""


def _indexed(includes: Any) -> _Includes:
    indexed = _Includes()
    for kind, key in _INCLUDED.items():
        things = includes.get(kind) if is_object(includes) else None
        if is_object(things):  # indexed before, and kept with a reject
            things = list(things.values())
        if is_list(things):
            indexed[kind] = {
                one[key]: one for one in things if is_object(one) and isinstance(one.get(key), str)
            }
    return indexed


def _is_tweet(payload: Payload) -> bool:
    return "text" in payload and "id" in payload and _ALIEN.isdisjoint(payload)


def _is_empty(answer: Payload) -> bool:
    meta = answer.get("meta")
    return is_object(meta) and meta.get("result_count") == 0 and answer.keys() <= _OF_EMPTY


def _carry(envelope: Payload) -> Context:
    return {"includes": _indexed(envelope["includes"])} if "includes" in envelope else {}


ENTITIES: Final = (
    Entity(
        name="x_tweet",
        table=cast("Table", XTweet.__table__),
        map=x_tweet,
        recognise=_is_tweet,
        empty=_is_empty,
        carry=_carry,
        gone=deleted_tweet,
        context_keys=("includes",),
    ),
)
