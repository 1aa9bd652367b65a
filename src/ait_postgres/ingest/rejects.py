"""Payloads that could not be stored, kept whole in `ingest_rejects`.

The payload is kept as JSON text in ASCII: `jsonb` could not hold U+0000 or a
lone surrogate, and those are among the reasons for a reject. The same payload
rejected again for the same reason is the same row, and nothing is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_
from sqlalchemy.dialects.postgresql import insert

from ait_postgres.ingest.json_text import faithful, repaired_text
from ait_postgres.schemas import IngestReject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ait_postgres.ingest.mapping.fields import Context
    from ait_postgres.ingest.reject import Reject

#: Rows a statement: 7 parameters each, far below the protocol's 65,535.
_CHUNK = 1000
#: What a reject says of its payload.
_SAID = ("code", "reason", "field")


@dataclass(frozen=True, slots=True)
class Rejected:
    """One payload with what was given beside it, and why it is in no table."""

    payload: Any
    context: Context
    reject: Reject


def keep_rejects(connection: Connection, entity: str, rejected: Sequence[Rejected]) -> None:
    """Store rejected payloads; one known already changes only where its reason did."""
    rows = {row["fingerprint"]: row for row in (_row(entity, one) for one in rejected)}
    # In the order of the key, so that two writers of the same rejects do not deadlock.
    ordered = [rows[fingerprint] for fingerprint in sorted(rows)]
    for start in range(0, len(ordered), _CHUNK):
        statement = insert(IngestReject).values(ordered[start : start + _CHUNK])
        new = statement.excluded
        statement = statement.on_conflict_do_update(
            index_elements=[IngestReject.entity, IngestReject.fingerprint],
            set_={name: new[name] for name in _SAID},
            where=or_(*(IngestReject.__table__.c[n].is_distinct_from(new[n]) for n in _SAID)),
        )
        connection.execute(statement)


def fingerprint(payload: str, context: Context) -> str:
    """Tell one reject of an entity from another: its payload as kept, and its context."""
    return hashlib.sha256(f"{payload}\n{faithful(dict(context))}".encode()).hexdigest()


def _row(entity: str, rejected: Rejected) -> dict[str, Any]:
    payload = faithful(rejected.payload)
    return {
        "entity": entity,
        "code": rejected.reject.code,
        "reason": repaired_text(rejected.reject.reason),
        "field": rejected.reject.field,
        "payload": payload,
        "context": faithful(dict(rejected.context)) if rejected.context else None,
        "fingerprint": fingerprint(payload, rejected.context),
    }
