"""From any schema to any other and back, and no row is lost on the way."""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from tests.migrate.judge import Failure, build, judge
from tests.migrate.pair import Pair
from tests.migrate.random_schema import schemas

# The same walks in every run. A failure is not made smaller, which takes minutes, unless
# AIT_SHRINK is set; AIT_WALKS takes another number of walks.
PHASES = [Phase.generate, *([Phase.shrink] if os.environ.get("AIT_SHRINK") else [])]
FIXED = settings(
    max_examples=int(os.environ.get("AIT_WALKS", "12")),
    phases=PHASES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("version", [14, 18])
def test_a_walk_through_three_schemas_and_back(prepared, version):
    databases, _ = prepared(version)

    @FIXED
    @given(schemas(), schemas(), schemas())
    def walk(first, second, third):
        with databases.database() as here:
            build(here, first.sql, first.rows)
            came_from = first
            for step in (second, third, first):
                note(f"--- from\n{came_from.sql}\n--- to\n{step.sql}")
                # Whatever one state lacks may be lost; nothing is renamed.
                pair = Pair("walk", came_from.sql, step.sql, back=True)
                with databases.database() as there:
                    build(there, step.sql)
                    judge(here, there, pair)
                build(here, step.rows)
                came_from = step

    try:
        walk()
    except Failure as failure:
        pytest.fail("\n".join([*getattr(failure, "__notes__", []), str(failure)]), pytrace=False)
