"""The demo's second half: what is there, by a query, by pages, and in a transaction."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from ait_postgres.ingest import ENTITIES
from ait_postgres.queries import fetch_page
from ait_postgres.queries.github import pull_requests
from ait_postgres.queries.rejects import rejects
from ait_postgres.queries.slack import messages
from ait_postgres.schemas import SlackMessage
from ait_postgres.transaction import run_transaction

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ait_postgres.client import PostgresClient

PAGE = 5
"""Rows a page: few, so that there are several."""


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows of an entity there are, in which table."""

    entity: str
    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A payload that is in no table, and why."""

    entity: str
    field: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What the query of the tour shows of one."""

    repository: str | None
    number: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Slack's messages, page by page: the rows of each, and the first page's cursor."""

    rows: list[int]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Undone:
    """Slack's messages before a savepoint, within it, and after it was undone."""

    before: int
    within: int
    after: int


@dataclass(frozen=True, slots=True)
class Tour:
    """What was seen."""

    stored: list[Stored]
    refused: list[Refused]
    pull_requests: list[PullRequest]
    pages: Pages
    undone: Undone


class _ChangeOfMind(Exception):
    """Raised to leave a savepoint."""


def tour(client: PostgresClient) -> Tour:
    """Look at what is there; nothing is changed."""
    with client.connect() as connection:
        return Tour(
            stored=_stored(connection),
            refused=_refused(connection),
            pull_requests=_pull_requests(connection),
            pages=_pages(connection),
            undone=run_transaction(client.engine, _undone, isolation="REPEATABLE READ"),
        )


def _stored(connection: Connection) -> list[Stored]:
    counted: list[Stored] = []
    for entity in ENTITIES.values():
        rows = connection.scalar(select(func.count()).select_from(entity.table))
        counted.append(Stored(entity.name, entity.table.name, rows or 0))
    return counted


def _refused(connection: Connection) -> list[Refused]:
    found = connection.execute(rejects()).all()
    ordered = sorted(found, key=lambda row: (list(ENTITIES).index(row.entity), row.reason))
    return [Refused(row.entity, row.field, row.reason) for row in ordered]


def _pull_requests(connection: Connection) -> list[PullRequest]:
    return [
        PullRequest(row.repository_full_name, row.number, row.title, row.state)
        for row in connection.execute(pull_requests(limit=3))
    ]


def _pages(connection: Connection) -> Pages:
    rows: list[int] = []
    first = fetch_page(connection, messages(), limit=PAGE)
    here = first
    while here.rows:
        rows.append(len(here.rows))
        if not here.has_more:
            break
        here = fetch_page(connection, messages(), here.next, limit=PAGE)
    return Pages(rows, first.next)


def _undone(connection: Connection) -> Undone:
    before = _messages(connection)
    within = before

    def forget(nested: Connection) -> None:
        nonlocal within
        one = select(SlackMessage.id).order_by(SlackMessage.id).limit(1).scalar_subquery()
        nested.execute(delete(SlackMessage).where(SlackMessage.id == one))
        within = _messages(nested)
        raise _ChangeOfMind

    with suppress(_ChangeOfMind):
        run_transaction(connection, forget)
    return Undone(before, within, _messages(connection))


def _messages(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(SlackMessage)) or 0
