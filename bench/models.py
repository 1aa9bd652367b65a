"""Projects of any size, as SQLAlchemy models and as a Drizzle schema, and the same as SQL."""

from pathlib import Path

COLUMNS = (
    ("title", "String(200)", "varchar({n}, {{ length: 200 }})", "varchar(200)"),
    ("body", "Text", "text({n})", "text"),
    ("kind", "String(40)", "varchar({n}, {{ length: 40 }})", "varchar(40)"),
    ("is_open", "Boolean", "boolean({n})", "boolean"),
    ("size", "BigInteger", "bigint({n}, {{ mode: 'number' }})", "bigint"),
    ("place", "Integer", "integer({n})", "integer"),
    ("url", "Text", "text({n})", "text"),
    ("author", "String(255)", "varchar({n}, {{ length: 255 }})", "varchar(255)"),
    ("labels", "ARRAY(Text)", "text({n}).array()", "text[]"),
    ("data", "JSONB", "jsonb({n})", "jsonb"),
    ("extra", "JSONB", "jsonb({n})", "jsonb"),
    ("score", "Numeric(12, 2)", "numeric({n}, {{ precision: 12, scale: 2 }})", "numeric(12,2)"),
    ("rate", "Double", "doublePrecision({n})", "double precision"),
    ("seen_at", "DateTime(True)", "timestamp({n}, {{ withTimezone: true }})", "timestamptz"),
    ("due_on", "Date", "date({n})", "date"),
)
"""Eighteen with id, created_at and updated_at."""


def sqlalchemy(tables: int) -> str:
    """A module with the declarative base `Base`."""
    parts = [
        "from sqlalchemy import *",
        "from sqlalchemy.dialects.postgresql import ARRAY, JSONB",
        "from sqlalchemy.orm import DeclarativeBase, mapped_column\n",
        "class Base(DeclarativeBase):",
        "    metadata = MetaData(naming_convention={",
        "        'ix': '%(table_name)s_%(column_0_N_name)s_idx', 'pk': '%(table_name)s_pkey'})\n",
    ]
    for number in range(tables):
        parts += [
            f"class T{number}(Base):",
            f"    __tablename__ = 't{number}'",
            "    id = mapped_column(BigInteger, primary_key=True, autoincrement=False)",
            *(f"    {name} = mapped_column({kind})" for name, kind, _, _ in COLUMNS),
            (
                "    created_at = mapped_column(DateTime(True), nullable=False,"
                " server_default=text('now()'))"
            ),
            (
                "    updated_at = mapped_column(DateTime(True), nullable=False, index=True,"
                " server_default=text('now()'))\n"
            ),
        ]
    return "\n".join(parts)


def drizzle(tables: int) -> str:
    """A TypeScript module."""
    parts = [
        (
            "import { bigint, boolean, date, doublePrecision, index, integer, jsonb, numeric,"
            " pgTable, text, timestamp, varchar } from 'drizzle-orm/pg-core';"
        )
    ]
    for number in range(tables):
        columns = [f"{name}: {kind.format(n=repr(name))}" for name, _, kind, _ in COLUMNS]
        stamps = [
            f"{name}: timestamp('{name}', {{ withTimezone: true }}).notNull().defaultNow()"
            for name in ("created_at", "updated_at")
        ]
        body = ", ".join(["id: bigint('id', { mode: 'number' }).primaryKey()", *columns, *stamps])
        parts.append(
            f"export const t{number} = pgTable('t{number}', {{ {body} }},"
            f" (t) => [index('t{number}_updated_at_idx').on(t.updated_at)]);"
        )
    return "\n".join(parts)


def sql(tables: int, *, changed: int = 0) -> list[str]:
    """The same tables as SQL; one in `changed` of them with a column more and one wider."""
    statements: list[str] = []
    for number in range(tables):
        columns = [f"{name} {kind}" for name, _, _, kind in COLUMNS]
        if changed and number % changed == 0:
            columns = [*columns, "more text"]
            columns[0] = "title varchar(300)"
        body = ", ".join(
            [
                "id bigint PRIMARY KEY",
                *columns,
                "created_at timestamptz NOT NULL DEFAULT now()",
                "updated_at timestamptz NOT NULL DEFAULT now()",
            ]
        )
        statements += [
            f"CREATE TABLE t{number} ({body})",
            f"CREATE INDEX t{number}_updated_at_idx ON t{number} (updated_at)",
        ]
    return statements


def alembic(folder: Path, models: str) -> None:
    """A project of Alembic's beside the models, without a version: what it is at is its head."""
    (folder / "alembic" / "versions").mkdir(parents=True)
    (folder / "alembic.ini").write_text("[alembic]\nscript_location = alembic\n")
    module, _, name = models.partition(":")
    (folder / "alembic" / "env.py").write_text(
        "import os, sys\n"
        "sys.path.insert(0, os.getcwd())\n"
        "from alembic import context\n"
        "from sqlalchemy import create_engine\n"
        f"from {module} import {name}\n"
        "with create_engine(os.environ['BENCH_URL']).connect() as connection:\n"
        f"    context.configure(connection=connection, target_metadata={name}.metadata,\n"
        "                      compare_type=True, compare_server_default=True)\n"
        "    with context.begin_transaction():\n"
        "        context.run_migrations()\n"
    )
    (folder / "alembic" / "script.py.mako").write_text("")
