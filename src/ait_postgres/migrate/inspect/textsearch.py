"""Text search configurations, dictionaries, parsers and templates."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from ait_postgres.migrate.inspect.clauses import IN_SCHEMAS, SCHEMA, name_of, routine_named
from ait_postgres.migrate.inspect.declared import comment, own

CONFIGURATIONS: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.cfgname AS name, w.called,
       format('CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)', w.called,
              (SELECT {name_of("p.prsname", "p.prsnamespace")} FROM pg_ts_parser p
               WHERE p.oid = x.cfgparser)) AS definition,
       ARRAY(SELECT format('ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s',
                           w.called, t.alias, m.dictionaries)
             FROM (SELECT maptokentype,
                          string_agg({name_of("d.dictname", "d.dictnamespace")}, ', '
                                     ORDER BY mapseqno) AS dictionaries
                   FROM pg_ts_config_map JOIN pg_ts_dict d ON d.oid = mapdict
                   WHERE mapcfg = x.oid GROUP BY maptokentype) m
             JOIN ts_token_type(x.cfgparser) t ON t.tokid = m.maptokentype
             ORDER BY t.alias) AS more,
       {comment("pg_ts_config")}
FROM pg_ts_config x
JOIN pg_namespace n ON n.oid = x.cfgnamespace
CROSS JOIN LATERAL (SELECT {name_of("x.cfgname", "x.cfgnamespace")} AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_ts_config")}
""")

DICTIONARIES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.dictname AS name, w.called,
       format('CREATE TEXT SEARCH DICTIONARY %s (%s)', w.called,
              concat_ws(', ', 'TEMPLATE = ' || (SELECT {name_of("t.tmplname", "t.tmplnamespace")}
                                                FROM pg_ts_template t WHERE t.oid = x.dicttemplate),
                        x.dictinitoption)) AS definition,
       {comment("pg_ts_dict")}
FROM pg_ts_dict x
JOIN pg_namespace n ON n.oid = x.dictnamespace
CROSS JOIN LATERAL (SELECT {name_of("x.dictname", "x.dictnamespace")} AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_ts_dict")}
""")

PARSERS: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.prsname AS name, w.called,
       format('CREATE TEXT SEARCH PARSER %s (%s)', w.called, concat_ws(', ',
         'START = ' || {routine_named("x.prsstart::oid")},
         'GETTOKEN = ' || {routine_named("x.prstoken::oid")},
         'END = ' || {routine_named("x.prsend::oid")},
         'LEXTYPES = ' || {routine_named("x.prslextype::oid")},
         'HEADLINE = ' || {routine_named("x.prsheadline::oid")})) AS definition,
       {comment("pg_ts_parser")}
FROM pg_ts_parser x
JOIN pg_namespace n ON n.oid = x.prsnamespace
CROSS JOIN LATERAL (SELECT {name_of("x.prsname", "x.prsnamespace")} AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_ts_parser")}
""")

TEMPLATES: Final = text(f"""
SELECT x.oid, {SCHEMA}, x.tmplname AS name, w.called,
       format('CREATE TEXT SEARCH TEMPLATE %s (%s)', w.called, concat_ws(', ',
         'INIT = ' || {routine_named("x.tmplinit::oid")},
         'LEXIZE = ' || {routine_named("x.tmpllexize::oid")})) AS definition,
       {comment("pg_ts_template")}
FROM pg_ts_template x
JOIN pg_namespace n ON n.oid = x.tmplnamespace
CROSS JOIN LATERAL (SELECT {name_of("x.tmplname", "x.tmplnamespace")} AS called) w
WHERE {IN_SCHEMAS} AND {own("pg_ts_template")}
""")
