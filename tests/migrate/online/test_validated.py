"""Checks and foreign keys do not read the rows while they keep others waiting."""

import pytest

TABLES = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int);"


def test_a_check_is_validated_after_a_commit(online):
    assert online.lines(TABLES, TABLES + "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)") == [
        "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT k",
    ]


def test_there_is_no_moment_without_a_changed_check(online):
    assert online.lines(
        TABLES + "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
        TABLES + "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1);ALTER TABLE p ADD COLUMN x int",
    ) == [
        "ALTER TABLE p ADD COLUMN x integer",
        "--",
        "ALTER TABLE t DROP CONSTRAINT k",
        "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT k",
    ]


def test_a_foreign_key_is_validated_after_a_commit(online):
    assert online.lines(
        TABLES, TABLES + "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p"
    ) == [
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p(id) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT f",
    ]


def test_what_shall_not_be_valid_is_not_validated(online):
    wanted = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID"
    assert online.lines(TABLES, TABLES + wanted) == [wanted]


def test_a_check_of_a_table_with_heirs(online):
    tables = TABLES + "CREATE TABLE heir () INHERITS (t);"
    assert (
        online.lines(tables, tables + "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)")[-1]
        == "ALTER TABLE t VALIDATE CONSTRAINT k"
    )


@pytest.mark.parametrize("partitioned", ["t", "p"])
def test_partitioned(newest, partitioned):
    by = dict.fromkeys("pt", "") | {partitioned: "PARTITION BY HASH (id)"}
    tables = f"""
        CREATE TABLE p (id int PRIMARY KEY) {by["p"]};
        CREATE TABLE t (id int PRIMARY KEY, a int) {by["t"]};
        CREATE TABLE part PARTITION OF {partitioned} FOR VALUES WITH (MODULUS 1, REMAINDER 0);
    """
    assert newest.lines(
        tables, tables + "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p"
    ) == [
        "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p(id) NOT VALID",
        "--",
        "ALTER TABLE t VALIDATE CONSTRAINT f",
    ]
