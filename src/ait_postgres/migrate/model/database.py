"""What stands above schemas: themselves, and extensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema(SchemaObject):
    """A schema; `schema` is empty, and of home `name` too."""

    kind: ClassVar[str] = "schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(SchemaObject):
    """An extension; what it made is not read.

    Attributes:
        schema: Empty: an extension's name is one for the whole database.
        into: The schema of its objects; empty is home.
        version: As installed.
        usual_version: What its server installs unless told otherwise.
        relocatable: Whether it can be moved to another schema.
        usual_comment: What its server says of it.
    """

    kind: ClassVar[str] = "extension"
    into: str
    version: str
    usual_version: str | None = field(compare=False)
    relocatable: bool = field(compare=False)
    usual_comment: str | None = field(compare=False)
