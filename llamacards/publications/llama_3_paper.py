"""The tables of the Llama 3 paper, which writes Llama 3 and measures Llama 3.1."""

from llamacards._records import EvalSetup, Publication, Source, Table

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

PUBLICATION = Publication(
    source=PAPER,
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
                "Llama 3 8B": ("llama-3.1-8b", "77.0 44.9 54.3"),
                "Llama 3 70B": ("llama-3.1-70b", "81.8 51.1 59.0"),
                "Llama 3 405B": ("llama-3.1-405b", "81.8 53.6 58.1"),
            },
            note="95% confidence intervals of ±0.7 to ±1.4",
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
                "Llama 3 8B": ("llama-3.1-8b", "37.2 47.6"),
                "Llama 3 70B": ("llama-3.1-70b", "58.5 66.2"),
                "Llama 3 405B": ("llama-3.1-405b", "61.0 73.4"),
            },
            note="95% confidence intervals of ±3.9 to ±7.5",
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
                "Llama 3 8B": ("llama-3.1-8b", "75.0 81.0 49.5 45.0 75.7"),
                "Llama 3 70B": ("llama-3.1-70b", "84.1 83.8 52.2 47.6 83.5"),
                "Llama 3 405B": ("llama-3.1-405b", "85.8 85.6 53.7 49.2 82.2"),
            },
            note="95% confidence intervals of ±1.6 to ±4.4",
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
                "Llama 3 8B": ("llama-3.1-8b", "57.2 20.3 79.7 59.5 45.5"),
                "Llama 3 70B": ("llama-3.1-70b", "83.7 41.4 92.9 79.6 61.1"),
                "Llama 3 405B": ("llama-3.1-405b", "89.0 53.8 96.1 84.8 63.7"),
            },
            note="95% confidence intervals of ±0.3 to ±2.7",
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
                "Llama 3 8B": ("llama-3.1-8b", "47.8 64.2"),
                "Llama 3 70B": ("llama-3.1-70b", "64.6 81.6"),
                "Llama 3 405B": ("llama-3.1-405b", "71.6 85.9"),
            },
            note="95% confidence intervals of ±0.8 to ±1.9",
        ),
        Table(
            section="Table 14, p. 34",
            columns={"8B": "llama-3.1-8b", "70B": "llama-3.1-70b", "405B": "llama-3.1-405b"},
            rows={
                "QuALITY (5-shot)": (EvalSetup(benchmark="QuALITY", shots=5), "56.0 82.8 87.6"),
                "GSM8K (16-shot)": (
                    EvalSetup(benchmark="GSM8K", subset="many-shot", shots=16),
                    "60.0 83.0 90.0",
                ),
            },
            note="95% confidence intervals of ±1.4 to ±9.6",
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
                "Llama 3 8B": ("llama-3.1-8b-instruct", "72.6 67.1 60.8 72.8"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "80.5 74.4 75.4 86.0"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "89.0 82.3 78.8 88.6"),
            },
            note="95% confidence intervals of ±3.2 to ±7.2",
        ),
        Table(
            section="Table 19, p. 37",
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
                "Llama 3 8B HumanEval": ("llama-3.1-8b-instruct", "52.8 58.2 54.7 56.6 38.0 39.2"),
                "Llama 3 70B HumanEval": (
                    "llama-3.1-70b-instruct",
                    "71.4 72.2 67.7 73.0 50.0 51.9",
                ),
                "Llama 3 405B HumanEval": (
                    "llama-3.1-405b-instruct",
                    "82.0 80.4 76.4 81.1 54.4 57.6",
                ),
            },
            note="95% confidence intervals of ±5.9 to ±7.8",
        ),
        Table(
            section="Table 19, p. 37",
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
                "Llama 3 8B MBPP": ("llama-3.1-8b-instruct", "53.7 54.4 55.7 62.8 43.3 33.0"),
                "Llama 3 70B MBPP": ("llama-3.1-70b-instruct", "65.2 65.3 64.0 70.5 51.0 41.9"),
                "Llama 3 405B MBPP": ("llama-3.1-405b-instruct", "67.5 65.8 76.6 72.6 53.1 43.7"),
            },
            note="95% confidence intervals of ±4.2 to ±5.0",
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
                ),
                "InfiniteBench/En.QA": EvalSetup(
                    benchmark="InfiniteBench", subset="En.QA", shots=0, metric="f1"
                ),
                "InfiniteBench/En.MC": EN_MC,
                "NIH/Multi-needle": MULTI_NEEDLE,
            },
            rows={
                "Llama 3 8B": ("llama-3.1-8b-instruct", "81.0 39.3 15.3 27.1 65.1 98.8"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "90.5 49.0 16.4 36.7 78.2 97.5"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "95.2 49.8 15.4 30.5 83.4 98.1"),
            },
            note="95% confidence intervals of ±1.2 to ±18.5",
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
                "Llama 3 8B": ("llama-3.1-8b-instruct", "38.5 82.6 8.2 76.1"),
                "Llama 3 70B": ("llama-3.1-70b-instruct", "56.7 90.0 29.7 84.8"),
                "Llama 3 405B": ("llama-3.1-405b-instruct", "58.7 92.3 35.3 88.5"),
            },
            note="95% confidence intervals of ±1.3 to ±4.2",
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
)
