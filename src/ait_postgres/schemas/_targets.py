"""What `data_targets.py` is written in: PostgreSQL's types, as pydantic and mypy understand them.

Nothing here imports pydantic or SQLAlchemy: a mapping that only needs the types
stays light.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias, TypeVar

from annotated_types import Interval

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_T = TypeVar("_T", bound=type)

#: The attribute in which pydantic looks for a TypedDict's settings.
_CONFIG: Final = "__pydantic_config__"


class _Aware:
    """Tells pydantic that a datetime must know its zone.

    `annotated_types.Timezone(...)` says the same, but pydantic 2.14 passes over it.
    """

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        del source, handler
        return core_schema.datetime_schema(tz_constraint="aware")


Integer: TypeAlias = Annotated[int, Interval(ge=-(2**31), le=2**31 - 1)]
BigInteger: TypeAlias = Annotated[int, Interval(ge=-(2**63), le=2**63 - 1)]
Timestamptz: TypeAlias = Annotated[dt.datetime, _Aware()]

#: Objects and lists, as `json.loads` gives them.
Json: TypeAlias = Any


def closed(cls: _T) -> _T:
    """Mark a TypedDict so that pydantic refuses unknown keys and converts nothing."""
    setattr(cls, _CONFIG, {"extra": "forbid", "strict": True})
    return cls
