"""The first and the 1,000th cursor page of a million rows, walked as a consumer walks them."""

from sqlalchemy import Engine, text

from ait_postgres.queries import fetch_page, slack

from .server import database
from .timing import seconds, show

ROWS = 1_000_000
PAGE = 100
DEPTH = 1_000
RUNS = 25
#: Rows as ingest leaves them, made by the server itself: what is timed is the reading.
FILL = """
INSERT INTO slack_messages (id, channel_id, text, ts, message_created_at, created_at, updated_at)
SELECT 'C' || n % 20 || '-' || n, 'C' || n % 20, 'Message ' || n, n::text, at, at, at
FROM (SELECT n, timestamptz '2026-01-01' + n / 7 * interval '1 ms' AS at
      FROM generate_series(1, :rows) AS n) AS made
"""


def main(scale: float = 1) -> None:
    """Walk to the page, then time it again and again beside the first."""
    rows = max(int(ROWS * scale), PAGE * DEPTH)
    with database() as engine:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(FILL), {"rows": rows})
            connection.execute(text("VACUUM ANALYZE slack_messages"))
        _pages(engine, rows)


def _pages(engine: Engine, rows: int) -> None:
    with engine.connect() as connection:

        def page(after: str | None) -> str | None:
            return fetch_page(connection, slack.messages(), after, PAGE).next

        cursor = None
        for _ in range(DEPTH - 1):
            cursor = page(cursor)
        pairs = [(seconds(lambda: page(None)), seconds(lambda: page(cursor))) for _ in range(RUNS)]
    first, deep = (sorted(times)[RUNS // 2] for times in zip(*pairs, strict=True))
    line = (f"{first * 1000:.2f} ms", f"{deep * 1000:.2f} ms", f"{deep / first:.2f}")
    heads = ("page 1", f"page {DEPTH:,}", "ratio")
    show(f"pages of {PAGE} of {rows:,} rows (wanted: within 1.5)", heads, [line])
