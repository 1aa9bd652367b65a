"""Findings kept from run to run: a file that was looked at is not run again.

They stand beside the snapshots, under a hash of all that they came from: the
chain up to the file, the rules, the server. What is wrong with one means that
it is not there.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import orjson

from ait_postgres.migrate.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

_KEPT: Final = 400  # files, each of a kB or so


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of them.

    Attributes:
        path: Made when the first is kept; None keeps none.
    """

    path: Path | None = None

    def load(self, came_from: str) -> tuple[Finding, ...] | None:
        """The findings that were kept."""
        if not self.path:
            return None
        try:
            file = self.path / _name(came_from)
            found: list[dict[str, Any]] = orjson.loads(file.read_bytes())
            os.utime(file)
            return tuple(_finding(**one) for one in found)
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, came_from: str, findings: Iterable[Finding]) -> None:
        """Keep findings for next time, if that is possible."""
        if not self.path:
            return
        file = self.path / _name(came_from)
        part = file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True)
            part.write_bytes(orjson.dumps([one.as_json() for one in findings]))
            part.replace(file)
            old = sorted(self.path.glob("*.json"), key=lambda one: one.stat().st_mtime)
            for one in old[:-_KEPT]:
                one.unlink(missing_ok=True)


@cache
def rules_digest() -> str:
    """sha256 (hex) of the program that the findings come from: of all of `migrate`."""
    digest = hashlib.sha256()
    for source in sorted(_sources(files("ait_postgres.migrate")), key=str):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _sources(one)
        elif one.name.endswith(".py"):
            yield one


def _name(came_from: str) -> str:
    return hashlib.sha256(came_from.encode()).hexdigest() + ".json"


def _finding(severity: str, safe: list[str], **others: Any) -> Finding:  # noqa: ANN401 - of JSON
    return Finding(severity=Severity(severity), safe=tuple(safe), **others)


__all__ = ["Kept", "rules_digest"]
