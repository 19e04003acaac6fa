# Everything that people and CI run. The same commands for both.

PYTHON ?= python3
BIN := .venv/bin
# What the locks hold, and what they must not name, is said in pyproject.toml.
LOCK = $(BIN)/pip-compile --quiet --build-deps-for editable
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export CUSTOM_COMPILE_COMMAND := make lock

.DEFAULT_GOAL := help
.PHONY: help site check serve test coverage lint types docs bless bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: .venv/.site ## Build the site into site/
	$(BIN)/python build.py

check: .venv/.site ## Say all that is wrong in content/
	$(BIN)/ecoq check

serve: .venv/.site ## Preview the site while writing
	$(BIN)/ecoq serve

test: lint types .venv/.test ## Run every check that CI runs
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

coverage: .venv/.test ## Measure what the tests run of the code
	rm -rf .cache/coverage
	mkdir -p .cache/coverage
	$(BIN)/coverage run -m pytest -p tools.js_coverage; echo $$? > .cache/coverage/status
	$(BIN)/coverage combine --quiet
	rm -f .cache/coverage/data.*  # left half written by processes that tests killed
	$(BIN)/coverage report
	$(BIN)/python tools/branch_coverage.py
	@exit $$(cat .cache/coverage/status)  # what failed does not keep the rest from being told

lint: .venv/.test ## Check the style of the code
	$(BIN)/ruff check

types: .venv/.test ## Check the types
	$(BIN)/mypy

docs: .venv/.site ## Rewrite the pages of docs/ that are made from the code
	$(BIN)/python tools/render_docs.py

bless: .venv/.test ## Accept what the golden tests now give; read the diff
	$(BIN)/pytest --bless

bench: .venv/.site ## Measure builds and the preview (docs/speed.md)
	$(BIN)/python bench/build.py
	$(BIN)/python bench/serve.py

lock: .venv/.test ## Renew requirements.txt and requirements-dev.txt
	$(LOCK) --upgrade --output-file requirements.txt pyproject.toml
	$(LOCK) --upgrade --constraint requirements.txt --extra test --extra tools \
		--output-file requirements-dev.txt pyproject.toml

clean: ## Remove all that was made
	rm -rf .venv .cache site build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Stamps: what is installed, for which lock.
.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.site: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements-dev.txt .venv/.site
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
