"""The Llama 3.3 model card, with its evaluation details, license and Hub repository."""

from llamacards._records import (
    EvalSetup,
    Fact,
    License,
    ModelCard,
    Publication,
    Source,
    Table,
    Term,
)
from llamacards.publications.llama_2 import CONFIG
from llamacards.publications.llama_3 import HUMANEVAL
from llamacards.publications.llama_3_1 import (
    IFEVAL,
    LANGUAGES,
    MATH,
    MGSM,
    MMLU_COT,
    SHARED_TERMS,
)
from llamacards.publications.llama_3_2 import BFCL_V2

CARD = Source(
    title="Llama 3.3 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_3/MODEL_CARD.md",
    published="2024-12-06",
)
DETAILS = Source(
    title="Llama 3.3 evaluation details",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_3/eval_details.md",
    published="2024-12-06",
)
LICENSE = Source(
    title="Llama 3.3 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_3/LICENSE",
    published="2024-12-06",
)
USE_POLICY = Source(
    title="Llama 3.3 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_3/USE_POLICY.md",
    published="2024-12-06",
)
HUB = Source(
    title="Llama 3.3 repository on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2024-12-06",
)


# The evaluation details, which call themselves those of 3.2, repeat averages and MATH-HARD of "8B,
# 70B and 405B" models. Which are meant is not said: they stay out, as with 3.2.
PUBLICATION = Publication(
    source=CARD,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3.3-70b-instruct",
            title="Llama 3.3 70B Instruct",
            family="Llama",
            version="3.3",
            size="70B",
            tuning="instruct",
        ),
    ],
    facts=[
        Fact(
            cards="llama-3.3-70b-instruct",
            field="released",
            value="2024-12-06",
            source=CARD.at("Model Information, Model Release Date"),
            note="the overview of the repository has 2024-12-04",
        ),
        Fact(
            cards="llama-3.3-70b-instruct",
            field="languages",
            value=LANGUAGES,
            source=CARD.at("Model Information, Supported languages"),
        ),
        Fact(
            cards="llama-3.3-70b-instruct",
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Training Energy Use"),
        ),
        Fact(
            cards="llama-3.3-70b-instruct",
            field="license",
            value="llama3.3",
            source=LICENSE.at("heading"),
        ),
    ],
    tables=[
        Table(
            section="Model Information",
            models="rows",
            columns={
                "Params": "parameters",
                "Input modalities": "inputs",
                "Output modalities": "outputs",
                "Context length": "budget.context",
                "Token count": "budget.training",
                "Knowledge cutoff": "cutoff",
            },
            rows={
                "Llama 3.3 (text only)": (
                    "llama-3.3-70b-instruct",
                    (
                        "70B",
                        "Multilingual Text",
                        "Multilingual Text and code",
                        "128k",
                        "15T+",
                        "2023-12",
                    ),
                ),
            },
            notes={"Token count": "pretraining data only"},
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Training Time (GPU hours)": "training.gpu_hours",
                "Training Power Consumption (W)": "training.power_w",
                "Training Location-Based Greenhouse Gas Emissions (metric tons CO2eq)": (
                    "training.co2e_t"
                ),
                "Training Market-Based Greenhouse Gas Emissions (metric tons CO2eq)": (
                    "training.co2e_market_t"
                ),
            },
            rows={"Llama 3.3 70B": ("llama-3.3-70b-instruct", "7.0M 700 12.9 0")},
            notes={
                "Training Time (GPU hours)": "the text above the table has 39.3M, the total of "
                "Llama 3.1",
                "Training Location-Based Greenhouse Gas Emissions (metric tons CO2eq)": "Llama "
                "3.1 70B has 2,040 for the same hours; the text above the table has 11,390, the "
                "total of Llama 3.1",
            },
            since={
                "Training Location-Based Greenhouse Gas Emissions (metric tons CO2eq)": "2025-02-12"
            },
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Training Location-Based Greenhouse Gas Emissions (metric tons CO2eq)": (
                    "training.co2e_t"
                ),
            },
            rows={"Llama 3.3 70B": ("llama-3.3-70b-instruct", "2,040")},
            until="2025-02-11",
        ),
        Table(
            section="Instruction tuned models",
            columns={
                "Llama 3.1 8B Instruct": "llama-3.1-8b-instruct",
                "Llama 3.1 70B Instruct": "llama-3.1-70b-instruct",
                "Llama-3.3 70B Instruct": "llama-3.3-70b-instruct",
                "Llama 3.1 405B Instruct": "llama-3.1-405b-instruct",
            },
            rows={
                "MMLU (CoT)": (MMLU_COT, "73.0 86.0 86.0 88.6"),
                "MMLU Pro (CoT)": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True, metric="macro_avg/acc"),
                    "48.3 66.4 68.9 73.3",
                ),
                "IFEval": (IFEVAL, "80.4 87.5 92.1 88.6"),
                "GPQA Diamond (CoT)": (
                    EvalSetup(benchmark="GPQA", subset="Diamond", shots=0, cot=True, metric="acc"),
                    "31.8 48.0 50.5 49.0",
                ),
                "HumanEval": (HUMANEVAL, "72.6 80.5 88.4 89.0"),
                "MBPP EvalPlus (base)": (
                    EvalSetup(
                        benchmark="MBPP EvalPlus (base)", shots=0, cot=False, metric="pass@1"
                    ),
                    "72.8 86.0 87.6 88.6",
                ),
                "MATH (CoT)": (MATH, "51.9 68.0 77.0 73.8"),
                "BFCL v2": (BFCL_V2, "65.4 77.5 77.3 81.1"),
                "MGSM": (MGSM, "68.9 86.9 91.1 91.6"),
            },
            follows={
                "MMLU (CoT)": (
                    DETAILS.at("MMLU"),
                    "0-shot scores use a CoT",
                    "generate the best choice character",
                    "Macro averages",
                ),
                "IFEval": (
                    DETAILS.at("IFEval"),
                    "default settings",
                    "prompt level scores",
                    "instruction level strict and loose accuracy",
                    "average across all the scores",
                ),
                "GPQA Diamond (CoT)": (
                    DETAILS.at("GPQA Diamond"),
                    "0-shot config with CoT prompt",
                    "exact match scores",
                    "Diamond set",
                ),
                "MATH (CoT)": (
                    DETAILS.at("MATH"),
                    "0-shot config with Cot prompt",
                    "exact match using sympy",
                    "equality template",
                ),
                "BFCL v2": (
                    DETAILS.at("Berkeley Function Calling Leaderboard (BFCL) v2"),
                    "commit 70d6722",
                    '"AST Summary" metric',
                ),
                "MGSM": (
                    DETAILS.at("MGSM"),
                    "0-shot config with CoT prompt",
                    "exact match (maj@1)",
                ),
            },
            notes={
                "MATH (CoT)": "printed as sympy_intersection_score; the details describe final_em "
                "of Llama 3.1, word for word",
            },
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns=CONFIG,
            rows={
                "meta-llama/Llama-3.3-70B-Instruct": (
                    "llama-3.3-70b-instruct",
                    (70553706496, 80, 8192, 64, 8, 128, 28672, 128256, 500000, False),
                ),
            },
            notes={"vocabulary": "rows of the embedding, 256 special tokens included"},
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns={"rope_scaling": "architecture.rope_scaling"},
            rows={
                "meta-llama/Llama-3.3-70B-Instruct": (
                    "llama-3.3-70b-instruct",
                    ["llama3, factor 8.0, low 1.0, high 4.0, original 8192"],
                ),
            },
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-3.3-70b-instruct": (
                    "llama-3.3-70b-instruct",
                    "meta-llama/Llama-3.3-70B-Instruct",
                ),
            },
        ),
    ],
    licenses=[
        License(
            name="Llama 3.3 Community License Agreement",
            hf_id="llama3.3",
            spdx_id="LicenseRef-llama3.3",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2024-12-06",
            source=LICENSE,
            complete=True,
            terms=[
                *SHARED_TERMS,
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Llama 3.3 is licensed under the Llama 3.3 Community License, Copyright "
                    "© Meta Platforms, Inc. All Rights Reserved.",
                    clause="§1.b.iii",
                    summary="Every copy you distribute needs a text file named Notice with the "
                    "given sentence",
                    key_words="must retain in all copies … "
                    "attribution notice within a “Notice” text file",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="https://www.llama.com/llama3_3/use-policy",
                    clause="§1.b.iv",
                    summary="Use must follow the Acceptable Use Policy, which is part of the "
                    "license",
                    key_words="adhere to the Acceptable Use Policy for the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="safety_circumvention",
                    answer="not allowed",
                    clause="item 1.8",
                    summary="You must not deliberately bypass or remove usage restrictions or "
                    "safety measures, nor enable functions that Meta disabled",
                    key_words="circumvent or remove usage restrictions or other safety",
                    binds_derivatives=True,
                    source=USE_POLICY,
                ),
                Term(
                    topic="region_limit",
                    answer="conditional",
                    value="European Union",
                    clause="paragraph after item 5",
                    summary="Individuals domiciled in the EU, and companies with their principal "
                    "place of business there, get no §1.a rights to multimodal models. End users "
                    "are exempt",
                    key_words="not being granted … "
                    "individual domiciled in, or a company with a … "
                    "does not apply to end users",
                    binds_derivatives=True,
                    source=USE_POLICY,
                ),
            ],
        )
    ],
)
