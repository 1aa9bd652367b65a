"""SQL text to its statements, each with the line where it begins.

The scanner knows exactly what may hide a semicolon (strings, quoted names,
dollar quotes, comments, brackets, `BEGIN ATOMIC` bodies), by the rules of
psql's own (`psqlscan.l`), and nothing else: what a statement means is for
PostgreSQL to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The line that parts two statements of a file. A comment to PostgreSQL.
BREAKPOINT: Final = "--> statement-breakpoint"

_TOKEN: Final = re.compile(
    r"""
      (?P<breakpoint> -->[ \t]*statement-breakpoint[^\n]* )
    | (?P<comment>    --[^\n]* )
    | (?P<block>      /\* )
    | (?P<quoted>     [eE]'(?:[^'\\]|\\.|'')*'?
                    | '[^']*'?
                    | "[^"]*"?
                    | \$(?P<tag>[^\W\d]\w*)?\$ (?:.*?\$(?(tag)(?P=tag))\$ | .*) )
    | (?P<word>       [^\W\d][\w$]* )
    | (?P<mark>       [();] )
    | (?P<number>     \d[\w$]* )
    | (?P<other>      \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK_EDGE: Final = re.compile(r"/\*|\*/")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the server is given it, without its semicolon.

    Attributes:
        number: Its place in the file, from 1.
        line: The line of the file on which it begins, from 1.
        sql: Its text, from its first word on.
    """

    number: int
    line: int
    sql: str

    @property
    def ends_transaction(self) -> bool:
        """Whether it begins or ends a transaction, which is for the applier to do."""
        words = _first_words(self.sql, 2)
        match words[0] if words else "":
            case "begin" | "start" | "commit" | "end" | "abort":
                return True
            case "rollback":
                return not re.match(r"rollback\s+(\w+\s+)?to\b", self.sql, re.IGNORECASE)
            case "prepare":
                return words[1:] == ["transaction"]
            case _:
                return False

    def line_at(self, position: int) -> int:
        """The line of the file that PostgreSQL's error position (from 1) points at."""
        return self.line + self.sql.count("\n", 0, position - 1)


@dataclass(slots=True)
class _Scan:
    """What the scanner holds of the statement it is in."""

    start: int | None = None
    end: int = 0
    depth: int = 0  # of brackets
    body: int = 0  # of BEGIN ATOMIC ... END and CASE ... END within
    words: list[str] = field(default_factory=list[str])

    def take_word(self, word: str) -> None:
        """Follow CREATE FUNCTION ... BEGIN ATOMIC ... END, as psql does."""
        if len(self.words) < 4:
            self.words.append(word)
        if not {"function", "procedure"}.intersection(self.words) or self.words[0] != "create":
            return
        if word == "begin" or (word == "case" and self.body):
            self.body += 1
        elif word == "end" and self.body:
            self.body -= 1


def split_statements(text: str) -> tuple[Statement, ...]:
    """Split SQL at top-level semicolons and at `--> statement-breakpoint`.

    Comments before a statement are left out, those within are kept. What is
    not closed (a string, a comment) reaches to the end: PostgreSQL says so
    when it is given it.

    Args:
        text: SQL with LF line ends.
    """
    spans = list(_spans(text))
    statements: list[Statement] = []
    line, counted = 1, 0
    for number, (start, end) in enumerate(spans, 1):
        line += text.count("\n", counted, start)
        counted = start
        statements.append(Statement(number, line, text[start:end]))
    return tuple(statements)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each statement, its semicolon left out."""
    scan, position = _Scan(), 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        kind, found = token.lastgroup, token.group()
        if kind == "block":
            position = _after_block_comment(text, position)
        elif kind == "breakpoint" or (found == ";" and not scan.depth and not scan.body):
            if scan.start is not None:
                yield scan.start, scan.end
            scan = _Scan()
        elif kind != "comment":
            if scan.start is None:
                scan.start = token.start()
            scan.end = token.end()
            if kind == "word":
                scan.take_word(found.lower())
            elif found in "()":
                scan.depth = max(0, scan.depth + (1 if found == "(" else -1))
    if scan.start is not None:
        yield scan.start, scan.end


def _after_block_comment(text: str, position: int) -> int:
    """Where the block comment opened just before ends; they nest in SQL."""
    depth = 1
    while depth and (edge := _BLOCK_EDGE.search(text, position)):
        depth += 1 if edge.group() == "/*" else -1
        position = edge.end()
    return len(text) if depth else position


def _first_words(sql: str, count: int) -> list[str]:
    return [word.lower() for word in re.findall(r"\w+", sql[:80])[:count]]
