"""Lining cards up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from inspect import signature
from typing import Any

from attrs import evolve

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.order import catalog_order
from llamacards._catalog.rows import EquatedMetric, Rows, equated_rows, rows_of, shared_rows
from llamacards._compare.comparison import Comparison
from llamacards._compare.lines import license_rows, memory_rows, score_rows, specification_rows
from llamacards._compare.notes import Note, fraction_notes, notes_on, unshown_notes
from llamacards._compare.row import ALL_SECTIONS, SECTIONS, Row, Section
from llamacards._compare.selection import (
    AskedRows,
    as_collection,
    baseline_named,
    equated_metrics,
    rows_asked,
    select_cards,
    sorted_cards,
    source_filter,
)
from llamacards._compare.uncertainty import misfit_notes
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._values.source import Source
from llamacards._values.validation import check_choice
from llamacards.errors import ComparisonError, FieldError, UnknownOptionError

ROW_CHOICES = ("shared", "all")


def compare(
    *cards: str | ModelCard | Iterable[str | ModelCard],
    sections: Section | Collection[Section] = SECTIONS,
    benchmarks: str | Collection[str] | None = None,
    rows: str = "shared",
    sources: str | Source | Collection[str | Source] | None = None,
    baseline: str | ModelCard | None = None,
    best: bool = True,
    sort: str | None = None,
    as_of: str | date | None = None,
    equate: Mapping[str, str | Mapping[str, str]] | None = None,
    context: int | str | None = None,
    batch: int | None = None,
    weights: str | None = None,
    kv: str | None = None,
    gpu: str | None = None,
    headroom: Decimal | str | None = None,
    catalog: Catalog | None = None,
    **unknown: Any,
) -> Comparison:
    """
    Cards side by side: what publications state of each, one setup per row.

    cards: names, glob patterns and cards, one by one or as a list.
    sections: of "spec", "scores", "license" and "memory".
    benchmarks: only these, by name, with a subset, or by the label of a row as printed.
    rows: "shared" (those of two or more cards) or "all".
    sources: only scores from these documents, by title.
    baseline: the card that differences refer to, inside one publication. A difference is within
        drift if this publication and another differ by more on any model in the same row.
    best: mark the best of each row, and figures that are not apart from it.
    sort: the order of the cards: the label of a row (the best first), "size", "released" or "name".
    as_of: leave out anything published later.
    equate: metrics that you declare equal, {"exact_match,strict-match": "em_maj1@1"}, or
        {"MMLU": {"acc,none": "micro_avg/acc"}} for one benchmark. Figures of the first join the
        row of the second, and a note says so, or why none does; records and row_key stay.
    context, batch, weights, kv, gpu, headroom: options of the section "memory", as in
        memory_table().
    catalog: the catalog of the cards; None is the built-in one.

    Each cell has a verdict on its difference: "apart", "within noise" or "open".

    >>> two = compare("llama-3-8b", "llama-3-70b", benchmarks=["MMLU"])
    >>> two["MMLU", "llama-3-70b"].record.value
    Decimal('79.5')

    Raises UnknownNameError, AmbiguousNameError, UnknownOptionError, DuplicateError or
    ComparisonError.
    """
    asked_sections = _checked_sections(rows, sections, unknown)
    memory = _memory_options(
        asked_sections,
        {
            "context": context,
            "batch": batch,
            "weights": weights,
            "kv": kv,
            "gpu": gpu,
            "headroom": headroom,
        },
    )
    compared, known = select_cards(cards, or_builtin(catalog), as_of)
    wanted = source_filter(known, as_collection("sources", sources))
    equated = equated_metrics(equate, compared)
    reported = _reported_rows(compared, wanted, equated)
    everything = rows == "all" or len(compared) == 1
    shown = set(reported) if everything else shared_rows(reported)
    asked = rows_asked(as_collection("benchmarks", benchmarks), reported, shown, known)
    shown = shown if asked is None else asked.shown(shown)
    compared = sorted_cards(compared, sort, reported, shown)
    base = None if baseline is None else baseline_named(baseline, compared)
    lines: list[Row] = []
    notes: list[Note] = []
    if "spec" in asked_sections:
        lines += specification_rows(compared, everything=everything)
    if "scores" in asked_sections:
        keys, index = asked and asked.keys, known.benchmark_index
        rows_of_scores = score_rows(
            compared, reported, shown, keys, index, baseline=base, best=best
        )
        lines += rows_of_scores if base is None else _with_drift(rows_of_scores, known)
        notes += () if asked is None else unshown_notes(asked.by_name, shown)
    if "license" in asked_sections:
        lines += license_rows(compared, known, everything=everything)
    if "memory" in asked_sections:
        from llamacards._memory.memory_table import memory_table

        used = memory_table(*compared, **memory)
        lines += memory_rows(used)
        notes += (Note(kind="memory", parts=(line,)) for line in (*used.reasons, *used.assumptions))
    among = reported if asked is None else {key: reported[key] for key in asked.keys}
    on_rows = notes_on(
        compared,
        lines,
        known,
        reported,
        remarked=_remarked_scores(compared, wanted, asked),
        left_out=len(among) - len(shown) if "scores" in asked_sections else None,
        equated=equated,
    )
    return Comparison(
        cards=tuple(compared),
        rows=tuple(lines),
        notes=(*on_rows, *fraction_notes(compared, lines), *misfit_notes(compared, lines), *notes),
        licenses=tuple(map(known.license_of, compared)),
        baseline=base,
        sections=tuple(asked_sections),
    )


def _checked_sections(
    rows: str, sections: Section | Collection[Section], unknown: Iterable[str]
) -> Collection[Section]:
    """The requested sections; raises the errors of compare() for other words."""
    check_choice("choice of rows", rows, ROW_CHOICES)
    for name in unknown:
        if name in OF_PRINTING:
            raise ComparisonError(
                f"{name}= is an option of printing: compare(...).to_text({name}=...)"
            )
        raise UnknownOptionError("argument of compare", name, ARGUMENTS)
    if sections is None:
        raise FieldError("compare", "sections", "a text or several", sections)
    asked: Collection[Section] = as_collection("sections", sections)
    for section in asked:
        check_choice("section", section, ALL_SECTIONS)
    return asked


def _memory_options(asked: Collection[Section], options: Mapping[str, Any]) -> dict[str, Any]:
    """The options for memory_table(); raises if there are any without the section."""
    given = {name: value for name, value in options.items() if value is not None}
    for name in () if "memory" in asked else given:
        raise ComparisonError(f"{name}= belongs to the section 'memory', which is not requested")
    return given


def _reported_rows(
    compared: Iterable[ModelCard],
    wanted: Callable[[Score], bool] | None,
    equated: Collection[EquatedMetric],
) -> Rows:
    """The scores of the cards by row, from wanted documents, with equal metrics joined."""
    cards = sorted(compared, key=catalog_order)
    reported = rows_of(cards, wanted)
    return equated_rows(reported, equated) if equated else reported


def _with_drift(lines: list[Row], known: Catalog) -> list[Row]:
    """The rows with the drift between the document of their baseline and others."""
    from llamacards._compare.drift import max_drift_by_row

    sources = dict.fromkeys(row.base.source for row in lines if row.base)
    drifts = {source: max_drift_by_row(known, source) for source in sources}
    return [
        evolve(row, drift=drifts[row.base.source].get(row.key)) if row.base and row.key else row
        for row in lines
    ]


def _remarked_scores(
    compared: Iterable[ModelCard], wanted: Callable[[Score], bool] | None, asked: AskedRows | None
) -> list[tuple[ModelCard, Score]]:
    """The requested scores that have a note or a doubt."""
    return [
        (card, score)
        for card in compared
        for score in card.scores
        if (score.note is not None or score.doubtful)
        and (wanted is None or wanted(score))
        and (asked is None or asked.is_on(score))
    ]


OF_PRINTING = tuple(signature(Comparison.to_text).parameters)[1:]
"""The options of to_text(), which compare() does not take."""


ARGUMENTS = tuple(
    name for name in signature(compare).parameters if name not in ("cards", "unknown")
)
"""The options listed for an unknown keyword."""
