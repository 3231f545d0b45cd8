"""Which published shares can be k of n, and which benchmark sizes they suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.uncertainty import (
    COUNTED,
    OFTEN,
    chance_to_fail,
    counted_items,
    right_answers,
    scoring_of,
)
from llamacards._compare.selection import select_cards
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet, SheetNote
from llamacards._values.source import Source
from llamacards._wording import counted, join_words
from llamacards.errors import FieldError

MOST_SIZES = 3
"""If more sizes fit, they are counted instead of printed."""


NO_SHARES = MappingProxyType(
    {
        "pass@k": "pass@k beyond 1",
        "F1": "F1",
        "part scores": "part scores",
        "macro average": "macro averages",
        "mean of several": "means of several",
        "no share": "others",
    }
)
"""Figures that are not shares of questions, by scoring."""


NO_K_OF_N = "are not k of n"


OTHER_REASONS = (
    "have a bound or cannot be meant as printed",
    "are of an unknown number of questions",
    "are of so many questions that almost any figure fits",
)
"""Why other figures are not audited, as the end of a sentence."""


LEGEND = (
    ("Fit:", "k of n, rounded as printed"),
    ("Random fails:", "how often a random figure would not fit"),
)


@frozen(kw_only=True)
class AuditRow:
    """
    The figures of one benchmark, checked against its size.

    benchmark: the benchmark.
    items: its size.
    figures: each figure with its card; equal figures of a card once.
    fails: how often a random figure with as many digits is not a share of the items.
    sizes: every size, up to that of the benchmark, that all figures are shares of.
    """

    benchmark: Benchmark
    items: int
    figures: tuple[tuple[ModelCard, Score], ...]
    fails: float
    sizes: tuple[int, ...]

    @property
    def misfits(self) -> tuple[tuple[ModelCard, Score], ...]:
        """The figures that are not shares of the items."""
        return tuple(pair for pair in self.figures if not _fits_items(pair[1], self.items))

    def fitting(self, items: int) -> int:
        """How many of the figures are shares of this many items."""
        if type(items) is not int or items < 1:
            raise FieldError("AuditRow", "items", "a whole number from 1 up", items)
        return sum(_fits_items(score, items) for _, score in self.figures)


@frozen(kw_only=True, repr=False)
class Audit(Displayable):
    """
    Published shares, checked against the number of questions.

    rows: the benchmarks that can be checked, one a row.
    exempt: the benchmarks that cannot, by reason.
    """

    rows: tuple[AuditRow, ...]
    exempt: tuple[tuple[str, tuple[str, ...]], ...]

    def __repr__(self) -> str:
        figures, misfits = len(self.figures), len(self.misfits)
        return f"<Audit of {counted(figures, 'figure')}: {misfits} not k of n>"

    @property
    def figures(self) -> tuple[tuple[ModelCard, Score], ...]:
        """Every figure that was checked."""
        return tuple(pair for row in self.rows for pair in row.figures)

    @property
    def misfits(self) -> tuple[tuple[ModelCard, Score], ...]:
        """The figures that no single run over all questions can give."""
        return tuple(pair for row in self.rows for pair in row.misfits)

    @property
    def summary(self) -> str:
        """How many figures are shares of their questions, and how many are not."""
        if not self.figures:
            return "No figure can be checked against a number of questions."
        figures, misfits = counted(len(self.figures), "figure"), len(self.misfits)
        told = f"; {misfits} cannot come from a single run" if misfits else ""
        fit = len(self.figures) - misfits
        return f"{fit} of {figures} can be a whole number of right answers{told}."

    def _sheet(self) -> Sheet:
        citations = Citations()
        head = ("Benchmark", "Items", "Figures", "Fit", "Random fails", "Sizes that fit all")
        body = [
            [
                row.benchmark.title,
                citations.cite(f"{row.items:,}", row.benchmark.source),
                str(len(row.figures)),
                str(row.fitting(row.items)),
                f"{round(100 * row.fails)} %",
                _sizes_text(row),
            ]
            for row in self.rows
        ]
        notes = [*_misfit_notes(self.rows), *_exempt_notes(self.exempt)]
        citations.number_all(note.parts for note in notes)
        return Sheet(
            title="Audit",
            head=head,
            body=body,
            left=frozenset({0, 5}),
            summary=self.summary,
            legend=LEGEND if body else (),
            notes=notes,
            citations=citations,
        )


def _sizes_text(row: AuditRow) -> str:
    """The sizes, up to that of the benchmark, that fit all figures, and how other versions fit."""
    if len(row.sizes) > MOST_SIZES:
        fitting = f"{len(row.sizes)} sizes up to {row.items:,}"
    else:
        fitting = join_words([f"{size:,}" for size in row.sizes], "and") if row.sizes else "none"
    others = [
        f"{size:,} fits {row.fitting(size)} of {len(row.figures)}"
        for size in row.benchmark.other_items
    ]
    return "; ".join([fitting, *others])


def _misfit_notes(rows: Iterable[AuditRow]) -> Iterator[SheetNote]:
    """The figures of each benchmark and document that are not shares of its questions."""
    for row in rows:
        found: dict[Source, list[str]] = {}
        for card, score in row.misfits:
            found.setdefault(score.source, []).append(f"{score.text} of {card.title}")
        for source, figures in found.items():
            no_share = "not a share" if len(figures) == 1 else "not shares"
            yield SheetNote(
                parts=(
                    f"{row.benchmark.title} in ",
                    source,
                    f": {join_words(figures, 'and')}: {no_share} of {row.items:,} questions.",
                )
            )


def _exempt_notes(exempt: Iterable[tuple[str, Sequence[str]]]) -> Iterator[SheetNote]:
    """What is not audited and why; with the benchmarks of each reason, if asked for."""
    listed = dict(exempt)
    kinds = [kind for kind in NO_SHARES.values() if kind in listed]
    reasons = [reason for reason in OTHER_REASONS if reason in listed]
    if kinds:
        reasons.insert(0, f"{NO_K_OF_N} ({', '.join(kinds)})")
    if reasons:
        yield SheetNote(parts=(f"Not audited, as they {join_words(reasons, 'or')}.",))
    for reason in (*kinds, *OTHER_REASONS):
        if reason in listed:
            why = f"{NO_K_OF_N}, but {reason}" if reason in kinds else reason
            titles = join_words(listed[reason], "and")
            yield SheetNote(parts=(f"Not audited, as they {why}: {titles}.",), must_read=False)


def audit(
    *cards: str | ModelCard | Iterable[str | ModelCard], catalog: Catalog | None = None
) -> Audit:
    """
    Which published figures can be shares of right answers to the questions of their benchmark.

    cards: names, glob patterns and cards, one by one or as a list; without any, all cards.

    A share of n questions has n + 1 possible figures. If n is so small that a random figure often
    is none of them, a figure that is none cannot come from a single run over these questions: it is
    a mean of several runs, of another version or part of the benchmark, or misprinted. And if all
    figures are shares of n and of few other numbers, n is what was measured.

    >>> report = audit("llama-4-*")
    >>> [score.text for _, score in report.misfits]
    ['57.2', '69.8']

    Raises UnknownNameError or AmbiguousNameError for names without one card.
    """
    compared, known = select_cards(cards or ("*",), or_builtin(catalog), None)
    held: dict[Benchmark, list[tuple[ModelCard, Score]]] = {}
    exempt: dict[str, dict[str, None]] = {}
    for card in compared:
        for score in card.scores:
            found = _benchmark_or_reason(score, known.benchmark_index.of_score(score))
            if isinstance(found, Benchmark):
                held.setdefault(found, []).append((card, score))
            else:
                exempt.setdefault(found, {})[score.setup.name] = None
    rows = [_audit_row(benchmark, pairs) for benchmark, pairs in held.items()]
    return Audit(
        rows=tuple(sorted(rows, key=lambda row: row.fails, reverse=True)),
        exempt=tuple((reason, tuple(titles)) for reason, titles in exempt.items()),
    )


def _benchmark_or_reason(score: Score, benchmark: Benchmark | None) -> Benchmark | str:
    """The benchmark that a figure is checked against, or the reason why it is not."""
    if score.doubtful or score.bound != "exactly":
        return OTHER_REASONS[0]
    if benchmark is None:
        return OTHER_REASONS[1]
    scoring = scoring_of(score, benchmark)
    if scoring not in COUNTED:
        sampled = scoring == "mean of several" != benchmark.scoring
        return NO_SHARES["pass@k" if sampled else scoring]
    items = counted_items(score, benchmark)
    if items is None:
        return OTHER_REASONS[1]
    return OTHER_REASONS[2] if chance_to_fail(score, items) < OFTEN else benchmark


def _audit_row(benchmark: Benchmark, pairs: Iterable[tuple[ModelCard, Score]]) -> AuditRow:
    """A row with every figure of a card once, even if several documents print it."""
    figures = {(card.name, score.value): (card, score) for card, score in pairs}
    scores = [score for _, score in figures.values()]
    items = counted_items(scores[0], benchmark) or 0
    return AuditRow(
        benchmark=benchmark,
        items=items,
        figures=tuple(figures.values()),
        fails=sum(chance_to_fail(score, items) for score in scores) / len(scores),
        sizes=tuple(
            n for n in range(1, items + 1) if all(_fits_items(score, n) for score in scores)
        ),
    )


def _fits_items(score: Score, items: int) -> bool:
    return bool(right_answers(score.value, items))
