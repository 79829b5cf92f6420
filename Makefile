SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# What sets up shares .venv, and apt-get is one: one after the other, whatever -j says.
.NOTPARALLEL:
# Modules are compiled once, not by every worker, server and child again.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
DATABASE_TARGET ?= database
PLAN ?= fixtures/tanggu-2021-2025.md
# The errata's file and their plan; none for another PLAN than the one at hand.
ERRATA ?= $(if $(filter %tanggu-2021-2025.md,$(PLAN)),fixtures/tanggu-2021-2025.errata.csv 2021-2025)
COMMITMENTS ?= $(subst .errata.,.commitments.,$(ERRATA))

VENV_PYTHON := .venv/bin/python
MANAGE := $(VENV_PYTHON) manage.py
PYTEST := $(VENV_PYTHON) -m pytest

# A stamp stands for an installed lock file; where npm is there, its own lock stands for its packages.
RUNTIME := .venv/$(if $(filter postgres%,$(DATABASE_URL)),requirements-postgres,requirements).stamp
DEV := .venv/requirements-dev.stamp
NPM = $(shell command -v npm)
NODE_MODULES := $(if $(NPM),node_modules/.package-lock.json)
PLOTLY := var/vendor/plotly/.stamp
STATIC := var/static/staticfiles.json

.PHONY: help serve worker demo demo-database dev fonts database test long-test coverage browser-test conformance-test
.PHONY: postgres-test durability-test benchmark same-site pictures lint lint-templates format check
.PHONY: lock upgrade clean free-port

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: free-port $(STATIC) $(DATABASE_TARGET)  ## set up what is missing and serve the plan on 127.0.0.1:PORT (8000)
	@DEBUG=off exec $(MANAGE) serve --port $(PORT) --workers $(WORKERS)

worker: $(RUNTIME)  ## work off the queue: on PostgreSQL also on further machines; make serve starts one itself
	@DEBUG=off exec $(MANAGE) worker

demo:  ## the same with invented values in a database of its own, everything marked 演示数据（虚构）
	@env -u DATABASE_URL DEMO=on $(MAKE) serve DATABASE_TARGET=demo-database

dev: free-port $(PLOTLY) database  ## the same with a server that reloads when a file changes; PDFs need make worker beside it
	@DEBUG=on exec $(MANAGE) runserver $(PORT)

fonts: $(RUNTIME)  ## fetch the Fandol faces for the PDF (on Debian; elsewhere its own fonts serve)
	@test -d var/fonts/fandol || $(MANAGE) fetch_fonts

database: $(RUNTIME) fonts  ## migrate the database, import the plan where it is not there yet, with errata and commitments
	@$(MANAGE) set_up_database $(PLAN) $(if $(ERRATA),--errata $(ERRATA)) \
		$(if $(COMMITMENTS),--commitments $(COMMITMENTS))

demo-database: $(RUNTIME) fonts
	@$(MANAGE) migrate --no-input --verbosity 0
	@$(MANAGE) load_demo

test: packages-test $(DEV)  ## the tests that need neither a browser nor a server
	@$(PYTEST) --numprocesses auto

long-test: packages-test $(DEV) $(STATIC)  ## the same and durability with all that is generated, in place of a tenth
	@LONG=on $(PYTEST) --numprocesses auto
	@LONG=on $(PYTEST) tests/durability

browser-test: packages-browser $(DEV) node_modules/.package-lock.json $(STATIC)  ## pages in Chromium at 360 and 1280 px
	@env -u DATABASE_URL $(PYTEST) tests/browser --numprocesses 2 --dist loadfile

SINCE ?= HEAD~1
coverage: packages-test $(DEV)  ## the share of code that the tests run, and the lines of the last change they do not
	@$(PYTEST) --numprocesses auto --quiet --cov --cov-report=xml $(TESTS)
	@echo "覆盖率：$$($(VENV_PYTHON) -m coverage report --format=total) %"
	@.venv/bin/diff-cover --compare-branch $(SINCE) var/coverage.xml

conformance-test: packages-conformance $(DEV) fonts  ## the PDF against its standards
	@$(PYTEST) tests/conformance

postgres-test: packages-postgres $(DEV) $(STATIC)  ## the tests that need a database, on a PostgreSQL made for them
	@for left in $(wildcard /etc/postgresql/*/regress); do \
		echo "删除上次中断留下的 $$left"; \
		pg_dropcluster --stop "$$(basename "$$(dirname "$$left")")" regress || true; \
		rm -rf "$$left"; done
	@pg_virtualenv -o log_min_messages=panic bash -c \
		'export DATABASE_URL="postgres://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/$$PGDATABASE"; \
		$(PYTEST) --numprocesses auto && $(PYTEST) tests/durability'

durability-test: $(DEV) $(STATIC)  ## the office killed in mid-step and in a crowd, on SQLite or DATABASE_URL
	@$(PYTEST) tests/durability

benchmark: packages-browser packages-benchmark $(DEV) $(STATIC)  ## time and memory of what is slow
	@$(PYTEST) tests/benchmarks --capture=no

BASE ?= HEAD
same-site: packages-test $(DEV) $(STATIC)  ## compare all that readers get with a revision: BASE=HEAD; OPTIONS=--demo compares demos
	@DJANGO_SETTINGS_MODULE=tanggu_plan.settings $(VENV_PYTHON) -m tests.same_site $(BASE) . $(OPTIONS)

pictures: packages-browser $(DEV) $(STATIC)  ## take the pictures of README.md anew
	@$(PYTEST) tests/browser/pictures.py

# Templates but for those that templates/exceptions.txt lists, by the word that it has before them.
excepted = $(addprefix templates/,$(shell sed -n 's/^$(1) //p' templates/exceptions.txt))
TEMPLATES = $(filter-out $(call excepted,exact),$(shell find templates -name '*.html'))

lint-templates: $(DEV)
	@.venv/bin/djade --check --target-version 5.2 $(TEMPLATES)
	@.venv/bin/djhtml --check --tabwidth 2 $(TEMPLATES)
	@! LC_ALL=C.UTF-8 grep -En '^.{121}' $(filter-out $(call excepted,long),$(TEMPLATES))

format: $(DEV) node_modules/.package-lock.json  ## give everything the format that lint asks for
	@$(VENV_PYTHON) -m ruff format
	@node_modules/.bin/prettier --write --log-level warn static
	@.venv/bin/djade --target-version 5.2 $(TEMPLATES) || true
	@.venv/bin/djhtml --tabwidth 2 $(TEMPLATES) || true

lint: packages-lint $(DEV) node_modules/.package-lock.json lint-templates  ## rules and formats; which room may import which; types
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@node_modules/.bin/prettier --check --log-level warn static
	@.venv/bin/lint-imports --no-logo --no-cache
	@.venv/bin/mypy --no-error-summary

check: $(DEV) $(PLOTLY)  ## Django's own checks under production settings; every warning fails
	@HTTPS=on BEHIND_PROXY=on ALLOWED_HOSTS=plan.example \
		$(VENV_PYTHON) -W error manage.py check --deploy --fail-level WARNING
	@$(VENV_PYTHON) -W error manage.py makemigrations --check --dry-run

COMPILE = $(VENV_PYTHON) -m piptools compile --quiet --generate-hashes --allow-unsafe --no-strip-extras \
	--no-header --no-annotate --no-emit-options $(UPGRADE) pyproject.toml

lock: $(DEV)  ## compile the locked requirements again after an edit of pyproject.toml or package.json
	@$(COMPILE) --output-file requirements.txt
	@$(COMPILE) --constraint requirements.txt --extra postgres --output-file requirements-postgres.txt
	@$(COMPILE) --constraint requirements-postgres.txt --extra postgres --extra dev \
		--output-file requirements-dev.txt
	@npm install --package-lock-only --loglevel error

upgrade: UPGRADE := --upgrade
upgrade: lock  ## the same with the newest versions that pyproject.toml allows

clean:  ## remove what set-up made; the database and the secret key stay
	@rm -rf .venv node_modules var/static var/vendor

free-port:
	@$(PYTHON) -m tanggu_plan.serving.preflight port $(PORT)

# The system packages of a group that preflight.py names: it looks before anything is downloaded.
packages-%:
	@$(PYTHON) -m tanggu_plan.serving.preflight packages serve $*

.venv/stamp: | packages-serve
	@echo "建立 .venv（只做一次）……"
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/%.stamp: %.txt .venv/stamp
	@echo "安装 $< 中的 Python 包……"
	@$(VENV_PYTHON) -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r $<
	@touch $@

node_modules/.package-lock.json: package-lock.json
	@echo "安装 package-lock.json 中的 npm 包……"
	@npm ci --ignore-scripts --loglevel error >/dev/null || echo "npm 没有装上：改用 Python 包里的 plotly.js。"

$(PLOTLY): $(RUNTIME) $(NODE_MODULES)
	@$(if $(NPM),,echo "没有 npm：改用 Python 包里的 plotly.js（四倍大）。")
	@$(MANAGE) fetch_plotly
	@touch $@

$(STATIC): $(PLOTLY) tanggu_plan/settings.py $(shell find static)
	@echo "压缩静态文件……"
	@$(MANAGE) collectstatic --no-input --clear --verbosity 0
