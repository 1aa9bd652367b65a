"""The way of the data on the oldest server at hand: client, migrations, ingest, transaction.

It is started from its binaries by the embedded server's own machinery.
"""

import asyncio

import pytest
from sqlalchemy import func, select, text
from tests.servers import matrix

from ait_postgres import embedded, migrate
from ait_postgres.client import PostgresClient
from ait_postgres.config import Settings
from ait_postgres.ingest import ingest
from ait_postgres.schemas import GitHubIssue, Provider
from ait_postgres.seed import seed_providers
from ait_postgres.testing.server import Server
from ait_postgres.transaction import run_transaction

pytestmark = pytest.mark.older_server


@pytest.fixture(scope="module")
def older(module_data_dir):
    binaries = matrix.oldest()
    if binaries is None:
        pytest.skip(f"no PostgreSQL 14 to 17 is installed: {matrix.SKIPPED}")
    return embedded.start(module_data_dir, binaries=binaries, settings={"fsync": "off"})


@pytest.fixture
def client(older, migrations_folder):
    with Server.connected(older.url) as server:
        template = server.template(migrations_folder)
        with server.database(template=template) as url:
            address = url.render_as_string(hide_password=False)
            with PostgresClient(Settings(url=address)) as made:
                yield made


def issue(number, **values):
    return {
        "id": 5_000_000_000 + number,
        "number": number,
        "title": f"Issue {number}",
        "state": "open",
        "html_url": f"https://github.com/acme/orchard/issues/{number}",
        "url": f"https://api.github.com/repos/acme/orchard/issues/{number}",
        "comments_url": f"https://api.github.com/repos/acme/orchard/issues/{number}/comments",
        "created_at": "2026-03-01T12:00:00Z",
        "updated_at": "2026-03-01T12:00:00Z",
        "user": {"login": "ada"},
        **values,
    }


def test_it_is_older(client, older):
    with client.connect() as connection:
        version = connection.scalar(text("SELECT current_setting('server_version_num')::int"))
    assert 140000 <= version < embedded.VERSION * 10000
    assert older.data.name == f"postgres-{version // 10000}"
    assert embedded.status(older.data.parent, version=older.version) == older


def test_every_migration_is_applied(client, migrations_folder):
    with client.connect() as connection:
        found = migrate.status(connection, migrate.read_folder(migrations_folder))
    assert not found.pending


def test_the_providers_are_seeded_once(client):
    with client.begin() as connection:
        assert seed_providers(connection).created
        assert not seed_providers(connection).created
        assert connection.scalar(select(func.count()).select_from(Provider)) == 8


def test_payloads_become_rows_and_change(client):
    documents = [issue(1), issue(2), issue(3, title=None, state=7)]
    with client.begin() as connection:
        first = ingest(connection, "github_issue", documents)
    assert (first.inserted, first.rejected) == (2, 1)
    again = asyncio.run(client.run(ingest, "github_issue", [issue(1), issue(2, title="New")]))
    assert (again.inserted, again.updated, again.unchanged) == (0, 1, 1)
    with client.connect() as connection:
        rows = connection.execute(
            select(GitHubIssue.title, GitHubIssue.updated_at > GitHubIssue.created_at).order_by(
                GitHubIssue.number
            )
        ).all()
    assert rows == [("Issue 1", False), ("New", True)]


def test_a_transaction_is_tried_again(client):
    retries = []

    def fail_once(connection):
        if not retries:
            connection.execute(text("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"))
        return connection.scalar(text("SHOW transaction_isolation"))

    level = run_transaction(
        client.engine, fail_once, isolation="SERIALIZABLE", on_retry=retries.append
    )
    assert (level, len(retries)) == ("serializable", 1)
