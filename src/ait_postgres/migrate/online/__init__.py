"""The online form of a plan: nobody who reads or writes waits for long while it is applied.

Pure: statements that would keep a strong lock while they read or rewrite a
table are put into forms that do not, one operation a module. What comes out
is proven like any plan: it leads to exactly the wanted catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.diff.renamed import renamed
from ait_postgres.migrate.online import index, new_column, not_null, partitioned, unique, validated
from ait_postgres.migrate.online.form import Form
from ait_postgres.migrate.online.remarks import remarked
from ait_postgres.migrate.online.retype import retype
from ait_postgres.migrate.online.scene import Scene
from ait_postgres.migrate.online.weave import weave

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ait_postgres.migrate.diff import Step
    from ait_postgres.migrate.model import Catalogue

#: Each gives the form of the statements that it knows, else None.
_OPERATIONS: Final[tuple[Callable[[Step, Step | None, Scene], Form | None], ...]] = (
    index.build,
    index.drop,
    validated.add,
    not_null.add,
    unique.add,
    partitioned.build,
    new_column.add,
)
#: The oldest PostgreSQL that this package supports.
LOWEST: Final = 14


def online(
    steps: Sequence[Step], old: Catalogue, new: Catalogue, *, lowest: int = LOWEST
) -> tuple[Step, ...]:
    """Put a plan into its online form.

    Args:
        steps: From `diff(old, new)`.
        old: What is there, with its dependencies.
        new: What is wanted, with its dependencies.
        lowest: The oldest major version of PostgreSQL that the statements
            must run on.
    """
    as_renamed, _ = renamed(old, new)
    scene = Scene(steps, as_renamed, new, lowest=lowest)
    swaps = {step: form for step in steps if (form := retype(step, scene))}
    first = [stage for form in swaps.values() for stage in form.first]

    def formed(step: Step, held: Step | None, scene: Scene) -> Form:
        return swaps.get(step) or _form(step, held, scene)

    return weave(steps, scene, formed, first)


def _form(step: Step, held: Step | None, scene: Scene) -> Form:
    forms = (operation(step, held, scene) for operation in _OPERATIONS)
    whole = Form(now=(*([held] if held else []), step))
    return next((form for form in forms if form is not None), whole)


__all__ = ["LOWEST", "online", "remarked"]
