"""A pytest plugin: the files that take longest come first, so that no worker is left alone with one at the end.

With `--dist loadfile --no-loadscope-reorder` a worker that has nothing to do takes the next file of this order. A file
that is named here and gone stops the run.
"""

from collections import Counter

import pytest

HEAVIEST = (
    "tests/e2e/test_pages.py",
    "tests/guards/test_matrix.py",
    "tests/mutants/test_caught.py",
    "tests/durability/test_kill.py",
    "tests/durability/test_offline_campaign.py",
    "tests/guards/test_looks.py",
    "tests/guards/test_pages.py",
    "tests/guards/test_private.py",
)
"""What takes longest of all."""
BROWSER = "tests/e2e/"
"""Then what opens browsers; then the others by the number of their tests."""


def pytest_configure(config: pytest.Config) -> None:
    if gone := [file for file in HEAVIEST if not (config.rootpath / file).exists()]:
        raise pytest.UsageError(f"tools/heaviest_first.py names what is not there: {', '.join(gone)}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Counter(file_of(item) for item in items)
    items.sort(key=lambda item: rank(file_of(item), tests))


def file_of(item: pytest.Item) -> str:
    return item.nodeid.split("::")[0]


def rank(file: str, tests: Counter[str]) -> tuple[int, int, str]:
    """Smaller comes earlier."""
    if file in HEAVIEST:
        return 0, HEAVIEST.index(file), file
    return 1 if file.startswith(BROWSER) else 2, -tests[file], file
