"""Pairs that touch tables, in their online form, on the oldest server and the newest.

They are judged as the plain form is: by pg_dump, by the rows, by a second diff.
"""

import pytest
from tests.migrate import judge as judging
from tests.migrate.judge import Failure, build, judge
from tests.migrate.pair import read_pairs
from tests.servers.matrix import VERSIONS

from ait_postgres.migrate.online import online

SAMPLE = frozenset(
    [
        "columns/add",
        "columns/default_volatile",
        "columns/identity_new_column",
        "columns/identity_widened",
        "columns/many_changes",
        "columns/serial_add_drop",
        "columns/serial_to_bigserial",
        "columns/serial_to_wider_identity",
        "columns/type_in_constraints",
        "columns/type_of_both_ends",
        "columns/type_under_dependents",
        "combined/rename_everything",
        "combined/replace_key",
        "combined/shop",
        "constraints/foreign_key_cycle_broken",
        "constraints/primary_key_referenced",
        "constraints/unique_used_by_foreign_key",
        "enums/remove_in_use",
        "indexes/clauses",
        "indexes/swap",
        "partitions/indexes",
        "partitions/keys",
        "tables/inheritance_change",
        "tables/rename_and_change",
        "tables/temporary_name_collision",
    ]
)
CASES = [
    (version, pair)
    for version in (min(VERSIONS), max(VERSIONS))
    for pair in read_pairs()
    if pair.name.removesuffix("~back") in SAMPLE and version >= pair.since
]


def test_the_sample_is_there():
    assert {pair.name.removesuffix("~back") for _, pair in CASES} == SAMPLE


@pytest.mark.parametrize(
    ("version", "pair"), CASES, ids=[f"{version}-{pair.name}" for version, pair in CASES]
)
def test_pair(prepared, version, pair, monkeypatch):
    plain = judging.diff
    first = iter([True])

    def arranged(old, new):
        """The plan in its online form; the second diff as it is."""
        steps = plain(old, new)
        return online(steps, old, new) if next(first, False) else steps

    monkeypatch.setattr(judging, "diff", arranged)
    databases, _ = prepared(version)
    with databases.database() as old, databases.database() as new:
        build(old, pair.old, pair.rows)
        build(new, pair.new)
        try:
            judge(old, new, pair)
        except Failure as failure:
            pytest.fail(str(failure), pytrace=False)
