# Everything happens in .venv, with the locked packages. uv is used where it is there, and is not needed.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format eval report speed lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
LOCK := requirements.lock

# uv is quicker; where it is not there, or cannot reach its index, pip does the same.
install = { [ -n "$(UV)" ] && $(UV) pip install --quiet --python $(BIN)/python --no-deps $(1); } || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(1)

help:  ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: $(VENV)/.installed  ## make .venv with the locked packages and the project in it

$(VENV)/.installed: $(LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Python 3.11, 3.12 or 3.13 is needed, and $(PYTHON) is not one; say which: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(call install,--require-hashes -r $(LOCK))
	$(call install,--no-build-isolation -e .)
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(call install,--require-hashes -r requirements-dev.lock)
	@touch $@

run: setup  ## serve the chat on http://127.0.0.1:7860
	$(BIN)/python app.py

lint: $(VENV)/.installed-dev  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint  ## everything that must hold: lint and the whole test suite
	$(BIN)/python -m pytest -q

format: $(VENV)/.installed-dev  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: setup  ## score the golden questions; the report goes to eval/reports
	$(BIN)/python -m eval

report: setup  ## renew the report of the current state, eval/reports/current
	$(BIN)/python -m eval --gate --out eval/reports/current

speed: setup  ## measure start, answers, build, embedding and memory
	$(BIN)/python -m eval speed

lock:  ## write the lock files anew (needs uv)
	uv pip compile pyproject.toml --group weights --group build $(LOCK_OPTIONS) -o requirements.lock
	uv pip compile --group pyproject.toml:dev -c requirements.lock $(LOCK_OPTIONS) -o requirements-dev.lock
	awk '/^[^ ]/ { keep = !/sys_platform == .never./ } keep' requirements.lock > requirements.lock.new
	mv requirements.lock.new requirements.lock

LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

clean:  ## remove .venv and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
