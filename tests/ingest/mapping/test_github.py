"""GitHub's rules, one by one, on payloads made for them."""

import pytest
from tests.ingest.conformance.payload_table import unwrapped
from tests.ingest.mapping.github_payloads import (
    API,
    BY_ID,
    PAGE,
    SHA,
    commit,
    file,
    issue,
    mapped,
    pull,
    push,
    rejected,
    repository,
)

from ait_postgres.ingest.entities import ENTITIES

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
