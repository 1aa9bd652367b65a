"""Catalogues kept from run to run, so that nothing is built twice to be read twice.

A snapshot is only a cache: it stands outside the repository, under a hash of
all that it came from, and whatever is wrong with it means that it is not there.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

import orjson

from ait_postgres.migrate.inspect import QUERIES_DIGEST
from ait_postgres.migrate.model import Catalogue, Dependency, Grant, Key, Level, SchemaObject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Of the layout below, and of all that the reading does beyond its queries.
_FORMAT: Final = 2
_KEPT: Final = 40  # files; the largest seen, of 3,000 tables, has 15 MB


@dataclass(frozen=True, slots=True)
class Snapshots:
    """A folder of them.

    Attributes:
        path: Made when the first is kept; None keeps none.
    """

    path: Path | None = None

    def load(self, source: str, server_version: str) -> Catalogue | None:
        """The catalogue that was kept for a source on a server.

        Args:
            source: All that the catalogue came from, as text or a hash of it.
            server_version: As `18.4`.
        """
        if not self.path:
            return None
        try:
            file = self.path / _name(source, server_version)
            catalogue = _from_json(file.read_bytes())
            os.utime(file)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return catalogue

    def keep(self, source: str, catalogue: Catalogue) -> None:
        """Keep a catalogue for next time, if that is possible."""
        if not self.path:
            return
        file = self.path / _name(source, catalogue.server_version)
        part = file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_to_json(catalogue))
            part.replace(file)
            self._prune()

    def _prune(self) -> None:
        assert self.path  # noqa: S101 - asked by keep
        files = sorted(self.path.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_KEPT]:
            file.unlink(missing_ok=True)


def _name(source: str, server_version: str) -> str:
    parts = (str(_FORMAT), QUERIES_DIGEST, server_version, source)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest() + ".json"


def _to_json(catalogue: Catalogue) -> bytes:
    keys = {item.key: place for place, item in enumerate(catalogue.objects)}
    return orjson.dumps(
        {
            "server_version": catalogue.server_version,
            "home": catalogue.home,
            "objects": [
                [item.kind, *(getattr(item, one.name) for one in fields(item))]
                for item in catalogue.objects
            ],
            "dependencies": [
                [keys[one.of], keys[one.on], one.auto] for one in catalogue.dependencies
            ],
        },
        default=tuple,  # a Grant: orjson takes tuples, but no named ones
    )


def _from_json(text: bytes) -> Catalogue:
    raw: dict[str, Any] = orjson.loads(text)
    kinds = {kind.kind: (kind, [one.name for one in fields(kind)]) for kind in _kinds(SchemaObject)}
    objects: list[SchemaObject] = []
    for name, *values in raw["objects"]:
        kind, names = kinds[name]
        attributes = dict(zip(names, map(_frozen, values), strict=True))
        if attributes["grants"]:
            attributes["grants"] = tuple(_grant(*one) for one in attributes["grants"])
        objects.append(kind(**attributes))
    keys: list[Key] = [item.key for item in objects]
    dependencies = (Dependency(keys[of], keys[on], auto) for of, on, auto in raw["dependencies"])
    return Catalogue(tuple(objects), raw["server_version"], tuple(dependencies), raw["home"])


def _kinds(base: type[SchemaObject]) -> Iterator[type[SchemaObject]]:
    for kind in base.__subclasses__():
        if hasattr(kind, "kind"):
            yield kind
        yield from _kinds(kind)


def _grant(grantee: str, privilege: str, level: int, column: str) -> Grant:
    return Grant(grantee, privilege, Level(level), column)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    if isinstance(value, list):
        return tuple(map(_frozen, value))  # pyright: ignore[reportUnknownArgumentType]  # of texts, or lists of them
    return value
