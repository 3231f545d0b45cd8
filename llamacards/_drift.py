"""How far two documents differ on what both state."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from llamacards._cards import ModelCard
from llamacards._catalog import Catalog, given
from llamacards._drawn import Drawn
from llamacards._find import source_named
from llamacards._rows import Restated, RowKey
from llamacards._sources import Source
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from llamacards._sheets import Sheet


@frozen(kw_only=True, repr=False)
class Drift(Drawn):
    """
    What two documents state of the same models under equal setups, the furthest apart first.

    cards: the models that both state a figure of. figures: both figures of each.
    """

    first: Source
    second: Source
    cards: tuple[ModelCard, ...]
    figures: tuple[Restated, ...]

    @property
    def count(self) -> int:
        """How many figures both documents state."""
        return len(self.figures)

    @property
    def mean(self) -> Decimal | None:
        """How far they differ on average; None without a figure, or where units differ."""
        return sum(self._sizes, Decimal(0)) / self.count if self._sizes else None

    @property
    def largest(self) -> Decimal | None:
        """How far they differ at most; None without a figure, or where units differ."""
        return max(self._sizes, default=None)

    @property
    def _sizes(self) -> list[Decimal]:
        units = {figure.key.unit for figure in self.figures}
        return [figure.size for figure in self.figures] if len(units) == 1 else []

    @property
    def summary(self) -> str:
        """Count, mean and largest in a sentence."""
        if not self.figures:
            return "They state no figure of one model under equal setups."
        counted = f"Figures: {self.count}. Models: {len(self.cards)}."
        if self.mean is None:
            return f"{counted} Units differ, so there is no mean."
        return f"{counted} Apart: {self.mean:.2f} on average, {self.largest} at most."

    def __repr__(self) -> str:
        return f"<Drift of {self.first.title!r} and {self.second.title!r}: {self.count} figures>"

    def _sheet(self) -> Sheet:
        from llamacards._reports import drift_sheet

        return drift_sheet(self)


def drift(first: str | Source, second: str | Source, *, catalog: Catalog | None = None) -> Drift:
    """
    How far two documents differ on all that both state of one model under equal setups.

    first and second: titles, or sources.

    >>> drift("Llama 3 model card", "Llama 3.1 model card").largest
    Decimal('1.8')

    Raises UnknownNameError or AmbiguousNameError for a document that cannot be told, and
    ComparisonError where both are the same.
    """
    known = given(catalog)
    one, other = source_named(first, known), source_named(second, known)
    if one == other:
        raise ComparisonError(f"a document does not differ from itself: {one.title!r}")
    figures = [
        figure
        if figure.first.source == one
        else figure._replace(first=figure.second, second=figure.first)
        for pair in ((one, other), (other, one))
        for figure in known.drifts.get(pair, ())
    ]
    figures.sort(key=lambda figure: figure.size, reverse=True)
    cards = tuple(known[name] for name in dict.fromkeys(figure.card for figure in figures))
    return Drift(first=one, second=other, cards=cards, figures=tuple(figures))


def furthest(catalog: Catalog) -> dict[tuple[Source, RowKey], Restated]:
    """For each document and row, the figures that are furthest apart in it and any other."""
    found: dict[tuple[Source, RowKey], Restated] = {}
    for pair, figures in catalog.drifts.items():
        for figure in figures:
            for source in pair:
                _keep_further(found, (source, figure.key), figure)
    return found


def _keep_further(
    found: dict[tuple[Source, RowKey], Restated], place: tuple[Source, RowKey], figure: Restated
) -> None:
    if place not in found or figure.size > found[place].size:
        found[place] = figure
