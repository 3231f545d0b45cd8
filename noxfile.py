"""
The project's chores, each by its name: `nox -s test`, `lint`, `types`, `schema`, ...

`nox -l` lists them; `.ci/run` calls them.
"""

import nox

nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["test", "lint", "types", "schema"]


@nox.session
def test(session: nox.Session) -> None:
    """The tests that need nothing but a clone, with branch coverage."""
    session.install("-q", "-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Format, lint and spelling."""
    session.install("-q", "ruff", "codespell", "interrogate")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("codespell")
    session.run("interrogate", "-q", "llamacards")


@nox.session
def types(session: nox.Session) -> None:
    """Types: mypy --strict over all, and every public name complete for pyright."""
    session.install("-q", "-e", ".[lint]")
    session.run("mypy")
    session.run("pip", "uninstall", "-q", "-y", "llamacards")
    session.install("-q", ".", "pyright")  # pyright finds no package that is installed editable
    session.run("pyright", "--verifytypes", "llamacards", "--ignoreexternal")


@nox.session
def schema(session: nox.Session) -> None:
    """The JSON Schema of files and the snapshot of all records, made anew."""
    session.install("-q", "-e", ".[test]")
    session.run("python", "tests/test_schema.py")
    session.run("python", "tests/test_snapshot.py")
    session.run("git", "diff", "--stat", "llamacards/schema.json", "tests/snapshot", external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """The site, in docs/_build; a warning is an error."""
    session.install("-q", "-e", ".[docs]")
    session.run("sphinx-build", "-q", "-W", "--keep-going", "-n", "docs", "docs/_build")


@nox.session
def picture(session: nox.Session) -> None:
    """The picture of the README, drawn anew."""
    session.install("-q", "-e", ".")
    session.run("python", "docs/picture.py")


@nox.session
def mutants(session: nox.Session) -> None:
    """Changes of the code that tests should notice: a tenth of them, or those that a glob names."""
    session.install("-q", "-e", ".[test]", "mutmut>=3.8")
    session.run("mutmut", "run", "--max-children", "2", *(session.posargs or ["*__mutmut_*7"]))
    session.run("mutmut", "results")


@nox.session
def bench(session: nox.Session) -> None:
    """Speed, as ratios and instructions, from an installed package."""
    session.install("-q", ".[test,bench]")
    wanted = ("--ignore=README.md", "tests/benchmarks", *session.posargs)
    session.run("pytest", "-q", "--no-cov", *wanted)
