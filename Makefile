# One word for each thing that a person does here; the work itself is in scripts/. Runs with GNU make 3.81 (macOS) and newer.

PYTHON ?= python3
VENV := .venv
STORYBOARD := $(VENV)/bin/storyboard

EPISODE := examples/lighthouse/episodes/s01e01.storyboard.yaml
VIDEO := examples/lighthouse/build/s01e01.mp4

export PYTHON

.PHONY: help demo test check bench clean

help:
	@echo "make demo    render the example episode on this machine, no key needed"
	@echo "make test    static checks, then the whole test suite with coverage"
	@echo "make check   static checks only"
	@echo "make bench   the benchmarks"
	@echo "make clean   remove the virtual environment, caches and rendered examples"

demo: $(VENV)/.ready-for-use
	$(STORYBOARD) render $(EPISODE)
	@test -s $(VIDEO) || { echo "make demo: $(VIDEO) was not written" >&2; exit 1; }
	@echo "The episode is here: $(VIDEO)"

test: $(VENV)/.ready-for-tests
	@scripts/check
	@scripts/test

check: $(VENV)/.ready-for-tests
	@scripts/check

bench: $(VENV)/.ready-for-tests
	@scripts/bench

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov dist
	rm -rf examples/*/build examples/*/.storyboard
	find storyboard tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.ready-for-use: pyproject.toml scripts/setup
	@scripts/setup use

$(VENV)/.ready-for-tests: pyproject.toml scripts/setup
	@scripts/setup tests
