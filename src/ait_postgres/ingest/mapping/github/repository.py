"""Repositories: whole ones, a list's, a webhook's (epoch seconds), and minimal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.mapping.convert import identifier, instant, integer, none_if_empty
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, field
from ait_postgres.ingest.mapping.github.belonging import carry, gone
from ait_postgres.schemas import GitHubRepository

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubRepositoryDataTarget

#: Urls and templates that GitHub builds from the full name, the same for every repository.
_URLS: Final = (
    "archive_url", "assignees_url", "blobs_url", "branches_url", "collaborators_url",
    "comments_url", "commits_url", "compare_url", "contents_url", "contributors_url",
    "deployments_url", "downloads_url", "events_url", "forks_url", "git_url", "git_commits_url",
    "git_refs_url", "git_tags_url", "hooks_url", "issue_comment_url", "issue_events_url",
    "issues_url", "keys_url", "labels_url", "languages_url", "merges_url", "milestones_url",
    "notifications_url", "pulls_url", "releases_url", "stargazers_url", "statuses_url",
    "subscribers_url", "subscription_url", "svn_url", "tags_url", "teams_url", "trees_url",
)  # fmt: skip

_REPOSITORY: Final = Fields(
    field("id", convert=identifier),
    field("name"),
    field("full_name"),
    field("description"),
    field("url", "html_url"),
    field("homepage", convert=none_if_empty),
    field("clone_url"),
    field("ssh_url"),
    field("language"),
    field("topics"),
    field("default_branch", "master_branch"),
    field("default_branch"),
    field("visibility"),
    field("private"),
    field("fork"),
    field("archived"),
    field("disabled"),
    field("is_template"),
    field("has_issues"),
    field("has_projects"),
    field("has_wiki"),
    field("has_pages"),
    field("has_discussions"),
    # Older and webhook shapes say `stargazers`; where both are there, the later field wins.
    field("stars", "stargazers", integer),
    field("stars", "stargazers_count", integer),
    field("forks", "forks", integer),
    field("forks", "forks_count", integer),
    field("watchers_count", "watchers", integer),
    field("watchers_count", convert=integer),
    field("open_issues_count", "open_issues", integer),
    field("open_issues_count", convert=integer),
    field("size", convert=integer),
    field("license_name", "license.name"),
    field("license_data", "license"),
    field("owner_data", "owner"),
    field("pushed_at", convert=instant),
    field("repository_created_at", "created_at", instant),
    field("repository_updated_at", "updated_at", instant),
    ignore=(
        "url",
        *_URLS,
        # A secret that expires, and what a search makes of its query.
        "temp_clone_token",
        "score",
        "text_matches",
    ),
)


def github_repository(payload: Payload, context: Context) -> GitHubRepositoryDataTarget:
    """A repository. Without `visibility`, `private` tells it."""
    del context
    row = _REPOSITORY.read(payload)
    if "visibility" not in row and (private := row.get("private")) is not None:
        row["visibility"] = "private" if private else "public"
    if rest := _REPOSITORY.remainder(payload):
        row["remainder"] = rest
    return cast("GitHubRepositoryDataTarget", row)


def _recognise(payload: Payload) -> bool:
    return "full_name" in payload and "name" in payload and "id" in payload


ENTITY: Final = Entity(
    name="github_repository",
    table=GitHubRepository.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=github_repository,
    recognise=_recognise,
    # `repo` in starred lists, `forkee` in fork webhooks.
    wrappers=("repository", "repositories", "repo", "forkee", "repositories_added"),
    carry=carry,
    gone=gone("repository"),
    version="repository_updated_at",
)
