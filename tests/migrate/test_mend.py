"""Mending a folder: two branches in one line, files by hand proven, or nothing changed."""

import json

import pytest

from ait_postgres.errors import FolderError, StatementFailed
from ait_postgres.migrate import apply, read_folder
from ait_postgres.migrate.applied import AppliedTable
from ait_postgres.migrate.generate import custom_file, write_file
from ait_postgres.migrate.mend import mend
from ait_postgres.migrate.workshop import Workshop

FIRST = "CREATE TABLE a (x int);"


@pytest.fixture
def shop(empty_database):
    return Workshop(lambda: empty_database)


@pytest.fixture
def forked(project):
    """0001, and two branches after it: 0002_b and 0003_c; 0002_d."""
    project.add("0001_a", FIRST).add("0002_b", "ALTER TABLE a ADD b int;")
    project.add("0003_c", "ALTER TABLE a ADD c int;")
    return project.add("0002_d", "ALTER TABLE a ADD d int;", parents=["0001_a"], renames=["x"])


def names(project):
    return [one.name for one in project.read().migrations]


def files(project):
    return {
        file.relative_to(project.path): file.read_bytes()
        for file in project.path.rglob("*")
        if file.is_file()
    }


def applied(engine):
    with engine.begin() as connection:
        return AppliedTable("public").read(connection)


def test_the_lower_number_and_name_comes_first(forked, shop, scratch_databases):
    mended = mend(forked.path, shop)
    assert [(one.old, one.new) for one in mended] == [("0002_d", "0004_d")]
    assert names(forked) == ["0001_a", "0002_b", "0003_c", "0004_d"]
    head = forked.read().head
    assert head.metadata.renames == ("x",)
    assert head.metadata.fingerprint
    assert not scratch_databases()


def test_the_branch_named_comes_first(forked, shop):
    mended = mend(forked.path, shop, first="0002_d.sql")
    assert [(one.old, one.new) for one in mended] == [("0002_b", "0003_b"), ("0003_c", "0004_c")]
    assert names(forked) == ["0001_a", "0002_d", "0003_b", "0004_c"]
    third, fourth = forked.read().migrations[2:]
    assert third.metadata.fingerprint != fourth.metadata.fingerprint


def test_the_branch_that_is_applied_comes_first(forked, shop, empty):
    kept = {name: content for name, content in files(forked).items() if "_b" in str(name)}
    forked.remove("0002_b")
    forked.remove("0003_c")
    apply(empty, forked.read())
    for name, content in kept.items():
        (forked.path / name).write_bytes(content)
    mended = mend(forked.path, shop, applied=applied(empty))
    assert [(one.old, one.new) for one in mended] == [("0002_b", "0003_b")]
    assert [one.name for one in apply(empty, forked.read()).applied] == ["0003_b"]


def test_nothing_to_mend(forked, shop):
    mend(forked.path, shop)
    before = files(forked)
    assert mend(forked.path, shop) == ()
    assert files(forked) == before


def test_both_branches_are_applied(forked, shop, empty):
    mend(forked.path, shop)
    apply(empty, forked.read())
    rows = applied(empty)
    swapped = (rows[0], rows[3], rows[1], rows[2])
    before = files(forked)
    with pytest.raises(FolderError, match=r"0002_b.sql would come among migrations that are"):
        mend(forked.path, shop, applied=swapped)
    assert files(forked) == before


def test_branches_that_contradict_each_other(forked, shop, scratch_databases):
    forked.edit("0002_d", "SELECT 1;\nALTER TABLE a ADD b text;")
    before = files(forked)
    with pytest.raises(StatementFailed) as refused:
        mend(forked.path, shop)
    assert str(refused.value).startswith(
        '0002_d.sql, statement 2, line 2: column "b" of relation "a" already exists'
    )
    assert files(forked) == before
    assert not scratch_databases()


def test_a_custom_migration(project, shop):
    project.add("0001_a", FIRST)
    write_file(project.path, custom_file(project.read(), "fill it"))
    with pytest.raises(FolderError, match=r"0002_fill_it.sql: holds no statement: write one"):
        project.read()
    with pytest.raises(FolderError, match=r"0002_fill_it.sql: holds no statement: write one"):
        mend(project.path, shop)
    (project.path / "0002_fill_it.sql").write_text("INSERT INTO a VALUES (1);")
    with pytest.raises(FolderError, match="written by hand, and not proven yet: run `ait-postg"):
        project.read()
    (one,) = mend(project.path, shop)
    assert (one.new, one.rehashed) == ("0002_fill_it", True)
    assert project.read().head.metadata.fingerprint


def test_a_file_without_metadata_gets_some(project, shop):
    project.add("0001_a", FIRST)
    (project.path / "0007_by_hand.sql").write_text("CREATE SCHEMA crm; CREATE TABLE crm.t ();")
    assert [one.new for one in mend(project.path, shop)] == ["0002_by_hand"]
    assert project.read().head.metadata.schemas == ("crm",)


def test_an_edited_file_is_hashed_anew_and_all_after_it_proven(project, shop):
    project.add("0001_a", FIRST).add("0002_b", "ALTER TABLE a ADD b int;")
    mend(project.path, shop)
    before = project.read().head.metadata.fingerprint
    (project.path / "0001_a.sql").write_text("CREATE TABLE a (y int);")
    assert [(one.new, one.rehashed) for one in mend(project.path, shop)] == [
        ("0001_a", True), ("0002_b", False),
    ]  # fmt: skip
    assert project.read().head.metadata.fingerprint != before


def test_an_edited_file_that_was_applied_is_refused(project, shop, empty):
    apply(empty, project.add("0001_a", FIRST).read())
    (project.path / "0001_a.sql").write_text("CREATE TABLE a (y int);")
    before = files(project)
    with pytest.raises(FolderError, match=r"0001_a.sql was edited after it was applied"):
        mend(project.path, shop, applied=applied(empty))
    assert files(project) == before


def test_a_file_that_was_applied_and_is_gone(project, shop, empty):
    apply(empty, project.add("0001_a", FIRST).read())
    project.remove("0001_a")
    project.last = None
    project.add("0001_b", FIRST)
    with pytest.raises(FolderError, match=r"0001_a.sql was applied but is not in the folder"):
        mend(project.path, shop, applied=applied(empty))


def test_no_such_name(forked, shop):
    with pytest.raises(FolderError, match="no migration is called 0009_x"):
        mend(forked.path, shop, first="0009_x")


def test_a_parent_that_is_gone(forked, shop):
    forked.remove("0002_b")
    with pytest.raises(FolderError, match=r"meta/0003_c.json: it follows 0002_b, which is not"):
        mend(forked.path, shop)


def test_parents_in_a_circle(forked, shop):
    for one, parent in (("0002_b", "0003_c"), ("0003_c", "0002_b")):
        meta = forked.path / "meta" / f"{one}.json"
        meta.write_text(json.dumps({**json.loads(meta.read_text()), "parents": [parent]}))
    with pytest.raises(FolderError, match="its parents lead in a circle"):
        mend(forked.path, shop)


def test_a_write_that_fails_leaves_all_as_it_was(forked, shop, monkeypatch):
    before = files(forked)
    kind = type(forked.path)
    unlink = kind.unlink

    def full(self, missing_ok=False):
        if self.name == "0002_d.sql":
            raise OSError(28, "No space left on device")
        return unlink(self, missing_ok)

    monkeypatch.setattr(kind, "unlink", full)
    with pytest.raises(OSError, match="No space"):
        mend(forked.path, shop)
    monkeypatch.undo()
    assert files(forked) == before


def test_an_empty_folder(project, shop):
    assert mend(project.path, shop) == ()
    assert read_folder(project.path).head is None
