"""The demo: bundled payloads become rows, and the rows are looked at.

It calls the same functions as users do, so what it shows is what their own
payloads go through.
"""

from __future__ import annotations

from ait_postgres.demo.fill import Filled, fill
from ait_postgres.demo.tour import Tour, tour

__all__ = ["Filled", "Tour", "fill", "tour"]
