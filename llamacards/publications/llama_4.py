"""The Llama 4 model card, with its license and Hub repositories."""

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
from llamacards.publications.llama_3_1 import (
    SHARED_TERMS,
)

CARD = Source(
    title="Llama 4 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama4/MODEL_CARD.md",
    published="2025-04-05",
)
LICENSE = Source(
    title="Llama 4 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama4/LICENSE",
    published="2025-04-05",
)
USE_POLICY = Source(
    title="Llama 4 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama4/USE_POLICY.md",
    published="2025-04-05",
)
HUB = Source(
    title="Llama 4 repositories on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2025-04-05",
)

SCOUT = ("llama-4-scout", "llama-4-scout-instruct")
MAVERICK = ("llama-4-maverick", "llama-4-maverick-instruct")
ALL = SCOUT + MAVERICK

PUBLICATION = Publication(
    source=CARD,
    cards=[
        ModelCard(
            name="llama-4-scout",
            title="Llama 4 Scout",
            family="Llama",
            version="4",
            tuning="base",
        ),
        ModelCard(
            name="llama-4-scout-instruct",
            title="Llama 4 Scout Instruct",
            family="Llama",
            version="4",
            tuning="instruct",
            derived_from="llama-4-scout",
        ),
        ModelCard(
            name="llama-4-maverick",
            title="Llama 4 Maverick",
            family="Llama",
            version="4",
            tuning="base",
        ),
        ModelCard(
            name="llama-4-maverick-instruct",
            title="Llama 4 Maverick Instruct",
            family="Llama",
            version="4",
            tuning="instruct",
            derived_from="llama-4-maverick",
        ),
    ],
    facts=[
        Fact(
            cards=ALL,
            field="released",
            value="2025-04-05",
            source=CARD.at("Model Information, Model Release Date"),
            note="2025-04-07 in a first version of the same day",
        ),
        Fact(
            cards=SCOUT,
            field="architecture.experts",
            value=16,
            source=CARD.at("Model Information"),
            words="Llama 4 Scout, 16 experts",
        ),
        Fact(
            cards=MAVERICK,
            field="architecture.experts",
            value=128,
            source=CARD.at("Model Information"),
            words="Llama 4 Maverick, 128 experts",
        ),
        Fact(
            cards=ALL,
            field="dense",
            value=False,
            source=CARD.at("Model Information, Model Architecture"),
            note="a mixture of experts",
            words="mixture-of-experts",
        ),
        Fact(
            cards=ALL,
            field="languages",
            value=[
                "Arabic",
                "English",
                "French",
                "German",
                "Hindi",
                "Indonesian",
                "Italian",
                "Portuguese",
                "Spanish",
                "Tagalog",
                "Thai",
                "Vietnamese",
            ],
            source=CARD.at("Model Information, Supported languages"),
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Training Energy Use"),
        ),
        Fact(cards=ALL, field="license", value="llama4", source=LICENSE.at("heading")),
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
                "Llama 4 Scout (17Bx16E)": (
                    SCOUT,
                    (
                        "109B",
                        "Multilingual text and image",
                        "Multilingual text and code",
                        "10M",
                        "~40T",
                        "2024-08",
                    ),
                ),
                "Llama 4 Maverick (17Bx128E)": (
                    MAVERICK,
                    (
                        "400B",
                        "Multilingual text and image",
                        "Multilingual text and code",
                        "1M",
                        "~22T",
                        "2024-08",
                    ),
                ),
            },
            notes={
                "Params": "total, of a mixture of experts",
                "Token count": "multimodal pretraining data",
            },
        ),
        Table(
            section="Model Information",
            models="rows",
            columns={"Params": "active_parameters"},
            rows={
                "Llama 4 Scout (17Bx16E)": (SCOUT, "17B"),
                "Llama 4 Maverick (17Bx128E)": (MAVERICK, "17B"),
            },
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Training Time (GPU hours)": "training.gpu_hours",
                "Training Power Consumption (W)": "training.power_w",
                "Training Location-Based Greenhouse Gas Emissions (tons CO2eq)": "training.co2e_t",
                "Training Market-Based Greenhouse Gas Emissions (tons CO2eq)": (
                    "training.co2e_market_t"
                ),
            },
            rows={
                "Llama 4 Scout": (SCOUT, "5.0M 700 1,354 0"),
                "Llama 4 Maverick": (MAVERICK, "2.38M 700 645 0"),
            },
            note="pretraining only",
        ),
        Table(
            section="Pre-trained models",
            columns={
                "Llama 3.1 70B": "llama-3.1-70b",
                "Llama 3.1 405B": "llama-3.1-405b",
                "Llama 4 Scout": "llama-4-scout",
                "Llama 4 Maverick": "llama-4-maverick",
            },
            rows={
                "MMLU": (
                    EvalSetup(benchmark="MMLU", shots=5, metric="macro_avg/acc_char"),
                    "79.3 85.2 79.6 85.5",
                ),
                "MMLU-Pro": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, metric="macro_avg/em"),
                    "53.8 61.6 58.2 62.9",
                ),
                "MATH": (
                    EvalSetup(benchmark="MATH", shots=4, metric="em_maj1@1"),
                    "41.6 53.5 50.3 61.2",
                ),
                "MBPP": (
                    EvalSetup(benchmark="MBPP", shots=3, metric="pass@1"),
                    "66.4 74.4 67.8 77.6",
                ),
                "TydiQA": (
                    EvalSetup(benchmark="TyDiQA", shots=1, metric="average/f1"),
                    "29.9 34.3 31.5 31.7",
                ),
                "ChartQA": (
                    EvalSetup(benchmark="ChartQA", shots=0, metric="Relaxed accuracy"),
                    "- - 83.4 85.3",
                ),
                "DocVQA": (
                    EvalSetup(benchmark="DocVQA", shots=0, metric="ANLS"),
                    "- - 89.4 91.6",
                ),
            },
            notes={
                ("MMLU-Pro", "Llama 3.1 70B"): "the Llama 3.1 card has it with chain of thought "
                "and as macro_avg/acc_char",
                ("MMLU-Pro", "Llama 3.1 405B"): "the Llama 3.1 card has it with chain of thought "
                "and as macro_avg/acc_char",
            },
        ),
        Table(
            section="Instruction tuned models",
            columns={
                "Llama 3.3 70B": "llama-3.3-70b-instruct",
                "Llama 3.1 405B": "llama-3.1-405b-instruct",
                "Llama 4 Scout": "llama-4-scout-instruct",
                "Llama 4 Maverick": "llama-4-maverick-instruct",
            },
            rows={
                "MMMU": (
                    EvalSetup(benchmark="MMMU", shots=0, metric="accuracy"),
                    "- - 69.4 73.4",
                ),
                "MMMU Pro^": (
                    EvalSetup(benchmark="MMMU-Pro", shots=0, metric="accuracy"),
                    "- - 52.2 59.6",
                ),
                "MathVista": (
                    EvalSetup(benchmark="MathVista", shots=0, metric="accuracy"),
                    "- - 70.7 73.7",
                ),
                "ChartQA": (
                    EvalSetup(benchmark="ChartQA", shots=0, metric="Relaxed accuracy"),
                    "- - 88.8 90.0",
                ),
                "DocVQA (test)": (
                    EvalSetup(benchmark="DocVQA", subset="test", shots=0, metric="ANLS"),
                    "- - 94.4 94.4",
                ),
                "LiveCodeBench (10/01/2024-02/01/2025)": (
                    EvalSetup(
                        benchmark="LiveCodeBench",
                        subset="2024-10-01 to 2025-02-01",
                        shots=0,
                        metric="pass@1",
                    ),
                    "33.3 27.7 32.8 43.4",
                ),
                "MMLU Pro": (
                    EvalSetup(benchmark="MMLU-Pro", shots=0, metric="macro_avg/acc"),
                    "68.9 73.4 74.3 80.5",
                ),
                "GPQA Diamond": (
                    EvalSetup(benchmark="GPQA", subset="Diamond", shots=0, metric="acc"),
                    "50.5 49.0 57.2 69.8",
                ),
                "MGSM": (
                    EvalSetup(benchmark="MGSM", shots=0, metric="average/em"),
                    "91.1 91.6 90.6 92.3",
                ),
                "MTOB (half book) eng->kgv/kgv->eng": (
                    EvalSetup(
                        benchmark="MTOB",
                        subset="half book, eng->kgv",
                        metric="chrF",
                        unit="chrF",
                        lower_is_better=False,
                    ),
                    "- - 42.2 54.0",
                ),
                "MTOB (full book) eng->kgv/kgv->eng": (
                    EvalSetup(
                        benchmark="MTOB",
                        subset="full book, eng->kgv",
                        metric="chrF",
                        unit="chrF",
                        lower_is_better=False,
                    ),
                    "- - 39.7 50.8",
                ),
            },
            notes={
                "MMMU Pro^": "average of the Standard and Vision tasks",
                "MTOB (half book) eng->kgv/kgv->eng": "the first of two values in one cell",
                "MTOB (full book) eng->kgv/kgv->eng": "the first of two values in one cell",
                ("MMLU Pro", "Llama 3.3 70B"): "the Llama 3.3 card has 68.9 as 5-shot with chain "
                "of thought",
                ("MMLU Pro", "Llama 3.1 405B"): "the Llama 3.3 card has 73.3 as 5-shot with chain "
                "of thought",
            },
        ),
        Table(
            section="Instruction tuned models",
            columns={
                "Llama 4 Scout": "llama-4-scout-instruct",
                "Llama 4 Maverick": "llama-4-maverick-instruct",
            },
            rows={
                "MTOB (half book) eng->kgv/kgv->eng": (
                    EvalSetup(
                        benchmark="MTOB",
                        subset="half book, kgv->eng",
                        metric="chrF",
                        unit="chrF",
                        lower_is_better=False,
                    ),
                    "36.6 46.4",
                ),
                "MTOB (full book) eng->kgv/kgv->eng": (
                    EvalSetup(
                        benchmark="MTOB",
                        subset="full book, kgv->eng",
                        metric="chrF",
                        unit="chrF",
                        lower_is_better=False,
                    ),
                    "36.3 46.7",
                ),
            },
            note="the second of two values in one cell",
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-4-scout": ("llama-4-scout", "meta-llama/Llama-4-Scout-17B-16E"),
                "llama-4-scout-instruct": (
                    "llama-4-scout-instruct",
                    "meta-llama/Llama-4-Scout-17B-16E-Instruct",
                ),
                "llama-4-maverick": ("llama-4-maverick", "meta-llama/Llama-4-Maverick-17B-128E"),
                "llama-4-maverick-instruct": (
                    "llama-4-maverick-instruct",
                    "meta-llama/Llama-4-Maverick-17B-128E-Instruct",
                ),
            },
        ),
    ],
    licenses=[
        License(
            name="Llama 4 Community License Agreement",
            hf_id="llama4",
            spdx_id="LicenseRef-llama4",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2025-04-05",
            source=LICENSE,
            complete=True,
            terms=[
                *SHARED_TERMS,
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Llama 4 is licensed under the Llama 4 Community License, Copyright © "
                    "Meta Platforms, Inc. All Rights Reserved.",
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
                    value="https://www.llama.com/llama4/use-policy",
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
                    clause="paragraph after item 6",
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
