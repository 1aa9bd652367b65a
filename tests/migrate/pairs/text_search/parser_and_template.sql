-- A parser and a template of the functions that PostgreSQL has.
-- both ways
-- old
SELECT 1;
-- new
CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE tm (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = tm);
COMMENT ON TEXT SEARCH PARSER p IS 'p';
