"""The tables of the Llama 2 paper, with its 34B model, which was never released."""

from llamacards._records import EvalSetup, Fact, ModelCard, Publication, Source, Table
from llamacards.publications.llama_2 import AGIEVAL, MICRO, MMLU, PAPER

LLAMA_3_DETAILS = Source(
    title="Llama 3 evaluation details",
    publisher="Meta",
    url="https://github.com/meta-llama/llama3/blob/a0940f9/eval_details.md",
    published="2024-04-18",
)

# The settings that the Llama 3 evaluation details take over by name, so that they have no chain of
# thought either; BoolQ, likewise taken over, is 12 to 15 points apart and stays apart.
QUAC = EvalSetup(benchmark="QuAC", shots=1, cot=False, metric="f1")
HUMANEVAL = EvalSetup(benchmark="HumanEval", shots=0, cot=False, metric="pass@1")

PUBLICATION = Publication(
    source=PAPER,
    cards=[
        ModelCard(
            name="llama-2-34b",
            title="Llama 2 34B",
            family="Llama",
            version="2",
            size="34B",
            tuning="base",
            status="never released",
        ),
    ],
    facts=[
        Fact(
            cards="llama-2-34b",
            field="parameters",
            value="34B",
            source=PAPER.at("Table 3, p. 8"),
            note="the size that the table names",
        ),
    ],
    tables=[
        Table(
            section="Table 3, p. 8",
            models="rows",
            columns={
                "Code": EvalSetup(benchmark="Code", metric="pass@1 (average)"),
                "Commonsense Reasoning": EvalSetup(benchmark="Commonsense Reasoning"),
                "World Knowledge": EvalSetup(benchmark="World Knowledge", shots=5),
                "Reading Comprehension": EvalSetup(benchmark="Reading Comprehension", shots=0),
                "Math": EvalSetup(benchmark="Math (Llama 2 group)"),
                "MMLU": MMLU,
                "BBH": EvalSetup(benchmark="BIG-Bench Hard", shots=3),
                "AGI Eval": AGIEVAL,
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "16.8 63.9 48.9 61.3 14.6 45.3 32.6 29.3"),
                "Llama 2 13B": ("llama-2-13b", "24.5 66.9 55.4 65.8 28.7 54.8 39.4 39.1"),
                "Llama 2 34B": ("llama-2-34b", "27.8 69.9 58.7 68.0 24.2 62.6 44.1 43.4"),
                "Llama 2 70B": ("llama-2-70b", "37.5 71.9 63.6 69.4 35.2 68.9 51.2 54.2"),
            },
            notes={
                "Code": "average of HumanEval and MBPP",
                "Commonsense Reasoning": "average of eight benchmarks, one of them 7-shot",
                "World Knowledge": "average of Natural Questions and TriviaQA",
                "Reading Comprehension": "average of SQuAD, QuAC and BoolQ",
                "Math": "average of GSM8K (8-shot) and MATH (4-shot)",
                "MMLU": MICRO,
                "AGI Eval": MICRO,
                ("Llama 2 7B", "Math"): "said to be an average with MATH, but equals GSM8K alone",
                ("Llama 2 13B", "Math"): "said to be an average with MATH, but equals GSM8K alone",
            },
        ),
        Table(
            section="Table 19, p. 49",
            caption="MMLU",
            models="rows",
            columns={
                "Humanities": EvalSetup(benchmark="MMLU", subset="Humanities", shots=5),
                "STEM": EvalSetup(benchmark="MMLU", subset="STEM", shots=5),
                "Social Sciences": EvalSetup(benchmark="MMLU", subset="Social Sciences", shots=5),
                "Other": EvalSetup(benchmark="MMLU", subset="Other", shots=5),
                "Average": MMLU,
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "42.9 36.4 51.2 52.2 45.3"),
                "Llama 2 13B": ("llama-2-13b", "52.8 44.1 62.6 61.1 54.8"),
                "Llama 2 34B": ("llama-2-34b", "59.4 52.1 71.8 69.2 62.6"),
                "Llama 2 70B": ("llama-2-70b", "65.0 58.0 80.3 74.6 68.9"),
            },
            notes={"Average": MICRO},
        ),
        Table(
            section="Table 20, p. 49",
            models="rows",
            columns={
                "BoolQ": EvalSetup(benchmark="BoolQ", shots=0),
                "PIQA": EvalSetup(benchmark="PIQA", shots=0),
                "SIQA": EvalSetup(benchmark="SIQA", shots=0),
                "HellaSwag": EvalSetup(benchmark="HellaSwag", shots=0),
                "WinoGrande": EvalSetup(benchmark="Winogrande", shots=0),
                "ARC-e": EvalSetup(benchmark="ARC-Easy", shots=0),
                "ARC-c": EvalSetup(benchmark="ARC-Challenge", shots=0),
                "OBQA": EvalSetup(benchmark="OpenBookQA", shots=0),
                "CSQA": EvalSetup(benchmark="CommonSenseQA", shots=7),
                "MMLU": MMLU,
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "77.4 78.8 48.3 77.2 69.2 75.2 45.9 58.6 57.8 45.3"),
                "Llama 2 13B": ("llama-2-13b", "81.7 80.5 50.3 80.7 72.8 77.3 49.4 57.0 67.3 54.8"),
                "Llama 2 34B": ("llama-2-34b", "83.7 81.9 50.9 83.3 76.7 79.4 54.5 58.2 74.3 62.6"),
                "Llama 2 70B": ("llama-2-70b", "85.0 82.8 50.7 85.3 80.2 80.2 57.4 60.2 78.5 68.9"),
            },
            notes={"MMLU": MICRO},
        ),
        Table(
            section="Table 21, p. 49",
            models="rows",
            columns={
                "Human-Eval pass@1": HUMANEVAL,
                "Human-Eval pass@100": EvalSetup(benchmark="HumanEval", shots=0, metric="pass@100"),
                "MBPP pass@1": EvalSetup(benchmark="MBPP", shots=3, metric="pass@1"),
                "MBPP pass@80": EvalSetup(benchmark="MBPP", shots=3, metric="pass@80"),
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "12.8 45.6 20.8 62.8"),
                "Llama 2 13B": ("llama-2-13b", "18.3 60.2 30.6 69.0"),
                "Llama 2 34B": ("llama-2-34b", "22.6 77.2 33.0 76.1"),
                "Llama 2 70B": ("llama-2-70b", "29.9 89.0 45.0 81.4"),
            },
            follows={
                "Human-Eval pass@1": (
                    LLAMA_3_DETAILS.at("HumanEval"),
                    "Same setting as Llama 1 and Llama 2",
                ),
            },
            notes={
                "Human-Eval pass@1": "temperature 0.1, top-p 0.95",
                "MBPP pass@1": "temperature 0.1, top-p 0.95",
                "Human-Eval pass@100": "temperature 0.8, top-p 0.95",
                "MBPP pass@80": "temperature 0.8, top-p 0.95",
            },
        ),
        Table(
            section="Table 22, p. 50",
            models="rows",
            columns={
                "NQ 0-shot": EvalSetup(benchmark="Natural Questions", shots=0, metric="em"),
                "NQ 1-shot": EvalSetup(benchmark="Natural Questions", shots=1, metric="em"),
                "NQ 5-shot": EvalSetup(benchmark="Natural Questions", shots=5, metric="em"),
                "NQ 64-shot": EvalSetup(benchmark="Natural Questions", shots=64, metric="em"),
                "TQA 0-shot": EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=0, metric="em"),
                "TQA 1-shot": EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=1, metric="em"),
                "TQA 5-shot": EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=5, metric="em"),
                "TQA 64-shot": EvalSetup(
                    benchmark="TriviaQA", subset="Wiki", shots=64, metric="em"
                ),
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "16.4 22.7 25.7 29.5 65.8 68.9 72.1 73.7"),
                "Llama 2 13B": ("llama-2-13b", "16.1 28.0 31.2 34.6 73.1 77.2 79.6 79.4"),
                "Llama 2 34B": ("llama-2-34b", "25.1 30.0 32.8 39.9 81.0 83.3 84.5 84.6"),
                "Llama 2 70B": ("llama-2-70b", "25.3 33.0 39.5 44.3 82.4 85.0 87.6 87.5"),
            },
        ),
        Table(
            section="Table 23, p. 50",
            models="rows",
            columns={
                "SQUAD 0-shot": EvalSetup(benchmark="SQuAD", shots=0, metric="em"),
                "SQUAD 1-shot": EvalSetup(benchmark="SQuAD", shots=1, metric="em"),
                "SQUAD 4-shot": EvalSetup(benchmark="SQuAD", shots=4, metric="em"),
                "SQUAD 5-shot": EvalSetup(benchmark="SQuAD", shots=5, metric="em"),
                "QUAC 0-shot": EvalSetup(benchmark="QuAC", shots=0, metric="f1"),
                "QUAC 1-shot": QUAC,
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "67.2 72.3 72.6 72.5 39.4 39.7"),
                "Llama 2 13B": ("llama-2-13b", "72.9 72.1 70.6 71.3 42.7 44.8"),
                "Llama 2 34B": ("llama-2-34b", "77.4 78.8 77.5 77.5 42.9 44.4"),
                "Llama 2 70B": ("llama-2-70b", "80.7 82.6 81.9 81.9 42.4 49.3"),
            },
            follows={
                "QUAC 1-shot": (LLAMA_3_DETAILS.at("QuAC"), "Same setting as Llama 2 (1-shot, f1)"),
            },
        ),
        Table(
            section="Table 24, p. 50",
            caption="AGIEval English",
            models="rows",
            columns={
                "Avg": AGIEVAL,
                "AQuA-RAT": EvalSetup(benchmark="AGIEval", subset="English/AQuA-RAT", shots="3-5"),
                "LogiQA": EvalSetup(benchmark="AGIEval", subset="English/LogiQA", shots="3-5"),
                "LSAT-AR": EvalSetup(benchmark="AGIEval", subset="English/LSAT-AR", shots="3-5"),
                "LSAT-LR": EvalSetup(benchmark="AGIEval", subset="English/LSAT-LR", shots="3-5"),
                "LSAT-RC": EvalSetup(benchmark="AGIEval", subset="English/LSAT-RC", shots="3-5"),
                "SAT-en": EvalSetup(benchmark="AGIEval", subset="English/SAT-en", shots="3-5"),
                "SAT-en (w/o Psg.)": EvalSetup(
                    benchmark="AGIEval", subset="English/SAT-en (w/o Psg.)", shots="3-5"
                ),
                "SAT-math": EvalSetup(benchmark="AGIEval", subset="English/SAT-math", shots="3-5"),
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "29.3 23.2 31.0 23.9 22.4 32.7 43.2 37.4 28.2"),
                "Llama 2 13B": ("llama-2-13b", "39.1 21.7 38.1 23.0 41.0 54.6 62.1 46.1 27.3"),
                "Llama 2 34B": ("llama-2-34b", "43.4 19.3 40.7 21.3 47.5 62.1 77.2 49.0 32.7"),
                "Llama 2 70B": ("llama-2-70b", "54.2 23.2 48.8 25.7 70.2 76.6 86.9 53.4 41.8"),
            },
            notes={"Avg": MICRO},
        ),
        Table(
            section="Table 25, p. 51",
            models="rows",
            columns={
                "GSM8k": EvalSetup(benchmark="GSM8K", shots=8, metric="maj1@1"),
                "MATH": EvalSetup(benchmark="MATH", shots=4, metric="maj1@1"),
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "14.6 2.5"),
                "Llama 2 13B": ("llama-2-13b", "28.7 3.9"),
                "Llama 2 34B": ("llama-2-34b", "42.2 6.24"),
                "Llama 2 70B": ("llama-2-70b", "56.8 13.5"),
            },
        ),
        Table(
            section="Table 4, p. 8",
            columns={"Llama 2": "llama-2-70b"},
            rows={
                "MMLU (5-shot)": (MMLU, "68.9"),
                "TriviaQA (1-shot)": (
                    EvalSetup(benchmark="TriviaQA", subset="Wiki", shots=1, metric="em"),
                    "85.0",
                ),
                "Natural Questions (1-shot)": (
                    EvalSetup(benchmark="Natural Questions", shots=1, metric="em"),
                    "33.0",
                ),
                "GSM8K (8-shot)": (EvalSetup(benchmark="GSM8K", shots=8, metric="maj1@1"), "56.8"),
                "HumanEval (0-shot)": (HUMANEVAL, "29.9"),
                "BIG-Bench Hard (3-shot)": (EvalSetup(benchmark="BIG-Bench Hard", shots=3), "51.2"),
            },
            follows={
                "HumanEval (0-shot)": (
                    LLAMA_3_DETAILS.at("HumanEval"),
                    "Same setting as Llama 1 and Llama 2",
                ),
            },
            note="the column names no size; the paper's text gives 70B",
        ),
    ],
)
