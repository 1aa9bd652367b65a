"""Expressions that PostgreSQL prints otherwise once they are read again."""

import pytest

from ait_postgres.migrate.model.settled import as_written, settled


@pytest.mark.parametrize(
    ("printed", "for_good", "written"),
    [
        (
            "CHECK ((((b >= 0) AND (b <= 10)) AND (a > 0)))",
            "CHECK (((b >= 0) AND (b <= 10) AND (a > 0)))",
            "CHECK (((b BETWEEN 0 AND 10) AND (a > 0)))",
        ),
        (
            "(((t.b < (1 + 2)) OR (t.b > 'x) OR ((y'::text)) OR c)",
            "((t.b < (1 + 2)) OR (t.b > 'x) OR ((y'::text) OR c)",
            "((t.b NOT BETWEEN (1 + 2) AND 'x) OR ((y'::text) OR c)",
        ),
        # No BETWEEN has these.
        ("((a AND b) AND c)", "(a AND b AND c)", None),
        ("(((a >= 1) AND (b <= 2)) AND c)", "((a >= 1) AND (b <= 2) AND c)", None),
        # Here the brackets mean something, or stay.
        ("((a OR b) AND c)", None, None),
        ("(a AND (b AND c))", None, None),
        ("((SELECT (a AND b) AND c) AND d)", "((SELECT (a AND b) AND c) AND d)", None),
        ("AS $$ SELECT ((a AND b) AND c) $$", None, None),
        ("((a AND b)", None, None),
    ],
)
def test_brackets_around_the_first_conditions(printed, for_good, written):
    assert settled(printed) == (for_good or printed)
    assert as_written(printed) == (written or printed)


def test_what_is_printed_for_good_is_no_change(states):
    nested = "CREATE TABLE t (a int CHECK (a BETWEEN 0 AND 9 AND a <> 5))"
    flat = "CREATE TABLE t (a int CHECK (a >= 0 AND a <= 9 AND a <> 5))"
    assert not states.sql(nested, flat)
    assert not states.sql(flat, nested)
