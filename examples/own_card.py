"""A card of your own, a row that it shares, and one that it does not."""

import llamacards as lc

mine = lc.ModelCard(
    name="acme-8b-instruct",
    version="1.0",
    size="8B",
    tuning="instruct",
    license="llama3",
    budget=lc.TokenBudget(training="15T+", context="8k"),
    scores=[
        lc.Score.of(
            "MMLU", "67.2", shots=5, cot=False, metric="macro_avg/acc", source="Acme evaluation"
        ),
        lc.Score.of("HumanEval", 0.61, shots=3, unit="fraction", source="Acme evaluation"),
    ],
)
print(lc.compare(mine, "llama-3-8b-instruct", benchmarks=["MMLU", "HumanEval"]))

longer = mine.derive(name="acme-8b-long", budget=lc.TokenBudget(training="15T+", context="128k"))
print(longer.derived_from, longer.budget.context)

try:
    lc.Score.of("MMLU", "667", source="Acme evaluation")
except lc.LlamaCardsError as error:
    print(error)
