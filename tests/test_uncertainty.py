"""Which differences of published figures are more than noise."""

import random
from collections.abc import Iterator
from decimal import Decimal
from math import comb, erf, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards._catalog.uncertainty import (
    UNDECIDABLE,
    Standing,
    Tally,
    Verdict,
    independent_items,
    right_answers,
    standard_error,
    standing,
    verdict_on,
)
from made_up import NEW, OLD, card, score


def benchmark(items: int | None = 100, **fields: Any) -> lc.Benchmark:
    """A benchmark that is scored as a share of its items."""
    return lc.Benchmark(name="MMLU", items=items, **fields)


def mcnemar(only_first: int, only_second: int) -> float:
    """The two-sided p of McNemar's exact test on the questions that one of two models answers."""
    discordant = only_first + only_second
    tail = sum(comb(discordant, k) for k in range(min(only_first, only_second) + 1))
    return min(1.0, float(2 * tail / 2**discordant))


@pytest.mark.parametrize(
    ("first", "second", "items", "verdict"),
    [
        ("88.4", "89.0", 164, "within noise"),
        ("88.4", "92.1", 164, "open"),
        ("80.5", "89.0", 164, "apart"),
        ("80.0", "85.0", 100, "within noise"),
        ("95.0", "100", 100, "within noise"),
        ("94.0", "100", 100, "apart"),
        ("50.0", "50.0", 100, "within noise"),
        ("50.0", "50.0", 20000, "open"),
        ("50.0", "50.1", 5000, "open"),
        ("50.0", "50.1", 1000, "within noise"),
        ("50.0", "52.0", 5000, "apart"),
        ("50.5", "51.0", 100, "open"),
        ("50.0", "70.0", None, None),
        ("0", "0", 100, "within noise"),
    ],
)
def test_shares(first: str, second: str, items: int | None, verdict: Verdict | None) -> None:
    """
    Five questions are within noise, 1.96 standard errors apart, and what lies between is open.

    What the rounding of figures hides is counted as a difference, and a figure that is no k of n
    is not counted; without a size there is no verdict.
    """
    assert verdict_on(score(value=first), score(value=second), benchmark(items)) == verdict


@pytest.mark.parametrize(
    ("stated", "fields", "error"),
    [
        ({"value": "50.0"}, {"items": 100}, 5.0),
        ({"value": "50.0", "error": "1.5"}, {"items": 100}, 1.5),
        ({"value": "50.0±1.96", "level": 95}, {"items": 100}, 1.0),
        ({"value": "50.0±1.96", "level": 95}, {"items": None}, 1.0),
        ({"value": "50.0"}, {"scoring": "F1"}, 5.0),
        ({"value": "50.0"}, {"scoring": "no share"}, None),
        ({"value": "50.0", "unit": "rating"}, {}, None),
        ({"value": "50.0"}, {"confidence": "implied"}, None),
        ({"value": "50.0"}, {"scoring": "macro average"}, None),
        ({"value": "50.0"}, {"scoring": "macro average", "effective_items": 25}, 10.0),
        (
            {"value": "50.0", "metric": "micro_avg/acc"},
            {"scoring": "macro average", "effective_items": 25},
            5.0,
        ),
        ({"value": "50.0", "metric": "macro_avg/acc"}, {}, None),
        ({"value": "50.0"}, {"effective_items": 25}, 10.0),
    ],
)
def test_standard_errors(
    stated: dict[str, Any], fields: dict[str, Any], error: float | None
) -> None:
    """The source's own error or interval goes first, then that of a share of so many items."""
    found = standard_error(score(**stated), benchmark(**fields))
    assert found == (None if error is None else pytest.approx(error))


def test_level() -> None:
    """An interval of any level is read: 90 % are 1.645 standard errors each way."""
    assert standard_error(score(value="50±3.29", level=90), None) == pytest.approx(2, abs=1e-3)


@pytest.mark.parametrize("metric", ["f1", "longbook_qa/f1", "pass@100", "macro_avg/acc"])
def test_not_counted(metric: str) -> None:
    """Questions are not counted where a figure is no share, though every other figure is."""
    one, other = (score(value=value, metric=metric) for value in ("50.0", "51.0"))
    assert verdict_on(one, other, benchmark(effective_items=100)) == "open"


def test_part_of_the_items() -> None:
    """Questions are not counted where the stated error is of fewer: a run over some of them."""
    limited = [score(value=value, error="10.0") for value in ("50.0", "51.0")]
    whole = [score(value=value, error="5.02") for value in ("50.0", "51.0")]
    assert verdict_on(limited[0], limited[1], benchmark()) == "open"
    assert verdict_on(whole[0], whole[1], benchmark()) == "within noise"


def test_not_judged() -> None:
    """Figures of different documents, and those with a bound, are not judged."""
    same = score(value="50.0")
    assert verdict_on(same, score(value="90.0", source=NEW), benchmark()) is None
    assert verdict_on(same, score(value="90+"), benchmark()) is None
    assert verdict_on(same, score(value="90.0"), None) is None


@pytest.mark.parametrize(
    ("mine", "theirs", "lower", "expected"),
    [
        ("90.0", "50.0", False, "ahead"),
        ("50.0", "90.0", False, "behind"),
        ("90.0", "50.0", True, "behind"),
        ("50.0", "51.0", False, "within noise"),
        ("50.0", "57.0", False, "open"),
    ],
)
def test_standing(mine: str, theirs: str, lower: bool, expected: Standing) -> None:
    """Only what is apart is ahead or behind, and less may be better."""
    one, other = (score(value=value, lower_is_better=lower) for value in (mine, theirs))
    assert standing(one, other, benchmark()) == expected


def test_tally() -> None:
    """Rows are counted by where one model stands, those across documents apart."""
    found = Tally(ahead=1, behind=1, within_noise=1, open=1, unjudged=1, across=1)
    assert str(found) == (
        "ahead in 1 of 5 rows, behind in 1; 1 within noise, 1 open, 1 without a verdict"
    )
    assert str(Tally(ahead=1)) == "ahead in 1 of 1 row, behind in 0"


@pytest.mark.parametrize(
    ("value", "items", "counts"),
    [
        ("88.4", 164, [145]),
        ("57.2", 198, []),
        ("50.0", 2000, [999, 1000, 1001]),
        ("0", 100, [0]),
        ("100", 100, [100]),
        ("12.5", 8, [1]),
        ("12", 8, [1]),
        ("13", 8, [1]),
        ("33.33333333333333", 3, [1]),
        ("66.66666666666667", 3, [2]),
        ("99.99", 3, []),
        ("33.334", 3, []),
        ("0.0", 2000, [0, 1]),
        ("100.0", 2000, [1999, 2000]),
    ],
)
def test_right_answers(value: str, items: int, counts: list[int]) -> None:
    """Every k of n that is printed so is known, a half rounded either way."""
    assert [*right_answers(Decimal(value), items)] == counts


def test_undecidable() -> None:
    """The most questions that no exact test can tell apart are five, however many are answered."""
    assert mcnemar(UNDECIDABLE, 0) > 0.05 > mcnemar(UNDECIDABLE + 1, 0)
    assert all(mcnemar(UNDECIDABLE + k, k) > 0.05 for k in range(300))


HELD_ORDER = {"within noise": 0, "open": 1, "apart": 2}
counts = st.integers(1, 400).flatmap(
    lambda items: st.tuples(st.just(items), st.integers(0, items), st.integers(0, items))
)


def printed(right: int, items: int) -> lc.Score:
    """The score of so many right answers, with all digits that a float has."""
    return score(value=f"{Decimal(repr(right / items)).scaleb(2):f}")


@given(counts)
def test_symmetric(drawn: tuple[int, int, int]) -> None:
    """Which of two scores comes first changes no verdict, and turns ahead and behind round."""
    items, one, other = drawn
    first, second = printed(one, items), printed(other, items)
    size = benchmark(items)
    assert verdict_on(first, second, size) == verdict_on(second, first, size)
    turned = {"ahead": "behind", "behind": "ahead"}
    there, back = standing(first, second, size), standing(second, first, size)
    assert back == turned.get(str(there), there)


@given(counts, st.integers(2, 50))
def test_widens_with_fewer_items(drawn: tuple[int, int, int], times: int) -> None:
    """The same shares of more items are never less apart."""
    items, one, other = drawn
    all_items = items * times
    few = verdict_on(printed(one, items), printed(other, items), benchmark(items))
    many = verdict_on(
        printed(one * times, all_items), printed(other * times, all_items), benchmark(all_items)
    )
    assert few is not None
    assert many is not None
    assert HELD_ORDER[few] <= HELD_ORDER[many]


@given(counts, st.integers(0, 400))
def test_within_noise_is_never_overturned(drawn: tuple[int, int, int], overlap: int) -> None:
    """Where a difference is within noise, no exact test on any answers tells the models apart."""
    items, first, second = drawn
    both = min(first, second, overlap)
    both = max(both, first + second - items)
    if (
        verdict_on(printed(first, items), printed(second, items), benchmark(items))
        == "within noise"
    ):
        assert mcnemar(first - both, second - both) > 0.05


def simulated(seed: int, correlation: float, pairs: int) -> Iterator[tuple[Verdict | None, float]]:
    """
    Verdicts on pairs of level models, with the exact test on their answers.

    Each question has a difficulty that both models share; what is left is each one's own luck.
    Figures are printed to one decimal, as documents do.
    """
    draw = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    for _ in range(pairs):
        items = draw.choice([100, 164, 198, 448, 1319])
        ability = draw.gauss(0.7, 0.7)
        right = [0, 0]
        only = [0, 0]
        for _ in range(items):
            edge = ability + sqrt(correlation) * draw.gauss(0, 1)
            chance = (1 + erf(edge / sqrt(2 * (1 - correlation)))) / 2
            answers = draw.random() < chance, draw.random() < chance
            for model in (0, 1):
                right[model] += answers[model]
                only[model] += answers[model] and not answers[1 - model]
        first, second = (score(value=f"{100 * k / items:.1f}") for k in right)
        yield verdict_on(first, second, benchmark(items)), mcnemar(only[0], only[1])


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.6])
def test_simulation(correlation: float) -> None:
    """Of level models 5 % at most are told apart; within noise, no exact test rejects."""
    found = [*simulated(15, correlation, 1500)]
    apart = sum(verdict == "apart" for verdict, _ in found) / len(found)
    assert apart <= 0.05
    assert all(p > 0.05 for verdict, p in found if verdict == "within noise")
    assert {verdict for verdict, _ in found} >= {"within noise", "open"}


@pytest.mark.parametrize(
    ("items", "most", "mean"), [(21, 0.065, 0.045), (100, 0.06, 0.055), (164, 0.06, 0.055)]
)
def test_unrelated_answers(items: int, most: float, mean: float) -> None:
    """
    Where answers are unrelated, which they are at worst, the steps of questions add to 5 %.

    This is no simulation: every pair of results of level models, each as likely as it is.
    """
    size = benchmark(items)
    figures = [printed(k, items) for k in range(items + 1)]
    apart = [
        (j, k)
        for j in range(items + 1)
        for k in range(j)
        if verdict_on(figures[j], figures[k], size) == "apart"
    ]
    wrong = []
    for percent in range(5, 96, 5):
        share = percent / 100
        chance = [comb(items, k) * share**k * (1 - share) ** (items - k) for k in range(items + 1)]
        wrong.append(2 * sum(chance[j] * chance[k] for j, k in apart))
    assert max(wrong) <= most
    assert sum(wrong) / len(wrong) <= mean


@pytest.mark.parametrize("metric", [None, "acc"])
def test_unknown_size(metric: str | None) -> None:
    """A benchmark whose items are not known has no independent ones."""
    assert independent_items(score(metric=metric), benchmark(None)) is None


def told(first: str, second: str, title: str) -> dict[str, Standing | None]:
    """What the rows of one document say of two built-in cards."""
    catalog = lc.catalog()
    comparison = lc.compare(first, second, sections="scores", sources=title)
    pairs = {row.label: row.scores for row in comparison.rows if row.filled == 2}
    return {
        label: standing(mine, theirs, catalog.benchmark_index.of_score(mine))
        for label, (mine, theirs) in pairs.items()
    }


def test_one_question_of_humaneval() -> None:
    """Llama 3.1 405B beside 3.3 70B on HumanEval, 89.0 and 88.4, is one question."""
    rows = told("llama-3.1-405b-instruct", "llama-3.3-70b-instruct", "Llama 3.3 model card")
    assert rows["HumanEval (0-shot)"] == "within noise"


def test_llama_3_8b_beside_llama_2_70b() -> None:
    """Base, the 8B is behind in every row of known size but BoolQ; tuned, ahead in five of five."""
    base = told("llama-3-8b", "llama-2-70b", "Llama 3 model card")
    tuned = told("llama-3-8b-instruct", "llama-2-70b-chat", "Llama 3 model card")
    judged = {label: where for label, where in base.items() if where is not None}
    assert judged.pop("BoolQ (0-shot)") == "ahead"
    assert (len(judged), {*judged.values()}) == (8, {"behind"})
    assert [*tuned.values()] == ["ahead"] * 5


def test_part_of_the_items_was_asked() -> None:
    """A figure whose stated error is that of fewer items is of none of the benchmark's number."""
    part = score(value="18.52", error="7.8")
    mine = lc.Benchmark(name="MMLU", items=14_042, scoring="share of items", source=OLD)
    catalog = lc.Catalog([lc.Publication(source=OLD, benchmarks=[mine])], [card("a", part)])
    whole = card("b", score(value="18.52", error="0.33"))
    items = {
        record["model"]: record["items"]
        for record in catalog.with_cards(whole).to_records()
        if record["benchmark"]
    }
    assert items == {"a": None, "b": 14_042}
    assert lc.audit("a", catalog=catalog).figures == ()
