"""Renames as a person writes them: `KIND:OLD=NEW`, and the statements they mean.

`column:public.people.name=full_name`; a name with a dot, an equals sign or
capitals stands in double quotes. Home's own schema may be left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.diff import Rank, Step
from ait_postgres.migrate.model import Enum, Key
from ait_postgres.migrate.quote import literal, named, quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ait_postgres.migrate.model import Catalogue

#: The kinds, and how many names tell one of each, the schema not counted.
KINDS: Final = {
    "schema": 0,
    "table": 1,
    "view": 1,
    "materialized_view": 1,
    "type": 1,
    "sequence": 1,
    "index": 1,
    "column": 2,
    "attribute": 2,
    "constraint": 2,
    "enum_value": 2,
}
_TYPES: Final = ("enum", "domain", "composite", "range")
_PART: Final = re.compile(r'"((?:[^"]|"")+)"|([^".=]+)')


@dataclass(frozen=True, slots=True, order=True)
class Rename:
    """One rename.

    Attributes:
        kind: One of `KINDS`.
        old: The names that tell it, the schema first; an empty schema is home.
        new: The new name.
        schema: The schema a table moves to; None: it stays.
        aside: Whether it only makes room for another, and nobody asked for it.
    """

    kind: str
    old: tuple[str, ...]
    new: str
    schema: str | None = None
    aside: bool = False

    def __str__(self) -> str:
        old = ".".join(_written(part) for part in self.old if part)
        new = _written(self.new)
        if self.schema is not None:
            new = f"{_written(self.schema)}.{new}"
        return f"{self.kind}:{old}={new}"


def parse_rename(given: str, home: str) -> Rename:
    """Read `KIND:OLD=NEW`.

    Args:
        given: As a person wrote it.
        home: The name of the schema that unqualified names mean.

    Raises:
        MigrationError: It cannot be read.
    """
    kind, colon, names = given.partition(":")
    if not colon or kind not in KINDS:
        raise MigrationError(
            f"rename {given!r}: KIND:OLD=NEW was expected, as table:public.old=new; "
            f"KIND is one of {', '.join(KINDS)}"
        )
    old, rest = _path(names)
    new, left = _path(rest[1:]) if rest.startswith("=") else ([], rest)
    if left or not old or not new or len(new) > (2 if kind == "table" else 1):
        raise MigrationError(
            f"rename {given!r}: KIND:OLD=NEW was expected, as column:public.people.name=full_name;"
            " names with dots, equals signs or capitals stand in double quotes"
        )
    rename = _rename(given, kind, old, new, home)
    if _renamed(rename, rename.old) == rename.old:
        raise MigrationError(f"rename {given!r}: its old name is its new one: leave it out")
    return rename


def _rename(given: str, kind: str, old: list[str], new: list[str], home: str) -> Rename:
    if kind == "schema":
        if len(old) != 1:
            raise MigrationError(f"rename {given!r}: a schema has one name")
        return Rename(kind, (old[0],), new[0])
    wanted = KINDS[kind]
    if len(old) not in {wanted, wanted + 1}:
        shape = ".".join(["schema", "table", "name"][: wanted + 1])
        raise MigrationError(f"rename {given!r}: the old name of a {kind} is {shape}")
    schema, parts = ("", old) if len(old) == wanted else (old[0], old[1:])
    place = ("" if schema == home else schema, *parts)
    moved = new[0] if len(new) > 1 else None
    return Rename(kind, place, new[-1], "" if moved == home else moved)


def _path(text: str) -> tuple[list[str], str]:
    """The names at the start of a text, and what follows them."""
    names: list[str] = []
    while match := _PART.match(text):
        names.append(match[1].replace('""', '"') if match[1] else match[2].strip())
        text = text[match.end() :]
        if not text.startswith("."):
            break
        text = text[1:]
    return names, text


def _written(name: str) -> str:
    if re.fullmatch(r'[^".=\sA-Z]+', name):
        return name
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def in_turn(renames: Iterable[Rename]) -> tuple[Rename, ...]:
    """Schemas first, then what stands in them, then what hangs on that.

    Of `a=b` and `b=c` the second comes first: it makes room.
    """
    left = sorted(set(renames), key=lambda one: (KINDS[one.kind], one))
    turn: list[Rename] = []
    while left:
        olds = {(one.kind, one.old) for one in left}
        free = (one for one in left if (one.kind, _renamed(one, one.old)) not in olds)
        turn.append(next(free, left[0]))
        left.remove(turn[-1])
    return tuple(turn)


def new_names(rename: Rename, done: Iterable[Rename]) -> tuple[str, ...]:
    """The names that tell the object after a rename, the schema first.

    Args:
        rename: The rename.
        done: The renames made before it.
    """
    return _renamed(rename, _followed(rename, tuple(done)))


def make_room(rename: Rename, done: Iterable[Rename], found: Catalogue) -> Rename | None:
    """The rename that puts aside what has another's new name: it is renamed next, or dropped."""
    if rename.kind in {"schema", "enum_value", "attribute"}:
        return None
    names = new_names(rename, done)
    if exists(rename.kind, names, found) is None:
        return None
    aside, number = f"{names[-1]}_aside", 1
    while exists(rename.kind, (*names[:-1], aside), found):
        number += 1
        aside = f"{names[-1]}_aside{number}"
    return Rename(rename.kind, names, aside, aside=True)


def called(key: Key, renames: Iterable[Rename]) -> Key:
    """What people call an object that may have been put aside."""
    for one in renames:
        if not one.aside:
            continue
        if key[1:] == (*_renamed(one, one.old), *([""] if KINDS[one.kind] == 1 else [])):
            parts = (*one.old, *([""] if KINDS[one.kind] == 1 else []))
            return Key(key.kind, parts[0], parts[1], parts[2])
    return key


def keys_of(renames: Iterable[Rename]) -> dict[Key, Key]:
    """Old keys to new: of the schemas, tables and columns among them.

    Both names of a column are those of all renames together, its old one as
    it was before the first of them.
    """
    renames = in_turn(renames)
    keys: dict[Key, Key] = {}
    tables: dict[tuple[str, ...], tuple[str, ...]] = {}  # new to old
    for place, one in enumerate(renames):
        new = new_names(one, renames[:place])
        if one.kind == "schema":
            keys[Key("schema", "", one.old[0])] = Key("schema", "", one.new)
        elif one.kind == "table":
            tables[new] = one.old
            keys[Key("table", *one.old)] = Key("table", *new)
        elif one.kind == "column":
            # A person may name its table as it was or as it is by now.
            table = one.old[:2]
            old = table if Key("table", *table) in keys else tables.get(table, table)
            keys[Key("column", old[0], old[1], one.old[2])] = Key("column", *new)
    return keys


def statement(rename: Rename, catalogue: Catalogue, done: Iterable[Rename]) -> list[Step]:
    """The statements of one rename.

    Args:
        rename: The rename; its old name as it was before any other rename.
        catalogue: What is there before it.
        done: The renames made before this one, by which its old name is found.

    Raises:
        MigrationError: Nothing of that name is there.
    """
    old = _followed(rename, tuple(done))
    key = _found(rename, old, catalogue)
    match rename.kind:
        case "schema":
            sql = [f"ALTER SCHEMA {quote(old[0])} RENAME TO {quote(rename.new)}"]
        case "table":
            return _table(rename, key, catalogue)
        case "column":
            sql = [f"ALTER TABLE {named(key)} RENAME COLUMN {quote(old[2])} TO {quote(rename.new)}"]
        case "attribute":
            sql = [
                f"ALTER TYPE {named(key)} RENAME ATTRIBUTE {quote(old[2])} TO {quote(rename.new)}"
            ]
        case "constraint":
            sql = [
                f"ALTER TABLE {named(key)} RENAME CONSTRAINT {quote(old[2])} TO {quote(rename.new)}"
            ]
        case "enum_value":
            sql = [
                f"ALTER TYPE {named(key)} RENAME VALUE {literal(old[2])} TO {literal(rename.new)}"
            ]
        case _:
            word = rename.kind.replace("_", " ").upper()
            sql = [f"ALTER {word} {named(key)} RENAME TO {quote(rename.new)}"]
    return [_step(one, key) for one in sql]


def _table(rename: Rename, key: Key, catalogue: Catalogue) -> list[Step]:
    steps: list[Step] = []
    name = key
    if rename.new != key.name:
        steps.append(_step(f"ALTER TABLE {named(key)} RENAME TO {quote(rename.new)}", key))
        name = key._replace(name=rename.new)
    if rename.schema is not None and rename.schema != key.schema:
        place = rename.schema or catalogue.home
        schema = Key("schema", "", rename.schema)
        if rename.schema and schema not in catalogue.by_key:
            sql = f"CREATE SCHEMA {quote(place)}"
            made = frozenset({schema})
            steps.append(Step(sql=sql, key=schema, rank=Rank.SCHEMA, creates=made))
        steps.append(_step(f"ALTER TABLE {named(name)} SET SCHEMA {quote(place)}", key))
    return steps


def _step(sql: str, key: Key) -> Step:
    return Step(sql=sql, key=key, rank=Rank.RENAME)


def _followed(rename: Rename, done: tuple[Rename, ...]) -> tuple[str, ...]:
    """The old name after the renames made before: of its schema, of its table or type."""
    now = rename.old
    for one in done:
        if one.kind == "schema":
            if rename.kind != "schema" and one.old == rename.old[:1]:
                now = (one.new, *now[1:])
        elif one.aside and (one.kind, one.old) == (rename.kind, now):
            now = _renamed(one, now)
        elif KINDS[rename.kind] > 1 and KINDS[one.kind] == 1 and one.old == rename.old[:2]:
            now = (*_renamed(one, now[:2]), *now[2:])
    return now


def _renamed(rename: Rename, old: tuple[str, ...]) -> tuple[str, ...]:
    schema = old[:1] if rename.schema is None else (rename.schema,)
    return (*schema, *old[1:-1], rename.new) if KINDS[rename.kind] else (rename.new,)


def exists(kind: str, names: tuple[str, ...], catalogue: Catalogue) -> Key | None:
    """The object that a rename of a kind means by these names: for a part, what it is part of."""
    if kind == "schema":
        candidates = [Key("schema", "", names[0])]
    elif kind == "type":
        candidates = [Key(one, *names) for one in _TYPES]
    elif kind == "enum_value":
        whole = catalogue.by_key.get(Key("enum", *names[:2]))
        there = isinstance(whole, Enum) and names[2] in whole.values
        candidates = [Key("enum", *names[:2])] if there else []
    elif kind == "attribute":
        there = Key(kind, *names) in catalogue.by_key
        candidates = [Key("composite", *names[:2])] if there else []
    elif kind in {"column", "constraint"}:
        there = Key(kind, *names) in catalogue.by_key
        candidates = [Key("table", *names[:2])] if there else []
    else:
        candidates = [Key(kind, *names)]
    return next((key for key in candidates if key in catalogue.by_key), None)


def _found(rename: Rename, old: tuple[str, ...], catalogue: Catalogue) -> Key:
    if key := exists(rename.kind, old, catalogue):
        return key
    what = ".".join(part for part in old if part)
    raise MigrationError(
        f"rename {rename}: there is no {rename.kind.replace('_', ' ')} {what} to rename"
    )
