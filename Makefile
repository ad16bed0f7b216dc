# Two commands matter on a fresh machine: `make demo` and `make test`. `make` alone lists them all.
# Every recipe goes through scripts/clean_env.sh, so that no variable of the calling shell changes the outcome.

.DEFAULT_GOAL := help
.PHONY: help venv demo test quicktest lint format floors migrations docs designs screenshots benchmark wheel clean
SHELL := /bin/sh

RUN := ./scripts/clean_env.sh
# Only what is written on make's own command line counts: `make test DATABASE_URL=postgresql://…`. A DATABASE_URL that
# the shell exports for another project is left alone.
SERVE := $(if $(filter command%,$(origin SERVE)),$(SERVE),1)
PORT := $(if $(filter command%,$(origin PORT)),$(PORT),8000)
ARGS := $(if $(filter command%,$(origin ARGS)),$(ARGS))
GIVEN := $(foreach name,DATABASE_URL REDIS_URL PYTHON,$(if $(filter command%,$(origin $(name))),$(name)='$($(name))'))

help: ## This list
	@echo "Usage: make COMMAND"; echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

venv: ## .venv, and what the suite needs of the system
	@$(RUN) $(GIVEN) ./scripts/venv.sh test

demo: ## Build the example site, issue 60 credentials through the queue, serve it (SERVE=0: end there; PORT=8000)
	@$(RUN) $(GIVEN) ./scripts/venv.sh demo
	@$(RUN) $(GIVEN) .venv/bin/python scripts/demo.py --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

test: ## The whole suite (DATABASE_URL=postgresql://… REDIS_URL=redis://… ARGS="-k sheet")
	@$(RUN) $(GIVEN) ./scripts/venv.sh test
	@$(RUN) $(GIVEN) .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

quicktest: ## The suite without browsers and queue clusters
	@$(RUN) $(GIVEN) ./scripts/venv.sh test
	@$(RUN) $(GIVEN) .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not journey and not queue" $(ARGS)

lint: ## Ruff: rules and format
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/ruff check .
	@$(RUN) .venv/bin/ruff format --check .

format: ## Ruff: put right what it can
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/ruff check --fix .
	@$(RUN) .venv/bin/ruff format .

floors: ## No import goes up a floor
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/lint-imports

migrations: ## No model without its migration
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/python manage.py makemigrations --check --dry-run

docs: ## Every link, picture, setting and command of the docs exists
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/python scripts/check_docs.py

designs: ## Draw every design of the gallery with names that are hard to set: docs/images/designs.png
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) .venv/bin/python scripts/contact_sheet.py $(ARGS)

screenshots: ## Take the docs' pictures again, from the demo (run `make demo SERVE=0` first)
	@$(RUN) $(GIVEN) ./scripts/venv.sh test
	@$(RUN) .venv/bin/python scripts/screenshots.py

benchmark: ## Time a batch end to end (ARGS="--rows 1000")
	@$(RUN) $(GIVEN) ./scripts/venv.sh
	@$(RUN) $(GIVEN) .venv/bin/python benchmarks/batch.py $(ARGS)

wheel: ## Build the wheel, install it into a fresh project, publish a credential there
	@$(RUN) $(GIVEN) ./scripts/venv.sh demo
	@$(RUN) .venv/bin/python scripts/fresh_project.py

clean: ## Remove .venv, the demo's state and everything built
	@rm -rf .venv .tox build dist example_site/var tests/var htmlcov .coverage ./*.egg-info
	@rm -rf .pytest_cache .ruff_cache .import_linter_cache
