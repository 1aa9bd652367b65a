"""Jira: issues, from Cloud and Server, as the REST and Agile APIs and webhooks send them.

What an issue says stands in its `fields`; sites add custom ones by the hundred.
Those that are set are kept in `custom_fields`, a null takes one out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.ingest.mapping.jira import issue

if TYPE_CHECKING:
    from ait_postgres.ingest.entity import Entity

ENTITIES: Final[tuple[Entity, ...]] = (issue.ENTITY,)
