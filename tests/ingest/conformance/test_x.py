"""Our samples of X, held to a table of paths and columns, and the mapping to X's types.

There are no real payloads: X's terms restrict passing tweets on.
"""

from __future__ import annotations

import pytest
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    hold,
    sample,
    unwrapped,
)
from tests.ingest.conformance.vendor_schema import by_place, places, typescript_fields

from ait_postgres.ingest.mapping.x import _INCLUDED, x_tweet

FOREIGN = "not a x_tweet"
WHEN = "tweet_created_at: 'yesterday' is not a date and time"
#: The answers' `includes`, by kind and key, over all samples: a key is one thing in all of them.
INCLUDED = {
    one.get("media_key", one.get("id")): one
    for document in sample("x_tweet")
    for kind, things in document.get("includes", {}).items()
    for one in things
    if kind != "tweets"
}
QUOTED = {
    one["id"]: one
    for document in sample("x_tweet")
    for one in document.get("includes", {}).get("tweets", [])
}


def included(context):
    return context.get("includes", {})


def author(key):
    def value(payload, context):
        if payload.get("author_id") not in included(context).get("users", {}):
            return ABSENT
        return INCLUDED[payload["author_id"]][key]

    return value


def joined(path, kind):
    def value(payload, context):
        keys = at(payload, path)
        if keys is ABSENT or kind not in included(context):
            return ABSENT
        found = [
            INCLUDED[key] for key in ([keys] if isinstance(keys, str) else keys) if key in INCLUDED
        ]
        return (found if kind == "media" else found[0]) if found else ABSENT

    return value


def impressions(payload, _context):
    public = at(payload, "public_metrics.impression_count")
    return at(payload, "non_public_metrics.impression_count") if public is ABSENT else public


def text(payload, _context):
    return payload["note_tweet"]["text"] if "note_tweet" in payload else payload["text"]


TABLE = PayloadTable(
    entity="x_tweet",
    target="XTweetDataTarget",
    columns={
        "id": "id",
        "text": text,
        "author_id": "author_id",
        "author_username": author("username"),
        "author_name": author("name"),
        "conversation_id": "conversation_id",
        "in_reply_to_user_id": "in_reply_to_user_id",
        "lang": "lang",
        **{
            f"{name}_count": (f"public_metrics.{name}_count", "whole")
            for name in ("retweet", "reply", "like", "quote", "bookmark")
        },
        "impression_count": impressions,
        "media_attachments": joined("attachments.media_keys", "media"),
        "poll_data": joined("attachments.poll_ids", "polls"),
        "place_data": joined("geo.place_id", "places"),
        "json_data": lambda payload, _context: payload,
        "tweet_created_at": ("created_at", "time"),
    },
    taken=frozenset({"text", "public_metrics", "non_public_metrics", "note_tweet"}),
)


def without_tweets(context):
    return {"includes": {k: v for k, v in included(context).items() if k != "tweets"}}


def test_samples():
    payloads = unwrapped("x_tweet", sample("x_tweet"))
    outcome = hold(TABLE, [(payload, without_tweets(known)) for payload, known in payloads])
    assert outcome == {"stored": 12, "deleted": 1, WHEN: 1, FOREIGN: 1}


def test_what_a_sample_refers_to_stays_with_it():
    for payload, context in unwrapped("x_tweet", sample("x_tweet"))[:12]:
        ids = [one["id"] for one in payload.get("referenced_tweets", [])]
        rest = x_tweet(payload, context).get("remainder", {}).get("includes")
        assert rest == ({"tweets": [QUOTED[key] for key in ids]} if ids else None)


SHAPES = {
    "media": lambda p: at(p, "attachments.media_keys") not in (ABSENT, []),
    "media withheld": lambda p: p.get("withheld"),
    "poll": lambda p: at(p, "attachments.poll_ids") is not ABSENT,
    "place": lambda p: "geo" in p,
    "reply": lambda p: "in_reply_to_user_id" in p,
    "quote": lambda p: at(p, "referenced_tweets") is not ABSENT,
    "long": lambda p: len(at(p, "note_tweet.text") or "") > 500 if "note_tweet" in p else False,
    "least": lambda p: p.keys() == {"id", "text", "edit_history_tweet_ids"},
    "another language": lambda p: p.get("lang") == "es",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_show(shape):
    payloads = [payload for payload, _ in unwrapped("x_tweet", sample("x_tweet"))]
    assert any(map(SHAPES[shape], payloads))


@pytest.fixture(scope="module")
def types(shared_payloads):
    return (shared_payloads / "_schemas" / "x_twitter-api-sdk_openapi-types.d.ts").read_text()


def test_every_field_of_a_tweet_has_its_place(types):
    rich = next(p for p, _ in unwrapped("x_tweet", sample("x_tweet")) if "in_reply_to_user_id" in p)
    fields = typescript_fields(types, "Tweet")
    found = by_place(places("x_tweet", rich, fields, jsonb=("remainder", "json_data")))
    counts = {"bookmark", "impression", "like", "quote", "reply", "retweet"}
    kept = """
        attachments context_annotations edit_controls edit_history_tweet_ids entities geo
        non_public_metrics organic_metrics possibly_sensitive promoted_metrics
        referenced_tweets reply_settings source withheld
    """
    assert found == {
        "key": {"id"},
        "text": {"text"},
        "author_id": {"author_id"},
        "conversation_id": {"conversation_id"},
        "in_reply_to_user_id": {"in_reply_to_user_id"},
        "lang": {"lang"},
        " ".join(sorted(f"{name}_count" for name in counts)): {"public_metrics"},
        "tweet_created_at": {"created_at"},
        "json_data remainder": {*kept.split()},
    }


def test_every_kind_of_an_answers_includes_has_its_place(types):
    """Joined to the tweet, kept with it, or (a space's topics) of no tweet at all."""
    assert typescript_fields(types, "Expansions") == {*_INCLUDED} | {"topics"}
