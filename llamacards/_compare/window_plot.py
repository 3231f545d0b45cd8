"""Pictures of context windows over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from llamacards._catalog.order import generations_of
from llamacards._compare.notes import Note
from llamacards._compare.row import Row
from llamacards._records.card import Fact, ModelCard, is_unfinished
from llamacards._tables.canvas import (
    INK,
    WIDTH,
    paint,
    paper,
    scale_doublings,
    unfinished_notes,
)
from llamacards._tables.labels import joint_label, write_texts
from llamacards._tables.sheet import Citations, Line
from llamacards._wording import join_words
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 4.2


def draw_windows(
    cards: Sequence[ModelCard], row: Row, notes: Sequence[Note], ax: Axes | None
) -> Axes:
    """
    Draw context windows over days of release; models of one day and window share a marker.

    Raises ComparisonError if no model has both, FieldError for anything but Axes, or
    MissingExtraError.
    """
    groups: dict[Any, dict[str, Fact]] = {}
    generations = generations_of(cards)
    absent = []
    for card, fact in zip(cards, row.records, strict=True):
        if isinstance(fact, Fact) and card.released:
            mark = card.released, float(fact.value.value)
            paints = generations[card.name], is_unfinished(card)
            groups.setdefault((*mark, *paints), {})[card.title] = fact
        else:
            absent.append(card.title)
    if not groups:
        raise ComparisonError("no model has a day of release and a context window")
    citations = Citations()
    shown = {title for group in groups.values() for title in group}
    lines: list[Line] = [
        *(list(note.parts) for note in notes if note.kind == "status" and note.about in shown),
        *unfinished_notes(c.status for c in cards if c.title in shown and is_unfinished(c)),
        *([["Line: the largest window so far."]] if len(groups) > 1 else []),
    ]
    if absent:
        lines.append(
            [f"Not shown, as the window or the day is not stated: {join_words(absent, 'and')}."]
        )
    with paper(ax, WIDTH, HEIGHT) as (axes,):
        number_of = _days_axis(axes)
        largest: dict[float, float] = {}
        labels = []
        for (day, window, generation, hollow), group in sorted(groups.items()):
            number = number_of(day)
            axes.plot(number, window, **paint(generation, hollow=hollow))
            largest[number] = max(window, *largest.values(), 0)
            facts = [*group.values()]
            sources = [fact.source for fact in facts]
            label = joint_label([*group], facts[0].text, sources, citations)
            labels.append((label, (number, window)))
        # Drawn corner by corner, as labels keep off the points of a line.
        days = [day for day in largest for _ in range(2)][1:]
        windows = [most for most in largest.values() for _ in range(2)][:-1]
        axes.plot(days, windows, color=INK, linewidth=0.8, zorder=1)
        scale_doublings(axes, "y", "Context window (tokens)")
        axes.margins(0.2)
        write_texts(axes, labels, lines, citations, own=ax is None)
    return axes


def _days_axis(axes: Axes) -> Callable[[date], float]:
    """Label the x axis with days; the function that turns a day into a place on it."""
    from matplotlib import dates

    ticks: Any = dates
    locator = ticks.AutoDateLocator(maxticks=8)
    axes.xaxis.set_major_locator(locator)
    years = ["", *["%Y"] * 5]  # at the end, where the ticks are months or days
    axes.xaxis.set_major_formatter(ticks.ConciseDateFormatter(locator, offset_formats=years))
    axes.set_xlabel("Released")
    return lambda day: float(ticks.date2num(day))
