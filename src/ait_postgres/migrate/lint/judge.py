"""Ask every rule about every statement; take out what a person allowed.

`-- ait: allow RULE REASON` before a statement silences one rule there. One that
names no rule, gives no reason or silences nothing is a finding of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.journal import ALLOW
from ait_postgres.migrate.lint.finding import Finding, Group, Severity
from ait_postgres.migrate.lint.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ait_postgres.migrate.journal import Statement
    from ait_postgres.migrate.lint.finding import Problem
    from ait_postgres.migrate.lint.seen import Seen

#: What a comment is called that means nothing, or silences nothing.
ALLOW_RULE: Final = "allow"


def judge(seen: Iterable[Seen], groups: Collection[Group]) -> tuple[Finding, ...]:
    """The findings of a file's statements, in their order.

    Args:
        seen: The statements as they were seen to run.
        groups: The rules that are asked.
    """
    return tuple(one for each in seen for one in _of_statement(each, groups))


def _of_statement(seen: Seen, groups: Collection[Group]) -> Iterator[Finding]:
    found = list(_asked(seen, groups))
    allowed, used = dict(_allowed(seen.statement)), set[str]()
    for finding in found:
        if finding.rule in allowed:
            used.add(finding.rule)
        else:
            yield finding
    yield from _of_comments(seen, allowed, used, groups)


def _asked(seen: Seen, groups: Collection[Group]) -> list[Finding]:
    rules = [rule for rule in RULES.values() if rule.group in groups]
    found = [
        _finding(seen, rule.name, rule.severity, problem)
        for rule in rules
        if not rule.otherwise
        for problem in rule.find(seen)
    ]
    if not any(one.is_error for one in found):
        found += [
            _finding(seen, rule.name, rule.severity, problem)
            for rule in rules
            if rule.otherwise
            for problem in rule.find(seen)
        ]
    return found


def _finding(seen: Seen, rule: str, severity: Severity, problem: Problem) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        file=seen.file,
        line=seen.statement.line,
        statement=seen.statement.number,
        sql=seen.statement.sql,
        subject=str(problem.subject),
        text=problem.text,
        advice=problem.advice,
        safe=problem.safe,
    )


def _allowed(statement: Statement) -> Iterator[tuple[str, str]]:
    """Each rule that comments before a statement name, and the reason that they give."""
    for mark in statement.marks:
        word, _, rest = mark.partition(" ")
        if word == ALLOW:
            rule, _, reason = rest.strip().partition(" ")
            yield rule, reason.strip()


def _of_comments(
    seen: Seen, allowed: dict[str, str], used: Collection[str], groups: Collection[Group]
) -> Iterator[Finding]:
    for rule, reason in allowed.items():
        known = RULES.get(rule)
        if known is None:
            text = f"-- ait: allow names no rule: there is none called {rule or 'nothing'!r}"
            advice = f"name one of {', '.join(RULES)}"
        elif rule not in used and known.group in groups:
            text = f"-- ait: allow {rule} silences nothing: the rule finds nothing here"
            advice = "take the comment out"
        elif not reason:
            text = f"-- ait: allow {rule} gives no reason"
            advice = "say after the rule's name why it may be so here"
        else:
            continue
        yield Finding(
            rule=ALLOW_RULE,
            severity=Severity.ERROR,
            file=seen.file,
            line=seen.statement.line,
            statement=seen.statement.number,
            sql=seen.statement.sql,
            subject=f"statement {seen.statement.number}",
            text=text,
            advice=advice,
        )


__all__ = ["ALLOW_RULE", "judge"]
