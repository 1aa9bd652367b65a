"""JSON out: as jsonb takes it, or whole as it came.

orjson writes, four to sixteen times as fast as the standard library; a writer of our
own where orjson cannot (integers beyond 64 bits, lone surrogates, deep nesting).
"""

from __future__ import annotations

import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeGuard

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_REPLACEMENT = "\ufffd"
_PLAIN = frozenset({str, int, bool, type(None)})
#: The key under which an object that was read holds the earlier values of keys that it repeats.
REPEATED = "$repeated"
_REPEATED_WRITTEN = f'"{REPEATED}":'
#: Levels of nesting: at 1,000 Python's own reader gives up, its caller's calls included,
#: and whoever selects the row would fail. PostgreSQL stops near 14,500 (max_stack_depth 2 MB).
DEEPEST = 500


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def is_whole(value: Any) -> bool:
    """Whether a number written with a point or an exponent is an integer of a column's size.

    Of 1e999999999 the integer would fill the memory, and a Decimal of over 28 digits
    has no remainder.
    """
    if isinstance(value, Decimal) and value.adjusted() >= 28:
        return False
    return isinstance(value, (float, Decimal)) and value % 1 == 0


def json_text(value: Any) -> tuple[str, bool]:
    """Write a value as jsonb takes it, and say whether something had to be replaced.

    jsonb holds neither U+0000 nor a lone surrogate (each becomes U+FFFD, in keys
    too) nor NaN nor an infinity (each becomes null), nor two members of one name
    (the last stands; `$repeated` holds the others).

    Raises:
        ValueError: The value is no JSON, or is nested too deeply to be written.
    """
    try:
        wire = orjson.dumps(value).decode()
    except TypeError:  # a lone surrogate, an integer beyond 64 bits, or no JSON at all
        return _exact(value)
    # orjson writes U+0000 as the escape that jsonb refuses, and NaN as null. A single
    # character is found in text at memchr's speed, in bytes at a third of it.
    if ("\\" in wire and "\\u0000" in wire) or ("null" in wire and _has_nan(value)):
        return _exact(value)
    return wire, "$" in wire and _REPEATED_WRITTEN in wire


def faithful(value: Any) -> str:
    """Write a value so that `parse` gives it back whole, in ASCII: for what is kept as it came."""
    try:
        return json.dumps(value, ensure_ascii=True, default=_foreign)
    except (RecursionError, _HasDecimal):
        # The standard library writes fewer than 1,000 levels; and no Decimal.
        return "".join(_pieces(value, _scalar, json.dumps))


class _HasDecimal(Exception):
    """The value holds a Decimal, which the standard library does not write as a number."""


def _foreign(value: Any) -> str:
    """Write what is no JSON in Python's own words; a Decimal is JSON."""
    if isinstance(value, Decimal):
        raise _HasDecimal
    return repr(value)


def _scalar(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, default=repr)


def _pieces(
    value: Any, scalar: Callable[[Any], str], name: Callable[[str], str], deepest: int | None = None
) -> Iterator[str]:
    """The text of a value, at any depth: what is open waits on a stack.

    Raises:
        ValueError: It is nested more than `deepest` levels deep.
    """
    waiting: list[Iterator[tuple[str, Any]]] = [iter([("", value)])]
    closing = [""]
    while waiting:
        for prefix, inner in waiting[-1]:
            yield prefix
            if is_object(inner) or is_list(inner):
                if len(waiting) - 1 == deepest:
                    raise ValueError(f"is nested too deeply: {deepest} levels at most")
                opened, closed = ("{", "}") if is_object(inner) else ("[", "]")
                yield opened
                waiting.append(_members(inner, name))
                closing.append(closed)
                break
            yield scalar(inner)
        else:
            waiting.pop()
            yield closing.pop()


def _members(
    container: dict[str, Any] | list[Any], name: Callable[[str], str]
) -> Iterator[tuple[str, Any]]:
    """Each member with what stands before it: a comma from the second on, and an object's key."""
    comma = ""
    if isinstance(container, dict):
        for key, value in container.items():
            yield f"{comma}{name(str(key))}: ", value
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
    """What orjson cannot write, or jsonb not hold, value by value."""
    repaired = False

    def text(inner: str) -> str:
        nonlocal repaired
        clean = repaired_text(inner)
        repaired = repaired or clean != inner
        return json.dumps(clean, ensure_ascii=False)

    def scalar(inner: Any) -> str:
        nonlocal repaired
        if isinstance(inner, str):
            return text(inner)
        if isinstance(inner, float) and not math.isfinite(inner):
            repaired = True
            return "null"
        return str(inner) if isinstance(inner, Decimal) else json.dumps(inner)

    try:
        wire = "".join(_pieces(value, scalar, text, DEEPEST))
    except TypeError as error:
        raise ValueError(f"holds JSON: {error}") from None
    return wire, repaired or _REPEATED_WRITTEN in wire


def _has_nan(value: Any) -> bool:
    # Written for speed: it looks at every value in which something was written as null.
    if is_object(value):
        inners: Collection[Any] = value.values()
    elif is_list(value):
        inners = value
    else:
        return isinstance(value, float) and not math.isfinite(value)
    for inner in inners:  # noqa: SIM110 - any() of a generator takes half as long again
        if type(inner) not in _PLAIN and _has_nan(inner):
            return True
    return False


def merged(earlier: str | None, later: str | None) -> str | None:
    """Two JSON objects as text, the later one's keys over the earlier one's (jsonb's `||`)."""
    if earlier is None or later is None:
        return later or earlier
    read = json.JSONDecoder(parse_float=Decimal).decode  # a float would drop digits
    return json_text({**read(earlier), **read(later)})[0]
