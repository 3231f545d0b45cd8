"""What was said of Llama 3 in an interview in April 2024, beside what was published."""

import llamacards as lc

said = {
    "405B": ["llama-3-405b", "llama-3-405b-instruct"],
    "70B": ["llama-3-70b", "llama-3-70b-instruct"],
}

for size, candidates in said.items():
    print(f"The {size} of the interview, without a variant:\n")
    print(lc.compare(*candidates, benchmarks=["MMLU"], sections=["spec", "scores"]), "\n")

print("What was known in that week:\n")
week = lc.catalog().as_of("2024-04-20")
print(lc.compare("llama-2-70b", "llama-3-8b", "llama-3-405b", benchmarks=["MMLU"], catalog=week))

print("\nWhat was said in words, checked against documents:\n")
print(lc.check_claims())
