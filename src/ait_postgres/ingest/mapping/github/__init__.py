"""GitHub: REST and webhook payloads to repositories, pull requests, issues, commits, files.

Ids are GitHub's numeric REST ids as text, because existing databases hold them
so; a commit's is its sha. What GitHub computes anew for each request (a search's
score, an expiring token in a url) is not stored: a row changes when its object does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.ingest.mapping.github import commit, file, issue, pull_request, repository

if TYPE_CHECKING:
    from ait_postgres.ingest.entity import Entity

ENTITIES: Final[tuple[Entity, ...]] = (
    repository.ENTITY,
    pull_request.ENTITY,
    commit.ENTITY,
    issue.ENTITY,
    file.ENTITY,
)
