"""Why a payload could not be stored.

Mapping and validation raise it for one payload; the engine catches it, keeps
the payload whole in `ingest_rejects`, and goes on with the others.
"""

from __future__ import annotations

from typing import Literal

#: What kind of fault it is, for those who list rejects by cause:
#: `foreign` not a payload of this entity; `key` the row's key cannot be built;
#: `field` a value does not fit its column; `database` PostgreSQL refused the row.
RejectCode = Literal["foreign", "key", "field", "database"]


class Reject(Exception):
    """One payload cannot be stored, for a reason and, where there is one, at a field.

    Attributes:
        reason: One sentence for a person: what is wrong and, where it helps, what to give.
        field: The column that could not be filled, or None where the whole payload is at fault.
        code: The kind of fault.
    """

    def __init__(self, reason: str, field: str | None = None, code: RejectCode = "field") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.code: RejectCode = code
