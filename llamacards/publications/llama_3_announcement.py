"""The announcement of Llama 3: a checkpoint of over 400B parameters, still in training."""

from llamacards._records import Fact, ModelCard, Publication, Source, Table
from llamacards.publications.llama_3 import (
    AGIEVAL,
    ARC_CHALLENGE,
    BIG_BENCH_HARD,
    DETAILS,
    DROP,
    GPQA,
    GSM8K,
    HUMANEVAL,
    MATH,
    MMLU,
    MMLU_TUNED,
)

ANNOUNCEMENT = Source(
    title="Introducing Meta Llama 3",
    publisher="Meta",
    url="https://ai.meta.com/blog/meta-llama-3/",
    published="2024-04-18",
)

BOTH = ("llama-3-405b", "llama-3-405b-instruct")

PUBLICATION = Publication(
    source=ANNOUNCEMENT,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3-405b",
            title="Llama 3 405B",
            family="Llama",
            version="3",
            size="405B",
            tuning="base",
            status="in training",
            aliases=["Meta Llama 3 400B+"],
        ),
        ModelCard(
            name="llama-3-405b-instruct",
            title="Llama 3 405B Instruct",
            family="Llama",
            version="3",
            size="405B",
            tuning="instruct",
            status="in training",
            derived_from="llama-3-405b",
            aliases=["Meta Llama 3 400B+ Instruct"],
        ),
    ],
    facts=[
        Fact(
            cards=BOTH,
            field="parameters",
            value="400B+",
            source=ANNOUNCEMENT.at("figure llama-400b, heading"),
        ),
        Fact(
            cards=BOTH,
            field="checkpoint",
            value="2024-04-15",
            source=ANNOUNCEMENT.at("figure llama-400b, note"),
        ),
    ],
    tables=[
        Table(
            section="figure llama-400b, base",
            columns={"Meta Llama 3 400B+": "llama-3-405b"},
            rows={
                "MMLU": (MMLU, "84.8"),
                "AGIEval": (AGIEVAL, "69.9"),
                "BBH": (BIG_BENCH_HARD, "85.3"),
                "ARC-C": (ARC_CHALLENGE, "96.0"),
                "DROP": (DROP, "83.5"),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "macro averages",
                    "likelihood of each choice character",
                ),
                "AGIEval": (
                    DETAILS.at("AGI English"),
                    "default few-shot",
                    "averaged over the english subtasks",
                ),
                "BBH": (
                    DETAILS.at("BIG-Bench Hard"),
                    "3-shot chain of thought",
                    "average exact match",
                ),
                "ARC-C": (
                    DETAILS.at("ARC-Challenge"),
                    "25 shots",
                    "likelihood over choice characters",
                ),
                "DROP": (DETAILS.at("DROP"), "3 random few-shot examples"),
            },
        ),
        Table(
            section="figure llama-400b, instruct",
            columns={"Meta Llama 3 400B+": "llama-3-405b-instruct"},
            rows={
                "MMLU": (MMLU_TUNED, "86.1"),
                "GPQA": (GPQA, "48.0"),
                "HumanEval": (HUMANEVAL, "84.1"),
                "GSM8K": (GSM8K, "94.1"),
                "MATH": (MATH, "57.8"),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "macro averages",
                    "generate the best choice character",
                ),
                "GPQA": (DETAILS.at("GPQA"), "0-shot exact match", "Main subset"),
                "HumanEval": (DETAILS.at("HumanEval"), "(pass@1)"),
                "GSM8K": (
                    DETAILS.at("GSM8K"),
                    "8-shot chain-of-thought prompt",
                    "(maj@1)",
                    "512 tokens",
                ),
                "MATH": (DETAILS.at("MATH"), "4-shot problem", "(maj@1)"),
            },
            notes={"GSM8K": "at most 512 generated tokens"},
        ),
    ],
)
