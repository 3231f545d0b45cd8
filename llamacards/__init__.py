"""Model cards of Llama 2 and Llama 3: who stated what, and tables that can be defended."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from llamacards import errors
from llamacards._cards import Architecture, Fact, ModelCard, TokenBudget, Training
from llamacards._catalog import Catalog, Unplaced, catalog
from llamacards._claims import Claim
from llamacards._compare import compare
from llamacards._comparison import Cell, Comparison, Note, Row
from llamacards._conflicts import Conflict, Conflicts, conflicts
from llamacards._find import find, get_card, get_license, licenses
from llamacards._licenses import License, Term
from llamacards._memory import Memory, MemoryTable, memory, memory_table
from llamacards._publications import Publication, Table
from llamacards._quantity import Quantity
from llamacards._rows import Restated
from llamacards._scores import EvalSetup, Score
from llamacards._sources import Source
from llamacards.errors import LlamaCardsError

if TYPE_CHECKING:
    from llamacards._drift import Drift, drift
    from llamacards._hub import from_hub, to_hub
    from llamacards._lm_eval import from_lm_eval
    from llamacards._load import dump, load
    from llamacards._terms import LicenseComparison, compare_licenses
    from llamacards._use import UseLine, UseReport, check_use
    from llamacards._verdicts import CheckedClaim, ClaimReport, Evidence, check_claims
    from llamacards._verify import Reading, Verification, verify

__all__ = [
    "Architecture",
    "Catalog",
    "Cell",
    "CheckedClaim",
    "Claim",
    "ClaimReport",
    "Comparison",
    "Conflict",
    "Conflicts",
    "Drift",
    "EvalSetup",
    "Evidence",
    "Fact",
    "License",
    "LicenseComparison",
    "LlamaCardsError",
    "Memory",
    "MemoryTable",
    "ModelCard",
    "Note",
    "Publication",
    "Quantity",
    "Reading",
    "Restated",
    "Row",
    "Score",
    "Source",
    "Table",
    "Term",
    "TokenBudget",
    "Training",
    "Unplaced",
    "UseLine",
    "UseReport",
    "Verification",
    "catalog",
    "check_claims",
    "check_use",
    "compare",
    "compare_licenses",
    "conflicts",
    "drift",
    "dump",
    "errors",
    "find",
    "from_hub",
    "from_lm_eval",
    "get_card",
    "get_license",
    "licenses",
    "load",
    "memory",
    "memory_table",
    "to_hub",
    "verify",
]

_LATER = {
    "from_lm_eval": "_lm_eval",
    "from_hub": "_hub",
    "to_hub": "_hub",
    "CheckedClaim": "_verdicts",
    "ClaimReport": "_verdicts",
    "Drift": "_drift",
    "LicenseComparison": "_terms",
    "Reading": "_verify",
    "UseLine": "_use",
    "UseReport": "_use",
    "Verification": "_verify",
    "Evidence": "_verdicts",
    "check_claims": "_verdicts",
    "check_use": "_use",
    "compare_licenses": "_terms",
    "drift": "_drift",
    "dump": "_load",
    "load": "_load",
    "verify": "_verify",
}


def __getattr__(name: str) -> Any:
    """The names of rooms that are entered when they are first asked for, as imports cost time."""
    if name not in _LATER:
        raise AttributeError(f"module 'llamacards' has no attribute {name!r}")
    return getattr(import_module(f"llamacards.{_LATER[name]}"), name)


def __dir__() -> list[str]:
    """The public names, whether their rooms were entered or not."""
    return __all__
