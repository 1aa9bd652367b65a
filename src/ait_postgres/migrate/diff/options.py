"""Storage parameters and other options: WITH, SET, RESET."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def with_options(options: Sequence[str]) -> str:
    """The clause of a CREATE statement, with a space before it; empty for none."""
    return f" WITH ({', '.join(options)})" if options else ""


def changed_options(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The clauses of ALTER that lead from some options to others, each `name=value`."""
    names = {one.partition("=")[0] for one in new}
    if set_ := [one for one in new if one not in old]:
        yield f"SET ({', '.join(set_)})"
    if reset := [name for one in old if (name := one.partition("=")[0]) not in names]:
        yield f"RESET ({', '.join(reset)})"
