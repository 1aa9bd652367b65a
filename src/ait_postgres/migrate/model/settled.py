"""An expression as PostgreSQL prints it for good, and as it was written.

BETWEEN is kept as two conditions within brackets of their own, and printed so:
`((a >= 1) AND (a <= 2)) AND b`. Read again, these are conditions like those beside
them, and printed `(a >= 1) AND (a <= 2) AND b`. Both mean the same, and are compared
as the same; a statement says BETWEEN again, so that the same tree comes of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# Literals, quoted names and the bodies of functions are one piece, whatever stands in them.
_PIECES: Final = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$).*?\1|[()]|\s(?:AND|OR)\s|[^'"$()\s]+|.""",
    re.DOTALL,
)
_QUERY: Final = re.compile(r"\s*(?:SELECT|WITH|VALUES)\b")
_BETWEEN: Final = {("AND", ">=", "<="): "BETWEEN", ("OR", "<", ">"): "NOT BETWEEN"}


@dataclass
class _Part:
    """What follows the word AND or OR, or begins the brackets."""

    word: str = ""
    items: list[str | list[_Part]] = field(default_factory=list["str | list[_Part]"])


def settled(text: str) -> str:
    """The text with the first of several conditions free of needless brackets.

    Args:
        text: As `pg_get_expr` and its like print it.
    """
    return _rewritten(text, _printed)


def as_written(statement: str) -> str:
    """A statement with BETWEEN where only BETWEEN gives such brackets."""
    return _rewritten(statement, _between)


def _rewritten(text: str, needless: Callable[[list[_Part]], str]) -> str:
    if "((" not in text or not (" AND " in text or " OR " in text):
        return text
    whole = [_Part()]
    opened = [whole]
    for found in _PIECES.finditer(text):
        piece = found[0]
        if piece == "(":
            inner = [_Part()]
            opened[-1][-1].items.append(inner)
            opened.append(inner)
        elif piece == ")":
            opened.pop()
            if not opened:
                return text
        elif piece[0].isspace() and piece.strip() in {"AND", "OR"}:
            opened[-1].append(_Part(piece))
        else:
            opened[-1][-1].items.append(piece)
    return _print(whole, needless) if len(opened) == 1 else text


def _print(parts: list[_Part], needless: Callable[[list[_Part]], str]) -> str:
    printed: list[str] = []
    for place, part in enumerate(parts):
        inner = part.items[0] if part.items else ""
        only = place == 0 and len(part.items) == 1
        if only and not isinstance(inner, str) and _is_needless(inner, parts):
            printed.append(needless(inner))
            continue
        printed.append(part.word)
        printed += [
            one if isinstance(one, str) else f"({_print(one, needless)})" for one in part.items
        ]
    return "".join(printed)


def _is_needless(inner: list[_Part], outer: list[_Part]) -> bool:
    """Whether brackets hold a list of conditions that begins a list of the same kind."""
    words = {part.word.strip() for part in (*inner[1:], *outer[1:])}
    first = inner[0].items[0] if inner[0].items else ""
    query = isinstance(first, str) and bool(_QUERY.match(first))
    return len(words) == 1 and len(inner) > 1 and len(outer) > 1 and not query


def _printed(parts: list[_Part]) -> str:
    return _print(parts, _printed)


def _between(parts: list[_Part]) -> str:
    """The two conditions as the one that they came of; in brackets, where it is another."""
    text = _print(parts, _between)
    sides = [_compared(part) for part in parts]
    if len(sides) == 2 and sides[0] and sides[1] and sides[0][0] == sides[1][0]:
        (subject, low, least), (_, high, most) = sides[0], sides[1]
        if word := _BETWEEN.get((parts[1].word.strip(), low, high)):
            return f"({subject} {word} {least} AND {most})"
    return f"({text})"


def _compared(part: _Part) -> tuple[str, str, str] | None:
    """What a condition in brackets compares, by which operator, with what."""
    inner = part.items[0] if len(part.items) == 1 else ""
    if isinstance(inner, str) or len(inner) != 1:
        return None
    items = inner[0].items
    for place, item in enumerate(items):
        if isinstance(item, str) and item in {">=", "<=", "<", ">"}:
            sides = (items[:place], items[place + 1 :])
            subject, value = (_print([_Part("", side)], _between).strip() for side in sides)
            return subject, item, value
    return None
