"""CREATE, REPLACE, DROP FUNCTION and PROCEDURE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Routine

_VOLATILITY: Final = {"i": "IMMUTABLE", "s": "STABLE"}
# Settings whose value is a list of names (GUC_LIST_QUOTE); variable_is_guc_list_quote in pg_dump.
_LISTS: Final = frozenset(
    {
        "local_preload_libraries",
        "search_path",
        "session_preload_libraries",
        "shared_preload_libraries",
        "temp_tablespaces",
        "unix_socket_directories",
    }
)
_NOTHING: Final = "''"
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
    """CREATE OR REPLACE, where PostgreSQL allows it (ProcedureCreate in pg_proc.c)."""
    if not _replaceable(old, new):
        return None
    return [
        Step(
            sql=_create(new, replace=True),
            key=new.key,
            rank=Rank.ROUTINE,
            alters=frozenset({new.key}),
        )
    ]


def _replaceable(old: Routine, new: Routine) -> bool:
    """Whether its kind and result stay, no argument is renamed and no default taken away."""
    before, after = old.names, new.names + ("",) * len(old.names)
    return (
        (old.form, old.returns, old.outputs) == (new.form, new.returns, new.outputs)
        and all(a == b or not a for a, b in zip(before, after, strict=False))
        and old.defaults <= new.defaults
    )


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
    lines.append(_body(item))
    return "\n".join(lines)


def _body(item: Routine) -> str:
    if item.sql_body:
        return item.body
    if item.object_file is not None:
        return f"AS {literal(item.object_file)}, {literal(item.body)}"
    return f"AS {literal(item.body) if item.language == 'internal' else _dollar_quoted(item.body)}"


def _attributes(item: Routine) -> Iterator[str]:
    usual_cost = 1 if item.language in {"c", "internal"} else 100
    attributes = {
        "TRANSFORM " + ", ".join(f"FOR TYPE {name}" for name in item.transforms): item.transforms,
        "WINDOW": item.form == "w",
        _VOLATILITY.get(item.volatility, ""): item.volatility in _VOLATILITY,
        _PARALLEL.get(item.parallel, ""): item.parallel in _PARALLEL,
        "STRICT": item.strict,
        "LEAKPROOF": item.leakproof,
        "SECURITY DEFINER": item.security_definer,
        f"COST {item.cost:g}": item.form != "p" and item.cost != usual_cost,
        f"ROWS {item.rows:g}": item.rows not in {0, 1000},
        f"SUPPORT {item.support}": item.support,
    }
    return (attribute for attribute, wanted in attributes.items() if wanted)


def _settings(item: Routine) -> Iterator[str]:
    for setting in item.settings:
        name, _, value = setting.partition("=")
        if name in _LISTS:
            names = [_unquoted(one) for one in re.findall(r'"(?:[^"]|"")*"|[^",\s]+', value)]
            yield f"{name} TO {', '.join(quote(one) if one else _NOTHING for one in names)}"
        else:
            yield f"{_setting_name(name)} TO {literal(value)}"


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def _setting_name(name: str) -> str:
    """A setting's name, that of an extension with its dot."""
    return ".".join(quote(part) for part in name.split("."))


def _dollar_quoted(text: str) -> str:
    tag = "$$"
    number = 0
    while tag in text + tag[:-1]:
        number += 1
        tag = f"$body{number if number > 1 else ''}$"
    return f"{tag}{text}{tag}"
