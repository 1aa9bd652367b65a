"""The demo, as its first and its second run are seen."""

from importlib.resources import files
from typing import Any

import sqlalchemy as sa

from ait_postgres.ingest import ENTITIES


def test_the_demo_makes_rows_and_the_second_run_finds_nothing_to_change(user: Any) -> None:
    first = user.run("demo", "--json")
    assert (first.code, first.err) == (0, "")
    answer = first.json
    assert answer["status"] == "ok"
    assert answer["server"] == {
        "version": answer["server"]["version"],
        "embedded": True,
        "where": ".ait",
    }
    assert answer["providers"] == {"created": 8, "updated": 0, "unchanged": 0}
    for entity, counted in answer["ingested"].items():
        assert counted["inserted"] > 0, entity
        (stored,) = (one for one in answer["stored"] if one["entity"] == entity)
        assert stored["rows"] == counted["inserted"], entity
    assert answer["refused"]
    assert answer["pull_requests"]
    assert len(answer["pages"]["rows"]) > 1
    undone = answer["undone"]
    assert undone["before"] == undone["within"] + 1 == undone["after"]

    second = user.run("demo", "--json").json
    assert second["status"] == "no_changes"
    assert second["stored"] == answer["stored"]
    assert second["refused"] == answer["refused"]
    assert all(one["inserted"] + one["updated"] == 0 for one in second["ingested"].values())

    shown = user.run("demo")
    assert shown.code == 0
    assert "Nothing to change: all of it was there" in shown.out
    assert shown.err == ""
    assert "\x1b" not in shown.out, "no colours where there is no terminal"
    assert max(map(len, shown.out.splitlines())) <= 80


def test_every_entity_has_samples_that_are_installed(user: Any) -> None:
    # The wheel's, not the checkout's: the demo above would ingest fewer without a word.
    answer = user.run("demo", "--json").json
    assert set(answer["ingested"]) == set(ENTITIES)
    bundled = {
        path.name.partition(".")[0] for path in (files("ait_postgres") / "samples").iterdir()
    }
    assert bundled == set(ENTITIES), "a sample is named after its entity"


def test_rows_outlive_the_server(user: Any) -> None:
    assert user.run("demo").code == 0
    down = user.run("down")
    assert (down.out, down.err) == ("Stopped.\n", "")
    assert user.run("demo", "--json").json["status"] == "no_changes"


def test_the_demo_fills_the_database_it_is_given(user: Any, empty_database: sa.URL) -> None:
    url = empty_database.render_as_string(hide_password=False)
    answer = user.run("demo", "--json", POSTGRES_URL=url).json
    assert answer["status"] == "ok"
    assert answer["server"]["embedded"] is False
    assert list((user.folder / ".ait").iterdir()) == []
    engine = sa.create_engine(empty_database, poolclass=sa.NullPool)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM slack_messages").scalar()
    assert rows == next(one["rows"] for one in answer["stored"] if one["entity"] == "slack_message")
