"""Files that were renumbered, after a fork was mended, where they are applied already."""

import pytest
from sqlalchemy import text

from ait_postgres.errors import FolderError, StatementFailed
from ait_postgres.migrate import apply, status


def rows(engine):
    with engine.begin() as connection:
        return list(
            connection.execute(
                text("SELECT number, name, unfinished IS NULL FROM ait_migrations ORDER BY 1")
            )
        )


@pytest.fixture
def branch(empty, project):
    """A database of one branch, whose files come after another one's now."""
    project.add("0001_base", "CREATE TABLE base ();").add("0002_b", "CREATE TABLE b ();")
    project.add("0003_c", "CREATE TABLE c (n int); INSERT INTO c VALUES (1);")
    apply(empty, project.read())
    for name in ("0003_c", "0002_b"):
        project.remove(name)
    project.last = "0001_base"
    project.add("0002_a", "CREATE TABLE a ();").add("0003_b", "CREATE TABLE b ();")
    project.add("0004_c", "CREATE TABLE c (n int); INSERT INTO c VALUES (1);")
    return project


def test_a_renumbered_file_is_not_run_again(empty, branch):
    with empty.begin() as connection:
        now = status(connection, branch.read(), out_of_order=True)
    assert ([one.name for one in now.pending], now.problems) == (["0002_a"], ())
    with pytest.raises(FolderError, match=r"0002_a\.sql was not applied though 0004 was"):
        apply(empty, branch.read())
    result = apply(empty, branch.read(), out_of_order=True)
    assert [one.name for one in result.applied] == ["0002_a"]
    assert rows(empty) == [
        (1, "0001_base", True), (2, "0002_a", True), (3, "0003_b", True), (4, "0004_c", True),
    ]  # fmt: skip
    with empty.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM c")).scalar_one() == 1


def test_its_row_is_renumbered_though_nothing_is_pending(empty, branch):
    with empty.begin() as connection:
        connection.execute(
            text("INSERT INTO ait_migrations SELECT 0, '0002_a', :sha, now(), 0, 1, '', NULL"),
            {"sha": branch.read().migrations[1].sha256},
        )
    assert apply(empty, branch.read(), dry_run=True).pending == ()
    assert rows(empty)[-1] == (3, "0003_c", True)
    assert apply(empty, branch.read()).applied == ()
    assert [name for _, name, _ in rows(empty)][-2:] == ["0003_b", "0004_c"]


def test_a_renumbered_and_edited_file_is_refused(empty, branch):
    branch.edit("0003_b", "CREATE TABLE b (n int);")
    with pytest.raises(FolderError, match=r"0002_b\.sql was applied .* but is not in"):
        apply(empty, branch.read(), out_of_order=True)


def test_a_half_applied_file_goes_on_under_its_new_number(empty, project):
    sql = "CREATE TABLE b ();\n-- ait: commit\n"
    project.add("0001_base", "CREATE TABLE base ();").add("0002_b", sql + "SELECT missing;")
    with pytest.raises(StatementFailed):
        apply(empty, project.read())
    project.remove("0002_b")
    project.last = "0001_base"
    project.add("0002_a", "CREATE TABLE a ();").add("0003_b", sql + "CREATE TABLE more ();")
    assert len(apply(empty, project.read()).applied) == 2
    assert [(number, whole) for number, _, whole in rows(empty)] == [(n, True) for n in (1, 2, 3)]
