"""Put the quick steps first and what takes long after them, as far as their needs allow.

What takes long is put off until a step needs it, or to the end. What is
dropped to be made again goes as late as it can, so that nobody misses it for
long, and no commit stands where something is missing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ait_postgres.migrate.model import Constraint, Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Key
    from ait_postgres.migrate.online.form import Form, Stage
    from ait_postgres.migrate.online.scene import Scene


class Weaver:
    """Takes the steps one after the other and gives them back in another form and order.

    Args:
        scene: What the plan is about.
        form: Gives a step's form, and is told the drop that comes before it,
            if the object is one that was there.
    """

    def __init__(self, scene: Scene, form: Callable[[Step, Step | None, Scene], Form]) -> None:
        self._scene = scene
        self._form = form
        self._held: dict[Key, Step] = {}
        self._later: list[Stage] = []
        self._written = _Written(scene)

    def begin(self, stages: Iterable[Stage]) -> None:
        """Write what comes before the whole plan."""
        self._later += stages
        self._flush(len(self._later))

    def take(self, step: Step) -> None:
        """Take the next step."""
        if self._waits(step):
            self._held[step.key] = step
            return
        self._settle(step)
        held = self._held.pop(step.key, None) if step.key in step.creates else None
        form = self._form(step, held, self._scene)
        for one in form.now:
            self._settle(one)
        if form.first:  # a transaction of its own: it locks what is busy
            self._written.cut()
        for place, one in enumerate(form.now):
            self._write(one, joined=place > 0)
        if form.first:
            self._written.cut()
        self._later += form.later

    def finish(self) -> tuple[Step, ...]:
        """All steps, once the last is taken."""
        self._flush(len(self._later))
        for step in tuple(self._held.values()):
            self._write(step)
        return self._written.steps

    def _waits(self, step: Step) -> bool:
        """Whether a drop had better come right before the step that makes the object again."""
        return step.key in step.drops & self._scene.remade and step.key.kind in {
            "constraint",
            "index",
        }

    def _write(self, step: Step, *, joined: bool = False) -> None:
        """Write a step, after the drops that must come before it."""
        for held in self._in_the_way(step):
            self._held.pop(held.key)
            self._written.add(held, joined=joined)
            joined = joined or held.transactional
        self._written.add(step, joined=joined)

    def _settle(self, step: Step) -> None:
        """Do what was put off and a step needs."""
        needed = [place for place, stage in enumerate(self._later) if self._needs(step, stage)]
        if needed:
            self._flush(needed[-1] + 1)

    def _flush(self, count: int) -> None:
        stages, self._later = self._later[:count], self._later[count:]
        for stage in stages:
            self._written.cut()
            for place, step in enumerate(stage):
                self._write(step, joined=place > 0)
            self._written.cut()

    def _in_the_way(self, step: Step) -> list[Step]:
        """The drops that must come before a step, in order."""
        if step.ahead or step.behind:
            return list(self._held.values())
        found: list[Step] = []
        touched = step.drops | step.alters
        for held in reversed(self._held.values()):
            if touched & (self._uses(held) | held.drops) or self._takes_name(step, held):
                found.insert(0, held)
                touched |= held.drops
        return found

    def _needs(self, step: Step, stage: Stage) -> bool:
        """Whether a step must come after a stage."""
        new = self._scene.state.new
        touched = step.drops | step.alters | step.creates
        needs = set(step.needs or ())
        if step.needs is None:
            subjects = step.creates | step.alters or ({step.key} - step.drops)
            needs = {on for key in subjects for on in new.needs(key)}
        needs |= touched or {step.key}
        item = new.find(Constraint, step.key)
        # What rows are added or changed must fit a check at once; a key's columns must be NOT NULL.
        strict = item is not None and item.form in "cp"
        if item and strict:
            needs |= {step.key._replace(kind="column", part=column) for column in item.columns}
        made = {key for one in stage for key in one.creates}
        altered = {key for one in stage for key in one.alters}
        if needs & made or touched & altered or (strict and needs & altered):
            return True
        return any(
            (one.drops and ((step.drops | step.alters) & self._uses(one) or touched & one.drops))
            or self._takes_name(step, one)
            for one in stage
        )

    def _uses(self, dropping: Step) -> frozenset[Key]:
        """What the objects that a step drops depend on, their tables left out."""
        old = self._scene.state.old
        found = {on for key in dropping.drops for on in old.needs(key)}
        return frozenset(key for key in found if key.kind not in {"table", "schema"})

    def _takes_name(self, step: Step, dropping: Step) -> bool:
        return bool(self._names(step.creates) & self._names(dropping.drops))

    def _names(self, keys: Iterable[Key]) -> set[tuple[str, str]]:
        """The names of relations that objects take."""
        found: set[tuple[str, str]] = set()
        for key in keys:
            item = self._scene.state.new.get(key) or self._scene.state.old.get(key)
            if isinstance(item, Constraint) and item.has_index:
                found.add((key.schema, key.part))
            elif isinstance(item, Index) or key.kind in {"table", "view", "sequence"}:
                found.add((key.schema, key.name))
        return found


class _Written:
    """The steps as they will be run, each told whether it begins a transaction."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._steps: list[Step] = []
        self._missing: set[Key] = set()
        self._made: set[Key] = set()
        self._tables: frozenset[Key] = frozenset()
        self._cut = False
        self._open = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """All of them."""
        return tuple(self._steps)

    def cut(self) -> None:
        """Commit before the next step, if nothing is missing."""
        self._cut = True

    def add(self, step: Step, *, joined: bool) -> None:
        """Add the next; `joined`: to the transaction of the one before it."""
        tables = self._scene.tables_of(step)
        another = bool(self._tables and tables - self._tables)
        begins = self._open and not joined and not self._missing and (self._cut or another)
        if not step.transactional:
            self._open, self._tables, self._cut = False, frozenset(), False
        else:
            self._tables = tables if begins else self._tables | tables
            self._steps.append(replace(step, begins=begins))
            self._open, self._cut = True, step.commits
        if not step.transactional:
            self._steps.append(step)
        self._made |= step.creates
        self._missing |= self._scene.missing_after(step) - self._made
        self._missing -= step.creates


def weave(
    steps: Sequence[Step],
    scene: Scene,
    form: Callable[[Step, Step | None, Scene], Form],
    first: Iterable[Stage],
) -> tuple[Step, ...]:
    """All steps in their online forms, in order, after what comes first."""
    weaver = Weaver(scene, form)
    weaver.begin(first)
    for step in steps:
        weaver.take(step)
    return weaver.finish()


__all__ = ["weave"]
