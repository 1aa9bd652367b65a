"""Notion's pages: each rule of the mapping with a value, and what the database then holds."""

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.notion.blocks import content
from ait_postgres.ingest.mapping.notion.page import notion_page
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import NotionPage

PAGE = ENTITIES["notion_page"]
ID = "38c9ce7b-60a4-8114-b301-ddc78a46ec5d"
BARE = {"object": "page", "id": ID}


def rows(document, **context):
    return [mapped(PAGE, *found) for found in objects(PAGE, document, context)]


def refused(payload, **context):
    with pytest.raises(Reject) as caught:
        notion_page(payload, context)
    return caught.value


def text(*fragments):
    return [{"type": "text", "plain_text": one, "text": {"content": one}} for one in fragments]


def titled(*fragments, name="Name"):
    return {name: {"id": "title", "type": "title", "title": text(*fragments)}}


def block(key, words, kind="paragraph", **more):
    return {"object": "block", "id": key, "type": kind, kind: {"rich_text": text(words)}} | more


def test_a_page_one_may_not_read_is_an_id():
    assert rows(BARE) == [BARE]


@pytest.mark.parametrize("name", ["title", "Name", "Aufgabe", ""])
def test_the_title_is_all_fragments_whatever_its_name(name):
    others = {"Notes": {"id": "x", "type": "rich_text", "rich_text": text("not this")}}
    row = notion_page(BARE | {"properties": others | titled("A ", "long", " title", name=name)}, {})
    assert row["title"] == "A long title"
    assert row["properties"].keys() == {"Notes", name}


def test_titles_empty_long_absent_and_null():
    assert notion_page(BARE | {"properties": titled()}, {})["title"] == ""
    assert len(notion_page(BARE | {"properties": titled(*["x" * 2000] * 5)}, {})["title"]) == 10_000
    assert "title" not in notion_page(BARE | {"properties": {"Done": {"type": "checkbox"}}}, {})
    row = notion_page(BARE | {"properties": None}, {})
    assert (row["properties"], row["title"]) == (None, None)
    assert refused(BARE | {"properties": []}).field == "properties"


def test_fragments_of_equations_and_requests():
    fragments = [
        {"type": "text", "text": {"content": "area "}},
        {"type": "equation", "equation": {"expression": "a^2"}},
        {"type": "mention", "plain_text": " @Ada"},
    ]
    properties = {"t": {"type": "title", "title": fragments}}
    assert notion_page(BARE | {"properties": properties}, {})["title"] == "area a^2 @Ada"


@pytest.mark.parametrize(
    ("parent", "kind", "key", "rest"),
    [
        ({"type": "data_source_id", "data_source_id": "s", "database_id": "d"},
         "data_source_id", "s", {"parent": {"database_id": "d"}}),
        ({"type": "database_id", "database_id": "d"}, "database_id", "d", None),
        ({"type": "page_id", "page_id": "p"}, "page_id", "p", None),
        ({"type": "block_id", "block_id": "b"}, "block_id", "b", None),
        ({"type": "workspace", "workspace": True}, "workspace", None, None),
        ({"database_id": "d"}, "database_id", "d", None),
        ({"type": "agent_id", "agent_id": "a"}, "agent_id", "a", None),
        ({"type": "team", "team": {"id": "t"}}, "team", None, {"parent": {"team": {"id": "t"}}}),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_parents(parent, kind, key, rest):
    row = notion_page(BARE | {"parent": parent}, {})
    assert (row["parent_type"], row["parent_id"], row.get("remainder")) == (kind, key, rest)


@pytest.mark.parametrize(
    ("icon", "value", "rest"),
    [
        ({"type": "emoji", "emoji": "⚓"}, "⚓", None),
        ({"type": "external", "external": {"url": "https://a.example/i"}}, "https://a.example/i",
         None),
        ({"type": "file", "file": {"url": "https://s3.example/i", "expiry_time": "soon"}},
         "https://s3.example/i", None),
        ({"type": "file_upload", "file_upload": {"id": "u1"}}, "u1", None),
        ({"type": "custom_emoji", "custom_emoji": {"id": "e1", "name": "boat", "url": "u"}}, "u",
         {"icon": {"custom_emoji": {"id": "e1", "name": "boat"}}}),
        ({"type": "icon", "icon": {"name": "pizza", "color": "blue"}}, "pizza",
         {"icon": {"icon": {"color": "blue"}}}),
        ({"emoji": "⚓"}, "⚓", None),
        ({"type": "hologram", "hologram": 1}, None, {"icon": {"hologram": 1}}),
        (None, None, None),
    ],
)  # fmt: skip
def test_icons_and_covers(icon, value, rest):
    row = notion_page(BARE | {"icon": icon}, {})
    assert (row["icon"], row.get("remainder")) == (value, rest)
    row = notion_page(BARE | {"cover": icon}, {})
    assert row["cover"] == value


def test_an_icon_that_is_no_object():
    assert refused(BARE | {"icon": "⚓"}).field == "icon"


def test_the_trash_has_two_names():
    for keys in ({"archived": True}, {"in_trash": True}, {"archived": True, "in_trash": True}):
        row = notion_page(BARE | keys, {})
        assert (row["archived"], row["in_trash"]) == (True, True)
    assert "in_trash" not in notion_page(BARE, {})


def test_the_requests_id_is_not_kept():
    row = notion_page(BARE | {"request_id": "r", "is_archived": False}, {})
    assert row["remainder"] == {"is_archived": False}
    user = {"object": "user", "id": "u1"}
    row = notion_page(BARE | {"created_by": user, "last_edited_by": user | {"name": "Ada"}}, {})
    assert (row["created_by"], row["last_edited_by"]) == ("u1", "u1")
    assert row["remainder"] == {"last_edited_by": {"name": "Ada"}}


def test_what_else_a_search_finds():
    found = [BARE, {"object": "data_source", "id": "s"}, {"object": "database", "id": "d"}]
    answer = {"object": "list", "results": [*found, {"object": "page"}], "has_more": False}
    unwrapped = [payload for payload, _ in objects(PAGE, answer, {})]
    assert [PAGE.recognise(payload) for payload in unwrapped] == [True, False, False, True]
    assert refused(unwrapped[-1]).code == "key"


def test_a_database_is_not_looked_into():
    database = {"object": "database", "id": "d", "data_sources": [], "pages": [BARE]}
    assert [payload for payload, _ in objects(PAGE, database, {})] == [database]


# --- content ----------------------------------------------------------------------------


def of_page(page_id=ID):
    return {"parent": {"type": "page_id", "page_id": page_id}}


def of_block(key):
    return {"parent": {"type": "block_id", "block_id": key}}


NESTED = [block("1", "one"), block("2", "two", children=[block("3", "three")]), block("4", "four")]
FLAT = [
    block("1", "one", **of_page()),
    block("2", "two", has_children=True, **of_page()),
    block("4", "four", **of_page()),
    block("3", "three", **of_block("2")),
]
IN_ORDER = "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    "document",
    [
        BARE | {"children": NESTED},
        BARE | {"blocks": {"object": "list", "results": NESTED}},
        {"page": BARE, "blocks": NESTED},
        {"page": BARE, "children": FLAT},
    ],
)
def test_blocks_in_the_page_or_beside_it(document):
    [row] = rows(document)
    assert row == BARE | {"content": IN_ORDER}


@pytest.mark.parametrize(
    "blocks",
    [
        FLAT,
        NESTED,
        [FLAT[:3], FLAT[3:]],
        [{"object": "list", "results": FLAT[:3]}, {"object": "list", "results": FLAT[3:]}],
        [*NESTED, *FLAT],
        {"object": "list", "results": [*FLAT, block("5", "elsewhere", **of_page("other"))]},
        {ID.replace("-", ""): FLAT, "other": [block("9", "nine")]},
    ],
)
def test_blocks_in_the_context(blocks):
    [row] = rows(BARE, blocks=blocks)
    assert row["content"] == IN_ORDER


def test_children_within_the_blocks_own_object():
    inner = {"rich_text": text("two"), "children": [block("3", "three")]}
    toggle = {"type": "toggle", "id": "2", "toggle": inner}
    assert content([toggle], ID) == "two\nthree"


def test_blocks_of_other_pages_say_nothing_of_this_one():
    other = [block("1", "one", **of_page("other"))]
    assert "content" not in rows(BARE, blocks=other)[0]
    assert "content" not in rows(BARE, blocks={"other": other})[0]
    assert rows(BARE, blocks=[])[0]["content"] == ""
    assert rows(BARE | {"children": None})[0]["content"] is None


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (block("1", "a heading", "heading_1"), "a heading"),
        (block("1", "print()", "code"), "print()"),
        ({"type": "paragraph", "paragraph": {"text": text("of 2021")}}, "of 2021"),
        ({"type": "image", "image": {"caption": text("a boat"), "external": {"url": "u"}}},
         "a boat"),
        ({"type": "code", "code": {"rich_text": text("ls"), "caption": text("a list")}},
         "ls\na list"),
        ({"type": "equation", "equation": {"expression": "a^2"}}, "a^2"),
        ({"type": "table_row", "table_row": {"cells": [text("a"), text("b", "c"), []]}},
         "a\tbc\t"),
        ({"type": "child_page", "child_page": {"title": "Rules"}}, "Rules"),
        ({"type": "meeting_notes", "meeting_notes": {"title": text("Minutes")}}, "Minutes"),
        ({"type": "divider", "divider": {}}, ""),
        ({"type": "unsupported"}, ""),
        ({"type": "bookmark", "bookmark": {"caption": [], "url": "https://a.example"}}, ""),
    ],
)  # fmt: skip
def test_what_a_block_says(one, words):
    assert content([one], ID) == words


def test_a_child_page_has_its_text_to_itself():
    child = {"type": "child_page", "id": "c", "child_page": {"title": "Rules"}}
    child["children"] = [block("1", "not here")]
    assert content([child, block("2", "nor here", **of_page("c"))], ID) == "Rules"


def test_a_synced_copy_is_read_once():
    origin = {"type": "synced_block", "id": "s1", "synced_block": {"synced_from": None}}
    origin["children"] = [block("1", "once")]
    copy = {"type": "synced_block", "id": "s2", "children": [block("2", "once")]}
    copy["synced_block"] = {"synced_from": {"type": "block_id", "block_id": "s1"}}
    assert content([origin, copy], ID) == "once"
    assert content([copy, origin], ID) == "once"
    assert content([copy], ID) == "once"  # of another page's original


def test_blocks_that_hold_each_other_end():
    loop = [block("1", "one", **of_block("2")), block("2", "two", **of_block("1"))]
    assert content(loop, ID) == ""
    assert content([block("1", "one", **of_block("1"))], ID) == ""


@pytest.mark.parametrize("blocks", ["text", 5, {"id": 1}, [5], [{"id": "no type"}]])
def test_what_are_no_blocks(blocks):
    assert refused(BARE | {"children": blocks}).field == "content"


def test_lists_without_end():
    deep = []
    for _ in range(5000):
        deep = [deep]
    assert refused(BARE | {"children": deep}).field == "content"


# --- stored -----------------------------------------------------------------------------

RICH = BARE | {
    "last_edited_time": "2026-01-05T08:00:00.000Z",
    "properties": titled("Rules"),
    "url": "https://notion.example/rules",
    "icon": {"type": "emoji", "emoji": "⚓"},
    "children": NESTED,
    "is_archived": False,
}


def stored(connection):
    return connection.execute(select(NotionPage.__table__)).mappings().one()


def test_a_poor_shape_erases_nothing_and_null_clears(connection):
    ingest(connection, "notion_page", RICH)
    rich = stored(connection)
    assert ingest(connection, "notion_page", BARE) == IngestResult(unchanged=1)
    again = {key: RICH[key] for key in RICH if key != "children"} | {"request_id": "another"}
    assert ingest(connection, "notion_page", again) == IngestResult(unchanged=1)
    assert stored(connection) == rich
    assert ingest(connection, "notion_page", again | {"icon": None, "url": ""}).updated == 1
    now = stored(connection)
    assert (now["icon"], now["url"]) == (None, None)
    assert (now["content"], now["title"]) == (IN_ORDER, "Rules")


def test_an_older_edit_does_not_overwrite(connection):
    ingest(connection, "notion_page", RICH)
    older = RICH | {"last_edited_time": "2026-01-05T07:59:00.000Z", "properties": titled("Old")}
    assert ingest(connection, "notion_page", older).unchanged == 1
    assert stored(connection)["title"] == "Rules"
