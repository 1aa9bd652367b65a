"""`rejects`, `fields` and `ingest --all-of`, as a person calls them."""

import json

import pytest
from sqlalchemy import text
from tests.ingest.payloads import issue, message

from ait_postgres.cli import run


@pytest.fixture
def call(database, capsys, tmp_path):
    """Run a command on the test's database: exit code, stdout, stderr."""
    url = database.render_as_string(hide_password=False)

    def call(*arguments, payloads=None):
        if payloads is not None:
            (tmp_path / "in.json").write_text(json.dumps(payloads))
            arguments = (*arguments, str(tmp_path / "in.json"))
        code = run([*arguments, "--url", url])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def rejected(call):
    _, out, _ = call("rejects", "list", "--json")
    return json.loads(out)["rejects"]


def test_a_reject_is_listed_shown_retried_and_purged(call, engine):
    assert call("rejects", "list")[1] == "No rejects.\n"
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE github_issues ADD CONSTRAINT odd CHECK (number <> 1)"))
    bad = issue(2) | {"title": None}
    assert call("ingest", "github_issue", payloads=[issue(1), bad, issue(3)])[0] == 0
    assert {one["code"] for one in rejected(call)} == {"database", "field"}
    code, out, _ = call("rejects", "show", rejected(call)[0]["id"])
    assert (code, "payload" in out, "acme/orchard" in out) == (0, True, True)

    code, out, _ = call("rejects", "retry", "--json")
    assert (code, json.loads(out)["status"], json.loads(out)["rejected"]) == (0, "no_changes", 2)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE github_issues DROP CONSTRAINT odd"))
    code, out, _ = call("rejects", "retry", "--entity", "github_issue", "--json")
    assert (json.loads(out)["inserted"], json.loads(out)["rejected"]) == (1, 1)

    left = rejected(call)
    assert [one["field"] for one in left] == ["title"]
    code, _, err = call("rejects", "purge")
    assert (code, "give --yes" in err, len(rejected(call))) == (2, True, 1)
    assert call("rejects", "purge", left[0]["id"], "--yes")[1] == "1 reject deleted.\n"
    assert rejected(call) == []
    for command in (("retry",), ("purge", "--yes")):
        code, _, err = call("rejects", *command, "none", left[0]["id"])
        assert (code, err) == (0, "2 ids are no reject's here: see ait-postgres rejects list\n")
        assert call("rejects", *command)[2] == ""


def test_slips_are_one_line(call):
    for arguments, said in (
        (("rejects", "show", "none"), "no reject has the id none"),
        (("rejects", "retry", "--entity", "slack_mesage"), "did you mean slack_message?"),
        (("fields", "slack_mesage"), "did you mean slack_message?"),
        (("rejects", "list", "--entity", "x"), "no entity is called 'x'"),
        (("ingest", "slack_message", "-", "--context", "chanel=C1"), "did you mean channel?"),
        (("ingest", "google_photo", "-", "--context", "deleted=1"), "it takes none"),
        (("ingest", "github_commit", "-", "--context", "x=1"), "takes repository, repository_id"),
    ):
        code, out, err = call(*arguments)
        assert (code, out, said in err, err.count("\n")) == (1, "", True, 1)


def test_fields(call):
    assert call("fields")[1] == "Every field that was sent has a column.\n"
    call("ingest", "slack_message", payloads=[message(1, mood="calm")])
    code, out, _ = call("fields", "slack_message", "--json")
    [found] = json.loads(out)["fields"]
    assert (code, found["field"], found["rows"], found["kinds"]) == (0, "mood", 1, ["string"])


def test_a_whole_listing(call):
    scope = ("--all-of", "repository_full_name=acme/orchard")
    call("ingest", "github_issue", payloads=[issue(1), issue(2)])
    code, out, _ = call("ingest", "github_issue", *scope, "--json", payloads=[issue(2)])
    assert (code, json.loads(out)["swept"], json.loads(out)["unchanged"]) == (0, 1, 1)
    code, _, err = call("ingest", "github_issue", *scope, payloads=[])
    assert (code, "allow it to be empty" in err) == (1, True)
    code, out, _ = call("ingest", "github_issue", *scope, "--allow-empty", payloads=[])
    assert (code, "1 deleted" in out) == (0, True)
