"""Gmail: messages, whole, by their headers alone, or no more than an id in a list.

A message does not change but for its labels, so a poor answer says less and never
otherwise: headers without a tree (`format=metadata`) leave the stored tree alone.
`payload` is kept as sent; its `attachmentId`s fetch the files and are others at each
answer, so a message with files that is fetched again counts as changed.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import (
    epoch_milliseconds,
    identifier,
    instant,
    integer,
    none_if_empty,
)
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.google import mime
from ait_postgres.ingest.mapping.google.key import key
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GoogleGmailMessage

if TYPE_CHECKING:
    import datetime as dt

    from ait_postgres.schemas.data_targets import GoogleGmailMessageDataTarget

_MESSAGE: Final = Fields(
    field("thread_id", "threadId", none_if_empty),
    field("history_id", "historyId", identifier),
    field("snippet"),
    field("internal_date", "internalDate", epoch_milliseconds),
    field("label_ids", "labelIds"),
    field("size_estimate", "sizeEstimate", integer),
    ignore=("id", "payload"),
)
#: Headers that a message has once, and those that list addresses, of which there may be several.
_ONCE: Final = ("subject", "from")
_ADDRESSES: Final = ("to", "cc", "bcc")
_OF_HEADERS: Final = (*_ONCE, *_ADDRESSES, "message_sent_at")
_OF_BODIES: Final = {"text/plain": "body_text", "text/html": "body_html"}


def gmail_message(payload: Payload, context: Context) -> GoogleGmailMessageDataTarget:
    """A message; any key but its id may be left out by a field mask."""
    row: Row = {"id": key(payload, "message")}
    row |= _MESSAGE.read(payload)
    rest = _MESSAGE.remainder(payload) or {}
    if "payload" in payload:
        tree = payload["payload"]
        row |= _of_tree(tree)
        if is_object(tree) and "parts" not in tree and "body" not in tree:
            rest["payload"] = tree
        else:
            row["payload"] = tree
    if "threadId" not in payload and (thread := context.get("thread_id")):
        row["thread_id"] = thread
    if (config := context.get("connector_config_id")) is not None:
        row["connector_config_id"] = config
    if rest:
        row["remainder"] = rest
    return cast("GoogleGmailMessageDataTarget", row)


def deleted_message(payload: Payload, context: Context) -> str | None:
    """The key of a message that its record of history says was deleted for good."""
    gone, one = context.get("deleted"), payload.get("id")
    return one if is_list(gone) and isinstance(one, str) and one in gone else None


def _of_tree(tree: Any) -> Row:
    """The columns that headers and bodies fill; of absent ones nothing is said."""
    if tree is None:
        return dict.fromkeys((*_OF_HEADERS, *_OF_BODIES.values()))
    if not is_object(tree):
        raise Reject("payload: the MIME tree is no object", "payload")
    row = _of_headers(tree)
    try:
        texts = mime.bodies(tree)
    except ValueError as error:
        raise Reject(f"body_text: {error}", "body_text") from error
    return row | {column: texts[kind] for kind, column in _OF_BODIES.items() if kind in texts}


def _of_headers(tree: Payload) -> Row:
    if "headers" in tree and tree["headers"] is None:
        return dict.fromkeys(_OF_HEADERS)
    found = mime.headers(tree)
    row: Row = {name: found[name][0] for name in _ONCE if name in found}
    row |= {name: ", ".join(found[name]) for name in _ADDRESSES if name in found}
    if "date" in found and (moment := _sent_at(found["date"][0])):
        row["message_sent_at"] = moment
    return row


def _sent_at(value: str) -> dt.datetime | None:
    """The `Date` header's moment; None where whoever sent it wrote no date, or no zone.

    Not a reject: any sender may write anything there, and the mail is a mail. RFC 5322
    has `-0000` for UTC from a clock that knows no zone.
    """
    try:
        moment = parsedate_to_datetime(re.sub(r"-0000\b", "+0000", value))
        return instant(moment.isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


#: What neither a thread nor a draft nor a record of history has.
_OF_MESSAGES: Final = frozenset({"threadId", "labelIds", "internalDate", "sizeEstimate", "raw"})
_OF_TREES: Final = frozenset({"headers", "parts", "body", "mimeType"})
_ID: Final = re.compile(r"[0-9a-f]{12,16}")


def _recognise(payload: Payload) -> bool:
    if "messages" in payload or "message" in payload:
        return False  # a page, a thread, a draft, a record of history
    if not _OF_MESSAGES.isdisjoint(payload):
        return True
    if "payload" in payload:
        tree = payload["payload"]
        return is_object(tree) and not _OF_TREES.isdisjoint(tree)
    # A mask may leave the id and one more; a thread in a list has both of these.
    poor = len(payload) <= 2 and payload.keys() <= {"id", "snippet", "historyId"}
    return poor and _is_id(payload.get("id"))


def _is_id(value: Any) -> bool:
    """Whether it is the id of a message or a thread; a record of history has fewer digits."""
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _carry(envelope: Payload) -> Context:
    """A thread's id; of a record of history those of its messages that are gone."""
    thread = envelope.get("id")
    if "messages" in envelope and _is_id(thread):
        return {"thread_id": thread}
    records = envelope.get("messagesDeleted")
    listed = records if is_list(records) else []
    gone = [record.get("message") for record in listed if is_object(record)]
    ids = [message.get("id") for message in gone if is_object(message)]
    return {"deleted": ids} if ids else {}


ENTITY: Final = Entity(
    name="gmail_message",
    table=GoogleGmailMessage.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=gmail_message,
    recognise=_recognise,
    wrappers=("drafts", "history", "messagesAdded", "labelsAdded", "labelsRemoved", "message"),
    carry=_carry,
    gone=deleted_message,
    version="history_id",
    context_keys=("connector_config_id", "thread_id"),
)
