"""What became of the rows: everything that was there must be there, or have been announced.

A table that lives on is the same table (its oid), with the same rows; a column
that keeps its type keeps its values; one that changes its type keeps a value
where there was one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.proof.contents import Contents, Row


def moved(key: Key, renamed: Mapping[Key, Key]) -> Key:
    """What an old key is called in the wanted state.

    Args:
        key: Of a table or a column.
        renamed: Old keys to new; what hangs on a renamed table or schema need
            not be named in it.
    """
    if key in renamed:
        return renamed[key]
    table = renamed.get(Key("table", key.schema, key.name))
    if table:
        return key._replace(schema=table.schema, name=table.name)
    schema = renamed.get(Key("schema", "", key.schema))
    return key._replace(schema=schema.name) if schema else key


def losses(
    before: Mapping[int, Contents],
    after: Mapping[int, Contents],
    wanted: Catalogue,
    *,
    renamed: Mapping[Key, Key],
    dropped: AbstractSet[Key],
    given_up: AbstractSet[Key],
    removed: Mapping[int, int],
) -> Iterator[str]:
    """Tell what was lost without having been announced, one line each.

    Args:
        before: The tables of the old state, with rows.
        after: Those of the state that the plan led to.
        wanted: What it should be.
        renamed: Old keys to new.
        dropped: What the plan drops, by its key then.
        given_up: What of that, or besides, it says to hold data that go.
        removed: By table, how many rows were taken away to let a statement
            pass that they broke.
    """
    by_key = {contents.key: oid for oid, contents in after.items()}
    for oid, old in before.items():
        target = moved(old.key, renamed)
        if {old.key, target} & given_up:
            continue
        here = oid
        if oid not in after:
            if target in wanted.by_key and not {old.key, target} & dropped:
                yield f"{old.key}: it was dropped and made again"
                continue
            if target not in by_key:
                if old.rows:
                    yield f"{old.key}: it held rows and was dropped, which no statement announces"
                continue
            here = by_key[target]
        elif target in wanted.by_key and after[oid].key != target:
            yield f"{old.key}: it became {after[oid].key.identity}, not {target.identity}"
            continue
        pairs = _pairs(old, after[here], same=here == oid, renamed=renamed)
        lost = {
            number
            for number in old.columns
            if {old.column_key(number), moved(old.column_key(number), renamed)} & given_up
        }
        yield from _of_rows(old, after[here], pairs, lost, removed.get(oid, 0))


def _pairs(
    old: Contents, new: Contents, *, same: bool, renamed: Mapping[Key, Key]
) -> dict[int, int]:
    """The number of each old column that is still there, and its number now."""
    if same:
        return {number: number for number in old.columns if number in new.columns}
    numbers = {column.name: number for number, column in new.columns.items()}
    names = {number: moved(old.column_key(number), renamed).part for number in old.columns}
    return {number: numbers[name] for number, name in names.items() if name in numbers}


def _of_rows(
    old: Contents,
    new: Contents,
    pairs: Mapping[int, int],
    lost: AbstractSet[int],
    removed: int,
) -> Iterator[str]:
    if len(new.rows) != len(old.rows) - removed:
        yield f"{old.key}: it held {len(old.rows) - removed} rows, and holds {len(new.rows)} now"
        return
    kept: list[tuple[int, int]] = []
    for place, (number, column) in enumerate(old.columns.items()):
        key = old.column_key(number)
        if column.generated or number in lost:
            continue
        count = sum(row[place] is not None for row in old.rows)
        if number not in pairs:
            if count:
                yield f"{key}: it held values and was dropped, which no statement announces"
            continue
        later = new.columns[pairs[number]]
        now = list(new.columns).index(pairs[number])
        if later.generated:
            continue
        if column.same_text(later):
            kept.append((place, now))
        elif not removed and count != sum(row[now] is not None for row in new.rows):
            yield f"{key}: values became NULL, or NULL a value, with its type"
    yield from _of_values(old, new, kept, removed)


def _of_values(
    old: Contents, new: Contents, kept: list[tuple[int, int]], removed: int
) -> Iterator[str]:
    changed = [pair for pair in kept if not _fit(old.rows, new.rows, [pair], removed)]
    for place, _ in changed:
        key = old.column_key(list(old.columns)[place])
        yield f"{key}: its values changed, which no statement announces"
    if not changed and not _fit(old.rows, new.rows, kept, removed):
        yield f"{old.key}: its rows are not the same rows any more"


def _fit(
    old: tuple[Row, ...], new: tuple[Row, ...], pairs: list[tuple[int, int]], removed: int
) -> bool:
    """Whether the rows are the same in these columns, but for those that were removed."""
    before = Counter(tuple(row[place] for place, _ in pairs) for row in old)
    after = Counter(tuple(row[place] for _, place in pairs) for row in new)
    return not after - before if removed else after == before
