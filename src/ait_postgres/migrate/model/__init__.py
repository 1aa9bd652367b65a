"""The catalogue as values: what PostgreSQL says a database holds.

One flat, sorted row an object, in PostgreSQL's own canonical text. The
schema that unqualified names mean is called home and has no name: the same
tables in another schema give the same value, and two catalogues are compared
by comparing rows. Column order is not part of it.
"""

from ait_postgres.migrate.model.base import SchemaObject, TableObject
from ait_postgres.migrate.model.catalogue import (
    Catalogue,
    Dependency,
    changed_fields,
    difference,
    same_major,
)
from ait_postgres.migrate.model.constraints import Constraint, Index, Trigger
from ait_postgres.migrate.model.database import Extension, Schema
from ait_postgres.migrate.model.declared import (
    AccessMethod,
    Cast,
    Collation,
    Conversion,
    Declared,
    ForeignDataWrapper,
    ForeignServer,
    ForeignTable,
    Language,
    Operator,
    OperatorClass,
    OperatorFamily,
    Publication,
    TextSearchConfiguration,
    TextSearchDictionary,
    TextSearchParser,
    TextSearchTemplate,
    Transform,
    Unmodelled,
)
from ait_postgres.migrate.model.grants import OWNER, PUBLIC, DefaultPrivileges, Grant, Level
from ait_postgres.migrate.model.key import Key
from ait_postgres.migrate.model.relations import (
    Column,
    Default,
    MaterializedView,
    Sequence,
    Table,
    View,
)
from ait_postgres.migrate.model.routines import Aggregate, Routine
from ait_postgres.migrate.model.rules import EventTrigger, Policy, Rule
from ait_postgres.migrate.model.statistics import Statistics
from ait_postgres.migrate.model.types import (
    Attribute,
    Composite,
    Domain,
    DomainConstraint,
    Enum,
    Range,
)

__all__ = [
    "OWNER",
    "PUBLIC",
    "AccessMethod",
    "Aggregate",
    "Attribute",
    "Cast",
    "Catalogue",
    "Collation",
    "Column",
    "Composite",
    "Constraint",
    "Conversion",
    "Declared",
    "Default",
    "DefaultPrivileges",
    "Dependency",
    "Domain",
    "DomainConstraint",
    "Enum",
    "EventTrigger",
    "Extension",
    "ForeignDataWrapper",
    "ForeignServer",
    "ForeignTable",
    "Grant",
    "Index",
    "Key",
    "Language",
    "Level",
    "MaterializedView",
    "Operator",
    "OperatorClass",
    "OperatorFamily",
    "Policy",
    "Publication",
    "Range",
    "Routine",
    "Rule",
    "Schema",
    "SchemaObject",
    "Sequence",
    "Statistics",
    "Table",
    "TableObject",
    "TextSearchConfiguration",
    "TextSearchDictionary",
    "TextSearchParser",
    "TextSearchTemplate",
    "Transform",
    "Trigger",
    "Unmodelled",
    "View",
    "changed_fields",
    "difference",
    "same_major",
]
