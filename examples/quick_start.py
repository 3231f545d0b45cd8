"""From import to a table: find cards, look at one, compare a few."""

import llamacards as lc

print(lc.catalog())

card = lc.get_card("Llama 3 8B")
print(card.budget.training, "training tokens,", card.source_of("budget.training"))
print(card.score("MMLU", shots=5).text, "on MMLU,", card.score("MMLU", shots=5).source.place)

print([found.name for found in lc.find(version=">=3", tuning="instruct", max_parameters="70B")])

print(lc.compare("llama-2-70b", "llama-3-8b", "llama-3-70b", sections=["scores"], best=True))
