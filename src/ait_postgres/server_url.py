"""The address of a server, read by libpq's own parser.

Whatever psql takes is taken: ``postgres://``, ``postgresql://``, several hosts,
``key=value`` pairs. SQLAlchemy's URL is made from what libpq understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ait_postgres.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import URL

_EXPECTED = "expected postgresql://user:password@host:5432/database"
# An @, / or ? in a password splits the address in the wrong place. libpq's
# message would then quote a part of the password, so it is never passed on.
_ENCODE = "write @ : / ? # of a password percent-encoded, such as %40 for @"

_IN_URL = ("user", "password", "dbname")


@dataclass(frozen=True, slots=True)
class Target:
    """A server and a database on it: libpq's parameters by name."""

    parameters: Mapping[str, str] = field(repr=False)

    @property
    def where(self) -> str:
        """The server, for messages: ``host:port`` or the folder of its socket."""
        hosts = self.parameters.get("host", "localhost").split(",")
        ports = self.parameters.get("port", "5432").split(",")
        ports += ports[-1:] * (len(hosts) - len(ports))
        return ", ".join(
            host if host.startswith("/") else f"{host}:{port}"
            for host, port in zip(hosts, ports, strict=False)
        )

    @property
    def database(self) -> str:
        """The database; by libpq's rule that of the user's name when none is given."""
        return self.parameters.get("dbname") or self.user

    @property
    def user(self) -> str:
        """The user, or what stands for the account of this process."""
        return self.parameters.get("user", "the current user")

    def sqlalchemy_url(self) -> URL:
        """The same for ``create_engine``, password included."""
        from sqlalchemy import URL

        rest = dict(self.parameters)
        user, password, database = (rest.pop(name, None) for name in _IN_URL)
        host, port = rest.get("host", ""), rest.get("port", "")
        # Sockets and several hosts have no place in a URL but its query, where
        # libpq and SQLAlchemy read both alike.
        if host and "," not in host and not host.startswith("/"):
            del rest["host"]
            rest.pop("port", None)
            host_port: dict[str, Any] = {"host": host, "port": int(port) if port else None}
        else:
            host_port = {}
            if port and "," not in port:  # SQLAlchemy wants a port for each host
                rest["port"] = ",".join([port] * (host.count(",") + 1))
        return URL.create(
            "postgresql+psycopg",
            username=user,
            password=password,
            database=database,
            query=rest,
            **host_port,
        )


def read_url(url: str, **defaults: str) -> Target:
    """Read the address of a server.

    Args:
        url: ``postgres://``, ``postgresql://``, with or without a driver, or
            libpq's ``key=value`` pairs.
        **defaults: libpq parameters for what the URL leaves open.

    Raises:
        ConfigError: It is no PostgreSQL URL; the text shows no part of it but
            its scheme or the name of a parameter.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    scheme, separator, rest = url.partition("://")
    if separator:
        if not re.fullmatch(r"postgres(ql)?(\+\w+)?", scheme):
            raise ConfigError(f"POSTGRES_URL is a {scheme[:20]} URL: {_EXPECTED}")
        _refuse_split_password(rest)
        if "+" in scheme:
            # SQLAlchemy writes a space as it is before the query and as + in it;
            # libpq reads neither.
            address, mark, query = rest.partition("?")
            rest = address.replace(" ", "%20") + mark + query.replace("+", "%20")
        url = f"postgresql://{rest}"
    try:
        parsed = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        unknown = re.search(r'invalid URI query parameter: "(\w+)"', str(error))
        if unknown:
            raise ConfigError(
                f"POSTGRES_URL has a parameter {unknown[1]!r} that PostgreSQL does not know:"
                " remove it"
            ) from None
        raise ConfigError(f"POSTGRES_URL cannot be read: {_EXPECTED}; {_ENCODE}") from None
    parameters = {name: str(value) for name, value in parsed.items() if value is not None}
    _refuse_odd_ports(parameters.get("port", ""))
    return Target({**defaults, **parameters})


def _refuse_split_password(rest: str) -> None:
    authority = urlsplit(f"//{rest}").netloc
    path = rest[len(authority) :].partition("?")[0]
    query = rest[len(authority) :].partition("?")[2]
    bare = [part for part in query.split("&") if part and "=" not in part]
    if authority.count("@") > 1 or "@" in path or "#" in rest or bare:
        raise ConfigError(f"POSTGRES_URL cannot be read: {_ENCODE}")


def _refuse_odd_ports(ports: str) -> None:
    for port in filter(None, ports.split(",")):
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise ConfigError(f"POSTGRES_URL has no port from 1 to 65535: {_EXPECTED}; {_ENCODE}")
