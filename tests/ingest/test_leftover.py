"""Fields that vendors send and no column holds."""

import pytest

from ait_postgres.errors import UnknownEntity
from ait_postgres.ingest import ingest, leftover_fields

from .payloads import issue, message


def test_they_are_counted_by_entity(connection):
    ingest(connection, "github_issue", [issue(1, unheard=1, odd="x"), issue(2, unheard={"a": 1})])
    repaired = {"$repeated": {"text": ["before"]}, "text": "a\x00"}
    ingest(connection, "slack_message", message(1, mood="calm", **repaired))
    found = leftover_fields(connection)
    assert [(one.entity, one.field, one.rows, one.kinds) for one in found] == [
        ("github_issue", "unheard", 2, ("number", "object")),
        ("github_issue", "odd", 1, ("string",)),
        ("slack_message", "mood", 1, ("string",)),
    ]
    assert found[1].example == '"x"'
    assert leftover_fields(connection, "slack_message") == found[2:]
    with pytest.raises(UnknownEntity):
        leftover_fields(connection, "slack")
