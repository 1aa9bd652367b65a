"""Which processes are a server of a data folder.

A pid alone says little: after a crash it may be any other process. A server's
processes are called postgres and have the data folder as working folder.
"""

from __future__ import annotations

from pathlib import Path

import psutil


def is_server(pid: int, data: Path) -> bool:
    """Whether this process is the server of a data folder.

    Where another user's process keeps its working folder from us, its name decides.
    """
    try:
        return _works_in(psutil.Process(pid), data)
    except psutil.AccessDenied:
        return True
    except psutil.NoSuchProcess:
        return False


def any_server(data: Path) -> bool:
    """Whether any process of a server, also an orphan, still works in a data folder."""
    for process in psutil.process_iter():
        try:
            if _works_in(process, data):
                return True
        except psutil.Error:  # gone, or another user's and so not ours
            continue
    return False


def _works_in(process: psutil.Process, data: Path) -> bool:
    if not process.name().startswith("postgres") or process.status() == psutil.STATUS_ZOMBIE:
        return False
    try:
        return Path(process.cwd()).samefile(data)
    except OSError:
        return False
