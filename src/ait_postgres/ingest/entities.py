"""Every entity by name, and the name nearest to one that is not among them."""

from __future__ import annotations

import difflib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ait_postgres.errors import UnknownEntity
from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping import github, google, jira, linear, notion, slack, spotify, x

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.ingest.entity import Entity

#: One module a vendor; each states its entities.
_VENDORS: Final = (github, google, jira, linear, notion, slack, spotify, x)

ENTITIES: Final[Mapping[str, Entity]] = MappingProxyType(
    {entity.name: entity for vendor in _VENDORS for entity in vendor.ENTITIES}
)


def entity_named(name: str) -> Entity:
    """Return the entity of that name.

    Raises:
        UnknownEntity: There is none; names the nearest.
    """
    entity = ENTITIES.get(name)
    if entity is None:
        near = difflib.get_close_matches(name.lower().replace("-", "_"), ENTITIES, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(ENTITIES))}"
        raise UnknownEntity(f"no entity is called {name!r}: {hint}")
    return entity


def recognised_as(payload: Any) -> str | None:
    """Name the first entity that takes the object for its own, or None."""
    if not is_object(payload):
        return None
    return next((name for name, e in ENTITIES.items() if e.recognise(payload)), None)
