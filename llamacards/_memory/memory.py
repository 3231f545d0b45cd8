"""The memory that a model needs."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._memory.run import BITS, Devices, Run, in_bits, in_gib
from llamacards._records.card import ModelCard
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.quantity import Bound, format_bound
from llamacards._wording import join_words
from llamacards.errors import FieldError


def _check_room(room: object) -> None:
    """Refuse what is no number of free bytes."""
    if type(room) is not int or room < 1:
        raise FieldError("Memory", "room", "a number of bytes from 1 up", room)


NOT_COUNTED = (
    "Plain bits: the overhead of a quantization format, activations and the framework are not "
    "counted."
)


@frozen(kw_only=True, repr=False)
class Memory(Displayable):
    """
    The memory that a model needs, in bytes; None if unknown, with the reason.

    card: the model. run: how it is run.
    context: tokens per sequence.
    weights: parameters · bits / 8, rounded up.
    weights_bound: "exactly" from the exact count of parameters; "about" or "at least" from the
    total that a source states ("109B", "400B+").
    kv_cache: 2 · layers · key/value heads · head width · bits / 8 · tokens · batch: keys and values
    of each layer (Kwon et al. 2023, arXiv:2309.06180, section 3), for each head with its own
    (Ainslie et al. 2023, arXiv:2305.13245). Layers with a sliding window keep only the tokens in
    it.
    reason: why a figure is missing, or None.
    """

    card: ModelCard
    run: Run
    context: int | None
    weights: int | None = None
    weights_bound: Bound = "exactly"
    kv_cache: int | None = None
    reason: str | None = None

    @property
    def total(self) -> int | None:
        """Weights and KV cache, in bytes; activations and the framework are not counted."""
        if self.weights is None or self.kv_cache is None:
            return None
        return self.weights + self.kv_cache

    def devices(self, gpu: str, headroom: Decimal | str = "0.1") -> int | None:
        """
        How many devices hold the total, by size alone, or None if unknown.

        gpu: the size of one, such as "80 GiB". headroom: the share of each device that is kept
        free.

        >>> memory("llama-3-70b").devices("80 GiB")
        2

        Raises FieldError for an invalid size or share.
        """
        return self.devices_of(Devices(gpu=gpu, headroom=headroom).room)

    def devices_of(self, room: int) -> int | None:
        """How many devices with this many free bytes hold the total, or None if unknown."""
        _check_room(room)
        return None if self.total is None else -(-self.total // room)

    def longest_context(
        self, gpu: str, devices: int = 1, headroom: Decimal | str = "0.1"
    ) -> int | None:
        """
        The most tokens per sequence that fit beside the weights, or None if unknown.

        At most the context window, if it is stated; 0 if no token fits.

        >>> memory("llama-3.1-8b", batch=8).longest_context("24 GiB")
        6801

        Raises FieldError for an invalid size, number of devices or share.
        """
        return self.longest_in(Devices(gpu=gpu, count=devices, headroom=headroom).room)

    def longest_in(self, room: int) -> int | None:
        """The most tokens per sequence that fit into this many free bytes beside the weights."""
        _check_room(room)
        a_token = None if _slides_somewhere(self.card) else _cache_of(self.card, self.run, 1)
        layers = self.card.architecture.layers
        if self.weights is None or a_token is None or layers is None:
            return None
        # Tokens per layer; each layer keeps as many as it attends to.
        fitting = max(0, room - self.weights) * layers // a_token
        limits = [_longest_of(self.card, layers, fitting)]
        window = self.card.budget.context
        limits += [int(window.value)] if window else []
        return min((limit for limit in limits if limit is not None), default=None)

    def __repr__(self) -> str:
        told = self.reason or f"{self.total:,} bytes"
        return f"<Memory of {self.card.name!r}: {told}>"

    def _sheet(self) -> Sheet:
        """The memory that one model needs, in GiB and bytes."""
        citations = Citations()
        source = self.card.source_of("architecture.layers")
        bounds: dict[str, Bound] = {"KV cache": "exactly"}
        parts = {"Weights": self.weights, "KV cache": self.kv_cache, "Total": self.total}
        body = [
            [
                label,
                bounded_size(size, bounds.get(label, self.weights_bound)),
                "" if size is None else f"{size:,}",
            ]
            for label, size in parts.items()
        ]
        return Sheet(
            title=f"Memory of {self.card.title}",
            head=(citations.cite(self.card.title, source), "GiB", "Bytes"),
            body=body,
            notes=[*self._arithmetic_lines(), [NOT_COUNTED]],
            citations=citations,
        )

    def _arithmetic_lines(self) -> list[Line]:
        """How each figure is computed, and why one is missing."""
        shape, run = self.card.architecture, self.run
        lines = []
        if self.weights is not None:
            count = f"{shape.parameters:,}" if shape.parameters else str(self.card.parameters)
            lines.append(f"Weights: {count} parameters · {in_bits(run.weights)} / 8.")
        if self.kv_cache is not None:
            lines.append(
                f"KV cache: 2 · {shape.layers} layers · {shape.kv_heads} key/value heads · head "
                f"width {shape.head_dim} · {in_bits(run.kv)} / 8 · {self.context:,} tokens · "
                f"batch {run.batch:,}."
            )
            if shape.sliding_layers:
                lines.append(
                    f"Of the layers, {shape.sliding_layers} keep at most "
                    f"{shape.sliding_window:,} tokens (a sliding window)."
                )
        if self.reason:
            lines.append(f"Blank: {self.reason}.")
        return [[line] for line in lines]


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
    The memory that a model needs: its weights, and the KV cache of its context.

    context: tokens per sequence; "8k" is 8,192, None is the whole context window.
    batch: sequences at once.
    weights, kv: dtypes: "fp32", "bf16", "fp16", "fp8", "int8" or "int4".

    >>> memory("llama-3-8b", context="8k").kv_cache == 2**30
    True

    Raises FieldError, UnknownOptionError, UnknownNameError or AmbiguousNameError.
    """
    run = Run(context=context, batch=batch, weights=weights, kv=kv)
    return measure(card if isinstance(card, ModelCard) else or_builtin(catalog).lookup(card), run)


def measure(card: ModelCard, run: Run) -> Memory:
    """The memory that a card needs under a run."""
    window = card.budget.context
    context = run.context or (int(window.value) if window else None)
    weights, bound = _weights_of(card, run)
    reasons = []
    kv_cache = None
    if unstated := _unstated_fields(card, weights, context):
        reasons.append(f"not stated: {join_words(unstated, 'and')}")
    if context is not None and window is not None and context > window.value:
        reasons.append(f"{context:,} tokens exceed the context window of {window.value:,.0f}")
    elif _slides_somewhere(card):
        reasons.append("some layers have a sliding window, and the source does not say which")
    elif context is not None:
        kv_cache = _cache_of(card, run, context)
    return Memory(
        card=card,
        run=run,
        context=context,
        weights=weights,
        weights_bound=bound,
        kv_cache=kv_cache,
        reason="; ".join(reasons) or None,
    )


def _weights_of(card: ModelCard, run: Run) -> tuple[int | None, Bound]:
    """The bytes of the weights, from the exact count or else the stated total, and their bound."""
    exact = card.architecture.parameters
    if exact is not None:
        return -(-exact * BITS[run.weights] // 8), "exactly"
    stated = card.parameters
    if stated is None or stated.bound == "at most":
        return None, "exactly"
    about: Bound = "at least" if stated.bound == "at least" else "about"
    return -(-int(stated.value) * BITS[run.weights] // 8), about


def _unstated_fields(card: ModelCard, weights: int | None, context: int | None) -> list[str]:
    """What a card must state for all figures, but does not, as labeled in tables."""
    shape = card.architecture
    unknown = [] if weights is not None else ["architecture.parameters"]
    for name in ("layers", "kv_heads", "head_dim"):
        unknown += [] if getattr(shape, name) is not None else [f"architecture.{name}"]
    unknown += [] if context else ["budget.context"]
    return [SPECIFICATION[path].lower() for path in unknown]


def _slides_somewhere(card: ModelCard) -> bool:
    """Whether an unknown number of layers has a sliding window."""
    shape = card.architecture
    return shape.sliding_window is not None and shape.sliding_layers is None


def _cache_of(card: ModelCard, run: Run, context: int) -> int | None:
    """
    The bytes of keys and values of this many tokens per sequence, or None.

    Layers with a sliding window keep only the tokens in it.
    """
    shape = card.architecture
    if shape.layers is None or shape.kv_heads is None or shape.head_dim is None:
        return None
    sliding = shape.sliding_layers or 0
    kept = (shape.layers - sliding) * context
    kept += sliding * min(context, shape.sliding_window or context)
    return 2 * kept * shape.kv_heads * shape.head_dim * BITS[run.kv] // 8 * run.batch


def _longest_of(card: ModelCard, layers: int, fitting: int) -> int | None:
    """
    The most tokens of a sequence whose layers keep this many in all; None if unlimited.

    A layer with a sliding window keeps only the tokens in it.
    """
    sliding, window = card.architecture.sliding_layers or 0, card.architecture.sliding_window
    if window is None or not sliding or fitting < layers * window:
        return fitting // layers
    growing = layers - sliding
    return (fitting - sliding * window) // growing if growing else None


def bounded_size(size: int | None, bound: Bound) -> str:
    """Bytes in GiB as tables show them: "15.0", "~203.0"; empty if unknown."""
    return "" if size is None else format_bound(bound, in_gib(size))
