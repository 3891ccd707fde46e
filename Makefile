# The first command typed in a fresh clone works: a virtual environment is made from the lock file when one is needed.
# Needs Python 3.11 or newer, make and git. PYTHON=/path/to/python chooses the interpreter.

.DEFAULT_GOAL := help
.PHONY: help run test test-slow check fix lock clean
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PAPERS ?= corpus/papers
OUT ?= output

# One thread a process: there is a process a core already.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(STAMP) ## mine the sample papers (PAPERS=corpus/papers) into a dataset (OUT=output)
	@$(BIN)/svod run "$(PAPERS)" -o "$(OUT)"

test: $(STAMP) ## the tests, but for the slow ones
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

test-slow: $(STAMP) ## the slow tests
	@$(BIN)/python -m pytest -m slow

check: $(STAMP) ## lint, format, types, layers, documentation; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/build.py --check
	$(BIN)/python -m pytest tests/architecture

fix: $(STAMP) ## mend what can be mended by itself: imports, format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python docs/build.py

lock: $(STAMP) ## write requirements.lock anew from pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --allow-unsafe --generate-hashes --strip-extras --extra=dev --no-header --no-emit-options \
		--output-file=requirements.lock pyproject.toml

clean: ## remove what make and the tools made, the dataset in OUT left alone
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Looked for only when there is something to install.
$(STAMP): requirements.lock pyproject.toml
	@python="$(PYTHON)"; \
	for candidate in $${python:-python3.11 python3.12 python3.13 python3 python}; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "make: Python 3.11 or newer is needed, and $${python:-none} was found$${python:+ wanting}." >&2; \
		echo "make: install it (Debian: apt install python3.11 python3.11-venv) or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; \
		exit 1; \
	fi; \
	echo "making $(VENV) with $$found (once; a few minutes)"; \
	"$$found" -m venv $(VENV) || { echo "make: $$found can't make a virtual environment (Debian: apt install python3.11-venv)" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
