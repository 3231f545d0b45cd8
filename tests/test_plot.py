"""Pictures of comparisons."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._tables import canvas, labels
from llamacards._tables.sheet import Citations
from made_up import NEW, SHAPE, card, score

if TYPE_CHECKING:
    from matplotlib.axes import Axes

matplotlib: Any = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
matplotlib.use("Agg")
plt: Any = pytest.importorskip("matplotlib.pyplot")
np: Any = pytest.importorskip("numpy")


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
    return [text.get_text() for text in axes.texts]


def points_of(axes: Axes) -> list[tuple[float, float]]:
    """Where the markers of a picture are."""
    return [(float(m.get_xdata()[0]), float(m.get_ydata()[0])) for m in markers_of(axes)]


def markers_of(axes: Axes) -> list[Any]:
    """The markers of a picture."""
    return [line for line in axes.lines if line.get_marker() not in ("None", "", "|")]


def under(axes: Axes) -> list[str]:
    """The lines under a picture."""
    figure: Any = axes.figure
    text: str = figure.get_supxlabel()
    return text.split("\n")


def texts_with_boxes(axes: Axes) -> list[tuple[str, Any]]:
    """The texts of a picture that are drawn, with their bounding boxes."""
    figure: Any = axes.figure
    figure.draw_without_rendering()
    ticks = [
        label
        for one in figure.axes
        for axis, edges in ((one.xaxis, one.get_xlim()), (one.yaxis, one.get_ylim()))
        for tick in axis.get_major_ticks()
        if not min(edges) <= tick.get_loc() <= max(edges)
        for label in (tick.label1, tick.label2)
    ]
    return [
        (text.get_text(), matplotlib.text.Text.get_window_extent(text))
        for text in figure.findobj(matplotlib.text.Text)
        if text.get_visible() and text.get_text() and text not in ticks
    ]


def texts_outside(axes: Axes) -> list[str]:
    """The texts that leave the figure of a picture, by their bounding boxes."""
    edge: Any = axes.figure.bbox
    return [
        text
        for text, box in texts_with_boxes(axes)
        if min(box.x0, box.y0) < -1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1
    ]


def texts_overlapping(axes: Axes) -> list[tuple[str, str]]:
    """The texts of a picture that stand on each other."""
    drawn = texts_with_boxes(axes)
    edges = np.array([box.padded(-0.5).extents for _, box in drawn])
    least, most = edges[:, None, :2], edges[None, :, 2:]
    before = (least < most).all(axis=2)
    return [
        (drawn[one][0], drawn[other][0])
        for one, other in np.argwhere(before & before.T)
        if one < other
    ]


def faults(axes: Axes) -> list[Any]:
    """The texts that leave the figure of a picture, or stand on each other."""
    return [*texts_outside(axes), *texts_overlapping(axes)]


def patches_of(axes: Axes) -> list[Any]:
    """The bars of a picture without what is shaded behind them, or the cells of a heat table."""
    return [patch for patch in axes.patches if patch.get_alpha() is None]


def test_bars(compared: lc.types.Comparison) -> None:
    """A row has a bar for each card, each figure with its source; ≠ and blank are as in the table."""
    axes = compared.plot(["MMLU (5-shot)", "GPQA"])
    assert texts(axes) == [
        "MMLU (5-shot)", "50.0 [1]", "52.0 [2]", "≠", "GPQA (5-shot)", "30.0 [1]", "", "31.0 [1]",
    ]  # fmt: skip
    bars = patches_of(axes)
    widths = [bar.get_width() for bar in bars]
    assert [width / widths[0] * 50 for width in widths] == pytest.approx([50, 52, 30, 31])
    assert [t.get_text() for t in axes.get_yticklabels()] == ["a", "b", "c"]
    assert [bar.get_hatch() for bar in bars] == [None, "////", None, None]


def test_sources_under_bars(compared: lc.types.Comparison) -> None:
    """Under a picture stand what its signs mean, what a reader must know, and its sources."""
    assert under(compared.plot(["MMLU (5-shot)", "GPQA"])) == [
        "Percent, higher is better. Blank: not reported. ≠: reported under another setup. MMLU differs in shots.",
        "b: a checkpoint in training.",
        "No model appears in both [1] and [2], so they cannot be cross-checked.",
        "Hatched: in training.",
        "Whiskers: the stated interval, or 1.96 standard errors.",
        "Shaded: up to 100 percent, or to the greatest figure in another unit.",
        "[1] Old report, Acme, 2023-01-01",
        "[2] New report, Acme, 2024-01-01",
    ]


def test_only_what_is_shown(compared: lc.types.Comparison) -> None:
    """Notes on what is not in the picture are not under it."""
    assert under(compared.plot("GPQA")) == [
        "Percent, higher is better.",
        "At the right: c minus a, if one document states both.",
        "°: no verdict, as its noise is unknown.",
        "Without a figure in these rows: b.",
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
    assert told in under(table.plot(["MMLU", "GPQA"]))
    assert told not in under(table.plot("GPQA"))


def test_hollow(compared: lc.types.Comparison) -> None:
    """What is in training is hollow."""
    pair = lc.compare(card("a", score()), card("b", score(), status="in training"))
    axes = pair.plot()
    assert [dot.get_markerfacecolor() for dot in markers_of(axes)] == ["#0072b2", "none"]
    assert "Hollow: in training." in under(axes)
    dots = markers_of(compared.plot_scaling("MMLU (5-shot)"))
    assert [dot.get_markerfacecolor() for dot in dots] == ["#0072b2", "none"]


def test_every_row() -> None:
    """Without a choice all rows of scores are drawn, and differences and bests are marked."""
    table = lc.compare(
        card("a", score(value="50.0"), score("GPQA", value="30.0"), size="8B"),
        card("b", score(value="52.0"), score("GPQA", value="29.0")),
        baseline="a",
        best=True,
        catalog=lc.Catalog(),
    )
    axes = table.plot()
    assert texts(axes) == [
        "+2.0°",
        "50.0 [1]",
        "52.0 [1]",
        "-1.0°",
        "30.0 [1]",
        "29.0 [1]",
    ]
    assert [text.get_text() for text in axes.texts if text.get_fontweight() == "bold"] == [
        "52.0 [1]",
        "30.0 [1]",
    ]
    assert points_of(axes) == [(50, 0), (52, 0), (30, 1), (29, 1)]
    assert "At the right: b minus a, if one document states both." in under(axes)


@pytest.mark.parametrize(
    ("other", "style", "told"),
    [
        ("70.0", "-", ""),
        ("55.0", "--", "Joint dashed (?): open whether more than noise."),
        ("51.2", ":", "Joint dotted (=): within noise."),
    ],
    ids=["apart", "open", "noise"],
)
def test_joints(other: str, style: str, told: str) -> None:
    """The joint of two dots shows whether they are apart."""
    table = lc.compare(card("a", score("HumanEval")), card("b", score("HumanEval", other)))
    axes = table.plot()
    joint: Any = axes.lines[0]
    assert joint.get_linestyle() == style
    assert [line for line in under(axes) if "Joint" in line] == [told] * bool(told)


def test_difference_to_second() -> None:
    """Where the second card is the baseline, the difference is the first less the second."""
    table = lc.compare(card("a", score()), card("b", score(value="52.0")), baseline="b")
    axes = table.plot()
    assert "-2.0" in texts(axes)
    assert "At the right: a minus b, if one document states both." in under(axes)


def test_two_documents() -> None:
    """Figures of two documents are joined, and have no difference."""
    table = lc.compare(card("a", score()), card("b", score(value="60.0", source=NEW)), best=False)
    assert texts(table.plot()) == ["50.0 [1]", "60.0 [2]"]


def test_one_of_two() -> None:
    """A row that one of two cards fills is drawn where it is named, without the other."""
    table = lc.compare(card("a", score()), card("b"), rows="all", catalog=lc.Catalog())
    axes = table.plot("MMLU")
    assert texts(axes) == ["50.0 [1]"]
    assert "Without a figure in these rows: b." in under(axes)


def test_whiskers() -> None:
    """Whiskers are the interval that a source states, else 1.96 of its standard errors."""
    stated = score(value="50.0±2.0", level=95)
    table = lc.compare(card("a", stated), card("b", score(error="1.0")), catalog=lc.Catalog())
    ends = [c.get_segments()[0][:, 0].tolist() for c in table.plot().collections]  # type: ignore[attr-defined]
    assert ends == [[48, 52], [48.04, 51.96]]


def test_remarks() -> None:
    """What publications remark on the figures stands under the picture."""
    table = lc.compare(card("a", score(note="rerun"), size="8B"), catalog=lc.Catalog())
    assert "MMLU (5-shot): rerun." in under(table.plot())


def test_scaling(compared: lc.types.Comparison) -> None:
    """Scores of one row stand against sizes, each marker labeled with its model, figure and source."""
    axes = compared.plot_scaling("MMLU (5-shot)")
    places = [(mark.get_xdata()[0], mark.get_ydata()[0]) for mark in markers_of(axes)]
    assert places == [(8e9, 50), (70e9, 52)]
    assert texts(axes) == ["a: 50.0 [1]", "b: 52.0 [2]"]
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
        "Hollow: in training.",
        "Not shown: c (reported under another setup).",
        "[1] Old report, Acme, 2023-01-01",
        "[2] New report, Acme, 2024-01-01",
    ]


def test_sizes() -> None:
    """A model without a size is named as not shown; one that is not dense, as on another scale."""
    table = lc.compare(
        card("a", score(value="~50.0"), size="8B"),
        card("b", score()),
        card("c", score(), parameters="109B", dense=False),
        catalog=lc.Catalog(),
    )
    axes = table.plot_scaling("mmlu")
    assert texts(axes) == ["a: ~50.0 [1]", "c: 50.0 [1]"]
    assert under(axes)[1:3] == [
        "Not shown: b (size not stated).",
        "Not dense, so on another scale of sizes: c at 109,000,000,000.",
    ]


@pytest.mark.parametrize("many", [2, 3, 11])
def test_given_axes(many: int) -> None:
    """Every kind draws on the Axes that it is given, and gives them back."""
    figure, grid = plt.subplots(2, 2)
    size = {"released": "2024-01-01", "budget": lc.TokenBudget(context="8k")}
    cards = [card(f"m{n}", score(), size="8B", **size) for n in range(many)]
    table = lc.compare(*cards, rows="all", catalog=lc.Catalog())
    assert table.plot("MMLU", ax=grid[0, 0]) is grid[0, 0]
    assert table.plot_scaling("MMLU", ax=grid[0, 1]) is grid[0, 1]
    assert table.plot("Context window", ax=grid[1, 0]) is grid[1, 0]
    assert lc.memory_table("llama-3-8b").plot(ax=grid[1, 1]) is grid[1, 1]
    assert figure.get_size_inches().tolist() == [6.4, 4.8]


def windowed(name: str, window: str | None, day: str | None, **fields: Any) -> lc.ModelCard:
    """A card with a context window and a day of release."""
    budget = lc.TokenBudget(context=window)
    return card(name, released=day, budget=budget, version=name[:1], **fields)


def test_windows() -> None:
    """Windows stand on their days; models of one day and window share a marker and a label."""
    cards = [
        windowed("1 a", "4k", "2024-01-01"),
        windowed("1 b", "4k", "2024-01-01"),
        windowed("2 a", "8k", "2024-03-01", status="in training"),
        windowed("3 a", "2k", "2024-05-01"),
        windowed("4 a", None, "2024-05-01"),
        windowed("5 a", "2k", None),
    ]
    axes = lc.compare(*cards, catalog=lc.Catalog()).plot("Context window")
    days = matplotlib.dates.date2num([date(2024, month, 1) for month in (1, 3, 5)])
    assert points_of(axes) == list(zip(days, [4096, 8192, 2048], strict=True))
    assert [dot.get_markerfacecolor() == "none" for dot in markers_of(axes)] == [0, 1, 0]
    assert texts(axes) == ["1 a and b: 4k", "2 a: 8k", "3 a: 2k"]
    line = axes.lines[-1]
    assert list(line.get_ydata()) == [4096, 4096, 8192, 8192, 8192]  # type: ignore[arg-type]
    assert under(axes) == [
        "2 a: a checkpoint in training.",
        "Hollow: in training.",
        "Line: the largest window so far.",
        "Not shown, as the window or the day is not stated: 4 a and 5 a.",
    ]
    assert (axes.get_yscale(), axes.get_ylabel()) == ("log", "Context window (tokens)")
    assert axes.get_xlabel() == "Released"


def test_windows_cite() -> None:
    """The label of a window cites who states it."""
    axes = lc.compare("llama-3-8b", "llama-3.1-8b").plot("Context window")
    assert texts(axes) == ["Llama 3 8B: 8k [1]", "Llama 3.1 8B: 128k [2]"]
    assert under(axes)[1].startswith("[1] Llama 3 model card")


def test_no_windows() -> None:
    """Without a day there is no picture of windows; nor is one mixed with scores."""
    table = lc.compare(windowed("6 a", "4k", None), rows="all", catalog=lc.Catalog())
    with pytest.raises(errors.ComparisonError, match="no model has a day of release and a context"):
        table.plot("Context window")
    table = lc.compare("llama-3-8b", "llama-3-70b")
    with pytest.raises(errors.ComparisonError, match="'Context window' is not a row of scores"):
        table.plot(["MMLU", "Context window"])


@pytest.mark.parametrize(
    ("titles", "short"),
    [
        (["Llama 3 8B"], "Llama 3 8B"),
        (["Llama 3 8B", "Llama 3 8B Instruct"], "Llama 3 8B and 8B Instruct"),
        (["A 1", "B 1"], "A 1 and B 1"),
        (["A 1", "A 2", "A 3", "A 4"], "A 1, 2 and 2 more"),
    ],
)
def test_joint_titles(titles: list[str], short: str) -> None:
    """Titles that share a label have the words that they begin with said once."""
    label = labels.joint_label(titles, "8k", [None], Citations())
    assert label == f"{short}: 8k"


def memory_of(axes: Axes) -> list[tuple[float, float]]:
    """The markers of a picture of memory, in tokens and whole GiB."""
    return [(x, round(y)) for x, y in points_of(axes)]


def test_memory() -> None:
    """Memory runs to the window of each model, and models of the same figures share a line."""
    table = lc.memory_table("llama-3-8b*", "llama-3.1-8b", "llama-4-scout")
    axes = table.plot()
    assert memory_of(axes) == [(8192, 16), (131072, 31)]
    assert texts(axes) == [
        "1 × 80 GiB",
        "Llama 3 8B and 8B Instruct: 16.0 [1]",
        "Llama 3.1 8B: 31.0 [2]",
    ]
    ends = [(line.get_xdata()[0], line.get_xdata()[-1]) for line in axes.lines[::2]]  # type: ignore[index]
    assert ends[:2] == [(512, 8192), (512, 131072)]
    assert under(axes)[:2] == [
        "Lines end at the window; the figure is the GiB at the marker. Dotted: what devices hold.",
        "Not shown: Llama 4 Scout (not stated: layers, key/value heads and head width).",
    ]
    told = " ".join(under(axes))
    assert all(text in told for text in table.assumptions)


def test_memory_marker() -> None:
    """The marker is at the context asked for, or at the window that is smaller."""
    axes = lc.memory_table("llama-3-8b", "llama-3.1-8b", context="16k").plot()
    assert memory_of(axes) == [(8192, 16), (16384, 17)]


@pytest.mark.parametrize(("gpu", "counts"), [("24 GiB", [1, 2]), ("8 GiB", [2, 4]), ("1 TB", [1])])
def test_device_lines(gpu: str, counts: list[int]) -> None:
    """Device lines double until all is held, and start where one line is reached."""
    axes = lc.memory_table("llama-3.1-8b", gpu=gpu, headroom="0").plot()
    assert texts(axes)[:-1] == [f"{count} × {gpu}" for count in counts]


def test_memory_of_own_cards() -> None:
    """A model in training is hollow; one of no window runs to the context asked for."""
    cards = [card("a", status="in training", architecture=SHAPE), card("b", architecture=SHAPE)]
    axes = lc.memory_table(cards, context=256).plot()
    assert [dot.get_markerfacecolor() == "none" for dot in markers_of(axes)] == [True, False]
    assert [x for x, _ in points_of(axes)] == [256, 256]
    assert "Hollow: in training." in under(axes)
    with pytest.raises(
        errors.ComparisonError, match="no model states what its memory follows from"
    ):
        lc.memory_table(cards).plot()


def test_every_place_differs() -> None:
    """No two of seventy markers, nor of twenty-eight lines, have both color and form in common."""
    paints = [canvas.paint(place) for place in range(70)]
    assert len({(paint["color"], paint["marker"]) for paint in paints}) == 70
    _, axes = plt.subplots()
    for place in range(28):
        canvas.join_marks(axes, [(0, 0), (1, 1)], place)
    assert len({(line.get_color(), line.get_linestyle()) for line in axes.lines}) == 28


def test_labels_apart() -> None:
    """No label stands on another, nor on a marker of another, nor outside the picture."""
    several = [
        card(f"model-{n}", score(value=f"{50 + n % 3}.{n}"), size=f"{7 + n % 2}B")
        for n in range(12)
    ]
    axes = lc.compare(*several, catalog=lc.Catalog()).plot_scaling("MMLU")
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    labels = axes.texts
    boxes = [matplotlib.text.Text.get_window_extent(label) for label in labels]
    assert len(boxes) == 12
    assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))
    places = axes.transData.transform([label.xy for label in labels])  # type: ignore[attr-defined]
    assert not any(box.contains(*place) for box in boxes for place in places)
    assert all(axes.bbox.contains(*corner) for box in boxes for corner in box.corners())


def test_mixed_setups(compared: lc.types.Comparison) -> None:
    """Setups of one benchmark are not drawn on one line, and what tells them apart is said."""
    with pytest.raises(errors.ComparisonError) as refused:
        compared.plot_scaling("MMLU")
    assert str(refused.value) == (
        "a picture shows one setup, and 'MMLU (5-shot)' and 'MMLU (0-shot)' differ in shots; name one"
    )


MIXED = (score(), score("Arena", "1250", unit="rating"), score("PPL", lower_is_better=True))


def test_scales_of_dots() -> None:
    """Rows of another unit or direction have Axes of their own, and percent ends at 100."""
    table = lc.compare(card("a", *MIXED), card("b", *MIXED), catalog=lc.Catalog())
    first = table.plot()
    panels = first.figure.axes
    assert panels[0] is first
    assert [panel.get_xlabel() for panel in panels] == [
        "Percent",
        "rating",
        "Percent, lower is better",
    ]
    assert [panel.get_xlim() == (0, 100) for panel in panels] == [True, False, True]
    assert [label.get_text() for panel in panels for label in panel.get_yticklabels()] == [
        "MMLU (5-shot)",
        "Arena (5-shot, rating)",
        "PPL (5-shot)",
    ]
    assert faults(first) == []


def test_scales_on_given_axes() -> None:
    """On Axes that were given there is one scale, that of most rows, and the others are named."""
    figure, axes = plt.subplots()
    table = lc.compare(card("a", *MIXED, score("GPQA")), catalog=lc.Catalog())
    assert table.plot(ax=axes) is axes
    assert figure.axes == [axes]
    (told,) = [text.get_text() for text in axes.texts if "Not drawn" in text.get_text()]
    assert "scale: Arena (5-shot, rating) and PPL (5-shot)." in told.replace("\n", " ")


def test_scales_of_bars() -> None:
    """Bars of another unit than percent reach to its greatest figure."""
    arena = [score("Arena", value, unit="rating") for value in ("1000", "1250", "-250")]
    cards = [card(f"m{n}", score(value="50"), figure) for n, figure in enumerate(arena)]
    bars = patches_of(lc.compare(*cards, catalog=lc.Catalog()).plot())
    widths = [bar.get_width() for bar in bars]
    assert [width / widths[0] for width in widths] == pytest.approx([1, 1, 1, 4 / 3, 5 / 3, -1 / 3])


def test_differences_on_bars() -> None:
    """Figures of several cards have their difference to the baseline in brackets."""
    cards = [card(f"m{n}", score(value=f"5{n}.0")) for n in range(3)]
    axes = lc.compare(*cards, baseline="m0", catalog=lc.Catalog()).plot()
    assert texts(axes)[1:] == ["50.0 [1]", "51.0 (+1.0) [1]", "52.0 (+2.0) [1]"]
    assert "In brackets: difference to m0 inside one publication" in under(axes)[0]


def test_empty_baseline() -> None:
    """A baseline without a figure in the rows is left out, and the differences with it."""
    cards = [card("m0", score("GPQA")), *(card(f"m{n}", score()) for n in range(1, 4))]
    axes = lc.compare(*cards, baseline="m0", rows="all", catalog=lc.Catalog()).plot("MMLU")
    assert texts(axes)[1:] == ["50.0 [1]"] * 3
    assert "Without a figure in these rows: m0." in under(axes)


def test_many_rows() -> None:
    """Of many rows those are drawn that most cards fill, unless rows are named."""
    scores = [score(f"b{n}") for n in range(30)]
    table = lc.compare(*(card(f"m{n}", *scores[n:]) for n in range(3)), catalog=lc.Catalog())
    assert "Drawn are the 12 rows that most models fill; 17 more rows can be named." in under(
        table.plot()
    )
    named = table.plot([f"b{n}" for n in range(1, 30)])
    assert len(named.texts) == 4 * 29
    assert faults(named) == []


def test_heat() -> None:
    """Eleven cards are a heat table: a line a card, hatched in training, with the best in bold."""
    cards = [card(f"m{n}", score(value=f"{50 + 4 * n}")) for n in range(10)]
    unfinished = card("m10", score(value="20", error="1"), status="in training")
    table = lc.compare(*cards, unfinished, card("m11", score(shots=0)), catalog=lc.Catalog())
    axes = table.plot("MMLU (5-shot)")
    assert [t.get_text() for t in axes.get_yticklabels()] == [f"m{n}" for n in range(12)]
    assert texts(axes)[8:] == ["82 [1]", "86 [1]", "20 [1]", "≠"]
    assert [patch.get_hatch() for patch in axes.patches][9:] == [None, "////"]
    assert [t.get_text() for t in axes.texts if t.get_fontweight() == "bold"] == ["86 [1]"]
    assert "Hatched: in training." in under(axes)
    assert "Bold: best in its setup" in " ".join(under(axes))


@pytest.mark.parametrize("lower_is_better", [False, True])
def test_heat_of_another_unit(lower_is_better: bool) -> None:
    """A heat table in another unit goes from its worst figure to its best, which is brightest."""
    details: dict[str, Any] = {"unit": "rating", "lower_is_better": lower_is_better}
    cards = [card(f"m{n}", score("Arena", str(1000 + n), **details)) for n in range(11)]
    axes = lc.compare(*cards, catalog=lc.Catalog()).plot()
    colors = [patch.get_facecolor() for patch in axes.patches]
    assert colors[0] == matplotlib.colormaps["cividis"](float(lower_is_better))
    assert colors[10] == matplotlib.colormaps["cividis"](1.0 - lower_is_better)


@pytest.mark.parametrize("many", [1, 2, 3, 8, 10, 12, 35])
def test_rows_whole(many: int) -> None:
    """No text of rows of built-in cards leaves the figure or stands on another, without a warning."""
    assert faults(lc.compare(*lc.find("llama-[23]*", tuning="base")[:many]).plot()) == []


@pytest.mark.parametrize("many", [1, 2, 8, 12, 35])
def test_other_kinds_whole(many: int) -> None:
    """The same of sizes, of windows and of memory, of as many cards."""
    cards = lc.find()[-many:]
    table = lc.compare(*cards, rows="all")
    fullest = max((row for row in table.rows if row.setup), key=lambda row: len(row.scores))
    assert faults(table.plot_scaling(fullest.label)) == []
    assert faults(table.plot("Context window")) == []
    assert faults(lc.memory_table(*lc.find("llama-3*")[-many:]).plot()) == []


def shared_rows(*cards: lc.ModelCard) -> lc.types.Comparison | None:
    """The comparison of a pair, if it shares a row of scores."""
    table = lc.compare(*cards)
    return table if any(len(row.scores) == 2 for row in table.rows) else None


def test_some_pairs() -> None:
    """Of pairs of built-in cards that share a row, some at random are drawn whole in every kind."""
    pairs = random.Random(18).sample([*combinations(lc.find(), 2)], 10)  # noqa: S311 - no secret
    drawn = 0
    for pair in pairs:
        if table := shared_rows(*pair):
            row = next(row.label for row in table.rows if len(row.scores) == 2)
            assert faults(table.plot()) == []
            assert faults(table.plot_scaling(row)) == []
            assert faults(table.plot("Context window")) == []
            assert faults(lc.memory_table(pair).plot()) == []
            drawn += 1
    assert drawn


@pytest.mark.slow
def test_every_pair() -> None:
    """Every pair of built-in cards that share a row is drawn whole, without a warning."""
    drawn = 0
    for pair in combinations(lc.find(), 2):
        if table := shared_rows(*pair):
            assert faults(table.plot()) == []
            plt.close("all")
            drawn += 1
    assert drawn > 100


@pytest.mark.parametrize("name", ["通用模型", "무", "\U000f1234"])
def test_other_scripts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is drawn where a font has it; else its characters are spelled, never boxes."""
    table = lc.compare(card(name, score(), size="8B"), catalog=lc.Catalog())
    assert texts_outside(table.plot()) == []
    monkeypatch.setattr(canvas, "_fallback_families", tuple)
    axes = table.plot()
    assert texts_outside(axes) == []
    legend = axes.get_legend()
    assert legend is not None
    spelled = "".join(f"<U+{ord(character):04X}>" for character in name)
    assert [text.get_text() for text in legend.get_texts()] == [spelled]


@pytest.mark.parametrize(
    ("listed", "files", "found"),
    [
        (["Noto Sans CJK SC", "DejaVu Sans"], [], ("Noto Sans CJK SC",)),
        ([], ["/fonts/Other.ttf", "/fonts/NotoSansCJK-Regular.ttc"], ("Noto Sans CJK JP",)),
        ([], ["/fonts/Other.ttf"], ()),
    ],
    ids=["listed", "newer than the list", "none"],
)
def test_fallback_font(
    listed: list[str], files: list[str], found: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font for other scripts is found where it is younger than matplotlib's list of fonts."""
    from matplotlib import font_manager

    def add(path: str) -> None:
        assert path == "/fonts/NotoSansCJK-Regular.ttc"
        listed.append("Noto Sans CJK JP")

    manager = font_manager.fontManager
    monkeypatch.setattr(manager, "get_font_names", lambda: listed)
    monkeypatch.setattr(manager, "addfont", add)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: files)
    assert canvas._fallback_families.__wrapped__() == found


def test_pages(compared: lc.types.Comparison) -> None:
    """A figure has no background and gray texts, unless the reader has set a color."""
    axes = compared.plot("GPQA")
    figure: Any = axes.figure
    papers: list[Any] = [figure.get_facecolor(), axes.get_facecolor()]
    assert [paper[3] for paper in papers] == [0, 0]
    assert {text.get_color() for text in axes.texts} == {"#767676"}
    with plt.rc_context({"text.color": "white"}):
        assert {text.get_color() for text in compared.plot("GPQA").texts} == {"white"}


def test_interactive(compared: lc.types.Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a backend sets when it starts stays set, so that notebooks show the next picture."""
    make = plt.figure

    def start(**details: Any) -> Any:
        matplotlib.interactive(True)
        return make(**details)

    monkeypatch.setattr(plt, "figure", start)
    try:
        compared.plot("GPQA")
        assert matplotlib.is_interactive()
    finally:
        matplotlib.interactive(False)


def test_long_names() -> None:
    """Names of cards stand below each other where they would leave the figure."""
    cards = [card(f"{n} " + "name " * 16, score()) for n in range(3)]
    assert faults(lc.compare(*cards, catalog=lc.Catalog()).plot()) == []
    pair = lc.compare(*cards[:2], catalog=lc.Catalog())
    assert faults(pair.plot()) == []


def test_generations() -> None:
    """Each generation is a line by size, and those of one size stand beside each other."""
    cards = [
        card(f"{version}-{size}", score(value=f"{value}"), version=version, size=size)
        for version, size, value in [("3", "70B", 99), ("3", "8B", 66), ("3.1", "8B", 66)]
    ]
    sparse = card("s", score(), version="3", parameters="109B", dense=False)
    axes = lc.compare(*cards, sparse, catalog=lc.Catalog()).plot_scaling("MMLU")
    (line,) = [line for line in axes.lines if len(line.get_xdata()) == 2]  # type: ignore[arg-type]
    assert list(line.get_ydata()) == [66, 99]  # type: ignore[arg-type]
    assert len({x for x, _ in points_of(axes)}) == 4
    assert axes.get_ylim()[1] == 100


def test_close_scores() -> None:
    """The axis of percent spans ten points, however close the scores."""
    cards = [card("a", score(value="50.0"), size="8B"), card("b", score(value="50.1"), size="70B")]
    low, high = lc.compare(*cards, catalog=lc.Catalog()).plot_scaling("MMLU").get_ylim()
    assert (round(low, 2), round(high, 2)) == (45.05, 55.05)


def test_line_of_each_size() -> None:
    """A line joins the better of two models of one size, and a note says so."""
    figures = [("a", "50.0", "8B"), ("b", "40.0", "8B"), ("c", "60.0", "70B")]
    for lower_is_better, at_8b, told in ((None, 50, "highest"), (True, 40, "lowest")):
        cards = [
            card(name, score("Q", value, lower_is_better=lower_is_better), size=size)
            for name, value, size in figures
        ]
        axes = lc.compare(*cards, catalog=lc.Catalog()).plot_scaling("Q")
        (line,) = [line for line in axes.lines if len(line.get_xdata()) == 2]  # type: ignore[arg-type]
        assert list(line.get_ydata()) == [at_8b, 60]  # type: ignore[arg-type]
        assert f"Lines join the {told} figure of each size." in under(axes)


def test_never_released() -> None:
    """A model that was never released is hatched like one in training, and is told so."""
    cards = [card(f"m{n}", score()) for n in range(3)]
    axes = lc.compare(*cards, card("n", score(), status="never released")).plot()
    assert [bar.get_hatch() for bar in patches_of(axes)] == [None, None, None, "////"]
    assert "Hatched: never released." in under(axes)


def test_unchecked_pairs() -> None:
    """Documents without a model in common are told in one sentence."""
    cards = [card("a", score()), card("b", score(source=NEW)), card("c", score(source="Third"))]
    told = "No model appears in both [1] and [2], [1] and [3], [2] and [3], so they cannot be cross-checked."
    assert told in " ".join(under(lc.compare(*cards, catalog=lc.Catalog()).plot()))


def test_scaling_of_another_unit() -> None:
    """Another unit than percent may go beyond 100."""
    arena = score("Arena", value="1250", unit="rating")
    axes = lc.compare(card("a", arena, size="8B"), catalog=lc.Catalog()).plot_scaling("Arena")
    assert axes.get_ylim()[1] > 1250


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("parameters", "'Parameters' is not a row of scores"),
        ("license", "no row is named 'license'"),
    ],
)
def test_no_scores(row: str, message: str) -> None:
    """What is not a row of scores is refused."""
    table = lc.compare(card("a", score(), size="8B"), catalog=lc.Catalog())
    with pytest.raises(errors.LlamaCardsError, match=message):
        table.plot(["MMLU", row])
    with pytest.raises(errors.LlamaCardsError, match=message):
        table.plot_scaling(row)


def test_nothing_to_draw() -> None:
    """Without a score, or without a size, there is no picture."""
    with pytest.raises(errors.ComparisonError, match="there is not a row of scores"):
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
