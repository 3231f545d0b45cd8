"""Which published shares can be k of n."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards._catalog.uncertainty import misfit_of
from llamacards._cli.main import main
from llamacards._compare.audit import Audit
from llamacards.errors import UnknownNameError
from made_up import NEW, card, in_shell, publication, score


def audited(*figures: lc.Score, **fields: Any) -> Audit:
    """The audit of one card with these figures of a benchmark of eighty items."""
    stated: dict[str, Any] = {"name": "MMLU", "items": 80}
    report = publication(cards=[], benchmarks=[lc.Benchmark(**(stated | fields))])
    return lc.audit(catalog=lc.Catalog([report], [card("acme-8b", *figures)]))


def test_fits_and_does_not() -> None:
    """A figure that is k of n fits, to its own digits; one that is none is told."""
    report = audited(
        score(value="51.25"), score(value="51.2", shots=0), score(value="51.4", shots=1)
    )
    (row,) = report.rows
    assert [s.text for _, s in row.figures] == ["51.25", "51.2", "51.4"]
    assert [s.text for _, s in report.misfits] == ["51.4"]
    assert (row.fitting(80), len(report.figures), repr(report)) == (
        2,
        3,
        "<Audit of 3 figures: 1 not k of n>",
    )


def test_how_often_a_random_figure_fails() -> None:
    """Of 1,001 figures with one decimal place 81 are shares of 80, so that 920 would fail."""
    (row,) = audited(score(value="51.2")).rows
    assert row.fails == pytest.approx(920 / 1001)


def test_sizes() -> None:
    """Every size up to that of the benchmark that all figures fit is told, and other versions."""
    (row,) = audited(score(value="51.25"), score(value="98.75", shots=0), other_items=[40]).rows
    assert (row.sizes, row.fitting(40)) == ((80,), 0)


def test_order() -> None:
    """What tells most comes first: where a random figure would fail most often."""
    fails = [row.fails for row in lc.audit().rows]
    assert fails == sorted(fails, reverse=True)


def test_once_a_card_and_value() -> None:
    """A figure that several documents print of a card counts once."""
    report = audited(score(value="51.2"), score(value="51.2", source=NEW))
    assert report.summary == "1 of 1 figure can be a whole number of right answers."
    assert "Not audited" not in str(report)


@pytest.mark.parametrize(
    ("figure", "fields", "reason"),
    [
        ({"metric": "pass@100"}, {"scoring": "pass@1"}, "pass@k beyond 1"),
        ({}, {"scoring": "F1"}, "F1"),
        ({}, {"scoring": "macro average"}, "macro averages"),
        ({}, {"scoring": "mean of several"}, "means of several"),
        ({}, {"scoring": "part scores"}, "part scores"),
        ({}, {"scoring": "no share"}, "others"),
        ({}, {"items": None}, "are of an unknown number of questions"),
        ({}, {"confidence": "implied"}, "are of an unknown number of questions"),
        ({"benchmark": "GPQA"}, {}, "are of an unknown number of questions"),
        (
            {},
            {"items": 751},
            "are of so many questions that almost any figure fits",
        ),
        (
            {"value": "51"},
            {},
            "are of so many questions that almost any figure fits",
        ),
        ({"value": "51.4+"}, {}, "have a bound or cannot be meant as printed"),
        ({"doubtful": True}, {}, "have a bound or cannot be meant as printed"),
    ],
)
def test_exempt(figure: dict[str, Any], fields: dict[str, Any], reason: str) -> None:
    """What is no k of n, or cannot be told from one, is exempt, and the report says why."""
    stated = score(**({"value": "51.4"} | figure))
    report = audited(stated, **fields)
    assert (report.rows, report.exempt) == ((), ((reason, (stated.setup.benchmark,)),))
    assert reason in report.to_text(notes="all")
    assert report.summary == "No figure can be checked against a number of questions."


def test_several_that_are_no_shares() -> None:
    """Figures of one document that do not fit are told in one sentence."""
    report = audited(score(value="51.4"), score(value="51.6", shots=0))
    said = "MMLU in [1]: 51.4 of acme-8b and 51.6 of acme-8b: not shares of 80 questions."
    assert said in str(report).splitlines()


def test_printed() -> None:
    """The report counts, and names what does not fit and what is not audited."""
    report = audited(
        score(value="51.4"),
        score("GPQA", "51.4"),
        score(value="51.2", metric="f1"),
        score(value="51.2", metric="macro_avg/acc"),
        source="Sizes",
        other_items=[40],
    )
    assert str(report).splitlines() == [
        "                                 Random",
        "Benchmark   Items  Figures  Fit   fails  Sizes that fit all",
        "─────────────────────────────────────────────────────────────────────────",
        "MMLU       80 [1]        1    0    92 %  5 sizes up to 80; 40 fits 0 of 1",
        "",
        "0 of 1 figure can be a whole number of right answers; 1 cannot come from a single run.",
        "Fit: k of n, rounded as printed   Random fails: how often a random figure would not fit",
        "MMLU in [2]: 51.4 of acme-8b: not a share of 80 questions.",
        "Not audited, as they are not k of n (F1, macro averages) or are of an unknown number of questions.",
        '3 more notes: notes="all"',
        "Sources [1] Sizes  [2] Old report 2023-01",
    ]
    assert "Not audited, as they are not k of n, but F1: MMLU." in report.to_text(notes="all")


def test_empty() -> None:
    """Cards without scores give a report without rows."""
    assert (audited().rows, audited().exempt, repr(audited())) == (
        (),
        (),
        "<Audit of 0 figures: 0 not k of n>",
    )


@given(st.integers(1, 740).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_a_share_is_never_found(drawn: tuple[int, int]) -> None:
    """What is a share of the items is no misfit, however it is rounded to its digits."""
    items, right = drawn
    size = lc.Benchmark(name="MMLU", items=items)
    share = 100 * right / items
    printed = [f"{share:.1f}", f"{share:.2f}", f"{share:.9f}", str(round(share + 1e-9, 1))]
    assert [misfit_of(score(value=text), size) for text in printed] == [None] * 4


def test_llama_4_gpqa_diamond() -> None:
    """GPQA Diamond 57.2 and 69.8 of Llama 4 are no single run; no other built-in figure is none."""
    found = [(card.name, s.setup.name, s.text) for card, s in lc.audit().misfits]
    assert found == [
        ("llama-4-scout-instruct", "GPQA Diamond", "57.2"),
        ("llama-4-maverick-instruct", "GPQA Diamond", "69.8"),
    ]


@pytest.mark.parametrize(
    ("title", "size", "other"),
    [("MBPP EvalPlus (base)", 378, 399), ("GPQA", 448, 198), ("TruthfulQA", 817, None)],
)
def test_which_size(title: str, size: int, other: int | None) -> None:
    """All figures fit one size alone, and not the other version of the benchmark."""
    (found,) = (row for row in lc.audit().rows if row.benchmark.title == title)
    assert (found.sizes, found.misfits) == ((size,), ())
    if other is not None:
        assert found.benchmark.other_items == (other,)
        assert found.fitting(other) < len(found.figures) / 2


def test_cards() -> None:
    """Only the cards that are asked for are audited; a glob is a way to ask."""
    report = lc.audit("llama-4-*")
    assert {card.version for card, _ in report.figures} == {"4"}
    assert lc.audit(["llama-4-scout*", "llama-4-maverick*"]) == report
    with pytest.raises(UnknownNameError):
        lc.audit("no-such-card")


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the report."""
    assert main(["audit", "llama-4-*"]) == 0
    assert capsys.readouterr().out == f"{in_shell(lc.audit('llama-4-*'))}\n"


def test_note_on_figures_that_are_shown() -> None:
    """A figure in a table that is no share of its questions has a note."""
    report = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=80)])
    stated = (score(value="51.2"), score(value="51.4", shots=0))
    others = (score(value="50.0"), score(value="51.6", shots=0))
    compared = lc.compare(
        card("a", *stated), card("b", *others), sections="scores", catalog=lc.Catalog([report])
    )
    assert [str(note) for note in compared.notes if note.kind == "no share"] == [
        "MMLU (0-shot): 51.4 of a and 51.6 of b: not shares of 80 questions, so not from a single run over all of them."
    ]
    assert "  MMLU (0-shot)  *51.4 a [1]  *51.6 a [1]" in str(compared)
    assert "a MMLU (0-shot): 51.4 of a and 51.6 of b" in str(compared)
    single = lc.compare("llama-4-scout-instruct", "llama-3.3-70b-instruct", sections="scores")
    assert (
        "GPQA Diamond (0-shot): 57.2 of Llama 4 Scout Instruct: not a share of 198 questions, so not from a single run over all of them."
    ) in " ".join(str(single).split())


def test_letters_of_many_notes() -> None:
    """After z comes aa, so that every note on a cell has a letter of its own."""
    setups = {"value": "51.4", "metric": "acc"}
    report = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=80)])
    stated = [score(**setups, shots=shots) for shots in range(28)]
    compared = lc.compare(
        card("a", *stated), card("b", *stated), sections="scores", catalog=lc.Catalog([report])
    )
    text = compared.to_text(notes="all")
    assert "\naa MMLU (26-shot): " in text
    assert "  MMLU (27-shot)  *51.4 ab [1]" in text
