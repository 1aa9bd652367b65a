"""NOT NULL is proven while others write."""

TABLE = "CREATE TABLE t (id int PRIMARY KEY, a int);"
WANTED = "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);"
NAMED = "CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT needed NOT NULL);"


def test_by_a_check_which_every_version_takes(online):
    assert online.lines(TABLE, WANTED) == [
        "ALTER TABLE t ADD CONSTRAINT t_a_filled CHECK (a IS NOT NULL) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT t_a_filled",
        "--",
        "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
        "ALTER TABLE t DROP CONSTRAINT t_a_filled",
    ]


def test_as_a_constraint_of_its_own_since_18(newest):
    assert newest.lines(TABLE, WANTED) == [
        "ALTER TABLE t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT t_a_not_null",
    ]


def test_under_a_name_of_its_own(newest):
    assert newest.lines(TABLE, NAMED)[-1] == "ALTER TABLE t VALIDATE CONSTRAINT needed"
    newest.lowest = 14
    assert newest.lines(TABLE, NAMED)[-2:] == [
        "ALTER TABLE t ADD CONSTRAINT needed NOT NULL a",
        "ALTER TABLE t DROP CONSTRAINT t_a_filled",
    ]


def test_of_a_partitioned_table(online):
    tables = """
        CREATE TABLE t (id int PRIMARY KEY, a int{}) PARTITION BY HASH (id);
        CREATE TABLE part PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
    """
    found = online.lines(tables.format(""), tables.format(" NOT NULL"))
    assert found[2] == "ALTER TABLE t VALIDATE CONSTRAINT t_a_filled"
