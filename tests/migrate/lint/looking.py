"""One file's SQL, run on a state and judged."""

from __future__ import annotations

import hashlib

from sqlalchemy import NullPool, create_engine
from tests.migrate.proving import build

from ait_postgres.migrate.journal import Metadata, Migration, split_statements
from ait_postgres.migrate.lint import Group
from ait_postgres.migrate.lint.judge import judge
from ait_postgres.migrate.lint.watch import watch

#: What the pages of docs/lint speak of.
GIVEN = """
CREATE TABLE people (id integer PRIMARY KEY, name text, age integer, born timestamp);
CREATE TABLE pets (id integer PRIMARY KEY, owner integer, code varchar(10));
CREATE INDEX pets_owner ON pets (owner);
"""


def migration(sql, name="0002_change"):
    meta = Metadata(parents=(), hash="")
    digest = hashlib.sha256(sql.encode()).hexdigest()
    return Migration(int(name[:4]), name, digest, split_statements(sql), meta)


def seen(databases, state, sql):
    """What was seen of the statements of a file, run where some SQL was run before."""
    with databases.database() as url:
        engine = create_engine(url, poolclass=NullPool)
        build(engine, state)
        return watch(engine, migration(sql))


def found(databases, state, sql, groups=(Group.SAFETY,)):
    """The findings of a file."""
    return judge(seen(databases, state, sql), groups)


def names(findings):
    return [one.rule for one in findings]
