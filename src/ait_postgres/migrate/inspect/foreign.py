"""Foreign-data wrappers, servers and foreign tables."""

from __future__ import annotations

from typing import Final, LiteralString

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, SCHEMA, name_of, routine_named
from ait_postgres.migrate.inspect.declared import comment, own

_OPTIONS: Final[LiteralString] = "ARRAY(SELECT o FROM unnest({}) o ORDER BY o) AS options"

WRAPPERS: Final = text(f"""
SELECT x.oid, '' AS schema, x.fdwname AS name, quote_ident(x.fdwname) AS called,
       concat('CREATE FOREIGN DATA WRAPPER ', quote_ident(x.fdwname),
              ' HANDLER ' || {routine_named("x.fdwhandler")},
              ' VALIDATOR ' || {routine_named("x.fdwvalidator")}) AS definition,
       {_OPTIONS.format("x.fdwoptions")},
       {comment("pg_foreign_data_wrapper")}
FROM pg_foreign_data_wrapper x
WHERE {own("pg_foreign_data_wrapper")}
""")

SERVERS: Final = text(f"""
SELECT x.oid, '' AS schema, x.srvname AS name, quote_ident(x.srvname) AS called,
       concat('CREATE SERVER ', quote_ident(x.srvname), ' TYPE ' || quote_literal(x.srvtype),
              ' VERSION ' || quote_literal(x.srvversion),
              ' FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname)) AS definition,
       {_OPTIONS.format("x.srvoptions")},
       {comment("pg_foreign_server")}
FROM pg_foreign_server x
JOIN pg_foreign_data_wrapper w ON w.oid = x.srvfdw
WHERE {own("pg_foreign_server")}
""")

# Its checks are constraints like any table's.
FOREIGN_TABLES: Final = text(f"""
SELECT c.oid, {SCHEMA}, c.relname AS name, {name_of("c.relname", "c.relnamespace")} AS called,
       format(E'CREATE FOREIGN TABLE %s (%s\\n)%s SERVER %I',
         {name_of("c.relname", "c.relnamespace")},
         (SELECT string_agg(concat(E'\\n    ', quote_ident(a.attname), ' ',
                   format_type(a.atttypid, a.atttypmod),
                   ' OPTIONS (' || (SELECT string_agg(quote_ident(q.option_name) || ' '
                                      || quote_literal(q.option_value), ', '
                                      ORDER BY q.option_name)
                                    FROM pg_options_to_table(a.attfdwoptions) q) || ')',
                   CASE WHEN a.attcollation <> t.typcollation
                        THEN ' COLLATE ' || a.attcollation::regcollation::text END,
                   CASE a.attgenerated WHEN '' THEN ' DEFAULT ' || pg_get_expr(f.adbin, f.adrelid)
                        ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(f.adbin, f.adrelid)
                             || ') STORED' END,
                   CASE WHEN a.attnotnull THEN
                     (SELECT ' CONSTRAINT ' || quote_ident(k.conname) FROM pg_constraint k
                      WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
                        AND k.conname <> c.relname || '_' || a.attname || '_not_null')
                   END,
                   CASE WHEN a.attnotnull THEN ' NOT NULL' END), ',' ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            AND (a.attislocal OR c.relispartition)),
         (SELECT ' INHERITS (' || string_agg(h.inhparent::regclass::text, ', '
                                             ORDER BY h.inhseqno) || ')'
          FROM pg_inherits h WHERE h.inhrelid = c.oid AND NOT c.relispartition),
         s.srvname) AS definition,
       {_OPTIONS.format("x.ftoptions")},
       ARRAY(SELECT format('ALTER TABLE %s ATTACH PARTITION %s %s', h.inhparent::regclass,
                           {name_of("c.relname", "c.relnamespace")},
                           pg_get_expr(c.relpartbound, c.oid))
             FROM pg_inherits h WHERE h.inhrelid = c.oid AND c.relispartition) AS more,
       (SELECT json_agg(json_build_array(a.attname, e.description) ORDER BY a.attnum)
        FROM pg_attribute a JOIN pg_description e
          ON e.classoid = 'pg_class'::regclass AND e.objoid = c.oid AND e.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0) AS column_comments,
       {comment("pg_class", "c.oid")}
FROM pg_foreign_table x
JOIN pg_class c ON c.oid = x.ftrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_foreign_server s ON s.oid = x.ftserver
WHERE {IN_SCHEMAS} AND {own("pg_class", "c.oid")}
""")
