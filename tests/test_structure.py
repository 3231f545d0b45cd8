"""How the package is built: what imports what, what imports nothing, what only declares."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import llamacards
from llamacards import publications, types

PACKAGE = Path(llamacards.__file__).parent
MAP = Path(__file__).parents[1] / "CONTRIBUTING.md"
ROOMS = re.findall(r"^(\w+) ", MAP.read_text(encoding="utf-8").split("```")[1], re.MULTILINE)
SIDE_ROOMS = ROOMS[ROOMS.index("_memory") : ROOMS.index("_verify") + 1]
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if path not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py")
}
DECLARATIONS = sorted(path.stem for path in (PACKAGE / "publications").glob("[!_]*.py"))


def tree(path: Path) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """The modules of the package that a module imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            inside = [f"{module}.{alias.name}" for alias in node.names]
            found |= {name if name in DOTTED else module for name in inside}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    own = {name for name in found if name.split(".")[0] == "llamacards"}
    return {name.removeprefix("llamacards").removeprefix(".") for name in own}


DOTTED = {f"llamacards.{module}" for module in MODULES}


def test_rooms() -> None:
    """Every module of the package stands in a room of the map, and no room is empty."""
    assert {module.split(".")[0] for module in MODULES} == {*ROOMS}


@pytest.mark.parametrize("module", MODULES)
def test_imports_from_above(module: str) -> None:
    """A module imports from rooms above its own and from its own, in any kind of import."""
    room = module.split(".", maxsplit=1)[0]
    above = {*ROOMS[: ROOMS.index(room) + 1]}
    if room in SIDE_ROOMS:
        above -= {*SIDE_ROOMS} - {room}
    if room == "publications":
        above = {"publications", "_records"}
    if room == "_cli":
        above |= {""}  # the package itself, which has the version
    assert {name.split(".")[0] for name in imported(MODULES[module])} <= above


def test_no_circle() -> None:
    """No module imports itself by way of others, for types neither."""
    order = TopologicalSorter(
        {module: imported(path) - {module} for module, path in MODULES.items()}
    )
    assert {*order.static_order()} >= {*MODULES}


@pytest.mark.parametrize("name", DECLARATIONS)
def test_declarations_only(name: str) -> None:
    """A module of facts holds imports, assignments, calls and literals, and nothing else."""
    allowed = (
        ast.Module, ast.Expr, ast.Constant, ast.ImportFrom, ast.alias, ast.Assign, ast.Name, ast.Load,
        ast.Store, ast.Call, ast.keyword, ast.Attribute, ast.List, ast.Tuple, ast.Dict, ast.BinOp, ast.Add, ast.Starred,
    )  # fmt: skip
    others = {
        type(node).__name__
        for node in ast.walk(tree(PACKAGE / "publications" / f"{name}.py"))
        if not isinstance(node, allowed)
    }
    assert others == set()


def test_every_publication_is_listed() -> None:
    """Every module of facts is one of the built-in publications."""
    names = [
        a.name
        for node in tree(PACKAGE / "publications" / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for a in node.names
    ]
    assert sorted(names) == DECLARATIONS
    assert len(publications.PUBLICATIONS) == len(DECLARATIONS)


def test_a_first_table_is_cheap() -> None:
    """The default table is drawn without tabulate."""
    code = "import llamacards as lc, sys; str(lc.compare('llama-3-8b')); sys.exit('tabulate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_citation() -> None:
    """The citation and the package name the version that is released."""
    citation = (Path(__file__).parents[1] / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {llamacards.__version__}\n" in citation


def test_public_names() -> None:
    """The public names are listed in order, and every one has a docstring."""
    names = llamacards.__all__
    assert (sorted(names, key=str), [n for n in names if not getattr(llamacards, n).__doc__]) == (
        names,
        [],
    )


def test_names_are_complete() -> None:
    """Names are listed for completion before they are loaded, and none beside them is there."""
    assert dir(llamacards) == sorted([*llamacards.__all__, "__version__"])
    assert llamacards.check_use is llamacards.check_use
    with pytest.raises(AttributeError, match="module 'llamacards' has no attribute 'check_usage'"):
        llamacards.check_usage  # noqa: B018


def test_few_names() -> None:
    """At most 45 names stand at the top: more than that nobody reads."""
    assert len(llamacards.__all__) <= 45


def test_types() -> None:
    """Every class of llamacards.types is public in one place only, and is documented."""
    assert sorted(types.__all__) == types.__all__
    assert not {*types.__all__} & {*llamacards.__all__}
    assert all(getattr(types, name).__doc__ for name in types.__all__)


def test_import_loads_nothing() -> None:
    """Importing the package loads none of its modules and nothing beside the standard library."""
    code = (
        "import sys; before = {*sys.modules}; import llamacards; "
        "print(*sorted(m for m in {*sys.modules} - before if m.split('.')[0] not in sys.stdlib_module_names))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout.split() == ["llamacards"]
