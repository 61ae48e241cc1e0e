# The commands of Foothold. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
KILLS ?= 200
CUTS ?= 25
SCHEDULES ?= 200
FUZZ ?= 20000

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)
# Compiled once and not by each of the hundred processes that a run starts, also where the machine says not to.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest -p tools.no_skips -p tools.at_once -p tools.heaviest_first
PARALLEL := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help run check lint test campaign bench lock
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

.venv/app.ok: requirements/app.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv || { echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PIP) install --require-hashes -r requirements/app.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.ok: .venv/app.ok requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/app.ok  ## serve on http://127.0.0.1:8000 (PORT=...), with the example program in an empty database
	@PORT=$(PORT) $(BIN)/foothold serve --demo

lint: .venv/dev.ok  ## formatting, lint, types, layers, templates, dependencies
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet webapp/templates
	$(BIN)/deptry .

check: lint  ## before each commit: lint and the tests on SQLite that neither need a browser nor go through the whole app
	FOOTHOLD_TEST_DATABASES=sqlite $(PYTEST) -q $(PARALLEL) -m "not browser and not slow and not whole"

test: lint  ## everything: both databases, browser journeys, page checker, 30 kills; installs what is missing
	tools/ensure.sh chromium postgresql java vnu
	FOOTHOLD_TEST_DATABASES=sqlite,postgresql $(PYTEST) $(PARALLEL) -m "not webkit"

campaign: .venv/dev.ok  ## the long runs: KILLS=200 kills, SCHEDULES=200 of faults under a phone, CUTS=25 power cuts (root), FUZZ=20000 generated inputs, every loosened check; the journey without a network in WebKit
	tools/ensure.sh chromium webkit postgresql
	FOOTHOLD_TEST_DATABASES=sqlite $(PYTEST) -m webkit
	$(BIN)/python -m tests.durability.kill9 --kills $(KILLS)
	$(BIN)/python -m tests.durability.campaign_offline --schedules $(SCHEDULES)
	[ "$$(id -u)" != 0 ] || $(BIN)/python -m tests.durability.powercut --cuts $(CUTS)
	FOOTHOLD_CAMPAIGN=1 FOOTHOLD_FUZZ=$(FUZZ) FOOTHOLD_TEST_DATABASES=sqlite $(PYTEST) -m "slow and not browser"

bench: .venv/dev.ok  ## requests per second beside bare twins, with 10 thousand and 1 million entries; bytes of the first load; start without a network; Lighthouse
	tools/ensure.sh chromium wrk lighthouse
	$(BIN)/python -m bench

lock: .venv/dev.ok  ## write requirements/*.txt from pyproject.toml (UPGRADE=1: newest versions)
	$(COMPILE) pyproject.toml --extra postgres --group build --output-file requirements/app.txt
	$(COMPILE) pyproject.toml --extra postgres --group dev --output-file requirements/dev.txt
