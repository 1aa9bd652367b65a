"""What a person decides: every kind of rename, losses one by one, and what makes no sense."""

import pytest
from tests.cli.schema_project import SchemaProject

OLD = """
CREATE SCHEMA crm;
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TYPE pair AS (x int, y int);
CREATE DOMAIN dom AS int;
CREATE TABLE t (a int, m mood, CONSTRAINT c CHECK (a > 0));
CREATE INDEX ix1 ON t (a);
CREATE SEQUENCE s;
CREATE VIEW v AS SELECT 1 AS x;
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS x;
CREATE TABLE crm.k (q int);
"""
RENAMES = {
    "table:public.t=t2": (["TABLE t (", "ON t ("], ["TABLE t2 (", "ON t2 ("]),
    "table:t=crm.t3": (["TABLE t (", "ON t ("], ["TABLE crm.t3 (", "ON crm.t3 ("]),
    "column:public.t.a=b": (["(a int", "a > 0", "t (a)"], ["(b int", "b > 0", "t (b)"]),
    "type:public.mood=mood2": (["mood"], ["mood2"]),
    "type:pair=pair2": (["pair"], ["pair2"]),
    "type:dom=dom2": (["dom"], ["dom2"]),
    "enum_value:public.mood.b=bee": (["'b'"], ["'bee'"]),
    "index:public.ix1=ix2": (["ix1"], ["ix2"]),
    "schema:crm=sales": (["crm"], ["sales"]),
    "sequence:s=s2": (["SEQUENCE s;"], ["SEQUENCE s2;"]),
    "view:v=v2": (["VIEW v "], ["VIEW v2 "]),
    "materialized_view:mv=mv2": (["VIEW mv "], ["VIEW mv2 "]),
    "constraint:t.c=c2": (["CONSTRAINT c "], ["CONSTRAINT c2 "]),
    "attribute:pair.x=xx": (["(x int"], ["(xx int"]),
}


@pytest.fixture
def project(tmp_path, empty_database):
    made = SchemaProject(tmp_path, empty_database.render_as_string(hide_password=False))
    (tmp_path / "old.sql").write_text(OLD)
    return made


def diff(project, new, *arguments):
    (project.folder / "new.sql").write_text(new)
    return project.call("diff", "--from", "old.sql", "--to", "new.sql", *arguments)


@pytest.mark.parametrize("rename", RENAMES)
@pytest.mark.parametrize("way", ["option", "hints"])
def test_a_rename_is_only_a_rename(project, rename, way):
    new = OLD
    for before, after in zip(*RENAMES[rename], strict=True):
        new = new.replace(before, after)
    (project.folder / "hints.json").write_text(f'{{"renames": ["{rename}"]}}')
    given = ["--rename", rename] if way == "option" else ["--hints", "hints.json"]
    answer = diff(project, new, *given)
    assert (answer.code, answer.err) == (0, "")
    for line in answer.out.splitlines():
        assert " RENAME " in line or " SET SCHEMA " in line, line


@pytest.mark.parametrize(
    ("rename", "words"),
    [
        ("table:nothing=t", "there is no table nothing to rename"),
        ("table:t=nothing", "no table nothing is wanted"),
        ("enum_value:mood.b=c", "no enum value mood.c is wanted"),
        ("schema:crm=x", "no schema x is wanted"),
        ("type:mood=mood", "its old name is its new one"),
        ("column:t.a=a", "its old name is its new one"),
        ("nonsense", "KIND:OLD=NEW was expected"),
        ("kind:a=b", "KIND is one of schema, table"),
        ("column:t=b", "the old name of a column is schema.table.name"),
        ("table:t", "KIND:OLD=NEW was expected"),
    ],
)
def test_a_rename_that_makes_no_sense(project, rename, words):
    answer = diff(project, OLD, "--rename", rename)
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_losses_are_agreed_to_one_by_one(project):
    new = OLD.replace("a int, m mood", "a int").replace("CREATE TABLE crm.k (q int);", "")
    asked = diff(project, new, "--json")
    assert asked.code == 2
    assert asked.json["status"] == "missing_hints"
    names = [one["allow_data_loss"] for one in asked.json["missing_hints"]]
    assert names == ["column:public.t.m", "table:crm.k"]
    hints = project.folder / "hints.json"
    hints.write_text('{"allow_data_loss": ["column:public.t.m"]}')
    left = diff(project, new, "--hints", "hints.json")
    assert (left.code, left.out) == (2, "")
    assert "table crm.k" in left.err
    hints.write_text('{"allow_data_loss": ["column:public.t.m", "table:crm.k"]}')
    assert diff(project, new, "--hints", "hints.json").code == 0
    hints.write_text('{"allow_data_loss": true}')
    assert diff(project, new, "--hints", "hints.json").code == 0


@pytest.mark.parametrize(
    "new",
    [
        # Two tables that refer to each other.
        (
            "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, "
            "a int REFERENCES a); ALTER TABLE a ADD b int REFERENCES b;"
        ),
        # A view of a function that returns rows of a view.
        (
            "CREATE VIEW v1 AS SELECT 1 AS x; CREATE FUNCTION f() RETURNS SETOF v1 LANGUAGE sql "
            "BEGIN ATOMIC SELECT * FROM v1; END; CREATE VIEW v2 AS SELECT * FROM f();"
        ),
        # A view that ends up reading itself: only OR REPLACE can make it.
        (
            "CREATE VIEW w AS SELECT 1 AS x; CREATE FUNCTION g() RETURNS int LANGUAGE sql "
            "BEGIN ATOMIC SELECT x FROM w; END; CREATE OR REPLACE VIEW w AS SELECT g() AS x;"
        ),
    ],
)
def test_circles_are_made_or_refused(project, new):
    (project.folder / "old.sql").write_text("")
    answer = diff(project, new)
    assert answer.code in {0, 1}
    if answer.code:
        assert answer.out == ""
        assert answer.err.count("\n") == 1
        assert "unexpected" not in answer.err
    else:
        (project.folder / "old.sql").write_text(answer.out)
        assert diff(project, new).out == ""
