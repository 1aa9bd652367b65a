"""Every pair, on every server: the plan leads there, and what was stored is kept."""

import pytest
from tests.migrate.judge import Failure, build, judge
from tests.migrate.pair import read_pairs
from tests.servers.matrix import VERSIONS

OLDEST, NEWEST = min(VERSIONS), max(VERSIONS)


def cases():
    """Every pair on the oldest and the newest server, each also on one between them.

    What failed on one version so far failed on all: 1,640 cases told no more than these.
    The way back is for the newest: it adds kinds of change, not versions.
    """
    between = [version for version in VERSIONS if OLDEST < version < NEWEST]
    for place, pair in enumerate(read_pairs()):
        chosen = {NEWEST} if pair.back else {OLDEST, between[place % 3], NEWEST, pair.since}
        yield from ((version, pair) for version in VERSIONS if version in chosen - {0})


CASES = sorted(
    ((version, pair) for version, pair in cases() if version >= pair.since),
    key=lambda case: case[0],
)


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
            judge(old, new, pair, dumped=version in {OLDEST, NEWEST})
        except Failure as failure:
            pytest.fail(str(failure), pytrace=False)
