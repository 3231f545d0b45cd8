"""Which published shares can be k of n, and which sizes of a benchmark they speak for."""

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
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._wording import abbreviate, counted, join_words

MOST_SIZES = 3
"""More sizes that fit are counted, not printed."""


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
"""What is no share of questions, by how it is scored."""


OTHER_REASONS = (
    "as they have a bound or cannot be meant as printed",
    "as their number of questions is not known",
    "as nearly any figure of so few digits is a share of so many questions",
)


EXPLANATION = (
    "Fit: figures that are so many right answers of so many items, rounded as printed. "
    "Random ones fail: how often a figure drawn at random would not fit."
)


@frozen(kw_only=True)
class AuditRow:
    """
    The figures of one benchmark, held against its size.

    benchmark: what they are of. items: its size.
    figures: each with its card, those of one card and value once.
    fails: how often a random figure with as many digits would be no share of the items.
    sizes: every size up to that of the benchmark of which all figures are shares.
    """

    benchmark: Benchmark
    items: int
    figures: tuple[tuple[ModelCard, Score], ...]
    fails: float
    sizes: tuple[int, ...]

    @property
    def misfits(self) -> tuple[tuple[ModelCard, Score], ...]:
        """The figures that are no share of the items."""
        return tuple(pair for pair in self.figures if not _fits(pair[1], self.items))

    def fitting(self, items: int) -> int:
        """How many of the figures are a share of so many items."""
        return sum(_fits(score, items) for _, score in self.figures)


@frozen(kw_only=True, repr=False)
class Audit(Displayable):
    """
    Published shares, held against the number of questions that they are of.

    rows: those that can be held against it, one a benchmark. exempt: the benchmarks that cannot,
    by the reason why.
    """

    rows: tuple[AuditRow, ...]
    exempt: tuple[tuple[str, tuple[str, ...]], ...]

    def __repr__(self) -> str:
        figures, misfits = len(self.figures), len(self.misfits)
        return f"<Audit of {counted(figures, 'figure')}: {misfits} no k of n>"

    @property
    def figures(self) -> tuple[tuple[ModelCard, Score], ...]:
        """Every figure that was held against a number of questions."""
        return tuple(pair for row in self.rows for pair in row.figures)

    @property
    def misfits(self) -> tuple[tuple[ModelCard, Score], ...]:
        """The figures that no single run over all questions gives."""
        return tuple(pair for row in self.rows for pair in row.misfits)

    def _sheet(self) -> Sheet:
        citations = Citations()
        head = ("Benchmark", "Items", "Figures", "Fit", "Random ones fail", "Sizes that fit all")
        body = [
            [
                row.benchmark.title,
                citations.cite(f"{row.items:,}", row.benchmark.source),
                str(len(row.figures)),
                str(row.fitting(row.items)),
                f"{row.fails:.0%}".replace("%", " %"),
                _sizes_text(row),
            ]
            for row in self.rows
        ]
        notes = [*_misfit_lines(self.rows), [EXPLANATION], *_exempt_lines(self.exempt)]
        citations.number_all(notes)
        return Sheet(
            title="Audit",
            head=head,
            body=body,
            left=frozenset({0, 5}),
            notes=notes,
            citations=citations,
        )


def _sizes_text(row: AuditRow) -> str:
    """The sizes up to that of the benchmark that all figures fit, and how other versions do."""
    if len(row.sizes) > MOST_SIZES:
        fitting = f"{len(row.sizes)} sizes up to {row.items:,}"
    else:
        fitting = join_words([f"{size:,}" for size in row.sizes], "and") if row.sizes else "none"
    others = [
        f"{size:,} fits {row.fitting(size)} of {len(row.figures)}"
        for size in row.benchmark.other_items
    ]
    return "; ".join([fitting, *others])


def _misfit_lines(rows: Iterable[AuditRow]) -> Iterator[Line]:
    for row in rows:
        for card, score in row.misfits:
            yield [
                f"{row.benchmark.title} of {card.title}, {score.text} ",
                score.source,
                f": no share of {row.items:,} questions, so not a single run over all of them.",
            ]


def _exempt_lines(exempt: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Line]:
    """What is not audited: all that is no share in one line, and a line for each other reason."""
    listed = {reason: abbreviate([*titles]) for reason, titles in exempt}
    no_shares = [f"{kind} ({listed.pop(kind)})" for kind in NO_SHARES.values() if kind in listed]
    if no_shares:
        yield [f"Not audited, being no k of n: {', '.join(no_shares)}."]
    for reason, titles in listed.items():
        yield [f"Not audited, {reason}: {titles}."]


def audit(*cards: str | ModelCard, catalog: Catalog | None = None) -> Audit:
    """
    Which published figures can be what they say: so many right answers of so many questions.

    cards: names, glob patterns and cards; none are all cards of the catalog.

    A share of n questions is one of n + 1 figures. Where n is so small that a random figure would
    often be none of them, one that is none is no single run over these questions: it is a mean of
    several runs, of another version or part of the benchmark, or misprinted. And where all
    figures are shares of n and of hardly another number, n is what was measured.

    >>> report = audit("llama-4-*")
    >>> [score.text for _, score in report.misfits]
    ['57.2', '69.8']

    Raises UnknownNameError or AmbiguousNameError for cards that cannot be told.
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
    rows = [_audited(benchmark, pairs) for benchmark, pairs in held.items()]
    return Audit(
        rows=tuple(sorted(rows, key=lambda row: row.fails, reverse=True)),
        exempt=tuple((reason, tuple(titles)) for reason, titles in exempt.items()),
    )


def _benchmark_or_reason(score: Score, benchmark: Benchmark | None) -> Benchmark | str:
    """The benchmark that a figure is held against, or why it is not."""
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


def _audited(benchmark: Benchmark, pairs: Iterable[tuple[ModelCard, Score]]) -> AuditRow:
    """A row with every figure of a card once, however many documents print it."""
    figures = {(card.name, score.value): (card, score) for card, score in pairs}
    scores = [score for _, score in figures.values()]
    items = counted_items(scores[0], benchmark) or 0
    return AuditRow(
        benchmark=benchmark,
        items=items,
        figures=tuple(figures.values()),
        fails=sum(chance_to_fail(score, items) for score in scores) / len(scores),
        sizes=tuple(n for n in range(1, items + 1) if all(_fits(score, n) for score in scores)),
    )


def _fits(score: Score, items: int) -> bool:
    return bool(right_answers(score.value, items))
