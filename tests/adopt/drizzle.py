"""Folders as drizzle-kit writes them, and the table that drizzle-orm's migrator keeps."""

import hashlib
import json
import uuid
from pathlib import Path

import psycopg

ORIGIN = "00000000-0000-0000-0000-000000000000"
BREAK = "--> statement-breakpoint\n"


class Kit:
    """A folder of 0.31: a journal, files, snapshots."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[dict[str, object]] = []
        self.last = ORIGIN
        (path / "meta").mkdir(parents=True)

    def add(self, name: str, *statements: str, snapshot=True, prev=None, when=None, joint=BREAK):
        number = len(self.entries)
        tag = f"{number:04}_{name}"
        (self.path / f"{tag}.sql").write_text(joint.join(f"{one};" for one in statements))
        when = when or 1_700_000_000_000 + number * 60_000
        self.entries.append(
            {"idx": number, "version": "7", "when": when, "tag": tag, "breakpoints": True}
        )
        if snapshot:
            mine = str(uuid.UUID(int=number + 1))
            value = {"id": mine, "prevId": prev or self.last, "version": "7", "tables": {}}
            (self.path / "meta" / f"{number:04}_snapshot.json").write_text(json.dumps(value))
            self.last = mine
        journal = {"version": "7", "dialect": "postgresql", "entries": self.entries}
        (self.path / "meta" / "_journal.json").write_text(json.dumps(journal, indent=2))
        return tag

    def migrate(self, connection: psycopg.Connection, upto: int | None = None) -> None:
        """What drizzle-orm 0.45 does."""
        connection.execute("CREATE SCHEMA IF NOT EXISTS drizzle")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations"
            " (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)"
        )
        query = "SELECT max(created_at) FROM drizzle.__drizzle_migrations"
        last = connection.execute(query).fetchone()[0]
        with connection.transaction():
            for entry in self.entries[:upto]:
                text = (self.path / f"{entry['tag']}.sql").read_text()
                if last is None or last < entry["when"]:
                    for piece in text.split("--> statement-breakpoint"):
                        connection.execute(piece)
                    connection.execute(
                        "INSERT INTO drizzle.__drizzle_migrations (hash, created_at)"
                        " VALUES (%s, %s)",
                        [hashlib.sha256(text.encode()).hexdigest(), entry["when"]],
                    )


class NewKit:
    """A folder of 1.0: a folder a migration, no journal."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names: list[str] = []
        self.last = ORIGIN
        path.mkdir()

    def add(self, name: str, *statements: str, snapshot=True):
        number = len(self.names)
        name = f"202405060708{number:02}_{name}"
        self.names.append(name)
        (self.path / name).mkdir()
        (self.path / name / "migration.sql").write_text(BREAK.join(f"{one};" for one in statements))
        if snapshot:
            mine = str(uuid.UUID(int=number + 1))
            value = {"id": mine, "prevIds": [self.last], "version": "8", "ddl": []}
            (self.path / name / "snapshot.json").write_text(json.dumps(value))
            self.last = mine
        return name

    def migrate(self, connection: psycopg.Connection, upto: int | None = None) -> None:
        """What drizzle-orm 1.0 does."""
        connection.execute("CREATE SCHEMA IF NOT EXISTS drizzle")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY,"
            " hash text NOT NULL, created_at bigint, name text,"
            " applied_at timestamptz DEFAULT now())"
        )
        query = "SELECT name FROM drizzle.__drizzle_migrations"
        done = {name for (name,) in connection.execute(query)}
        with connection.transaction():
            for name in self.names[:upto]:
                if name in done:
                    continue
                text = (self.path / name / "migration.sql").read_text()
                for piece in text.split("--> statement-breakpoint"):
                    connection.execute(piece)
                connection.execute(
                    "INSERT INTO drizzle.__drizzle_migrations (hash, created_at, name)"
                    " VALUES (%s, %s, %s)",
                    [hashlib.sha256(text.encode()).hexdigest(), 1714979280000, name],
                )


def rows(connection: psycopg.Connection) -> list[tuple[str, int]]:
    query = "SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY id"
    return list(connection.execute(query))
