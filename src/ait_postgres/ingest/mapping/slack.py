"""Slack: messages, as history, search, events, sockets and posting answers send them.

A message is known by its channel and its `ts`, and most shapes name only one of
them: the channel stands in the envelope, or the caller gives it. Events that
speak of a message (edited, replied to) are envelopes around that message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import epoch_decimal, integer, none_if_empty
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import SlackMessage

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import SlackMessageDataTarget


def _ts(value: Any) -> str | None:
    """Slack's identifier of a message: text, because a float loses its last digits."""
    if type(value) is not str:
        raise ValueError(f"{value!r:.40} is not text, and a number cannot hold all its digits")
    return value or None


_MESSAGE: Final = Fields(
    field("ts", convert=_ts),
    field("thread_ts", convert=_ts),
    field("team_id", "team", none_if_empty),
    field("user_id", "user", none_if_empty),
    field("user_name", "username", none_if_empty),
    field("bot_id", convert=none_if_empty),
    field("subtype", convert=none_if_empty),
    field("text"),
    field("reply_count", convert=integer),
    field("permalink", convert=none_if_empty),
    field("blocks"),
    field("files"),
    field("attachments"),
    field("reactions"),
    field("edited"),
    field("pinned_to"),
    ignore=(
        # In columns, by the functions below.
        "channel",
        "file",
        # What a shape says of its delivery: the same message comes as `message` and as
        # `app_mention`, with the event's own time, and each search numbers it anew.
        "type",
        "event_ts",
        "iid",
    ),
)
#: What only a message has, of all that is typed `message` (a reaction's item is typed so too).
_OF_MESSAGES: Final = frozenset({"text", "user", "bot_id", "subtype"})


def slack_message(payload: Payload, context: Context) -> SlackMessageDataTarget:
    """A message of any subtype; a channel's join or topic is one as well."""
    if payload.get("subtype") == "message_deleted":  # one that says which is never mapped
        raise Reject(
            "message_deleted does not say which message is gone: it needs channel and deleted_ts",
            "id",
            code="key",
        )
    row = _MESSAGE.read(payload)
    row |= _place(row, payload, context)
    if row.get("user_name") is None and is_object(profile := payload.get("user_profile")):
        row |= _named(profile)
    if "file" in payload and "files" not in payload:  # before 2018 a message had one file
        row["files"] = None if payload["file"] is None else [payload["file"]]
    if rest := _rest(payload):
        row["remainder"] = rest
    return cast("SlackMessageDataTarget", row)


def deleted_message(payload: Payload, context: Context) -> str | None:
    """The key of the message that a `message_deleted` event says is gone."""
    if payload.get("subtype") != "message_deleted":
        return None
    channel, _ = _channel(payload.get("channel") or context.get("channel"))
    ts = payload.get("deleted_ts")
    return f"{channel}-{ts}" if channel and isinstance(ts, str) and ts else None


def _place(row: Row, payload: Payload, context: Context) -> Row:
    """The key, and what it is made of: the payload's own word before the envelope's."""
    ts = row.get("ts") or context.get("ts")
    if not isinstance(ts, str) or not ts:
        raise Reject("a message without ts has no key", "ts", code="key")
    try:
        moment = epoch_decimal(ts)
    except (ValueError, OverflowError) as error:
        raise Reject(f"ts: {error}", "ts", code="key") from error
    channel, name = _channel(payload.get("channel"))
    if channel is None:
        channel, name = _channel(context.get("channel"))
    if channel is None:
        raise Reject(
            "the message does not name its channel; say which: --context channel=C…",
            "channel_id",
            code="key",
        )
    place: Row = {
        "id": f"{channel}-{ts}",
        "channel_id": channel,
        "ts": ts,
        "message_created_at": moment,
    }
    if name := name or context.get("channel_name"):
        place["channel_name"] = name
    if "team" not in payload and (team := context.get("team")):
        place["team_id"] = team
    return place


def _channel(channel: Any) -> tuple[str | None, Any]:
    """Id and name, of a channel that is an id (events) or an object (search)."""
    name = None
    if is_object(channel):
        channel, name = channel.get("id"), channel.get("name")
    return (channel, name) if isinstance(channel, str) and channel else (None, None)


def _named(profile: Payload) -> Row:
    name = profile.get("name") or profile.get("display_name")
    return {"user_name": name} if name else {}


def _rest(payload: Payload) -> dict[str, Any] | None:
    rest = _MESSAGE.remainder(payload) or {}
    channel = payload.get("channel")
    if is_object(channel) and (beyond := channel.keys() - {"id", "name"}):
        rest["channel"] = {key: channel[key] for key in beyond}
    if "file" in payload and "files" in payload:
        files = payload["files"]
        if not (is_list(files) and payload["file"] in files):
            rest["file"] = payload["file"]
    return rest


def _is_message(payload: Payload) -> bool:
    if is_object(payload.get("message")):
        return False  # an event about a message, or an answer to posting one
    if payload.get("type") == "message":
        return not _OF_MESSAGES.isdisjoint(payload)
    # Posting and editing answer with a message of few keys: no type, even no ts.
    return "text" in payload and (
        "ts" in payload or (("user" in payload or "bot_id" in payload) and "id" not in payload)
    )


def _carry(envelope: Payload) -> Context:
    """The channel and the workspace of an event; of a posted message also its ts."""
    carried: dict[str, Any] = {}
    if channel := envelope.get("channel"):
        carried["channel"] = channel
    if team := envelope.get("team_id"):
        carried["team"] = team
    if "ok" in envelope and (ts := envelope.get("ts")):
        carried["ts"] = ts
    return carried


ENTITIES: Final = (
    Entity(
        name="slack_message",
        table=cast("Table", SlackMessage.__table__),
        map=slack_message,
        recognise=_is_message,
        wrappers=("messages", "matches", "message", "event", "payload"),
        carry=_carry,
        gone=deleted_message,
        version="edited.ts",
        context_keys=("channel", "channel_name", "team"),
    ),
)
