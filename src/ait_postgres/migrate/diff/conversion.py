"""How the values of a column become values of another type.

PostgreSQL does it by itself where an assignment cast leads there (pg_cast: the
same from 14 to 18); elsewhere USING says how, in the form that keeps what the
values mean. Where nothing leads there, the column is filled anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ait_postgres.migrate.model import Domain, DomainConstraint, Enum

if TYPE_CHECKING:
    from collections.abc import Callable

    from ait_postgres.migrate.diff.state import Side
    from ait_postgres.migrate.model import SchemaObject

_SHORT: Final = {
    "bigint": "int8",
    "bit varying": "varbit",
    "boolean": "bool",
    "character": "bpchar",
    "character varying": "varchar",
    "double precision": "float8",
    "integer": "int4",
    "real": "float4",
    "smallint": "int2",
    "time with time zone": "timetz",
    "time without time zone": "time",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
}
_NUMBERS: Final = frozenset({"int2", "int4", "int8", "float4", "float8", "numeric"})
_STRINGS: Final = frozenset({"text", "varchar", "bpchar", "name"})
_JSON: Final = frozenset({"json", "jsonb"})
_MOMENTS: Final = frozenset({"date", "timestamp", "timestamptz"})
_OTHERS: Final = frozenset(
    [
        "bool",
        "bytea",
        "uuid",
        "interval",
        "time",
        "timetz",
        "inet",
        "cidr",
        "macaddr",
        "macaddr8",
        "bit",
        "varbit",
        "money",
        "oid",
        "xml",
        "point",
        "line",
        "lseg",
        "box",
        "path",
        "polygon",
        "circle",
        "tsvector",
        "tsquery",
        "pg_lsn",
    ]
)
_BUILTIN: Final = _NUMBERS | _STRINGS | _JSON | _MOMENTS | _OTHERS
_RANGES: Final = frozenset(
    f"{of}{word}"
    for of in ("int4", "int8", "num", "ts", "tstz", "date")
    for word in ("range", "multirange")
)

# Assignment casts besides those among numbers and those to strings.
_ASSIGNABLE: Final = {
    "box": "polygon",
    "cidr": "inet",
    "date": "timestamp timestamptz",
    "bit": "varbit",
    "inet": "cidr",
    "int2": "oid",
    "int4": "money oid",
    "int8": "money oid",
    "interval": "time",
    "json": "jsonb",
    "jsonb": "json",
    "macaddr": "macaddr8",
    "macaddr8": "macaddr",
    "money": "numeric",
    "numeric": "money",
    "oid": "int4 int8",
    "path": "polygon",
    "point": "box",
    "polygon": "path",
    "time": "interval timetz",
    "timestamp": "date time timestamptz",
    "timestamptz": "date time timetz timestamp",
    "timetz": "time",
    "varbit": "bit",
}
# Casts that must be asked for.
_EXPLICIT: Final = {
    "bit": "int4 int8",
    "bool": "int4",
    "box": "point circle lseg",
    "circle": "point polygon box",
    "int4": "bit bool",
    "int8": "bit",
    "lseg": "point",
    "polygon": "point circle box",
}
# What no cast says, or says by the session's TimeZone: a time without zone is read as UTC.
# Numbers and times: seconds since 1970, as to_timestamp; in a bigint, milliseconds.
_SPECIAL: Final = {
    ("timestamp", "timestamptz"): "{c} AT TIME ZONE 'UTC'",
    ("timestamptz", "timestamp"): "{c} AT TIME ZONE 'UTC'",
    ("timestamptz", "date"): "({c} AT TIME ZONE 'UTC')::date",
    ("timestamptz", "time"): "({c} AT TIME ZONE 'UTC')::time",
    ("date", "timestamptz"): "{c}::timestamp AT TIME ZONE 'UTC'",
    ("int8", "timestamptz"): "to_timestamp({c} / 1000.0)",
    ("int8", "timestamp"): "to_timestamp({c} / 1000.0) AT TIME ZONE 'UTC'",
    ("timestamptz", "int8"): "(extract(epoch FROM {c}) * 1000)::bigint",
    ("timestamp", "int8"): "(extract(epoch FROM {c}) * 1000)::bigint",
    ("bytea", "uuid"): "encode({c}, 'hex')::uuid",
    ("uuid", "bytea"): "uuid_send({c})",
    ("bytea", "json"): "convert_from({c}, 'UTF8')::json",
    ("bytea", "jsonb"): "convert_from({c}, 'UTF8')::jsonb",
    ("int2", "money"): "{c}::integer",
    ("float4", "money"): "{c}::numeric",
    ("float8", "money"): "{c}::numeric",
}
_FROM_SECONDS: Final = {
    "interval": "{c} * interval '1 second'",
    "timestamptz": "to_timestamp({c})",
    "timestamp": "to_timestamp({c}) AT TIME ZONE 'UTC'",
    "date": "(to_timestamp({c}) AT TIME ZONE 'UTC')::date",
}


class Conversion(NamedTuple):
    """How a column's values become another type's.

    Attributes:
        using: The expression for USING; None: PostgreSQL does it by itself.
        assigns: Whether a value of the old type can be assigned, so that a
            default comes along.
        rewrites: Whether PostgreSQL writes the table anew.
        loses: Whether values may come out rounded, cut or not at all, rather
            than refused; or their meaning had to be guessed.
        refuses: Whether there are values of the old type that PostgreSQL
            refuses, so that the statement fails where a row has one.
    """

    using: str | None
    assigns: bool
    rewrites: bool
    loses: bool
    refuses: bool


class _Type(NamedTuple):
    name: str
    modifiers: tuple[str, ...]
    array: bool
    known: bool  # built in, or in the catalogue
    sql: str

    @property
    def element(self) -> _Type:
        return self._replace(array=False, sql=self.sql.removesuffix("[]"))


def conversion(column: str, old: str, new: str, *, before: Side, after: Side) -> Conversion:
    """How to get from one type to another.

    Args:
        column: Its name, quoted.
        old: The type it has, as format_type prints it.
        new: The type it shall have.
        before: Where the old type's name is known.
        after: Where the new type's name is known.
    """
    one, other = _type(old, before), _type(new, after)
    assigns = _assigns(one, other)
    refuses = not _takes_all(one, other, before, after)
    special = None if one.array or other.array else _SPECIAL.get((one.name, other.name))
    if assigns and not special:
        rewrites = _rewrites(one, other, new, after)
        return Conversion(None, True, rewrites, _loses(one, other), refuses)
    using = special.replace("{c}", column) if special else _using(column, one, other)
    return Conversion(
        f"NULL::{new}" if using is None else using,
        assigns,
        rewrites=True,
        loses=using is None or _loses(one, other),
        refuses=using is not None and refuses,
    )


def is_impossible(found: Conversion) -> bool:
    """Whether nothing leads from the old values to new ones."""
    return bool(found.using and found.using.startswith("NULL::"))


def same_family(old: str, new: str, *, before: Side, after: Side) -> bool:
    """Whether values of both compare with each other by the operators of one index."""
    one, other = _type(old, before), _type(new, after)
    families = ({"int2", "int4", "int8"}, {"text", "varchar"}, {"float4", "float8"}, _MOMENTS)
    return not (one.array or other.array) and (
        one.name == other.name or any({one.name, other.name} <= family for family in families)
    )


def _type(text: str, side: Side) -> _Type:
    """Take a type's name apart; a domain stands for what it is made of."""
    body = text.removesuffix("[]")
    made = side.types.get(body)
    if isinstance(made, Domain):
        inner = _type(made.type, side)
        return inner._replace(array=inner.array or text != body, sql=text)
    found = None if '"' in body else re.fullmatch(r"([^(]+)\(([^)]*)\)(.*)", body)
    name, modifiers = (found[1] + found[3], found[2]) if found else (body, "")
    if name.startswith("interval "):
        name, modifiers = "interval", name.removeprefix("interval ") + modifiers
    known = _SHORT.get(name, name) in _BUILTIN | _RANGES or made is not None
    return _Type(
        _SHORT.get(name, name),
        tuple(modifiers.split(",")) if modifiers else (),
        text != body,
        known,
        text,
    )


def _assigns(one: _Type, other: _Type) -> bool:
    if not other.array and other.name in _STRINGS:
        return True
    if one.array != other.array:
        return False
    return (
        one.name == other.name
        or {one.name, other.name} <= _NUMBERS
        or other.name in _STRINGS
        or other.name in _ASSIGNABLE.get(one.name, "").split()
    )


def _casts(one: _Type, other: _Type) -> bool:
    """Whether `::` leads there."""
    return (
        _assigns(one, other)
        or one.name in _STRINGS
        or other.name in _EXPLICIT.get(one.name, "").split()
        or other.name == one.name.replace("range", "multirange")
        or not (one.known and other.known)
    )


def _using(c: str, one: _Type, other: _Type) -> str | None:
    rules: tuple[tuple[bool, Callable[[], str | None]], ...] = (
        (one.array and other.array, lambda: _array_to_array(c, one, other)),
        (other.name in _JSON and not other.array, lambda: _to_json(c, one, other)),
        (one.name in _JSON and not one.array, lambda: _from_json(c, other)),
        (other.array, lambda: _to_array(c, one, other)),
        (one.array, lambda: _from_array(c, one, other)),
        (True, lambda: _scalar(c, one, other)),
    )
    return next(make() for holds, make in rules if holds)


def _array_to_array(c: str, one: _Type, other: _Type) -> str | None:
    if _casts(one.element, other.element):
        return f"{c}::{other.sql}"
    if _scalar(c, one.element, other.element) is None:
        return None
    return f"{c}::text[]::{other.sql}"


def _to_array(c: str, one: _Type, other: _Type) -> str | None:
    """An array of the one value; no value, no array."""
    inner = _scalar(c, one, other.element) if not _assigns(one, other.element) else c
    if inner is None:
        return None
    cast = f"::{other.sql}" if inner == c and one.name != other.name else ""
    return f"CASE WHEN {c} IS NOT NULL THEN ARRAY[{inner}]{cast} END"


def _from_array(c: str, one: _Type, other: _Type) -> str | None:
    """Its first value."""
    if _assigns(one.element, other):
        return f"{c}[1]"
    return _scalar(f"{c}[1]", one.element, other)


def _to_json(c: str, one: _Type, other: _Type) -> str:
    if one.name in _STRINGS and not one.array:
        return f"{c}::{other.sql}"
    return f"to_{other.name}({c})"


def _from_json(c: str, other: _Type) -> str:
    """The value itself: a JSON null is no value."""
    if not other.array:
        return f"({c} #>> '{{}}')::{other.sql}"
    # USING may hold no subquery. pg_class.reloptions is a text[] that stands everywhere.
    record = f"json_populate_record(NULL::pg_class, json_build_object('reloptions', {c}))"
    texts = f"({record}).reloptions"
    return texts if other.name == "text" else f"{texts}::{other.sql}"


def _scalar(c: str, one: _Type, other: _Type) -> str | None:
    numbers, times = one.name in _NUMBERS, {*_MOMENTS, "interval"}
    rules: tuple[tuple[bool, str | None], ...] = (
        ((one.name, other.name) in _SPECIAL, _SPECIAL.get((one.name, other.name), "")),
        (_casts(one, other), f"{{c}}::{other.sql}"),
        (numbers and other.name == "bool", "{c} <> 0"),
        (one.name == "bool" and other.name in _NUMBERS, f"{{c}}::integer::{other.sql}"),
        (one.name == "money" and other.name in _NUMBERS, "{c}::numeric"),
        (numbers and other.name in times, _FROM_SECONDS.get(other.name)),
        (one.name in times and other.name in _NUMBERS, "extract(epoch FROM {c})"),
        (one.name in _BUILTIN and other.name in _BUILTIN, None),
        (True, f"{{c}}::text::{other.sql}"),
    )
    form = next(form for holds, form in rules if holds)
    return form and form.replace("{c}", c)


def _loses(one: _Type, other: _Type) -> bool:
    if one.array != other.array:
        return one.array and other.name not in _STRINGS | _JSON
    if one.name == other.name:
        return _coarser(one, other)
    times = {*_MOMENTS, "interval"}
    return (
        (one.name in _NUMBERS and other.name not in _STRINGS | _JSON and not _exact(one, other))
        or (one.name in times and other.name in _NUMBERS)
        or (one.name, other.name) in _LOSING
        or other.name == "name"
        or other.name in _EXPLICIT.get(one.name, "").split()
    )


_LOSING: Final = frozenset(
    {
        ("timestamp", "date"),
        ("timestamptz", "date"),
        ("timestamp", "time"),
        ("timestamptz", "time"),
        ("timestamptz", "timetz"),
        ("timetz", "time"),
        ("interval", "time"),
        ("inet", "cidr"),
        ("polygon", "path"),
    }
)


def _exact(one: _Type, other: _Type) -> bool:
    """Whether every number either stays what it is or is refused."""
    integers = {"int2", "int4", "int8"}
    if one.name in integers:
        exact = {"int2": {"float4", "float8"}, "int4": {"float8"}}.get(one.name, set[str]())
        return other.name in integers | {"numeric", "money", "oid"} | exact
    return one.name == "float4" and other.name == "float8"


def _coarser(one: _Type, other: _Type) -> bool:
    """Whether a modifier rounds; a length that is too short is refused."""
    if one.modifiers == other.modifiers or not other.modifiers:
        return False
    if one.name == "numeric":
        return not one.modifiers or int(other.modifiers[1]) < int(one.modifiers[1])
    if one.name in {"timestamp", "timestamptz", "time", "timetz"}:
        return not one.modifiers or int(other.modifiers[0]) < int(one.modifiers[0])
    return one.name == "interval"


def _takes_all(one: _Type, other: _Type, before: Side, after: Side) -> bool:
    """Whether every value of one type is a value of the other, or rounded to one."""
    made, old = after.types.get(other.element.sql), before.types.get(one.element.sql)
    array = other.array
    rules: tuple[tuple[bool, Callable[[], bool]], ...] = (
        (isinstance(made, Domain), lambda: False),  # of its constraints, nothing is known here
        (not array and other.name in {"text", "varchar"}, lambda: _fits(one, other)),
        (not array and other.name in _JSON, lambda: one.array or one.name not in _DOUBTFUL_JSON),
        (one.array and not array, lambda: _takes_all(one.element, other, before, after)),
        (isinstance(made, Enum), lambda: _has_all_values(old, made)),
        (one.name == other.name, lambda: one.name not in _SIZED or _wider(one, other)),
        ({one.name, other.name} <= _NUMBERS, lambda: _larger(one, other)),
        (one.name in _MOMENTS, lambda: other.name in {*_MOMENTS, *_NUMBERS, "time", "timetz"}),
        (one.name in _NUMBERS, lambda: other.name == "bool"),
        (one.name == "bool", lambda: other.name in _NUMBERS),
    )
    return next((answer() for holds, answer in rules if holds), False)


_DOUBTFUL_JSON: Final = _STRINGS | {"json", "bytea"}
_SIZED: Final = frozenset({"bpchar", "bit", "varbit", "numeric"})


def _fits(one: _Type, other: _Type) -> bool:
    return not other.modifiers or (one.name == "varchar" and _wider(one, other))


def _has_all_values(old: SchemaObject | None, new: SchemaObject | None) -> bool:
    return isinstance(old, Enum) and isinstance(new, Enum) and {*old.values} <= {*new.values}


def _larger(one: _Type, other: _Type) -> bool:
    """Whether a type has room for every number of another."""
    order = ("int2", "int4", "int8", "float4", "float8")
    if one.name == "numeric":
        return False
    if other.name == "numeric":
        return not other.modifiers
    return order.index(one.name) <= order.index(other.name)


def _rewrites(one: _Type, other: _Type, new: str, after: Side) -> bool:
    """Whether PostgreSQL writes the table anew for an assignment cast."""
    made = after.types.get(new)
    strict = isinstance(made, Domain) and (
        made.not_null or bool(after.children(made.key, DomainConstraint))
    )
    if one.array or other.array or strict:
        return one.sql != other.sql
    wider = _wider(one, other)
    if one.name == other.name:
        return not wider
    binary = {("cidr", "inet"), ("int4", "oid"), ("oid", "int4"), ("bit", "varbit")}
    binary |= {("varchar", "text"), ("text", "varchar"), ("xml", "text"), ("xml", "varchar")}
    return bool(other.modifiers) or (one.name, other.name) not in binary


def _wider(one: _Type, other: _Type) -> bool:
    if one.modifiers == other.modifiers:
        return True
    if one.name in {"bpchar", "bit"}:
        return False
    if not other.modifiers:
        return True
    if not one.modifiers or one.name == "interval":
        return False
    try:
        old, new = [int(n) for n in one.modifiers], [int(n) for n in other.modifiers]
    except ValueError:
        return False
    return new[0] >= old[0] and new[1:] == old[1:]
