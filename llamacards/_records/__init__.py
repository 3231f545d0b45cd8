"""The records that hold what documents state."""

from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.license import License, Term
from llamacards._records.publication import Publication, Sentence, Table
from llamacards._records.score import EvalSetup, Score
from llamacards._records.specification import Architecture, Inference, TokenBudget, Training
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source

__all__ = [
    "Architecture",
    "Benchmark",
    "Claim",
    "EvalSetup",
    "Fact",
    "Inference",
    "License",
    "ModelCard",
    "Publication",
    "Quantity",
    "Score",
    "Sentence",
    "Source",
    "Table",
    "Term",
    "TokenBudget",
    "Training",
]
