"""Who may do what with an object, where that is not what PostgreSQL gives by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Final, NamedTuple

from ait_postgres.migrate.model.base import SchemaObject
from ait_postgres.migrate.model.key import Key

#: The grantee that stands for the object's owner, whatever its name.
OWNER: Final = ""
#: The grantee that stands for every role. No role can have this name.
PUBLIC: Final = "public"


class Level(IntEnum):
    """How far a privilege goes."""

    NONE = 0  # where PostgreSQL by itself gives it
    HELD = 1
    GRANTABLE = 2


class Grant(NamedTuple):
    """One privilege of one role on one object.

    Attributes:
        grantee: A role, `OWNER` or `PUBLIC`.
        privilege: As `SELECT`.
        level: How far it goes.
        column: The column of a view that it is for; empty: the object.
    """

    grantee: str
    privilege: str
    level: Level
    column: str = ""

    def __repr__(self) -> str:
        grantee = self.grantee or "owner"
        column = f"({self.column})" if self.column else ""
        no = "no " if self.level is Level.NONE else ""
        option = " WITH GRANT OPTION" if self.level is Level.GRANTABLE else ""
        return f"{grantee}: {no}{self.privilege}{column}{option}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultPrivileges(SchemaObject):
    """What new objects of a kind are given besides: ALTER DEFAULT PRIVILEGES.

    `name` is the role that makes the objects, empty for the one that was
    connected; `schema` is where it makes them.

    Attributes:
        objects: `TABLES`, `SEQUENCES`, `FUNCTIONS`, `TYPES`, `SCHEMAS` or
            `LARGE OBJECTS`.
        everywhere: Whether in every schema; `schema` is empty then.
    """

    kind: ClassVar[str] = "default_privileges"
    objects: str
    everywhere: bool

    @property
    def key(self) -> Key:
        """What tells it from every other object."""
        where = " everywhere" if self.everywhere else ""
        return Key(self.kind, self.schema, self.name, f"{self.objects.lower()}{where}")
