"""Linear's real issues and our samples, held to a table of paths and columns, and to its schema."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.ingest.conformance.payload_table import (
    ABSENT,
    PayloadTable,
    at,
    documents,
    hold,
    read_time,
    sample,
    stated_counts,
    unwrapped,
)
from tests.ingest.conformance.vendor_schema import by_place, graphql_fields, places

NO_ID = "the issue has no id: ask for it in the query"
FOREIGN = "not a linear_issue"
HALF = "priority: 2.5 is not a whole number"


def cleared(key, payload, context):
    """An update's old values name what changed; what the update does not send is null now."""
    return key not in payload and key in context.get("updatedFrom", {})


def plain(key, read=None):
    def value(payload, context):
        found = None if cleared(key, payload, context) else at(payload, key)
        return found if found in (None, ABSENT) or read is None else read(found)

    return value


def inner(thing, key):
    """Of `assignee { id }` and `assigneeId`, whichever is there."""

    def value(payload, context):
        around = context.get(thing, ABSENT)
        own = payload.get(thing, around if f"{thing}Id" not in payload else ABSENT)
        if own is None or cleared(f"{thing}Id", payload, context):
            return None
        if own is not ABSENT and key in own:
            return own[key]
        return payload.get(f"{thing}Id", ABSENT) if key == "id" else ABSENT

    return value


def labels(payload, _context):
    found = payload.get("labels", ABSENT)
    if isinstance(found, dict):
        found = found["nodes"]
    return found if found is ABSENT else [label["name"] for label in found]


def number(payload, context):
    team = payload.get("team", context.get("team", {}))
    if "identifier" in payload or "number" not in payload or "key" not in team:
        return payload.get("identifier", ABSENT)
    return f"{team['key']}-{payload['number']:.0f}"


TABLE = PayloadTable(
    entity="linear_issue",
    target="LinearIssueDataTarget",
    columns={
        "id": "id",
        "identifier": number,
        "title": "title",
        "description": plain("description"),
        "state": "state.name",
        "state_type": "state.type",
        "priority": ("priority", "whole"),
        "estimate": plain("estimate", float),
        "url": lambda payload, context: payload.get("url", context.get("url", ABSENT)),
        "branch_name": "branchName",
        "labels": labels,
        **{f"{thing}_id": inner(thing, "id") for thing in ("assignee", "creator", "team")},
        **{f"{thing}_id": inner(thing, "id") for thing in ("project", "cycle", "parent")},
        **{f"{thing}_name": inner(thing, "name") for thing in ("assignee", "team", "project")},
        "due_date": plain("dueDate", dt.date.fromisoformat),
        **{
            f"issue_{name}_at": plain(f"{name}At", read_time)
            for name in ("created", "updated", "started", "completed", "canceled", "archived")
        },
    },
    taken=frozenset(
        {"identifier", "description", "estimate", "url", "labels", "dueDate"}
        | {"createdAt", "updatedAt", "startedAt", "completedAt", "canceledAt", "archivedAt"}
        | {"assignee", "creator", "team", "project", "cycle", "parent"}
        | {f"{thing}Id" for thing in ("assignee", "creator", "team", "project", "cycle", "parent")}
    ),
)


def test_real_payloads(shared_payloads):
    stated = stated_counts(shared_payloads, "linear/issues")
    found = dict(documents(shared_payloads / "linear" / "issues"))
    assert found.keys() == stated.keys()
    for name, document in found.items():
        outcome = hold(TABLE, unwrapped("linear_issue", document), name)
        assert outcome == {"stored": stated[name]}, name


def test_samples():
    outcome = hold(TABLE, unwrapped("linear_issue", sample("linear_issue")))
    assert outcome == {"stored": 14, HALF: 1, "deleted": 1, FOREIGN: 1, NO_ID: 1}


SHAPES = {
    "connection": lambda p, _: isinstance(p.get("labels"), dict) and p["labels"]["nodes"],
    "list of labels": lambda p, _: isinstance(p.get("labels"), list),
    "float priority": lambda p, _: isinstance(p.get("priority"), float),
    "half an estimate": lambda p, _: p.get("estimate") == 0.5,
    "url outside": lambda p, c: "url" not in p and "url" in c,
    "cleared": lambda _, c: "assigneeId" in c.get("updatedFrom", {}),
    "team around": lambda p, c: "team" not in p and "team" in c,
    "few fields": lambda p, _: p.keys() == {"id", "title"},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_samples_show(shape):
    payloads = unwrapped("linear_issue", sample("linear_issue"))
    assert any(SHAPES[shape](*one) for one in payloads)


@pytest.fixture(scope="module")
def schema(shared_payloads):
    return (shared_payloads / "_schemas" / "linear.schema.graphql").read_text()


#: Where the fields of a query go that no column holds.
REMAINDER = """
    activitySummary addedToCycleAt addedToProjectAt addedToTeamAt agentSessions
    aiPromptProgresses asksExternalUserRequester asksRequester attachments autoArchivedAt
    autoClosedAt boardOrder botActor children comments customerTicketCount delegate
    descriptionState documentContent documents externalUserCreator favorite formerAttachments
    formerNeeds history incomingSuggestions inheritsSharedAccess integrationSourceType
    inverseRelations labelIds lastAppliedTemplate needs number previousIdentifiers
    priorityLabel prioritySortOrder projectMilestone reactionData reactions
    recurringIssueTemplate relations releases sharedAccess slaBreachesAt slaHighRiskAt
    slaMediumRiskAt slaStartedAt slaType snoozedBy snoozedUntilAt sortOrder sourceComment
    startedTriageAt stateHistory subIssueSortOrder subscribers suggestions
    suggestionsGeneratedAt summary syncedWith trashed triagedAt trusted
"""
COLUMNS = {
    "key": {"id"},
    "identifier": {"identifier"},
    "title": {"title"},
    "description": {"description"},
    "state state_type": {"state"},
    "priority": {"priority"},
    "estimate": {"estimate"},
    "url": {"url"},
    "labels": {"labels"},
    "due_date": {"dueDate"},
    **{
        f"issue_{name}_at": {f"{name}At"}
        for name in ("created", "updated", "started", "completed", "canceled", "archived")
    },
}


def rich():
    [payload] = [p for p, _ in unwrapped("linear_issue", sample("linear_issue")) if "cycle" in p][
        :1
    ]
    return payload | {"identifier": "OLD-7"}  # another than team and number make


def test_every_field_of_a_query_has_its_place(schema):
    assert by_place(places("linear_issue", rich(), graphql_fields(schema, "Issue"))) == {
        **COLUMNS,
        "branch_name": {"branchName"},
        "assignee_id assignee_name": {"assignee"},
        "creator_id": {"creator"},
        "team_id team_name": {"team"},
        "project_id project_name": {"project"},
        "cycle_id": {"cycle"},
        "parent_id": {"parent"},
        "remainder": {*REMAINDER.split()},
    }


def test_every_field_of_a_webhook_has_its_place(schema):
    things = ("assignee", "creator", "team", "project", "cycle", "parent")
    ids = {f"{thing}Id": f"id of {thing}" for thing in things}
    hook = {key: value for key, value in rich().items() if key not in things} | ids
    fields = graphql_fields(schema, "IssueWebhookPayload") - {*things}
    only_here = """
        delegateId descriptionData externalUserCreatorId lastAppliedTemplateId
        projectMilestoneId recurringIssueTemplateId sourceCommentId stateId subscriberIds
    """
    assert by_place(places("linear_issue", hook, fields)) == {
        **COLUMNS,
        **{f"{thing}_id": {f"{thing}Id"} for thing in things},
        "remainder": fields & {*REMAINDER.split()} | {*only_here.split()},
    }
