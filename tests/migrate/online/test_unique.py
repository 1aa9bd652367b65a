"""Unique constraints and primary keys take over an index that was built concurrently."""

TABLE = "CREATE TABLE t (a int NOT NULL, b int);"


def test_takes_over_its_index(online):
    assert online.lines(TABLE, TABLE + "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b)") == [
        "CREATE UNIQUE INDEX CONCURRENTLY k ON t USING btree (a, b)",
        "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX k",
    ]


def test_with_all_that_can_be_said_of_it(online):
    wanted = "UNIQUE (a) INCLUDE (b) WITH (fillfactor='70') DEFERRABLE INITIALLY DEFERRED"
    assert online.lines(TABLE, TABLE + f"ALTER TABLE t ADD CONSTRAINT k {wanted}") == [
        "CREATE UNIQUE INDEX CONCURRENTLY k ON t USING btree (a) INCLUDE (b) WITH (fillfactor=70)",
        "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX k DEFERRABLE INITIALLY DEFERRED",
    ]


def test_a_primary_key_after_its_columns_are_not_null(online):
    found = online.lines(TABLE, TABLE + "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a, b)")
    assert found[-2:] == [
        "CREATE UNIQUE INDEX CONCURRENTLY k ON t USING btree (a, b)",
        "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX k",
    ]
    assert "ALTER TABLE t ALTER COLUMN b SET NOT NULL" in found


def test_there_is_no_moment_without_a_changed_key_and_what_refers_to_it(online):
    tables = TABLE + "CREATE TABLE c (a int);"
    key = "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a){};"
    reference = "ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a)"
    assert online.lines(
        tables + key.format("") + reference, tables + key.format(" INCLUDE (b)") + reference
    ) == [
        "CREATE UNIQUE INDEX CONCURRENTLY k_new ON t USING btree (a) INCLUDE (b)",
        "ALTER TABLE c DROP CONSTRAINT f",
        "ALTER TABLE t DROP CONSTRAINT k",
        "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX k_new",
        "ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t(a) NOT VALID",
        "--",
        "ALTER TABLE c VALIDATE CONSTRAINT f",
    ]


def test_names_with_brackets(online):
    table = 'CREATE TABLE t ("a)(" int, "b""c" int);'
    assert online.lines(table, table + 'ALTER TABLE t ADD CONSTRAINT k UNIQUE ("a)(", "b""c")') == [
        'CREATE UNIQUE INDEX CONCURRENTLY k ON t USING btree ("a)(", "b""c")',
        "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX k",
    ]
