"""Jira: issues, from Cloud and from Server.

Sites add custom fields by the hundred, mostly null; those that are set stand in
`custom_fields`. A caller chooses the fields, so that only `id` and `key` are sure.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    ExternalId,
    Json,
    JsonMembers,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class JiraIssue(VendorRow, Base):
    """An issue, from a query or from a webhook's `issue`."""

    __tablename__ = "jira_issues"
    __table_args__ = (
        feed_index(),
        newest_index("issue_updated_at"),
        newest_index("project_key", "issue_updated_at"),
        Index(None, "key"),
    )

    id: Mapped[ExternalId]
    #: As people name it: `PROJ-123`; it changes when the issue moves.
    key: Mapped[VendorId]
    #: The page, not the API's address.
    html_url: Mapped[str | None]
    #: Jira's own limit is 255 characters.
    summary: Mapped[str | None] = mapped_column(String(512))
    #: The text; where Jira sent an Atlassian Document, its text parts joined.
    description: Mapped[str | None]
    #: The Atlassian Document itself.
    description_data: Mapped[Json | None]
    project_id: Mapped[VendorId | None]
    project_key: Mapped[VendorId | None]
    project_name: Mapped[str | None]
    issue_type: Mapped[str | None]
    status: Mapped[str | None]
    #: `new`, `indeterminate`, `done` or `undefined`: what every site's states come down to.
    status_category: Mapped[str | None] = mapped_column(String(50))
    priority: Mapped[str | None]
    resolution: Mapped[str | None]
    #: An account id (Cloud) or a user name (Server).
    assignee_id: Mapped[VendorId | None]
    assignee_name: Mapped[str | None]
    reporter_id: Mapped[VendorId | None]
    reporter_name: Mapped[str | None]
    creator_id: Mapped[VendorId | None]
    creator_name: Mapped[str | None]
    parent_id: Mapped[VendorId | None]
    parent_key: Mapped[VendorId | None]
    labels: Mapped[list[str] | None]
    #: The components' names.
    components: Mapped[list[str] | None]
    fix_versions_data: Mapped[Json | None]
    sprint_data: Mapped[Json | None]
    issue_links_data: Mapped[Json | None]
    subtasks_data: Mapped[Json | None]
    attachments_data: Mapped[Json | None]
    comments_data: Mapped[Json | None]
    time_tracking_data: Mapped[Json | None]
    custom_fields: Mapped[JsonMembers | None]
    due_date: Mapped[dt.date | None]
    issue_created_at: Mapped[dt.datetime | None]
    issue_updated_at: Mapped[dt.datetime | None]
    issue_resolved_at: Mapped[dt.datetime | None]
