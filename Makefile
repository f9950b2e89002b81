# One command for everything; `make` alone says which. All paths are relative, so the folder's own path may hold blanks.
.DEFAULT_GOAL := help
.PHONY: help demo test test-peers trust check setup bench clean base dev
PYTHON_IN := .venv/bin/python

help:
	@echo 'make demo    the demo province on http://127.0.0.1:8000/   (PORT=8001 make demo)'
	@echo 'make test    all tests                                     (make test PYTEST_ARGS="-k due")'
	@echo 'make test-peers  tests with real programs of others: clamd, Spark (where installed)'
	@echo 'make trust   heavy trials: the access matrix in every relation of every role'
	@echo 'make check   format, lint, types, floors, migrations, translations; needs no server'
	@echo 'make setup   .venv with what is locked in requirements/; the others do it when needed'
	@echo 'make bench   measure'
	@echo 'make clean   remove caches; data and .venv stay'

base:
	@sh tools/setup.sh base

dev:
	@sh tools/setup.sh dev

setup: dev

demo: base
	@$(PYTHON_IN) -m caicach demo $(ARGS)

test: dev
	@$(PYTHON_IN) -m pytest -m "not peer" $(if $(PYTEST_ARGS),$(PYTEST_ARGS),-n 2 --dist loadfile)

test-peers: dev
	@$(PYTHON_IN) -m pytest -m peer $(PYTEST_ARGS)

trust: dev
	@CAICACH_WHOLE_MATRIX=1 $(PYTHON_IN) -m pytest -n 2 --dist loadfile tests/access $(PYTEST_ARGS)

check: dev
	$(PYTHON_IN) -m ruff format --check src tests tools
	$(PYTHON_IN) -m ruff check src tests tools
	$(PYTHON_IN) -m mypy
	$(PYTHON_IN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PYTHON_IN) -m tools.check_migrations
	$(PYTHON_IN) -m tools.messages check

bench: dev
	@$(PYTHON_IN) -m tools.bench $(ARGS)
	@$(PYTHON_IN) -m tools.bench_lists
	@$(PYTHON_IN) -m tools.bench_deadlines
	@$(PYTHON_IN) -m tools.bench_figures --dossiers 1000000
	@$(PYTHON_IN) -m tools.bench_imports

clean:
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
