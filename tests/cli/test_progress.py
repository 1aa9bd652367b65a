"""A bar for what takes long, on a terminal, and nothing else."""

import pytest

from ait_postgres.cli import progress
from ait_postgres.cli.progress import LateProgress


def drawn(capsys: pytest.CaptureFixture[str]) -> str:
    with LateProgress("ingesting slack_message", "payloads") as bar:
        bar.update(5_000)
        bar.update(10_000, 20_000)
        bar.note("waiting for another run")
    printed = capsys.readouterr()
    assert printed.out == "", "stdout belongs to results"
    return printed.err


def test_on_a_terminal_it_is_drawn_after_a_second(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes it for a terminal
    assert drawn(capsys) == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = drawn(capsys)
    assert "10,000 payloads" in shown
    assert "waiting for another run" in shown


def test_elsewhere_it_is_silent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    assert drawn(capsys).strip() == ""
