"""The names of benchmarks, each with its source."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple


class BenchmarkName(NamedTuple):
    """
    A name of a benchmark or of a part of one.

    name: the name, as written.
    benchmark: the benchmark that it means.
    part: the part; None is the whole.
    source: who uses the name.
    """

    name: str
    benchmark: str
    part: str | None
    source: str


_BY_SOURCE: dict[str, dict[tuple[str, str | None], tuple[str, ...]]] = {
    "the documents that llamacards holds": {
        ("AGIEval", None): ("AGI Eval",),
        ("AI2D", None): ("AI2 Diagram",),
        ("ARC-Challenge", None): ("ARC Challenge", "ARC-C"),
        ("ARC-Easy", None): ("ARC-E",),
        ("BIG-Bench Hard", None): ("BB Hard", "BBH"),
        ("CommonSenseQA", None): ("CSQA",),
        ("Gorilla API Bench", None): ("API-Bench", "Gorilla Benchmark API Bench"),
        ("GSM8K", None): ("GSM-8K",),
        ("HumanEval", None): ("Human-Eval",),
        ("InfographicVQA", None): ("InfographicsQA",),
        ("MBPP EvalPlus (base)", None): ("MBPP ++ base version",),
        ("MGSM", None): ("Multilingual MGSM",),
        ("MMLU", None): ("Multilingual MMLU",),
        ("MMLU-Pro", None): ("MMLU Pro",),
        ("Natural Questions", None): ("NQ",),
        ("OpenBookQA", None): ("OBQA",),
        ("TextVQA", None): ("Text VQA",),
        ("TriviaQA", None): ("TQA",),
    },
    "the Open LLM Leaderboard, as its bots wrote into model cards": {
        ("ARC-Challenge", None): ("AI2 Reasoning Challenge", "ai2_arc (arc-challenge)"),
        ("ARC-Easy", None): ("ai2_arc (arc-easy)",),
        ("GPQA", "Diamond"): ("gpqa_diamond",),
        ("IFEval", None): ("HuggingFaceH4/ifeval",),
        ("MATH-HARD", None): ("MATH Lvl 5", "MATH Level 5"),
    },
    "lm-evaluation-harness, lm_eval/tasks at 4e7e0d47": {
        ("AGIEval", "English"): ("agieval_en",),
        ("ARC-Challenge", None): ("arc_challenge", "arc_challenge_chat", "arc_challenge_llama"),
        ("ARC-Easy", None): ("arc_easy",),
        ("BIG-Bench Hard", None): (
            "leaderboard_bbh",
            "bbh_fewshot",
            "bbh_zeroshot",
            "bbh_cot_fewshot",
            "bbh_cot_zeroshot",
        ),
        ("BoolQ", None): ("boolq-seq2seq",),
        ("ChartQA", None): ("chartqa_llama",),
        ("CommonSenseQA", None): ("commonsense_qa",),
        ("GPQA", None): ("leaderboard_gpqa", "leaderboard_gpqa_main"),
        ("GPQA", "Diamond"): ("leaderboard_gpqa_diamond",),
        ("GPQA", "Extended"): ("leaderboard_gpqa_extended",),
        ("GSM8K", None): (
            "gsm8k_llama",
            "gsm8k_cot",
            "gsm8k_cot_llama",
            "gsm8k_cot_zeroshot",
            "gsm8k_cot_self_consistency",
        ),
        ("HumanEval", None): ("humaneval_instruct", "humaneval_64", "humaneval_64_instruct"),
        ("HumanEval+", None): ("humaneval_plus",),
        ("IFEval", None): ("leaderboard_ifeval",),
        ("MATH", None): ("hendrycks_math",),
        ("MATH", "MATH-500"): ("hendrycks_math500", "minerva_math500"),
        ("MATH-HARD", None): ("leaderboard_math_hard",),
        ("MBPP", None): ("mbpp_instruct",),
        ("MGSM", None): ("mgsm_direct", "mgsm_cot_native"),
        ("MMLU", None): (
            "mmlu_continuation",
            "mmlu_generative",
            "mmlu_llama",
            "mmlu_flan_cot_fewshot",
            "mmlu_flan_cot_zeroshot",
            "mmlu_flan_n_shot_generative",
            "mmlu_flan_n_shot_loglikelihood",
        ),
        ("MMLU", "Social Sciences"): ("mmlu_social_sciences",),
        ("MMLU-Pro", None): ("mmlu_pro", "leaderboard_mmlu_pro", "mmlu_pro_llama"),
        ("MMMU", "val"): ("mmmu_val",),
        ("Natural Questions", None): ("nq_open",),
        ("SIQA", None): ("social_iqa",),
        ("SQuAD", "v2"): ("squadv2",),
        ("TruthfulQA", "MC1"): ("truthfulqa_mc1",),
        ("TruthfulQA", "MC2"): ("truthfulqa_mc2",),
        ("TruthfulQA", "generation"): ("truthfulqa_gen",),
    },
    "lighteval 0.13.0, src/lighteval/tasks": {
        ("ARC-Challenge", None): ("arc:challenge",),
        ("ARC-Easy", None): ("arc:easy",),
        ("GPQA", None): ("gpqa:main",),
        ("GPQA", "Diamond"): ("gpqa:diamond",),
        ("GPQA", "Extended"): ("gpqa:extended",),
        ("MATH", "MATH-500"): ("math_500",),
        ("Natural Questions", None): ("natural_questions",),
        ("SQuAD", "v2"): ("squad_v2",),
        ("TruthfulQA", None): ("truthfulqa:mc",),
        ("TruthfulQA", "generation"): ("truthfulqa:gen",),
    },
    "data sets of the Hub, as these programs name them": {
        ("ARC-Challenge", None): ("allenai/ai2_arc (arc-challenge)",),
        ("ARC-Easy", None): ("allenai/ai2_arc (arc-easy)",),
        ("BIG-Bench Hard", None): ("SaylorTwift/bbh",),
        ("ChartQA", None): ("HuggingFaceM4/ChartQA",),
        ("CommonSenseQA", None): ("tau/commonsense_qa",),
        ("DROP", None): ("EleutherAI/drop",),
        ("GPQA", None): (
            *("Idavidrein/gpqa", "idavidrein/gpqa (main)", "idavidrein/gpqa (gpqa_main)"),
        ),
        ("GPQA", "Diamond"): ("idavidrein/gpqa (diamond)", "idavidrein/gpqa (gpqa_diamond)"),
        ("GPQA", "Extended"): ("idavidrein/gpqa (extended)", "idavidrein/gpqa (gpqa_extended)"),
        ("GSM8K", None): ("openai/gsm8k",),
        ("HellaSwag", None): ("Rowan/hellaswag",),
        ("HumanEval", None): ("openai/openai_humaneval",),
        ("HumanEval+", None): ("evalplus/humanevalplus",),
        ("IFEval", None): ("google/IFEval", "wis-k/instruction-following-eval"),
        ("MATH", None): ("EleutherAI/hendrycks_math",),
        ("MATH", "MATH-500"): ("huggingfaceh4/math-500",),
        ("MBPP", None): ("google-research-datasets/mbpp",),
        ("MGSM", None): ("juletxara/mgsm",),
        ("MMLU", None): ("cais/mmlu",),
        ("MMLU-Pro", None): ("TIGER-Lab/MMLU-Pro",),
        ("Natural Questions", None): ("google-research-datasets/nq_open",),
        ("OpenBookQA", None): ("allenai/openbookqa",),
        ("PIQA", None): ("baber/piqa",),
        ("RACE", None): ("EleutherAI/race",),
        ("SIQA", None): ("lighteval/siqa",),
        ("ToxiGen", None): ("skg/toxigen-data",),
        ("TriviaQA", None): ("mandarjoshi/trivia_qa",),
        ("TruthfulQA", None): ("truthfulqa/truthful_qa", "truthful_qa"),
        ("Winogrande", None): ("allenai/winogrande",),
    },
}


BENCHMARK_NAMES = tuple(
    BenchmarkName(name, benchmark, part, source)
    for source, meant in _BY_SOURCE.items()
    for (benchmark, part), names in meant.items()
    for name in names
)
"""Names of benchmarks, in any case; patterns of the names of parts are in task_names."""


def _aliases() -> dict[str, tuple[str, ...]]:
    aliases: dict[str, tuple[str, ...]] = {}
    for known in BENCHMARK_NAMES:
        if known.part is None:
            aliases[known.benchmark] = (*aliases.get(known.benchmark, ()), known.name)
    return aliases


BENCHMARK_ALIASES = MappingProxyType(_aliases())
"""
The names of whole benchmarks, by benchmark.

They are not kept in the records, as every setup looks its name up here, while the records of the
built-in benchmarks are read only on demand.
"""


PARTS = MappingProxyType(
    {
        known.name.casefold(): (known.benchmark, known.part)
        for known in BENCHMARK_NAMES
        if known.part is not None
    }
)
"""Names of parts, in lower case, with the benchmark and the part."""
