"""JSON in, without the losses that parsers take for granted.

The standard library reads: a tenth slower than orjson on real payloads, and exact
where orjson is not (integers beyond 64 bits, floats of many digits, lone surrogates,
NaN). It keeps the last of an object's members of one name: the others are put beside
it under `$repeated`. What nests too deeply for it is read by a reader of our own.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ait_postgres.ingest.json_text import REPEATED

_SPACE: Final = re.compile(r"[ \t\n\r]*")


def parse(text: bytes) -> Any:
    """Read one JSON document, nested as deeply as it may be.

    Integers of any size stay integers (a Decimal beyond 4,300 digits), and a number with
    more digits or a larger exponent than a float holds is a Decimal; NaN, infinities and
    lone surrogates are read as they stand (what stores them decides). Of duplicate keys
    the last wins, as in jsonb; the values before it stand under `$repeated`, by key.

    Raises:
        json.JSONDecodeError: The text is not JSON; with line and column.
        UnicodeDecodeError: The bytes are not UTF-8.
    """
    decoded = text.decode("utf-8-sig")
    try:
        return json.loads(decoded, parse_float=_number, object_pairs_hook=_object)
    except RecursionError:
        return _Deep(decoded).document()
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of more digits than Python converts
        try:
            return json.loads(
                decoded, parse_float=_number, parse_int=_whole, object_pairs_hook=_object
            )
        except RecursionError:
            return _Deep(decoded).document()


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; where names repeat, with what their earlier members held."""
    made = dict(members)
    if len(made) != len(members):
        earlier: dict[str, list[Any]] = {}
        last = {name: place for place, (name, _) in enumerate(members)}
        for place, (name, value) in enumerate(members):
            if place != last[name]:
                earlier.setdefault(name, []).append(value)
        made[REPEATED] = earlier
    return made


def _number(digits: str) -> float | Decimal:
    """A float where it holds all the digits, as 0.1 does; else a Decimal, else NaN.

    A Decimal's exponent has 18 digits; PostgreSQL's numeric ends at 131,072.
    """
    number = float(digits)
    if len(digits) <= 15 and "e" not in digits.lower():  # a float has 15 digits at least
        return number
    try:
        exact = Decimal(digits)
    except InvalidOperation:
        return math.nan
    return number if math.isfinite(number) and Decimal(repr(number)) == exact else exact


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= 4_300 else Decimal(digits)


class _Deep:
    """A reader that keeps what is open on a stack of its own, where others recurse."""

    _decoder: Final = json.JSONDecoder(parse_float=_number, parse_int=_whole)

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        #: What is open: arrays by their values, objects by their members, whose last name waits.
        self.open: list[tuple[bool, list[Any]]] = []
        self.names: list[Any] = []
        self.value: Any = None

    def document(self) -> Any:
        while True:
            opening = self.skip()
            if opening in ("[", "{"):
                self.at += 1
                self.open.append((opening == "{", []))
                if self.skip() != ("}" if opening == "{" else "]"):
                    self.name()
                    continue
            else:
                self.give(self.scalar())
            while self.open and self.skip() in ("]", "}"):
                self.close()
            if not self.open:
                return self.end()
            if self.skip() != ",":
                raise self.error("Expecting ',' delimiter")
            self.at += 1
            self.name()

    def skip(self) -> str:
        """Pass over white space, and say what comes."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def scalar(self) -> Any:
        value, self.at = self._decoder.raw_decode(self.text, self.at)
        return value

    def name(self) -> None:
        """Read the name of a member, if it is an object that is open."""
        if not self.open[-1][0]:
            return
        if self.skip() != '"':
            raise self.error("Expecting property name enclosed in double quotes")
        self.names.append(self.scalar())
        if self.skip() != ":":
            raise self.error("Expecting ':' delimiter")
        self.at += 1

    def give(self, value: Any) -> None:
        """Put a value into what is open; the document itself is open last."""
        if not self.open:
            self.value = value
        elif self.open[-1][0]:
            self.open[-1][1].append((self.names.pop(), value))
        else:
            self.open[-1][1].append(value)

    def close(self) -> None:
        is_object, inner = self.open[-1]
        if self.text[self.at] != ("}" if is_object else "]"):
            raise self.error("Expecting ',' delimiter")
        self.at += 1
        self.open.pop()
        self.give(_object(inner) if is_object else inner)

    def end(self) -> Any:
        if self.skip():
            raise self.error("Extra data")
        return self.value

    def error(self, what: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(what, self.text, self.at)
