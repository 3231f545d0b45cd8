"""The order of cards, and the size that sorts them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from llamacards._records.card import ModelCard
from llamacards._records.specification import TUNINGS
from llamacards._values.quantity import Quantity, read_quantity

SortKey = tuple[date, Decimal, int, str]


def catalog_order(card: ModelCard) -> SortKey:
    """The sort key of a card: release, size, tuning, name."""
    return order_key(card, card.released, card.parameters)


def order_key(card: ModelCard, released: date | None, parameters: Quantity | None) -> SortKey:
    """The sort key of a card whose release and parameters are stated elsewhere."""
    known = released or (card.source and card.source.published) or date.max
    size = read_quantity(card.size) or parameters
    place = (*TUNINGS, None).index(card.tuning)
    return known, Decimal(0) if size is None else size.value, place, card.name


def size_of(card: ModelCard) -> Decimal | None:
    """The number that sorts a card by size: its label, else its parameters."""
    size = read_quantity(card.size) or card.parameters
    return None if size is None else size.value


def generations_of(cards: Iterable[ModelCard]) -> dict[str, int]:
    """The number of the family and version of each card, in order of appearance, by name."""
    cards = list(cards)
    met = list(dict.fromkeys((card.family, card.version) for card in cards))
    return {card.name: met.index((card.family, card.version)) for card in cards}
