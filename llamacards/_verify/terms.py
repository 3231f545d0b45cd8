"""Names, days, clauses and key words of licenses, read again."""

from __future__ import annotations

from collections.abc import Iterator

from llamacards._records.license import License, Term
from llamacards._values.source import Source
from llamacards._verify.document_cells import plain_words
from llamacards._verify.documents import Folder
from llamacards._verify.readings import Reading, find_passage, stands, verdict_if

QUOTED = frozenset({"notice_file", "display_text", "name_prefix", "trademark"})
"""Topics of which a license prints the value in quotation marks."""


def read_license(license: License, source: Source, folder: Folder) -> Iterator[Reading]:
    """The name and the day of a licence, and each of its clauses."""
    document, text = find_passage(source.at("heading"), folder)
    for what in ("name", "released"):
        stated = getattr(license, what)
        if stated is not None:
            yield Reading(
                kind="term",
                verdict=verdict_if(document, found=stands(str(stated), text or "")),
                what=f"{license.id}, {what}",
                source=source.at("heading"),
                stated=str(stated),
            )
    for term in license.terms:
        if term.clause is not None:
            yield _read_term(term, term.clause, license.id, source, folder)


def _read_term(term: Term, clause: str, of: str, source: Source, folder: Folder) -> Reading:
    """
    A term: where it stands, its value, and the words that decide it.

    A clause with a mark is one of the license. A policy has points and paragraphs without marks,
    so that the words are sought at the place that its source cites, or in all of it.
    """
    marked = clause.startswith("§") or term.source is None
    stands_in = source if marked or term.source is None else term.source
    document = folder.find(stands_in)
    texts: list[str | None] = []
    if marked:
        texts.append(document.clause(clause) if document else None)
    if term.source and (term.source.place or not marked):
        further, text = find_passage(term.source, folder)
        document = document and further
        texts.append(text)
    said = " ".join(filter(None, texts))
    value = "" if term.value in (None, "yes") else plain_words(term.value or "")
    quoted = f'"{value}"' if value and term.topic in QUOTED else value
    found = (
        None not in texts
        and quoted in said.replace(" million monthly active users", "M MAU")
        and plain_words(term.key_words or "") in said
    )
    return Reading(
        kind="term",
        verdict=verdict_if(document, found=found),
        what=f"{of}, {term.topic}",
        source=stands_in.at(clause),
        stated=term.value or term.answer,
    )
