"""Scores and setups."""

from decimal import Decimal

import pytest

from llamacards import EvalSetup, Score
from llamacards._records.score import format_value
from llamacards.errors import FieldError


def test_short_form() -> None:
    """One call makes a score with its setup and source."""
    score = Score.of("MMLU", "67.20", shots=5, cot=False, metric="acc", source="My run", note="n")
    assert (str(score.value), score.setup, score.source.title, score.note) == (
        "67.20",
        EvalSetup(benchmark="MMLU", shots="5", cot=False, metric="acc"),
        "My run",
        "n",
    )


@pytest.mark.parametrize(
    ("stated", "value", "bound", "text"),
    [
        ("66.6", "66.6", "exactly", "66.6"),
        ("~85", "85", "about", "~85"),
        ("80+", "80", "at least", "80+"),
        ("up to 90", "90", "at most", "≤90"),
        (82.0, "82.0", "exactly", "82.0"),
        (82, "82", "exactly", "82"),
        (Decimal("0.00"), "0.00", "exactly", "0.00"),
    ],
)
def test_values(stated: str | float, value: str, bound: str, text: str) -> None:
    """A value keeps its digits and its bound."""
    score = Score.of("MMLU", stated, source="x")
    assert (str(score.value), score.bound, score.text) == (value, bound, text)


def test_interval() -> None:
    """An interval that is printed after a value keeps its digits, and has a level."""
    score = Score.of("SQuAD", "77.0 ±0.80", level=95, source="x")
    shares = Score.of("SQuAD", "0.77±0.008", level=90, unit="fraction", source="x")
    assert (str(score.value), str(score.interval), score.level, score.text) == (
        "77.0",
        "0.80",
        95,
        "77.0",
    )
    assert (str(shares.interval), shares.level) == ("0.8", 90)


@pytest.mark.parametrize(
    ("value", "level", "message"),
    [
        (
            "77.0±0.8",
            None,
            "Score.interval must be stated with its level, such as level=95, not 0.8",
        ),
        ("77.0±x", 95, "Score.interval must be half the width of an interval, from 0 up, not 'x'"),
        ("77.0±", 95, "Score.interval must be half the width of an interval, from 0 up, not ''"),
        ("77.0±-1", 95, "Score.interval must be half the width of an interval, from 0 up, not -1"),
        ("±0.8", 95, "Score.value must be a number such as '66.6', not ''"),
        ("77.0", 0.95, "Score.level must be a level in percent from 1 to 99, such as 95, not 0.95"),
        ("77.0", 100, "Score.level must be a level in percent from 1 to 99, such as 95, not 100"),
    ],
)
def test_intervals_refused(value: str, level: object, message: str) -> None:
    """An interval is a number with a level in percent."""
    with pytest.raises(FieldError) as refused:
        Score.of("SQuAD", value, level=level, source="x")  # type: ignore[arg-type]
    assert str(refused.value) == message


def test_fraction() -> None:
    """A fraction becomes percent, its error too, and no digit is added."""
    score = Score.of("MMLU", "0.666", unit="fraction", error=0.004, source="x")
    assert (str(score.value), str(score.error), score.setup.unit) == ("66.6", "0.4", "percent")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("667", "Score.value must be from 0 to 100 percent for MMLU, not 667"),
        ("-1", "Score.value must be from 0 to 100 percent for MMLU, not -1"),
        ("66,6", "Score.value must be a number such as '66.6', not '66,6'"),
        ("NaN", "Score.value must be a number such as '66.6', not 'NaN'"),
        (float("nan"), "Score.value must be a number such as '66.6', not nan"),
        (True, "Score.value must be a number such as '66.6', not True"),
        (None, "Score.value must be a number such as '66.6', not None"),
        ([66], "Score.value must be a number such as '66.6', not [66]"),
    ],
)
def test_values_refused(value: object, message: str) -> None:
    """Nothing is guessed of a value that is none, or out of range."""
    with pytest.raises(FieldError) as refused:
        Score.of("MMLU", value, source="x")  # type: ignore[arg-type]
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"value": "66.6"},
            "Score.value must be from 0 to 1, as the unit is a fraction, not 66.6",
        ),
        ({"value": "x"}, "Score.value must be from 0 to 1, as the unit is a fraction, not 'x'"),
        (
            {"value": "0.5±2", "level": 95},
            "Score.interval must be from 0 to 1, as the unit is a fraction, not '2'",
        ),
        ({"error": 2}, "Score.error must be from 0 to 1, as the unit is a fraction, not 2"),
    ],
)
def test_fractions_refused(fields: dict[str, object], message: str) -> None:
    """A fraction lies between 0 and 1."""
    with pytest.raises(FieldError) as refused:
        Score.of("MMLU", **({"value": "0.5", "unit": "fraction", "source": "x"} | fields))  # type: ignore[arg-type]
    assert str(refused.value) == message


@pytest.mark.parametrize("error", ["-0.1", "x", True])
def test_errors_refused(error: object) -> None:
    """A standard error is a number from 0 up."""
    with pytest.raises(FieldError, match=r"Score.error must be a"):
        Score.of("MMLU", "50", error=error, source="x")  # type: ignore[arg-type]


def test_other_units() -> None:
    """A unit other than percent has no range."""
    assert Score.of("Arena", "1250", unit="rating", source="x").text == "1250"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"benchmark": " "}, "EvalSetup.benchmark must be a text that is not empty, not ''"),
        ({"benchmark": 5}, "EvalSetup.benchmark must be a text that is not empty, not 5"),
        (
            {"shots": "few"},
            "EvalSetup.shots must be a number of shots such as 5 or '3-5', not 'few'",
        ),
        ({"shots": -1}, "EvalSetup.shots must be a number of shots such as 5 or '3-5', not '-1'"),
        ({"shots": True}, "EvalSetup.shots must be a number of shots such as 5 or '3-5', not True"),
        ({"cot": 1}, "EvalSetup.cot must be True or False, not 1"),
        (
            {"unit": "fraction"},
            "EvalSetup.unit must be 'percent', or a unit that is not a share, not 'fraction'",
        ),
    ],
)
def test_setups_refused(fields: dict[str, object], message: str) -> None:
    """A setup names the field, the rule and the value that it refuses."""
    with pytest.raises(FieldError) as refused:
        EvalSetup(**({"benchmark": "MMLU"} | fields))  # type: ignore[arg-type]
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "known"), [("ARC-C", "ARC-Challenge"), ("bbh", "BIG-Bench Hard"), ("XYZ-C", "XYZ-C")]
)
def test_aliases(name: str, known: str) -> None:
    """Aliases that are written down are resolved, and nothing else is."""
    assert EvalSetup(benchmark=name).benchmark == known


def test_case() -> None:
    """Benchmark names match without case."""
    assert EvalSetup(benchmark="mmlu", subset="stem") == EvalSetup(benchmark="MMLU", subset="STEM")


@pytest.mark.parametrize(
    ("setup", "label"),
    [
        ({}, "MMLU"),
        ({"shots": 5}, "MMLU (5-shot)"),
        ({"subset": "STEM", "shots": "3-5", "cot": True}, "MMLU STEM (3-5-shot, CoT)"),
        ({"unit": "rating"}, "MMLU (rating)"),
    ],
)
def test_labels(setup: dict[str, object], label: str) -> None:
    """A label says benchmark, subset, shots, chain of thought, and a unit that is not percent."""
    assert EvalSetup(benchmark="MMLU", **setup).label() == label  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "compatible_with"),
    [
        ({}, True),
        ({"shots": 5}, True),
        ({"shots": 0}, False),
        ({"cot": True}, True),
        ({"metric": "acc"}, True),
        ({"metric": "em"}, False),
        ({"metric": "macro_avg/acc"}, True),
        ({"metric": "macro_avg/em"}, False),
        ({"subset": "v2"}, True),
        ({"subset": "Test"}, True),
        ({"subset": "STEM"}, False),
        ({"unit": "rating"}, False),
        ({"benchmark": "GPQA"}, False),
    ],
)
def test_may_be(other: dict[str, object], *, compatible_with: bool) -> None:
    """Two setups may be the same where no field that both state differs."""
    mine = EvalSetup(benchmark="MMLU", shots=5, metric="acc")
    theirs = EvalSetup(**({"benchmark": "mmlu"} | other))  # type: ignore[arg-type]
    assert (mine.compatible_with(theirs), theirs.compatible_with(mine)) == (
        compatible_with,
        compatible_with,
    )


def test_may_be_one_subset() -> None:
    """Subsets match without case."""
    first, second = (EvalSetup(benchmark="MMLU", subset=subset) for subset in ("STEM", "stem"))
    assert first.compatible_with(second)


@pytest.mark.parametrize(
    ("cot", "silent"),
    [
        (True, ("shots", "chain of thought", "metric")),
        (False, ("shots", "metric", "chain of thought")),
    ],
)
def test_silent_beside(cot: bool, silent: tuple[str, ...]) -> None:
    """What one setup leaves unstated comes weightiest first."""
    said = EvalSetup(benchmark="MMLU", shots=5, cot=cot, metric="acc")
    assert EvalSetup(benchmark="MMLU").missing_beside(said) == silent


@pytest.mark.parametrize(
    ("figure", "text"),
    [("66.60", "66.60"), ("123456.7", "123456.7"), ("8.3333333333", "8.333"), ("99.999999999", "100.00"),
     ("0.015349583", "0.01535"), ("1234567.89", "1234568"), ("123456789012", "123456789012"), ("-0.123456789", "-0.1235")],
)  # fmt: skip
def test_printed(figure: str, text: str) -> None:
    """A figure prints as stated; one that a program computed to many digits prints four."""
    assert format_value(Decimal(figure)) == text


class Unhashable(str):
    """A text that no cache takes."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]


def test_unhashable_texts() -> None:
    """A title or benchmark of a class of text that cannot be hashed is taken like any other."""
    made = Score.of("MMLU", 60, metric=Unhashable("acc"), source=Unhashable("My run"))
    assert (str(made.setup.metric), str(made.source.title)) == ("acc", "My run")


def test_equal_setups_are_one() -> None:
    """Scores made one by one share their setup and source, but keep names as they are written."""
    made = [Score.of("MMLU", 60 + n, shots=5, source="My run") for n in range(2)]
    assert made[0].setup is made[1].setup
    assert made[0].source is made[1].source
    assert Score.of("mmlu", 60, shots=5, source="My run").setup.benchmark == "MMLU"
    assert Score.of("acme QA", 60, source="My run").setup.benchmark == "acme QA"
    assert Score.of("Acme QA", 60, source="My run").setup.benchmark == "Acme QA"
    with pytest.raises(FieldError, match=r"EvalSetup.cot must be"):
        Score.of("MMLU", 60, cot=1, source="My run")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match=r"EvalSetup.metric must be"):
        Score.of("MMLU", 60, metric=[], source="My run")  # type: ignore[arg-type]
