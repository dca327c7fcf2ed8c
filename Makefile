# The developer's and the newcomer's commands. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup system spark demo test test-scale check pages bench bench-office bench-openfisca mutants lock clean

help: ## Show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready ## Virtual environment .venv with the command toimi, from locked dependencies

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or say make PYTHON=/path/to/python3.11"; exit 2; }
	@echo "Setting up $(VENV) from locked dependencies (half a minute) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

FOR_LETTERS := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

system: ## Debian packages that are missing here: Pango and HarfBuzz for letters as PDF, Java for Spark (as root)
	@missing="$$(for one in $(FOR_LETTERS); do dpkg -s $$one >/dev/null 2>&1 || echo $$one; done; \
	  command -v java >/dev/null || echo default-jre-headless)"; \
	test -z "$$missing" || { \
	  test "$$(id -u)" = 0 || { echo "Packages are missing. As root: apt-get install" $$missing; exit 2; }; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; }

spark: $(VENV)/.spark ## PySpark in .venv too, from locked dependencies (450 MB to load)

$(VENV)/.spark: $(VENV)/.ready requirements/spark.txt
	@echo "Adding PySpark to $(VENV) (some minutes) …"
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements/spark.txt
	@touch $@

demo: setup ## March 2020 decided, in Finnish and English; then the office with 2,000 invented clients
	@$(BIN)/python examples/demo.py
	@$(BIN)/python examples/office.py

test: setup ## The whole suite, on all cores, with branch coverage of days and book
	$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report= 
	@$(BIN)/coverage report --include='src/toimi/days/*,src/toimi/book/*' --fail-under=100

test-scale: system spark ## The same answers from a Spark cluster of two workers on this machine
	$(BIN)/python -m pytest -q -m scale tests/cli/test_spark.py

check: setup ## Format, lint, types, floors
	$(BIN)/ruff format --check src tests examples bench
	$(BIN)/ruff check src tests examples bench
	$(BIN)/mypy
	$(BIN)/lint-imports

pages: setup ## Write the pages of the law for lawyers anew, in three languages
	@for lang in fi sv en; do $(BIN)/toimi law pages docs/law/$$lang --lang $$lang; done

bench: setup ## Seconds and memory, with the machine they were measured on
	@$(BIN)/python bench/run.py

bench-office: setup ## Registrations over HTTP beside pgbench with the same statements; the loader of facts (2 minutes)
	@$(BIN)/python bench/registrations.py
	@$(BIN)/python bench/clients_loader.py 20000

bench-openfisca: setup .venv-openfisca/.ready ## The same provisions and people in OpenFisca, in turns (2–3 minutes)
	@$(BIN)/python bench/openfisca/compare.py

.venv-openfisca/.ready: requirements/openfisca.txt
	@echo "Setting up .venv-openfisca from locked dependencies (half a minute) …"
	@$(PYTHON) -m venv --clear .venv-openfisca
	@.venv-openfisca/bin/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/openfisca.txt
	@touch $@

mutants: setup .venv-mutation/.ready ## Lines of days and book changed one by one: do the tests notice? (at most 30 minutes; MUTANTS="--survivors")
	@$(BIN)/python bench/mutation/run.py $(MUTANTS)

.venv-mutation/.ready: requirements/mutation.txt
	@echo "Setting up .venv-mutation from locked dependencies (half a minute) …"
	@$(PYTHON) -m venv --clear .venv-mutation
	@.venv-mutation/bin/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/mutation.txt
	@touch $@

lock: ## Lock the dependencies anew (needs pip-tools in .venv)
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --output-file requirements/run.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --extra office --constraint requirements/run.txt --output-file requirements/office.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --output-file requirements/dev.txt requirements/dev.in
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --extra spark --constraint requirements/dev.txt --output-file requirements/spark.txt pyproject.toml
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --output-file requirements/openfisca.txt requirements/openfisca.in
	$(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-options --output-file requirements/mutation.txt requirements/mutation.in

clean: ## Remove what the commands made
	rm -rf $(VENV) .venv-openfisca .venv-mutation .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage out
