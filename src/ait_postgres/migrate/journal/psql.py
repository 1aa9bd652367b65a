r"""What only psql understands of a file that pg_dump or a person wrote for it.

Its `\restrict` lines and the rows of `COPY ... FROM stdin` are left out: they
are no part of what a state is. Anything else of psql's own is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ait_postgres.migrate.journal.statements import Statement

_LEFT_OUT: Final = re.compile(
    r"""
      ^\\(?:un)?restrict\ [^\n]*$                 # pg_dump, since the releases of August 2025
    | ^COPY\s (?:[^;"]|"[^"]*")*? \sFROM\s+STDIN\b[^;\n]*;[ \t]*\n (?:[^\n]*\n)*? \\\.[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def without_psql(text: str) -> str:
    """A file's SQL, line for line where it was."""
    return _LEFT_OUT.sub(lambda found: "\n" * found.group().count("\n"), text)


def copies_from_client(statement: Statement) -> bool:
    """Whether it is a COPY whose rows only psql could give or take."""
    tokens = statement.tokens()
    return tokens[:1] == ["copy"] and bool({"stdin", "stdout"} & set(_outside_brackets(tokens)))


def _outside_brackets(tokens: list[str]) -> list[str]:
    depth = 0
    found: list[str] = []
    for one in tokens:
        depth += (one == "(") - (one == ")")
        if not depth:
            found.append(one)
    return found
