"""Jira: issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    holds,
    listing,
    newest_known,
    within,
)
from ait_postgres.schemas import JiraIssue

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def issues(
    *,
    project_key: str | None = None,
    key: str | None = None,
    status: str | None = None,
    status_category: str | None = None,
    issue_type: str | None = None,
    assignee_id: str | None = None,
    label: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    str | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Issues, the last updated first; `key` is as people name one, `PROJ-123`.

    `key` and `project_key` are found by index; other filters are applied along it.
    `text` is looked for in summary and description.
    """
    row = JiraIssue
    return listing(
        select(
            row.id,
            row.key,
            row.summary,
            row.issue_type,
            row.status,
            row.status_category,
            row.assignee_name,
            row.html_url,
            row.issue_updated_at,
            row.updated_at,
        ),
        equals(row.project_key, project_key),
        equals(row.key, key),
        equals(row.status, status),
        equals(row.status_category, status_category),
        equals(row.issue_type, issue_type),
        equals(row.assignee_id, assignee_id),
        holds(row.labels, label),
        within(row.issue_updated_at, since, until),
        has_text(text, row.summary, row.description),
        order=newest_known(row.issue_updated_at, row.id),
        limit=limit,
    )
