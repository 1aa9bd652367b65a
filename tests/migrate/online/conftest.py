"""Changes in their online form, found and proven on the oldest server and the newest."""

import pytest
from tests.migrate.states import States

from ait_postgres.migrate.between import change_online
from ait_postgres.migrate.decisions import Decisions
from ait_postgres.migrate.plan import LockMode


class Online(States):
    """Finds and proves the online form between two texts of SQL; see that nobody waits for long."""

    lowest = 14

    def change(self, old, new, *renames, losses=(), any_loss=False):
        return change_online(
            self.file("old.sql", old),
            self.file("new.sql", new),
            self.workshop,
            Decisions(renames=renames, losses=losses, any_loss=any_loss),
            self.lowest,
        )

    def lines(self, old, new, **more):
        """The statements, `--` between those that are committed apart; nobody waits for long."""
        change = self.change(old, new, **more)
        assert not held_up(change.plan)
        found = []
        for step in change.steps:
            sql = " ".join(step.sql.split())
            # PostgreSQL 14 prints more brackets.
            found += ["--"] * step.begins + [sql.replace("((", "(").replace("))", ")")]
        return found


def held_up(plan):
    """The statements that keep others waiting while they read or rewrite a table."""
    return [
        one.sql
        for one in plan.statements
        if (one.scans or one.rewrites)
        and any(
            lock.mode >= LockMode.SHARE and lock.relation.kind in {"table", "materialized_view"}
            for lock in one.locks
        )
    ]


@pytest.fixture
def online(tmp_path, ends_url):
    return Online(tmp_path, ends_url)


@pytest.fixture
def newest(tmp_path, server_of):
    """On the newest server, and for it alone."""
    found = Online(tmp_path, server_of(18).url)
    found.lowest = 18
    return found
