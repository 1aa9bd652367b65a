import pytest
from hypothesis import given
from hypothesis import strategies as st

from ait_postgres.migrate.journal import split_statements


def split(text):
    return [(s.line, s.sql) for s in split_statements(text)]


@pytest.mark.parametrize(
    "mark", ["--> statement-breakpoint", "-->statement-breakpoint", "-->  statement-breakpoint  "]
)
@pytest.mark.parametrize("semicolon", [";", ""])
def test_a_breakpoint_parts_two_statements_with_or_without_a_semicolon(mark, semicolon):
    text = f"CREATE TABLE a (x int){semicolon}\n{mark}\nCREATE TABLE b (x int){semicolon}\n"
    assert split(text) == [(1, "CREATE TABLE a (x int)"), (3, "CREATE TABLE b (x int)")]


def test_a_breakpoint_on_the_same_line():
    assert split("SELECT 1;--> statement-breakpoint\nSELECT 2;") == [
        (1, "SELECT 1"),
        (2, "SELECT 2"),
    ]


@pytest.mark.parametrize(
    "whole",
    [
        "SELECT ';'",
        "SELECT 'it''s;'",
        r"SELECT E'it\'s;'",
        r"SELECT '\', 2",
        'SELECT 1 AS "a;b"',
        "SELECT $$;$$",
        "SELECT $body$ ; $$ ; $body$",
        "SELECT $ünï$;$ünï$",
        "SELECT 1 /* ; /* nested ; */ ; */ + 1",
        "SELECT 1 -- ;\n+ 1",
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
        "CREATE OR REPLACE PROCEDURE f() BEGIN ATOMIC\nSELECT CASE WHEN true THEN 1 END; END",
        "CREATE FUNCTION f() RETURNS int AS 'begin return 1; end' LANGUAGE plpgsql",
        "PREPARE p AS SELECT $1",
        "SELECT a$b$c; "[:-2],
    ],
)
def test_what_hides_a_semicolon_is_one_statement(whole):
    assert split(f"{whole};\nSELECT 2;")[0] == (1, whole)
    assert len(split(f"{whole};\nSELECT 2;")) == 2


def test_comments_before_a_statement_are_left_out_and_its_line_is_its_own():
    text = "-- why\n/* and\n how */\n\nSELECT 1;\n-- the end\n"
    assert split(text) == [(5, "SELECT 1")]


@pytest.mark.parametrize("text", ["", ";", " ;;\n; ", "-- only words", "/* never closed"])
def test_nothing_is_no_statement(text):
    assert split(text) == []


@pytest.mark.parametrize("text", ["SELECT 'a; SELECT 2;", "SELECT $x$;", "SELECT (1; SELECT 2"])
def test_what_is_not_closed_reaches_to_the_end(text):
    assert len(split(text)) == 1


@pytest.mark.parametrize(
    "sql",
    ["BEGIN", "begin work", "START TRANSACTION", "COMMIT", "END", "ABORT", "ROLLBACK",
     "ROLLBACK AND CHAIN", "PREPARE TRANSACTION 'x'"],
)  # fmt: skip
def test_what_ends_a_transaction(sql):
    assert split_statements(sql)[0].ends_transaction


@pytest.mark.parametrize(
    "sql", ["SAVEPOINT a", "ROLLBACK TO a", "ROLLBACK TO SAVEPOINT a", "PREPARE p AS SELECT 1",
            "DO $$ BEGIN COMMIT; END $$", "SELECT 1"],
)  # fmt: skip
def test_what_does_not(sql):
    assert not split_statements(sql)[0].ends_transaction


def test_an_error_position_is_turned_into_a_line():
    statement = split_statements("\n\nSELECT a,\n b\nFROM c")[0]
    assert [statement.line_at(p) for p in (1, 10, 12, 15)] == [3, 3, 4, 5]


@given(st.text(alphabet="ab$1'\"/*-;() \nE\\", max_size=60))
def test_any_text_splits_into_pieces_of_itself(text):
    lines = text.split("\n")
    for statement in split_statements(text):
        assert statement.sql in text
        assert statement.sql.split("\n")[0] in lines[statement.line - 1]
