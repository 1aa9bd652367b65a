"""A migrations folder as a frozen value, or the reason why it is not one.

`NNNN_name.sql` holds what a person reviews, `meta/NNNN_name.json` what the
machine needs. A folder that reads without an error is a straight, unedited
chain: every later step may rely on it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ait_postgres.errors import FolderError
from ait_postgres.migrate.journal.metadata import Metadata, parse_metadata
from ait_postgres.migrate.journal.runs import check_statement
from ait_postgres.migrate.journal.statements import Statement, split_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

#: What an empty migration holds until somebody writes it.
CUSTOM: Final = """\
-- Write the statements here, each ended by a semicolon, then run `ait-postgres mend`:
-- it proves the file and records its hash.
"""
#: Lower case only: a name must mean the same file on every file system.
_NAME: Final = re.compile(r"(?P<number>\d{4,})_[a-z0-9][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration: its SQL file and its metadata file.

    Attributes:
        number: The NNNN of its name.
        name: `NNNN_name`, the file's name without `.sql`.
        sha256: Hash (hex) of the file's bytes with CRLF read as LF, so that a
            checkout with Windows line ends is not an edited file.
        statements: What it runs, in order.
        metadata: Its `meta/NNNN_name.json`.
    """

    number: int
    name: str
    sha256: str
    statements: tuple[Statement, ...] = field(repr=False)
    metadata: Metadata

    @property
    def file(self) -> str:
        """The SQL file's name."""
        return f"{self.name}.sql"


@dataclass(frozen=True, slots=True)
class Folder:
    """A migrations folder, read and found honest.

    Attributes:
        path: Where it was read.
        migrations: In the order in which they are applied.
    """

    path: Path
    migrations: tuple[Migration, ...]

    @property
    def head(self) -> Migration | None:
        """The last migration; None in an empty folder."""
        return self.migrations[-1] if self.migrations else None

    def up_to(self, number: int) -> tuple[Migration, ...]:
        """The migrations up to and including a number.

        Raises:
            FolderError: No migration has that number.
        """
        if not any(migration.number == number for migration in self.migrations):
            held = "is empty"
            if self.migrations:
                held = f"has {self.migrations[0].number:04} to {self.migrations[-1].number:04}"
            raise FolderError(f"{self.path}: there is no migration {number:04}: the folder {held}")
        return tuple(m for m in self.migrations if m.number <= number)


def sql_hash(sql: bytes) -> str:
    """sha256 (hex) of a file's bytes, CRLF read as LF."""
    return hashlib.sha256(sql.replace(b"\r\n", b"\n")).hexdigest()


def read_folder(path: Path | str) -> Folder:
    """Read a migrations folder and check all of it.

    Raises:
        FolderError: Naming the file: a bad or a doubled name, no metadata,
            metadata without a migration, an edited file, a fork, a gap, text
            that is not UTF-8, no statement, a statement that would end the
            transaction the file runs in.
    """
    path = Path(path)
    names, missing = _names(path)
    if missing:
        raise FolderError(
            f"{missing[0]}.sql: there is no meta/{missing[0]}.json: a migration is its SQL "
            "and its metadata; restore the file from git, or let `ait-postgres mend` write it"
        )
    migrations = [_read(path, name) for name in names]
    _check_chain(migrations)
    return Folder(path, tuple(migrations))


def read_files(path: Path) -> tuple[Migration, ...]:
    """Read a folder that need not be honest: files edited or without metadata, forks and gaps.

    What has no metadata is given some: an empty hash, and the file before it
    as its parent.

    Raises:
        FolderError: A bad name, metadata without a migration, text that is
            not UTF-8, no statement, one that would end the transaction.
    """
    names, missing = _names(path)
    migrations: list[Migration] = []
    for name in names:
        guess = None
        if name in missing:
            guess = Metadata(parents=(migrations[-1].name,) if migrations else (), hash="")
        migrations.append(_read(path, name, guess, edited=True))
    return tuple(migrations)


def _names(path: Path) -> tuple[list[str], list[str]]:
    """Of all migrations, by number; and of those without metadata."""
    if not path.is_dir():
        raise FolderError(f"{path}: there is no such migrations folder")
    names = sorted((file.stem for file in path.glob("*.sql")), key=lambda one: (_number(one), one))
    metas = {file.stem for file in (path / "meta").glob("*.json")}
    _check_squashes(path, metas, {*names, *metas})
    if orphans := sorted(metas.difference(names)):
        raise FolderError(
            f"meta/{orphans[0]}.json: there is no {orphans[0]}.sql: restore it from git, "
            "or remove the metadata with it"
        )
    return names, [name for name in names if name not in metas]


def _check_squashes(path: Path, metas: Iterable[str], there: AbstractSet[str]) -> None:
    """A squash that was killed left what it replaces."""
    for name in sorted(metas):
        file = f"meta/{name}.json"
        content = (path / file).read_bytes()
        if b'"replaces"' not in content:
            continue
        for one in parse_metadata(_text(content, file), file).replaces:
            if one.name in there and one.name != name:
                raise FolderError(
                    f"{one.name}.sql is still there, though {name}.sql replaces it: run "
                    "`ait-postgres squash` again, which finishes it"
                )


def _number(name: str) -> int:
    if not (match := _NAME.fullmatch(name)):
        raise FolderError(
            f"{name}.sql: not a migration's name: NNNN_name.sql is one, "
            "as 0002_add_users.sql, in lower case"
        )
    return int(match["number"])


def _read(
    path: Path, name: str, metadata: Metadata | None = None, *, edited: bool = False
) -> Migration:
    file, meta = f"{name}.sql", f"meta/{name}.json"
    metadata = metadata or parse_metadata(_text((path / meta).read_bytes(), meta), meta)
    content = (path / file).read_bytes()
    sha256 = sql_hash(content)
    if sha256 != metadata.hash and not edited:
        raise FolderError(_edited(file, meta, sha256, metadata.hash))
    statements = split_statements(_text(content, file).replace("\r\n", "\n"))
    if not statements:
        raise FolderError(f"{file}: holds no statement: write one, or remove the migration")
    for statement in statements:
        check_statement(statement, file)
    return Migration(_number(name), name, sha256, statements, metadata)


def _edited(file: str, meta: str, sha256: str, recorded: str) -> str:
    if recorded == sql_hash(CUSTOM.encode()):
        return f"{file}: written by hand, and not proven yet: run `ait-postgres mend`"
    return (
        f"{file}: edited after it was written (its hash is {sha256[:12]}, {meta} says "
        f"{recorded[:12]}): restore it from git and put the change into a new migration, or, if "
        "it was applied nowhere yet, run `ait-postgres mend`"
    )


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FolderError(f"{file}, line {line}: not UTF-8: save the file as UTF-8") from error


def _check_chain(migrations: Sequence[Migration]) -> None:
    """Each migration follows the one before it, and only that one."""
    _check_forks(migrations)
    for previous, migration in pairwise(migrations):
        if migration.number == previous.number:
            raise FolderError(
                f"{migration.file}: has the number of {previous.file}: `ait-postgres mend` "
                "renumbers one of the two"
            )
        if migration.number != previous.number + 1:
            raise FolderError(
                f"{migration.file}: {previous.number + 1:04} is missing, the file before it is "
                f"{previous.file}: restore it from git, or let `ait-postgres mend` renumber"
            )
    wanted: tuple[str, ...] = ()
    for migration in migrations:
        if migration.metadata.parents != wanted:
            raise FolderError(
                f"meta/{migration.name}.json: its parents are "
                f"{', '.join(migration.metadata.parents) or 'none'}, but the migration before it "
                f"is {', '.join(wanted) or 'none'}: restore the missing file, or run "
                "`ait-postgres mend`"
            )
        wanted = (migration.name,)


def _check_forks(migrations: Sequence[Migration]) -> None:
    follower: dict[tuple[str, ...], Migration] = {}
    for migration in migrations:
        other = follower.setdefault(migration.metadata.parents, migration)
        if other is not migration:
            parent = ", ".join(migration.metadata.parents) or "nothing"
            raise FolderError(
                f"{other.file} and {migration.file} both follow {parent}: two branches were "
                "merged; `ait-postgres mend` lets one follow the other"
            )
