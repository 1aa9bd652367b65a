"""What statements are seen to do, on the oldest server and on the newest."""

import pytest
from sqlalchemy.exc import DBAPIError
from tests.migrate.proving import rows, state

from ait_postgres.migrate.model import Key
from ait_postgres.migrate.observe import Observer
from ait_postgres.migrate.plan import LockMode

STATE = """
CREATE TABLE people (id integer PRIMARY KEY, name text, age integer, at timestamp);
CREATE TABLE pets (id integer PRIMARY KEY, owner integer, code varchar(10));
CREATE INDEX pets_owner ON pets (owner);
CREATE VIEW names AS SELECT name FROM people;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM people;
CREATE SEQUENCE numbers;
INSERT INTO people VALUES (1, 'Ada', 36), (2, 'Grace', 85);
INSERT INTO pets VALUES (1, 1, 'x');
"""
PEOPLE, PETS = Key("table", "", "people"), Key("table", "", "pets")

AEX, SHARE, SUE = "ACCESS EXCLUSIVE", "SHARE", "SHARE UPDATE EXCLUSIVE"
SRE = "SHARE ROW EXCLUSIVE"

# The strongest lock on people and on pets, what is rewritten, what is read from end to end.
STATEMENTS = {
    "ALTER TABLE people ADD COLUMN x integer": ((AEX, None), "", ""),
    "ALTER TABLE people ADD x timestamptz DEFAULT now()": ((AEX, None), "", ""),
    "ALTER TABLE people ADD x uuid DEFAULT gen_random_uuid()": ((AEX, None), "people", "people"),
    "ALTER TABLE people ALTER id TYPE bigint": ((AEX, None), "people", "people"),
    "ALTER TABLE pets ALTER code TYPE varchar(20)": ((None, AEX), "", ""),
    "ALTER TABLE pets ALTER code TYPE varchar(5)": ((None, AEX), "pets", "pets"),
    "ALTER TABLE people ALTER name SET NOT NULL": ((AEX, None), "", "people"),
    "ALTER TABLE people ADD CHECK (age > 0)": ((AEX, None), "", "people"),
    "ALTER TABLE people ADD CHECK (age > 0) NOT VALID": ((AEX, None), "", ""),
    "ALTER TABLE pets ADD FOREIGN KEY (owner) REFERENCES people": ((SRE, SRE), "", "people pets"),
    "CREATE INDEX ON pets (code)": ((None, SHARE), "", "pets"),
    "CREATE INDEX CONCURRENTLY ON pets (code)": ((None, SUE), "", "pets"),
    "DROP INDEX pets_owner": ((None, AEX), "", ""),
    "DROP INDEX CONCURRENTLY pets_owner": ((None, SUE), "", ""),
    "REINDEX TABLE CONCURRENTLY pets": ((None, SUE), "", "pets"),
    "COMMENT ON TABLE people IS 'them'": ((SUE, None), "", ""),
    "UPDATE people SET age = age + 1": (("ROW EXCLUSIVE", None), "", "people"),
    "TRUNCATE pets": ((None, AEX), "pets", "pets"),  # its indexes are built anew, of nothing
    "DROP TABLE pets": ((None, AEX), "", ""),
    "CREATE TABLE other (id integer REFERENCES people)": ((SRE, None), "", ""),
    "SELECT 1": ((None, None), "", ""),
}


@pytest.fixture
def observed(ends_url):
    with (
        state(ends_url, STATE) as engine,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        yield Observer(connection), engine


def names(keys):
    return " ".join(key.identity for key in keys)


@pytest.mark.parametrize("sql", STATEMENTS)
def test_what_a_statement_does(observed, sql):
    wanted, rewritten, scanned = STATEMENTS[sql]
    observer, _ = observed
    seen = observer.run(sql, transactional="CONCURRENTLY" not in sql)
    locks = {lock.relation: str(lock.mode) for lock in seen.locks}
    assert (locks.get(PEOPLE), locks.get(PETS)) == wanted
    assert (names(seen.rewritten), names(seen.scanned)) == (rewritten, scanned)


def test_a_scan_is_counted_for_the_statement_that_scans(observed):
    observer, _ = observed
    for _ in range(2):
        assert observer.run("CREATE INDEX ON pets (code)").scanned == (PETS,)
        assert observer.run("ALTER TABLE pets ADD COLUMN IF NOT EXISTS y integer").scanned == ()


def test_each_kind_of_relation_has_its_name(observed):
    observer, _ = observed
    for sql, kind, name in [
        ("ALTER VIEW names RENAME TO called", "view", "names"),
        ("ALTER VIEW called RENAME TO names", "view", "called"),
        ("ALTER SEQUENCE numbers INCREMENT 2", "sequence", "numbers"),
        ("ALTER INDEX pets_owner RENAME TO of_owner", "index", "pets_owner"),
        ("REFRESH MATERIALIZED VIEW totals", "materialized_view", "totals"),
    ]:
        seen = observer.run(sql)
        assert Key(kind, "", name) in {lock.relation for lock in seen.locks}, sql
    assert seen.rewritten == (Key("materialized_view", "", "totals"),)


def test_indexes_that_are_built_anew(observed):
    observer, _ = observed
    seen = observer.run("REINDEX INDEX pets_owner")
    assert seen.rebuilt == (Key("index", "", "pets_owner"),)


def test_names_follow_what_is_renamed(observed):
    observer, _ = observed
    for sql in [
        "CREATE SCHEMA crm",
        "ALTER TABLE pets SET SCHEMA crm",
        "ALTER TABLE crm.pets RENAME TO p",
    ]:
        observer.run(sql)
    observer.run("ALTER SCHEMA crm RENAME TO sales")
    seen = observer.run("LOCK TABLE sales.p")
    assert seen.locks == ((Key("table", "sales", "p"), LockMode.ACCESS_EXCLUSIVE),)


def test_a_refused_statement_leaves_nothing(observed):
    observer, engine = observed
    with pytest.raises(DBAPIError, match="division by zero"):
        observer.run("UPDATE people SET age = 1 / (id - 2)")
    assert rows(engine, "SELECT age FROM people ORDER BY id") == [(36,), (85,)]
    assert observer.run("UPDATE people SET age = age % 10").scanned == (PEOPLE,)
    assert rows(engine, "SELECT age FROM people ORDER BY id") == [(6,), (5,)]


def test_modes_tell_what_they_block():
    assert [str(mode) for mode in LockMode if mode.blocks_reads] == ["ACCESS EXCLUSIVE"]
    assert [str(mode) for mode in LockMode if not mode.blocks_writes] == [
        "ACCESS SHARE",
        "ROW SHARE",
        "ROW EXCLUSIVE",
        "SHARE UPDATE EXCLUSIVE",
    ]
