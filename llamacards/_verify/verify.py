"""Every statement is read again from the document that it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.table_figures import SCORE
from llamacards._records.card import ModelCard
from llamacards._records.document_cells import DocumentCell
from llamacards._records.publication import Publication, Table
from llamacards._records.score import EvalSetup
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source
from llamacards._verify.documents import Document, Folder, open_folder
from llamacards._verify.left_out import LEFT_OUT
from llamacards._verify.models import identities_of, read_models
from llamacards._verify.readings import KINDS, VERDICTS, WRONG, Reading, ReadingVerdict, at_cell
from llamacards._verify.setups import gather_evidence, read_setups
from llamacards._verify.statements import (
    StatedTexts,
    gather_stated,
    read_claim,
    read_corrections,
    read_fact,
    read_notes,
)
from llamacards._verify.terms import read_license

_NO_FIGURE = re.compile(r"(?![~<]?-?\d)")


_STAGE = re.compile(r"(?<!\d)(\d{1,9})(K?) \S+ hours")


# "1B (1.23B)": the size that labels a row, and the number of parameters.
_SIZED = re.compile(r"(?<!\d)\d{1,6}B \(([\d.]+)B?\)")


_OF_EXPERTS = {"active_parameters": r"(\d+B) \(Activated\)", "parameters": r"(\d+B) \(Total\)"}
"""Which of two counts of parameters in one cell a field has."""


# "50.2 (2.6x)": a measurement, and how it compares with another.
_MEASURED = re.compile(r"([\d.,]+) \([-+\d.]+[x%]\)")


_ROPE = re.compile(
    r'\{"type": "(\w+)", "factor": ([\d.]+), "low_freq_factor": ([\d.]+), '
    r'"high_freq_factor": ([\d.]+), "original_max_position_embeddings": (\d+)\}'
)
"""The scaling of rotary embeddings in config.json."""


@frozen(kw_only=True, repr=False)
class Verification(Displayable):
    """
    The results of looking for every statement in the documents of a folder.

    readings: the statements in the order of publications: figures, setups, models, facts, terms,
    notes, corrections and claims.
    uncovered: figures in tables of the cited documents that no publication states, without a
    reason.
    left_out: figures left out for a reason.
    listing: whether the table lists uncovered figures too.
    """

    readings: tuple[Reading, ...]
    uncovered: tuple[Reading, ...]
    left_out: tuple[Reading, ...] = ()
    listing: bool = False

    @property
    def holds(self) -> bool:
        """
        Whether nothing differs, and nothing is missing from a document that is there.

        False if none of the cited documents is there.
        """
        return self.count("re-read") > 0 and not any(map(self.count, WRONG))

    @property
    def kinds(self) -> dict[str, int]:
        """How many statements of each kind were read again."""
        found = [r.kind for r in self.readings if r.verdict == "re-read"]
        return {kind: found.count(kind) for kind in KINDS if kind in found}

    def count(self, verdict: ReadingVerdict, source: Source | None = None) -> int:
        """How many statements of all documents, or of one, have a verdict."""
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
        """
        The lines of the table: everything that differs or was not found, and the uncovered if
        asked.
        """
        wrong = tuple(reading for reading in self.readings if reading.verdict in WRONG)
        return wrong + self.uncovered if self.listing else wrong

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(verdict):,} {verdict}" for verdict in VERDICTS)
        return f"<Verification: {counts}>"

    def _sheet(self) -> Sheet:
        """What differs, was not found or is not covered, one a line; else the documents."""
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
        if self.kinds:
            counted = ", ".join(f"{kind} {count:,}" for kind, count in self.kinds.items())
            notes.append([f"Re-read by kind: {counted}."])
        else:
            notes.append(["None of the cited documents is in this folder."])
        notes.append(["Uncovered: printed in a table of these documents, but stated nowhere here."])
        if self.left_out:
            notes.append(
                [f"Left out for a reason: {len(self.left_out):,}. {_reasons_left_out(self)}"]
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
    Read every statement again from the document, section, row and column that it cites.

    directory: the folder of the documents: for those on GitHub, checkouts of the repositories under
    their names; for others, texts that begin with their titles, or CSV files that say which figure
    is where.
    uncovered: whether to list figures in tables of the cited documents that are stated nowhere
    here; they are counted in any case.

    It looks for figures with their intervals; their setups, in labels, cells and cited sentences;
    the models that labels name; facts in words; clauses and key words of licenses; figures in
    notes; and claims. For a former figure, only the day of its replacement is checked. Cards of
    your own are not read.

    Raises FileError if the folder or a file in it cannot be read, and MissingExtraError without the
    extra `verify`.
    """
    folder = open_folder(directory)
    known = or_builtin(catalog)
    readings = tuple(read_all(known.publications, folder, known))
    covered = {cell.place for reading in readings for cell in reading.cells}
    left: dict[Any, Reading] = {}
    for source, cell in _printed_cells(known.publications, folder):
        if cell.is_figure:
            printed = Reading(
                verdict="uncovered",
                what="",
                source=at_cell(source, cell.section, cell.label, cell.column),
                stated=None,
                printed=cell.text,
            )
            # A document that two publications cite has the title of the first.
            left.setdefault(cell.place, printed)
    reasoned = [
        evolve(reading, reason=_reason_of(reading))
        for place, reading in left.items()
        if place not in covered
    ]
    return Verification(
        readings=readings + tuple(_vain_reasons(left.values(), readings)),
        uncovered=tuple(reading for reading in reasoned if reading.reason is None),
        left_out=tuple(reading for reading in reasoned if reading.reason is not None),
        listing=uncovered,
    )


def _reason_of(reading: Reading) -> str | None:
    """The reason why a printed figure is left out, if there is one."""
    title, place = reading.source.title, reading.source.place or ""
    return next((left.reason for left in LEFT_OUT if left.covers(title, place)), None)


def _vain_reasons(printed: Iterable[Reading], readings: Iterable[Reading]) -> Iterator[Reading]:
    """Reasons that fit no printed figure of a document that is there, which are wrong."""
    places = [(reading.source.title, reading.source.place or "") for reading in printed]
    here = {r.source.title: r.source for r in readings if r.verdict == "re-read"}
    for left in LEFT_OUT:
        source = next((s for title, s in here.items() if title.startswith(left.title)), None)
        if source is not None and not any(left.covers(*place) for place in places):
            yield Reading(
                verdict="not found", what=left.reason, source=source.at(left.place), stated=None
            )


def _reasons_left_out(report: Verification) -> str:
    """Each reason for leaving figures out, with the number of figures."""
    reasons = [str(reading.reason) for reading in report.left_out]
    counted = (f"{reason}: {reasons.count(reason)}" for reason in dict.fromkeys(reasons))
    listed = "; ".join(counted)
    return f"{listed[0].upper()}{listed[1:]}."


def read_all(
    publications: Iterable[Publication], folder: Folder, cards: Mapping[str, ModelCard]
) -> Iterator[Reading]:
    """Everything that publications state, looked for in the documents of a folder."""
    publications = tuple(publications)
    cards = {card.name: card for p in publications for card in p.cards} | dict(cards)
    stated = gather_stated(publications)
    identities = identities_of(publications, cards)
    for publication in publications:
        yield from _read_publication(publication, folder, stated)
        yield from read_models(publication, folder, cards, identities)
        yield from read_corrections(publication, folder, cards)
    yield from read_setups(gather_evidence(publications, folder))


def _read_publication(
    publication: Publication, folder: Folder, stated: StatedTexts
) -> Iterator[Reading]:
    """The figures, facts, terms, claims and notes of a publication."""
    for source, table in _standing_tables(publication):
        yield from read_table(table, source, folder.find(source, table.section, table))
    for fact in publication.facts:
        if fact.until is None:
            yield read_fact(fact, fact.source or publication.source, folder)
    for granted in publication.licenses:
        yield from read_license(granted, granted.source or publication.source, folder)
    for claim in publication.claims:
        yield read_claim(claim, claim.source or publication.source, folder)
    yield from read_notes(publication, folder, stated)


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
                    source=at_cell(source, table.section, row, column),
                    stated=str(stated),
                    printed=" or ".join(printed) or None,
                    cells=tuple(found),
                )


def _by_place(cells: Iterable[DocumentCell]) -> dict[tuple[str, str], list[DocumentCell]]:
    """The cells by the rows and columns that may cite them."""
    places: dict[tuple[str, str], list[DocumentCell]] = {}
    for cell in cells:
        for label in cell.labels:
            places.setdefault((label, cell.column), []).append(cell)
    return places


def _is_meant(cell: DocumentCell, what: Any) -> bool:
    """Whether a cell that is about a part of a benchmark is about the right part."""
    return cell.part in ((what.subset or "") if isinstance(what, EvalSetup) else "")


def _as_stated(text: str, what: Any) -> str:
    """What a cell says, as tables here state it: without marks; for stages, about their sum."""
    if isinstance(what, EvalSetup):
        if _NO_FIGURE.match(text):
            return "-"
        figure = SCORE.fullmatch(text)
        return figure[1] if figure else text
    if stages := _STAGE.findall(text):
        return f"~{sum(int(hours) * (1000 if kilo else 1) for hours, kilo in stages):,}"
    if scaling := _ROPE.fullmatch(text):
        return "{}, factor {}, low {}, high {}, original {}".format(*scaling.groups())
    part = re.search(_OF_EXPERTS.get(what, r"(?!)"), text) or _MEASURED.fullmatch(text)
    return part[1] if part else _SIZED.sub(r"\1B", text).removesuffix(" tokens")


def _verdict_on(document: Document | None, stated: str, printed: Collection[str]) -> ReadingVerdict:
    if document is None:
        return "document absent"
    if not printed:
        return "not found"
    same = all(text.casefold() == stated.casefold() for text in printed)
    return "re-read" if same else "differing"


def _printed_cells(
    publications: Iterable[Publication], folder: Folder
) -> Iterator[tuple[Source, DocumentCell]]:
    """The cells of all tables in the documents of cited tables."""
    for publication in publications:
        for source, table in _standing_tables(publication):
            document = folder.find(source, table.section, table)
            for cell in document.printed if document else ():
                yield source, cell


_READ_AGAIN = ("Verdict", "Figure", "Place", "Stated", "Printed")
