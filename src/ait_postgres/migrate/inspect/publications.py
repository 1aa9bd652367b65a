"""Publications of logical replication."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, name_of
from ait_postgres.migrate.inspect.declared import comment, own

# Column lists, conditions and schemas are new in PostgreSQL 15: of the table `r` a name that is
# not there is found in the outer query, as NULL. A schema's membership is told by pg_depend alone.
PUBLICATIONS: Final = text(f"""
SELECT x.oid, '' AS schema, x.pubname AS name, x.puballtables AS everything,
       ARRAY(SELECT o.content FROM (
         SELECT 1 AS sort, 'TABLE ' || CASE WHEN EXISTS (SELECT FROM pg_inherits i
                  WHERE i.inhparent = c.oid AND c.relkind = 'r') THEN 'ONLY ' ELSE '' END
                || {name_of("c.relname", "c.relnamespace")}
                || coalesce(' (' || (SELECT string_agg(quote_ident(a.attname), ', '
                                                       ORDER BY a.attnum)
                              FROM pg_attribute a WHERE a.attrelid = c.oid
                                AND a.attnum = ANY (v.columns)) || ')', '')
                || coalesce(' WHERE (' || pg_get_expr(v.condition, c.oid) || ')', '') AS content
         FROM pg_publication_rel m
         JOIN pg_class c ON c.oid = m.prrelid
         CROSS JOIN LATERAL (
           SELECT (SELECT prattrs FROM pg_publication_rel r WHERE r.oid = m.oid) AS columns,
                  (SELECT prqual FROM pg_publication_rel r WHERE r.oid = m.oid) AS condition
           FROM (SELECT NULL::int2vector AS prattrs, NULL::pg_node_tree AS prqual) missing) v
         WHERE m.prpubid = x.oid
         UNION ALL
         SELECT 2, 'TABLES IN SCHEMA ' || CASE WHEN n.oid = :home THEN 'CURRENT_SCHEMA'
                                          ELSE quote_ident(n.nspname) END
         FROM pg_depend d
         JOIN pg_depend e ON e.classid = d.classid AND e.objid = d.objid
           AND e.refclassid = 'pg_namespace'::regclass
         JOIN pg_namespace n ON n.oid = e.refobjid
         WHERE d.classid = to_regclass('pg_catalog.pg_publication_namespace')
           AND d.refclassid = 'pg_publication'::regclass AND d.refobjid = x.oid AND {IN_SCHEMAS}
         ) o ORDER BY o.sort, o.content) AS contents,
       ARRAY(SELECT p FROM unnest(ARRAY[
         CASE WHEN NOT (x.pubinsert AND x.pubupdate AND x.pubdelete AND x.pubtruncate)
              THEN format('publish = %L', concat_ws(', ',
                CASE WHEN x.pubinsert THEN 'insert' END, CASE WHEN x.pubupdate THEN 'update' END,
                CASE WHEN x.pubdelete THEN 'delete' END,
                CASE WHEN x.pubtruncate THEN 'truncate' END)) END,
         CASE WHEN x.pubviaroot THEN 'publish_via_partition_root = true' END,
         CASE WHEN to_jsonb(x) ->> 'pubgencols' = 's'
              THEN 'publish_generated_columns = stored' END]) p
         WHERE p IS NOT NULL) AS parameters,
       {comment("pg_publication")}
FROM pg_publication x
WHERE {own("pg_publication")}
""")
