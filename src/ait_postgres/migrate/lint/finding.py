"""What a rule says: a problem of one statement, what it blocks, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ait_postgres.migrate.lint.seen import Seen
    from ait_postgres.migrate.model import Key


class Severity(StrEnum):
    """Whether a finding fails a check."""

    ERROR = "error"
    WARNING = "warning"


class Group(StrEnum):
    """What a rule is about; a project chooses the groups that it asks for."""

    SAFETY = "safety"
    CONVENTIONS = "conventions"


class Problem(NamedTuple):
    """What a rule found in one statement.

    Attributes:
        subject: The object that it is about.
        text: What is wrong, and whom it hits.
        advice: What to do.
        safe: The statements of the safe form, where they can be written.
    """

    subject: Key
    text: str
    advice: str
    safe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, and the page of its name in `docs/lint`.

    Attributes:
        name: As `-- ait: allow` names it.
        severity: Of its findings.
        summary: What it finds, in a few words.
        find: Gives the problems of a statement.
        group: What it is about.
        otherwise: Whether it is asked only where no other rule knows an error.
    """

    name: str
    severity: Severity
    summary: str
    find: Callable[[Seen], Iterable[Problem]]
    group: Group = Group.SAFETY
    otherwise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem, and where it stands.

    Attributes:
        rule: The rule's name.
        severity: Whether it fails a check.
        file: The migration's file.
        line: Where the statement begins, from 1.
        statement: Its number in the file, from 1.
        sql: Its text.
        subject: The object that it is about, as people write it.
        text: What is wrong, and whom it hits.
        advice: What to do.
        safe: The statements of the safe form, where they can be written.
    """

    rule: str
    severity: Severity
    file: str
    line: int
    statement: int
    sql: str
    subject: str
    text: str
    advice: str
    safe: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it fails a check."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.text} ({self.rule}); {self.advice}"

    def as_json(self) -> dict[str, Any]:
        """What `lint --json` prints of it."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "file": self.file,
            "line": self.line,
            "statement": self.statement,
            "sql": self.sql,
            "subject": self.subject,
            "text": self.text,
            "advice": self.advice,
            "safe": list(self.safe),
        }
