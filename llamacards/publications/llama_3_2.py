"""The Llama 3.2 model card, with its evaluation details, license and Hub repositories."""

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
    DROP,
    GSM8K,
    MMLU,
    MMLU_TUNED,
    QUAC,
    SQUAD,
)
from llamacards.publications.llama_3_1 import (
    ARC_CHALLENGE_TUNED,
    FRENCH,
    GERMAN,
    HINDI,
    IFEVAL,
    ITALIAN,
    LANGUAGES,
    MATH,
    MGSM,
    NEXUS,
    PORTUGUESE,
    SHARED_TERMS,
    SPANISH,
    THAI,
)

CARD = Source(
    title="Llama 3.2 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_2/MODEL_CARD.md",
    published="2024-09-25",
)
DETAILS = Source(
    title="Llama 3.2 evaluation details",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_2/eval_details.md",
    published="2024-09-25",
)
LICENSE = Source(
    title="Llama 3.2 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_2/LICENSE",
    published="2024-09-25",
)
USE_POLICY = Source(
    title="Llama 3.2 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_2/USE_POLICY.md",
    published="2024-09-25",
)
HUB = Source(
    title="Llama 3.2 repositories on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2024-09-25",
)

SMALL = ("llama-3.2-1b", "llama-3.2-1b-instruct")
LARGE = ("llama-3.2-3b", "llama-3.2-3b-instruct")
SMALL_QUANTIZED = ("llama-3.2-1b-instruct-spinquant", "llama-3.2-1b-instruct-qlora")
LARGE_QUANTIZED = ("llama-3.2-3b-instruct-spinquant", "llama-3.2-3b-instruct-qlora")
FULL = SMALL + LARGE
QUANTIZED = SMALL_QUANTIZED + LARGE_QUANTIZED
ALL = FULL + QUANTIZED

GPQA = EvalSetup(benchmark="GPQA", shots=0, cot=True, metric="acc")

# The details of 3.2 and 3.3 have the same sentence; the card of 3.2 abbreviates the metric.
BFCL_V2 = EvalSetup(
    benchmark="BFCL v2", shots=0, cot=False, metric="overall_ast_summary/macro_avg/valid"
)

# The evaluation details also repeat averages and MATH-HARD of "8B, 70B and 405B" models. None is
# of this release, and which are meant is not said: they stay out.
PUBLICATION = Publication(
    source=CARD,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3.2-1b",
            title="Llama 3.2 1B",
            family="Llama",
            version="3.2",
            size="1B",
            tuning="base",
        ),
        ModelCard(
            name="llama-3.2-1b-instruct",
            title="Llama 3.2 1B Instruct",
            family="Llama",
            version="3.2",
            size="1B",
            tuning="instruct",
            derived_from="llama-3.2-1b",
        ),
        ModelCard(
            name="llama-3.2-1b-instruct-spinquant",
            title="Llama 3.2 1B Instruct SpinQuant",
            family="Llama",
            version="3.2",
            size="1B",
            tuning="instruct",
            released="2024-10-24",
            derived_from="llama-3.2-1b-instruct",
        ),
        ModelCard(
            name="llama-3.2-1b-instruct-qlora",
            title="Llama 3.2 1B Instruct QLoRA",
            family="Llama",
            version="3.2",
            size="1B",
            tuning="instruct",
            released="2024-10-24",
            derived_from="llama-3.2-1b-instruct",
        ),
        ModelCard(
            name="llama-3.2-3b",
            title="Llama 3.2 3B",
            family="Llama",
            version="3.2",
            size="3B",
            tuning="base",
        ),
        ModelCard(
            name="llama-3.2-3b-instruct",
            title="Llama 3.2 3B Instruct",
            family="Llama",
            version="3.2",
            size="3B",
            tuning="instruct",
            derived_from="llama-3.2-3b",
        ),
        ModelCard(
            name="llama-3.2-3b-instruct-spinquant",
            title="Llama 3.2 3B Instruct SpinQuant",
            family="Llama",
            version="3.2",
            size="3B",
            tuning="instruct",
            released="2024-10-24",
            derived_from="llama-3.2-3b-instruct",
        ),
        ModelCard(
            name="llama-3.2-3b-instruct-qlora",
            title="Llama 3.2 3B Instruct QLoRA",
            family="Llama",
            version="3.2",
            size="3B",
            tuning="instruct",
            released="2024-10-24",
            derived_from="llama-3.2-3b-instruct",
        ),
    ],
    facts=[
        Fact(cards=FULL, field="released", value="2024-09-25", source=LICENSE.at("heading")),
        Fact(
            cards=ALL,
            field="released",
            value="2024-10-24",
            source=CARD.at("Model Information, Model Release Date"),
            since="2024-10-24",
            note="the card gave 2024-09-25 before, and since then gives all its models the day "
            "of the quantized ones",
        ),
        Fact(
            cards=ALL,
            field="languages",
            value=LANGUAGES,
            source=CARD.at("Model Information, Supported Languages"),
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Training Energy Use"),
        ),
        Fact(
            cards=["llama-3.2-1b-instruct-spinquant", "llama-3.2-3b-instruct-spinquant"],
            field="training.co2e_t",
            value="up to 0.001",
            source=CARD.at("Hardware and Software"),
            since="2024-10-24",
            note="the quantization alone; printed as negligible, less than 0.001 by the footnote",
            words="less than 0.001",
        ),
        Fact(cards=ALL, field="license", value="llama3.2", source=LICENSE.at("heading")),
    ],
    tables=[
        Table(
            section="Model Information",
            models="rows",
            columns={
                "Params": "parameters",
                "Input modalities": "inputs",
                "Output modalities": "outputs",
                "Context Length": "budget.context",
                "Knowledge cutoff": "cutoff",
            },
            rows={
                "Llama 3.2 (text only) 1B": (
                    SMALL,
                    ("1.23B", "Multilingual Text", "Multilingual Text and code", "128k", "2023-12"),
                ),
                "Llama 3.2 (text only) 3B": (
                    LARGE,
                    ("3.21B", "Multilingual Text", "Multilingual Text and code", "128k", "2023-12"),
                ),
                "Llama 3.2 Quantized (text only) 1B": (
                    SMALL_QUANTIZED,
                    ("1.23B", "Multilingual Text", "Multilingual Text and code", "8k", "2023-12"),
                ),
                "Llama 3.2 Quantized (text only) 3B": (
                    LARGE_QUANTIZED,
                    ("3.21B", "Multilingual Text", "Multilingual Text and code", "8k", "2023-12"),
                ),
            },
            since={
                "Llama 3.2 Quantized (text only) 1B": "2024-10-24",
                "Llama 3.2 Quantized (text only) 3B": "2024-10-24",
            },
        ),
        Table(
            section="Model Information",
            models="rows",
            columns={"Token count": "budget.training"},
            rows={
                "Llama 3.2 (text only) 1B": (SMALL, ["up to 9T"]),
                "Llama 3.2 (text only) 3B": (LARGE, ["up to 9T"]),
                "Llama 3.2 Quantized (text only) 1B": (SMALL_QUANTIZED, ["up to 9T"]),
                "Llama 3.2 Quantized (text only) 3B": (LARGE_QUANTIZED, ["up to 9T"]),
            },
            since={
                "Llama 3.2 Quantized (text only) 1B": "2024-10-24",
                "Llama 3.2 Quantized (text only) 3B": "2024-10-24",
            },
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
                "Llama 3.2 1B": (SMALL, "370k 700 107 0"),
                "Llama 3.2 3B": (LARGE, "460k 700 133 0"),
            },
            notes={
                "Training Time (GPU hours)": "without 86k hours of logit generation, "
                "printed for both sizes together",
            },
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Training Time (GPU hours)": "training.gpu_hours",
                "Training Power Consumption (W)": "training.power_w",
                "Training Market-Based Greenhouse Gas Emissions (tons CO2eq)": (
                    "training.co2e_market_t"
                ),
            },
            rows={
                "Llama 3.2 1B SpinQuant": ("llama-3.2-1b-instruct-spinquant", "1.7 700 0"),
                "Llama 3.2 3B SpinQuant": ("llama-3.2-3b-instruct-spinquant", "2.4 700 0"),
                "Llama 3.2 1B QLoRA": ("llama-3.2-1b-instruct-qlora", "1.3k 700 0"),
                "Llama 3.2 3B QLoRA": ("llama-3.2-3b-instruct-qlora", "1.6k 700 0"),
            },
            notes={"Training Time (GPU hours)": "the quantization alone"},
            since={
                "Training Time (GPU hours)": "2024-10-24",
                "Training Power Consumption (W)": "2024-10-24",
                "Training Market-Based Greenhouse Gas Emissions (tons CO2eq)": "2024-10-24",
            },
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Training Location-Based Greenhouse Gas Emissions (tons CO2eq)": "training.co2e_t",
            },
            rows={
                "Llama 3.2 1B QLoRA": ("llama-3.2-1b-instruct-qlora", "0.381"),
                "Llama 3.2 3B QLoRA": ("llama-3.2-3b-instruct-qlora", "0.461"),
            },
            note="the quantization alone",
            since={
                "Training Location-Based Greenhouse Gas Emissions (tons CO2eq)": "2024-10-24",
            },
        ),
        Table(
            section="Inference time",
            models="rows",
            columns={
                "Decode (tokens/sec)": "inference.decode",
                "Time-to-first-token (sec)": "inference.first_token",
                "Prefill (tokens/sec)": "inference.prefill",
                "Model size (PTE file size in MB)": "inference.file_mb",
                "Memory size (RSS in MB)": "inference.memory_mb",
            },
            rows={
                "1B BF16 (baseline)": (SMALL, "19.2 1.0 60.3 2358 3,185"),
                "1B SpinQuant": (
                    "llama-3.2-1b-instruct-spinquant",
                    "50.2 0.3 260.5 1083 1,921",
                ),
                "1B QLoRA": ("llama-3.2-1b-instruct-qlora", "45.8 0.3 252.0 1127 2,255"),
                "3B BF16 (baseline)": (LARGE, "7.6 3.0 21.2 6129 7,419"),
                "3B SpinQuant": ("llama-3.2-3b-instruct-spinquant", "19.7 0.7 89.7 2435 3,726"),
                "3B QLoRA": ("llama-3.2-3b-instruct-qlora", "18.5 0.7 88.8 2529 4,060"),
            },
            note="ExecuTorch on the CPU of an Android OnePlus 12, a prompt of 64 tokens",
            since={
                "1B BF16 (baseline)": "2024-10-24",
                "1B SpinQuant": "2024-10-24",
                "1B QLoRA": "2024-10-24",
                "3B BF16 (baseline)": "2024-10-24",
                "3B SpinQuant": "2024-10-24",
                "3B QLoRA": "2024-10-24",
            },
        ),
        Table(
            section="Base Pretrained Models",
            columns={
                "Llama 3.2 1B": "llama-3.2-1b",
                "Llama 3.2 3B": "llama-3.2-3b",
                "Llama 3.1 8B": "llama-3.1-8b",
            },
            rows={
                "MMLU": (MMLU, "32.2 58 66.7"),
                "AGIEval English": (AGIEVAL, "23.3 39.2 47.8"),
                "ARC-Challenge": (ARC_CHALLENGE, "32.8 69.1 79.7"),
                "SQuAD": (SQUAD, "49.2 67.7 77"),
                "QuAC (F1)": (QUAC, "37.9 42.9 44.9"),
                "DROP (F1)": (DROP, "28.0 45.2 59.5"),
                "Needle in Haystack": (
                    EvalSetup(benchmark="Needle in Haystack", shots=0, cot=False, metric="em"),
                    "96.8 1 1",
                ),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "5-shot config",
                    "negative log-likelihood (NLL)",
                    "Macro averages",
                ),
                "AGIEval English": (
                    DETAILS.at("AGIEval English"),
                    "default few-shot",
                    "averaged over the english subtasks",
                ),
                "ARC-Challenge": (
                    DETAILS.at("ARC-Challenge"),
                    "25-shot config",
                    "likelihood over choice characters",
                ),
                "SQuAD": (
                    DETAILS.at("SQuAD"),
                    "SQuAD v2 with a 1-shot config",
                    "exact match scores",
                ),
                "QuAC (F1)": (DETAILS.at("QuAC"), "1-shot config", "F1 scores"),
                "DROP (F1)": (DETAILS.at("DROP"), "3 random few-shot examples", "F1 scores"),
            },
            notes={
                ("Needle in Haystack", "Llama 3.2 3B"): "a fraction, in a row that has percent "
                "for the 1B",
                ("Needle in Haystack", "Llama 3.1 8B"): "a fraction, in a row that has percent "
                "for the 1B",
            },
            doubtful=[
                ("Needle in Haystack", "Llama 3.2 3B"),
                ("Needle in Haystack", "Llama 3.1 8B"),
            ],
        ),
        Table(
            section="Instruction Tuned Models",
            columns={
                "Llama 3.2 1B bf16": "llama-3.2-1b-instruct",
                "Llama 3.2 1B Spin Quant": "llama-3.2-1b-instruct-spinquant",
                "Llama 3.2 1B QLoRA": "llama-3.2-1b-instruct-qlora",
                "Llama 3.2 3B bf16": "llama-3.2-3b-instruct",
                "Llama 3.2 3B Spin Quant": "llama-3.2-3b-instruct-spinquant",
                "Llama 3.2 3B QLoRA": "llama-3.2-3b-instruct-qlora",
                "Llama 3.1 8B": "llama-3.1-8b-instruct",
            },
            rows={
                "MMLU": (MMLU_TUNED, "49.3 47.3 49.0 63.4 62 62.4 69.4"),
                "Open-rewrite eval": (
                    EvalSetup(
                        benchmark="Open-rewrite",
                        shots=0,
                        cot=False,
                        metric="micro_avg/rougeL",
                        unit="ROUGE-L",
                        lower_is_better=False,
                    ),
                    "41.6 40.9 41.2 40.1 40.8 40.7 40.9",
                ),
                "TLDR9+ (test)": (
                    EvalSetup(
                        benchmark="TLDR9+",
                        subset="test",
                        shots=1,
                        cot=False,
                        metric="rougeL",
                        unit="ROUGE-L",
                        lower_is_better=False,
                    ),
                    "16.8 16.7 16.8 19.0 19.2 19.1 17.2",
                ),
                "IFEval": (IFEVAL, "59.5 58.4 55.6 77.4 73.5 75.9 80.4"),
                "GSM8K (CoT)": (GSM8K, "44.4 40.6 46.5 77.7 75.7 77.9 84.5"),
                "MATH (CoT)": (MATH, "30.6 25.3 31.0 48.0 45.3 49.2 51.9"),
                "ARC-C": (ARC_CHALLENGE_TUNED, "59.4 57 60.7 78.6 77.6 77.6 83.4"),
                "GPQA": (GPQA, "27.2 26.3 25.9 32.8 31.7 33.9 32.8"),
                "Hellaswag": (
                    EvalSetup(benchmark="HellaSwag", shots=0, cot=False, metric="acc"),
                    "41.2 41.3 41.5 69.8 68 66.3 78.7",
                ),
                "BFCL V2": (BFCL_V2, "25.7 15.9 23.7 67.0 60.1 63.5 67.1"),
                "Nexus": (NEXUS, "13.5 9.6 12.5 34.3 31.5 30.1 38.5"),
                "InfiniteBench/En.QA": (
                    EvalSetup(
                        benchmark="InfiniteBench",
                        subset="En.QA",
                        shots=0,
                        cot=False,
                        metric="longbook_qa/f1",
                    ),
                    "20.3 - - 19.8 - - 27.3",
                ),
                "InfiniteBench/En.MC": (
                    EvalSetup(
                        benchmark="InfiniteBench",
                        subset="En.MC",
                        shots=0,
                        cot=False,
                        metric="longbook_choice/acc",
                    ),
                    "38.0 - - 63.3 - - 72.2",
                ),
                "NIH/Multi-needle": (
                    EvalSetup(
                        benchmark="NIH",
                        subset="Multi-needle",
                        shots=0,
                        cot=False,
                        metric="recall",
                    ),
                    "75.0 - - 84.7 - - 98.8",
                ),
                "MGSM (CoT)": (MGSM, "24.5 18.2 24.4 58.2 54.3 56.8 68.9"),
            },
            follows={
                "MMLU": (
                    DETAILS.at("MMLU"),
                    "5-shot",
                    "generate the best choice character",
                    "Macro averages",
                ),
                "Open-rewrite eval": (
                    DETAILS.at("Open-Rewrite"),
                    "0-shot config",
                    "micro_avg rougeL",
                ),
                "TLDR9+ (test)": (DETAILS.at("TLDR9+"), "1-shot config", "rougeL scores"),
                "IFEval": (
                    DETAILS.at("IFEval"),
                    "default settings",
                    "prompt level scores",
                    "instruction level strict and loose accuracy",
                    "average across all the scores",
                ),
                "GSM8K (CoT)": (
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
                "ARC-C": (
                    DETAILS.at("ARC-Challenge"),
                    "0-shot config",
                    "generate the choice character",
                ),
                "GPQA": (
                    DETAILS.at("GPQA"),
                    "0-shot config with CoT prompt",
                    "exact match scores",
                    "main set",
                ),
                "BFCL V2": (
                    DETAILS.at("Berkeley Function Calling Leaderboard (BFCL) v2"),
                    "commit 70d6722",
                    '"AST Summary" metric',
                ),
                "Nexus": (DETAILS.at("Nexus"), "evaluation function"),
                "InfiniteBench/En.QA": (
                    DETAILS.at("InfiniteBench"),
                    "truncate down the dataset to 128k",
                    "0-shot config",
                ),
                "InfiniteBench/En.MC": (
                    DETAILS.at("InfiniteBench"),
                    "truncate down the dataset to 128k",
                    "0-shot config",
                ),
                "NIH/Multi-needle": (DETAILS.at("NIH/Multi-needle"), "0-shot config"),
                "MGSM (CoT)": (
                    DETAILS.at("MGSM"),
                    "0-shot config with CoT prompt",
                    "exact match (maj@1)",
                ),
            },
            notes={
                "GSM8K (CoT)": "at most 1,024 generated tokens",
                "GPQA": "the details say with chain of thought, which the card does not mark",
                "BFCL V2": "by the details, the AST summary at commit 70d6722; printed as acc",
                "InfiniteBench/En.QA": "by the details, cut down to 128k tokens of input",
                "InfiniteBench/En.MC": "by the details, cut down to 128k tokens of input",
            },
            since={
                "Llama 3.2 1B Spin Quant": "2024-10-24",
                "Llama 3.2 1B QLoRA": "2024-10-24",
                "Llama 3.2 3B Spin Quant": "2024-10-24",
                "Llama 3.2 3B QLoRA": "2024-10-24",
                ("MATH (CoT)", "Llama 3.2 3B bf16"): "2024-10-24",
                ("BFCL V2", "Llama 3.1 8B"): "2024-10-24",
            },
        ),
        Table(
            section="Instruction Tuned Models",
            columns={
                "Llama 3.2 3B bf16": "llama-3.2-3b-instruct",
                "Llama 3.1 8B": "llama-3.1-8b-instruct",
            },
            rows={"MATH (CoT)": (MATH, "47.3 -"), "BFCL V2": (BFCL_V2, "- 70.9")},
            until="2024-10-23",
        ),
        Table(
            section="Multilingual Benchmarks",
            columns={
                "Llama 3.2 1B": "llama-3.2-1b-instruct",
                "Llama 3.2 1B Spin Quant": "llama-3.2-1b-instruct-spinquant",
                "Llama 3.2 1B QLoRA": "llama-3.2-1b-instruct-qlora",
                "Llama 3.2 3B": "llama-3.2-3b-instruct",
                "Llama 3.2 3B Spin Quant": "llama-3.2-3b-instruct-spinquant",
                "Llama 3.2 3B QLoRA": "llama-3.2-3b-instruct-qlora",
                "Llama 3.1 8B": "llama-3.1-8b-instruct",
            },
            rows={
                "Portuguese": (PORTUGUESE, "39.8 38.9 40.2 54.5 53.3 53.4 62.1"),
                "Spanish": (SPANISH, "41.5 39.8 41.8 55.1 53.6 53.6 62.5"),
                "Italian": (ITALIAN, "39.8 38.1 40.6 53.8 52.1 51.7 61.6"),
                "German": (GERMAN, "39.2 37.5 39.6 53.3 52.2 51.3 60.6"),
                "French": (FRENCH, "40.5 39.2 40.8 54.6 53.3 53.3 62.3"),
                "Hindi": (HINDI, "33.5 32.1 34.0 43.3 42.0 42.1 50.9"),
                "Thai": (THAI, "34.7 32.4 34.9 44.5 44.0 42.2 50.3"),
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
            since={
                "Llama 3.2 1B Spin Quant": "2024-10-24",
                "Llama 3.2 1B QLoRA": "2024-10-24",
                "Llama 3.2 3B Spin Quant": "2024-10-24",
                "Llama 3.2 3B QLoRA": "2024-10-24",
                "Portuguese": "2024-10-24",
            },
        ),
        Table(
            section="Multilingual Benchmarks",
            columns={
                "Llama 3.2 1B": "llama-3.2-1b-instruct",
                "Llama 3.2 3B": "llama-3.2-3b-instruct",
                "Llama 3.1 8B": "llama-3.1-8b-instruct",
            },
            rows={"Portuguese": (PORTUGUESE, "39.82 54.48 62.12")},
            until="2024-10-23",
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns=CONFIG,
            rows={
                "meta-llama/Llama-3.2-1B": (
                    SMALL,
                    (1235814400, 16, 2048, 32, 8, 64, 8192, 128256, 500000, True),
                ),
                "meta-llama/Llama-3.2-3B": (
                    LARGE,
                    (3212749824, 28, 3072, 24, 8, 128, 8192, 128256, 500000, True),
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
                "meta-llama/Llama-3.2-1B": (
                    SMALL,
                    ["llama3, factor 32.0, low 1.0, high 4.0, original 8192"],
                ),
                "meta-llama/Llama-3.2-3B": (
                    LARGE,
                    ["llama3, factor 32.0, low 1.0, high 4.0, original 8192"],
                ),
            },
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-3.2-1b": ("llama-3.2-1b", "meta-llama/Llama-3.2-1B"),
                "llama-3.2-1b-instruct": (
                    "llama-3.2-1b-instruct",
                    "meta-llama/Llama-3.2-1B-Instruct",
                ),
                "llama-3.2-3b": ("llama-3.2-3b", "meta-llama/Llama-3.2-3B"),
                "llama-3.2-3b-instruct": (
                    "llama-3.2-3b-instruct",
                    "meta-llama/Llama-3.2-3B-Instruct",
                ),
            },
        ),
    ],
    licenses=[
        License(
            name="Llama 3.2 Community License Agreement",
            hf_id="llama3.2",
            spdx_id="LicenseRef-llama3.2",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2024-09-25",
            source=LICENSE,
            complete=True,
            terms=[
                *SHARED_TERMS,
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Llama 3.2 is licensed under the Llama 3.2 Community License, Copyright "
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
                    value="https://www.llama.com/llama3_2/use-policy",
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
