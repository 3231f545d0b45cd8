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
    """A term, whose clause is to be there, and to give or quote its value, or the place cited."""
    document = folder.find(source)
    texts = [document.clause(clause) if document else None]
    if term.source and term.source.place:
        further, text = find_passage(term.source, folder)
        document = document and further
        texts.append(text)
    value = "" if term.value in (None, "yes") else plain_words(term.value or "")
    quoted = f'"{value}"' if value and term.topic in QUOTED else value
    said = " ".join(filter(None, texts)).replace(" million monthly active users", "M MAU")
    return Reading(
        kind="term",
        verdict=verdict_if(document, found=None not in texts and quoted in said),
        what=f"{of}, {term.topic}",
        source=source.at(clause),
        stated=term.value or term.answer,
    )
