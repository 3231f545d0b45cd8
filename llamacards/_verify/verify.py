"""Every figure, read again from the document that it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import field, frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._records.card import Fact
from llamacards._records.license import License, Term
from llamacards._records.publication import Publication, Table
from llamacards._records.score import EvalSetup
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source
from llamacards._verify.document_cells import DocumentCell, plain_words
from llamacards._verify.documents import Document, Folder, open_folder

ReadingVerdict = Literal["re-read", "differing", "not found", "document absent", "uncovered"]


VERDICTS: tuple[ReadingVerdict, ...] = get_args(ReadingVerdict)


WRONG: tuple[ReadingVerdict, ...] = ("differing", "not found")


QUOTED = frozenset({"notice_file", "display_text", "name_prefix", "trademark"})
"""Topics of which a licence prints the value in quotation marks."""


_SCORE = re.compile(r"(~?-?\d[\d,]*(?:\.\d+)?(?:±\d+(?:\.\d+)?)?)(?:\s*[%^†‡§].*)?")


_NO_FIGURE = re.compile(r"(?![~<]?-?\d)")


_STAGE = re.compile(r"(\d+)(K?) \S+ hours")


# "1B (1.23B)": the size that labels a row, and the number of parameters.
_SIZED = re.compile(r"\d+B \(([\d.]+)B?\)")


@frozen(kw_only=True)
class Reading:
    """
    A figure that was looked for where it is cited.

    verdict: what became of it.
    what: the setup, field or term.
    source: the document, at the place.
    stated: the figure here, or None where there is none.
    printed: the one in the document, or None where there is none.
    cells: where it was found.
    """

    verdict: ReadingVerdict
    what: str
    source: Source
    stated: str | None
    printed: str | None = None
    cells: tuple[DocumentCell, ...] = field(default=(), repr=False)


@frozen(kw_only=True, repr=False)
class Verification(Displayable):
    """
    What became of every figure that was looked for in the documents of a folder.

    readings: the figures stated, in the order of their publications. uncovered: figures that the
    tables of the cited documents print, and that none of ours covers. listing: whether the table
    lists them too.
    """

    readings: tuple[Reading, ...]
    uncovered: tuple[Reading, ...]
    listing: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing differs, and nothing is missing from a document that is there."""
        return not any(map(self.count, WRONG))

    def count(self, verdict: ReadingVerdict, source: Source | None = None) -> int:
        """How many figures, of all documents or of one, have a verdict."""
        return sum(
            reading.verdict == verdict and source in (None, reading.source)
            for reading in (*self.readings, *self.uncovered)
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that were looked for."""
        return tuple(dict.fromkeys(reading.source for reading in self.readings))

    @property
    def listed(self) -> tuple[Reading, ...]:
        """What the table lists: all that differs or was not found, and the uncovered if asked."""
        wrong = tuple(reading for reading in self.readings if reading.verdict in WRONG)
        return wrong + self.uncovered if self.listing else wrong

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(verdict):,} {verdict}" for verdict in VERDICTS)
        return f"<Verification: {counts}>"

    def _sheet(self) -> Sheet:
        """What differs, was not found or is not covered, a line each; else the documents."""
        citations = Citations()
        listed = [
            [
                reading.verdict,
                reading.what,
                citations.cite(reading.source.place or "", reading.source),
                reading.stated or "",
                reading.printed or "",
            ]
            for reading in self.listed
        ]
        body = listed or [
            [citations.cite(source.title, source), f"{n:,}", f"{self.count('uncovered', source):,}"]
            for source in self.sources
            if (n := self.count("re-read", source))
        ]
        totals = (f"{verdict}: {self.count(verdict):,}." for verdict in VERDICTS)
        notes: list[Line] = [[" ".join(total.capitalize() for total in totals)]]
        notes.append(
            ["Uncovered: printed in a table of these documents, and stated by none of ours."]
        )
        absent = [
            part
            for source in self.sources
            if (n := self.count("document absent", source))
            for part in (source, f" {n:,}", ", ")
        ]
        if absent:
            notes.append(["Figures of absent documents: ", *absent[:-1], "."])
        return Sheet(
            title="Figures, read again",
            head=_READ_AGAIN if listed else ("Document", "Re-read", "Uncovered"),
            body=body,
            left=frozenset({0, 1, 2}) if listed else frozenset({0}),
            notes=notes,
            citations=citations,
        )


def verify(
    directory: str | Path, *, uncovered: bool = False, catalog: Catalog | None = None
) -> Verification:
    """
    Read every figure again from the section, row and column that it cites.

    directory holds the documents: of one on GitHub, the checkout of its repository under its
    name; of another, a text that begins with its title, or CSV files that say which figure
    stands where. Figures of tables, facts of texts, and the clauses and quoted words of licences
    are looked for; what a document had before it was corrected is not, nor what cards of one's
    own state. The other way round, figures in the tables of cited documents that none of ours
    covers are counted; uncovered=True lists them.

    Raises FileError where there is no such folder or a file in it cannot be read, and
    MissingExtraError without the extra `verify`.
    """
    folder = open_folder(directory)
    publications = or_builtin(catalog).publications
    readings = tuple(reading for p in publications for reading in _read_publication(p, folder))
    covered = {cell.place for reading in readings for cell in reading.cells}
    left = {
        cell.place: Reading(
            verdict="uncovered",
            what="",
            source=_at_cell(source, cell.section, cell.label, cell.column),
            stated=None,
            printed=cell.text,
        )
        for source, cell in _printed_cells(publications, folder)
        if cell.is_figure and cell.place not in covered
    }
    return Verification(readings=readings, uncovered=tuple(left.values()), listing=uncovered)


def _at_cell(source: Source, section: str, row: str, column: str) -> Source:
    return source.at(f'{section}, row "{row}", column "{column}"')


def _read_publication(publication: Publication, folder: Folder) -> Iterator[Reading]:
    """All that a publication states, looked for."""
    for source, table in _standing_tables(publication):
        yield from read_table(table, source, folder.find(source, table.section, table))
    for fact in publication.facts:
        if fact.until is None:
            yield _read_fact(fact, fact.source or publication.source, folder)
    for granted in publication.licenses:
        yield from _read_license(granted, granted.source or publication.source, folder)


def _standing_tables(publication: Publication) -> Iterator[tuple[Source, Table]]:
    """The tables that their documents still have."""
    for table in publication.tables:
        if table.until is None:
            yield table.source or publication.source, table


def read_table(table: Table, source: Source, document: Document | None) -> Iterator[Reading]:
    """The figures of a table, and dashes where a figure is printed."""
    cells = _by_place(document.cells(table)) if document else {}
    for row, row_names, figures in table.rows:
        for (column, column_names), stated in zip(table.columns, figures, strict=True):
            what = row_names if table.models == "columns" else column_names
            found = [cell for cell in cells.get((row, column), ()) if _is_meant(cell, what)]
            printed = {cell.text: _as_stated(cell.text, what) for cell in found}
            verdict = _verdict_on(document, str(stated), printed.values())
            if stated != "-" or verdict == "differing":
                yield Reading(
                    verdict=verdict,
                    what=what.label() if isinstance(what, EvalSetup) else what,
                    source=_at_cell(source, table.section, row, column),
                    stated=str(stated),
                    printed=" or ".join(printed) or None,
                    cells=tuple(found),
                )


def _by_place(cells: Iterable[DocumentCell]) -> dict[tuple[str, str], list[DocumentCell]]:
    """The cells by the rows and columns that they may be cited by."""
    places: dict[tuple[str, str], list[DocumentCell]] = {}
    for cell in cells:
        for label in cell.labels:
            places.setdefault((label, cell.column), []).append(cell)
    return places


def _is_meant(cell: DocumentCell, what: Any) -> bool:
    """Whether a cell is of the part of a benchmark that is meant, if it is of a part."""
    return cell.part in ((what.subset or "") if isinstance(what, EvalSetup) else "")


def _as_stated(text: str, what: Any) -> str:
    """What a cell says, as a table here states it: without marks; of stages, about their sum."""
    if isinstance(what, EvalSetup):
        if _NO_FIGURE.match(text):
            return "-"
        figure = _SCORE.fullmatch(text)
        return figure[1] if figure else text
    if stages := _STAGE.findall(text):
        return f"~{sum(int(hours) * (1000 if kilo else 1) for hours, kilo in stages):,}"
    return _SIZED.sub(r"\1B", text).removesuffix(" tokens")


def _verdict_on(document: Document | None, stated: str, printed: Collection[str]) -> ReadingVerdict:
    if document is None:
        return "document absent"
    if not printed:
        return "not found"
    same = all(text.casefold() == stated.casefold() for text in printed)
    return "re-read" if same else "differing"


def _read_fact(fact: Fact, source: Source, folder: Folder) -> Reading:
    """A fact, whose words are looked for in the passage that it cites."""
    document, text = _find_passage(source, folder)
    words = (fact.words or fact.text).split(", ")
    return Reading(
        verdict=_verdict_if(document, found=all(stands(word, text or "") for word in words)),
        what=fact.field,
        source=source,
        stated=fact.text,
    )


def _find_passage(source: Source, folder: Folder) -> tuple[Document | None, str | None]:
    """A document, and what stands in it at the place; None for what is not there."""
    document = folder.find(source, source.place)
    return document, document.passage(source.place) if document else None


def _verdict_if(document: Document | None, *, found: bool) -> ReadingVerdict:
    if document is None:
        return "document absent"
    return "re-read" if found else "not found"


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text, not inside a longer word or number, blanks aside."""
    letters = " ?".join(map(re.escape, words.replace(" ", "")))
    pattern = rf"(?<![\w.]){letters}(?!\w|\.\d)"
    return re.search(pattern, text, re.ASCII | re.IGNORECASE) is not None


def _read_license(license: License, source: Source, folder: Folder) -> Iterator[Reading]:
    """The name and the day of a licence, and each of its clauses."""
    document, text = _find_passage(source.at("heading"), folder)
    for what in ("name", "released"):
        stated = getattr(license, what)
        if stated is not None:
            yield Reading(
                verdict=_verdict_if(document, found=stands(str(stated), text or "")),
                what=f"{license.id}, {what}",
                source=source.at("heading"),
                stated=str(stated),
            )
    for term in license.terms:
        if term.clause is not None:
            yield _read_term(term, term.clause, license.id, source, folder)


def _read_term(term: Term, clause: str, of: str, source: Source, folder: Folder) -> Reading:
    """A term, whose clause is to be there, and to give or quote its value, or the place cited."""
    document = folder.find(source)
    texts = [document.clause(clause) if document else None]
    if term.source and term.source.place:
        further, text = _find_passage(term.source, folder)
        document = document and further
        texts.append(text)
    value = "" if term.value in (None, "yes") else plain_words(term.value or "")
    quoted = f'"{value}"' if value and term.topic in QUOTED else value
    said = " ".join(filter(None, texts)).replace(" million monthly active users", "M MAU")
    return Reading(
        verdict=_verdict_if(document, found=None not in texts and quoted in said),
        what=f"{of}, {term.topic}",
        source=source.at(clause),
        stated=term.value or term.answer,
    )


def _printed_cells(
    publications: Iterable[Publication], folder: Folder
) -> Iterator[tuple[Source, DocumentCell]]:
    """The cells of all tables of the documents that tables are cited from."""
    for publication in publications:
        for source, table in _standing_tables(publication):
            document = folder.find(source, table.section, table)
            for cell in document.printed if document else ():
                yield source, cell


_READ_AGAIN = ("Verdict", "Figure", "Place", "Stated", "Printed")
