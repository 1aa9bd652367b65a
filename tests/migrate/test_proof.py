"""What a proof refuses, and what it says of a plan that holds."""

import pytest
from tests.migrate.proving import (
    build,
    catalogue,
    column,
    rows,
    state,
    step,
    steps_to,
    table,
    wanted,
)

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.model import Key
from ait_postgres.migrate.proof import prove

T = "CREATE TABLE t (id int PRIMARY KEY, a int, b text)"


def proof(url, old, new, steps=None, **options):
    """Prove the steps, by default those that the diff finds; the plan and the rows after it."""
    to = wanted(url, new)
    with state(url, old) as engine:
        plan = prove(engine, steps or steps_to(engine, to), to, **options)
        held = rows(engine, "SELECT * FROM t ORDER BY 1") if table("t") in to.by_key else []
    return plan, held


def codes(plan):
    return [tuple(hazard.code for hazard in one.hazards) for one in plan.statements]


def test_a_plan_that_holds(ends_url):
    plan, held = proof(ends_url, T, "CREATE TABLE t (id bigint PRIMARY KEY, a int, b text, c int)")
    assert [one.sql.split()[:3] for one in plan.statements] == [["ALTER", "TABLE", "t"]] * 2
    assert [len(row) for row in held] == [4, 4, 4]
    assert plan.empty == ()


def test_nothing_to_do(ends_url):
    assert proof(ends_url, T, T, steps=())[0].statements == ()


# A plan that is wrong, beside the state that it leads to, and what is said of it.
WRONG = {
    "another state": (
        [step("ALTER TABLE t ADD COLUMN c text")],
        f"{T}; ALTER TABLE t ADD COLUMN c int",
        r"does not lead to the wanted state: column t\.c: type is 'text', wanted 'integer'$",
    ),
    "more than is wanted": (
        [step("ALTER TABLE t ADD COLUMN c text"), step("CREATE TABLE u (a int)")],
        T,
        r"wanted state: column t\.c: is not wanted \(and 2 more\)$",
    ),
    "refused": (
        [step("ALTER TABLE t ALTER b TYPE int")],
        T,
        r"refused ALTER TABLE t ALTER b TYPE int: column \"b\" cannot be cast .*Hint: ",
    ),
    "refused after another": (
        [step("CREATE TABLE u (a int)"), step("CREATE TABLE u (a int)")],
        T,
        r"PostgreSQL refused CREATE TABLE u \(a int\): relation \"u\" already exists \(42P07\)$",
    ),
    "refused whatever the rows": (
        [step("DO $$BEGIN PERFORM 1 / 0; END$$")],
        T,
        "refused DO .*division by zero",
    ),
    "rows deleted": (
        [step("DELETE FROM t WHERE id = 1")],
        T,
        r"does not keep what is stored: table t: it held 3 rows, and holds 2 now$",
    ),
    "rows added": (
        [step("INSERT INTO t VALUES (7)")],
        T,
        r"table t: it held 3 rows, and holds 4 now$",
    ),
    "values changed": (
        [step("UPDATE t SET b = upper(b || 'x')")],
        T,
        r"column t\.b: its values changed, which no statement announces$",
    ),
    "values exchanged between rows": (
        [step("UPDATE t SET b = (SELECT b FROM t o WHERE o.id = t.id % 3 + 1)")],
        T,
        r"table t: its rows are not the same rows any more$",
    ),
    "values lost with their type": (
        [step("ALTER TABLE t ALTER b TYPE int USING NULL", rewrites=True)],
        "CREATE TABLE t (id int PRIMARY KEY, a int, b int)",
        r"column t\.b: values became NULL, or NULL a value, with its type$",
    ),
    "a column dropped": (
        [step("ALTER TABLE t DROP COLUMN b")],
        "CREATE TABLE t (id int PRIMARY KEY, a int)",
        r"column t\.b: it held values and was dropped, which no statement announces$",
    ),
    "a table dropped": (
        [step("DROP TABLE t", drops=frozenset({table("t")}))],
        "SELECT 1",
        r"table t: it held rows and was dropped, which no statement announces$",
    ),
    "a table made again": (
        [
            step("CREATE TABLE u AS TABLE t"),
            step("DROP TABLE t"),
            step("CREATE TABLE t AS TABLE u"),
            step("DROP TABLE u"),
            step("ALTER TABLE t ADD PRIMARY KEY (id)"),
        ],
        T,
        r"table t: it was dropped and made again$",
    ),
    "a table rewritten": (
        [step("ALTER TABLE t ALTER a TYPE bigint")],
        "CREATE TABLE t (id int PRIMARY KEY, a bigint, b text)",
        r"does not hold: table t is rewritten, which is not announced, by ALTER TABLE t ALTER a",
    ),
    "emptied": (
        [step("TRUNCATE t", rewrites=True)],
        T,
        r"table t: it held 3 rows, and holds 0 now$",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_plan_that_is_wrong(ends_url, name):
    steps, new, said = WRONG[name]
    with pytest.raises(MigrationError, match=said) as raised:
        proof(ends_url, T, new, steps)
    assert "\n" not in str(raised.value)


def test_what_is_announced_may_be_lost(ends_url):
    plan, held = proof(
        ends_url,
        f"{T}; CREATE TABLE u (a int)",
        "CREATE TABLE t (id int PRIMARY KEY, b text)",
    )
    assert [one.loses for one in plan.statements] == [True, True]
    assert all("loses_data" in found for found in codes(plan))
    assert len(held) == 3


def test_a_rename_keeps_the_rows(ends_url):
    to = wanted(ends_url, "CREATE TABLE t (id int PRIMARY KEY, c int, b text)")
    old = T.replace("TABLE t", "TABLE old") + "; ALTER INDEX old_pkey RENAME TO t_pkey"
    with state(ends_url, old) as engine:
        steps = [step("ALTER TABLE old RENAME TO t"), step("ALTER TABLE t RENAME a TO c")]
        if (to.major) >= 18:
            steps.append(step("ALTER TABLE t RENAME CONSTRAINT old_id_not_null TO t_id_not_null"))
        renamed = {table("old"): table("t"), column("old", "a"): column("t", "c")}
        plan = prove(engine, steps, to, renamed=renamed)
        assert len(rows(engine, "SELECT c FROM t")) == 3
    assert plan.statements[1].locks[0].relation == table("t")


def test_a_column_of_a_renamed_table_may_be_lost(ends_url):
    to = wanted(ends_url, "CREATE TABLE t (id int)")
    with state(ends_url, "CREATE TABLE old (id int, a int)") as engine:
        drop = step("ALTER TABLE t DROP a", column("t", "a"), loses=True)
        steps = [step("ALTER TABLE old RENAME TO t"), drop]
        prove(engine, steps, to, renamed={table("old"): table("t")})


PARTITIONED = (
    "CREATE TABLE t (id int PRIMARY KEY, a int, b text) PARTITION BY RANGE (id);"
    " CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (2);"
    " CREATE TABLE t_2 PARTITION OF t DEFAULT"
)


@pytest.mark.parametrize("lost", ["", " WHERE id > 1"])
@pytest.mark.parametrize(("old", "new"), [(T, PARTITIONED), (PARTITIONED, T)])
def test_a_table_made_again_keeps_its_rows(ends_url, old, new, lost):
    steps = [
        step("CREATE TABLE kept AS TABLE t"),
        step("DROP TABLE t", drops=frozenset({table("t")})),
        *(step(one) for one in new.split(";")),
        step(f"INSERT INTO t SELECT * FROM kept{lost}"),
        step("DROP TABLE kept"),
    ]
    if not lost:
        assert len(proof(ends_url, old, new, steps)[1]) >= 3
        return
    with pytest.raises(MigrationError, match=r"table t: it held \d rows, and holds"):
        proof(ends_url, old, new, steps)


def test_rows_that_do_not_fit_a_table_made_again(ends_url):
    new = "CREATE TABLE t (id int PRIMARY KEY CHECK (id < 3), a int, b text)"
    steps = [
        step("CREATE TABLE kept AS TABLE t"),
        step("DROP TABLE t", drops=frozenset({table("t")})),
        step(new),
        step("INSERT INTO t SELECT * FROM kept"),
        step("DROP TABLE kept"),
    ]
    plan, held = proof(ends_url, T, new, steps)
    assert len(held) == 1
    assert [one.commits for one in plan.statements] == [False] * 5


def test_another_table_under_the_name_is_not_a_rename(ends_url):
    to = wanted(ends_url, "CREATE TABLE a (id int); CREATE TABLE b (id int)")
    with state(ends_url, "CREATE TABLE a (id int); CREATE TABLE b (id int)") as engine:
        steps = [step(f"ALTER TABLE {one} RENAME TO {other}") for one, other in ("ac", "ba", "cb")]
        with pytest.raises(MigrationError, match="table a: it became b, not a"):
            prove(engine, steps, to)


def test_a_column_that_no_row_can_take(ends_url):
    plan, held = proof(ends_url, T, f"{T}; ALTER TABLE t ADD COLUMN c int NOT NULL")
    assert "fails_on_any_row" in codes(plan)[0]
    assert held == []


def test_rows_that_break_a_statement_give_way_and_others_stay(ends_url):
    plan, held = proof(ends_url, T, f"{T}; ALTER TABLE t ALTER a SET NOT NULL")
    assert "fails_on_some_rows" in codes(plan)[0]
    assert [row[0] for row in held] == [1]


def test_rows_that_stay_are_still_watched(ends_url):
    steps = [step("ALTER TABLE t ALTER a SET NOT NULL"), step("UPDATE t SET a = a + 1")]
    with pytest.raises(MigrationError, match=r"column t\.a: its values changed"):
        proof(ends_url, T, f"{T}; ALTER TABLE t ALTER a SET NOT NULL", steps)


def test_rows_give_way_with_those_that_reference_them(ends_url):
    more = "; CREATE TABLE u (t int NOT NULL REFERENCES t, x int)"
    plan, held = proof(ends_url, T + more, f"{T}{more}; ALTER TABLE t ADD c int NOT NULL")
    assert "fails_on_any_row" in codes(plan)[0]
    assert held == []


def test_a_value_that_an_enum_loses(ends_url):
    old = "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e NOT NULL)"
    steps = [
        step("ALTER TYPE e RENAME TO old"),
        step("CREATE TYPE e AS ENUM ('b')"),
        step("ALTER TABLE t ALTER a TYPE e USING a::text::e", column("t", "a"), rewrites=True),
        step("DROP TYPE old"),
    ]
    plan, held = proof(ends_url, old, old.replace("'a', ", ""), steps)
    assert held == [("b",)]
    assert "fails_on_some_rows" in codes(plan)[2]


def test_rows_of_the_migrations_do_not_give_way(ends_url):
    old = "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (NULL)"
    with pytest.raises(
        MigrationError, match=r'refused ALTER .*column "a" of relation "t" contains'
    ):
        proof(ends_url, old, "CREATE TABLE t (a int NOT NULL)")


def test_what_needs_a_commit_is_told(ends_url):
    old = "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a e)"
    new = "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (a e DEFAULT 'b')"
    steps = [
        step("ALTER TYPE e ADD VALUE 'b'", Key("enum", "", "e")),
        step("ALTER TABLE t ALTER a SET DEFAULT 'b'"),
    ]
    plan, _ = proof(ends_url, old, new, steps)
    assert [one.commits for one in plan.statements] == [True, False]


def test_what_runs_together_needs_no_commit(ends_url):
    plan, _ = proof(ends_url, T, f"{T}; CREATE INDEX ON t (a); CREATE INDEX ON t (b)")
    assert [one.commits for one in plan.statements] == [False, False]


def test_outside_a_transaction(ends_url):
    index = "CREATE INDEX {}i ON t (a)"
    steps = [step(index.format("CONCURRENTLY "), Key("index", "", "i"), transactional=False)]
    plan, _ = proof(ends_url, T, f"{T}; {index.format('')}", steps)
    (one,) = plan.statements
    assert codes(plan) == [("outside_transaction", "scans_table")]
    assert [str(lock.mode) for lock in one.locks] == ["SHARE UPDATE EXCLUSIVE"]
    assert (one.lock_timeout, one.statement_timeout) == (0, 0)


def test_a_table_that_no_row_fits_is_named(ends_url):
    old = f"{T}; CREATE TABLE u (a int CHECK (false), b int NOT NULL CHECK (b > b))"
    plan, _ = proof(ends_url, old, f"{old}; ALTER TABLE t ADD c int")
    assert plan.empty == (table("u"),)


def test_what_is_new_is_in_nobodys_way(ends_url):
    plan, _ = proof(ends_url, T, f"{T}; CREATE TABLE u (a int); CREATE INDEX ON u (a)")
    assert codes(plan) == [(), ()]
    assert [one.locks for one in plan.statements] == [(), ()]


def test_a_plan_as_json(ends_url):
    plan, _ = proof(ends_url, T, f"{T}; ALTER TABLE t ADD CHECK (a < 100)")
    assert plan.as_json() == {
        "statements": [
            {
                "sql": "ALTER TABLE t ADD CONSTRAINT t_a_check CHECK ((a < 100))",
                "subject": "constraint t.t_a_check",
                "transactional": True,
                "commits": False,
                "begins": False,
                "loses_data": False,
                "locks": [{"relation": "table t", "mode": "ACCESS EXCLUSIVE"}],
                "rewrites": [],
                "scans": ["table t"],
                "rebuilds": [],
                "hazards": [
                    {
                        "code": "blocks_reads",
                        "text": "table t: nobody can read it or write to it"
                        " while it reads the table",
                    },
                    {
                        "code": "fails_on_some_rows",
                        "text": "constraint t.t_a_check: it fails where a row does not fit it",
                    },
                    {"code": "scans_table", "text": "table t: every row is read"},
                ],
                "lock_timeout": 1.0,
                "statement_timeout": 0,
            }
        ],
        "tables_without_rows": [],
    }


def test_tables_that_are_left_out(ends_url):
    to = wanted(ends_url, T)
    with state(ends_url, T) as engine:
        build(engine, "CREATE TABLE journal (a int)")
        prove(engine, (), to, without=["journal"])
        with pytest.raises(MigrationError, match=r"column journal\.a: is not wanted"):
            prove(engine, (), to)


def test_a_database_is_let_go_after_a_failure(ends_url):
    to = wanted(ends_url, T)
    with state(ends_url, T) as engine:
        with pytest.raises(MigrationError):
            prove(engine, [step("ALTER TABLE t ADD COLUMN c int")], to)
        build(engine, "ALTER TABLE t DROP COLUMN c")  # would wait for an open transaction
        assert catalogue(engine) == to
