"""Licenses side by side, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import get_license
from llamacards._catalog.flatten import term_record
from llamacards._records.card import ModelCard
from llamacards._records.license import TOPICS, License, Term, full_term, term_lines
from llamacards._tables.displayable import Exportable
from llamacards._tables.flat import FlatParts
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._wording import join_words
from llamacards.errors import ComparisonError, UnknownNameError

WIDTH = 100
"""The default width of a printed comparison, in columns."""


@frozen(kw_only=True, repr=False)
class LicenseComparison(Exportable):
    """
    Licenses in columns, topics in rows, and each term with its clause.

    licenses: the compared licenses, in order. topics: the topics shown, in order.
    """

    licenses: tuple[License, ...]
    topics: tuple[str, ...]

    def __repr__(self) -> str:
        names = ", ".join(repr(lic.id) for lic in self.licenses)
        return f"<LicenseComparison of {names}: {len(self.topics)} topics>"

    @property
    def rows(self) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        """Each topic with the term of each license."""
        return tuple((t, tuple(known.term(t) for known in self.licenses)) for t in self.topics)

    def _text_width(self) -> int:
        return WIDTH

    def _record_parts(self) -> Iterator[FlatParts]:
        """Each term as a flat record, without a model, and with the source of the license."""
        for _, terms in self.rows:
            for known, term in zip(self.licenses, terms, strict=True):
                yield term_record(term, known), {"model": known.id}

    def _sheet(self) -> Sheet:
        """Licenses side by side, and below them what each term says in our words."""
        citations = Citations()
        licenses = self.licenses
        head = ["", *(citations.cite(lic.id, lic.source) for lic in licenses)]
        body = [
            [TOPICS[topic], *(full_term(lic.term(topic)) for lic in licenses)]
            for topic in self.topics
        ]
        notes: list[Line] = [line for topic in self.topics for line in term_lines(topic, licenses)]
        notes += _licensor_lines(licenses)
        citations.number_all(notes)
        title = join_words([lic.name for lic in licenses], "and")
        return Sheet(
            title=title,
            head=head,
            body=body,
            left=frozenset(range(len(head))),
            notes=notes,
            citations=citations,
        )


def compare_licenses(
    *named: str | ModelCard | License, differing: bool = False, catalog: Catalog | None = None
) -> LicenseComparison:
    """
    The terms of licenses side by side, each with its clause.

    named: licenses, cards, or the names of either. differing: only topics on which the licenses
    differ, in answer or value.

    >>> two = compare_licenses("llama3", "llama-3.1-8b", differing=True)
    >>> two.topics[:2]
    ('train_other_models', 'output_for_training')

    Raises UnknownNameError, AmbiguousNameError, or ComparisonError if no license is named.
    """
    known = or_builtin(catalog)
    licenses = tuple(dict.fromkeys(license_named(item, known) for item in named))
    if not licenses:
        raise ComparisonError("no license is named; name one, such as 'llama3'")
    topics = tuple(
        topic
        for topic in TOPICS
        if not differing
        or len({(t.answer, t.value) for t in (lic.term(topic) for lic in licenses)}) > 1
    )
    return LicenseComparison(licenses=licenses, topics=topics)


def license_named(item: str | ModelCard | License, catalog: Catalog) -> License:
    """
    The license that an argument means: a license, a card with one, or the name of either.

    Raises UnknownNameError for an unknown name, and ComparisonError for a card without a license.
    """
    named = license_or_card(item, catalog)
    if isinstance(named, License):
        return named
    known = catalog.license_of(named)
    if known is None:
        raise ComparisonError(f"no license is stated of {named.title}")
    return known


def license_or_card(item: str | ModelCard | License, catalog: Catalog) -> License | ModelCard:
    """
    The license or card that an argument means, given itself or by name.

    Raises UnknownNameError for an unknown name.
    """
    if isinstance(item, License | ModelCard):
        return item
    if not isinstance(item, str):
        raise UnknownNameError("license or card", item, [*catalog.licenses, *catalog])
    try:
        return get_license(item, catalog=catalog)
    except UnknownNameError:
        return _card_named(item, catalog)


def _card_named(name: str, catalog: Catalog) -> ModelCard:
    try:
        return catalog.lookup(name)
    except UnknownNameError:
        choices = [*catalog.licenses, *catalog]
        raise UnknownNameError("license or card", name, choices) from None


def _licensor_lines(licenses: Sequence[License]) -> Iterator[Line]:
    by_name: dict[str, list[str]] = {}
    for lic in licenses:
        if lic.licensor is not None:
            by_name.setdefault(lic.licensor, []).append(lic.id)
    for licensor, ids in by_name.items():
        yield [f"Granted under {join_words(ids, 'and')} by {licensor}."]
