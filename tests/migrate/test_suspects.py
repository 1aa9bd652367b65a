"""What looks like a rename is asked about; what does not, is only a loss."""

import pytest

from ait_postgres.errors import HintsMissing


def asked(states, old, new, **answers):
    with pytest.raises(HintsMissing) as missing:
        states.change(old, new, **answers)
    return {one["object"]: one["renames"] for one in missing.value.questions}


@pytest.mark.parametrize(
    ("old", "new", "questions"),
    [
        (
            "CREATE TABLE users (a int, b text)", "CREATE TABLE people (a int, c text)",
            {"table:public.users": ["table:users=people"]},
        ),
        (
            "CREATE TABLE t (a int, b text)", "CREATE SCHEMA s; CREATE TABLE s.t (a int, b text)",
            {"table:public.t": ["table:t=s.t"]},
        ),
        (
            "CREATE TABLE t (a int, b text)", "CREATE TABLE u (x bytea, y date, z text)",
            {"table:public.t": []},
        ),
        (
            "CREATE TABLE t (a int, mail text)", "CREATE TABLE t (a int, email varchar(9))",
            {"column:public.t.mail": ["column:t.mail=email"]},
        ),
        (
            "CREATE TABLE t (a int, b text)", "CREATE TABLE t (a int, z date)",
            {"column:public.t.b": []},
        ),
        (
            "CREATE TABLE t (id int, a text)", "CREATE TABLE t (id int, name text, author text)",
            {"column:public.t.a": ["column:t.a=name", "column:t.a=author"]},
        ),
        (
            "CREATE TYPE m AS ENUM ('a', 'b'); CREATE TABLE t (m m)",
            "CREATE TYPE m AS ENUM ('a', 'c'); CREATE TABLE t (m m)",
            {"enum_value:public.m.b": ["enum_value:m.b=c"]},
        ),
        (
            "CREATE SCHEMA s; CREATE TABLE s.t (a int)",
            "CREATE SCHEMA r; CREATE TABLE r.t (a int)",
            {"schema:s": ["schema:s=r"]},
        ),
    ],
)  # fmt: skip
def test_what_is_asked(states, old, new, questions):
    found = asked(states, old, new)
    assert {name: sorted(renames) for name, renames in found.items()} == {
        name: sorted(renames) for name, renames in questions.items()
    }


def test_declining_answers_the_question(states):
    old, new = "CREATE TABLE t (a int, b text)", "CREATE TABLE t (a int, c text)"
    change = states.change(old, new, losses=("column:public.t.b",))
    assert [step.sql for step in change.steps] == [
        "ALTER TABLE t ADD COLUMN c text",
        "ALTER TABLE t DROP COLUMN b",
    ]
    assert change.consents == ("column:public.t.b",)
    assert states.change(old, new, any_loss=True).consents == change.consents
