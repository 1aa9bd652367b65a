"""Linear: issues.

A GraphQL caller chooses the fields, so that only `id` and `title` are sure to
come; Linear documents no length of a name or title.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class LinearIssue(VendorRow, Base):
    """An issue, from a query or from a webhook's `data`."""

    __tablename__ = "linear_issues"
    __table_args__ = (
        feed_index(),
        newest_index("issue_updated_at"),
        newest_index("team_id", "issue_updated_at"),
    )

    id: Mapped[ExternalId]
    #: As people name it: `ENG-123`.
    identifier: Mapped[VendorId | None]
    title: Mapped[str]
    description: Mapped[str | None]
    #: The name of the workflow state.
    state: Mapped[str | None]
    #: `triage`, `backlog`, `unstarted`, `started`, `completed` or `canceled`.
    state_type: Mapped[str | None] = mapped_column(String(50))
    #: 0 none, 1 urgent, 2 high, 3 medium, 4 low; a float by Linear's schema, whole in fact.
    priority: Mapped[int | None]
    estimate: Mapped[float | None] = mapped_column(Double())
    url: Mapped[str | None]
    branch_name: Mapped[str | None]
    #: The labels' names.
    labels: Mapped[list[str] | None]
    assignee_id: Mapped[VendorId | None]
    assignee_name: Mapped[str | None]
    creator_id: Mapped[VendorId | None]
    team_id: Mapped[VendorId | None]
    team_name: Mapped[str | None]
    project_id: Mapped[VendorId | None]
    project_name: Mapped[str | None]
    cycle_id: Mapped[VendorId | None]
    parent_id: Mapped[VendorId | None]
    due_date: Mapped[dt.date | None]
    issue_created_at: Mapped[dt.datetime | None]
    issue_updated_at: Mapped[dt.datetime | None]
    issue_started_at: Mapped[dt.datetime | None]
    issue_completed_at: Mapped[dt.datetime | None]
    issue_canceled_at: Mapped[dt.datetime | None]
    issue_archived_at: Mapped[dt.datetime | None]
