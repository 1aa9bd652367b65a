"""Linear's issues: each rule of the mapping with a value, and what the database then holds."""

import datetime as dt

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES, recognised_as
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.linear import linear_issue
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import LinearIssue

ISSUE = ENTITIES["linear_issue"]
FEW = {"id": "i1", "title": "The horn is silent"}
TEAM = {"id": "t1", "key": "BOA", "name": "Boats"}


def rows(document, **context):
    return [mapped(ISSUE, *found) for found in objects(ISSUE, document, context)]


def refused(payload, **context):
    with pytest.raises(Reject) as caught:
        linear_issue(payload, context)
    return caught.value


def webhook(data, action="update", **beside):
    return {"action": action, "type": "Issue", "data": data, "url": "https://l.example/1"} | beside


def test_the_least_a_query_asks_for():
    assert rows({"data": {"issue": FEW}}) == [FEW]


@pytest.mark.parametrize(
    "document",
    [
        {"data": {"issues": {"nodes": [FEW], "pageInfo": {"hasNextPage": False}}}},
        {"data": {"issues": {"edges": [{"cursor": "c", "node": FEW}]}}},
        {"data": {"issueCreate": {"success": True, "issue": FEW}}},
        {"data": {"viewer": {"id": "u1", "assignedIssues": {"nodes": [FEW]}}}},
        {"data": {"issueArchive": {"success": True, "entity": FEW}}},
    ],
)
def test_where_issues_stand_in_an_answer(document):
    assert rows(document) == [FEW]


def test_an_answer_without_issues_is_no_reject():
    assert rows({"data": {"issues": {"nodes": []}}}) == []


def test_numbers_are_floats_by_schema():
    row = linear_issue(FEW | {"priority": 2.0, "estimate": 0.5}, {})
    assert (row["priority"], row["estimate"]) == (2, 0.5)
    assert isinstance(row["priority"], int)
    assert linear_issue(FEW | {"estimate": 3}, {})["estimate"] == 3.0
    assert refused(FEW | {"priority": 2.5}).field == "priority"
    assert refused(FEW | {"estimate": "3"}).field == "estimate"


@pytest.mark.parametrize(
    "labels",
    [
        [{"id": "l1", "name": "Bug"}, {"id": "l2", "name": "Pier"}],
        {"nodes": [{"id": "l1", "name": "Bug"}, {"id": "l2", "name": "Pier"}]},
        {"edges": [{"node": {"id": "l1", "name": "Bug"}}, {"node": {"id": "l2", "name": "Pier"}}]},
    ],
)
def test_labels_are_a_list_or_a_connection(labels):
    row = linear_issue(FEW | {"labels": labels}, {})
    assert row["labels"] == ["Bug", "Pier"]
    assert row["remainder"] == {
        "labels": [{"id": "l1", "name": "Bug"}, {"id": "l2", "name": "Pier"}]
    }


def test_labels_known_by_name_alone_leave_nothing():
    assert linear_issue(FEW | {"labels": {"nodes": [{"name": "Bug"}]}}, {}) == FEW | {
        "labels": ["Bug"]
    }
    assert linear_issue(FEW | {"labels": {"nodes": []}}, {})["labels"] == []
    assert linear_issue(FEW | {"labels": None}, {})["labels"] is None
    assert refused(FEW | {"labels": "Bug"}).field == "labels"


def test_the_state_is_an_object_or_a_name():
    row = linear_issue(FEW | {"state": {"id": "s1", "name": "Todo", "type": "unstarted"}}, {})
    assert (row["state"], row["state_type"]) == ("Todo", "unstarted")
    assert row["remainder"] == {"state": {"id": "s1"}}
    assert linear_issue(FEW | {"state": "Todo"}, {}) == FEW | {"state": "Todo"}


def test_objects_and_ids():
    both = {"assigneeId": "u1", "assignee": {"id": "u1", "name": "Ada"}, "teamId": "t1"}
    row = linear_issue(FEW | both, {})
    assert (row["assignee_id"], row["assignee_name"], row["team_id"]) == ("u1", "Ada", "t1")
    assert "team_name" not in row
    row = linear_issue(FEW | {"assignee": None, "projectId": None}, {})
    assert [row[name] for name in ("assignee_id", "assignee_name")] == [None, None]
    assert [row[name] for name in ("project_id", "project_name")] == [None, None]


def test_a_webhook_has_its_url_outside():
    [row] = rows(webhook(FEW, "create"))
    assert row == FEW | {"url": "https://l.example/1"}
    [row] = rows(webhook(FEW | {"url": "https://l.example/own"}))
    assert row["url"] == "https://l.example/own"


def test_what_an_update_cleared_is_told_by_its_old_values():
    old = {"assigneeId": "u1", "dueDate": "2026-01-01", "sortOrder": 1.5, "title": "before"}
    [row] = rows(webhook(FEW, updatedFrom=old))
    assert row == FEW | {
        "url": "https://l.example/1",
        "assignee_id": None,
        "assignee_name": None,
        "due_date": None,
    }
    # A new issue has no old values, whatever a body says.
    assert "due_date" not in rows(webhook(FEW, "create", updatedFrom=old))[0]


def test_the_identifier_is_the_teams_key_and_the_number():
    row = linear_issue(FEW | {"number": 12.0, "team": TEAM}, {})
    assert row["identifier"] == "BOA-12"
    assert row["remainder"] == {"number": 12.0, "team": {"key": "BOA"}}
    assert linear_issue(FEW | {"number": 12, "team": TEAM, "identifier": "ENG-1"}, {})[
        "identifier"
    ] == ("ENG-1")
    assert "identifier" not in linear_issue(FEW | {"number": 12, "teamId": "t1"}, {})
    assert refused(FEW | {"number": 12.5, "team": TEAM}).field == "identifier"


def test_a_team_or_project_asked_for_its_issues():
    [row] = rows({"data": {"team": TEAM | {"issues": {"nodes": [FEW | {"number": 3}]}}}})
    assert (row["team_id"], row["team_name"], row["identifier"]) == ("t1", "Boats", "BOA-3")
    other = FEW | {"team": {"id": "t2", "name": "Cranes"}}
    [row] = rows({"data": {"team": TEAM | {"issues": {"nodes": [other]}}}})
    assert (row["team_id"], row["team_name"]) == ("t2", "Cranes")
    assert linear_issue(FEW, {"project": "p1", "team": TEAM})["project_id"] == "p1"


def test_times_and_days():
    row = linear_issue(FEW | {"dueDate": "2026-01-31", "startedAt": "2026-01-05T08:12:01.123Z"}, {})
    assert row["due_date"] == dt.date(2026, 1, 31)
    assert row["issue_started_at"] == dt.datetime(2026, 1, 5, 8, 12, 1, 123000, tzinfo=dt.UTC)
    assert linear_issue(FEW | {"dueDate": ""}, {})["due_date"] is None
    for day in ("2026-02-30", "31.1.2026", "2026-01-31T00:00:00Z", 20260131):
        assert refused(FEW | {"dueDate": day}).field == "due_date"


def test_a_removed_issue_is_gone_and_one_in_the_trash_is_not():
    [found] = objects(ISSUE, webhook(FEW, "remove"), {})
    assert ISSUE.gone(*found) == "i1"
    [found] = objects(ISSUE, webhook(FEW | {"trashed": True}), {})
    assert ISSUE.gone(*found) is None


def test_a_webhook_about_a_comment_is_no_issue():
    body = webhook({"id": "c1", "body": "x", "issue": FEW}, "create", type="Comment")
    [(payload, _)] = objects(ISSUE, body, {})
    assert payload is body
    assert not ISSUE.recognise(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {"id": 1, "title": "GitHub's", "number": 1, "html_url": "h", "comments_url": "c"},
        {"id": "a", "title": "an attachment", "url": "u", "subtitle": "s"},
        {"id": "d", "title": "a document", "slugId": "s", "project": {}},
        {"id": "t", "name": "a team", "key": "BOA"},
        {"id": "1", "key": "HAR-1", "fields": {"summary": "Jira's"}},
    ],
)
def test_what_is_no_issue(payload):
    assert not ISSUE.recognise(payload)
    assert recognised_as(payload) != "linear_issue"


def test_an_issue_without_id_says_what_to_do():
    reject = refused({"identifier": "BOA-1", "title": "t"})
    assert (reject.code, reject.field) == ("key", "id")
    assert "ask for it in the query" in reject.reason


# --- stored -----------------------------------------------------------------------------

RICH = FEW | {
    "identifier": "BOA-1",
    "description": "Heard nothing.",
    "state": {"name": "Todo", "type": "unstarted"},
    "assignee": {"id": "u1", "name": "Ada"},
    "labels": {"nodes": [{"name": "Bug"}]},
    "estimate": 2.0,
    "updatedAt": "2026-01-05T08:00:00.000Z",
    "reactions": [{"emoji": "ship"}],
}


def stored(connection):
    return connection.execute(select(LinearIssue.__table__)).mappings().one()


def test_a_poor_shape_erases_nothing_and_null_clears(connection):
    ingest(connection, "linear_issue", RICH)
    rich = stored(connection)
    poor = {"data": {"issues": {"nodes": [FEW]}}}
    assert ingest(connection, "linear_issue", poor) == IngestResult(unchanged=1)
    assert stored(connection) == rich
    cleared = FEW | {"assignee": None, "estimate": None, "description": None}
    assert ingest(connection, "linear_issue", cleared).updated == 1
    now = stored(connection)
    names = ("assignee_id", "assignee_name", "estimate", "description")
    assert [now[name] for name in names] == [None] * 4
    assert (now["labels"], now["remainder"]) == (["Bug"], {"reactions": [{"emoji": "ship"}]})


def test_an_older_webhook_does_not_overwrite(connection):
    ingest(connection, "linear_issue", RICH)
    older = webhook(RICH | {"title": "before", "updatedAt": "2026-01-05T07:59:59.999Z"})
    assert ingest(connection, "linear_issue", older).unchanged == 1
    assert ingest(connection, "linear_issue", webhook(RICH | {"title": "now"})).updated == 1
    assert stored(connection)["title"] == "now"


def test_a_removed_issue_is_deleted(connection):
    ingest(connection, "linear_issue", RICH)
    assert ingest(connection, "linear_issue", webhook(FEW, "remove")).deleted == 1
    assert connection.execute(select(LinearIssue.id)).all() == []
