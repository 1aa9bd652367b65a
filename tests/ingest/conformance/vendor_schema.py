"""Where each field of a vendor's own schema goes: into columns, into jsonb, or nowhere on purpose.

`…_fields` read the names of one object's fields from the description that the
vendor publishes; `places` tries each field on the real mapping, with and without,
and says what it changes. A test states the outcome as a literal table, so that a
field that the vendor adds, or that the mapping begins to lose, is seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: A value that no column takes: what it changes is jsonb.
PROBE = {"probe": ["of a field", None, 1.5]}
DROPPED = "dropped"


def graphql_fields(schema: str, name: str) -> set[str]:
    """The fields of a GraphQL type, without their arguments and descriptions."""
    body = re.search(rf"^type {name}\b[^{{]*\{{\n(.*?)^\}}", schema, re.MULTILINE | re.DOTALL)
    assert body, name
    plain = re.sub(r'""".*?"""', "", body[1], flags=re.DOTALL)
    plain = re.sub(r"\(.*?\)", "", plain, flags=re.DOTALL)
    return set(re.findall(r"^  (\w+)\s*:", plain, re.MULTILINE))


def typescript_fields(types: str, name: str) -> set[str]:
    """The members of a TypeScript object type, of its own level only."""
    begin = re.search(rf"^\s*(?:export )?(?:type )?{name}(?: =|:) \{{$", types, re.MULTILINE)
    assert begin, name
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", types[begin.end() :], flags=re.DOTALL)
    depth, own = 1, ""
    for character in text:
        depth += (character in "{[<") - (character in "}]>")
        if depth == 0:
            break
        own += character if depth == 1 else ""
    return set(re.findall(r"(?:^|;)\s*\"?(\w+)\"?\??:", own))


def described_fields(document: Mapping[str, Any], name: str) -> set[str]:
    """The properties of a schema in an OpenAPI or a Google discovery document, inherited too."""
    described = document.get("components", document)
    schemas = described["definitions" if "definitions" in described else "schemas"]
    return _properties(schemas, schemas[name])


def _properties(schemas: Mapping[str, Any], schema: Mapping[str, Any]) -> set[str]:
    if "$ref" in schema:
        return _properties(schemas, schemas[schema["$ref"].rsplit("/", 1)[-1]])
    parents = (_properties(schemas, parent) for parent in schema.get("allOf", ()))
    found = set(schema.get("properties", ())).union(*parents)
    assert found, schema
    return found


def places(
    entity: str,
    rich: Mapping[str, Any],
    fields: Iterable[str],
    *,
    jsonb: Collection[str] = ("remainder",),
    within: str | None = None,
) -> dict[str, str]:
    """Say of each field what it changes in the row of a rich payload.

    Args:
        entity: Whose mapping is tried.
        rich: A payload that has every field that a column is filled from.
        fields: The fields' names.
        jsonb: The columns that keep what no other column holds.
        within: The key of the object in the payload whose fields these are.

    Returns:
        By field: the columns' names, parted by blanks; or one of `jsonb`; or
        `dropped`; or `rejected`, where only a reject tells that it is read.
    """
    found: dict[str, str] = {}
    for name in fields:
        inner = rich[within] if within else rich
        lacking = {key: value for key, value in inner.items() if key != name}
        having = lacking | {name: inner.get(name, PROBE)}
        rows = [_row(entity, {**rich, within: one} if within else one) for one in (lacking, having)]
        found[name] = _place(*rows, jsonb)
    return found


def _row(entity: str, payload: Mapping[str, Any]) -> Mapping[str, Any] | None:
    try:
        return ENTITIES[entity].map(payload, {})
    except Reject:
        return None


def _place(
    without: Mapping[str, Any] | None, having: Mapping[str, Any] | None, jsonb: Collection[str]
) -> str:
    if having is None:
        return "rejected"
    if without is None:
        return "key"
    absent = object()
    changed = {
        name
        for name in without.keys() | having.keys()
        if without.get(name, absent) != having.get(name, absent)
    }
    return " ".join(sorted(changed - {*jsonb}) or sorted(changed)) or DROPPED


def by_place(found: Mapping[str, str]) -> dict[str, set[str]]:
    """The fields by their place, for a table that is read and compared as a whole."""
    places: dict[str, set[str]] = {}
    for name, place in found.items():
        places.setdefault(place, set()).add(name)
    return places
