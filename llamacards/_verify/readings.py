"""The result of looking for a statement in its document."""

from __future__ import annotations

import re
from typing import Literal, get_args

from attrs import field, frozen

from llamacards._records.document_cells import DocumentCell, cell_place
from llamacards._values.source import Source
from llamacards._verify.documents import Document, Folder

ReadingVerdict = Literal["re-read", "differing", "not found", "document absent", "uncovered"]


VERDICTS: tuple[ReadingVerdict, ...] = get_args(ReadingVerdict)


WRONG: tuple[ReadingVerdict, ...] = ("differing", "not found")


Kind = Literal[
    "figure",
    "benchmark",
    "shots",
    "chain of thought",
    "metric",
    "unit",
    "sentence",
    "model",
    "fact",
    "cards",
    "term",
    "correction",
    "note",
    "claim",
]


KINDS: tuple[Kind, ...] = get_args(Kind)


@frozen(kw_only=True)
class Reading:
    """
    A statement that was looked for in the place that it cites.

    verdict: the result.
    kind: which part of it was looked for.
    what: the setup, field or term.
    source: the document and the place in it.
    stated: the figure or words here, or None.
    printed: the figure or words in the document, or None.
    cells: where it was found.
    reason: why no publication states a printed figure.
    """

    verdict: ReadingVerdict
    kind: Kind = "figure"
    what: str
    source: Source
    stated: str | None
    printed: str | None = None
    cells: tuple[DocumentCell, ...] = field(default=(), repr=False)
    reason: str | None = None


def at_cell(source: Source, section: str, row: str, column: str) -> Source:
    """A document, at a cell of a table."""
    return source.at(cell_place(section, row, column))


def verdict_if(document: Document | None, *, found: bool) -> ReadingVerdict:
    """The verdict on whether something was found or differs; or that there is no document."""
    if document is None:
        return "document absent"
    return "re-read" if found else "not found"


def stands(words: str, text: str) -> bool:
    """Whether words occur in a text as whole words and numbers; blanks are ignored."""
    letters = " ?".join(map(re.escape, words.replace(" ", "")))
    start = r"(?<![\w.])" if re.match(r"\w", words) else ""
    end = r"(?!\w|\.\d)" if re.search(r"\w$", words) else ""
    return re.search(f"{start}{letters}{end}", text, re.ASCII | re.IGNORECASE) is not None


def find_passage(source: Source, folder: Folder) -> tuple[Document | None, str | None]:
    """A document and its text at a place; None for what is missing."""
    document = folder.find(source, source.place)
    return document, document.passage(source.place) if document else None
