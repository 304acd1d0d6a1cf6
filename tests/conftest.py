"""Where `STORYBOARD_CI` is set, a test that was skipped for want of something ("needs …") fails the run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Give why something was skipped, without pytest's own prefix."""
    longrepr = report.longrepr
    said = longrepr[2] if isinstance(longrepr, tuple | list) else str(longrepr)
    return str(said).removeprefix("Skipped: ")


def _missing(config: pytest.Config) -> list[str]:
    """Give the reasons of all skips for want of something; empty outside CI and in xdist's workers."""
    reporter: TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("STORYBOARD_CI"):
        return []
    skipped = reporter.stats.get("skipped", [])
    return sorted({reason for reason in map(_reason, skipped) if reason.startswith("needs ")})


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    """Say what CI must have and has not."""
    for reason in _missing(config):
        terminalreporter.write_line(f"ERROR: skipped on CI, where nothing may be missing: {reason}", red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that would pass only because tests were skipped."""
    if session.exitstatus == pytest.ExitCode.OK and _missing(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which rewrites the golden files instead of comparing with them."""
    parser.addoption("--accept", action="store_true", help="rewrite golden files")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--accept"))
