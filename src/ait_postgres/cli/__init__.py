"""The command line.

A command parses its options, calls one function, prints what came back and
answers with an exit code: 0 done or nothing to do, 1 error, 2 a decision is
needed, 3 drift or a failed check, and 128 with its number for a signal that ended
it. Whatever goes wrong is one line on stderr.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "run"]


# Catalogues, models and rows are values without cycles: of 300 tables the usual 700 had
# the collector take a fifth of what `generate` computes, and find nothing.
_ALLOCATIONS_BEFORE_COLLECTION = 100_000


def main() -> None:
    """Run the program on the process's arguments and exit."""
    from ait_postgres.cli import interrupts

    gc.set_threshold(_ALLOCATIONS_BEFORE_COLLECTION)
    try:
        interrupts.listen()
        code = run(sys.argv[1:])
    except KeyboardInterrupt as error:  # before or after the command itself
        sys.stderr.write(f"{interrupts.words(error)}\n")
        code = interrupts.exit_code(error)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; nothing is raised but ``SystemExit``."""
    from click.exceptions import Abort, NoArgsIsHelpError

    from ait_postgres.cli import failure
    from ait_postgres.cli.program import program

    try:
        code = program.main(list(arguments), prog_name="ait-postgres", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, Abort) as error:
        return failure.report_end(error, as_json=_asks_for_json(arguments))
    except BrokenPipeError:
        return _reader_left()
    except NoArgsIsHelpError as error:
        sys.stdout.write(f"{error.format_message()}\n")
        return 0
    except Exception as error:  # noqa: BLE001 - the last frame before the person
        return failure.report(error, as_json=_asks_for_json(arguments))
    return int(code or 0)


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Read from the raw arguments, because they may be what cannot be parsed."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options


def _reader_left() -> int:
    """End quietly: the reader of the pipe closed it, as ``head`` does."""
    # Python flushes stdout once more on exit and would complain there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
