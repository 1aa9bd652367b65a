"""Random schemas that can follow one another, whatever the order.

All states draw on the same few names, so that two of them have much in common. What a
column is called says which types it may have: its rows then fit each of them, and a walk
from any state to any other is possible without losing one. A column that may be NOT NULL
always has a default.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

TABLES = ("public.t1", "public.t2", 'other."T 3"')
MOODS = ("a", "b", "c", "it's d")
_TEXT_LIKE = ("int", "bigint", "smallint", "numeric", "text", "varchar(20)")
#: By name: the types a column may have, and the defaults.
FAMILIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "c1": (_TEXT_LIKE, ("1", "7")),
    '"C 2"': (_TEXT_LIKE, ("2",)),
    "d1": (("date", "timestamp", "timestamptz(3)"), ("'2026-01-02'", "now()")),
    "j1": (("json", "jsonb"), ("'{}'", """'{"a": 1}'""")),
    "e1": (("mood", "text"), ("'a'",)),
    "e2": (("mood[]", "text[]"), ("'{a}'",)),
    "b1": (("boolean",), ("true", "false")),
}
_EXPRESSIONS = ("id * 2", "id + 5")


@dataclass(frozen=True)
class Column:
    name: str
    type: str
    default: str
    not_null: bool

    @property
    def sql(self) -> str:
        return f"{self.name} {self.type} DEFAULT {self.default}" + " NOT NULL" * self.not_null


@dataclass(frozen=True)
class Table:
    """A table, with what hangs on it as statements."""

    name: str
    identity: str
    columns: tuple[Column, ...]
    extras: tuple[str, ...]  # further lines of CREATE TABLE
    foreign: str | None  # the table that r1 refers to
    action: str
    after: tuple[str, ...]

    @property
    def sql(self) -> str:
        lines = [f"id {self.identity} PRIMARY KEY", "r1 int", "n1 text"]
        lines += [*(column.sql for column in self.columns), *self.extras]
        return f"CREATE TABLE {self.name} ({', '.join(lines)})"


@dataclass(frozen=True)
class Schema:
    """One state."""

    tables: tuple[Table, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def sql(self) -> str:
        """The statements that build it."""
        names = [table.name for table in self.tables]
        keys = [
            f"ALTER TABLE {table.name} ADD CONSTRAINT r1_key FOREIGN KEY (r1)"
            f" REFERENCES {table.foreign} {table.action}"
            for table in self.tables
            if table.foreign in names
        ]
        parts = [*self.before, *(table.sql for table in self.tables), *keys]
        parts += [text for table in self.tables for text in table.after]
        return ";\n".join([*parts, *self.after])

    @property
    def rows(self) -> str:
        """The statements that fill the tables which are empty."""
        return ";\n".join(
            f"INSERT INTO {table.name} (n1) SELECT x FROM unnest(ARRAY['x', NULL]) AS x"
            f" WHERE NOT EXISTS (SELECT FROM {table.name})"
            if "GENERATED" in table.identity or "serial" in table.identity
            else f"INSERT INTO {table.name} (id, n1) SELECT x, 'x' FROM generate_series(1, 2) AS x"
            f" WHERE NOT EXISTS (SELECT FROM {table.name})"
            for table in self.tables
        )


def short(name: str) -> str:
    """A table's name as part of another."""
    return name.partition(".")[2].strip('"').replace(" ", "_").lower()


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Any state."""
    moods = draw(st.permutations(MOODS))[: draw(st.integers(1, len(MOODS)))]
    moods = [*moods, "a"] if "a" not in moods else moods
    labels = ", ".join("'" + mood.replace("'", "''") + "'" for mood in moods)
    returns = draw(st.sampled_from(("int", "bigint", "text")))
    body = f"SELECT (x + {draw(st.integers(0, 1))})::{returns}"
    before = [
        "CREATE SCHEMA other",
        f"CREATE TYPE mood AS ENUM ({labels})",
        f"CREATE FUNCTION f1(x int) RETURNS {returns} LANGUAGE sql IMMUTABLE AS '{body}'",
        "CREATE FUNCTION tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ]
    names = [name for name in TABLES if draw(st.integers(0, 4))]
    tables = tuple(draw(_tables(name)) for name in names)
    after = [text for table in tables for text in draw(_views(table))]
    if draw(st.booleans()):
        after += draw(_partitioned())
    if draw(st.booleans()):
        step = draw(st.sampled_from(("", "INCREMENT 5", "AS int", "CACHE 3 CYCLE")))
        after.append(f"CREATE SEQUENCE s1 {step}")
    return Schema(tables, tuple(before), tuple(after))


@st.composite
def _tables(draw: st.DrawFn, name: str) -> Table:
    chosen = [one for one in FAMILIES if draw(st.booleans())]
    columns = tuple(
        Column(
            one,
            draw(st.sampled_from(FAMILIES[one][0])),
            draw(st.sampled_from(FAMILIES[one][1])),
            draw(st.booleans()),
        )
        for one in draw(st.permutations(chosen))
    )
    identity = draw(
        st.sampled_from(("int", "bigint", "serial", "bigint GENERATED BY DEFAULT AS IDENTITY"))
    )
    extras = []
    if draw(st.booleans()):
        expression = draw(st.sampled_from(_EXPRESSIONS))
        extras.append(f"g1 bigint GENERATED ALWAYS AS ({expression}) STORED")
    if draw(st.booleans()):
        limit = draw(st.integers(-2, 0))
        extras.append(f"CONSTRAINT id_low CHECK (id > {limit})")
    if columns and draw(st.booleans()):
        unique = draw(st.sampled_from(("id", "id, r1")))
        extras.append(f"CONSTRAINT {short(name)}_once UNIQUE ({unique})")
    return Table(
        name,
        identity,
        columns,
        tuple(extras),
        draw(st.sampled_from((None, *TABLES))),
        draw(st.sampled_from(("", "ON DELETE CASCADE", "ON DELETE SET NULL DEFERRABLE"))),
        tuple(draw(_hanging(name, columns))),
    )


@st.composite
def _hanging(draw: st.DrawFn, name: str, columns: tuple[Column, ...]) -> list[str]:
    """Indexes, comments, grants, triggers, policies, statistics of a table."""
    sortable = ["id", "n1", *(one.name for one in columns if one.name != "j1")]
    found = []
    for number in range(draw(st.integers(0, 2))):
        keys = ", ".join(
            draw(st.lists(st.sampled_from(sortable), min_size=1, max_size=2, unique=True))
        )
        order = draw(st.sampled_from(("", " DESC NULLS LAST")))
        where = draw(st.sampled_from(("", " WHERE id > 0", " WHERE n1 IS NOT NULL")))
        found.append(f"CREATE INDEX {short(name)}_i{number} ON {name} ({keys}{order}){where}")
    watched = draw(st.sampled_from(sortable))
    optional = (
        f"CREATE INDEX {short(name)}_f ON {name} (f1(r1))",
        f"COMMENT ON TABLE {name} IS '{draw(st.sampled_from(('one', 'two')))}'",
        f"COMMENT ON COLUMN {name}.{watched} IS 'it''s'",
        f"GRANT {draw(st.sampled_from(('SELECT', 'INSERT', 'ALL')))} ON {name} TO ait_reader",
        (
            f"CREATE TRIGGER tr BEFORE UPDATE OF {watched} ON {name} FOR EACH ROW"
            " WHEN (NEW.id > 0) EXECUTE FUNCTION tg()"
        ),
        f"CREATE POLICY p ON {name} USING ({watched} IS NOT NULL)",
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"CREATE STATISTICS {short(name)}_s ON id, {watched.replace('id', 'n1')} FROM {name}",
    )
    return [*found, *(text for text in optional if draw(st.integers(0, 3)) == 0)]


@st.composite
def _views(draw: st.DrawFn, table: Table) -> list[str]:
    """A view of a table, one of that view, and a materialised one with an index."""
    if not draw(st.booleans()):
        return []
    schema, name = table.name.partition(".")[0], short(table.name)
    names = [one.name for one in table.columns if draw(st.booleans())]
    where = draw(st.sampled_from(("", " WHERE id > 0", " WHERE f1(r1) IS NOT NULL")))
    called = draw(st.sampled_from(("", ", f1(r1) AS f")))
    found = [
        (
            f"CREATE VIEW {schema}.v_{name} AS SELECT {', '.join(['id', *names])}{called}"
            f" FROM {table.name}{where}"
        )
    ]
    if draw(st.booleans()):
        kind, end = draw(st.sampled_from((("VIEW", "w"), ("MATERIALIZED VIEW", "m"))))
        found.append(f"CREATE {kind} a_{name} AS SELECT id FROM {schema}.v_{name}")
        if end == "m":
            found.append(f"CREATE INDEX a_{name}_i ON a_{name} (id)")
    return found


@st.composite
def _partitioned(draw: st.DrawFn) -> list[str]:
    key = draw(st.sampled_from(("", ", PRIMARY KEY (id)")))
    kind = draw(st.sampled_from(("int", "bigint")))
    bounds = {
        "p1_a": "FOR VALUES FROM (0) TO (10)",
        "p1_b": draw(
            st.sampled_from(("FOR VALUES FROM (10) TO (20)", "FOR VALUES FROM (10) TO (30)"))
        ),
        "p1_rest": "DEFAULT",
    }
    found = [f"CREATE TABLE p1 (id int, x {kind}{key}) PARTITION BY RANGE (id)"]
    found += [
        f"CREATE TABLE {name} PARTITION OF p1 {bound}"
        for name, bound in bounds.items()
        if draw(st.booleans())
    ]
    if draw(st.booleans()):
        found.append("CREATE INDEX p1_x ON p1 (x)")
    return found
