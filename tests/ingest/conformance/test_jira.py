"""Jira's real issues and our samples, held to a table of paths and columns, and to its schema."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    compare,
    documents,
    row_of,
    sample,
    stated_counts,
    unwrapped,
)
from tests.ingest.conformance.vendor_schema import by_place, described_fields, places

from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.reject import Reject

NO_ID = (
    "the issue {} has no id, and its key changes when it moves:"
    " give the API's answer, in which each issue has its id"
)
WHEN = "issue_created_at: 'soon' is not a date and time"
FOREIGN = "not a jira_issue"

#: The samples' one description that is a document, as a reader would copy it.
DOCUMENT = (
    "The boat left at 06:58; see https://harbour.example/log.\n"
    "@Tomas Brandt looks at the clock\nby 2026-01-09 🕐\n06:58 Marta out\n07:00 horn\nPier\t2"
)


def person(role):
    def value(payload, _context):
        found = at(payload, role)
        if found is None or found is ABSENT:
            return found
        return found.get("accountId") or found.get("name") or ABSENT

    return value


def names(payload, _context):
    found = at(payload, "components")
    return found if found is ABSENT else [one["name"] for one in found]


def description(payload, _context):
    found = at(payload, "description")
    return DOCUMENT if isinstance(found, dict) else found


def document(payload, _context):
    found = at(payload, "description")
    return found if isinstance(found, dict) or found is ABSENT else None


def page(payload, _context):
    if "self" not in payload:
        return ABSENT
    return f"{payload['self'].split('/rest/')[0]}/browse/{payload['key']}"


def project_key(payload, _context):
    found = at(payload, "project.key")
    return payload["key"].split("-")[0] if found is ABSENT else found


def custom(payload, _context):
    return {key: payload[key] for key in payload if key.startswith("customfield_")} or ABSENT


def due(payload, _context):
    found = at(payload, "duedate")
    return dt.date(*map(int, found.split("-"))) if isinstance(found, str) else found


PEOPLE = ("assignee", "reporter", "creator")
#: Paths are those of the issue's `fields`, with the issue's own keys beside them.
TABLE = PayloadTable(
    entity="jira_issue",
    target="JiraIssueDataTarget",
    columns={
        "id": "id",
        "key": "key",
        "html_url": page,
        "summary": "summary",
        "description": description,
        "description_data": document,
        "project_id": "project.id",
        "project_key": project_key,
        "project_name": "project.name",
        "issue_type": "issuetype.name",
        "status": "status.name",
        "status_category": "status.statusCategory.key",
        "priority": "priority.name",
        "resolution": "resolution.name",
        **{f"{role}_id": person(role) for role in PEOPLE},
        **{f"{role}_name": f"{role}.displayName" for role in PEOPLE},
        "parent_id": "parent.id",
        "parent_key": "parent.key",
        "labels": "labels",
        "components": names,
        "fix_versions_data": "fixVersions",
        "sprint_data": "sprint",
        "issue_links_data": "issuelinks",
        "subtasks_data": "subtasks",
        "attachments_data": "attachment",
        "comments_data": "comment.comments",
        "time_tracking_data": "timetracking",
        "custom_fields": custom,
        "due_date": due,
        "issue_created_at": ("created", "time"),
        "issue_updated_at": ("updated", "time"),
        "issue_resolved_at": ("resolutiondate", "time"),
    },
    taken=frozenset({"self", "description", "components", "duedate"}),
    dropped=frozenset({"expand", "lastViewed"}),
)


def check(document, where=""):
    """Hold each issue of a document to the table; count the stored, and the reasons of others."""
    outcome = Counter()
    for payload, context in unwrapped("jira_issue", document):
        if ENTITIES["jira_issue"].gone(payload, context):
            outcome["deleted"] += 1
            continue
        try:
            row = row_of("jira_issue", payload, context)
        except Reject as reject:
            outcome[reject.reason] += 1
            continue
        flat = {**payload, **payload.get("fields", {})}
        flat.pop("fields", None)
        table = replace(
            TABLE, taken=TABLE.taken | {k for k in flat if k.startswith("customfield_")}
        )
        differences = compare(table, row, flat, context)
        assert not differences, f"{where} {payload['key']}: " + "; ".join(differences)
        outcome["stored"] += 1
    return outcome


REJECTED = {"jiracli__issue-1.json": {NO_ID.format("TEST-1"): 1}}


def test_real_payloads(shared_payloads):
    stated = stated_counts(shared_payloads, "jira/issues")
    found = dict(documents(shared_payloads / "jira" / "issues"))
    assert found.keys() == stated.keys()
    for name, payloads in found.items():
        outcome = check(payloads, name)
        assert outcome == REJECTED.get(name, {"stored": stated[name]}), name


def test_samples():
    assert check(sample("jira_issue")) == {
        "stored": 11,
        WHEN: 1,
        "deleted": 1,
        NO_ID.format("HAR-11"): 1,
        FOREIGN: 1,
    }


SHAPES = {
    "document": lambda f: isinstance(f.get("description"), dict),
    "text": lambda f: isinstance(f.get("description"), str),
    "no description": lambda f: f.get("description", "") is None,
    "custom fields": lambda f: sum(f.get(k) is None for k in f if k.startswith("custom")) > 10,
    "server's user": lambda f: "accountId" not in (f.get("creator") or {"accountId": 1}),
    "utc": lambda f: f.get("created", "").endswith("+0000"),
    "offset": lambda f: f.get("created", "").endswith("+0100"),
    "parent": lambda f: "parent" in f,
    "sprint": lambda f: "sprint" in f,
    "resolved": lambda f: f.get("resolutiondate"),
    "no fields": lambda f: not f,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_show(shape):
    payloads = [payload for payload, _ in unwrapped("jira_issue", sample("jira_issue"))]
    assert any(SHAPES[shape](payload.get("fields", {})) for payload in payloads)


@pytest.fixture(scope="module")
def schema(shared_payloads):
    path = shared_payloads / "_schemas" / "jira_platform_openapi_v3_2022.json"
    return json.loads(path.read_bytes())


def test_every_field_of_an_issue_has_its_place(schema):
    rich = {"id": "1", "key": "A-1", "self": "https://a.example/rest/api/3/issue/1"}
    rich["fields"] = {"summary": "s"}
    found = by_place(places("jira_issue", rich, described_fields(schema, "IssueBean")))
    assert found == {
        "key": {"id", "key"},
        "html_url": {"self"},
        "summary": {"fields"},
        "remainder": {"changelog", "names", "properties", "schema"},
        # What could be asked for, what the asking user may do, the fields in another form.
        "dropped": {
            "editmeta", "expand", "fieldsToInclude", "operations", "renderedFields", "transitions",
            "versionedRepresentations",
        },
    }  # fmt: skip


def test_every_described_field_of_fields_has_its_place(schema):
    """Jira describes few of them: those of a linked issue, of which one is spelt in two ways."""
    rich, _ = unwrapped("jira_issue", sample("jira_issue"))[0]
    rich = {**rich, "fields": rich["fields"] | {"timetracking": {}}}
    found = places("jira_issue", rich, described_fields(schema, "Fields"), within="fields")
    assert by_place(found) == {
        "assignee_id assignee_name": {"assignee"},
        "issue_type": {"issuetype"},
        "priority": {"priority"},
        "status status_category": {"status"},
        "summary": {"summary"},
        "time_tracking_data": {"timetracking"},
        "remainder": {"issueType"},
    }
