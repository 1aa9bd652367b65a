"""Notion's real pages and our samples, held to a table of paths and columns, and to its types."""

from __future__ import annotations

import json

import pytest
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    documents,
    hold,
    sample,
    stated_counts,
    unwrapped,
)
from tests.ingest.conformance.vendor_schema import by_place, places, typescript_fields

from ait_postgres.ingest.mapping.notion.blocks import content

FOREIGN = "not a notion_page"
WHEN = "page_created_at: 'last week' is not a date and time"

#: The text of the samples' blocks, as a reader of the page would copy it.
CONTENT = {
    "Handbook of the harbour": "Before the first boat\nLook at the tide, then at the clock.\n"
    "Ropes\ndry\nwhole\nPier\tBoat\n2\tMarta\nThe pier in winter\nRules for guests\nv = s / t",
    "Log of January": "Count the vests\nLater\nPaint the rail\ntide --today",
}


def title(payload, _context):
    for value in payload.get("properties", {}).values():
        if value["type"] == "title":
            return "".join(fragment["plain_text"] for fragment in value["title"])
    return ABSENT


def picture(key):
    def value(payload, _context):
        found = at(payload, key)
        while isinstance(found, dict):
            found = found[found["type"]] if "type" in found else found.get("url", found.get("id"))
        return found

    return value


def parent(payload):
    found = at(payload, "parent")
    if found is ABSENT:
        return ABSENT, ABSENT
    key = found[found["type"]]
    return found["type"], None if key is True else key


def trash(first, second):
    return lambda payload, _context: payload.get(first, payload.get(second, ABSENT))


TABLE = PayloadTable(
    entity="notion_page",
    target="NotionPageDataTarget",
    columns={
        "id": "id",
        "object": "object",
        "title": title,
        "url": "url",
        "public_url": "public_url",
        "parent_type": lambda payload, _context: parent(payload)[0],
        "parent_id": lambda payload, _context: parent(payload)[1],
        "archived": trash("archived", "in_trash"),
        "in_trash": trash("in_trash", "archived"),
        "is_locked": "is_locked",
        "icon": picture("icon"),
        "cover": picture("cover"),
        "properties": "properties",
        "content": lambda payload, context: CONTENT.get(title(payload, context), ABSENT),
        "created_by": "created_by.id",
        "last_edited_by": "last_edited_by.id",
        "page_created_at": ("created_time", "time"),
        "page_last_edited_at": ("last_edited_time", "time"),
    },
    taken=frozenset({"parent", "archived", "in_trash", "icon", "cover", "children"}),
    dropped=frozenset({"request_id"}),  # of the answer, another each time
)

#: A database stands among what was found.
REJECTED = {
    "jakeswenson__issue_15.json": {FOREIGN: 1},
    "jakeswenson__search_results.json": {"stored": 1, FOREIGN: 1},
}


def test_real_payloads(shared_payloads):
    stated = stated_counts(shared_payloads, "notion/pages")
    found = dict(documents(shared_payloads / "notion" / "pages"))
    assert found.keys() == stated.keys()
    for name, document in found.items():
        outcome = hold(TABLE, unwrapped("notion_page", document), name)
        assert outcome == REJECTED.get(name, {"stored": stated[name]}), name


def texts(value):
    """Every text of a block, wherever it stands, in the order of the document."""
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    if not isinstance(value, dict):
        return []
    if "plain_text" in value or "expression" in value:
        return [value.get("plain_text", value.get("expression"))]
    return texts(list(value.values()))


def test_real_blocks(shared_payloads):
    stated = stated_counts(shared_payloads, "notion/blocks")
    for name, document in documents(shared_payloads / "notion" / "blocks"):
        blocks = document["results"]
        assert len(blocks) == stated[name]
        lines = ["".join(texts(block)) for block in blocks]
        page_ids = {json.dumps(block["parent"]): block["parent"] for block in blocks}
        [where] = page_ids.values()
        page_id = where.get("page_id", "of a block")
        wanted = "\n".join(line for line in lines if line)
        assert content(document, page_id) == wanted, name
        # Given twice, in one list or two, each text still stands there once.
        assert content([document, document], page_id) == wanted, name
        assert content([*blocks, *blocks], page_id.replace("-", "")) == wanted, name


def test_real_blocks_are_no_pages(shared_payloads):
    for name, document in documents(shared_payloads / "notion" / "blocks"):
        outcome = hold(TABLE, unwrapped("notion_page", document), name)
        assert outcome == {FOREIGN: len(document["results"])}, name


def test_samples():
    outcome = hold(TABLE, unwrapped("notion_page", sample("notion_page")))
    assert outcome == {"stored": 12, FOREIGN: 2, WHEN: 1}


SHAPES = {
    **{
        f"parent {kind}": lambda p, kind=kind: p.get("parent", {}).get("type") == kind
        for kind in ("data_source_id", "database_id", "page_id", "block_id", "workspace")
    },
    **{
        f"icon {kind}": lambda p, kind=kind: (p.get("icon") or {}).get("type") == kind
        for kind in ("emoji", "file", "file_upload", "custom_emoji")
    },
    "cover": lambda p: p.get("cover"),
    "long title": lambda p: len(str(title(p, {}))) > 3000,
    "empty title": lambda p: title(p, {}) == "",
    "old": lambda p: "archived" in p and "in_trash" not in p,
    "in the trash": lambda p: p.get("in_trash"),
    "no right to read": lambda p: p.keys() == {"object", "id"},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_show(shape):
    payloads = [payload for payload, _ in unwrapped("notion_page", sample("notion_page"))]
    assert any(map(SHAPES[shape], payloads))


def test_every_field_of_the_type_has_its_place(shared_payloads):
    types = (shared_payloads / "_schemas" / "notion_common.d.ts").read_text()
    rich, _ = unwrapped("notion_page", sample("notion_page"))[0]
    fields = typescript_fields(types, "PageObjectResponse")
    found = places("notion_page", rich | {"in_trash": True}, fields)
    assert by_place(found) == {
        "key": {"id"},
        "object": {"object"},
        "properties title": {"properties"},
        "url": {"url"},
        "public_url": {"public_url"},
        "parent_id parent_type": {"parent"},
        "archived": {"archived"},
        "in_trash": {"in_trash"},
        "is_locked": {"is_locked"},
        "icon": {"icon"},
        "cover": {"cover"},
        "created_by": {"created_by"},
        "last_edited_by": {"last_edited_by"},
        "page_created_at": {"created_time"},
        "page_last_edited_at": {"last_edited_time"},
        "remainder": {"is_archived"},
    }
