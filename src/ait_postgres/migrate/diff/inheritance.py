"""What a partition or child table has of its parent comes and goes with the parent's.

PostgreSQL carries a parent's columns, checks, foreign keys and indexes over to
its children, at once where the child hangs on it already, else when it is
attached. No statement of the child's own is needed then, but for what it has
otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.typed import attribute_of
from ait_postgres.migrate.model import Column, Constraint, Default, Index, Key, Table
from ait_postgres.migrate.model.names import chosen_index_name, chosen_name
from ait_postgres.migrate.quote import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ait_postgres.migrate.diff.state import Side, State
    from ait_postgres.migrate.diff.step import Step
    from ait_postgres.migrate.model import SchemaObject

# ALTER COLUMN changes these of the children's columns, too; SET COMPRESSION and
# SET (n_distinct) do not recurse (ATPrepCmd).
_CARRIED: Final = (
    "type",
    "collation",
    "not_null",
    "storage",
    "statistics",
    "identity_form",
    "generated",
    "expression",
)
_LABELS: Final = {"p": "pkey", "u": "key", "x": "excl"}


def follows(item: SchemaObject, side: Side) -> Key | None:
    """What of a parent table an object is only a copy of."""
    match item:
        case (
            Column(inherited=True, local=False) | Constraint(form="c", inherited=True, local=False)
        ):
            return next(_of_parents(item, side), None)
        case Constraint(form="f", inherited=True):
            tables = side.parents(item.parent)
            return next(
                (
                    one
                    for one in sorted(side.needs(item.key))
                    if side.table_of(one) in tables and _is_reference(side.get(one))
                ),
                None,
            )
        case Constraint(attached_to=str() as name) | Index(attached_to=str() as name):
            return side.index(name)
        case _:
            return None


def refers_below(item: SchemaObject, other: Key, side: Side) -> bool:
    """Whether a foreign key hangs on a partition of the table that it refers to.

    The partition cannot be dropped under it, but may come later.
    """
    table = side.table_of(other)
    return (
        isinstance(item, Constraint)
        and _is_reference(item)
        and not _is_reference(side.get(other))
        and table is not None
        and table not in {item.parent, side.table(item.references or "")}
        and side.is_partition(table)
    )


def _is_reference(item: SchemaObject | None) -> bool:
    return isinstance(item, Constraint) and item.form == "f"


def inherited_from(item: SchemaObject, side: Side) -> Key | None:
    """What of a parent table takes an object with it, of which pg_depend knows nothing."""
    match item:
        case (
            Column(inherited=True, local=False) | Constraint(form="c", inherited=True, local=False)
        ):
            found = list(_of_parents(item, side))
            return found[0] if len(found) == 1 else None
        case _:
            return None


def _of_parents(item: Column | Constraint | Default, side: Side) -> Iterator[Key]:
    """What the parent tables have of the same kind and name."""
    for parent in side.parents(Key("table", item.schema, item.table)):
        key = Key(item.kind, parent.schema, parent.name, item.name)
        if key in side:
            yield key


def comes_along(item: SchemaObject, state: State) -> bool:
    """Whether a new object is made by what makes, or attaches, its parent's."""
    attribute = attribute_of(item, state) if isinstance(item, Column) else None
    made = attribute is not None and state.is_made(attribute)
    if attribute or isinstance(item, Default):
        return _default_comes_along(item, state) if isinstance(item, Default) else made
    of, table = follows(item, state.new), state.new.table_of(item.key)
    if of is None or table is None:
        return False
    stays = state.stays(table, state.new.table_of(of))
    match item:
        case Constraint(form="f"):
            return not stays or state.is_made(of)
        case Constraint(form="c"):
            return stays or (state.is_made(table) and not state.new.is_partition(table))
        case Constraint() | Index():
            return _is_named_for(item, of, state) and (not stays or state.is_made(of))
        case _:
            return stays


def _is_named_for(item: Constraint | Index, of: Key, state: State) -> bool:
    """Whether PostgreSQL chooses this name for a partition's part of an index."""
    parent = state.new.by_key[of]
    if not isinstance(parent, (Constraint, Index)) or parent.kind != item.kind:
        return False  # a key of the partition's own, which an index of the parent took in
    label = _LABELS[item.form] if isinstance(item, Constraint) else "idx"
    columns = () if label == "pkey" else parent.index_columns
    return item.name == chosen_index_name(item.table, columns, label)


def _default_comes_along(item: Default, state: State) -> bool:
    column = state.new.find(Column, Key("column", item.schema, item.table, item.name))
    of = next(_of_parents(item, state.new), None)
    parent = state.new.find(Default, of) if of else None
    if column is None or parent is None or not column.inherited:
        return False
    if state.is_made(column.key):
        along = not column.local and (comes_along(column, state) or _made_with_child(column, state))
        return along and parent.expression == item.expression
    table = Key("table", item.schema, item.table)
    stays = state.stays(table, Key("table", parent.schema, parent.table))
    return stays and state.differs(parent.key) and carries(parent.key, state)


def carries(default: Key, state: State) -> bool:
    """Whether the tables below are to have a column's default, or none, as it has itself."""
    parent = state.new.find(Default, default)
    below = [
        state.new.find(Default, Key("default", *heir[1:]))
        for heir in heirs(Key("column", *default[1:]), state)
    ]
    return all((one and one.expression) == (parent and parent.expression) for one in below)


def goes_along(item: SchemaObject, state: State) -> bool:
    """Whether an object is dropped, or changed, together with that of the parent table."""
    match item:
        case Default(relation="table"):
            table = Key("table", item.schema, item.table)
            return any(
                state.stays(table, Key("table", of.schema, of.name))
                and state.differs(of)
                and carries(of, state)
                for of in _of_parents(item, state.old)
            )
        case Column() if (attribute := attribute_of(item, state)) is not None:
            return attribute not in state.new
        case Column(inherited=True, local=False):
            table = Key("table", item.schema, item.table)
            above = list(_of_parents(item, state.old))
            return bool(above) and all(
                of in state.gone and state.stays(table, state.old.table_of(of)) for of in above
            )
        case _:
            return False


def heirs(column: Key, state: State) -> Iterator[Key]:
    """The columns below one, of tables that hang on its table before and after."""
    table = Key("table", column.schema, column.name)
    for child in state.new.heirs(table):
        key = Key("column", child.schema, child.name, column.part)
        if state.stays(child, table) and key in state.old and key in state.new:
            yield key
            yield from heirs(key, state)


def with_heirs(steps: Iterable[Step], state: State) -> Iterator[Step]:
    """Steps with what they do to the tables below, and after what is done to those above."""
    for step in steps:
        creates = {other for key in step.creates for other in brought(key, state)}
        drops: set[Key] = set()
        alters: set[Key] = set()
        if step.key.kind == "column":
            alters.update(*(heirs(key, state) for key in step.alters if key.kind == "column"))
        elif step.key.kind == "default" and carries(step.key, state):
            below = heirs(Key("column", *step.key[1:]), state)
            same = {Key("default", *key[1:]) for key in below}
            drops = {key for key in same if step.drops and key in state.old}
            alters = {key for key in same if step.alters and key in state.new}
            creates |= {key for key in same if step.creates and key in state.new}
        displaces = {other for key in step.displaces & step.alters for other in heirs(key, state)}
        yield replace(
            step,
            creates=step.creates | creates,
            drops=step.drops | drops,
            alters=step.alters | alters,
            displaces=step.displaces | displaces,
            needs=None if step.needs is None else step.needs | _above(step, state),
            behind=step.behind | _outlived(step, state),
        )


def _above(step: Step, state: State) -> set[Key]:
    """The parents' columns of a column that a step changes."""
    column = state.new.find(Column, step.key)
    return set(_of_parents(column, state.new)) if column and step.alters else set()


def _outlived(step: Step, state: State) -> set[Key]:
    """The parents of a column that is dropped: only what is no longer inherited can be."""
    column = state.old.find(Column, step.key)
    if not (column and column.inherited and step.drops):
        return set()
    table = Key("table", column.schema, column.table)
    return {one for one in state.old.parents(table) if state.stays(table, one)}


def settled(before: SchemaObject, after: SchemaObject, state: State) -> SchemaObject:
    """An object as the changes of its parent table's leave it."""
    match before:
        case Column() if isinstance(after, Column) and _is_made_so(
            attribute_of(after, state), state
        ):
            return replace(before, type=after.type, collation=after.collation)
        case Column():
            return _carried(before, state)
        case Constraint(form="c" | "f"):
            of = follows(before, state.old)
            stays = of is not None and state.stays(
                Key("table", before.schema, before.table), state.old.table_of(of)
            )
            return after if stays and follows(after, state.new) == of else before
        case Default() if goes_along(before, state):
            return after
        case _:
            return before


def _is_made_so(attribute: Key | None, state: State) -> bool:
    """Whether an attribute changes its type, and a typed table's column with it."""
    return attribute is not None and attribute in state.old and attribute in state.new


def _carried(before: Column, state: State) -> Column:
    """A child's column as the changes of its parent's leave it."""
    table = Key("table", before.schema, before.table)
    for of in _of_parents(before, state.old):
        old, new = state.old.find(Column, of), state.new.find(Column, of)
        if before.inherited and state.stays(table, state.old.table_of(of)) and old and new:
            changes = {
                name: getattr(new, name)
                for name in _CARRIED
                if getattr(old, name) != getattr(new, name)
            }
            if new.not_null and old.not_null_form == " NO INHERIT" != new.not_null_form:
                changes["not_null"] = True
            # RENAME CONSTRAINT goes down to the children, which have the constraint from there.
            renamed = before.not_null and _not_null_name(old, before, state) == before.not_null_name
            if changes.get("not_null") or (renamed and old.not_null and new.not_null):
                changes["not_null_name"] = _not_null_name(new, before, state)
            if changes.get("not_null") is False and not renamed and state.major >= 18:
                del changes["not_null"]  # its own, by its name, which outlives the parent's
            if changes.get("not_null") and (own := _own_not_null(before, new, state)):
                changes["not_null_name"] = own.not_null_name
            return replace(before, **changes)
        if _identity_ends(before, state.old.table_of(of), state):
            return replace(before, identity_form="")
    return before


def named_below(item: Column, state: State) -> Iterator[Column]:
    """The columns below one that becomes NOT NULL that are to call it otherwise: they go first."""
    for key in heirs(item.key, state):
        before = state.old.find(Column, key)
        if before and (own := _own_not_null(before, item, state)):
            yield own


def _own_not_null(before: Column, above: Column, state: State) -> Column | None:
    """The wanted column, where its NOT NULL has another name than the parent's would give it."""
    wanted = state.new.find(Column, before.key)
    if before.not_null or not wanted or not wanted.not_null or state.major < 18:
        return None
    return wanted if wanted.not_null_name != _not_null_name(above, wanted, state) else None


def _identity_ends(before: Column, parent: Key | None, state: State) -> bool:
    """Whether DETACH takes the identity that a partition has of its parent (since 17)."""
    table = Key("table", before.schema, before.table)
    return (
        before.inherited
        and bool(before.identity_form)
        and not state.old.owned.get(before.key)
        and not state.stays(table, parent)
    )


def as_inherited(item: SchemaObject, state: State) -> SchemaObject:
    """A new object as it comes of its parent table's, before anything of its own."""
    if isinstance(item, Column) and state.is_made(item.key) and attribute_of(item, state):
        return replace(item, not_null=False, storage=None, statistics=None, options=())
    return _of_parent(item, state) if state.is_made(item.key) else item


def _of_parent(item: SchemaObject, state: State) -> SchemaObject:
    of = follows(item, state.new)
    parent = state.new.by_key[of] if of else None
    if not parent or not (comes_along(item, state) or _made_with_child(item, state)):
        return item
    if isinstance(item, Column) and isinstance(parent, Column):
        return replace(
            item,
            not_null=parent.not_null,
            not_null_name=_not_null_name(parent, item, state) if parent.not_null else None,
            storage=parent.storage,
            statistics=None,
            compression=parent.compression,
            options=(),
        )
    if isinstance(item, Constraint) and isinstance(parent, Constraint):
        return replace(
            item,
            # A check may be valid here and not above.
            definition=item.definition if item.has_index else parent.definition,
            index_options=parent.index_options,
            clustered=False,
            replica_identity=False,
        )
    if isinstance(item, Index) and isinstance(parent, Index):
        return replace(
            item, options=parent.options, clustered=False, replica_identity=False, statistics=()
        )
    return item


def _made_with_child(item: SchemaObject, state: State) -> bool:
    """Whether CREATE TABLE ... INHERITS makes a column."""
    table = state.new.table_of(item.key)
    return (
        isinstance(item, Column)
        and table is not None
        and state.is_made(table)
        and not state.new.is_partition(table)
    )


def _not_null_name(parent: Column, child: Column, state: State) -> str | None:
    """What the child's NOT NULL is called: as the parent's is; a constraint since PostgreSQL 18."""
    if state.major < 18:
        return None
    name = parent.not_null_name or chosen_name(parent.table, parent.name, "not_null")
    return None if name == chosen_name(child.table, child.name, "not_null") else name


def brought(made: Key, state: State) -> set[Key]:
    """What comes along with an object that is made on a parent table."""
    found: set[Key] = set()
    for copy in state.copies.get(made, ()):
        table = state.new.table_of(copy)
        stays = table is not None and state.stays(table, state.new.table_of(made))
        if stays and state.is_made(copy) and comes_along(state.new.by_key[copy], state):
            found |= {copy} | brought(copy, state)
            found |= {
                one.key
                for one in state.new.children(copy, Default)
                if _default_comes_along(one, state)
            }
    return found


def brought_by_attaching(table: Key, state: State) -> set[Key]:
    """What a table and those below are given when it is attached."""
    found: set[Key] = set()
    for kind in (Constraint, Index):
        for item in state.new.children(table, kind):
            if not (state.is_made(item.key) and comes_along(item, state)):
                continue
            if not comes_after_rows(item.key, state):
                found |= {item.key} | brought(item.key, state)
    return found


def comes_after_rows(key: Key, state: State) -> bool:
    """Whether it comes with a foreign key that is made when the rows of its table are back."""
    item = state.new.get(key)
    of = follows(item, state.new) if item and _is_reference(item) else None
    table = state.new.table_of(of) if of else None
    return table is not None and table in state.old and state.is_made(table)


def attach(item: Table, state: State) -> list[tuple[Key, str]]:
    """The parents that a table is attached to, each with the words that do so."""
    old = state.old.find(Table, item.key) if not state.is_made(item.key) else None
    if old is None:
        return _words(item, state.new, "ATTACH") if item.bound else []
    if (old.inherits, old.bound) == (item.inherits, item.bound):
        return []
    kept = _kept(old, item)
    return _words(item, state.new, "ATTACH")[kept:]


def detach(old: Table, new: Table, state: State) -> list[tuple[Key, str]]:
    """The parents that a table is detached from."""
    if (old.inherits, old.bound) == (new.inherits, new.bound):
        return []
    return _words(old, state.old, "DETACH")[_kept(old, new) :]


def _kept(old: Table, new: Table) -> int:
    """How many of its first parents a table keeps: their order is that of its columns."""
    if old.bound != new.bound:
        return 0
    same = [one == other for one, other in zip(old.inherits, new.inherits, strict=False)]
    return same.index(False) if False in same else len(same)


def _words(item: Table, side: Side, what: str) -> list[tuple[Key, str]]:
    found: list[tuple[Key, str]] = []
    for parent, name in zip(side.parents(item.key), item.inherits, strict=True):
        if item.bound:
            bound = f" {item.bound}" if what == "ATTACH" else ""
            words = f"ALTER TABLE {name} {what} PARTITION {named(item.key)}{bound}"
        else:
            word = "INHERIT" if what == "ATTACH" else "NO INHERIT"
            words = f"ALTER TABLE {named(item.key)} {word} {name}"
        found.append((parent, words))
    return found
