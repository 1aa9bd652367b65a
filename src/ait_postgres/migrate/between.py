"""The plan that leads from one state to another: decided on, ordered and proven."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy.exc import DBAPIError

from ait_postgres.errors import MigrationError
from ait_postgres.migrate.applied import TABLE
from ait_postgres.migrate.decisions import Decisions, ask, rename_steps
from ait_postgres.migrate.diff import Step, diff
from ait_postgres.migrate.failure import describe_failure
from ait_postgres.migrate.followers import followers
from ait_postgres.migrate.inspect import read_catalogue
from ait_postgres.migrate.online import online, remarked
from ait_postgres.migrate.plan import Plan
from ait_postgres.migrate.proof import prove
from ait_postgres.migrate.renames import keys_of
from ait_postgres.migrate.sources import (
    Database,
    Migrations,
    Models,
    is_tenant,
    read_source,
    rebuilt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from ait_postgres.migrate.model import Catalogue
    from ait_postgres.migrate.renames import Rename
    from ait_postgres.migrate.sources import Source
    from ait_postgres.migrate.workshop import Workshop

#: Puts the statements between two catalogues into another form, which is then proven.
Arrange: TypeAlias = "Callable[[tuple[Step, ...], Catalogue, Catalogue], tuple[Step, ...]]"


@dataclass(frozen=True, slots=True)
class Change:
    """What parts two states, and the statements between them.

    Attributes:
        old: The catalogue that is there.
        new: The catalogue that is wanted.
        steps: The statements, in order, and what they do to which objects.
        plan: The same, proven, and what each was seen to do.
        renames: The renames among them.
        consents: What is given up with them, each `KIND:NAME`.
    """

    old: Catalogue
    new: Catalogue
    steps: tuple[Step, ...] = ()
    plan: Plan = field(default_factory=lambda: Plan(statements=()))
    renames: tuple[Rename, ...] = ()
    consents: tuple[str, ...] = ()


def change_between(
    old: Source,
    new: Source,
    workshop: Workshop,
    decisions: Decisions,
    arrange: Arrange | None = None,
) -> Change:
    """Find, decide and prove the statements from one state to another.

    Args:
        old: The state that is.
        new: The state that is wanted.
        workshop: Where states are built.
        decisions: What a person decided.
        arrange: Puts the statements into another form, given both catalogues.

    Raises:
        HintsMissing: Something has to be decided first.
        StatementFailed: PostgreSQL refused a statement of a state.
        MigrationError: A state cannot be built, or the plan cannot be proven.
    """
    found, wanted = read_states(old, new, workshop)
    if found.objects == wanted.objects and not decisions.renames:
        return Change(found, wanted)
    with rebuilt(old, found, workshop) as scratch:
        renames, first, renamed = _renamed(scratch, found, wanted, decisions)
        steps = diff(renamed, wanted)
        steps = (*first, *(arrange(steps, renamed, wanted) if arrange else steps))
        consents = ask(renamed, wanted, steps, decisions, renames)
        moved = keys_of(renames)
        plan = prove(scratch, steps, wanted, renamed=moved, without=[TABLE])
    return Change(found, wanted, steps, plan, renames, consents)


def change_online(
    old: Source, new: Source, workshop: Workshop, decisions: Decisions, lowest: int
) -> Change:
    """The same in the online form, for a database that is in use; what has none is marked.

    Args:
        old: The state that is.
        new: The state that is wanted.
        workshop: Where states are built.
        decisions: What a person decided.
        lowest: The oldest major version of PostgreSQL that the statements must run on.
    """
    change = change_between(old, new, workshop, decisions, partial(online, lowest=lowest))
    return replace(change, plan=remarked(change.plan))


def read_states(old: Source, new: Source, workshop: Workshop) -> tuple[Catalogue, Catalogue]:
    """Both catalogues; a live database is read no further than the other state reaches.

    That is, where the other is a project's, or where the database is a
    tenant's: what stands in other schemas is none of theirs. Two databases,
    or one and an SQL file, are compared whole.

    Raises:
        StatementFailed: PostgreSQL refused a statement of a state.
        MigrationError: A state cannot be built, or two major versions printed them.
    """
    if isinstance(old, Database) and _bounded(old, new):
        wanted = read_source(_within_home(new), workshop)
        found = _within(read_source(replace(old, schemas=wanted.schemas), workshop), wanted)
    elif isinstance(new, Database) and _bounded(new, old):
        found = read_source(_within_home(old), workshop)
        wanted = _within(read_source(replace(new, schemas=found.schemas), workshop), found)
    else:
        found, wanted = read_source(old, workshop), read_source(new, workshop)
    if found.major != wanted.major:
        raise MigrationError(
            f"{old} is of PostgreSQL {found.major} and {new} of {wanted.major}, which print the "
            f"same object differently: name a development server of one version with --dev-url"
        )
    return found, wanted


def _bounded(live: Database, other: Source) -> bool:
    return isinstance(other, Models | Migrations) or is_tenant(live)


def _within_home(other: Source) -> Source:
    """Of two tenants neither reaches further than home."""
    if isinstance(other, Database) and is_tenant(other):
        return replace(other, schemas=())
    return other


def _within(live: Catalogue, project: Catalogue) -> Catalogue:
    """A live database without the extensions that the project does not speak of."""
    names = {item.key for item in project.objects if item.kind == "extension"}
    objects = tuple(o for o in live.objects if o.kind != "extension" or o.key in names)
    return replace(live, objects=objects)


def _renamed(
    scratch: Engine, found: Catalogue, wanted: Catalogue, decisions: Decisions
) -> tuple[tuple[Rename, ...], tuple[Step, ...], Catalogue]:
    """The renames, and the catalogue as PostgreSQL prints it after them; nothing is kept."""
    if not decisions.renames and not followers(found, wanted):
        return (), (), found
    with scratch.connect() as connection, connection.begin() as transaction:

        def reread(steps: list[Step]) -> Catalogue:
            for step in steps:
                try:
                    connection.exec_driver_sql(step.sql, execution_options={"no_parameters": True})
                except DBAPIError as error:
                    failure = describe_failure(error, f"rename of {step.key}")
                    raise MigrationError(f"{failure.place}: {failure.text}") from error.orig
            after = read_catalogue(connection, without=[TABLE], schemas=None, dependencies=True)
            return replace(after, home=found.home)  # what people call it

        done = rename_steps(decisions, found, wanted, reread)
        transaction.rollback()
    return done


__all__ = ["Arrange", "Change", "change_between", "change_online", "read_states"]
