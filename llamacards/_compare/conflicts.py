"""Different statements of publications about one card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from attrs import frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.find import resolve_names
from llamacards._catalog.names import each_of
from llamacards._records.card import Fact, ModelCard
from llamacards._records.score import AVERAGES, EvalSetup, Score, format_value, points_apart
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source
from llamacards._values.validation import EXACT, QUOTIENT, fixed_text
from llamacards._wording import bounded_text, brief_repr
from llamacards.errors import ComparisonError

NO_NUMBER = Decimal(100)


@frozen(kw_only=True)
class Conflict:
    """
    Two different statements about the same thing.

    card: the name of the model.
    shown, other: facts of one field, or scores whose setups may be the same. If the other has a day
    in `until`, its document stated it until then.
    matter: what they are about.
    silent: what the setup of the other leaves unstated.
    shown_silent: what the setup of the shown one leaves unstated.
    size: how far apart they are: scores in points, quantities in percent, anything else 100.
    """

    card: str
    matter: str
    shown: Fact | Score
    other: Fact | Score
    silent: tuple[str, ...] = ()
    shown_silent: tuple[str, ...] = ()
    size: Decimal

    __repr__ = brief_repr

    @property
    def metrics(self) -> tuple[str, str] | None:
        """The metrics of two scores that state different ones; else None."""
        if not isinstance(self.shown, Score) or not isinstance(self.other, Score):
            return None
        mine, theirs = self.shown.setup, self.other.setup
        if mine.metric is None or theirs.metric is None or mine.has_compatible_metric(theirs):
            return None
        return mine.metric, theirs.metric


class Rivals:
    """
    The scores of a card for one benchmark.

    Those whose setups may be the same are found by shots and parts of the metric, as trying all
    pairs of thousands of setups would take minutes.
    """

    def __init__(self) -> None:
        self.scores: list[Score] = []
        self._places: dict[tuple[object, object], list[int]] = {}

    def add(self, score: Score) -> None:
        """Add a score."""
        parts: set[object] = {*_metric_parts(score.setup)} or {None}
        for key in product({score.setup.shots, _ANY}, {*parts, _ANY}):
            self._places.setdefault(key, []).append(len(self.scores))
        self.scores.append(score)

    def beside(self, setup: EvalSetup, *, any_metric: bool = False) -> Iterator[Score]:
        """The scores whose shots and metric may be those of a setup, in order, and some more."""
        parts = set() if any_metric else _metric_parts(setup)
        shots = [_ANY] if setup.shots is None else [setup.shots, None]
        keys = product(shots, {*parts, None} if parts else [_ANY])
        for at in sorted({at for key in keys for at in self._places.get(key, ())}):
            yield self.scores[at]


_ANY = object()
"""Whatever is stated, or nothing."""


def _metric_parts(setup: EvalSetup) -> set[str]:
    """The parts of a metric, but for the way of averaging."""
    return {*(setup.metric or "").split("/")} - AVERAGES - {""}


def rivals_of(card: ModelCard) -> dict[tuple[str, str], Rivals]:
    """The scores of a card by benchmark, and part if they are of one."""
    rivals: dict[tuple[str, str], Rivals] = {}
    for score in card.scores:
        rivals.setdefault(score.setup.rival_key, Rivals()).add(score)
    return rivals


def score_conflict(card: str, shown: Score, other: Score, among: Rivals) -> Conflict | None:
    """
    The conflict of two scores of a card; None if there is none.

    among: all scores of the card for the benchmark.
    """
    if not _is_rival(shown, other, among):
        return None
    return Conflict(
        card=card,
        matter=shown.setup.name,
        shown=shown,
        other=other,
        silent=other.setup.missing_beside(shown.setup),
        shown_silent=shown.setup.missing_beside(other.setup),
        size=points_apart(other, shown),
    )


def _is_rival(shown: Score, other: Score, among: Rivals) -> bool:
    """
    Whether two documents state a figure of one setup differently.

    They agree if one of them also has the other's figure, under a setup that may be the same. A
    micro average is compared with a macro average only if neither document has a closer figure.
    """
    mine, theirs = _protocol_of(shown), _protocol_of(other)
    if (
        mine is theirs
        or mine == theirs
        or not shown.setup.compatible_but_for_metric(other.setup)
        or not shown.setup.has_compatible_metric(other.setup, averages=False)
        or _equal_if_rounded(shown.value, other.value)
    ):
        return False
    by_average = not shown.setup.has_compatible_metric(other.setup)
    pairs = [
        (further, beside)
        for score, beside in ((shown, other), (other, shown))
        for further in _stated_beside(score, beside, among, any_metric=by_average)
    ]
    if by_average:
        return not pairs
    return not any(
        one.setup.has_compatible_metric(another.setup)
        and _equal_if_rounded(one.value, another.value)
        for one, another in pairs
    )


def _protocol_of(score: Score) -> Source:
    """The protocol that a document and its companions share."""
    return score.protocol or score.source


def _stated_beside(
    score: Score, other: Score, among: Rivals, *, any_metric: bool
) -> Iterator[Score]:
    """Other scores in the documents of a score that may have the setup of another score."""
    for further in among.beside(other.setup, any_metric=any_metric):
        if (
            _protocol_of(further) == _protocol_of(score)
            and further.setup != score.setup
            and further.setup.compatible_but_for_metric(other.setup)
        ):
            yield further


def _equal_if_rounded(mine: Decimal, theirs: Decimal) -> bool:
    """Whether the figure with more digits is the other one if rounded half up."""
    exponents = [int(figure.as_tuple().exponent) for figure in (mine, theirs)]
    last_digit = Decimal((0, (1,), max(exponents)))
    rounded = [figure.quantize(last_digit, ROUND_HALF_UP, EXACT) for figure in (mine, theirs)]
    return rounded[0] == rounded[1]


def fact_conflicts(card: ModelCard, path: str) -> Iterator[Conflict]:
    """Other values that are stated for a field of a card."""
    others = card.also_stated(path)
    shown = card.stated(path) if others else None
    if shown is None:
        return
    for other in others:
        yield _fact_conflict(card.name, shown, other)


def _fact_conflict(card: str, shown: Fact, other: Fact) -> Conflict:
    return Conflict(
        card=card,
        matter=SPECIFICATION[shown.field],
        shown=shown,
        other=other,
        size=_percent_apart(shown.value, other.value),
    )


def _percent_apart(mine: object, theirs: object) -> Decimal:
    """How far apart two values are, in percent of the first."""
    if isinstance(mine, Quantity) and isinstance(theirs, Quantity) and mine.value:
        apart = EXACT.subtract(theirs.value, mine.value).copy_abs()
        return QUOTIENT.divide(apart.scaleb(2, EXACT), mine.value)
    return NO_NUMBER


@frozen(kw_only=True, repr=False)
class Conflicts(Displayable):
    """
    Everything that publications state differently of some cards, the largest differences first.

    cards: the requested cards.
    found: the conflicts.
    """

    cards: tuple[ModelCard, ...]
    found: tuple[Conflict, ...]

    def __repr__(self) -> str:
        names = bounded_text(", ".join(card.name for card in self.cards[:20]), 80)
        return f"<Conflicts of {names}: {len(self.found)}>"

    def _sheet(self) -> Sheet:
        """The conflicts, with both statements side by side."""
        citations = Citations()
        titles = {card.name: card.title for card in self.cards}
        head = ("Card", "Matter", "Stated", "Also stated", "Apart", "Left unstated")
        body = [
            [
                titles[conflict.card],
                conflict.matter,
                citations.cite(
                    f"{conflict.shown.text}{_doubt_text(conflict.shown)}", conflict.shown.source
                ),
                citations.cite(_other_text(conflict), conflict.other.source),
                _size_text(conflict),
                _unstated_text(conflict, citations),
            ]
            for conflict in self.found
        ]
        legend = (
            "Apart: in points unless a unit is given. "
            "Left unstated: what only one of the two setups states; or, after "
            '"as", two averages of which each document has only one.'
        )
        if any(conflict.other.until for conflict in self.found):
            legend += " Until: the last day that the document had it."
        return Sheet(
            title="What is stated differently",
            head=head,
            body=body,
            left=frozenset({0, 1, 5}),
            notes=[[legend]],
            citations=citations,
        )


def corrections(card: ModelCard, catalog: Catalog) -> Iterator[Conflict]:
    """What documents stated of a card before a correction, and what they state now."""
    for name, before in catalog.corrected:
        if name != card.name:
            continue
        if isinstance(before, Score):
            yield from (
                Conflict(
                    card=name,
                    matter=score.setup.name,
                    shown=score,
                    other=before,
                    size=points_apart(before, score),
                )
                for score in card.scores
                if score.source.shares_place_with(before.source)
            )
        else:
            yield from (
                _fact_conflict(name, fact, before)
                for fact in card.facts
                if (fact.field, fact.source) == (before.field, before.source)
            )


def conflicts(
    *cards: str | ModelCard | Iterable[str | ModelCard],
    history: bool = False,
    catalog: Catalog | None = None,
) -> Conflicts:
    """
    Everything that publications state differently of these cards.

    Scores conflict if their setups may be the same: every field that both state is equal, except
    for a micro and a macro average if each document has only one of them. Equal values do not
    conflict, nor figures that one of the two documents also has, nor rounded ones. Doubtful figures
    are included. history: also what documents stated before they were corrected.

    Raises UnknownNameError, AmbiguousNameError, or ComparisonError if no card is named.
    """
    known = or_builtin(catalog)
    chosen = dict.fromkeys(card for item in each_of(cards) for card in _cards_meant(item, known))
    if not chosen:
        raise ComparisonError("no card is named; name one, such as 'llama-3-8b'")
    found = [conflict for card in chosen for conflict in _all_of(card)]
    if history:
        found += [conflict for card in chosen for conflict in corrections(card, known)]
    found.sort(key=lambda conflict: conflict.size, reverse=True)
    return Conflicts(cards=tuple(chosen), found=tuple(found))


def _cards_meant(item: str | ModelCard, known: Catalog) -> list[ModelCard]:
    """The cards that an argument means: a card, a name or a glob."""
    if isinstance(item, ModelCard):
        return [item]
    return [known[name] for name in resolve_names(item, known)]


def _all_of(card: ModelCard) -> Iterator[Conflict]:
    for path in SPECIFICATION:
        yield from fact_conflicts(card, path)
    # By id, as the hash of a score is that of all its fields.
    place = {id(score): at for at, score in enumerate(card.scores)}
    yield from distinct(
        conflict
        for rivals in rivals_of(card).values()
        for first in rivals.scores
        for second in rivals.beside(first.setup)
        if place[id(first)] < place[id(second)]
        and (conflict := score_conflict(card.name, first, second, rivals)) is not None
    )


def distinct(found: Iterator[Conflict] | Sequence[Conflict]) -> list[Conflict]:
    """Conflicts without repetitions of the same matter and values; the first source is cited."""
    said: dict[tuple[object, ...], Conflict] = {}
    for conflict in found:
        values = frozenset((_value_of(conflict.shown), _value_of(conflict.other)))
        said.setdefault((conflict.card, conflict.matter, values), conflict)
    return list(said.values())


def _value_of(record: Fact | Score) -> object:
    return record.value


def _other_text(conflict: Conflict) -> str:
    """The other statement; if corrected, with its last day, and its setup if that changed."""
    shown, other = conflict.shown, conflict.other
    if other.until is None:
        return f"{other.text}{_doubt_text(other)}"
    said = f"{other.text} until {other.until}"
    if isinstance(shown, Score) and isinstance(other, Score) and shown.setup != other.setup:
        return f"{said} as {other.setup.label(*filter(None, (other.setup.metric,)))}"
    return said


def _doubt_text(record: Fact | Score) -> str:
    return " (doubtful)" if isinstance(record, Score) and record.doubtful else ""


def _size_text(conflict: Conflict) -> str:
    if conflict.size == NO_NUMBER:
        return ""
    return (
        format_value(conflict.size)
        if isinstance(conflict.shown, Score)
        else f"{fixed_text(conflict.size, 2)} %"
    )


def _unstated_text(conflict: Conflict, citations: Citations) -> str:
    """What each of two setups leaves unstated, or its metric, with the number of its source."""
    sides = [(conflict.shown_silent, conflict.shown), (conflict.silent, conflict.other)]
    metrics = None if conflict.other.until else conflict.metrics
    if metrics is not None:
        sides = [
            ((*names, f"as {metric}"), record)
            for (names, record), metric in zip(sides, metrics, strict=True)
        ]
    return "; ".join(
        f"{', '.join(names)} [{citations.number(record.source)}]"
        for names, record in sides
        if names and isinstance(record, Score)
    )
