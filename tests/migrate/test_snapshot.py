"""Catalogues kept between runs are what was read."""

from sqlalchemy import text

from ait_postgres.migrate import read_catalogue
from ait_postgres.migrate.model import Level
from ait_postgres.migrate.snapshot import Snapshots


def test_a_catalogue_comes_back_whole(empty, tmp_path):
    with empty.connect() as connection, connection.begin():
        connection.execute(
            text("""
                CREATE TABLE people (id int PRIMARY KEY, name text DEFAULT 'x');
                CREATE VIEW names AS SELECT name FROM people;
                COMMENT ON COLUMN names.name IS 'given';
                GRANT SELECT ON people TO PUBLIC;
                REVOKE INSERT ON people FROM CURRENT_USER;
                GRANT SELECT (name) ON names TO pg_monitor WITH GRANT OPTION;
                COMMENT ON SCHEMA public IS 'ours';
            """)
        )
        found = read_catalogue(connection, dependencies=True)
    snapshots = Snapshots(tmp_path)
    snapshots.keep("source", found)
    kept = snapshots.load("source", found.server_version)
    assert kept == found
    assert kept.dependencies == found.dependencies
    levels = {type(grant.level) for item in kept.objects for grant in item.grants}
    assert levels == {Level}
