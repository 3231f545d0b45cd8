"""The law of rows: which scores may share one, which value stands there, which rows are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source
from llamacards.errors import DuplicateError


class RowKey(NamedTuple):
    """
    What two scores share if they stand in one row.

    benchmark, subset, shots, cot, metric, unit: as in their setups.
    tuned: whether the models are tuned; base and tuned models share no row. Of a card whose
    tuning no source states it is the card's name, as two of them may be a base and a tuned one.
    protocol: None where shots, chain of thought and metric are all stated. Where one is not,
    silence equals silence only under one protocol.
    """

    benchmark: str
    subset: str | None
    shots: str | None
    cot: bool | None
    metric: str | None
    unit: str
    tuned: bool | str
    protocol: Source | None

    def __str__(self) -> str:
        """One text for each key, so that GROUP BY in any engine gives the rows."""
        cot = {True: "CoT", False: "no CoT", None: None}[self.cot]
        parts = (*self[:3], cot, self.metric, self.unit, _said_tuning(self), self.protocol)
        return "|".join("" if part is None else _escaped(str(part)) for part in parts)

    def differs_from(self, other: RowKey) -> tuple[str, ...]:
        """What the two do not share, by name; the protocol only where all else is shared."""
        pairs = zip(_NAMES, self, other, strict=True)
        *rest, protocol = [name if mine != theirs else "" for name, mine, theirs in pairs]
        return tuple(filter(None, rest)) or tuple(filter(None, (protocol,)))


_NAMES = (
    "benchmark",
    "subset",
    "shots",
    "chain of thought",
    "metric",
    "unit",
    "tuning",
    "protocol",
)


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")


def tuning_group(card: ModelCard) -> bool | str:
    """Whether a card is tuned; where no source states it, its name, a group of its own."""
    return card.name if card.tuned is None else card.tuned


def row_key(score: Score, *, tuned: bool | str) -> RowKey:
    """The row that a score of a base or tuned model belongs to."""
    setup = score.setup
    return RowKey(
        setup.benchmark.casefold(),
        setup.subset and setup.subset.casefold(),
        setup.shots,
        setup.cot,
        setup.metric,
        setup.unit,
        tuned,
        None if setup.states_all else score.protocol or score.source,
    )


class RowScores(dict[Source, dict[str, Score]]):
    """The scores of one row: by document, then by card. Complete before it is asked."""

    @cached_property
    def cards(self) -> AbstractSet[str]:
        """The cards that have a score in the row."""
        if len(self) == 1:
            return next(iter(self.values())).keys()
        return {card for scores in self.values() for card in scores}

    @property
    def newest(self) -> date:
        """The day of the newest score."""
        days = (score.appeared for scores in self.values() for score in scores.values())
        return max((day for day in days if day is not None), default=date.min)

    def chosen(self) -> dict[str, Score]:
        """
        One score for each card, from as few publications as there are.

        First the one that covers most cards, the newest of equals; then the next for those left.
        """
        if len(self) == 1:
            return next(iter(self.values()))
        ranked = sorted(self, key=lambda source: source.published or date.min, reverse=True)
        ranked.sort(key=lambda source: len(self[source]), reverse=True)
        choice: dict[str, Score] = {}
        for source in reversed(ranked):
            choice |= self[source]
        return choice


Rows = dict[RowKey, RowScores]


def rows_of(cards: Iterable[ModelCard], wanted: Callable[[Score], bool] | None = None) -> Rows:
    """
    Every score of the cards, or every one wanted, in its row; a doubtful one is in none.

    The cards come in catalog order, so that nothing hangs on the order they are compared in.
    Scores of one setup and document find their place by identity; equal ones meet by key.
    """
    rows: Rows = {}
    places: dict[tuple[int, int, int, bool | str], dict[str, Score]] = {}
    for card in cards:
        name, tuned = card.name, tuning_group(card)
        for score in filter(wanted, card.scores) if wanted else card.scores:
            if score.doubtful:
                continue
            identity = id(score.setup), id(score.source), id(score.protocol), tuned
            place = places.get(identity)
            if place is None:
                reports = rows.setdefault(row_key(score, tuned=tuned), RowScores())
                place = places[identity] = reports.setdefault(score.source, {})
            place.setdefault(name, score)
    return rows


def equated_rows(rows: Rows, equate: Mapping[str, str]) -> Rows:
    """
    The rows, those of one metric joined to the row of the metric that they are taken for.

    What else is stated must be equal. Only a chain of thought may be left unstated by the row
    that is joined: it is then that of the other, where there is one such other and no two.

    Raises DuplicateError where a card would have two figures of one document in a row.
    """
    there: dict[tuple[object, ...], list[RowKey]] = {}
    for key in rows:
        there.setdefault(_but_for_cot(key, key.metric), []).append(key)
    joined = dict(rows)
    for key in rows:
        if key.metric is not None and key.metric in equate:
            others = there.get(_but_for_cot(key, equate[key.metric]), ())
            target = _taken_for(key, others)
            if target is not None:
                joined[target] = _joined(joined[target], joined.pop(key))
    return joined


def _but_for_cot(key: RowKey, metric: str | None) -> tuple[object, ...]:
    return (*key[:3], metric, key.unit, key.tuned)


def _taken_for(key: RowKey, others: Collection[RowKey]) -> RowKey | None:
    """The one row among these that a row may be joined to."""
    alike = [o for o in others if o.cot == key.cot and o.protocol in (None, key.protocol)]
    if not alike and key.cot is None:
        alike = [other for other in others if other.protocol is None]
    return alike[0] if len(alike) == 1 else None


def _joined(reports: RowScores, others: RowScores) -> RowScores:
    joined = RowScores({source: dict(scores) for source, scores in reports.items()})
    for source, scores in others.items():
        place = joined.setdefault(source, {})
        for card, score in scores.items():
            first = place.setdefault(card, score)
            if first is not score:
                what = f"two metrics of {card} are one for {score.setup.label()} in {source.title}"
                raise DuplicateError(what, first.setup.metric, score.setup.metric)
    return joined


def setup_of(key: RowKey, reports: RowScores, chosen: Mapping[str, Score]) -> EvalSetup:
    """The setup of a row, as a figure states it that is not taken for another, chosen if may be."""
    setup = next(iter(chosen.values())).setup
    if _is_of(key, setup):
        return setup
    scores = chain(chosen.values(), *(scores.values() for scores in reports.values()))
    return next(score.setup for score in scores if _is_of(key, score.setup))


def _is_of(key: RowKey, setup: EvalSetup) -> bool:
    return setup.metric == key.metric and setup.cot == key.cot


class PairedScores(NamedTuple):
    """
    The figures that two documents have of one model under equal setups.

    card: the name of the model. key: the row that both figures are of.
    first, second: the figures.
    """

    card: str
    key: RowKey
    first: Score
    second: Score

    @property
    def difference(self) -> Decimal:
        """The second figure less the first."""
        return self.second.value - self.first.value

    @property
    def size(self) -> Decimal:
        """How far apart they are."""
        return abs(self.difference)


def shared_rows(rows: Mapping[RowKey, RowScores]) -> set[RowKey]:
    """
    The rows that a comparison shows.

    Of each label the row with most cards, where at least two report it, and another only for a
    card that is in none yet; then, for each card that reports a benchmark and is in no row of
    it, the card's newest.
    """
    labels: dict[tuple[object, ...], list[RowKey]] = {}
    for key in rows:
        labels.setdefault((*key[:3], key.cot is True), []).append(key)
    shown: set[RowKey] = set()
    for keys in labels.values():
        covered: AbstractSet[str] = frozenset()
        for key in _by_most_cards(keys, rows):
            cards = rows[key].cards
            if len(cards) > 1 and not cards <= covered:
                shown.add(key)
                covered = covered | cards if covered else cards
    return shown | _newest_rows(rows, shown)


def _by_most_cards(keys: list[RowKey], rows: Mapping[RowKey, RowScores]) -> list[RowKey]:
    """Rows of one label, that of most cards first; of equals one that states all, the newest."""
    if len(keys) == 1:
        return keys
    newest_first = sorted(keys, key=lambda key: rows[key].newest, reverse=True)
    return sorted(
        newest_first,
        key=lambda key: (len(rows[key].cards), key.protocol is None),
        reverse=True,
    )


def _newest_rows(rows: Mapping[RowKey, RowScores], shown: set[RowKey]) -> set[RowKey]:
    """For each card and benchmark without a row among those shown, the newest that it has."""
    left = [key for key in rows if key not in shown]
    covered: dict[str, set[str]] = {key.benchmark: set() for key in left}
    for key in shown:
        if key.benchmark in covered:
            covered[key.benchmark].update(rows[key].cards)
    own: dict[tuple[str, str], list[RowKey]] = {}
    for key in left:
        for card in rows[key].cards - covered[key.benchmark]:
            own.setdefault((key.benchmark, card), []).append(key)
    return {max(keys, key=lambda key: rows[key].newest) for keys in own.values()}


def labelled(keys: Sequence[RowKey], setups: Mapping[RowKey, EvalSetup]) -> dict[RowKey, str]:
    """A label for each row, with what tells it apart from rows that would be labelled alike."""
    alike: dict[str, list[RowKey]] = {}
    for key in keys:
        alike.setdefault(setups[key].label(), []).append(key)
    labels: dict[RowKey, str] = {}
    for label, group in alike.items():
        if len(group) == 1:
            labels[group[0]] = label
        else:
            labels |= {key: setups[key].label(*more) for key, more in _apart(group)}
    return labels


def _apart(group: Sequence[RowKey]) -> list[tuple[RowKey, list[str]]]:
    """What to add to the label of each key until no two have the same."""
    added: dict[RowKey, list[str]] = {key: [] for key in group}
    for said in (_said_tuning, _said_metric, _said_cot, _said_protocol):
        if len(set(map(tuple, added.values()))) == len(group):
            break
        if len({said(key) for key in group}) > 1:
            for key in group:
                added[key].append(said(key))
    return list(added.items())


def _said_tuning(key: RowKey) -> str:
    if isinstance(key.tuned, str):
        return f"tuning of {key.tuned} not stated"
    return "tuned" if key.tuned else "base"


def _said_metric(key: RowKey) -> str:
    return key.metric or "metric not stated"


def _said_cot(key: RowKey) -> str:
    return {True: "", False: "no CoT", None: "CoT not stated"}[key.cot]


def _said_protocol(key: RowKey) -> str:
    return f"by {key.protocol.title}" if key.protocol else ""
