"""Every rule has its page, and what the page says of PostgreSQL is what is seen."""

import re

import pytest
from tests.migrate.lint.claims import PAGES, claims, given_of, pages, told
from tests.migrate.lint.looking import GIVEN
from tests.servers import matrix

from ait_postgres.migrate.lint import RULES, Group

PAGE_NAMES = [page.stem for page in pages()]


@pytest.mark.parametrize("name", PAGE_NAMES)
@pytest.mark.parametrize("version", matrix.VERSIONS)
def test_what_a_page_claims_is_seen(prepared, version, name):
    databases, _ = prepared(version)
    page = PAGES / f"{name}.md"
    groups = (Group.SAFETY, RULES[name].group)
    for claim in claims(page):
        if claim.since <= version:
            seen = told(databases, GIVEN + given_of(page), claim.sql, groups)
            assert (seen.locks, seen.reads, seen.rewrites, name in seen.rules) == (
                claim.locks,
                claim.reads,
                claim.rewrites,
                claim.finding,
            ), claim.sql


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_has_a_page_that_shows_what_it_finds_and_what_it_does_not(rule):
    page = PAGES / f"{rule.name}.md"
    text = page.read_text()
    severity = str(rule.severity).capitalize()
    assert text.startswith(f"# `{rule.name}`\n\n*{severity}:* {rule.summary}.\n")
    assert {claim.finding for claim in claims(page)} == {True, False}
    assert re.search(r"\n## What to do\n[^#]*```", text)
    # Each row of a table is understood: none is left unread.
    assert len(list(claims(page))) == text.count("\n| `")


def test_the_modules_are_called_as_their_rules():
    for name, rule in RULES.items():
        assert rule.find.__module__.rpartition(".")[2] == name.replace("-", "_")


def test_the_index_lists_the_rules():
    text = (PAGES / "index.md").read_text()
    listed = re.findall(r"^\| \[`([\w-]+)`\]\(\1\.md\) \| (\w+) \| (.*) \|$", text, re.MULTILINE)
    assert sorted(listed) == sorted(
        (rule.name, str(rule.severity), rule.summary) for rule in RULES.values()
    )
    assert sorted(RULES) == PAGE_NAMES
    assert GIVEN.strip() in text
