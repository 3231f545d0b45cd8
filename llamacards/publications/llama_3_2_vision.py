"""The Llama 3.2-Vision model card, with its Hub repositories."""

from llamacards._records import EvalSetup, Fact, ModelCard, Publication, Source, Table
from llamacards.publications.llama_3_1 import LANGUAGES, MATH, MGSM, MMLU_COT
from llamacards.publications.llama_3_2 import DETAILS, GPQA, HUB, LICENSE

CARD = Source(
    title="Llama 3.2-Vision model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama-models/blob/a9c89c4/models/llama3_2/"
    "MODEL_CARD_VISION.md",
    published="2024-09-25",
)

SMALL = ("llama-3.2-11b-vision", "llama-3.2-11b-vision-instruct")
LARGE = ("llama-3.2-90b-vision", "llama-3.2-90b-vision-instruct")
ALL = SMALL + LARGE

PUBLICATION = Publication(
    source=CARD,
    protocol=DETAILS,
    cards=[
        ModelCard(
            name="llama-3.2-11b-vision",
            title="Llama 3.2 11B Vision",
            family="Llama",
            version="3.2",
            size="11B",
            tuning="base",
        ),
        ModelCard(
            name="llama-3.2-11b-vision-instruct",
            title="Llama 3.2 11B Vision Instruct",
            family="Llama",
            version="3.2",
            size="11B",
            tuning="instruct",
            derived_from="llama-3.2-11b-vision",
        ),
        ModelCard(
            name="llama-3.2-90b-vision",
            title="Llama 3.2 90B Vision",
            family="Llama",
            version="3.2",
            size="90B",
            tuning="base",
        ),
        ModelCard(
            name="llama-3.2-90b-vision-instruct",
            title="Llama 3.2 90B Vision Instruct",
            family="Llama",
            version="3.2",
            size="90B",
            tuning="instruct",
            derived_from="llama-3.2-90b-vision",
        ),
    ],
    facts=[
        Fact(
            cards=ALL,
            field="released",
            value="2024-09-25",
            source=CARD.at("Model Information, Model Release Date"),
        ),
        Fact(
            cards=ALL,
            field="languages",
            value=LANGUAGES,
            source=CARD.at("Model Information, Supported Languages"),
            note="for text alone; with images, English only",
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="H100-80GB",
            source=CARD.at("Hardware and Software, Training Energy Use"),
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
                "Context length": "budget.context",
                "Knowledge cutoff": "cutoff",
            },
            rows={
                "Llama 3.2-Vision 11B": (
                    SMALL,
                    ("10.6B", "Text + Image", "Text", "128k", "2023-12"),
                ),
                "Llama 3.2-Vision 90B": (
                    LARGE,
                    ("88.8B", "Text + Image", "Text", "128k", "2023-12"),
                ),
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
                "Llama 3.2-vision 11B": (SMALL, "~246,120 700 71 0"),
                "Llama 3.2-vision 90B": (LARGE, "~1,775,120 700 513 0"),
            },
            notes={
                ("Llama 3.2-vision 11B", "Training Time (GPU hours)"): "the sum of the stages "
                "printed, on top of Llama 3.1: pretraining 147K, annealing 98K, then 896 and "
                "224 of tuning",
                ("Llama 3.2-vision 90B", "Training Time (GPU hours)"): "the sum of the stages "
                "printed, on top of Llama 3.1: pretraining 885K, annealing 885K, then 3,072 and "
                "2,048 of tuning",
            },
        ),
        Table(
            section="Base Pretrained Models",
            columns={
                "Llama 3.2 11B": "llama-3.2-11b-vision",
                "Llama 3.2 90B": "llama-3.2-90b-vision",
            },
            rows={
                "VQAv2 (val)": (
                    EvalSetup(
                        benchmark="VQAv2", subset="val", shots=0, cot=False, metric="Accuracy"
                    ),
                    "66.8 73.6",
                ),
                "Text VQA (val)": (
                    EvalSetup(
                        benchmark="TextVQA",
                        subset="val",
                        shots=0,
                        cot=False,
                        metric="Relaxed accuracy",
                    ),
                    "73.1 73.5",
                ),
                "DocVQA (val, unseen)": (
                    EvalSetup(
                        benchmark="DocVQA", subset="val, unseen", shots=0, cot=False, metric="ANLS"
                    ),
                    "62.3 70.7",
                ),
                "MMMU (val, 0-shot)": (
                    EvalSetup(
                        benchmark="MMMU",
                        subset="val",
                        shots=0,
                        cot=False,
                        metric="Micro average accuracy",
                    ),
                    "41.7 49.3",
                ),
                "ChartQA (test)": (
                    EvalSetup(
                        benchmark="ChartQA", subset="test", shots=0, cot=False, metric="Accuracy"
                    ),
                    "39.4 54.2",
                ),
                "InfographicsQA (val, unseen)": (
                    EvalSetup(
                        benchmark="InfographicVQA",
                        subset="val, unseen",
                        shots=0,
                        cot=False,
                        metric="ANLS",
                    ),
                    "43.2 56.8",
                ),
                "AI2 Diagram (test)": (
                    EvalSetup(
                        benchmark="AI2D",
                        subset="test",
                        shots=0,
                        cot=False,
                        metric="Accuracy",
                    ),
                    "62.4 75.3",
                ),
            },
        ),
        Table(
            section="Instruction Tuned Models",
            columns={
                "Llama 3.2 11B": "llama-3.2-11b-vision-instruct",
                "Llama 3.2 90B": "llama-3.2-90b-vision-instruct",
            },
            rows={
                "MMMU (val, CoT)": (
                    EvalSetup(
                        benchmark="MMMU",
                        subset="val",
                        shots=0,
                        cot=True,
                        metric="Micro average accuracy",
                    ),
                    "50.7 60.3",
                ),
                "MMMU-Pro, Standard (10 opts, test)": (
                    EvalSetup(
                        benchmark="MMMU-Pro",
                        subset="Standard (10 options, test)",
                        shots=0,
                        cot=False,
                        metric="Accuracy",
                    ),
                    "33.0 45.2",
                ),
                "MMMU-Pro, Vision (test)": (
                    EvalSetup(
                        benchmark="MMMU-Pro",
                        subset="Vision (test)",
                        shots=0,
                        cot=True,
                        metric="Accuracy",
                    ),
                    "23.7 33.8",
                ),
                "MathVista (testmini)": (
                    EvalSetup(
                        benchmark="MathVista",
                        subset="testmini",
                        shots=0,
                        cot=False,
                        metric="Accuracy",
                    ),
                    "51.5 57.3",
                ),
                "ChartQA (test, CoT)": (
                    EvalSetup(
                        benchmark="ChartQA",
                        subset="test",
                        shots=0,
                        cot=True,
                        metric="Relaxed accuracy",
                    ),
                    "83.4 85.5",
                ),
                "DocVQA (test)": (
                    EvalSetup(benchmark="DocVQA", subset="test", shots=0, cot=False, metric="ANLS"),
                    "88.4 90.1",
                ),
                "VQAv2 (test)": (
                    EvalSetup(
                        benchmark="VQAv2", subset="test", shots=0, cot=False, metric="Accuracy"
                    ),
                    "75.2 78.1",
                ),
                "MMLU (CoT)": (MMLU_COT, "73.0 86.0"),
                "MATH (CoT)": (MATH, "51.9 68.0"),
                "GPQA": (GPQA, "32.8 46.7"),
                "MGSM (CoT)": (MGSM, "68.9 86.9"),
            },
            follows={
                "MMMU (val, CoT)": (
                    DETAILS.at("MMMU"),
                    "0-shot config with CoT prompt",
                    "validation set",
                ),
                "MMMU-Pro, Standard (10 opts, test)": (
                    DETAILS.at("MMMU-Pro standard"),
                    "0-shot config",
                    "ten options",
                    "test set",
                ),
                "MMMU-Pro, Vision (test)": (
                    DETAILS.at("MMMU-Pro vision"),
                    "0-shot config",
                    "test set",
                    "step-by-step",
                ),
                "MathVista (testmini)": (DETAILS.at("MathVista"), "0-shot config", "testmini set"),
                "ChartQA (test, CoT)": (
                    DETAILS.at("ChartQA"),
                    "0-shot config with CoT prompt",
                    "test set",
                ),
                "DocVQA (test)": (DETAILS.at("DocVQA"), "0-shot config", "test set"),
                "VQAv2 (test)": (DETAILS.at("VQAv2"), "0-shot config", "test set"),
                "MMLU (CoT)": (
                    DETAILS.at("MMLU"),
                    "0-shot scores use a CoT",
                    "generate the best choice character",
                    "Macro averages",
                ),
                "MATH (CoT)": (
                    DETAILS.at("MATH"),
                    "0-shot config with Cot prompt",
                    "exact match using sympy",
                    "equality template",
                ),
                "GPQA": (
                    DETAILS.at("GPQA"),
                    "0-shot config with CoT prompt",
                    "exact match scores",
                    "main set",
                ),
                "MGSM (CoT)": (
                    DETAILS.at("MGSM"),
                    "0-shot config with CoT prompt",
                    "exact match (maj@1)",
                ),
            },
            notes={
                "MMMU-Pro, Vision (test)": "the prompt in the details asks for a chain of "
                "thought, which the card does not mark",
                "ChartQA (test, CoT)": "by the details, 11B and 90B have prompts of their own",
                "GPQA": "the details say with chain of thought, which the card does not mark",
            },
        ),
        Table(
            section="Instruction Tuned Models",
            columns={"Llama 3.2 11B": "llama-3.2-11b-vision-instruct"},
            rows={
                "AI2 Diagram (test)": (
                    EvalSetup(
                        benchmark="AI2D",
                        subset="test",
                        shots=0,
                        cot=True,
                        metric="Accuracy",
                    ),
                    "91.1",
                ),
            },
            follows={
                "AI2 Diagram (test)": (
                    DETAILS.at("AI2D"),
                    "0-shot config",
                    "test set",
                    "For 11b",
                    "Think step by step",
                ),
            },
            note="by the details, only the 11B is asked for a chain of thought",
        ),
        Table(
            section="Instruction Tuned Models",
            columns={"Llama 3.2 90B": "llama-3.2-90b-vision-instruct"},
            rows={
                "AI2 Diagram (test)": (
                    EvalSetup(
                        benchmark="AI2D",
                        subset="test",
                        shots=0,
                        cot=False,
                        metric="Accuracy",
                    ),
                    "92.3",
                ),
            },
            follows={
                "AI2 Diagram (test)": (
                    DETAILS.at("AI2D"),
                    "0-shot config",
                    "test set",
                    "For 90b",
                    "only with the correct option digit",
                ),
            },
            note="by the details, only the 11B is asked for a chain of thought",
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns={
                "layers": "architecture.layers",
                "hidden": "architecture.hidden",
                "heads": "architecture.heads",
                "kv_heads": "architecture.kv_heads",
                "head_dim": "architecture.head_dim",
                "ffn": "architecture.ffn",
                "vocabulary": "architecture.vocabulary",
                "rope_theta": "architecture.rope_theta",
            },
            rows={
                "meta-llama/Llama-3.2-11B-Vision": (
                    SMALL,
                    (32, 4096, 32, 8, 128, 14336, 128256, 500000),
                ),
                "meta-llama/Llama-3.2-90B-Vision": (
                    LARGE,
                    (80, 8192, 64, 8, 128, 28672, 128256, 500000),
                ),
            },
            notes={
                "layers": "of the language model; the vision adapter adds cross-attention layers",
                "vocabulary": "rows of the embedding, 256 special tokens included",
            },
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-3.2-11b-vision": ("llama-3.2-11b-vision", "meta-llama/Llama-3.2-11B-Vision"),
                "llama-3.2-11b-vision-instruct": (
                    "llama-3.2-11b-vision-instruct",
                    "meta-llama/Llama-3.2-11B-Vision-Instruct",
                ),
                "llama-3.2-90b-vision": ("llama-3.2-90b-vision", "meta-llama/Llama-3.2-90B-Vision"),
                "llama-3.2-90b-vision-instruct": (
                    "llama-3.2-90b-vision-instruct",
                    "meta-llama/Llama-3.2-90B-Vision-Instruct",
                ),
            },
        ),
    ],
)
