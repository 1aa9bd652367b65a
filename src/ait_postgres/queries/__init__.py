"""Reading: one module a vendor, each function a typed `Select` that the caller executes.

Every function names its columns, takes its filters by keyword, has an order that an
index gives and a limit (100 unless told otherwise). Where a listing has `updated_at`
and the key, `fetch_page` reads it in pages.
"""

from __future__ import annotations

from ait_postgres.queries.cursor import Cursor
from ait_postgres.queries.listing import DEFAULT_LIMIT, MAX_LIMIT
from ait_postgres.queries.page import Page, fetch_page, page

__all__ = ["DEFAULT_LIMIT", "MAX_LIMIT", "Cursor", "Page", "fetch_page", "page"]
