"""Reading `pg_catalog` into the model: one set-based query an object kind.

PostgreSQL's own printers give the text. `search_path` is set, for the
reading only, so that they leave out the name of the schema being read.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate import model
from ait_postgres.migrate.inspect import (
    constraints,
    database,
    declared,
    foreign,
    grants,
    operators,
    publications,
    relations,
    routines,
    rules,
    statistics,
    textsearch,
    types,
    unmodelled,
    views,
)
from ait_postgres.migrate.inspect import dependencies as pg_depend
from ait_postgres.migrate.inspect.rare import RARE, present
from ait_postgres.migrate.model.names import chosen_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection, RowMapping, TextClause


class _Found(NamedTuple):
    """An object that was read: which catalogue holds it, its oid there and its part of that."""

    catalogue: str
    address: tuple[int, int]
    item: model.SchemaObject


class _Query(NamedTuple):
    """How one kind is read.

    Attributes:
        kind: What its rows become.
        catalogue: Where they have their oid.
        text: The query.
        rare: The catalogue that must hold anything for the query to be worth asking.
    """

    kind: type[Any]
    catalogue: str
    text: TextClause
    rare: str | None = None


_QUERIES: Final = (
    _Query(model.Schema, "pg_namespace", database.SCHEMAS),
    _Query(model.DefaultPrivileges, "pg_default_acl", grants.DEFAULT_PRIVILEGES),
    _Query(model.Extension, "pg_extension", database.EXTENSIONS),
    _Query(model.Table, "pg_class", relations.TABLES),
    _Query(model.Column, "pg_class", relations.COLUMNS),
    _Query(model.Default, "pg_attrdef", relations.DEFAULTS),
    _Query(model.View, "pg_class", views.VIEWS),
    _Query(model.MaterializedView, "pg_class", views.MATERIALIZED_VIEWS),
    _Query(model.Constraint, "pg_constraint", constraints.CONSTRAINTS),
    _Query(model.Index, "pg_class", constraints.INDEXES),
    _Query(model.Trigger, "pg_trigger", constraints.TRIGGERS),
    _Query(model.Enum, "pg_type", types.ENUMS),
    _Query(model.Domain, "pg_type", types.DOMAINS),
    _Query(model.DomainConstraint, "pg_constraint", types.DOMAIN_CONSTRAINTS),
    _Query(model.Default, "pg_type", types.DOMAIN_DEFAULTS),
    _Query(model.Composite, "pg_class", types.COMPOSITES),
    _Query(model.Attribute, "pg_class", types.ATTRIBUTES),
    _Query(model.Range, "pg_type", types.RANGES),
    _Query(model.Sequence, "pg_class", types.SEQUENCES),
    _Query(model.Routine, "pg_proc", routines.ROUTINES),
    _Query(model.Aggregate, "pg_proc", routines.AGGREGATES),
    _Query(model.Rule, "pg_rewrite", rules.RULES),
    _Query(model.Policy, "pg_policy", rules.POLICIES),
    _Query(model.Statistics, "pg_statistic_ext", statistics.STATISTICS),
    _Query(model.EventTrigger, "pg_event_trigger", rules.EVENT_TRIGGERS),
    _Query(model.Publication, "pg_publication", publications.PUBLICATIONS, "pg_publication"),
    _Query(model.AccessMethod, "pg_am", declared.ACCESS_METHODS, "pg_am"),
    _Query(model.Cast, "pg_cast", declared.CASTS, "pg_cast"),
    _Query(model.Collation, "pg_collation", declared.COLLATIONS, "pg_collation"),
    _Query(model.Conversion, "pg_conversion", declared.CONVERSIONS, "pg_conversion"),
    _Query(model.Language, "pg_language", declared.LANGUAGES, "pg_language"),
    _Query(model.Transform, "pg_transform", declared.TRANSFORMS, "pg_transform"),
    _Query(model.Operator, "pg_operator", operators.OPERATORS, "pg_operator"),
    _Query(model.OperatorClass, "pg_opclass", operators.OPERATOR_CLASSES, "pg_opclass"),
    _Query(model.OperatorFamily, "pg_opfamily", operators.OPERATOR_FAMILIES, "pg_opfamily"),
    _Query(
        model.TextSearchConfiguration, "pg_ts_config", textsearch.CONFIGURATIONS, "pg_ts_config"
    ),
    _Query(model.TextSearchDictionary, "pg_ts_dict", textsearch.DICTIONARIES, "pg_ts_dict"),
    _Query(model.TextSearchParser, "pg_ts_parser", textsearch.PARSERS, "pg_ts_parser"),
    _Query(model.TextSearchTemplate, "pg_ts_template", textsearch.TEMPLATES, "pg_ts_template"),
    _Query(
        model.ForeignDataWrapper,
        "pg_foreign_data_wrapper",
        foreign.WRAPPERS,
        "pg_foreign_data_wrapper",
    ),
    _Query(model.ForeignServer, "pg_foreign_server", foreign.SERVERS, "pg_foreign_server"),
    _Query(model.ForeignTable, "pg_class", foreign.FOREIGN_TABLES, "pg_foreign_table"),
    _Query(model.Unmodelled, "pg_type", unmodelled.BASE_TYPES, "pg_type"),
    _Query(model.Unmodelled, "pg_user_mapping", unmodelled.USER_MAPPINGS, "pg_foreign_server"),
    _Query(model.Unmodelled, "pg_subscription", unmodelled.SUBSCRIPTIONS, "pg_subscription"),
    _Query(model.Unmodelled, "pg_seclabel", unmodelled.SECURITY_LABELS, "pg_seclabel"),
    _Query(model.Unmodelled, "pg_init_privs", unmodelled.FOREIGN_GRANTS),
    _Query(model.Unmodelled, "pg_init_privs", unmodelled.PASSED_ON),
)

_WHERE: Final = text("""
SELECT current_schema() AS schema,
       to_regnamespace(quote_ident(current_schema()))::oid AS oid,
       current_setting('search_path') AS search_path,
       current_setting('lock_timeout') AS lock_timeout,
       current_setting('server_version') AS server_version
""")

# Extensions' schemas that were on the path stay on it: what is printed without a schema's name is
# then what this connection finds without it, whichever schema is home.
_PATH: Final = text("""
SELECT concat_ws(', ', quote_ident(current_schema()),
         (SELECT string_agg(quote_ident(s.name), ', ' ORDER BY s.place)
          FROM unnest(current_schemas(false)) WITH ORDINALITY AS s (name, place)
          WHERE s.name <> current_schema()
            AND EXISTS (SELECT FROM pg_extension e
                        WHERE e.extnamespace = to_regnamespace(quote_ident(s.name)))))
""")

_SET: Final = text("""
SELECT set_config('search_path', :path, true), set_config('lock_timeout', :wait, true)
""")
# pg_get_viewdef opens the tables of a view, and so waits for whoever is changing one.
_PATIENCE: Final = "5s"

# A schema that an extension made is the extension's.
_SCHEMAS: Final = text("""
SELECT n.oid::int8 FROM pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND (:all OR n.oid = :home OR n.nspname = ANY (:names))
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass
                  AND e.objid = n.oid AND e.deptype = 'e')
""")
_CATALOGUES: Final = text("""
SELECT relname, oid::int8 FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace
""")


#: sha256 (hex) of all that is asked of the catalogue: what was read with other questions is stale.
QUERIES_DIGEST: Final = sha256(
    "".join(
        [*(one.text.text for one in _QUERIES), grants.GRANTS.text, RARE.text, *pg_depend.TEXTS]
    ).encode()
).hexdigest()
_LOCKED: Final = (
    "the catalogue could not be read: another session has held a table that a view reads in "
    "ACCESS EXCLUSIVE mode for over {wait}; try again when it is done (pg_locks says who it is)"
)


def read_catalogue(
    connection: Connection,
    *,
    without: Iterable[str] = (),
    schemas: Collection[str] | None = (),
    dependencies: bool = False,
) -> model.Catalogue:
    """Read home, the first schema of `search_path`, and other schemas.

    Objects of extensions are left out. Nobody's ownership is read: an object
    belongs to whoever runs the statement that makes it, and grants are told by
    the role's name, the owner's as the owner's. Roles, databases, tablespaces
    and what is granted on these are the server's, not the database's, and are
    not read.

    Args:
        connection: In a transaction, which is left as it was.
        without: Names of tables of home to leave out.
        schemas: Other schemas to read; None: all but PostgreSQL's own. One
            that does not exist is empty.
        dependencies: Whether to read what depends on what.

    Raises:
        MigrationError: No schema of `search_path` exists, the connection is
            in autocommit mode, or a table is locked for longer than
            `lock_timeout`, or 5 seconds without one.
    """
    where = connection.execute(_WHERE).one()
    if where.oid is None:
        raise MigrationError(
            f"no schema of search_path ({where.search_path}) exists: create it, or name another"
        )
    path = connection.execute(_PATH).scalar_one()
    wait = _PATIENCE if where.lock_timeout == "0" else where.lock_timeout
    connection.execute(_SET, {"path": path, "wait": wait})
    if connection.execute(_WHERE).one().search_path != path:
        raise MigrationError(
            "the catalogue is read within a transaction: this connection is in autocommit mode"
        )
    names = {"home": where.oid, "all": schemas is None, "names": list(schemas or ())}
    oids = list(connection.execute(_SCHEMAS, names).scalars())
    scope = {"home": where.oid, "schemas": oids, "without": list(without)}
    try:
        found = _granted(_read(connection, scope), grants.read_grants(connection))
    except DBAPIError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise MigrationError(_LOCKED.format(wait=wait)) from error.orig
        raise
    depends: tuple[model.Dependency, ...] = ()
    if dependencies:
        depends = pg_depend.read_dependencies(connection, _keys(connection, found))
    connection.execute(_SET, {"path": where.search_path, "wait": where.lock_timeout})
    objects = sorted((one.item for one in found), key=lambda item: item.key)
    return model.Catalogue(tuple(objects), where.server_version.split()[0], depends, where.schema)


def _read(connection: Connection, scope: dict[str, Any]) -> list[_Found]:
    found: list[_Found] = []
    there = present(connection)
    for query in _QUERIES:
        if query.rare and query.rare not in there:
            continue
        for row in connection.execute(query.text, scope).mappings():
            values = _frozen(row)
            address = values.pop("oid"), values.pop("part", 0)
            found.append(_Found(query.catalogue, address, query.kind(**values)))
    return found


def _granted(
    found: list[_Found], granted: Mapping[grants.Place, tuple[model.Grant, ...]]
) -> list[_Found]:
    """The same objects with their grants; those on a view's columns are the view's."""
    if not granted:
        return found
    places = {(one.catalogue, *one.address): place for place, one in enumerate(found)}
    for (catalogue, oid, part), all_ in granted.items():
        if (own := places.get((catalogue, oid, part))) is not None:
            place, given = own, tuple(grant._replace(column="") for grant in all_)
        elif (of := places.get((catalogue, oid, 0))) is not None:
            place, given = of, all_
        else:
            continue
        one = found[place]
        item = replace(one.item, grants=tuple(sorted(one.item.grants + given)))
        found[place] = one._replace(item=item)
    return found


def _keys(connection: Connection, found: list[_Found]) -> dict[tuple[int, int, int], model.Key]:
    oids: dict[str, int] = {row[0]: row[1] for row in connection.execute(_CATALOGUES)}
    return {(oids[catalogue], *address): item.key for catalogue, address, item in found}


def _frozen(row: RowMapping) -> dict[str, Any]:
    values = {name: _value(name, value) for name, value in row.items()}
    if "not_null_name" in values:
        usual = chosen_name(values["table"], values["name"], "not_null")
        if values["not_null_name"] == usual:
            values["not_null_name"] = None
    return values


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - a cell of any query
    if name == "column_comments":
        return tuple((column, comment) for column, comment in value or ())
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]  # an SQL array, of text


__all__ = ["QUERIES_DIGEST", "read_catalogue"]
