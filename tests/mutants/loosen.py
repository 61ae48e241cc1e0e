"""Import a module of the app with one check taken out of its source."""

import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import CodeType, ModuleType

from tests.mutants.checks import CHECKS
from tests.mutants.checks.check import Check


class StaleCheckError(RuntimeError):
    """The source no longer holds the check as it is written in `checks`: write it anew."""


class Loader(importlib.machinery.SourceFileLoader):
    check: Check

    def get_code(self, fullname: str) -> CodeType:
        return compile(loosened(self.check, self.get_data(self.path).decode()), self.path, "exec")


class Finder:
    def __init__(self, check: Check) -> None:
        self.check = check

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.check.module:
            return None
        found = importlib.machinery.PathFinder.find_spec(fullname, path)
        if found is None or found.origin is None:
            raise StaleCheckError(f"{fullname} is gone")
        loader = Loader(fullname, found.origin)
        loader.check = self.check
        return importlib.util.spec_from_file_location(
            fullname, found.origin, loader=loader, submodule_search_locations=found.submodule_search_locations
        )


def loosened(check: Check, source: str) -> str:
    if source.count(check.old) != 1:
        raise StaleCheckError(f"{check.module} holds {source.count(check.old)} times: {check.old}")
    return source.replace(check.old, check.new)


def install(name: str) -> None:
    sys.meta_path.insert(0, Finder(CHECKS[name]))  # type: ignore[arg-type]  # finds, and no more
