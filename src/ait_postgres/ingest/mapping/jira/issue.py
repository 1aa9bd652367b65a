"""Issues. What Jira computes for whoever asks (transitions, rendered text) is not stored."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.ingest.entity import Entity
from ait_postgres.ingest.json_text import is_list, is_object
from ait_postgres.ingest.mapping.convert import calendar_date, identifier, instant, none_if_empty
from ait_postgres.ingest.mapping.fields import Context, Fields, Payload, Row, field
from ait_postgres.ingest.mapping.jira.document import document_text
from ait_postgres.ingest.reject import Reject
from ait_postgres.schemas import JiraIssue

if TYPE_CHECKING:
    from sqlalchemy import Table

    from ait_postgres.schemas.data_targets import JiraIssueDataTarget

#: The roles a person may have for an issue.
_PEOPLE: Final = ("assignee", "reporter", "creator")
#: Objects whose `self` is the API's address of their id.
_ADDRESSED: Final = (
    *_PEOPLE, "project", "issuetype", "status", "priority", "resolution", "parent",
    "status.statusCategory",
)  # fmt: skip


def _names(value: Any) -> list[Any]:
    if not is_list(value):
        raise ValueError("holds a list")
    names = [one.get("name") if is_object(one) else one for one in value]
    return [name for name in names if name is not None]


_FIELDS: Final = Fields(
    field("summary"),
    field("project_id", "project.id", identifier),
    field("project_key", "project.key"),
    field("project_name", "project.name"),
    field("issue_type", "issuetype.name"),
    field("status", "status.name"),
    field("status_category", "status.statusCategory.key"),
    field("priority", "priority.name"),
    field("resolution", "resolution.name"),
    *(field(f"{role}_name", f"{role}.displayName", none_if_empty) for role in _PEOPLE),
    field("parent_id", "parent.id", identifier),
    field("parent_key", "parent.key"),
    field("labels"),
    field("components", convert=_names),
    field("fix_versions_data", "fixVersions"),
    field("sprint_data", "sprint"),
    field("issue_links_data", "issuelinks"),
    field("subtasks_data", "subtasks"),
    field("attachments_data", "attachment"),
    field("comments_data", "comment.comments"),
    field("time_tracking_data", "timetracking"),
    field("due_date", "duedate", calendar_date),
    field("issue_created_at", "created", instant),
    field("issue_updated_at", "updated", instant),
    field("issue_resolved_at", "resolutiondate", instant),
    ignore=(
        # By functions below; of a person the first of these keys is the id.
        "description",
        *(f"{role}.{key}" for role in _PEOPLE for key in ("accountId", "name", "key")),
        *(f"{thing}.self" for thing in _ADDRESSED),
        "comment.self",
        "comment.startAt",
        "comment.maxResults",
        # When the asking user last looked.
        "lastViewed",
    ),
)
#: Keys of the issue beside its fields that are no part of it: what could be asked for,
#: what the asking user may do, and the fields once more in another form.
_DROPPED: Final = frozenset(
    {
        "id", "key", "self", "fields", "expand", "transitions", "operations", "editmeta",
        "renderedFields", "versionedRepresentations", "fieldsToInclude",
    }
)  # fmt: skip
_CUSTOM: Final = "customfield_"
_DELETED: Final = "jira:issue_deleted"
#: The site before the API's path; what an app with OAuth asks has no site in its address.
_SITE: Final = re.compile(r"(https?://(?!api\.atlassian\.com/)[^?#]+?)/rest/")


def jira_issue(payload: Payload, context: Context) -> JiraIssueDataTarget:
    """An issue with whatever fields the query asked for."""
    fields: Any = payload.get("fields", {})
    if not is_object(fields):
        raise Reject("fields hold an object", "remainder")
    key = _key(payload)
    row: Row = {"id": _id(payload, key), "key": key, **_FIELDS.read(fields)}
    row.setdefault("project_key", key.rpartition("-")[0] or None)
    if site := _site(payload, context):
        row["html_url"] = f"{site}/browse/{key}"
    for role in _PEOPLE:
        if role in fields:
            row |= _person(role, fields[role])
    if "description" in fields:
        row |= _description(fields["description"])
    if custom := {name: fields[name] for name in fields if name.startswith(_CUSTOM)}:
        row["custom_fields"] = custom
    if rest := _rest(payload, fields):
        row["remainder"] = rest
    return cast("JiraIssueDataTarget", row)


def deleted_issue(payload: Payload, context: Context) -> str | None:
    """The key of the row whose issue a webhook says was deleted."""
    key = payload.get("id")
    deleted = context.get("webhookEvent") == _DELETED
    return key if deleted and isinstance(key, str) and key else None


def _key(payload: Payload) -> str:
    key = payload.get("key")
    if not isinstance(key, str) or not key:
        raise Reject("the issue does not name its key", "key", code="key")
    return key


def _id(payload: Payload, key: str) -> str:
    try:
        return identifier(payload.get("id"))
    except ValueError:
        raise Reject(
            f"the issue {key} has no id, and its key changes when it moves:"
            " give the API's answer, in which each issue has its id",
            "id",
            code="key",
        ) from None


def _site(payload: Payload, context: Context) -> str | None:
    if isinstance(site := context.get("site"), str) and site:
        return site.rstrip("/")
    address = payload.get("self")
    found = _SITE.match(address) if isinstance(address, str) else None
    return found[1] if found else None


def _person(role: str, person: Any) -> Row:
    """The account's id (Cloud), the user's name (Server), or a key that Server had before."""
    if person is None:
        return {f"{role}_id": None}
    for key in ("accountId", "name", "key"):
        if is_object(person) and isinstance(found := person.get(key), str) and found:
            return {f"{role}_id": found}
    return {}


def _description(value: Any) -> Row:
    """Text (API 2), an Atlassian Document (API 3), or null; one form replaces the other."""
    if is_object(value):
        return {"description": document_text(value), "description_data": value}
    return {"description": value, "description_data": None}


def _rest(payload: Payload, fields: Payload) -> dict[str, Any]:
    """Fields and what stands beside them, in one object, so that each is merged by itself."""
    rest = {key: payload[key] for key in payload.keys() - _DROPPED}
    beyond = _FIELDS.remainder(fields) or {}
    rest |= {key: value for key, value in beyond.items() if not key.startswith(_CUSTOM)}
    for role in _PEOPLE:
        if is_object(person := fields.get(role)) and (other := _other_ids(person)):
            rest[role] = {**rest.get(role, {}), **other}
    components = fields.get("components")
    if is_list(components) and any(is_object(one) and one.keys() - {"name"} for one in components):
        rest["components"] = components
    return rest


def _other_ids(person: Payload) -> dict[str, Any]:
    """A person's ids beside the one that is in the column."""
    named = [key for key in ("accountId", "name", "key") if person.get(key)]
    return {key: person[key] for key in named[1:]}


def _is_issue(payload: Payload) -> bool:
    if "fields" in payload:
        return "key" in payload or "id" in payload
    address = payload.get("self")
    return "key" in payload and isinstance(address, str) and "/issue/" in address


def _carry(envelope: Payload) -> Context:
    """A webhook says what became of the issue."""
    return {"webhookEvent": _DELETED} if envelope.get("webhookEvent") == _DELETED else {}


ENTITY: Final = Entity(
    name="jira_issue",
    table=cast("Table", JiraIssue.__table__),
    map=jira_issue,
    recognise=_is_issue,
    wrappers=("issue", "issues"),
    carry=_carry,
    gone=deleted_issue,
    version="issue_updated_at",
    context_keys=("site",),
)
