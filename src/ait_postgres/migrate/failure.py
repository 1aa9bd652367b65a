"""A refused statement in words: where it stands in the file, and what PostgreSQL said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg import Error

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from ait_postgres.migrate.journal import Statement


@dataclass(frozen=True, slots=True)
class Failure:
    """Where and why.

    Attributes:
        place: `statement 3, line 14`, or `at its commit`.
        line: The line of the file, from 1: the one that PostgreSQL points at,
            else the statement's first; None outside the statements.
        text: PostgreSQL's message, detail, hint and context in one line.
    """

    place: str
    line: int | None
    text: str


def describe_failure(error: DBAPIError, where: Statement | str) -> Failure:
    """Put a driver's error into words; `where` is a statement, or a place outside them."""
    line: int | None = None
    position: str | None = None
    parts = [str(error.orig)]
    if isinstance(error.orig, Error) and error.orig.diag.message_primary:
        diag = error.orig.diag
        position = diag.statement_position
        parts = [f"{diag.message_primary} ({diag.sqlstate})"]
        parts += [f"Detail: {diag.message_detail}"] if diag.message_detail else []
        parts += [f"Hint: {diag.message_hint}"] if diag.message_hint else []
        parts += [f"Context: {diag.context}"] if diag.context else []
        if diag.sqlstate == "55P03":
            parts.append(
                "Another transaction holds the table: try again, or raise the lock timeout"
            )
    place = where
    if not isinstance(where, str):
        line = where.line_at(int(position)) if position else where.line
        place = f"statement {where.number}, line {line}"
    return Failure(
        str(place), line, ". ".join(" ".join(part.split()).rstrip(".") for part in parts)
    )
