"""The first migration of a project with models of its own."""

import re

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from ait_postgres.errors import FolderError, MigrationError, StatementFailed
from ait_postgres.migrate import apply, read_folder, status
from ait_postgres.migrate.initial import write_initial

TRIGGER = """
-- Runs at every write.
CREATE FUNCTION loud() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.name := upper(NEW.name); -- 100 %
    RETURN NEW;
END
$$;
CREATE TRIGGER loud BEFORE INSERT ON zoos FOR EACH ROW EXECUTE FUNCTION loud();
"""


def models() -> MetaData:
    metadata = MetaData()
    Table(
        "animals",
        metadata,
        Column("id", Integer, Identity(), primary_key=True),
        Column("zoo", ForeignKey("zoos.id", name="animals_zoo_fkey")),
        Column("mood", Enum("calm", "wild", name="mood"), server_default="calm", nullable=False),
        Column("name", String(20), comment="its keeper's; 'quoted'"),
        CheckConstraint("name <> ''", name="animals_name_check"),
        *(Index(f"animals_{n}_idx", "zoo", text(f"(id + {n})")) for n in range(6)),
    )
    Table("zoos", metadata, Column("id", Integer, primary_key=True), Column("name", Text))
    return metadata


@pytest.fixture
def sql(tmp_path):
    file = tmp_path / "loud.sql"
    file.write_text(TRIGGER)
    return file


def test_it_leads_to_the_models(empty, tmp_path, sql):
    catalogue = write_initial(tmp_path / "migrations", empty.url, models(), [sql])
    folder = read_folder(tmp_path / "migrations")
    assert folder.head.metadata.fingerprint == catalogue.fingerprint
    apply(empty, folder)
    with empty.begin() as connection:
        assert status(connection, folder).drift is False
        connection.execute(text("ALTER TABLE zoos ADD area int"))
        assert status(connection, folder).drift is True


def test_it_is_written_for_people(empty, tmp_path, sql):
    write_initial(tmp_path / "migrations", empty.url, models(), [sql])
    text = (tmp_path / "migrations" / "0001_initial.sql").read_text()
    assert text.startswith(
        "CREATE TYPE mood AS ENUM ('calm', 'wild');\n--> statement-breakpoint\n"
        "CREATE TABLE zoos (\n    id SERIAL NOT NULL,\n    name TEXT,\n    PRIMARY KEY (id)\n);\n"
        "--> statement-breakpoint\nCREATE TABLE animals (\n"
    )
    assert not re.search(r"[ \t]$|\t|\r", text, re.MULTILINE)


def test_the_same_models_give_the_same_bytes(empty, tmp_path, sql):
    written = set()
    for number in range(4):  # a Table keeps its indexes in a set, by address
        write_initial(tmp_path / str(number), empty.url, models(), [sql])
        written.add((tmp_path / str(number) / "0001_initial.sql").read_bytes())
        written.add((tmp_path / str(number) / "meta" / "0001_initial.json").read_bytes())
    assert len(written) == 2


def test_it_is_not_written_where_it_does_not_lead_to_the_models(empty, tmp_path, sql, monkeypatch):
    import ait_postgres.migrate.initial as module

    whole = module.wanted_sql
    monkeypatch.setattr(module, "wanted_sql", lambda *args: whole(*args)[:-1])
    with pytest.raises(MigrationError, match=r"nothing was written: trigger zoos\.loud: is miss"):
        write_initial(tmp_path / "migrations", empty.url, models(), [sql])
    assert not (tmp_path / "migrations").exists()


def test_sql_that_does_not_run_is_named(empty, tmp_path, sql):
    sql.write_text(TRIGGER + "\nSELECT\n  nothing;\n")
    with pytest.raises(StatementFailed, match=r"loud\.sql, statement 3, line 12: column"):
        write_initial(tmp_path / "migrations", empty.url, models(), [sql])


def test_a_folder_with_a_history_is_left_alone(empty, project):
    project.add("0001_initial", "SELECT 1;").add("0002_more", "SELECT 2;")
    with pytest.raises(FolderError, match="already history"):
        write_initial(project.path, empty.url, models())
