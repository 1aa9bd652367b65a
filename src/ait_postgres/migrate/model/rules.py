"""Rules and policies: what PostgreSQL puts between a query and its table; event triggers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject, TableObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(TableObject):
    """A rule of a table or view; the one that makes a view is not read.

    Attributes:
        relation: The kind it hangs on: `table` or `view`.
        definition: As pg_get_ruledef prints it.
        enabled: As pg_rewrite.ev_enabled: `O` is the usual.
    """

    kind: ClassVar[str] = "rule"
    relation: str
    definition: str
    enabled: str

    @property
    def parent(self) -> Key | None:
        """The table or view."""
        return Key(self.relation, self.schema, self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(TableObject):
    """A policy of row security.

    Attributes:
        permissive: PERMISSIVE, else RESTRICTIVE.
        command: `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
        roles: As SQL names them, sorted; `PUBLIC` is everyone.
        using: The rows that there are, as pg_get_expr prints it.
        check: The rows that may be written.
    """

    kind: ClassVar[str] = "policy"
    permissive: bool
    command: str
    roles: tuple[str, ...]
    using: str | None
    check: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTrigger(SchemaObject):
    """An event trigger; `schema` is empty: its name is one for the whole database.

    Attributes:
        event: As `ddl_command_end`.
        tags: The commands it fires for; empty: all.
        function: As SQL names it.
        enabled: As pg_event_trigger.evtenabled: `O` is the usual.
    """

    kind: ClassVar[str] = "event_trigger"
    event: str
    tags: tuple[str, ...]
    function: str
    enabled: str
