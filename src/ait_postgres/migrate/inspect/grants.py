"""Grants on objects of every kind, and default privileges.

An access list that was never touched is NULL, and one that was changed and
changed back is not: both are read as what they give beyond what PostgreSQL
gives by itself (`acldefault`), which for most objects is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS
from ait_postgres.migrate.model import OWNER, PUBLIC, Grant, Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    #: The catalogue's name, oid, and the column's number where it is of a column.
    Place = tuple[str, int, int]

# initdb gave PUBLIC the use of schema `public`, which no other home has: a schema's grants are
# what was changed since. The list of a composite type is that of its row type. What another than
# the owner granted is told in `unmodelled.py`.
GRANTS: Final = text("""
WITH lists (catalogue, oid, part, of_column, owner, given, usual) AS (
    SELECT 'pg_class', oid, 0, NULL::name, relowner, relacl,
           acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)
    FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_class', a.attrelid, a.attnum, a.attname, c.relowner, a.attacl, NULL::aclitem[]
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND a.attrelid >= 16384 AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_proc', oid, 0, NULL, proowner, proacl, acldefault('f', proowner)
    FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT CASE WHEN typtype = 'c' THEN 'pg_class' ELSE 'pg_type' END,
           CASE WHEN typtype = 'c' THEN typrelid ELSE oid END,
           0, NULL, typowner, typacl, acldefault('T', typowner)
    FROM pg_type WHERE typacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_namespace', n.oid, 0, NULL, n.nspowner, n.nspacl,
           coalesce(i.initprivs, acldefault('n', n.nspowner))
    FROM pg_namespace n
    LEFT JOIN pg_init_privs i ON i.classoid = 'pg_namespace'::regclass AND i.objoid = n.oid
    WHERE n.nspacl IS NOT NULL
    UNION ALL
    SELECT 'pg_language', oid, 0, NULL, lanowner, lanacl, acldefault('l', lanowner)
    FROM pg_language WHERE lanacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_foreign_data_wrapper', oid, 0, NULL, fdwowner, fdwacl, acldefault('F', fdwowner)
    FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_server', oid, 0, NULL, srvowner, srvacl, acldefault('S', srvowner)
    FROM pg_foreign_server WHERE srvacl IS NOT NULL
    UNION ALL
    SELECT 'pg_default_acl', oid, 0, NULL, defaclrole, defaclacl,
           CASE WHEN defaclnamespace <> 0 THEN NULL::aclitem[]
                ELSE acldefault(CASE defaclobjtype WHEN 'S' THEN 's'
                                ELSE defaclobjtype END::"char", defaclrole) END
    FROM pg_default_acl
)
SELECT l.catalogue, l.oid::int8, l.part, coalesce(l.of_column, '') AS of_column,
       CASE g.grantee WHEN l.owner THEN :owner WHEN 0 THEN :public
            ELSE pg_get_userbyid(g.grantee)::text END AS grantee,
       g.privilege_type AS privilege, coalesce(g.given, 0) AS level
FROM lists l, LATERAL (
    SELECT grantee, privilege_type, a.level AS given, b.level AS usual
    FROM (SELECT grantee, privilege_type, max(is_grantable::int) + 1 AS level
          FROM aclexplode(l.given) WHERE grantor = l.owner GROUP BY 1, 2) a
    FULL JOIN (SELECT grantee, privilege_type, max(is_grantable::int) + 1 AS level
               FROM aclexplode(l.usual) GROUP BY 1, 2) b USING (grantee, privilege_type)
) g
WHERE g.given IS DISTINCT FROM g.usual
""")

# Of the role that is connected the name is left out: another server has another.
DEFAULT_PRIVILEGES: Final = text(f"""
SELECT d.oid,
       CASE WHEN d.defaclnamespace = 0 OR n.oid = :home THEN '' ELSE n.nspname END AS schema,
       CASE WHEN pg_get_userbyid(d.defaclrole) = current_user THEN ''
            ELSE pg_get_userbyid(d.defaclrole)::text END AS name,
       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
            WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'
            ELSE 'LARGE OBJECTS' END AS objects,
       d.defaclnamespace = 0 AS everywhere
FROM pg_default_acl d
LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR {IN_SCHEMAS}
""")


def read_grants(connection: Connection) -> Mapping[Place, tuple[Grant, ...]]:
    """Every grant of the database, sorted, by what it is on."""
    found: defaultdict[Place, list[Grant]] = defaultdict(list)
    for row in connection.execute(GRANTS, {"owner": OWNER, "public": PUBLIC}):
        grant = Grant(row.grantee, row.privilege, Level(row.level), row.of_column)
        found[row.catalogue, row.oid, row.part].append(grant)
    return {place: tuple(sorted(grants)) for place, grants in found.items()}
