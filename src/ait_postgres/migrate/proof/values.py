"""Values of any type, as SQL writes them: a few of each, unlike one another.

Text is made of digits, because it then survives most changes of type. What a
check compares with stands in its expression: those literals are tried too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.quote import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ait_postgres.migrate.proof.shapes import TypeShape

_NUMBERS: Final = ("1", "2", "3", "4", "5", "0", "10", "100", "0.1", "0.2", "-1")
_WHOLE: Final = ("1", "2", "3", "4", "5", "0", "10", "100", "1000", "-1")
_TEXTS: Final = (
    *("1", "2", "3", "4", "a", "b", "abc", "ABC", "Abc", "a1", "a-b", "a_b", "12345", ""),
    *("a@b.example", "https://a.example/b", "+4915112345678", "#aabbcc", "00:00", "2026-01-02"),
)
_DATES: Final = ("2026-01-02", "2026-01-03", "2026-02-04", "2026-05-06", "2020-01-01", "1990-01-01")
_TIMES: Final = tuple(f"{day} 01:02:03.456789" for day in _DATES)
_STAMPS: Final = tuple(f"{moment}+00" for moment in _TIMES)
_ANY: Final = ("1", "2", "a", "b", "{}", "[1,2,3]", "[3,2,1]", "(1,1)", "a=>1", "0")
_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "int2": _WHOLE,
    "int4": _WHOLE,
    "int8": _WHOLE,
    "oid": _WHOLE,
    "xid": _WHOLE,
    "xid8": _WHOLE,
    "cid": _WHOLE,
    "numeric": _NUMBERS,
    "float4": _NUMBERS,
    "float8": _NUMBERS,
    "money": _NUMBERS,
    "bool": ("true", "false"),
    "char": ("1", "2", "a"),
    "name": _TEXTS,
    "bytea": (r"\x01", r"\x02", r"\x03"),
    "date": _DATES,
    "timestamp": _TIMES,
    "timestamptz": _STAMPS,
    "time": ("01:02:03", "04:05:06", "07:08:09", "12:00", "23:59:59"),
    "timetz": ("01:02:03+00", "04:05:06+00", "07:08:09+00"),
    "interval": ("1 day", "2 hours", "3 months", "0"),
    "uuid": tuple(f"0190a6c0-0000-7000-8000-00000000000{digit}" for digit in range(1, 6)),
    "json": ('{"a": 1}', "[1, 2]", '"a"', "{}", "[]", "1"),
    "jsonb": ('{"a": 1}', "[1, 2]", '"a"', "{}", "[]", "1"),
    "jsonpath": ("$.a", "$.b", "$.c"),
    "inet": ("192.0.2.1", "192.0.2.2", "2001:db8::1"),
    "cidr": ("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32"),
    "macaddr": ("08:00:2b:01:02:03", "08:00:2b:01:02:04", "08:00:2b:01:02:05"),
    "macaddr8": ("08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:06", "08:00:2b:01:02:03:04:07"),
    "bit": ("1", "01", "11"),
    "varbit": ("1", "01", "11"),
    "point": ("(1,1)", "(2,2)", "(3,3)"),
    "line": ("{1,2,3}", "{2,3,4}", "{3,4,5}"),
    "lseg": ("[(0,0),(1,1)]", "[(0,0),(2,2)]", "[(0,0),(3,3)]"),
    "box": ("(1,1),(0,0)", "(3,3),(2,2)", "(5,5),(4,4)"),
    "path": ("[(0,0),(1,1)]", "[(0,0),(2,2)]", "[(0,0),(3,3)]"),
    "polygon": ("((0,0),(1,1),(1,0))", "((0,0),(2,2),(2,0))", "((0,0),(3,3),(3,0))"),
    "circle": ("<(0,0),1>", "<(9,9),2>", "<(99,99),3>"),
    "tsvector": ("'a':1", "'b':1", "'c':1"),
    "tsquery": ("'a'", "'b'", "'c'"),
    "xml": ("<a/>", "<b/>", "<c/>"),
    "pg_lsn": ("0/1", "0/2", "0/3"),
    "pg_snapshot": ("1:1:", "2:2:", "3:3:"),
    "txid_snapshot": ("1:1:", "2:2:", "3:3:"),
    "tid": ("(0,1)", "(0,2)", "(0,3)"),
    "int2vector": ("1", "2", "3"),
    "oidvector": ("1", "2", "3"),
    "regclass": ("pg_class", "pg_type", "pg_proc"),
    "regtype": ("int4", "text", "bool"),
    "regproc": ("now", "pi", "version"),
    "regrole": ("pg_monitor", "pg_read_all_data", "pg_write_all_data"),
    "regnamespace": ("pg_catalog", "information_schema"),
}
_TEXT_NAMES: Final = frozenset({"text", "varchar", "bpchar", "citext"})
_STRING: Final = re.compile(r"'((?:[^']|'')*)'")
_NUMBER: Final = re.compile(r"(?<![\w.'])(\d+(?:\.\d+)?)(?![\w.'])")


def written(types: Mapping[int, TypeShape], oid: int, modifier: int) -> Iterator[str]:
    """Expressions of a type's values, each of another value where there are several.

    Args:
        types: By oid.
        oid: The type.
        modifier: As pg_attribute.atttypmod.
    """
    shape = types[oid]
    if shape.form == "c":
        parts = [list(written(types, one, -1)) for one in shape.attributes]
        for place in range(3):
            row = ", ".join(part[place % len(part)] if part else "NULL" for part in parts)
            yield f"ROW({row})::{shape.written}"
    elif shape.inner:
        modifier = modifier if shape.category == "A" else shape.modifier
        yield from _around(shape, list(written(types, shape.inner, modifier)))
    else:
        texts = shape.labels if shape.form == "e" else _texts(shape, modifier)
        yield from (f"{literal(value)}::{shape.written}" for value in texts)


def from_checks(shape: TypeShape, expressions: Iterable[str]) -> Iterator[str]:
    """Texts of values that the checks of a column of a base type speak of, and what lies beside.

    PostgreSQL may take them for the type, or not: each has to be tried.
    """
    for expression in expressions:
        for found in _STRING.findall(expression):
            value = found.replace("''", "'")
            yield value
            if shape.category == "S" and value.endswith("%"):
                yield value.rstrip("%") + "1"
        for found in _NUMBER.findall(_STRING.sub("", expression)):
            yield from _beside(shape, found)


def is_text(shape: TypeShape) -> bool:
    """Whether any text is a value of it."""
    return shape.name in _TEXT_NAMES or shape.category == "S"


def _beside(shape: TypeShape, number: str) -> Iterator[str]:
    """A number, and its neighbours; of text, one that is so long."""
    if is_text(shape):
        if "." not in number and 0 < int(number) <= 1000:
            yield from ("1" * int(number), "1" * (int(number) + 1), "2" * int(number))
    elif "." in number:
        yield number
    else:
        yield from (number, str(int(number) + 1), str(int(number) - 1), str(int(number) + 2))


def _texts(shape: TypeShape, modifier: int) -> tuple[str, ...]:
    if shape.name in _BY_NAME and shape.form == "b":
        return _BY_NAME[shape.name]
    if is_text(shape):
        return _TEXTS
    if modifier > 0:  # as of vector(3), where it counts the dimensions
        return tuple("[" + ",".join([digit] * modifier) + "]" for digit in "123")
    return _ANY


def _around(shape: TypeShape, inner: list[str]) -> Iterator[str]:
    """Values of a domain, an array, a range, from those of its inner type."""
    if shape.form == "d":
        yield from (f"{value}::{shape.written}" for value in inner)
    elif shape.form == "m":
        yield from (f"{shape.written}({value})" for value in inner)
    elif shape.form == "r":
        # The first candidates of a kind ascend, so these do not overlap.
        for low, high in pairwise(inner[:4]):
            yield f"{shape.written}({low}, {high})"
        yield f"{literal('empty')}::{shape.written}"
    else:
        yield from (f"ARRAY[{value}]::{shape.written}" for value in inner)
