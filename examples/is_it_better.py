"""Is one model better than another? Which published differences are more than noise?"""

import llamacards as lc

# How many questions HumanEval has, how it is scored, and who says so.
print(lc.benchmark("HumanEval"))

# 89.0 beside 88.4 is one question of 164: within noise ("="). IFEval is open ("?").
print(lc.compare("llama-3.1-405b-instruct", "llama-3.3-70b-instruct", sections="scores"))

# Each cell has its verdict: apart, within noise, open, or None if unknown.
two = lc.compare("llama-3-8b-instruct", "llama-2-70b-chat", sections="scores")
for row in two.rows:
    if row.filled == 2:
        print(f"{row.label:<20} {row.cells[0].verdict}")

# A benchmark of your own needs a name and a number of questions.
sizes = lc.Publication(source="Acme report", benchmarks=[lc.Benchmark(name="Acme QA", items=200)])
known = lc.catalog().with_publications(sizes)
mine = [
    lc.ModelCard(name=name, scores=[lc.Score.of("Acme QA", value, source="Acme report")])
    for name, value in {"acme-7b": "71.5", "acme-9b": "74.0"}.items()
]
print(lc.compare(*mine, sections="scores", catalog=known))

# Which published figures can be a whole number of right answers?
print(lc.audit("llama-4-*"))
