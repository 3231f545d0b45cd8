"""How far two documents differ on what both state."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from itertools import chain

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import source_named
from llamacards._catalog.rows import PairedScores, RowKey, labeled
from llamacards._records.card import ModelCard
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.source import Source
from llamacards._values.validation import EXACT, QUOTIENT, fixed_text
from llamacards.errors import ComparisonError


@frozen(kw_only=True, repr=False)
class Drift(Displayable):
    """
    What two documents state of the same models under equal setups, largest differences first.

    first, second: the documents.
    cards: the models that both have figures of.
    figures: the pairs of figures.
    """

    first: Source
    second: Source
    cards: tuple[ModelCard, ...]
    figures: tuple[PairedScores, ...]

    @property
    def count(self) -> int:
        """How many figures both documents state."""
        return len(self.figures)

    @property
    def mean(self) -> Decimal | None:
        """The average difference; None without figures, or if units differ."""
        if not self._all_sizes:
            return None
        return QUOTIENT.divide(reduce(EXACT.add, self._all_sizes), Decimal(self.count))

    @property
    def largest(self) -> Decimal | None:
        """The largest difference; None without figures, or if units differ."""
        return max(self._all_sizes, default=None)

    @property
    def _all_sizes(self) -> list[Decimal]:
        units = {figure.key.unit for figure in self.figures}
        return [figure.size for figure in self.figures] if len(units) == 1 else []

    @property
    def summary(self) -> str:
        """Count, mean and largest in a sentence."""
        if not self.figures:
            return "They share no figure of one model under equal setups."
        counted = f"Figures: {self.count}. Models: {len(self.cards)}."
        if self.mean is None:
            return f"{counted} Units differ, so there is no mean."
        return f"{counted} Apart: {fixed_text(self.mean, 2)} on average, {self.largest} at most."

    def __repr__(self) -> str:
        return f"<Drift of {self.first.title!r} and {self.second.title!r}: {self.count} figures>"

    def _sheet(self) -> Sheet:
        """What two documents state, figure by figure, and how far they differ overall."""
        citations = Citations()
        titles = {card.name: card.title for card in self.cards}
        labels = labeled(
            list(dict.fromkeys(figure.key for figure in self.figures)),
            {figure.key: figure.first.setup for figure in self.figures},
        )
        head = ["Card", "Setup"]
        head += [citations.cite("Stated", self.first), citations.cite("Also stated", self.second)]
        body = [
            [
                titles[figure.card],
                labels[figure.key],
                figure.first.text,
                figure.second.text,
                f"{figure.difference:+f}",
            ]
            for figure in self.figures
        ]
        return Sheet(
            title=f"Drift between {self.first.title} and {self.second.title}",
            head=[*head, "Difference"],
            body=body,
            left=frozenset({0, 1}),
            notes=[[self.summary]],
            citations=citations,
        )


def drift(first: str | Source, second: str | Source, *, catalog: Catalog | None = None) -> Drift:
    """
    How far two documents differ on the figures that both have of one model under equal setups.

    first and second: titles, or sources.

    >>> drift("Llama 3 model card", "Llama 3.1 model card").largest
    Decimal('1.8')

    Raises UnknownNameError or AmbiguousNameError for a title without one document, and
    ComparisonError if both are the same.
    """
    known = or_builtin(catalog)
    one, other = source_named(first, known), source_named(second, known)
    if one == other:
        raise ComparisonError(f"a document cannot differ from itself: {one.title!r}")
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


def max_drift_by_row(catalog: Catalog, source: Source) -> dict[RowKey, PairedScores]:
    """For each row of a document, its figure that is furthest from that of another document."""
    found: dict[RowKey, PairedScores] = {}
    for figure in chain.from_iterable(catalog.restated_in(source).values()):
        if figure.key not in found or figure.size > found[figure.key].size:
            found[figure.key] = figure
    return found
