"""Model cards of Llama 2 to 4: who stated what, and tables that you can defend."""

from __future__ import annotations

# Type checkers take this name as true; importing it from typing would cost more than the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llamacards import errors, types
    from llamacards._catalog.builtin import catalog
    from llamacards._catalog.catalog import Catalog
    from llamacards._catalog.find import benchmark, find, get_card, get_license, licenses
    from llamacards._claims.check_claims import check_claims
    from llamacards._compare.audit import audit
    from llamacards._compare.compare import compare
    from llamacards._compare.conflicts import conflicts
    from llamacards._compare.drift import drift
    from llamacards._evals.every_eval_ever import from_eee
    from llamacards._evals.lm_eval import from_lm_eval
    from llamacards._files.load import dump, load
    from llamacards._hub.hub import from_hub, to_hub
    from llamacards._licensing.license_check import check_use
    from llamacards._licensing.license_comparison import compare_licenses
    from llamacards._memory.memory import memory
    from llamacards._memory.memory_table import memory_table
    from llamacards._records.benchmark import Benchmark
    from llamacards._records.card import Fact, ModelCard
    from llamacards._records.claim import Claim
    from llamacards._records.license import License, Term
    from llamacards._records.publication import Publication, Table
    from llamacards._records.score import EvalSetup, Score
    from llamacards._records.specification import Architecture, TokenBudget, Training
    from llamacards._tables.cite import cite
    from llamacards._values.quantity import Quantity
    from llamacards._values.source import Source
    from llamacards._verify.verify import verify
    from llamacards.errors import LlamaCardsError

__version__ = "0.1.0"

__all__ = [
    "Architecture",
    "Benchmark",
    "Catalog",
    "Claim",
    "EvalSetup",
    "Fact",
    "License",
    "LlamaCardsError",
    "ModelCard",
    "Publication",
    "Quantity",
    "Score",
    "Source",
    "Table",
    "Term",
    "TokenBudget",
    "Training",
    "audit",
    "benchmark",
    "catalog",
    "check_claims",
    "check_use",
    "cite",
    "compare",
    "compare_licenses",
    "conflicts",
    "drift",
    "dump",
    "errors",
    "find",
    "from_eee",
    "from_hub",
    "from_lm_eval",
    "get_card",
    "get_license",
    "licenses",
    "load",
    "memory",
    "memory_table",
    "to_hub",
    "types",
    "verify",
]

_ROOMS = {
    "Architecture": "_records.specification",
    "Benchmark": "_records.benchmark",
    "Catalog": "_catalog.catalog",
    "Claim": "_records.claim",
    "EvalSetup": "_records.score",
    "Fact": "_records.card",
    "License": "_records.license",
    "LlamaCardsError": "errors",
    "ModelCard": "_records.card",
    "Publication": "_records.publication",
    "Quantity": "_values.quantity",
    "Score": "_records.score",
    "Source": "_values.source",
    "Table": "_records.publication",
    "Term": "_records.license",
    "TokenBudget": "_records.specification",
    "Training": "_records.specification",
    "audit": "_compare.audit",
    "benchmark": "_catalog.find",
    "catalog": "_catalog.builtin",
    "check_claims": "_claims.check_claims",
    "check_use": "_licensing.license_check",
    "cite": "_tables.cite",
    "compare": "_compare.compare",
    "compare_licenses": "_licensing.license_comparison",
    "conflicts": "_compare.conflicts",
    "drift": "_compare.drift",
    "dump": "_files.load",
    "find": "_catalog.find",
    "from_hub": "_hub.hub",
    "from_eee": "_evals.every_eval_ever",
    "from_lm_eval": "_evals.lm_eval",
    "get_card": "_catalog.find",
    "get_license": "_catalog.find",
    "licenses": "_catalog.find",
    "load": "_files.load",
    "memory": "_memory.memory",
    "memory_table": "_memory.memory_table",
    "to_hub": "_hub.hub",
    "verify": "_verify.verify",
}


def __getattr__(name: str) -> Any:
    """Load a name from its room on first use, and keep it (PEP 562)."""
    from importlib import import_module

    if name in ("errors", "types"):
        return import_module(f"llamacards.{name}")
    if name not in _ROOMS:
        raise AttributeError(f"module 'llamacards' has no attribute {name!r}")
    found = getattr(import_module(f"llamacards.{_ROOMS[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted([*__all__, "__version__"])
