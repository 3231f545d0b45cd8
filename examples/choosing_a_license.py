"""Which Llama license suits a product with 800 million users, and a team that distills outputs?"""

import llamacards as lc

PLANS = {
    "A product with 800 million users when each model was released": {
        "monthly_users_at_release": 800_000_000,
        "train_other_models": False,
        "train_on_output": False,
        "distribute": False,
    },
    "A team that trains a model of its own on outputs and publishes it": {
        "monthly_users_at_release": 1000,
        "train_on_output": True,
        "distribute": True,
        "model_name": "Acme-1B",
    },
}

print(lc.compare_licenses("llama2", "llama3", "llama3.1", differing=True), "\n")

for title, plan in PLANS.items():
    print(f"{title}:\n")
    for name in ("llama2", "llama3", "llama3.1"):
        report = lc.check_use(name, **plan)  # type: ignore[arg-type]
        matters = [line for line in report.lines if line.verdict in ("no", "ask", "do")]
        print(f"{name}: allowed {report.allowed}")
        for line in matters:
            print(f"  {line.verdict}: {line.says} ({line.clause})")
    print()

print(lc.check_use("llama3.1", **PLANS[title]))  # type: ignore[arg-type]
