"""The fixtures as a user's project would use them."""

from sqlalchemy import create_engine, text


def test_an_empty_database_is_empty_and_writable(empty_database):
    engine = create_engine(empty_database)
    with engine.begin() as connection:
        assert (
            connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
            == 0
        )
        connection.execute(text("CREATE TABLE t (a int)"))
    engine.dispose()
