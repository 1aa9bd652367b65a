"""From documents to rows through a real database: counts, rejects, and nothing lost."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import event, func, select, text

from ait_postgres.errors import ForeignPayload, InputUnreadable, UnknownEntity
from ait_postgres.ingest import IngestResult, batch, ingest, ingest_files
from ait_postgres.schemas import GitHubIssue, IngestReject

from .payloads import issue

NUL = "a\x00b"


def titles(connection):
    rows = connection.execute(select(GitHubIssue.number, GitHubIssue.title))
    return {row.number: row.title for row in rows}


def rejects(connection):
    said = select(IngestReject.reason, IngestReject.field, IngestReject.code, IngestReject.payload)
    return connection.execute(said.order_by(IngestReject.field, IngestReject.reason)).all()


def test_twice_is_once(connection):
    assert ingest(connection, "github_issue", [issue(1), issue(2)]).inserted == 2
    again = ingest(connection, "github_issue", {"items": [issue(1), issue(2)]})
    assert again == IngestResult(unchanged=2)
    assert not again.changed


def test_bad_payloads_are_kept_whole_and_take_no_good_one_with_them(connection):
    long = issue(2, title="x" * 600)
    documents = [issue(1), long, None, {"nothing": NUL}, issue(3) | {"number": 1.5}, issue(4)]
    result = ingest(connection, "github_issue", documents)
    assert (result.inserted, result.rejected, result.foreign, result.read) == (2, 4, 2, 6)
    assert titles(connection) == {1: "Issue 1", 4: "Issue 4"}
    kept = rejects(connection)
    assert [(r.field, r.code) for r in kept] == [
        ("number", "field"),
        ("title", "field"),
        (None, "foreign"),
        (None, "foreign"),
    ]
    assert json.loads(kept[1].payload) == long
    assert {json.dumps(json.loads(r.payload)) for r in kept} >= {
        "null",
        json.dumps({"nothing": NUL}),
    }


def test_the_same_reject_is_one_row_and_is_not_rewritten(connection):
    bad = issue(1, title=None)
    ingest(connection, "github_issue", bad)
    before = connection.execute(text("SELECT xmin::text, ctid::text FROM ingest_rejects")).all()
    connection.execute(text("SELECT 1"))
    ingest(connection, "github_issue", bad)
    after = connection.execute(text("SELECT xmin::text, ctid::text FROM ingest_rejects")).all()
    assert len(before) == 1
    assert before == after


def test_the_last_of_a_batch_wins_and_keys_add_up(connection):
    poor = issue(1, title="last")
    del poor["user"]
    result = ingest(connection, "github_issue", [issue(1, title="first"), poor])
    assert result == IngestResult(inserted=1, superseded=1)
    row = connection.execute(select(GitHubIssue.title, GitHubIssue.author_data)).one()
    assert tuple(row) == ("last", {"login": "ada"})


def test_an_older_payload_of_a_batch_does_not_win(connection):
    older = issue(1, title="older", updated_at="2026-03-01T13:59:59+02:00")
    ingest(connection, "github_issue", [issue(1, title="newer"), older])
    assert titles(connection) == {1: "newer"}


def test_a_batch_that_postgresql_refuses_is_halved_until_the_row_stands_alone(connection):
    connection.execute(text("ALTER TABLE github_issues ADD CHECK (number NOT IN (13, 77))"))
    result = ingest(connection, "github_issue", [issue(n) for n in range(100)])
    assert (result.inserted, result.rejected) == (98, 2)
    first, second = rejects(connection)
    assert first.code == "database"
    assert "violates check constraint" in first.reason
    assert {json.loads(r.payload)["number"] for r in (first, second)} == {13, 77}


def statements(connection, work):
    """How many statements the work sent."""
    sent = []

    def note(*arguments):
        sent.append(arguments[2])

    event.listen(connection, "before_cursor_execute", note)
    work()
    event.remove(connection, "before_cursor_execute", note)
    return len(sent)


def test_a_bad_row_costs_a_few_statements_not_a_search(connection):
    connection.execute(text("ALTER TABLE github_issues ADD CHECK (number <> 1234)"))
    good = statements(connection, lambda: ingest(connection, "github_issue", [issue(9000)]))
    rows = [issue(n) for n in range(2000)]
    assert statements(connection, lambda: ingest(connection, "github_issue", rows)) < good + 15
    assert len(titles(connection)) == 2000
    assert [r.code for r in rejects(connection)] == ["database"]


def test_a_value_that_copy_refuses_costs_its_row_and_a_few_statements(connection):
    rows = [issue(n) for n in range(2000)]
    for number in (7, 1234):
        rows[number]["reactions"] = {"n": Decimal("1E+200000")}
    assert statements(connection, lambda: ingest(connection, "github_issue", rows)) < 25
    assert len(titles(connection)) == 1998
    assert [(r.code, r.reason) for r in rejects(connection)] == [
        ("database", "value overflows numeric format")
    ] * 2


def test_rows_refused_for_one_value_are_refused_together(connection):
    context = {"connector_config_id": "nowhere"}
    mails = [{"id": f"m{n}", "threadId": "t", "payload": {"headers": []}} for n in range(500)]
    sent = statements(
        connection, lambda: ingest(connection, "gmail_message", mails, context=context)
    )
    assert sent < 15
    found = rejects(connection)
    assert len(found) == 500
    assert "is not present in table" in found[0].reason


def test_of_two_rows_with_one_unique_value_the_first_is_stored(connection):
    connection.execute(text("ALTER TABLE github_issues ADD UNIQUE (title)"))
    twins = [issue(n) | {"title": "twin" if n in {3, 40} else f"title {n}"} for n in range(100)]
    result = ingest(connection, "github_issue", twins)
    assert (result.inserted, result.rejected) == (99, 1)
    assert "twin" in titles(connection).values()


def test_the_row_shown_is_tried_and_not_presumed(connection):
    """Its key is the beginning of another's, as an error shows it: (5, 6, …."""
    connection.execute(text("ALTER TABLE github_issues ADD CHECK (title <> 'bad')"))
    good = issue(1) | {"id": "5"}
    bad = issue(2) | {"id": "5, Issue 6", "title": "bad"}
    result = ingest(connection, "github_issue", [good, bad, issue(3)])
    assert (result.inserted, result.rejected) == (2, 1)
    assert titles(connection) == {1: "Issue 1", 3: "Issue 3"}


def test_batches_follow_one_another(connection, monkeypatch):
    monkeypatch.setattr(batch, "BATCH_ROWS", 10)
    seen = []
    stream = (issue(n % 15) for n in range(25))
    result = ingest(connection, "github_issue", stream, progress=seen.append)
    assert result == IngestResult(inserted=15, unchanged=10)
    assert [so_far.read for so_far in seen] == [10, 20, 25]


def test_text_that_postgresql_cannot_hold_is_repaired_in_sight(connection):
    result = ingest(connection, "github_issue", issue(1, title=NUL, body="\ud800"))
    assert (result.inserted, result.repaired) == (1, 1)
    row = connection.execute(
        select(GitHubIssue.title, GitHubIssue.body, GitHubIssue.remainder)
    ).one()
    assert (row.title, row.body) == ("a\ufffdb", "\ufffd")
    assert row.remainder["$repaired"] == ["title", "body"]


def test_what_no_column_holds_is_in_the_remainder(connection):
    ingest(connection, "github_issue", issue(1, sub_issues_summary={"total": 3}))
    row = connection.scalar(select(GitHubIssue.remainder))
    assert row["sub_issues_summary"] == {"total": 3}


def test_an_unknown_entity_names_the_nearest(connection):
    with pytest.raises(UnknownEntity, match="did you mean github_issue"):
        ingest(connection, "github_isue", [])


def test_a_file_of_another_entity_is_an_error_and_leaves_nothing(engine, tmp_path):
    good, foreign = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text(json.dumps([issue(1)]))
    foreign.write_text(json.dumps({"some": "thing"}))
    said = pytest.raises(ForeignPayload, match=r"b\.json holds no github_issue")
    with said, engine.begin() as connection:
        ingest_files(connection, "github_issue", [good, foreign])
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(GitHubIssue)) == 0
        assert rejects(connection) == []


def test_folders_are_searched(connection, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.json").write_text(json.dumps([issue(1)]))
    (tmp_path / "deep" / "b.ndjson").write_text(f"{json.dumps(issue(2))}\n{json.dumps(issue(3))}\n")
    (tmp_path / "notes.txt").write_text("no payload")
    seen = []
    result = ingest_files(connection, "github_issue", [tmp_path], progress=seen.append)
    assert result.inserted == 3
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputUnreadable, match="holds no file named"):
        ingest_files(connection, "github_issue", [tmp_path / "empty"])


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "payload",
    [{"labels": nested(500)}, {"labels": nested(1020)}, {"labels": nested(50_000)}],
    ids=["500", "1020", "50000"],
)
def test_deep_nesting_is_a_reject_and_takes_no_good_row_with_it(payload, connection):
    result = ingest(connection, "github_issue", [issue(1), issue(2) | payload, issue(3)])
    assert (result.inserted, result.rejected) == (2, 1)
    [kept] = rejects(connection)
    assert kept.field == "labels"


@pytest.mark.parametrize(
    "context",
    [
        {"a": NUL},
        {NUL: 1},
        {"a": "\ud800"},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": 2**70},
        {"a": nested(500)},
        {"a": nested(5000)},
    ],
    ids=["nul", "nul key", "surrogate", "nan", "infinity", "2^70", "deep", "deeper"],
)
def test_any_context_of_a_reject_is_kept(context, connection):
    for _ in range(2):
        assert ingest(connection, "github_issue", issue(1, title=None), context=context).rejected
    assert len(rejects(connection)) == 1
    assert connection.execute(select(IngestReject.context)).scalar_one()
