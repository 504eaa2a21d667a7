# Everything a developer does, by name. `make help` lists it. Paths are relative: a clone may lie in a folder with spaces.
PYTHON ?= python3.11
PORT ?= 8000
DEMO ?= 1
ARGS ?=

VENV_PYTHON = .venv/bin/python
INSTALL = "$(PYTHON)" busan_se/devstack/install.py
STACK = $(VENV_PYTHON) -m busan_se.devstack

.PHONY: help run manage test bench lint format messages lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

run: ## the whole portal on http://127.0.0.1:8000/ (PORT=8000, DEMO=1; DEMO=0 starts with the plan alone)
	@$(INSTALL) requirements.lock
	@PORT="$(PORT)" DEMO="$(DEMO)" exec $(STACK) run

manage: ## any management command on the same servers: make manage ARGS="createsuperuser"
	@$(INSTALL) requirements.lock
	@exec $(STACK) manage $(ARGS)

test: ## all tests, on throw-away servers: make test ARGS="tests/kpis -x"
	@$(INSTALL) requirements-dev.lock
	@exec $(STACK) scratch $(VENV_PYTHON) -m pytest -n 2 $(ARGS)

bench: ## measurements, a table and var/bench.json
	@$(INSTALL) requirements-dev.lock
	@exec $(STACK) scratch --durable $(VENV_PYTHON) -m tests.bench $(ARGS)

lint: ## style, types, import contracts, templates, missing migrations
	@$(INSTALL) requirements-dev.lock
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m djlint --quiet --lint templates
	$(VENV_PYTHON) -m mypy
	$(VENV_PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(STACK) scratch $(VENV_PYTHON) manage.py makemigrations --check --dry-run

format: ## what ruff and djlint can mend by themselves
	@$(INSTALL) requirements-dev.lock
	$(VENV_PYTHON) -m ruff check --fix --quiet .
	$(VENV_PYTHON) -m ruff format --quiet .
	-$(VENV_PYTHON) -m djlint --quiet --reformat templates

messages: ## collect translatable texts into locale/ko and compile them
	@$(INSTALL) requirements-dev.lock
	$(VENV_PYTHON) manage.py messages $(ARGS)

lock: ## newest packages that pyproject.toml allows, with their hashes, into both lock files (needs uv)
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--group embedded pyproject.toml -o requirements.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		-c requirements.lock pyproject.toml -o requirements-production.lock
