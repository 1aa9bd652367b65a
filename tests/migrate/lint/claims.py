"""What a page of docs/lint claims, and what is seen of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from tests.migrate.lint.looking import names, seen

from ait_postgres.migrate.journal import split_statements
from ait_postgres.migrate.lint import Group
from ait_postgres.migrate.lint.judge import judge

PAGES = Path(__file__).parents[3] / "docs" / "lint"
_ROW = re.compile(r"\| `(?P<sql>.*)`(?: \((?P<since>\d+)\))? \|(?P<told>(?:[^|]*\|){4})")


class Claim(NamedTuple):
    """A line of a page's table: what the last of the statements does."""

    page: str
    sql: str
    since: int
    locks: str
    reads: str
    rewrites: str
    finding: bool


class Told(NamedTuple):
    """What was seen."""

    locks: str
    reads: str
    rewrites: str
    rules: list[str]


def pages():
    return sorted(file for file in PAGES.glob("*.md") if file.stem != "index")


def claims(page):
    for line in page.read_text().splitlines():
        if match := _ROW.fullmatch(line):
            locks, reads, rewrites, finding = (one.strip() for one in match["told"].split("|")[:4])
            sql = match["sql"].replace("\\|", "|")
            since = int(match["since"] or 14)
            yield Claim(page.stem, sql, since, locks, reads, rewrites, finding == "yes")


def given_of(page):
    """The statements that a page's table takes for granted."""
    text = page.read_text()
    _, begun, rest = text.partition("\nGiven, ")
    return rest.split("```sql\n")[1].split("```")[0] if begun else ""


def told(databases, state, sql, groups=(Group.SAFETY,)):
    """What the last of some statements is seen to do to tables, and the rules that find it."""
    found = seen(databases, state, sql)
    last = found[-1]
    assert last.statement.number == len(split_statements(sql))
    observed = last.observed
    modes: dict[str, list[str]] = {}
    for lock in sorted(last.locks, key=lambda one: (-one.mode, one.relation)):
        modes.setdefault(str(lock.mode), []).append(lock.relation.identity)
    old = {table.key for table in last.old}
    rewritten = [one.identity for one in observed.rewritten if one in old]
    read = [one.identity for one in observed.scanned if one in old]
    return Told(
        "; ".join(f"{mode} on {', '.join(tables)}" for mode, tables in modes.items()),
        ", ".join(one for one in read if one not in rewritten),
        ", ".join(rewritten),
        names(judge(found, groups)),
    )
