"""User time of `ait-postgres --help`, as a whole process, beside a bare Python."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from .timing import show

RUNS = 15
PROGRAM = str(Path(sys.executable).with_name("ait-postgres"))


def user_seconds(*command: str) -> float:
    """User time of one finished process, by the operating system's own account."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    return usage.ru_utime


def main(_scale: float = 1) -> None:
    """Medians of several runs in turn; there are no rows to scale."""
    commands = {
        "ait-postgres --help": (PROGRAM, "--help"),
        "python -c 'import click'": (sys.executable, "-c", "import click"),
        "python -c pass": (sys.executable, "-c", "pass"),
    }
    runs = [
        {name: user_seconds(*command) for name, command in commands.items()} for _ in range(RUNS)
    ]
    lines = [
        (name, f"{statistics.median(run[name] for run in runs) * 1000:.0f} ms") for name in commands
    ]
    show("user time (wanted: --help under 150 ms)", ("command", "median"), lines)
