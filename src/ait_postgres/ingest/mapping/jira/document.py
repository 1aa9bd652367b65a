"""The plain text of an Atlassian Document: what a reader sees, without its marks.

The format: a tree of nodes with `type`, `attrs`, `content`; text stands in
`text` nodes, and some inline nodes (a mention, an emoji, a date) show an attribute.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from ait_postgres.ingest.json_text import is_list, is_object

if TYPE_CHECKING:
    from ait_postgres.ingest.mapping.fields import Payload

#: Nodes that stand in a line of text, and the attribute that a reader sees of each.
_INLINE: Final = {
    "text": "",
    "hardBreak": "",
    "mention": "text",
    "emoji": "text",
    "status": "text",
    "date": "timestamp",
    "placeholder": "text",
    "inlineCard": "url",
    "inlineExtension": "text",
    "mediaInline": "alt",
}
#: Nodes that stand alone, and the attribute that a reader sees of each.
_SHOWN: Final = {"blockCard": "url", "embedCard": "url", "media": "alt", "expand": "title"}
#: Deeper nesting is cut off: Jira's editor allows a few levels.
_DEEPEST: Final = 200


def document_text(document: Payload) -> str:
    """Return a document's text: a line a block, a tab between a table's cells."""
    return "\n".join(_lines(document, 0))


def _lines(node: Payload, depth: int) -> list[str]:
    """The lines of a block: its inline nodes make one, each block within its own."""
    kind = node.get("type")
    shown = node_attribute(node, _SHOWN.get(kind, "")) if isinstance(kind, str) else ""
    lines = [shown] if shown else []
    children = node.get("content")
    if not is_list(children) or depth == _DEEPEST:
        return lines
    if kind == "tableRow":
        cells = (" ".join(_lines(cell, depth + 1)) for cell in children if is_object(cell))
        return [*lines, "\t".join(cells)]
    line: list[str] = []
    for child in filter(is_object, children):
        if isinstance(child.get("type"), str) and child["type"] in _INLINE:
            line.append(_inline(child))
            continue
        lines += _line(line) + _lines(child, depth + 1)
        line = []
    return lines + _line(line)


def _line(parts: list[str]) -> list[str]:
    text = "".join(parts)
    return [text] if text else []


def _inline(node: Payload) -> str:
    kind = node["type"]
    if kind == "text":
        text = node.get("text")
        return text if isinstance(text, str) else ""
    if kind == "hardBreak":
        return "\n"
    shown = node_attribute(node, _INLINE[kind])
    if kind == "emoji":
        return shown or node_attribute(node, "shortName")
    return _day(shown) if kind == "date" else shown


def node_attribute(node: Payload, key: str) -> str:
    """An attribute's text, or the empty string."""
    attributes = node.get("attrs")
    value: Any = attributes.get(key) if key and is_object(attributes) else None
    return value if isinstance(value, str) else ""


def _day(milliseconds: str) -> str:
    """A date node holds the day as milliseconds since 1970, in UTC, in a string."""
    try:
        return dt.datetime.fromtimestamp(int(milliseconds) / 1000, dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return milliseconds
