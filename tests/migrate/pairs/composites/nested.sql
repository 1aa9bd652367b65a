-- Composite types of composite types and enums, all new; then all gone.
-- both ways
-- loses
table public.t
-- old
CREATE TABLE keep (id int);
-- new
CREATE TABLE keep (id int);
CREATE TYPE kind AS ENUM ('a');
CREATE DOMAIN small AS int CHECK (VALUE < 10);
CREATE TYPE inner_type AS (kind kind, n small);
CREATE TYPE outer_type AS (one inner_type, many inner_type[]);
CREATE TABLE t (o outer_type);
