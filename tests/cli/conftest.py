import time

import pytest
from tests.cli.schema_project import SchemaProject


@pytest.fixture
def schema_project(tmp_path, empty_database):
    folder = tmp_path / "project"
    folder.mkdir()
    return SchemaProject(folder, empty_database.render_as_string(hide_password=False))


@pytest.fixture
def scratch_databases(postgres_server):
    """Lists the scratch databases that are new since the test began and that nobody uses."""
    query = """SELECT datname FROM pg_database d WHERE datname LIKE 'ait_scratch_%'
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)"""

    def unused():
        return {name for (name,) in postgres_server.admin.execute(query)}

    before = unused()

    def left():
        # Another worker's is unused for a moment, before its first connection and after its last.
        found = unused() - before
        for _ in range(100):
            if not found:
                break
            time.sleep(0.1)
            found &= unused()
        return found

    return left
