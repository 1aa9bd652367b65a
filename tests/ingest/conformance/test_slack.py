"""Slack's real messages and our samples, held to a table of paths and columns."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import select
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    documents,
    hold,
    sample,
    stated_counts,
    unwrapped,
)
from tests.ingest.conformance.vendor_schema import by_place, described_fields, places

from ait_postgres.ingest import ingest
from ait_postgres.schemas import IngestReject, SlackMessage

WHICH = "message_deleted does not say which message is gone: it needs channel and deleted_ts"
NO_TS = "a message without ts has no key"
NO_CHANNEL = "the message does not name its channel; say which: --context channel=C…"
FOREIGN = "not a slack_message"


def ts(payload, context):
    return payload.get("ts") or context["ts"]


def channel(payload, context):
    for named in (payload.get("channel"), context.get("channel")):
        if isinstance(named, dict):
            return named["id"], named.get("name", ABSENT)
        if named:
            return named, context.get("channel_name", ABSENT)
    raise AssertionError("stored without a channel")


def time(payload, context):
    # A decimal holds every digit; the product splits the text instead.
    micros = int(Decimal(ts(payload, context)) * 1_000_000)
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=micros)


def user_name(payload, _context):
    if payload.get("username"):
        return payload["username"]
    name = payload.get("user_profile", {}).get("name", ABSENT)
    return None if name is ABSENT and "username" in payload else name


def team(payload, context):
    return (payload["team"] or None) if "team" in payload else context.get("team", ABSENT)


def files(payload, _context):
    if "files" in payload:
        return payload["files"]
    return [payload["file"]] if "file" in payload else ABSENT


TABLE = PayloadTable(
    entity="slack_message",
    target="SlackMessageDataTarget",
    columns={
        "id": lambda payload, context: f"{channel(payload, context)[0]}-{ts(payload, context)}",
        "channel_id": lambda payload, context: channel(payload, context)[0],
        "channel_name": lambda payload, context: channel(payload, context)[1],
        "ts": ts,
        "message_created_at": time,
        "thread_ts": ("thread_ts", "none if empty"),
        "team_id": team,
        "user_id": ("user", "none if empty"),
        "user_name": user_name,
        "bot_id": ("bot_id", "none if empty"),
        "subtype": ("subtype", "none if empty"),
        "text": "text",
        "reply_count": ("reply_count", "whole"),
        "permalink": ("permalink", "none if empty"),
        "blocks": "blocks",
        "files": files,
        "attachments": "attachments",
        "reactions": "reactions",
        "edited": "edited",
        "pinned_to": "pinned_to",
    },
    taken=frozenset({"channel", "ts", "team", "username", "file", "files"}),
    # Of the delivery, not of the message: see the mapping.
    dropped=frozenset({"type", "event_ts", "iid"}),
)

#: What the real payloads come to when the caller says which channel.
REJECTED = {
    "javasdk__MessageDeletedPayload.json": {WHICH: 1},  # every text of it is empty
    "slackgo__messageDeletedMessage.json": {"deleted": 1},
    "weeslack__message-deleted.json": {"deleted": 1},
    "slackspec__reactions.list.json": {FOREIGN: 2, "stored": 1},  # a file and its comment
} | {
    f"javasdk__Message{name}Payload.json": {NO_TS: 1}  # every text of them is empty
    for name in (
        "ChannelLeave",
        "ChannelPostingPermissions",
        "ChannelTopic",
        "EkmAccessDenied",
        "FileShare",
        "GroupTopic",
        "Replied",
        "ThreadBroadcast",
    )
}
#: Those of them that name no channel.
CHANNELLESS = {
    *(f"javasdk__{name}.history.json" for name in ("groups", "im", "mpim")),
    "slackspec__conversations.history.json",
    *(f"slackgo__channel{name}Message.json" for name in ("Name", "Purpose")),
    *(
        f"slackgo__group{name}Message.json"
        for name in ("Archive", "JoinInvited", "Join", "Leave", "Name", "Purpose", "Topic")
    ),
}


@pytest.fixture
def real(shared_payloads):
    found = dict(documents(shared_payloads / "slack" / "messages"))
    assert found.keys() == stated_counts(shared_payloads, "slack/messages").keys()
    return found


def test_real_payloads(real, shared_payloads):
    stated = stated_counts(shared_payloads, "slack/messages")
    for name, document in real.items():
        payloads = unwrapped("slack_message", document, {"channel": "C0GIVEN", "channel_name": "x"})
        outcome = hold(TABLE, payloads, name)
        assert outcome == REJECTED.get(name, {"stored": stated[name]}), name


def test_real_payloads_without_a_channel(real):
    for name, document in real.items():
        reasons = hold(TABLE, unwrapped("slack_message", document), name)
        assert (NO_CHANNEL in reasons) == (name in CHANNELLESS), name


def test_samples():
    outcome = hold(TABLE, unwrapped("slack_message", sample("slack_message")))
    assert outcome == {"stored": 18, "deleted": 1, NO_CHANNEL: 1, FOREIGN: 2}


#: What our samples must show, so that whoever has no `shared` tests the same shapes.
SHAPES = {
    "edit": lambda p: "edited" in p,
    "thread": lambda p: "thread_ts" in p,
    "bot": lambda p: "bot_id" in p and "user" not in p,
    "file": lambda p: "files" in p,
    "old file": lambda p: isinstance(p.get("file"), dict),
    "attachment": lambda p: "attachments" in p,
    "reaction": lambda p: "reactions" in p,
    "pin": lambda p: "pinned_to" in p,
    "search": lambda p: isinstance(p.get("channel"), dict),
    "system": lambda p: p.get("subtype") == "channel_join",
    "mention": lambda p: p.get("type") == "app_mention",
    "no type": lambda p: "type" not in p,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_show(shape):
    payloads = [payload for payload, _ in unwrapped("slack_message", sample("slack_message"))]
    assert any(map(SHAPES[shape], payloads))


def stored(connection):
    order = select(SlackMessage.__table__).order_by(SlackMessage.id)
    return connection.execute(order).mappings().all()


def test_stored_twice_is_stored_once(connection):
    first = ingest(connection, "slack_message", sample("slack_message"))
    assert (first.inserted, first.superseded, first.rejected) == (14, 4, 3)
    before = stored(connection)
    again = ingest(connection, "slack_message", sample("slack_message"))
    assert (again.unchanged, again.changed, again.rejected) == (15, False, 3)
    assert stored(connection) == before
    reasons = connection.execute(select(IngestReject.reason)).scalars()
    assert Counter(reasons) == {NO_CHANNEL: 1, FOREIGN: 2}


def test_one_by_one_comes_to_the_same_as_at_once(connection):
    """Each document in a batch of its own: the edit finds its message stored already."""
    for document in sample("slack_message"):
        ingest(connection, "slack_message", document)
    columns = set(SlackMessage.__table__.c.keys()) - {"created_at", "updated_at"}
    one_by_one = [{name: row[name] for name in sorted(columns)} for row in stored(connection)]
    connection.execute(SlackMessage.__table__.delete())
    ingest(connection, "slack_message", sample("slack_message"))
    at_once = [{name: row[name] for name in sorted(columns)} for row in stored(connection)]
    assert one_by_one == at_once


def test_real_payloads_stored_twice(connection, real):
    given = {"channel": "C0GIVEN"}
    for document in real.values():
        ingest(connection, "slack_message", document, context=given)
    before = stored(connection)
    assert len(before) > 20
    for name, document in reversed(real.items()):
        again = ingest(connection, "slack_message", document, context=given)
        assert not again.inserted, name
    for document in real.values():
        ingest(connection, "slack_message", document, context=given)
    settled = stored(connection)
    assert [dict(row) | {"updated_at": None} for row in settled] == [
        dict(row) | {"updated_at": None} for row in before
    ]


@pytest.fixture(scope="module")
def described(shared_payloads):
    path = shared_payloads / "_schemas" / "slack_web_openapi_v2.json"
    return described_fields(json.loads(path.read_text()), "objs_message")


@pytest.fixture
def rich():
    """All that our samples say of messages, in one."""
    merged = {}
    for payload, _ in unwrapped("slack_message", sample("slack_message")):
        merged = {**payload, **merged}
    return merged


#: Fields that each fill the column of their own name.
ALONE = "attachments blocks bot_id files permalink pinned_to reactions reply_count subtype text"


def test_every_field_of_a_message_has_its_place(described, rich):
    kept = """
        bot_profile client_msg_id comment display_as_bot icons inviter is_delayed_message is_intro
        is_starred last_read latest_reply name old_name parent_user_id purpose reply_users
        reply_users_count source_team subscribed topic unread_count upload user_team
    """
    assert by_place(places("slack_message", rich, described)) == {
        "key": {"ts"},
        **{name: {name} for name in ALONE.split()},
        "thread_ts": {"thread_ts"},
        "team_id": {"team"},
        "user_id": {"user"},
        "user_name": {"username"},
        # `files` and `username` are heard before the first two.
        "remainder": {"file", "user_profile", *kept.split()},
        "dropped": {"type"},
    }


def test_what_stands_in_for_a_missing_field_has_its_place(rich):
    poor = {key: value for key, value in rich.items() if key not in ("files", "username")}
    found = places("slack_message", poor, ["file", "user_profile"])
    assert found == {"file": "files", "user_profile": "user_name"}
