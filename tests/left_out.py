"""Names each check that was left out; where everything must run (CI=true) a missing program is a failure."""

import os

import pytest

DATA_ABSENT = "data absent:"
"""A skip for this reason is fine anywhere: the checkout has no folder of real reports beside it."""


def reasons(skipped: list[pytest.TestReport]) -> dict[str, list[str]]:
    """Group the tests that were left out by their reason."""
    grouped: dict[str, list[str]] = {}
    for report in skipped:
        told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        grouped.setdefault(told.removeprefix("Skipped: "), []).append(report.nodeid)
    return grouped


def failing(reason: str) -> bool:
    """Tell whether a check left out for this reason fails a full run."""
    return os.environ.get("CI") == "true" and not reason.startswith(DATA_ABSENT)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, at the end where it is seen."""
    grouped = reasons(terminalreporter.stats.get("skipped", []))
    for reason, tests in grouped.items():
        terminalreporter.write_line(f"left out: {reason} ({len(tests)})")
        for test in tests:
            terminalreporter.write_line(f"    {test}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a full run in which something was left out."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if exitstatus == pytest.ExitCode.OK and any(failing(reason) for reason in reasons(skipped)):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
