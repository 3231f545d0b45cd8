"""Every example of the README, the site and the docstrings is a test."""

from doctest import ELLIPSIS
from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.codeblock import AbstractCodeBlockParser
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.myst.lexers import DirectiveLexer
from sybil.parsers.rest import DocTestParser


class ShowParser(AbstractCodeBlockParser):
    """The code of the directive `show`, below which the site has what the code gives."""

    def __init__(self) -> None:
        lexer = DirectiveLexer("show", mapping={"directive": "arguments", "source": "source"})
        super().__init__([lexer], "show", PythonEvaluator())


def import_package(names: dict[str, Any]) -> None:
    """The directive `show` knows the package by this name."""
    import llamacards

    names["lc"] = llamacards


pytest_collect_file = (
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), ShowParser()],
        patterns=["README.md", "docs/*.md", "docs/how-to/*.md", "docs/reference/*.md"],
        setup=import_package,
    )
    + Sybil(
        parsers=[DocTestParser()],
        pattern="llamacards/**/*.py",
        document_types={".py": PythonDocStringDocument},
    )
).pytest()

# How long an example takes says how busy a machine is, and nothing of the code.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")
