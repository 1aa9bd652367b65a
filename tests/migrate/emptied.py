"""Databases that are emptied and used again, for tests that need hundreds.

A new one takes 40 ms on an idle machine and ten times that on a busy one, with any
strategy; to drop what a pair left in it takes 10.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import URL

    from ait_postgres.testing.server import Server

# Schemas of an extension go with it. What is left in public goes kind by kind, so that
# public itself stays as initdb made it, with its owner, comment and grants.
_EMPTY = """
DO $do$
DECLARE
    statement text;
BEGIN
    SET LOCAL client_min_messages = error;
    FOR statement IN
        SELECT format('DROP EXTENSION %I CASCADE', extname)
        FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL
        SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', nspname)
        FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema$|public$)'
    LOOP
        EXECUTE statement;
    END LOOP;
    LOOP
        SELECT coalesce(
            (SELECT format('DROP %s %s CASCADE',
                           CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                                        WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass)
             FROM pg_class c
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
             ORDER BY relkind = 'S'
             LIMIT 1),
            (SELECT format('DROP TYPE %s CASCADE', oid::regtype) FROM pg_type
             WHERE typnamespace = 'public'::regnamespace
               AND typelem = 0 AND typtype <> 'm' LIMIT 1),
            (SELECT format('DROP ROUTINE %s CASCADE', oid::regprocedure) FROM pg_proc
             WHERE pronamespace = 'public'::regnamespace LIMIT 1)
        ) INTO statement;
        EXIT WHEN statement IS NULL;
        EXECUTE statement;
    END LOOP;
    IF EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass
                                       AND refobjid = 'public'::regnamespace)
       OR EXISTS (SELECT FROM pg_default_acl) OR EXISTS (SELECT FROM pg_event_trigger)
       OR EXISTS (SELECT FROM pg_publication) OR EXISTS (SELECT FROM pg_foreign_data_wrapper)
       OR EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
       OR EXISTS (SELECT FROM pg_language WHERE oid >= 16384)
       OR EXISTS (SELECT FROM pg_am WHERE oid >= 16384)
       OR obj_description('public'::regnamespace) IS DISTINCT FROM 'standard public schema'
       OR EXISTS (SELECT FROM pg_namespace n LEFT JOIN pg_init_privs i
                    ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
                  WHERE nspname = 'public' AND nspacl IS DISTINCT FROM initprivs) THEN
        RAISE 'something is left that this does not drop';
    END IF;
END
$do$
"""


class Emptied:
    """Two or more databases of a server, for one test after the other."""

    def __init__(self, server: Server, opened: contextlib.ExitStack) -> None:
        self._server = server
        self._opened = opened
        self._free: list[URL] = []

    @contextlib.contextmanager
    def database(self) -> Generator[URL]:
        """An empty database; emptied again at the end."""
        url = (
            self._free.pop() if self._free else self._opened.enter_context(self._server.database())
        )
        yield url
        # One that cannot be emptied is left to the end, and another takes its place.
        with _connect(url) as connection, contextlib.suppress(psycopg.Error):
            connection.execute(_EMPTY)
            self._free.append(url)


def _connect(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(address, autocommit=True)
