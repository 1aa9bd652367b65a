"""A statement that is run in batches: what its comment asks for, and where the rows are cut.

`/* ait: batches of 5000 over t */` stands where the condition of a WHERE ends.
To PostgreSQL it is a comment, and the statement one statement; the applier
puts the rows of one batch in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.journal.statements import clause_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ait_postgres.migrate.journal.statements import Note, Statement

#: What the comment looks like, for messages.
FORM: Final = "/* ait: batches of 5000 over table [as alias] [by (column, ...)] */"

_NAME: Final = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_FORM: Final = re.compile(
    rf"""
    batches \s+ of \s+ (?P<size>\d{{1,9}}) \s+
    over \s+ (?P<table>{_NAME}(?:\.{_NAME})?)
    (?: \s+ as \s+ (?P<alias>{_NAME}) )?
    (?: \s+ by \s* \( \s* (?P<columns>{_NAME} (?: \s*,\s* {_NAME} )*) \s* \) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONE_NAME: Final = re.compile(_NAME)
_KINDS: Final = frozenset({"update", "delete", "insert", "merge", "select", "with"})

# The clause that a keyword begins. What ends a condition follows it.
_ENDS: Final = frozenset(
    [
        "group",
        "having",
        "window",
        "order",
        "limit",
        "offset",
        "fetch",
        "for",
        "returning",
        "union",
        "except",
        "intersect",
        "on",
    ]
)
_CLAUSES: Final = _ENDS.difference({"on"}) | {"select", "from", "where"}


@dataclass(frozen=True, slots=True)
class Batches:
    """What a comment asks for.

    Attributes:
        size: How many rows of the table a batch has.
        table: The table whose rows are cut into batches, as it is written.
        alias: What the statement calls it, as it is written.
        columns: Of the key that is walked, as the catalogue has them; none
            for the primary key.
        start: Where the comment begins in the statement.
        end: Where it ends.
        condition: Where the condition before it begins; None if there is none.
    """

    size: int
    table: str
    alias: str
    columns: tuple[str, ...]
    start: int
    end: int
    condition: int | None


def batches_of(statement: Statement) -> Batches | None:
    """What a statement's comment asks for; None without one.

    Raises:
        ValueError: It cannot be done so; the message says why, in words that
            follow the comment's.
    """
    if not statement.notes or not statement.notes[0].text.lower().startswith("batches"):
        return None
    note = statement.notes[0]
    if note.start >= len(statement.sql):
        raise ValueError("stands after the last statement, where it does nothing")
    if statement.notes[1:]:
        raise ValueError("is followed by another one: a statement is cut in one place")
    if not (found := _FORM.fullmatch(note.text)):
        raise ValueError(f"is not written as {FORM}")
    if not int(found["size"]):
        raise ValueError("asks for batches of no rows")
    if statement.tokens(1)[0] not in _KINDS:
        raise ValueError("is for UPDATE, DELETE, INSERT, MERGE and SELECT")
    return Batches(
        size=int(found["size"]),
        table=found["table"],
        alias=found["alias"] or _ONE_NAME.findall(found["table"])[-1],
        columns=tuple(plain_name(one) for one in _ONE_NAME.findall(found["columns"] or "")),
        start=note.start,
        end=note.end,
        condition=_condition(statement.sql, note),
    )


def with_rows(statement: Statement, batches: Batches, rows: str) -> Statement:
    """The statement for some rows only: a condition in the comment's place, its lines kept."""
    sql, start = statement.sql, batches.start
    lines = "\n" * sql.count("\n", start, batches.end)
    if batches.condition is None:
        head = f"{sql[:start]} WHERE {rows}"
    else:  # in brackets, for an OR binds less than the AND after it
        where = batches.condition
        head = f"{sql[:where]} ({sql[where:start]}) AND {rows}"
    return replace(statement, sql=f"{head}{lines} {sql[batches.end :].lstrip(' ')}".rstrip())


def plain_name(written: str) -> str:
    """A name as the catalogue has it."""
    return written[1:-1].replace('""', '"') if written.startswith('"') else written.lower()


def _condition(sql: str, note: Note) -> int | None:
    """Where the condition that ends at the comment begins; None if a WHERE is to be written.

    Raises:
        ValueError: No condition may end there.
    """
    clause, begins = "", 0
    before, after = clause_tokens(sql, note.start)
    for place, (word, _, end) in enumerate(before):
        if word == "conflict" and place and before[place - 1][0] == "on":
            clause = word  # what follows is about the rows that are there already
            break
        if word in _CLAUSES and _is_keyword(before, place):
            clause, begins = word, end
        elif not clause and word == "set":
            clause = "from"  # of an UPDATE: a WHERE may follow
    if clause not in {"where", "from"} or (after and after not in _ENDS):
        raise ValueError("stands where no condition ends: put it at the end of a WHERE")
    if clause == "where" and before[-1][2] == begins:
        raise ValueError("stands in an empty WHERE: leave the WHERE out, or write its condition")
    return begins if clause == "where" else None


def _is_keyword(tokens: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Not t.order, AS order, IS DISTINCT FROM."""
    words = [word for word, _, _ in tokens[max(0, place - 2) : place + 1]]
    if words[-2:-1] in (["."], ["as"]):
        return False
    distinct = words[-1] == "from" and words[-2:-1] == ["distinct"]
    return not (distinct and words[:1] != ["select"])
