"""What a model takes of memory."""

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

NOT_COUNTED = (
    "Plain bits: the overhead of a quantization format is not counted, "
    "nor are activations and what a framework takes."
)


@frozen(kw_only=True, repr=False)
class Memory(Displayable):
    """
    What a model takes of memory, in bytes; None where it is not known, with the reason.

    card: the model. run: how it is run.
    context: tokens of each sequence.
    weights: parameters · bits / 8, rounded up.
    weights_bound: "exactly" by the exact count of parameters; "about" or "at least" by the total
    that a source states ("109B", "400B+").
    kv_cache: 2 · layers · key/value heads · head width · bits / 8 · tokens · batch: keys and
    values of each layer (Kwon et al. 2023, arXiv:2309.06180, section 3), for as many heads as keep
    their own (Ainslie et al. 2023, arXiv:2305.13245). A layer with a sliding window keeps no
    more tokens than that.
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
        """Weights and KV cache, in bytes; activations and a framework's own are not counted."""
        if self.weights is None or self.kv_cache is None:
            return None
        return self.weights + self.kv_cache

    def devices(self, gpu: str, headroom: Decimal | str = "0.1") -> int | None:
        """
        How many devices hold the total, by size alone, or None where it is not known.

        gpu: the size of one, such as "80 GiB". headroom: the share of each kept free.

        >>> memory("llama-3-70b").devices("80 GiB")
        2

        Raises FieldError for what is no size or no share.
        """
        return self.devices_of(Devices(gpu=gpu, headroom=headroom).room)

    def devices_of(self, room: int) -> int | None:
        """How many devices with so many free bytes hold the total, or None where not known."""
        return None if self.total is None else -(-self.total // room)

    def longest_context(
        self, gpu: str, devices: int = 1, headroom: Decimal | str = "0.1"
    ) -> int | None:
        """
        The most tokens of each sequence that fit beside the weights, or None where not known.

        At most the model's window, where one is stated; 0 where not one token fits.

        >>> memory("llama-3.1-8b", batch=8).longest_context("24 GiB")
        6801

        Raises FieldError for what is no size, no number of devices or no share.
        """
        return self.longest_in(Devices(gpu=gpu, count=devices, headroom=headroom).room)

    def longest_in(self, room: int) -> int | None:
        """The most tokens of each sequence that fit into so many free bytes beside the weights."""
        a_token = None if _slides_somewhere(self.card) else _cache_of(self.card, self.run, 1)
        layers = self.card.architecture.layers
        if self.weights is None or a_token is None or layers is None:
            return None
        # Tokens in one layer, of which each layer keeps as many as it attends to.
        fitting = max(0, room - self.weights) * layers // a_token
        limits = [_longest_of(self.card, layers, fitting)]
        window = self.card.budget.context
        limits += [int(window.value)] if window else []
        return min((limit for limit in limits if limit is not None), default=None)

    def __repr__(self) -> str:
        told = self.reason or f"{self.total:,} bytes"
        return f"<Memory of {self.card.name!r}: {told}>"

    def _sheet(self) -> Sheet:
        """What one model takes of memory, in GiB and in bytes."""
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
        """How each figure comes about, and why one is missing."""
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
    What a model takes of memory: its weights, and the KV cache of what it reads and writes.

    context: tokens of each sequence, "8k" being 8,192; None is the model's whole window.
    batch: sequences at once.
    weights, kv: dtypes: "fp32", "bf16", "fp16", "fp8", "int8", "int4".

    >>> memory("llama-3-8b", context="8k").kv_cache == 2**30
    True

    Raises FieldError, UnknownOptionError, UnknownNameError or AmbiguousNameError.
    """
    run = Run(context=context, batch=batch, weights=weights, kv=kv)
    return measure(card if isinstance(card, ModelCard) else or_builtin(catalog).lookup(card), run)


def measure(card: ModelCard, run: Run) -> Memory:
    """What a card takes under a run."""
    window = card.budget.context
    context = run.context or (int(window.value) if window else None)
    weights, bound = _weights_of(card, run)
    reasons = []
    kv_cache = None
    if unstated := _unstated_fields(card, weights, context):
        reasons.append(f"not stated: {join_words(unstated, 'and')}")
    if context is not None and window is not None and context > window.value:
        reasons.append(f"{context:,} tokens exceed the window of {window.value:,.0f}")
    elif _slides_somewhere(card):
        reasons.append("attention slides in some layers, and the source does not say in which")
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
    """The bytes of the weights, by the exact count or else by the stated total, and their bound."""
    exact = card.architecture.parameters
    if exact is not None:
        return -(-exact * BITS[run.weights] // 8), "exactly"
    stated = card.parameters
    if stated is None or stated.bound == "at most":
        return None, "exactly"
    about: Bound = "at least" if stated.bound == "at least" else "about"
    return -(-int(stated.value) * BITS[run.weights] // 8), about


def _unstated_fields(card: ModelCard, weights: int | None, context: int | None) -> list[str]:
    """What a card would have to state for every figure, as tables label it."""
    shape = card.architecture
    needed = {"layers": shape.layers, "kv_heads": shape.kv_heads, "head_dim": shape.head_dim}
    unknown = [] if weights is not None else ["architecture.parameters"]
    unknown += [f"architecture.{name}" for name, value in needed.items() if value is None]
    unknown += [] if context else ["budget.context"]
    return [SPECIFICATION[path].lower() for path in unknown]


def _slides_somewhere(card: ModelCard) -> bool:
    """Whether attention slides in some layers and nothing tells in how many."""
    shape = card.architecture
    return shape.sliding_window is not None and shape.sliding_layers is None


def _cache_of(card: ModelCard, run: Run, context: int) -> int | None:
    """
    The bytes of keys and values of so many tokens in each sequence, or None.

    Layers with a sliding window keep no more tokens than it has.
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
    The most tokens of a sequence whose layers keep so many in all; None where there is no end.

    A sliding layer keeps no more than its window.
    """
    sliding, window = card.architecture.sliding_layers or 0, card.architecture.sliding_window
    if window is None or not sliding or fitting < layers * window:
        return fitting // layers
    growing = layers - sliding
    return (fitting - sliding * window) // growing if growing else None


def bounded_size(size: int | None, bound: Bound) -> str:
    """Bytes in GiB as a table prints them: "15.0", "~203.0"; nothing where not known."""
    return "" if size is None else format_bound(bound, in_gib(size))
