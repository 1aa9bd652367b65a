"""The repository that an issue, a pull request, a commit or a file belongs to.

The payload's own word comes first (an object, else a url), then the context,
which is an envelope's or the caller's. Both are put together where they agree:
a url knows the name, a caller often the id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ait_postgres.ingest.json_text import is_object
from ait_postgres.ingest.mapping.convert import identifier
from ait_postgres.ingest.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Callable

    from ait_postgres.ingest.mapping.fields import Context, Payload, Row

#: The API's address by name, by id, or a page's. On GitHub Enterprise the API stands below /api/v3.
_IN_URL: Final = re.compile(
    r"https?://[^/]+(?:/api/v3)?/"
    r"(?:repos/([^/?#]+/[^/?#]+)"
    r"|repositories/(\d+)(?![^/?#])"
    r"|(?!repos/|repositories/)([^/?#]+/[^/?#]+)/(?:blob|commit|issues|pull|tree)/)"
)

#: What every webhook's body holds beside what it is about.
_ABOUT: Final = frozenset({"action", "sender", "organization", "enterprise", "installation"})

#: What may be given beside a payload: `"owner/name"` or GitHub's object; the id alone.
CONTEXT_KEYS: Final = ("repository", "repository_id")
#: What of a repository's object says which it is.
_TELLING: Final = ("id", "name", "full_name", "url")


def repository_columns(payload: Payload, context: Context, own: Any = None) -> Row:
    """Return those of `repository_id`, `repository_name`, `repository_full_name` that are known.

    Args:
        payload: An object of a repository.
        context: May hold `repository` (`"owner/name"` or an object) and `repository_id`.
        own: The payload's repository object where that is not `payload["repository"]`.

    Raises:
        Reject: An id that is none.
    """
    own = own or payload.get("repository")
    found = (
        _in_object(own)
        if is_object(own)
        else _in_url(payload.get("repository_url") or payload.get("url"))
    )
    if not context:
        return found
    given = _in_context(context)
    return found if _differ(found, given) else given | found


def carry(envelope: Payload) -> Context:
    """A webhook's body names the repository, and what was done, beside the object.

    Of the repository only what tells which it is is carried on.
    """
    carried: dict[str, Any] = {}
    if is_object(repository := envelope.get("repository")):
        carried["repository"] = {key: repository[key] for key in _TELLING if key in repository}
    if envelope.get("action") == "deleted":
        # A deleted comment comes with its issue, which stays: only what stands alone is gone.
        alone = envelope.keys() - _ABOUT - {"repository"} or {"repository"}
        carried["deleted"] = alone.pop() if len(alone) == 1 else None
    return carried


def gone(kind: str) -> Callable[[Payload, Context], str | None]:
    """Tell the key of an object that a webhook says was deleted, where it holds it as `kind`."""

    def deleted(payload: Payload, context: Context) -> str | None:
        number = payload.get("id")
        told = context.get("deleted") == kind and isinstance(number, int)
        return str(number) if told else None

    return deleted


def _in_object(repository: Payload) -> Row:
    """A repository's object, which in a check run's webhook has no more than id, name, url."""
    full_name = repository.get("full_name")
    row = _named(full_name) if full_name else _in_url(repository.get("url"))
    if (name := repository.get("name")) is not None:
        row["repository_name"] = name
    if (number := repository.get("id")) is not None:
        row["repository_id"] = _id(number)
    return row


def _in_url(url: Any) -> Row:
    found = _IN_URL.match(url) if isinstance(url, str) else None
    if not found:
        return {}
    by_name, by_id, by_page = found.groups()
    return {"repository_id": by_id} if by_id else _named(by_name or by_page)


def _in_context(context: Context) -> Row:
    repository = context.get("repository")
    if is_object(repository):
        row = _in_object(repository)
    elif repository is None or (isinstance(repository, str) and "/" in repository):
        row = _named(repository)
    else:
        raise Reject(
            'repository in the context: give "owner/name" (or the id, as repository_id)',
            "repository_full_name",
        )
    if (number := context.get("repository_id")) is not None:
        row["repository_id"] = _id(number)
    return row


def _named(full_name: Any) -> Row:
    if not isinstance(full_name, str) or not full_name:
        return {}
    return {
        "repository_full_name": full_name,
        "repository_name": full_name.rpartition("/")[2],
    }


def _id(number: Any) -> str:
    try:
        return identifier(number)
    except ValueError as error:
        raise Reject(f"repository_id: {error}", "repository_id") from error


def _differ(found: Row, given: Row) -> bool:
    """Whether two repositories are meant; GitHub takes names without regard to case."""
    for column in ("repository_id", "repository_full_name"):
        one, other = found.get(column), given.get(column)
        if one and other and one.casefold() != other.casefold():
            return True
    return False
