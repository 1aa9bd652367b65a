"""What the scratch server lacks is said with what to do about it."""

import pytest

from ait_postgres.errors import StatementFailed
from ait_postgres.migrate.journal import split_statements
from ait_postgres.migrate.run import run_statements


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("CREATE EXTENSION no_such_thing;", r"not available .*; install it there.*--dev-url"),
        (
            "CREATE TABLE t (id int); GRANT SELECT ON t TO nobody_here;",
            r'role "nobody_here" does not exist .*; create the role there.*--dev-url',
        ),
        ("SELECT no_such_function();", r"does not exist \(42883\)\. Hint: .*explicit type casts$"),
    ],
)
def test_what_the_server_lacks(empty, sql, message):
    with empty.begin() as connection, pytest.raises(StatementFailed, match=message):
        run_statements(connection, split_statements(sql), "a.sql")
