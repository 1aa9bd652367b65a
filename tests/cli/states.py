"""What the tests of states share: databases with objects in them, and psql's own word for SQL."""

import subprocess

import psycopg

from ait_postgres import embedded

BINARIES = embedded.binaries(embedded.VERSION)

# Several schemas, quoted names, what psql parts otherwise than a plain semicolon would.
OBJECTS = """
CREATE SCHEMA crm;
CREATE TYPE crm.mood AS ENUM ('ok', 'bad');
CREATE TABLE crm.people (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    m crm.mood DEFAULT 'ok',
    "Full; name" text COLLATE "C"
);
CREATE TABLE events (d date, p int REFERENCES crm.people) PARTITION BY RANGE (d);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE VIEW names AS SELECT "Full; name" FROM crm.people;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
CREATE FUNCTION twice(n int) RETURNS int BEGIN ATOMIC SELECT n * 2; END;
CREATE TRIGGER stamped BEFORE INSERT ON crm.people FOR EACH ROW EXECUTE FUNCTION stamp();
COMMENT ON TABLE crm.people IS 'it''s; a "thing"';
"""
ROWS = r"""INSERT INTO crm.people ("Full; name") VALUES ('a\b;'), (E'x\ny'), (NULL);"""


def libpq(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")


def execute(url: str, sql: str) -> None:
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute(sql.encode())


def psql(url: str, sql: str) -> None:
    """Run a text under psql, which stops at the first error."""
    done = subprocess.run(
        [BINARIES / "psql", libpq(url), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"],
        input=sql,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"{done.stderr}\n{sql}"


def pg_dump(url: str, *options: str) -> str:
    done = subprocess.run(
        [BINARIES / "pg_dump", libpq(url), *options], check=True, capture_output=True, text=True
    )
    return done.stdout
