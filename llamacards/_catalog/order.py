"""The order of cards, and the size that they are compared by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from llamacards._records.card import ModelCard
from llamacards._records.specification import TUNINGS
from llamacards._values.quantity import read_quantity


def catalog_order(card: ModelCard) -> tuple[date, Decimal, int, str]:
    """What cards are sorted by: release, size, tuning, name."""
    known = card.released or (card.source and card.source.published) or date.max
    return known, size_of(card) or Decimal(0), TUNINGS.index(card.tuning), card.name


def size_of(card: ModelCard) -> Decimal | None:
    """The number that a card's size is compared by: its label, else its parameters."""
    size = read_quantity(card.size) or card.parameters
    return None if size is None else size.value
