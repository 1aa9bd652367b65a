"""A folder that drizzle-kit wrote, of either form, read as it is.

Up to 0.31 it has `meta/_journal.json`, a file a migration and a snapshot
beside; from 1.0 on a folder a migration, with `migration.sql` and
`snapshot.json`, and no journal.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.errors import FolderError

if TYPE_CHECKING:
    from pathlib import Path

#: What parts two statements of a file, to the letter.
BREAKPOINT: Final = "--> statement-breakpoint"
#: What the first snapshot follows.
ORIGIN: Final = "00000000-0000-0000-0000-000000000000"
_STAMPED: Final = re.compile(r"(\d{14})_.+")


@dataclass(frozen=True, slots=True)
class DrizzleFile:
    """One migration that Drizzle knows of.

    Attributes:
        name: Its tag in the journal, or its folder's name.
        file: Its SQL file, as seen from the folder.
        when: Milliseconds since 1970: of the journal, or of the folder's name.
        sql: Its text; None where the file is missing.
    """

    name: str
    file: str
    when: int
    sql: str | None = field(repr=False)

    @property
    def sha256(self) -> str:
        """What Drizzle records of the file."""
        return hashlib.sha256((self.sql or "").encode()).hexdigest()

    @property
    def pieces(self) -> tuple[str, ...]:
        """What Drizzle sends, one after the other; each may hold several statements."""
        parts = (self.sql or "").split(BREAKPOINT)
        return tuple(part for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What drizzle-kit remembers of the schema after a migration.

    Attributes:
        file: As seen from the folder.
        of: The migration's name, or what its tag begins with.
        id: Its id.
        previous: The ids of those it follows.
    """

    file: str
    of: str
    id: str
    previous: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrizzleFolder:
    """A folder of Drizzle's.

    Attributes:
        path: Where it is.
        form: `0.31` with a journal, `1.0` without.
        files: What Drizzle applies, in its order.
        outside: SQL files that it never looks at, each with its text.
        snapshots: Those that are there.
    """

    path: Path
    form: str
    files: tuple[DrizzleFile, ...]
    outside: tuple[tuple[str, str], ...]
    snapshots: tuple[Snapshot, ...]


def read_drizzle(path: Path) -> DrizzleFolder:
    """Read a folder of either form.

    Raises:
        FolderError: There is neither a journal nor a folder of a migration, or
            what is there cannot be read.
    """
    if (path / "meta" / "_journal.json").is_file():
        return _with_journal(path)
    if any(path.glob("*/migration.sql")):
        return _without_journal(path)
    raise FolderError(
        f"{path}: not a folder of Drizzle's: there is no meta/_journal.json, and no folder "
        "with a migration.sql"
    )


def _with_journal(path: Path) -> DrizzleFolder:
    journal = _json(path, "meta/_journal.json")
    entries = journal.get("entries")
    if not isinstance(entries, list):
        raise FolderError("meta/_journal.json: its entries are missing: restore it from git")
    files = tuple(_entry(path, entry) for entry in cast("list[object]", entries))
    known = {one.file for one in files}
    others = sorted(one.name for one in path.glob("*.sql") if one.name not in known)
    snapshots = (
        _snapshot(path, f"meta/{one.name}", one.name.removesuffix("_snapshot.json"))
        for one in sorted((path / "meta").glob("*_snapshot.json"))
    )
    outside = tuple((name, _text(path / name) or "") for name in others)
    return DrizzleFolder(path, "0.31", files, outside, tuple(snapshots))


def _entry(path: Path, entry: object) -> DrizzleFile:
    match entry:
        case {"tag": str(tag), "when": int(when)}:
            return DrizzleFile(tag, f"{tag}.sql", when, _text(path / f"{tag}.sql"))
        case _:
            raise FolderError(
                f"meta/_journal.json: {json.dumps(entry)[:80]} is no entry: tag and when were "
                "expected: restore it from git"
            )


def _without_journal(path: Path) -> DrizzleFolder:
    # By bytes: the names begin with digits of one length, so no locale sorts them otherwise.
    folders = sorted(one.parent.name for one in path.glob("*/migration.sql"))
    files = tuple(
        DrizzleFile(
            name, f"{name}/migration.sql", _stamp(name), _text(path / name / "migration.sql")
        )
        for name in folders
    )
    snapshots = (
        _snapshot(path, f"{name}/snapshot.json", name)
        for name in folders
        if (path / name / "snapshot.json").is_file()
    )
    outside = tuple((one.name, _text(one) or "") for one in sorted(path.glob("*.sql")))
    return DrizzleFolder(path, "1.0", files, outside, tuple(snapshots))


def _stamp(name: str) -> int:
    """Milliseconds since 1970 of the time that a folder's name begins with."""
    if not (match := _STAMPED.fullmatch(name)):
        raise FolderError(f"{name}: a folder named YYYYMMDDHHMMSS_name was expected")
    try:
        at = dt.datetime.strptime(match[1], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError as error:
        raise FolderError(f"{name}: its name begins with no time: {error}") from error
    return int(at.timestamp() * 1000)


def _snapshot(path: Path, file: str, of: str) -> Snapshot:
    raw = _json(path, file)
    before = raw.get("prevIds", raw.get("prevId"))
    ids = cast("list[object]", before) if isinstance(before, list) else [before]
    return Snapshot(file, of, str(raw.get("id")), tuple(str(one) for one in ids if one))


def _json(path: Path, file: str) -> dict[str, Any]:
    try:
        raw: object = json.loads((path / file).read_text("utf-8-sig"))
    except ValueError as error:
        raise FolderError(f"{path / file}: not JSON ({error}): restore it from git") from error
    if not isinstance(raw, dict):
        raise FolderError(f"{path / file}: a JSON object was expected: restore it from git")
    return cast("dict[str, Any]", raw)


def _text(file: Path) -> str | None:
    """A file as Node reads it; None where it is missing."""
    return file.read_bytes().decode("utf-8", "replace") if file.is_file() else None
