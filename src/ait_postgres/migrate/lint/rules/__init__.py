"""Every rule, one a module, with a page of its name in `docs/lint`.

A rule looks at one statement as it was seen to run, and says what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ait_postgres.migrate.lint.rules import (
    attach_partition_with_scan,
    blocking_rewrite,
    blocking_scan,
    check_without_not_valid,
    column_dropped,
    convention_cursor_index,
    convention_foreign_keys,
    convention_keys,
    convention_names,
    convention_timestamps,
    convention_types,
    domain_column,
    enum_value_removed,
    enum_value_used_where_added,
    exclusion_constraint,
    foreign_key_drop_locks_parent,
    foreign_key_without_index,
    foreign_key_without_not_valid,
    index_drop_not_concurrently,
    index_not_concurrently,
    json_column,
    lock_held_through_scan,
    naive_timestamp,
    name_too_long,
    not_null_with_scan,
    random_default,
    refresh_not_concurrently,
    reindex_not_concurrently,
    renamed,
    required_column,
    serial_or_identity,
    stored_column,
    table_dropped,
    truncate,
    type_change_rewrites,
    unbatched_backfill,
    unique_without_index,
    volatile_default,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ait_postgres.migrate.lint.finding import Rule

_MODULES: Final = (
    attach_partition_with_scan,
    blocking_rewrite,
    blocking_scan,
    check_without_not_valid,
    column_dropped,
    convention_cursor_index,
    convention_foreign_keys,
    convention_keys,
    convention_names,
    convention_timestamps,
    convention_types,
    domain_column,
    enum_value_removed,
    enum_value_used_where_added,
    exclusion_constraint,
    foreign_key_drop_locks_parent,
    foreign_key_without_index,
    foreign_key_without_not_valid,
    index_drop_not_concurrently,
    index_not_concurrently,
    json_column,
    lock_held_through_scan,
    naive_timestamp,
    name_too_long,
    not_null_with_scan,
    random_default,
    refresh_not_concurrently,
    reindex_not_concurrently,
    renamed,
    required_column,
    serial_or_identity,
    stored_column,
    table_dropped,
    truncate,
    type_change_rewrites,
    unbatched_backfill,
    unique_without_index,
    volatile_default,
)

#: Every rule by its name.
RULES: Final[Mapping[str, Rule]] = {one.RULE.name: one.RULE for one in _MODULES}
