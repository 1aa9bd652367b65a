"""Pages. What Notion says of an answer, not of its page, is not stored: the request's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import identifier, instant, none_if_empty, text_id
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.notion.blocks import (
    CHILDREN,
    are_of_others,
    content,
    plain,
    same_id,
)
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import NotionPage

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import NotionPageDataTarget

#: Where each kind of icon and cover has its address; an uploaded file has an id alone.
_PICTURES: Final = {
    "emoji": (),
    "external": ("url",),
    "file": ("url",),
    "custom_emoji": ("url",),
    "file_upload": ("id",),
    "icon": ("name",),
}
#: Kinds of parents, the nearest first: a data source names its database too.
_PARENTS: Final = ("data_source_id", "database_id", "page_id", "block_id", "agent_id", "workspace")


def _picture(value: Any) -> str | None:
    """The emoji itself or the picture's address, of whichever kind."""
    if not is_object(value):
        raise ValueError("holds an object that says its kind")
    kind = value.get("type") or next((key for key in _PICTURES if key in value), None)
    if not isinstance(kind, str) or kind not in _PICTURES:
        return None
    found = value.get(kind)
    for key in _PICTURES[kind]:
        found = found.get(key) if is_object(found) else None
    return found if isinstance(found, str) and found else None


_PAGE: Final = Fields(
    field("object"),
    field("url", convert=none_if_empty),
    field("public_url", convert=none_if_empty),
    # `archived` is the old name of `in_trash` (API versions before 2026-03-11): either tells both.
    field("archived", "in_trash"),
    field("archived"),
    field("in_trash", "archived"),
    field("in_trash"),
    field("is_locked"),
    field("properties"),
    field("created_by", "created_by.id", text_id),
    field("last_edited_by", "last_edited_by.id", text_id),
    field("page_created_at", "created_time", instant),
    field("page_last_edited_at", "last_edited_time", instant),
    ignore=(
        "id",
        "request_id",
        "created_by.object",
        "last_edited_by.object",
        "parent.type",
        *CHILDREN,
        *(f"{key}.type" for key in ("icon", "cover")),
        *(
            ".".join((key, kind, *inner))
            for key in ("icon", "cover")
            for kind, inner in _PICTURES.items()
        ),
        # Of the address, which Notion signs anew for an hour at a time.
        *(f"{key}.file.expiry_time" for key in ("icon", "cover")),
    ),
)


def notion_page(payload: Payload, context: Context) -> NotionPageDataTarget:
    """A page, with its text where its blocks are given."""
    row: Row = {"id": _id(payload), **_PAGE.read(payload)}
    for key in ("icon", "cover"):
        if key in payload:
            row[key] = _read_picture(key, payload[key])
    if "parent" in payload:
        row |= _parent(payload["parent"])
    if "properties" in payload:
        row |= _title(payload["properties"])
    row |= _content(payload, context, row["id"])
    if rest := _rest(payload, row):
        row["remainder"] = rest
    return cast("NotionPageDataTarget", row)


def _id(payload: Payload) -> str:
    try:
        return identifier(payload.get("id"))
    except ValueError:
        raise Reject("the page has no id", "id", code="key") from None


def _read_picture(column: str, value: Any) -> str | None:
    try:
        return None if value is None else _picture(value)
    except ValueError as error:
        raise Reject(f"{column}: {error}", column) from None


def _parent(parent: Any) -> Row:
    """Kind and id; a workspace has no id."""
    if parent is None:
        return {"parent_type": None, "parent_id": None}
    if not is_object(parent):
        raise Reject("parent holds an object that says its kind", "parent_type")
    kind = parent.get("type") or next((key for key in _PARENTS if key in parent), None)
    found = parent.get(kind) if isinstance(kind, str) else None
    return {"parent_type": kind, "parent_id": found if isinstance(found, str) else None}


def _title(properties: Any) -> Row:
    """The property of type title, whatever its name; a query may leave it out."""
    if properties is None:
        return {"title": None}
    if not is_object(properties):
        raise Reject("properties hold an object", "properties")
    for value in properties.values():
        if is_object(value) and "title" in (value.get("type"), value.get("id")):
            fragments = value.get("title")
            if is_list(fragments):
                return {"title": plain(fragments)}
            if fragments is None and "title" in value:
                return {"title": None}
    return {}


def _content(payload: Payload, context: Context, page_id: str) -> Row:
    """The page's own blocks before those given beside it."""
    for key in CHILDREN:
        if key in payload:
            return {"content": content(payload[key], page_id)}
    if "blocks" not in context:
        return {}
    given = context["blocks"]
    if is_object(given) and "results" not in given:  # by page id
        own = [blocks for key, blocks in given.items() if same_id(key, page_id)]
        return {"content": content(own[0], page_id)} if own else {}
    return {} if are_of_others(given, page_id) else {"content": content(given, page_id)}


def _rest(payload: Payload, row: Row) -> dict[str, Any]:
    rest = _PAGE.remainder(payload) or {}
    if is_object(parent := rest.pop("parent", None)):
        held = (row["parent_id"], True)  # true says that the parent is the workspace
        beyond = {k: v for k, v in parent.items() if not (k == row["parent_type"] and v in held)}
        if beyond:
            rest["parent"] = beyond
    return rest


def _is_page(payload: Payload) -> bool:
    return payload.get("object") == "page"


def _is_thing(payload: Payload) -> bool:
    """Whatever says its kind is no envelope, but a list; nor is a webhook, which has no page."""
    return payload.get("object", "list") != "list" or "entity" in payload


def _carry(envelope: Payload) -> Context:
    """Blocks beside the page that they are of."""
    blocks = [envelope[key] for key in CHILDREN if key in envelope]
    return {"blocks": blocks[0]} if blocks and is_object(envelope.get("page")) else {}


ENTITY: Final = Entity(
    name="notion_page",
    table=cast("Table", NotionPage.__table__),
    map=notion_page,
    recognise=_is_page,
    wrappers=("page", "pages"),
    sealed=_is_thing,
    carry=_carry,
    version="page_last_edited_at",
    context_keys=("blocks",),
)
