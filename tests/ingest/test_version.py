"""An older payload never overwrites a newer one: in one batch, in two, few or many."""

import json

import pytest
from sqlalchemy import select

from ait_postgres.ingest import ENTITIES, ingest
from ait_postgres.ingest.version import is_older

from .payloads import issue, message


def edited(number, ts):
    return message(number, text=ts, edited={"user": "U1", "ts": ts})


def mail(number, history):
    return {"id": f"{number:016x}", "threadId": "1" * 16, "historyId": history, "snippet": history}


def updated(number, at):
    return issue(number, title=at, updated_at=at)


#: An entity, a payload of a number and a version, the column that shows it, and versions in order.
CASES = {
    "slack_message": (edited, "text", ["999999999.000001", "1735689650.000000"]),
    "gmail_message": (mail, "snippet", ["99", "18446744073709551615"]),
    "github_issue": (updated, "title", ["2026-03-01T13:59:59+02:00", "2026-03-01T12:00:00Z"]),
}


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("name", CASES)
def test_the_newer_stands_in_whichever_order_they_come(name, size, connection):
    payload, column, (old, new) = CASES[name]
    older, newer = ([payload(n, version) for n in range(size)] for version in (old, new))
    table = ENTITIES[name].table

    def shown():
        return set(connection.scalars(select(table.c[column])))

    assert ingest(connection, name, older).inserted == size
    assert ingest(connection, name, newer).updated == size
    assert ingest(connection, name, older).unchanged == size
    assert shown() == {new}
    connection.execute(table.delete())
    assert ingest(connection, name, [*newer, *older]).inserted == size
    assert shown() == {new}


def test_a_payload_without_a_version_is_taken_at_its_word(connection):
    ingest(connection, "slack_message", edited(1, "1735689650.000000"))
    found = message(1, text="as found by a search, which does not tell of edits")
    assert ingest(connection, "slack_message", found).updated == 1


@pytest.mark.parametrize("odd", [None, "[]", '{"ts": 7}', "{}", '"x"', '{"ts": ""}'])
def test_an_odd_version_is_none(odd):
    entity = ENTITIES["slack_message"]
    row, other = {"edited": odd}, {"edited": json.dumps({"ts": "1"})}
    assert not is_older(entity.table, "edited.ts", row, other)
    assert not is_older(entity.table, "edited.ts", other, row)
