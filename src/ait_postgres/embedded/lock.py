"""One process, and one thread of it, works on a data folder at a time.

On POSIX the folder itself is locked, so that there is no lock file whose owner
could keep another account out; ``flock`` belongs to the open file, so it also
keeps threads apart, which ``lockf`` would not. The lock goes with the process.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ait_postgres.errors import EmbeddedServerError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / "lock", os.O_RDWR | os.O_CREAT)

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path, limit: float) -> Generator[None]:
    """Hold the folder's lock, waiting up to ``limit`` seconds for it.

    Raises:
        EmbeddedServerError: Another process held it all that time.
    """
    descriptor = _open(folder)
    try:
        deadline = time.monotonic() + limit
        while True:
            try:
                _try_lock(descriptor)
                break
            except (BlockingIOError, PermissionError) as error:
                if time.monotonic() > deadline:
                    raise EmbeddedServerError(
                        f"another process has been starting or stopping the server in {folder}"
                        f" for {limit:.0f} s: wait for it or end it, then try again"
                    ) from error
                time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)
