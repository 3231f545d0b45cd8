"""Names of tasks, data sets and columns: which benchmark, and which part of it, they mean."""

import pytest

from llamacards._records.benchmark_names import BENCHMARK_NAMES
from llamacards._records.task_names import known_task, read_task


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AI2 Reasoning Challenge", ("ARC-Challenge", None)),
        ("openai/gsm8k", ("GSM8K", None)),
        ("TIGER-Lab/MMLU-Pro", ("MMLU-Pro", None)),
        ("Idavidrein/gpqa", ("GPQA", None)),
        ("Idavidrein/gpqa (diamond)", ("GPQA", "Diamond")),
        ("leaderboard_gpqa_diamond", ("GPQA", "Diamond")),
        ("leaderboard_bbh_snarks", ("BIG-Bench Hard", "snarks")),
        ("leaderboard_ifeval", ("IFEval", None)),
        ("ifeval", ("IFEval", None)),
        ("hendrycksTest-anatomy", ("MMLU", "anatomy")),
        ("mmlu_anatomy", ("MMLU", "anatomy")),
        ("mmlu_social_sciences", ("MMLU", "Social Sciences")),
        ("mmlu_redux", ("mmlu_redux", None)),
        ("gpqa_main_n_shot", ("GPQA", None)),
        ("gpqa_diamond_cot_zeroshot", ("GPQA", "diamond")),
        ("gpqa_diamond", ("GPQA", "Diamond")),
        ("MATH Level 5", ("MATH-HARD", None)),
        ("mgsm_direct_de", ("MGSM", "de")),
        ("mmlu_pro_llama_biology", ("MMLU-Pro", "biology")),
        ("leaderboard_musr", ("MuSR", None)),
        ("allenai/winogrande", ("Winogrande", None)),
        ("truthfulqa_mc2", ("TruthfulQA", "MC2")),
        (" my_task ", ("my_task", None)),
    ],
)
def test_tasks(name: str, expected: tuple[str, str | None]) -> None:
    """A name that is written down means its benchmark; any other is a benchmark of its own."""
    assert read_task(name) == expected


def test_unknown() -> None:
    """What no table has is not known."""
    assert known_task("my_task") is None


def test_one_meaning() -> None:
    """No name means two benchmarks, and each has its source."""
    names = [known.name.casefold() for known in BENCHMARK_NAMES]
    assert len({*names}) == len(names)
    assert all(known.source for known in BENCHMARK_NAMES)
