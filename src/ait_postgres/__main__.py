"""``python -m ait_postgres`` is the ``ait-postgres`` command."""

from ait_postgres.cli import main

main()
