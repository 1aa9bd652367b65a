"""Paired states of a schema, each a file of `pairs/`: what is there, what is wanted.

A file begins with a line that says what it shows; then come sections, each after
a line of two dashes and one of these words:

- ``both``, ``old``, ``new``: SQL; ``both`` is run first in either state;
- ``rows``: SQL that fills the old state;
- ``hints``: the answers given, as ``rename table:public.old=new``;
- ``loses``: ``table ...``, ``column ...`` or ``type ...`` whose loss is agreed to;
- ``loses rows``, ``rebuilds``: tables that shall hold fewer rows, that become another table;
- ``expect``: queries, each followed by the rows it gives then, as ``--> 1 | x``;
- ``since 15``, ``needs vector``: the oldest server, an extension that it must carry;
- ``both ways``: the way back is a pair too; ``no change``: there is nothing to do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

FOLDER = Path(__file__).parent / "pairs"
ROLES = ("ait_reader", "ait_writer")

_LISTS = ("hints", "loses", "loses rows", "rebuilds")
_WORDS = ("both", "old", "new", "rows", "expect", "both ways", "no change", *_LISTS)
_SECTION = re.compile(rf"-- (?:({'|'.join(_WORDS)})|(since|needs) (\w+))")


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the rows that it gives afterwards."""

    sql: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One change of a schema; see the module for the fields."""

    name: str
    old: str
    new: str
    rows: str = ""
    expect: tuple[Question, ...] = ()
    hints: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    loses_rows: tuple[str, ...] = ()
    rebuilds: tuple[str, ...] = ()
    since: int = 0
    needs: str | None = None
    no_change: bool = False
    both_ways: bool = False
    # The way back: rows need not be there, and whatever goes is agreed to.
    back: bool = False

    def backwards(self) -> Pair:
        """The pair from the new state to the old one."""
        return replace(
            self,
            name=f"{self.name}~back",
            old=self.new,
            new=self.old,
            rows="",
            expect=(),
            hints=tuple(map(_inverted, self.hints)),
            back=True,
        )

    @property
    def renames(self) -> tuple[str, ...]:
        """The renames answered, as ``table:public.old=new``."""
        return tuple(hint.removeprefix("rename ") for hint in self.hints)


def read_pairs() -> list[Pair]:
    """Every pair, and the way back of those that have one, sorted by name."""
    pairs = [read_pair(path) for path in sorted(FOLDER.rglob("*.sql"))]
    return [
        each for pair in pairs for each in ((pair, pair.backwards()) if pair.both_ways else (pair,))
    ]


def read_pair(path: Path) -> Pair:
    """The pair of one file."""
    sections: dict[str, list[str]] = {}
    lines = sections.setdefault("title", [])
    for line in path.read_text("utf-8").splitlines():
        if found := _SECTION.fullmatch(line):
            name, rest = found[1] or found[2], found[3]
            if name in sections:
                raise ValueError(f"{path}: -- {name} stands there twice")
            lines = sections.setdefault(name, [rest] if rest else [])
        else:
            lines.append(line)
    text = {name: "\n".join(lines).strip() for name, lines in sections.items()}
    if not text["title"].startswith("-- ") or not {"old", "new"} <= text.keys():
        raise ValueError(f"{path}: it has no title, no -- old or no -- new")
    lists = {name.replace(" ", "_"): tuple(text.get(name, "").splitlines()) for name in _LISTS}
    return Pair(
        name=path.relative_to(FOLDER).with_suffix("").as_posix(),
        old=f"{text.get('both', '')}\n{text['old']}".strip(),
        new=f"{text.get('both', '')}\n{text['new']}".strip(),
        rows=text.get("rows", ""),
        expect=tuple(_questions(text.get("expect", ""))),
        since=int(text.get("since", "0")),
        needs=text.get("needs"),
        no_change="no change" in text,
        both_ways="both ways" in text,
        **lists,
    )


def _questions(text: str) -> list[Question]:
    found: list[Question] = []
    for line in text.splitlines():
        if line.startswith("-->"):
            last = found[-1]
            found[-1] = replace(last, rows=(*last.rows, line.removeprefix("-->").strip()))
        elif line:
            found.append(Question(line, ()))
    return found


def _inverted(hint: str) -> str:
    """The rename that undoes one: ``table:public.b=a`` of ``table:public.a=b``."""
    kind, _, names = hint.partition(":")
    old, _, new = names.partition("=")
    where, dot, name = old.rpartition(".")
    return f"{kind}:{where}{dot}{new}={name}"
