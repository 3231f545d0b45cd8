"""What the site is made of: every public name is in the reference, and every attribute described."""

import re
import runpy
from pathlib import Path

import pytest
from described import undocumented

import llamacards
from llamacards import errors, types

DOCS = Path(__file__).parents[1] / "docs"
CLASSES = sorted(
    {
        value
        for module in (llamacards, types, errors)
        for name in getattr(module, "__all__", vars(module))
        if isinstance(value := getattr(module, name), type)
        and value.__module__.startswith("llamacards.")
    },
    key=lambda cls: cls.__name__,
)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_attributes(cls: type) -> None:
    """The docstring of a public class says what each of its attributes is, as "name: what it is."."""
    assert undocumented(cls) == []


def test_reference() -> None:
    """Every public name is in the reference, and stands there once."""
    reference = "\n".join(path.read_text("utf-8") for path in (DOCS / "reference").glob("*.md"))
    documented = re.findall(r"^\.\. auto(?:class|function):: (\w+)$", reference, re.MULTILINE)
    modules = {"errors", "types", "LlamaCardsError"}
    assert sorted(documented) == sorted({*llamacards.__all__, *types.__all__} - modules)


def test_picture() -> None:
    """The picture of the README is the table of today; `nox -s picture` draws it anew."""
    drawn = runpy.run_path(str(DOCS / "picture.py"))["pictures"]()
    assert {path.name: path.read_text("utf-8") for path in drawn} == {
        path.name: svg for path, svg in drawn.items()
    }


def test_length() -> None:
    """The README has at most 900 words."""
    assert len((DOCS.parent / "README.md").read_text("utf-8").split()) <= 900
