"""Publications gathered into cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, frozen

from llamacards._records.card import Fact, ModelCard, assemble_card
from llamacards._records.publication import Publication, Statement
from llamacards._records.score import Score
from llamacards._values.source import Source
from llamacards._values.validation import in_period
from llamacards.errors import DuplicateError, FieldError, UnknownNameError

T = TypeVar("T")


@frozen(kw_only=True)
class Unattributed:
    """
    A score that its source does not pin to one card.

    candidates: the names of the cards that it may be of. score: the figure.
    """

    candidates: tuple[str, ...]
    score: Score


class DeferredCard(NamedTuple):
    """A card whose scores were not read yet, and the documents that they stand in."""

    sources: AbstractSet[Source]
    read: Callable[[], ModelCard]


class CardBuilder:
    """What publications state by a day, card by card."""

    def __init__(
        self, publications: tuple[Publication, ...], day: date | None, *, later: bool
    ) -> None:
        self.day = day
        self.later: dict[str, list[Statement]] = {}
        self.names = {card.name for p in publications for card in p.cards}
        self.introduced: dict[str, tuple[ModelCard, Publication]] = {}
        self.facts: dict[str, list[tuple[Publication, Fact]]] = {}
        self.scores: dict[str, dict[tuple[Any, ...], Score]] = {}
        self.unattributed: list[Unattributed] = []
        self._unknown_as_of: list[tuple[str, Fact | Score]] = []
        self.corrected: list[tuple[str, Fact | Score]] = []
        known = [p for p in publications if not p.source.later_than(day)]
        known.sort(key=lambda publication: publication.source.published or date.max)
        self.licenses = {lic.id: lic for publication in known for lic in publication.licenses}
        self.claims = [
            claim if claim.source else evolve(claim, source=publication.source)
            for publication in known
            for claim in publication.claims
        ]
        for publication in known:
            for card in known_by(day, publication.cards):
                self._introduce_card(card, publication)
        for publication in known:
            for statement in publication.statements():
                if not statement.document.later_than(day):
                    self._take_statement(statement, publication, later=later and statement.scored)

    def _introduce_card(self, card: ModelCard, publication: Publication) -> None:
        card = evolve(card, source=card.source or publication.source)
        if card.name in self.introduced:
            raise two_cards(self.introduced[card.name][0], card)
        self.introduced[card.name] = card, publication
        self.facts[card.name] = []
        self.scores[card.name] = {}
        self.later[card.name] = []
        for score in card.scores:
            self._place_record(card.name, score, publication)

    def _take_statement(
        self, statement: Statement, publication: Publication, *, later: bool
    ) -> None:
        for name in statement.cards:
            if name not in self.names:
                raise UnknownNameError("card", name, sorted(self.names))
        placed = tuple(name for name in statement.cards if name in self.introduced)
        if later:
            for name in placed:
                self.later[name].append(statement)
            return
        record = statement.read()
        if isinstance(record, Score) and len(statement.cards) > 1:
            if placed and record.valid_on(self.day):
                self.unattributed.append(Unattributed(candidates=placed, score=record))
            return
        for name in placed:
            self._place_record(name, record, publication)

    def _place_record(self, name: str, record: Fact | Score, publication: Publication) -> None:
        """Give a record to its card, or keep it apart where no document has it that day."""
        if not record.valid_on(self.day):
            ended = in_period(self.day, record.since, None)
            (self.corrected if ended else self._unknown_as_of).append((name, record))
            return
        if record.until is not None:
            record = evolve(record, until=None)
        if isinstance(record, Score):
            self._add_score(name, record)
        else:
            self.facts[name].append((publication, self._with_license_terms(record)))

    @property
    def unknown_as_of(self) -> Iterator[tuple[str, Fact | Score]]:
        """What no document has yet, but for that in whose place another stands."""
        for name, record in self._unknown_as_of:
            if isinstance(record, Score):
                scores = self.scores[name].values()
                instead = any(other.source.shares_place_with(record.source) for other in scores)
            else:
                facts = [fact for _, fact in self.facts[name] if fact.field == record.field]
                instead = any(fact.source == record.source for fact in facts)
            if not instead:
                yield name, record

    def _with_license_terms(self, fact: Fact) -> Fact:
        """A licence stated by its id, with its terms."""
        if fact.field != "license":
            return fact
        return evolve(fact, value=self.licenses.get(fact.value.id, fact.value))

    def _add_score(self, name: str, score: Score) -> None:
        """
        Add a score; one that stands in several places of a document is one score.

        An interval that is printed at one of the places is that of the score.
        """
        key = score.setup, score.source, score.value, score.bound
        first = self.scores[name].get(key)
        if first is not None and first.source.place and score.source.place:
            stated = score if first.interval is None else first
            place = f"{first.source.place}; {score.source.place}"
            score = evolve(first.at(place), interval=stated.interval, level=stated.level)
        self.scores[name][key] = score

    def cards(self) -> dict[str, ModelCard]:
        """Every card with all that is stated of it."""
        return {name: self._build_card(name) for name in self.introduced}

    def _build_card(self, name: str) -> ModelCard:
        card, publication = self.introduced[name]
        return assemble_card(card, self._rank_facts(name, publication), self.scores[name].values())

    def unread(self) -> dict[str, DeferredCard]:
        """The cards whose scores are read later."""
        return {
            name: DeferredCard(
                {s.document for s in statements}, cache(partial(self._read_deferred, name))
            )
            for name, statements in self.later.items()
            if statements
        }

    def _read_deferred(self, name: str) -> ModelCard:
        """The card with the scores that were left to be read."""
        _, publication = self.introduced[name]
        for statement in self.later[name]:
            self._place_record(name, statement.read(), publication)
        return self._build_card(name)

    def _rank_facts(self, name: str, introducing: Publication) -> list[Fact]:
        """The facts of a card: those of the publication that introduced it, then by date."""
        first = [fact for publication, fact in self.facts[name] if publication is introducing]
        later = [fact for publication, fact in self.facts[name] if publication is not introducing]
        return first + later


def two_cards(first: ModelCard, second: ModelCard) -> DuplicateError:
    """The error that says where two cards of one name are from."""
    origins = (
        str(card.source.title) if card.source else "a card without a source"
        for card in (first, second)
    )
    return DuplicateError(f"two cards are named {first.name!r}", *origins)


def instances_of(kind: type[T], field: str, given: Iterable[T]) -> Iterator[T]:
    """What is given, if it is all of one class."""
    for item in given:
        if not isinstance(item, kind):
            raise FieldError("Catalog", field, f"made of {kind.__name__}s", item)
        yield item


def cards_by_name(cards: Iterable[ModelCard]) -> dict[str, ModelCard]:
    """Cards by their names, of which no two are the same."""
    named: dict[str, ModelCard] = {}
    for card in instances_of(ModelCard, "cards", cards):
        if named.setdefault(card.name, card) is not card:
            raise two_cards(named[card.name], card)
    return named


def known_by(day: date | None, cards: Iterable[ModelCard]) -> Iterable[ModelCard]:
    """Cards as they stood that day, without those that were released or stated later."""
    if day is None:
        return cards
    return [
        card.as_of(day)
        for card in cards
        if not (card.released and card.released > day)
        and not (card.source and card.source.later_than(day))
    ]
