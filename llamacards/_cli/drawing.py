"""How the answer of a command is drawn: format, width, notes, and output."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from llamacards.errors import FileError, UnknownOptionError

SUFFIXES = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".tex": "latex",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}

FORMATS = tuple(SUFFIXES.values())

STAND_INS = {
    "≠": "#",
    "·": ".",
    "─": "-",
    "–": "-",
    "×": "x",
    "≤": "<",
    "†": "+",
    "§": "S",
    "°": "o",
}
"""Stand-ins of the same width for terminals without these characters, to keep columns aligned."""

OPTIONS = ("width", "form", "output", "transpose", "notes", "addresses", "style")
"""The options of drawing, which commands do not take themselves."""


def add_drawing_options(parser: ArgumentParser) -> None:
    """Add the options of every command that prints a table to a parser."""
    group = parser.add_argument_group("drawing")
    group.add_argument(
        "--width", type=_column_count, metavar="N", help="columns; default: those of the terminal"
    )
    group.add_argument("--format", dest="form", metavar="FORMAT", help=", ".join(FORMATS))
    group.add_argument(
        "--output", metavar="FILE", help="write to FILE, in the format of its suffix"
    )
    group.add_argument("--transpose", action="store_true", help="rows as columns")
    group.add_argument(
        "--notes", action="store_true", help="all notes, not only the most important"
    )
    group.add_argument(
        "--sources", dest="addresses", action="store_true", help="the addresses of sources too"
    )


def _column_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"width must be a number of columns from 1 up, not {text!r}")
    return int(text)


def print_answer(answer: Any, asked: Namespace) -> None:
    """Print what a command returns, or write it to the file of --output."""
    text = answer if isinstance(answer, str) else draw(answer, asked)
    output = getattr(asked, "output", None)
    if output is not None:
        from llamacards._textfile import write_text

        # A text is a file to edit, and edits are not lost; a table is drawn anew each time.
        write_text(output, text, overwrite=not isinstance(answer, str))
        return
    if sys.stdout is None:
        raise FileError("standard output", "cannot be written: it is closed")
    try:
        sys.stdout.write(encodable(text.removesuffix("\n")) + "\n")
        sys.stdout.flush()
    except OSError as error:
        raise FileError("standard output", f"cannot be written: {error.strerror}") from None


def draw(answer: Any, asked: Namespace) -> str:
    """
    A table in the requested format, with options named as on the command line.

    Raises UnknownOptionError for a format that does not exist, or not for this table.
    """
    from attrs import evolve

    from llamacards._tables.displayable import Exportable
    from llamacards._tables.sheet import Sheet
    from llamacards._tables.terminal import command_width

    form = _format_of(asked)
    if form in ("csv", "json", "jsonl"):
        if not isinstance(answer, Exportable):
            raise UnknownOptionError("format of this table", form, FORMATS[:4])
        exported: str = getattr(answer, f"to_{form}")()
        return exported
    sheet = answer if isinstance(answer, Sheet) else answer._sheet()  # noqa: SLF001
    sheet = evolve(sheet.transposed() if asked.transpose else sheet, in_shell=True)
    notes = "all" if asked.notes else "few"
    if form == "html":
        from llamacards._tables.html import to_page

        return to_page(sheet)
    if form == "latex":
        from llamacards._tables.latex import to_latex

        return to_latex(sheet)
    if form == "markdown":
        from llamacards._tables.markdown import to_markdown

        return to_markdown(sheet, notes)
    from llamacards._tables.text import to_text

    style = getattr(asked, "style", "simple")
    width = asked.width or command_width()
    return to_text(sheet, style, width, notes, addresses=asked.addresses)


def _format_of(asked: Namespace) -> str:
    """The requested format, else that of the suffix of the file, else text."""
    if asked.form is not None:
        if asked.form not in FORMATS:
            raise UnknownOptionError("format", asked.form, FORMATS)
        return str(asked.form)
    if asked.output is None:
        return "text"
    suffix = f".{str(asked.output).rpartition('.')[2].lower()}"
    if suffix not in SUFFIXES:
        raise UnknownOptionError("suffix", suffix, SUFFIXES)
    return SUFFIXES[suffix]


def encodable(text: str) -> str:
    """The text with stand-ins for characters that the terminal lacks."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for sign, stand_in in STAND_INS.items():
            if not sign.encode(encoding, "ignore"):
                text = text.replace(sign, stand_in)
    return text.encode(encoding, "replace").decode(encoding)
