"""Tuning by names: of built-in cards, by words, and not stated."""

import pytest

from llamacards._catalog.tuning import infer_tuning, read_model_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("meta-llama/Llama-2-13b-chat-hf", "chat"),
        ("meta-llama/Meta-Llama-3-8B", "base"),
        ("Llama 3.1 8B", "base"),
        ("google/gemma-2-2b-it", "instruct"),
        ("Qwen/Qwen2.5-7B-Instruct", "instruct"),
        ("acme-7b-sft-dpo", "instruct"),
        ("acme-dpo-chat", "chat"),
        ("acme-8b-base", "base"),
        ("acme-base-chat", None),
        ("HuggingFaceH4/zephyr-7b-beta", None),
        ("chat/acme-8b", None),
        ("italic-8b", None),
        ("llama", None),
    ],
)
def test_tuning(name: str, expected: str | None) -> None:
    """A built-in card says how it is tuned, else a word of the name; nothing else does."""
    assert infer_tuning(name) == expected


def test_several_names() -> None:
    """The first name that says it is taken."""
    assert infer_tuning(None, "acme", "acme-chat") == "chat"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("acme/acme-8b", "acme/acme-8b"),
        ("/home/me/models/acme-8b/", "acme-8b"),
        ("models/acme/acme-8b", "acme-8b"),
        ("C:\\models\\acme-8b", "acme-8b"),
        ("~/cache/models--acme--acme-8b/snapshots/0a1b2c", "acme/acme-8b"),
        ("/data/LLaMA/7B", "LLaMA/7B"),
        ("./runs/acme-sft/checkpoint-500/", "acme-sft/checkpoint-500"),
        ("./final", "final"),
        ("./", "./"),
        ("acme", "acme"),
    ],
)
def test_model_name(stated: str, expected: str) -> None:
    """A local path gives its last part, a folder of the Hub's cache the id, an id itself."""
    assert read_model_name(stated) == expected
