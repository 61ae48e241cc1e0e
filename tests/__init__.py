"""Tests. With FOOTHOLD_MUTANT set, one check of the app is loosened before it is imported (see `tests/mutants`)."""

import os

if name := os.environ.get("FOOTHOLD_MUTANT"):
    from tests.mutants.loosen import install

    install(name)
