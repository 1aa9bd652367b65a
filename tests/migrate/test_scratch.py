import pytest
from sqlalchemy import text

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import scratch_database


def databases(engine) -> set[str]:
    with engine.begin() as connection:
        return set(connection.execute(text("SELECT datname FROM pg_database")).scalars())


def test_an_empty_database_that_is_gone_afterwards(empty):
    with scratch_database(empty.url) as engine:
        assert engine.url.database in databases(empty)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t ()"))
    assert engine.url.database not in databases(empty)


def test_it_is_gone_after_an_error_and_with_a_connection_open(empty):
    with pytest.raises(ZeroDivisionError), scratch_database(empty.url) as engine:  # noqa: PT012
        left = engine.raw_connection()
        raise ZeroDivisionError
    left.close()
    assert engine.url.database not in databases(empty)


def test_a_role_that_may_not_make_databases(empty):
    with empty.begin() as connection:
        role = f"poor_{connection.execute(text('SELECT pg_backend_pid()')).scalar_one()}"
        connection.execute(text(f"CREATE ROLE {role}"))
    poor = empty.url.update_query_dict({"options": f"-crole={role}"})
    try:
        with pytest.raises(MigrationError, match="give the role CREATEDB"), scratch_database(poor):
            pass
    finally:
        with empty.begin() as connection:
            connection.execute(text(f"DROP ROLE {role}"))
