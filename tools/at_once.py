"""A pytest plugin: a failure is shown when it happens, for the run that never gets to its summary."""

import pytest

_terminal: list[pytest.TerminalReporter] = []


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and not hasattr(config, "workerinput"):
        _terminal.append(reporter)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        for terminal in _terminal:
            terminal.write_line(f"\nfailed {report.when}: {report.nodeid}\n{report.longreprtext}", red=True)
