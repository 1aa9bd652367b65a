"""GitHub: repositories, pull requests, issues, commits and files.

A list payload knows less than a detail payload and a webhook less than either,
so a column is NULL where GitHub has not said, and has no default. What belongs
to a repository carries its id, and no foreign key: vendors deliver in any order.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ait_postgres.schemas._columns import (
    Base,
    BigInt,
    ExternalId,
    Json,
    VendorId,
    VendorRow,
    feed_index,
    newest_index,
)


class GitHubRepository(VendorRow, Base):
    """A repository; a minimal one (in a webhook, a search) has little more than its names."""

    __tablename__ = "github_repositories"
    __table_args__ = (feed_index(), newest_index("pushed_at"))

    id: Mapped[ExternalId]
    name: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str | None] = mapped_column(String(512))
    description: Mapped[str | None]
    #: The page (`html_url`), not the API's address. Minimal repositories have none.
    url: Mapped[str | None]
    homepage: Mapped[str | None]
    clone_url: Mapped[str | None]
    ssh_url: Mapped[str | None]
    language: Mapped[str | None] = mapped_column(String(100))
    topics: Mapped[list[str] | None]
    default_branch: Mapped[str | None] = mapped_column(String(255))
    visibility: Mapped[str | None] = mapped_column(String(50))
    private: Mapped[bool | None]
    fork: Mapped[bool | None]
    archived: Mapped[bool | None]
    disabled: Mapped[bool | None]
    is_template: Mapped[bool | None]
    has_issues: Mapped[bool | None]
    has_projects: Mapped[bool | None]
    has_wiki: Mapped[bool | None]
    has_pages: Mapped[bool | None]
    has_discussions: Mapped[bool | None]
    stars: Mapped[int | None]
    forks: Mapped[int | None]
    watchers_count: Mapped[int | None]
    open_issues_count: Mapped[int | None]
    #: In kilobytes, as GitHub counts.
    size: Mapped[BigInt | None]
    license_name: Mapped[str | None] = mapped_column(String(255))
    license_data: Mapped[Json | None]
    owner_data: Mapped[Json | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
    pushed_at: Mapped[dt.datetime | None]
    repository_created_at: Mapped[dt.datetime | None]
    repository_updated_at: Mapped[dt.datetime | None]


class GitHubPullRequest(VendorRow, Base):
    """A pull request; counts, `merged` and `mergeable` come with the detail payload only."""

    __tablename__ = "github_pull_requests"
    __table_args__ = (
        feed_index(),
        newest_index("pr_updated_at"),
        newest_index("repository_id", "pr_updated_at"),
    )

    id: Mapped[ExternalId]
    number: Mapped[int]
    #: GitHub's own limit is 256 characters.
    title: Mapped[str] = mapped_column(String(512))
    body: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(50))
    draft: Mapped[bool | None]
    locked: Mapped[bool | None]
    active_lock_reason: Mapped[str | None] = mapped_column(String(100))
    html_url: Mapped[str]
    diff_url: Mapped[str | None]
    patch_url: Mapped[str | None]
    issue_url: Mapped[str | None]
    merged: Mapped[bool | None]
    merge_commit_sha: Mapped[VendorId | None]
    mergeable: Mapped[bool | None]
    rebaseable: Mapped[bool | None]
    mergeable_state: Mapped[str | None] = mapped_column(String(50))
    #: Whether it merges itself when it may; the payload holds an object or null.
    auto_merge: Mapped[bool | None]
    maintainer_can_modify: Mapped[bool | None]
    author_association: Mapped[str | None] = mapped_column(String(50))
    commits: Mapped[int | None]
    additions: Mapped[int | None]
    deletions: Mapped[int | None]
    changed_files: Mapped[int | None]
    comments: Mapped[int | None]
    review_comments: Mapped[int | None]
    head_ref: Mapped[str | None] = mapped_column(String(255))
    head_sha: Mapped[VendorId | None]
    base_ref: Mapped[str | None] = mapped_column(String(255))
    base_sha: Mapped[VendorId | None]
    repository_id: Mapped[VendorId | None]
    repository_name: Mapped[str | None] = mapped_column(String(255))
    repository_full_name: Mapped[str | None] = mapped_column(String(512))
    user_data: Mapped[Json | None]
    assignee_data: Mapped[Json | None]
    assignees_data: Mapped[Json | None]
    merged_by_data: Mapped[Json | None]
    requested_reviewers_data: Mapped[Json | None]
    requested_teams_data: Mapped[Json | None]
    labels: Mapped[Json | None]
    milestone_data: Mapped[Json | None]
    head_repo_data: Mapped[Json | None]
    base_repo_data: Mapped[Json | None]
    pr_created_at: Mapped[dt.datetime | None]
    pr_updated_at: Mapped[dt.datetime | None]
    merged_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]


class GitHubIssue(VendorRow, Base):
    """An issue, or a pull request as the issues API lists it (`is_pull_request`)."""

    __tablename__ = "github_issues"
    __table_args__ = (
        feed_index(),
        newest_index("issue_updated_at"),
        newest_index("repository_id", "issue_updated_at"),
    )

    id: Mapped[ExternalId]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(512))
    body: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(50))
    state_reason: Mapped[str | None] = mapped_column(String(100))
    is_pull_request: Mapped[bool | None]
    draft: Mapped[bool | None]
    locked: Mapped[bool | None]
    active_lock_reason: Mapped[str | None] = mapped_column(String(100))
    author_association: Mapped[str | None] = mapped_column(String(50))
    html_url: Mapped[str]
    comments: Mapped[int | None]
    repository_id: Mapped[VendorId | None]
    repository_name: Mapped[str | None] = mapped_column(String(255))
    repository_full_name: Mapped[str | None] = mapped_column(String(512))
    author_data: Mapped[Json | None]
    assignee_data: Mapped[Json | None]
    assignees_data: Mapped[Json | None]
    closed_by_data: Mapped[Json | None]
    labels: Mapped[Json | None]
    milestone_data: Mapped[Json | None]
    reactions_data: Mapped[Json | None]
    issue_created_at: Mapped[dt.datetime | None]
    issue_updated_at: Mapped[dt.datetime | None]
    issue_closed_at: Mapped[dt.datetime | None]


class GitHubCommit(VendorRow, Base):
    """A commit, from the commits API or from a push webhook (which lacks tree urls and counts).

    Names and e-mail addresses are what the author's git wrote: of any length.
    """

    __tablename__ = "github_commits"
    __table_args__ = (
        feed_index("sha"),
        newest_index("author_date"),
        newest_index("repository_id", "author_date"),
    )

    sha: Mapped[ExternalId]
    message: Mapped[str]
    message_body: Mapped[str | None]
    html_url: Mapped[str | None]
    comments_url: Mapped[str | None]
    node_id: Mapped[VendorId | None]
    author_name: Mapped[str | None]
    author_email: Mapped[str | None]
    author_date: Mapped[dt.datetime | None]
    committer_name: Mapped[str | None]
    committer_email: Mapped[str | None]
    committer_date: Mapped[dt.datetime | None]
    tree_sha: Mapped[VendorId | None]
    tree_url: Mapped[str | None]
    parent_shas: Mapped[list[str] | None]
    comment_count: Mapped[int | None]
    additions: Mapped[int | None]
    deletions: Mapped[int | None]
    total: Mapped[int | None]
    repository_id: Mapped[VendorId | None]
    repository_name: Mapped[str | None] = mapped_column(String(255))
    repository_full_name: Mapped[str | None] = mapped_column(String(512))
    #: The GitHub account, or null where the e-mail address belongs to none.
    author_data: Mapped[Json | None]
    committer_data: Mapped[Json | None]
    files_data: Mapped[Json | None]
    verification: Mapped[Json | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")


class GitHubRepositoryFile(VendorRow, Base):
    """A file at one content (`sha`), from the contents API or from a git tree."""

    __tablename__ = "github_repository_files"
    # Not (repository_id, path): a path of 1,024 characters may take 4,096 bytes,
    # and a key of a b-tree ends at 2,704.
    __table_args__ = (feed_index(),)

    #: `{repository id}:{path}:{sha}`; 512, not 255, because existing rows have such ids.
    id: Mapped[str] = mapped_column(String(512, collation="C"), primary_key=True)
    repository_id: Mapped[VendorId] = mapped_column(index=True)
    repository_full_name: Mapped[str | None] = mapped_column(String(512))
    branch: Mapped[str | None] = mapped_column(String(255))
    path: Mapped[str] = mapped_column(String(1024))
    name: Mapped[str] = mapped_column(String(1024))
    sha: Mapped[VendorId]
    #: `file`, `symlink`, `submodule`, or a tree's `blob`.
    type: Mapped[str | None] = mapped_column(String(50))
    #: git's file mode, as `100644`.
    mode: Mapped[str | None] = mapped_column(String(50))
    html_url: Mapped[str | None]
    #: The text; a tree and a directory listing carry none.
    content: Mapped[str | None]
    #: How `content` stands here: `utf-8`, or `base64` where the file is no text.
    encoding: Mapped[str | None] = mapped_column(String(50))
    #: In bytes.
    size: Mapped[BigInt | None]
    language: Mapped[str | None] = mapped_column(String(100))
    extension: Mapped[str | None] = mapped_column(String(255))
    lines_of_code: Mapped[int | None]
    metadata_: Mapped[Json | None] = mapped_column("metadata")
