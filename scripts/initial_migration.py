"""Write 0001_initial anew from our models: `make initial-migration`.

Only until the first release: from then on 0001 is history, and a change of a
model is a migration of its own.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import make_url

import ait_postgres
from ait_postgres import embedded
from ait_postgres.migrate.initial import write_initial
from ait_postgres.schemas import Base, sql_files


def main() -> None:
    """Prove the migration on an embedded server of its own, then write it."""
    folder = Path(ait_postgres.__file__).parent / "migrations"
    with tempfile.TemporaryDirectory(prefix="ait-initial-") as data:
        server = embedded.start(Path(data) / "server")
        try:
            catalogue = write_initial(folder, make_url(server.url), Base.metadata, sql_files())
        finally:
            embedded.stop(Path(data) / "server")
    print(f"{len(catalogue.objects)} objects, catalogue {catalogue.fingerprint[:12]}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
