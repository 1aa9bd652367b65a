"""The least that is a payload of each of GitHub's entities, and what its mapping makes of it."""

import pytest

from ait_postgres.ingest.entities import ENTITIES
from ait_postgres.ingest.reject import Reject
from ait_postgres.ingest.validate import validator

API = "https://api.github.com/repos/acme/orchard"
PAGE = "https://github.com/acme/orchard"
BY_ID = "https://api.github.com/repositories/7"
SHA = "3a0f86fb8db8eea7ccbb9a95f325ddbedfb25e15"


def mapped(entity, payload, **context):
    """The row, as far as the table would take it."""
    kind = ENTITIES[entity]
    assert kind.recognise(payload)
    row = kind.map(payload, context)
    validator(kind.table).wire(row)
    return row


def rejected(entity, payload, **context):
    with pytest.raises(Reject) as caught:
        mapped(entity, payload, **context)
    return caught.value


def repository(**values):
    return {"id": 7, "name": "orchard", "full_name": "acme/orchard"} | values


def issue(**values):
    return {
        "id": 5_000_000_000,
        "number": 3,
        "title": "Bruised",
        "state": "open",
        "html_url": f"{PAGE}/issues/3",
        "url": f"{API}/issues/3",
        "comments_url": f"{API}/issues/3/comments",
    } | values


def pull(**values):
    return {
        "id": 5_000_000_001,
        "number": 4,
        "title": "Pears",
        "state": "open",
        "html_url": f"{PAGE}/pull/4",
        "url": f"{API}/pulls/4",
        "head": {"ref": "pears", "sha": SHA},
        "base": {"ref": "main", "sha": SHA},
    } | values


def commit(message="Prune", **values):
    return {"sha": SHA, "commit": {"message": message}, "url": f"{API}/commits/{SHA}"} | values


def push(**values):
    return {
        "id": SHA,
        "tree_id": SHA[::-1],
        "message": "Oil",
        "timestamp": "2026-02-21T09:31:00+02:00",
        "url": f"{PAGE}/commit/{SHA}",
        "author": {"name": "Ada", "email": "a@acme.example", "username": "ada"},
        "committer": {"name": "GitHub", "email": "noreply@github.com"},
    } | values


def file(**values):
    return {"path": "src/sort.py", "sha": SHA, "url": f"{BY_ID}/git/blobs/{SHA}"} | values
