"""A select of 10,000 rows through the client, beside plain psycopg and the same SQL."""

from typing import Any

import psycopg
from sqlalchemy import Engine, select

from ait_postgres.client import PostgresClient
from ait_postgres.config import Settings
from ait_postgres.ingest import ingest
from ait_postgres.schemas import SlackMessage

from .payloads import slack_messages
from .server import database
from .timing import paired, show

ROWS = 10_000
RUNS = 15
COLUMNS = (
    SlackMessage.id,
    SlackMessage.channel_id,
    SlackMessage.user_id,
    SlackMessage.text,
    SlackMessage.ts,
    SlackMessage.message_created_at,
    SlackMessage.reactions,
    SlackMessage.updated_at,
)


def main(scale: float = 1) -> None:
    """Both fetch every row into a list of tuples on a connection that is open already."""
    rows = int(ROWS * scale)
    with database() as engine:
        with engine.begin() as connection:
            ingest(connection, "slack_message", slack_messages(rows))
        _select(engine, rows)


def _select(engine: Engine, rows: int) -> None:
    url = engine.url.render_as_string(hide_password=False)
    statement = select(*COLUMNS).order_by(SlackMessage.id).limit(rows)
    words = str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
    with PostgresClient(Settings(url=url)) as client, client.connect() as ours:
        theirs: psycopg.Connection[Any] = psycopg.connect(url.replace("+psycopg", ""))
        assert len(ours.execute(statement).all()) == len(theirs.execute(words).fetchall()) == rows
        mine, plain = paired(
            lambda: ours.execute(statement).all(), lambda: theirs.execute(words).fetchall(), RUNS
        )
        theirs.close()
    line = (f"{mine * 1000:.1f} ms", f"{plain * 1000:.1f} ms", f"{mine / plain:.2f}")
    show(f"select of {rows:,} rows (wanted: under 1.3)", ("client", "psycopg", "ratio"), [line])
