"""The tables of the Llama 3 paper, which writes Llama 3 and measures Llama 3.1."""

from llamacards._records import Claim, EvalSetup, Fact, Publication, Quantity, Source, Table

PAPER = Source(
    title="The Llama 3 Herd of Models",
    publisher="Meta",
    url="https://arxiv.org/abs/2407.21783",
    published="2024-07-31",
)

HUMANEVAL = EvalSetup(benchmark="HumanEval", shots=0, metric="pass@1")
MBPP_EVALPLUS = EvalSetup(benchmark="MBPP EvalPlus (base)", shots=0, metric="pass@1")
MGSM = EvalSetup(benchmark="MGSM", shots=0, cot=True)
QUALITY = EvalSetup(benchmark="ZeroSCROLLS", subset="QuALITY", shots=0, metric="em")
EN_MC = EvalSetup(benchmark="InfiniteBench", subset="En.MC", shots=0, metric="acc")
MULTI_NEEDLE = EvalSetup(benchmark="NIH", subset="Multi-needle", shots=0, metric="recall")
NEXUS = EvalSetup(benchmark="Nexus", shots=0)
BFCL = EvalSetup(benchmark="BFCL", shots=0)

LARGE = ("llama-3.1-405b", "llama-3.1-405b-instruct")

PUBLICATION = Publication(
    source=PAPER,
    facts=[
        Fact(
            cards=LARGE,
            field="dense",
            value=True,
            source=PAPER.at("Abstract, p. 1"),
            words="dense Transformer with 405B parameters",
        ),
        Fact(cards=LARGE, field="parameters", value="405B", source=PAPER.at("Abstract, p. 1")),
        Fact(
            cards=LARGE,
            field="budget.context",
            value="up to 128K",
            source=PAPER.at("Abstract, p. 1"),
        ),
        Fact(
            cards=LARGE,
            field="budget.training",
            value="15.6T",
            source=PAPER.at("p. 1 (Scale) and p. 3"),
            note="pretraining data only",
        ),
        Fact(
            cards=LARGE,
            field="scale.training_flop",
            value=Quantity(value=38_000_000_000_000_000_000_000_000, stated="3.8e25"),
            source=PAPER.at("p. 1 and p. 7"),
        ),
    ],
    tables=[
        Table(
            section="Table 9, p. 30",
            models="rows",
            columns={
                "SQuAD": EvalSetup(benchmark="SQuAD", subset="v2", metric="em"),
                "QuAC": EvalSetup(benchmark="QuAC"),
                "RACE": EvalSetup(benchmark="RACE"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "77.0±0.8 44.9±1.1 54.3±1.4"),
                "Llama 3 70B": ("llama-3.1-70b", "81.8±0.7 51.1±1.1 59.0±1.4"),
                "Llama 3 405B": ("llama-3.1-405b", "81.8±0.7 53.6±1.1 58.1±1.4"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
            notes={
                ("Llama 3 405B", "SQuAD"): "figure and interval are those of the 70B; the Llama "
                "3.1 model card has 89.3",
            },
            doubtful=[("Llama 3 405B", "SQuAD")],
        ),
        Table(
            section="Table 10, p. 30",
            models="rows",
            columns={
                "HumanEval": EvalSetup(benchmark="HumanEval", metric="pass@1"),
                "MBPP": EvalSetup(benchmark="MBPP", metric="pass@1"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "37.2±7.4 47.6±4.4"),
                "Llama 3 70B": ("llama-3.1-70b", "58.5±7.5 66.2±4.1"),
                "Llama 3 405B": ("llama-3.1-405b", "61.0±7.5 73.4±3.9"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 11, p. 31",
            models="rows",
            columns={
                "CommonSenseQA": EvalSetup(benchmark="CommonSenseQA", subset="test"),
                "PiQA": EvalSetup(benchmark="PIQA"),
                "SiQA": EvalSetup(benchmark="SIQA"),
                "OpenBookQA": EvalSetup(benchmark="OpenBookQA"),
                "Winogrande": EvalSetup(benchmark="Winogrande", subset="test"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "75.0±2.5 81.0±1.8 49.5±2.2 45.0±4.4 75.7±2.0"),
                "Llama 3 70B": ("llama-3.1-70b", "84.1±2.1 83.8±1.7 52.2±2.2 47.6±4.4 83.5±1.7"),
                "Llama 3 405B": ("llama-3.1-405b", "85.8±2.0 85.6±1.6 53.7±2.2 49.2±4.4 82.2±1.8"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
            notes={
                "CommonSenseQA": "by the printed intervals of 1,140 items, the test split; no "
                "document names its split",
                "Winogrande": "by the printed intervals of 1,767 items, the test split; no "
                "document names its split",
            },
        ),
        Table(
            section="Table 12, p. 31",
            models="rows",
            columns={
                "GSM8K": EvalSetup(benchmark="GSM8K"),
                "MATH": EvalSetup(benchmark="MATH"),
                "ARC-C": EvalSetup(benchmark="ARC-Challenge"),
                "DROP": EvalSetup(benchmark="DROP", metric="f1"),
                "WorldSense": EvalSetup(benchmark="WorldSense"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "57.2±2.7 20.3±1.1 79.7±2.3 59.5±1.0 45.5±0.3"),
                "Llama 3 70B": ("llama-3.1-70b", "83.7±2.0 41.4±1.4 92.9±1.5 79.6±0.8 61.1±0.3"),
                "Llama 3 405B": ("llama-3.1-405b", "89.0±1.7 53.8±1.4 96.1±1.1 84.8±0.7 63.7±0.3"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 13, p. 31",
            models="rows",
            columns={
                "MMLU": EvalSetup(benchmark="MMLU"),
                "MMLU-Pro": EvalSetup(benchmark="MMLU-Pro"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "66.7 37.1"),
                "Llama 3 70B": ("llama-3.1-70b", "79.3 53.8"),
                "Llama 3 405B": ("llama-3.1-405b", "85.2 61.6"),
            },
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 13, p. 31",
            models="rows",
            columns={
                "AGIEval": EvalSetup(benchmark="AGIEval", subset="English"),
                "BB Hard": EvalSetup(benchmark="BIG-Bench Hard"),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b", "47.8±1.9 64.2±1.2"),
                "Llama 3 70B": ("llama-3.1-70b", "64.6±1.9 81.6±0.9"),
                "Llama 3 405B": ("llama-3.1-405b", "71.6±1.8 85.9±0.8"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 14, p. 34",
            columns={"8B": "llama-3.1-8b", "70B": "llama-3.1-70b", "405B": "llama-3.1-405b"},
            rows={
                "QuALITY (5-shot)": (
                    EvalSetup(benchmark="QuALITY", shots=5),
                    "56.0±2.1 82.8±1.6 87.6±1.4",
                ),
                "GSM8K (16-shot)": (
                    EvalSetup(benchmark="GSM8K", subset="many-shot", shots=16),
                    "60.0±9.6 83.0±7.4 90.0±5.9",
                ),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 18, p. 37",
            models="rows",
            columns={
                "HumanEval": HUMANEVAL,
                "HumanEval+": EvalSetup(benchmark="HumanEval+", shots=0, metric="pass@1"),
                "MBPP": EvalSetup(benchmark="MBPP", metric="pass@1"),
                "MBPP EvalPlus (base)": MBPP_EVALPLUS,
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b-instruct", "72.6±6.8 67.1±7.2 60.8±4.3 72.8±4.5"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "80.5±6.1 74.4±6.7 75.4±3.8 86.0±3.5"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "89.0±4.8 82.3±5.8 78.8±3.6 88.6±3.2"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 19, p. 37",
            caption="MultiPL-E",
            models="rows",
            columns={
                "C++": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/C++", shots=0, metric="pass@1"
                ),
                "Java": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/Java", shots=0, metric="pass@1"
                ),
                "PHP": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/PHP", shots=0, metric="pass@1"
                ),
                "TS": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/TS", shots=0, metric="pass@1"
                ),
                "C#": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/C#", shots=0, metric="pass@1"
                ),
                "Shell": EvalSetup(
                    benchmark="MultiPL-E", subset="HumanEval/Shell", shots=0, metric="pass@1"
                ),
            },
            rows={
                "Llama 3 8B HumanEval": (
                    "llama-3.1-8b-instruct",
                    "52.8±7.7 58.2±7.7 54.7±7.7 56.6±7.7 38.0±7.6 39.2±7.6",
                ),
                "Llama 3 70B HumanEval": (
                    "llama-3.1-70b-instruct",
                    "71.4±7.0 72.2±7.0 67.7±7.2 73.0±6.9 50.0±7.8 51.9±7.8",
                ),
                "Llama 3 405B HumanEval": (
                    "llama-3.1-405b-instruct",
                    "82.0±5.9 80.4±6.2 76.4±6.6 81.1±6.1 54.4±7.8 57.6±7.7",
                ),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 19, p. 37",
            caption="MultiPL-E",
            models="rows",
            columns={
                "C++": EvalSetup(
                    benchmark="MultiPL-E", subset="MBPP/C++", shots=0, metric="pass@1"
                ),
                "Java": EvalSetup(
                    benchmark="MultiPL-E", subset="MBPP/Java", shots=0, metric="pass@1"
                ),
                "PHP": EvalSetup(
                    benchmark="MultiPL-E", subset="MBPP/PHP", shots=0, metric="pass@1"
                ),
                "TS": EvalSetup(benchmark="MultiPL-E", subset="MBPP/TS", shots=0, metric="pass@1"),
                "C#": EvalSetup(benchmark="MultiPL-E", subset="MBPP/C#", shots=0, metric="pass@1"),
                "Shell": EvalSetup(
                    benchmark="MultiPL-E", subset="MBPP/Shell", shots=0, metric="pass@1"
                ),
            },
            rows={
                "Llama 3 8B MBPP": (
                    "llama-3.1-8b-instruct",
                    "53.7±4.9 54.4±5.0 55.7±4.9 62.8±4.8 43.3±4.9 33.0±4.7",
                ),
                "Llama 3 70B MBPP": (
                    "llama-3.1-70b-instruct",
                    "65.2±4.7 65.3±4.8 64.0±4.7 70.5±4.5 51.0±5.0 41.9±4.9",
                ),
                "Llama 3 405B MBPP": (
                    "llama-3.1-405b-instruct",
                    "67.5±4.6 65.8±4.7 76.6±4.2 72.6±4.4 53.1±5.0 43.7±5.0",
                ),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 20, p. 38",
            models="rows",
            columns={
                "MGSM": MGSM,
                "Multilingual MMLU": EvalSetup(
                    benchmark="MMLU", subset="average of 7 non-English languages", shots=5
                ),
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b-instruct", "68.9 58.6"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "86.9 78.2"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "91.6 83.2"),
            },
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 21, p. 39",
            models="rows",
            columns={
                "ZeroSCROLLS/QuALITY": QUALITY,
                "ZeroSCROLLS/Qasper": EvalSetup(
                    benchmark="ZeroSCROLLS", subset="Qasper", shots=0, metric="f1"
                ),
                "ZeroSCROLLS/SQuALITY": EvalSetup(
                    benchmark="ZeroSCROLLS",
                    subset="SQuALITY",
                    shots=0,
                    metric="rougeL",
                    unit="ROUGE-L",
                    lower_is_better=False,
                ),
                "InfiniteBench/En.QA": EvalSetup(
                    benchmark="InfiniteBench", subset="En.QA", shots=0, metric="f1"
                ),
                "InfiniteBench/En.MC": EN_MC,
                "NIH/Multi-needle": MULTI_NEEDLE,
            },
            rows={
                "Llama 3 8B": (
                    "llama-3.1-8b-instruct",
                    "81.0±16.8 39.3±18.1 15.3±7.9 27.1±4.6 65.1±6.2 98.8±1.2",
                ),
                "Llama 3 70B": (
                    "llama-3.1-70b-instruct",
                    "90.5±12.6 49.0±18.5 16.4±8.1 36.7±5.0 78.2±5.4 97.5±1.7",
                ),
                "Llama 3 405B": (
                    "llama-3.1-405b-instruct",
                    "95.2±9.1 49.8±18.5 15.4±7.9 30.5±4.8 83.4±4.8 98.1±1.5",
                ),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 22, p. 39",
            models="rows",
            columns={
                "Nexus": NEXUS,
                "API-Bank": EvalSetup(benchmark="API-Bank", shots=0),
                "API-Bench": EvalSetup(benchmark="Gorilla API Bench", shots=0),
                "BFCL": BFCL,
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b-instruct", "38.5±4.1 82.6±3.8 8.2±1.3 76.1±2.0"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "56.7±4.2 90.0±3.0 29.7±2.1 84.8±1.7"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "58.7±4.1 92.3±2.6 35.3±2.2 88.5±1.5"),
            },
            level=95,
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
        Table(
            section="Table 2, p. 3",
            columns={
                "Llama 3 8B": "llama-3.1-8b-instruct",
                "Llama 3 70B": "llama-3.1-70b-instruct",
                "Llama 3 405B": "llama-3.1-405b-instruct",
            },
            rows={
                "MMLU(5-shot)": (EvalSetup(benchmark="MMLU", shots=5), "69.4 83.6 87.3"),
                "MMLU(0-shot, CoT)": (
                    EvalSetup(benchmark="MMLU", shots=0, cot=True),
                    "73.0 86.0 88.6",
                ),
                "MMLU-Pro(5-shot, CoT)": (
                    EvalSetup(benchmark="MMLU-Pro", shots=5, cot=True),
                    "48.3 66.4 73.3",
                ),
                "IFEval": (EvalSetup(benchmark="IFEval"), "80.4 87.5 88.6"),
                "HumanEval(0-shot)": (HUMANEVAL, "72.6 80.5 89.0"),
                "MBPP EvalPlus(0-shot)": (MBPP_EVALPLUS, "72.8 86.0 88.6"),
                "GSM8K(8-shot, CoT)": (
                    EvalSetup(benchmark="GSM8K", shots=8, cot=True),
                    "84.5 95.1 96.8",
                ),
                "MATH(0-shot, CoT)": (
                    EvalSetup(benchmark="MATH", shots=0, cot=True),
                    "51.9 68.0 73.8",
                ),
                "ARC Challenge(0-shot)": (
                    EvalSetup(benchmark="ARC-Challenge", shots=0),
                    "83.4 94.8 96.9",
                ),
                "GPQA(0-shot, CoT)": (
                    EvalSetup(benchmark="GPQA", shots=0, cot=True),
                    "32.8 46.7 51.1",
                ),
                "BFCL": (BFCL, "76.1 84.8 88.5"),
                "Nexus": (NEXUS, "38.5 56.7 58.7"),
                "ZeroSCROLLS/QuALITY": (QUALITY, "81.0 90.5 95.2"),
                "InfiniteBench/En.MC": (EN_MC, "65.1 78.2 83.4"),
                "NIH/Multi-needle": (MULTI_NEEDLE, "98.8 97.5 98.1"),
                "MGSM(0-shot, CoT)": (MGSM, "68.9 86.9 91.6"),
            },
            note="the paper writes Llama 3 and measures Llama 3.1 throughout",
        ),
    ],
    claims=[
        Claim(
            text="Llama 3.1 405B is of comparable quality to GPT-4 on many tasks",
            subject=LARGE,
            relation="comparable to",
            object="GPT-4",
            speaker="Meta",
            source=PAPER.at("Abstract, p. 1"),
            words="comparable quality",
        ),
    ],
)
