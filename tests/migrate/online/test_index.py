"""Indexes of tables in use are built and dropped concurrently."""

TABLE = "CREATE TABLE t (id int PRIMARY KEY, a int, b int);"


def test_built_after_what_is_quick(online):
    assert online.lines(
        TABLE,
        TABLE + "CREATE INDEX t_a ON t (a); ALTER TABLE t ADD COLUMN c int;"
        "CREATE SEQUENCE s; COMMENT ON TABLE t IS 'x'",
    ) == [
        "CREATE SEQUENCE s",
        "ALTER TABLE t ADD COLUMN c integer",
        "COMMENT ON TABLE t IS 'x'",
        "CREATE INDEX CONCURRENTLY t_a ON t USING btree (a)",
    ]


def test_of_a_table_that_is_new_is_built_at_once(online):
    assert online.lines("", TABLE + "CREATE INDEX t_a ON t (a)")[-1].startswith("CREATE INDEX t_a")


def test_changed_is_built_beside_the_old(online):
    assert online.lines(
        TABLE + "CREATE INDEX ix ON t (a)", TABLE + "CREATE INDEX ix ON t (a, b)"
    ) == [
        "ALTER INDEX ix RENAME TO ix_aside",
        "CREATE INDEX CONCURRENTLY ix ON t USING btree (a, b)",
        "DROP INDEX CONCURRENTLY ix_aside",
    ]


def test_the_name_aside_is_a_free_one(online):
    both = TABLE + "CREATE SEQUENCE ix_aside;"
    found = online.lines(both + "CREATE INDEX ix ON t (a)", both + "CREATE INDEX ix ON t (b)")
    assert found[-1] == "DROP INDEX CONCURRENTLY ix_aside2"


def test_dropped_after_what_is_quick(online):
    assert online.lines(
        TABLE + "CREATE INDEX ix ON t (a)", TABLE + "ALTER TABLE t ADD COLUMN c int"
    ) == ["ALTER TABLE t ADD COLUMN c integer", "DROP INDEX CONCURRENTLY ix"]


def test_of_a_materialised_view_too(online):
    view = TABLE + "CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;"
    assert online.lines(view, view + "CREATE UNIQUE INDEX m_id ON m (id)") == [
        "CREATE UNIQUE INDEX CONCURRENTLY m_id ON m USING btree (id)"
    ]


def test_what_needs_the_index_comes_after_it(online):
    tables = TABLE + "CREATE TABLE c (a int);"
    found = online.lines(
        tables,
        tables + "CREATE UNIQUE INDEX t_a ON t (a);"
        "ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a)",
    )
    assert [one.split()[:3] for one in found] == [
        ["CREATE", "UNIQUE", "INDEX"],
        ["ALTER", "TABLE", "c"],
        ["--"],
        ["ALTER", "TABLE", "c"],
    ]
