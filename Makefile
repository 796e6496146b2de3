# Farmgate. `make run` starts it; `make test` runs every test; `make check` is what CI runs.
.DEFAULT_GOAL := run
.PHONY: run test check format bench browser backup clean

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python

run: $(VENV)/.run
	@$(PY) -m bot run

test: $(VENV)/.dev
	@$(BIN)/pytest -n auto --dist worksteal

check: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PY) -m bot check
	@$(BIN)/pytest -n auto --dist worksteal

format: $(VENV)/.dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	@$(PY) tests/benchmarks/run.py

# Keeps what a farmer, a buyer and an admin see, as pictures in artefacts/.
browser: $(VENV)/.dev
	@$(BIN)/pytest -m browser

backup: $(VENV)/.run
	@$(PY) -m bot backup

clean:
	@rm -rf $(VENV) artefacts .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.run: requirements.txt scripts/venv.sh
	@sh scripts/venv.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt scripts/venv.sh
	@sh scripts/venv.sh $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/.run
