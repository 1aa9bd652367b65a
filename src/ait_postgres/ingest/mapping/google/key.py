"""The key of a Google object: its id as text, which only a field mask can leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.ingest.mapping.convert import identifier
from ait_postgres.ingest.reject import Reject

if TYPE_CHECKING:
    from ait_postgres.ingest.mapping.fields import Payload


def key(payload: Payload, thing: str, name: str = "id") -> str:
    """Return the id.

    Raises:
        Reject: There is none, or it is no id.
    """
    try:
        return identifier(payload[name])
    except KeyError:
        reason = f"a {thing} without {name} has no key: ask Google for {name} in `fields`"
        raise Reject(reason, "id", code="key") from None
    except ValueError as error:
        raise Reject(f"{name}: {error}", "id", code="key") from error
