"""JSON in and out, without the losses that parsers take for granted.

The standard library reads: a tenth slower than orjson on real payloads, and
exact where orjson is not (integers beyond 64 bits, floats of many digits, lone
surrogates, NaN). orjson writes, four to sixteen times as fast, and the standard
library where orjson cannot.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeGuard

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

if TYPE_CHECKING:
    from collections.abc import Collection

_REPLACEMENT = "\ufffd"


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def parse(text: bytes) -> Any:
    """Read one JSON document.

    Integers of any size stay integers, and a number with more digits or a larger
    exponent than a float holds is a Decimal; NaN, infinities and lone surrogates are
    read as they stand (what stores them decides). Of duplicate keys the last wins, as
    in jsonb.

    Raises:
        json.JSONDecodeError: The text is not JSON; with line and column.
        UnicodeDecodeError: The bytes are not UTF-8.
        RecursionError: It is nested some 1,000 levels deep or more.
    """
    try:
        return json.loads(text.decode("utf-8-sig"), parse_float=_number)
    except RecursionError:
        with suppress(orjson.JSONDecodeError):  # which reads 1,024 levels, a few more
            return orjson.loads(text)
        raise


def _number(digits: str) -> float | Decimal:
    """A float where it holds all the digits, as 0.1 does; else a Decimal."""
    number = float(digits)
    if len(digits) <= 15 and "e" not in digits.lower():  # a float has 15 digits at least
        return number
    exact = Decimal(digits)
    return number if math.isfinite(number) and Decimal(repr(number)) == exact else exact


def json_text(value: Any) -> tuple[str, bool]:
    """Write a value as jsonb takes it, and say whether something had to be replaced.

    jsonb holds neither U+0000 nor a lone surrogate (each becomes U+FFFD, in keys
    too) nor NaN nor an infinity (each becomes null).

    Raises:
        ValueError: The value is no JSON, or is nested too deeply to be written.
    """
    try:
        wire = orjson.dumps(value)
    except TypeError:  # a lone surrogate, an integer beyond 64 bits, or no JSON at all
        return _exact(value)
    # orjson writes U+0000 as the escape that jsonb refuses, and NaN as null.
    if b"\\u0000" in wire or _has_nan(value):
        return _exact(value)
    return wire.decode(), False


def faithful(value: Any) -> str:
    """Write a value so that `parse` gives it back whole, in ASCII: for what is kept as it came."""
    try:
        return json.dumps(value, ensure_ascii=True, default=_foreign)
    except (RecursionError, _HasDecimal):
        # orjson reads 1,024 levels, the standard library writes fewer; and no Decimal.
        return "".join(_pieces(value))


class _HasDecimal(Exception):
    """The value holds a Decimal, which the standard library does not write as a number."""


def _foreign(value: Any) -> str:
    """Write what is no JSON in Python's own words; a Decimal is JSON."""
    if isinstance(value, Decimal):
        raise _HasDecimal
    return repr(value)


def _refuse(value: Any) -> str:
    if isinstance(value, Decimal):
        raise _HasDecimal
    raise TypeError(f"{type(value).__name__} is none")


def _pieces(value: Any) -> Iterator[str]:
    """The same text as `json.dumps` writes, at any depth: what is open waits on a stack."""
    waiting: list[Iterator[tuple[str, Any]]] = [iter([("", value)])]
    closing = [""]
    while waiting:
        for prefix, inner in waiting[-1]:
            yield prefix
            if is_object(inner) or is_list(inner):
                opened, closed = ("{", "}") if is_object(inner) else ("[", "]")
                yield opened
                waiting.append(_members(inner))
                closing.append(closed)
                break
            yield str(inner) if isinstance(inner, Decimal) else json.dumps(inner, default=repr)
        else:
            waiting.pop()
            yield closing.pop()


def _members(container: dict[str, Any] | list[Any]) -> Iterator[tuple[str, Any]]:
    """Each member with what stands before it: a comma from the second on, and an object's key."""
    comma = ""
    if isinstance(container, dict):
        for key, value in container.items():
            yield f"{comma}{json.dumps(str(key))}: ", value
            comma = ", "
    else:
        for value in container:
            yield comma, value
            comma = ", "


def encodable(text: str) -> bool:
    """Whether the text is UTF-8: false where it holds a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def repaired_text(text: str) -> str:
    """The text with U+FFFD for each U+0000 and each lone surrogate."""
    text = text.replace("\x00", _REPLACEMENT)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _exact(value: Any) -> tuple[str, bool]:
    try:
        clean = _repaired(value)
        return _strict(clean), clean != value
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except TypeError as error:
        raise ValueError(f"holds JSON: {error}") from None


def _strict(clean: Any) -> str:
    try:
        return json.dumps(
            clean, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_refuse
        )
    except _HasDecimal:
        return "".join(_pieces(clean))


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return repaired_text(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if is_object(value):
        return {_repaired(key): _repaired(inner) for key, inner in value.items()}
    if is_list(value):
        return [_repaired(inner) for inner in value]
    return value


def _has_nan(value: Any) -> bool:
    # Written for speed: it looks at every value that goes to jsonb.
    if is_object(value):
        inners: Collection[Any] = value.values()
    elif is_list(value):
        inners = value
    else:
        return isinstance(value, float) and not math.isfinite(value)
    for inner in inners:
        if inner is None or isinstance(inner, (str, int)):
            continue
        if _has_nan(inner):
            return True
    return False


def merged(earlier: str | None, later: str | None) -> str | None:
    """Two JSON objects as text, the later one's keys over the earlier one's (jsonb's `||`)."""
    if earlier is None or later is None:
        return later or earlier
    return json_text({**json.loads(earlier), **json.loads(later)})[0]
