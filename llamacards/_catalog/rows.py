"""The law of rows: which scores share a row, which value is shown, which rows are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, product
from types import MappingProxyType
from typing import NamedTuple

from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source
from llamacards._values.validation import EXACT, check_kind
from llamacards._wording import brief_repr
from llamacards.errors import DuplicateError


class RowKey(NamedTuple):
    """
    What scores must share to be in one row.

    benchmark, subset, shots, cot, metric, unit: as in their setups.
    tuned: whether the models are tuned; base and tuned models share no row. If no source states the
    tuning of a card, it is the name of the card, as two such cards may be base and tuned.
    protocol: None if shots, chain of thought and metric are all stated. Otherwise missing details
    count as equal only under the same protocol.
    """

    benchmark: str
    subset: str | None
    shots: str | None
    cot: bool | None
    metric: str | None
    unit: str
    tuned: bool | str
    protocol: Source | None

    def __repr__(self) -> str:
        """What it states, cut if it is long."""
        return brief_repr(self)

    def __str__(self) -> str:
        """A unique text for each key, so that GROUP BY in any engine gives the rows."""
        cot = {True: "CoT", False: "no CoT", None: None}[self.cot]
        parts = (*self[:3], cot, self.metric, self.unit, _said_tuning(self), self.protocol)
        return "|".join("" if part is None else _escape_part(str(part)) for part in parts)

    @staticmethod
    def sql() -> str:
        """
        The text of a key, as str() gives it, as an expression of SQL over columns of an engine.

        benchmark, subset, shots, metric, unit, tuning, model: texts as in to_records(), cot a
        boolean, each NULL where it is unstated; protocol: the evaluation details that are
        followed, else the document, as a source is printed. So rows that are in an engine
        already get their key there. For names whose lower case is their case-folded form, as it
        is of all ASCII; aliases of benchmarks stay what they are.

        It uses LOWER, REPLACE, COALESCE, CHR and || only, which DuckDB and Spark have alike.
        """
        texts = ["LOWER(benchmark)", "LOWER(subset)", "shots", _COT_SQL, "metric", "unit"]
        return " || '|' || ".join(map(_escaped_sql, [*texts, _TUNING_SQL, _PROTOCOL_SQL]))

    def differs_from(self, other: RowKey) -> tuple[str, ...]:
        """The names of what differs; the protocol only if all else is equal."""
        check_kind("differs_from", "other", RowKey, other)
        pairs = zip(_NAMES, self, other, strict=True)
        *rest, protocol = [name if mine != theirs else "" for name, mine, theirs in pairs]
        return tuple(filter(None, rest)) or tuple(filter(None, (protocol,)))

    def unstated_beside(self, other: RowKey) -> tuple[str, ...]:
        """The names of what the other key states and this one does not."""
        check_kind("unstated_beside", "other", RowKey, other)
        pairs = zip(_NAMES[:-1], self, other, strict=False)
        return tuple(name for name, mine, theirs in pairs if mine is None and theirs is not None)


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


_COT_SQL = "CASE WHEN cot THEN 'CoT' WHEN NOT cot THEN 'no CoT' END"


_TUNING_SQL = (
    "CASE WHEN tuning IS NULL THEN 'tuning of ' || model || ' not stated' "
    "WHEN tuning = 'base' THEN 'base' ELSE 'tuned' END"
)


_PROTOCOL_SQL = "CASE WHEN shots IS NULL OR cot IS NULL OR metric IS NULL THEN protocol END"


def _escaped_sql(text: str) -> str:
    """A part of the key in SQL; CHR(92) is a backslash, which engines write differently."""
    escaped = f"REPLACE(COALESCE({text}, ''), CHR(92), CHR(92) || CHR(92))"
    return f"REPLACE({escaped}, '|', CHR(92) || '|')"


def _escape_part(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")


def tuning_group(card: ModelCard) -> bool | str:
    """Whether a card is tuned; if no source states it, its name, as a group of its own."""
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
    """
    The scores of one row: by document, then by card. It is read only when complete.

    introduced: the document that introduced each card of a comparison.
    """

    introduced: Mapping[str, Source | None] = MappingProxyType({})

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
        One score for each card, from as few publications as possible.

        The publication that covers most cards comes first; in a tie, the one that introduced most
        of these cards, then the newest. A row of one card prefers a fully stated setup.
        """
        if len(self) == 1:
            return next(iter(self.values()))
        choice: dict[str, Score] = {}
        for source in sorted(self, key=self._weight_of):
            choice |= self[source]
        return choice

    def _weight_of(self, source: Source) -> tuple[bool, int, int, date, str]:
        """The sort key by which documents are preferred; the title breaks ties."""
        scores = self[source]
        stated = len(self.cards) == 1 and all(s.setup.states_all for s in scores.values())
        own = sum(self.introduced.get(card) == source for card in scores)
        return stated, len(scores), own, source.published or date.min, source.title


Rows = dict[RowKey, RowScores]


def rows_of(cards: Iterable[ModelCard], wanted: Callable[[Score], bool] | None = None) -> Rows:
    """
    Every score of the cards, or every wanted one, in its row; doubtful scores are in none.

    The cards come in catalog order, so that the order of a comparison changes nothing. Scores of
    one setup and document are placed by identity; equal setups meet by key.
    """
    cards = list(cards)
    introduced = {card.name: card.source for card in cards}
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
                reports.introduced = introduced
                place = places[identity] = reports.setdefault(score.source, {})
            place.setdefault(name, score)
    return rows


class EquatedMetric(NamedTuple):
    """
    A metric assumed equal to another.

    benchmark: as in a row key; None is every benchmark.
    """

    benchmark: str | None
    metric: str
    other: str

    def is_of(self, key: RowKey) -> bool:
        """Whether it is of the benchmark of a row."""
        return self.benchmark in (None, key.benchmark)


def equated_rows(rows: Rows, equated: Iterable[EquatedMetric]) -> Rows:
    """
    The rows, with those of one metric joined to those of the metric assumed equal.

    Of two that fit a row, the one that names its benchmark counts. Everything else that is stated
    must be equal. Only the chain of thought may be missing in the joined row: if exactly one other
    row fits, its value is taken.

    Raises DuplicateError if a card would have two figures of one document in a row.
    """
    there: dict[tuple[object, ...], list[RowKey]] = {}
    for key in rows:
        there.setdefault(_but_for_cot(key, key.metric), []).append(key)
    joined = dict(rows)
    named_first = sorted(equated, key=lambda pair: pair.benchmark is None)
    for key in rows:
        fitting = (pair for pair in named_first if pair.metric == key.metric and pair.is_of(key))
        pair = next(fitting, None)
        if pair is not None:
            target = _taken_for(key, there.get(_but_for_cot(key, pair.other), ()))
            if target is not None:
                joined[target] = _join_rows(joined[target], joined.pop(key))
    return joined


def _but_for_cot(key: RowKey, metric: str | None) -> tuple[object, ...]:
    return (*key[:3], metric, key.unit, key.tuned)


def _taken_for(key: RowKey, others: Collection[RowKey]) -> RowKey | None:
    """The only row among these that a row may be joined to, if there is just one."""
    alike = [o for o in others if o.cot == key.cot and o.protocol in (None, key.protocol)]
    if not alike and key.cot is None:
        alike = [other for other in others if other.protocol is None]
    return alike[0] if len(alike) == 1 else None


def _join_rows(reports: RowScores, others: RowScores) -> RowScores:
    joined = RowScores({source: dict(scores) for source, scores in reports.items()})
    joined.introduced = reports.introduced
    for source, scores in others.items():
        place = joined.setdefault(source, {})
        for card, score in scores.items():
            first = place.setdefault(card, score)
            if first is not score:
                what = f"two metrics of {card} are one for {score.setup.label()} in {source.title}"
                raise DuplicateError(what, first.setup.metric, score.setup.metric)
    return joined


def setup_of(key: RowKey, reports: RowScores, chosen: Mapping[str, Score]) -> EvalSetup:
    """The setup of a row, from a figure whose metric is not assumed, preferably a chosen one."""
    setup = next(iter(chosen.values())).setup
    if _is_of(key, setup):
        return setup
    scores = chain(chosen.values(), *(scores.values() for scores in reports.values()))
    return next(score.setup for score in scores if _is_of(key, score.setup))


def _is_of(key: RowKey, setup: EvalSetup) -> bool:
    return setup.metric == key.metric and setup.cot == key.cot


class PairedScores(NamedTuple):
    """
    The figures of two documents for one model under equal setups.

    card: the name of the model. key: the row of both figures.
    first, second: the figures.
    """

    card: str
    key: RowKey
    first: Score
    second: Score

    def __repr__(self) -> str:
        """What it states, cut if it is long."""
        return brief_repr(self)

    @property
    def difference(self) -> Decimal:
        """The second figure less the first."""
        return EXACT.subtract(self.second.value, self.first.value)

    @property
    def size(self) -> Decimal:
        """How far apart they are."""
        return self.difference.copy_abs()


def shared_rows(rows: Mapping[RowKey, RowScores]) -> set[RowKey]:
    """
    The rows that a comparison shows.

    They are the rows of two or more cards, unless another row has all these cards and says the same
    with less left unstated or by another metric. If two or more cards report a benchmark and
    subset, but never under one setup, each setup nearest to that of another card has a row.
    """
    tests: dict[tuple[object, ...], list[RowKey]] = {}
    for key in rows:
        sides = (key.tuned,) if isinstance(key.tuned, bool) else (True, False)
        for tuned in sides:
            tests.setdefault((key.benchmark, key.subset, key.unit, tuned), []).append(key)
    shown: set[RowKey] = set()
    for keys in tests.values():
        filled = [key for key in keys if len(rows[key].cards) > 1]
        if len(filled) == 1:
            shown.update(filled)
        elif filled:
            shown |= _telling_rows(filled, rows)
        elif len(keys) > 1:
            shown |= _nearest_rows(keys, rows)
    return shown


def _telling_rows(keys: Iterable[RowKey], rows: Mapping[RowKey, RowScores]) -> set[RowKey]:
    """The rows of one benchmark, largest first, without those that add nothing."""
    told: dict[str | None, list[RowKey]] = {}
    newest_first = sorted(keys, key=lambda key: rows[key].newest, reverse=True)
    for key in sorted(newest_first, key=lambda k: (-len(rows[k].cards), k[2:5].count(None))):
        # Only a row of the same shots can say more, unless this one leaves them unstated.
        near = told.values() if key.shots is None else [told.get(key.shots, [])]
        fuller = (o for same in near for o in same if rows[key].cards <= rows[o].cards)
        if not any(_says_no_more(key, other) for other in fuller):
            told.setdefault(key.shots, []).append(key)
    return {key for same in told.values() for key in same}


def _says_no_more(key: RowKey, other: RowKey) -> bool:
    """Whether a row has the same shots and chain of thought, and leaves as much unstated."""
    return (
        key.shots in (None, other.shots)
        and (key.cot is None or (key.cot is True) == (other.cot is True))
        and key[2:5].count(None) >= other[2:5].count(None)
    )


def _nearest_rows(keys: Sequence[RowKey], rows: Mapping[RowKey, RowScores]) -> set[RowKey]:
    """Among rows of one card each, for each card the one nearest to a row of another card."""
    cards_with: dict[tuple[object, ...], set[str]] = {}
    for key in keys:
        for part in setup_parts(key):
            cards_with.setdefault(part, set()).update(rows[key].cards)
    apart: dict[str, list[tuple[int, RowKey]]] = {}
    for key in keys:
        met = [part.count(...) for part in setup_parts(key) if len(cards_with[part]) > 1]
        for card in rows[key].cards if met else ():
            # Rows that are equal but for their protocol differ in that.
            apart.setdefault(card, []).append((max(1, min(met)), key))
    return {min(found, key=lambda pair: (pair[0], str(pair[1])))[1] for found in apart.values()}


def setup_parts(key: RowKey) -> Iterable[tuple[object, ...]]:
    """
    Every set of the fields that differ within one benchmark, others as "...".

    Rows meet in as many of these as they have sets of equal fields, so the nearest is found without
    comparing each with each.
    """
    return product(*((field, ...) for field in key[2:-1]))


def labeled(keys: Sequence[RowKey], setups: Mapping[RowKey, EvalSetup]) -> dict[RowKey, str]:
    """A label for each row, with what distinguishes it from rows with the same label."""
    alike: dict[str, list[RowKey]] = {}
    for key in keys:
        alike.setdefault(setups[key].label(), []).append(key)
    labels: dict[RowKey, str] = {}
    for label, group in alike.items():
        if len(group) == 1:
            labels[group[0]] = label
        else:
            labels |= {key: setups[key].label(*more) for key, more in _tell_apart(group)}
    return labels


def _tell_apart(group: Sequence[RowKey]) -> list[tuple[RowKey, list[str]]]:
    """Additions to the labels of keys, until all labels differ."""
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
