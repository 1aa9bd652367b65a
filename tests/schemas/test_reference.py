"""What existing databases have, the models have by the same name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Enum, MetaData, Table

from ait_postgres.schemas import Base


def missing(reference: dict[str, Any], metadata: MetaData) -> Iterator[str]:
    for name, described in reference["tables"].items():
        table = metadata.tables.get(name)
        for column in described["columns"]:
            if table is None or column["name"] not in table.columns:
                yield f"{name}.{column['name']}"
    enums = {
        column.type.name: column.type.enums
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum)
    }
    for name, values in reference["enums"].items():
        if enums.get(name) != values:
            yield name


def test_every_table_column_and_enum_of_existing_databases_is_there(shared_payloads: Path) -> None:
    path = shared_payloads.parent / "reference" / "ait-tables.json"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    reference = json.loads(path.read_text())
    assert sum(len(table["columns"]) for table in reference["tables"].values()) == 464
    assert list(missing(reference, Base.metadata)) == []


def test_a_missing_column_table_or_enum_is_seen() -> None:
    metadata = MetaData()
    Table("toys", metadata)
    reference = {
        "tables": {"toys": {"columns": [{"name": "id"}]}, "boxes": {"columns": [{"name": "id"}]}},
        "enums": {"colour": ["red"]},
    }
    assert list(missing(reference, metadata)) == ["toys.id", "boxes.id", "colour"]
