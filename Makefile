# README.md says what each command is for; .ci/setup sees to what it needs.
.PHONY: run test test-postgres drills lint requirements
SHELL := /bin/bash
.DEFAULT_GOAL := run

# Compiled code is kept, so that the next start takes seconds.
unexport PYTHONDONTWRITEBYTECODE

# Arguments for pytest: make test PYTEST="tests/scoring -x"
PYTEST ?=
# What of it runs alone, after the rest: make test-postgres ALONE=drill leaves the browser out
ALONE ?= browser or drill
MANAGE = .venv/bin/python manage.py
SOURCES = manage.py scorecard audits tests
# Tests write their files beside nobody's data.
IN_FRESH_DATA_DIR = dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; export DATA_DIR="$$dir";

run:
	@.ci/setup run
	@$(MANAGE) set_up
	@exec $(MANAGE) serve

test:
	@.ci/setup test
	@$(IN_FRESH_DATA_DIR) .ci/tests "$(ALONE)" $(PYTEST)

test-postgres:
	@.ci/setup test postgres
	@$(IN_FRESH_DATA_DIR) .ci/postgres .ci/tests "$(ALONE)" $(PYTEST)

drills:
	@.ci/setup test
	@$(IN_FRESH_DATA_DIR) DRILL_READY_SECONDS=$${DRILL_READY_SECONDS:-5} DRILL_EXAMPLES=$${DRILL_EXAMPLES:-100} DRILL_ROUNDS=$${DRILL_ROUNDS:-1000} .venv/bin/pytest -m drill $(PYTEST)

lint:
	@.ci/setup lint
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	git ls-files -z --cached --others --exclude-standard 'templates/*.html' | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	.venv/bin/mypy $(SOURCES)

requirements:
	@.ci/setup lint
	cd requirements && for set in uv base test; do \
	    ../.venv/bin/uv pip compile -q $$set.in -o $$set.txt --universal --python-version 3.11 --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make requirements' || exit 1; \
	done
