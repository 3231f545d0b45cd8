"""Benchmarks, and the names that they go by."""

from __future__ import annotations

from types import MappingProxyType

BENCHMARK_ALIASES = MappingProxyType(
    {
        "agi eval": "AGIEval",
        "ai2 diagram": "AI2D",
        "arc challenge": "ARC-Challenge",
        "arc-c": "ARC-Challenge",
        "arc-e": "ARC-Easy",
        "arc_challenge": "ARC-Challenge",
        "arc_easy": "ARC-Easy",
        "bb hard": "BIG-Bench Hard",
        "bbh": "BIG-Bench Hard",
        "commonsense_qa": "CommonSenseQA",
        "csqa": "CommonSenseQA",
        "gsm-8k": "GSM8K",
        "gsm8k": "GSM8K",
        "hellaswag": "HellaSwag",
        "hendrycks_math": "MATH",
        "human-eval": "HumanEval",
        "humaneval": "HumanEval",
        "infographicsqa": "InfographicVQA",
        "mmlu": "MMLU",
        "mmlu pro": "MMLU-Pro",
        "mmlu_pro": "MMLU-Pro",
        "nq": "Natural Questions",
        "obqa": "OpenBookQA",
        "social_iqa": "SIQA",
        "text vqa": "TextVQA",
        "tqa": "TriviaQA",
    }
)
"""Names that documents and harnesses print, in lower case, and the benchmark that each means."""


def benchmark_named(name: str) -> str:
    """The name a benchmark goes by here: aliases that are written down, nothing guessed."""
    return BENCHMARK_ALIASES.get(name.casefold(), name)


def as_benchmark(value: str) -> str:
    """The name of a benchmark as it is used here."""
    return benchmark_named(value.strip()) if isinstance(value, str) else value
