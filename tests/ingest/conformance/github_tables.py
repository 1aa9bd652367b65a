"""GitHub: which payload path fills which column, and what is dropped on purpose."""

from __future__ import annotations

import base64
import hashlib

from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    expected,
    read_text_id,
)


def keys(text):
    return frozenset(text.split())


def first(*specs):
    """The first of several specs that the payload speaks of."""

    def read(payload, context):
        values = (expected(spec, payload, context) for spec in specs)
        return next((value for value in values if value is not ABSENT), ABSENT)

    return read


# --- the repository something belongs to, read by splitting urls ---------------------------


def owner_and_name(payload, context):
    """(id or None, "owner/name" or None) as the payload, or else its context, states them."""
    own = at(payload, "base.repo") if "base" in payload else payload.get("repository")
    url = payload.get("repository_url") or payload.get("url") or ""
    number = full_name = None
    parts = url.split("/")[3:]
    if parts[:1] == ["repos"]:
        full_name = "/".join(parts[1:3])
    elif parts[:1] == ["repositories"]:
        number = parts[1]
    elif "commit" in parts:
        full_name = "/".join(parts[:2])
    for known in (context.get("repository"), own):
        if isinstance(known, dict):
            number = read_text_id(known["id"])
            full_name = known.get("full_name") or "/".join(known["url"].split("/")[4:6])
    return context.get("repository_id") or number, full_name


def belongs_id(payload, context):
    return owner_and_name(payload, context)[0] or ABSENT


def belongs_full_name(payload, context):
    return owner_and_name(payload, context)[1] or ABSENT


def belongs_name(payload, context):
    full_name = owner_and_name(payload, context)[1]
    return full_name.split("/")[1] if full_name else ABSENT


BELONGS = {
    "repository_id": belongs_id,
    "repository_name": belongs_name,
    "repository_full_name": belongs_full_name,
}
BELONGS_KEYS = {"url", "repository_url", "repository"}


# --- repositories ----------------------------------------------------------------------------


def visibility(payload, context):
    if "visibility" in payload:
        return payload["visibility"]
    return {True: "private", False: "public"}[payload["private"]]


REPOSITORY = PayloadTable(
    entity="github_repository",
    target="GitHubRepositoryDataTarget",
    columns={
        "id": ("id", "id"),
        "name": "name",
        "full_name": "full_name",
        "description": "description",
        "url": "html_url",
        "homepage": ("homepage", "none if empty"),
        "clone_url": "clone_url",
        "ssh_url": "ssh_url",
        "language": "language",
        "topics": "topics",
        "default_branch": first("default_branch", "master_branch"),
        "visibility": visibility,
        "private": "private",
        "fork": "fork",
        "archived": "archived",
        "disabled": "disabled",
        "is_template": "is_template",
        "has_issues": "has_issues",
        "has_projects": "has_projects",
        "has_wiki": "has_wiki",
        "has_pages": "has_pages",
        "has_discussions": "has_discussions",
        "stars": first(("stargazers_count", "whole"), ("stargazers", "whole")),
        "forks": first(("forks_count", "whole"), ("forks", "whole")),
        "watchers_count": first(("watchers_count", "whole"), ("watchers", "whole")),
        "open_issues_count": first(("open_issues_count", "whole"), ("open_issues", "whole")),
        "size": ("size", "whole"),
        "license_name": "license.name",
        "license_data": "license",
        "owner_data": "owner",
        "pushed_at": ("pushed_at", "time"),
        "repository_created_at": ("created_at", "time"),
        "repository_updated_at": ("updated_at", "time"),
    },
    taken=keys(
        "default_branch master_branch visibility stargazers_count stargazers forks_count "
        "forks watchers_count watchers open_issues_count open_issues"
    ),
    # Every one of them is the repository's API url with a suffix, or expires.
    dropped=keys(
        "url archive_url assignees_url blobs_url branches_url collaborators_url comments_url "
        "commits_url compare_url contents_url contributors_url deployments_url downloads_url "
        "events_url forks_url git_commits_url git_refs_url git_tags_url git_url hooks_url "
        "issue_comment_url issue_events_url issues_url keys_url labels_url languages_url "
        "merges_url milestones_url notifications_url pulls_url releases_url stargazers_url "
        "statuses_url subscribers_url subscription_url svn_url tags_url teams_url trees_url "
        "temp_clone_token score"
    ),
)

# --- issues and pull requests ------------------------------------------------------------------


def is_pull_request(payload, context):
    return "pull_request" in payload


ISSUE = PayloadTable(
    entity="github_issue",
    target="GitHubIssueDataTarget",
    columns={
        "id": ("id", "id"),
        "number": ("number", "whole"),
        "title": "title",
        "body": "body",
        "state": "state",
        "state_reason": "state_reason",
        "is_pull_request": is_pull_request,
        "draft": "draft",
        "locked": "locked",
        "active_lock_reason": "active_lock_reason",
        "author_association": "author_association",
        "html_url": "html_url",
        "comments": ("comments", "whole"),
        "author_data": "user",
        "assignee_data": "assignee",
        "assignees_data": "assignees",
        "closed_by_data": "closed_by",
        "labels": "labels",
        "milestone_data": "milestone",
        "reactions_data": "reactions",
        "issue_created_at": ("created_at", "time"),
        "issue_updated_at": ("updated_at", "time"),
        "issue_closed_at": ("closed_at", "time"),
        **BELONGS,
    },
    dropped=frozenset(
        BELONGS_KEYS
        | {"labels_url", "comments_url", "events_url", "timeline_url", "score"}
        | {"body_html", "body_text"}
    ),
)


def merged(payload, context):
    if "merged" in payload:
        return payload["merged"]
    return payload["merged_at"] is not None if "merged_at" in payload else ABSENT


def auto_merge(payload, context):
    return bool(payload["auto_merge"]) if "auto_merge" in payload else ABSENT


PULL_REQUEST = PayloadTable(
    entity="github_pull_request",
    target="GitHubPullRequestDataTarget",
    columns={
        "id": ("id", "id"),
        "number": ("number", "whole"),
        "title": "title",
        "body": "body",
        "state": "state",
        "draft": "draft",
        "locked": "locked",
        "active_lock_reason": "active_lock_reason",
        "html_url": "html_url",
        "diff_url": "diff_url",
        "patch_url": "patch_url",
        "issue_url": "issue_url",
        "merged": merged,
        "merge_commit_sha": "merge_commit_sha",
        "mergeable": "mergeable",
        "rebaseable": "rebaseable",
        "mergeable_state": "mergeable_state",
        "auto_merge": auto_merge,
        "maintainer_can_modify": "maintainer_can_modify",
        "author_association": "author_association",
        "commits": ("commits", "whole"),
        "additions": ("additions", "whole"),
        "deletions": ("deletions", "whole"),
        "changed_files": ("changed_files", "whole"),
        "comments": ("comments", "whole"),
        "review_comments": ("review_comments", "whole"),
        "head_ref": "head.ref",
        "head_sha": "head.sha",
        "base_ref": "base.ref",
        "base_sha": "base.sha",
        "user_data": "user",
        "assignee_data": "assignee",
        "assignees_data": "assignees",
        "merged_by_data": "merged_by",
        "requested_reviewers_data": "requested_reviewers",
        "requested_teams_data": "requested_teams",
        "labels": "labels",
        "milestone_data": "milestone",
        "head_repo_data": "head.repo",
        "base_repo_data": "base.repo",
        "pr_created_at": ("created_at", "time"),
        "pr_updated_at": ("updated_at", "time"),
        "merged_at": ("merged_at", "time"),
        "closed_at": ("closed_at", "time"),
        **BELONGS,
    },
    taken=frozenset({"merged"}),
    dropped=keys(
        "url _links commits_url review_comments_url review_comment_url comments_url "
        "statuses_url body_html body_text"
    ),
)

# --- commits -----------------------------------------------------------------------------------


def shape(listed, of_git, pushed):
    """A spec by the commit's shape; each of the three is a spec or ABSENT."""

    def read(payload, context):
        spec = listed if "commit" in payload else of_git if "sha" in payload else pushed
        return ABSENT if spec is ABSENT else expected(spec, payload, context)

    return read


def signed(who, what, reading=None):
    paths = (f"commit.{who}.{what}", f"{who}.{what}")
    listed, plain = ((p, reading) if reading else p for p in paths)
    pushed = first(plain, ("timestamp", "time")) if what == "date" else plain
    return shape(listed, plain, pushed)


def message_body(payload, context):
    message = payload["commit"]["message"] if "commit" in payload else payload["message"]
    return "\n".join(message.split("\n")[1:]).lstrip("\r\n") or None


def parent_shas(payload, context):
    return [parent["sha"] for parent in payload["parents"]] if "parents" in payload else ABSENT


COMMIT = PayloadTable(
    entity="github_commit",
    target="GitHubCommitDataTarget",
    columns={
        "sha": shape("sha", "sha", "id"),
        "message": shape("commit.message", "message", "message"),
        "message_body": message_body,
        "html_url": shape("html_url", "html_url", "url"),
        "comments_url": "comments_url",
        "node_id": "node_id",
        "author_name": signed("author", "name"),
        "author_email": signed("author", "email"),
        "author_date": signed("author", "date", "time"),
        "committer_name": signed("committer", "name"),
        "committer_email": signed("committer", "email"),
        "committer_date": signed("committer", "date", "time"),
        "tree_sha": shape("commit.tree.sha", "tree.sha", "tree_id"),
        "tree_url": shape("commit.tree.url", "tree.url", ABSENT),
        "parent_shas": parent_shas,
        "comment_count": shape(("commit.comment_count", "whole"), ABSENT, ABSENT),
        "additions": ("stats.additions", "whole"),
        "deletions": ("stats.deletions", "whole"),
        "total": ("stats.total", "whole"),
        # The account, not the signature: a push has none.
        "author_data": shape("author", ABSENT, ABSENT),
        "committer_data": shape("committer", ABSENT, ABSENT),
        "files_data": "files",
        "verification": shape("commit.verification", "verification", ABSENT),
        **BELONGS,
    },
    # In a push `author` and `committer` leave their user name in the remainder.
    taken=keys(
        "sha id message timestamp tree tree_id parents commit author committer verification "
        "html_url"
    ),
    dropped=frozenset(BELONGS_KEYS | {"score"}),
)

# --- files ---------------------------------------------------------------------------------------


def file_id(payload, context):
    path, ends = payload["path"], (belongs_id(payload, context), payload["sha"])
    if len(path) + sum(map(len, ends)) + 2 > 512:
        path = "/sha256/" + hashlib.sha256(path.encode()).hexdigest()
    return f"{ends[0]}:{path}:{ends[1]}"


def decoded(payload):
    """(content, encoding) as the columns hold them."""
    raw = base64.b64decode(payload["content"])
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = "\0"
    return (payload["content"].replace("\n", ""), "base64") if "\0" in text else (text, "utf-8")


def content(payload, context):
    return decoded(payload)[0] if payload.get("encoding") == "base64" else ABSENT


def encoding(payload, context):
    return decoded(payload)[1] if payload.get("encoding") == "base64" else ABSENT


def lines(payload, context):
    if payload.get("encoding") != "base64":
        return ABSENT
    text, how = decoded(payload)
    return (
        len(text.removesuffix("\n").split("\n"))
        if text and how == "utf-8"
        else (0 if how == "utf-8" else None)
    )


def last_name(payload, context):
    return payload["path"].split("/")[-1]


def extension(payload, context):
    name = payload["path"].split("/")[-1]
    return name.split(".")[-1].lower() if "." in name[1:] else None


def branch(payload, context):
    ref = payload["url"].split("?ref=")[1:]
    return ref[0].replace("%2F", "/") if ref and len(ref[0]) != 40 else ABSENT


FILE = PayloadTable(
    entity="github_file",
    target="GitHubRepositoryFileDataTarget",
    columns={
        "id": file_id,
        "path": "path",
        "name": last_name,
        "sha": "sha",
        "type": "type",
        "mode": "mode",
        "html_url": "html_url",
        "size": ("size", "whole"),
        "content": content,
        "encoding": encoding,
        "lines_of_code": lines,
        "extension": extension,
        "branch": branch,
        "repository_id": belongs_id,
        "repository_full_name": belongs_full_name,
    },
    taken=frozenset({"name", "content", "encoding"}),
    dropped=frozenset(
        BELONGS_KEYS | {"git_url", "download_url", "_links", "score", "text_matches"}
    ),
)

TABLES = {table.entity: table for table in (REPOSITORY, ISSUE, PULL_REQUEST, COMMIT, FILE)}
