"""GitHub: repositories, pull requests, issues, commits and files.

Newest first by GitHub's own times; rows whose time GitHub has not said come last.
A `repository_id` is found by index, in that order; other filters are applied along it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from ait_postgres.queries.listing import (
    DEFAULT_LIMIT,
    equals,
    has_text,
    holds,
    listing,
    newest,
    newest_known,
    within,
)
from ait_postgres.schemas import (
    GitHubCommit,
    GitHubIssue,
    GitHubPullRequest,
    GitHubRepository,
    GitHubRepositoryFile,
)

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select


def repositories(
    *,
    full_name: str | None = None,
    language: str | None = None,
    topic: str | None = None,
    private: bool | None = None,
    archived: bool | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str | None,
    str | None,
    str | None,
    str | None,
    int | None,
    bool | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Repositories, the last pushed to first; `text` is looked for in name and description."""
    row = GitHubRepository
    return listing(
        select(
            row.id,
            row.name,
            row.full_name,
            row.description,
            row.url,
            row.language,
            row.stars,
            row.archived,
            row.pushed_at,
            row.updated_at,
        ),
        equals(row.full_name, full_name),
        equals(row.language, language),
        holds(row.topics, topic),
        equals(row.private, private),
        equals(row.archived, archived),
        has_text(text, row.full_name, row.name, row.description),
        order=newest_known(row.pushed_at, row.id),
        limit=limit,
    )


def pull_requests(
    *,
    repository_id: str | None = None,
    repository: str | None = None,
    state: str | None = None,
    draft: bool | None = None,
    author: str | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    int,
    str,
    str,
    bool | None,
    str | None,
    str,
    dt.datetime | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Pull requests, the last updated first; `author` is a login, `repository` a full name.

    A merged one is `closed` and has a `merged_at`. `text` is looked for in the titles.
    """
    row = GitHubPullRequest
    return listing(
        select(
            row.id,
            row.number,
            row.title,
            row.state,
            row.draft,
            row.repository_full_name,
            row.html_url,
            row.merged_at,
            row.pr_updated_at,
            row.updated_at,
        ),
        equals(row.repository_id, repository_id),
        equals(row.repository_full_name, repository),
        equals(row.state, state),
        equals(row.draft, draft),
        equals(row.user_data["login"].astext, author),
        within(row.pr_updated_at, since, until),
        has_text(text, row.title),
        order=newest_known(row.pr_updated_at, row.id),
        limit=limit,
    )


def issues(
    *,
    repository_id: str | None = None,
    repository: str | None = None,
    state: str | None = None,
    author: str | None = None,
    is_pull_request: bool | None = None,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    int,
    str,
    str,
    bool | None,
    str | None,
    str,
    int | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Issues, the last updated first; `author` is a login, `repository` a full name.

    GitHub's issues API lists pull requests too: `is_pull_request=False` leaves out those
    that are known as such. `text` is looked for in the titles.
    """
    row = GitHubIssue
    only_issues = is_pull_request is False
    return listing(
        select(
            row.id,
            row.number,
            row.title,
            row.state,
            row.is_pull_request,
            row.repository_full_name,
            row.html_url,
            row.comments,
            row.issue_updated_at,
            row.updated_at,
        ),
        equals(row.repository_id, repository_id),
        equals(row.repository_full_name, repository),
        equals(row.state, state),
        equals(row.author_data["login"].astext, author),
        row.is_pull_request.is_not(True)
        if only_issues
        else equals(row.is_pull_request, is_pull_request),
        within(row.issue_updated_at, since, until),
        has_text(text, row.title),
        order=newest_known(row.issue_updated_at, row.id),
        limit=limit,
    )


def commits(
    *,
    repository_id: str | None = None,
    repository: str | None = None,
    author_email: str | None = None,
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
    int | None,
    int | None,
    dt.datetime | None,
    dt.datetime,
]:
    """Commits, the last written first; `repository` is a full name.

    `text` is looked for in the messages.
    """
    row = GitHubCommit
    return listing(
        select(
            row.sha,
            row.message,
            row.author_name,
            row.author_email,
            row.repository_full_name,
            row.html_url,
            row.additions,
            row.deletions,
            row.author_date,
            row.updated_at,
        ),
        equals(row.repository_id, repository_id),
        equals(row.repository_full_name, repository),
        equals(row.author_email, author_email),
        within(row.author_date, since, until),
        has_text(text, row.message, row.message_body),
        order=newest_known(row.author_date, row.sha),
        limit=limit,
    )


def files(
    repository_id: str,
    *,
    branch: str | None = None,
    extension: str | None = None,
    language: str | None = None,
    text: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Select[
    str,
    str,
    str,
    str,
    str | None,
    str | None,
    int | None,
    str | None,
    str | None,
    dt.datetime,
]:
    """Files of one repository, without their contents, in the order of their paths.

    A file is listed once for each of its contents (`sha`) that was stored. `text` is
    looked for in the paths.
    """
    row = GitHubRepositoryFile
    return listing(
        select(
            row.id,
            row.path,
            row.name,
            row.sha,
            row.type,
            row.branch,
            row.size,
            row.language,
            row.html_url,
            row.updated_at,
        ),
        row.repository_id == repository_id,
        # An id is `{repository id}:{path}:{sha}` and its order that of bytes, so this is
        # one range of the key, already sorted: ";" is the byte after ":".
        row.id > f"{repository_id}:",
        row.id < f"{repository_id};",
        equals(row.branch, branch),
        equals(row.extension, extension),
        equals(row.language, language),
        has_text(text, row.path),
        order=(row.id,),
        limit=limit,
    )


def file_contents(
    repository_id: str, path: str, *, limit: int = DEFAULT_LIMIT
) -> Select[str, str, str | None, str | None, str | None, dt.datetime]:
    """One file with its `content`, once for each `sha` stored, the last changed here first."""
    row = GitHubRepositoryFile
    prefix = f"{repository_id}:{path}"
    return listing(
        select(row.id, row.sha, row.branch, row.encoding, row.content, row.updated_at),
        row.path == path,
        row.id > f"{prefix}:",
        row.id < f"{prefix};",
        order=newest(row.updated_at, row.id),
        limit=limit,
    )
