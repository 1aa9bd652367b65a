"""The walking of vendors' schemas: it must see nested members as nested, and what is lost."""

import pytest
from tests.ingest.conformance.vendor_schema import (
    by_place,
    described_fields,
    graphql_fields,
    places,
    typescript_fields,
)

GRAPHQL = '''
"""An issue: { not } this."""
type Issue implements Node {
  """
  The identifier: ENG-123.
  """
  id: ID!
  comments(
    """
    A cursor
    """
    after: String
    first: Int = 50
  ): CommentConnection!
  old: Float! @deprecated(reason: "use: new")
}
type IssueOther {
  other: ID!
}
'''
TYPESCRIPT = """
export type Partial = {
    id: string;
};
export type Page = {
    /** @deprecated Use `that: it` instead. */
    id: string;
    parent?: {
        type: "page";
    } | null;
    tags: Array<{ id: string }>;
    properties: Record<string, { inner: string }>;
    "quoted"?: string;
};
"""


def test_graphql():
    assert graphql_fields(GRAPHQL, "Issue") == {"id", "comments", "old"}


def test_typescript():
    assert typescript_fields(TYPESCRIPT, "Page") == {"id", "parent", "tags", "properties"} | {
        "quoted"
    }
    assert typescript_fields(TYPESCRIPT, "Partial") == {"id"}


def test_described():
    thing = {"Thing": {"properties": {"a": {}, "b": {}}}}
    assert described_fields({"schemas": thing}, "Thing") == {"a", "b"}
    assert described_fields({"components": {"schemas": thing}}, "Thing") == {"a", "b"}
    assert described_fields({"definitions": thing}, "Thing") == {"a", "b"}


def test_described_by_what_it_inherits():
    schemas = {
        "Base": {"properties": {"a": {}}},
        "Middle": {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"b": {}}},
        "Thing": {"allOf": [{"$ref": "#/components/schemas/Middle"}, {"properties": {"c": {}}}]},
    }
    document = {"components": {"schemas": schemas}}
    assert described_fields(document, "Thing") == {"a", "b", "c"}
    assert described_fields(document, "Base") == {"a"}
    with pytest.raises(AssertionError):
        described_fields({"schemas": {"Empty": {"type": "object"}}}, "Empty")


def test_places():
    rich = {"ts": "1.000000", "channel": "C1", "text": "t", "user": "U1"}
    found = places("slack_message", rich, ["text", "channel", "hidden", "event_ts", "reply_count"])
    assert by_place(found) == {
        "text": {"text"},
        "key": {"channel"},
        "remainder": {"hidden"},
        "dropped": {"event_ts"},
        "rejected": {"reply_count"},
    }


def test_places_within():
    rich = {"id": "1", "key": "A-1", "fields": {"summary": "s"}}
    found = places("jira_issue", rich, ["summary", "environment"], within="fields")
    assert found == {"summary": "summary", "environment": "remainder"}
