"""Classes that people meet but do not make: for annotations and isinstance."""

from llamacards._catalog.gather import Unattributed
from llamacards._catalog.rows import PairedScores, RowKey
from llamacards._claims.check_claims import CheckedClaim, ClaimReport, Evidence
from llamacards._compare.audit import Audit, AuditRow
from llamacards._compare.comparison import Comparison
from llamacards._compare.conflicts import Conflict, Conflicts
from llamacards._compare.drift import Drift
from llamacards._compare.notes import Note
from llamacards._compare.row import Cell, Row
from llamacards._licensing.license_check import UseLine, UseReport
from llamacards._licensing.license_comparison import LicenseComparison
from llamacards._memory.memory import Memory
from llamacards._memory.memory_table import MemoryFigure, MemoryTable
from llamacards._verify.verify import Reading, Verification

__all__ = [
    "Audit",
    "AuditRow",
    "Cell",
    "CheckedClaim",
    "ClaimReport",
    "Comparison",
    "Conflict",
    "Conflicts",
    "Drift",
    "Evidence",
    "LicenseComparison",
    "Memory",
    "MemoryFigure",
    "MemoryTable",
    "Note",
    "PairedScores",
    "Reading",
    "Row",
    "RowKey",
    "Unattributed",
    "UseLine",
    "UseReport",
    "Verification",
]
