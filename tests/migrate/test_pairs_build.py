"""Both states of every pair can be built, on every server that the pair is for."""

import psycopg
import pytest
from tests.migrate.judge import connect
from tests.migrate.pair import read_pairs
from tests.servers.matrix import VERSIONS

PAIRS = read_pairs()


def test_there_are_enough_of_them():
    assert len(PAIRS) >= 220
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("version", VERSIONS)
def test_both_states_build(prepared, version):
    databases, extensions = prepared(version)
    failures = []
    with databases.database() as url, connect(url) as connection:
        connection.execute("SET client_min_messages = warning")
        for pair in PAIRS:
            if pair.since > version or (pair.needs and pair.needs not in extensions) or pair.back:
                continue
            for state in (pair.old + ";\n" + pair.rows, pair.new):
                try:
                    with connection.transaction(force_rollback=True):
                        connection.execute(state)
                except psycopg.Error as error:
                    failures.append(f"{pair.name}: {error}")
    assert not failures, "\n".join(failures)
