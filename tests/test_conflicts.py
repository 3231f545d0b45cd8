"""What publications state differently."""

from typing import Any

import pytest
from hypothesis import given

import llamacards as lc
from llamacards import errors
from llamacards._compare.conflicts import rivals_of
from made_up import NEW, OLD, card, cards, publication, score, table

MINE = card(
    "mine",
    score(value="50.0"),
    score(value="50.0", source="Twin"),
    score(value="61.5", metric=None, shots=None, source=NEW),
    score("GPQA", value="30.0"),
    title="Mine",
    cutoff="2023-03",
    budget=lc.TokenBudget(training="16T"),
    facts=[
        lc.Fact(field="budget.training", value="15T+", source=NEW),
        lc.Fact(field="cutoff", value="2023-06", source=NEW),
    ],
)


def test_largest_first() -> None:
    """Conflicts come largest first, what is no number before all, equal values not at all."""
    found = lc.conflicts(MINE, catalog=lc.Catalog()).found
    assert [(c.matter, str(c.size)) for c in found] == [
        ("Knowledge cutoff", "100"),
        ("MMLU", "11.5"),
        ("Training tokens", "6.25"),
    ]


def test_silence() -> None:
    """What a setup leaves unstated beside the other is told."""
    mmlu = lc.conflicts(MINE, catalog=lc.Catalog()).found[1]
    assert (mmlu.silent, mmlu.shown_silent) == (("shots", "metric"), ())


def test_printed() -> None:
    """Both statements stand side by side, with their sources."""
    assert (
        str(lc.conflicts(MINE, catalog=lc.Catalog()))
        == """\
Card  Matter              Stated  Also stated   Apart  Left unstated
────────────────────────────────────────────────────────────────────────
Mine  Knowledge cutoff   2023-03  2023-06 [1]
Mine  MMLU              50.0 [2]     61.5 [1]    11.5  shots, metric [1]
Mine  Training tokens        16T     15T+ [1]  6.25 %

Apart: in points unless a unit is given. Left unstated: what only one of the two setups states; or,
after "as", two averages of which each document has only one.
Sources [1] New report 2024-01  [2] Old report 2023-01"""
    )


def test_by_name() -> None:
    """A card goes by any of its names, and comes once."""
    catalog = lc.Catalog(cards=[MINE])
    assert repr(lc.conflicts("Mine", MINE, catalog=catalog)) == "<Conflicts of mine: 3>"


def test_nothing() -> None:
    """Without a card there is nothing to look at."""
    with pytest.raises(errors.ComparisonError, match="no card is named; name one"):
        lc.conflicts()


def test_zero() -> None:
    """A quantity of nothing has no distance in percent."""
    fact = lc.Fact(field="training.co2e_t", value="5")
    none = card("mine", training=lc.Training(co2e_t="0"), facts=[fact])
    assert [c.size for c in lc.conflicts(none, catalog=lc.Catalog()).found] == [100]


MMLU, EM = (
    lc.EvalSetup(benchmark="MMLU", shots=5, cot=False, metric=metric) for metric in ("acc", "em")
)
GPQA = lc.EvalSetup(benchmark="GPQA")
CORRECTED = lc.Catalog(
    [
        publication(
            table(
                rows={"MMLU": (MMLU, "50.0"), "GPQA": (GPQA, "30.0")},
                since={"MMLU": "2023-05-05", "GPQA": "2023-05-05"},
            ),
            table(
                rows={"MMLU": (EM, "50.0"), "GPQA": (GPQA, "20.0")},
                until="2023-05-04",
            ),
            facts=[
                lc.Fact(cards="acme-8b", field="cutoff", value="2023-03", since="2023-05-05"),
                lc.Fact(cards="acme-8b", field="cutoff", value="2022-03", until="2023-05-04"),
            ],
        )
    ]
)


def test_history() -> None:
    """What a document had before it was corrected is shown if asked for, with its last day."""
    assert lc.conflicts("acme-8b", catalog=CORRECTED).found == ()
    assert lc.conflicts("acme-8b-instruct", history=True, catalog=CORRECTED).found == ()
    assert (
        str(lc.conflicts("acme-8b", history=True, catalog=CORRECTED))
        == """\
                                                                                               Left
Card     Matter                 Stated                                     Also stated  Apart  unstated
───────────────────────────────────────────────────────────────────────────────────────────────────────
Acme 8B  Knowledge cutoff  2023-03 [1]                    2022-03 until 2023-05-04 [1]
Acme 8B  GPQA                 30.0 [1]                       20.0 until 2023-05-04 [1]   10.0
Acme 8B  MMLU                 50.0 [1]  50.0 until 2023-05-04 as MMLU (5-shot, em) [1]    0.0

Apart: in points unless a unit is given. Left unstated: what only one of the two setups states; or,
after "as", two averages of which each document has only one. Until: the last day that the document had
it.
Source [1] Old report 2023-01"""
    )


MACRO, MICRO = "macro_avg/acc", "micro_avg/acc"


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        ([("50.0", OLD, {}), ("50.1", NEW, {})], ["50.0 50.1"]),
        ([("50.0", OLD, {}), ("50.1", OLD, {"metric": None})], []),
        ([("50.05", OLD, {}), ("50.1", NEW, {})], []),
        ([("50.04", OLD, {}), ("50.1", NEW, {})], ["50.04 50.1"]),
        ([("50.0", OLD, {}), ("50.1", NEW, {"shots": 0})], []),
        ([("50.0", OLD, {}), ("50.1", NEW, {"metric": MACRO})], ["50.0 50.1"]),
        ([("50.0", OLD, {}), ("50.1", NEW, {"metric": "macro_avg/em"})], []),
        ([("50.0", OLD, {"metric": MICRO}), ("50.1", NEW, {"metric": MACRO})], ["50.0 50.1"]),
        (
            [
                ("50.0", OLD, {"metric": MICRO}),
                ("50.1", OLD, {"metric": MACRO}),
                ("50.1", NEW, {"metric": MACRO}),
            ],
            [],
        ),
        (
            [
                ("50.0", OLD, {"metric": MICRO}),
                ("50.2", OLD, {"metric": MACRO}),
                ("50.1", NEW, {"metric": MACRO}),
            ],
            ["50.2 50.1"],
        ),
        (
            [
                ("50.0", OLD, {"metric": MICRO}),
                ("50.1", OLD, {"metric": MACRO}),
                ("50.1", NEW, {"metric": None}),
            ],
            [],
        ),
        ([("50.0", OLD, {}), ("50.1", NEW, {"doubtful": True})], ["50.0 50.1"]),
    ],
)
def test_rivals(figures: list[tuple[str, lc.Source, dict[str, Any]]], found: list[str]) -> None:
    """
    Figures of two documents conflict where their setups may be one, unless they round to one
    another, or one of the documents has the other's figure or average as well.
    """
    mine = card("mine", *(score(value=v, source=s, **more) for v, s, more in figures))
    conflicting = lc.conflicts(mine, catalog=lc.Catalog()).found
    assert [f"{c.shown.text} {c.other.text}" for c in conflicting] == found


def test_doubtful() -> None:
    """A doubtful figure is held against others, and marked."""
    mine = card("mine", score(doubtful=True), score(value="51.0", source=NEW, doubtful=True))
    assert "50.0 (doubtful) [1]  51.0 (doubtful) [2]" in str(
        lc.conflicts(mine, catalog=lc.Catalog())
    )


def test_metrics_that_differ() -> None:
    """Two metrics that both documents state are named."""
    mine = card("mine", score(metric=MICRO), score(value="51.0", metric=MACRO, source=NEW))
    assert "as micro_avg/acc [1]; as macro_avg/acc [2]" in str(
        lc.conflicts(mine, catalog=lc.Catalog())
    )
    (found,) = lc.conflicts(mine, catalog=lc.Catalog()).found
    assert found.metrics == (MICRO, MACRO)


# Made by hand from the documents, with the numbers of that list; of BIG-Bench Hard one document does
# not say whether it uses a chain of thought.
KNOWN = """\
B-01 llama-2-7b, MMLU: 45.3 45.7
B-02 llama-2-7b, AGIEval English: 29.3 28.8
B-03 llama-2-7b, BoolQ: 77.4 65.5
B-04 llama-2-7b, CommonSenseQA: 57.8 57.6
B-05 llama-2-7b, QuAC: 39.7 39.6
B-06 llama-2-13b, MMLU: 54.8 53.8
B-07 llama-2-13b, AGIEval English: 39.1 38.7
B-08 llama-2-13b, BoolQ: 81.7 66.9
B-09 llama-2-13b, CommonSenseQA: 67.3 67.6
B-10 llama-2-13b, QuAC: 44.8 44.9
B-11 llama-2-70b, MMLU: 68.9 69.7
B-12 llama-2-70b, AGIEval English: 54.2 54.8
B-13 llama-2-70b, BoolQ: 85.0 73.1
B-14 llama-2-70b, CommonSenseQA: 78.5 78.7
B-15 llama-2-70b, QuAC: 49.3 49.4
B-16 llama-2-7b, SQuAD: 72.3 72.2
B-17 llama-2-70b, TriviaQA Wiki: 87.6 87.5
B-18 llama-3-8b, MMLU: 66.6 66.7
B-19 llama-3-8b, AGIEval English: 45.9 47.1
B-20 llama-3-8b, ARC-Challenge: 78.6 79.4
B-21 llama-3-70b, ARC-Challenge: 93.0 93.1
B-22 llama-3-8b-instruct, MMLU: 68.4 68.5
B-23 llama-3-8b-instruct, GPQA: 34.2 34.6
B-24 llama-3-8b-instruct, HumanEval: 62.2 60.4
B-25 llama-3-8b-instruct, GSM8K: 79.6 80.6
B-26 llama-3.1-8b, Winogrande: 60.5 75.7
B-27 llama-3.1-70b, Winogrande: 83.3 83.5
B-28 llama-3.1-405b, Winogrande: 86.7 82.2
B-29 llama-3.1-405b, SQuAD v2: 89.3 81.8
B-30 llama-3.1-405b-instruct, API-Bank: 92.0 92.3
B-31 llama-3.1-8b-instruct, InfiniteBench En.MC: 72.2 65.1
B-32 llama-3.1-8b-instruct, InfiniteBench En.QA: 27.3 27.1
B-33 llama-3.1-8b-instruct, BFCL v2: 67.1 65.4
B-34 llama-3.1-70b, MATH: 41.4 41.6
B-35 llama-3.1-70b, MBPP: 66.2 66.4
B-36 llama-3.1-405b, MATH: 53.8 53.5
B-37 llama-3.1-405b, MBPP: 73.4 74.4
C-04 llama-2-7b, BIG-Bench Hard: 32.6 38.1
C-04 llama-2-13b, BIG-Bench Hard: 39.4 47.0
C-04 llama-2-70b, BIG-Bench Hard: 51.2 65.7
"""


def test_known() -> None:
    """Of the built-in models, exactly what a reader of the documents found is a conflict."""
    scores = [
        conflict
        for conflict in lc.conflicts(*lc.catalog().values(), history=True).found
        if isinstance(conflict.shown, lc.Score) and not conflict.other.until
    ]
    said = [(c.card, c.matter, {c.shown.text, c.other.text}) for c in scores]
    for line in KNOWN.splitlines():
        _, card_and_matter = line.split(" ", 1)
        place, figures = card_and_matter.split(": ")
        name, matter = place.split(", ")
        said.remove((name, matter, {*figures.split()}))
    assert said == []


def test_known_facts() -> None:
    """Facts that documents state differently are releases, and what is rounded elsewhere."""
    found = [
        (c.matter, c.shown.text, c.other.text)
        for c in lc.conflicts(*lc.catalog().values()).found
        if isinstance(c.shown, lc.Fact)
    ]
    assert set(found) == {
        ("Released", "2024-09-25", "2024-10-24"),
        ("Parameters", "400B+", "405B"),
        ("Training tokens", "15T+", "15T"),
        ("Training tokens", "15T+", "15.6T"),
        ("Training compute (FLOP) †", "3.6e25+", "3.8e25"),
        ("Context window", "128k", "up to 128K"),
    }


@given(cards())
def test_no_rival_left_out(drawn: list[lc.ModelCard]) -> None:
    """No score that may have the setup of another is left out where these are looked for."""
    for mine in drawn:
        for rivals in rivals_of(mine).values():
            for first in rivals.scores:
                found = {id(other) for other in rivals.beside(first.setup)}
                assert found >= {
                    id(other)
                    for other in rivals.scores
                    if first.setup.compatible_but_for_metric(other.setup)
                    and first.setup.has_compatible_metric(other.setup, averages=False)
                }
