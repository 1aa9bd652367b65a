import json

import pytest

from ait_postgres.errors import FolderError
from ait_postgres.migrate import read_folder


@pytest.fixture
def two(project):
    return project.add("0001_first", "CREATE TABLE a ();").add("0002_second", "SELECT 1;")


def refused(project) -> str:
    with pytest.raises(FolderError) as raised:
        project.read()
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_a_folder_is_read_in_order(two):
    folder = two.read()
    assert [m.file for m in folder.migrations] == ["0001_first.sql", "0002_second.sql"]
    assert folder.head.metadata.parents == ("0001_first",)
    assert folder.up_to(1) == folder.migrations[:1]
    with pytest.raises(FolderError, match="no migration 0007: the folder has 0001 to 0002"):
        folder.up_to(7)


def test_an_empty_folder_is_a_folder(project):
    assert project.read().migrations == ()
    with pytest.raises(FolderError, match="the folder is empty"):
        project.read().up_to(1)


def test_no_folder(tmp_path):
    with pytest.raises(FolderError, match="no such migrations folder"):
        read_folder(tmp_path / "nowhere")


def test_windows_line_ends_are_no_edit(project):
    lf = "CREATE TABLE a (\n    x int\n);\n"
    project.add("0001_first", lf)
    before = project.read()
    (project.path / "0001_first.sql").write_bytes(lf.replace("\n", "\r\n").encode())
    assert project.read() == before


def test_a_byte_order_mark_is_not_sql(project):
    assert project.add("0001_first", b"\xef\xbb\xbfSELECT 1;").read().head.statements[0].sql == (
        "SELECT 1"
    )


def test_an_edited_file(two):
    (two.path / "0002_second.sql").write_text("SELECT 2;")
    assert refused(two).startswith("0002_second.sql: edited after it was written")


def test_missing_metadata(two):
    (two.path / "meta" / "0002_second.json").unlink()
    assert refused(two).startswith("0002_second.sql: there is no meta/0002_second.json")


def test_orphaned_metadata(two):
    (two.path / "0002_second.sql").unlink()
    assert refused(two).startswith("meta/0002_second.json: there is no 0002_second.sql")


@pytest.mark.parametrize("name", ["2_second", "0002-second", "0002_Second", "second", "0002_"])
def test_a_bad_name(project, name):
    assert refused(project.add(name, "SELECT 1;")).startswith(f"{name}.sql: not a migration's name")


def test_a_doubled_number(two):
    two.add("0002_other", "SELECT 1;")
    assert "has the number of" in refused(two)


def test_a_fork(two):
    two.add("0003_other", "SELECT 1;", parents=["0001_first"])
    assert refused(two).startswith(
        "0002_second.sql and 0003_other.sql both follow 0001_first: two branches were merged"
    )


def test_a_gap(two):
    two.add("0004_late", "SELECT 1;")
    assert refused(two).startswith("0004_late.sql: 0003 is missing")


def test_a_first_migration_that_is_gone(two):
    two.remove("0001_first")
    assert refused(two).startswith("meta/0002_second.json: its parents are 0001_first")


def test_text_that_is_not_utf8(project):
    project.add("0001_first", b"SELECT 1;\nSELECT '\xe4';")
    assert refused(project).startswith("0001_first.sql, line 2: not UTF-8")


def test_a_file_without_a_statement(project):
    assert refused(project.add("0001_first", "-- later\n;\n")).startswith(
        "0001_first.sql: holds no statement"
    )


def test_a_file_that_would_end_its_transaction(project):
    project.add("0001_first", "SELECT 1;\n\ncommit;\nSELECT 2;")
    assert refused(project).startswith("0001_first.sql, line 3: COMMIT is not for a migration")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "a JSON object was expected"),
        ('{"parents": []}', "lacks the key 'hash'"),
        ('{"parents": [], "hash": "x", "future": 1}', "unknown key 'future'"),
        ('{"parents": "x", "hash": "x"}', "'parents' must be a list of strings"),
        ('{"parents": [1], "hash": "x"}', "'parents' must be a list of strings"),
        ('{"parents": [], "hash": null}', "'hash' must be a string"),
        ('{"parents": [], "hash": "x", "fingerprint": 1}', "'fingerprint' must be a string"),
    ],
)
def test_bad_metadata(two, text, said):
    (two.path / "meta" / "0002_second.json").write_text(text)
    assert refused(two).startswith(f"meta/0002_second.json: {said}")


def test_metadata_is_written_as_it_is_read(two):
    metadata = two.read().head.metadata
    (two.path / "meta" / "0002_second.json").write_text(metadata.to_json())
    assert two.read().head.metadata == metadata
    assert list(json.loads(metadata.to_json())) == [
        "parents", "hash", "renames", "consents", "fingerprint", "server_version",
        "schemas",
    ]  # fmt: skip
