"""SQL text to its statements, each with the line where it begins.

The scanner knows exactly what may hide a semicolon (strings, quoted names,
dollar quotes, comments, brackets, `BEGIN ATOMIC` bodies), by the rules of
psql's own (`psqlscan.l`), and nothing else: what a statement means is for
PostgreSQL to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
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
                    | '[^']*(?:''[^']*)*'?
                    | "[^"]*(?:""[^"]*)*"?
                    | \$(?P<tag>[^\W\d]\w*)?\$ (?:.*?\$(?(tag)(?P=tag))\$ | .*) )
    | (?P<word>       [^\W\d][\w$]* )
    | (?P<mark>       [();] )
    | (?P<number>     \d[\w$]* )
    | (?P<other>      \S )
    """,
    re.VERBOSE | re.DOTALL,
)
# `-- ait: commit` on a line before a statement, `/* ait: batches ... */` within one.
_MARK: Final = re.compile(r"(?:--|/\*)\s*ait:\s*(?P<mark>.*?)\s*(?:\*/)?", re.DOTALL)
_BLOCK_EDGE: Final = re.compile(r"/\*|\*/")


@dataclass(frozen=True, slots=True)
class Note:
    """An `ait:` comment within a statement, or after the last one.

    Attributes:
        text: What it says after `ait:`.
        start: Where it begins in the statement's SQL; past its end if it stands after it.
        end: Where it ends.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the server is given it, without its semicolon.

    Attributes:
        number: Its place in the file, from 1.
        line: The line of the file on which it begins, from 1.
        sql: Its text, from its first word on.
        marks: What `-- ait:` comments before it say of how it is to be run.
        notes: What such comments within it say.
    """

    number: int
    line: int
    sql: str
    marks: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def ends_transaction(self) -> bool:
        """Whether it begins or ends a transaction, which is for the applier to do."""
        match self.tokens(3):
            case ["begin" | "start" | "commit" | "end" | "abort", *_]:
                return True
            case ["rollback", "to", *_] | ["rollback", "work" | "transaction", "to", *_]:
                return False
            case ["rollback", *_] | ["prepare", "transaction", *_]:
                return True
            case _:
                return False

    def tokens(self, count: int | None = None) -> list[str]:
        """Its first tokens, or all: words in lower case, what is quoted as it stands."""
        return list(islice(_tokens(self.sql), count))

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
    marks: list[str] = field(default_factory=list[str])
    notes: list[Note] = field(default_factory=list[Note])  # by their places in the text

    def note(self, mark: str, start: int, end: int) -> None:
        """Keep what an `ait:` comment says."""
        if self.start is None:
            self.marks.append(mark)
        else:
            self.end = end
            self.notes.append(Note(mark, start, end))

    def take(self, token: re.Match[str]) -> None:
        """Make a token part of the statement."""
        found = token.group()
        if self.start is None:
            self.start = token.start()
        self.end = token.end()
        if token.lastgroup == "word":
            self._take_word(found.lower())
        elif found in "()":
            self.depth = max(0, self.depth + (1 if found == "(" else -1))

    def _take_word(self, word: str) -> None:
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

    Comments before a statement are left out (what they say after `ait:` is
    kept as its marks), those within are part of it. What is
    not closed (a string, a comment) reaches to the end: PostgreSQL says so
    when it is given it.

    Args:
        text: SQL with LF line ends.
    """
    statements: list[Statement] = []
    line, counted = 1, 0
    for number, scan in enumerate(_scans(text), 1):
        if scan.start is None:  # what stands after the last statement
            last = statements[-1:]
            statements[-1:] = [replace(one, notes=one.notes + _after(one, scan)) for one in last]
            break
        line += text.count("\n", counted, scan.start)
        counted = start = scan.start
        notes = tuple(Note(one.text, one.start - start, one.end - start) for one in scan.notes)
        sql = text[start : scan.end]
        statements.append(Statement(number, line, sql, tuple(scan.marks), notes))
    return tuple(statements)


def _after(statement: Statement, scan: _Scan) -> tuple[Note, ...]:
    end = len(statement.sql)
    return tuple(Note(mark, end, end) for mark in scan.marks)


def _scans(text: str) -> Iterator[_Scan]:
    """Where each statement begins and ends, its semicolon left out; last, what follows them."""
    scan, position = _Scan(), 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        kind, found = token.lastgroup, token.group()
        if kind == "block":
            position = _after_block_comment(text, position)
        if kind == "breakpoint" or (found == ";" and not scan.depth and not scan.body):
            if scan.start is not None:
                yield scan
                scan = _Scan()
        elif kind in {"comment", "block"}:
            if mark := _MARK.fullmatch(text, token.start(), position):
                scan.note(mark["mark"], token.start(), position)
        else:
            scan.take(token)
    yield scan


def clause_tokens(sql: str, position: int) -> tuple[list[tuple[str, int, int]], str]:
    """What stands in the same brackets as a place and before it, and the token that follows it.

    Returns:
        Tokens with where they begin and end, those within further brackets
        left out; the next token, empty at the end of the brackets.
    """
    levels: list[list[tuple[str, int, int]]] = [[]]
    for token in _placed(sql):
        word, start, _ = token
        if start >= position:
            return levels[-1], "" if word == ")" else word
        if word == "(":
            levels.append([])
        elif word == ")" and levels[1:]:
            levels.pop()
        levels[-1].append(token)
    return levels[-1], ""


def _tokens(sql: str) -> Iterator[str]:
    return (word for word, _, _ in _placed(sql))


def _placed(sql: str) -> Iterator[tuple[str, int, int]]:
    """Each token, a word in lower case, with where it begins and ends."""
    position = 0
    while token := _TOKEN.search(sql, position):
        position = token.end()
        if token.lastgroup == "block":
            position = _after_block_comment(sql, position)
        elif token.lastgroup not in {"comment", "breakpoint"}:
            found = token.group()
            word = found.lower() if token.lastgroup == "word" else found
            yield word, token.start(), token.end()


def _after_block_comment(text: str, position: int) -> int:
    """Where the block comment opened just before ends; they nest in SQL."""
    depth = 1
    while depth and (edge := _BLOCK_EDGE.search(text, position)):
        depth += 1 if edge.group() == "/*" else -1
        position = edge.end()
    return len(text) if depth else position
