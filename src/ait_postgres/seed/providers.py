"""`data/*.json` into `providers`, with one statement.

The statement is an upsert that leaves unchanged rows alone: it may run at every
start, from any number of processes at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, literal_column, or_
from sqlalchemy.dialects.postgresql import insert

from ait_postgres.schemas import Provider

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: What a file says and the table must say too. `is_enabled` is the operator's.
_COLUMNS: Final = ("name", "description", "logo_url", "auth_type", "config_schema")


@dataclass(frozen=True, slots=True)
class SeedResult:
    """How many providers were not there, differed, and were as described."""

    created: int
    updated: int
    unchanged: int


def seed_providers(connection: Connection) -> SeedResult:
    """Make `providers` hold every vendor as this version describes it.

    Rows are matched by `slug`, so that an existing row keeps its id. It runs in
    the caller's transaction.
    """
    rows = _described()
    statement = insert(Provider).values(rows)
    described = statement.excluded
    upsert = statement.on_conflict_do_update(
        index_elements=[Provider.slug],
        set_={name: described[name] for name in _COLUMNS},
        where=or_(
            *(getattr(Provider, name).is_distinct_from(described[name]) for name in _COLUMNS)
        ),
        # A row just made has never been locked or replaced: its xmax is 0.
    ).returning(literal_column("xmax = 0", Boolean()))
    created = connection.scalars(upsert).all()
    return SeedResult(
        created=created.count(True),
        updated=created.count(False),
        unchanged=len(rows) - len(created),
    )


def _described() -> list[dict[str, Any]]:
    """Read the files, in the order of their slugs: concurrent runs lock rows in one order."""
    folder = files("ait_postgres.seed") / "data"
    found = [json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()]
    return sorted(found, key=lambda provider: provider["slug"])
