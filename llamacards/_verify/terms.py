"""Names, days, clauses and key words of licenses, read again."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from llamacards._records.document_cells import plain_words
from llamacards._records.license import Answer, License, Term
from llamacards._values.source import Source
from llamacards._verify.documents import Folder
from llamacards._verify.readings import Reading, find_passage, stands, verdict_if

QUOTED = frozenset({"notice_file", "display_text", "name_prefix", "trademark"})
"""Topics whose value is printed in quotation marks."""


_ANSWERS: MappingProxyType[str, tuple[tuple[str, Answer], ...]] = MappingProxyType(
    {
        "commercial_use": (("Additional Commercial Terms", "conditional"),),
        "fine_tuning": (("create derivative works", "allowed"),),
        "redistribute": (("distribute, copy", "conditional"),),
        "resale": (("limited license", "stated"),),
        "train_other_models": (("will not use", "not allowed"), ("improve an", "conditional")),
        "output_for_training": (("output or", "not allowed"), ("outputs or", "conditional")),
        "license_copy": (("provide a copy", "required"),),
        "notice_file": (("text file", "required"),),
        "display_text": (("display", "required"),),
        "name_prefix": (("at the beginning", "required"),),
        "user_limit": (("greater than", "conditional"),),
        "acceptable_use_policy": (("adhere", "required"),),
        "law_compliance": (("must comply", "required"),),
        "safety_circumvention": (("circumvent", "not allowed"),),
        "region_limit": (("domiciled in", "conditional"),),
        "trademark": (("No trademark", "not allowed"), ("solely as", "conditional")),
        "litigation": (("", "stated"),),
        "termination": (("", "stated"),),
        "warranty": (("", "stated"),),
        "liability": (("", "stated"),),
        "governing_law": (("", "stated"),),
    }
)
"""The answers that words of a clause mean, by topic; other words are not judged."""


def read_license(license: License, source: Source, folder: Folder) -> Iterator[Reading]:
    """The name and the day of a license, and each of its clauses."""
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
    A term: its clause, its value, and the words that decide it.

    A clause with a mark belongs to the license. A policy has points and paragraphs without marks,
    so its words are looked for in the place that its source cites, or in all of it.
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
        and all(plain_words(words) in said for words in (term.key_words or "").split(" … "))
        and _fits_words(term)
    )
    return Reading(
        kind="term",
        verdict=verdict_if(document, found=found),
        what=f"{of}, {term.topic}",
        source=stands_in.at(clause),
        stated=term.value or term.answer,
    )


def _fits_words(term: Term) -> bool:
    """Whether the answer is the one that the key words mean, if they mean one."""
    given = [
        answer
        for words, answer in _ANSWERS.get(term.topic, ())
        if term.key_words is not None and words in term.key_words
    ]
    return not given or term.answer in given
