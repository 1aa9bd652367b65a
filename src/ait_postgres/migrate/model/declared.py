"""Objects that hold no rows and are one statement: to change one is to make it again.

What can be changed in place is apart: options, as `ALTER SERVER ... OPTIONS`
changes them, and what a publication publishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ait_postgres.migrate.model.base import SchemaObject
from ait_postgres.migrate.model.key import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(SchemaObject):
    """An object that one CREATE makes.

    Attributes:
        called: As DROP and COMMENT ON name it: `===(integer, integer)`.
        definition: The CREATE statement, without the options.
        options: Each `name=value`, sorted.
        more: Statements that complete it.
        column_comments: Each a column's name and comment.
    """

    called: str
    definition: str
    options: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    column_comments: tuple[tuple[str, str], ...] = ()


class _Overloaded(Declared):
    """What its name alone does not tell."""

    __slots__ = ()

    @property
    def key(self) -> Key:
        """What tells it from every other object of its name."""
        return Key(self.kind, self.schema, self.name, self.called)


class AccessMethod(Declared):
    """An access method."""

    __slots__ = ()
    kind: ClassVar[str] = "access_method"


class Cast(Declared):
    """A cast; it is in no schema."""

    __slots__ = ()
    kind: ClassVar[str] = "cast"


class Collation(Declared):
    """A collation."""

    __slots__ = ()
    kind: ClassVar[str] = "collation"


class Conversion(Declared):
    """A conversion between encodings."""

    __slots__ = ()
    kind: ClassVar[str] = "conversion"


class ForeignDataWrapper(Declared):
    """A foreign-data wrapper."""

    __slots__ = ()
    kind: ClassVar[str] = "foreign_data_wrapper"


class ForeignServer(Declared):
    """A foreign server."""

    __slots__ = ()
    kind: ClassVar[str] = "foreign_server"


class ForeignTable(Declared):
    """A foreign table with its columns; its rows are elsewhere."""

    __slots__ = ()
    kind: ClassVar[str] = "foreign_table"


class Language(Declared):
    """A procedural language that no extension made."""

    __slots__ = ()
    kind: ClassVar[str] = "language"


class Operator(_Overloaded):
    """An operator."""

    __slots__ = ()
    kind: ClassVar[str] = "operator"


class OperatorFamily(_Overloaded):
    """An operator family, with the members that are of none of its classes."""

    __slots__ = ()
    kind: ClassVar[str] = "operator_family"


class OperatorClass(_Overloaded):
    """An operator class."""

    __slots__ = ()
    kind: ClassVar[str] = "operator_class"


class TextSearchConfiguration(Declared):
    """A text search configuration with its mappings."""

    __slots__ = ()
    kind: ClassVar[str] = "text_search_configuration"


class TextSearchDictionary(Declared):
    """A text search dictionary."""

    __slots__ = ()
    kind: ClassVar[str] = "text_search_dictionary"


class TextSearchParser(Declared):
    """A text search parser."""

    __slots__ = ()
    kind: ClassVar[str] = "text_search_parser"


class TextSearchTemplate(Declared):
    """A text search template."""

    __slots__ = ()
    kind: ClassVar[str] = "text_search_template"


class Transform(Declared):
    """How values of a type pass into a language and back."""

    __slots__ = ()
    kind: ClassVar[str] = "transform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(SchemaObject):
    """What is published for logical replication.

    Attributes:
        everything: Whether it is FOR ALL TABLES.
        contents: Else each table or schema of it, as `TABLE people (id, name)`.
        parameters: Each `name = value`, where it is not the usual one.
    """

    kind: ClassVar[str] = "publication"
    everything: bool
    contents: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmodelled(SchemaObject):
    """An object of a kind that is only compared, never changed.

    `schema` is empty; `name` is the kind as PostgreSQL names it and what it is called.

    Attributes:
        definition: Whatever of it can be told, as text.
    """

    kind: ClassVar[str] = "unmodelled"
    definition: str
