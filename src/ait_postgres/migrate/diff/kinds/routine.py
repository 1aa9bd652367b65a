"""CREATE, REPLACE, DROP FUNCTION and PROCEDURE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Routine

_VOLATILITY: Final = {"i": "IMMUTABLE", "s": "STABLE"}
_PARALLEL: Final = {"s": "PARALLEL SAFE", "r": "PARALLEL RESTRICTED"}


def create(item: Routine, _state: State) -> Iterator[Step]:
    """CREATE FUNCTION or PROCEDURE."""
    yield Step(sql=_create(item), key=item.key, rank=Rank.ROUTINE, creates=frozenset({item.key}))


def drop(item: Routine, _state: State) -> Iterator[Step]:
    """DROP FUNCTION or PROCEDURE."""
    yield Step(
        sql=f"DROP {_word(item)} {named(item.key)}({item.arguments})",
        key=item.key,
        rank=Rank.DROP,
        drops=frozenset({item.key}),
    )


def alter(old: Routine, new: Routine, _state: State) -> list[Step] | None:
    """CREATE OR REPLACE, where its arguments' names and its result stay."""
    if (old.form, old.returns, old.signature) != (new.form, new.returns, new.signature):
        return None
    return [
        Step(
            sql=_create(new, replace=True),
            key=new.key,
            rank=Rank.ROUTINE,
            alters=frozenset({new.key}),
        )
    ]


def _word(item: Routine) -> str:
    return "PROCEDURE" if item.form == "p" else "FUNCTION"


def _create(item: Routine, *, replace: bool = False) -> str:
    word = "CREATE OR REPLACE" if replace else "CREATE"
    lines = [f"{word} {_word(item)} {named(item.key)}({item.signature})"]
    if item.returns is not None:
        lines.append(f"RETURNS {item.returns}")
    attributes = [f"LANGUAGE {quote(item.language)}", *_attributes(item)]
    lines.append(" ".join(attributes))
    lines += [f"SET {setting}" for setting in _settings(item)]
    lines.append(item.body if item.sql_body else f"AS {_dollar_quoted(item.body)}")
    return "\n".join(lines)


def _attributes(item: Routine) -> Iterator[str]:
    if item.form == "w":
        yield "WINDOW"
    if item.volatility in _VOLATILITY:
        yield _VOLATILITY[item.volatility]
    if item.parallel in _PARALLEL:
        yield _PARALLEL[item.parallel]
    if item.strict:
        yield "STRICT"
    if item.leakproof:
        yield "LEAKPROOF"
    if item.security_definer:
        yield "SECURITY DEFINER"
    if item.cost != (1 if item.language in {"c", "internal"} else 100):
        yield f"COST {item.cost:g}"
    if item.rows not in {0, 1000}:
        yield f"ROWS {item.rows:g}"


def _settings(item: Routine) -> Iterator[str]:
    for setting in item.settings:
        name, _, value = setting.partition("=")
        yield f"{name} TO {value if name == 'search_path' else literal(value)}"


def _dollar_quoted(text: str) -> str:
    tag = "$$"
    number = 0
    while tag in text or (text.endswith("$") and tag == "$$"):
        number += 1
        tag = f"$body{number if number > 1 else ''}$"
    return f"{tag}{text}{tag}"
