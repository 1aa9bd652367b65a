"""A database as AIt had it before this package: its tables, and rows of every kind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWN = Path(__file__).parent / "older.json"
ROWS = 23

# Naive times, which mean UTC: microseconds, hours that other zones do not have or have twice,
# the ends of what PostgreSQL can hold.
TIMES = [
    "2024-05-06 07:08:09.123456",
    "2024-03-31 02:30:00",
    "2024-10-27 02:30:00.000001",
    "2024-03-10 02:30:00.5",
    "1969-12-31 23:59:59.999999",
    "infinity",
    "-infinity",
    "0044-03-15 12:00:00 BC",
    "4714-11-24 00:00:00 BC",
    "294276-12-31 23:59:59.999999",
    "1900-01-01 00:00:00",
]
TEXTS = [
    "plain",
    "",
    'it\'s "quoted"',
    "ünï\u2028cödé 🎈 漢字",
    "back\\slash %s %% {a,b}",
    " both ends ",
]
JSONS = [
    '{"a": [1, 2.50, "x\\u00e4", null, {"b": true}]}',
    "[]",
    '"text"',
    "null",
    "1234567890123456789012345678901234567890.5",
]
LISTS = [["a", "b,c", '"q"', "{}", "NULL"], [], ["ü"], [None, "x"]]
LABELS = ['["INBOX", "a,b", "{\\"}", "ü"]', "[]", "null"]
MOMENTS = ["1700000000123", "0", "-86400001", "4102444799999"]


def described(path: Path) -> dict[str, Any]:
    """Tables by name, their columns as `(name, type, not null, default)`."""
    found = json.loads(path.read_text())
    for table in found["tables"].values():
        table["columns"] = [
            tuple(one.values()) if isinstance(one, dict) else tuple(one) for one in table["columns"]
        ]
    return found


def build(connection: psycopg.Connection, tables: dict[str, Any]) -> None:
    """Make the tables."""
    for statement in statements(tables):
        connection.execute(statement)


def statements(tables: dict[str, Any]) -> list[str]:
    """What makes the tables, with the names that Drizzle 0.31 gives to constraints."""
    quote = sql.Identifier
    made: list[sql.Composable] = []
    for name, values in tables["enums"].items():
        labels = sql.SQL(", ").join(map(sql.Literal, values))
        made.append(sql.SQL("CREATE TYPE {} AS ENUM ({})").format(quote(name), labels))
    later: list[sql.Composable] = []
    for name, table in tables["tables"].items():
        lines: list[sql.Composable] = []
        for column, type_, not_null, default in table["columns"]:
            tail = (" NOT NULL" if not_null else "") + (f" DEFAULT {default}" if default else "")
            lines.append(sql.SQL("{} {}").format(quote(column), sql.SQL(type_ + tail)))
        for constraint in table["constraints"]:
            form, columns = constraint.split(maxsplit=1)[0], constraint.split("(")[1].split(")")[0]
            if form == "FOREIGN":
                other = constraint.split("REFERENCES ")[1].split(")")[0].replace("(", "_")
                add = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}")
                called = quote(f"{name}_{columns}_{other}_fk")
                later.append(add.format(quote(name), called, sql.SQL(constraint)))
            elif form == "UNIQUE":
                called = quote(f"{name}_{columns}_unique")
                lines.append(sql.SQL("CONSTRAINT {} {}").format(called, sql.SQL(constraint)))
            else:
                lines.append(sql.SQL(constraint))
        body = sql.SQL(", ").join(lines)
        made.append(sql.SQL("CREATE TABLE {} ({})").format(quote(name), body))
        later += [sql.SQL(index) for index in table["indexes"]]
    return [one.as_string(None) for one in (*made, *later)]


def fill(connection: psycopg.Connection, tables: dict[str, Any], rows: int = ROWS) -> None:
    """Fill every table; rows of one number refer to each other."""
    connection.execute("SET session_replication_role = replica")
    for name, table in tables["tables"].items():
        unique = {
            column.strip()
            for constraint in table["constraints"]
            if constraint.startswith(("PRIMARY", "UNIQUE"))
            for column in constraint.split("(")[1].split(")")[0].split(",")
        }
        refers = {
            constraint.split("(")[1].split(")")[0]
            for constraint in table["constraints"]
            if constraint.startswith("FOREIGN")
        }
        marks = sql.SQL(", ").join(
            sql.SQL("CAST(%s AS {})").format(sql.SQL(type_)) for _, type_, _, _ in table["columns"]
        )
        insert = sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(name), marks)
        values = [
            [
                f"{TEXTS[number % len(TEXTS)]}-{number}"
                if column in unique | refers
                else _value(tables, (name, column), type_, number + place, not_null=not_null)
                for place, (column, type_, not_null, _) in enumerate(table["columns"])
            ]
            for number in range(rows)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(insert, values)
    connection.execute("RESET session_replication_role")


def _value(
    tables: dict[str, Any], place: tuple[str, str], type_: str, number: int, *, not_null: bool
) -> Any:
    if not not_null and number % 4 == 3:
        return None
    values: list[Any]
    if place == ("google_gmail_messages", "internal_date"):
        values = MOMENTS
    elif place == ("google_gmail_messages", "label_ids"):
        values = LABELS
    elif type_.startswith("timestamp"):
        values = TIMES
    elif type_ in tables["enums"]:
        values = tables["enums"][type_]
    elif type_.startswith("character varying"):
        limit = int(type_.split("(")[1].rstrip(")"))
        values = [*(text[:limit] for text in TEXTS), "ß" * limit]
    else:
        values = {
            "text": TEXTS,
            "jsonb": JSONS,
            "text[]": LISTS,
            "boolean": [True, False],
            "integer": [0, -1, 2**31 - 1, -(2**31)],
        }[type_]
    return values[number % len(values)]


def contents(
    connection: psycopg.Connection, tables: dict[str, Any]
) -> dict[str, dict[str, dict[str, Any]]]:
    """By table and key, every value by what it means.

    Times are seconds since 1970, exactly; lists and JSON are alike.
    """
    connection.execute("SET TimeZone = 'America/New_York'")  # of no matter
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for name, table in tables["tables"].items():
        types = dict(_types(connection, name))
        columns = [column for column, *_ in table["columns"]]
        shown = sql.SQL(", ").join(_shown(column, types[column]) for column in columns)
        query = sql.SQL("SELECT {} FROM {}").format(shown, sql.Identifier(name))
        rows = [dict(zip(columns, row, strict=True)) for row in connection.execute(query)]
        key = next(one for one in table["constraints"] if one.startswith("PRIMARY"))
        found[name] = {row[key.split("(")[1].rstrip(")")]: row for row in rows}
        assert len(found[name]) == len(rows)
    return found


def _types(connection: psycopg.Connection, table: str) -> Iterator[tuple[str, str]]:
    query = """SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
        WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"""
    yield from connection.execute(query, [table])


def _shown(column: str, type_: str) -> sql.Composable:
    name = sql.Identifier(column)
    if column == "internal_date":
        form = "{}" if type_ == "character varying" else "(extract(epoch FROM {}) * 1000)::bigint"
        return sql.SQL(f"({form})::text").format(name)
    if type_ == "timestamp without time zone":
        return sql.SQL("extract(epoch FROM {} AT TIME ZONE 'UTC')").format(name)
    if type_ == "timestamp with time zone":
        return sql.SQL("extract(epoch FROM {})").format(name)
    if type_ in {"text[]", "jsonb"}:
        # JSON's null in a list of labels is no list.
        return sql.SQL("nullif(to_jsonb({}), 'null')::text").format(name)
    return sql.SQL("{}::text").format(name)
