"""GRANT and REVOKE, for every kind of object, and ALTER DEFAULT PRIVILEGES.

An object that is changed in place keeps its grants; one that is made, or made
again, starts with what the default privileges give it. Column privileges are
the relation's: revoking a privilege on the relation takes it from its columns.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ait_postgres.migrate.diff.step import Rank, Step
from ait_postgres.migrate.model import (
    OWNER,
    PUBLIC,
    Column,
    DefaultPrivileges,
    Key,
    Level,
    Routine,
)
from ait_postgres.migrate.quote import named, qualified, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ait_postgres.migrate.diff.state import State
    from ait_postgres.migrate.model import SchemaObject

    #: Grantee, privilege, column; and how far it goes.
    Privileges = Mapping[tuple[str, str, str], Level]

#: By kind, the word of GRANT; of a routine it depends on its form.
_WORDS: Final = {
    "table": "TABLE",
    "view": "TABLE",
    "materialized_view": "TABLE",
    "foreign_table": "TABLE",
    "sequence": "SEQUENCE",
    "routine": "FUNCTION",
    "aggregate": "FUNCTION",
    "enum": "TYPE",
    "composite": "TYPE",
    "range": "TYPE",
    "domain": "DOMAIN",
    "schema": "SCHEMA",
    "language": "LANGUAGE",
    "foreign_data_wrapper": "FOREIGN DATA WRAPPER",
    "foreign_server": "FOREIGN SERVER",
}

#: By the word of GRANT, or of ALTER DEFAULT PRIVILEGES: every privilege there is, in the manual's
#: order. MAINTAIN is new in PostgreSQL 17.
_TABLE: Final = (
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "TRUNCATE",
    "REFERENCES",
    "TRIGGER",
    "MAINTAIN",
)
_ALL: Final = {
    "TABLE": _TABLE,
    "SEQUENCE": ("USAGE", "SELECT", "UPDATE"),
    "SCHEMA": ("CREATE", "USAGE"),
    "LARGE OBJECT": ("SELECT", "UPDATE"),
}

#: By the word of GRANT: what ALTER DEFAULT PRIVILEGES calls such objects.
_DEFAULTS: Final = {
    "TABLE": "TABLES",
    "SEQUENCE": "SEQUENCES",
    "FUNCTION": "FUNCTIONS",
    "PROCEDURE": "FUNCTIONS",
    "TYPE": "TYPES",
    "DOMAIN": "TYPES",
    "SCHEMA": "SCHEMAS",
}


#: By place in the order of the statements: what stands before and after the grantee.
_ACTIONS: Final = (
    ("REVOKE", "FROM", ""),
    ("REVOKE GRANT OPTION FOR", "FROM", ""),
    ("GRANT", "TO", ""),
    ("GRANT", "TO", " WITH GRANT OPTION"),
)
_MAINTAIN: Final = 17


class _Change(NamedTuple):
    """One privilege of one role that goes further than it went, or less far."""

    grantee: str
    privilege: str
    column: str
    was: Level
    will: Level

    @property
    def action(self) -> int:
        """Its place in `_ACTIONS`."""
        if self.will > self.was:
            return 3 if self.will is Level.GRANTABLE else 2
        return 1 if self.will is Level.HELD else 0


def grants(state: State, gone: Collection[Key]) -> Iterator[Step]:
    """Every statement that brings grants, and default privileges, from the old to the new.

    Args:
        state: The two catalogues.
        gone: What is dropped, for good or to be made again.
    """
    for key, item in state.new.by_key.items():
        if isinstance(item, Column):
            continue
        before = state.old.get(key) if key not in gone else None
        if isinstance(item, DefaultPrivileges):
            yield from default_privileges(before, item, state)
        elif key.kind in _WORDS and not _ungranted(item, before):
            yield from _on(item, before, state, gone)


def default_privileges(
    old: SchemaObject | None, new: SchemaObject | None, state: State
) -> Iterator[Step]:
    """ALTER DEFAULT PRIVILEGES, before what is made under them."""
    item = new or old
    if not isinstance(item, DefaultPrivileges):
        return
    role = f" FOR ROLE {quote(item.name)}" if item.name else ""
    schema = "" if item.everywhere else f" IN SCHEMA {quote(item.schema or state.home)}"
    changes = _changes(_privileges(old), _privileges(new))
    for change in _written(changes, f"ON {item.objects}", item.objects.removesuffix("S"), state):
        yield Step(
            sql=f"ALTER DEFAULT PRIVILEGES{role}{schema} {change}",
            key=item.key,
            rank=Rank.DEFAULT_PRIVILEGES if item.everywhere else Rank.SCHEMA,
            alters=frozenset({item.key}),
            needs=frozenset({Key("schema", "", item.schema)}),
        )


def _ungranted(item: SchemaObject, before: SchemaObject | None) -> bool:
    """Whether there is nothing to do, as for nearly every object."""
    if item.kind in {"table", "materialized_view", "view"}:
        return False
    return before is not None and before.grants == item.grants


def _on(
    item: SchemaObject, before: SchemaObject | None, state: State, gone: Collection[Key]
) -> Iterator[Step]:
    word = _word(item)
    old = dict(_privileges(before) if before else _at_first(item, word, state))
    new = dict(_privileges(item))
    columns = [one for one in state.new.children(item.key, Column) if one.grants or old]
    for column in state.new.children(item.key, Column):
        new |= _privileges(column, column.name)
        if before and column.key not in gone:
            old |= _privileges(state.old.get(column.key), column.name)
    if old == new:
        return
    needs = frozenset({item.key, *(column.key for column in columns)})
    for change in _written(_changes(old, new), f"ON {word} {_name(item, state)}", word, state):
        yield Step(sql=change, key=item.key, rank=Rank.GRANT, needs=needs)


def _word(item: SchemaObject) -> str:
    if isinstance(item, Routine) and item.form == "p":
        return "PROCEDURE"
    return _WORDS[item.kind]


def _name(item: SchemaObject, state: State) -> str:
    if item.kind in {"routine", "aggregate"}:
        return f"{named(item.key)}({item.key.part})"
    if item.kind == "schema":
        return quote(item.name or state.home)
    return qualified(item.schema, item.name)


def _at_first(item: SchemaObject, word: str, state: State) -> Privileges:
    """What a new object is given by the default privileges of whoever makes it."""
    objects = _DEFAULTS.get(word)
    if not objects:
        return {}
    found: dict[tuple[str, str, str], Level] = {}
    for schema, everywhere in (("", True), (item.schema, False)):
        where = " everywhere" if everywhere else ""
        key = Key(DefaultPrivileges.kind, schema, "", f"{objects.lower()}{where}")
        for privilege, level in _privileges(state.new.get(key)).items():
            if found.get(privilege) is Level.NONE and level is Level.HELD:
                del found[privilege]  # what was taken away everywhere is given back here
            else:
                found[privilege] = max(level, found.get(privilege, Level.NONE))
    return found


def _privileges(item: SchemaObject | None, column: str = "") -> Privileges:
    if item is None:
        return {}
    return {(one.grantee, one.privilege, one.column or column): one.level for one in item.grants}


def _changes(old: Privileges, new: Privileges) -> Iterator[_Change]:
    """What to give and what to take away, whole relations first."""
    before = _after_revoking(old, new)
    for key in sorted(before.keys() | new.keys()):
        grantee, privilege, column = key
        usual = _usual(grantee, column, {side[key] for side in (old, new) if key in side})
        was, will = before.get(key, usual), new.get(key, usual)
        if was != will:
            yield _Change(grantee, privilege, column, was, will)


def _after_revoking(old: Privileges, new: Privileges) -> Privileges:
    """What is left when the revokes on the whole relation have taken it from the columns, too."""
    found = dict(old)
    for (grantee, privilege, column), level in old.items():
        whole = old.get((grantee, privilege, ""), Level.NONE)
        left = new.get((grantee, privilege, ""), Level.NONE)
        if column and left < whole:
            found[grantee, privilege, column] = min(level, left)
    return found


def _usual(grantee: str, column: str, levels: Collection[Level]) -> Level:
    """How far a privilege goes by itself, told from what was worth reading."""
    if Level.NONE in levels:
        return Level.HELD
    if Level.HELD in levels or column or grantee != OWNER:
        return Level.NONE
    return Level.HELD


def _written(changes: Iterable[_Change], on: str, word: str, state: State) -> Iterator[str]:
    """The statements without what stands before GRANT: one for all privileges of a grantee."""
    groups: defaultdict[tuple[bool, int, str], list[_Change]] = defaultdict(list)
    for change in changes:
        groups[bool(change.column), change.action, change.grantee].append(change)
    for (_, action, grantee), group in sorted(groups.items()):
        verb, to, option = _ACTIONS[action]
        privileges = _listed(group, word, state)
        yield f"{verb} {privileges} {on} {to} {_grantee(grantee)}{option}"


def _grantee(name: str) -> str:
    return {OWNER: "CURRENT_USER", PUBLIC: "PUBLIC"}.get(name) or quote(name)


def _listed(changes: list[_Change], word: str, state: State) -> str:
    """Their privileges: `SELECT, INSERT`, `ALL`, or `SELECT (a, b)`."""
    all_ = _ALL.get(word, ())
    if word == "TABLE" and state.major < _MAINTAIN:
        all_ = all_[:-1]
    order = {privilege: place for place, privilege in enumerate(_ALL.get(word, ()))}
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for change in sorted(changes, key=lambda one: (order.get(one.privilege, 0), one)):
        columns[change.privilege].append(change.column)
    if all_ and not changes[0].column and columns.keys() >= set(all_):
        return "ALL"
    return ", ".join(
        f"{privilege} ({', '.join(map(quote, names))})" if names[0] else privilege
        for privilege, names in columns.items()
    )
