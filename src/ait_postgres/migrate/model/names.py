"""The names that PostgreSQL chooses itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX: Final = 63  # NAMEDATALEN - 1, bytes


def chosen_name(table: str, column: str, label: str) -> str:
    """What PostgreSQL calls an object that was given no name: `table_column_label`.

    The longer of the two is cut where the whole would not fit, as
    makeObjectName does (src/backend/commands/indexcmds.c).
    """
    left, right = table.encode(), column.encode()
    room = _MAX - len(label.encode()) - 1 - (1 if right else 0)
    length_left, length_right = len(left), len(right)
    while length_left + length_right > room:
        if length_left > length_right:
            length_left -= 1
        else:
            length_right -= 1
    parts = [_clip(left, length_left), _clip(right, length_right), label]
    return "_".join(part for part in parts if part)


def _clip(text: bytes, length: int) -> str:
    """The first bytes, never half a character."""
    return text[:length].decode(errors="ignore")


def chosen_index_name(table: str, columns: Iterable[str], label: str) -> str:
    """What PostgreSQL calls an index that was given no name.

    As ChooseIndexName does: the columns' names, as many as there is room for.
    """
    joined = ""
    for column in columns:
        joined += f"_{column}" if joined else column
        if len(joined.encode()) > _MAX:
            break
    return chosen_name(table, joined, label)
