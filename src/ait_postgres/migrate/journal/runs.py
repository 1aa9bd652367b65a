"""A file's statements, parted into what runs in one transaction, alone, or in batches.

PostgreSQL refuses some statements within a transaction, by their kind and not
by what they do; so their first words tell. A value added to an enum may be
used only after a commit, so one is made before it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError
from ait_postgres.migrate.journal.batches import FORM, batches_of
from ait_postgres.migrate.journal.psql import copies_from_client

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ait_postgres.migrate.journal.batches import Batches
    from ait_postgres.migrate.journal.statements import Statement

#: Before a statement: what stands before it in the file is committed first.
COMMIT: Final = "commit"
#: Before a statement: it runs outside any transaction, as a CALL of a procedure that commits.
NO_TRANSACTION: Final = "no-transaction"
#: Before a statement, with a rule and a reason: lint is told that it may be so.
ALLOW: Final = "allow"

_QUOTES: Final = ("'", "$", "e'")


@dataclass(frozen=True, slots=True)
class Run:
    """Statements that are committed together.

    Attributes:
        statements: In order; one, if it runs alone or in batches.
        alone: Whether PostgreSQL refuses it within a transaction.
        batches: How it is cut into batches, each with a transaction of its own.
    """

    statements: tuple[Statement, ...]
    alone: bool = False
    batches: Batches | None = None


def part_runs(statements: Iterable[Statement]) -> tuple[Run, ...]:
    """Part statements into runs, as few as possible."""
    runs: list[Run] = []
    together: list[Statement] = []
    labels: list[re.Pattern[str]] = []  # added to enums since the last commit

    def commit() -> None:
        if together:
            runs.append(Run(tuple(together)))
            together.clear()
        labels.clear()

    for statement in statements:
        if runs_alone(statement):
            commit()
            runs.append(Run((statement,), alone=True))
            continue
        if batches := batches_of(statement):
            commit()
            runs.append(Run((statement,), batches=batches))
            continue
        if COMMIT in statement.marks or (labels and _uses(statement, labels)):
            commit()
        together.append(statement)
        if label := _added_label(statement):
            labels.append(label)
    commit()
    return tuple(runs)


def runs_alone(statement: Statement) -> bool:
    """Whether PostgreSQL refuses a statement within a transaction.

    REINDEX and CLUSTER are taken to be refused always: on a partitioned table
    they are, which only the catalogue knows, and they may be run again.
    """
    if NO_TRANSACTION in statement.marks:
        return True
    match words := statement.tokens(40):
        case (
            ["create" | "drop", "index", "concurrently", *_]
            | ["create", "unique", "index", "concurrently", *_]
            | ["reindex" | "vacuum" | "cluster", *_]
            | ["alter", "system" | "subscription", *_]
            | ["create" | "drop", "database" | "tablespace" | "subscription", *_]
            | ["alter", "database", _, "set", "tablespace", *_]
        ):
            return True
        case ["alter", "table", *rest]:
            return "detach" in rest and words[-1] == "concurrently"
        case _:
            return False


def of_server(statement: Statement) -> bool:
    """Whether it changes the server rather than the database, so that a replay leaves it out."""
    match statement.tokens(2):
        case [
            "create" | "drop" | "alter",
            "system" | "database" | "tablespace" | "subscription",
        ]:
            return True
        case _:
            return False


def check_statement(statement: Statement, file: str) -> None:
    """Refuse what the applier could not keep its word on.

    Raises:
        FolderError: An `ait:` comment that means nothing, or nothing where it
            stands; a concurrent index without a name; a COPY of psql's; a
            statement that would end a transaction.
    """
    _check_marks(statement, file)
    _check_notes(statement, file)
    if _nameless(statement):
        raise FolderError(
            f"{file}, line {statement.line}: give the index a name: without one it could not be "
            "found again after a failure"
        )
    if copies_from_client(statement):
        raise FolderError(
            f"{file}, line {statement.line}: only psql can COPY from or to a file's own lines: "
            "write INSERT instead"
        )
    if statement.ends_transaction:
        raise FolderError(
            f"{file}, line {statement.line}: {statement.tokens(1)[0].upper()} "
            "is not for a migration: transactions are the applier's; take it out, or write "
            "-- ait: commit before the statement that needs what is above it committed"
        )


def _check_marks(statement: Statement, file: str) -> None:
    known = (COMMIT, NO_TRANSACTION)
    for mark in statement.marks:
        slip = f"{file}, before line {statement.line}: -- ait: {mark}"
        if mark.startswith("batches"):
            raise FolderError(f"{slip} stands before a statement: put it within, as {FORM}")
        if mark not in known and mark.split()[:1] != [ALLOW]:
            raise FolderError(f"{slip} means nothing: there are {', '.join(known)} and {ALLOW}")


def _check_notes(statement: Statement, file: str) -> None:
    for note in statement.notes[:1]:
        slip = f"{file}, line {statement.line_at(note.start + 1)}: ait: {note.text}"
        if note.text in {COMMIT, NO_TRANSACTION}:
            raise FolderError(f"{slip} stands before no statement: put it above one")
        if not note.text.lower().startswith("batches"):
            raise FolderError(f"{slip} means nothing within a statement: there is {FORM}")
        if runs_alone(statement):
            raise FolderError(f"{slip} is for what runs in a transaction, which this does not")
        try:
            batches_of(statement)
        except ValueError as error:
            raise FolderError(f"{slip} {error}") from error


def _nameless(statement: Statement) -> bool:
    tokens = [token for token in statement.tokens(8) if token != "unique"]  # noqa: S105 - SQL
    return tokens[:3] == ["create", "index", "concurrently"] and "on" in (
        tokens[3:4] + tokens[6:7] if tokens[3:6] == ["if", "not", "exists"] else tokens[3:4]
    )


def _added_label(statement: Statement) -> re.Pattern[str] | None:
    """What finds the label that ALTER TYPE ... ADD VALUE adds."""
    tokens = statement.tokens(20)
    if tokens[:2] != ["alter", "type"]:
        return None
    for place in range(2, len(tokens) - 2):
        if tokens[place : place + 2] == ["add", "value"]:
            text = next((one for one in tokens[place + 2 :] if one.endswith("'")), "")
            label = text.partition("'")[2][:-1]
            # In a text, or in one that holds another: '{a,label}', a function's body.
            return re.compile(rf"(?<!\w){re.escape(label)}(?!\w)")
    return None


def _uses(statement: Statement, labels: Sequence[re.Pattern[str]]) -> bool:
    quoted = [token for token in statement.tokens() if token.lower().startswith(_QUOTES)]
    return any(label.search(token) for label in labels for token in quoted)
