"""The cards that publications give, each with everything they say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import combinations
from threading import Lock
from typing import Any

from attrs import evolve

from llamacards._catalog.benchmarks import BenchmarkIndex
from llamacards._catalog.flatten import flat_record, score_record
from llamacards._catalog.gather import (
    CardBuilder,
    Unattributed,
    cards_by_name,
    instances_of,
    known_by,
    two_cards,
)
from llamacards._catalog.names import stands_within, words_of
from llamacards._catalog.order import catalog_order
from llamacards._catalog.rows import PairedScores, rows_of
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.license import License
from llamacards._records.publication import Publication
from llamacards._records.score import Score
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.displayable import Exportable
from llamacards._tables.flat import Flat
from llamacards._tables.sheet import Sheet
from llamacards._values.source import Source
from llamacards._values.validation import day_argument
from llamacards.errors import AmbiguousNameError, UnknownNameError

_READING = Lock()
"""Held while the scores of a card are read, which happens once."""


_Drifts = dict[tuple[Source, Source], list[PairedScores]]


class Catalog(Exportable, Mapping[str, ModelCard]):
    """
    Cards by name, in order of release, then of size, base before tuned.

    publications state the figures, cards are one's own, and nothing later than `day` counts.
    licenses: those whose terms are known, by id. claims: what was said that is no figure.
    unattributed: scores that their source does not pin to one card. unknown_as_of: card and
    record of a statement that its document shows only since after the day, where nothing tells
    what stood in its place on that day.
    corrected: card and record of what a document had before, and no longer has.
    A catalog does not change: with_cards(), with_publications() and as_of() give new ones.

    later: read the scores of a card when it is first asked for, and not check them before: for
    publications that tests have checked. Of a day they are read at once, as some are unknown_as_of.
    """

    def __init__(
        self,
        publications: Iterable[Publication] = (),
        cards: Iterable[ModelCard] = (),
        *,
        day: date | None = None,
        later: bool = False,
    ) -> None:
        self.publications: tuple[Publication, ...] = tuple(
            instances_of(Publication, "publications", publications)
        )
        self.day: date | None = day
        gathered = CardBuilder(self.publications, day, later=later and day is None)
        self.licenses: Mapping[str, License] = gathered.licenses
        self.claims: tuple[Claim, ...] = tuple(gathered.claims)
        self.unattributed: tuple[Unattributed, ...] = tuple(gathered.unattributed)
        self.unknown_as_of: tuple[tuple[str, Fact | Score], ...] = tuple(gathered.unknown_as_of)
        self.corrected: tuple[tuple[str, Fact | Score], ...] = tuple(gathered.corrected)
        self._given = gathered.cards()
        self._own = cards_by_name(known_by(day, cards_by_name(cards).values()))
        self._cards = _in_order({**self._given, **self._own})
        self._index: dict[tuple[str, ...], list[str]] | None = None
        self._drifts: _Drifts | None = None
        self._restated: dict[tuple[Source, Source], Sequence[PairedScores]] = {}
        self._benchmarks: BenchmarkIndex | None = None
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
        """The cards of a catalog, a line each."""
        head = ("Name", "Released", "Size", "Tokens", "Context", "Licence", "Scores")
        body = [
            [
                card.name,
                str(card.released or card.status),
                card.size or "",
                str(card.budget.training or ""),
                str(card.budget.context or ""),
                card.license.id if card.license else "",
                str(len(card.scores)),
            ]
            for card in self.values()
        ]
        return Sheet(title="Cards", head=head, body=body)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that states something here, oldest first."""
        records: list[Fact | Score] = [figure.score for figure in self.unattributed]
        for card in self.values():
            records += card.facts
            records += card.scores
        documents = dict.fromkeys(record.source for record in records if record.source)
        return tuple(sorted(documents, key=lambda source: source.published or date.max))

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """What figures are of: each benchmark with its size, as the publications state it."""
        return self.benchmark_index.records

    @property
    def benchmark_index(self) -> BenchmarkIndex:
        """The benchmarks, to be found by name and by score."""
        if self._benchmarks is None:
            self._benchmarks = BenchmarkIndex(self.publications, self.day)
        return self._benchmarks

    @property
    def reported_benchmarks(self) -> tuple[str, ...]:
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
        added = cards_by_name(known_by(self.day, cards_by_name(cards).values()))
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
        until = day_argument(day)
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
        words = words_of(name)
        meant = self._name_index().get(words, [])
        if len(meant) == 1:
            return self[meant[0]]
        fitting = meant or [card for card in self._cards if stands_within(words, words_of(card))]
        if len(fitting) > 1:
            raise AmbiguousNameError("card", name, fitting)
        raise UnknownNameError("card", name, self._cards)

    def _name_index(self) -> dict[tuple[str, ...], list[str]]:
        """The cards that each way of writing a name means."""
        if self._index is None:
            self._index = {}
            for card in self._cards.values():
                ids = (card.hf_id, *card.aliases)
                repositories = (written.rpartition("/")[2] for written in ids if written)
                written = (card.name, card.title, *filter(None, ids), *repositories)
                for words in dict.fromkeys(map(words_of, written)):
                    self._index.setdefault(words, []).append(card.name)
        return self._index

    def license_of(self, card: ModelCard) -> License | None:
        """The licence of a card, with its terms where the catalog knows them."""
        if card.license is None or card.license.terms:
            return card.license
        return self.licenses.get(card.license.id, card.license)

    @property
    def drifts(self) -> Mapping[tuple[Source, Source], Sequence[PairedScores]]:
        """
        What two documents state, for each card and row that both have a figure for.

        By pairs in the order of their texts; a pair without a model in common is absent.
        """
        if self._drifts is None:
            self._drifts = pair_scores(self.values())
        return self._drifts

    def restated(self, first: Source, second: Source) -> Sequence[PairedScores]:
        """What `drifts` has for these two documents; nothing where it has no such pair."""
        if not self._unread:
            return self.drifts.get((first, second), ())
        if (first, second) not in self._restated:
            both = [name for name in self._cards if {first, second} <= self._documents_of(name)]
            found = pair_scores([self[name] for name in both])
            self._restated[first, second] = found.get((first, second), ())
        return self._restated[first, second]

    def _documents_of(self, name: str) -> AbstractSet[Source]:
        """The documents that have scores of a card."""
        unread = self._unread.get(name)
        return unread.sources if unread else {score.source for score in self._cards[name].scores}

    def to_records(self) -> list[dict[str, Any]]:
        """Everything stated, one flat dict for each fact, score, term and unattributed figure."""
        return catalog_records(self)


def pair_scores(cards: Iterable[ModelCard]) -> _Drifts:
    """What two documents state of one card and row, by pairs of documents."""
    drifts: _Drifts = {}
    for key, reports in rows_of(cards).items():
        stating: dict[str, list[Score]] = {}
        for source in sorted(reports, key=str) if len(reports) > 1 else ():
            for card, score in reports[source].items():
                stating.setdefault(card, []).append(score)
        for card, scores in stating.items():
            for first, second in combinations(scores, 2):
                pair = drifts.setdefault((first.source, second.source), [])
                pair.append(PairedScores(card, key, first, second))
    return drifts


def _in_order(cards: Mapping[str, ModelCard]) -> dict[str, ModelCard]:
    return {card.name: card for card in sorted(cards.values(), key=catalog_order)}


def catalog_records(catalog: Catalog) -> list[Flat]:
    """Everything that a catalog holds: each card, then what no one card can be given."""
    cards = [record for card in catalog.values() for record in _card_records(card, catalog)]
    unattributed = [
        score_record(figure.score, catalog.benchmark_index.of_score(figure.score))
        | {"model": " or ".join(figure.candidates), "section": "unattributed"}
        for figure in catalog.unattributed
    ]
    return cards + unattributed


def _card_records(card: ModelCard, catalog: Catalog) -> Iterator[Flat]:
    for path in SPECIFICATION:
        stated = card.stated(path)
        for fact in (stated, *card.also_stated(path)) if stated else ():
            yield flat_record(card, fact)
    for score in card.scores:
        yield flat_record(card, score, benchmark=catalog.benchmark_index.of_score(score))
    lic = catalog.license_of(card)
    for term in lic.terms if lic else ():
        yield flat_record(card, term, lic)


def sources_sheet(catalog: Catalog) -> Sheet:
    """The documents of a catalog, a line each."""
    head = ("Published", "Title", "Publisher", "Address")
    body = [
        [str(part or "") for part in (s.published, s.title, s.publisher, s.url)]
        for s in catalog.sources
    ]
    return Sheet(title="Sources", head=head, body=body, left=frozenset(range(4)))
