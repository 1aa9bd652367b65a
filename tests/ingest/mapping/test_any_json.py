"""Any JSON at all becomes rows or rejects, for every entity: never an exception."""

import json
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ingest.conformance.payload_table import SAMPLES, sample, unwrapped

from ait_postgres.ingest import ingest
from ait_postgres.ingest.batch import mapped
from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.envelope import LIST_KEYS, objects
from ait_postgres.ingest.json_text import REPEATED
from ait_postgres.ingest.mapping import linear, slack, spotify, x
from ait_postgres.ingest.mapping.fields import Fields
from ait_postgres.ingest.mapping.github import commit, file, issue, pull_request, repository
from ait_postgres.ingest.mapping.google import calendar, contact, event, gmail, photo, subscription
from ait_postgres.ingest.mapping.jira import issue as jira_issue
from ait_postgres.ingest.mapping.notion import page as notion_page
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.validate import validator

MAPPINGS = (
    *(repository, pull_request, commit, issue, file, slack, spotify),
    *(calendar, contact, event, gmail, photo, subscription),
    *(jira_issue, linear, notion_page, x),
)
#: Every key that a mapping or the walker asks for: random ones would reach nothing.
KEYS = sorted(
    {
        part
        for module in MAPPINGS
        for value in vars(module).values()
        if isinstance(value, Fields)
        for path in [
            *(entry.path for entry in value.fields),
            *(path.split(".") for path in value.ignored),
        ]
        for part in path
    }
    | {key for entity in ENTITIES.values() for key in entity.wrappers}
    | {*LIST_KEYS, "ok", "deleted_ts", "user_profile", "team_id", "release_date", "year", "month"}
    | {"fields", "children", "blocks", "object", "includes", "customfield_1", "description", "type"}
    | {"repository", "repository_url", "merged_at", "auto_merge", "content", "encoding"}
    | {"kind", "dateTime", "date", "timeZone", "resourceName", "metadata", "primary", "sources"}
    | {"updateTime", "payload", "headers", "name", "parts", "body", "mimeType", "messagesDeleted"}
    | {REPEATED}
)
#: Values that lead past the first check.
TELLING = [
    "track", "artist", "album", "playlist", "episode", "message", "message_deleted", "C1",
    "1358878755.000001", "2026-01-15T07:58:12.345Z", "spotify:local:a:b:c:1", "spotify:track:x",
    "calendar#event", "2026-03-29T02:30:00", "Europe/Oslo", "people/c1", "text/plain", "Subject",
    "=?utf-8?q?a=?=", "https://api.github.com/repos/a/b/issues/1", "base64", "/w==", "tree", "",
    "page", "list", "workspace", "page_id", "title", "paragraph", "child_page", "doc", "text",
    "Issue", "remove", "2026-01-31", "https://a.example/rest/api/3/issue/1",
    "\x00", "\ud800", 204053.0, 0.5, 2**70, -1,
    Decimal("1E+400"), Decimal("1E+999999999"), Decimal("0.12345678901234567890"),
]  # fmt: skip
SCALARS = (
    st.none() | st.booleans() | st.sampled_from(TELLING) | st.integers() | st.floats() | st.text()
)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=25,
)


def outcomes(entity, document):
    for payload, context in objects(entity, document, {}):
        try:
            wire, _ = validator(entity.table).wire(mapped(entity, payload, context))
        except Reject as reject:
            yield reject.reason
        else:
            assert all(value is None or isinstance(value, str) for value in wire.values())
            yield wire


def mutated(document, path_draw, value):
    """The document with one value of it exchanged."""
    document = json.loads(document)
    place, parent, key = document, None, None
    while isinstance(place, (dict, list)) and place:
        parent = place
        key = path_draw(sorted(place) if isinstance(place, dict) else range(len(place)))
        place = place[key]
        if path_draw(range(3)) == 0:
            break
    if parent is not None:
        parent[key] = value
    return document


@pytest.mark.parametrize("name", sorted(ENTITIES))
@given(document=ANY_JSON)
@settings(deadline=None, max_examples=150)
def test_any_json(name, document):
    list(outcomes(ENTITIES[name], document))


SAMPLED = sorted(name for name in ENTITIES if (SAMPLES / f"{name}.json").exists())


def test_samples_are_there():
    assert {"slack_message", "spotify_track"} <= {*SAMPLED}


@cache
def sampled(name):
    """The payloads of an entity's samples as text, so that each example has its own copy."""
    return [json.dumps(payload) for payload, _ in unwrapped(name, sample(name))]


@pytest.mark.parametrize("name", SAMPLED)
@given(data=st.data(), value=ANY_JSON)
@settings(deadline=None, max_examples=150)
def test_a_payload_with_one_value_exchanged(name, data, value):
    """What is nearly right reaches every converter."""
    text = data.draw(st.sampled_from(sampled(name)))
    document = mutated(text, lambda keys: data.draw(st.sampled_from(keys)), value)
    list(outcomes(ENTITIES[name], document))


@pytest.mark.parametrize("name", sorted(ENTITIES))
@given(data=st.data(), value=ANY_JSON)
@settings(
    deadline=None,
    max_examples=15,
    # One database serves all examples: each is undone.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_json_through_the_database(name, connection, data, value):
    text = data.draw(st.sampled_from(sampled(name)))
    document = mutated(text, lambda keys: data.draw(st.sampled_from(keys)), value)
    undone = connection.begin_nested()
    result = ingest(connection, name, [document, value], context={"repository_id": 7})
    again = ingest(connection, name, [document, value], context={"repository_id": 7})
    undone.rollback()
    assert again.read == result.read
    assert (again.inserted, again.updated, again.rejected) == (0, 0, result.rejected)
