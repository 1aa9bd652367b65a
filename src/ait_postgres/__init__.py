"""PostgreSQL persistence for applications that sync a person's SaaS data.

The names below are the everyday ones; the rooms hold the rest: ``schemas``,
``ingest``, ``queries``, ``migrate``, ``seed``, ``testing``. A name is imported
when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ait_postgres.client import (
        PostgresClient,
        close_postgres_connection,
        get_postgres_client,
        init_postgres_client,
    )
    from ait_postgres.config import Settings, read_settings
    from ait_postgres.errors import AitPostgresError
    from ait_postgres.transaction import run_transaction

__all__ = [
    "AitPostgresError",
    "PostgresClient",
    "Settings",
    "close_postgres_connection",
    "get_postgres_client",
    "init_postgres_client",
    "read_settings",
    "run_transaction",
]

_HOMES = {
    "AitPostgresError": "errors",
    "PostgresClient": "client",
    "Settings": "config",
    "close_postgres_connection": "client",
    "get_postgres_client": "client",
    "init_postgres_client": "client",
    "read_settings": "config",
    "run_transaction": "transaction",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value  # the next look-up does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
