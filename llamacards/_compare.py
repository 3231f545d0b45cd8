"""Lining cards up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from attrs import evolve

from llamacards._cards import SPECIFICATION, Fact, ModelCard
from llamacards._catalog import Catalog, catalog_order, given, two_cards
from llamacards._comparison import ALL_SECTIONS, SECTIONS, Comparison, Note, Row, Section
from llamacards._find import names_meant, source_named
from llamacards._licenses import TOPICS
from llamacards._memory import MemoryTable, memory_table
from llamacards._notes import notes_on
from llamacards._rows import (
    Reports,
    RowKey,
    Rows,
    equated_rows,
    labelled,
    rows_of,
    setup_of,
    shared_rows,
)
from llamacards._scale import FORMULAS
from llamacards._scores import Score, benchmark_named
from llamacards._sources import Source
from llamacards.errors import (
    ComparisonError,
    FieldError,
    UnknownNameError,
    UnknownOptionError,
)

COMPARED_FIELDS = (
    "released",
    "parameters",
    "budget.training",
    *FORMULAS,
    "budget.context",
    "budget.context_tokens",
    "cutoff",
    "training.gpu_hours",
    "training.power_w",
    "training.co2e_t",
)
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
MEMORY_ARGUMENTS = ("context", "batch", "weights", "kv", "gpu", "headroom")
COMPARED_TERMS = ("train_other_models", "user_limit")


def compare(
    *cards: str | ModelCard,
    sections: Section | Collection[Section] = SECTIONS,
    benchmarks: str | Collection[str] | None = None,
    rows: str = "shared",
    sources: str | Source | Collection[str | Source] | None = None,
    baseline: str | ModelCard | None = None,
    best: bool = False,
    as_of: str | date | None = None,
    equate: Mapping[str, str] | None = None,
    catalog: Catalog | None = None,
    **memory: Any,
) -> Comparison:
    """
    Cards side by side: what publications state of each, a row being one setup.

    cards: names, glob patterns and cards. sections: of "spec", "scores", "license" and "memory",
    which takes the arguments of memory_table(): context, batch, weights, kv, gpu, headroom.
    benchmarks: only these. rows: "shared", or "all". sources: only scores from these documents,
    by title. baseline: the card that differences are taken to, inside one publication; one that
    is smaller than that publication and another differ on any model in the same row is within
    drift. best: mark the best of each row. as_of: nothing that was published later. equate:
    metrics that you say are the same, {"exact_match,strict-match": "em_maj1@1"}: figures of the
    first join the row of the second, and a note says so; records and row_key stay as stated.

    >>> two = compare("llama-3-8b", "llama-3-70b", benchmarks=["MMLU"])
    >>> two["MMLU", "llama-3-70b"].record.value
    Decimal('79.5')

    Raises UnknownNameError, AmbiguousNameError, UnknownOptionError, DuplicateError or
    ComparisonError, saying what is missing.
    """
    if rows not in ("shared", "all"):
        raise UnknownOptionError("choice of rows", rows, ("shared", "all"))
    sections, benchmarks = _several(sections), _several(benchmarks)
    for section in sections:
        if section not in ALL_SECTIONS:
            raise UnknownOptionError("section", section, ALL_SECTIONS)
    _check_arguments(memory, sections)
    compared, known = _resolved(cards, given(catalog), as_of)
    in_order = sorted(compared, key=catalog_order)
    wanted = _wanted(compared, known, benchmarks, _several(sources))
    reported = rows_of(in_order, wanted)
    if equate is not None:
        _check_equate(equate, compared)
        reported = equated_rows(reported, equate)
    shown = set(reported) if rows == "all" or len(compared) == 1 else shared_rows(reported)
    lines: list[Row] = []
    if "spec" in sections:
        lines += _spec_rows(compared)
    if "scores" in sections:
        lines += _score_rows(compared, reported, shown, benchmarks)
    if "license" in sections:
        lines += _license_rows(compared, known)
    used = memory_table(*compared, **memory) if "memory" in sections else None
    if used is not None:
        lines += _memory_rows(used)
    base = None if baseline is None else _baseline(baseline, compared)
    if base is not None or best:
        lines = [evolve(row, baseline=base, best=best) for row in lines]
    if base is not None:
        lines = _with_drift(lines, known)
    left_out = len(reported) - len(shown) if "scores" in sections else None
    remarked = [
        (card, score)
        for card in compared
        for score in card.scores
        if (score.note is not None or score.doubtful) and (wanted is None or wanted(score))
    ]
    notes = notes_on(
        compared, lines, known, reported, remarked=remarked, left_out=left_out, equate=equate
    )
    return Comparison(
        cards=tuple(compared),
        rows=tuple(lines),
        notes=(*notes, *_memory_notes(used)),
        licenses=tuple(map(known.license_of, compared)),
        baseline=base,
    )


def _check_arguments(memory: Mapping[str, Any], sections: Collection[str]) -> None:
    """Refuse an argument that nothing takes, or one of a section that is not asked for."""
    for name in memory:
        if name not in MEMORY_ARGUMENTS:
            raise UnknownOptionError("argument of compare", name, MEMORY_ARGUMENTS)
        if "memory" not in sections:
            raise ComparisonError(f"{name}= is of the section 'memory', which is not asked for")


def _check_equate(equate: Mapping[str, str], cards: Sequence[ModelCard]) -> None:
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


def _several(asked: Any) -> Any:
    """What was asked for as a collection; one text or source is a collection of one."""
    return (asked,) if isinstance(asked, str | Source) else asked


def _resolved(
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
            found = names_meant(item, known, joined)
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


def _wanted(
    cards: Sequence[ModelCard],
    known: Catalog,
    benchmarks: Collection[str] | None,
    sources: Collection[str | Source] | None,
) -> Callable[[Score], bool] | None:
    """Whether a score is among those asked for; None where all are."""
    if benchmarks is None and sources is None:
        return None
    names = None if benchmarks is None else _benchmarks(benchmarks, cards, known)
    documents = None if sources is None else _documents(sources, known)
    return lambda score: (
        (names is None or score.setup.benchmark.casefold() in names)
        and (documents is None or score.source in documents)
    )


def _benchmarks(asked: Collection[str], cards: Sequence[ModelCard], known: Catalog) -> list[str]:
    """Their names in lower case; those that none of the cards reports are looked up in all."""
    wanted = {benchmark_named(str(name)).casefold(): name for name in asked}
    reported = {score.setup.benchmark.casefold() for card in cards for score in card.scores}
    for folded in wanted.keys() - reported:
        others = {other.casefold(): other for other in known.benchmarks}
        if folded not in others:
            raise UnknownNameError("benchmark", wanted[folded], others.values())
    return [*wanted]


def _documents(asked: Collection[str | Source], known: Catalog) -> set[Source]:
    return {item if isinstance(item, Source) else source_named(item, known) for item in asked}


def _spec_rows(cards: Sequence[ModelCard]) -> list[Row]:
    names = tuple(card.name for card in cards)
    rows = []
    for path in COMPARED_FIELDS:
        records = tuple(_specified(card, path) for card in cards)
        if any(records):
            label = SPECIFICATION[path]
            rows.append(Row(section="spec", label=label, what=path, cards=names, records=records))
    return rows


def _specified(card: ModelCard, path: str) -> Fact | None:
    """What a card states in a field; of a model in training, instead of a release, just that."""
    fact = card.stated(path)
    if fact is None and path == "released" and card.status != "released":
        return card.stated("status")
    return fact


def _score_rows(
    cards: Sequence[ModelCard],
    reported: Rows,
    shown: Collection[RowKey],
    benchmarks: Collection[str] | None,
) -> list[Row]:
    keys = _row_order(reported, shown, benchmarks)
    reporting: dict[str, set[str]] = {}
    rows_of_benchmark = Counter(key.benchmark for key in reported)
    for key, reports in reported.items():
        if rows_of_benchmark[key.benchmark] > 1:
            reporting.setdefault(key.benchmark, set()).update(reports.cards)
    values = {key: reported[key].chosen() for key in keys}
    setups = {key: setup_of(key, reported[key], values[key]) for key in keys}
    labels = labelled(keys, setups)
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
            elsewhere=frozenset(reporting.get(key.benchmark, set()).difference(row)),
        )
        for key, row in values.items()
    ]


def _row_order(
    reported: Rows, shown: Collection[RowKey], benchmarks: Collection[str] | None
) -> list[RowKey]:
    """
    The rows from top to bottom: as asked for, else by what they say of several cards.

    Rows of one benchmark stand together, those of the whole and of most cards first.
    """
    by_benchmark: dict[str, list[RowKey]] = {}
    for key in reported:
        if key in shown:
            by_benchmark.setdefault(key.benchmark, []).append(key)
    groups = list(by_benchmark.values())
    if benchmarks is not None:
        asked = [benchmark_named(name).casefold() for name in benchmarks]
        groups.sort(key=lambda keys: asked.index(keys[0].benchmark))
    else:
        groups.sort(key=lambda keys: _interest([reported[key] for key in keys]))
    for keys in groups:
        keys.sort(key=lambda key: (key.subset is not None, -len(reported[key].cards)))
    return [key for keys in groups for key in keys]


def _interest(rows: Sequence[Reports]) -> int:
    """0 for a benchmark with a row of several cards, 1 for one with rows of several, else 2."""
    if any(len(reports.cards) > 1 for reports in rows):
        return 0
    return 1 if len({card for reports in rows for card in reports.cards}) > 1 else 2


def _license_rows(cards: Sequence[ModelCard], known: Catalog) -> list[Row]:
    """The licence of each card, and the terms that every comparison shows or that differ."""
    licenses = [known.license_of(card) for card in cards]
    if not any(licenses):
        return []
    names = tuple(card.name for card in cards)
    stated = tuple(card.stated("license") for card in cards)
    label = SPECIFICATION["license"]
    rows = [Row(section="license", label=label, what="license", cards=names, records=stated)]
    for topic in dict.fromkeys((*COMPARED_TERMS, *TOPICS)):
        terms = tuple(lic.term(topic) if lic and lic.terms else None for lic in licenses)
        said = {term.brief for term in terms if term}
        if said and (topic in COMPARED_TERMS or len(said) > 1):
            label = TOPICS[topic]
            rows.append(Row(section="license", label=label, what=topic, cards=names, records=terms))
    return rows


def _memory_rows(used: MemoryTable) -> list[Row]:
    names = tuple(row.card.name for row in used.rows)
    return [
        Row(section="memory", label=label, what=matter, cards=names, records=used.taken(matter))
        for matter, label in MEMORY_ROWS.items()
    ]


def _memory_notes(used: MemoryTable | None) -> list[Note]:
    lines = () if used is None else (*used.reasons, *used.assumptions)
    return [Note(kind="memory", parts=(line,)) for line in lines]


def _with_drift(rows: Iterable[Row], known: Catalog) -> list[Row]:
    """The rows with how far the document of the baseline's figure and another differ on them."""
    from llamacards._drift import furthest

    drifts = furthest(known)
    return [
        evolve(row, drift=drifts.get((row.base.source, row.key))) if row.base and row.key else row
        for row in rows
    ]


def _baseline(asked: str | ModelCard, cards: Sequence[ModelCard]) -> str:
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
