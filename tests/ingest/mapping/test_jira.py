"""Jira's issues: each rule of the mapping with a value, and what the database then holds."""

import datetime as dt

import pytest
from sqlalchemy import select

from ait_postgres.ingest import IngestResult, ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES, recognised_as
from ait_postgres.ingest.envelope import objects
from ait_postgres.ingest.mapping.jira.document import document_text
from ait_postgres.ingest.mapping.jira.issue import jira_issue
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import JiraIssue

ISSUE = ENTITIES["jira_issue"]
SITE = "https://harbour.example"


def issue(**fields):
    address = f"{SITE}/rest/api/3/issue/10001"
    return {"id": "10001", "key": "HAR-1", "self": address, "fields": fields}


def row(**fields):
    return jira_issue(issue(**fields), {})


def refused(payload, **context):
    with pytest.raises(Reject) as caught:
        jira_issue(payload, context)
    return caught.value


LEAST = {
    "id": "10001",
    "key": "HAR-1",
    "project_key": "HAR",
    "html_url": f"{SITE}/browse/HAR-1",
}


@pytest.mark.parametrize(
    "document",
    [
        issue(),
        {"issues": [issue()], "total": 1},
        {"webhookEvent": "jira:issue_updated", "issue": issue(), "changelog": {"items": []}},
        {"webhookEvent": "comment_created", "comment": {"id": "1"}, "issue": issue()},
        {"values": [{"id": "10001", "key": "HAR-1", "self": issue()["self"]}]},
    ],
)
def test_where_issues_stand(document):
    found = [mapped(ISSUE, *one) for one in objects(ISSUE, document, {})]
    assert found == [LEAST]


def test_an_empty_search_is_no_reject():
    assert list(objects(ISSUE, {"issues": [], "isLast": True}, {})) == []


def test_keys():
    assert refused({"key": "HAR-1", "fields": {}}).field == "id"
    reject = refused({"id": "", "key": "HAR-1", "fields": {}})
    assert (reject.code, "HAR-1 has no id" in reject.reason) == ("key", True)
    assert refused({"id": "10001", "fields": {}}).field == "key"
    assert jira_issue({"id": 10001, "key": "HAR-1"}, {})["id"] == "10001"
    assert refused({"id": "1", "key": "A-1", "fields": []}).reason == "fields hold an object"


@pytest.mark.parametrize(
    ("address", "context", "page"),
    [
        (f"{SITE}/rest/agile/1.0/issue/1", {}, f"{SITE}/browse/HAR-1"),
        ("http://a.example:8080/jira/rest/api/2/issue/1", {},
         "http://a.example:8080/jira/browse/HAR-1"),
        ("https://api.atlassian.com/ex/jira/c0ffee/rest/api/3/issue/1", {}, None),
        ("https://api.atlassian.com/ex/jira/c0ffee/rest/api/3/issue/1", {"site": SITE + "/"},
         f"{SITE}/browse/HAR-1"),
        ("nowhere", {}, None),
        (None, {}, None),
    ],
)  # fmt: skip
def test_the_page_is_not_the_apis_address(address, context, page):
    found = jira_issue({"id": "1", "key": "HAR-1", "self": address, "fields": {}}, context)
    assert found.get("html_url") == page


def test_the_projects_key_is_in_the_issues():
    assert row()["project_key"] == "HAR"
    assert row(project={"id": 10000, "key": "OLD", "name": "Harbour"})["project_key"] == "OLD"
    assert row(project={"id": 10000})["project_id"] == "10000"


def test_times_keep_their_offset_and_days_are_days():
    found = row(
        created="2026-01-05T09:12:01.123+0100",
        updated="2026-01-05T08:12:01.123+0000",
        resolutiondate=None,
        duedate="2026-01-16",
    )
    moment = dt.datetime(2026, 1, 5, 8, 12, 1, 123000, tzinfo=dt.UTC)
    assert (found["issue_created_at"], found["issue_updated_at"]) == (moment, moment)
    assert (found["issue_resolved_at"], found["due_date"]) == (None, dt.date(2026, 1, 16))
    assert refused(issue(created="2026-01-05T09:12:01")).field == "issue_created_at"
    assert refused(issue(duedate="soon")).field == "due_date"


def test_a_description_is_text_a_document_or_null():
    found = row(description="Heard *nothing*.")
    assert (found["description"], found["description_data"]) == ("Heard *nothing*.", None)
    document = {"type": "doc", "version": 1, "content": [paragraph("Heard nothing.")]}
    found = row(description=document)
    assert (found["description"], found["description_data"]) == ("Heard nothing.", document)
    found = row(description=None)
    assert (found["description"], found["description_data"]) == (None, None)
    assert not {"description", "description_data"} & row().keys()


def words(text, **more):
    return {"type": "text", "text": text, **more}


def paragraph(*parts):
    content = [words(part) if isinstance(part, str) else part for part in parts]
    return {"type": "paragraph", "content": content}


def node(kind, *content, **attrs):
    return {"type": kind, "content": list(content), "attrs": attrs}


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], ""),
        ([paragraph()], ""),
        ([paragraph("one ", "line"), paragraph("another")], "one line\nanother"),
        ([paragraph("a", {"type": "hardBreak"}, "b")], "a\nb"),
        ([node("heading", words("Title"), level=1), paragraph("x")], "Title\nx"),
        ([node("bulletList", node("listItem", paragraph("a"), node("bulletList", node(
            "listItem", paragraph("b")))), node("listItem", paragraph("c")))], "a\nb\nc"),
        ([node("table", node("tableRow", node("tableHeader", paragraph("h")), node("tableCell",
          paragraph("1"), paragraph("2"))))], "h\t1 2"),
        ([paragraph("to ", node("mention", id="5b", text="@Ada"), "!")], "to @Ada!"),
        ([paragraph(node("emoji", shortName=":x:"), node("emoji", shortName=":y:", text="Y"))],
         ":x:Y"),
        ([paragraph("by ", node("date", timestamp="1767916800000"))], "by 2026-01-09"),
        ([paragraph(node("date", timestamp="soon"), node("date", timestamp="9" * 30))],
         "soon" + "9" * 30),
        ([paragraph(node("status", text="DONE"), " ", node("inlineCard", url="https://a.example"))],
         "DONE https://a.example"),
        ([node("panel", paragraph("a")), node("expand", paragraph("b"), title="More")],
         "a\nMore\nb"),
        ([node("mediaSingle", node("media", alt="a boat"))], "a boat"),
        ([node("codeBlock", words("a\n  b"))], "a\n  b"),
        ([node("unknown", paragraph("still read"))], "still read"),
        ([{"type": "rule"}, 5, None, {"content": "x"}, {"type": ["x"]}], ""),
    ],
)  # fmt: skip
def test_the_text_of_a_document(blocks, text):
    assert document_text({"type": "doc", "version": 1, "content": blocks}) == text


def test_a_document_without_end():
    deep = paragraph("far down")
    for _ in range(900):
        deep = node("panel", deep)
    assert document_text({"type": "doc", "content": [deep]}) == ""


@pytest.mark.parametrize(
    ("person", "key", "rest"),
    [
        ({"accountId": "5b", "displayName": "Ada", "active": True}, "5b", {"active": True}),
        ({"name": "ada", "key": "JIRAUSER1", "displayName": "Ada"}, "ada", {"key": "JIRAUSER1"}),
        ({"accountId": "5b", "name": "ada", "displayName": "Ada"}, "5b", {"name": "ada"}),
    ],
)
def test_people(person, key, rest):
    found = row(assignee=person | {"self": "https://x.example"})
    assert (found["assignee_id"], found["assignee_name"]) == (key, "Ada")
    assert found["remainder"] == {"assignee": rest}
    assert row(reporter={"displayName": "Ada"}).get("reporter_id") is None


def test_nobody():
    found = row(assignee=None)
    assert (found["assignee_id"], found["assignee_name"]) == (None, None)


def test_custom_fields_stand_apart_and_null_says_so():
    found = row(customfield_10016=3.0, customfield_10020=None, environment=None, watches={"n": 1})
    assert found["custom_fields"] == {"customfield_10016": 3.0, "customfield_10020": None}
    assert found["remainder"] == {"environment": None, "watches": {"n": 1}}


def test_names_of_things():
    found = row(
        status={"self": "s", "name": "To Do", "id": "1", "statusCategory": {"id": 2, "key": "new"}},
        priority=None,
        resolution={"name": "Done"},
        components=[{"name": "Piers", "id": "1"}],
        labels=["a", "b"],
        parent={"id": "10000", "key": "HAR-0", "fields": {"summary": "p"}},
    )
    assert (found["status"], found["status_category"], found["priority"]) == ("To Do", "new", None)
    assert (found["resolution"], found["components"]) == ("Done", ["Piers"])
    assert (found["parent_id"], found["parent_key"]) == ("10000", "HAR-0")
    assert found["remainder"] == {
        "status": {"id": "1", "statusCategory": {"id": 2}},
        "components": [{"name": "Piers", "id": "1"}],
        "parent": {"fields": {"summary": "p"}},
    }
    assert "remainder" not in row(components=[{"name": "Piers"}])
    assert refused(issue(components="Piers")).field == "components"


def test_comments_are_the_list_and_what_is_not_on_the_page_is_counted():
    page = {"comments": [{"id": "1"}], "maxResults": 1, "total": 7, "startAt": 0, "self": "x"}
    found = row(comment=page)
    assert found["comments_data"] == [{"id": "1"}]
    assert found["remainder"] == {"comment": {"total": 7}}
    assert row(comment=None)["comments_data"] is None


def test_what_the_asking_user_sees_is_not_the_issues():
    seen = {"transitions": [], "operations": {}, "renderedFields": {}, "expand": "x"}
    found = jira_issue(issue(lastViewed="2026-01-01") | seen | {"changelog": {"total": 1}}, {})
    assert found == LEAST | {"remainder": {"changelog": {"total": 1}}}


def test_a_deleted_issue_is_gone():
    [found] = objects(ISSUE, {"webhookEvent": "jira:issue_deleted", "issue": issue()}, {})
    assert ISSUE.gone(*found) == "10001"
    [found] = objects(ISSUE, {"webhookEvent": "comment_deleted", "issue": issue()}, {})
    assert ISSUE.gone(*found) is None


@pytest.mark.parametrize(
    "payload",
    [
        {"id": "10000", "key": "HAR", "name": "a project", "self": f"{SITE}/rest/api/3/project/1"},
        {"id": "1", "name": "a sprint", "self": f"{SITE}/rest/agile/1.0/sprint/1"},
        {"webhookEvent": "worklog_created", "worklog": {"issueId": "1"}},
    ],
)
def test_what_is_no_issue(payload):
    assert recognised_as(payload) != "jira_issue"


# --- stored -----------------------------------------------------------------------------

RICH = issue(
    summary="The horn is silent",
    description="Heard nothing.",
    status={"name": "To Do", "statusCategory": {"key": "new"}},
    assignee={"accountId": "5b", "displayName": "Ada"},
    updated="2026-01-05T08:00:00.000+0000",
    environment="pier 2",
    customfield_1="a",
    customfield_2={"value": "b", "child": None},
    customfield_3=None,
)


def stored(connection):
    return connection.execute(select(JiraIssue.__table__)).mappings().one()


def test_a_poor_shape_erases_nothing(connection):
    ingest(connection, "jira_issue", RICH)
    rich = stored(connection)
    custom = {"customfield_1": "a", "customfield_2": {"value": "b", "child": None}}
    assert rich["custom_fields"] == custom
    few = [{"id": "10001", "key": "HAR-1", "self": RICH["self"]}, issue(customfield_1="a")]
    for poor in (*few, RICH):
        assert ingest(connection, "jira_issue", poor) == IngestResult(unchanged=1)
    assert stored(connection) == rich


def test_null_clears_also_a_custom_field(connection):
    ingest(connection, "jira_issue", RICH)
    cleared = issue(description=None, assignee=None, customfield_1=None, environment=None)
    assert ingest(connection, "jira_issue", cleared).updated == 1
    now = stored(connection)
    assert [now[name] for name in ("description", "assignee_id", "assignee_name")] == [None] * 3
    assert now["custom_fields"] == {"customfield_2": {"value": "b", "child": None}}
    assert now["remainder"] == {"environment": None}
    assert now["summary"] == "The horn is silent"


def test_an_older_version_does_not_overwrite(connection):
    ingest(connection, "jira_issue", RICH)
    older = issue(summary="before", updated="2026-01-05T08:59:59.999+0100")
    assert ingest(connection, "jira_issue", older).unchanged == 1
    newer = issue(summary="now", updated="2026-01-05T09:00:00.001+0100")
    assert ingest(connection, "jira_issue", newer).updated == 1
    assert stored(connection)["summary"] == "now"
