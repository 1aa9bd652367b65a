"""Linear: issues, as GraphQL queries and webhooks send them.

A query's caller chooses the fields and names things by objects (`state { name }`),
a webhook sends ids beside them (`stateId`) and leaves out what is null: what an
update cleared is told by `updatedFrom`, its old values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import REPEATED, is_list, is_object
from ait_postgres.ingest.mapping.convert import (
    calendar_date,
    identifier,
    instant,
    integer,
    none_if_empty,
    number,
    text_id,
)
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import LinearIssue

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import LinearIssueDataTarget

_ISSUE: Final = Fields(
    field("identifier", convert=none_if_empty),
    field("title"),
    field("description"),
    field("state", "state.name"),
    field("state_type", "state.type"),
    field("priority", convert=integer),
    field("estimate", convert=number),
    field("url", convert=none_if_empty),
    field("branch_name", "branchName", none_if_empty),
    # Of the id beside an object and the id in it, the object's is read last.
    field("assignee_id", "assigneeId", text_id),
    field("assignee_id", "assignee.id", text_id),
    field("assignee_name", "assignee.name"),
    field("creator_id", "creatorId", text_id),
    field("creator_id", "creator.id", text_id),
    field("team_id", "teamId", text_id),
    field("team_id", "team.id", text_id),
    field("team_name", "team.name"),
    field("project_id", "projectId", text_id),
    field("project_id", "project.id", text_id),
    field("project_name", "project.name"),
    field("cycle_id", "cycleId", text_id),
    field("cycle_id", "cycle.id", text_id),
    field("parent_id", "parentId", text_id),
    field("parent_id", "parent.id", text_id),
    field("due_date", "dueDate", calendar_date),
    field("issue_created_at", "createdAt", instant),
    field("issue_updated_at", "updatedAt", instant),
    field("issue_started_at", "startedAt", instant),
    field("issue_completed_at", "completedAt", instant),
    field("issue_canceled_at", "canceledAt", instant),
    field("issue_archived_at", "archivedAt", instant),
    # `labels` and a state that is a plain name are read by the functions below.
    ignore=("id", "labels", "__typename"),
)
#: A name stands beside the id of the same thing, and goes when the id does.
_NAMED: Final = {
    "assigneeId": ("assignee", "assignee_name"),
    "projectId": ("project", "project_name"),
}
#: What a query that asks a team or a project for its issues says of them all.
_OWNERS: Final = ("team", "project")
#: What a query may ask of an issue at the least.
_FEWEST: Final = frozenset(
    {"__typename", "id", "title", "description", "url", "createdAt", "updatedAt", REPEATED}
)
#: Keys that an issue is told by, beside its title.
_TELLING: Final = frozenset(
    {
        "number", "state", "stateId", "priority", "priorityLabel", "estimate", "team", "teamId",
        "assignee", "assigneeId", "labels", "labelIds", "branchName", "sortOrder", "dueDate",
        "parent", "parentId", "cycle", "project", "creator",
    }
)  # fmt: skip
#: Keys that no issue of Linear has: GitHub's and Jira's issues, documents, projects.
_ALIEN: Final = frozenset({"html_url", "fields", "slugId", "object", "body", "node_id"})


def linear_issue(payload: Payload, context: Context) -> LinearIssueDataTarget:
    """An issue with whatever fields the query asked for, or a webhook's `data`."""
    payload = _with_cleared(payload, context.get("updatedFrom"))
    row: Row = {"id": _id(payload)}
    if isinstance(state := payload.get("state"), str):
        row |= _ISSUE.read({key: payload[key] for key in payload if key != "state"})
        row["state"] = state
    else:
        row |= _ISSUE.read(payload)
    for key, (thing, name) in _NAMED.items():
        if key in payload and payload[key] is None and thing not in payload:
            row[name] = None
    row |= _said_around(row, payload, context)
    if "labels" in payload:
        row["labels"] = _label_names(payload["labels"])
    if rest := _rest(payload):
        row["remainder"] = rest
    return cast("LinearIssueDataTarget", row)


def removed_issue(payload: Payload, context: Context) -> str | None:
    """The key of the issue that a webhook says was removed; what is in the trash is not."""
    key = payload.get("id")
    removed = context.get("action") == "remove"
    return key if removed and isinstance(key, str) and key else None


def _id(payload: Payload) -> str:
    try:
        return identifier(payload.get("id"))
    except ValueError:
        raise Reject("the issue has no id: ask for it in the query", "id", code="key") from None


def _with_cleared(payload: Payload, old: Any) -> Payload:
    """The payload, with null for each key that an update changed and does not send."""
    if not is_object(old):
        return payload
    columns = {entry.path[0] for entry in _ISSUE.fields}
    cleared = {key: None for key in old if key in columns and key not in payload}
    return {**payload, **cleared}


def _said_around(row: Row, payload: Payload, context: Context) -> Row:
    """The page's url, the team, the project, and the identifier made of team and number."""
    said: Row = {}
    if "url" not in payload and (url := context.get("url")):
        said["url"] = url
    for kind in _OWNERS:
        given = context.get(kind)
        if given and kind not in payload and f"{kind}Id" not in payload:
            said |= _ISSUE.read({kind: given} if is_object(given) else {f"{kind}Id": given})
    if "identifier" not in row:
        team = payload.get("team") or context.get("team")
        key = team.get("key") if is_object(team) else None
        if isinstance(key, str) and key and payload.get("number") is not None:
            said["identifier"] = f"{key}-{_number(payload['number'])}"
    return said


def _number(value: Any) -> int:
    try:
        return integer(value)
    except ValueError as error:
        raise Reject(f"number: {error}", "identifier") from error


def _label_list(labels: Any) -> list[Any] | None:
    """Labels are a connection in queries, a list in webhooks."""
    if labels is None or is_list(labels):
        return labels
    if is_object(labels) and is_list(nodes := labels.get("nodes")):
        return nodes
    if is_object(labels) and is_list(edges := labels.get("edges")):
        return [edge.get("node") for edge in edges if is_object(edge)]
    raise Reject("labels hold a list, or a connection with nodes", "labels")


def _label_names(labels: Any) -> list[Any] | None:
    found = _label_list(labels)
    if found is None:
        return None
    names = [one.get("name") if is_object(one) else one for one in found]
    return [name for name in names if name is not None]


def _rest(payload: Payload) -> dict[str, Any]:
    rest = _ISSUE.remainder(payload) or {}
    labels = _label_list(payload.get("labels")) or []
    if any(is_object(label) and label.keys() - {"name", "__typename"} for label in labels):
        rest["labels"] = labels
    if "state" in rest and isinstance(payload["state"], str):
        del rest["state"]
    return rest


def _is_issue(payload: Payload) -> bool:
    if not _ALIEN.isdisjoint(payload):
        return False
    if "identifier" in payload:
        return "title" in payload or "id" in payload
    return "title" in payload and (not _TELLING.isdisjoint(payload) or payload.keys() <= _FEWEST)


def _is_other_webhook(payload: Payload) -> bool:
    """A webhook's body about a comment, a project, …, in which an issue may be named."""
    return "action" in payload and payload.get("type") != "Issue"


def _carry(envelope: Payload) -> Context:
    """What a webhook says beside `data`, and the team or project whose issues are listed."""
    if "action" in envelope:
        keys = ("url", "action", "updatedFrom")
        said = {key: envelope[key] for key in keys if envelope.get(key)}
        return said if said.get("action") in ("remove", "update") else _only(said, "url")
    owners = ((kind, envelope.get(kind)) for kind in _OWNERS)
    return {
        kind: _only(owner, "id", "key", "name")
        for kind, owner in owners
        if is_object(owner) and "issues" in owner
    }


def _only(payload: Payload, *keys: str) -> dict[str, Any]:
    return {key: payload[key] for key in keys if key in payload}


#: Queries and mutations under which issues stand, of those in Linear's schema.
_WRAPPERS: Final = (
    "issue", "issues", "issueCreate", "issueUpdate", "issueBatchCreate", "issueBatchUpdate",
    "searchIssues", "issueSearch", "issueVcsBranchSearch", "issueFigmaFileKeySearch",
    "issueArchive", "issueUnarchive", "issueDelete", "entity",
    "viewer", "user", "assignedIssues", "createdIssues", "delegatedIssues",
    "team", "teams", "project", "projects", "cycle", "cycles", "activeCycle",
)  # fmt: skip

ENTITIES: Final = (
    Entity(
        name="linear_issue",
        table=cast("Table", LinearIssue.__table__),
        map=linear_issue,
        recognise=_is_issue,
        wrappers=_WRAPPERS,
        sealed=_is_other_webhook,
        carry=_carry,
        gone=removed_issue,
        version="issue_updated_at",
        context_keys=("url", "team", "project"),
    ),
)
