import pytest

from ait_postgres.migrate.titles import chosen_title

T = "CREATE TABLE t (a int)"


@pytest.mark.parametrize(
    ("old", "new", "renames", "title"),
    [
        (T, f"{T}; CREATE TABLE u (id serial PRIMARY KEY, a int CHECK (a > 0))", [], "create_u"),
        (f"{T}; CREATE TABLE u (id serial)", T, [], "drop_u"),
        (T, "CREATE TABLE t (a int, b int UNIQUE CHECK (b > 0))", [], "add_t_b"),
        ("CREATE TABLE t (a int, b int)", T, [], "drop_t_b"),
        (T, "CREATE TABLE t (a bigint)", [], "alter_t_a"),
        (T, "CREATE TABLE t (a int, b int, c int)", [], "alter_t"),
        (T, "CREATE TABLE u (a int)", ["table:t=u"], "rename_t_to_u"),
        (T, "CREATE TABLE t (b int)", ["column:t.a=b"], "rename_t_a_to_b"),
        (T, f"{T}; CREATE INDEX t_a_idx ON t (a)", [], "add_t_a_idx"),
        (T, f"{T}; CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'", [], "create_f"),
        (T, f"{T}; CREATE TYPE m AS ENUM ('a')", [], "create_m"),
        (T, "CREATE TABLE t (b int, a int); CREATE TABLE u (a int)", [], "create_u_and_more"),
    ],
)
def test_the_title_tells_what_happens_to_which_table(states, old, new, renames, title):
    change = states.change(old, new, *renames, any_loss=True)
    assert chosen_title(change, first=False) == title


def test_the_first_is_the_initial_one(states):
    assert chosen_title(states.change("", T), first=True) == "initial"
