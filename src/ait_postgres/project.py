"""A project's models and migrations: `[tool.ait-postgres]` of its pyproject.toml.

Without that table, and without the options that outrank it, they are this
package's own.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from ait_postgres.config import project_folder
from ait_postgres.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import MetaData

_KEYS: Final = ("models", "sql", "migrations")
_SWITCHES: Final = ("out-of-order", "online")
_NUMBERS: Final = ("server-version", "lint-since")
_LINT: Final = "lint"
_GROUPS: Final = ("safety", "conventions")
_SETTINGS: Final = frozenset({*_SWITCHES, *_NUMBERS, _LINT})


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project's schema stands.

    Attributes:
        models: `module:name` of a `MetaData`, or of what has one as `metadata`.
        sql: The folder of SQL files for what models cannot declare; None: none.
        migrations: The migrations folder.
        folder: Where the project's modules are found.
        own: Whether the models are this package's.
        out_of_order: Whether a migration that comes before an applied one is
            applied; it is an error otherwise.
        online: Whether migrations are generated in their online form.
        server_version: The oldest major version of PostgreSQL that they run on; None: any
            that this package supports.
        lint: The groups of rules that `check` holds them to; None: to none, and
            `lint` and `generate` tell what the rules of safety find.
        lint_since: The number of the last one that is not held to them: it is history.
    """

    models: str
    sql: Path | None
    migrations: Path
    folder: Path
    own: bool = False
    out_of_order: bool = False
    online: bool = False
    server_version: int | None = None
    lint: Sequence[str] | None = None
    lint_since: int = 0

    def metadata(self) -> MetaData:
        """Import the models.

        Raises:
            ConfigError: There is no such module or name, or it is no metadata.
        """
        from sqlalchemy import MetaData

        module, colon, name = self.models.partition(":")
        if not colon or not module or not name:
            raise ConfigError(f"models is {self.models!r}: module:name was expected, as app:Base")
        found = getattr(self._imported(module), name, None)
        metadata = getattr(found, "metadata", found)
        if not isinstance(metadata, MetaData):
            raise ConfigError(
                f"models is {self.models!r}: {module} has no MetaData, nor a declarative base, "
                f"called {name}"
            )
        return metadata

    def _imported(self, module: str) -> object:
        if str(self.folder) not in sys.path:
            sys.path.insert(0, str(self.folder))
        try:
            return import_module(module)
        except Exception as error:
            raise ConfigError(
                f"models is {self.models!r}: {module} cannot be imported: "
                f"{type(error).__name__}: {error}"
            ) from error

    def sql_files(self) -> list[Path]:
        """The SQL files, in the order of their names.

        Raises:
            ConfigError: There is no such folder.
        """
        if self.sql is None:
            return []
        if not self.sql.is_dir():
            raise ConfigError(f"sql is {self.sql}: there is no such folder")
        return sorted(self.sql.glob("*.sql"))


def read_project(
    folder: Path | None = None,
    *,
    models: str | None = None,
    sql: Path | None = None,
    migrations: Path | None = None,
) -> Project:
    """The project of a folder.

    Args:
        folder: Where to look from; the working folder by default.
        models: Outranks what pyproject.toml says; so do the others.
        sql: A folder.
        migrations: A folder, which need not exist.

    Raises:
        ConfigError: pyproject.toml cannot be read, or has a key that means nothing.
    """
    home = project_folder(folder)
    table = _table(home / "pyproject.toml")
    named = models or table.get("models")
    settings: dict[str, Any] = {
        key.replace("-", "_"): table[key] for key in _SETTINGS if key in table
    }
    if not named and (sql or table.keys() - _SETTINGS):
        raise ConfigError("the models are not named: give --models, or models in pyproject.toml")
    if not named:
        own = Path(__file__).parent
        settings.setdefault(_LINT, _GROUPS)
        return Project(
            "ait_postgres.schemas:Base",
            own / "schemas" / "sql",
            migrations or own / "migrations",
            home,
            own=True,
            **settings,
        )
    return Project(
        str(named),
        sql or (home / table["sql"] if "sql" in table else None),
        migrations or home / table.get("migrations", "migrations"),
        home,
        **settings,
    )


def _table(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from error
    table = table.get("tool", {}).get("ait-postgres", {})
    for key, value in table.items():
        kind = bool if key in _SWITCHES else int if key in _NUMBERS else str
        if key == _LINT and _are_groups(value):
            continue
        if key not in {*_KEYS, *_SETTINGS} or type(value) is not kind:
            raise ConfigError(
                f"{file}: [tool.ait-postgres] has {key} = {value!r}: it takes "
                f"{', '.join(_KEYS)}, each a text, {' and '.join(_SWITCHES)}, true or false, "
                f"{' and '.join(_NUMBERS)}, a number, and {_LINT}, a list of "
                f"{' and '.join(_GROUPS)}"
            )
    return table


def _are_groups(value: object) -> bool:
    return isinstance(value, list) and all(one in _GROUPS for one in cast("list[object]", value))
