# Everything that is done with this project, by name. `make` alone lists it.
#
# Each target sets up what it needs, so that `make run` and `make test` work on a fresh clone.

PYTHON := .venv/bin/python
READY := .venv/.ready
TEXTS := resources/i18n/khizana_ar.qm resources/i18n/khizana_en.qm
PYTEST := $(PYTHON) -m pytest -n logical --dist worksteal
WITHOUT_QT := -p no:pytest-qt -p tests.without_qt

.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast lint format bench screenshots demo translations lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) $(TEXTS) ## Make .venv with the locked dependencies, and Qt's system libraries

$(READY): packaging/setup.sh pyproject.toml requirements.lock
	@sh packaging/setup.sh
	@touch $@

resources/i18n/%.qm: resources/i18n/%.ts $(READY)
	@.venv/bin/pyside6-lrelease -silent $< -qm $@

run: $(READY) $(TEXTS) ## Open the window on the sample archive (without a display: in the terminal)
	@sh packaging/run.sh

demo: $(READY) ## Do the main job on the sample articles in the terminal
	@$(PYTHON) -m archive_app demo

# Twice, but no test twice: the window's with Qt, all others where Qt cannot be imported, which
# proves that the core needs none.
test: $(READY) $(TEXTS) ## Run all tests
	@$(PYTEST) $(WITHOUT_QT)
	@QT_QPA_PLATFORM=offscreen $(PYTEST) tests/gui

test-fast: export HYPOTHESIS_PROFILE := quick
test-fast: $(READY) $(TEXTS) ## Run the tests that take no seconds each, in one go
	@QT_QPA_PLATFORM=offscreen $(PYTEST) -m "not slow"

lint: $(READY) ## Check the style (ruff) and the types (mypy)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

format: $(READY) ## Put the code into the project's format
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format --quiet .

bench: $(READY) ## Measure against the peers: make bench CORPUS=folder
	@$(PYTHON) -m benchmarks $(CORPUS)

screenshots: $(READY) $(TEXTS) ## Draw docs/screenshots/ anew
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m archive_app.gui.screenshots docs/screenshots

translations: $(READY) ## Bring resources/i18n/ up to the strings in the code
	@$(PYTHON) packaging/translations.py

lock: $(READY) ## Lock the dependencies anew (requirements.lock)
	@$(PYTHON) -m pip install --quiet 'uv>=0.5,<1'
	@$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --all-extras --no-emit-index-url --no-emit-find-links --no-header \
	    pyproject.toml -o requirements.lock

clean: ## Remove what can be made again
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
