"""Lining cards up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.order import catalog_order
from llamacards._catalog.rows import equated_rows, rows_of, shared_rows
from llamacards._compare.comparison import Comparison
from llamacards._compare.drift import max_drift_by_row
from llamacards._compare.lines import license_rows, memory_rows, score_rows, specification_rows
from llamacards._compare.notes import Note, notes_on
from llamacards._compare.row import ALL_SECTIONS, SECTIONS, Row, Section
from llamacards._compare.selection import (
    as_collection,
    baseline_named,
    check_equate,
    score_filter,
    select_cards,
)
from llamacards._compare.uncertainty import misfit_notes
from llamacards._memory.memory_table import MemoryTable, memory_table
from llamacards._records.card import ModelCard
from llamacards._values.source import Source
from llamacards.errors import ComparisonError, UnknownOptionError

MEMORY_ARGUMENTS = ("context", "batch", "weights", "kv", "gpu", "headroom")


def compare(
    *cards: str | ModelCard,
    sections: Section | Collection[Section] = SECTIONS,
    benchmarks: str | Collection[str] | None = None,
    rows: str = "shared",
    sources: str | Source | Collection[str | Source] | None = None,
    baseline: str | ModelCard | None = None,
    best: bool = True,
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
    asked_sections: Collection[Section] = as_collection(sections)
    benchmarks = as_collection(benchmarks)
    for section in asked_sections:
        if section not in ALL_SECTIONS:
            raise UnknownOptionError("section", section, ALL_SECTIONS)
    _check_arguments(memory, asked_sections)
    compared, known = select_cards(cards, or_builtin(catalog), as_of)
    in_order = sorted(compared, key=catalog_order)
    wanted = score_filter(compared, known, benchmarks, as_collection(sources))
    reported = rows_of(in_order, wanted)
    if equate is not None:
        check_equate(equate, compared)
        reported = equated_rows(reported, equate)
    everything = rows == "all" or len(compared) == 1
    shown = set(reported) if everything else shared_rows(reported)
    lines: list[Row] = []
    if "spec" in asked_sections:
        lines += specification_rows(compared, everything=everything)
    if "scores" in asked_sections:
        lines += score_rows(compared, reported, shown, benchmarks, known.benchmark_index)
    if "license" in asked_sections:
        lines += license_rows(compared, known)
    used = memory_table(*compared, **memory) if "memory" in asked_sections else None
    if used is not None:
        lines += memory_rows(used)
    base = None if baseline is None else baseline_named(baseline, compared)
    if base is not None or best:
        lines = [evolve(row, baseline=base, best=best) for row in lines]
    if base is not None:
        lines = _with_drift(lines, known)
    left_out = len(reported) - len(shown) if "scores" in asked_sections else None
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
        notes=(*notes, *misfit_notes(compared, lines), *_memory_notes(used)),
        licenses=tuple(map(known.license_of, compared)),
        baseline=base,
        sections=tuple(asked_sections),
    )


def _check_arguments(memory: Mapping[str, Any], sections: Collection[str]) -> None:
    """Refuse an argument that nothing takes, or one of a section that is not asked for."""
    for name in memory:
        if name not in MEMORY_ARGUMENTS:
            raise UnknownOptionError("argument of compare", name, MEMORY_ARGUMENTS)
        if "memory" not in sections:
            raise ComparisonError(f"{name}= is of the section 'memory', which is not asked for")


def _memory_notes(used: MemoryTable | None) -> list[Note]:
    lines = () if used is None else (*used.reasons, *used.assumptions)
    return [Note(kind="memory", parts=(line,)) for line in lines]


def _with_drift(rows: Iterable[Row], known: Catalog) -> list[Row]:
    """The rows with how far the document of the baseline's figure and another differ on them."""
    drifts = max_drift_by_row(known)
    return [
        evolve(row, drift=drifts.get((row.base.source, row.key))) if row.base and row.key else row
        for row in rows
    ]
