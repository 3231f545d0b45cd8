"""Publications gathered into cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, frozen

from llamacards._records.card import Fact, ModelCard, assemble_card
from llamacards._records.publication import Publication
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source
from llamacards._values.validation import in_period
from llamacards._wording import brief_repr
from llamacards.errors import DuplicateError, FieldError, UnknownNameError

T = TypeVar("T")
Statable = TypeVar("Statable", Fact, Score)


@frozen(kw_only=True)
class Unattributed:
    """
    A score that its source does not assign to one card.

    candidates: the names of the cards that it may belong to.
    score: the figure.
    """

    candidates: tuple[str, ...]
    score: Score

    __repr__ = brief_repr


class GatheredCard(NamedTuple):
    """
    A card with everything that publications state of it on a day.

    corrected: what documents had before and have no longer.
    unknown_as_of: what a document has only since after the day, if its earlier value is unknown.
    """

    card: ModelCard
    corrected: tuple[Fact | Score, ...]
    unknown_as_of: tuple[Fact | Score, ...]


class CardBuilder:
    """What publications state by a day, ready to be gathered card by card."""

    def __init__(self, publications: tuple[Publication, ...], day: date | None) -> None:
        self.day = day
        known = [p for p in publications if not p.source.later_than(day)]
        known.sort(key=lambda publication: publication.source.published or date.max)
        self._known = known
        self.licenses = {lic.id: lic for publication in known for lic in publication.licenses}
        self.claims = [
            claim if claim.source else evolve(claim, source=publication.source)
            for publication in known
            for claim in publication.claims
        ]
        self.introduced: dict[str, tuple[ModelCard, Publication]] = {}
        for publication in known:
            for card in known_by(day, publication.cards):
                first = self.introduced.setdefault(card.name, (card, publication))
                if first[0] is not card:
                    raise two_cards(_card_with_source(*first), _card_with_source(card, publication))
        self._stating = self._stating_publications(known, publications)
        self.unattributed = [
            Unattributed(candidates=candidates, score=statement.record)
            for publication in known
            for statement in publication.unattributed()
            if isinstance(statement.record, Score)
            and not statement.record.source.later_than(day)
            and statement.record.valid_on(day)
            and (candidates := tuple(n for n in statement.cards if n in self.introduced))
        ]

    def _stating_publications(
        self, known: Sequence[Publication], publications: Iterable[Publication]
    ) -> dict[str, list[Publication]]:
        """For each card, the publications that state something of it, the introducing one first."""
        names = {card.name for publication in publications for card in publication.cards}
        stating = {name: [publication] for name, (_, publication) in self.introduced.items()}
        for publication in known:
            for name in dict.fromkeys(publication.named_cards):
                if name not in names:
                    raise UnknownNameError("card", name, sorted(names))
                if name in stating and publication is not stating[name][0]:
                    stating[name].append(publication)
        return stating

    def unchanged_since(
        self, before: CardBuilder, gathered: Mapping[str, GatheredCard]
    ) -> dict[str, GatheredCard]:
        """The cards gathered before for which publications and licenses are still the same."""
        if self.licenses != before.licenses:
            return {}
        return {
            name: card
            for name, card in gathered.items()
            if [*map(id, self._stating.get(name, ()))] == [*map(id, before._stating[name])]
        }

    def card_as_introduced(self, name: str) -> ModelCard:
        """The card as its publication introduces it, with the publication as its source."""
        return _card_with_source(*self.introduced[name])

    def gather(self, name: str) -> GatheredCard:
        """The card with everything stated of it; the facts of its own publication come first."""
        card = self.card_as_introduced(name)
        facts: list[Fact] = []
        scores: dict[tuple[Any, ...], Score] = {}
        corrected: list[Fact | Score] = []
        later: list[Fact | Score] = []
        for record in chain(card.scores, self._records_of(name)):
            if not record.valid_on(self.day):
                ended = in_period(self.day, record.since, None)
                (corrected if ended else later).append(record)
            elif isinstance(record, Score):
                _add_score(scores, _without_end(record))
            else:
                facts.append(self._with_license_terms(_without_end(record)))
        unknown = (record for record in later if not _stands_another(record, facts, scores))
        whole = assemble_card(card, facts, scores.values())
        return GatheredCard(whole, tuple(corrected), tuple(unknown))

    def _records_of(self, name: str) -> Iterator[Fact | Score]:
        """What publications state of this one card."""
        for publication in self._stating[name]:
            for cards, record in publication.statements(name):
                if record.source is not None and record.source.later_than(self.day):
                    continue
                if isinstance(record, Fact) or len(cards) == 1:
                    yield record

    def stated_value(self, name: str, path: str) -> Any:
        """
        The value of one field of a card, without gathering the rest.

        Only for catalogs of today, where only statements with an end are out of date.
        """
        card, _ = self.introduced[name]
        own = getattr(card, path)
        if own is not None:
            return own
        for publication in self._stating[name]:
            for fact in publication.facts:
                if fact.field == path and name in fact.cards and fact.until is None:
                    return fact.value
            for table in publication.tables:
                if table.until is None and path in table.subjects:
                    for figure in table.figures(name):
                        if figure.what == path:
                            return Fact(field=path, value=figure.cell).value
        return None

    @cached_property
    def score_documents(self) -> Mapping[str, AbstractSet[Source]]:
        """The documents with scores of each card."""
        documents: defaultdict[str, set[Source]] = defaultdict(set)
        for publication in self._known:
            for table in publication.tables:
                if any(isinstance(what, EvalSetup) for what in table.subjects):
                    for name in chain.from_iterable(table.named_cards):
                        documents[name].add(table.source or publication.source)
        return documents

    def _with_license_terms(self, fact: Fact) -> Fact:
        """The license with its terms, if it is stated only by its id."""
        if fact.field != "license":
            return fact
        return evolve(fact, value=self.licenses.get(fact.value.id, fact.value))


def _card_with_source(card: ModelCard, publication: Publication) -> ModelCard:
    """A card with its publication as its source, unless it has another."""
    return card if card.source else evolve(card, source=publication.source)


def _without_end(record: Statable) -> Statable:
    return record if record.until is None else evolve(record, until=None)


def _add_score(scores: dict[tuple[Any, ...], Score], score: Score) -> None:
    """
    Add a score; the same score in several places of a document is added once.

    An interval printed in one of the places is that of the score.
    """
    key = score.setup, score.source, score.value, score.bound
    first = scores.get(key)
    if first is not None and first.source.place and score.source.place:
        stated = score if first.interval is None else first
        place = f"{first.source.place}; {score.source.place}"
        score = evolve(first.at(place), interval=stated.interval, level=stated.level)
    scores[key] = score


def _stands_another(
    record: Fact | Score, facts: Iterable[Fact], scores: Mapping[Any, Score]
) -> bool:
    """Whether the document has an earlier statement in place of one that it has not yet."""
    if isinstance(record, Score):
        return any(other.source.shares_place_with(record.source) for other in scores.values())
    return any((fact.field, fact.source) == (record.field, record.source) for fact in facts)


def two_cards(first: ModelCard, second: ModelCard) -> DuplicateError:
    """The error that says where two cards with one name are from."""
    origins = (
        str(card.source.title) if card.source else "a card without a source"
        for card in (first, second)
    )
    return DuplicateError(f"two cards are named {first.name!r}", *origins)


def instances_of(kind: type[T], field: str, given: Iterable[T]) -> list[T]:
    """The values, if all are instances of one class."""
    items = [*given] if isinstance(given, Iterable) else [given]
    for item in items:
        if not isinstance(item, kind):
            raise FieldError("Catalog", field, f"made of {kind.__name__}s", item)
    return items


def cards_by_name(cards: Iterable[ModelCard]) -> dict[str, ModelCard]:
    """The cards by name; two with one name must be equal."""
    named: dict[str, ModelCard] = {}
    for card in instances_of(ModelCard, "cards", cards):
        first = named.setdefault(card.name, card)
        if first is not card and first != card:
            raise two_cards(first, card)
    return named


def known_by(day: date | None, cards: Iterable[ModelCard]) -> Iterable[ModelCard]:
    """Cards as of a day, without those that were released or stated later."""
    if day is None:
        return cards
    return [
        card.as_of(day)
        for card in cards
        if not (card.released and card.released > day)
        and not (card.source and card.source.later_than(day))
    ]
