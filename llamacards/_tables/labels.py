"""Labels beside the markers of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product, takewhile
from typing import TYPE_CHECKING, Any

from llamacards._tables.canvas import INK, MARKER, PRINT, drawable, write_below
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source
from llamacards._wording import abbreviate

if TYPE_CHECKING:
    from matplotlib.axes import Axes


COMPASS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""The directions of labels, best first."""


WAYS = [*product(range(7, 127, 6), COMPASS)]
"""The points between a marker and its label, nearest first, and the direction."""


OVERLAP = 100.0
"""The cost of a label on another or outside, beside which all that only confuses is little."""


def _joint_title(titles: Sequence[str]) -> str:
    """One title for models that share a marker: "Llama 3 8B, 8B Instruct and 2 more"."""
    words = [title.split() for title in titles]
    heads = zip(*(each[:-1] for each in words), strict=False)
    shared = len([*takewhile(lambda head: len({*head}) == 1, heads)])
    return " ".join([*words[0][:shared], abbreviate([" ".join(each[shared:]) for each in words])])


def joint_label(
    titles: Sequence[str], text: str, sources: Iterable[Source | None], citations: Citations
) -> str:
    """The models that share a marker, with their figure and its sources."""
    cited = dict.fromkeys(source for source in sources if source)
    cites = "".join(f" [{citations.number(source)}]" for source in cited)
    return drawable(f"{_joint_title(titles)}: {text}{cites}")


def write_labels(axes: Axes, labels: Sequence[tuple[str, tuple[float, float]]]) -> None:
    """Write a label near each point, overlapping nothing, with a line to it from a distance."""
    import numpy as np
    from matplotlib.text import Text

    figure: Any = axes.get_figure(root=True)
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    marks = axes.transData.transform([place for _, place in labels])
    others: list[Any] = [Text.get_window_extent(text).extents for text in axes.texts]
    others += [[*mark - MARKER * pixels, *mark + MARKER * pixels] for mark in marks]
    ways = np.array([way for _, way in WAYS])
    far = np.array([[far] for far, _ in WAYS])
    spots = []
    for (label, _), mark in zip(labels, marks, strict=True):
        measured = axes.annotate(label, (0, 0), **PRINT)
        size = np.array(Text.get_window_extent(measured).size)
        measured.remove()
        corners = mark + ways * far * pixels - size * (1 - ways) / 2
        spots.append(np.hstack([corners, corners + size]))
    chosen = _chosen_spots(spots, marks, others, _points_along(axes), axes.bbox.extents)
    line = {"arrowstyle": "-", "color": INK, "linewidth": 0.5, "shrinkA": 0, "shrinkB": MARKER / 2}
    for (label, place), best in zip(labels, chosen, strict=True):
        distance, (right, up) = WAYS[best]
        nearest = {"relpos": ((1 - right) / 2, (1 - up) / 2)}
        # Aligned away from the mark, as texts are wider where few dots make an inch.
        axes.annotate(
            label,
            place,
            (right * distance, up * distance),
            textcoords="offset points",
            ha=("center", "left", "right")[right],
            va=("center", "bottom", "top")[up],
            arrowprops=line | nearest if best >= len(COMPASS) else None,
            **PRINT,
        )


def _points_along(axes: Axes) -> list[Any]:
    """Points along each line of a picture, so near that none steps over a label."""
    paths = [line.get_transform().transform_path(line.get_path()) for line in axes.lines]
    return [path.interpolated(1 + 300 // len(path)).vertices for path in paths]


def _chosen_spots(
    spots: Any, marks: Any, others: Any, lines: Sequence[Any], frame: Any
) -> list[int]:
    """
    The best place for each label, as its number in `spots`.

    Labels are placed in turn, and once more when all are known, so that those that came first
    make room for others.
    """
    import numpy as np

    chosen: dict[int, int] = {}
    for number in [*range(len(spots))] * 2:
        placed = [spots[n][at] for n, at in chosen.items() if n != number]
        costs = _spot_costs(spots[number], number, marks, np.array([*others, *placed]), lines)
        outside = (spots[number][:, :2] < frame[:2]) | (spots[number][:, 2:] > frame[2:])
        chosen[number] = int((costs + OVERLAP * outside.any(axis=1)).argmin())
    return [chosen[number] for number in range(len(spots))]


def _spot_costs(spots: Any, number: int, marks: Any, taken: Any, lines: Sequence[Any]) -> Any:
    """What is wrong with each place of a label: overlaps above all, then what confuses."""
    import numpy as np

    mark = marks[number]
    least, most = spots[:, None, :2], spots[:, None, 2:]
    overlaps = ((least < taken[:, 2:]) & (most > taken[:, :2])).all(axis=2).sum(axis=1)
    crossed = sum(((least < line) & (most > line)).all(axis=2).any(axis=1) for line in lines)
    gaps = np.linalg.norm(np.maximum(0, np.maximum(least - marks, marks - most)), axis=2)
    nearer = gaps.min(axis=1) < gaps[:, (marks == mark).all(axis=1)].min(axis=1)
    ends = np.clip(mark, spots[:, :2], spots[:, 2:])
    leaders = mark + (ends - mark)[:, None] * np.linspace(0, 1, 20)[:, None]
    away = taken[~((taken[:, :2] <= mark) & (taken[:, 2:] >= mark)).all(axis=1)]
    inside = (leaders[:, :, None] > away[:, :2]) & (leaders[:, :, None] < away[:, 2:])
    met = inside.all(axis=3).any(axis=1).sum(axis=1)
    rings = np.arange(len(spots)) // len(COMPASS)
    confusing = 3 * crossed + 2 * nearer + 2 * nearer * (rings == 0) + 2 * met
    return OVERLAP * overlaps + confusing + 0.25 * rings


def write_texts(
    axes: Axes,
    labels: Sequence[tuple[str, tuple[float, float]]],
    notes: Sequence[Line],
    citations: Citations,
    *,
    own: bool,
) -> None:
    """Write notes and sources under a picture, and labels beside its points."""
    sheet = Sheet(title="", head=[], body=[], notes=notes, citations=citations)
    write_below(axes, sheet, own=own)
    write_labels(axes, labels)
