"""What is stated of a model besides its scores: token budget, architecture, training and speed."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal, get_args

from attrs import evolve, field, frozen

from llamacards._records.training_compute import FORMULAS, Scale
from llamacards._values.quantity import (
    Quantity,
    a_quantity,
    a_window,
    as_quantity,
    as_window,
    format_bound,
)
from llamacards._values.validation import a_text, boolean, matching, optional, positive
from llamacards._wording import brief_repr

a_month = matching("[0-9]{4}-(0[1-9]|1[0-2])", "a month such as '2023-03'")


Tuning = Literal["base", "chat", "instruct"]


TUNINGS: tuple[Tuning, ...] = ("base", "chat", "instruct")


NOT_STATED = "not stated"
"""What a file says of an unknown field, if leaving it out would mean something else."""


def as_tuning(value: Tuning | str | None) -> Tuning | None:
    """Convert a tuning; "not stated" becomes None."""
    return None if value == NOT_STATED else value  # type: ignore[return-value]


Status = Literal["released", "in training", "never released"]


STATUSES: tuple[Status, ...] = get_args(Status)


@frozen(kw_only=True)
class TokenBudget:
    """
    Tokens of training and of the context window; None if they are not stated.

    training: the tokens that the model was trained on. context: the tokens of its context window;
    "8k" is 8,192, "128k" 131,072, "10M" ten million.
    """

    training: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    context: Quantity | None = field(
        default=None, converter=as_window, validator=optional(a_window)
    )

    __repr__ = brief_repr

    @property
    def context_tokens(self) -> Quantity | None:
        """The context window written out: 8,192 for "8k"; None if it is not stated."""
        if self.context is None:
            return None
        return evolve(
            self.context, stated=format_bound(self.context.bound, f"{self.context.value:,f}")
        )


@frozen(kw_only=True)
class Architecture:
    """
    The shape of a decoder; None if it is not stated.

    layers: the number of layers.
    hidden: width of the hidden state.
    heads: query heads per layer. kv_heads: key/value heads per layer.
    head_dim: width of a head.
    ffn: width of the feed-forward network, or of one expert.
    vocabulary: rows of the embedding.
    rope_theta: base of the rotary position embedding.
    rope_scaling: how positions beyond the original window are scaled, in words.
    tied_embeddings: whether input and output share one embedding.
    experts: feed-forward networks per layer, if there are several.
    sliding_window: the tokens that some layers are limited to.
    sliding_layers: the number of these layers; the others see the whole context.
    extra_parameters: parameters beyond the formula of `parameters`, such as biases, further norms
    and the routers of experts.
    """

    layers: int | None = field(default=None, validator=optional(positive))
    hidden: int | None = field(default=None, validator=optional(positive))
    heads: int | None = field(default=None, validator=optional(positive))
    kv_heads: int | None = field(default=None, validator=optional(positive))
    head_dim: int | None = field(default=None, validator=optional(positive))
    ffn: int | None = field(default=None, validator=optional(positive))
    vocabulary: int | None = field(default=None, validator=optional(positive))
    rope_theta: int | None = field(default=None, validator=optional(positive))
    rope_scaling: str | None = field(default=None, validator=optional(a_text))
    tied_embeddings: bool | None = field(default=None, validator=optional(boolean))
    experts: int | None = field(default=None, validator=optional(positive))
    sliding_window: int | None = field(default=None, validator=optional(positive))
    sliding_layers: int | None = field(default=None, validator=optional(positive))
    extra_parameters: int | None = field(default=None, validator=optional(positive))

    __repr__ = brief_repr

    @property
    def parameters(self) -> int | None:
        """
        The exact count of parameters, or None if a width is unknown.

        e·V·d + L·(2·d·H·h + 2·d·K·h + 3·E·d·F + 2·d) + d + x, with e = 1 if embeddings are tied,
        else 2: attention, gated feed-forward networks (E of them, 1 if there are no experts) and
        norms of each layer, embeddings, final norm, and extra parameters.
        """
        if (
            self.layers is None
            or self.hidden is None
            or self.heads is None
            or self.kv_heads is None
            or self.head_dim is None
            or self.ffn is None
            or self.vocabulary is None
            or self.tied_embeddings is None
        ):
            return None
        attention = 2 * self.hidden * (self.heads + self.kv_heads) * self.head_dim
        feed_forward = 3 * (self.experts or 1) * self.hidden * self.ffn
        layer = attention + feed_forward + 2 * self.hidden
        embeddings = (1 if self.tied_embeddings else 2) * self.vocabulary * self.hidden
        return embeddings + self.layers * layer + self.hidden + (self.extra_parameters or 0)

    @property
    def grouped_query(self) -> bool | None:
        """Whether query heads share key/value heads (grouped-query attention)."""
        if self.heads is None or self.kv_heads is None:
            return None
        return self.kv_heads < self.heads


@frozen(kw_only=True)
class Training:
    """
    What pretraining used; None if it is not stated.

    gpu_hours: hours, summed over GPUs.
    gpu: the type of GPU.
    power_w: peak power of one GPU in watts.
    co2e_t: metric tons of CO2 equivalent, location-based.
    co2e_market_t: likewise, market-based (by the power that was bought).
    """

    gpu_hours: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    gpu: str | None = field(default=None, validator=optional(a_text))
    power_w: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    co2e_t: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    co2e_market_t: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )

    __repr__ = brief_repr


@frozen(kw_only=True)
class Inference:
    """
    Measured speed and use of memory, on the hardware that the source names; None if not stated.

    decode: tokens generated per second.
    first_token: seconds to the first token.
    prefill: prompt tokens read per second.
    file_mb: megabytes of the model's file.
    memory_mb: megabytes of memory in use.
    """

    decode: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    first_token: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    prefill: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    file_mb: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    memory_mb: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )

    __repr__ = brief_repr


SPECIFICATION = MappingProxyType(
    {
        "status": "Status",
        "released": "Released",
        "checkpoint": "Checkpoint",
        "parameters": "Parameters",
        "active_parameters": "Active parameters",
        "architecture.parameters": "Exact parameters",
        "dense": "Dense",
        "budget.training": "Training tokens",
        "scale.tokens_per_parameter": "Tokens per parameter †",
        "scale.training_flop": "Training compute (FLOP) †",
        "scale.compute_optimal_ratio": "Compared with compute-optimal †",
        "budget.context": "Context window",
        "budget.context_tokens": "Context window (tokens)",
        "cutoff": "Knowledge cutoff",
        "languages": "Languages",
        "inputs": "Input",
        "outputs": "Output",
        "architecture.layers": "Layers",
        "architecture.hidden": "Hidden width",
        "architecture.heads": "Attention heads",
        "architecture.kv_heads": "Key/value heads",
        "architecture.head_dim": "Head width",
        "architecture.ffn": "Feed-forward width",
        "architecture.vocabulary": "Vocabulary",
        "architecture.rope_theta": "RoPE theta",
        "architecture.rope_scaling": "RoPE scaling",
        "architecture.tied_embeddings": "Tied embeddings",
        "architecture.experts": "Experts",
        "architecture.sliding_window": "Sliding window (tokens)",
        "architecture.sliding_layers": "Layers with a sliding window",
        "architecture.extra_parameters": "Parameters beyond the formula",
        "training.gpu_hours": "GPU hours",
        "training.gpu": "GPU",
        "training.power_w": "GPU power (W)",
        "training.co2e_t": "Emissions (t CO2e)",
        "training.co2e_market_t": "Emissions, market-based (t CO2e)",
        "inference.decode": "Decode (tokens/s)",
        "inference.first_token": "Time to first token (s)",
        "inference.prefill": "Prefill (tokens/s)",
        "inference.file_mb": "Model file (MB)",
        "inference.memory_mb": "Memory in use (MB)",
        "hf_id": "Hugging Face Hub",
        "license": "License",
        "superseded_by": "Superseded by",
    }
)
"""The fields of a specification, by path, with their labels in tables; † is derived."""


DERIVED_FROM = MappingProxyType(
    {"budget.context_tokens": "budget.context"} | dict.fromkeys(FORMULAS, "budget.training")
)
"""The field that a computed field follows from, and whose source it has."""


PARTS = MappingProxyType(
    {
        "budget": TokenBudget,
        "architecture": Architecture,
        "training": Training,
        "inference": Inference,
        "scale": Scale,
    }
)
