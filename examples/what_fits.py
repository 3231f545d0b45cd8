"""Which models run on one card of 24 GiB, at which precision, with how much context?"""

import llamacards as lc

GPU = "24 GiB"

for dtype in ("bf16", "int8", "int4"):
    fitting = [
        card
        for card in lc.find(tuning="base")
        if lc.memory(card, weights=dtype).longest_context(GPU)
    ]
    print(f"Weights in {dtype}:\n")
    print(lc.memory_table(*fitting, gpu=GPU, context="4k", weights=dtype), "\n")
