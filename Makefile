# 章法: `make run` starts an office, `make test` proves it. Both set up what they need.

PORT ?= 8080
ZHANGFA_DATA ?= $(CURDIR)/var
PYTHON ?= python3
export PORT ZHANGFA_DATA

bin := .venv/bin
stamp := .venv/.installed
vendor := forms/static/vendor/.built

.PHONY: run setup test check lint bench mutate clean

run: setup
	@$(bin)/python -m forms

setup: $(stamp) $(vendor)

$(stamp): requirements.lock setup.cfg pyproject.toml
	@echo "· Python environment (.venv)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(bin)/python || $(PYTHON) -m venv .venv
	@echo "· Python packages, as locked"
	@$(bin)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(bin)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(vendor): frontend/package-lock.json frontend/build.mjs frontend/fonts.mjs frontend/build.py frontend/packages.mjs frontend/zf.json $(wildcard frontend/*.entry.js) | $(stamp)
	@echo "· diagram viewer and editors (npm, as locked)"
	@$(bin)/python frontend/build.py
	@touch $@

check: setup
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-cache

test: check
	@$(bin)/pytest --numprocesses auto --dist loadfile

bench: setup
	@$(bin)/python -m bench.run

# What the scenarios are worth: it takes hours; `zhangfa mutate <slug>` takes less.
mutate: setup
	@mkdir -p var
	@$(bin)/zhangfa mutate --json var/mutants.json --html var/mutants.html

clean:
	rm -rf .venv var build *.egg-info forms/static/vendor forms/fonts frontend/node_modules .*_cache
