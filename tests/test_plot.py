"""Pictures of comparisons."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

import llamacards as lc
from llamacards import errors
from made_up import NEW, card, score

if TYPE_CHECKING:
    from matplotlib.axes import Axes

matplotlib: Any = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
matplotlib.use("Agg")
plt: Any = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No figure outlives its test."""
    yield
    plt.close("all")


@pytest.fixture
def compared() -> lc.types.Comparison:
    """Three cards: one in training, and one that reports a benchmark otherwise."""
    return lc.compare(
        card("a", score(value="50.0"), score("GPQA", value="30.0"), size="8B"),
        card("b", score(value="52.0", error="1.5", source=NEW), size="70B", status="in training"),
        card("c", score(shots=0), score("GPQA", value="31.0"), size="80B"),
        rows="all",
        best=False,
        catalog=lc.Catalog(),
    )


def texts(axes: Axes) -> list[str]:
    """The texts in a picture, but for those under it."""
    return [text.get_text() for text in axes.texts if not text.get_text().startswith("Percent")]


def bars_of(axes: Axes) -> list[Any]:
    """The bars of a picture."""
    return list(axes.patches)


def markers_of(axes: Axes) -> list[Any]:
    """The markers of a picture."""
    return [line for line in axes.lines if line.get_marker() == "o"]


def under(axes: Axes) -> list[str]:
    """The lines under a picture."""
    (text,) = (text for text in axes.texts if text.get_text().startswith("Percent"))
    return text.get_text().split("\n")


def test_bars(compared: lc.types.Comparison) -> None:
    """A row is a group of bars, each figure with its source; ≠ and blank are as in the table."""
    axes = compared.plot(["MMLU (5-shot)", "GPQA"])
    assert [bar.get_width() for bar in bars_of(axes)] == [50, 52, 30, 31]
    assert texts(axes) == ["50.0 [1]", "52.0 [2]", "≠", "30.0 [1]", "", "31.0 [1]"]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["MMLU (5-shot)", "GPQA (5-shot)"]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b", "c"]
    assert (axes.get_xlabel(), axes.get_xlim()) == ("Percent", (0, 120))


def test_sources_under_bars(compared: lc.types.Comparison) -> None:
    """Under a picture stand what its signs mean, what a reader must know, and its sources."""
    assert under(compared.plot(["MMLU (5-shot)", "GPQA"])) == [
        "Percent, higher is better. Blank: not reported. ≠: reported under another setup. MMLU differs in shots.",
        "b: a checkpoint in training.",
        "No model appears in both [1] and [2], so they cannot be cross-checked.",
        "Hollow: a model in training.",
        "[1] Old report, Acme, 2023-01-01",
        "[2] New report, Acme, 2024-01-01",
    ]


def test_only_what_is_shown(compared: lc.types.Comparison) -> None:
    """Notes on what is not in the picture are not under it."""
    assert under(compared.plot("GPQA")) == [
        "Percent, higher is better. Blank: not reported.",
        "[1] Old report, Acme, 2023-01-01",
    ]


def test_base_beside_tuned() -> None:
    """Base models beside tuned ones are told apart, where both are in the picture."""
    table = lc.compare(
        card("a", score(), size="8B"),
        card("b", score("GPQA"), size="8B", tuning="instruct"),
        rows="all",
        catalog=lc.Catalog(),
    )
    told = "Base: a; tuned: b. Their scores never share a row."
    assert told in under(table.plot())
    assert told not in under(table.plot("GPQA"))


def test_hollow(compared: lc.types.Comparison) -> None:
    """What is in training is hollow."""
    bars = bars_of(compared.plot("MMLU (5-shot)"))
    assert [bar.get_facecolor()[3] for bar in bars] == [1, 0]
    markers = markers_of(compared.plot_scaling("MMLU (5-shot)"))
    assert [marker.get_markerfacecolor() for marker in markers] == ["C0", "none"]


def test_every_row() -> None:
    """Without a choice all rows of scores are drawn, and differences and bests are marked."""
    table = lc.compare(
        card("a", score(value="50.0"), score("GPQA", value="30.0"), size="8B"),
        card("b", score(value="52.0"), score("GPQA", value="29.0")),
        baseline="a",
        best=True,
        catalog=lc.Catalog(),
    )
    assert texts(table.plot()) == ["50.0 [1]", "52.0 (+2.0) * [1]", "30.0 * [1]", "29.0 (-1.0) [1]"]


def test_remarks() -> None:
    """What publications remark on the figures stands under the picture."""
    table = lc.compare(card("a", score(note="rerun"), size="8B"), catalog=lc.Catalog())
    assert "MMLU (5-shot): rerun." in under(table.plot())


def test_other_units() -> None:
    """Another unit has a scale of its own, from 0."""
    arena = score("Arena", value="1250", unit="rating")
    axes = lc.compare(card("a", arena, size="8B"), catalog=lc.Catalog()).plot()
    assert (axes.get_xlabel(), axes.get_xlim()) == ("rating", (0, 1500))


def test_scaling(compared: lc.types.Comparison) -> None:
    """Scores of one row stand against sizes, each marker labeled with its model and source."""
    axes = compared.plot_scaling("MMLU (5-shot)")
    places = [(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in markers_of(axes)]
    assert places == [(8e9, 50), (70e9, 52)]
    assert texts(axes) == ["a [1]", "b [2]"]
    assert (axes.get_xscale(), axes.get_xlabel(), axes.get_ylabel()) == (
        "log",
        "Size (parameters)",
        "MMLU (5-shot), Percent",
    )
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    assert "10B" in [text.get_text() for text in axes.get_xticklabels()]


def test_scaling_notes(compared: lc.types.Comparison) -> None:
    """Under it stand who is not shown, and why."""
    assert under(compared.plot_scaling("MMLU (5-shot)")) == [
        "Percent, higher is better.",
        "b: a checkpoint in training.",
        "No model appears in both [1] and [2], so they cannot be cross-checked.",
        "Hollow: a model in training.",
        "Not shown: c (reported under another setup).",
        "[1] Old report, Acme, 2023-01-01",
        "[2] New report, Acme, 2024-01-01",
    ]


def test_sizes() -> None:
    """A model without a size is named as not shown; one that is not dense, as of another scale."""
    table = lc.compare(
        card("a", score(value="~50.0"), size="8B"),
        card("b", score()),
        card("c", score(), parameters="109B", dense=False),
        catalog=lc.Catalog(),
    )
    axes = table.plot_scaling("mmlu")
    assert texts(axes) == ["a ~50.0 [1]", "c [1]"]
    assert under(axes)[1:3] == [
        "Not shown: b (size not stated).",
        "Not dense, so of another scale: c at 109,000,000,000.",
    ]


def test_given_axes(compared: lc.types.Comparison) -> None:
    """Both draw on the Axes that they are given, and give them back."""
    _, (left, right) = plt.subplots(1, 2)
    assert compared.plot("GPQA", ax=left) is left
    assert compared.plot_scaling("GPQA", ax=right) is right


def test_labels_apart() -> None:
    """No label stands on another, nor on a marker of another, nor outside the picture."""
    several = [
        card(f"model-{n}", score(value=f"{50 + n % 3}.{n}"), size=f"{7 + n % 2}B")
        for n in range(12)
    ]
    axes = lc.compare(*several, catalog=lc.Catalog()).plot_scaling("MMLU")
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    labels = [text for text in axes.texts if not text.get_text().startswith("Percent")]
    boxes = [matplotlib.text.Text.get_window_extent(label) for label in labels]
    assert len(boxes) == 12
    assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))
    places = axes.transData.transform([label.xy for label in labels])  # type: ignore[attr-defined]
    assert not any(box.contains(*place) for box in boxes for place in places)
    assert all(axes.bbox.contains(*corner) for box in boxes for corner in box.corners())


def test_mixed_setups(compared: lc.types.Comparison) -> None:
    """Setups of one benchmark are not drawn side by side, and what tells them apart is said."""
    with pytest.raises(errors.ComparisonError) as refused:
        compared.plot()
    assert str(refused.value) == (
        "'MMLU (5-shot)' and 'MMLU (0-shot)' differ in shots, "
        "and bars side by side would be held against each other; name fewer rows"
    )
    with pytest.raises(errors.ComparisonError) as refused:
        compared.plot_scaling("MMLU")
    assert str(refused.value) == (
        "a picture shows one setup, and 'MMLU (5-shot)' and 'MMLU (0-shot)' differ in shots; name one"
    )


@pytest.mark.parametrize(
    ("details", "why"),
    [({"unit": "rating"}, "unit"), ({"lower_is_better": True}, "what is better")],
    ids=["unit", "direction"],
)
def test_mixed_axes(details: dict[str, Any], why: str) -> None:
    """Units and directions are not mixed on one axis."""
    table = lc.compare(card("a", score(), score("Arena", **details)), catalog=lc.Catalog())
    with pytest.raises(errors.ComparisonError, match=f"differ in {why}, and bars side by side"):
        table.plot()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("parameters", "'Parameters' is no row of scores"),
        ("license", "no row is named 'license'"),
    ],
)
def test_no_scores(row: str, message: str) -> None:
    """What is no row of scores is refused."""
    table = lc.compare(card("a", score(), size="8B"), catalog=lc.Catalog())
    with pytest.raises(errors.LlamaCardsError, match=message):
        table.plot(["MMLU", row])
    with pytest.raises(errors.LlamaCardsError, match=message):
        table.plot_scaling(row)


def test_nothing_to_draw() -> None:
    """Without a score, or without a size, there is no picture."""
    with pytest.raises(errors.ComparisonError, match="there is no row of scores"):
        lc.compare(card("a", size="8B"), catalog=lc.Catalog()).plot()
    with pytest.raises(errors.ComparisonError, match=r"no model in 'MMLU \(5-shot\)' has a size"):
        lc.compare(card("a", score()), catalog=lc.Catalog()).plot_scaling("MMLU")


def test_no_axes(compared: lc.types.Comparison) -> None:
    """What is no Axes is refused."""
    with pytest.raises(errors.FieldError, match="plot.ax must be Axes of matplotlib, not 5"):
        compared.plot("GPQA", ax=5)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["$x^{", "_hidden", "line\nbreak", "a<b>"])
def test_hostile_names(name: str) -> None:
    """Any name is shown as text."""
    table = lc.compare(card(name, score(name), size="8B"), catalog=lc.Catalog())
    for axes in (table.plot(), table.plot_scaling(f"{name} (5-shot)")):
        axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    legend = table.plot().get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [name.replace("\n", " ")]


def test_without_matplotlib(compared: lc.types.Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where matplotlib is missing, the extra that brings it is named."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'llamacards\[plot\]'"):
        compared.plot("GPQA")
