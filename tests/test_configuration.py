"""Shapes by configurations: counts of families, and layers that slide."""

from typing import Any

import pytest

import llamacards as lc
from llamacards._hub.configuration import read_shape

LLAMA_3_8B = {
    "model_type": "llama",
    "num_hidden_layers": 32,
    "hidden_size": 4096,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "intermediate_size": 14336,
    "vocab_size": 128256,
    "tie_word_embeddings": False,
}


def shape(**config: Any) -> lc.Architecture:
    """The architecture that a configuration states."""
    return lc.Architecture(**read_shape(config).fields)


@pytest.mark.parametrize(
    ("changes", "parameters"),
    [
        # The sizes are those of the models' own configurations, the counts are published ones.
        ({}, 8_030_261_248),
        ({"num_key_value_heads": None, "intermediate_size": 11008, "vocab_size": 32000}, 6_738_415_616),
        ({"model_type": "mistral", "vocab_size": 32000}, 7_241_732_096),
        ({"model_type": "mixtral", "vocab_size": 32000, "num_local_experts": 8}, 46_702_792_704),
        (
            {"model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 3584, "num_attention_heads": 28,
             "num_key_value_heads": 4, "intermediate_size": 18944, "vocab_size": 152064},
            7_615_616_512,
        ),
        (
            {"model_type": "qwen3", "num_hidden_layers": 28, "hidden_size": 1024, "num_attention_heads": 16,
             "head_dim": 128, "intermediate_size": 3072, "vocab_size": 151936, "tie_word_embeddings": True},
            596_049_920,
        ),
        (
            {"model_type": "qwen3_moe", "num_hidden_layers": 48, "hidden_size": 2048, "num_key_value_heads": 4,
             "head_dim": 128, "moe_intermediate_size": 768, "num_experts": 128, "vocab_size": 151936},
            30_532_122_624,
        ),
        (
            {"model_type": "qwen2_moe", "num_hidden_layers": 24, "hidden_size": 2048, "num_attention_heads": 16,
             "num_key_value_heads": 16, "moe_intermediate_size": 1408, "shared_expert_intermediate_size": 5632,
             "num_experts": 60, "vocab_size": 151936},
            14_315_784_192,
        ),
        (
            {"model_type": "gemma2", "num_hidden_layers": 42, "hidden_size": 3584, "num_attention_heads": 16,
             "head_dim": 256, "vocab_size": 256000, "tie_word_embeddings": None},
            9_241_705_984,
        ),
        (
            {"model_type": "gemma3_text", "num_hidden_layers": 26, "hidden_size": 1152, "num_attention_heads": 4,
             "num_key_value_heads": 1, "head_dim": 256, "intermediate_size": 6912, "vocab_size": 262144,
             "tie_word_embeddings": None},
            999_885_952,
        ),
        (
            {"model_type": "phi3", "hidden_size": 3072, "num_key_value_heads": 32, "intermediate_size": 8192,
             "vocab_size": 32064},
            3_821_079_552,
        ),
    ],
    ids=["Llama 3.1 8B", "Llama 2 7B", "Mistral 7B v0.1", "Mixtral 8x7B", "Qwen2.5 7B", "Qwen3 0.6B",
         "Qwen3 30B A3B", "Qwen1.5 MoE A2.7B", "Gemma 2 9B", "Gemma 3 1B", "Phi 3.5 mini"],
)  # fmt: skip
def test_published_counts(changes: dict[str, Any], parameters: int) -> None:
    """The count of each family is the published one, to the unit."""
    config = {key: value for key, value in (LLAMA_3_8B | changes).items() if value is not None}
    assert shape(**config).parameters == parameters


def test_biases_of_llama() -> None:
    """Biases that a configuration switches on are counted."""
    biased = shape(**LLAMA_3_8B, attention_bias=True, mlp_bias=True)
    assert biased.extra_parameters == 32 * ((32 + 2 * 8) * 128 + 4096 + 2 * 14336 + 4096)


def test_incomplete() -> None:
    """Where a width is missing no count follows, and none of what stands beside it."""
    config = {key: value for key, value in LLAMA_3_8B.items() if key != "hidden_size"}
    assert shape(**config, attention_bias=True).extra_parameters is None
    lonely = {"model_type": "qwen2_moe", "num_experts": 4, "moe_intermediate_size": 8}
    assert shape(**LLAMA_3_8B | lonely).extra_parameters == 32 * ((32 + 16) * 128 + 4096 * 4)


@pytest.mark.parametrize(
    ("stated", "window", "layers"),
    [
        ({"sliding_window": 4096, "model_type": "mistral"}, 4096, 32),
        ({"sliding_window": 4096, "model_type": "gemma2"}, 4096, None),
        ({"sliding_window": 512, "sliding_window_pattern": 6}, 512, 27),
        ({"sliding_window": 512, "use_sliding_window": False}, None, None),
        ({"sliding_window": 512, "use_sliding_window": True, "max_window_layers": 28}, 512, 4),
        ({"sliding_window": 512, "use_sliding_window": True, "max_window_layers": 32}, 512, None),
        ({"sliding_window": 512, "layer_types": ["full_attention"] * 32}, None, None),
        (
            {"sliding_window": 512, "layer_types": ["sliding_attention", "full_attention"] * 16},
            512,
            16,
        ),
        ({"layer_types": ["sliding_attention"] * 32}, None, None),
        ({"sliding_window": None}, None, None),
    ],
)
def test_sliding_layers(stated: dict[str, Any], window: int | None, layers: int | None) -> None:
    """Layers slide as the configuration says; where it does not say which, only the window is known."""
    found = shape(**LLAMA_3_8B | stated)
    assert (found.sliding_window, found.sliding_layers) == (window, layers)


def test_other_attention() -> None:
    """Layers of another kind of attention leave no heads to reckon a cache from."""
    assert shape(**LLAMA_3_8B, layer_types=["linear_attention"] * 32).kv_heads is None


def test_memory_of_a_configuration() -> None:
    """What is derived from a configuration is compared, and its cache is right."""
    mine = lc.ModelCard(
        name="mine", architecture=shape(**LLAMA_3_8B), budget=lc.TokenBudget(context="8k")
    )
    assert lc.memory(mine).kv_cache == lc.memory("llama-3-8b").kv_cache
    stated = mine.stated("parameters")
    assert stated is not None
    assert stated.text == "8,030,261,248"
