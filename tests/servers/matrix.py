"""The PostgreSQL servers that tests run on: 14 to 18, each from where it can be had.

18 and 16 come with the wheel of the embedded server. 14, 15 and 17 are packages
of npm's registry, pinned in ``package-lock.json`` beside this file and installed by
``python -m tests.setup``; a distribution's server in /usr/lib/postgresql is used where
they are missing.
"""

from pathlib import Path

from ait_postgres import embedded

VERSIONS = (14, 15, 16, 17, 18)
SKIPPED = "run python -m tests.setup with npm to install it"

FOLDER = Path(__file__).parent
_WHEEL = (16, 18)
_DISTRIBUTION = Path("/usr/lib/postgresql")


def binaries(version: int) -> Path | None:
    """The folder of a version's programs, or None where it is not installed."""
    candidates = (
        embedded.binaries(version) if version in _WHEEL else packaged(version) / "native" / "bin",
        _DISTRIBUTION / str(version) / "bin",
    )
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def packaged(version: int) -> Path:
    """Where npm puts the package of a version."""
    return FOLDER / "node_modules" / f"postgres-{version}"


def missing() -> tuple[int, ...]:
    """The versions that are not installed."""
    return tuple(version for version in VERSIONS if binaries(version) is None)


def oldest() -> Path | None:
    """The programs of the oldest server at hand that is older than the embedded one."""
    found = (binaries(version) for version in VERSIONS if version < embedded.VERSION)
    return next((folder for folder in found if folder), None)
