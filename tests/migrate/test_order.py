"""The order of statements, where more than one would lead there."""


def test_an_enum_value_is_added_before_anything_is_dropped(states):
    # It is committed before its use: what is made again must not be missing between the two.
    statements = states.sql(
        """
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE TABLE t (id int, m mood);
        CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'good';
        """,
        """
        CREATE TYPE mood AS ENUM ('good', 'fair', 'bad');
        CREATE TABLE t (id bigint, m mood DEFAULT 'fair');
        CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'fair';
        """,
    )
    assert [one.split("\n")[0] for one in statements[:2]] == [
        "ALTER TYPE mood ADD VALUE 'fair' AFTER 'good'",
        "DROP VIEW v",
    ]
    assert statements[-1].startswith("CREATE VIEW v AS")
