"""How far documents differ on what both state, and differences that are smaller."""

import re
from decimal import Decimal

import pytest

import llamacards as lc
from llamacards import errors
from made_up import NEW, OLD, card, score

TWICE = lc.Catalog(
    cards=[
        card("a", score(value="50.0"), score(value="51.5", source=NEW), title="Alpha"),
        card("b", score(value="60.0"), score(value="59.0", source=NEW)),
        card("c", score("GPQA", value="30.0"), score("GPQA", value="30.0", source=NEW)),
        card("d", score(value="1.0"), score(value="99.0", source=NEW, shots=0)),
    ]
)


def test_all_that_both_state() -> None:
    """Figures of one model under equal setups are compared, the furthest apart first."""
    drift = lc.drift("Old report", NEW, catalog=TWICE)
    assert [(figure.card, figure.difference) for figure in drift.figures] == [
        ("a", Decimal("1.5")),
        ("b", Decimal("-1.0")),
        ("c", Decimal("0.0")),
    ]
    assert [acme.name for acme in drift.cards] == ["a", "b", "c"]
    assert (drift.count, f"{drift.mean:.3f}", drift.largest) == (3, "0.833", Decimal("1.5"))


def test_either_way_round() -> None:
    """Asked the other way round, differences change their sign and nothing else."""
    there, back = lc.drift(OLD, NEW, catalog=TWICE), lc.drift(NEW, OLD, catalog=TWICE)
    assert (back.first, back.mean, back.largest) == (NEW, there.mean, there.largest)
    assert [figure.difference for figure in back.figures] == [
        -figure.difference for figure in there.figures
    ]


def test_printed() -> None:
    """A drift prints both figures of each model, and count, mean and largest under them."""
    assert (
        str(lc.drift("old report", "new report", catalog=TWICE))
        == """\
                                Also
                      Stated  stated
Card   Setup             [1]     [2]  Difference
────────────────────────────────────────────────
Alpha  MMLU (5-shot)    50.0    51.5        +1.5
b      MMLU (5-shot)    60.0    59.0        -1.0
c      GPQA (5-shot)    30.0    30.0        +0.0

Figures: 3. Models: 3. Apart: 0.83 on average, 1.5 at most.
Sources [1] Old report 2023-01  [2] New report 2024-01"""
    )
    assert (
        repr(lc.drift(OLD, NEW, catalog=TWICE))
        == "<Drift of 'Old report' and 'New report': 3 figures>"
    )


def test_nothing_in_common() -> None:
    """Documents without a figure in common have no drift, which is not a drift of 0."""
    apart = lc.Catalog(cards=[card("a", score(), score(shots=0, source=NEW))])
    drift = lc.drift(OLD, NEW, catalog=apart)
    assert (drift.count, drift.mean, drift.largest) == (0, None, None)
    assert drift.summary == "They share no figure of one model under equal setups."


def test_several_units() -> None:
    """Figures of different units have no mean."""
    rated = [
        score("Elo", value=v, unit="rating", source=s) for v, s in (("900", OLD), ("950", NEW))
    ]
    mixed = lc.Catalog(cards=[card("a", *rated, score(), score(source=NEW))])
    drift = lc.drift(OLD, NEW, catalog=mixed)
    assert (drift.count, drift.mean, drift.largest) == (2, None, None)
    assert drift.summary == "Figures: 2. Models: 1. Units differ, so there is no mean."


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("Old repord", NEW), "no source is named 'Old repord'; did you mean 'Old report' or 'New report'?"),
        ((lc.Source(title="Old report"), NEW), "no source is named 'Old report'; did you mean 'Old report' or 'New report'?"),
        ((5, NEW), "no source is named 5; there is 'Old report' and 'New report'"),
        (("Old report", OLD), "a document cannot differ from itself: 'Old report'"),
    ],
)  # fmt: skip
def test_refused(asked: tuple[str, lc.Source], message: str) -> None:
    """A document that is not there, or named twice, is refused."""
    with pytest.raises(errors.LlamaCardsError) as refused:
        lc.drift(*asked, catalog=TWICE)
    assert str(refused.value) == message


def test_two_of_one_title() -> None:
    """A title that two documents have is answered with both."""
    runs = [lc.Source(title="Run", published=day) for day in ("2024-01-01", "2024-02-01")]
    catalog = lc.Catalog(cards=[card("a", *(score(source=run) for run in runs))])
    with pytest.raises(errors.AmbiguousNameError, match="'run' fits more than one source: 'Run, "):
        lc.drift("run", runs[0], catalog=catalog)


COMPARED = [
    card("x", score(value="50.0"), score("GPQA", value="30.0")),
    card("y", score(value="51.4"), score("GPQA", value="30.0")),
    card("z", score(value="48.5")),
]


def test_within_drift() -> None:
    """A difference smaller than any other document's drift on its row is within drift."""
    compared = lc.compare(*COMPARED, baseline="x", catalog=TWICE, sections="scores")
    assert [cell.within_drift for row in compared.rows for cell in row.cells] == [
        False, True, False, False, False, False,
    ]  # fmt: skip
    (mmlu, gpqa) = compared.rows
    assert mmlu.drift
    assert gpqa.drift
    assert (mmlu.drift.card, mmlu.drift.size) == ("a", Decimal("1.5"))
    assert gpqa.drift.size == 0


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex"])
def test_said_in_every_format(form: str) -> None:
    """Every format marks the difference in the same words, and names the drift and both documents."""
    compared = lc.compare(*COMPARED, baseline="x", best=False, catalog=TWICE, sections="scores")
    drawn = re.sub(r"<[^>]*>", "", getattr(compared, f"to_{form}")())
    drawn = drawn.replace("~", " ").replace("$-$", "-")
    assert "51.4 (+1.4, within drift)" in drawn
    assert "48.5 (-1.5)" in drawn
    assert "MMLU (5-shot): differences below 1.5 are within drift, as Alpha has 51.5 in" in drawn


def test_within_drift_note() -> None:
    """The note on a row within drift cites both documents; without such a row there is none."""
    compared = lc.compare(*COMPARED, baseline="x", catalog=TWICE)
    assert [str(note) for note in compared.notes if note.kind == "within drift"] == [
        "MMLU (5-shot): differences below 1.5 are within drift, as Alpha has 51.5 in [New report] and 50.0 in [Old report]."
    ]
    far = lc.compare(COMPARED[0], COMPARED[2], baseline="x", catalog=TWICE)
    assert [note for note in far.notes if note.kind == "within drift"] == []


def test_no_drift() -> None:
    """Where no other document has a figure of the row, nothing is within drift."""
    compared = lc.compare(*COMPARED, baseline="x", catalog=lc.Catalog())
    assert not any(cell.within_drift for row in compared.rows for cell in row.cells)


def test_furthest_of_several() -> None:
    """Of several documents the one that differs most counts."""
    third = score(value="55.0", source="Third")
    three = lc.Catalog(cards=[card("a", score(), score(value="50.5", source=NEW), third)])
    compared = lc.compare(*COMPARED, baseline="x", catalog=three)
    cell = compared["MMLU", "z"]
    assert cell.within_drift
    assert compared.rows[0].drift
    assert compared.rows[0].drift.second == third
