# Two commands: `make run` and `make test`. Both begin with `make setup`; both may be repeated.
PORT ?= 8000
MOTCUA_DATA ?= $(CURDIR)/var
# The distribution's own Python where it is new enough: compiled by profile, it is quicker in the house than one that was
# built at home (docs/decisions/0016). PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell /usr/bin/python3 -c 'import sys, venv, sqlite3; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
VENV := .venv
# Debian keeps pip apart from Python: whichever is there installs for the other.
PIP = $(shell python3 -m pip --version >/dev/null 2>&1 && echo python3 -m pip --python $(VENV)/bin/python || echo $(VENV)/bin/python -m pip)
export MOTCUA_DATA

.PHONY: setup free-port run test check messages

setup: $(VENV)/.ready

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "motcua needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv --without-pip $(VENV)
	@python3 -m pip --version >/dev/null 2>&1 || $(VENV)/bin/python -m ensurepip >/dev/null
	@echo "Installing what requirements/dev.txt locks ..."
	@$(PIP) install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(PIP) install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Told before anything is installed or prepared: both take a minute or more.
free-port:
	@if $(PYTHON) -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", $(PORT))))' 2>/dev/null; then \
		echo "port $(PORT) is in use; choose another: make run PORT=8080"; exit 1; fi

run: free-port setup
	@exec $(VENV)/bin/motcua demo run --port $(PORT)

test: setup check
	@echo "== SQLite"
	@$(VENV)/bin/pytest -n 2 --dist loadfile -m "not browser"
	@echo "== PostgreSQL"
	@$(VENV)/bin/python -m tests.support.cluster $(VENV)/bin/pytest -n 2 --dist loadfile -m "not browser and not no_database and not only_sqlite"
	@echo "== Chromium"
	@$(VENV)/bin/pytest -n 2 --dist loadfile -m browser

check: setup
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

# Gathers the sentences for translation and compiles them; needs gettext. New ones are translated in motcua/locale/en.
messages: setup
	@cd motcua && ../$(VENV)/bin/python ../manage.py makemessages -l en --no-obsolete --add-location file
	@msgfmt --check-format -o motcua/locale/en/LC_MESSAGES/django.mo motcua/locale/en/LC_MESSAGES/django.po
	@$(VENV)/bin/motcua reference
