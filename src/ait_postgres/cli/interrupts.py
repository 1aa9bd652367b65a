"""Signals that ask a process to end: it clears up, says so in one line, and ends.

SIGTERM and SIGHUP become an exception, as SIGINT is one already, so that
transactions are rolled back and scratch databases dropped on the way out.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

#: Added to a signal's number, the exit code that shells know.
_EXIT: Final = 128
_WORDS: Final = {"SIGINT": "Interrupted.", "SIGTERM": "Terminated.", "SIGHUP": "Hung up."}


class Ended(KeyboardInterrupt):
    """A signal asked the process to end; drivers cancel what is under way, as on Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def listen() -> None:
    """Turn the signals that would kill the process at once into `Ended`."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever started us with one ignored, as nohup does, means it.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def exit_code(error: BaseException) -> int:
    """The exit code: 130 for Ctrl-C, 143 for SIGTERM."""
    return _EXIT + _number(error)


def words(error: BaseException) -> str:
    """What is said on stderr."""
    return _WORDS[signal.Signals(_number(error)).name]


def _number(error: BaseException) -> int:
    cause = error.__cause__ or error  # click wraps it in an Abort
    return cause.number if isinstance(cause, Ended) else int(signal.SIGINT)


def _end(number: int, _frame: FrameType | None) -> None:
    raise Ended(number)
