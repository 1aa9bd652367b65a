"""Slack messages: each rule of the mapping with a value, and what the database then holds."""

import datetime as dt

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES, recognised_as
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.slack import slack_message
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import SlackMessage

MESSAGE = ENTITIES["slack_message"]
HELLO = {"type": "message", "user": "U1", "text": "hi", "ts": "1358878755.000001"}
IN_C1 = {"channel": "C1"}


def rows(document, **context):
    return [mapped(MESSAGE, *found) for found in objects(MESSAGE, document, context)]


def refused(document, **context):
    with pytest.raises(Reject) as caught:
        rows(document, **context)
    return caught.value


def test_the_key_is_channel_and_ts_and_the_time_keeps_its_microsecond():
    row = slack_message(HELLO, IN_C1)
    assert row["id"] == "C1-1358878755.000001"
    assert (row["channel_id"], row["ts"]) == ("C1", "1358878755.000001")
    assert row["message_created_at"] == dt.datetime(2013, 1, 22, 18, 19, 15, 1, tzinfo=dt.UTC)
    assert row.keys() == {"id", "channel_id", "ts", "message_created_at", "user_id", "text"}


@pytest.mark.parametrize(
    ("payload", "context", "channel", "name"),
    [
        ({"channel": "C2"}, IN_C1, "C2", None),
        ({"channel": {"id": "C2", "name": "pier"}}, IN_C1, "C2", "pier"),
        ({"channel": ""}, IN_C1, "C1", None),
        ({"channel": {"name": "no id"}}, IN_C1, "C1", None),
        ({}, {"channel": {"id": "C3", "name": "quay"}}, "C3", "quay"),
        ({}, {"channel": "C3", "channel_name": "quay"}, "C3", "quay"),
    ],
)
def test_the_channel_is_the_payloads_else_the_contexts(payload, context, channel, name):
    row = slack_message(HELLO | payload, context)
    assert row["id"] == f"{channel}-1358878755.000001"
    assert row["channel_id"] == channel
    assert row.get("channel_name") == name


def test_without_a_channel_it_says_what_to_give():
    reject = refused({"ok": True, "messages": [HELLO]})
    assert (reject.code, reject.field) == ("key", "channel_id")
    assert "--context channel=C" in reject.reason
    assert rows({"ok": True, "messages": [HELLO]}, channel="C9")[0]["channel_id"] == "C9"


@pytest.mark.parametrize(
    "ts", [None, "", 1358878755.000001, 1358878755, "soon", "1.2.3", "9" * 30, "9" * 5000, True]
)
def test_a_ts_that_is_none_is_refused(ts):
    assert refused(HELLO | {"ts": ts, "channel": "C1"}).field == "ts"


def test_thread_ts_is_text():
    assert slack_message(HELLO | {"thread_ts": "1.000002"}, IN_C1)["thread_ts"] == "1.000002"
    assert slack_message(HELLO | {"thread_ts": ""}, IN_C1)["thread_ts"] is None
    assert refused(HELLO | {"thread_ts": 1.000002, "channel": "C1"}).field == "thread_ts"


def test_an_edit_is_the_inner_message_in_the_outer_channel():
    inner = HELLO | {"text": "hello", "edited": {"user": "U1", "ts": "1358878760.000000"}}
    outer = {"type": "message", "subtype": "message_changed", "channel": "C7", "hidden": True}
    outer |= {"ts": "1358878760.000002", "message": inner, "previous_message": HELLO}
    [row] = rows(outer)
    assert (row["id"], row["text"]) == ("C7-1358878755.000001", "hello")
    assert row["edited"] == {"user": "U1", "ts": "1358878760.000000"}
    assert "subtype" not in row


def test_message_replied_refreshes_the_thread_also_without_its_subtype():
    inner = HELLO | {
        "reply_count": 2.0,
        "thread_ts": HELLO["ts"],
        "latest_reply": "1358878799.000003",
    }
    outer = {"type": "message", "channel": "C7", "ts": "1358878799.000004", "message": inner}
    for event in (outer, outer | {"subtype": "message_replied"}):
        [row] = rows(event)
        assert (row["id"], row["reply_count"]) == ("C7-1358878755.000001", 2)
        assert row["remainder"] == {"latest_reply": "1358878799.000003"}


def test_a_deletion_names_its_message_or_is_refused():
    event = {"type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "9.000000"}
    event |= {"deleted_ts": "1.000000", "previous_message": HELLO}
    assert MESSAGE.gone(event, {}) == "C1-1.000000"
    assert MESSAGE.gone(event | {"channel": None}, {"channel": "C2"}) == "C2-1.000000"
    nameless = event | {"deleted_ts": None}
    assert MESSAGE.gone(nameless, {}) is None
    assert "message_deleted" in refused({"type": "event_callback", "event": nameless}).reason


def test_sockets_and_events_carry_channel_and_team():
    body = {"type": "event_callback", "team_id": "T1", "event": HELLO | {"channel": "C1"}}
    for document in (body, {"envelope_id": "x", "type": "events_api", "payload": body}):
        [row] = rows(document)
        assert (row["id"], row["team_id"]) == ("C1-1358878755.000001", "T1")
    [row] = rows(body | {"event": HELLO | {"channel": "C1", "team": "T2"}})
    assert row["team_id"] == "T2"  # the author's, in a channel that two workspaces share


def test_the_same_message_as_mention_is_the_same_row():
    event = HELLO | {"channel": "C1"}
    mention = event | {"type": "app_mention", "event_ts": "1358878755.000001"}
    assert rows(mention) == rows(event)


def test_search_names_the_channel_and_keeps_what_else_it_says():
    match = HELLO | {"channel": {"id": "C1", "name": "pier", "is_private": False}, "iid": "a-b"}
    [row] = rows({"ok": True, "messages": {"total": 1, "matches": [match]}})
    assert (row["id"], row["channel_name"]) == ("C1-1358878755.000001", "pier")
    assert row["remainder"] == {"channel": {"is_private": False}}


def test_posting_and_editing_answer_with_the_channel_beside_the_message():
    posted = {"ok": True, "channel": "C1", "ts": HELLO["ts"], "message": HELLO}
    assert rows(posted)[0]["id"] == "C1-1358878755.000001"
    edited = posted | {"text": "x", "message": {"text": "x", "user": "U1"}}
    [row] = rows(edited)
    assert (row["id"], row["text"]) == ("C1-1358878755.000001", "x")


def test_an_event_lends_its_ts_to_no_message():
    outer = {"type": "message", "subtype": "message_changed", "channel": "C7", "ts": "2.000000"}
    assert refused(outer | {"message": {"type": "message", "text": "x"}}).field == "ts"


def test_who_wrote():
    bot = {"type": "message", "subtype": "bot_message", "text": "", "ts": "1.000000"}
    row = slack_message(bot | {"bot_id": "B1", "username": "ferrybot"}, IN_C1)
    assert "user_id" not in row
    assert (row["bot_id"], row["user_name"], row["text"]) == ("B1", "ferrybot", "")
    profile = {"user_profile": {"name": "ada", "real_name": "Ada"}}
    row = slack_message(HELLO | profile | {"username": ""}, IN_C1)
    assert row["user_name"] == "ada"
    assert row["remainder"] == profile


def test_the_one_file_of_old_messages():
    assert slack_message(HELLO | {"file": {"id": "F1"}}, IN_C1)["files"] == [{"id": "F1"}]
    assert slack_message(HELLO | {"file": None}, IN_C1)["files"] is None
    both = {"file": {"id": "F1"}, "files": [{"id": "F2"}]}
    row = slack_message(HELLO | both, IN_C1)
    assert row["files"] == [{"id": "F2"}]
    assert row["remainder"] == {"file": {"id": "F1"}}
    assert "remainder" not in slack_message(HELLO | both | {"file": {"id": "F2"}}, IN_C1)


@pytest.mark.parametrize("column", ["files", "attachments", "reactions", "pinned_to", "blocks"])
def test_what_changes_later_is_taken_when_there_and_left_when_not(column):
    assert column not in slack_message(HELLO, IN_C1)
    assert slack_message(HELLO | {column: []}, IN_C1)[column] == []
    assert slack_message(HELLO | {column: None}, IN_C1)[column] is None


def test_unknown_keys_are_the_remainder():
    row = slack_message(HELLO | {"subscribed": True, "topic": "t"}, IN_C1)
    assert row["remainder"] == {"subscribed": True, "topic": "t"}


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "reaction_added", "user": "U1", "item": {"type": "message", "ts": "1.0"}},
        {"type": "message", "channel": "C1", "ts": "1.000000"},  # a reaction's item
        {"type": "file", "file": {"id": "F1"}},
        {"ok": False, "error": "channel_not_found"},
        {"id": "1", "text": "a tweet", "user": {"name": "x"}},
    ],
)
def test_what_is_no_message(payload):
    assert recognised_as(payload) != "slack_message"


# --- stored -----------------------------------------------------------------------------


def stored(connection):
    return connection.execute(select(SlackMessage.__table__)).mappings().one()


RICH = HELLO | {
    "channel": {"id": "C1", "name": "pier"},
    "files": [{"id": "F1"}],
    "reactions": [{"name": "ship", "count": 1, "users": ["U2"]}],
    "permalink": "https://acme.slack.com/archives/C1/p1358878755000001",
    "client_msg_id": "x",
}


def test_a_poor_shape_erases_nothing_of_a_rich_one(connection):
    ingest(connection, "slack_message", RICH)
    rich = stored(connection)
    assert ingest(connection, "slack_message", HELLO, context=IN_C1) == IngestResult(unchanged=1)
    assert stored(connection) == rich
    more = HELLO | {"channel": "C1", "reactions": [], "team": "T1"}
    assert ingest(connection, "slack_message", more).updated == 1
    wanted = {"reactions": [], "team_id": "T1", "updated_at": stored(connection)["updated_at"]}
    assert stored(connection) == {**rich, **wanted}


def test_null_clears(connection):
    ingest(connection, "slack_message", RICH)
    cleared = dict.fromkeys(("files", "reactions", "permalink", "text"))
    assert ingest(connection, "slack_message", RICH | cleared).updated == 1
    row = stored(connection)
    assert [row[key] for key in cleared] == [None] * 4
