"""Primary keys: one column, a vendor's id of varchar or a random UUID of ours, of collation C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.finding import Group, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.lint.tables import Column

_RANDOM: Final = "(gen_random_uuid())::text"


def _find(seen: Seen) -> Iterator[Problem]:
    for made in seen.made:
        table = seen.end.get(made.oid)
        if table is None or table.form not in "rp" or table.parent is not None:
            continue
        key = next((one for one in table.constraints.values() if one.form == "p"), None)
        columns = [table.columns[number] for number in key.columns] if key else []
        if len(columns) != 1:
            yield Problem(
                table.key,
                f"the primary key of {table.key} has {len(columns)} columns, and should have one",
                "give each row an id of its own",
            )
        elif wrong := _wrong(columns[0]):
            yield Problem(
                table.key._replace(kind="column", part=columns[0].name),
                f"the primary key of {table.key} {wrong}",
                'make a vendor\'s id varchar(255) COLLATE "C" without a default, and one of ours'
                f' text COLLATE "C" DEFAULT {_RANDOM}',
            )


def _wrong(column: Column) -> str:
    if column.collation != "C":
        return 'is not of collation "C": a new libc would break its index'
    if column.type == "text":
        return "" if column.default == _RANDOM else "is no random UUID by default"
    if not column.type.startswith("character varying("):
        return f"is {column.type}"
    return "has a default, though a vendor gives it" if column.default else ""


RULE: Final = Rule(
    name="convention-keys",
    severity=Severity.ERROR,
    summary="a primary key is neither a vendor's id nor a random UUID, of collation C",
    find=_find,
    group=Group.CONVENTIONS,
)
