-- A vendor's table as such tables are: ids, timestamps, jsonb, arrays, with a review's worth of changes.
-- old
CREATE TABLE github_issues (id varchar(255) PRIMARY KEY, number int NOT NULL, title text NOT NULL, state text NOT NULL, labels text[], raw json, issue_created_at timestamp, created_at timestamp DEFAULT now() NOT NULL, updated_at timestamp DEFAULT now() NOT NULL);
-- new
CREATE TYPE issue_state AS ENUM ('open', 'closed');
CREATE TABLE github_issues (id varchar(255) COLLATE "C" PRIMARY KEY, number bigint NOT NULL, title text NOT NULL, state issue_state NOT NULL, labels text[] NOT NULL DEFAULT '{}', raw jsonb, issue_created_at timestamptz, created_at timestamptz DEFAULT now() NOT NULL, updated_at timestamptz DEFAULT now() NOT NULL);
CREATE INDEX github_issues_page ON github_issues (updated_at, id);
CREATE INDEX github_issues_labels ON github_issues USING gin (labels);
-- loses
column public.github_issues.state
-- rows
INSERT INTO github_issues VALUES ('1', 1, 't', 'open', '{a}', '{"x": 1}', '2026-01-02', '2026-01-02', '2026-01-02');
-- expect
SELECT id, number, state, labels, raw::text, issue_created_at AT TIME ZONE 'UTC' FROM github_issues;
--> 1 | 1 | open | {a} | {"x": 1} | 2026-01-02 00:00:00
