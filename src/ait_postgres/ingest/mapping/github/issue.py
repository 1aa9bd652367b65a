"""Issues, and the pull requests that GitHub lists among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.mapping.convert import identifier, instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, field
from ait_postgres.ingest.mapping.github.belonging import (
    CONTEXT_KEYS,
    carry,
    gone,
    repository_columns,
)
from ait_postgres.ingest.mapping.github.body import BODY_RENDERED, without_rendered_body
from ait_postgres.schemas import GitHubIssue

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubIssueDataTarget

_ISSUE: Final = Fields(
    field("id", convert=identifier),
    field("number", convert=integer),
    field("title"),
    field("body"),
    field("state"),
    field("state_reason"),
    field("draft"),
    field("locked"),
    field("active_lock_reason"),
    field("author_association"),
    field("html_url"),
    field("comments", convert=integer),
    field("author_data", "user"),
    field("assignee_data", "assignee"),
    field("assignees_data", "assignees"),
    field("closed_by_data", "closed_by"),
    field("labels"),
    field("milestone_data", "milestone"),
    field("reactions_data", "reactions"),
    field("issue_created_at", "created_at", instant),
    field("issue_updated_at", "updated_at", instant),
    field("issue_closed_at", "closed_at", instant),
    ignore=(
        *BODY_RENDERED,
        # Built from the repository and the number, the same for every issue.
        "url",
        "labels_url",
        "comments_url",
        "events_url",
        "timeline_url",
        "repository_url",
        # A row of another table, whose counts change without the issue.
        "repository",
        # What a search makes of its query.
        "score",
        "text_matches",
    ),
)


def github_issue(payload: Payload, context: Context) -> GitHubIssueDataTarget:
    """An issue, or a pull request as GitHub lists it among issues."""
    row = _ISSUE.read(payload)
    # GitHub's own sign, also where its urls are null (search answers before 2013).
    row["is_pull_request"] = payload.get("pull_request") is not None
    row |= repository_columns(payload, context)
    if rest := without_rendered_body(_ISSUE, payload):
        row["remainder"] = rest
    return cast("GitHubIssueDataTarget", row)


def _recognise(payload: Payload) -> bool:
    return "number" in payload and "comments_url" in payload and "head" not in payload


ENTITY: Final = Entity(
    name="github_issue",
    table=GitHubIssue.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=github_issue,
    recognise=_recognise,
    wrappers=("issue", "issues"),
    carry=carry,
    gone=gone("issue"),
    version="issue_updated_at",
    context_keys=CONTEXT_KEYS,
)
