# Two commands do all the set-up: `make demo` to see it, `make test` to trust it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
# The locks name every package there is, so pip resolves nothing: a release after the lock can't
# break the install (pip looks at newer ones for "coverage[toml]", which has no line of its own).
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
TEST := DJANGO_SETTINGS_MODULE=config.settings.test
PYTEST := $(BIN)/pytest -q -n auto --dist worksteal
export PORT
# Several processes import the same modules: compiled once, whatever the machine says.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help install demo test check long lock messages compile-messages chromium lint template-sqlite template-postgres

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

.venv/bin/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version)."; \
	    $$python -m venv .venv && exit 0; \
	    rm -rf .venv; \
	    echo "This Python can't make a .venv. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; \
	  fi; \
	done; \
	echo "Alongside needs Python 3.11, 3.12 or 3.13; none was found here."; exit 1

.venv/.runtime: requirements/runtime.txt | .venv/bin/python
	@echo "Installing what Alongside runs on (about a minute, once)."
	@$(PIP) -r requirements/runtime.txt
	@touch $@

.venv/.tests: requirements/test.txt | .venv/bin/python
	@echo "Installing what Alongside and its tests run on (about two minutes, once)."
	@$(PIP) -r requirements/test.txt
	@touch .venv/.runtime $@

install: .venv/.tests ## make .venv with all that the product and its tests need

demo: .venv/.runtime ## start the whole product with its demo story; PORT=8000 is the default
	@exec $(BIN)/python manage.py demo

chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing chromium for the browser tests."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends chromium; } \
	    >/dev/null 2>&1 || echo "Chromium could not be installed: browser tests are skipped."; \
	else echo "No Chromium here and no right to install it: browser tests are skipped."; fi

test: .venv/.tests chromium ## the tests: on SQLite, then on PostgreSQL where there is one
	@echo "Tests on SQLite."
	@$(PYTEST) -m "not long" $(ARGS)
	@echo "Tests on PostgreSQL: what reads and writes, of each table of cases its first."
	@$(BIN)/python -m tests.postgres $(PYTEST) --one-of-each -m "django_db and not (long or browser or pages)" $(ARGS)

check: .venv/.tests chromium ## format, lint, types, contracts, migrations, templates, then make test
	@$(MAKE) --no-print-directory -j3 lint template-sqlite template-postgres
	@$(MAKE) --no-print-directory test

lint: .venv/.tests
	@echo "Format and lint."    && $(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@echo "Types."              && $(BIN)/mypy
	@echo "Import contracts."   && PYTHONPATH=site:. $(BIN)/lint-imports --no-logo
	@echo "Migrations."         && $(TEST) $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "Templates."          && $(BIN)/djlint --lint --quiet site feedback consultations insights

# Migrating takes longer than linting: all three side by side.
template-sqlite: .venv/.tests
	@$(BIN)/python -m tests.databases
template-postgres: .venv/.tests
	@$(BIN)/python -m tests.postgres --if-it-answers $(BIN)/python -m tests.databases

long: .venv/.tests chromium ## the slow tier: each width, fuzzing, faults, load; before an issue is closed
	@echo "The slow tier on SQLite."
	@$(PYTEST) -m long $(ARGS)
	@echo "All of it on PostgreSQL."
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "django_db and not (browser or demo)" $(ARGS)

lock: .venv/.tests ## resolve requirements/*.in again into hashed locks
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for set in runtime test; do \
	  echo "Locking requirements/$$set.in."; \
	  (cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate -o $$set.txt $$set.in); \
	done

messages: .venv/.tests ## collect strings for translation, then compile them
	@command -v xgettext >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get -qq -y install gettext >/dev/null 2>&1; } \
	  || { echo "Collecting strings needs GNU gettext: apt-get install gettext"; exit 1; }
	@$(TEST) $(BIN)/python manage.py makemessages --locale cy --ignore .venv --ignore tests --no-location --verbosity 0
	@$(MAKE) --no-print-directory compile-messages

compile-messages: .venv/.tests ## write each .mo from its .po; needs no gettext
	@$(BIN)/python -c 'import pathlib, polib; \
	  [polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo"))) for po in pathlib.Path("site").rglob("*.po")]'
