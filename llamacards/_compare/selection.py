"""The cards, benchmarks and sources that a comparison is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import resolve_names, source_named
from llamacards._catalog.gather import two_cards
from llamacards._catalog.names import each_of
from llamacards._catalog.order import size_of
from llamacards._catalog.rows import EquatedMetric, RowKey, Rows, labeled, setup_of
from llamacards._records.benchmark import benchmark_named
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source
from llamacards.errors import (
    AmbiguousNameError,
    ComparisonError,
    FieldError,
    UnknownNameError,
)


def as_collection(argument: str, asked: Any) -> Any:
    """
    An argument as a collection; a single text or source becomes a collection of one.

    Raises FieldError for anything else, except None.
    """
    if not isinstance(asked, Iterable | Source | None):
        raise FieldError("compare", argument, "a text or several", asked)
    if asked is None or isinstance(asked, str | Source):
        return asked and (asked,)
    return tuple(asked)


def select_cards(
    cards: Iterable[str | ModelCard | Iterable[str | ModelCard]],
    catalog: Catalog,
    as_of: str | date | None,
) -> tuple[list[ModelCard], Catalog]:
    """The requested cards, once each, and the catalog with them."""
    asked = list(each_of(cards))
    own = {card.name: card for card in asked if isinstance(card, ModelCard)}
    loose = [
        card for card in asked if isinstance(card, ModelCard) and catalog.get(card.name) != card
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
                if name in own and own[name] != catalog.get(name, own[name]):
                    raise two_cards(catalog[name], own[name])
        names |= dict.fromkeys(found)
    if not names:
        raise ComparisonError("no card is named; name one, such as 'llama-3-8b'")
    for name in names:
        if name not in known:
            raise ComparisonError(f"{name!r} did not exist on {known.day}")
    return [known[name] for name in names], known


def source_filter(
    known: Catalog, sources: Collection[str | Source] | None
) -> Callable[[Score], bool] | None:
    """A test of whether a score is from a requested document; None if all are wanted."""
    if sources is None:
        return None
    documents = documents_named(sources, known)
    return lambda score: score.source in documents


class AskedRows(NamedTuple):
    """
    The rows meant by names of benchmarks, with or without a subset, and labels, in the given order.

    by_name: the rows that each name means. labeled: rows named by their label, which are always
    shown. names: the benchmarks, in lower case.
    """

    keys: list[RowKey]
    by_name: dict[str, list[RowKey]]
    labeled: set[RowKey]
    names: set[str]

    def shown(self, shown: Collection[RowKey]) -> set[RowKey]:
        """The requested rows among those shown."""
        return {key for key in self.keys if key in shown} | self.labeled

    def is_on(self, score: Score) -> bool:
        """Whether a score is of a requested benchmark."""
        return score.setup.benchmark.casefold() in self.names


def rows_asked(
    asked: Collection[str] | None, reported: Rows, shown: Collection[RowKey], known: Catalog
) -> AskedRows | None:
    """
    The requested rows; None is all.

    Raises UnknownNameError for a benchmark that no card of the catalog reports.
    """
    if asked is None:
        return None
    found: dict[RowKey, None] = {}
    by_name: dict[str, list[RowKey]] = {}
    by_label: set[RowKey] = set()
    names: set[str] = set()
    for name in map(str, asked):
        folded = benchmark_named(name).casefold()
        keys = rows_named(name, reported, shown)
        if not keys:
            reported_anywhere = known.reported_benchmarks
            if folded not in map(str.casefold, reported_anywhere):
                raise UnknownNameError("benchmark", name, reported_anywhere)
        if not all(_has_name(key, folded) for key in keys):
            by_label.update(keys)
        keys.sort(key=lambda key: (key.subset is not None, -len(reported[key].cards)))
        found |= dict.fromkeys(keys)
        by_name[name] = keys
        names |= {key.benchmark for key in keys} | {folded}
    return AskedRows([*found], by_name, by_label, names)


def _has_name(key: RowKey, folded: str) -> bool:
    return folded in (key.benchmark, f"{key.benchmark} {key.subset}")


def rows_named(name: str, reported: Rows, shown: Collection[RowKey]) -> list[RowKey]:
    """The rows of a benchmark, of a benchmark with its subset, or of a label as printed."""
    folded = benchmark_named(name).casefold()
    whole = [key for key in reported if key.benchmark == folded]
    if whole:
        return whole
    part = [key for key in reported if _has_name(key, folded)]
    if part:
        return part
    for keys in (shown, reported):
        labels = _labels_of(keys, reported)
        found = [key for key, label in labels.items() if label.casefold() == name.casefold()]
        if found:
            return found
    plain = {key: next(iter(reported[key].chosen().values())).setup.label() for key in reported}
    return [key for key, label in plain.items() if label.casefold() == name.casefold()]


def _labels_of(keys: Collection[RowKey], reported: Rows) -> dict[RowKey, str]:
    """The labels of rows, if these are the rows of a table."""
    setups = {key: setup_of(key, reported[key], reported[key].chosen()) for key in keys}
    return labeled([*keys], setups)


SORTS = ("name", "released", "size")


def sorted_cards(
    cards: list[ModelCard], asked: str | None, reported: Rows, shown: Collection[RowKey]
) -> list[ModelCard]:
    """
    The cards sorted by name, release, size or a row of scores (best first, missing last).

    Raises UnknownNameError if no row has this name, and AmbiguousNameError if several do.
    """
    if asked is None:
        return cards
    if not isinstance(asked, str):
        raise FieldError(
            "compare", "sort", "the label of a row, 'size', 'released' or 'name'", asked
        )
    if asked in SORTS:
        by: dict[str, Callable[[ModelCard], Any]] = {
            "name": lambda card: card.name,
            "released": lambda card: card.released,
            "size": size_of,
        }
        values = {card.name: by[asked](card) for card in cards}
        return _sort_valued(cards, values, descending=False)
    keys = rows_named(asked, reported, shown)
    among = [key for key in keys if key in shown] or keys
    labels = _labels_of(shown or reported, reported)
    if not among:
        raise UnknownNameError("row", asked, [*SORTS, *labels.values()])
    if len(among) > 1:
        raise AmbiguousNameError("row", asked, [labels.get(k, str(k)) for k in among])
    scores = reported[among[0]].chosen()
    lower = any(score.setup.less_is_better for score in scores.values())
    figures = {name: score.value for name, score in scores.items()}
    return _sort_valued(cards, figures, descending=not lower)


def _sort_valued(
    cards: list[ModelCard], values: Mapping[str, Any], *, descending: bool
) -> list[ModelCard]:
    valued = [card for card in cards if values.get(card.name) is not None]
    valued.sort(key=lambda card: values[card.name], reverse=descending)
    return [*valued, *(card for card in cards if values.get(card.name) is None)]


def documents_named(asked: Collection[str | Source], known: Catalog) -> set[Source]:
    """The documents with these titles."""
    return {item if isinstance(item, Source) else source_named(item, known) for item in asked}


def baseline_named(asked: str | ModelCard, cards: Sequence[ModelCard]) -> str:
    """The name of the card that differences refer to."""
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


def equated_metrics(
    equate: Mapping[str, Any] | None, cards: Sequence[ModelCard]
) -> list[EquatedMetric]:
    """
    The metrics assumed equal to others, everywhere or for one benchmark.

    Refuses a metric that no card reports, and one that is on both sides.
    """
    if equate is None:
        return []
    equated = []
    setups = list(
        {id(score.setup): score.setup for card in cards for score in card.scores}.values()
    )
    for name, value in equate.items() if isinstance(equate, Mapping) else [("", None)]:
        if isinstance(name, str) and isinstance(value, str):
            equated.append(_equated_pair(None, name, value, setups))
        elif isinstance(name, str) and isinstance(value, Mapping) and value:
            equated += [
                _equated_pair(benchmark_named(name), *pair, setups) for pair in value.items()
            ]
        else:
            rule = (
                "metrics assumed equal to others, such as {'acc,none': 'acc'}, "
                "or {'MMLU': {'acc,none': 'acc'}} for one benchmark"
            )
            raise FieldError("compare", "equate", rule, equate)
    for pair, other in product(equated, repeat=2):
        shared = None in (pair.benchmark, other.benchmark) or pair.benchmark == other.benchmark
        if shared and pair.metric == other.other:
            raise ComparisonError(f"metric {pair.metric!r} is on both sides of equate")
    return equated


def _equated_pair(
    benchmark: str | None, metric: Any, other: Any, setups: Sequence[EvalSetup]
) -> EquatedMetric:
    """Two metrics assumed equal; raises if no card reports one of them."""
    folded = benchmark and benchmark.casefold()
    of_it = [setup for setup in setups if folded in (None, setup.benchmark.casefold())]
    if benchmark is not None and not of_it:
        raise UnknownNameError(
            "benchmark", benchmark, dict.fromkeys(setup.benchmark for setup in setups)
        )
    reported = tuple(dict.fromkeys(setup.metric for setup in of_it if setup.metric))
    for name in (metric, other):
        if name not in reported:
            raise UnknownNameError("metric", name, reported)
    return EquatedMetric(folded, metric, other)
