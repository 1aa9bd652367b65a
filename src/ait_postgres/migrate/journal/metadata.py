"""The small file beside each migration: `meta/NNNN_name.json`.

It holds what the SQL cannot say: what the migration follows, the hash of the
file as it was reviewed, the decisions taken, and the catalogue it leads to.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from ait_postgres.errors import FolderError


@dataclass(frozen=True, slots=True)
class Replaced:
    """A migration that a squash took the place of.

    Attributes:
        name: `NNNN_name`.
        hash: sha256 (hex) of its SQL file.
        replaces: What it had itself taken the place of.
    """

    name: str
    hash: str
    replaces: tuple[Replaced, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Its name, and those of all that it took the place of."""
        return (self.name, *(name for one in self.replaces for name in one.names()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """One `meta/NNNN_name.json`.

    Attributes:
        parents: Names of the migrations this one follows; none for the first.
        hash: sha256 (hex) of the SQL file, its line ends read as LF.
        renames: Renames decided on, each `KIND:OLD=NEW`.
        consents: Objects whose loss was agreed to.
        fingerprint: sha256 (hex) of the catalogue it leads to; None if it was
            never read, as in a migration written by hand.
        server_version: The PostgreSQL that printed that catalogue, as `18.4`.
        schemas: The schemas besides home that are part of that catalogue.
        replaces: The migrations that it took the place of, in order.
    """

    parents: tuple[str, ...]
    hash: str
    renames: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    fingerprint: str | None = None
    server_version: str | None = None
    schemas: tuple[str, ...] = ()
    replaces: tuple[Replaced, ...] = ()

    def to_json(self) -> str:
        """The file's text: the same value gives the same bytes."""
        values = asdict(self)
        if not self.replaces:
            del values["replaces"]
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


_LISTS = ("parents", "renames", "consents", "schemas")
_OPTIONAL = ("fingerprint", "server_version")
_NAMES = frozenset(f.name for f in fields(Metadata))


def parse_metadata(text: str, file: str) -> Metadata:
    """Read a metadata file's text.

    Raises:
        FolderError: It is not JSON, lacks a key, has an unknown one or one of
            the wrong type; the message begins with `file`.
    """
    try:
        raw: object = json.loads(text)
    except ValueError as error:
        raise FolderError(f"{file}: not JSON ({error}): restore it from git") from error
    if not isinstance(raw, dict):
        raise FolderError(f"{file}: a JSON object was expected: restore it from git")
    return _checked(cast("dict[str, object]", raw), file)


def _checked(raw: dict[str, object], file: str) -> Metadata:
    if unknown := sorted(raw.keys() - _NAMES):
        raise FolderError(
            f"{file}: unknown key {unknown[0]!r}: was it written by a newer ait-postgres?"
        )
    if missing := sorted({"parents", "hash"} - raw.keys()):
        raise FolderError(f"{file}: lacks the key {missing[0]!r}: restore it from git")
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name == "replaces":
            values[name] = _replaced(value, file)
            continue
        values[name] = _texts(value) if name in _LISTS else value
        wanted = "a list of strings" if name in _LISTS else "a string"
        if not (isinstance(values[name], str | tuple) or (value is None and name in _OPTIONAL)):
            raise FolderError(f"{file}: {name!r} must be {wanted}: restore it from git")
    return Metadata(**values)


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    items = cast("list[object]", value)
    return tuple(str(item) for item in items) if all(isinstance(i, str) for i in items) else None


def _replaced(value: object, file: str) -> tuple[Replaced, ...]:
    found: list[Replaced] = []
    for item in cast("list[object]", value) if isinstance(value, list) else [None]:
        one = cast("dict[str, object]", item) if isinstance(item, dict) else {}
        name, sha256 = one.get("name"), one.get("hash")
        if not isinstance(name, str) or not isinstance(sha256, str):
            raise FolderError(
                f"{file}: 'replaces' must be a list of names and hashes: restore it from git"
            )
        found.append(Replaced(name, sha256, _replaced(one.get("replaces", []), file)))
    return tuple(found)
