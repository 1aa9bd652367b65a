"""CREATE, ALTER, DROP POLICY."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.quote import qualified, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import Policy


def create(item: Policy, _state: State) -> Iterator[Step]:
    """CREATE POLICY."""
    permissive = "" if item.permissive else " AS RESTRICTIVE"
    command = "" if item.command == "ALL" else f" FOR {item.command}"
    yield Step(
        sql=f"CREATE POLICY {_on_table(item)}{permissive}{command}{_roles(item)}{_rows(item)}",
        key=item.key,
        rank=Rank.POLICY,
        creates=frozenset({item.key}),
    )


def drop(item: Policy, _state: State) -> Iterator[Step]:
    """DROP POLICY."""
    yield Step(
        sql=f"DROP POLICY {_on_table(item)}",
        key=item.key,
        rank=Rank.DROP_DEPENDENT,
        drops=frozenset({item.key}),
    )


def alter(old: Policy, new: Policy, _state: State) -> list[Step] | None:
    """ALTER POLICY, which can change its roles and conditions but take none away."""
    if (old.permissive, old.command) != (new.permissive, new.command):
        return None
    if (old.using and not new.using) or (old.check and not new.check):
        return None
    roles = " TO " + ", ".join(new.roles) if old.roles != new.roles else ""
    changed = _rows(new, old=old)
    return [
        Step(
            sql=f"ALTER POLICY {_on_table(new)}{roles}{changed}",
            key=new.key,
            rank=Rank.POLICY,
            alters=frozenset({new.key}),
        )
    ]


def _on_table(item: Policy) -> str:
    return f"{quote(item.name)} ON {qualified(item.schema, item.table)}"


def _roles(item: Policy) -> str:
    return "" if item.roles == ("PUBLIC",) else f" TO {', '.join(item.roles)}"


def _rows(item: Policy, *, old: Policy | None = None) -> str:
    """The conditions, or those that are others than they were."""
    parts: list[str] = []
    if item.using and not (old and old.using == item.using):
        parts.append(f" USING ({item.using})")
    if item.check and not (old and old.check == item.check):
        parts.append(f" WITH CHECK ({item.check})")
    return "".join(parts)
