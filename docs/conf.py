"""Sphinx reads this; ``make docs`` builds the pages with warnings as errors."""

project = "ait-postgres"
copyright = "the ait-postgres founders"  # noqa: A001 - Sphinx's name for it
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "ait-postgres"
html_show_sourcelink = False
