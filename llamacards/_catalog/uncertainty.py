"""
Whether two published figures differ by more than noise.

Noise is only that of which questions were asked. Whatever prompts, contamination, sampling and
drift between documents add is not included.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from math import hypot, sqrt
from typing import Literal, NamedTuple

from llamacards._records.benchmark import Benchmark, Scoring
from llamacards._records.score import Score, points_apart
from llamacards._values.validation import EXACT
from llamacards._wording import counted

Verdict = Literal["apart", "within noise", "open"]


Standing = Literal["ahead", "behind", "within noise", "open"]


Z_95 = 1.96
"""
The number of standard errors each way that hold 95 % of a normal distribution, as in the paper.
"""


UNDECIDABLE = 5
"""
The largest difference in questions for which no exact test can tell two models apart.

McNemar's exact test counts the questions that only one of the two models answers: b and c. If the
models are equally good, each question goes to either with probability 1/2. Two-sided, p is least if
all go to one side, c = 0: p = 2 · (1/2)^b. That is 0.0625 for b = 5 and 0.031 for b = 6; with b - c
fixed, every further pair of questions makes p larger. (McNemar 1947, Psychometrika 12:153.)
"""


COUNTED: tuple[Scoring, ...] = ("share of items", "pass@1")
"""The scoring of figures that are k of n."""


MUCH_MORE = 1.25
"""A stated error this many times that of a share is not of a share of all items."""


FINEST = 6
"""Decimal places that are compared with k of n; more are meaningless in a float."""


OFTEN = 0.25
"""How often a random figure must fail to be k of n for the test to mean anything."""


def scoring_of(score: Score, benchmark: Benchmark) -> Scoring:
    """How a score was scored: like its benchmark, unless its metric says otherwise."""
    return _scoring_by(score.setup.metric, benchmark.scoring)


@lru_cache(maxsize=1024)
def _scoring_by(stated: str | None, scoring: Scoring) -> Scoring:
    """The same, cached, as every cell of a wide table asks for it."""
    metric = (stated or "").casefold()
    if scoring == "no share":
        return "no share"
    if metric.startswith("micro_avg"):
        return "share of items"
    if metric.startswith("macro_avg"):
        return "macro average"
    if re.match(r"pass@(?!1\b)", metric):
        return "mean of several"
    return "F1" if re.search(r"\bf1\b", metric) else scoring


def independent_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """
    The size of a plain share that is as noisy as the score; None if unknown.

    A size implied only by printed intervals does not count, as it would prove itself.
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
    The standard error of a score, in its unit; None if unknown.

    It is stated by the source, or follows from the printed interval: half of a 95 % interval is
    1.96 standard errors. Otherwise it is that of a share S of N items, sqrt(S(1-S)/N), as in the
    intervals of the Llama 3 paper: 1.96 · sqrt(S(1-S)/N) ("The Llama 3 Herd of Models",
    arXiv:2407.21783, section 5.1.1, "Significance estimates"). For F1 and other means of values
    from 0 to 1 this is an upper bound, as no values with mean S vary more than zeros and ones.
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
    """The standard error of a share of this many items, in percent."""
    share = float(score.value) / 100
    return 100 * sqrt(share * (1 - share) / items)


@cache
def _normal_quantile(level: int) -> float:
    """The number of standard errors each way of an interval of this level."""
    if level == 95:
        return Z_95
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level / 100) / 2)


def counted_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """The n of a score that is k of n; None if it is not such a share, or n is unknown."""
    if benchmark is None or benchmark.confidence == "implied" or score.setup.unit != "percent":
        return None
    return asked_items(score, benchmark) if scoring_of(score, benchmark) in COUNTED else None


def asked_items(score: Score, benchmark: Benchmark | None) -> int | None:
    """
    How many items were asked: those of the benchmark; None if unknown.

    If the stated error is far above that of a share of them all, only part of them was asked, and
    the number is unknown.
    """
    items = None if benchmark is None else benchmark.items
    stated = _stated_error(score)
    if items is None or stated is None or score.setup.unit != "percent":
        return items
    return None if stated > MUCH_MORE * _share_error(score, items) else items


def right_answers(value: Decimal, items: int) -> range:
    """
    Every k for which k of this many items is printed as this percentage; it may be empty.

    Halves may be rounded either way.
    """
    places = min(FINEST, max(0, -int(value.as_tuple().exponent)))
    digits = int(value.scaleb(places, EXACT).to_integral_value(ROUND_HALF_EVEN))
    whole = 200 * 10**places
    least = -((1 - 2 * digits) * items // whole)
    most = (2 * digits + 1) * items // whole
    return range(max(0, least), min(items, most) + 1)


def chance_to_fail(score: Score, items: int) -> float:
    """
    How often a random figure with the digits of a score is not k of this many items.

    From 0 to n there are n + 1 results, and 100 · 10^d + 1 percentages of d decimal places.
    """
    places = min(FINEST, max(0, -int(score.value.as_tuple().exponent)))
    return max(0.0, 1 - (items + 1) / (100 * 10.0**places + 1))


def misfit_of(score: Score, benchmark: Benchmark | None) -> int | None:
    """The number of items that a score cannot be a share of; None if it can be, or if unknown."""
    items = counted_items(score, benchmark)
    if items is None or score.bound != "exactly" or right_answers(score.value, items):
        return None
    return items if chance_to_fail(score, items) >= OFTEN else None


def _is_undecidable(first: Score, second: Score, benchmark: Benchmark | None) -> bool:
    """Whether two shares differ by at most five questions, however they were rounded."""
    items = counted_items(first, benchmark)
    if items is None or counted_items(second, benchmark) != items:
        return False
    if float(points_apart(first, second)) * items > 100 * (UNDECIDABLE + 1):
        return False  # true of most pairs in a wide table: rounding only adds to the difference
    mine, theirs = right_answers(first.value, items), right_answers(second.value, items)
    if not mine or not theirs:
        return False
    return max(mine[-1] - theirs[0], theirs[-1] - mine[0]) <= UNDECIDABLE


def verdict_on(first: Score, second: Score, benchmark: Benchmark | None) -> Verdict | None:
    """
    Whether two scores of one row differ by more than noise; None if unknown.

    "within noise": so few questions separate them that no exact test could tell the models apart,
    whatever the answers. "apart": they differ by more than 1.96 standard errors of the difference
    of two unrelated figures, sqrt(e1² + e2²). Models are mostly right or wrong on the same
    questions, so this is cautious: it calls fewer than 5 % of equally good models apart. (If their
    answers were unrelated, it would be 5 %, for some shares up to 6 %, as results come in steps of
    one question; 6.5 % below 50 items.) "open": it depends on which questions each answers. Figures
    of different documents, and figures with a bound, are not judged.
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
    apart = float(points_apart(first, second)) > Z_95 * hypot(mine, theirs)
    return "apart" if apart else "open"


def standing(mine: Score, theirs: Score, benchmark: Benchmark | None) -> Standing | None:
    """How one score compares with another: ahead or behind only if they are apart."""
    verdict = verdict_on(mine, theirs, benchmark)
    if verdict != "apart":
        return verdict
    less = mine.setup.less_is_better
    less = theirs.setup.less_is_better if less is None else less
    return "ahead" if (mine.value > theirs.value) != less else "behind"


class Tally(NamedTuple):
    """
    The numbers of rows in which one model is ahead of another, behind it, or neither.

    unjudged: rows of one document in which the noise is unknown.
    across: rows whose two figures are from different documents.
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
        """The counts in words: "ahead in 9 of 14 rows, behind in 1; 3 within noise"."""
        ahead = f"ahead of {other}" if other else "ahead"
        said = f"{ahead} in {self.ahead} of {counted(self.rows, 'row')}, behind in {self.behind}"
        return f"{said}; {self.level}" if self.level else said

    def __str__(self) -> str:
        return self.beside()
