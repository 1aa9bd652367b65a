"""GitHub: real payloads, and our own samples of the same shapes, against the tables of paths."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select
from tests.ingest.conformance.github_tables import TABLES
from tests.ingest.conformance.payload_table import (
    ABSENT,
    documents,
    expected,
    hold,
    sample,
    stated_counts,
    unwrapped,
)

from ait_postgres.ingest import ingest
from ait_postgres.ingest.entities import ENTITIES

REPOSITORY_ID = "42"

FOLDERS = {
    "github_repository": "repositories",
    "github_issue": "issues",
    "github_pull_request": "pull_requests",
    "github_commit": "commits",
    "github_file": "files",
}
DIRECTORY = "a directory, not a file"
NO_PATH = "a file's key needs its path, and the payload lacks it: give path in the context"
#: The real payloads that no row can hold, and why.
REFUSED = {
    "github_repository": {},
    "github_issue": {},
    "github_pull_request": {},
    # A placeholder of whoever recorded the answer stands within a time.
    "github_commit": {
        "author_date: '2015-03-06T13:07:<GITHUB_TEST_INTEGRATION_INSTALLATION>-… "
        "is not a date and time": 1
    },
    "github_file": {DIRECTORY: 103, NO_PATH: 1},
}
#: Seven push bodies: four delete a tag and hold no commit, two have theirs in `commits`
#: and again in `head_commit`, one in `head_commit` alone.
PUSHES = {"webhooks-examples__commits_push_payload.json": 5}
SAMPLE_OUTCOMES = {
    "github_repository": {"stored": 26, "not a github_repository": 1},
    "github_issue": {"stored": 30, "not a github_issue": 2},
    "github_pull_request": {
        "stored": 13,
        "github_pull_requests.title is required, and the payload lacks it": 1,
    },
    "github_commit": {"stored": 27, "not a github_commit": 1},
    "github_file": {"stored": 26, DIRECTORY: 3, "a submodule, not a file": 2, NO_PATH: 1},
}


def given(entity):
    """What a connector gives beside real payloads, which name their repository by name only."""
    return {"repository_id": REPOSITORY_ID} if entity == "github_file" else {}


@pytest.mark.parametrize("entity", TABLES)
def test_every_real_payload_is_stored_as_stated_or_rejected_for_its_reason(entity, shared_payloads):
    outcome = Counter()
    counts = stated_counts(shared_payloads, f"github/{FOLDERS[entity]}") | PUSHES
    for name, document in documents(shared_payloads / "github" / FOLDERS[entity]):
        if name in PUSHES and entity != "github_commit":
            continue
        found = unwrapped(entity, document, given(entity))
        assert len(found) == counts[name], name
        outcome += hold(TABLES[entity], found, name)
    stored = outcome.pop("stored")
    assert outcome == REFUSED[entity]
    assert stored > sum(outcome.values())


@pytest.mark.parametrize("entity", TABLES)
def test_every_sample_is_stored_as_stated_or_rejected_for_its_reason(entity):
    assert (
        hold(TABLES[entity], unwrapped(entity, sample(entity)), "sample")
        == (SAMPLE_OUTCOMES[entity])
    )


@pytest.mark.parametrize("entity", TABLES)
def test_samples_show_every_column(entity):
    columns, shown = TABLES[entity].columns, set()
    for payload, context in unwrapped(entity, sample(entity)):
        if hold(TABLES[entity], [(payload, context)])["stored"]:
            said = {name: expected(spec, payload, context) for name, spec in columns.items()}
            shown |= {name for name, value in said.items() if value is not ABSENT}
    assert shown == TABLES[entity].columns.keys()


# --- through the database ----------------------------------------------------------------------


def table_of(entity):
    return ENTITIES[entity].table


def rows(connection, entity):
    table = table_of(entity)
    [key] = table.primary_key
    return {row[key.name]: dict(row) for row in connection.execute(select(table)).mappings()}


@pytest.mark.parametrize("entity", TABLES)
def test_real_files_twice_write_once(entity, shared_payloads, connection):
    folder = shared_payloads / "github" / FOLDERS[entity]
    texts = [document for _, document in documents(folder)]
    # Newest word last, as a second sync would find them.
    once = ingest(connection, entity, iter(texts), context=given(entity))
    assert once.inserted > 0
    before = rows(connection, entity)
    for document in texts:
        ingest(connection, entity, document, context=given(entity))
    settled = rows(connection, entity)
    assert settled.keys() == before.keys()
    again = ingest(connection, entity, iter(texts), context=given(entity))
    assert (again.inserted, again.updated) == (0, 0)
    assert again.read == once.read


@pytest.mark.parametrize("entity", TABLES)
def test_samples_twice_write_once_and_stand_as_stated(entity, connection):
    document = sample(entity)
    once = ingest(connection, entity, document)
    again = ingest(connection, entity, document)
    assert (again.inserted, again.updated, again.rejected) == (0, 0, once.rejected)
    assert len(rows(connection, entity)) == once.inserted


@pytest.mark.parametrize("entity", TABLES)
def test_what_stands_in_the_database_is_what_the_payloads_state(entity, connection):
    """Each key's columns are those of the last payload that spoke of them."""
    table, kind = TABLES[entity], ENTITIES[entity]
    [key] = kind.table.primary_key
    wanted = {}
    for payload, context in unwrapped(entity, sample(entity)):
        if hold(table, [(payload, context)]) != {"stored": 1}:
            continue
        row = {name: expected(spec, payload, context) for name, spec in table.columns.items()}
        row = {name: value for name, value in row.items() if value is not ABSENT}
        stored = wanted.setdefault(row[key.name], {})
        new, old = (values.get(kind.version) for values in (row, stored))
        if not (new and old and new < old):
            stored |= row
    ingest(connection, entity, sample(entity))
    found = rows(connection, entity)
    assert found.keys() == wanted.keys()
    for name, row in wanted.items():
        assert {column: found[name][column] for column in row} == row
        unsaid = found[name].keys() - row.keys() - {"remainder", "created_at", "updated_at"}
        assert not any(found[name][column] for column in unsaid)


def one(connection, entity):
    [row] = rows(connection, entity).values()
    return row


def rich_and_poor(entity):
    """The sample that says most, and of it only the keys without which no row is."""
    payload, context = max(
        (found for found in unwrapped(entity, sample(entity)) if isinstance(found[0], dict)),
        key=lambda found: len(found[0]) if hold(TABLES[entity], [found])["stored"] else 0,
    )
    least = {
        "github_repository": {"id", "name", "full_name"},
        "github_issue": {"id", "number", "title", "state", "html_url", "comments_url"},
        "github_pull_request": {"id", "number", "title", "state", "html_url", "head", "base"},
        "github_commit": {"sha", "commit"},
        "github_file": {"path", "sha", "url"},
    }[entity]
    poor = {name: value for name, value in payload.items() if name in least}
    for name, inner in (("head", set()), ("base", set()), ("commit", {"message"})):
        if name in poor:
            poor[name] = {k: v for k, v in poor[name].items() if k in inner}
    return payload, poor, context


@pytest.mark.parametrize("entity", TABLES)
def test_a_poor_shape_after_a_rich_one_erases_nothing(entity, connection):
    rich, poor, context = rich_and_poor(entity)
    ingest(connection, entity, rich, context=context)
    before = one(connection, entity)
    assert sum(value is not None for value in before.values()) > len(poor) + 5
    assert ingest(connection, entity, poor, context=context).rejected == 0
    after = one(connection, entity)
    erased = {name for name, value in before.items() if value is not None and after[name] is None}
    assert erased == set()


@pytest.mark.parametrize(
    ("entity", "key", "column"),
    [
        ("github_repository", "description", "description"),
        ("github_repository", "license", "license_name"),
        ("github_issue", "milestone", "milestone_data"),
        ("github_issue", "body", "body"),
        ("github_pull_request", "merged_by", "merged_by_data"),
        ("github_pull_request", "merged_at", "merged_at"),
        ("github_commit", "author", "author_data"),
        ("github_file", "content", "content"),
    ],
)
def test_an_explicit_null_clears(entity, key, column, connection):
    payload, context = next(
        (payload, context)
        for payload, context in unwrapped(entity, sample(entity))
        if isinstance(payload, dict) and payload.get(key) and ENTITIES[entity].recognise(payload)
    )
    ingest(connection, entity, payload, context=context)
    assert one(connection, entity)[column] is not None
    assert ingest(connection, entity, payload | {key: None}, context=context).updated == 1
    assert one(connection, entity)[column] is None
