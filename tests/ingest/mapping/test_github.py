"""GitHub's rules, one by one, on payloads made for them."""

import base64

import pytest
from tests.ingest.conformance.payload_table import unwrapped

from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.validate import validator

API = "https://api.github.com/repos/acme/orchard"
PAGE = "https://github.com/acme/orchard"
BY_ID = "https://api.github.com/repositories/7"
SHA = "3a0f86fb8db8eea7ccbb9a95f325ddbedfb25e15"


def mapped(entity, payload, **context):
    """The row, as far as the table would take it."""
    kind = ENTITIES[entity]
    assert kind.recognise(payload)
    row = kind.map(payload, context)
    validator(kind.table).wire(row)
    return row


def rejected(entity, payload, **context):
    with pytest.raises(Reject) as caught:
        mapped(entity, payload, **context)
    return caught.value


def repository(**values):
    return {"id": 7, "name": "orchard", "full_name": "acme/orchard"} | values


def issue(**values):
    return {
        "id": 5_000_000_000,
        "number": 3,
        "title": "Bruised",
        "state": "open",
        "html_url": f"{PAGE}/issues/3",
        "url": f"{API}/issues/3",
        "comments_url": f"{API}/issues/3/comments",
    } | values


def pull(**values):
    return {
        "id": 5_000_000_001,
        "number": 4,
        "title": "Pears",
        "state": "open",
        "html_url": f"{PAGE}/pull/4",
        "url": f"{API}/pulls/4",
        "head": {"ref": "pears", "sha": SHA},
        "base": {"ref": "main", "sha": SHA},
    } | values


def commit(message="Prune", **values):
    return {"sha": SHA, "commit": {"message": message}, "url": f"{API}/commits/{SHA}"} | values


def push(**values):
    return {
        "id": SHA,
        "tree_id": SHA[::-1],
        "message": "Oil",
        "timestamp": "2026-02-21T09:31:00+02:00",
        "url": f"{PAGE}/commit/{SHA}",
        "author": {"name": "Ada", "email": "a@acme.example", "username": "ada"},
        "committer": {"name": "GitHub", "email": "noreply@github.com"},
    } | values


def file(**values):
    return {"path": "src/sort.py", "sha": SHA, "url": f"{BY_ID}/git/blobs/{SHA}"} | values


# --- everywhere --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entity", "payload"),
    [
        ("github_repository", repository()),
        ("github_issue", issue()),
        ("github_pull_request", pull()),
        ("github_commit", commit()),
        ("github_file", file()),
    ],
)
def test_what_is_absent_is_left_out_and_what_is_null_is_cleared(entity, payload):
    keys = {"description", "body", "milestone", "author", "size", "closed_at"}
    row = mapped(entity, payload)
    cleared = mapped(entity, payload | dict.fromkeys(keys))
    new = {column: cleared[column] for column in cleared.keys() - row.keys() - {"remainder"}}
    assert new
    assert set(new.values()) == {None}


def test_ids_are_text_and_counts_are_whole():
    row = mapped("github_pull_request", pull(id=5e9, number=4.0, additions=204053.0))
    assert (row["id"], row["number"], row["additions"]) == ("5000000000", 4, 204053)
    assert type(row["additions"]) is int
    assert rejected("github_pull_request", pull(additions=0.5)).field == "additions"
    assert rejected("github_issue", issue(id=None)).field == "id"


def test_what_has_no_column_is_kept():
    row = mapped("github_issue", issue(node_id="I_1", sub_issues_summary={"total": 0}))
    assert row["remainder"] == {"node_id": "I_1", "sub_issues_summary": {"total": 0}}


@pytest.mark.parametrize(
    ("entity", "payload"),
    [
        ("github_issue", issue(score=1.5, text_matches=[])),
        ("github_issue", issue(repository=repository(stargazers_count=3))),
        ("github_issue", issue(body="x", body_html="<img src='…?jwt=1'>", body_text="x")),
        ("github_repository", repository(temp_clone_token="AAA", score=1)),
        ("github_commit", commit(score=1.5, repository=repository())),
        ("github_file", file(download_url="https://raw…?token=AAA", score=1.5)),
    ],
)
def test_what_changes_with_every_fetch_is_not_kept(entity, payload):
    assert "remainder" not in mapped(entity, payload)


def test_a_rendered_body_is_kept_where_it_is_the_only_one():
    assert mapped("github_issue", issue(body_html="<p>x</p>"))["remainder"] == {
        "body_html": "<p>x</p>"
    }


# --- the repository something belongs to -------------------------------------------------------

NAMED = {"repository_name": "orchard", "repository_full_name": "acme/orchard"}
KNOWN = NAMED | {"repository_id": "7"}


def belongs(row):
    return {name: value for name, value in row.items() if name.startswith("repository_")}


@pytest.mark.parametrize(
    ("payload", "context", "found"),
    [
        (issue(), {}, NAMED),
        (issue(url="https://git.acme.example/api/v3/repos/acme/orchard/issues/3"), {}, NAMED),
        (issue(url="http://localhost:8080/repos/acme/orchard/issues/3"), {}, NAMED),
        (issue(url=f"{BY_ID}/issues/3"), {}, {"repository_id": "7"}),
        (issue(url="https://api.github.com/repositories/7x/issues/3"), {}, {}),
        (issue(url=None), {}, {}),
        (issue(url=5), {}, {}),
        (issue(url=None, repository_url=API), {}, NAMED),
        (issue(repository=repository()), {}, KNOWN),
        (issue(url=None), {"repository": repository()}, KNOWN),
        (issue(url=None), {"repository": "acme/orchard"}, NAMED),
        (issue(), {"repository_id": 7}, KNOWN),
        (issue(), {"repository": "ACME/Orchard", "repository_id": "7"}, KNOWN),
        # Two repositories: the payload knows its own, and the other's id is not its.
        (issue(), {"repository": "acme/press", "repository_id": 8}, NAMED),
        (issue(url=f"{BY_ID}/issues/3"), {"repository_id": 8}, {"repository_id": "7"}),
        (pull(base={"repo": repository()}, url="https://x/repos/old/name/pulls/4"), {}, KNOWN),
        (pull(base={"repo": {"id": 7, "name": "orchard", "url": API}}), {}, KNOWN),
        (pull(base={"repo": None}), {}, NAMED),
        (commit(), {}, NAMED),
        (push(), {}, NAMED),
        (push(), {"repository": repository()}, KNOWN),
    ],
)
def test_the_repository_is_found(payload, context, found):
    entity = next(name for name, kind in ENTITIES.items() if kind.recognise(payload))
    assert belongs(mapped(entity, payload, **context)) == found


@pytest.mark.parametrize("repository_id", [1.5, "", [], True])
def test_an_id_that_is_none_is_refused(repository_id):
    assert rejected("github_issue", issue(), repository_id=repository_id).field == "repository_id"
    inner = repository(id=repository_id)
    assert rejected("github_issue", issue(repository=inner)).field == "repository_id"


@pytest.mark.parametrize("name", ["orchard", 7, ["acme/orchard"]])
def test_a_context_that_names_no_repository_is_refused(name):
    assert 'give "owner/name"' in rejected("github_issue", issue(), repository=name).reason


# --- repositories --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "visibility"),
    [
        ({"private": True}, "private"),
        ({"private": False}, "public"),
        ({"private": True, "visibility": "internal"}, "internal"),
        ({"private": None}, None),
        ({}, None),
    ],
)
def test_private_tells_visibility_where_it_is_not_said(said, visibility):
    assert mapped("github_repository", repository(**said)).get("visibility") == visibility


def test_the_page_and_not_the_api():
    row = mapped("github_repository", repository(html_url=PAGE, url=API))
    assert row["url"] == PAGE


def test_epoch_seconds_and_iso_are_one_time():
    pushed = mapped("github_repository", repository(created_at=1557933565))
    listed = mapped("github_repository", repository(created_at="2019-05-15T15:19:25Z"))
    assert pushed["repository_created_at"] == listed["repository_created_at"]


def test_older_names_serve_where_the_newer_are_absent():
    old = {"stargazers": 1, "forks": 2.0, "watchers": 3, "open_issues": 4, "master_branch": "m"}
    row = mapped("github_repository", repository(**old))
    columns = ("stars", "forks", "watchers_count", "open_issues_count", "default_branch")
    assert [row[column] for column in columns] == [1, 2, 3, 4, "m"]
    row = mapped("github_repository", repository(**old, forks_count=9, default_branch="main"))
    assert (row["forks"], row["default_branch"]) == (9, "main")
    assert "remainder" not in row


def test_a_mirror_is_kept():
    assert mapped("github_repository", repository(mirror_url="git://x"))["remainder"]


@pytest.mark.parametrize(
    "envelope",
    [
        {"total_count": 1, "incomplete_results": False, "items": [repository()]},
        {"total_count": 1, "repositories": [repository()]},
        {"id": 79, "state": "exported", "repositories": [repository()], "url": "x"},
        {"action": "added", "installation": {}, "repositories_added": [repository()]},
        {"starred_at": "2026-01-31T21:00:00Z", "repo": repository()},
        {"ref": "refs/heads/main", "commits": [], "repository": repository()},
    ],
)
def test_repositories_are_found_in_their_envelopes(envelope):
    assert [payload for payload, _ in unwrapped("github_repository", envelope)] == [repository()]


# --- pull requests and issues ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "merged"),
    [
        ({"merged_at": "2026-01-01T00:00:00Z"}, True),
        ({"merged_at": None}, False),
        ({"merged_at": None, "merged": True}, True),
        ({}, None),
    ],
)
def test_merged_at_tells_merged_where_it_is_not_said(said, merged):
    assert mapped("github_pull_request", pull(**said)).get("merged") is merged


def test_auto_merge_is_a_flag_and_its_object_is_kept():
    how = {"merge_method": "squash"}
    row = mapped("github_pull_request", pull(auto_merge=how))
    assert row["auto_merge"] is True
    assert row["remainder"]["auto_merge"] == how
    assert mapped("github_pull_request", pull(auto_merge=None))["auto_merge"] is False
    assert "auto_merge" not in mapped("github_pull_request", pull())
    assert rejected("github_pull_request", pull(auto_merge="yes")).field == "auto_merge"


def test_a_fork_that_is_gone():
    row = mapped("github_pull_request", pull(head={"ref": "x", "sha": SHA, "repo": None}))
    assert row["head_repo_data"] is None
    assert row["head_ref"] == "x"


@pytest.mark.parametrize(
    ("said", "flag"),
    [({}, False), ({"pull_request": {"url": "x"}}, True), ({"pull_request": {}}, True)],
)
def test_a_pull_request_among_issues(said, flag):
    row = mapped("github_issue", issue(**said))
    assert row["is_pull_request"] is flag
    assert (row.get("remainder") or {}).get("pull_request") == said.get("pull_request")


def test_an_issue_is_no_pull_request_and_the_other_way_round():
    assert not ENTITIES["github_issue"].recognise(pull(comments_url="x"))
    assert not ENTITIES["github_pull_request"].recognise(issue())


def test_a_check_run_knows_too_little_of_a_pull_request():
    least = {key: value for key, value in pull().items() if key in {"id", "number", "head", "base"}}
    assert rejected("github_pull_request", least).field == "title"


@pytest.mark.parametrize(
    ("entity", "key", "payload"),
    [
        ("github_issue", "issue", issue(url=None)),
        ("github_pull_request", "pull_request", pull(url=None)),
    ],
)
def test_a_webhook_names_the_repository_beside_the_object(entity, key, payload):
    body = {"action": "opened", key: payload, "repository": repository(), "sender": {}}
    [(found, context)] = unwrapped(entity, body)
    assert belongs(mapped(entity, found, **context)) == KNOWN


# --- commits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ("Prune", None),
        ("Prune\n", None),
        ("Prune\n\nIn winter.\n", "In winter.\n"),
        ("Prune\r\n\r\nIn winter.", "In winter."),
        ("Prune\nIn winter.", "In winter."),
        ("", None),
    ],
)
def test_the_message_is_whole_and_its_body_follows_the_first_line(message, body):
    row = mapped("github_commit", commit(message))
    assert (row["message"], row["message_body"]) == (message, body)


def test_the_account_may_be_null_where_the_signature_is_there():
    signature = {"name": "build", "email": "b@ci.invalid", "date": "2026-01-01T00:00:00Z"}
    row = mapped(
        "github_commit", commit() | {"author": None, "commit": {"message": "", "author": signature}}
    )
    assert row["author_data"] is None
    assert (row["author_name"], row["author_email"]) == ("build", "b@ci.invalid")


def test_a_pushed_commit():
    row = mapped("github_commit", push(added=["a"], distinct=True))
    assert row["sha"] == SHA
    assert row["tree_sha"] == SHA[::-1]
    assert row["html_url"] == f"{PAGE}/commit/{SHA}"
    assert row["author_date"] == row["committer_date"]
    assert row["author_date"].isoformat() == "2026-02-21T09:31:00+02:00"
    # Not the account: storing the signature there would erase it.
    assert "author_data" not in row
    assert "files_data" not in row
    assert row["remainder"] == {"added": ["a"], "distinct": True, "author": {"username": "ada"}}


def test_a_newer_push_states_both_times():
    author = {"name": "Ada", "email": "a@acme.example", "date": "2026-02-20T09:00:00+02:00"}
    row = mapped("github_commit", push(author=author))
    assert row["author_date"].day == 20
    assert row["committer_date"].day == 21


def test_git_s_own_shape():
    signature = {"name": "Ada", "email": "a@acme.example", "date": "2026-01-01T00:00:00Z"}
    payload = {
        "sha": SHA,
        "message": "Prune",
        "author": signature,
        "committer": signature,
        "tree": {"sha": "t", "url": "u"},
        "parents": [{"sha": "p", "url": "u"}],
        "url": f"{API}/git/commits/{SHA}",
    }
    row = mapped("github_commit", payload)
    assert (row["tree_sha"], row["parent_shas"], row["author_name"]) == ("t", ["p"], "Ada")
    assert "author_data" not in row
    assert "remainder" not in row


@pytest.mark.parametrize("parents", ["p", ["p"], [{"sha": 1}], [None]])
def test_parents_that_are_none(parents):
    assert rejected("github_commit", commit(parents=parents)).field == "parent_shas"


@pytest.mark.parametrize(
    ("envelope", "count"),
    [
        ({"commits": [push()], "head_commit": push(), "repository": repository()}, 2),
        ({"commits": [], "head_commit": push(), "repository": repository()}, 1),
        ({"commits": [], "head_commit": None, "deleted": True, "repository": repository()}, 0),
        ({"name": "main", "commit": commit(), "protected": True}, 1),
        ({"sha": SHA, "state": "success", "commit": commit(), "context": "ci"}, 1),
        ({"items": [commit(score=1)]}, 1),
    ],
)
def test_commits_are_found_in_their_envelopes(envelope, count):
    found = unwrapped("github_commit", envelope)
    assert len(found) == count
    assert all(
        mapped("github_commit", payload, **context)["sha"] == SHA for payload, context in found
    )


# --- files ---------------------------------------------------------------------------------------


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
