"""Tables in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from llamacards._tables.cells import (
    alignments,
    bracketed,
    cited,
    legend_text,
    note_lead,
    note_text,
)
from llamacards._tables.sheet import Sheet
from llamacards._tables.text import tabulated
from llamacards._wording import inert_text

_LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
    | {"≠": r"$\neq$", "≤": r"$\leq$", "§": r"\S{}"}
)


_BEYOND_PDFLATEX = re.compile("[^\u0000-\u017f\u2010-\u2026]+")
"""Characters that only XeLaTeX and LuaLaTeX, which know \\Umathcode, take as they are."""


def to_latex(sheet: Sheet) -> str:
    """A tabular, and under it notes and sources in small print."""
    head = [_latex_cell(head.entry) for head in sheet.head]
    body: list[list[str]] = []
    for section, rows in sheet.sections:
        if section:
            body.append([_latex(section), *[""] * (len(head) - 1)])
        for row in rows:
            indent = r"\quad " * (row.indent + bool(section))
            body.append([f"{indent}{_latex_label(row.entry)}", *map(_latex_cell, row.cells)])
    table = tabulated("latex_raw")(head, body, alignments(sheet, "left", "right"))
    below = [_latex(text) for text in (sheet.summary, legend_text(sheet)) if text]
    below += [
        note_lead(note) + note_text(sheet, note.parts, _latex, lambda n: _latex(bracketed(n)))
        for note in sheet.notes
    ]
    below += [_latex(f"[{n}] {source}") for source, n in sheet.citations.numbers.items()]
    if not below:
        return table
    return "\n".join(
        [table, "", r"\begin{flushleft}\footnotesize", *_paragraphs(below), r"\end{flushleft}"]
    )


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [rf"{text}\par" for text in texts]


def _latex(text: str) -> str:
    """A text as LaTeX prints it; for pdfLaTeX other scripts are spelled by their code points."""
    return _BEYOND_PDFLATEX.sub(_spelled_for_pdflatex, inert_text(text).translate(_LATEX))


def _spelled_for_pdflatex(found: re.Match[str]) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in found[0])
    return rf"\ifdefined\Umathcode {found[0]}\else\textless{{}}{codes}\textgreater{{}}\fi{{}}"


def _latex_cell(text: str) -> str:
    return _latex(cited(text))


def _latex_label(text: str) -> str:
    """The first cell of a row, whose bracket must not be taken for an option of the line break."""
    label = _latex_cell(text)
    return f"{{[}}{label[1:]}" if label.startswith("[") else label
