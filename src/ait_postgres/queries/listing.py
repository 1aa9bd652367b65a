"""What every listing shares: filters that are left out when absent, an order, a limit.

Every order ends in the key, so that the same rows always come in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import and_, any_, or_
from typing_extensions import TypeVarTuple

from ait_postgres.errors import FilterInvalid

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement, Select, SQLColumnExpression

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

#: Rows of a listing or a page, where the caller does not say.
DEFAULT_LIMIT: Final = 100
#: More is read in pages.
MAX_LIMIT: Final = 1000


def listing(
    statement: Select[*Ts],
    *conditions: ColumnElement[bool] | None,
    order: tuple[SQLColumnExpression[Any], ...],
    limit: int,
) -> Select[*Ts]:
    """Return the statement in order, at most `limit` rows of it, under the conditions given."""
    stated = (condition for condition in conditions if condition is not None)
    return statement.where(*stated).order_by(*order).limit(checked_limit(limit))


def checked_limit(limit: int) -> int:
    """Return the limit.

    Raises:
        FilterInvalid: It is not 1 to `MAX_LIMIT`.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise FilterInvalid(
            f"A limit is 1 to {MAX_LIMIT}, not {limit}: read more with queries.fetch_page"
        )
    return limit


def equals(column: SQLColumnExpression[T], value: T | None) -> ColumnElement[bool] | None:
    """Return the condition that the column holds the value; none where that is None."""
    return None if value is None else column == value


def within(
    column: SQLColumnExpression[Any], since: dt.datetime | None, until: dt.datetime | None
) -> ColumnElement[bool] | None:
    """Return the condition that the column's time is `since` or later and before `until`.

    Raises:
        FilterInvalid: One of them names no time zone.
    """
    bounds: list[ColumnElement[bool]] = []
    if since is not None:
        bounds.append(column >= zoned("since", since))
    if until is not None:
        bounds.append(column < zoned("until", until))
    return and_(*bounds) if bounds else None


def has_text(text: str | None, *columns: SQLColumnExpression[Any]) -> ColumnElement[bool] | None:
    """Return the condition that one of the columns holds the text, in any case of letters.

    `%` and `_` stand for themselves. No index serves this: rows are looked through in
    the listing's order, until as many as its limit are found.
    """
    if text is None:
        return None
    return or_(*(column.icontains(text, autoescape=True) for column in columns))


def holds(
    column: SQLColumnExpression[list[str] | None], value: str | None
) -> ColumnElement[bool] | None:
    """Return the condition that the column's list has the value; none where that is None."""
    return None if value is None else any_(column) == value


def newest(
    time: SQLColumnExpression[dt.datetime], key: SQLColumnExpression[str]
) -> tuple[ColumnElement[Any], ...]:
    """Return the order by a time that every row has, the newest first."""
    return (time.desc(), key.desc())


def newest_known(
    time: SQLColumnExpression[dt.datetime | None], key: SQLColumnExpression[str]
) -> tuple[ColumnElement[Any], ...]:
    """Return the order by a time that the vendor may not have said; such rows come last."""
    return (time.desc().nulls_last(), key.desc())


def zoned(name: str, time: dt.datetime) -> dt.datetime:
    """Return the time.

    Raises:
        FilterInvalid: It names no time zone.
    """
    if time.tzinfo is None:
        raise FilterInvalid(
            f"{name} is {time.isoformat()}, which names no time zone: give it a tzinfo"
        )
    return time
