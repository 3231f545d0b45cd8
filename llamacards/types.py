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
from llamacards._licensing.license_check import Plan, UseLine, UseReport
from llamacards._licensing.license_comparison import LicenseComparison
from llamacards._memory.memory import Memory
from llamacards._memory.memory_table import MemoryFigure, MemoryTable
from llamacards._memory.run import Devices, Run
from llamacards._records.document_cells import DocumentCell
from llamacards._records.publication import Sentence
from llamacards._records.specification import Inference
from llamacards._records.training_compute import Scale
from llamacards._tables.displayable import Displayable, Exportable
from llamacards._verify.readings import Reading
from llamacards._verify.verify import Verification

__all__ = [
    "Audit",
    "AuditRow",
    "Cell",
    "CheckedClaim",
    "ClaimReport",
    "Comparison",
    "Conflict",
    "Conflicts",
    "Devices",
    "Displayable",
    "DocumentCell",
    "Drift",
    "Evidence",
    "Exportable",
    "Inference",
    "LicenseComparison",
    "Memory",
    "MemoryFigure",
    "MemoryTable",
    "Note",
    "PairedScores",
    "Plan",
    "Reading",
    "Row",
    "RowKey",
    "Run",
    "Scale",
    "Sentence",
    "Unattributed",
    "UseLine",
    "UseReport",
    "Verification",
]
