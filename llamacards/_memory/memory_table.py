"""The memory that several models need, and the devices of one size that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import resolve_names
from llamacards._catalog.flatten import blank_record
from llamacards._catalog.gather import two_cards
from llamacards._catalog.names import each_of
from llamacards._memory.memory import NOT_COUNTED, Memory, bounded_size, measure
from llamacards._memory.run import Devices, Run, in_bits
from llamacards._records.card import ModelCard
from llamacards._tables.displayable import Displayable
from llamacards._tables.flat import Flat
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.quantity import Bound, format_bound
from llamacards._values.source import Source
from llamacards._values.validation import check_choice
from llamacards._wording import abbreviate, brief_repr
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_FIGURES = ("context", "weights", "kv_cache", "total", "devices", "longest_context")
"""What there is a figure of for each row."""


DOES_NOT_FIT = "does not fit"


@frozen(kw_only=True)
class MemoryFigure:
    """
    One figure of memory of a model, as the row of a comparison holds it.

    field: "context", "weights", "kv_cache", "total", "devices" or "longest_context".
    value: bytes of weights, KV cache and total; else a number of devices or of tokens.
    bound: "exactly", unless the weights follow from a rounded total.
    source: the source of the shape that it follows from; for "context" that of the window.
    """

    field: str
    value: int
    bound: Bound = "exactly"
    source: Source | None = None

    __repr__ = brief_repr

    @property
    def unit(self) -> str:
        """The unit of the value: "bytes", "devices" or "tokens"."""
        if self.field in ("context", "longest_context"):
            return "tokens"
        return "devices" if self.field == "devices" else "bytes"

    @property
    def text(self) -> str:
        """The figure as tables show it, with bytes in GiB."""
        if self.unit == "bytes":
            return bounded_size(self.value, self.bound)
        if self.field == "longest_context" and not self.value:
            return DOES_NOT_FIT
        return format_bound(self.bound, f"{self.value:,}")

    def to_record(self) -> Flat:
        """The figure as a flat record."""
        return blank_record(self.source) | {
            "section": "memory",
            "field": self.field,
            "value": Decimal(self.value),
            "unit": self.unit,
            "bound": self.bound,
            "text": self.text,
            "row_key": f"memory|{self.field}",
        }


@frozen(kw_only=True, repr=False)
class MemoryTable(Displayable):
    """
    The memory that models need, and the devices of one size that hold them.

    rows: the memory of each model.
    run: how each is run.
    device: the device that holds them.
    needed: how many devices hold the total of each row, or None if unknown.
    longest: the tokens per sequence that one device holds beside the weights, for each row, or None
    if unknown.
    """

    rows: tuple[Memory, ...]
    run: Run
    device: Devices
    needed: tuple[int | None, ...]
    longest: tuple[int | None, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """The assumptions behind the figures, in sentences."""
        run, device = self.run, self.device
        asked = (
            "the whole context window of each" if run.context is None else f"{run.context:,} tokens"
        )
        formula = (
            f"Weights: parameters · {in_bits(run.weights)} / 8; ~ and + where only a rounded total "
            "is stated. KV cache: 2 · layers · key/value heads · head width · "
            f"{in_bits(run.kv)} / 8 · context · batch; layers with a sliding window keep only "
            "the tokens in it."
        )
        devices = (
            f"Devices: of {device.gpu} with headroom {device.headroom}, by size alone. Longest "
            "context: per sequence on one device, at most the context window."
        )
        settings = f"Context: {asked}. Batch: {run.batch:,}. GiB: 1,024^3 bytes."
        images = [
            row.card.title for row in self.rows if "image" in " ".join(row.card.inputs).casefold()
        ]
        seen = (f"Images in the input of {abbreviate(images)} are not counted.",) if images else ()
        return settings, formula, NOT_COUNTED, devices, *seen

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why figures are missing, in a sentence for each model that lacks one."""
        return tuple(f"{row.card.title}: {row.reason}." for row in self.rows if row.reason)

    def figures(self, field: str) -> tuple[MemoryFigure | None, ...]:
        """A figure for each row: a field of Memory, "devices" or "longest_context"."""
        check_choice("field of memory", field, _FIGURES)
        values: Sequence[int | None] = {
            "devices": self.needed,
            "longest_context": self.longest,
        }.get(field) or [getattr(row, field) for row in self.rows]
        return tuple(
            None
            if value is None
            else MemoryFigure(
                field=field,
                value=value,
                bound=row.weights_bound if field in ("weights", "total", "devices") else "exactly",
                source=self._source_of(field, row.card),
            )
            for row, value in zip(self.rows, values, strict=True)
        )

    def _source_of(self, field: str, card: ModelCard) -> Source | None:
        """The source of what a figure follows from; None for a requested context."""
        if field != "context":
            return card.source_of("architecture.layers") or card.source_of("parameters")
        return card.source_of("budget.context") if self.run.context is None else None

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """
        Draw memory over context, up to each context window, with lines of what devices hold.

        Models with the same figures share a line. Needs the extra `plot`. Raises ComparisonError if
        no model has figures, and MissingExtraError without matplotlib.
        """
        from llamacards._memory.memory_plot import draw_memory

        return draw_memory(self.rows, self.device, self.assumptions, ax)

    def __repr__(self) -> str:
        names = ", ".join(repr(row.card.name) for row in self.rows[:3])
        more = ", ..." if len(self.rows) > 3 else ""
        return f"<MemoryTable of {names}{more} on {self.device.gpu!r}>"

    def _sheet(self) -> Sheet:
        """The memory that models need, one a line, with reasons for missing figures."""
        citations = Citations()
        head = ["", "Context", "Weights (GiB)", "KV cache (GiB)", "Total (GiB)"]
        head += ["Devices", "Longest context"]
        columns = [self.figures(field) for field in _FIGURES]
        body = [
            [
                citations.cite(row.card.title, row.card.source_of("architecture.layers")),
                *("" if figure is None else figure.text for figure in figures),
            ]
            for row, *figures in zip(self.rows, *columns, strict=True)
        ]
        if self.reasons:
            head.append("Blank because")
            body = [[*line, row.reason or ""] for line, row in zip(body, self.rows, strict=True)]
        return Sheet(
            title="Memory",
            head=head,
            body=body,
            left=frozenset({0, 7}),
            notes=[[line] for line in self.assumptions],
            citations=citations,
        )


def memory_table(
    *cards: str | ModelCard | Iterable[str | ModelCard],
    gpu: str = "80 GiB",
    context: int | str | None = None,
    batch: int = 1,
    weights: str = "bf16",
    kv: str = "bf16",
    headroom: Decimal | str = "0.1",
    catalog: Catalog | None = None,
) -> MemoryTable:
    """
    The memory that models need, how many devices hold each, and the context that one holds.

    cards: names, glob patterns and cards, one by one or as a list.
    gpu: the size of a device with its unit, such as "80 GiB" or "24 GB".
    headroom: the share of each device that is kept free.

    All else as in memory().

    >>> memory_table("llama-3-8b", "llama-3-70b", gpu="24 GiB", weights="int4").needed
    (1, 2)

    Raises the errors of memory(), DuplicateError for two cards with one name, and ComparisonError
    if no card is named.
    """
    run = Run(context=context, batch=batch, weights=weights, kv=kv)
    device = Devices(gpu=gpu, headroom=headroom)
    room = device.room
    rows = tuple(measure(card, run) for card in _asked_cards(cards, or_builtin(catalog)))
    return MemoryTable(
        rows=rows,
        run=run,
        device=device,
        needed=tuple(row.devices_of(room) for row in rows),
        longest=tuple(row.longest_in(room) for row in rows),
    )


def _asked_cards(asked: Iterable[object], catalog: Catalog) -> Iterable[ModelCard]:
    """The requested cards, once each."""
    cards: dict[str, ModelCard] = {}
    for item in each_of(asked):
        if isinstance(item, ModelCard):
            found = [item]
        else:
            found = [catalog[name] for name in resolve_names(item, catalog)]
        for card in found:
            first = cards.setdefault(card.name, card)
            if first is not card and first != card:
                raise two_cards(first, card)
    if not cards:
        raise ComparisonError("no card is named; name one, such as 'llama-3-8b'")
    return cards.values()
