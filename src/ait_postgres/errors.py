"""Everything this package raises on purpose.

Each message says what happened, to what, and what to do, in one line and
without a secret; where a driver's error lies beneath, it is the ``__cause__``.

::

    AitPostgresError
     ├── ConfigError               a setting is missing or makes no sense
     ├── ServerError
     │    ├── ServerUnavailable    nothing answers, or it is still starting
     │    ├── AuthenticationFailed
     │    ├── DatabaseMissing
     │    ├── ServerTooOld         below PostgreSQL 14
     │    ├── PoolExhausted
     │    └── EmbeddedServerError  the server we start ourselves
     ├── MigrationError
     │    ├── FolderError          a file is edited, missing, unknown, malformed
     │    ├── StatementFailed      PostgreSQL refused a statement of a file
     │    ├── MigrationLocked      another run holds the lock
     │    ├── DatabaseDrifted      a database is not what its migrations lead to
     │    └── HintsMissing         a rename or a loss has to be decided by a person
     ├── ConsentNeeded             something irreversible was asked for without a word
     ├── IngestError
     │    ├── UnknownEntity
     │    ├── InputUnreadable      not JSON, truncated gzip, no such file
     │    ├── ForeignPayload       nothing in the input is of this entity
     │    ├── IncompleteListing    a full sync would delete rows that may be there
     │    └── UnknownReject        no reject has that id
     └── QueryError
          ├── CursorInvalid        damaged, or of another table
          ├── FilterInvalid        a limit out of range, a time without a zone
          └── NotPageable          the select lacks what a cursor is made of
"""

from __future__ import annotations

from typing import ClassVar


class AitPostgresError(Exception):
    """The root: the command line prints it as one line and exits with `exit_code`."""

    exit_code: ClassVar[int] = 1


class ConfigError(AitPostgresError):
    """A setting is missing or makes no sense."""


class ServerError(AitPostgresError):
    """A PostgreSQL server could not be reached or used."""


class ServerUnavailable(ServerError):
    """Nothing answers at the address, or the server is still starting."""


class AuthenticationFailed(ServerError):
    """The server refused the user or the password."""


class DatabaseMissing(ServerError):
    """The server has no database of that name."""


class ServerTooOld(ServerError):
    """The server is older than PostgreSQL 14."""


class PoolExhausted(ServerError):
    """Every connection of the pool stayed in use for as long as was waited."""


class EmbeddedServerError(ServerError):
    """The embedded server could not be made, started or stopped."""


class MigrationError(AitPostgresError):
    """A migration could not be read or applied."""


class FolderError(MigrationError):
    """A migrations folder is not what was applied, or not well formed."""


class StatementFailed(MigrationError):
    """PostgreSQL refused a statement; nothing of its file was applied.

    Attributes:
        file: The migration's SQL file.
        statement: The statement's number in the file, from 1; None at the commit.
        line: The line of the file that PostgreSQL points at, from 1; None at the commit.
    """

    def __init__(self, message: str, *, file: str, statement: int | None, line: int | None) -> None:
        super().__init__(message)
        self.file = file
        self.statement = statement
        self.line = line


class MigrationLocked(MigrationError):
    """Another migration run holds the lock."""


class DatabaseDrifted(MigrationError):
    """A database is not what its applied migrations lead to; nothing was changed."""

    exit_code: ClassVar[int] = 3


class HintsMissing(MigrationError):
    """A rename or a loss has to be decided by a person; nothing was written.

    Attributes:
        questions: What is to be decided, each as the command line's JSON has it.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, questions: tuple[dict[str, object], ...]) -> None:
        super().__init__(message)
        self.questions = questions


class ConsentNeeded(AitPostgresError):
    """Something that cannot be undone was asked for, and nobody was there to confirm it."""

    exit_code: ClassVar[int] = 2


class IngestError(AitPostgresError):
    """Input could not be taken in; nothing of it was stored."""


class UnknownEntity(IngestError):
    """No entity has that name."""


class InputUnreadable(IngestError):
    """A file is missing, is not JSON, or ends too early."""


class IncompleteListing(IngestError):
    """A full sync would delete rows that may still be there; nothing was deleted."""


class UnknownReject(IngestError):
    """No reject has that id."""


class ForeignPayload(IngestError):
    """Nothing in the input is a payload of the entity named."""


class QueryError(AitPostgresError):
    """A query could not be built from what was asked for; nothing was sent."""


class CursorInvalid(QueryError):
    """A cursor is damaged, of another version, or of another table."""


class FilterInvalid(QueryError):
    """A limit is out of range, or a time names no zone."""


class NotPageable(QueryError):
    """A select lacks the columns that a cursor is made of."""
