"""Which payload path fills which column, as a table that reads like one.

An absent key leaves its column out of the row, so that storing a poor shape
after a rich one erases nothing; an explicit null puts None there, which clears
it. What no field names is the remainder, and is stored beside the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.reject import Reject

#: One JSON object as a vendor sends it.
Payload = Mapping[str, Any]
#: What the caller knows beside the payload, e.g. `{"channel": "C024BE91L"}`.
Context = Mapping[str, Any]
#: The columns of one row that a payload speaks of; a `…DataTarget` in the making.
Row = dict[str, Any]
Convert = Callable[[Any], Any]

#: Known keys, down to where a value is taken whole (None).
_Known = dict[str, "_Known | None"]
_ABSENT: Final = object()


class Field(NamedTuple):
    """One column and where its value stands in the payload."""

    column: str
    path: tuple[str, ...]
    convert: Convert | None


def field(column: str, path: str | None = None, convert: Convert | None = None) -> Field:
    """Fill `column` from `path` (dots part the keys; the column's own name by default).

    Args:
        column: The column's name in the table.
        path: Keys joined by dots, e.g. `commit.author.name`.
        convert: Turns the value, never None, into the column's; raises `Reject`
            or ValueError where it cannot.
    """
    return Field(column, tuple((path or column).split(".")), convert)


class Fields:
    """The fields of one entity, compiled for reading many payloads."""

    def __init__(self, *fields: Field, ignore: Iterable[str] = ()) -> None:
        """Compile the table.

        Args:
            fields: One per column that the payload can fill; of two for one
                column, the later wins where both keys are there (one key before deeper paths).
            ignore: Keys, or paths of keys, dropped on purpose: what a stored column derives.
        """
        self.fields: Final = fields
        self.ignored: Final = frozenset(ignore)
        self._flat: Final = [(f.column, f.path[0], f.convert) for f in fields if len(f.path) == 1]
        self._deep: Final = [(f.column, f.path, f.convert) for f in fields if len(f.path) > 1]
        self._known: Final = _known(fields, self.ignored)
        self._nested: Final = [(key, sub) for key, sub in self._known.items() if sub]

    def read(self, payload: Payload) -> Row:
        """Return the columns that the payload speaks of.

        Raises:
            Reject: A value cannot be what its column holds; names the column.
        """
        row: Row = {}
        column = ""
        try:
            for column, key, convert in self._flat:
                if key in payload:
                    value = payload[key]
                    row[column] = value if convert is None or value is None else convert(value)
            for column, path, convert in self._deep:
                value = _follow(payload, path)
                if value is not _ABSENT:
                    row[column] = value if convert is None or value is None else convert(value)
        except Reject as reject:
            reject.field = reject.field or column
            raise
        except (ValueError, OverflowError) as error:
            raise Reject(f"{column}: {error}", column) from error
        return row

    def remainder(self, payload: Payload) -> dict[str, Any] | None:
        """Return what the payload holds beyond every field and every ignored key."""
        known = self._known
        rest = {key: value for key, value in payload.items() if key not in known}
        for key, within in self._nested:
            inner = payload.get(key)
            if is_object(inner) and (left := _beyond(inner, within)):
                rest[key] = left
        return rest or None


def _known(fields: Iterable[Field], ignored: Iterable[str]) -> _Known:
    paths = [entry.path for entry in fields] + [tuple(key.split(".")) for key in ignored]
    known: _Known = {}
    # The shorter first: where one takes a value whole, nothing inside is left over.
    for path in sorted(paths, key=len):
        level: _Known = known
        for key in path[:-1]:
            inner = level.setdefault(key, {})
            if inner is None:
                break
            level = inner
        else:
            level.setdefault(path[-1], None)
    return known


def _beyond(payload: Payload, known: _Known) -> dict[str, Any]:
    rest: dict[str, Any] = {}
    for key, value in payload.items():
        if key not in known:
            rest[key] = value
        elif (inner := known[key]) and is_object(value) and (left := _beyond(value, inner)):
            rest[key] = left
    return rest


def _follow(payload: Payload, path: tuple[str, ...]) -> Any:
    """Walk the path: absent anywhere is absent, null anywhere is null."""
    value: Any = payload
    for key in path:
        if is_object(value):
            if key not in value:
                return _ABSENT
            value = value[key]
        elif value is None:
            return None
        else:
            raise Reject(f"{'.'.join(path)} does not hold an object at {key!r}")
    return value
