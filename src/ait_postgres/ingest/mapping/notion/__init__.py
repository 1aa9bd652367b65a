"""Notion: pages, as retrieved, as found by a search, and as rows of a database.

Databases and data sources stand among a search's results and are no pages. A
page's text is in its blocks, which Notion gives by other calls: they may be
handed over inside the page or beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.ingest.mapping.notion import page

if TYPE_CHECKING:
    from ait_postgres.ingest.entity import Entity

ENTITIES: Final[tuple[Entity, ...]] = (page.ENTITY,)
