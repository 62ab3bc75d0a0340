# Short names for what is done every day; `just` alone lists them.  Needs: python -m venv .venv && .venv/bin/pip install -e '.[dev]'

bin := if os_family() == "windows" { ".venv/Scripts/" } else { ".venv/bin/" }

_default:
    @just --list

# Every test; `just test -m "not hook"` leaves out the minute that installs the package through pre-commit.
test *words:
    {{bin}}pytest {{words}}

# What must be clean before a commit.
lint:
    {{bin}}ruff check .
    {{bin}}ruff format --check .
    {{bin}}mypy
    {{bin}}lint-imports
    {{bin}}listinglint test

# Mend what ruff can mend.
fix:
    {{bin}}ruff check --fix .
    {{bin}}ruff format .

# Write the rule catalogue and the JSON Schemas again.
docs:
    {{bin}}python -m listinglint.docs
    {{bin}}python -m listinglint.cli.reference

# The documentation as a site below build/; needs the extra `docs`.
site:
    {{bin}}mkdocs build --strict
