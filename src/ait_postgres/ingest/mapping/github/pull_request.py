"""Pull requests: the detail shape with counts, the list's without, a webhook's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping.convert import identifier, instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, field
from ait_postgres.ingest.mapping.github.belonging import CONTEXT_KEYS, carry, repository_columns
from ait_postgres.ingest.mapping.github.body import BODY_RENDERED, without_rendered_body
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import GitHubPullRequest

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubPullRequestDataTarget

_PULL_REQUEST: Final = Fields(
    field("id", convert=identifier),
    field("number", convert=integer),
    field("title"),
    field("body"),
    field("state"),
    field("draft"),
    field("locked"),
    field("active_lock_reason"),
    field("html_url"),
    field("diff_url"),
    field("patch_url"),
    field("issue_url"),
    field("merged"),
    field("merge_commit_sha"),
    field("mergeable"),
    field("rebaseable"),
    field("mergeable_state"),
    field("maintainer_can_modify"),
    field("author_association"),
    field("commits", convert=integer),
    field("additions", convert=integer),
    field("deletions", convert=integer),
    field("changed_files", convert=integer),
    field("comments", convert=integer),
    field("review_comments", convert=integer),
    field("head_ref", "head.ref"),
    field("head_sha", "head.sha"),
    field("base_ref", "base.ref"),
    field("base_sha", "base.sha"),
    field("user_data", "user"),
    field("assignee_data", "assignee"),
    field("assignees_data", "assignees"),
    field("merged_by_data", "merged_by"),
    field("requested_reviewers_data", "requested_reviewers"),
    field("requested_teams_data", "requested_teams"),
    field("labels"),
    field("milestone_data", "milestone"),
    field("head_repo_data", "head.repo"),
    field("base_repo_data", "base.repo"),
    field("pr_created_at", "created_at", instant),
    field("pr_updated_at", "updated_at", instant),
    field("merged_at", convert=instant),
    field("closed_at", convert=instant),
    # Built from the repository and the number; `auto_merge` stays, for its object says how.
    ignore=(
        *BODY_RENDERED,
        "url",
        "_links",
        "commits_url",
        "review_comments_url",
        "review_comment_url",
        "comments_url",
        "statuses_url",
    ),
)


def github_pull_request(payload: Payload, context: Context) -> GitHubPullRequestDataTarget:
    """A pull request. Where `merged` is not said, `merged_at` tells it."""
    row = _PULL_REQUEST.read(payload)
    if "merged" not in row and "merged_at" in row:
        row["merged"] = row["merged_at"] is not None
    if "auto_merge" in payload:
        row["auto_merge"] = _flag(payload["auto_merge"])
    row |= repository_columns(payload, context, row.get("base_repo_data"))
    if rest := without_rendered_body(_PULL_REQUEST, payload):
        row["remainder"] = rest
    return cast("GitHubPullRequestDataTarget", row)


def _flag(auto_merge: Any) -> bool:
    """An object says who asked for the merge and how; null says that nobody did."""
    if auto_merge is None or isinstance(auto_merge, bool):
        return bool(auto_merge)
    if is_object(auto_merge):
        return True
    raise Reject("auto_merge: holds neither an object nor null", "auto_merge")


def _recognise(payload: Payload) -> bool:
    return "number" in payload and "head" in payload and "base" in payload


ENTITY: Final = Entity(
    name="github_pull_request",
    table=GitHubPullRequest.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=github_pull_request,
    recognise=_recognise,
    wrappers=("pull_request", "pull_requests"),
    carry=carry,
    version="pr_updated_at",
    context_keys=CONTEXT_KEYS,
)
