"""Files of JSON that few readers read: no payload of them is lost, none costs another."""

import json

import pytest
from sqlalchemy import Text, select
from tests.ingest.conformance.payload_table import sample, unwrapped

from ait_postgres.ingest import ENTITIES, ingest, ingest_files, retry_rejects
from ait_postgres.ingest.json_reader import parse
from ait_postgres.schemas import GitHubIssue, IngestReject

from .payloads import issue


def rejected_fields(connection):
    return set(connection.scalars(select(IngestReject.field)))


def test_what_is_hard_to_read_takes_no_good_row_of_its_file_with_it(connection, tmp_path):
    """Deep nesting, numbers that Python cannot convert, keys that repeat: among good rows."""
    odd = {
        "labels": "[" * 90_000 + "]" * 90_000,
        "comments": "1e400",
        "number": "1e999999999",
        "reactions": "1e999999999",
        "milestone": f'{{"n": {"7" * 5_000}, "f": 1.12345678901234567890}}',
        "title": '"before", "title": "after"',
    }
    lines = [json.dumps(issue(n)) for n in range(50)]
    for number, (key, value) in enumerate(odd.items(), 100):
        text = json.dumps(issue(number) | {key: "@"})
        lines.append(text.replace('"@"', value))
    for name, content in (("a.ndjson", "\n".join(lines)), ("b.json", f"[{','.join(lines)}]")):
        (tmp_path / name).write_text(content)
        result = ingest_files(connection, "github_issue", [tmp_path / name])
        assert (result.read, result.rejected, result.repaired) == (56, 4, 1)
    assert rejected_fields(connection) == {None, "comments", "labels", "number"}
    assert retry_rejects(connection).rejected == 4
    kept = select(GitHubIssue.title, GitHubIssue.remainder["$repeated"]).where(
        GitHubIssue.number == 105
    )
    assert tuple(connection.execute(kept).one()) == ("after", {"title": ["before"]})
    milestone = select(GitHubIssue.milestone_data.cast(Text)).where(GitHubIssue.number == 104)
    text = connection.scalars(milestone).one()
    assert ("7" * 5_000 in text, "1.12345678901234567890" in text) == (True, True)


def test_an_envelope_that_repeats_a_key_loses_no_payload(connection, tmp_path):
    file = tmp_path / "answer.json"
    one, other = json.dumps([issue(1)]), json.dumps([issue(2)])
    file.write_text(f'{{"items": {one}, "total_count": 2, "items": {other}}}')
    assert ingest_files(connection, "github_issue", [file]).inserted == 2


@pytest.mark.parametrize("name", sorted(ENTITIES))
def test_a_repeated_key_is_counted_and_stays_with_the_row(name, connection):
    """Also where a mapping makes its remainder by itself."""
    payloads = [payload for payload, _ in unwrapped(name, sample(name)) if payload]
    context = {"channel": "C1", "repository_id": "7", "repository": "a/b"}
    stored = 0
    for payload in payloads:
        key = next(iter(payload))
        text = f'{{{json.dumps(key)}: "before", {json.dumps(payload)[1:]}'
        before = connection.begin_nested()
        plain = ingest(connection, name, payload, context=context)
        before.rollback()
        if not plain.inserted or "added_by" in payload:  # a playlist's item is none of the track's
            continue
        stored += 1
        before = connection.begin_nested()
        result = ingest(connection, name, parse(text.encode()), context=context)
        assert (result.inserted, result.repaired) == (1, plain.repaired or 1), key
        row = ENTITIES[name].table
        kept = connection.scalar(select(row.c.remainder["$repeated"]))
        assert kept == {key: ["before"]}
        before.rollback()
    assert stored
