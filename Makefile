# Everything stands in .venv in this checkout; nothing is installed outside it.
# Each target does its own set-up; only Python 3.11+ and make are needed.

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
export UV_CACHE_DIR := $(CURDIR)/.venv/.uv-cache
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv

.PHONY: help setup demo test check fix generate initial-migration docs bench lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

setup: .venv/installed ## create .venv with everything in it

.venv/installed: requirements/uv.txt requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found: name it with make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot create a virtual environment: on Debian and Ubuntu, install python3-venv" >&2; exit 1; }
	$(BIN)/pip --disable-pip-version-check --no-cache-dir install --quiet --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## real payloads become rows in a real PostgreSQL
	$(BIN)/ait-postgres demo

test: check ## every check and every test
	$(BIN)/python -m tests.setup
	$(BIN)/python -m pytest -n auto

check: setup ## formatting, lint, types, the ladder of imports
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/basedpyright
	$(BIN)/lint-imports

fix: setup ## format, and mend what ruff can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

generate: setup ## write schemas/data_targets.py anew from the models
	$(BIN)/python -m ait_postgres.schemas.generate

initial-migration: setup ## write migrations/0001_initial anew from the models (before the first release only)
	$(BIN)/python scripts/initial_migration.py

docs: setup ## build the documentation into docs/_build
	$(BIN)/sphinx-build -W -q docs docs/_build

bench: setup ## speed, beside peers, in one run (BENCH="ingest --scale 0.1": some of it, smaller)
	@$(MAKE) --no-print-directory .venv-bench/installed || echo "dlt could not be installed: its lines will say so" >&2
	@$(MAKE) --no-print-directory bench/drizzle/node_modules/installed || echo "drizzle-orm could not be installed: its lines will say so" >&2
	$(BIN)/python -m bench $(BENCH)

# The bench's peers keep out of .venv: what they need is no concern of the package.
.venv-bench/installed: requirements/bench.txt
	rm -rf .venv-bench
	$(BIN)/uv venv --quiet --python $(BIN)/python .venv-bench
	$(BIN)/uv pip sync --quiet --python .venv-bench/bin/python --require-hashes requirements/bench.txt
	@touch $@

bench/drizzle/node_modules/installed: bench/drizzle/package-lock.json
	npm --prefix bench/drizzle ci --cache .venv-bench/.npm-cache --fetch-retries 1 --no-audit --no-fund
	@touch $@

lock: setup ## compile the pins anew
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras --group dev --custom-compile-command "make lock" --output-file requirements/dev.txt pyproject.toml
	echo "uv" | $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --constraints requirements/dev.txt --custom-compile-command "make lock" --output-file requirements/uv.txt -
	printf "dlt[postgres]>=1.31\nalembic\nsqlalchemy\npsycopg[binary]\n" | $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --constraints requirements/dev.txt --custom-compile-command "make lock" --output-file requirements/bench.txt -

clean: ## remove .venv, .ait and everything built
	test ! -x $(BIN)/ait-postgres || $(BIN)/ait-postgres down || true
	rm -rf .venv .venv-bench bench/drizzle/node_modules tests/servers/node_modules .ait dist docs/_build
