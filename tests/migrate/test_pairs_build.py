"""Both states of every pair can be built, on every server that the pair is for."""

import psycopg
import pytest
from tests.migrate.pair import ROLES, read_pairs
from tests.servers.matrix import VERSIONS

PAIRS = read_pairs()


def test_there_are_enough_of_them():
    assert len(PAIRS) >= 220
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("version", VERSIONS)
def test_both_states_build(server_of, version):
    server = server_of(version)
    failures = []
    with (
        server.database() as url,
        psycopg.connect(
            url.set(drivername="postgresql").render_as_string(hide_password=False)
        ) as connection,
    ):
        connection.execute("SET client_min_messages = warning")
        carried = {row[0] for row in connection.execute("SELECT name FROM pg_available_extensions")}
        for role in ROLES:
            connection.execute(f"CREATE ROLE {role}")
        for pair in PAIRS:
            if pair.since > version or (pair.needs and pair.needs not in carried) or pair.back:
                continue
            for state in (pair.old + ";\n" + pair.rows, pair.new):
                try:
                    with connection.transaction(force_rollback=True):
                        connection.execute(state)
                except psycopg.Error as error:
                    failures.append(f"{pair.name}: {error}")
        connection.rollback()
    assert not failures, "\n".join(failures)
