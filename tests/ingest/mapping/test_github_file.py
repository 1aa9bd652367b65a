"""GitHub's files: keys, contents, and what is no file."""

import base64

import pytest
from tests.ingest.conformance.payload_table import unwrapped
from tests.ingest.mapping.github_payloads import API, BY_ID, SHA, file, mapped, rejected

from ait_postgres.ingest.entities import ENTITIES


def b64(data):
    """As GitHub sends it: with a line break every 60 characters."""
    wire = base64.b64encode(data).decode()
    return "".join(wire[start : start + 60] + "\n" for start in range(0, len(wire), 60))


def test_the_key_of_a_file():
    assert mapped("github_file", file())["id"] == f"7:src/sort.py:{SHA}"
    assert mapped("github_file", file(url=None), repository_id=9)["id"].startswith("9:")


def test_the_id_of_the_repository_must_be_given_where_no_url_has_it():
    reject = rejected("github_file", file(url=f"{API}/git/blobs/{SHA}"))
    assert (reject.code, reject.field) == ("key", "repository_id")
    assert "give repository_id in the context" in reject.reason


def test_a_blob_needs_its_path():
    blob = {
        "sha": SHA,
        "content": b64(b"x"),
        "encoding": "base64",
        "url": f"{BY_ID}/git/blobs/{SHA}",
    }
    reject = rejected("github_file", blob)
    assert (reject.code, reject.field) == ("key", "path")
    assert "give path in the context" in reject.reason
    row = mapped("github_file", blob, path="a/b.txt", branch="main")
    assert (row["id"], row["name"], row["branch"]) == (f"7:a/b.txt:{SHA}", "b.txt", "main")


@pytest.mark.parametrize("bad", [{"sha": None}, {"sha": ""}, {"sha": 5}, {"path": 5}, {"path": ""}])
def test_a_key_that_cannot_be_built(bad):
    assert rejected("github_file", file(**bad)).code == "key"


def test_the_key_of_a_long_path_fits_and_stays_unique():
    start = f"7::{SHA}"
    longest = "p" * (512 - len(start))
    assert mapped("github_file", file(path=longest))["id"] == f"7:{longest}:{SHA}"
    paths = ["p" * 1024, "p" * 1023 + "q", "ü" * 1024, f"{longest}p"]
    keys = {mapped("github_file", file(path=path))["id"] for path in paths}
    assert len(keys) == len(paths)
    assert all(len(key) <= 512 and key.startswith("7:/sha256/") for key in keys)
    assert rejected("github_file", file(path="p" * 1025)).field == "path"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"type": "tree", "mode": "040000"}, "a directory"),
        ({"type": "dir"}, "a directory"),
        ({"type": "commit", "mode": "160000"}, "a submodule"),
        ({"type": "submodule"}, "a submodule"),
        ({"type": "file", "submodule_git_url": "git://x"}, "a submodule"),
        (
            {"type": "file", "git_url": "https://api.github.com/repos/a/b/git/trees/x"},
            "a submodule",
        ),
    ],
)
def test_what_is_no_file_is_set_aside(said, reason):
    reject = rejected("github_file", file(**said))
    assert reject.reason == f"{reason}, not a file"
    assert reject.code == "foreign"


@pytest.mark.parametrize(
    ("data", "content", "encoding", "lines"),
    [
        (b"", "", "utf-8", 0),
        (b"one\n", "one\n", "utf-8", 1),
        ("é\nzwei".encode() * 40, "é\nzwei" * 40, "utf-8", 41),
        (b"\xff\xfe", "//4=", "base64", None),
        (b"a\x00b", "YQBi", "base64", None),
        (bytes(range(256)) * 2, base64.b64encode(bytes(range(256)) * 2).decode(), "base64", None),
    ],
)
def test_content_is_decoded_where_it_is_text_and_kept_whole_where_not(
    data, content, encoding, lines
):
    row = mapped("github_file", file(content=b64(data), encoding="base64"))
    assert (row["content"], row["encoding"], row["lines_of_code"]) == (content, encoding, lines)


def test_content_that_github_leaves_out_erases_none():
    assert "content" not in mapped("github_file", file(content="", encoding="none"))
    assert "content" not in mapped("github_file", file())
    assert mapped("github_file", file(content=None, encoding=None))["content"] is None


@pytest.mark.parametrize(
    ("content", "encoding", "field"),
    [
        ("a", "base64", "content"),
        ("é", "base64", "content"),
        ("*!", "base64", "content"),
        (5, "base64", "content"),
        ("x", "rot13", "encoding"),
        ("x", None, "encoding"),
    ],
)
def test_content_that_cannot_be_decoded(content, encoding, field):
    assert rejected("github_file", file(content=content, encoding=encoding)).field == field


@pytest.mark.parametrize(
    ("path", "extension"),
    [
        ("a/b.PY", "py"),
        ("a.b/Makefile", None),
        (".gitignore", None),
        ("a.tar.gz", "gz"),
        ("a.", None),
        ("a." + "x" * 256, None),
    ],
)
def test_extension(path, extension):
    assert mapped("github_file", file(path=path))["extension"] == extension


@pytest.mark.parametrize(
    ("ref", "branch"),
    [("main", "main"), ("feature%2Fpears", "feature/pears"), (SHA, None), ("", None)],
)
def test_the_branch_a_contents_url_was_asked_for(ref, branch):
    row = mapped("github_file", file(url=f"{BY_ID}/contents/src/sort.py?ref={ref}"))
    assert row.get("branch") == branch


@pytest.mark.parametrize(
    "envelope",
    [
        {"sha": SHA, "url": "x", "tree": [file()], "truncated": False},
        {"type": "dir", "path": "src", "sha": SHA, "entries": [file()]},
        {"content": file(), "commit": {"sha": SHA, "message": "x", "tree": {"sha": SHA}}},
        {"total_count": 1, "incomplete_results": False, "items": [file()]},
    ],
)
def test_files_are_found_in_their_envelopes(envelope):
    assert [payload for payload, _ in unwrapped("github_file", envelope)] == [file()]


def test_the_file_of_a_pull_request_is_another_thing():
    assert not ENTITIES["github_file"].recognise({"sha": SHA, "filename": "a", "status": "added"})
