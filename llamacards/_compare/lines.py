"""The rows of each section of a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from llamacards._catalog.benchmarks import BenchmarkIndex
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.rows import RowKey, Rows, RowScores, labeled, setup_of
from llamacards._compare.row import Row
from llamacards._records.card import Fact, ModelCard, is_unfinished
from llamacards._records.license import TOPICS
from llamacards._records.specification import SPECIFICATION

if TYPE_CHECKING:
    from llamacards._memory.memory_table import MemoryTable

SHARED_FIELDS = ("released", "parameters", "budget.training", "budget.context", "cutoff")
"""The specification fields of rows="shared"."""


SHOWN_APART = frozenset({"status", "license", "budget.context_tokens"})
"""Fields that are part of another row of a comparison."""


MEMORY_ROWS = MappingProxyType(
    {
        "context": "Context",
        "weights": "Weights (GiB)",
        "kv_cache": "KV cache (GiB)",
        "total": "Total (GiB)",
        "devices": "Devices",
        "longest_context": "Longest context on one",
    }
)


COMPARED_TERMS = ("train_other_models", "user_limit")


def specification_rows(cards: Sequence[ModelCard], *, everything: bool) -> list[Row]:
    """A row for each field that a card states, of all fields or of the shared ones."""
    names = tuple(card.name for card in cards)
    fields = [path for path in SPECIFICATION if path not in SHOWN_APART]
    rows = []
    for path in fields if everything else SHARED_FIELDS:
        records = tuple(_specified_fact(card, path) for card in cards)
        if any(records):
            label = SPECIFICATION[path]
            rows.append(Row(section="spec", label=label, what=path, cards=names, records=records))
    return rows


def _specified_fact(card: ModelCard, path: str) -> Fact | None:
    """What a card states in a field; for an unfinished model, its status in place of a release."""
    fact = card.stated(path)
    if fact is None and path == "released" and is_unfinished(card):
        return card.stated("status")
    return fact


def score_rows(
    cards: Sequence[ModelCard],
    reported: Rows,
    shown: Collection[RowKey],
    asked: Sequence[RowKey] | None,
    index: BenchmarkIndex,
    **judged: Any,
) -> list[Row]:
    """A row for each setup shown; judged: `baseline` and `best` of each."""
    keys = _row_order(reported, shown, asked)
    reporting: dict[tuple[str, str | None], set[str]] = {}
    rows_of_test = Counter(key[:2] for key in reported)
    for key, reports in reported.items():
        if rows_of_test[key[:2]] > 1:
            reporting.setdefault(key[:2], set()).update(reports.cards)
    values = {key: reported[key].chosen() for key in keys}
    setups = {key: setup_of(key, reported[key], values[key]) for key in keys}
    labels = labeled(keys, setups)
    names = tuple(card.name for card in cards)
    return [
        Row(
            section="scores",
            label=labels[key],
            what=setups[key].benchmark,
            cards=names,
            records=tuple(map(row.get, names)),
            setup=setups[key],
            key=key,
            elsewhere=frozenset(reporting.get(key[:2], set()).difference(row)),
            benchmarks=index.of_setup(setups[key]),
            **judged,
        )
        for key, row in values.items()
    ]


def _row_order(
    reported: Rows, shown: Collection[RowKey], asked: Sequence[RowKey] | None
) -> list[RowKey]:
    """
    The rows from top to bottom: as asked for, else by how many cards they compare.

    Rows of one benchmark stay together, with those of the whole and of most cards first.
    """
    if asked is not None:
        return [key for key in asked if key in shown]
    by_benchmark: dict[str, list[RowKey]] = {}
    for key in reported:
        if key in shown:
            by_benchmark.setdefault(key.benchmark, []).append(key)
    groups = list(by_benchmark.values())
    groups.sort(key=lambda keys: _interest_rank([reported[key] for key in keys]))
    for keys in groups:
        keys.sort(key=lambda key: (key.subset is not None, -len(reported[key].cards)))
    return [key for keys in groups for key in keys]


def _interest_rank(rows: Sequence[RowScores]) -> int:
    """0 for a benchmark with a row of several cards, 1 for one with rows of several, else 2."""
    if any(len(reports.cards) > 1 for reports in rows):
        return 0
    return 1 if len({card for reports in rows for card in reports.cards}) > 1 else 2


def license_rows(cards: Sequence[ModelCard], known: Catalog, *, everything: bool) -> list[Row]:
    """The license of each card, and the terms that are always shown or differ."""
    licenses = [known.license_of(card) for card in cards]
    if not any(licenses):
        return []
    names = tuple(card.name for card in cards)
    stated = tuple(card.stated("license") for card in cards)
    label = SPECIFICATION["license"]
    rows = [Row(section="license", label=label, what="license", cards=names, records=stated)]
    known_terms = {id(lic): lic for lic in licenses if lic and lic.terms}
    alike = len(cards) > 1 and len({lic.id if lic else None for lic in licenses}) == 1
    for topic in () if alike and not everything else dict.fromkeys((*COMPARED_TERMS, *TOPICS)):
        by_license = {key: lic.term(topic) for key, lic in known_terms.items()}
        said = {term.brief for term in by_license.values()}
        if said and (topic in COMPARED_TERMS or len(said) > 1):
            label, terms = TOPICS[topic], tuple(by_license.get(id(lic)) for lic in licenses)
            rows.append(Row(section="license", label=label, what=topic, cards=names, records=terms))
    return rows


def memory_rows(used: MemoryTable) -> list[Row]:
    """A row for each figure of memory."""
    names = tuple(row.card.name for row in used.rows)
    return [
        Row(section="memory", label=label, what=matter, cards=names, records=used.figures(matter))
        for matter, label in MEMORY_ROWS.items()
    ]
