"""Every pair, on every server: the plan leads there, and what was stored is kept."""

import pytest
from tests.migrate.judge import Failure, build, judge
from tests.migrate.pair import read_pairs
from tests.servers.matrix import VERSIONS

# The way back only on the newest server: what it adds is the kinds of change, not versions.
CASES = [
    (version, pair)
    for version in VERSIONS
    for pair in read_pairs()
    if version >= pair.since and (version == max(VERSIONS) or not pair.back)
]
# Between the oldest and the newest, our own reading has to do: pg_dump reads all alike.
DUMPED = {min(VERSIONS), max(VERSIONS)}


@pytest.mark.parametrize(
    ("version", "pair"), CASES, ids=[f"{version}-{pair.name}" for version, pair in CASES]
)
def test_pair(prepared, version, pair):
    databases, extensions = prepared(version)
    if pair.needs and pair.needs not in extensions:
        pytest.skip(f"PostgreSQL {version} has no extension {pair.needs} here")
    with databases.database() as old, databases.database() as new:
        build(old, pair.old, pair.rows)
        build(new, pair.new)
        try:
            judge(old, new, pair, dumped=version in DUMPED)
        except Failure as failure:
            pytest.fail(str(failure), pytrace=False)
