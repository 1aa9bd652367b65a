"""Every object of a kind that the diff does not write statements for.

Roles, databases, tablespaces and what is granted on them are the server's,
and large objects are rows: these are not looked for.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, name_of, routine_named
from ait_postgres.migrate.inspect.declared import own

BASE_TYPES: Final = text(f"""
SELECT t.oid, '' AS schema, 'type ' || {name_of("t.typname", "t.typnamespace")} AS name,
       CASE WHEN NOT t.typisdefined THEN 'shell' ELSE concat_ws(', ',
         'INPUT = ' || {routine_named("t.typinput::oid")},
         'OUTPUT = ' || {routine_named("t.typoutput::oid")},
         'RECEIVE = ' || {routine_named("t.typreceive::oid")},
         'SEND = ' || {routine_named("t.typsend::oid")},
         'TYPMOD_IN = ' || {routine_named("t.typmodin::oid")},
         'TYPMOD_OUT = ' || {routine_named("t.typmodout::oid")},
         'ANALYZE = ' || {routine_named("t.typanalyze::oid")},
         'INTERNALLENGTH = ' || t.typlen, 'PASSEDBYVALUE = ' || t.typbyval,
         'ALIGNMENT = ' || t.typalign::text, 'STORAGE = ' || t.typstorage::text,
         'CATEGORY = ' || t.typcategory::text, 'PREFERRED = ' || t.typispreferred,
         'DEFAULT = ' || t.typdefault, 'DELIMITER = ' || t.typdelim::text,
         'ELEMENT = ' || format_type(nullif(t.typelem, 0), NULL)) END AS definition,
       obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE {IN_SCHEMAS} AND {own("pg_type", "t.oid")} AND t.typtype IN ('b', 'p')
  AND NOT EXISTS (SELECT FROM pg_type a WHERE a.typarray = t.oid)
""")

# Of a user mapping's options only the names and a digest: a password is among them.
USER_MAPPINGS: Final = text("""
SELECT x.umid AS oid, '' AS schema,
       format('user mapping for %I on server %I', x.usename, x.srvname) AS name,
       coalesce((SELECT string_agg(split_part(o, '=', 1) || ' ' || md5(o), ', ' ORDER BY o)
                 FROM unnest(x.umoptions) o), '') AS definition
FROM pg_user_mappings x
""")

SUBSCRIPTIONS: Final = text("""
SELECT x.oid, '' AS schema, format('subscription %I', x.subname) AS name,
       concat_ws(', ', 'publications ' || array_to_string(x.subpublications, ', '),
                 'slot ' || x.subslotname, 'synchronous_commit ' || x.subsynccommit,
                 CASE WHEN NOT x.subenabled THEN 'disabled' END) AS definition,
       obj_description(x.oid, 'pg_subscription') AS comment
FROM pg_subscription x
WHERE x.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
""")

SECURITY_LABELS: Final = text("""
SELECT x.objoid AS oid, '' AS schema,
       format('security label of %I on %s %s', x.provider, i.type, i.identity) AS name,
       x.label AS definition
FROM pg_seclabel x
CROSS JOIN LATERAL pg_identify_object(x.classoid, x.objoid, x.objsubid) i
""")

# initdb's record leaves out the information schema, which is not for people to change.
# What initdb or CREATE EXTENSION gave is in pg_init_privs, where it is not the usual.
FOREIGN_GRANTS: Final = text("""
WITH lists (class, oid, owner, given, usual) AS (
    SELECT 'pg_class'::regclass, oid, relowner, relacl,
           acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)
    FROM pg_class
    WHERE relacl IS NOT NULL AND relnamespace <> 'information_schema'::regnamespace
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, proowner, proacl, acldefault('f', proowner)
    FROM pg_proc WHERE proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type'::regclass, oid, typowner, typacl, acldefault('T', typowner)
    FROM pg_type WHERE typacl IS NOT NULL
    UNION ALL
    SELECT 'pg_language'::regclass, oid, lanowner, lanacl, acldefault('l', lanowner)
    FROM pg_language WHERE lanacl IS NOT NULL
)
SELECT l.oid, '' AS schema, format('privileges on %s %s', o.type, o.identity) AS name,
       string_agg(concat_ws(' ', CASE WHEN d.gone THEN 'not' END, d.privilege_type, 'to',
                            CASE WHEN d.grantee = 0 THEN 'PUBLIC'
                                 ELSE pg_get_userbyid(d.grantee)::text END,
                            CASE WHEN d.is_grantable THEN 'WITH GRANT OPTION' END), ', '
                  ORDER BY d.gone, d.privilege_type, d.grantee) AS definition
FROM lists l
LEFT JOIN pg_init_privs i ON i.classoid = l.class AND i.objoid = l.oid AND i.objsubid = 0
CROSS JOIN LATERAL (SELECT coalesce(i.initprivs, l.usual) AS privs) b
CROSS JOIN LATERAL (
    (SELECT grantee, privilege_type, is_grantable, false FROM aclexplode(l.given)
     EXCEPT SELECT grantee, privilege_type, is_grantable, false FROM aclexplode(b.privs))
    UNION ALL
    (SELECT grantee, privilege_type, is_grantable, true FROM aclexplode(b.privs)
     EXCEPT SELECT grantee, privilege_type, is_grantable, true FROM aclexplode(l.given))
) d (grantee, privilege_type, is_grantable, gone)
CROSS JOIN LATERAL pg_identify_object(l.class, l.oid, 0) o
WHERE (l.oid < 16384 OR EXISTS (SELECT FROM pg_depend e WHERE e.classid = l.class
                                AND e.objid = l.oid AND e.deptype = 'e'))
  AND d.grantee <> l.owner
GROUP BY l.oid, o.type, o.identity
""")

# Only that role can take back what it passed on.
PASSED_ON: Final = text("""
WITH lists (class, oid, part, owner, given) AS (
    SELECT 'pg_class'::regclass, oid, 0, relowner, relacl
    FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, a.attnum, c.relowner, a.attacl
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND c.oid >= 16384 AND NOT a.attisdropped
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, 0, proowner, proacl
    FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_type'::regclass, oid, 0, typowner, typacl
    FROM pg_type WHERE typacl IS NOT NULL AND oid >= 16384
    UNION ALL
    SELECT 'pg_namespace'::regclass, oid, 0, nspowner, nspacl
    FROM pg_namespace WHERE nspacl IS NOT NULL
)
SELECT l.oid, '' AS schema,
       format('privileges that %I granted on %s %s', pg_get_userbyid(g.grantor), o.type,
              o.identity) AS name,
       string_agg(concat_ws(' ', g.privilege_type, 'to',
                            CASE WHEN g.grantee = 0 THEN 'PUBLIC'
                                 ELSE pg_get_userbyid(g.grantee)::text END,
                            CASE WHEN g.is_grantable THEN 'WITH GRANT OPTION' END), ', '
                  ORDER BY g.privilege_type, g.grantee) AS definition
FROM lists l
CROSS JOIN LATERAL aclexplode(l.given) g
CROSS JOIN LATERAL pg_identify_object(l.class, l.oid, l.part) o
WHERE g.grantor <> l.owner
GROUP BY l.oid, l.part, g.grantor, o.type, o.identity
""")
