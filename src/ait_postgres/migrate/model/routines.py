"""Functions, procedures and aggregates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine(SchemaObject):
    """A function, procedure or window function.

    Attributes:
        arguments: By type, what tells overloads apart.
        signature: With names, modes and defaults.
        names: Of the arguments that go in; empty where one has none.
        defaults: How many arguments have one.
        outputs: Name and type of those that come out.
        form: `f` function, `p` procedure, `w` window, as pg_proc.prokind.
        returns: As pg_get_function_result prints it; None for a procedure.
        body: The source text, or an SQL-standard body with its first keyword.
        object_file: Of a C function, the library.
        sql_body: Whether the body is an SQL-standard one.
        transforms: Types with FOR TYPE.
        support: Its planner support function.
    """

    kind: ClassVar[str] = "routine"
    arguments: str
    signature: str
    names: tuple[str, ...]
    defaults: int
    outputs: tuple[str, ...]
    form: str
    returns: str | None
    language: str
    volatility: str
    parallel: str
    strict: bool
    leakproof: bool
    security_definer: bool
    cost: float
    rows: float
    settings: tuple[str, ...]
    body: str
    sql_body: bool
    object_file: str | None = None
    transforms: tuple[str, ...] = ()
    support: str | None = None

    @property
    def key(self) -> Key:
        """What tells it from every other object, overloads among them."""
        return Key(self.kind, self.schema, self.name, self.arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(SchemaObject):
    """An aggregate function.

    Attributes:
        arguments: By type, what tells overloads apart.
        signature: With names, as pg_get_function_arguments prints it; `*` for none.
        returns: The type of its result.
        options: As CREATE AGGREGATE writes them: `SFUNC = int4pl`.
    """

    kind: ClassVar[str] = "aggregate"
    arguments: str
    signature: str
    returns: str
    options: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What tells it from every other object, overloads among them."""
        return Key(self.kind, self.schema, self.name, self.arguments)
