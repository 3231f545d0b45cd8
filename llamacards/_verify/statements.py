"""Facts in words, notes that quote figures, days of corrections, and claims, read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.publication import Publication, Table
from llamacards._records.score import EvalSetup
from llamacards._values.source import Source
from llamacards._verify.documents import Folder
from llamacards._verify.left_out import CALCULATED_NOTES
from llamacards._verify.readings import (
    Reading,
    find_passage,
    stands,
    verdict_if,
)

_DENSE_WORDS = MappingProxyType({True: r"\bdense\b|密集", False: r"mixture[- ]of[- ]experts"})


_SAID_AS = ((r"less than", "up to"), (r" ?万亿", "T"), (r" ?(\(Total\)|\(Activated\))", ""))
"""How documents express a value, and how it is stated here."""


_LISTED = re.compile(r"[A-Z][a-z]+(?:(?:, and |, | and )[A-Z][a-z]+)*")


def read_fact(fact: Fact, source: Source, folder: Folder) -> Reading:
    """A fact; its words must be in the passage that it cites, and say its value."""
    document, text = find_passage(source, folder)
    words = (fact.words or fact.text).split(", ")
    found = all(stands(word, text or "") for word in words)
    return Reading(
        verdict=verdict_if(document, found=found and _says_value(fact, text or "")),
        kind="fact",
        what=fact.field,
        source=source,
        stated=fact.text,
        cells=tuple(document.cells_at(source.place)) if document else (),
    )


def _says_value(fact: Fact, text: str) -> bool:
    """Whether the printed text says the value; for several things, exactly these."""
    if fact.field == "dense":
        return re.search(_DENSE_WORDS[fact.value], fact.words or text) is not None
    if fact.field == "languages":
        runs = [re.split(r", and |, | and ", run) for run in _LISTED.findall(text)]
        return any({*run} == {*fact.value} for run in runs)
    said = fact.words or ""
    if isinstance(fact.value, tuple) and said:
        items = re.split(r", | and ", said.removesuffix(" only"))
        return [item.casefold() for item in items] == [item.casefold() for item in fact.value]
    for printed, stated in _SAID_AS:
        said = re.sub(printed, stated, said)
    is_said = not said or stands(fact.text, said)
    return (
        is_said or fact.text.casefold().endswith(f"-{said.casefold()}") or _names_size(fact, said)
    )


def _names_size(fact: Fact, said: str) -> bool:
    """Whether words name the size of the model that a fact names."""
    return fact.field == "superseded_by" and f"-{said.casefold()}" in fact.text


StatedTexts = Mapping[str, set[str]]


def gather_stated(publications: Iterable[Publication]) -> dict[str, set[str]]:
    """All figures and days that are stated of a benchmark or field."""
    stated: dict[str, set[str]] = {}
    for publication in publications:
        for table in publication.tables:
            days = {str(day) for _, day in table.since} | {str(table.until)}
            for figure in table.figures():
                texts = {*str(figure.cell).split("±")} | days
                stated.setdefault(_matter_of(figure.what), set()).update(texts)
        for fact in publication.facts:
            stated.setdefault(fact.field, set()).add(fact.text)
    return stated


def _matter_of(what: object) -> str:
    return what.benchmark.casefold() if isinstance(what, EvalSetup) else str(what)


def read_notes(publication: Publication, folder: Folder, stated: StatedTexts) -> Iterator[Reading]:
    """The figures in notes: in the section, the details, or stated of the same model."""
    for fact in publication.facts:
        source = fact.source or publication.source
        if fact.note and fact.until is None:
            document, text = find_passage(source, folder)
            texts = [text or "", *_companion_texts(publication, folder)] if document else []
            yield from _read_note(fact.note, fact.field, source, texts, stated.get(fact.field, ()))
    for table in publication.tables:
        if table.until is not None:
            continue
        for place, note in (*table.notes, *([(None, table.note)] if table.note else [])):
            source = (table.source or publication.source).at(table.section)
            matters = {
                _matter_of(figure.what)
                for figure in table.figures()
                if place in (None, figure.row, figure.column, (figure.row, figure.column))
            }
            said = {text for matter in matters for text in stated.get(matter, ())}
            document = folder.find(source, table.section, table)
            own = document.passage(table.section) if document else None
            texts = [own or "", *_companion_texts(publication, folder)] if document else []
            yield from _read_note(note, table.section, source, texts, said)


def _read_note(
    note: str, what: str, source: Source, texts: Iterable[str], said: Iterable[str]
) -> Iterator[Reading]:
    """Whether each figure of a note is in one of the texts, or is stated."""
    figures = quoted_figures(note)
    passages = [text.replace(",", "") for text in texts]
    if not figures or note in CALCULATED_NOTES or not passages:
        return
    stated = {text.replace(",", "") for text in said}
    missing = [
        figure
        for figure in figures
        if figure not in stated and not any(stands(figure, text) for text in passages)
    ]
    yield Reading(
        verdict="differing" if missing else "re-read",
        kind="note",
        what=what,
        source=source,
        stated=", ".join(missing or figures),
    )


def _companion_texts(publication: Publication, folder: Folder) -> list[str]:
    """The full texts of the companions of a document."""
    companions = [folder.find(source) for source in _companion_sources(publication)]
    return [found.passage(None) or "" for found in companions if found]


def _companion_sources(publication: Publication) -> list[Source]:
    """The documents of a publication besides its own."""
    sources = (publication.protocol, *(table.source for table in publication.tables))
    licenses = (granted.source for granted in publication.licenses)
    return list(dict.fromkeys(filter(None, (*sources, *licenses))))


_NAMES = re.compile(r"Llama \d(\.\d)?( \d+B)?|\d+-shot")


def quoted_figures(note: str) -> list[str]:
    """The figures in a note, without commas, and without names of models and shots."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", _NAMES.sub("", note))
    return re.findall(r"(?<![\w.-])\d[\w.-]*\w|(?<![\w.-])\d(?![\w.])", plain)


def read_corrections(
    publication: Publication, folder: Folder, cards: Mapping[str, ModelCard]
) -> Iterator[Reading]:
    """
    The days of corrections: each figure replaces another on the day after its last.

    A figure that replaces none must be of a model released that day.
    """
    for table in publication.tables:
        for place, day in table.since:
            source = (table.source or publication.source).at(table.section)
            if folder.find(source, table.section, table) is not None:
                before = day - timedelta(days=1)
                former = any(
                    _same_place(table, other, place) and other.until == before
                    for other in publication.tables
                )
                new = _is_new(table, place, day, cards)
                yield _correction_reading(source, str(place), str(day), found=former or new)
        if table.until is not None:
            yield from _read_former(table, publication, folder)


def _is_new(table: Table, place: object, day: date, cards: Mapping[str, ModelCard]) -> bool:
    """Whether the models of a place were released that day, or some in a table of that day."""
    whole = all(other == day for _, other in table.since) and len(table.since) >= len(table.rows)
    released = [
        cards[name].released == day
        for figure in table.figures()
        if whole or place in (figure.row, figure.column, (figure.row, figure.column))
        for name in figure.cards
    ]
    return any(released) if whole else all(released)


def _read_former(table: Table, publication: Publication, folder: Folder) -> Iterator[Reading]:
    """Whether former figures of a document were replaced on the next day."""
    source = (table.source or publication.source).at(table.section)
    if table.until is None or folder.find(source, table.section, table) is None:
        return
    after = table.until + timedelta(days=1)
    for figure in table.figures():
        places = (figure.row, figure.column, (figure.row, figure.column))
        found = any(
            other.section == table.section and (other.source == table.source) and day == after
            for other in publication.tables
            for place, day in other.since
            if place in places
        )
        yield _correction_reading(
            source, f"{figure.row}, {figure.column}", str(table.until), found=found
        )


def _same_place(table: Table, other: Table, place: object) -> bool:
    """Whether another table has figures for the same section, row and column."""
    if (other.section, other.source) != (table.section, table.source):
        return False
    places = [(figure.row, figure.column) for figure in other.figures()]
    return any(place in (row, column, (row, column)) for row, column in places)


def _correction_reading(source: Source, place: str, day: str, *, found: bool) -> Reading:
    return Reading(
        verdict="re-read" if found else "differing",
        kind="correction",
        what=place,
        source=source,
        stated=day,
    )


def read_claim(claim: Claim, source: Source, folder: Folder) -> Reading:
    """A claim; its words must occur once in the passage that it cites."""
    document, text = find_passage(source, folder)
    found = claim.words is None or stands(claim.words, text or "")
    return Reading(
        verdict=verdict_if(document, found=found),
        kind="claim",
        what=claim.text,
        source=source,
        stated=claim.words,
    )
