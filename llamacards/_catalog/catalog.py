"""The cards of publications, each with everything that they state of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, ValuesView
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import combinations
from operator import itemgetter
from typing import Any, TypeVar

from attrs import evolve

from llamacards._catalog.benchmarks import BenchmarkIndex
from llamacards._catalog.flatten import Flattener
from llamacards._catalog.gather import (
    CardBuilder,
    GatheredCard,
    Unattributed,
    cards_by_name,
    instances_of,
    known_by,
    two_cards,
)
from llamacards._catalog.names import stands_within, words_of
from llamacards._catalog.order import SortKey, catalog_order, order_key
from llamacards._catalog.rows import PairedScores, rows_of, tuning_group
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.license import License
from llamacards._records.publication import Publication
from llamacards._records.score import Score
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.displayable import Exportable
from llamacards._tables.flat import FlatParts
from llamacards._tables.sheet import Sheet
from llamacards._values.source import Source
from llamacards._values.validation import check_kind, day_argument
from llamacards._wording import counted
from llamacards.errors import AmbiguousNameError, UnknownNameError

T = TypeVar("T")

_Drifts = dict[tuple[Source, Source], list[PairedScores]]


class Catalog(Exportable, Mapping[str, ModelCard]):
    """
    Cards by name, ordered by release, then size, with base before tuned.

    A catalog does not change: with_cards(), with_publications() and as_of() return new ones.

    publications: the documents that figures come from.
    day: anything later is left out; None is today.
    licenses: licenses with known terms, by id.
    claims: statements in words.
    unattributed: scores that their source does not assign to one card.

    cards: your own. later: gather and check a card only when it is first asked for, as tests have
    checked the publications; catalogs with a day gather all cards at once.
    """

    def __init__(
        self,
        publications: Iterable[Publication] = (),
        cards: Iterable[ModelCard] = (),
        *,
        day: str | date | None = None,
        later: bool = False,
    ) -> None:
        self.publications: tuple[Publication, ...] = tuple(
            instances_of(Publication, "publications", publications)
        )
        self.day: date | None = None if day is None else day_argument(day)
        self._own = cards_by_name(known_by(self.day, cards_by_name(cards).values()))
        self._gather_from(CardBuilder(self.publications, self.day), {}, later=later)

    def _gather_from(
        self, builder: CardBuilder, gathered: dict[str, GatheredCard], *, later: bool
    ) -> None:
        """Take everything that publications state from a builder, but cards gathered already."""
        self._builder = builder
        self.licenses: Mapping[str, License] = builder.licenses
        self.claims: tuple[Claim, ...] = tuple(builder.claims)
        self.unattributed: tuple[Unattributed, ...] = tuple(builder.unattributed)
        self._gathered = gathered
        if not later or self.day is not None:
            for name in self._builder.introduced:
                self._gather_card(name)
        self._order = self._in_order()
        self._made: dict[object, Any] = {}
        self._as_of: Catalog | None = None

    def _in_order(self) -> dict[str, SortKey]:
        """The names of all cards in catalog order."""
        keys: dict[str, SortKey] = {name: catalog_order(card) for name, card in self._own.items()}
        for name in self._builder.introduced:
            if name not in keys:
                gathered = self._gathered.get(name)
                keys[name] = catalog_order(gathered.card) if gathered else self._order_of(name)
        return dict(sorted(keys.items(), key=itemgetter(1)))

    def _order_of(self, name: str) -> SortKey:
        """The sort key of a card that is not gathered yet, from the few fields that it needs."""
        card, publication = self._builder.introduced[name]
        source = card.source or publication.source
        released = self._builder.stated_value(name, "released") or source.published
        parameters = None if card.size else self._builder.stated_value(name, "parameters")
        return order_key(card, released, parameters)

    def _gather_card(self, name: str) -> GatheredCard:
        """
        A card of the publications, gathered once.

        Two threads may gather it at once; setdefault() is one step, so both get the first. There is
        no lock, as a fork could leave it locked forever.
        """
        gathered = self._gathered.get(name)
        if gathered is None:
            gathered = self._gathered.setdefault(name, self._builder.gather(name))
        return gathered

    def __getitem__(self, name: str) -> ModelCard:
        own = self._own.get(name) if isinstance(name, str) else None
        if own is not None:
            return own
        if name not in self:
            raise UnknownNameError("card", name, self._order)
        return self._gather_card(name).card

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._order

    def get(self, name: str, default: Any = None) -> Any:
        """The card with exactly this name, or the default."""
        return self[name] if name in self else default  # noqa: SIM401 - this is that method

    def values(self) -> ValuesView[ModelCard]:
        """The cards, in order."""
        return self._once("cards", lambda: {name: self[name] for name in self._order}).values()

    def title_of(self, name: str | None) -> str | None:
        """The title of the card of exactly this name, which is not gathered for it."""
        if not isinstance(name, str) or name not in self._order:
            return None
        return (self._own.get(name) or self._builder.introduced[name][0]).title

    @property
    def corrected(self) -> tuple[tuple[str, Fact | Score], ...]:
        """Each card with a record that its document had before and has no longer."""
        return tuple(
            (n, r) for n in self._builder.introduced for r in self._gather_card(n).corrected
        )

    @property
    def unknown_as_of(self) -> tuple[tuple[str, Fact | Score], ...]:
        """
        Each card with a record that its document has only since after the day.

        Only records whose earlier value is unknown; none in a catalog of today.
        """
        if self.day is None:
            return ()
        names = self._builder.introduced
        return tuple((n, r) for n in names for r in self._gather_card(n).unknown_as_of)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._order)

    def __repr__(self) -> str:
        """The number of cards, and the day."""
        day = f" as of {self.day}" if self.day else ""
        return f"<Catalog of {counted(len(self), 'card')}{day}>"

    def _sheet(self) -> Sheet:
        """The cards of the catalog, one a line."""
        head = ("Name", "Released", "Size", "Tokens", "Context", "License", "Scores")
        body = [
            [
                card.name,
                str(card.released or card.status or ""),
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
        """Every document that states something in the catalog, oldest first."""
        records: list[Fact | Score] = [figure.score for figure in self.unattributed]
        for card in self.values():
            records += card.facts
            records += card.scores
        documents = dict.fromkeys(record.source for record in records if record.source)
        return tuple(sorted(documents, key=lambda source: source.published or date.max))

    @property
    def benchmarks(self) -> tuple[Benchmark, ...]:
        """The benchmarks with their sizes, as the publications state them."""
        return self.benchmark_index.records

    @property
    def benchmark_index(self) -> BenchmarkIndex:
        """The benchmarks, to look up by name or score."""
        return self._once("benchmarks", lambda: BenchmarkIndex(self.publications, self.day))

    @property
    def reported_benchmarks(self) -> tuple[str, ...]:
        """The name of every benchmark that a card has a score of, in order of first publication."""
        scores = [score for card in self.values() for score in card.scores]
        scores.sort(key=lambda score: score.source.published or date.max)
        names: dict[str, str] = {}
        for score in scores:
            names.setdefault(score.setup.benchmark.casefold(), score.setup.benchmark)
        return tuple(names.values())

    def with_cards(self, *cards: ModelCard, replace: bool = False) -> Catalog:
        """
        A catalog with these cards added.

        Raises DuplicateError for a name that is already taken, unless replace=True.
        """
        added = cards_by_name(known_by(self.day, cards_by_name(cards).values()))
        if not replace:
            for name in added.keys() & self._order.keys():
                if self[name] != added[name]:
                    raise two_cards(self[name], added[name])
        catalog = object.__new__(Catalog)
        catalog.__dict__ |= self.__dict__
        catalog._own = {**self._own, **added}
        places = {**self._order, **{name: catalog_order(card) for name, card in added.items()}}
        catalog._order = dict(sorted(places.items(), key=itemgetter(1)))
        catalog._made = {k: made for k, made in self._made.items() if k == "benchmarks"}
        catalog._as_of = None
        return catalog

    def with_publications(self, *publications: Publication, replace: bool = False) -> Catalog:
        """
        A catalog with the statements of these publications added.

        Raises DuplicateError for a card that is introduced twice, unless replace=True.
        """
        instances_of(Publication, "publications", publications)
        kept = self.publications
        if replace:
            names = {card.name for publication in publications for card in publication.cards}
            kept = tuple(
                evolve(p, cards=[card for card in p.cards if card.name not in names]) for p in kept
            )
        catalog = object.__new__(Catalog)
        catalog.publications, catalog.day = (*kept, *publications), self.day
        catalog._own = self._own
        builder = CardBuilder(catalog.publications, self.day)
        alike = builder.unchanged_since(self._builder, self._gathered.copy())
        catalog._gather_from(builder, alike, later=True)
        for publication in publications:
            for name in (*(card.name for card in publication.cards), *publication.named_cards):
                if name in builder.introduced:
                    catalog._gather_card(name)
        return catalog

    def as_of(self, day: str | date) -> Catalog:
        """
        The catalog as of a day: what was published by then, and whatever has no date.

        Raises FieldError for anything but a date.
        """
        until = day_argument(day)
        until = until if self.day is None else min(until, self.day)
        kept = self._as_of
        if kept is None or kept.day != until:
            kept = self._as_of = Catalog(self.publications, self._own.values(), day=until)
        return kept

    def _once(self, what: object, make: Callable[[], T]) -> T:
        """
        What `make` gives, made when it is first asked for by this name, and then kept.

        It is kept only when whole, in one step, so that all threads get the one that was first.
        """
        if what not in self._made:
            self._made.setdefault(what, make())
        made: T = self._made[what]
        return made

    @property
    def published(self) -> Catalog:
        """The catalog without cards of one's own."""
        if not self._own:
            return self
        return Catalog(self.publications, day=self.day)

    def lookup(self, name: str) -> ModelCard:
        """
        The card with this name, alias or Hub id, in any spelling: "Llama 3 8B", "llama3-8b".

        Part of a name is enough if it fits no other card: "Llama 3.3".

        Raises UnknownNameError, or AmbiguousNameError if it fits several cards.
        """
        if not isinstance(name, str):
            raise UnknownNameError("card", name, self._order)
        if name in self._order:
            return self[name]
        words = words_of(name)
        meant = self._once("names", self._cards_by_words).get(words, [])
        if len(meant) == 1:
            return self[meant[0]]
        fitting = meant or [card for card in self._order if stands_within(words, words_of(card))]
        if len(fitting) == 1:
            return self[fitting[0]]
        if fitting:
            raise AmbiguousNameError("card", name, fitting)
        raise UnknownNameError("card", name, self._order)

    def _cards_by_words(self) -> dict[tuple[str, ...], list[str]]:
        """The cards that each spelling of a name means."""
        index: dict[tuple[str, ...], list[str]] = {}
        for name in self._order:
            for words in dict.fromkeys(map(words_of, self._written_names(name))):
                index.setdefault(words, []).append(name)
        return index

    def _written_names(self, name: str) -> list[str]:
        """All names, ids and repositories of a card."""
        own = self._own.get(name)
        card = own or self._builder.introduced[name][0]
        hf_id = own.hf_id if own else self._builder.stated_value(name, "hf_id")
        ids = [written for written in (hf_id, *card.aliases) if written]
        return [card.name, card.title, *ids, *(each.rpartition("/")[2] for each in ids)]

    def license_of(self, card: ModelCard) -> License | None:
        """The license of a card, with its terms if the catalog knows them."""
        check_kind("license_of", "card", ModelCard, card)
        if card.license is None or card.license.terms:
            return card.license
        return self.licenses.get(card.license.id, card.license)

    @property
    def drifts(self) -> Mapping[tuple[Source, Source], Sequence[PairedScores]]:
        """
        What two documents state, for each card and row that both have a figure for.

        By pairs of documents, sorted by their text; pairs without a shared model are left out.
        """
        return self._once("drifts", lambda: pair_scores(self.values()))

    def restated(self, first: Source, second: Source) -> Sequence[PairedScores]:
        """The figures of `drifts` for these two documents; empty if there are none."""
        check_kind("restated", "first", Source, first)
        check_kind("restated", "second", Source, second)
        return self._drifts_with(first, second).get((first, second), ())

    def restated_in(self, source: Source) -> Mapping[tuple[Source, Source], Sequence[PairedScores]]:
        """The figures of `drifts` for this document and any other."""
        check_kind("restated_in", "source", Source, source)
        return {pair: found for pair, found in self._drifts_with(source).items() if source in pair}

    def _drifts_with(
        self, *documents: Source
    ) -> Mapping[tuple[Source, Source], Sequence[PairedScores]]:
        """The drifts of pairs that these documents are in, and of others if they are known."""
        if "drifts" in self._made:
            return self.drifts
        names = (n for n in self._order if self._documents_of(n) >= {*documents})
        return self._once(documents, lambda: pair_scores([self[n] for n in names], documents))

    def _documents_of(self, name: str) -> AbstractSet[Source]:
        """The documents with scores of a card."""
        own = self._own.get(name)
        if own is None and name not in self._gathered:
            return self._builder.score_documents[name]
        return {score.source for score in self[name].scores}

    def _record_parts(self) -> Iterator[FlatParts]:
        """Every statement: facts, scores and terms of each card, then unattributed figures."""
        flattener = Flattener()
        for name in self._order:
            yield from self._parts_of_card(self[name], flattener)
        for figure in self.unattributed:
            benchmark = self.benchmark_index.of_score(figure.score)
            shared, own = flattener.score_parts(figure.score, benchmark)
            candidates = " or ".join(figure.candidates)
            yield shared, own | {"model": candidates, "section": "unattributed"}

    def _parts_of_card(self, card: ModelCard, flattener: Flattener) -> Iterator[FlatParts]:
        for path in SPECIFICATION:
            stated = card.stated(path)
            for fact in (stated, *card.also_stated(path)) if stated else ():
                yield flattener.parts_of(card, fact)
        index, group = self.benchmark_index, tuning_group(card)
        for score in card.scores:
            benchmark = index.of_score(score)
            shared, own = flattener.score_parts(score, benchmark, group=group, tuning=card.tuning)
            own["model"] = card.name
            yield shared, own
        known = self.license_of(card)
        for term in known.terms if known else ():
            yield flattener.parts_of(card, term, known)


def pair_scores(cards: Iterable[ModelCard], documents: Collection[Source] = ()) -> _Drifts:
    """What two documents, these among them, state of one card and row, by pair of documents."""
    drifts: _Drifts = {}
    for key, reports in rows_of(cards).items():
        stating: dict[str, list[Score]] = {}
        paired = len(reports) > 1 and all(source in reports for source in documents)
        for source in sorted(reports, key=str) if paired else ():
            for card, score in reports[source].items():
                stating.setdefault(card, []).append(score)
        for card, scores in stating.items():
            for first, second in _pairs_with(scores, documents):
                pair = drifts.setdefault((first.source, second.source), [])
                pair.append(PairedScores(card, key, first, second))
    return drifts


def _pairs_with(
    scores: Sequence[Score], documents: Collection[Source]
) -> Iterable[tuple[Score, Score]]:
    """The pairs of these scores, in order, that none, one or two documents are in."""
    if not documents:
        return combinations(scores, 2)
    named = [place for place, score in enumerate(scores) if score.source in documents]
    if len(named) != len(documents):
        return ()
    if len(named) == 2:
        return [(scores[named[0]], scores[named[1]])]
    (at,) = named
    before = [(score, scores[at]) for score in scores[:at]]
    return before + [(scores[at], score) for score in scores[at + 1 :]]


def sources_sheet(catalog: Catalog) -> Sheet:
    """The documents of a catalog, one a line."""
    head = ("Title", "Published", "Publisher", "Address")
    body = [
        [str(part or "") for part in (s.title, s.published, s.publisher, s.url)]
        for s in catalog.sources
    ]
    return Sheet(title="Sources", head=head, body=body, left=frozenset(range(4)))
