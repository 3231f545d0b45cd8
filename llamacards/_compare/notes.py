"""The notes of a comparison: what a reader must know about its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from attrs import frozen

from llamacards._catalog.catalog import Catalog
from llamacards._catalog.gather import Unattributed
from llamacards._catalog.rows import EquatedMetric, RowKey, Rows, setup_parts
from llamacards._compare.conflicts import (
    Conflict,
    Rivals,
    distinct,
    fact_conflicts,
    rivals_of,
    score_conflict,
)
from llamacards._compare.row import Row
from llamacards._records.card import Fact, ModelCard
from llamacards._records.score import Score, format_value, points_apart
from llamacards._records.specification import SPECIFICATION
from llamacards._records.training_compute import FORMULAS
from llamacards._tables.sheet import Option
from llamacards._values.quantity import bound_in_words
from llamacards._values.source import Source
from llamacards._values.validation import EXACT
from llamacards._wording import abbreviate, brief_repr, counted, join_words


@frozen(kw_only=True)
class Note:
    """
    A remark on a comparison, with the sources that it cites.

    parts: texts, with the sources between them.
    kind: "also stated", "unattributed", "status", "tuning", "superseded", "elsewhere", "equated",
    "drift", "within drift", "fraction", "said", "derived", "doubtful", "withheld", "no share",
    "left out", "not shown" or "memory".
    about: the card, benchmark or field that it is about.
    cells: the row id and card name of each cell that it is about.
    """

    kind: str
    parts: tuple[str | Source, ...]
    about: str | None = None
    cells: tuple[tuple[str, str], ...] = ()

    __repr__ = brief_repr

    def __str__(self) -> str:
        """The note with its sources by title."""
        return "".join(p if isinstance(p, str) else f"[{p.title}]" for p in self.parts)


TUNED = ("instruct", "chat")
"""How the name of a tuned model extends that of its base."""


UNCHECKED = "No model appears in both ", ", so they cannot be cross-checked."
"""What is said before and after two documents, or pairs of documents in print."""


MANY_SOURCES = 12
"""Of more sources than this, only those with a shared model are paired."""


def notes_on(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    catalog: Catalog,
    reported: Rows,
    *,
    remarked: Sequence[tuple[ModelCard, Score]],
    left_out: int | None,
    equated: Iterable[EquatedMetric],
) -> Iterator[Note]:
    """
    Every note that a comparison needs, in the order printed.

    remarked: requested scores with a note or doubt, with their cards.
    left_out: the number of rows of scores not shown; None if no score was requested.
    equated: metrics assumed equal to others.
    """
    scores = [row for row in rows if row.section == "scores"]
    yield from _elsewhere_notes(scores, reported)
    for pair in equated:
        yield from _equated_notes(cards, scores, pair, reported)
    if remarked or any(fact.note for card in cards for fact in card.facts):
        yield from said(cards, [row for row in rows if row.what not in FORMULAS])
    yield from _derived_notes(rows)
    yield from _also_stated_notes(cards, rows)
    yield from _unattributed_notes(cards, scores, catalog)
    yield from _status_notes(cards, catalog)
    yield from _tuning_notes(cards, scores)
    if left_out is not None:
        yield from _sibling_notes(cards, catalog)
    yield from _drift_notes(cards, scores, catalog, reported)
    yield from _within_drift(scores, catalog)
    if left_out is not None:
        yield from _doubtful_notes(remarked)
        yield from _unknown_as_of(cards, catalog, Score)
    if any(row.section == "spec" for row in rows):
        yield from _unknown_as_of(cards, catalog, Fact)
    if left_out:
        rows_more = counted(left_out, "more row")
        yield _make_note("left out", f"{rows_more}: ", Option('rows="all"', "--rows all"))


def _make_note(kind: str, *parts: str | Source, about: str | None = None) -> Note:
    return Note(kind=kind, parts=parts, about=about)


def _setups_by_card(
    reported: Rows, tests: Collection[tuple[str, str | None]]
) -> dict[tuple[str, str | None, str], tuple[RowKey, ...]]:
    """
    The rows that each card has in these benchmarks and subsets.

    Cards of the same rows have one tuple of them, so that it need not be compared again.
    """
    found: dict[tuple[str, str | None, str], list[RowKey]] = {}
    for key in reported:
        if key[:2] in tests:
            for card in reported[key].cards:
                found.setdefault((*key[:2], card), []).append(key)
    alike: dict[tuple[RowKey, ...], tuple[RowKey, ...]] = {}
    return {
        place: alike.setdefault(keys, keys)
        for place, keys in ((place, tuple(keys)) for place, keys in found.items())
    }


_FEW = 32
"""So many rows are compared one by one, which takes less time than their parts."""


class _KeyFinder:
    """Rows of one benchmark and subset, among which the nearest to another row is found."""

    def __init__(self, keys: Sequence[RowKey]) -> None:
        self._placed = list(enumerate(keys))
        self._firsts: dict[tuple[object, ...], tuple[int, RowKey]] = {}
        for placed in self._placed if len(keys) > _FEW else ():
            for part in setup_parts(placed[1]):
                self._firsts.setdefault(part, placed)

    def nearest_to(self, key: RowKey) -> RowKey:
        """The first of the keys that differs in fewest fields."""
        parts = setup_parts(key) if self._firsts else ()
        near = {self._firsts[part] for part in parts if part in self._firsts} or self._placed
        return min(near, key=lambda found: (len(key.differs_from(found[1])), found[0]))[1]


def _elsewhere_notes(rows: Sequence[Row], reported: Rows) -> Iterator[Note]:
    """
    For each benchmark with a "≠", how the setup of the card differs from the row.

    A field differs if both state it; otherwise the note names the document that does not.
    """
    setups = _setups_by_card(reported, {row.key[:2] for row in rows if row.key and row.elsewhere})
    finders = {id(keys): _KeyFinder(keys) for keys in setups.values()}
    differing: dict[str, dict[str, None]] = {}
    silent: dict[str, dict[tuple[Source, str], None]] = {}
    for row in rows:
        outside = [card for card in row.cards if card in row.elsewhere]
        if row.key is None or not outside:
            continue
        told, untold = differing.setdefault(row.what, {}), silent.setdefault(row.what, {})
        found = (setups[*row.key[:2], card] for card in outside)
        for finder in dict.fromkeys(finders[id(keys)] for keys in found):
            nearest = finder.nearest_to(row.key)
            here, there = row.key.unstated_beside(nearest), nearest.unstated_beside(row.key)
            names = row.key.differs_from(nearest)
            told |= dict.fromkeys(name for name in names if name not in (*here, *there))
            untold |= dict.fromkeys((row.sources[0], name) for name in here if row.sources)
            untold |= dict.fromkeys((next(iter(reported[nearest])), name) for name in there)
    for benchmark, told in differing.items():
        yield _make_note(
            "elsewhere", *_how_elsewhere(benchmark, told, silent[benchmark]), about=benchmark
        )


def _how_elsewhere(
    benchmark: str, differing: Iterable[str], silent: Iterable[tuple[Source, str]]
) -> Iterator[str | Source]:
    """A benchmark with the fields that differ, and those that a document does not state."""
    fields = [*differing]
    yield f"{benchmark} differs in {join_words(fields, 'and')}" if fields else benchmark
    by_source: dict[Source, list[str]] = {}
    for source, name in silent:
        by_source.setdefault(source, []).append(name)
    joint = ", and " if fields else ": "
    for source, names in by_source.items():
        yield f"{joint}{join_words(names, 'and')} not stated in "
        yield source
        joint = ", "


def _equated_notes(
    cards: Sequence[ModelCard], rows: Iterable[Row], pair: EquatedMetric, reported: Rows
) -> Iterator[Note]:
    """
    Rows with figures of a metric assumed equal, and what else these leave unstated.

    If there is no such row, how the figures differ from the nearest.
    """
    _, metric, other = pair
    places: list[str] = []
    unstated: list[str] = []
    for row in rows:
        if row.key is None or row.key.metric != other or not pair.is_of(row.key):
            continue
        taken = [
            (card.title, record.setup)
            for card, record in zip(cards, row.records, strict=True)
            if isinstance(record, Score) and record.setup.metric == metric
        ]
        if taken:
            places.append(f"{row.label} of {abbreviate([title for title, _ in taken])}")
        if any(setup.cot != row.key.cot for _, setup in taken):
            unstated.append(row.label)
    if places:
        yield _make_note(
            "equated", f"{metric} taken for {other}, as requested: {', '.join(places)}."
        )
    elif not _is_joined(pair, reported):
        yield _make_note(
            "equated", f"{metric} taken for {other} joins no row: {_why_apart(pair, reported)}."
        )
    if unstated:
        said = f"Chain of thought, which they do not state, assumed equal: {', '.join(unstated)}."
        yield _make_note("equated", said)


def _is_joined(pair: EquatedMetric, reported: Rows) -> bool:
    """Whether a row of the other metric has a figure of the one assumed equal."""
    return any(
        score.setup.metric == pair.metric
        for key, documents in reported.items()
        if key.metric == pair.other and pair.is_of(key)
        for scores in documents.values()
        for score in scores.values()
    )


def _why_apart(pair: EquatedMetric, reported: Rows) -> str:
    """How the figures of a metric differ from the nearest row of the metric assumed equal."""
    keys = [key for key in reported if pair.is_of(key)]
    found = [
        (
            key._replace(
                metric=near.metric,
                cot=near.cot if key.cot is None else key.cot,
                protocol=near.protocol and key.protocol,
            ),
            near,
        )
        for key in keys
        for near in keys
        if (key.metric, near.metric) == (pair.metric, pair.other)
        and key.benchmark == near.benchmark
    ]
    if not found:
        return "no benchmark has figures of both"
    key, near = min(found, key=lambda two: len(two[0].differs_from(two[1])))
    silent = {*key.unstated_beside(near), *near.unstated_beside(key)}
    silent |= {"tuning"} if {type(key.tuned), type(near.tuned)} != {bool} else set()
    names = key.differs_from(near)
    differing = [name for name in names if name not in silent]
    told = [f"differs in {join_words(differing, 'and')}"] if differing else []
    told += [f"{name} not stated" for name in names if name in silent]
    benchmark = next(iter(reported[near].chosen().values())).setup.benchmark
    return f"{benchmark} {'; '.join(told)}" if told else f"more than one row of {benchmark} fits"


def said(cards: Sequence[ModelCard], rows: Iterable[Row]) -> Iterator[Note]:
    """The remarks of publications on the figures shown, with their names unless all of a row."""
    remarks: dict[str, list[str]] = {}
    for row in rows:
        noted: dict[str, list[str]] = {}
        for card, record in zip(cards, row.records, strict=True):
            note = getattr(record, "note", None)
            if note is not None:
                noted.setdefault(note, []).append(card.title)
        for remark, titles in noted.items():
            on = "" if len(titles) == row.filled else f" of {abbreviate(titles)}"
            remarks.setdefault(remark, []).append(f"{row.label}{on}")
    for remark, on_rows in remarks.items():
        yield _make_note("said", f"{', '.join(on_rows)}: {remark}.")


def _derived_notes(rows: Iterable[Row]) -> Iterator[Note]:
    """How derived figures follow from stated ones."""
    for row in rows:
        if row.what in FORMULAS:
            yield _make_note("derived", f"{row.label}: {FORMULAS[row.what]}.", about=row.what)


def _also_stated_notes(cards: Sequence[ModelCard], rows: Sequence[Row]) -> Iterator[Note]:
    """For each figure shown, others that may have its setup, largest difference first."""
    several = _reported_more_than_once(cards, rows)
    shown = {id(record) for row in rows for record in row.records} if several else set()
    fields = [row.what for row in rows if row.section == "spec"]
    found: list[Conflict] = []
    for place, card in enumerate(cards):
        if card.facts:
            found += [conflict for path in fields for conflict in fact_conflicts(card, path)]
        scores = several.get(card.name)
        if not scores:
            continue
        pairs = [
            score_conflict(card.name, record, other, group)
            for record in (row.records[place] for row in rows)
            if isinstance(record, Score)
            for group in [scores.get(record.setup.rival_key, Rivals())]
            for other in group.beside(record.setup)
            if id(other) not in shown and not other.doubtful
        ]
        found += distinct(conflict for conflict in pairs if conflict is not None)
    titles = {card.name: card.title for card in cards}
    for conflict in sorted(found, key=lambda conflict: conflict.size, reverse=True):
        yield _make_note("also stated", *_other_statement(conflict), about=titles[conflict.card])


def _reported_more_than_once(
    cards: Sequence[ModelCard], rows: Iterable[Row]
) -> dict[str, dict[tuple[str, str], Rivals]]:
    """For each card, the scores of the benchmarks for which it has several."""
    if sum(row.filled for row in rows if row.setup) == sum(len(card.scores) for card in cards):
        return {}
    several = {}
    for card in cards:
        groups = rivals_of(card)
        several[card.name] = {n: group for n, group in groups.items() if len(group.scores) > 1}
    return several


def _other_statement(conflict: Conflict) -> tuple[str | Source, ...]:
    """A figure that is also stated, and what its setup leaves unstated."""
    other = conflict.other
    if isinstance(other, Fact):
        said, why = f"{conflict.matter.lower()} {other.text}", ""
    else:
        said = f"{conflict.matter} {bound_in_words(other.bound, format_value(other.value))}"
        why = _reason_apart(conflict)
    if other.source is None:
        return (f"{said} ({why})" if why else said,)
    return (f"{said} ({why} ", other.source, ")") if why else (f"{said} ", other.source)


def _reason_apart(conflict: Conflict) -> str:
    """Metrics that differ, or the most important field that one setup leaves unstated."""
    if conflict.metrics is not None:
        return f"as {conflict.metrics[1]}"
    if conflict.silent:
        return f"{conflict.silent[0]} not stated"
    if conflict.shown_silent:
        return f"{conflict.shown_silent[0]} not stated for the figure shown"
    return ""


def _unattributed_notes(
    cards: Sequence[ModelCard], rows: Sequence[Row], catalog: Catalog
) -> Iterator[Note]:
    """Figures that a document gives for one of several cards, if one of them is compared."""
    compared = {card.name for card in cards}
    benchmarks = {row.what.casefold() for row in rows}
    for figure in catalog.unattributed:
        if figure.score.setup.benchmark.casefold() in benchmarks and compared & {
            *figure.candidates
        }:
            yield _make_note("unattributed", *_without_variant(figure, catalog))


def _without_variant(figure: Unattributed, catalog: Catalog) -> Iterator[str | Source]:
    """A figure without a variant, and the nearest figure of each candidate."""
    score = figure.score
    candidates = [catalog[name] for name in figure.candidates if name in catalog]
    title = min((card.title for card in candidates), key=len)
    said = bound_in_words(score.bound, format_value(score.value))
    yield f"{score.setup.name} of {title} {said}; the source does not say base or instruct "
    yield score.source
    joint = "; "
    for card in candidates:
        near = [s for s in card.scores if s.setup.compatible_with(score.setup) and not s.doubtful]
        if near:
            nearest = min(near, key=lambda s: points_apart(s, score))
            yield f"{joint}{card.tuning} {nearest.text} "
            yield nearest.source
            joint = ", "
    yield "."


def _status_notes(cards: Sequence[ModelCard], catalog: Catalog) -> Iterator[Note]:
    """Models that were still in training, and superseded models."""
    for card in cards:
        successor = catalog.title_of(card.superseded_by)
        if card.status == "in training":
            day = f", {card.checkpoint.day} {card.checkpoint:%B %Y}" if card.checkpoint else ""
            since = f"; released as {successor}" if successor else ""
            told = f"{card.title}: a checkpoint in training{day}{since}."
            yield _make_note("status", told, about=card.title)
        elif successor:
            yield _make_note("superseded", f"{card.title}: superseded by {successor}.")


def _tuning_notes(cards: Sequence[ModelCard], rows: Sequence[Row]) -> Iterator[Note]:
    """Base models next to tuned ones, and models whose tuning no source states."""
    for card in cards:
        if rows and card.tuned is None:
            yield _make_note(
                "tuning",
                f"{card.title}: no source says whether it is a base or a tuned model, so its "
                "scores share no row; set it with tuning=.",
            )
    base = [card.title for card in cards if card.tuned is False]
    tuned = [card.title for card in cards if card.tuned]
    if rows and base and tuned:
        yield _make_note(
            "tuning",
            f"Base: {join_words(base, 'and')}; tuned: {join_words(tuned, 'and')}. "
            "Their scores never share a row.",
        )


def _sibling_notes(cards: Sequence[ModelCard], catalog: Catalog) -> Iterator[Note]:
    """The tuned versions of base models that are compared with tuned models."""
    names = {card.name for card in cards}
    for card in cards if any(card.tuned for card in cards) else ():
        tuned = [f"{card.name}-{tuning}" for tuning in TUNED if card.tuned is False]
        for name in tuned:
            if name in catalog and name not in names:
                told = f"{card.title} is a base model; its tuned one is {name}."
                yield _make_note("tuning", told, about=card.title)


def unshown_notes(
    asked: Mapping[str, Sequence[RowKey]], shown: Collection[RowKey]
) -> Iterator[Note]:
    """
    Which requested benchmarks have no row, and why.

    asked: the rows that each name means.
    """
    for name, keys in asked.items():
        if not any(key in shown for key in keys):
            why: tuple[str, ...] = (" is reported by none of these models.",)
            if keys:
                every = Option('rows="all"', "--rows all")
                why = (" is never reported by two of these models under one setup: ", every)
            yield _make_note("not shown", name, *why, about=name)


def _drift_notes(
    cards: Sequence[ModelCard], rows: Sequence[Row], catalog: Catalog, reported: Rows
) -> Iterator[Note]:
    """How far the publications in a row differ on what both state of one model."""
    if not any(len(reports) > 1 for reports in reported.values()):
        return
    meeting = dict.fromkeys(row.sources for row in rows)
    heads = [card.source for card in cards if card.source]
    order = {s: place for place, s in enumerate(dict.fromkeys(chain(heads, *meeting)))}
    many = any(len(met) > MANY_SOURCES for met in meeting)
    met_pairs = {
        pair: sorted(order[source] for source in pair)
        for met in meeting
        for pair in (catalog.drifts if many else combinations(sorted(met, key=str), 2))
        if {*pair} <= {*met}
    }
    for pair in sorted(met_pairs, key=met_pairs.__getitem__):
        first, second = sorted(pair, key=order.__getitem__)
        drift = catalog.restated(*pair)
        if not drift:
            apart, told = UNCHECKED
            yield _make_note("drift", apart, first, " and ", second, told)
            continue
        models = len({figure.card for figure in drift})
        most = format_value(max(figure.size for figure in drift))
        yield _make_note(
            "drift",
            first,
            " and ",
            second,
            f" differ by at most {most} on {counted(len(drift), 'figure')} "
            f"of {counted(models, 'model')}.",
        )
    if many:
        yield _make_note(
            "drift",
            "No model appears in two of the other documents, to cross-check them.",
        )


def _within_drift(rows: Iterable[Row], catalog: Catalog) -> Iterator[Note]:
    """The sizes below which differences are within drift."""
    for row in rows:
        drift = row.drift
        if drift is not None and any(cell.within_drift for cell in row):
            yield _make_note(
                "within drift",
                f"{row.label}: differences below {format_value(drift.size)} are within drift, as "
                f"{catalog[drift.card].title} has {drift.first.text} in ",
                drift.first.source,
                f" and {drift.second.text} in ",
                drift.second.source,
                ".",
                about=row.what,
            )


def _doubtful_notes(scores: Iterable[tuple[ModelCard, Score]]) -> Iterator[Note]:
    """Figures that are in no row, as they cannot be meant as printed."""
    for card, score in scores:
        if not score.doubtful:
            continue
        said = f"In no row: {score.setup.label()} of {card.title}, printed as {score.text} "
        why = f": {score.note}." if score.note else "."
        yield _make_note("doubtful", said, score.source, why, about=card.title)


def _unknown_as_of(
    cards: Sequence[ModelCard], catalog: Catalog, kind: type[Fact | Score]
) -> Iterator[Note]:
    """What a document states today but did not state on the day of the catalog."""
    titles = {card.name: card.title for card in cards}
    for name, record in catalog.unknown_as_of:
        if name in titles and record.source and isinstance(record, kind):
            what = SPECIFICATION[record.field] if isinstance(record, Fact) else record.setup.label()
            yield _make_note(
                "withheld",
                f"Left out: {what} of {titles[name]}, which ",
                record.source,
                f" has only since {record.since}.",
            )


SURELY_PERCENT = 20
"""If another figure of a row is above this, one below 1 may be a fraction."""


def likely_shares(scores: Sequence[Score]) -> Iterator[Score]:
    """Figures below 1 among percents, which may be shares of 1."""
    percents = [score for score in scores if score.setup.unit == "percent"]
    if max((score.value for score in percents), default=0) > SURELY_PERCENT:
        yield from (score for score in percents if 0 < score.value < 1)


def as_share(score: Score) -> str:
    """A figure in percent, in words, if it was meant as a share of 1."""
    return f"as a share of 1 it is {score.value.scaleb(2, EXACT):f} %"


def fraction_notes(cards: Sequence[ModelCard], rows: Iterable[Row]) -> Iterator[Note]:
    """Figures below 1 among percents, which may be shares of 1."""
    for row in rows:
        shares = set(map(id, likely_shares(row.scores)))
        for card, score in zip(cards, row.records, strict=True) if shares else ():
            if isinstance(score, Score) and id(score) in shares:
                told = f"{row.label} of {card.title}: {score.text} % is printed; {as_share(score)}."
                yield _make_note("fraction", told, about=card.title)
