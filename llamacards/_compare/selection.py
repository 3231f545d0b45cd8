"""Which cards, benchmarks and sources a comparison is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import resolve_names, source_named
from llamacards._catalog.gather import two_cards
from llamacards._records.benchmark import benchmark_named
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._values.source import Source
from llamacards.errors import ComparisonError, FieldError, UnknownNameError


def as_collection(asked: Any) -> Any:
    """What was asked for as a collection; one text or source is a collection of one."""
    return (asked,) if isinstance(asked, str | Source) else asked


def select_cards(
    asked: Sequence[str | ModelCard], catalog: Catalog, as_of: str | date | None
) -> tuple[list[ModelCard], Catalog]:
    """The cards that were asked for, once each, and the catalog that they stand in."""
    own = {card.name: card for card in asked if isinstance(card, ModelCard)}
    loose = [
        card for card in asked if isinstance(card, ModelCard) and catalog.get(card.name) is not card
    ]
    joined = catalog.with_cards(*loose, replace=True) if loose else catalog
    known = joined if as_of is None else joined.as_of(as_of)
    names: dict[str, None] = {}
    for item in asked:
        if isinstance(item, ModelCard):
            found = [item.name]
        else:
            found = resolve_names(item, known, joined)
            for name in found:
                if name in own and own[name] is not catalog.get(name, own[name]):
                    raise two_cards(catalog[name], own[name])
        names |= dict.fromkeys(found)
    if not names:
        raise ComparisonError("there is nothing to compare; name a card, such as 'llama-3-8b'")
    for name in names:
        if name not in known:
            raise ComparisonError(f"{name!r} did not exist on {known.day}")
    return [known[name] for name in names], known


def score_filter(
    cards: Sequence[ModelCard],
    known: Catalog,
    benchmarks: Collection[str] | None,
    sources: Collection[str | Source] | None,
) -> Callable[[Score], bool] | None:
    """Whether a score is among those asked for; None where all are."""
    if benchmarks is None and sources is None:
        return None
    names = None if benchmarks is None else benchmark_keys(benchmarks, cards, known)
    documents = None if sources is None else documents_named(sources, known)
    return lambda score: (
        (names is None or score.setup.benchmark.casefold() in names)
        and (documents is None or score.source in documents)
    )


def benchmark_keys(asked: Collection[str], cards: Sequence[ModelCard], known: Catalog) -> list[str]:
    """Their names in lower case; those that none of the cards reports are looked up in all."""
    wanted = {benchmark_named(str(name)).casefold(): name for name in asked}
    reported = {score.setup.benchmark.casefold() for card in cards for score in card.scores}
    for folded in wanted.keys() - reported:
        others = {other.casefold(): other for other in known.reported_benchmarks}
        if folded not in others:
            raise UnknownNameError("benchmark", wanted[folded], others.values())
    return [*wanted]


def documents_named(asked: Collection[str | Source], known: Catalog) -> set[Source]:
    """The documents of these titles."""
    return {item if isinstance(item, Source) else source_named(item, known) for item in asked}


def baseline_named(asked: str | ModelCard, cards: Sequence[ModelCard]) -> str:
    """The name of the card that differences are taken to."""
    names = [card.name for card in cards]
    name = asked.name if isinstance(asked, ModelCard) else asked
    if name not in names:
        among = Catalog(cards=cards)
        try:
            name = among.lookup(name).name
        except UnknownNameError:
            listed = ", ".join(map(repr, names))
            raise ComparisonError(
                f"the baseline {name!r} is not among the cards: {listed}"
            ) from None
    return name


def check_equate(equate: Mapping[str, str], cards: Sequence[ModelCard]) -> None:
    """Refuse a metric that no card reports, and one that is both taken and taken for another."""
    if not isinstance(equate, Mapping):
        rule = "a mapping of metrics such as {'exact_match,strict-match': 'em_maj1@1'}"
        raise FieldError("compare", "equate", rule, equate)
    metrics = (score.setup.metric for card in cards for score in card.scores)
    reported = tuple(dict.fromkeys(filter(None, metrics)))
    for metric in (*equate, *equate.values()):
        if metric not in reported:
            raise UnknownNameError("metric", metric, reported)
    for metric in equate.values():
        if metric in equate:
            raise ComparisonError(f"equate takes {metric!r} for another and another for it")
