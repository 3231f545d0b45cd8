"""The benchmarks behind tasks of harnesses, data sets of the Hub and columns of boards."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from llamacards._records.benchmark import benchmark_named
from llamacards._records.benchmark_names import BENCHMARK_ALIASES, PARTS
from llamacards._wording import join_words
from llamacards.errors import FieldError, UnknownNameError, UnknownOptionError

_SUBJECTS = (
    "abstract_algebra|anatomy|astronomy|business_ethics|clinical_knowledge|college_biology|"
    "college_chemistry|college_computer_science|college_mathematics|college_medicine|"
    "college_physics|computer_security|conceptual_physics|econometrics|"
    "electrical_engineering|elementary_mathematics|formal_logic|global_facts|"
    "high_school_biology|high_school_chemistry|high_school_computer_science|"
    "high_school_european_history|high_school_geography|high_school_government_and_politics|"
    "high_school_macroeconomics|high_school_mathematics|high_school_microeconomics|"
    "high_school_physics|high_school_psychology|high_school_statistics|"
    "high_school_us_history|high_school_world_history|human_aging|human_sexuality|"
    "international_law|jurisprudence|logical_fallacies|machine_learning|management|marketing|"
    "medical_genetics|miscellaneous|moral_disputes|moral_scenarios|nutrition|philosophy|"
    "prehistory|professional_accounting|professional_law|professional_medicine|"
    "professional_psychology|public_relations|security_studies|sociology|us_foreign_policy|"
    "virology|world_religions|humanities|social_sciences|stem|other"
)
"""The subjects of MMLU and their groups, as the harness names them."""

_PRO_SUBJECTS = (
    "biology|business|chemistry|computer_science|economics|engineering|health|history|law|math|"
    "other|philosophy|physics|psychology"
)
"""The subjects of MMLU-Pro, likewise."""

_FAMILIES = (
    # lm-evaluation-harness, lm_eval/tasks at 4e7e0d47
    (rf"mmlu_({_SUBJECTS})", "MMLU"),
    (r"mmlu_(?:flan_(?:n_shot_|cot_)\w+shot_|flan_n_shot_\w+?_)(.+)", "MMLU"),
    (rf"mmlu_pro_(?:llama_)?({_PRO_SUBJECTS})", "MMLU-Pro"),
    (r"(?:leaderboard_)?bbh_(?:(?:cot_)?(?:few|zero)shot_)?(.+)", "BIG-Bench Hard"),
    (r"leaderboard_math_(.+)_hard", "MATH-HARD"),
    (r"(?:hendrycks_math_|minerva_math_|math:)(.+)", "MATH"),
    (r"gpqa_(diamond|extended)_.+", "GPQA"),
    (r"gpqa_main_.+", "GPQA"),
    (r"mgsm_(?:direct|en_cot|native_cot)_(..)", "MGSM"),
    (r"agieval[_:](.+)", "AGIEval"),
    (r"infinitebench_(.+)", "InfiniteBench"),
    (r"leaderboard_musr", "MuSR"),
    (r"leaderboard_musr_(.+)", "MuSR"),
    # the same at 21e128d8, for 0.3
    (r"hendrycksTest-(.+)", "MMLU"),
    # lighteval 0.13.0, src/lighteval/tasks
    (r"mmlu:(.+)", "MMLU"),
    (r"(?:bbh|bigbench_hard):(.+)", "BIG-Bench Hard"),
    (r"mgsm:(.+)", "MGSM"),
    (r"race:(.+)", "RACE"),
    # data sets that the harness reads its tasks from
    (r"hails/agieval-(.+)", "AGIEval"),
)
"""Patterns of the names of parts, with their benchmark, under who writes them."""


def read_task(name: str) -> tuple[str, str | None]:
    """
    The benchmark and part that the name of a task, data set or column means.

    An unknown name is a benchmark of its own.

    >>> read_task("hendrycksTest-anatomy"), read_task("openai/gsm8k"), read_task("my_task")
    (('MMLU', 'anatomy'), ('GSM8K', None), ('my_task', None))
    """
    return known_task(name) or (benchmark_named(name.strip()), None)


def known_task(name: str) -> tuple[str, str | None] | None:
    """The benchmark and part that a name means by the tables above; None if it is unknown."""
    folded = name.casefold().strip()
    if folded in PARTS:
        return PARTS[folded]
    named = benchmark_named(name.strip())
    if named in BENCHMARK_ALIASES:
        return named, None
    for pattern, benchmark in _FAMILIES:
        # Compiled, and kept, by re when it is first met: no table of built-in cards needs any.
        found = re.fullmatch(pattern, folded, re.IGNORECASE)
        if found is not None:
            return benchmark, found[1] if found.re.groups else None
    return None


SHARE_METRICS = frozenset(
    {
        "acc",
        "acc_bytes",
        "acc_mutual_info",
        "acc_norm",
        "em",
        "exact_match",
        "extractive_match",
        "inst_level_loose_acc",
        "inst_level_strict_acc",
        "mc1",
        "mc2",
        "pass@1",
        "pqem",
        "prompt_level_loose_acc",
        "prompt_level_strict_acc",
        "qem",
        "truthfulqa_mc1",
        "truthfulqa_mc2",
    }
)
"""
Metrics that are shares of answers, from 0 to 1, in every task of a harness. Others have no fixed
scale: f1 goes up to 1 in DROP and to 100 in SQuAD v2.
"""


LOWER_METRICS = frozenset(
    {
        "bits_per_byte",
        "byte_perplexity",
        "cer",
        "loss",
        "mae",
        "mse",
        "perplexity",
        "ppl",
        "rmse",
        "ter",
        "wer",
        "word_perplexity",
    }
)
"""Metrics that count errors: a higher percentage of them is not better."""


TOLD_FIELDS = ("benchmark", "subset", "cot", "unit")
"""What a user may state of a task, as no file of a harness states it."""


def check_told(
    call: str,
    told: Mapping[str, Mapping[str, Any]],
    tasks: Collection[str],
    fields: Collection[str],
) -> None:
    """Refuse setups for an unknown task or with an unknown field."""
    if not isinstance(told, Mapping) or not all(isinstance(s, Mapping) for s in told.values()):
        raise FieldError(call, "setups", "a mapping such as {'gsm8k_cot': {'cot': True}}", told)
    for task, said in told.items():
        if task not in tasks:
            raise UnknownNameError("task", task, tasks)
        for field in said:
            if field not in fields:
                raise UnknownOptionError("field of setups", field, fields)


def told_note(said: Mapping[str, Any]) -> str:
    """A note on the fields of a setup that its file does not state."""
    return f"{join_words(said, 'and')} given by the user, not stated by the file" if said else ""
