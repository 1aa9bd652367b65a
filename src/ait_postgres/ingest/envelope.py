"""The objects inside an API answer or a webhook body, with what it says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ait_postgres.ingest.json_text import REPEATED, is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ait_postgres.ingest.entity import Entity
    from ait_postgres.ingest.mapping.fields import Context, Payload

#: Keys under which APIs of any vendor put a page of objects.
LIST_KEYS = ("items", "results", "values", "messages", "nodes", "edges", "node", "data", "value")
#: An envelope in an envelope in …: real ones nest four deep (Slack's socket mode).
MAX_DEPTH = 8


def objects(entity: Entity, document: Any, context: Context) -> Iterator[tuple[Any, Context]]:
    """Yield each object of a document with its context.

    A document is one object, a list, or an envelope of either. What is neither
    recognised nor an envelope is yielded as it is: it becomes a reject, so that
    nothing is passed over in silence.

    Args:
        entity: Whose objects are looked for.
        document: Any JSON value.
        context: What the caller knows; it outranks what an envelope says.
    """
    yield from _objects(entity, document, {}, context, 0)


def _objects(
    entity: Entity, document: Any, found: Context, given: Context, depth: int
) -> Iterator[tuple[Any, Context]]:
    if is_list(document) and depth < MAX_DEPTH:
        known = {**found, **given} if found else given
        for element in document:
            if is_object(element) and entity.recognise(element):  # as good as all of them
                yield element, known
            else:
                yield from _objects(entity, element, found, given, depth + 1)
        return
    if is_object(document) and depth < MAX_DEPTH and _is_envelope(entity, document):
        parts = [
            inner
            for key in dict.fromkeys((*entity.wrappers, *LIST_KEYS))
            if key in document
            for inner in (*_earlier(document, key), document[key])
            if is_list(inner) or is_object(inner)
        ]
        if parts:
            carried = {**found, **entity.carry(document)}
            for part in parts:
                yield from _objects(entity, part, carried, given, depth + 1)
            return
        if entity.empty(document):
            return
    yield document, ({**found, **given} if found else given)


def _earlier(document: Payload, key: str) -> list[Any]:
    """What an envelope that repeats a key held under it before: those payloads count, too."""
    repeated = document.get(REPEATED)
    earlier = repeated.get(key) if is_object(repeated) else None
    return earlier if is_list(earlier) else []


def _is_envelope(entity: Entity, document: Payload) -> bool:
    return not (entity.recognise(document) or entity.sealed(document))
