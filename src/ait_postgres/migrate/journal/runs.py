"""A file's statements, parted into what runs in one transaction and what runs alone.

PostgreSQL refuses some statements within a transaction, by their kind and not
by what they do; so their first words tell. A value added to an enum may be
used only after a commit, so one is made before it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ait_postgres.migrate.journal.statements import Statement

#: Before a statement: what stands before it in the file is committed first.
COMMIT: Final = "commit"
#: Before a statement: it runs outside any transaction, as a CALL of a procedure that commits.
NO_TRANSACTION: Final = "no-transaction"

_QUOTES: Final = ("'", "$", "e'")


@dataclass(frozen=True, slots=True)
class Run:
    """Statements that are committed together.

    Attributes:
        statements: In order; one, if it runs alone.
        alone: Whether PostgreSQL refuses it within a transaction.
    """

    statements: tuple[Statement, ...]
    alone: bool = False


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
        FolderError: An `-- ait:` comment that means nothing; a concurrent
            index without a name; a statement that would end a transaction.
    """
    known = (COMMIT, NO_TRANSACTION)
    if unknown := [mark for mark in statement.marks if mark not in known]:
        raise FolderError(
            f"{file}, before line {statement.line}: -- ait: {unknown[0]} means nothing: "
            f"there are {' and '.join(known)}"
        )
    if _nameless(statement):
        raise FolderError(
            f"{file}, line {statement.line}: give the index a name: without one it could not be "
            "found again after a failure"
        )
    if statement.ends_transaction:
        raise FolderError(
            f"{file}, line {statement.line}: {statement.tokens(1)[0].upper()} "
            "is not for a migration: transactions are the applier's; take it out, or write "
            "-- ait: commit before the statement that needs what is above it committed"
        )


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
