"""A publication: one document with its companions, and everything that it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from attrs import Attribute, evolve, field, frozen

from llamacards._records.benchmark import Benchmark, as_benchmarks
from llamacards._records.card import Fact, ModelCard, as_facts
from llamacards._records.claim import Claim, as_claims
from llamacards._records.license import License
from llamacards._records.score import EvalSetup, Score, a_level, read_figure
from llamacards._records.specification import SPECIFICATION
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    a_day,
    a_text,
    as_date,
    as_texts,
    check_choice,
    check_kind,
    check_text,
    field_error,
    one_of,
    optional,
    read_decimal,
    some_texts,
    to_tuple,
    tuple_of,
)
from llamacards._wording import brief_repr
from llamacards.errors import DuplicateError


def as_pairs(value: Mapping[Any, Any] | Iterable[Any]) -> tuple[tuple[Any, Any], ...]:
    """Convert a mapping to its items."""
    return to_tuple(value.items() if isinstance(value, Mapping) else value)


def as_days(
    value: Mapping[Any, Any] | Iterable[tuple[Any, Any]],
) -> tuple[tuple[Any, date | None], ...]:
    """Convert a mapping to its items, with values as days."""
    pairs = as_pairs(value)
    if not _is_made_of(pairs, 2):
        return pairs
    return tuple((place, as_date(appeared)) for place, appeared in pairs)


def as_rows(
    value: Mapping[str, Any] | Iterable[Any],
) -> tuple[tuple[str, Any, tuple[Any, ...]], ...]:
    """Convert rows to printed labels, what they name, and their figures."""
    if not isinstance(value, Mapping):
        return to_tuple(value)
    return tuple(
        (label, *_split_row(named)) if named and isinstance(named, tuple) else (label, named)
        for label, named in value.items()
    )


def _split_row(named: tuple[Any, ...]) -> tuple[Any, ...]:
    """What a row names, and its figures from left to right; numbers become their digits."""
    *subject, cells = named
    cells = to_tuple(cells.split() if isinstance(cells, str) else cells)
    return (*subject, tuple(map(_as_digits, cells)) if isinstance(cells, tuple) else cells)


def _as_digits(cell: Any) -> Any:
    number = read_decimal(cell) if isinstance(cell, (float, Decimal)) else None
    return cell if number is None else f"{number:f}"


def _check_labels(side: str, section: str, named: tuple[tuple[Any, ...], ...]) -> None:
    """Refuse a label shared by two rows or columns, as labels cite the figures."""
    firsts: dict[Any, Any] = {}
    for label, names, *_ in named:
        check_text("Table", side, label)
        if label in firsts:
            what = f"two {side} of the table {section!r} are labeled {label!r}"
            raise DuplicateError(what, firsts[label], names)
        firsts[label] = names


def _is_made_of(value: object, width: int) -> bool:
    """Whether a value is a tuple of tuples of one width."""
    return isinstance(value, tuple) and all(
        isinstance(item, tuple) and len(item) == width for item in value
    )


def as_cards(cards: Iterable[ModelCard]) -> tuple[ModelCard, ...]:
    """Convert the cards to a tuple."""
    return to_tuple(cards)


def as_licenses(licenses: Iterable[License]) -> tuple[License, ...]:
    """Convert the licenses to a tuple."""
    return to_tuple(licenses)


class Statement(NamedTuple):
    """What a document states, and the cards that it applies to."""

    cards: tuple[str, ...]
    record: Fact | Score


class Figure(NamedTuple):
    """A printed figure: its labels, its cards and what it states of them."""

    row: str
    column: str
    cards: tuple[str, ...]
    what: Any
    cell: Any


@frozen(kw_only=True)
class Sentence:
    """
    The place in a document that states a setup, with a few key words of it.

    source: the document and the place. words: what it says there, literally.
    """

    source: Source = field(converter=as_source, validator=a_source)
    words: tuple[str, ...] = field(converter=as_texts, validator=some_texts)


def as_sentences(value: Mapping[str, Any] | Iterable[Any]) -> tuple[tuple[str, Any], ...]:
    """
    Convert labels to the sentences that state their setups.

    A mapping may give a source and its words in turn.
    """
    if not isinstance(value, Mapping):
        return to_tuple(value)
    return tuple(
        (label, sentence) for label, said in value.items() for sentence in _split_sentences(said)
    )


def _split_sentences(said: Any) -> list[Any]:
    """The sentences in a sequence of sources, each followed by its words."""
    if not isinstance(said, tuple):
        return [said]
    starts = [place for place, part in enumerate(said) if isinstance(part, Source)]
    return [
        Sentence(source=said[start], words=said[start + 1 : end])
        for start, end in zip(starts, [*starts[1:], len(said)], strict=True)
    ]


@frozen(kw_only=True)
class Table:
    """
    A table as it was printed.

    One side names cards, the other an EvalSetup (its figures are scores) or a field of the
    specification ("budget.context"). If a label names several cards, a field applies to each of
    them, a score to one of them, unknown which.

    section: the heading above it.
    columns: each printed label, and what it names.
    rows: each printed label, what it names, and its figures from left to right, as one text with
    blanks between them or as a tuple; "-" is no figure.
    models: the side that names cards, "columns" or "rows".
    source: a companion document that has the table, if it is not in the publication's own.
    note: a note on every figure.
    notes: notes on one figure, by its printed row and column, or on a row or a column.
    since: likewise, the day on which figures replaced others.
    until: the last day that the document had these figures, if others have replaced them.
    doubtful: the places of scores that cannot be meant as printed.
    level: the level in percent of printed confidence intervals, such as "77.0±0.8".
    follows: the sentences that state a setup, by its printed label, as far as the table does not.
    caption: the benchmark that the caption names, if no label does.
    """

    section: str = field(validator=a_text)
    columns: tuple[tuple[str, Any], ...] = field(converter=as_pairs)
    rows: tuple[tuple[str, Any, tuple[Any, ...]], ...] = field(converter=as_rows)
    models: Literal["columns", "rows"] = field(
        default="columns", validator=one_of("columns", "rows")
    )
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    note: str | None = field(default=None, validator=optional(a_text))
    notes: tuple[tuple[str | tuple[str, str], str], ...] = field(default=(), converter=as_pairs)
    since: tuple[tuple[str | tuple[str, str], date], ...] = field(default=(), converter=as_days)
    until: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    doubtful: tuple[tuple[str, str], ...] = field(default=(), converter=as_pairs)
    level: int | None = field(default=None, validator=optional(a_level))
    follows: tuple[tuple[str, Sentence], ...] = field(default=(), converter=as_sentences)
    caption: str | None = field(default=None, validator=optional(a_text))

    __repr__ = brief_repr

    @columns.validator
    def _check_columns(self, attribute: Attribute[Any], columns: tuple[Any, ...]) -> None:
        if not _is_made_of(columns, 2):
            rule = "a mapping of each printed label to what it names"
            raise field_error(self, attribute, rule, columns)
        _check_labels("columns", self.section, columns)
        self._check_named(attribute, columns)

    @rows.validator
    def _check_rows(self, attribute: Attribute[Any], rows: tuple[Any, ...]) -> None:
        if not _is_made_of(rows, 3) or not all(isinstance(cells, tuple) for *_, cells in rows):
            rule = "a mapping of each printed label to what it names and its figures"
            raise field_error(self, attribute, rule, rows)
        _check_labels("rows", self.section, rows)
        for label, _, cells in rows:
            if len(cells) != len(self.columns):
                rule = f"one figure for each of {len(self.columns)} columns in row {label!r}"
                raise field_error(self, attribute, rule, cells)
            for cell in cells:
                if not isinstance(cell, (str, int, date, tuple)):
                    rule = f"made of texts, numbers, flags and days in row {label!r}"
                    raise field_error(self, attribute, rule, cell)
        self._check_named(attribute, rows)

    def _check_named(self, attribute: Attribute[Any], side: tuple[Any, ...]) -> None:
        """Refuse what is no card on the side of models, no setup or field on the other."""
        for label, named, *_ in side:
            if self.models == attribute.name:
                names = named if isinstance(named, tuple) else (named,)
                if not names or not all(isinstance(name, str) for name in names):
                    rule = f"the name of a card, or several, for {label!r}"
                    raise field_error(self, attribute, rule, named)
            elif not isinstance(named, EvalSetup) and self.models in ("columns", "rows"):
                check_choice("field", named, SPECIFICATION)

    @notes.validator
    @since.validator
    def _check_said(self, attribute: Attribute[Any], said: tuple[Any, ...]) -> None:
        if said == ():
            return
        if not _is_made_of(said, 2):
            raise field_error(self, attribute, "a mapping of places to notes or days", said)
        check = a_text if attribute.name == "notes" else a_day
        for _, what in said:
            check(self, attribute, what)
        labels = {label for label, *_ in (*self.rows, *self.columns)}
        places = [place for place, _ in said]
        self._check_places(
            attribute, [p for p in places if not isinstance(p, str) or p not in labels]
        )

    @doubtful.validator
    def _check_places(self, attribute: Attribute[Any], places: Iterable[Any]) -> None:
        if places == ():
            return
        rows, columns = ({label for label, *_ in side} for side in (self.rows, self.columns))
        for place in places if isinstance(places, Iterable) else (places,):
            texts = _is_made_of((place,), 2) and all(isinstance(label, str) for label in place)
            if not texts or place[0] not in rows or place[1] not in columns:
                raise field_error(self, attribute, "about a printed row and column", place)

    @follows.validator
    def _check_follows(self, attribute: Attribute[Any], follows: tuple[Any, ...]) -> None:
        if follows == ():
            return
        labels = {label for label, *_ in (*self.rows, *self.columns)}
        for pair in follows if isinstance(follows, tuple) else (follows,):
            if not _is_made_of((pair,), 2) or not isinstance(pair[1], Sentence):
                rule = "a mapping of labels to a source and its key words"
                raise field_error(self, attribute, rule, pair)
            if not isinstance(pair[0], str) or pair[0] not in labels:
                raise field_error(self, attribute, "about a printed label", pair[0])

    def figures(self, card: str | None = None) -> Iterator[Figure]:
        """
        Every printed figure, from left to right and top to bottom.

        card: only figures of this card, alone or among others.
        """
        by_column = self.models == "columns"
        places = [
            (place, label, names)
            for place, (label, names) in enumerate(self.columns)
            if not by_column or card is None or card in _names_in(names)
        ]
        for row, row_names, cells in self.rows:
            if not by_column and card is not None and card not in _names_in(row_names):
                continue
            for place, column, column_names in places:
                cell = cells[place]
                if cell != "-":
                    named, what = (
                        (column_names, row_names) if by_column else (row_names, column_names)
                    )
                    yield Figure(row, column, _names_in(named), what, cell)

    @property
    def named_cards(self) -> Iterator[tuple[str, ...]]:
        """The cards that each label names, on the side of the models."""
        labels = self.columns if self.models == "columns" else self.rows
        return (_names_in(names) for _, names, *_ in labels)

    @property
    def subjects(self) -> Iterator[Any]:
        """The setup or field that each label of the other side names."""
        labels = self.rows if self.models == "columns" else self.columns
        return (what for _, what, *_ in labels)

    def statement(self, figure: Figure, source: Source, protocol: Source) -> Fact | Score:
        """What a figure states, with its place in the document."""
        check_kind("statement", "figure", Figure, figure)
        check_kind("statement", "source", Source, source)
        row, column, cards, what, cell = figure
        place = (self.source or source).at(f'{self.section}, row "{row}", column "{column}"')
        said: dict[str, Any] = {
            "note": _said_of(row, column, self.notes) or self.note,
            "since": _said_of(row, column, self.since),
            "until": self.until,
        }
        if not isinstance(what, EvalSetup):
            return Fact(field=what, value=cell, cards=cards, source=place, **said)
        value, bound, interval = read_figure(cell)
        return Score(
            setup=what,
            value=value,
            bound=bound,
            interval=interval,
            level=None if interval is None else self.level,
            source=place,
            protocol=protocol,
            doubtful=(row, column) in self.doubtful,
            **said,
        )


def _names_in(named: Any) -> tuple[str, ...]:
    """The cards that a label names, one or several."""
    return (named,) if isinstance(named, str) else tuple(named)


def _said_of(row: str, column: str, said: tuple[tuple[Any, Any], ...]) -> Any:
    """What applies to a figure, to its row or to its column."""
    if not said:
        return None
    by_place = dict(said)
    return by_place.get((row, column)) or by_place.get(row) or by_place.get(column)


def as_tables(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Convert the tables to a tuple."""
    return to_tuple(tables)


@frozen(kw_only=True)
class Publication:
    """
    One document with its companions, its date, and everything that it states.

    source: the document itself.
    protocol: the evaluation details that it follows, as it says; None is the publication itself.
    cards: the cards that it introduces; a card with a later release date was added then.
    facts: fields of the specification that its text states of any card.
    tables: its tables, as printed.
    licenses: the licenses whose texts come with it.
    claims: its statements in words.
    benchmarks: the benchmarks that it describes, with their sizes.
    """

    source: Source = field(converter=as_source, validator=a_source)
    protocol: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    cards: tuple[ModelCard, ...] = field(
        default=(), converter=as_cards, validator=tuple_of(ModelCard)
    )
    facts: tuple[Fact, ...] = field(default=(), converter=as_facts, validator=tuple_of(Fact))
    tables: tuple[Table, ...] = field(default=(), converter=as_tables, validator=tuple_of(Table))
    licenses: tuple[License, ...] = field(
        default=(), converter=as_licenses, validator=tuple_of(License)
    )
    claims: tuple[Claim, ...] = field(default=(), converter=as_claims, validator=tuple_of(Claim))
    benchmarks: tuple[Benchmark, ...] = field(
        default=(), converter=as_benchmarks, validator=tuple_of(Benchmark)
    )

    __repr__ = brief_repr

    @property
    def named_cards(self) -> Iterator[str]:
        """The card of every statement, with repetitions."""
        for fact in self.facts:
            yield from fact.cards
        for table in self.tables:
            for names in table.named_cards:
                yield from names

    def statements(self, card: str | None = None) -> Iterator[Statement]:
        """
        Every fact and score; a score of several cards is of one of them, unknown which.

        card: only statements about this card, alone or among others.
        """
        for fact in self.facts:
            if card is None or card in fact.cards:
                sourced = fact if fact.source else evolve(fact, source=self.source)
                yield Statement(fact.cards, sourced)
        for table in self.tables:
            for figure in table.figures(card):
                yield Statement(figure.cards, self._statement_of(table, figure))

    def unattributed(self) -> Iterator[Statement]:
        """Every score that the document gives to several cards without saying to which."""
        for table in self.tables:
            if any(len(names) > 1 for names in table.named_cards):
                for figure in table.figures():
                    if len(figure.cards) > 1 and isinstance(figure.what, EvalSetup):
                        yield Statement(figure.cards, self._statement_of(table, figure))

    def _statement_of(self, table: Table, figure: Figure) -> Fact | Score:
        return table.statement(figure, self.source, self.protocol or self.source)
