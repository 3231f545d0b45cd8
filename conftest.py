"""Every example of the README and of the docstrings is a test."""

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_collect_file = (
    Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)], patterns=["README.md"])
    + Sybil(
        parsers=[DocTestParser()],
        pattern="llamacards/**/*.py",
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
