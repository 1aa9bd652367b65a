"""What is taken for an address, and that SQLAlchemy and libpq read it alike."""

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import create_engine

from ait_postgres.server_url import read_url

URLS = [
    "postgres://u:p%40%2F%3A@h:5433/db",
    "postgresql://h/db?sslmode=require&application_name=a%20b",
    "postgresql+psycopg://u@/db?host=/tmp/a%20b%25&port=5432",
    "postgresql+psycopg://u@/db?host=%2Ftmp%2Fa+b%2B&port=5432",
    "postgresql://u:p@h1:5432,h2:5433/db?target_session_attrs=read-write",
    "postgresql://u@h1,h2/db?port=7000",
    "postgresql://u@[::1]:5433/db",
    "postgresql:///db",
    "host=h user=u password='p w' dbname=db",
]


@pytest.mark.parametrize("url", URLS)
def test_both_read_it_alike_and_again(url):
    target = read_url(url)
    made = target.sqlalchemy_url()
    _, arguments = create_engine(made).dialect.create_connect_args(made)
    arguments.pop("context")
    read = {name: str(value) for name, value in arguments.items()}
    again = read_url(made.render_as_string(hide_password=False)).parameters
    expected = dict(target.parameters)
    if expected.get("port") == "7000":  # SQLAlchemy wants it for each host
        expected["port"] = "7000,7000"
    assert read == again == expected


def test_a_plus_is_a_space_only_where_sqlalchemy_wrote_it():
    query = "u@/db?host=/tmp/a+b"
    assert read_url(f"postgresql+psycopg://{query}").parameters["host"] == "/tmp/a b"
    assert read_url(f"postgresql://{query}").parameters["host"] == "/tmp/a+b"
    assert conninfo_to_dict(f"postgresql://{query}")["host"] == "/tmp/a+b"


def test_the_url_outranks_what_is_given_for_the_rest():
    target = read_url("postgres://h/db?application_name=mine", application_name="x", sslmode="y")
    assert target.parameters == {
        "host": "h",
        "dbname": "db",
        "application_name": "mine",
        "sslmode": "y",
    }
