"""Model cards of Llama 2 and Llama 3: who stated what, and tables that can be defended."""

from llamacards import errors
from llamacards._cards import Architecture, Fact, ModelCard, TokenBudget, Training
from llamacards._catalog import Catalog, Unplaced, catalog
from llamacards._compare import compare
from llamacards._comparison import Cell, Comparison, Note, Row
from llamacards._conflicts import Conflict, Conflicts, conflicts
from llamacards._find import find, get_card, get_license, licenses
from llamacards._licenses import License, Term
from llamacards._lm_eval import from_lm_eval
from llamacards._memory import Memory, MemoryTable, memory, memory_table
from llamacards._publications import Publication, Table
from llamacards._quantity import Quantity
from llamacards._scores import EvalSetup, Score
from llamacards._sources import Source
from llamacards._terms import LicenseComparison, compare_licenses
from llamacards._use import UseLine, UseReport, check_use
from llamacards.errors import LlamaCardsError

__all__ = [
    "Architecture",
    "Catalog",
    "Cell",
    "Comparison",
    "Conflict",
    "Conflicts",
    "EvalSetup",
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
    "catalog",
    "check_use",
    "compare",
    "compare_licenses",
    "conflicts",
    "errors",
    "find",
    "from_lm_eval",
    "get_card",
    "get_license",
    "licenses",
    "memory",
    "memory_table",
]
