# Each target sets up .venv from the lock by itself. The stamp's name holds a checksum of what was installed, so a
# changed lock, dependency list or folder is installed again and an unchanged one costs nothing.
PYTHON ?= python3
PORT ?= 8501
ARGS ?=

PY := .venv/bin/python
# The browser tests share two processes with a server each while the others run beside them; nothing is timed here.
PARALLEL = --numprocesses=auto --maxprocesses=4 --dist=load -p no:benchmark
stamp = .venv/.$(1)-$(shell (echo '$(CURDIR)'; cat pyproject.toml $(2)) | cksum | tr ' ' -)
RUNTIME := $(call stamp,runtime,requirements.lock)
DEV := $(call stamp,dev,requirements-dev.lock)
SPARK := $(call stamp,spark,requirements-spark.lock)

.PHONY: app test spark lint docs bench fuzz lock wheel clean
.DEFAULT_GOAL := app

app: $(RUNTIME)
	$(PY) -m engine.cli.main app --port $(PORT)

test: lint
	$(PY) -m pytest $(PARALLEL) $(ARGS)

# The optional Spark library (about 450 MB, needs Java), so that `make test` runs its tests too instead of skipping them.
spark: $(SPARK)

lint: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# The reference parts of docs/ anew, from the declarations in the code.
docs: $(DEV)
	$(PY) docs/reference.py

bench: $(DEV)
	$(PY) -m pytest tests/bench --benchmark-columns=median,iqr,rounds --benchmark-sort=name \
		--figures=docs/performance.json $(ARGS)
	$(PY) docs/performance.py

# Every property test again with other and many more examples (FUZZ_EXAMPLES=2000 each), then ten minutes in which atheris
# leads the importers' inputs by what the code does with them.
FUZZ_SECONDS ?= 600
fuzz: $(DEV)
	$(PY) -m pytest -m hypothesis --hypothesis-profile=fuzz $(PARALLEL) $(ARGS)
	$(PY) -m tests.fuzz.coverage_guided $(FUZZ_SECONDS)

wheel: $(DEV)
	$(PY) -c 'from hatchling.build import build_wheel; print("dist/" + build_wheel("dist"))'

# Newer versions: make lock UPGRADE=--upgrade
COMPILE = .venv/lock/bin/pip-compile --quiet $(UPGRADE) --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
lock: export CUSTOM_COMPILE_COMMAND = make lock
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	$(COMPILE) --output-file requirements.lock pyproject.toml requirements.in
	$(COMPILE) --constraint requirements.lock --output-file requirements-dev.lock \
		pyproject.toml requirements.in requirements-dev.in
	$(COMPILE) --constraint requirements-dev.lock --output-file requirements-spark.lock requirements-spark.in

clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

# The development lock holds the runtime lock's versions and more, so it serves both.
$(RUNTIME):
	$(call install,requirements.lock)
	@touch $@

$(DEV):
	$(call install,requirements-dev.lock)
	@touch $@ $(RUNTIME)

# PySpark is published as source only, and builds with the development lock's setuptools.
$(SPARK): $(DEV)
	$(PY) -m pip install --quiet --require-hashes --no-deps --only-binary :all: --no-binary pyspark \
		--no-build-isolation -r requirements-spark.lock
	@touch $@

define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed (make PYTHON=python3.12 ...)")'
	@rm -f .venv/.runtime-* .venv/.dev-* .venv/.spark-*
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --require-hashes --only-binary :all: -r $(1)
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
endef
