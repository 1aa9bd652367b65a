"""Commits in their three shapes: the commits API's, git's own (`/git/commits`), a push webhook's.

`message` is the whole message; `message_body` what follows its first line. The
account (`author`) and the signature (`commit.author`) are two things: the first
is null where the e-mail address belongs to nobody, and a push has the second only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import instant, integer
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, field
from ait_postgres.ingest.mapping.github.belonging import CONTEXT_KEYS, carry, repository_columns
from ait_postgres.schemas import GitHubCommit

if TYPE_CHECKING:
    from ait_postgres.schemas.data_targets import GitHubCommitDataTarget


def _shas(parents: Any) -> list[str]:
    if not (
        is_list(parents) and all(is_object(p) and isinstance(p.get("sha"), str) for p in parents)
    ):
        raise ValueError("a list of objects with a sha is needed")
    return [parent["sha"] for parent in parents]


#: Rows of other tables, urls, and what a search makes of its query.
_IGNORED: Final = ("url", "repository", "score", "text_matches")

_LISTED: Final = Fields(
    field("sha"),
    field("node_id"),
    field("html_url"),
    field("comments_url"),
    field("author_data", "author"),
    field("committer_data", "committer"),
    field("parent_shas", "parents", _shas),
    field("files_data", "files"),
    field("message", "commit.message"),
    field("author_name", "commit.author.name"),
    field("author_email", "commit.author.email"),
    field("author_date", "commit.author.date", instant),
    field("committer_name", "commit.committer.name"),
    field("committer_email", "commit.committer.email"),
    field("committer_date", "commit.committer.date", instant),
    field("tree_sha", "commit.tree.sha"),
    field("tree_url", "commit.tree.url"),
    field("comment_count", "commit.comment_count", integer),
    field("verification", "commit.verification"),
    field("additions", "stats.additions", integer),
    field("deletions", "stats.deletions", integer),
    field("total", "stats.total", integer),
    ignore=(*_IGNORED, "commit.url"),
)

_OF_GIT: Final = Fields(
    field("sha"),
    field("node_id"),
    field("html_url"),
    field("parent_shas", "parents", _shas),
    field("message"),
    field("verification"),
    field("author_name", "author.name"),
    field("author_email", "author.email"),
    field("author_date", "author.date", instant),
    field("committer_name", "committer.name"),
    field("committer_email", "committer.email"),
    field("committer_date", "committer.date", instant),
    field("tree_sha", "tree.sha"),
    field("tree_url", "tree.url"),
    ignore=_IGNORED,
)

_PUSHED: Final = Fields(
    field("sha", "id"),
    field("message"),
    field("html_url", "url"),
    field("tree_sha", "tree_id"),
    # A push knows one time; newer ones state both (read last, so they win).
    field("author_date", "timestamp", instant),
    field("committer_date", "timestamp", instant),
    field("author_name", "author.name"),
    field("author_email", "author.email"),
    field("author_date", "author.date", instant),
    field("committer_name", "committer.name"),
    field("committer_email", "committer.email"),
    field("committer_date", "committer.date", instant),
)


def github_commit(payload: Payload, context: Context) -> GitHubCommitDataTarget:
    """A commit; its key is its sha."""
    fields = _LISTED if "commit" in payload else _OF_GIT if "sha" in payload else _PUSHED
    row = fields.read(payload)
    message = row.get("message")
    if isinstance(message, str):
        row["message_body"] = message.partition("\n")[2].lstrip("\r\n") or None
    row |= repository_columns(payload, context)
    if rest := fields.remainder(payload):
        row["remainder"] = rest
    return cast("GitHubCommitDataTarget", row)


def _recognise(payload: Payload) -> bool:
    inner = payload.get("commit")
    if is_object(inner):  # not a `status` webhook's body, whose commit is a whole payload
        return "sha" in payload and "message" in inner
    if "sha" in payload:
        return "message" in payload and "tree" in payload
    return (
        "id" in payload and "message" in payload and "timestamp" in payload and "tree_id" in payload
    )


ENTITY: Final = Entity(
    name="github_commit",
    table=GitHubCommit.__table__,  # type: ignore[arg-type]  # declared as FromClause, is a Table
    map=github_commit,
    recognise=_recognise,
    # A push of a tag has its commit in `head_commit` alone.
    wrappers=("commits", "head_commit", "commit"),
    carry=carry,
    context_keys=CONTEXT_KEYS,
)
