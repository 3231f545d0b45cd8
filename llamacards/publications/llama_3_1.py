"""The Llama 3.1 model card, with its evaluation details, license and Hub repositories."""

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
from llamacards.publications.llama_3 import (
    AGIEVAL,
    ARC_CHALLENGE,
    BIG_BENCH_HARD,
    DROP,
    GPQA,
    GSM8K,
    HUMANEVAL,
    MMLU,
    MMLU_TUNED,
    QUAC,
    SQUAD,
)

CARD = Source(
    title="Llama 3.1 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_1/MODEL_CARD.md",
    published="2024-07-23",
)
DETAILS = Source(
    title="Llama 3.1 evaluation details",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_1/eval_details.md",
    published="2024-07-23",
)
LICENSE = Source(
    title="Llama 3.1 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_1/LICENSE",
    published="2024-07-23",
)
USE_POLICY = Source(
    title="Llama 3.1 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_1/USE_POLICY.md",
    published="2024-07-23",
)
HUB = Source(
    title="Llama 3.1 repositories on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2024-07-23",
)

SMALL = ("llama-3.1-8b", "llama-3.1-8b-instruct")
MIDDLE = ("llama-3.1-70b", "llama-3.1-70b-instruct")
LARGE = ("llama-3.1-405b", "llama-3.1-405b-instruct")
ALL = SMALL + MIDDLE + LARGE
LANGUAGES = ("English", "German", "French", "Italian", "Portuguese", "Hindi", "Spanish", "Thai")

IFEVAL = EvalSetup(
    benchmark="IFEval",
    shots=0,
    cot=False,
    metric="average (prompt and instruction level, strict and loose)",
)
MMLU_COT = EvalSetup(benchmark="MMLU", shots=0, cot=True, metric="macro_avg/acc")
ARC_CHALLENGE_TUNED = EvalSetup(benchmark="ARC-Challenge", shots=0, cot=False, metric="acc")
MATH = EvalSetup(benchmark="MATH", shots=0, cot=True, metric="final_em")
NEXUS = EvalSetup(benchmark="Nexus", shots=0, cot=False, metric="macro_avg/acc")
MGSM = EvalSetup(benchmark="MGSM", shots=0, cot=True, metric="em")
PORTUGUESE = EvalSetup(
    benchmark="MMLU", subset="Portuguese", shots=5, cot=False, metric="macro_avg/acc"
)
SPANISH = EvalSetup(benchmark="MMLU", subset="Spanish", shots=5, cot=False, metric="macro_avg/acc")
ITALIAN = EvalSetup(benchmark="MMLU", subset="Italian", shots=5, cot=False, metric="macro_avg/acc")
GERMAN = EvalSetup(benchmark="MMLU", subset="German", shots=5, cot=False, metric="macro_avg/acc")
FRENCH = EvalSetup(benchmark="MMLU", subset="French", shots=5, cot=False, metric="macro_avg/acc")
HINDI = EvalSetup(benchmark="MMLU", subset="Hindi", shots=5, cot=False, metric="macro_avg/acc")
THAI = EvalSetup(benchmark="MMLU", subset="Thai", shots=5, cot=False, metric="macro_avg/acc")
TUNED = {
    "Llama 3 8B Instruct": "llama-3-8b-instruct",
    "Llama 3.1 8B Instruct": "llama-3.1-8b-instruct",
    "Llama 3 70B Instruct": "llama-3-70b-instruct",
    "Llama 3.1 70B Instruct": "llama-3.1-70b-instruct",
    "Llama 3.1 405B Instruct": "llama-3.1-405b-instruct",
}

MMLU_PRO = EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True, metric="micro_avg/acc_char")

SHARED_TERMS = [
    Term(
        topic="commercial_use",
        answer="conditional",
        clause="§2",
        summary="The grant is not limited to any purpose. The only commercial condition is the "
        "700 million user limit",
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
        summary="You may distribute the model and works derived from it, if the conditions of "
        "§1.b are met",
        key_words="distribute, copy, create derivative works of, and",
        binds_derivatives=True,
    ),
    Term(
        topic="resale",
        answer="stated",
        clause="§1.a",
        summary="The license cannot be transferred. Selling and sublicensing are not mentioned; "
        "those who receive the model get the license itself",
        key_words="non-transferable and royalty-free limited license",
        binds_derivatives=True,
    ),
    Term(
        topic="train_other_models",
        answer="conditional",
        clause="§1.b.i",
        summary="Training another AI model with it is not forbidden. If that model is distributed "
        'or made available, its name must begin with "Llama"',
        key_words="create, train, fine tune, or otherwise improve an",
        binds_derivatives=True,
    ),
    Term(
        topic="output_for_training",
        answer="conditional",
        clause="§1.b.i",
        summary="Output may train another AI model. If that model is distributed or made "
        'available, its name must begin with "Llama"',
        key_words="or any outputs or results of the Llama",
        binds_derivatives=True,
    ),
    Term(
        topic="license_copy",
        answer="required",
        clause="§1.b.i(A)",
        summary="Give a copy of the license when you distribute the model, works derived from it, "
        "or a product or service that contains them",
        key_words="provide a copy of this Agreement with",
        binds_derivatives=True,
    ),
    Term(
        topic="display_text",
        answer="required",
        value="Built with Llama",
        clause="§1.b.i(B)",
        summary='Show "Built with Llama" prominently on a related website, user interface, blog '
        "post, about page or product documentation",
        key_words="prominently display “Built with Llama”",
        binds_derivatives=True,
    ),
    Term(
        topic="name_prefix",
        answer="required",
        value="Llama",
        clause="§1.b.i",
        summary="A distributed AI model that was trained, fine-tuned or improved with the Llama "
        'Materials or their output needs a name beginning with "Llama"',
        key_words="include “Llama” at the beginning of any",
        binds_derivatives=True,
    ),
    Term(
        topic="user_limit",
        answer="conditional",
        value="700M MAU",
        clause="§2",
        summary="If you and your affiliates had over 700 million monthly users when the version "
        "was released, ask Meta for a license first",
        key_words="greater than 700 million monthly active users in … "
        "must request a license … "
        "not authorized to exercise",
        binds_derivatives=True,
    ),
    Term(
        topic="law_compliance",
        answer="required",
        clause="§1.b.iv",
        summary="Use must comply with applicable laws and regulations, including trade compliance "
        "laws",
        key_words="must comply with applicable laws and regulations (including",
        binds_derivatives=True,
    ),
    Term(
        topic="trademark",
        answer="conditional",
        value="Llama",
        clause="§5.a",
        summary='You may use "Llama" only as the naming rule requires, and must follow Meta\'s '
        "brand guidelines. No other trademark rights",
        key_words="use “Llama” (the “Mark”) solely as required to",
        binds_derivatives=True,
    ),
    Term(
        topic="litigation",
        answer="stated",
        clause="§5.c",
        summary="Your license ends when you sue anyone, claiming that the model or its output "
        "infringes your rights",
        key_words="other proceedings against Meta … "
        "then any licenses granted to you under this … "
        "shall terminate",
        binds_derivatives=True,
    ),
    Term(
        topic="termination",
        answer="stated",
        clause="§6",
        summary="Meta may end the license if you breach it. You must then delete the model and "
        "stop using it",
        key_words="terminate this Agreement if you are in breach",
        binds_derivatives=True,
    ),
    Term(
        topic="warranty",
        answer="stated",
        clause="§3",
        summary="The model and its output come as they are, without any warranty. You carry the "
        "risks",
        key_words="PROVIDED ON AN “AS IS” BASIS, WITHOUT WARRANTIES",
        binds_derivatives=True,
    ),
    Term(
        topic="liability",
        answer="stated",
        clause="§4",
        summary="Meta is not liable for lost profits or for indirect, special, consequential, "
        "incidental, exemplary or punitive damages",
        key_words="IN NO EVENT WILL META OR ITS AFFILIATES",
    ),
    Term(
        topic="governing_law",
        answer="stated",
        value="California",
        clause="§7",
        summary="California law applies and its courts alone decide. The UN sales convention does "
        "not apply",
        key_words="under the laws of the State of California … does not apply",
        binds_derivatives=True,
    ),
]
"""What the license texts of Llama 3.1 and later say in the same words."""

PUBLICATION = Publication(
    source=CARD,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3.1-8b",
            title="Llama 3.1 8B",
            family="Llama",
            version="3.1",
            size="8B",
            tuning="base",
            aliases=["meta-llama/Meta-Llama-3.1-8B"],
        ),
        ModelCard(
            name="llama-3.1-8b-instruct",
            title="Llama 3.1 8B Instruct",
            family="Llama",
            version="3.1",
            size="8B",
            tuning="instruct",
            derived_from="llama-3.1-8b",
            aliases=["meta-llama/Meta-Llama-3.1-8B-Instruct"],
        ),
        ModelCard(
            name="llama-3.1-70b",
            title="Llama 3.1 70B",
            family="Llama",
            version="3.1",
            size="70B",
            tuning="base",
            aliases=["meta-llama/Meta-Llama-3.1-70B"],
        ),
        ModelCard(
            name="llama-3.1-70b-instruct",
            title="Llama 3.1 70B Instruct",
            family="Llama",
            version="3.1",
            size="70B",
            tuning="instruct",
            derived_from="llama-3.1-70b",
            aliases=["meta-llama/Meta-Llama-3.1-70B-Instruct"],
        ),
        ModelCard(
            name="llama-3.1-405b",
            title="Llama 3.1 405B",
            family="Llama",
            version="3.1",
            size="405B",
            tuning="base",
            aliases=["meta-llama/Meta-Llama-3.1-405B"],
        ),
        ModelCard(
            name="llama-3.1-405b-instruct",
            title="Llama 3.1 405B Instruct",
            family="Llama",
            version="3.1",
            size="405B",
            tuning="instruct",
            derived_from="llama-3.1-405b",
            aliases=["meta-llama/Meta-Llama-3.1-405B-Instruct"],
        ),
    ],
    facts=[
        Fact(
            cards=ALL,
            field="released",
            value="2024-07-23",
            source=CARD.at("Model Information, Model Release Date"),
        ),
        Fact(
            cards=ALL,
            field="languages",
            value=LANGUAGES,
            source=CARD.at("Model Information, Supported languages"),
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Training Energy Use"),
        ),
        Fact(cards=ALL, field="license", value="llama3.1", source=LICENSE.at("heading")),
        Fact(
            cards=["llama-3-405b"],
            field="superseded_by",
            value="llama-3.1-405b",
            source=CARD.at("Model Information"),
            note="what was in training, released",
            words="405B",
        ),
        Fact(
            cards=["llama-3-405b-instruct"],
            field="superseded_by",
            value="llama-3.1-405b-instruct",
            source=CARD.at("Model Information"),
            note="what was in training, released",
            words="405B",
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
                "Knowledge cutoff": "cutoff",
            },
            rows={
                "8B": (
                    SMALL,
                    ("8B", "Multilingual Text", "Multilingual Text and code", "128k", "2023-12"),
                ),
                "70B": (
                    MIDDLE,
                    ("70B", "Multilingual Text", "Multilingual Text and code", "128k", "2023-12"),
                ),
                "405B": (
                    LARGE,
                    ("405B", "Multilingual Text", "Multilingual Text and code", "128k", "2023-12"),
                ),
            },
        ),
        Table(
            section="Model Information",
            models="rows",
            columns={"Token count": "budget.training"},
            rows={"8B": (SMALL, "15T+"), "70B": (MIDDLE, "15T+"), "405B": (LARGE, "15T+")},
            note="pretraining data only",
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
                "Llama 3.1 8B": (SMALL, "1.46M 700 420 0"),
                "Llama 3.1 70B": (MIDDLE, "7.0M 700 2,040 0"),
                "Llama 3.1 405B": (LARGE, "30.84M 700 8,930 0"),
            },
        ),
        Table(
            section="Base pretrained models",
            columns={
                "Llama 3 8B": "llama-3-8b",
                "Llama 3.1 8B": "llama-3.1-8b",
                "Llama 3 70B": "llama-3-70b",
                "Llama 3.1 70B": "llama-3.1-70b",
                "Llama 3.1 405B": "llama-3.1-405b",
            },
            rows={
                "MMLU": (MMLU, "66.7 66.7 79.5 79.3 85.2"),
                "MMLU-Pro (CoT)": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True, metric="macro_avg/acc_char"),
                    "36.2 37.1 55.0 53.8 61.6",
                ),
                "AGIEval English": (AGIEVAL, "47.1 47.8 63.0 64.6 71.6"),
                "CommonSenseQA": (
                    EvalSetup(benchmark="CommonSenseQA", shots=7, cot=True, metric="acc_char"),
                    "72.6 75.0 83.8 84.1 85.8",
                ),
                "Winogrande": (
                    EvalSetup(benchmark="Winogrande", shots=5, cot=False, metric="acc_char"),
                    "- 60.5 - 83.3 86.7",
                ),
                "BIG-Bench Hard (CoT)": (BIG_BENCH_HARD, "61.1 64.2 81.3 81.6 85.9"),
                "ARC-Challenge": (ARC_CHALLENGE, "79.4 79.7 93.1 92.9 96.1"),
                "TriviaQA-Wiki": (
                    EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=5, cot=False, metric="em"),
                    "78.5 77.6 89.7 89.8 91.8",
                ),
                "SQuAD": (SQUAD, "76.4 77.0 85.6 81.8 89.3"),
                "QuAC (F1)": (QUAC, "44.4 44.9 51.1 51.1 53.6"),
                "BoolQ": (
                    EvalSetup(benchmark="BoolQ", shots=0, cot=False, metric="acc_char"),
                    "75.7 75.0 79.0 79.4 80.0",
                ),
                "DROP (F1)": (DROP, "58.4 59.5 79.7 79.6 84.8"),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "5-shot config",
                    "negative log-likelihood (NLL)",
                    "Macro averages",
                ),
                "MMLU-Pro (CoT)": (
                    DETAILS.at("MMLU-Pro"),
                    "5-shot config with CoT prompt",
                    "Macro averages",
                ),
                "AGIEval English": (
                    DETAILS.at("AGIEval English"),
                    "default few-shot",
                    "averaged over the english subtasks",
                ),
                "CommonSenseQA": (
                    DETAILS.at("CommonSenseQA"),
                    "7-shot config with CoT prompt",
                    "likelihood over choice characters",
                ),
                "Winogrande": (
                    DETAILS.at("WinoGrande"),
                    "log-likelihood over the suffix",
                    "5-shot config",
                    "likelihood over choice characters",
                ),
                "BIG-Bench Hard (CoT)": (
                    DETAILS.at("BIG-Bench Hard"),
                    "3-shot config with CoT prompt",
                    "average exact match",
                ),
                "ARC-Challenge": (
                    DETAILS.at("ARC-Challenge"),
                    "25-shot config",
                    "likelihood over choice characters",
                ),
                "TriviaQA-Wiki": (
                    DETAILS.at("TriviaQA-WIKI"),
                    "Wiki validation set",
                    "5-shot config",
                    "average exact match",
                ),
                "SQuAD": (
                    DETAILS.at("SQuAD"),
                    "SQuAD v2 with a 1-shot config",
                    "exact match scores",
                    "all previous questions",
                ),
                "QuAC (F1)": (DETAILS.at("QuAC"), "1-shot config", "F1 scores"),
                "BoolQ": (DETAILS.at("BoolQ"), "0-shot config", "average accuracy"),
                "DROP (F1)": (DETAILS.at("DROP"), "3 random few-shot examples", "F1 scores"),
            },
            notes={
                "CommonSenseQA": "the details describe a chain-of-thought prompt and likelihood "
                "over choice characters",
                "Winogrande": "the details describe two scorings: suffix likelihood and choice "
                "characters",
                "SQuAD": "the prompt has the earlier questions on the passage and their answers",
            },
        ),
        Table(
            section="Instruction tuned models",
            columns=TUNED,
            rows={
                "MMLU": (MMLU_TUNED, "68.5 69.4 82.0 83.6 87.3"),
                "MMLU (CoT)": (MMLU_COT, "65.3 73.0 80.9 86.0 88.6"),
                "MMLU-Pro (CoT)": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True, metric="macro_avg/acc"),
                    "45.5 48.3 63.4 66.4 73.3",
                ),
                "IFEval": (IFEVAL, "76.8 80.4 82.9 87.5 88.6"),
                "ARC-C": (ARC_CHALLENGE_TUNED, "82.4 83.4 94.4 94.8 96.9"),
                "GPQA": (GPQA, "34.6 30.4 39.5 46.7 50.7"),
                "HumanEval": (HUMANEVAL, "60.4 72.6 81.7 80.5 89.0"),
                "MBPP ++ base version": (
                    EvalSetup(
                        benchmark="MBPP EvalPlus (base)", shots=0, cot=False, metric="pass@1"
                    ),
                    "70.6 72.8 82.5 86.0 88.6",
                ),
                "Multipl-E HumanEval": (
                    EvalSetup(
                        benchmark="MultiPL-E",
                        subset="HumanEval",
                        shots=0,
                        cot=False,
                        metric="pass@1",
                    ),
                    "- 50.8 - 65.5 75.2",
                ),
                "Multipl-E MBPP": (
                    EvalSetup(
                        benchmark="MultiPL-E", subset="MBPP", shots=0, cot=False, metric="pass@1"
                    ),
                    "- 52.4 - 62.0 65.7",
                ),
                "GSM-8K (CoT)": (GSM8K, "80.6 84.5 93.0 95.1 96.8"),
                "MATH (CoT)": (MATH, "29.1 51.9 51.0 68.0 73.8"),
                "API-Bank": (
                    EvalSetup(benchmark="API-Bank", shots=0, cot=False, metric="acc"),
                    "48.3 82.6 85.1 90.0 92.0",
                ),
                "BFCL": (
                    EvalSetup(benchmark="BFCL", shots=0, cot=False, metric="acc"),
                    "60.3 76.1 83.0 84.8 88.5",
                ),
                "Gorilla Benchmark API Bench": (
                    EvalSetup(benchmark="Gorilla API Bench", shots=0, cot=False, metric="acc"),
                    "1.7 8.2 14.7 29.7 35.3",
                ),
                "Nexus (0-shot)": (NEXUS, "18.1 38.5 47.8 56.7 58.7"),
                "Multilingual MGSM (CoT)": (MGSM, "- 68.9 - 86.9 91.6"),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "5-shot",
                    "generate the best choice character",
                    "Macro averages",
                ),
                "MMLU (CoT)": (
                    DETAILS.at("MMLU"),
                    "0-shot scores use a CoT",
                    "generate the best choice character",
                    "Macro averages",
                ),
                "MMLU-Pro (CoT)": (
                    DETAILS.at("MMLU-Pro"),
                    "5-shot config with CoT prompt",
                    "Macro averages",
                ),
                "IFEval": (
                    DETAILS.at("IFEval"),
                    "default settings",
                    "prompt level scores",
                    "instruction level strict and loose accuracy",
                    "average across all the scores",
                ),
                "ARC-C": (
                    DETAILS.at("ARC-Challenge"),
                    "0-shot config",
                    "generate the choice character",
                ),
                "GPQA": (
                    DETAILS.at("GPQA"),
                    "0-shot config with and without CoT prompt",
                    "exact match scores",
                    "main set",
                ),
                "HumanEval": (DETAILS.at("HumanEval/HumanEval+"), "0-shot config", "pass@1"),
                "MBPP ++ base version": (
                    DETAILS.at("MBPP EvalPlus (base)"),
                    "0-shot config",
                    "pass@1",
                ),
                "Multipl-E HumanEval": (
                    DETAILS.at("Multipl-E HumanEval and Multipl-E MBPP"),
                    "0-shot config",
                    "pass@1",
                ),
                "Multipl-E MBPP": (
                    DETAILS.at("Multipl-E HumanEval and Multipl-E MBPP"),
                    "0-shot config",
                    "pass@1",
                ),
                "GSM-8K (CoT)": (
                    DETAILS.at("GSM8K"),
                    "8-shot config with CoT prompt",
                    "(maj@1)",
                    "1024 tokens",
                ),
                "MATH (CoT)": (
                    DETAILS.at("MATH"),
                    "0-shot config with Cot prompt",
                    "exact match using sympy",
                    "equality template",
                ),
                "API-Bank": (DETAILS.at("API Bank"), "0-shot config"),
                "BFCL": (
                    DETAILS.at("Berkeley Function Calling Leaderboard (BFCL)"),
                    "commit 7bef000",
                ),
                "Gorilla Benchmark API Bench": (
                    DETAILS.at("Gorilla API Bench"),
                    "same 0-shot prompt",
                ),
                "Nexus (0-shot)": (DETAILS.at("Nexus"), "evaluation function"),
                "Multilingual MGSM (CoT)": (
                    DETAILS.at("Multilingual MGSM"),
                    "0-shot config with CoT prompt",
                    "exact match (maj@1)",
                ),
            },
            notes={
                ("GPQA", "Llama 3.1 70B Instruct"): "the same figure stands in the Llama 3 paper "
                "with chain of thought; 41.7 until 2024-09-23",
                "GSM-8K (CoT)": "at most 1,024 generated tokens",
            },
            doubtful=[("GPQA", "Llama 3.1 70B Instruct")],
            since={
                ("GPQA", "Llama 3.1 70B Instruct"): "2024-09-24",
                "MMLU-Pro (CoT)": "2024-08-06",
            },
        ),
        Table(
            section="Instruction tuned models",
            columns={"Llama 3.1 70B Instruct": "llama-3.1-70b-instruct"},
            rows={"GPQA": (GPQA, "41.7")},
            until="2024-09-23",
        ),
        Table(
            section="Instruction tuned models",
            columns=TUNED,
            rows={"MMLU-Pro (CoT)": (MMLU_PRO, "45.5 48.3 63.4 66.4 73.3")},
            until="2024-08-05",
        ),
        Table(
            section="Multilingual benchmarks",
            columns={
                "Llama 3.1 8B Instruct": "llama-3.1-8b-instruct",
                "Llama 3.1 70B Instruct": "llama-3.1-70b-instruct",
                "Llama 3.1 405B Instruct": "llama-3.1-405b-instruct",
            },
            rows={
                "Portuguese": (PORTUGUESE, "62.12 80.13 84.95"),
                "Spanish": (SPANISH, "62.45 80.05 85.08"),
                "Italian": (ITALIAN, "61.63 80.4 85.04"),
                "German": (GERMAN, "60.59 79.27 84.36"),
                "French": (FRENCH, "62.34 79.82 84.66"),
                "Hindi": (HINDI, "50.88 74.52 80.31"),
                "Thai": (THAI, "50.32 72.95 78.21"),
            },
            follows={
                "Portuguese": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "Portuguese",
                ),
                "Spanish": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "Spanish",
                ),
                "Italian": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "Italian",
                ),
                "German": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "German",
                ),
                "French": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "French",
                ),
                "Hindi": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "Hindi",
                ),
                "Thai": (
                    DETAILS.at("Multilingual MMLU"),
                    "post-trained models",
                    "5-shot config",
                    "Thai",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MMLU",
            columns={"8B": "llama-3.1-8b", "70B": "llama-3.1-70b", "405B": "llama-3.1-405b"},
            rows={
                "micro average, pre-trained": (
                    EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="micro_avg/acc_char"),
                    "65.6 79.0 85.4",
                ),
            },
            follows={
                "micro average, pre-trained": (
                    DETAILS.at("MMLU"),
                    "micro average scores",
                    "5-shot config",
                    "negative log-likelihood (NLL)",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MMLU",
            columns={
                "8B": "llama-3.1-8b-instruct",
                "70B": "llama-3.1-70b-instruct",
                "405B": "llama-3.1-405b-instruct",
            },
            rows={
                "micro average, post-trained": (
                    EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="micro_avg/acc"),
                    "69.44 84.0 87.71",
                ),
            },
            follows={
                "micro average, post-trained": (
                    DETAILS.at("MMLU"),
                    "micro average scores",
                    "5-shot config",
                    "generate the best choice character",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MMLU-Pro",
            columns={"8B": "llama-3.1-8b", "70B": "llama-3.1-70b", "405B": "llama-3.1-405b"},
            rows={
                "micro average, pre-trained": (
                    MMLU_PRO,
                    "35.6 52.0 59.6",
                ),
            },
            follows={
                "micro average, pre-trained": (
                    DETAILS.at("MMLU-Pro"),
                    "micro average scores",
                    "5-shot config with CoT prompt",
                    "best choice character",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MMLU-Pro",
            columns={
                "8B": "llama-3.1-8b-instruct",
                "70B": "llama-3.1-70b-instruct",
                "405B": "llama-3.1-405b-instruct",
            },
            rows={
                "micro average, post-trained": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True, metric="micro_avg/acc"),
                    "47.0 65.1 72.2",
                ),
            },
            follows={
                "micro average, post-trained": (
                    DETAILS.at("MMLU-Pro"),
                    "micro average scores",
                    "5-shot config with CoT prompt",
                    "best choice character",
                ),
            },
        ),
        Table(
            source=DETAILS,
            section="MATH",
            columns={
                "8B": "llama-3.1-8b-instruct",
                "70B": "llama-3.1-70b-instruct",
                "405B": "llama-3.1-405b-instruct",
            },
            rows={
                "MATH-HARD (Lvl 5)": (
                    EvalSetup(benchmark="MATH-HARD", shots=0, cot=True, metric="final_em"),
                    "25.4 43.8 53.4",
                ),
            },
            follows={
                "MATH-HARD (Lvl 5)": (
                    DETAILS.at("MATH"),
                    "post-trained models",
                    "0-shot config with Cot prompt",
                    "exact match using sympy",
                    "MATH-HARD (Lvl 5)",
                ),
            },
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns=CONFIG,
            rows={
                "meta-llama/Llama-3.1-8B": (
                    SMALL,
                    (8030261248, 32, 4096, 32, 8, 128, 14336, 128256, 500000, False),
                ),
                "meta-llama/Llama-3.1-70B": (
                    MIDDLE,
                    (70553706496, 80, 8192, 64, 8, 128, 28672, 128256, 500000, False),
                ),
                "meta-llama/Llama-3.1-405B": (
                    LARGE,
                    (405853388800, 126, 16384, 128, 8, 128, 53248, 128256, 500000, False),
                ),
            },
            notes={
                "vocabulary": "rows of the embedding, 256 special tokens included",
                ("meta-llama/Llama-3.1-405B", "kv_heads"): "copies from the days of the release "
                "have 16, the heads doubled for 16-way model parallelism",
            },
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns={"rope_scaling": "architecture.rope_scaling"},
            rows={
                "meta-llama/Llama-3.1-8B": (
                    SMALL,
                    ["llama3, factor 8.0, low 1.0, high 4.0, original 8192"],
                ),
                "meta-llama/Llama-3.1-70B": (
                    MIDDLE,
                    ["llama3, factor 8.0, low 1.0, high 4.0, original 8192"],
                ),
                "meta-llama/Llama-3.1-405B": (
                    LARGE,
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
                "llama-3.1-8b": ("llama-3.1-8b", "meta-llama/Llama-3.1-8B"),
                "llama-3.1-8b-instruct": (
                    "llama-3.1-8b-instruct",
                    "meta-llama/Llama-3.1-8B-Instruct",
                ),
                "llama-3.1-70b": ("llama-3.1-70b", "meta-llama/Llama-3.1-70B"),
                "llama-3.1-70b-instruct": (
                    "llama-3.1-70b-instruct",
                    "meta-llama/Llama-3.1-70B-Instruct",
                ),
                "llama-3.1-405b": ("llama-3.1-405b", "meta-llama/Llama-3.1-405B"),
                "llama-3.1-405b-instruct": (
                    "llama-3.1-405b-instruct",
                    "meta-llama/Llama-3.1-405B-Instruct",
                ),
            },
        ),
    ],
    licenses=[
        License(
            name="Llama 3.1 Community License Agreement",
            hf_id="llama3.1",
            spdx_id="LicenseRef-llama3.1",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2024-07-23",
            source=LICENSE,
            complete=True,
            terms=[
                *SHARED_TERMS,
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright "
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
                    value="https://llama.meta.com/llama3_1/use-policy",
                    clause="§1.b.iv",
                    summary="Use must follow the Acceptable Use Policy, which is part of the "
                    "license",
                    key_words="adhere to the Acceptable Use Policy for the",
                    binds_derivatives=True,
                ),
            ],
        )
    ],
)
