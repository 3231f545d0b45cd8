"""Pictures of comparisons."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._compare import canvas
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


def texts_outside(axes: Axes) -> list[str]:
    """The texts that leave the figure of a picture, by their bounding boxes."""
    figure: Any = axes.figure
    figure.draw_without_rendering()
    edge = figure.bbox
    return [
        text.get_text()
        for text in figure.findobj(matplotlib.text.Text)
        if text.get_visible() and text.get_text()
        for box in [matplotlib.text.Text.get_window_extent(text)]
        if min(box.x0, box.y0) < -1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1
    ]


def test_dots(compared: lc.types.Comparison) -> None:
    """A row has a dot for each card, each figure with its source; ≠ and blank are as in the table."""
    axes = compared.plot(["MMLU (5-shot)", "GPQA"])
    assert [x for x, _ in points_of(axes)] == [50, 52, 30, 31]
    assert len({y for _, y in points_of(axes)}) == 4
    assert texts(axes) == ["50.0 [1]", "52.0 [2]", "≠", "30.0 [1]", "", "31.0 [1]"]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["MMLU (5-shot)", "GPQA (5-shot)"]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b", "c"]
    assert (axes.get_xlabel(), axes.get_xlim()) == ("Percent", (0, 100))


def test_sources_under_dots(compared: lc.types.Comparison) -> None:
    """Under a picture stand what its signs mean, what a reader must know, and its sources."""
    assert under(compared.plot(["MMLU (5-shot)", "GPQA"])) == [
        "Percent, higher is better. Blank: not reported. ≠: reported under another setup. MMLU differs in shots.",
        "b: a checkpoint in training.",
        "No model appears in both [1] and [2], so they cannot be cross-checked.",
        "Hollow: a model in training.",
        "Whiskers: the interval that the source states, or 1.96 of its standard errors.",
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
    assert told in under(table.plot(["MMLU", "GPQA"]))
    assert told not in under(table.plot("GPQA"))


def test_hollow(compared: lc.types.Comparison) -> None:
    """What is in training is hollow."""
    dots = markers_of(compared.plot("MMLU (5-shot)"))
    assert [dot.get_markerfacecolor() for dot in dots] == ["#0072b2", "none"]
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
        "+2.0",
        "50.0 [1]",
        "52.0 (+2.0) * [1]",
        "-1.0",
        "30.0 * [1]",
        "29.0 (-1.0) [1]",
    ]
    assert points_of(axes) == [(50, 0), (52, 0), (30, 1), (29, 1)]
    assert "At the right: b minus a, if one document states both." in under(axes)


@pytest.mark.parametrize(
    ("other", "style", "told"),
    [
        ("70.0", "-", ""),
        ("55.0", "--", "Joint dashed: open whether more than noise."),
        ("51.2", ":", "Joint dotted: within noise."),
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
    """A row that one of two cards fills is drawn where it is named."""
    table = lc.compare(card("a", score()), card("b"), rows="all", catalog=lc.Catalog())
    assert texts(table.plot("MMLU")) == ["50.0 [1]", ""]


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


def test_other_units() -> None:
    """Another unit has a scale of its own."""
    arena = score("Arena", value="1250", unit="rating")
    axes = lc.compare(card("a", arena, size="8B"), catalog=lc.Catalog()).plot()
    assert axes.get_xlabel() == "rating"


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
        "Not dense, so on another scale of sizes: c at 109,000,000,000.",
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


@pytest.mark.parametrize(
    "details", [{"unit": "rating"}, {"lower_is_better": True}], ids=["unit", "direction"]
)
def test_mixed_axes(details: dict[str, Any]) -> None:
    """Rows of another unit or direction than most are left out, and named."""
    scores = score(), score("GPQA"), score("Arena", **details)
    axes = lc.compare(card("a", *scores), catalog=lc.Catalog()).plot()
    assert [t.get_text() for t in axes.get_yticklabels()] == ["MMLU (5-shot)", "GPQA (5-shot)"]
    (told,) = [line for line in under(axes) if line.startswith("Not drawn")]
    said = ", rating" if "unit" in details else ""
    assert told == f"Not drawn, as on another scale: Arena (5-shot{said})."


def test_many_rows() -> None:
    """Of many rows those are drawn that most cards fill, unless rows are named."""
    scores = [score(f"b{n}") for n in range(30)]
    table = lc.compare(*(card(f"m{n}", *scores[n:]) for n in range(3)), catalog=lc.Catalog())
    assert "Drawn are the 24 rows that most models fill; 5 more rows can be named." in under(
        table.plot()
    )
    assert len(table.plot([f"b{n}" for n in range(1, 30)]).get_yticks()) == 29


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
    assert "Hatched: a model in training." in under(axes)
    assert "Bold: best of its column." in " ".join(under(axes))


def test_heat_of_another_unit() -> None:
    """A heat table in another unit goes from its least figure to its greatest."""
    cards = [card(f"m{n}", score("Arena", str(1000 + n), unit="rating")) for n in range(11)]
    axes = lc.compare(*cards, catalog=lc.Catalog()).plot()
    colors = [patch.get_facecolor() for patch in axes.patches]
    assert colors[0] == matplotlib.colormaps["cividis"](0.0)
    assert colors[10] == matplotlib.colormaps["cividis"](1.0)


@pytest.mark.parametrize("many", [1, 2, 6, 8, 10, 12, 35])
def test_texts_inside(many: int) -> None:
    """No text of a picture of built-in cards leaves its figure, and no warning is raised."""
    cards = lc.find() if many > 12 else lc.find(tuning="base")
    axes = lc.compare(*cards[:many]).plot()
    assert texts_outside(axes) == []


def drawn_pairs(step: int) -> int:
    """How many pairs of built-in cards that share a row are drawn whole, of each so many."""
    drawn = 0
    for one, other in list(combinations(lc.find(), 2))[::step]:
        table = lc.compare(one, other)
        if any(len(row.scores) == 2 for row in table.rows):
            assert texts_outside(table.plot()) == []
            plt.close("all")
            drawn += 1
    return drawn


def test_some_pairs() -> None:
    """Of pairs of built-in cards that share a row, one in forty is drawn whole."""
    assert drawn_pairs(40) > 3


@pytest.mark.slow
def test_every_pair() -> None:
    """Every pair of built-in cards that share a row is drawn whole, without a warning."""
    assert drawn_pairs(1) > 100


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
    assert {text.get_color() for text in axes.texts} == {"#7d7d7d"}
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
    axes = lc.compare(*cards, catalog=lc.Catalog()).plot()
    assert texts_outside(axes) == []
    _, narrow = plt.subplots(figsize=(2, 2))
    legend: Any = lc.compare(*cards, catalog=lc.Catalog()).plot(ax=narrow).get_legend()
    assert legend._ncols == 1


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
