"""Your own lm-evaluation-harness results beside what Meta reports, with what can be compared."""

from pathlib import Path

import llamacards as lc

# Two runs of one model: MMLU, ARC-Challenge and Winogrande with 5 shots, GSM8K with 8. They were
# made with the harness's model "dummy", which guesses, on a few questions of our own.
RUNS = Path(__file__).parents[1] / "tests" / "data" / "lm_eval" / "beside_meta"
FILES = [RUNS / "5shot.json", RUNS / "8shot.json"]
BENCHMARKS = ["MMLU", "ARC-Challenge", "Winogrande", "GSM8K"]
META = "llama-3.1-8b-instruct"

# As the files state it, no row is shared, and a note says why for each benchmark.
as_stated = lc.compare(lc.from_lm_eval(*FILES), META, benchmarks=BENCHMARKS, sections="scores")
print(as_stated.to_text(notes="all"))

# What the files leave out, but you know of the tasks: the prompts of mmlu ask for a letter, and
# those of gsm8k show the steps of a solution.
mine = lc.from_lm_eval(*FILES, setups={"mmlu": {"cot": False}, "gsm8k": {"cot": True}})

# What you assume equal: the harness weights MMLU by questions, which is the micro average, and
# the last number of an answer is matched exactly. Notes under the table say that you did.
equate = {
    "MMLU": {"acc,none": "micro_avg/acc"},
    "GSM8K": {"exact_match,flexible-extract": "em_maj1@1"},
}
print(lc.compare(mine, META, benchmarks=BENCHMARKS, sections="scores", equate=equate))
