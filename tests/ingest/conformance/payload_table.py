"""Which payload path fills which column, stated by a test and read without the product's code.

A `PayloadTable` is one entity's statement. `hold` runs payloads through the real
mapping and validation and compares every value with an independent reading of the
payload: no column missing, none invented, and no key of the payload lost.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

import ait_postgres
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.validate import REPAIRED, validator
from ait_postgres.schemas import data_targets

SAMPLES = Path(ait_postgres.__file__).parent / "samples"


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


#: The payload does not speak of the column, so the row must not have it.
ABSENT: Any = _Absent()

#: A column's statement: a path; a path and the name of a reading; or, where one path
#: does not tell, a function of payload and context.
Spec = str | tuple[str, str] | Callable[[Any, Any], Any]


@dataclass(frozen=True)
class PayloadTable:
    """What one entity's payloads put where.

    Attributes:
        entity: Its name.
        target: The name of its TypedDict in `data_targets`.
        columns: Each column the mapping may fill, with its `Spec`.
        taken: Top-level payload keys that the columns hold whole, beside those the
            paths of `columns` name.
        dropped: Top-level keys that are in no column and no remainder, on purpose.
    """

    entity: str
    target: str
    columns: Mapping[str, Spec]
    taken: frozenset[str] = field(default_factory=frozenset)
    dropped: frozenset[str] = field(default_factory=frozenset)

    @property
    def held(self) -> frozenset[str]:
        """Top-level keys that some column holds."""
        paths = [spec if isinstance(spec, str) else spec[0] for spec in self._paths()]
        return self.taken | {path.split(".")[0] for path in paths}

    def _paths(self) -> Iterator[str | tuple[str, str]]:
        for spec in self.columns.values():
            if isinstance(spec, (str, tuple)):
                yield spec


# --- an independent reading ---------------------------------------------------------------


def at(payload: Any, path: str) -> Any:
    """The value at a dotted path; ABSENT where a key is missing, None from a null on."""
    for key in path.split("."):
        if payload is None:
            return None
        if key not in payload:
            return ABSENT
        payload = payload[key]
    return payload


def read_time(value: Any) -> dt.datetime:
    """A time, by regular expression and arithmetic (the product asks `fromisoformat`)."""
    if isinstance(value, (int, float)):
        return dt.datetime.fromtimestamp(value, dt.UTC)
    match = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):?(\d\d))",
        value,
    )
    assert match, value
    *parts, fraction, sign, hours, minutes = match.groups()
    shift = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    wall = dt.datetime(*map(int, parts), micros, tzinfo=dt.UTC)  # type: ignore[misc]
    return wall + shift if sign == "-" else wall - shift


def read_text_id(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:.0f}" if value % 1 else str(int(value))


def read_whole(value: Any) -> int:
    assert value == int(value), value
    return int(value)


READINGS: dict[str, Callable[[Any], Any]] = {
    "time": read_time,
    "id": read_text_id,
    "whole": read_whole,
    "none if empty": lambda value: value or None,
    "flag of an object": bool,
}


def expected(spec: Spec, payload: Any, context: Any) -> Any:
    """What the statement says of one column."""
    if callable(spec):
        return spec(payload, context)
    path, reading = (spec, None) if isinstance(spec, str) else spec
    value = at(payload, path)
    if value is ABSENT or value is None or reading is None:
        return value
    return READINGS[reading](value)


# --- holding payloads to the table ----------------------------------------------------------


def hold(
    table: PayloadTable, payloads: Iterable[tuple[Any, Mapping[str, Any]]], where: str = ""
) -> Counter[str]:
    """Check each payload; count the stored under `"stored"`, those that say their row is gone
    under `"deleted"`, the others under their reason.
    """
    outcome: Counter[str] = Counter()
    gone = ENTITIES[table.entity].gone
    for number, (payload, context) in enumerate(payloads):
        if isinstance(payload, dict) and gone(payload, context) is not None:
            outcome["deleted"] += 1
            continue
        try:
            row = row_of(table.entity, payload, context)
        except Reject as reject:
            outcome[reject.reason] += 1
            continue
        differences = compare(table, row, payload, context)
        assert not differences, f"{where}[{number}]: " + "; ".join(differences)
        outcome["stored"] += 1
    return outcome


def row_of(entity: str, payload: Any, context: Mapping[str, Any]) -> Mapping[str, Any]:
    """Map and validate as ingest does, and hold the row to its TypedDict.

    Raises:
        Reject: As ingest would set the payload aside.
    """
    kind = ENTITIES[entity]
    if not isinstance(payload, dict) or not kind.recognise(payload):
        raise Reject(f"not a {entity}", code="foreign")
    before = json.dumps(payload, sort_keys=True)
    row = kind.map(payload, context)
    assert json.dumps(payload, sort_keys=True) == before, "the mapping changed its payload"
    validator(kind.table).wire(row)
    return row


@cache
def target(name: str) -> TypeAdapter[Any]:
    """The pydantic adapter of a generated TypedDict."""
    return TypeAdapter(getattr(data_targets, name))


def compare(
    table: PayloadTable, row: Mapping[str, Any], payload: Any, context: Mapping[str, Any]
) -> list[str]:
    """Say in which columns a row is not what its payload states."""
    target(table.target).validate_python(dict(row))
    wanted = {name: expected(spec, payload, context) for name, spec in table.columns.items()}
    wanted = {name: value for name, value in wanted.items() if value is not ABSENT}
    found = {name: value for name, value in row.items() if name != "remainder"}
    differences = [
        f"{name} is {found.get(name, ABSENT)!r:.80}, not {wanted.get(name, ABSENT)!r:.80}"
        for name in sorted(wanted.keys() | found.keys())
        if not _same(found.get(name, ABSENT), wanted.get(name, ABSENT))
    ]
    rest = dict(row.get("remainder") or {})
    rest.pop(REPAIRED, None)
    lost = [
        f"the key {key!r} is in no column and not in the remainder"
        for key in sorted(payload.keys() - table.held - table.dropped)
        if key not in rest or rest[key] != payload[key]
    ]
    invented = [f"remainder invents {key!r}" for key in sorted(rest.keys() - payload.keys())]
    return differences + lost + invented


def _same(found: Any, wanted: Any) -> bool:
    # True == 1 in Python, and not in PostgreSQL.
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool)


# --- where payloads come from ---------------------------------------------------------------


def documents(folder: Path) -> Iterator[tuple[str, Any]]:
    """Each JSON file of a folder, by name."""
    paths = sorted(folder.glob("*.json"))
    assert paths, f"no payloads in {folder}"
    for path in paths:
        yield path.name, json.loads(path.read_bytes())


def sample(entity: str) -> Any:
    """The project's own payloads of an entity."""
    return json.loads((SAMPLES / f"{entity}.json").read_bytes())


def unwrapped(
    entity: str, document: Any, context: Mapping[str, Any] | None = None
) -> list[tuple[Any, Mapping[str, Any]]]:
    """The objects of a document with their contexts, as ingest finds them."""
    return list(objects(ENTITIES[entity], document, context or {}))


def stated_counts(payloads: Path, section: str) -> dict[str, int]:
    """How many objects each file of a section holds, as `FILES.md` states it."""
    text = (payloads / "FILES.md").read_text()
    lines = text.split(f"### {section}\n")[1].split("###")[0].splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if ".json" in line]
    return {row[1]: int(row[2]) for row in cells}
