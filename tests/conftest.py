"""Fixtures of the whole suite; those of the ``testing`` room are its own plugin."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["ait_postgres.testing", "pytester"]


@pytest.fixture(scope="session")
def shared_payloads() -> Path:
    """The folder of real payloads, ``shared/payloads`` beside the checkout.

    ``AIT_SHARED`` names another ``shared`` folder.
    """
    checkout = Path(__file__).resolve().parents[1]
    named = os.environ.get("AIT_SHARED")
    candidates = [Path(named)] if named else [folder / "shared" for folder in checkout.parents]
    for candidate in candidates:
        if (candidate / "payloads").is_dir():
            return candidate / "payloads"
    pytest.skip(f"no payloads in {', '.join(map(str, candidates[:2]))}: set AIT_SHARED to run this")
