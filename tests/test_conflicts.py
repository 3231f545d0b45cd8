"""What publications state differently."""

import pytest

import llamacards as lc
from llamacards import errors
from made_up import NEW, card, publication, score, table

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
        ("Training tokens", "6.2500"),
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
----  ----------------  --------  -----------  ------  -----------------
Mine  Knowledge cutoff   2023-03  2023-06 [1]
Mine  MMLU              50.0 [2]     61.5 [1]    11.5  shots, metric [1]
Mine  Training tokens        16T     15T+ [1]  6.25 %

Apart: in points where no unit is given. \
Left unstated: what one of the two setups says and the other does not.
[1] New report, Acme, 2024-01-01
[2] Old report, Acme, 2023-01-01"""
    )


def test_by_name() -> None:
    """A card goes by any of its names, and comes once."""
    catalog = lc.Catalog(cards=[MINE])
    assert repr(lc.conflicts("Mine", MINE, catalog=catalog)) == "<Conflicts of mine: 3>"


def test_nothing() -> None:
    """Without a card there is nothing to look at."""
    with pytest.raises(errors.ComparisonError, match="there is nothing to look at; name a card"):
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
Card     Matter                 Stated                                     Also stated  Apart  Left unstated
-------  ----------------  -----------  ----------------------------------------------  -----  -------------
Acme 8B  Knowledge cutoff  2023-03 [1]                    2022-03 until 2023-05-04 [1]
Acme 8B  GPQA                 30.0 [1]                       20.0 until 2023-05-04 [1]   10.0
Acme 8B  MMLU                 50.0 [1]  50.0 until 2023-05-04 as MMLU (5-shot, em) [1]    0.0

Apart: in points where no unit is given. Left unstated: what one of the two setups says and the \
other does not. Until: the last day that the document had it.
[1] Old report, Acme, 2023-01-01"""
    )
