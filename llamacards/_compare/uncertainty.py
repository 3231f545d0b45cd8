"""Notes under a table on how certain its figures are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llamacards._catalog.benchmarks import benchmark_of
from llamacards._catalog.uncertainty import misfit_of
from llamacards._compare.notes import Note
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._wording import join_words


def misfit_notes(cards: Sequence[ModelCard], rows: Sequence[Row]) -> Iterator[Note]:
    """The figures of a row that are not shares of its questions, so not of a single run."""
    for row in (row for row in rows if row.benchmarks):
        found: dict[int, dict[str, str]] = {}
        for card, record in zip(cards, row.records, strict=True):
            if isinstance(record, Score):
                items = misfit_of(record, benchmark_of(record, row.benchmarks))
                if items is not None:
                    told = f"{record.text} of {card.title}"
                    found.setdefault(items, {})[card.name] = told
        for items, figures in found.items():
            no_share = "not a share" if len(figures) == 1 else "not shares"
            text = (
                f"{row.label}: {join_words(figures.values(), 'and')}: {no_share} of {items:,} "
                "questions, so not from a single run over all of them."
            )
            cells = tuple((row.id, card) for card in figures)
            yield Note(kind="no share", parts=(text,), about=row.what, cells=cells)
