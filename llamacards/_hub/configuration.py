"""
The shape of a model in a config.json of the Hub.

The fields of an architecture are those of a Llama decoder. Other families add experts, norms or
biases, which are counted if known. For all others the feed-forward width is not read, as it would
give a wrong count of parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

FIELDS = MappingProxyType(
    {
        "num_hidden_layers": "layers",
        "hidden_size": "hidden",
        "num_attention_heads": "heads",
        "num_key_value_heads": "kv_heads",
        "head_dim": "head_dim",
        "intermediate_size": "ffn",
        "vocab_size": "vocabulary",
        "rope_theta": "rope_theta",
        "tie_word_embeddings": "tied_embeddings",
        "sliding_window": "sliding_window",
    }
)
"""The keys of config.json for the fields of an architecture."""

WINDOW = "max_position_embeddings"
OWN = ("experts", "sliding_layers", "extra_parameters")
"""Fields of an architecture without a key in configurations, for which cards have their own."""

EXPERTS = ("num_local_experts", "num_experts")
ATTENTION = frozenset({"full_attention", "sliding_attention"})

COUNTED = frozenset({"layers", "hidden", "heads", "kv_heads", "head_dim", "ffn"})
"""If one of these fields is missing, parameters cannot be counted, nor anything beyond them."""

Sizes = Mapping[str, Any]
"""The numbers of a configuration, by its own keys."""


class Family(NamedTuple):
    """
    What a family of models has beyond a Llama decoder.

    beyond: the number of these parameters in all layers.
    tied: whether embeddings are tied, unless the configuration says.
    heads_of_all: whether every head has its own keys and values, unless the configuration says.
    """

    beyond: Callable[[Sizes], int] = lambda _: 0
    tied: bool = False
    heads_of_all: bool = False


def _llama_extra(sizes: Sizes) -> int:
    """Biases of attention (queries, keys, values, output) and of the feed-forward network."""
    attention = _qkv_width(sizes) + sizes["hidden_size"] if sizes.get("attention_bias") else 0
    forward = 2 * sizes["intermediate_size"] + sizes["hidden_size"] if sizes.get("mlp_bias") else 0
    return int(sizes["num_hidden_layers"] * (attention + forward))


def _qkv_width(sizes: Sizes) -> int:
    """The width of queries, keys and values together."""
    heads = sizes["num_attention_heads"] + 2 * sizes["num_key_value_heads"]
    return int(heads * sizes["head_dim"])


def _qkv_biases(sizes: Sizes) -> int:
    return int(sizes["num_hidden_layers"] * _qkv_width(sizes))


def _query_key_norms(sizes: Sizes) -> int:
    return int(sizes["num_hidden_layers"] * 2 * sizes["head_dim"])


def _two_more_norms(sizes: Sizes) -> int:
    return int(sizes["num_hidden_layers"] * 2 * sizes["hidden_size"])


def _expert_routers(sizes: Sizes) -> int:
    return int(sizes["num_hidden_layers"] * sizes["hidden_size"] * (_experts_of(sizes) or 0))


def _shared_expert(sizes: Sizes) -> int:
    """A feed-forward network that every token uses, with its gate."""
    shared = sizes.get("shared_expert_intermediate_size")
    width = 3 * shared + 1 if isinstance(shared, int) else 0
    return int(sizes["num_hidden_layers"] * sizes["hidden_size"] * width)


def _sum_of(*parts: Callable[[Sizes], int]) -> Callable[[Sizes], int]:
    return lambda sizes: sum(part(sizes) for part in parts)


FAMILIES = MappingProxyType(
    {
        "llama": Family(_llama_extra, heads_of_all=True),
        "mistral": Family(),
        "mixtral": Family(_expert_routers),
        "phi3": Family(heads_of_all=True),
        "qwen2": Family(_qkv_biases),
        "qwen2_moe": Family(_sum_of(_qkv_biases, _expert_routers, _shared_expert)),
        "qwen3": Family(_query_key_norms),
        "qwen3_moe": Family(_sum_of(_query_key_norms, _expert_routers)),
        "gemma2": Family(_two_more_norms, tied=True),
        "gemma3_text": Family(_sum_of(_two_more_norms, _query_key_norms), tied=True),
    }
)
"""By `model_type`; the counts were checked against published ones of 20 models."""


class Shape(NamedTuple):
    """
    The fields that a configuration states or implies, and the keys that they were read from.

    window: the context window, as stated.
    """

    fields: dict[str, Any]
    window: Any
    read: frozenset[str]


def read_shape(config: Mapping[str, Any]) -> Shape:
    """
    The shape that a configuration states; that of the text model if it is nested.

    Values that are not whole numbers are passed on, and the fields refuse them.
    """
    nested = config.get("text_config")
    text: Mapping[str, Any] = nested if isinstance(nested, dict) else config
    rope = text if "rope_theta" in text else text.get("rope_parameters")
    sizes = {key: _whole_number(value) for key, value in text.items()}
    if isinstance(rope, dict) and "rope_theta" in rope:
        sizes["rope_theta"] = _whole_number(rope["rope_theta"])
    fields = {
        field: sizes[key]
        for key, field in FIELDS.items()
        if isinstance(sizes.get(key), int | Decimal | str)
    }
    family = FAMILIES.get(str(text.get("model_type", "llama")))
    if family is not None and "model_type" in text:
        _add_what_is_implied(fields, sizes, family)
    _add_sliding_layers(fields, sizes)
    if family is None or text is not config or not _is_uniform(sizes):
        fields.pop("ffn", None)
    else:
        _add_experts(fields, sizes, family)
    fields |= {field: sizes[field] for field in OWN if isinstance(sizes.get(field), int)}
    read = frozenset(key for key, field in FIELDS.items() if field in fields) | {WINDOW}
    return Shape(fields, sizes.get(WINDOW), read)


def _add_what_is_implied(fields: dict[str, Any], sizes: dict[str, Any], family: Family) -> None:
    """Add head width, heads and tied embeddings if the configuration leaves them to a default."""
    heads, hidden = fields.get("heads"), fields.get("hidden")
    if family.heads_of_all and isinstance(heads, int):
        sizes["num_key_value_heads"] = fields.setdefault("kv_heads", heads)
    if isinstance(heads, int) and isinstance(hidden, int) and heads > 0 and not hidden % heads:
        sizes["head_dim"] = fields.setdefault("head_dim", hidden // heads)
    fields.setdefault("tied_embeddings", family.tied)


def _add_sliding_layers(fields: dict[str, Any], sizes: Sizes) -> None:
    """Add the number of sliding layers if the configuration says which; else only the window."""
    layers, types = fields.get("layers"), sizes.get("layer_types")
    if isinstance(types, list):
        sliding = types.count("sliding_attention")
        if not {*map(str, types)} <= ATTENTION:
            # No field describes what other kinds of layers keep, so no cache may be computed.
            fields.pop("kv_heads", None)
        if not sliding:
            fields.pop("sliding_window", None)
        elif "sliding_window" in fields:
            fields["sliding_layers"] = sliding
    elif sizes.get("use_sliding_window") is False:
        fields.pop("sliding_window", None)
    elif "sliding_window" in fields and isinstance(layers, int):
        sliding_layers = _sliding_by_pattern(layers, sizes)
        if sliding_layers:
            fields["sliding_layers"] = sliding_layers


def _sliding_by_pattern(layers: int, sizes: Sizes) -> int | None:
    """The sliding layers, by the pattern or the limit of a configuration."""
    pattern, limit = sizes.get("sliding_window_pattern"), sizes.get("max_window_layers")
    if isinstance(pattern, int) and pattern > 0:
        return layers - layers // pattern
    if sizes.get("use_sliding_window") is True and isinstance(limit, int):
        return max(0, layers - limit)
    return layers if sizes.get("model_type") in ("mistral", "mixtral", "phi3") else None


def _is_uniform(sizes: Sizes) -> bool:
    """Whether all layers have the same parts."""
    return sizes.get("decoder_sparse_step", 1) == 1 and not sizes.get("mlp_only_layers")


def _experts_of(sizes: Sizes) -> int | None:
    return next((sizes[key] for key in EXPERTS if isinstance(sizes.get(key), int)), None)


def _add_experts(fields: dict[str, Any], sizes: Sizes, family: Family) -> None:
    """Add experts with their width, and the parameters of the family beyond the formula."""
    experts = _experts_of(sizes)
    if experts:
        fields["experts"] = experts
        fields["ffn"] = sizes.get("moe_intermediate_size", fields.get("ffn"))
    counted = [key for key, field in FIELDS.items() if field in COUNTED]
    if not all(type(sizes.get(key)) is int for key in counted):
        return
    beyond = family.beyond(sizes)
    if beyond:
        fields["extra_parameters"] = beyond


def _whole_number(value: Any) -> Any:
    """A number without decimals as an integer, as 500000.0 means 500000."""
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return int(value)
    return value
