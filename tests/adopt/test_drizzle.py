"""A database that Drizzle made: its history is verified, what is pending is applied as it is."""

import pytest
from tests.adopt.drizzle import Kit, NewKit, rows
from tests.adopt.older import contents, fill, statements

GOALS = (
    'CREATE TABLE "goals" ("id" text PRIMARY KEY NOT NULL, "user_id" text NOT NULL,'
    ' "type" text NOT NULL, "target" integer NOT NULL, "period" text NOT NULL,'
    ' "current" integer DEFAULT 0 NOT NULL, "progress" integer DEFAULT 0 NOT NULL,'
    ' "streak" integer DEFAULT 0 NOT NULL, "label" text, "icon" text, "metadata" jsonb,'
    ' "created_at" timestamp DEFAULT now() NOT NULL,'
    ' "updated_at" timestamp DEFAULT now() NOT NULL)'
)
LOT = "2f1c5a70-1111-4222-8333-44445555666"


def by_lot(number):
    return f"""ALTER TABLE "oauth_tokens" ALTER COLUMN "id" SET DEFAULT '{LOT}{number}'"""


@pytest.fixture
def database(older):
    return older(built=False)


@pytest.fixture
def kit(database, tmp_path):
    """A folder as years of work leave it, of which all but the last file is applied."""
    kit = Kit(tmp_path / "drizzle")
    kit.add("quiet_hulk", *statements(database.tables))
    kit.add("loud_thor", by_lot(0), snapshot=False)
    kit.add(
        "odd_wasp",
        by_lot(1),
        'ALTER TABLE "x_tweets" ADD COLUMN "by_and_by" text',
        'ALTER TABLE "x_tweets" DROP COLUMN "by_and_by"',
        prev="99999999-0000-0000-0000-000000000000",
        joint="-->statement-breakpoint\n",
    )
    kit.add("calm_loki", "COMMENT ON COLUMN x_tweets.id IS NULL")
    (kit.path / "0002_enhance_by_hand.sql").write_text("ALTER TABLE x_tweets ADD COLUMN more text;")
    kit.migrate(database.connection)
    kit.add("new_goals", GOALS, by_lot(2))
    fill(database.connection, database.tables)
    return kit


def test_what_is_odd_about_a_folder_is_said(kit, database):
    file = kit.path / "0003_calm_loki.sql"
    file.write_text(file.read_text() + "-- edited\n")
    database.connection.execute("INSERT INTO drizzle.__drizzle_migrations VALUES (99, 'h', 5)")
    database.connection.execute("CREATE INDEX by_hand ON x_tweets (lang)")
    before = rows(database.connection)

    found = database.run("adopt", "--drizzle", str(kit.path), "--json")
    assert found.code == 0, found
    drizzle = found.json["drizzle"]
    assert (drizzle["form"], drizzle["files"], drizzle["journalled"]) == ("0.31", 6, 5)
    assert [one["state"] for one in drizzle["history"]] == [
        "applied", "applied", "applied", "edited", "pending"
    ]  # fmt: skip
    assert [one["hash"] for one in drizzle["unknown"]] == ["h"]
    assert [(one["kind"], one["file"]) for one in drizzle["findings"]] == [
        ("missing_snapshot", "0001_loud_thor.sql"),
        ("noise", "0001_loud_thor.sql"),
        ("outside_journal", "0002_enhance_by_hand.sql"),
        ("breakpoint", "0002_odd_wasp.sql"),
        ("breakpoint", "0002_odd_wasp.sql"),
        ("some_noise", "0002_odd_wasp.sql"),
        ("some_noise", "0004_new_goals.sql"),
        ("lost_parent", "meta/0002_snapshot.json"),
    ]
    assert drizzle["drift"] == ["index by_hand: is not wanted"]
    assert rows(database.connection) == before

    said = database.run("adopt", "--drizzle", str(kit.path))
    assert "0003_calm_loki.sql: edited after it was applied" in said.out
    assert "index by_hand: is not wanted" in said.out


def test_what_is_pending_is_applied_first_and_drizzle_finds_nothing_to_do(kit, database):
    before = contents(database.connection, database.tables)
    done = database.run("adopt", "--drizzle", str(kit.path), "--apply", "--json")
    assert done.code == 0, done
    assert done.json["drizzle"]["drift"] == []
    after = contents(database.connection, database.tables)
    assert {name: set(found) for name, found in after.items()} == {
        name: set(found) for name, found in before.items()
    }
    recorded = rows(database.connection)
    assert [when for _, when in recorded] == [entry["when"] for entry in kit.entries]
    kit.migrate(database.connection)
    assert rows(database.connection) == recorded
    assert database.run("migrate", "--json").json["status"] == "no_changes"
    assert database.run("drift").code == 0


def test_a_pending_file_that_the_rows_refuse_leaves_everything_as_it_was(kit, database):
    kit.add("strict", 'ALTER TABLE "x_tweets" ADD CHECK (id IS NULL) ')
    before = contents(database.connection, database.tables)
    refused = database.run("adopt", "--drizzle", str(kit.path), "--apply", "--allow-data-loss")
    assert refused.code == 1
    assert "0005_strict.sql, piece 1" in refused.err
    assert "nothing was changed" in refused.err
    assert len(rows(database.connection)) == 4
    assert contents(database.connection, database.tables) == before


def test_a_pending_file_that_postgresql_refuses_is_named(kit, database):
    kit.add("broken", "ALTER TABLE nowhere ADD COLUMN a text")
    refused = database.run("adopt", "--drizzle", str(kit.path))
    assert refused.code == 1
    assert "0005_broken.sql, piece 1" in refused.err


def test_a_folder_without_a_journal(database, tmp_path):
    kit = NewKit(tmp_path / "drizzle")
    kit.add("tables", *statements(database.tables))
    kit.migrate(database.connection)
    kit.add("goals", GOALS, snapshot=False)
    fill(database.connection, database.tables)
    done = database.run("adopt", "--drizzle", str(kit.path), "--apply", "--json")
    assert done.code == 0, done
    drizzle = done.json["drizzle"]
    assert drizzle["form"] == "1.0"
    assert [one["state"] for one in drizzle["history"]] == ["applied", "pending"]
    assert [one["kind"] for one in drizzle["findings"]] == ["missing_snapshot"]
    assert drizzle["drift"] == []
    query = "SELECT name FROM drizzle.__drizzle_migrations ORDER BY id"
    assert [name for (name,) in database.connection.execute(query)] == kit.names
    assert database.run("drift").code == 0


def test_tables_without_a_history_are_no_work_of_drizzle(older, tmp_path):
    database = older(filled=False)
    kit = Kit(tmp_path / "drizzle")
    kit.add("tables", *statements(database.tables))
    refused = database.run("adopt", "--drizzle", str(kit.path))
    assert refused.code == 1
    assert "adopt it without --drizzle" in refused.err


def test_a_folder_that_is_none_of_drizzles(database, tmp_path):
    refused = database.run("adopt", "--drizzle", str(tmp_path))
    assert refused.code == 1
    assert "not a folder of Drizzle's" in refused.err


def test_pending_of_drizzle_alone_makes_a_database(database, tmp_path):
    kit = Kit(tmp_path / "drizzle")
    kit.add("tables", *statements(database.tables))
    done = database.run("adopt", "--drizzle", str(kit.path), "--apply", "--json")
    assert done.code == 0, done
    assert [one["state"] for one in done.json["drizzle"]["history"]] == ["pending"]
    kit.migrate(database.connection)
    assert len(rows(database.connection)) == 1
    assert database.run("drift").code == 0
