"""GitHub: REST and webhook payloads to repositories, pull requests, issues, commits, files.

Ids are GitHub's numeric REST ids as text, because existing databases hold them so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping.convert import identifier, instant
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, field
from ait_postgres.schemas import GitHubIssue

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubIssueDataTarget

_REPOSITORY_IN_URL: Final = re.compile(r"/repos/([^/]+/[^/]+)(?:/|$)")

_ISSUE: Final = Fields(
    field("id", convert=identifier),
    field("number"),
    field("title"),
    field("body"),
    field("state"),
    field("state_reason"),
    field("locked"),
    field("html_url"),
    field("comments"),
    field("issue_created_at", "created_at", instant),
    field("issue_updated_at", "updated_at", instant),
    field("issue_closed_at", "closed_at", instant),
    field("author_data", "user"),
    field("assignee_data", "assignee"),
    field("assignees_data", "assignees"),
    field("labels"),
    field("milestone_data", "milestone"),
    field("reactions_data", "reactions"),
    # Built from the id or from html_url, the same for every issue.
    ignore=("url", "labels_url", "comments_url", "events_url", "timeline_url", "repository_url"),
)


def github_issue(payload: Payload, context: Context) -> GitHubIssueDataTarget:
    """An issue, or a pull request as GitHub lists it among issues."""
    row = _ISSUE.read(payload)
    row["is_pull_request"] = payload.get("pull_request") is not None
    row |= _repository(payload, context)
    if rest := _ISSUE.remainder(payload):
        row["remainder"] = rest
    return cast("GitHubIssueDataTarget", row)


def _is_issue(payload: Payload) -> bool:
    return "number" in payload and "comments_url" in payload and "head" not in payload


def _repository(payload: Payload, context: Context) -> dict[str, Any]:
    """The repository's columns: from the payload, its envelope, the caller, or a url."""
    repository = payload.get("repository") or context.get("repository")
    if is_object(repository):
        return {
            "repository_id": identifier(repository["id"]) if "id" in repository else None,
            "repository_name": repository.get("name"),
            "repository_full_name": repository.get("full_name"),
        }
    full_name = repository or _full_name(payload.get("repository_url") or payload.get("url"))
    if not isinstance(full_name, str):
        return {}
    return {"repository_full_name": full_name, "repository_name": full_name.rpartition("/")[2]}


def _full_name(url: Any) -> str | None:
    found = _REPOSITORY_IN_URL.search(url) if isinstance(url, str) else None
    return found[1] if found else None


def _carry(envelope: Payload) -> Context:
    """A webhook's body names the repository beside the object."""
    repository = envelope.get("repository")
    return {"repository": repository} if is_object(repository) else {}


ENTITIES: Final = (
    Entity(
        name="github_issue",
        table=GitHubIssue.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
        map=github_issue,
        recognise=_is_issue,
        wrappers=("issue", "issues"),
        carry=_carry,
        version="issue_updated_at",
        context_keys=("repository",),
    ),
)
