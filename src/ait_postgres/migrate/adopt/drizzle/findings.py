"""What is odd about a folder of Drizzle's, and what each oddity means."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ait_postgres.migrate.adopt.drizzle.folder import BREAKPOINT, ORIGIN
from ait_postgres.migrate.journal import split_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.adopt.drizzle.folder import DrizzleFolder

_ALMOST: Final = re.compile(r"-->[ \t]*statement-breakpoint")
_UUID: Final = re.compile(r"'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'")


class Finding(NamedTuple):
    """One thing that is odd.

    Attributes:
        kind: `outside_journal`, `missing_file`, `missing_snapshot`,
            `lost_parent`, `forked`, `noise`, `some_noise`, `breakpoint`,
            `out_of_order` or `not_sql`, for programs.
        file: The file, as seen from the folder.
        text: What it is, and what follows from it.
    """

    kind: str
    file: str
    text: str


def findings(folder: DrizzleFolder) -> tuple[Finding, ...]:
    """Everything odd about a folder, in the order of its files."""
    found = [
        *_outside(folder),
        *_missing(folder),
        *_snapshots(folder),
        *_noise(folder),
        *_breakpoints(folder),
        *_order(folder),
    ]
    return tuple(sorted(found, key=lambda one: (one.file, one.kind)))


def _outside(folder: DrizzleFolder) -> Iterator[Finding]:
    for file, _ in folder.outside:
        yield Finding("outside_journal", file, "is in no journal: Drizzle never ran it")


def _missing(folder: DrizzleFolder) -> Iterator[Finding]:
    for one in folder.files:
        if one.sql is None:
            yield Finding("missing_file", one.file, "is in the journal, and is not there")


def _snapshots(folder: DrizzleFolder) -> Iterator[Finding]:
    names = [one.name for one in folder.files]
    have = {one.of for one in folder.snapshots}
    for one in folder.files:
        if one.name not in have and one.name.partition("_")[0] not in have:
            yield Finding("missing_snapshot", one.file, "has no snapshot: drizzle-kit cannot go on")
    ids = {one.id for one in folder.snapshots} | {ORIGIN}
    after = Counter(before for one in folder.snapshots for before in one.previous)
    for snapshot in folder.snapshots:
        of = snapshot.of
        if not any(name == of or name.startswith(f"{of}_") for name in names):
            yield Finding("missing_file", snapshot.file, "is the snapshot of no migration")
        for before in snapshot.previous:
            if before not in ids:
                said = f"follows snapshot {before}, which is not there"
                yield Finding("lost_parent", snapshot.file, said)
            elif after[before] > 1:
                said = f"follows snapshot {before} as another does: two branches were merged"
                yield Finding("forked", snapshot.file, said)


def _noise(folder: DrizzleFolder) -> Iterator[Finding]:
    """Defaults that were drawn by lot each time drizzle-kit ran."""
    literals: defaultdict[str, set[str]] = defaultdict(set)
    texts = {one.file: one.sql or "" for one in folder.files} | dict(folder.outside)
    defaults = {
        file: [_default(one.tokens(40)) for one in split_statements(text)]
        for file, text in texts.items()
    }
    for found in defaults.values():
        for column, literal in filter(None, found):
            literals[column].add(literal)
    for file, all_ in defaults.items():
        noise = [
            found
            for found in all_
            if found and (_UUID.fullmatch(found[1]) or len(literals[found[0]]) > 2)
        ]
        if not noise:
            continue
        columns = ", ".join(sorted({column for column, _ in noise}))
        said = f"sets a default that was drawn by lot, of {columns}"
        if len(noise) == len(all_):
            yield Finding("noise", file, f"does nothing but noise: it {said}")
        else:
            yield Finding("some_noise", file, said)


def _default(tokens: list[str]) -> tuple[str, str] | None:
    """The column and the literal of `ALTER TABLE t ALTER COLUMN c SET DEFAULT 'x'`."""
    if tokens[:2] != ["alter", "table"] or tokens[-3:-1] != ["set", "default"]:
        return None
    if not tokens[-1].startswith("'"):
        return None
    names = [token for token in tokens[2:-3] if token not in {"alter", "column"}]
    return "".join(_joined(names)).replace('"', ""), tokens[-1]


def _joined(names: list[str]) -> Iterator[str]:
    """The table's name and the column's, as one."""
    *table, column = names
    yield "".join(table)
    yield f".{column}"


def _breakpoints(folder: DrizzleFolder) -> Iterator[Finding]:
    for one in folder.files:
        for found in _ALMOST.finditer(one.sql or ""):
            if found.group() != BREAKPOINT:
                line = (one.sql or "").count("\n", 0, found.start()) + 1
                said = f"line {line}: {found.group()} parts no statements: it is a comment"
                yield Finding("breakpoint", one.file, said)


def _order(folder: DrizzleFolder) -> Iterator[Finding]:
    if folder.form != "0.31":
        return
    highest = 0
    for one in folder.files:
        if one.when <= highest:
            said = "is older by its journal's time than one before it: Drizzle may never run it"
            yield Finding("out_of_order", one.file, said)
        highest = max(highest, one.when)


__all__ = ["Finding", "findings"]
