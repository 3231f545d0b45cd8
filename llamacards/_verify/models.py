"""The models of figures and facts, read again from printed labels and as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from llamacards._catalog.table_figures import squeeze_name
from llamacards._records.card import Fact, ModelCard
from llamacards._records.document_cells import DocumentCell
from llamacards._records.publication import Publication, Table
from llamacards._verify.documents import Folder
from llamacards._verify.readings import Reading, at_cell, find_passage
from llamacards._verify.setups import setups_of

_VERSION = re.compile(r"llama[- ]?(\d{1,4}(?:\.\d{1,4})?)(?![\d.]*B)", re.IGNORECASE)


_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?B)(?!x)\b(\+?)", re.IGNORECASE)


TUNED = re.compile(r"chat|instruct|\binst\b|tuned|aligned|post-trained", re.IGNORECASE)


_QUANTIZED = frozenset({"spinquant", "qlora"})


class CardIdentity(NamedTuple):
    """What distinguishes a model from others: version, size, and words such as "vision"."""

    version: str | None
    size: str | None
    variant: frozenset[str]


Identities = Mapping[str, CardIdentity]


def identities_of(
    publications: Iterable[Publication], cards: Mapping[str, ModelCard]
) -> dict[str, CardIdentity]:
    """What distinguishes each card from the others of its publication."""
    found = {name: _identity_of(card, [card]) for name, card in cards.items()}
    for publication in publications:
        found |= {card.name: _identity_of(card, publication.cards) for card in publication.cards}
    return found


def _identity_of(card: ModelCard, beside: Iterable[ModelCard]) -> CardIdentity:
    own = {card.family, card.version, card.size, card.tuning, "base"}
    common = set.intersection(*(_title_words(other) for other in beside))
    variant = _title_words(card) - common - {str(known).casefold() for known in own}
    named = _SIZE.search(card.title)
    return CardIdentity(
        card.version, card.size or (named[1].upper() if named else None), frozenset(variant)
    )


def _title_words(card: ModelCard) -> set[str]:
    """The words of a title without digits."""
    words = re.split(r"[\s-]+", card.title.casefold())
    return {word for word in words if not re.search(r"\d", word) and not TUNED.search(word)}


def _label_fits(card: CardIdentity, label: str, context: str, *, own: bool) -> bool:
    """Whether a label can mean a model; context also names it, but not its size."""
    version = _VERSION.search(label) or _VERSION.search(context)
    squeezed = re.sub(r"[\s-]", "", f"{label} {context}".casefold())
    quantized = bool(card.variant & _QUANTIZED)
    return (
        (own if version is None else version[1] == card.version)
        and all(_is_size(card.size, size, plus) for size, plus in _SIZE.findall(label))
        and all(word in squeezed or _is_quantized(word, squeezed) for word in card.variant)
        and ("quantized" not in squeezed or quantized)
    )


def _is_size(size: str | None, printed: str, plus: str) -> bool:
    return bool(plus) or size in (None, printed.upper())


def _is_quantized(word: str, squeezed: str) -> bool:
    return word in _QUANTIZED and "quantized" in squeezed


def names_quantized(label: str) -> bool:
    """Whether a label names one of the quantized models, all of which are tuned."""
    return any(word in squeeze_name(label) for word in _QUANTIZED)


def _variants_named(label: str, identities: Identities) -> set[str]:
    """The words for variants in a label."""
    squeezed = re.sub(r"[\s-]", "", label.casefold())
    known = {word for identity in identities.values() for word in identity.variant}
    return {word for word in known if word in squeezed}


def read_models(
    publication: Publication,
    folder: Folder,
    cards: Mapping[str, ModelCard],
    identities: Identities,
) -> Iterator[Reading]:
    """The cards of each label of each table, and those of each fact."""
    for table in publication.tables:
        source = table.source or publication.source
        document = folder.find(source, table.section, table)
        if table.until is None and document is not None:
            cells = [cell for cell in document.cells(table) if cell.column == "model"]
            for label, names in _labels_of_cards(table):
                transcribed = _cards_in_transcript(label, cells, cards)
                expected = _expected_cards(publication, table, label, transcribed, identities)
                given = {names} if isinstance(names, str) else {*names}
                if transcribed or not setups_of(table) or len(given) > 1:
                    fits = given == expected
                else:
                    fits = given <= expected and _tuning_fits(table, label, given, cards)
                yield Reading(
                    verdict="re-read" if fits else "differing",
                    kind="model",
                    what=table.section,
                    source=at_cell(source, table.section, label, ""),
                    stated=", ".join(sorted(given)),
                    printed=label,
                )
    yield from _read_coverage(publication, folder, cards, identities)


def _labels_of_cards(table: Table) -> list[tuple[str, Any]]:
    """The labels of a table that name cards."""
    if table.models == "columns":
        return [*table.columns]
    return [(label, names) for label, names, _ in table.rows]


def _cards_in_transcript(
    label: str, cells: Iterable[DocumentCell], cards: Mapping[str, ModelCard]
) -> set[str]:
    """The cards that a transcript of a table names beside the label."""
    return {cell.text for cell in cells if label in cell.row and cell.text in cards}


def _expected_cards(
    publication: Publication,
    table: Table,
    label: str,
    transcribed: set[str],
    identities: Identities,
) -> set[str]:
    """The cards that a label can mean; for the specification, with any tuning."""
    if transcribed and setups_of(table):
        return transcribed
    if label in identities:
        return {label}
    own = [card.name for card in publication.cards]
    if transcribed:
        meant = {identities[name] for name in transcribed}
        return {name for name in own if identities[name] in meant}
    # The title of a document may name the variant of all its models ("Llama 3.2-Vision").
    context = f"{table.section} {publication.source.title}"
    named = _variants_named(label, identities)
    fitting = {
        name
        for name, card in identities.items()
        if _label_fits(card, label, context, own=name in own) and named <= card.variant
    }
    titled = {c.name for c in publication.cards if squeeze_name(c.title) == squeeze_name(label)}
    return fitting | titled


def _tuning_fits(table: Table, label: str, given: set[str], cards: Mapping[str, ModelCard]) -> bool:
    """Whether the cards of scores are tuned if label, section, rows or sentences say so."""
    said = [label, table.section, *(row for row, *_ in table.rows)]
    said += [word for _, sentence in table.follows for word in sentence.words]
    quantized = any(names_quantized(other) for other, _ in _labels_of_cards(table))
    tuned = quantized or TUNED.search("; ".join(said)) is not None
    return all(cards[name].tuned in (tuned, None) for name in given)


def _read_coverage(
    publication: Publication,
    folder: Folder,
    cards: Mapping[str, ModelCard],
    identities: Identities,
) -> Iterator[Reading]:
    """Whether a fact is stated of exactly the cards that the publication introduces."""
    own = {card.name for card in publication.cards}
    stated = [fact for fact in publication.facts if fact.until is None]
    for fact in stated:
        source = fact.source or publication.source
        document, _ = find_passage(source, folder)
        if document is None:
            continue
        covered = _covered_cards(publication, stated, fact)
        given = {*fact.cards}
        foreign = given - own
        missing = own - covered if given & own else set()
        rows = [cell.row[0] for cell in document.cells_at(source.place)]
        transcribed = _same_size_siblings([name for name in rows if name in cards], identities)
        named = {name for name in foreign if _is_said_of(cards[name], fact, cards)} | (
            foreign & transcribed
        )
        siblings = (
            _same_size_siblings(foreign, identities) if fact.field != "superseded_by" else foreign
        )
        fits = (
            not missing
            and foreign == named
            and siblings == foreign
            and not _stated_twice(fact, stated)
        )
        yield Reading(
            verdict="re-read" if fits else "differing",
            kind="cards",
            what=fact.field,
            source=source,
            stated=", ".join(fact.cards),
        )


def _covered_cards(publication: Publication, stated: Iterable[Fact], fact: Fact) -> set[str]:
    """The cards for which a publication states a field."""
    covered = {name for other in stated if other.field == fact.field for name in other.cards}
    for table in publication.tables:
        for figure in table.figures():
            if figure.what == fact.field:
                covered |= {*figure.cards}
    return covered


def _stated_twice(fact: Fact, stated: Iterable[Fact]) -> bool:
    """Whether a document states a field of one card twice."""
    return any(
        other is not fact
        and (other.field, other.source) == (fact.field, fact.source)
        and {*other.cards} & {*fact.cards}
        for other in stated
    )


def _is_said_of(card: ModelCard, fact: Fact, cards: Mapping[str, ModelCard]) -> bool:
    """Whether a fact about a model of another publication names its size, or one of that size."""
    if fact.field == "superseded_by":
        successor = cards.get(str(fact.value))
        return successor is not None and (card.size, card.tuning) == (
            successor.size,
            successor.tuning,
        )
    return card.size is not None and card.size in f"{fact.words or ''} {fact.text}"


def _same_size_siblings(names: Iterable[str], identities: Identities) -> set[str]:
    """All cards with the version and size of these."""
    meant = {identities[name] for name in names}
    return {name for name, identity in identities.items() if identity in meant}
