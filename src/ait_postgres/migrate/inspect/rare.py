"""Kinds that most databases have nothing of: one question spares a query for each.

To plan those queries takes longer than to run them: 60 ms of the 150 that a
reading took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, LiteralString

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

# 16384 is FirstNormalObjectId: nothing below was made by a person.
_MADE: Final[LiteralString] = "oid >= 16384"
_WHERE: Final[Mapping[LiteralString, LiteralString]] = {
    "pg_am": _MADE,
    "pg_cast": _MADE,
    "pg_collation": _MADE,
    "pg_conversion": _MADE,
    "pg_foreign_data_wrapper": _MADE,
    "pg_foreign_server": _MADE,
    "pg_foreign_table": "true",
    "pg_language": _MADE,
    "pg_opclass": _MADE,
    "pg_operator": _MADE,
    "pg_opfamily": _MADE,
    "pg_publication": "true",
    "pg_seclabel": "true",
    "pg_subscription": "true",
    "pg_transform": _MADE,
    "pg_ts_config": _MADE,
    "pg_ts_dict": _MADE,
    "pg_ts_parser": _MADE,
    "pg_ts_template": _MADE,
    "pg_type": f"""{_MADE} AND typtype IN ('b', 'p')
                   AND typsubscript <> 'array_subscript_handler'::regproc""",
}

RARE: Final = text(
    " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name} WHERE {where})"
        for name, where in _WHERE.items()
    )
)


def present(connection: Connection) -> frozenset[str]:
    """The catalogues of rare kinds that hold anything."""
    return frozenset(connection.execute(RARE).scalars())
