"""Pictures of memory over context, with lines of what devices hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from llamacards._catalog.order import generations_of
from llamacards._memory.memory import Memory, bounded_size, measure
from llamacards._memory.run import Devices
from llamacards._records.card import is_unfinished
from llamacards._tables.canvas import (
    INK,
    PRINT,
    WIDTH,
    join_marks,
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

HEIGHT = 5.4


SHORTEST = 512
"""The tokens at which lines begin, unless the window is shorter."""


GIB = 2**30


def draw_memory(
    measured: Sequence[Memory], device: Devices, assumptions: Sequence[str], ax: Axes | None
) -> Axes:
    """
    Draw weights and KV cache over the tokens per sequence, up to the window of each model.

    Models with the same figures share a line. Raises ComparisonError if no model has any,
    FieldError for anything but Axes, or MissingExtraError.
    """
    curves: dict[Any, list[Memory]] = {}
    for row in measured:
        if curve := _curve_of(row):
            curves.setdefault((curve, is_unfinished(row.card)), []).append(row)
    if not curves:
        raise ComparisonError("no model states what its memory follows from")
    citations = Citations()
    generations = generations_of(row.card for row in measured)
    lines = _line_notes(measured, [row for group in curves.values() for row in group])
    lines += [[text] for text in assumptions]
    labels = []
    with paper(ax, WIDTH, HEIGHT) as (axes,):
        for (curve, hollow), rows in curves.items():
            generation = generations[rows[0].card.name]
            join_marks(axes, curve, generation)
            context, total = rows[0].context, rows[0].total
            mark = curve[-1] if context is None or total is None else (context, total / GIB)
            axes.plot(*mark, **paint(generation, hollow=hollow))
            labels.append((_label_of(mark, rows, citations), mark))
        scale_doublings(axes, "x", "Context (tokens of each sequence)")
        scale_doublings(axes, "y", "Weights and KV cache (GiB)")
        axes.margins(0.15)
        first, last = axes.get_xlim()
        across = last / first
        axes.set_xlim(first / across**0.08, last * across**0.45)  # room for labels at both ends
        _draw_devices(axes, device, [size for curve, _ in curves for _, size in curve])
        write_texts(axes, labels, lines, citations, own=ax is None)
    return axes


def _curve_of(row: Memory) -> tuple[tuple[float, float], ...]:
    """The GiB of a model by context, from the shortest to its window; none where not known."""
    window = row.card.budget.context
    longest = int(window.value) if window else row.context
    if longest is None:
        return ()
    contexts = [longest]
    while contexts[0] > SHORTEST:
        contexts.insert(0, max(SHORTEST, contexts[0] * 2 // 3))
    totals = [measure(row.card, evolve(row.run, context=tokens)).total for tokens in contexts]
    known = zip(contexts, totals, strict=True)
    return tuple((tokens, total / GIB) for tokens, total in known if total is not None)


def _label_of(mark: tuple[float, float], rows: Sequence[Memory], citations: Citations) -> str:
    """The models of a line, with the GiB at its marker and the sources of their shapes."""
    sources = [row.card.source_of("architecture.layers") for row in rows]
    size = bounded_size(round(mark[1] * GIB), rows[0].weights_bound)
    return joint_label([row.card.title for row in rows], size, sources, citations)


def _line_notes(measured: Sequence[Memory], shown: Sequence[Memory]) -> list[Line]:
    """What lines and markers mean, and the models without one, by reason."""
    lines: list[Line] = [
        ["Lines end at the window; the figure is the GiB at the marker. Dotted: what devices hold."]
    ]
    lines += unfinished_notes(row.card.status for row in shown if is_unfinished(row.card))
    absent: dict[str, list[str]] = {}
    for row in measured:
        if row not in shown:
            absent.setdefault(row.reason or "", []).append(row.card.title)
    lines += [
        [f"Not shown: {join_words(titles, 'and')} ({reason})."] for reason, titles in absent.items()
    ]
    return lines


def _draw_devices(axes: Axes, device: Devices, sizes: Sequence[float]) -> None:
    """Draw a line per doubling of devices, up to the first that holds every model."""
    room, count = device.room / GIB, 1
    while room * count < min(sizes):
        count *= 2
    while True:
        axes.axhline(room * count, color=INK, linestyle=(0, (1, 3)), linewidth=0.8, zorder=0)
        axes.annotate(
            f"{count} × {device.gpu}",
            (0, room * count),
            (2, 2),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            **PRINT,
        )
        if room * count >= max(sizes):
            break
        count *= 2
