"""What a project knows of its old tables, and no catalogue tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.model import Key

if TYPE_CHECKING:
    from ait_postgres.migrate.model import Catalogue

_VALUE: Final = re.compile(r"(?:(\w+)\.)?(\w+)\.(\w+)=(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Known:
    """How values become other values, as SQL over the row as it was.

    The session's time zone is UTC while they are run, so that a naive time is one of UTC.

    Attributes:
        fills: By key of a column: what stands in place of NULL, and what a
            column that is added holds in the rows that are there.
        using: By key of a column: what its value becomes with its new type.
    """

    fills: Mapping[Key, str] = field(default_factory=dict[Key, str])
    using: Mapping[Key, str] = field(default_factory=dict[Key, str])

    def outranked(self, other: Known) -> Known:
        """This, and what `other` says in place of it."""
        return Known({**self.fills, **other.fills}, {**self.using, **other.using})


#: Told from what is there and what is wanted.
Knowledge: TypeAlias = Callable[["Catalogue", "Catalogue"], Known]


def nothing(_old: Catalogue, _new: Catalogue) -> Known:
    """Know nothing."""
    return Known()


def read_known(fills: Iterable[str], using: Iterable[str], home: str) -> Known:
    """Read what a person knows, each `TABLE.COLUMN=EXPRESSION`.

    Raises:
        MigrationError: One cannot be read.
    """
    return Known(dict(_read(one, home) for one in fills), dict(_read(one, home) for one in using))


def _read(given: str, home: str) -> tuple[Key, str]:
    found = _VALUE.fullmatch(given)
    if not found:
        raise MigrationError(
            f"{given!r}: TABLE.COLUMN=EXPRESSION was expected, as people.born_at=now()"
        )
    schema, table, column, expression = found.groups()
    return Key("column", "" if schema in {None, home} else schema, table, column), expression


__all__ = ["Knowledge", "Known", "nothing", "read_known"]
