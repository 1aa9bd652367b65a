"""The text of a page from its blocks, each text once, in the order a reader meets it.

Blocks come nested (a block holds its `children`) or as flat answers of many
calls, where each names its parent; both may be given at once. A block known
already by its id is not read again, nor is a synced copy of one that is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.ingest.mapping.fields import Payload

#: Keys under which a page or a block may hold blocks.
CHILDREN: Final = ("children", "blocks")
#: Deeper nesting is no page that Notion would send; its editor stops far before.
_DEEPEST: Final = 100


def content(blocks: Any, page_id: str) -> str | None:
    """Return the text of a page's blocks, a line a block; None where null was given.

    Args:
        blocks: A list of blocks, of lists of them, or an answer with `results`.
        page_id: Blocks that name another page as their parent are passed over.

    Raises:
        Reject: What is given are no blocks.
    """
    if blocks is None:
        return None
    reader = _Reader(page_id)
    given = list(_listed(blocks))
    reader.know(given, 0)
    reader.read([block for block in given if reader.is_first(block)], 0)
    return "\n".join(reader.lines)


def are_of_others(blocks: Any, page_id: str) -> bool:
    """Whether there are blocks, and each is another page's."""
    reader = _Reader(page_id)
    given = list(_listed(blocks)) if blocks is not None else []
    reader.know(given, 0)
    return bool(given) and not any(reader.is_first(block) for block in given)


def plain(fragments: Any) -> str:
    """Join the fragments of a rich text; requests leave `plain_text` out."""
    if not is_list(fragments):
        return ""
    return "".join(_fragment(one) for one in fragments if is_object(one))


def _fragment(fragment: Payload) -> str:
    text = fragment.get("plain_text")
    if isinstance(text, str):
        return text
    for kind, key in (("text", "content"), ("equation", "expression")):
        inner = fragment.get(kind)
        if is_object(inner) and isinstance(inner.get(key), str):
            return str(inner[key])
    return ""


def same_id(one: Any, other: Any) -> bool:
    """Whether two ids are one: Notion takes and gives UUIDs with and without dashes."""
    return isinstance(one, str) and isinstance(other, str) and _bare(one) == _bare(other)


def _bare(uuid: str) -> str:
    return uuid.replace("-", "").lower()


class _Reader:
    def __init__(self, page_id: str) -> None:
        self.page_id = page_id
        self.lines: list[str] = []
        self.known: set[str] = set()
        self.seen: set[str] = set()
        #: Blocks given apart from their parent, by its id.
        self.by_parent: dict[str, list[Payload]] = {}

    def know(self, blocks: list[Payload], depth: int) -> None:
        """Note every block that was given, before any is read."""
        for block in blocks:
            if key := _id(block):
                self.known.add(key)
            if depth == 0 and (parent := _parent_block(block)):
                self.by_parent.setdefault(parent, []).append(block)
            if depth < _DEEPEST:
                self.know(self.nested(block), depth + 1)

    def is_first(self, block: Payload) -> bool:
        """Whether no other block given leads to this one, and no other page holds it."""
        parent = block.get("parent")
        if is_object(parent) and parent.get("page_id") is not None:
            return same_id(parent["page_id"], self.page_id)
        return _parent_block(block) not in self.known

    def read(self, blocks: list[Payload], depth: int) -> None:
        for block in blocks:
            key = _id(block)
            if key is not None:
                if key in self.seen:
                    continue
                self.seen.add(key)
            if text := _text(block):
                self.lines.append(text)
            if depth == _DEEPEST or not self.enters(block):
                continue
            apart = self.by_parent.get(key, []) if key else []
            self.read([*self.nested(block), *apart], depth + 1)

    def enters(self, block: Payload) -> bool:
        """Whether what stands in a block is this page's, and stands here alone."""
        if block["type"] in {"child_page", "child_database"}:
            return False
        synced = block.get("synced_block")
        origin = synced.get("synced_from") if is_object(synced) else None
        return not (is_object(origin) and _key(origin.get("block_id")) in self.known)

    def nested(self, block: Payload) -> list[Payload]:
        """The blocks that a block holds, beside its text or in it."""
        own = block.get(block["type"])
        holders = [block, own] if is_object(own) else [block]
        found = [holder[key] for holder in holders for key in CHILDREN if key in holder]
        return [
            inner
            for children in found
            if is_list(children) or (is_object(children) and is_list(children.get("results")))
            for inner in _listed(children)
        ]


def _listed(blocks: Any, depth: int = 0) -> Iterator[Payload]:
    """The blocks of a list, of an answer with `results`, or of a list of either."""
    if is_object(blocks) and is_list(results := blocks.get("results")):
        blocks = results
    if not is_list(blocks) or depth == _DEEPEST:
        raise Reject('blocks hold a list of blocks, or an answer with "results"', "content")
    for block in blocks:
        if is_list(block) or (is_object(block) and block.get("object") == "list"):
            yield from _listed(block, depth + 1)
        elif is_object(block) and isinstance(block.get("type"), str):
            yield block
        elif block is not None:
            raise Reject("among the blocks stands something without a type", "content")


def _id(block: Payload) -> str | None:
    return _key(block.get("id"))


def _key(uuid: Any) -> str | None:
    return _bare(uuid) if isinstance(uuid, str) and uuid else None


def _parent_block(block: Payload) -> str | None:
    parent = block.get("parent")
    return _key(parent.get("block_id")) if is_object(parent) else None


def _text(block: Payload) -> str:
    """What a reader sees as a block's own words; a file's and a bookmark's address is none."""
    kind = block["type"]
    own = block.get(kind)
    if not is_object(own):
        return ""
    if is_list(cells := own.get("cells")):
        return "\t".join(plain(cell) for cell in cells)
    # `text` is the key of 2021; `title` is a child page's, and of a meeting's notes rich text.
    words = [plain(own.get(key)) for key in ("title", "rich_text", "text", "caption")]
    words += [own[key] for key in ("title", "expression") if isinstance(own.get(key), str)]
    return "\n".join(filter(None, words))
