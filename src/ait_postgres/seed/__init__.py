"""The vendors that can be connected, as rows of `providers`.

One file of `data/` describes one vendor. Seeding makes the table say what
the files say, matched by slug, and leaves `is_enabled` to the operator.
"""

from __future__ import annotations

from ait_postgres.seed.providers import SeedResult, seed_providers

__all__ = ["SeedResult", "seed_providers"]
