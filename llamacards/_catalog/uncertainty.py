"""
Whether two published figures differ by more than noise.

Only the noise of which questions were asked is meant. What prompts, contamination, sampling and
the drift between documents add is not in any of these numbers.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from math import hypot, sqrt
from typing import Literal, NamedTuple

from llamacards._records.benchmark import Benchmark, Scoring
from llamacards._records.score import Score
from llamacards._wording import counted

Verdict = Literal["apart", "within noise", "open"]


Standing = Literal["ahead", "behind", "within noise", "open"]


Z_95 = 1.96
"""How many standard errors each way hold 95 % of a normal distribution, as the paper has it."""


UNDECIDABLE = 5
"""
The most questions by which two models may differ so that no exact test can tell them apart.

McNemar's exact test looks at the questions that only one of the two answers: b and c of them.
If the models are level, each falls to either with probability 1/2. Two-sided, p is least where
all fall to one side, c = 0: p = 2 · (1/2)^b. That is 0.0625 for b = 5 and 0.031 for b = 6; with
b - c fixed, every further pair of questions makes p larger. (McNemar 1947, Psychometrika 12:153.)
"""


COUNTED: tuple[Scoring, ...] = ("share of items", "pass@1")
"""How a figure is scored that is k of n."""


MUCH_MORE = 1.25
"""From so many times the error of a share on, an error is not of a share of all items."""


FINEST = 6
"""Decimal places to which a figure is held against k of n; a float has no more that count."""


OFTEN = 0.25
"""How often a random figure must fail to be k of n, for one that is k of n to say anything."""


def scoring_of(score: Score, benchmark: Benchmark) -> Scoring:
    """How a score was scored: as its benchmark is, unless its metric says otherwise."""
    return _scoring_by(score.setup.metric, benchmark)


@lru_cache(maxsize=1024)
def _scoring_by(stated: str | None, benchmark: Benchmark) -> Scoring:
    """Likewise; looked up for every cell of a wide table, so what was found is kept."""
    metric = (stated or "").casefold()
    if benchmark.scoring == "no share":
        return "no share"
    if metric.startswith("micro_avg"):
        return "share of items"
    if metric.startswith("macro_avg"):
        return "macro average"
    if re.match(r"pass@(?!1\b)", metric):
        return "mean of several"
    return "F1" if re.search(r"\bf1\b", metric) else benchmark.scoring


def independent_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """
    The size of a plain share that is as noisy as the score; None where it is not known.

    A size that only printed intervals imply is none: it would prove what it was taken from.
    """
    if benchmark is None or benchmark.confidence == "implied" or score.setup.unit != "percent":
        return None
    scoring = scoring_of(score, benchmark)
    if scoring == "no share":
        return None
    if scoring == "macro average":
        return benchmark.effective_items
    effective = benchmark.effective_items if scoring == benchmark.scoring else None
    return effective or benchmark.items


def standard_error(score: Score, benchmark: Benchmark | None) -> float | None:
    """
    The standard error of a score, in its unit; None where it is not known.

    It is the error that the source states, or follows from the interval that it prints: half of
    a 95 % interval is 1.96 standard errors. Else it is that of a share S of N items,
    sqrt(S(1-S)/N), as the Llama 3 paper has its intervals: 1.96 · sqrt(S(1-S)/N) ("The Llama 3
    Herd of Models", arXiv:2407.21783, section 5.1.1, "Significance estimates"). For F1 and other
    means of values from 0 to 1 this is an upper bound, as no values with the mean S vary more
    than ones and zeros.
    """
    stated = _stated_error(score)
    items = independent_items(score, benchmark) if stated is None else None
    return stated if items is None else _share_error(score, items)


def _stated_error(score: Score) -> float | None:
    """The standard error that the source states, or that follows from its interval."""
    if score.error is not None:
        return float(score.error)
    if score.interval is not None and score.level is not None:
        return float(score.interval) / _normal_quantile(score.level)
    return None


def _share_error(score: Score, items: int) -> float:
    """The standard error of a share of so many items, in percent."""
    share = float(score.value) / 100
    return 100 * sqrt(share * (1 - share) / items)


@cache
def _normal_quantile(level: int) -> float:
    """How many standard errors each way an interval of this level has."""
    if level == 95:
        return Z_95
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level / 100) / 2)


def counted_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """The n that a score is k of; None where it is no such share, or n is not known."""
    if benchmark is None or benchmark.confidence == "implied" or score.setup.unit != "percent":
        return None
    return asked_items(score, benchmark) if scoring_of(score, benchmark) in COUNTED else None


def asked_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """
    How many items were asked: those of the benchmark; None where that is not known.

    Nor is it where the error that the source states is far above that of a share of them all:
    then part of them was asked.
    """
    items = None if benchmark is None else benchmark.items
    stated = _stated_error(score)
    if items is None or stated is None or score.setup.unit != "percent":
        return items
    return None if stated > MUCH_MORE * _share_error(score, items) else items


def right_answers(value: Decimal, items: int) -> range:
    """
    Every k for which k of so many items is printed as this percentage; empty if there is none.

    Halves may have been rounded either way.
    """
    places = min(FINEST, max(0, -int(value.as_tuple().exponent)))
    digits = int(value.scaleb(places).to_integral_value(ROUND_HALF_EVEN))
    whole = 200 * 10**places
    least = -((1 - 2 * digits) * items // whole)
    most = (2 * digits + 1) * items // whole
    return range(max(0, least), min(items, most) + 1)


def chance_to_fail(score: Score, items: int) -> float:
    """
    How often a random figure with the digits of a score is no k of so many items.

    From 0 to n there are n + 1 results, and 100 · 10^d + 1 percentages of d decimal places.
    """
    places = min(FINEST, max(0, -int(score.value.as_tuple().exponent)))
    return max(0.0, 1 - (items + 1) / (100 * 10.0**places + 1))


def misfit_of(score: Score, benchmark: Benchmark | None) -> int | None:
    """The number of items that a score is no share of; None where it is one, or nothing tells."""
    items = counted_items(score, benchmark)
    if items is None or score.bound != "exactly" or right_answers(score.value, items):
        return None
    return items if chance_to_fail(score, items) >= OFTEN else None


def _is_undecidable(first: Score, second: Score, benchmark: Benchmark | None) -> bool:
    """Whether two shares differ by five questions or fewer, whatever was rounded away."""
    items = counted_items(first, benchmark)
    if items is None or counted_items(second, benchmark) != items:
        return False
    if float(abs(first.value - second.value)) * items > 100 * (UNDECIDABLE + 1):
        return False  # most pairs of a wide table: rounding only adds to the difference
    mine, theirs = right_answers(first.value, items), right_answers(second.value, items)
    if not mine or not theirs:
        return False
    return max(mine[-1] - theirs[0], theirs[-1] - mine[0]) <= UNDECIDABLE


def verdict_on(first: Score, second: Score, benchmark: Benchmark | None) -> Verdict | None:
    """
    Whether two scores of one row differ by more than noise; None where nothing tells.

    "within noise": they are so few questions apart that no exact test could tell the models
    apart, however the answers fell. "apart": they differ by more than 1.96 standard errors of
    the difference of two unrelated figures, sqrt(e1² + e2²). Models that answer the same
    questions are mostly right and wrong together, so that this errs on the side of caution: it
    tells less than 5 % of level models apart. (Were their answers unrelated, it would be 5 %,
    and for some shares up to 6 %, as results come in steps of a question; 6.5 % below 50 items.)
    "open": it depends on which questions each answers.

    Figures of different documents, and those with a bound, are not judged.
    """
    if first.source is not second.source and first.source != second.source:
        return None
    if not first.bound == second.bound == "exactly":
        return None
    if _is_undecidable(first, second, benchmark):
        return "within noise"
    mine, theirs = standard_error(first, benchmark), standard_error(second, benchmark)
    if mine is None or theirs is None:
        return None
    apart = float(abs(first.value - second.value)) > Z_95 * hypot(mine, theirs)
    return "apart" if apart else "open"


def standing(mine: Score, theirs: Score, benchmark: Benchmark | None) -> Standing | None:
    """Where one score stands beside another: ahead or behind only where they are apart."""
    verdict = verdict_on(mine, theirs, benchmark)
    if verdict != "apart":
        return verdict
    less = mine.setup.less_is_better
    less = theirs.setup.less_is_better if less is None else less
    return "ahead" if (mine.value > theirs.value) != less else "behind"


class Tally(NamedTuple):
    """
    In how many rows one model stands where beside another.

    unjudged: rows of one document in which nothing tells how large the noise is. across: rows
    whose two figures are of different documents.
    """

    ahead: int = 0
    behind: int = 0
    within_noise: int = 0
    open: int = 0
    unjudged: int = 0
    across: int = 0

    @property
    def rows(self) -> int:
        """The rows inside one document."""
        return sum(self) - self.across

    @property
    def level(self) -> str:
        """The rows in which neither is ahead, in words: "3 within noise, 2 open"."""
        level = {
            "within noise": self.within_noise,
            "open": self.open,
            "without a verdict": self.unjudged,
        }
        return ", ".join(f"{number} {word}" for word, number in level.items() if number)

    def beside(self, other: str = "") -> str:
        """What is counted, in words: "ahead in 9 of 14 rows, behind in 1; 3 within noise"."""
        ahead = f"ahead of {other}" if other else "ahead"
        said = f"{ahead} in {self.ahead} of {counted(self.rows, 'row')}, behind in {self.behind}"
        return f"{said}; {self.level}" if self.level else said

    def __str__(self) -> str:
        return self.beside()
