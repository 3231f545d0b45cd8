"""How the package is built: what imports what, what imports nothing, what only declares."""

import ast
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import llamacards
from llamacards import publications

PACKAGE = Path(llamacards.__file__).parent
ROOMS = [
    "errors",
    "_fields",
    "_quantity",
    "_scale",
    "_sources",
    "_scores",
    "_files",
    "_yaml",
    "_drawn",
    "_licenses",
    "_cards",
    "_claims",
    "_publications",
    "_rows",
    "_catalog",
    "_cells",
    "_documents",
    "_verify",
    "_find",
    "_structure",
    "_load",
    "_schema",
    "_drift",
    "_memory",
    "_comparison",
    "_conflicts",
    "_notes",
    "_compare",
    "_terms",
    "_use",
    "_hub_results",
    "_hub",
    "_verdicts",
    "_lm_eval",
    "_records",
    "_sheets",
    "_reports",
    "_render",
    "_plot",
    "_cli",
    "__main__",
]
DISPLAY = {"_plot", "_records", "_render", "_reports", "_sheets"}
DECLARATIONS = sorted(path.stem for path in (PACKAGE / "publications").glob("[!_]*.py"))


def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(nodes: list[ast.AST]) -> set[str]:
    """The modules of the package that import statements name."""
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    modules = {node.module or "" for node in froms if (node.module or "").startswith("llamacards.")}
    return {module.removeprefix("llamacards.") for module in modules}


def test_rooms() -> None:
    """Every module of the package is a known room."""
    assert {module.name for module in pkgutil.iter_modules([str(PACKAGE)])} == {
        *ROOMS,
        "publications",
    }


@pytest.mark.parametrize("room", ROOMS)
def test_imports_from_above(room: str) -> None:
    """A module imports only from those above it, but for drawing, which displays when called."""
    module = tree(PACKAGE / f"{room}.py")
    above = set(ROOMS[: ROOMS.index(room)])
    assert imported(list(module.body)) <= above
    late = {"publications"} if room == "_catalog" else set()
    assert imported(list(ast.walk(module))) <= above | DISPLAY | late


@pytest.mark.parametrize("name", DECLARATIONS)
def test_declarations_only(name: str) -> None:
    """A module of facts holds imports, assignments, calls and literals, and nothing else."""
    allowed = (
        ast.Module, ast.Expr, ast.Constant, ast.ImportFrom, ast.alias, ast.Assign, ast.Name, ast.Load,
        ast.Store, ast.Call, ast.keyword, ast.Attribute, ast.List, ast.Tuple, ast.Dict, ast.BinOp, ast.Add,
    )  # fmt: skip
    others = {
        type(node).__name__
        for node in ast.walk(tree(PACKAGE / "publications" / f"{name}.py"))
        if not isinstance(node, allowed)
    }
    assert others == set()


def test_every_publication_is_listed() -> None:
    """Every module of facts is one of the built-in publications."""
    listed = imported(list(tree(PACKAGE / "publications" / "__init__.py").body))
    names = [
        a.name
        for node in tree(PACKAGE / "publications" / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for a in node.names
    ]
    assert (listed, sorted(names)) == ({"publications"}, DECLARATIONS)
    assert len(publications.PUBLICATIONS) == len(DECLARATIONS)


@pytest.mark.parametrize(
    "module",
    [
        "matplotlib",
        "tabulate",
        "packaging.specifiers",
        "importlib.metadata",
        "json",
        "tomllib",
        "yaml",
        "logging",
        "lxml",
        "markdown_it",
        "llamacards.publications",
    ],
)
def test_import_is_cheap(module: str) -> None:
    """Importing the package imports none of these, and reads no fact."""
    code = f"import llamacards, sys; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_first_table_is_cheap() -> None:
    """The default table is drawn without tabulate."""
    code = "import llamacards as lc, sys; str(lc.compare('llama-3-8b')); sys.exit('tabulate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_citation() -> None:
    """The citation names the version that the package has."""
    setup, citation = (
        (Path(__file__).parents[1] / name).read_text(encoding="utf-8")
        for name in ("setup.cfg", "CITATION.cff")
    )
    (version,) = re.findall(r"^version = (.+)$", setup, re.MULTILINE)
    assert f"\nversion: {version}\n" in citation


def test_public_names() -> None:
    """The public names are listed in order, and every one has a docstring."""
    names = llamacards.__all__
    assert (sorted(names, key=str), [n for n in names if not getattr(llamacards, n).__doc__]) == (
        names,
        [],
    )


def test_later_names() -> None:
    """Names of rooms that are entered later are there, listed, and known to completion."""
    assert llamacards.check_use is llamacards.check_use
    assert dir(llamacards) == llamacards.__all__
    with pytest.raises(AttributeError, match="module 'llamacards' has no attribute 'check_usage'"):
        llamacards.check_usage  # noqa: B018
