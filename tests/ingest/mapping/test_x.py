"""X's tweets: each rule of the mapping with a value, and what the database then holds."""

import json

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES, recognised_as
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping import x
from ait_postgres.ingest.mapping.x import x_tweet
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import IngestReject, XTweet

TWEET = ENTITIES["x_tweet"]
LEAST = {"id": "1740000000000000001", "text": "Good morning.", "edit_history_tweet_ids": ["1"]}
INCLUDES = {
    "users": [{"id": "7", "name": "Ada", "username": "ada_l", "description": "d"}],
    "media": [{"media_key": f"3_{n}", "type": "photo", "url": f"u{n}"} for n in range(3)],
    "polls": [{"id": "p1", "options": []}, {"id": "p2", "options": []}],
    "places": [{"id": "w1", "full_name": "Harbour"}],
    "tweets": [{"id": "2", "text": "quoted"}, {"id": "3", "text": "of nobody"}],
}


def rows(document, **context):
    return [mapped(TWEET, *found) for found in objects(TWEET, document, context)]


def refused(payload):
    with pytest.raises(Reject) as caught:
        x_tweet(payload, {})
    return caught.value


def test_the_least_the_api_sends_is_null_for_the_rest():
    rest = {"edit_history_tweet_ids": ["1"]}
    wanted = {"id": LEAST["id"], "text": LEAST["text"], "json_data": LEAST, "remainder": rest}
    for document in ({"data": LEAST}, {"data": [LEAST], "meta": {"result_count": 1}}, LEAST):
        assert rows(document) == [wanted]
    stream = {"data": LEAST, "matching_rules": [{"id": "1", "tag": "t"}]}
    assert rows(stream) == [wanted]


@pytest.mark.parametrize(
    ("payload", "columns"),
    [
        ({"attachments": {"media_keys": ["3_2", "3_0"]}},
         {"media_attachments": [INCLUDES["media"][2], INCLUDES["media"][0]]}),
        ({"attachments": {"media_keys": ["3_1", "3_withheld"]}},
         {"media_attachments": [INCLUDES["media"][1]]}),
        ({"attachments": {"poll_ids": ["p2"]}}, {"poll_data": INCLUDES["polls"][1]}),
        ({"geo": {"place_id": "w1"}}, {"place_data": INCLUDES["places"][0]}),
        ({"author_id": "7"}, {"author_username": "ada_l", "author_name": "Ada"}),
        ({"author_id": "8"}, {}),
        ({"attachments": {"media_keys": ["3_withheld"]}, "geo": {}}, {}),
    ],
)  # fmt: skip
def test_what_is_included_is_joined_by_key(payload, columns):
    joined = {"author_username", "author_name", "media_attachments", "poll_data", "place_data"}
    for document in ({"data": [LEAST | payload]}, {"data": LEAST | payload}):
        [row] = rows(document | {"includes": INCLUDES})
        assert {key: row[key] for key in joined & row.keys()} == columns
        [row] = rows(document)
        assert not joined & row.keys()
        [row] = rows(document, includes=INCLUDES)  # given beside it
        assert {key: row[key] for key in joined & row.keys()} == columns


def test_an_answers_includes_are_indexed_once(monkeypatch):
    calls = []
    indexed = x._indexed
    monkeypatch.setattr(x, "_indexed", lambda includes: calls.append(1) or indexed(includes))
    tweets = [LEAST | {"id": str(number), "author_id": "7"} for number in range(50)]
    assert {row["author_name"] for row in rows({"data": tweets, "includes": INCLUDES})} == {"Ada"}
    assert calls == [1]


def test_tweets_referred_to_stay_with_the_tweet():
    payload = LEAST | {"referenced_tweets": [{"type": "quoted", "id": "2"}]}
    [row] = rows({"data": [payload], "includes": INCLUDES})
    assert row["remainder"]["includes"] == {"tweets": [{"id": "2", "text": "quoted"}]}
    [row] = rows({"data": [payload]})
    assert "includes" not in row["remainder"]


def test_counts():
    public = {"like_count": 3, "retweet_count": 1.0, "reply_count": 0, "impression_count": 2**40}
    row = x_tweet(LEAST | {"public_metrics": public}, {})
    assert (row["like_count"], row["retweet_count"], row["reply_count"]) == (3, 1, 0)
    assert row["impression_count"] == 2**40
    assert "quote_count" not in row
    private = {"non_public_metrics": {"impression_count": 9, "url_link_clicks": 2}}
    row = x_tweet(LEAST | private, {})
    assert row["impression_count"] == 9
    assert row["remainder"]["non_public_metrics"] == {"url_link_clicks": 2}
    assert x_tweet(LEAST | private | {"public_metrics": public}, {})["impression_count"] == 2**40
    assert refused(LEAST | {"public_metrics": {"like_count": 1.5}}).field == "like_count"


def test_a_long_post_has_its_whole_text():
    row = x_tweet(LEAST | {"note_tweet": {"text": "Good morning. And more."}}, {})
    assert row["text"] == "Good morning. And more."
    assert row["json_data"]["text"] == "Good morning."


def test_ids_are_text_and_languages_are_not_guessed():
    row = x_tweet(LEAST | {"author_id": 7, "lang": "", "conversation_id": "1"}, {})
    assert (row["author_id"], row["lang"], row["conversation_id"]) == ("7", None, "1")
    assert refused({"text": "x", "id": ""}).code == "key"


def test_an_empty_page_is_no_reject():
    assert rows({"meta": {"result_count": 0}}) == []
    assert rows({"data": []}) == []
    [(payload, _)] = objects(TWEET, {"meta": {"result_count": 3}}, {})
    assert not TWEET.recognise(payload)


def test_a_compliance_event_says_what_is_gone():
    event = {"delete": {"tweet": {"id": "5", "author_id": "7"}, "event_at": "x"}}
    for document in (event, {"data": event}):
        [found] = objects(TWEET, document, {})
        assert TWEET.gone(*found) == "5"
    assert TWEET.gone({"delete": "5"}, {}) is None


@pytest.mark.parametrize(
    "payload",
    [
        {"id": 1, "id_str": "1", "text": "of the old API", "user": {}},
        {"id": "1", "ts": "1.000000", "text": "Slack's"},
        {"id": "7", "name": "a user", "username": "u"},
        {"id": "1", "type": "text", "text": "a fragment"},
    ],
)
def test_what_is_no_tweet(payload):
    assert recognised_as(payload) != "x_tweet"


# --- stored -----------------------------------------------------------------------------

RICH = {
    "data": LEAST
    | {
        "author_id": "7",
        "lang": "en",
        "public_metrics": {"like_count": 3, "reply_count": 1, "retweet_count": 0},
        "attachments": {"media_keys": ["3_1"]},
        "entities": {"urls": []},
        "source": None,
    },
    "includes": INCLUDES,
}


def stored(connection):
    return connection.execute(select(XTweet.__table__)).mappings().one()


def test_a_poor_shape_erases_nothing(connection):
    ingest(connection, "x_tweet", RICH)
    rich = stored(connection)
    assert rich["json_data"].keys() == RICH["data"].keys() - {"source"}
    assert ingest(connection, "x_tweet", {"data": LEAST}) == IngestResult(unchanged=1)
    assert ingest(connection, "x_tweet", RICH) == IngestResult(unchanged=1)
    assert stored(connection) == rich


def test_null_clears(connection):
    ingest(connection, "x_tweet", RICH)
    cleared = LEAST | {"lang": None, "public_metrics": None, "entities": None}
    assert ingest(connection, "x_tweet", cleared).updated == 1
    row = stored(connection)
    assert [row[name] for name in ("lang", "like_count", "reply_count")] == [None] * 3
    assert row["author_name"] == "Ada"
    assert "entities" not in row["json_data"]


def test_in_one_batch_as_one_after_the_other(connection):
    tweets = [RICH["data"], LEAST | {"source": "web"}, LEAST | {"entities": None}]
    for one in tweets:
        ingest(connection, "x_tweet", {"data": one})
    apart = stored(connection)
    connection.execute(XTweet.__table__.delete())
    assert ingest(connection, "x_tweet", {"data": tweets}).superseded == 2
    row = stored(connection)
    times = {"created_at": None, "updated_at": None}
    assert dict(row) | times == dict(apart) | times


def test_a_rejects_context_gives_the_same_row_later(connection):
    wrong = {"data": RICH["data"] | {"created_at": "yesterday"}, "includes": INCLUDES}
    assert ingest(connection, "x_tweet", wrong).rejected == 1
    payload, context = connection.execute(select(IngestReject.payload, IngestReject.context)).one()
    mended = json.loads(payload) | {"created_at": "2026-01-05T07:00:00.000Z"}
    [row] = rows(mended, **json.loads(context))
    assert row["media_attachments"] == [INCLUDES["media"][1]]
    assert row["author_username"] == "ada_l"
