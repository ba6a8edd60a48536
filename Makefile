# Two commands are all a newcomer needs: `make demo` and `make test`. Bare `make` lists the targets.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types bench chaos lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("plneni needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

setup: $(STAMP) ## make .venv with exactly the locked packages

demo: $(STAMP) ## try it in a browser without a Telegram account; without a terminal: play a round, leave the report
	$(BIN)/plneni demo $(if $(FAMILY),--family $(FAMILY))

test: $(STAMP) ## run every test; names each check left out for a missing program
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadscope

lint: $(STAMP) ## ruff: style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## mypy, strict, on code and tests
	$(BIN)/mypy

.venv-bench/.installed: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

.venv-bench-installed/.installed: requirements.lock
	$(PYTHON) -m venv .venv-bench-installed
	.venv-bench-installed/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

bench: $(STAMP) .venv-bench/.installed .venv-bench-installed/.installed ## measure beside other bots in the same run
	$(BIN)/python -m tests.bench

chaos: $(STAMP) ## kill the bot hundreds of times while people write
	$(BIN)/python -m tests.chaos

lock: $(STAMP) ## pin the newest allowed versions and their hashes anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -o requirements-dev.lock
	$(BIN)/uv pip compile -q --group rivals --universal --python-version 3.11 --generate-hashes --no-header -o requirements-bench.lock

clean: ## remove what the commands above made
	rm -rf .venv .venv-bench .venv-bench-installed demo-output bench-output .pytest_cache .mypy_cache .ruff_cache .hypothesis
