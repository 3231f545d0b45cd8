"""The Llama 3 model card, with its evaluation details, license and Hub repositories."""

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

CARD = Source(
    title="Llama 3 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama3/blob/a0940f9/MODEL_CARD.md",
    published="2024-04-18",
)
DETAILS = Source(
    title="Llama 3 evaluation details",
    publisher="Meta",
    url="https://github.com/meta-llama/llama3/blob/a0940f9/eval_details.md",
    published="2024-04-18",
)
LICENSE = Source(
    title="Meta Llama 3 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama3/blob/a0940f9/LICENSE",
    published="2024-04-18",
)
USE_POLICY = Source(
    title="Meta Llama 3 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama3/blob/a0940f9/USE_POLICY.md",
    published="2024-04-18",
)
HUB = Source(
    title="Llama 3 repositories on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2024-04-18",
)

SMALL = ("llama-3-8b", "llama-3-8b-instruct")
LARGE = ("llama-3-70b", "llama-3-70b-instruct")
ALL = SMALL + LARGE

MMLU = EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="macro_avg/acc_char")
# By the same sentences as in the Llama 3.1 details, which name the scoring of each answer.
AGIEVAL = EvalSetup(
    benchmark="AGIEval", subset="English", shots="3-5", cot=False, metric="average/acc_char"
)
SQUAD = EvalSetup(benchmark="SQuAD", subset="v2", shots=1, cot=False, metric="em")
QUAC = EvalSetup(benchmark="QuAC", shots=1, cot=False, metric="f1")
BIG_BENCH_HARD = EvalSetup(benchmark="BIG-Bench Hard", shots=3, cot=True, metric="average/em")
ARC_CHALLENGE = EvalSetup(benchmark="ARC-Challenge", shots=25, cot=False, metric="acc_char")
DROP = EvalSetup(benchmark="DROP", shots=3, cot=False, metric="f1")
MMLU_TUNED = EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="macro_avg/acc")
GPQA = EvalSetup(benchmark="GPQA", shots=0, cot=False, metric="em")
HUMANEVAL = EvalSetup(benchmark="HumanEval", shots=0, cot=False, metric="pass@1")
GSM8K = EvalSetup(benchmark="GSM8K", shots=8, cot=True, metric="em_maj1@1")
MATH = EvalSetup(benchmark="MATH", shots=4, cot=True, metric="em_maj1@1")

PUBLICATION = Publication(
    source=CARD,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3-8b",
            title="Llama 3 8B",
            family="Llama",
            version="3",
            size="8B",
            tuning="base",
            aliases=["meta-llama/Llama-3-8B"],
        ),
        ModelCard(
            name="llama-3-8b-instruct",
            title="Llama 3 8B Instruct",
            family="Llama",
            version="3",
            size="8B",
            tuning="instruct",
            derived_from="llama-3-8b",
            aliases=["meta-llama/Llama-3-8B-Instruct"],
        ),
        ModelCard(
            name="llama-3-70b",
            title="Llama 3 70B",
            family="Llama",
            version="3",
            size="70B",
            tuning="base",
            aliases=["meta-llama/Llama-3-70B"],
        ),
        ModelCard(
            name="llama-3-70b-instruct",
            title="Llama 3 70B Instruct",
            family="Llama",
            version="3",
            size="70B",
            tuning="instruct",
            derived_from="llama-3-70b",
            aliases=["meta-llama/Llama-3-70B-Instruct"],
        ),
    ],
    facts=[
        Fact(
            cards=ALL,
            field="released",
            value="2024-04-18",
            source=CARD.at("Model Details, Model Release Date"),
        ),
        Fact(
            cards=ALL,
            field="inputs",
            value="text",
            source=CARD.at("Model Details, Input"),
        ),
        Fact(
            cards=ALL,
            field="outputs",
            value=["text", "code"],
            source=CARD.at("Model Details, Output"),
        ),
        Fact(
            cards=ALL,
            field="languages",
            value="English",
            source=CARD.at("Intended Use, Intended Use Cases"),
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Carbon Footprint"),
        ),
        Fact(cards=ALL, field="license", value="llama3", source=LICENSE.at("heading")),
    ],
    tables=[
        Table(
            section="Model Details",
            models="rows",
            columns={
                "Params": "parameters",
                "Context length": "budget.context",
                "Knowledge cutoff": "cutoff",
            },
            rows={
                "8B": (SMALL, "8B 8k 2023-03"),
                "70B": (LARGE, "70B 8k 2023-12"),
            },
        ),
        Table(
            section="Model Details",
            models="rows",
            columns={"Token count": "budget.training"},
            rows={"8B": (SMALL, "15T+"), "70B": (LARGE, "15T+")},
            note="pretraining data only",
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Time (GPU hours)": "training.gpu_hours",
                "Power Consumption (W)": "training.power_w",
                "Carbon Emitted(tCO2eq)": "training.co2e_t",
            },
            rows={
                "Llama 3 8B": (SMALL, "1.3M 700 390"),
                "Llama 3 70B": (LARGE, "6.4M 700 1900"),
            },
            note="pretraining only",
        ),
        Table(
            section="Base pretrained models",
            columns={
                "Llama 3 8B": "llama-3-8b",
                "Llama2 7B": "llama-2-7b",
                "Llama2 13B": "llama-2-13b",
                "Llama 3 70B": "llama-3-70b",
                "Llama2 70B": "llama-2-70b",
            },
            rows={
                "MMLU (5-shot)": (MMLU, "66.6 45.7 53.8 79.5 69.7"),
                "AGIEval English (3-5 shot)": (AGIEVAL, "45.9 28.8 38.7 63.0 54.8"),
                "CommonSenseQA (7-shot)": (
                    EvalSetup(benchmark="CommonSenseQA", shots=7, cot=True),
                    "72.6 57.6 67.6 83.8 78.7",
                ),
                "Winogrande (5-shot)": (
                    EvalSetup(
                        benchmark="Winogrande",
                        shots=5,
                        cot=False,
                        metric="acc (suffix likelihood)",
                    ),
                    "76.1 73.3 75.4 83.1 81.8",
                ),
                "BIG-Bench Hard (3-shot, CoT)": (BIG_BENCH_HARD, "61.1 38.1 47.0 81.3 65.7"),
                "ARC-Challenge (25-shot)": (ARC_CHALLENGE, "78.6 53.7 67.6 93.0 85.3"),
                "TriviaQA-Wiki (5-shot)": (
                    EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=5, cot=False),
                    "78.5 72.1 79.6 89.7 87.5",
                ),
                "SQuAD (1-shot)": (SQUAD, "76.4 72.2 72.1 85.6 82.6"),
                "QuAC (1-shot, F1)": (QUAC, "44.4 39.6 44.9 51.1 49.4"),
                "BoolQ (0-shot)": (
                    EvalSetup(benchmark="BoolQ", shots=0, cot=False, metric="acc"),
                    "75.7 65.5 66.9 79.0 73.1",
                ),
                "DROP (3-shot, F1)": (DROP, "58.4 37.9 49.8 79.7 70.2"),
            },
            follows={
                "MMLU (5-shot)": (
                    DETAILS.at("MMLU"),
                    "macro averages",
                    "likelihood of each choice character",
                ),
                "AGIEval English (3-5 shot)": (
                    DETAILS.at("AGI English"),
                    "default few-shot",
                    "averaged over the english subtasks",
                ),
                "CommonSenseQA (7-shot)": (
                    DETAILS.at("CommonSenseQA"),
                    "7-shot chain-of-thought prompt",
                ),
                "Winogrande (5-shot)": (
                    DETAILS.at("Winogrande"),
                    "log-likelihood over the suffix",
                    "5 shots",
                ),
                "BIG-Bench Hard (3-shot, CoT)": (
                    DETAILS.at("BIG-Bench Hard"),
                    "3-shot chain of thought",
                    "average exact match",
                ),
                "ARC-Challenge (25-shot)": (
                    DETAILS.at("ARC-Challenge"),
                    "25 shots",
                    "likelihood over choice characters",
                ),
                "TriviaQA-Wiki (5-shot)": (
                    DETAILS.at("TriviaQA-WIKI"),
                    "Wiki validation set",
                    "5 few-shot examples",
                ),
                "SQuAD (1-shot)": (
                    DETAILS.at("SQuAD"),
                    "SQuAD v2",
                    "exact match in a 1-shot setting",
                ),
                "QuAC (1-shot, F1)": (DETAILS.at("QuAC"), "Same setting as Llama 2 (1-shot, f1)"),
                "BoolQ (0-shot)": (DETAILS.at("BoolQ"), "(0-shot, accuracy)"),
                "DROP (3-shot, F1)": (DETAILS.at("DROP"), "3 random few-shot examples"),
            },
        ),
        Table(
            section="Instruction tuned models",
            columns={
                "Llama 3 8B": "llama-3-8b-instruct",
                "Llama 2 7B": "llama-2-7b-chat",
                "Llama 2 13B": "llama-2-13b-chat",
                "Llama 3 70B": "llama-3-70b-instruct",
                "Llama 2 70B": "llama-2-70b-chat",
            },
            rows={
                "MMLU (5-shot)": (MMLU_TUNED, "68.4 34.1 47.8 82.0 52.9"),
                "GPQA (0-shot)": (GPQA, "34.2 21.7 22.3 39.5 21.0"),
                "HumanEval (0-shot)": (HUMANEVAL, "62.2 7.9 14.0 81.7 25.6"),
                "GSM-8K (8-shot, CoT)": (GSM8K, "79.6 25.7 41.2 93.0 57.5"),
                "MATH (4-shot, CoT)": (MATH, "30.0 3.8 6.7 50.4 11.6"),
            },
            follows={
                "MMLU (5-shot)": (
                    DETAILS.at("MMLU"),
                    "macro averages",
                    "generate the best choice character",
                ),
                "GPQA (0-shot)": (DETAILS.at("GPQA"), "0-shot exact match", "Main subset"),
                "HumanEval (0-shot)": (DETAILS.at("HumanEval"), "(pass@1)"),
                "GSM-8K (8-shot, CoT)": (
                    DETAILS.at("GSM8K"),
                    "8-shot chain-of-thought prompt",
                    "(maj@1)",
                    "512 tokens",
                ),
                "MATH (4-shot, CoT)": (DETAILS.at("MATH"), "4-shot problem", "(maj@1)"),
            },
            notes={"GSM-8K (8-shot, CoT)": "at most 512 generated tokens"},
            since={("GSM-8K (8-shot, CoT)", "Llama 2 13B"): "2024-07-11"},
        ),
        Table(
            section="Instruction tuned models",
            columns={"Llama 2 13B": "llama-2-13b-chat"},
            rows={"GSM-8K (8-shot, CoT)": (GSM8K, "77.4")},
            until="2024-07-10",
        ),
        Table(
            source=DETAILS,
            section="MMLU",
            columns={"8B": "llama-3-8b", "70B": "llama-3-70b"},
            rows={
                "micro average, pre-trained": (
                    EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="micro_avg/acc_char"),
                    "65.4 78.9",
                ),
            },
            follows={
                "micro average, pre-trained": (
                    DETAILS.at("MMLU"),
                    "micro average numbers",
                    "likelihood of each choice character",
                    CARD.at("Base pretrained models"),
                    "MMLU (5-shot)",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MMLU",
            columns={"8B": "llama-3-8b-instruct", "70B": "llama-3-70b-instruct"},
            rows={
                "micro average, instruct-aligned": (
                    EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="micro_avg/acc"),
                    "67.4 82.0",
                ),
            },
            follows={
                "micro average, instruct-aligned": (
                    DETAILS.at("MMLU"),
                    "micro average numbers",
                    "generate the best choice character",
                    CARD.at("Instruction tuned models"),
                    "MMLU (5-shot)",
                ),
            },
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns=CONFIG,
            rows={
                "meta-llama/Meta-Llama-3-8B": (
                    SMALL,
                    (8030261248, 32, 4096, 32, 8, 128, 14336, 128256, 500000, False),
                ),
                "meta-llama/Meta-Llama-3-70B": (
                    LARGE,
                    (70553706496, 80, 8192, 64, 8, 128, 28672, 128256, 500000, False),
                ),
            },
            notes={
                "vocabulary": "rows of the embedding; the model card says 128K, which leaves out "
                "256 special tokens",
            },
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-3-8b": ("llama-3-8b", "meta-llama/Meta-Llama-3-8B"),
                "llama-3-8b-instruct": (
                    "llama-3-8b-instruct",
                    "meta-llama/Meta-Llama-3-8B-Instruct",
                ),
                "llama-3-70b": ("llama-3-70b", "meta-llama/Meta-Llama-3-70B"),
                "llama-3-70b-instruct": (
                    "llama-3-70b-instruct",
                    "meta-llama/Meta-Llama-3-70B-Instruct",
                ),
            },
        ),
    ],
    licenses=[
        License(
            name="Meta Llama 3 Community License Agreement",
            hf_id="llama3",
            spdx_id="LicenseRef-llama3",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2024-04-18",
            source=LICENSE,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="conditional",
                    clause="§2",
                    summary="The grant is not limited to any purpose. The only commercial "
                    "condition is the 700 million user limit",
                    key_words="Additional Commercial Terms",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§1.a",
                    summary="You may modify the model and make works derived from it",
                    key_words="create derivative works of, and make modifications to",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§1.a",
                    summary="You may distribute the model and works derived from it, if the "
                    "conditions of §1.b are met",
                    key_words="distribute, copy, create derivative works of, and",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="stated",
                    clause="§1.a",
                    summary="The license cannot be transferred. Selling and sublicensing are not "
                    "mentioned; those who receive the model get the license itself",
                    key_words="non-transferable and royalty-free limited license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="train_other_models",
                    answer="not allowed",
                    clause="§1.b.v",
                    summary="The model must not be used to improve another large language model. "
                    "Meta Llama 3 itself and works derived from it are exempt",
                    key_words="You will not use the Llama Materials or … (excluding Meta Llama 3",
                    binds_derivatives=True,
                ),
                Term(
                    topic="output_for_training",
                    answer="not allowed",
                    clause="§1.b.v",
                    summary="Output must not be used to improve another large language model. "
                    "Meta Llama 3 itself and works derived from it are exempt",
                    key_words="or any output or results of the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§1.b.i(A)",
                    summary="Give a copy of the license when you distribute the model, works "
                    "derived from it, or a product or service that uses them",
                    key_words="provide a copy of this Agreement with",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Meta Llama 3 is licensed under the Meta Llama 3 Community License, "
                    "Copyright © Meta Platforms, Inc. All Rights Reserved.",
                    clause="§1.b.iii",
                    summary="Every copy you distribute needs a text file named Notice with the "
                    "given sentence",
                    key_words="must retain in all copies … "
                    "attribution notice within a “Notice” text file",
                    binds_derivatives=True,
                ),
                Term(
                    topic="display_text",
                    answer="required",
                    value="Built with Meta Llama 3",
                    clause="§1.b.i(B)",
                    summary='Show "Built with Meta Llama 3" prominently on a related website, '
                    "user interface, blog post, about page or product documentation",
                    key_words="prominently display “Built with Meta Llama 3”",
                    binds_derivatives=True,
                ),
                Term(
                    topic="name_prefix",
                    answer="required",
                    value="Llama 3",
                    clause="§1.b.i",
                    summary="A distributed AI model that was trained, fine-tuned or improved with "
                    'the Llama Materials must have a name beginning with "Llama 3"',
                    key_words="include “Llama 3” at the beginning of any",
                    binds_derivatives=True,
                ),
                Term(
                    topic="user_limit",
                    answer="conditional",
                    value="700M MAU",
                    clause="§2",
                    summary="If you and your affiliates had over 700 million monthly users when "
                    "the version was released, ask Meta for a license first",
                    key_words="greater than 700 million monthly active users in … "
                    "must request a license … "
                    "not authorized to exercise",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="https://llama.meta.com/llama3/use-policy",
                    clause="§1.b.iv",
                    summary="Use must follow the Acceptable Use Policy, which is part of the "
                    "license",
                    key_words="adhere to the Acceptable Use Policy for the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="law_compliance",
                    answer="required",
                    clause="§1.b.iv",
                    summary="Use must comply with applicable laws and regulations, including "
                    "trade compliance laws",
                    key_words="must comply with applicable laws and regulations (including",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="conditional",
                    value="Llama 3",
                    clause="§5.a",
                    summary='You may use "Llama 3" only as the naming rule requires, and must '
                    "follow Meta's brand guidelines. No other trademark rights",
                    key_words="“Llama 3” (the “Mark”) solely as required to",
                    binds_derivatives=True,
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    clause="§5.c",
                    summary="Your license ends when you sue anyone, claiming that the model or "
                    "its output infringes your rights",
                    key_words="other proceedings against Meta … "
                    "then any licenses granted to you under this … "
                    "shall terminate",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    clause="§6",
                    summary="Meta may end the license if you breach it. You must then delete the "
                    "model and stop using it",
                    key_words="terminate this Agreement if you are in breach",
                    binds_derivatives=True,
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    clause="§3",
                    summary="The model and its output come as they are, without any warranty. You "
                    "carry the risks",
                    key_words="PROVIDED ON AN “AS IS” BASIS, WITHOUT WARRANTIES",
                    binds_derivatives=True,
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    clause="§4",
                    summary="Meta is not liable for lost profits or for indirect, special, "
                    "consequential, incidental, exemplary or punitive damages",
                    key_words="IN NO EVENT WILL META OR ITS AFFILIATES",
                ),
                Term(
                    topic="governing_law",
                    answer="stated",
                    value="California",
                    clause="§7",
                    summary="California law applies and its courts alone decide. The UN sales "
                    "convention does not apply",
                    key_words="under the laws of the State of California … does not apply",
                    binds_derivatives=True,
                ),
            ],
        )
    ],
)
