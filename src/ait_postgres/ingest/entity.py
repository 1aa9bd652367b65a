"""An entity: what it is called, how its payloads look, and the table its rows go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Table

    from ait_postgres.ingest.mapping.fields import Context, Payload


def carries_nothing(_envelope: Payload) -> Context:
    """The envelope says nothing of the objects within."""
    return {}


def stays(_payload: Payload, _context: Context) -> str | None:
    """No payload says that its row is gone."""
    return None


def never(_payload: Payload) -> bool:
    """No object is."""
    return False


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of thing of a vendor, from payload to row.

    Attributes:
        name: As AIt names it, e.g. `github_pull_request`.
        table: Where its rows go.
        map: The mapping, pure: payload and context to data target. Raises `Reject`.
        recognise: Whether an object is a payload of this entity, by keys that
            only such payloads have. Cheap, and never raises.
        wrappers: Keys under which this vendor's API or webhooks put such an
            object or a list of them, e.g. `("pull_request", "pull_requests")`.
        sealed: Whether an object, though no payload of this entity, is none of its
            envelopes either (a track holds `artists`, and is no page of artists):
            it is handed on whole, to be rejected.
        empty: Whether an object is an answer that lists nothing and lacks even the
            list (X: `{"meta": {"result_count": 0}}`): it is passed over.
        carry: What an envelope says of the objects within, as context
            (the repository of a push webhook, the channel of an event).
        gone: The key of the row that a payload says is deleted at the vendor
            (a `message_deleted` event, a webhook's `deleted` action), or None.
        version: The column that holds the vendor's own update time, or what counts up
            with it, or `column.member` of an object (see `version.py`): a payload
            older than the stored row does not overwrite it. None: last one wins.
        context_keys: What may be given beside a payload, for messages and docs.
    """

    name: str
    table: Table
    map: Callable[[Payload, Context], Mapping[str, Any]]
    recognise: Callable[[Payload], bool]
    wrappers: tuple[str, ...] = ()
    sealed: Callable[[Payload], bool] = never
    empty: Callable[[Payload], bool] = never
    carry: Callable[[Payload], Context] = carries_nothing
    gone: Callable[[Payload, Context], str | None] = stays
    version: str | None = None
    context_keys: tuple[str, ...] = ()
