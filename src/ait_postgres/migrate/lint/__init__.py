"""Lint by observation: each statement is run in a scratch database, and rules judge what it did."""

from ait_postgres.migrate.lint.finding import Finding, Group, Problem, Rule, Severity
from ait_postgres.migrate.lint.folder import USUAL, lint
from ait_postgres.migrate.lint.rules import RULES

__all__ = ["RULES", "USUAL", "Finding", "Group", "Problem", "Rule", "Severity", "lint"]
