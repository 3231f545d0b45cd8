"""The cards that publications give, each with everything they say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import combinations
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from attrs import evolve, frozen

from llamacards._cards import TUNINGS, Fact, ModelCard, as_stated
from llamacards._claims import Claim
from llamacards._drawn import Recorded
from llamacards._fields import to_day, within
from llamacards._licenses import License
from llamacards._publications import Publication, Statement
from llamacards._quantity import read_quantity
from llamacards._rows import Restated, rows_of
from llamacards._scores import Score
from llamacards._sources import Source
from llamacards.errors import (
    AmbiguousNameError,
    DuplicateError,
    FieldError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from llamacards._sheets import Sheet

T = TypeVar("T")
_READING = Lock()
"""Held while the scores of a card are read, which happens once."""
_Drifts = dict[tuple[Source, Source], list[Restated]]


@frozen(kw_only=True)
class Unplaced:
    """A score whose model its source does not pin to one of the candidates."""

    candidates: tuple[str, ...]
    score: Score


class Catalog(Recorded, Mapping[str, ModelCard]):
    """
    Cards by name, in order of release, then of size, base before tuned.

    publications state the figures, cards are one's own, and nothing later than `day` counts.
    licenses: those whose terms are known, by id. claims: what was said that is no figure.
    unplaced: scores that no one card can be given. withheld: card and record of what its document
    shows only since after the day, and of which it is not known what stood there before.
    corrected: card and record of what a document had before, and no longer has.
    A catalog does not change: with_cards(), with_publications() and as_of() give new ones.

    later: read the scores of a card when it is first asked for, and not check them before: for
    publications that tests have checked. Of a day they are read at once, as some are withheld.
    """

    def __init__(
        self,
        publications: Iterable[Publication] = (),
        cards: Iterable[ModelCard] = (),
        *,
        day: date | None = None,
        later: bool = False,
    ) -> None:
        self.publications = tuple(_made_of(Publication, "publications", publications))
        self.day = day
        gathered = _Gathered(self.publications, day, later=later and day is None)
        self.licenses: Mapping[str, License] = gathered.licenses
        self.claims: tuple[Claim, ...] = tuple(gathered.claims)
        self.unplaced: tuple[Unplaced, ...] = tuple(gathered.unplaced)
        self.withheld: tuple[tuple[str, Fact | Score], ...] = tuple(gathered.withheld)
        self.corrected: tuple[tuple[str, Fact | Score], ...] = tuple(gathered.corrected)
        self._given = gathered.cards()
        self._own = _by_name(_until(day, _by_name(cards).values()))
        self._cards = _in_order({**self._given, **self._own})
        self._index: dict[tuple[str, ...], list[str]] | None = None
        self._drifts: _Drifts | None = None
        self._restated: dict[tuple[Source, Source], Sequence[Restated]] = {}
        self._unread = gathered.unread()

    def __getitem__(self, name: str) -> ModelCard:
        if name not in self._cards:
            raise UnknownNameError("card", name, self._cards)
        if self._unread:
            with _READING:
                if name in self._unread:
                    self._cards[name] = self._unread[name].read()
                    del self._unread[name]
        return self._cards[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cards)

    def __len__(self) -> int:
        return len(self._cards)

    def __contains__(self, name: object) -> bool:
        return name in self._cards

    def get(self, name: str, default: Any = None) -> Any:
        """The card of exactly this name, or the default."""
        return self[name] if name in self._cards else default

    def values(self) -> ValuesView[ModelCard]:
        """The cards, in order."""
        for name in [*self._unread]:
            self[name]
        return self._cards.values()

    def __getstate__(self) -> dict[str, Any]:
        self.values()
        return self.__dict__

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._cards)

    def __repr__(self) -> str:
        """A short table of the cards."""
        return self.to_text()

    def _sheet(self) -> Sheet:
        from llamacards._reports import catalog_sheet

        return catalog_sheet(self)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that states something here, oldest first."""
        records: list[Fact | Score] = [figure.score for figure in self.unplaced]
        for card in self.values():
            records += card.facts
            records += card.scores
        documents = dict.fromkeys(record.source for record in records if record.source)
        return tuple(sorted(documents, key=lambda source: source.published or date.max))

    @property
    def benchmarks(self) -> tuple[str, ...]:
        """Every benchmark that a card reports, in the order in which documents brought them."""
        scores = [score for card in self.values() for score in card.scores]
        scores.sort(key=lambda score: score.source.published or date.max)
        names: dict[str, str] = {}
        for score in scores:
            names.setdefault(score.setup.benchmark.casefold(), score.setup.benchmark)
        return tuple(names.values())

    def with_cards(self, *cards: ModelCard, replace: bool = False) -> Catalog:
        """
        A catalog with these cards as well.

        Raises DuplicateError for a name taken twice, unless replace=True.
        """
        added = _by_name(_until(self.day, _by_name(cards).values()))
        if not replace:
            for name in added.keys() & self._cards.keys():
                raise two_cards(self._cards[name], added[name])
        catalog = object.__new__(Catalog)
        catalog.__dict__ |= self.__dict__
        catalog._own = {**self._own, **added}
        catalog._cards = _in_order({**self._cards, **added})
        catalog._index = catalog._drifts = None
        catalog._restated = {}
        catalog._unread = {k: v for k, v in self._unread.items() if k not in added}
        return catalog

    def with_publications(self, *publications: Publication, replace: bool = False) -> Catalog:
        """
        A catalog with what these publications state as well.

        Raises DuplicateError for a card introduced twice, unless replace=True.
        """
        kept = self.publications
        if replace:
            names = {card.name for publication in publications for card in publication.cards}
            kept = tuple(
                evolve(p, cards=[card for card in p.cards if card.name not in names]) for p in kept
            )
        return Catalog((*kept, *publications), self._own.values(), day=self.day)

    def as_of(self, day: str | date) -> Catalog:
        """
        The catalog as it stood that day: what was published by then, and what has no date.

        Raises FieldError for anything but a date.
        """
        until = to_day(day)
        until = until if self.day is None else min(until, self.day)
        return Catalog(self.publications, self._own.values(), day=until)

    def lookup(self, name: str) -> ModelCard:
        """
        The card of a name, alias or Hub id, however it is written: "Llama 3 8B", "llama3-8b".

        Raises UnknownNameError, or AmbiguousNameError where it fits several cards.
        """
        if not isinstance(name, str):
            raise UnknownNameError("card", name, self._cards)
        if name in self._cards:
            return self[name]
        words = _words(name)
        meant = self._names().get(words, [])
        if len(meant) == 1:
            return self[meant[0]]
        fitting = meant or [card for card in self._cards if _within(words, _words(card))]
        if len(fitting) > 1:
            raise AmbiguousNameError("card", name, fitting)
        raise UnknownNameError("card", name, self._cards)

    def _names(self) -> dict[tuple[str, ...], list[str]]:
        """The cards that each way of writing a name means."""
        if self._index is None:
            self._index = {}
            for card in self._cards.values():
                ids = (card.hf_id, *card.aliases)
                repositories = (written.rpartition("/")[2] for written in ids if written)
                written = (card.name, card.title, *filter(None, ids), *repositories)
                for words in dict.fromkeys(map(_words, written)):
                    self._index.setdefault(words, []).append(card.name)
        return self._index

    def license_of(self, card: ModelCard) -> License | None:
        """The licence of a card, with its terms where the catalog knows them."""
        if card.license is None or card.license.terms:
            return card.license
        return self.licenses.get(card.license.id, card.license)

    @property
    def drifts(self) -> Mapping[tuple[Source, Source], Sequence[Restated]]:
        """
        What two documents state, for each card and row that both have a figure for.

        By pairs in the order of their texts; a pair without a model in common is absent.
        """
        if self._drifts is None:
            self._drifts = _drifts(self.values())
        return self._drifts

    def restated(self, first: Source, second: Source) -> Sequence[Restated]:
        """What `drifts` has for these two documents; nothing where it has no such pair."""
        if not self._unread:
            return self.drifts.get((first, second), ())
        if (first, second) not in self._restated:
            both = [name for name in self._cards if {first, second} <= self._documents(name)]
            found = _drifts([self[name] for name in both])
            self._restated[first, second] = found.get((first, second), ())
        return self._restated[first, second]

    def _documents(self, name: str) -> AbstractSet[Source]:
        """The documents that have scores of a card."""
        unread = self._unread.get(name)
        return unread.sources if unread else {score.source for score in self._cards[name].scores}

    def to_records(self) -> list[dict[str, Any]]:
        """Everything stated, one flat dict for each fact, score, term and unplaced figure."""
        from llamacards._records import catalog_records

        return catalog_records(self)


class _Unread(NamedTuple):
    """A card whose scores were not read yet, and the documents that they stand in."""

    sources: AbstractSet[Source]
    read: Callable[[], ModelCard]


class _Gathered:
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
        self.unplaced: list[Unplaced] = []
        self._withheld: list[tuple[str, Fact | Score]] = []
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
            for card in _until(day, publication.cards):
                self._introduce(card, publication)
        for publication in known:
            for statement in publication.statements():
                if not statement.document.later_than(day):
                    self._state(statement, publication, later=later and statement.scored)

    def _introduce(self, card: ModelCard, publication: Publication) -> None:
        card = evolve(card, source=card.source or publication.source)
        if card.name in self.introduced:
            raise two_cards(self.introduced[card.name][0], card)
        self.introduced[card.name] = card, publication
        self.facts[card.name] = []
        self.scores[card.name] = {}
        self.later[card.name] = []
        for score in card.scores:
            self._place(card.name, score, publication)

    def _state(self, statement: Statement, publication: Publication, *, later: bool) -> None:
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
            if placed and record.stands_on(self.day):
                self.unplaced.append(Unplaced(candidates=placed, score=record))
            return
        for name in placed:
            self._place(name, record, publication)

    def _place(self, name: str, record: Fact | Score, publication: Publication) -> None:
        """Give a record to its card, or keep it apart where no document has it that day."""
        if not record.stands_on(self.day):
            ended = within(self.day, record.since, None)
            (self.corrected if ended else self._withheld).append((name, record))
            return
        if record.until is not None:
            record = evolve(record, until=None)
        if isinstance(record, Score):
            self._score(name, record)
        else:
            self.facts[name].append((publication, self._resolved(record)))

    @property
    def withheld(self) -> Iterator[tuple[str, Fact | Score]]:
        """What no document has yet, but for that in whose place another stands."""
        for name, record in self._withheld:
            if isinstance(record, Score):
                scores = self.scores[name].values()
                instead = any(other.source.meets(record.source) for other in scores)
            else:
                facts = [fact for _, fact in self.facts[name] if fact.field == record.field]
                instead = any(fact.source == record.source for fact in facts)
            if not instead:
                yield name, record

    def _resolved(self, fact: Fact) -> Fact:
        """A licence stated by its id, with its terms."""
        if fact.field != "license":
            return fact
        return evolve(fact, value=self.licenses.get(fact.value.id, fact.value))

    def _score(self, name: str, score: Score) -> None:
        """Add a score; one that stands in several places of a document is one score."""
        key = score.setup, score.source, score.value, score.bound
        first = self.scores[name].get(key)
        if first is not None and first.source.place and score.source.place:
            score = first.at(f"{first.source.place}; {score.source.place}")
        self.scores[name][key] = score

    def cards(self) -> dict[str, ModelCard]:
        return {name: self._card(name) for name in self.introduced}

    def _card(self, name: str) -> ModelCard:
        card, publication = self.introduced[name]
        return as_stated(card, self._ranked(name, publication), self.scores[name].values())

    def unread(self) -> dict[str, _Unread]:
        return {
            name: _Unread({s.document for s in statements}, cache(partial(self._read, name)))
            for name, statements in self.later.items()
            if statements
        }

    def _read(self, name: str) -> ModelCard:
        """The card with the scores that were left to be read."""
        _, publication = self.introduced[name]
        for statement in self.later[name]:
            self._place(name, statement.read(), publication)
        return self._card(name)

    def _ranked(self, name: str, introducing: Publication) -> list[Fact]:
        """The facts of a card: those of the publication that introduced it, then by date."""
        first = [fact for publication, fact in self.facts[name] if publication is introducing]
        later = [fact for publication, fact in self.facts[name] if publication is not introducing]
        return first + later


def _drifts(cards: Iterable[ModelCard]) -> _Drifts:
    drifts: _Drifts = {}
    for key, reports in rows_of(cards).items():
        stating: dict[str, list[Score]] = {}
        for source in sorted(reports, key=str) if len(reports) > 1 else ():
            for card, score in reports[source].items():
                stating.setdefault(card, []).append(score)
        for card, scores in stating.items():
            for first, second in combinations(scores, 2):
                pair = drifts.setdefault((first.source, second.source), [])
                pair.append(Restated(card, key, first, second))
    return drifts


def two_cards(first: ModelCard, second: ModelCard) -> DuplicateError:
    """The error that says where two cards of one name are from."""
    origins = (
        str(card.source.title) if card.source else "a card without a source"
        for card in (first, second)
    )
    return DuplicateError(f"two cards are named {first.name!r}", *origins)


def _made_of(kind: type[T], field: str, given: Iterable[T]) -> Iterator[T]:
    """What is given, if it is all of one class."""
    for item in given:
        if not isinstance(item, kind):
            raise FieldError("Catalog", field, f"made of {kind.__name__}s", item)
        yield item


def _by_name(cards: Iterable[ModelCard]) -> dict[str, ModelCard]:
    named: dict[str, ModelCard] = {}
    for card in _made_of(ModelCard, "cards", cards):
        if named.setdefault(card.name, card) is not card:
            raise two_cards(named[card.name], card)
    return named


def _until(day: date | None, cards: Iterable[ModelCard]) -> Iterable[ModelCard]:
    """Cards as they stood that day, without those that were released or stated later."""
    if day is None:
        return cards
    return [
        card.until(day)
        for card in cards
        if not (card.released and card.released > day)
        and not (card.source and card.source.later_than(day))
    ]


def _in_order(cards: Mapping[str, ModelCard]) -> dict[str, ModelCard]:
    return {card.name: card for card in sorted(cards.values(), key=catalog_order)}


def catalog_order(card: ModelCard) -> tuple[date, Decimal, int, str]:
    """What cards are sorted by: release, size, tuning, name."""
    known = card.released or (card.source and card.source.published) or date.max
    return known, size_of(card) or Decimal(0), TUNINGS.index(card.tuning), card.name


def size_of(card: ModelCard) -> Decimal | None:
    """The number that a card's size is compared by: its label, else its parameters."""
    size = read_quantity(card.size) or card.parameters
    return None if size is None else size.value


def _words(name: str) -> tuple[str, ...]:
    """The words and numbers of a name: "Llama3.1-8B" and "llama 3.1 8b" have the same."""
    folded = name.casefold()
    found = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*[^\W\d_]*", folded)
    return tuple(found) or (folded,)


def _within(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    width = len(words)
    return any(name[start : start + width] == words for start in range(len(name) - width + 1))


@cache
def catalog() -> Catalog:
    """The built-in cards, with all that the built-in publications state."""
    from llamacards.publications import PUBLICATIONS

    return Catalog(PUBLICATIONS, later=True)


def given(chosen: Catalog | None) -> Catalog:
    """The catalog that an argument names, or the built-in one."""
    return catalog() if chosen is None else chosen
