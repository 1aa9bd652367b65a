"""Linear: issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    listing,
    newest_known,
    within,
)
from ait_postgres.schemas import LinearIssue

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def issues(
    *,
    team_id: str | None = None,
    project_id: str | None = None,
    assignee_id: str | None = None,
    identifier: str | None = None,
    state: str | None = None,
    state_type: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str | None,
    str,
    str | None,
    str | None,
    int | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Issues, the last updated first; `identifier` is as people name one, `ENG-123`.

    A `team_id` is found by index; other filters are applied along it. `text` is looked
    for in title and description.
    """
    row = LinearIssue
    return listing(
        select(
            row.id,
            row.identifier,
            row.title,
            row.state,
            row.state_type,
            row.priority,
            row.assignee_name,
            row.url,
            row.issue_updated_at,
            row.updated_at,
        ),
        equals(row.team_id, team_id),
        equals(row.project_id, project_id),
        equals(row.assignee_id, assignee_id),
        equals(row.identifier, identifier),
        equals(row.state, state),
        equals(row.state_type, state_type),
        within(row.issue_updated_at, since, until),
        has_text(text, row.title, row.description),
        order=newest_known(row.issue_updated_at, row.id),
        limit=limit,
    )
