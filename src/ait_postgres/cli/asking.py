"""Questions that only a person can answer: asked on a terminal, else exit 2 with all of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from ait_postgres.migrate.decisions import Decisions

Result = TypeVar("Result")


def decided(work: Callable[[Decisions], Result], decisions: Decisions, *, as_json: bool) -> Result:
    """Do the work, with the answers a person gives where it has questions.

    Raises:
        HintsMissing: There is nobody to ask.
    """
    from ait_postgres.errors import HintsMissing

    while True:
        try:
            return work(decisions)
        except HintsMissing as missing:
            if as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            for question in missing.questions:
                decisions = _asked(question, decisions)


def _asked(question: dict[str, Any], decisions: Decisions) -> Decisions:
    click.echo(question["question"], err=True)
    renames: list[str] = question["renames"]
    for number, rename in enumerate(renames, 1):
        click.echo(f"  {number}  rename {rename}", err=True)
    lose = "gone" if renames else "lose it"
    click.echo(f"  {lose[0]}  {lose}", err=True)
    click.echo("  q  stop, write nothing", err=True)
    choices = [*(str(number) for number in range(1, len(renames) + 1)), lose[0], "q"]
    answer = click.prompt("answer", type=click.Choice(choices), err=True, show_choices=True)
    if answer == "q":
        raise click.Abort
    if answer == lose[0]:
        return replace(decisions, losses=(*decisions.losses, question["allow_data_loss"]))
    return replace(decisions, renames=(*decisions.renames, renames[int(answer) - 1]))
