"""Settings, from code, from the environment and from a project's ``.env`` file.

They are read when asked for, never at import; what is nearer wins: an argument,
then the environment, then the file. An empty value counts as not set.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ait_postgres.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
"""What libpq calls ``sslmode``."""

# The first that a folder holds makes it the project's.
_PROJECT_MARKS = ("pyproject.toml", ".git", ".ait", ".env")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the client and the commands go by.

    Attributes:
        url: ``POSTGRES_URL``; None stands for the embedded server.
        dev_url: ``AIT_DEV_URL``; a development server on which scratch databases may be
            made; None stands for the server of ``url``.
        pool_size: ``AIT_POOL_SIZE``; connections open at most, per process.
        pool_timeout: ``AIT_POOL_TIMEOUT``; seconds to wait for a free connection.
        idle_timeout: ``AIT_IDLE_TIMEOUT``; a pool that was not used for this many
            seconds has closed its connections, one after the other; 0 is never.
        connect_timeout: ``AIT_CONNECT_TIMEOUT``; seconds for a new connection.
        ssl: ``AIT_SSL``; one of ``SSL_MODES``, stronger than what the URL says.
        log_statements: ``AIT_LOG_STATEMENTS``; log each statement's text and time,
            never its parameters, to the logger ``ait_postgres.sql``.
        application_name: ``AIT_APPLICATION_NAME``; what ``pg_stat_activity`` shows.
        encryption_keys: ``AIT_ENCRYPTION_KEY``; 64 hex digits each, separated by
            commas; the first seals, all open.
        data_dir: ``AIT_DATA_DIR``; the embedded server's files. By default ``.ait``
            in the project folder, ``.ait/test`` when ``AIT_ENV`` is ``test``.
        cache_dir: ``AIT_CACHE_DIR``; what can be made again at any time. By default
            ``ait-postgres`` in ``XDG_CACHE_HOME``, else in ``~/.cache``.
    """

    url: str | None = field(default=None, repr=False)
    dev_url: str | None = field(default=None, repr=False)
    pool_size: int = 5
    pool_timeout: float = 30.0
    idle_timeout: float = 0.0
    connect_timeout: float = 10.0
    ssl: str | None = None
    log_statements: bool = False
    application_name: str = "ait-postgres"
    encryption_keys: tuple[str, ...] = field(default=(), repr=False)
    data_dir: Path = Path(".ait")
    cache_dir: Path = field(default_factory=lambda: _cache_dir(os.environ))

    def __post_init__(self) -> None:
        if self.pool_size < 1:
            raise ConfigError(f"the pool size is {self.pool_size}: it must be at least 1")
        for name in ("pool_timeout", "idle_timeout", "connect_timeout"):
            if not getattr(self, name) >= 0:  # NaN fails too
                raise ConfigError(f"{name} is {getattr(self, name)}: it must be 0 or more seconds")
        if self.ssl is not None and self.ssl not in SSL_MODES:
            raise ConfigError(f"ssl is {self.ssl!r}: choose one of {', '.join(SSL_MODES)}")
        for number, key in enumerate(self.encryption_keys, start=1):
            if not re.fullmatch(r"[0-9a-fA-F]{64}", key):  # the key itself is never shown
                raise ConfigError(
                    f"encryption key {number} has {len(key)} characters or other than hex digits:"
                    " AIT_ENCRYPTION_KEY takes 64 hex digits a key, keys separated by commas"
                )


def read_settings(
    folder: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    **overrides: Any,  # noqa: ANN401 - the fields of Settings
) -> Settings:
    """The settings that hold in a folder.

    Args:
        folder: Where to look for the project from; the working folder by default.
        environment: Stands in for ``os.environ``.
        **overrides: Fields of ``Settings`` that are given in code.

    Raises:
        ConfigError: A value makes no sense, or ``.env`` cannot be read.
    """
    unknown = overrides.keys() - set(Settings.__dataclass_fields__)
    if unknown:
        raise ConfigError(
            f"no setting is called {', '.join(sorted(unknown))}:"
            f" there are {', '.join(Settings.__dataclass_fields__)}"
        )
    project = project_folder(folder)
    given = os.environ if environment is None else environment
    testing = given.get("AIT_ENV") == "test"
    values = {**_read_file(project / (".env.test" if testing else ".env")), **_set(given)}
    found: dict[str, Any] = {
        "data_dir": project / (".ait/test" if testing else ".ait"),
        "cache_dir": _cache_dir(given),
    }
    for variable, (name, parse) in _VARIABLES.items():
        if variable in values and name not in overrides:
            found[name] = _parsed(variable, values[variable], parse)
    found.update(overrides)
    found["data_dir"] = project / found["data_dir"]
    return Settings(**found)


def project_folder(start: Path | None = None) -> Path:
    """The nearest folder upwards that looks like a project's, else the one given."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if any((folder / mark).exists() for mark in _PROJECT_MARKS):
            return folder
    return here


def redact_url(url: str) -> str:
    """The URL with ``***`` for the password, wherever libpq would find one.

    What looks like a password that was not percent-encoded is hidden whole.
    """
    hidden = re.sub(r"(?i)((?:^|[?&\s])(?:ssl)?password\s*=\s*)('[^']*'|[^&\s]*)", r"\1***", url)
    return re.sub(r"(://[^:/?#@]*):.*@", r"\1:***@", hidden)


def _cache_dir(given: Mapping[str, str]) -> Path:
    home = given.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "ait-postgres"


def _read_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        return _set(dotenv_values(path, encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error


def _set(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _parsed(variable: str, value: str, parse: Callable[[str], object]) -> object:
    try:
        return parse(value)
    except ValueError as error:
        # Without the value: the variable next to it may have ended up in here.
        raise ConfigError(f"{variable} makes no sense: {error}") from None


def _whole(value: str) -> int:
    if not value.strip().isdecimal():
        raise ValueError("it takes a whole number")
    return int(value)


def _seconds(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError("it takes a number of seconds") from None


def _flag(value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True}
    known |= {"0": False, "false": False, "no": False, "off": False}
    if value.strip().lower() not in known:
        raise ValueError("it takes true or false")
    return known[value.strip().lower()]


def _ssl(value: str) -> str:
    mode = value.strip().lower()
    return {"true": "require", "false": "disable"}.get(mode, mode)


def _keys(value: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in value.split(","))


_VARIABLES: dict[str, tuple[str, Callable[[str], object]]] = {
    "POSTGRES_URL": ("url", str.strip),
    "AIT_DEV_URL": ("dev_url", str.strip),
    "AIT_POOL_SIZE": ("pool_size", _whole),
    "AIT_POOL_TIMEOUT": ("pool_timeout", _seconds),
    "AIT_IDLE_TIMEOUT": ("idle_timeout", _seconds),
    "AIT_CONNECT_TIMEOUT": ("connect_timeout", _seconds),
    "AIT_SSL": ("ssl", _ssl),
    "AIT_LOG_STATEMENTS": ("log_statements", _flag),
    "AIT_APPLICATION_NAME": ("application_name", str.strip),
    "AIT_ENCRYPTION_KEY": ("encryption_keys", _keys),
    "AIT_DATA_DIR": ("data_dir", Path),
    "AIT_CACHE_DIR": ("cache_dir", Path),
}
