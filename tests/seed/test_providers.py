"""Seeding makes `providers` say what the files say, however often and by however many."""

import json
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, insert, select, text, update

from ait_postgres.schemas import ConnectorConfig, Provider
from ait_postgres.seed import SeedResult, seed_providers

SLUGS = {"github", "google", "jira", "linear", "notion", "slack", "spotify", "x"}
FILES = sorted((files("ait_postgres.seed") / "data").iterdir(), key=lambda file: file.name)


def stored(connection: Connection) -> dict[str, Any]:
    return {row.slug: row for row in connection.execute(select(Provider.__table__))}


def test_the_first_run_creates_and_the_second_leaves_alone(connection: Connection) -> None:
    assert seed_providers(connection) == SeedResult(created=8, updated=0, unchanged=0)
    first = stored(connection)
    assert set(first) == SLUGS
    assert all(row.is_enabled for row in first.values())
    assert seed_providers(connection) == SeedResult(created=0, updated=0, unchanged=8)
    assert stored(connection) == first


def test_the_rows_say_what_the_files_say(connection: Connection) -> None:
    seed_providers(connection)
    rows = stored(connection)
    for file in FILES:
        described = json.loads(file.read_text())
        row = rows[described["slug"]]._mapping
        assert {key: row[key] for key in described} == described


@pytest.mark.parametrize(
    ("change", "updated"),
    [
        ({"name": "Octocat"}, 1),
        ({"description": None}, 1),
        ({"logo_url": None}, 1),
        ({"auth_type": "api_key"}, 1),
        ({"config_schema": {}}, 1),
        ({"is_enabled": False}, 0),
    ],
)
def test_what_differs_is_mended_but_what_the_operator_switched_off_stays_off(
    connection: Connection, change: dict[str, Any], updated: int
) -> None:
    seed_providers(connection)
    before = stored(connection)["github"]
    connection.execute(update(Provider).where(Provider.slug == "github").values(change))
    assert seed_providers(connection) == SeedResult(0, updated, 8 - updated)
    after = stored(connection)["github"]
    assert after.is_enabled == change.get("is_enabled", True)
    assert after.id == before.id
    if updated:
        assert {**after._mapping, "updated_at": before.updated_at} == dict(before._mapping)


def test_a_switched_off_provider_stays_off_when_its_description_changes(
    connection: Connection,
) -> None:
    seed_providers(connection)
    connection.execute(update(Provider).values(is_enabled=False, description="old"))
    assert seed_providers(connection) == SeedResult(0, 8, 0)
    assert not any(row.is_enabled for row in stored(connection).values())


def test_existing_rows_keep_their_ids_and_connections(connection: Connection) -> None:
    connection.execute(
        text("INSERT INTO providers (id, slug, name) VALUES ('old-id', 'github', 'github')")
    )
    connection.execute(
        insert(ConnectorConfig).values(
            user_id="u", provider_id="old-id", name="mine", encrypted_config="", iv=""
        )
    )
    connection.execute(text("INSERT INTO providers (slug, name) VALUES ('gitea', 'Gitea')"))
    assert seed_providers(connection) == SeedResult(created=7, updated=1, unchanged=0)
    assert stored(connection)["github"].id == "old-id"
    assert stored(connection)["gitea"].name == "Gitea"
    assert connection.scalar(select(func.count()).select_from(ConnectorConfig)) == 1


def test_eight_runs_at_once_make_eight_providers(engine: Engine) -> None:
    start = Barrier(8)

    def run() -> SeedResult:
        with engine.begin() as connection:
            connection.execute(text("SELECT 1"))
            start.wait(timeout=60)
            return seed_providers(connection)

    with ThreadPoolExecutor(8) as pool:
        results = [future.result() for future in [pool.submit(run) for _ in range(8)]]
    assert sum(result.created for result in results) == 8
    assert sum(result.updated for result in results) == 0
    assert sum(result.unchanged for result in results) == 56
    with engine.connect() as connection:
        assert set(stored(connection)) == SLUGS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_configuration_is_described_by_a_json_schema(file: Any) -> None:
    described = json.loads(file.read_text())
    assert file.name == f"{described['slug']}.json"
    schema = described["config_schema"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert set(schema["required"]) <= set(schema["properties"])
    secrets = {key for key in schema["properties"] if "secret" in key or "token" in key}
    assert secrets
    for key, value in schema["properties"].items():
        assert value["type"] in {"string", "array"}
        assert value["title"]
        assert value.get("writeOnly", False) == (key in secrets), "a secret is never shown again"
