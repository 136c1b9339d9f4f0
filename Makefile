# Every target first makes the environment, .venv, when it is missing or stale (tools/environment).
# Nothing is needed beforehand but Python 3.11 or newer, make, and a package index that pip reaches.
# `make report PYTHON=/path/to/python3` chooses the Python.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help report test check lab clean lock environment

REPORTS := build/reports

# What the tools would keep in a home folder stays in the project: the home may be read-only, and
# what lies there (kernels, styles, settings) must not change a report.
CACHE := $(CURDIR)/.cache
export MPLCONFIGDIR := $(CACHE)/matplotlib
export IPYTHONDIR := $(CACHE)/ipython
export JUPYTER_CONFIG_DIR := $(CACHE)/jupyter/config
export JUPYTER_DATA_DIR := $(CACHE)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CACHE)/jupyter/runtime
export HYPOTHESIS_STORAGE_DIRECTORY := $(CACHE)/hypothesis
export PYTHONNOUSERSITE := 1
# Jupyter wants a home even so. pip does not: it keeps the user's own, and what is configured there.
RUN := HOME="$${HOME:-$(CACHE)/home}" .venv/bin/python
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP MPLBACKEND MATPLOTLIBRC JUPYTER_PATH

help:
	@echo "make report   build the reports: HTML, PDF and figures.json in reports/"
	@echo "make test     lint, data contract, reports built anew in $(REPORTS), all tests"
	@echo "make check    lint, data contract, fast tests"
	@echo "make lab      open the notebooks in JupyterLab"
	@echo "make lock     resolve requirements.lock again from pyproject.toml (needs uv; UPGRADE=1)"
	@echo "make clean    remove the environment, caches and build products"

report: environment
	@$(RUN) -m tapeout build

test: environment
	@echo "== 1 of 5: lint" && $(RUN) -m ruff check . && $(RUN) -m ruff format --check .
	@echo "== 2 of 5: data contract" && $(RUN) -m tapeout check
	@echo "== 3 of 5: the reports, in $(REPORTS)" && $(RUN) -m tapeout build --out $(REPORTS)
	@echo "== 4 of 5: fast tests" && $(RUN) -m pytest -n auto -m "not slow"
	@echo "== 5 of 5: tests of notebooks, builds and reports" && \
	  TAPEOUT_BUILT_REPORTS=$(REPORTS) $(RUN) -m pytest -m slow --durations=10

check: environment
	@echo "== 1 of 3: lint" && $(RUN) -m ruff check . && $(RUN) -m ruff format --check .
	@echo "== 2 of 3: data contract" && $(RUN) -m tapeout check
	@echo "== 3 of 3: fast tests" && $(RUN) -m pytest -n auto -m "not slow"

lab: environment
	@$(RUN) -m jupyterlab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(LAB)

# Any Python 3 may start the set-up: it looks by itself for one that is new enough.
define set-up
@for python in .venv/bin/python "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 \
    python; do \
  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1; then \
    exec "$$python" -I -S tools/environment $(if $(PYTHON),--python "$(PYTHON)") $(1); \
  fi; \
done; \
echo "tapeout: no Python found; install Python 3.11 or newer," \
  "or name one: make report PYTHON=/path/to/python3" >&2; exit 2
endef

environment:
	$(call set-up)

clean:
	$(call set-up,--clean)

lock:
	@command -v uv >/dev/null || { echo "tapeout: make lock needs uv: pip install uv" >&2; exit 2; }
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate \
	  $(if $(UPGRADE),--upgrade) --quiet --output-file requirements.lock
