"""What only a person can decide: is it renamed, may it be lost.

Answers come as `KIND:OLD=NEW` and `KIND:NAME`, from options, a hints file or
a terminal; what is left unanswered is a question.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from ait_postgres.errors import HintsMissing, MigrationError
from ait_postgres.migrate.followers import followers
from ait_postgres.migrate.renames import (
    Rename,
    called,
    exists,
    in_turn,
    make_room,
    new_names,
    parse_rename,
    statement,
)
from ait_postgres.migrate.suspects import suspects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue, Key


@dataclass(frozen=True, slots=True)
class Decisions:
    """The answers that are known.

    Attributes:
        renames: Each `KIND:OLD=NEW`.
        losses: What may be lost, each `KIND:NAME` as a question words it.
        any_loss: Whether everything may be lost that a change gives up.
    """

    renames: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    any_loss: bool = False

    def with_hints(self, path: Path) -> Decisions:
        """Add the answers of a hints file.

        It is JSON: `{"renames": ["table:public.a=b"], "allow_data_loss": ["table:public.c"]}`;
        `allow_data_loss` may also be true.

        Raises:
            MigrationError: It cannot be read.
        """
        hints = _read(path)
        allowed = hints["allow_data_loss"]
        return replace(
            self,
            renames=(*self.renames, *hints["renames"]),
            losses=self.losses if allowed is True else (*self.losses, *allowed),
            any_loss=self.any_loss or allowed is True,
        )

    def allows(self, name: str) -> bool:
        """Whether the loss of an object was agreed to."""
        return self.any_loss or name in self.losses


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide.

    Attributes:
        kind: `rename` or `data_loss`.
        name: The object, as `KIND:NAME`.
        candidates: What it may have been renamed to, likeliest first.
    """

    kind: str
    name: str
    candidates: tuple[Rename, ...] = ()

    @property
    def text(self) -> str:
        """The question in words."""
        kind, _, name = self.name.partition(":")
        thing = f"{kind.replace('_', ' ')} {name}"
        if self.kind == "rename":
            now = " or ".join(str(one).rpartition("=")[2] for one in self.candidates)
            return f"is {thing} now called {now}, or is it gone?"
        return f"{thing} and what it holds would be lost: is that meant?"

    @property
    def hints(self) -> tuple[str, ...]:
        """The answers, as they stand in a hints file under their keys."""
        renames = tuple(f"rename {one}" for one in self.candidates)
        return (*renames, f"allow_data_loss {self.name}")

    def as_json(self) -> dict[str, object]:
        """The question for programs."""
        return {
            "kind": self.kind,
            "object": self.name,
            "question": self.text,
            "renames": [str(one) for one in self.candidates],
            "allow_data_loss": self.name,
        }


def loss_name(key: Key, home: str) -> str:
    """An object as a person answers for it: `column:public.people.name`."""
    kind = "type" if key.kind in {"enum", "domain", "composite", "range"} else key.kind
    if kind == "schema":
        return f"schema:{key.name}"
    parts = [key.schema or home, key.name, key.part]
    return f"{kind}:{'.'.join(part for part in parts if part)}"


def rename_steps(
    decisions: Decisions,
    found: Catalogue,
    wanted: Catalogue,
    reread: Callable[[list[Step]], Catalogue],
) -> tuple[tuple[Rename, ...], tuple[Step, ...], Catalogue]:
    """The renames decided on and those that follow, their statements, the catalogue after them.

    Args:
        decisions: The answers.
        found: What is there.
        wanted: What is wanted.
        reread: Runs statements and reads the catalogue again.

    Raises:
        MigrationError: A rename cannot be read, there is nothing to rename, or
            its new name is not wanted.
    """
    renames = in_turn(parse_rename(one, found.home) for one in decisions.renames)
    steps: list[Step] = []
    asides: list[Rename] = []
    taken: dict[tuple[str, ...], Rename] = {}
    for place, rename in enumerate(renames):
        names = new_names(rename, renames[:place])
        _check_wanted(rename, names, wanted)
        if (other := taken.setdefault((rename.kind, *names), rename)) != rename:
            raise MigrationError(f"renames {other} and {rename} lead to one name: leave one out")
        if aside := make_room(rename, (*asides, *renames[:place]), found):
            more = statement(aside, found, ())
            asides.append(aside)
            steps += more
            found = reread(more)
        more = statement(rename, found, (*asides, *renames[:place]))
        steps += more
        found = reread(more)
    renames = (*asides, *renames)
    # A sequence's new name may be what makes a default, and so a table, as it is wanted.
    while following := followers(found, wanted):
        renames = (*renames, *following)
        more = [step for one in following for step in statement(one, found, ())]
        steps += more
        found = reread(more)
    return renames, tuple(steps), found


def _check_wanted(rename: Rename, names: tuple[str, ...], wanted: Catalogue) -> None:
    """Refuse a rename to what nobody asks for: it is a slip of the pen."""
    if exists(rename.kind, names, wanted) is None:
        written = ".".join(part for part in names if part)
        raise MigrationError(
            f"rename {rename}: no {rename.kind.replace('_', ' ')} {written} is wanted: "
            "is the new name spelt as in the models?"
        )


def ask(
    found: Catalogue,
    wanted: Catalogue,
    steps: Iterable[Step],
    decisions: Decisions,
    renames: Iterable[Rename] = (),
) -> tuple[str, ...]:
    """What is agreed to be lost, each `KIND:NAME`.

    Args:
        found: What is there, after all renames.
        wanted: What is wanted.
        steps: All statements.
        decisions: The answers.
        renames: Those made, of which some only put an object aside.

    Raises:
        HintsMissing: Something is neither agreed to nor known to be renamed.
    """
    home = found.home
    questions = [
        Question("rename", name, candidates)
        for key, candidates in suspects(found, wanted)
        if not decisions.allows(name := loss_name(called(key, renames), home))
    ]
    asked = {one.name for one in questions}
    lost = {loss_name(called(step.key, renames), home): step.key for step in steps if step.loses}
    questions += [
        Question("data_loss", name)
        for name, key in lost.items()
        # What stands in a schema is lost or kept with it, if that is a question.
        if not {name, f"schema:{key.schema}"} & asked and not decisions.allows(name)
    ]
    if questions:
        raise HintsMissing(
            f"{questions[0].text}"
            + (f" (and {len(questions) - 1} more)" if questions[1:] else "")
            + f"; answer with --rename, --allow-data-loss or a hints file "
            f"({'; '.join(questions[0].hints)})",
            tuple(one.as_json() for one in questions),
        )
    return tuple(lost)


def _read(path: Path) -> dict[str, Any]:
    try:
        raw: object = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise MigrationError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise MigrationError(f"{path}: not JSON ({error})") from error
    hints: dict[str, Any] = {"renames": [], "allow_data_loss": []}
    if not isinstance(raw, dict) or cast("dict[str, object]", raw).keys() - hints.keys():
        raise MigrationError(f'{path}: {{"renames": [...], "allow_data_loss": [...]}} was expected')
    hints |= cast("dict[str, object]", raw)
    for key, value in hints.items():
        items = cast("list[object]", value) if isinstance(value, list) else [None]
        texts = all(isinstance(item, str) for item in items)
        if not texts and not (key == "allow_data_loss" and isinstance(value, bool)):
            raise MigrationError(f"{path}: {key!r} must be a list of strings")
        if value is False:
            hints[key] = []
    return hints
