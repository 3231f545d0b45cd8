"""What a model takes of memory, and what holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from attrs import Attribute, field, frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import resolve_names
from llamacards._catalog.flatten import blank_record
from llamacards._catalog.gather import two_cards
from llamacards._records.card import ModelCard
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.displayable import Displayable
from llamacards._tables.flat import Flat
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.quantity import Quantity, read_window
from llamacards._values.source import Source
from llamacards._values.validation import Validator, as_decimal, field_error, is_number, optional
from llamacards._wording import join_words
from llamacards.errors import ComparisonError, FieldError, UnknownOptionError

BITS = MappingProxyType({"fp32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "int8": 8, "int4": 4})
"""The bits of one number in each dtype, plain: a quantisation format adds scales to them."""


NOT_COUNTED = (
    "Plain bits: the overhead of a quantisation format is not counted, "
    "nor are activations and what a framework takes."
)


NEEDED = (
    "architecture.parameters",
    "architecture.layers",
    "architecture.kv_heads",
    "architecture.head_dim",
)


_SIZE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([MGT])(i?)B")


_LARGEST_SIZE = 10**24


_LARGEST_COUNT = 10**12


def read_size(stated: object) -> int | None:
    """
    The bytes of a size such as "80 GiB" or "80GB", rounded down, or a number of bytes.

    MiB, GiB and TiB are powers of 1,024, MB, GB and TB of 1,000. None for anything else.
    """
    if type(stated) is int:
        return stated if 0 < stated < _LARGEST_SIZE else None
    found = _SIZE.fullmatch(stated.strip()) if isinstance(stated, str) else None
    if found is None:
        return None
    unit = (1024 if found[3] else 1000) ** " KMGT".index(found[2])
    return int(Decimal(found[1]) * unit) or None


def as_tokens(value: Quantity | str | int | None) -> int | None:
    """A whole number of tokens, "8k" being 8,192."""
    window = read_window(value)
    if window is None or window.bound != "exactly" or window.value % 1:
        return value  # type: ignore[return-value]
    return int(window.value)


def _count_validator(rule: str) -> Validator:
    """Accepts whole numbers from 1 to below 10^12."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if type(value) is not int or not 1 <= value < _LARGEST_COUNT:
            raise field_error(record, field, rule, value)

    return validate


_number = _count_validator("a whole number from 1 to below 10^12")


_tokens = _count_validator("a whole number of tokens from 1 to below 10^12, such as '8k' (8,192)")


@frozen(kw_only=True)
class Run:
    """
    How a model is run.

    context: tokens of each sequence; None is the model's whole window. batch: sequences at
    once. weights, kv: the dtypes of parameters and of the KV cache.
    """

    context: int | None = field(default=None, converter=as_tokens, validator=optional(_tokens))
    batch: int = field(default=1, validator=_number)
    weights: str = field(default="bf16")
    kv: str = field(default="bf16")

    @weights.validator
    @kv.validator
    def _check_dtype(self, attribute: Attribute[Any], dtype: object) -> None:
        if not isinstance(dtype, str) or dtype not in BITS:
            raise UnknownOptionError("dtype", dtype, BITS)


@frozen(kw_only=True)
class Devices:
    """Devices of one size, in bytes or as "80 GiB", and the share of each that is kept free."""

    gpu: str | int = field()
    count: int = field(default=1, validator=_number)
    headroom: Decimal = field(default=Decimal("0.1"), converter=as_decimal)

    @gpu.validator
    def _check_gpu(self, attribute: Attribute[Any], gpu: object) -> None:
        if read_size(gpu) is None:
            rule = "a size such as '80 GiB' (1,024^3 bytes) or '80 GB' (1,000^3), or bytes"
            raise field_error(self, attribute, rule, gpu)

    @headroom.validator
    def _check_headroom(self, attribute: Attribute[Any], headroom: Decimal) -> None:
        if not is_number(headroom) or not 0 <= headroom < 1 or not self.room:
            rule = "a share from 0 to below 1, such as '0.1', that leaves room"
            raise field_error(self, attribute, rule, headroom)

    @property
    def size(self) -> str:
        """The size of a device as it was given."""
        return self.gpu if isinstance(self.gpu, str) else f"{self.gpu:,} bytes"

    @property
    def room(self) -> int:
        """The bytes that are not kept free, each device's rounded down."""
        kept, whole = self.headroom.as_integer_ratio()
        return self.count * ((read_size(self.gpu) or 0) * (whole - kept) // whole)


@frozen(kw_only=True, repr=False)
class Memory(Displayable):
    """
    What a model takes of memory, in bytes; None where the card does not state what it needs.

    context: tokens of each sequence. weights: exact parameters · bits / 8, rounded up.
    kv_cache: 2 · layers · key/value heads · head width · bits / 8 · tokens · batch, keys and
    values of each layer (Kwon et al. 2023, arXiv:2309.06180, section 3), as many heads as keep
    their own (Ainslie et al. 2023, arXiv:2305.13245). reason: what is not stated of what they
    need, or None.
    """

    card: ModelCard
    run: Run
    context: int | None
    weights: int | None = None
    kv_cache: int | None = None
    reason: str | None = None

    @property
    def total(self) -> int | None:
        """Weights and KV cache, in bytes; activations and a framework's own are not counted."""
        return (
            None if self.weights is None or self.kv_cache is None else self.weights + self.kv_cache
        )

    def devices(self, gpu: str | int, headroom: Decimal | str = "0.1") -> int | None:
        """
        How many devices hold the total, by size alone, or None where it is not known.

        gpu: the size of one, such as "80 GiB", or bytes. headroom: the share of each kept free.

        >>> memory("llama-3-70b").devices("80 GiB")
        2

        Raises FieldError for what is no size or no share.
        """
        return _devices(self, Devices(gpu=gpu, headroom=headroom).room)

    def longest_context(
        self, gpu: str | int, devices: int = 1, headroom: Decimal | str = "0.1"
    ) -> int | None:
        """
        The most tokens of each sequence that fit beside the weights, or None where not known.

        At most the model's window, where one is stated; 0 where the weights alone do not fit.

        >>> memory("llama-3.1-8b", batch=8).longest_context("24 GiB")
        6801

        Raises FieldError for what is no size, no number of devices or no share.
        """
        return _longest(self, Devices(gpu=gpu, count=devices, headroom=headroom).room)

    def __repr__(self) -> str:
        said = self.reason or f"{self.total:,} bytes"
        return f"<Memory of {self.card.name!r}: {said}>"

    def _sheet(self) -> Sheet:
        """What one model takes of memory, in GiB and in bytes."""
        citations = Citations()
        source = self.card.source_of("architecture.layers")
        parts = {"Weights": self.weights, "KV cache": self.kv_cache, "Total": self.total}
        return Sheet(
            title=f"Memory of {self.card.title}",
            head=(citations.cite(self.card.title, source), "GiB", "Bytes"),
            body=[[label, _gib(size), _whole(size)] for label, size in parts.items()],
            notes=[*_arithmetic(self), [NOT_COUNTED]],
            citations=citations,
        )


@frozen(kw_only=True)
class MemoryFigure:
    """
    What a model takes of memory on one matter, as the row of a comparison holds it.

    value: bytes of "weights", "kv_cache" and "total"; else a number of devices or of tokens.
    source: of the shape that it follows from; of "context" that of the window, if it is one.
    """

    field: str
    value: int
    source: Source | None = None

    @property
    def unit(self) -> str:
        """What the value counts: "bytes", "devices" or "tokens"."""
        if self.field in ("context", "longest_context"):
            return "tokens"
        return "devices" if self.field == "devices" else "bytes"

    @property
    def text(self) -> str:
        """The figure as tables print it, bytes in GiB."""
        return in_gib(self.value) if self.unit == "bytes" else f"{self.value:,}"


@frozen(kw_only=True, repr=False)
class MemoryTable(Displayable):
    """
    What models take of memory, and what devices of one size hold them.

    needed: how many hold each row's total. longest: the tokens of each sequence that one
    holds beside the weights. Both in the order of the rows, None where it is not known.
    """

    rows: tuple[Memory, ...]
    run: Run
    device: Devices
    needed: tuple[int | None, ...]
    longest: tuple[int | None, ...]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the figures hang on, in sentences."""
        run, device = self.run, self.device
        asked = "the whole window of each" if run.context is None else f"{run.context:,} tokens"
        formula = (
            f"Weights: exact parameters · {in_bits(run.weights)} / 8. KV cache: 2 · layers · "
            f"key/value heads · head width · {in_bits(run.kv)} / 8 · context · batch."
        )
        devices = (
            f"Devices: of {device.size} with headroom {device.headroom}, by size alone. Longest "
            "context: of each sequence, on one of them, at most the window; 0 where not one "
            "token fits."
        )
        settings = f"Context: {asked}. Batch: {run.batch:,}. GiB: 1,024^3 bytes."
        return settings, formula, NOT_COUNTED, devices

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why figures are missing, in a sentence for each model of which one is."""
        return tuple(f"{row.card.title}: {row.reason}." for row in self.rows if row.reason)

    def taken(self, matter: str) -> tuple[MemoryFigure | None, ...]:
        """A figure for each row: of a field of Memory, "devices" or "longest_context"."""
        figures = {"devices": self.needed, "longest_context": self.longest}.get(
            matter, [getattr(row, matter, None) for row in self.rows]
        )
        return tuple(
            None
            if figure is None
            else MemoryFigure(field=matter, value=figure, source=self._source(matter, row.card))
            for row, figure in zip(self.rows, figures, strict=True)
        )

    def _source(self, matter: str, card: ModelCard) -> Source | None:
        """Who stated what a figure follows from; nobody, a context that was asked for."""
        if matter != "context":
            return card.source_of("architecture.layers")
        return card.source_of("budget.context") if self.run.context is None else None

    def __repr__(self) -> str:
        names = ", ".join(repr(row.card.name) for row in self.rows)
        return f"<MemoryTable of {names} on {self.device.gpu!r}>"

    def _sheet(self) -> Sheet:
        """What models take of memory, a line each; the reason where a figure is missing."""
        citations = Citations()
        head = ["", "Context", "Weights (GiB)", "KV cache (GiB)", "Total (GiB)"]
        head += ["Devices", "Longest context"]
        body = [
            [
                citations.cite(row.card.title, row.card.source_of("architecture.layers")),
                "" if row.kv_cache is None else _whole(row.context),
                *(_gib(size) for size in (row.weights, row.kv_cache, row.total)),
                _whole(needed),
                _whole(longest),
            ]
            for row, needed, longest in zip(self.rows, self.needed, self.longest, strict=True)
        ]
        if any(row.reason for row in self.rows):
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


def memory(
    card: str | ModelCard,
    *,
    context: int | str | None = None,
    batch: int = 1,
    weights: str = "bf16",
    kv: str = "bf16",
    catalog: Catalog | None = None,
) -> Memory:
    """
    What a model takes of memory: its weights, and the KV cache of what it reads and writes.

    context: tokens of each sequence, "8k" being 8,192; None is the model's whole window.
    batch: sequences at once. weights, kv: dtypes: "fp32", "bf16", "fp16", "fp8", "int8", "int4".

    >>> memory("llama-3-8b", context="8k").kv_cache == 2**30
    True

    Raises FieldError, UnknownOptionError, UnknownNameError or AmbiguousNameError.
    """
    run = Run(context=context, batch=batch, weights=weights, kv=kv)
    return _taken(card if isinstance(card, ModelCard) else or_builtin(catalog).lookup(card), run)


def memory_table(
    *cards: str | ModelCard,
    gpu: str | int = "80 GiB",
    context: int | str | None = None,
    batch: int = 1,
    weights: str = "bf16",
    kv: str = "bf16",
    headroom: Decimal | str = "0.1",
    catalog: Catalog | None = None,
) -> MemoryTable:
    """
    What models take of memory, how many devices hold each, and with how much context one does.

    cards: names, glob patterns and cards. gpu: the size of a device, such as "80 GiB", or
    bytes. headroom: the share of each kept free. The rest as memory() takes it.

    >>> memory_table("llama-3-8b", "llama-3-70b", gpu="24 GiB", weights="int4").needed
    (1, 2)

    Raises what memory() raises, DuplicateError for two cards of one name, and ComparisonError
    for no card.
    """
    run = Run(context=context, batch=batch, weights=weights, kv=kv)
    device = Devices(gpu=gpu, headroom=headroom)
    rows = tuple(_taken(card, run) for card in _meant(cards, or_builtin(catalog)))
    room = device.room
    return MemoryTable(
        rows=rows,
        run=run,
        device=device,
        needed=tuple(_devices(row, room) for row in rows),
        longest=tuple(_longest(row, room) for row in rows),
    )


def _taken(card: ModelCard, run: Run) -> Memory:
    context = _context(card, run)
    shape = card.architecture
    layers, heads, width = shape.layers, shape.kv_heads, shape.head_dim
    parameters = shape.parameters
    weights = kv_cache = None
    if parameters:
        weights = -(-parameters * BITS[run.weights] // 8)
    if layers and heads and width and context:
        kv_cache = 2 * layers * heads * width * BITS[run.kv] // 8 * context * run.batch
    return Memory(
        card=card,
        run=run,
        context=context,
        weights=weights,
        kv_cache=kv_cache,
        reason=None if weights and kv_cache else _unstated(card, context),
    )


def _context(card: ModelCard, run: Run) -> int | None:
    """The tokens of a sequence: as asked, or the whole window."""
    window = card.budget.context
    if window is None:
        return run.context
    if run.context is not None and run.context > window.value:
        rule = f"at most {window.value:,.0f} tokens, the window of {card.name}"
        raise FieldError("Run", "context", rule, run.context)
    return run.context or int(window.value)


def _unstated(card: ModelCard, context: int | None) -> str:
    """What a card would have to state for every figure."""
    unknown = [path for path in NEEDED if card.stated(path) is None]
    unknown += [] if context else ["budget.context"]
    return f"not stated: {join_words([SPECIFICATION[path].lower() for path in unknown], 'and')}"


def _devices(taken: Memory, room: int) -> int | None:
    """How many devices with so many bytes of room hold the total."""
    return None if taken.total is None else -(-taken.total // room)


def _longest(taken: Memory, room: int) -> int | None:
    """The tokens of each sequence that fit into so many bytes beside the weights."""
    if taken.weights is None or taken.kv_cache is None or taken.context is None:
        return None
    tokens = max(0, room - taken.weights) // (taken.kv_cache // taken.context)
    window = taken.card.budget.context
    return tokens if window is None else min(tokens, int(window.value))


def _meant(asked: Sequence[str | ModelCard], catalog: Catalog) -> Iterable[ModelCard]:
    """The cards that were asked for, once each."""
    cards: dict[str, ModelCard] = {}
    for item in asked:
        for card in _found(item, catalog):
            first = cards.setdefault(card.name, card)
            if first is not card and first != card:
                raise two_cards(first, card)
    if not cards:
        raise ComparisonError("there is nothing to measure; name a card, such as 'llama-3-8b'")
    return cards.values()


def _found(item: str | ModelCard, catalog: Catalog) -> list[ModelCard]:
    if isinstance(item, ModelCard):
        return [item]
    return [catalog[name] for name in resolve_names(item, catalog)]


def in_bits(dtype: str) -> str:
    """A dtype with its bits: "16 bits (bf16)"."""
    return f"{BITS[dtype]} bits ({dtype})"


def in_gib(size: int) -> str:
    """Bytes in GiB with one decimal, and never 0.0."""
    tenths = (10 * size + 2**29) // 2**30
    return f"{tenths // 10:,}.{tenths % 10}" if tenths else "<0.1"


def _arithmetic(taken: Memory) -> list[Line]:
    """How each figure comes about, and why one is missing."""
    shape, run = taken.card.architecture, taken.run
    lines = []
    if taken.weights is not None:
        lines.append(f"Weights: {shape.parameters:,} parameters · {in_bits(run.weights)} / 8.")
    if taken.kv_cache is not None:
        lines.append(
            f"KV cache: 2 · {shape.layers} layers · {shape.kv_heads} key/value heads · "
            f"{shape.head_dim} wide · {in_bits(run.kv)} / 8 · {taken.context:,} tokens · "
            f"batch {run.batch:,}."
        )
    if taken.reason:
        lines.append(f"Blank: {taken.reason}.")
    return [[line] for line in lines]


def _gib(size: int | None) -> str:
    return "" if size is None else in_gib(size)


def _whole(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def memory_record(taken: MemoryFigure) -> Flat:
    return blank_record(taken.source) | {
        "section": "memory",
        "field": taken.field,
        "value": Decimal(taken.value),
        "unit": taken.unit,
        "bound": "exactly",
        "text": taken.text,
        "row_key": f"memory|{taken.field}",
    }
