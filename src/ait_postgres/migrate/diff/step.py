"""One statement of a plan to be, and what it does to which objects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ait_postgres.migrate.model import Key


class Rank(IntEnum):
    """Where a statement stands among those that nothing forces into an order."""

    RENAME = 0
    ENUM_VALUE = 5  # committed before its use, and so before anything is dropped to be made again
    DROP_DEPENDENT = 10  # what hangs on other objects: triggers, views, constraints
    DEFAULT_PRIVILEGES = 15  # before whatever is made under them
    SCHEMA = 20
    EXTENSION = 25
    TYPE = 30
    SEQUENCE = 40
    TABLE = 50
    COLUMN = 55
    ROUTINE = 60
    CONSTRAINT = 65
    INDEX = 70
    FOREIGN_KEY = 75
    VIEW = 80
    TRIGGER = 85
    POLICY = 87
    COMMENT = 90
    GRANT = 92
    DROP = 95
    EVENT_TRIGGER = 97  # it would fire for what comes after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One statement.

    Attributes:
        sql: Without a semicolon.
        key: Its subject.
        rank: Where it stands where nothing else says so.
        creates: What exists after it.
        drops: What is gone after it; what goes with the subject is added by
            the planner.
        alters: What it changes in place.
        needs: What must be there, or altered, before; None: all that what it
            creates and alters depends on in the wanted state.
        frees: What must not be dropped before it, besides what its subject
            no longer depends on.
        displaces: Objects whose dependents must be dropped before and made
            again after it.
        ahead: Tables: it comes before all that happens to them and to what
            hangs on them.
        behind: Tables: it comes after all that happens to them and to what
            hangs on them.
        split: The statements to use instead where this one is part of a cycle.
        rewrites: Whether it rewrites the table of its subject.
        loses: Whether it gives up what people stored.
        refuses: Whether it fails where a row has a value that the new type has not.
        transactional: Whether it may run within a transaction.
        commits: Whether what follows may use its effect only after a commit.
        fills: Columns in which it gives NULLs a value.
        stirs: Tables of which it sets off triggers that may change other values.
        replaces: Columns that give way to others of their names, with their values.
        begins: Whether what stands before it is to be committed first.
    """

    sql: str
    key: Key
    rank: Rank
    creates: frozenset[Key] = frozenset()
    drops: frozenset[Key] = frozenset()
    alters: frozenset[Key] = frozenset()
    needs: frozenset[Key] | None = None
    frees: frozenset[Key] = frozenset()
    displaces: frozenset[Key] = frozenset()
    ahead: frozenset[Key] = frozenset()
    behind: frozenset[Key] = frozenset()
    split: tuple[Step, ...] = ()
    rewrites: bool = False
    loses: bool = False
    refuses: bool = False
    transactional: bool = True
    commits: bool = False
    fills: frozenset[Key] = frozenset()
    stirs: frozenset[Key] = frozenset()
    replaces: frozenset[Key] = frozenset()
    begins: bool = False
