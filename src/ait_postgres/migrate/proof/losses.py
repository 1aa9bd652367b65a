"""What became of the rows: everything that was there must be there, or have been announced.

A table that lives on is the same table (its oid), with the same rows; a column
that keeps its type keeps its values; one that changes its type keeps a value
where there was one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ait_postgres.migrate.model import Key
from ait_postgres.migrate.proof.contents import above, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.proof.contents import Contents, Row


class _Count(NamedTuple):
    """How many rows gave way to a statement that they broke, and how many came from elsewhere."""

    removed: int
    gained: int


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
    filled: AbstractSet[Key] = frozenset(),
    stirred: AbstractSet[Key] = frozenset(),
    replaced: AbstractSet[Key] = frozenset(),
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
        filled: Columns in which it says to give NULLs a value.
        stirred: Tables whose triggers may change values when it fills a column.
        replaced: Columns that it says to put others in the place of, with their values.
    """
    by_key = {contents.key: oid for oid, contents in after.items()}
    remade = {
        oid: by_key[target]
        for oid, old in before.items()
        if oid not in after
        and (target := moved(old.key, renamed)) in by_key
        and {old.key, target} & dropped
    }
    for oid, old in before.items():
        target = moved(old.key, renamed)
        # Where a table is made again, the rows of its partitions go with its own.
        if {old.key, target} & given_up or remade.keys() & above(before, oid):
            continue
        lost = {
            number
            for number in old.columns
            if {old.column_key(number), moved(old.column_key(number), renamed)} & given_up
        }
        if oid in remade:
            # A partition that lives on by itself keeps its rows, and is looked at by itself.
            whole, now = gathered(before, oid, after.keys()), gathered(after, remade[oid])
            gone = sum(
                count
                for one, count in removed.items()
                if one == oid or (one in before and one not in after and oid in above(before, one))
            )
            gained = sum(
                len(before[one].rows) - removed.get(one, 0)
                for one in before.keys() & after.keys()
                if remade[oid] in above(after, one)
            )
            pairs = _by_name(whole, now, renamed)
            yield from _of_rows(whole, now, pairs, lost, _Count(gone, gained))
        elif said := _identity(old, after.get(oid), target, wanted):
            yield said
        elif oid in after:
            names = _by_name(old, after[oid], renamed)
            pairs = {
                number: number if number in after[oid].columns else names[number]
                for number in old.columns
                if number in after[oid].columns
                or (number in names and moved(old.column_key(number), renamed) in replaced)
            }
            some = {
                number
                for number in old.columns
                if {old.column_key(number), moved(old.column_key(number), renamed)} & filled
            }
            gone = removed.get(oid, 0)
            more = len(after[oid].rows) - len(old.rows) + gone
            # Into a partition go rows of a table that was made again above it.
            below = not above(after, oid).isdisjoint(remade.values())
            count = _Count(gone, max(more, 0) if below else 0)
            stirs = target in stirred
            yield from _of_rows(old, after[oid], pairs, lost | some, count, stirred=stirs)
            if not any(count):
                yield from _of_fills(old, after[oid], some - lost)


def _identity(old: Contents, new: Contents | None, target: Key, wanted: Catalogue) -> str | None:
    """Whether a table is the one that it should be."""
    if new is None and target in wanted.by_key:
        return f"{old.key}: it was dropped and made again"
    if new is None and old.rows:
        return f"{old.key}: it held rows and was dropped, which no statement announces"
    if new and target in wanted.by_key and new.key != target:
        return f"{old.key}: it became {new.key.identity}, not {target.identity}"
    return None


def _by_name(old: Contents, new: Contents, renamed: Mapping[Key, Key]) -> dict[int, int]:
    """The number of each old column that is still there, and its number now."""
    numbers = {column.name: number for number, column in new.columns.items()}
    names = {number: moved(old.column_key(number), renamed).part for number in old.columns}
    return {number: numbers[name] for number, name in names.items() if name in numbers}


def _of_rows(
    old: Contents,
    new: Contents,
    pairs: Mapping[int, int],
    lost: AbstractSet[int],
    count_: _Count,
    *,
    stirred: bool = False,
) -> Iterator[str]:
    held = len(old.rows) - count_.removed
    if len(new.rows) != held + count_.gained:
        yield f"{old.key}: it held {held} rows, and holds {len(new.rows) - count_.gained} now"
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
        elif not any(count_) and count != sum(row[now] is not None for row in new.rows):
            yield f"{key}: values became NULL, or NULL a value, with its type"
    if stirred:  # what a trigger keeps, as the time of the last change, is no loss
        kept = [pair for pair in kept if _fit(old.rows, new.rows, [pair], count_)]
    yield from _of_values(old, new, kept, count_)


def _of_fills(old: Contents, new: Contents, filled: AbstractSet[int]) -> Iterator[str]:
    """Whether columns in which NULLs got a value have all their others still."""
    for number in sorted(filled & old.columns.keys() & new.columns.keys()):
        place, now = list(old.columns).index(number), list(new.columns).index(number)
        before = Counter(row[place] for row in old.rows if row[place] is not None)
        after = Counter(row[now] for row in new.rows if row[now] is not None)
        same = old.columns[number].same_text(new.columns[number])
        if before - after if same else before.total() > after.total():
            yield f"{old.column_key(number)}: its values changed, where only NULLs should have"


def _of_values(
    old: Contents, new: Contents, kept: list[tuple[int, int]], count: _Count
) -> Iterator[str]:
    changed = [pair for pair in kept if not _fit(old.rows, new.rows, [pair], count)]
    for place, _ in changed:
        key = old.column_key(list(old.columns)[place])
        yield f"{key}: its values changed, which no statement announces"
    if not changed and not _fit(old.rows, new.rows, kept, count):
        yield f"{old.key}: its rows are not the same rows any more"


def _fit(
    old: tuple[Row, ...], new: tuple[Row, ...], pairs: list[tuple[int, int]], count: _Count
) -> bool:
    """Whether the rows are the same in these columns, but for those that went or came."""
    before = Counter(tuple(row[place] for place, _ in pairs) for row in old)
    after = Counter(tuple(row[place] for _, place in pairs) for row in new)
    went, came = (before - after).total(), (after - before).total()
    return went <= count.removed and came <= count.gained
