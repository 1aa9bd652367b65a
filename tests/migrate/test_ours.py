"""Our own folder leads to our own models, as PostgreSQL tells it in two ways."""

import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import URL, text

import ait_postgres
from ait_postgres import embedded
from ait_postgres.migrate import (
    apply,
    difference,
    read_catalogue,
    read_folder,
    scratch_database,
    status,
)
from ait_postgres.migrate.applied import TABLE
from ait_postgres.migrate.wanted import build_wanted
from ait_postgres.schemas import Base, sql_files

FOLDER = Path(ait_postgres.__file__).parent / "migrations"


def dump(url: URL) -> str:
    """The whole schema as pg_dump writes it, but for what differs from dump to dump."""
    done = subprocess.run(
        [
            embedded.binaries(18) / "pg_dump",
            "--schema-only",
            f"--exclude-table={TABLE}",
            url.set(drivername="postgresql").render_as_string(hide_password=False),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    # \restrict and \unrestrict carry a random word.
    return re.sub(r"^\\(un)?restrict .*\n", "", done.stdout, flags=re.MULTILINE)


def replayed_equals_models(url: URL) -> None:
    with scratch_database(url) as replay, scratch_database(url) as models:
        apply(replay, read_folder(FOLDER))
        with models.begin() as connection:
            build_wanted(connection, Base.metadata, sql_files())
            wanted = read_catalogue(connection)
        with replay.begin() as connection:
            found = read_catalogue(connection, without=[TABLE])
        assert difference(found, wanted) == ()
        assert dump(replay.url) == dump(models.url)
        assert dump(replay.url).count("CREATE TABLE") == len(Base.metadata.tables)


def test_the_folder_leads_to_the_models(empty):
    replayed_equals_models(empty.url)


def test_the_folder_leads_to_the_models_on_an_older_server(older_url):
    replayed_equals_models(older_url)


def test_a_migrated_database_has_not_drifted(empty):
    folder = read_folder(FOLDER)
    apply(empty, folder)
    with empty.begin() as connection:
        major = connection.execute(text("SHOW server_version")).scalar_one().split(".")[0]
        if major != folder.head.metadata.server_version.split(".")[0]:
            pytest.skip(f"the fingerprint was not printed by PostgreSQL {major}")
        assert status(connection, folder).up_to_date
        assert status(connection, folder).drift is False
