"""
Records to plain data, the shape of files, and back.

This is written by hand, as cattrs was tried: it runs validators only if nothing is missing or
unknown, and then stops at the first problem of each record, while all problems of a file should be
listed at once.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import NOTHING, Attribute, Converter, Factory, fields, has

from llamacards._records.license import License
from llamacards._records.publication import Sentence, Table
from llamacards._records.score import EvalSetup, Score, read_figure
from llamacards._records.specification import NOT_STATED
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source
from llamacards._values.validation import read_decimal
from llamacards._wording import short_repr
from llamacards.errors import FieldError, LlamaCardsError, UnknownOptionError

T = TypeVar("T", bound=Hashable)


Problems = list[str]


@cache
def fields_of(kind: Any) -> Mapping[str, Attribute[Any]]:
    """The fields of a record, by name."""
    return MappingProxyType({attribute.name: attribute for attribute in fields(kind)})


@cache
def hints_of(kind: Any) -> Mapping[str, Any]:
    """The types of the fields of a record, without None."""
    return MappingProxyType(
        {name: _without_none(hint) for name, hint in typing.get_type_hints(kind).items()}
    )


def _without_none(hint: Any) -> Any:
    """The type without None: Source of "Source | None"."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint
    (held,) = set(typing.get_args(hint)) - {type(None)}
    return held


def record_in(hint: Any) -> type | None:
    """The class of the records that a field holds, or None."""
    held = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
    return held if isinstance(held, type) and has(held) else None


def at(path: str, key: str | int) -> str:
    """The path of a key: tables[0].rows["MMLU (5-shot)"]."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not key.isidentifier():
        return f'{path}["{key}"]'
    return f"{path}.{key}" if path else key


def read(kind: type[T], data: object, path: str, problems: Problems) -> T | None:
    """
    The record in a table of plain data, or None.

    Everything wrong is added to the problems: unknown keys with similar ones, missing fields, and
    refused values with their rule.
    """
    if not isinstance(data, dict):
        rule = f"a table with the fields of a {kind.__name__}"
        problems.append(f"{path or 'the file'} must be {rule}, not {short_repr(data)}")
        return None
    known = len(problems)
    given, keys = (_with_setup if kind is Score else _own_keys)(data, kind)
    problems += [
        f"{at(path, key)}: {UnknownOptionError('key', key, keys)}"
        for key in data
        if key not in keys
    ]
    record: Any = object.__new__(kind)
    values: dict[str, Any] = {}
    for name, attribute in fields_of(kind).items():
        place = path if kind is Score and name == "setup" else at(path, name)
        if name in given:
            before = len(problems)
            special = _TABLE_FIELDS.get(name) if kind is Table else None
            read_field = special or partial(_read_value, hints_of(kind)[name])
            values[name] = read_field(given[name], place, problems)
            if len(problems) == before:
                _check_field(record, attribute, values[name], place, problems)
        elif attribute.default is NOTHING:
            problems.append(f"{place} is missing")
        else:
            object.__setattr__(record, name, attribute.default)
    if len(problems) > known:
        return None
    try:
        made = kind(**values)
    except FieldError as error:  # of two fields that do not fit each other
        place = at(path, error.field)
        problems.append(f"{place} must be {error.rule}, not {short_repr(error.value)}")
        return None
    if isinstance(made, Table):
        _check_figures(made, path, problems)
    return made


class _NotPlainError(Exception):
    """The data does not have the plain shape; read() finds out what is wrong, if anything."""


Memo = dict[tuple[Any, ...], Any]


def read_at_once(kind: type[T], data: object) -> T | None:
    """
    The record in plain data without faults; None if read() must look.

    It takes a third of the time, as the record checks its own fields when it is made. Equal setups
    and sources become one object, which makes them faster to look up.
    """
    try:
        made: T = _make_record(kind, data, {})
    except (_NotPlainError, LlamaCardsError, TypeError):
        return None
    return made


@cache
def _held_records(kind: Any) -> Mapping[str, Any]:
    """The kind of record in each field of a record; None for plain values."""
    return MappingProxyType(
        {name: Any if hint is Any else record_in(hint) for name, hint in hints_of(kind).items()}
    )


def _make_record(kind: Any, data: Any, memo: Memo) -> Any:
    if type(data) is not dict:
        raise _NotPlainError
    if kind is Score:
        setup, own = _held_records(EvalSetup), _held_records(Score)
        apart = {key: value for key, value in data.items() if key in setup}
        data = {key: value for key, value in data.items() if key in own or key not in setup}
        values = {"setup": _make_record(EvalSetup, apart, memo)}
    else:
        values = {}
    held = _held_records(kind)
    for key, value in data.items():
        if key not in held or key == "setup":
            raise _NotPlainError
        if kind is Table and key in _TABLE_FIELDS:
            values[key] = _make_table_field(key, value, memo)
        else:
            values[key] = _make_value(held[key], value, memo)
    if kind is Source or kind is EvalSetup:
        known = (kind, *values.items())
        return memo.get(known) or memo.setdefault(known, kind(**values))
    made = kind(**values)
    if kind is Table:
        _doubt_figures(made)
    return made


def _make_value(held: Any, value: Any, memo: Memo) -> Any:
    """The value of a field: its records, or plain data as it is."""
    kind = type(value)
    if held is None or kind not in (dict, list):
        return _lists_to_tuples(value) if kind is list else value
    if held is Any:
        raise _NotPlainError
    if kind is dict:
        return _make_record(held, value, memo)
    return tuple([_make_value(held, item, memo) for item in value])


def _make_table_field(key: str, value: Any, memo: Memo) -> Any:
    """The value of a table field that files write in another form."""
    if key in ("columns", "rows"):
        if type(value) is not dict:
            raise _NotPlainError
        make = _make_row if key == "rows" else _make_subject
        return {label: make(named, memo) for label, named in value.items()}
    problems: Problems = []
    made = _TABLE_FIELDS[key](value, "", problems)
    if problems:
        raise _NotPlainError
    return made


def _make_subject(named: Any, memo: Memo) -> Any:
    return _make_record(EvalSetup, named, memo) if type(named) is dict else _lists_to_tuples(named)


def _make_row(data: Any, memo: Memo) -> Any:
    if type(data) is not dict or "figures" not in data:
        raise _NotPlainError
    subject = {key: value for key, value in data.items() if key != "figures"}
    if len(subject) == 1 and ("cards" in subject or "field" in subject):
        (named,) = subject.values()
        return _lists_to_tuples(named), _lists_to_tuples(data["figures"])
    return _make_record(EvalSetup, subject, memo), _lists_to_tuples(data["figures"])


def _doubt_figures(table: Table) -> None:
    """Raise if a table has a figure that a score or a field might refuse."""
    if table.models == "columns" and all(isinstance(what, EvalSetup) for what in table.subjects):
        for _, setup, cells in table.rows:
            for cell in cells:
                if cell != "-" and not _is_plain_figure(cell, setup):
                    raise _NotPlainError
    else:
        for figure in table.figures():
            table.statement(figure, _NOWHERE, _NOWHERE)


def _is_plain_figure(cell: Any, setup: EvalSetup) -> bool:
    """Whether a cell is a number in the range of the unit, with or without a bound."""
    number = read_decimal(cell)
    if number is None:
        value, _, interval = read_figure(cell)
        number = read_decimal(value) if interval is None else None
    return number is not None and (setup.unit != "percent" or 0 <= number <= 100)


def _own_keys(data: dict[str, Any], kind: type) -> tuple[dict[str, Any], list[str]]:
    """The data of each field, and the keys that a table of this kind may have."""
    return data, [*fields_of(kind)]


def _with_setup(data: dict[str, Any], kind: type) -> tuple[dict[str, Any], list[str]]:
    """Likewise for a score, whose setup is beside its value."""
    setup = {key: value for key, value in data.items() if key in fields_of(EvalSetup)}
    keys = [*fields_of(EvalSetup), *(name for name in fields_of(kind) if name != "setup")]
    return data | {"setup": setup}, keys


def _read_value(hint: Any, data: Any, path: str, problems: Problems) -> Any:
    """The value of a field: its records, or plain data as it is."""
    kind = record_in(hint)
    if hint is Any and isinstance(data, dict):
        kind = License if "name" in data else Quantity
    if kind is not None and isinstance(data, dict):
        return read(kind, data, path, problems)
    if kind is not None and isinstance(data, list):
        return tuple(read(kind, item, at(path, i), problems) for i, item in enumerate(data))
    return _lists_to_tuples(data)


def _lists_to_tuples(data: Any) -> Any:
    return tuple(map(_lists_to_tuples, data)) if isinstance(data, list) else data


def _check_field(
    record: Any, attribute: Attribute[Any], value: Any, path: str, problems: Problems
) -> None:
    """Convert and validate one field; validators that need a faulty field are skipped."""
    validate: Any = attribute.validator
    with suppress(AttributeError), _problem_at(path, problems):
        converted = _convert_value(attribute, record, value)
        object.__setattr__(record, attribute.name, converted)
        if validate is not None:
            validate(record, attribute, converted)


@contextmanager
def _problem_at(path: str, problems: Problems) -> Iterator[None]:
    """Turn a refusal into a problem at this path."""
    try:
        yield
    except FieldError as error:
        problems.append(f"{path} must be {error.rule}, not {short_repr(error.value)}")
    except LlamaCardsError as error:
        problems.append(f"{path}: {error}")


def _convert_value(attribute: Attribute[Any], record: Any, value: Any) -> Any:
    convert: Any = attribute.converter
    if convert is None:
        return value
    takes_self = isinstance(convert, Converter)
    return convert.converter(value, record) if takes_self else convert(value)


def _read_columns(data: Any, path: str, problems: Problems) -> Any:
    """The columns of a printed table: what each label names."""
    return tuple(
        (label, _read_subject(named, at(path, label), problems))
        for label, named in _labeled_items(data, path, problems)
    )


def _read_rows(data: Any, path: str, problems: Problems) -> Any:
    """The rows of a printed table: what each label names, and its figures."""
    return {
        label: _read_row(named, at(path, label), problems)
        for label, named in _labeled_items(data, path, problems)
    }


def _labeled_items(data: Any, path: str, problems: Problems) -> Iterable[tuple[str, Any]]:
    if isinstance(data, dict):
        return data.items()
    problems.append(
        f"{path} must be a table with a key for each printed label, not {short_repr(data)}"
    )
    return ()


def _read_subject(subject: Any, path: str, problems: Problems) -> Any:
    """What a label names: cards, a field, or a setup."""
    if isinstance(subject, dict):
        return read(EvalSetup, subject, path, problems)
    return _lists_to_tuples(subject)


def _read_row(data: Any, path: str, problems: Problems) -> Any:
    """What a row names, as `cards`, `field` or the keys of a setup, and its figures."""
    if not isinstance(data, dict) or "figures" not in data:
        rule = "a table of figures with cards, a field, or a setup"
        problems.append(f"{path} must be {rule}, not {short_repr(data)}")
        return None
    subject = {key: value for key, value in data.items() if key != "figures"}
    if [*subject] in (["cards"], ["field"]):
        (subject,) = subject.values()
    return _read_subject(subject, path, problems), _lists_to_tuples(data["figures"])


def _reader_of_places(key: str | None = None) -> Callable[[Any, str, Problems], Any]:
    """
    A reader of places, each with its row and column.

    key: what is said of each place; it may be said of a label too.
    """
    of_figure = ["row", "column", *([key] if key else [])]

    def read_places(data: Any, path: str, problems: Problems) -> Any:
        said = []
        for i, entry in enumerate(data if isinstance(data, list) else [data]):
            found = {*entry} if isinstance(entry, dict) else set()
            if found == {*of_figure}:
                place: Any = (entry["row"], entry["column"])
            elif key and found == {"label", key}:
                place = entry["label"]
            else:
                rule = f"a table with {', '.join(of_figure)}"
                problems.append(f"{at(path, i)} must be {rule}, not {short_repr(entry)}")
                continue
            said.append((place, entry[key]) if key else place)
        return tuple(said)

    return read_places


def _read_sentences(data: Any, path: str, problems: Problems) -> Any:
    """The sentences that state setups, by label."""
    said = []
    for i, entry in enumerate(data if isinstance(data, list) else [data]):
        place = at(path, i)
        if not isinstance(entry, dict) or "label" not in entry:
            rule = "a table with label, source, words"
            problems.append(f"{place} must be {rule}, not {short_repr(entry)}")
            continue
        sentence = {key: value for key, value in entry.items() if key != "label"}
        said.append((entry["label"], read(Sentence, sentence, place, problems)))
    return tuple(said)


_TABLE_FIELDS: Mapping[str, Callable[[Any, str, Problems], Any]] = MappingProxyType(
    {
        "columns": _read_columns,
        "rows": _read_rows,
        "notes": _reader_of_places("text"),
        "since": _reader_of_places("day"),
        "doubtful": _reader_of_places(),
        "follows": _read_sentences,
    }
)


def _check_figures(table: Table, path: str, problems: Problems) -> None:
    """Check each figure as the statement that it makes."""
    for figure in table.figures():
        place = at(at(at(path, "rows"), figure.row), figure.column)
        with _problem_at(place, problems):
            table.statement(figure, _NOWHERE, _NOWHERE)


_NOWHERE = Source(title="the file")


def data_of(record: Any) -> dict[str, Any]:
    """A record as plain data, without unstated fields; read() turns it back."""
    data = {
        name: _data_in(value, attribute, record)
        for name, attribute in fields_of(record.__class__).items()
        if not _is_default(value := getattr(record, name), attribute, record)
    }
    if isinstance(record, Score):
        return {**data.pop("setup"), **data}
    if isinstance(record, Table):
        return data | _table_data(record)
    return data


def _is_default(value: Any, attribute: Attribute[Any], record: Any) -> bool:
    default: Any = attribute.default
    if isinstance(default, Factory):  # type: ignore[arg-type]
        default = default.factory(record) if default.takes_self else default.factory()
    return bool(value == default)


def _data_in(value: Any, attribute: Attribute[Any], record: Any) -> Any:
    """The value of a field in a file: the shortest form that is read back as the same."""
    if isinstance(value, Quantity | Source | License):
        return _shortest_form(value, attribute, record)
    if has(type(value)):
        return data_of(value)
    if value is None:
        return NOT_STATED
    if isinstance(value, tuple):
        return [_data_in(item, attribute, record) for item in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def _shortest_form(
    value: Quantity | Source | License, attribute: Attribute[Any], record: Any
) -> Any:
    """A quantity as stated, a source by title, a license by id, if they state nothing else."""
    for short in _short_forms(value):
        if repr(_convert_value(attribute, record, short)) == repr(value):
            return short
    return data_of(value)


def _short_forms(value: Quantity | Source | License) -> Iterable[str | int]:
    if isinstance(value, Source):
        return (value.title,)
    if isinstance(value, License):
        return (value.id,)
    if value.stated is not None:
        return (value.stated,)
    return (int(value.value),) if value.value == value.value.to_integral_value() else ()


def _table_data(table: Table) -> dict[str, Any]:
    """The columns and rows of a printed table by label, with the notes on places."""
    key = "field" if table.models == "columns" else "cards"
    data: dict[str, Any] = {
        "columns": {label: _subject_data(named) for label, named in table.columns},
        "rows": {
            label: (
                data_of(named) if isinstance(named, EvalSetup) else {key: _tuples_to_lists(named)}
            )
            | {"figures": _figures_data(cells)}
            for label, named, cells in table.rows
        },
        "notes": [_place_data(place) | {"text": text} for place, text in table.notes],
        "since": [_place_data(place) | {"day": day} for place, day in table.since],
        "doubtful": [_place_data(place) for place in table.doubtful],
        "follows": [{"label": label} | data_of(said) for label, said in table.follows],
    }
    return {name: value for name, value in data.items() if value or name in ("columns", "rows")}


def _figures_data(cells: tuple[Any, ...]) -> Any:
    """The figures of a row as one text, as they were printed, unless one has a blank or is none."""
    if all(isinstance(cell, str) and len(cell.split()) == 1 for cell in cells):
        return " ".join(cells)
    return _tuples_to_lists(cells)


def _place_data(place: Any) -> dict[str, Any]:
    if isinstance(place, str):
        return {"label": place}
    return dict(zip(("row", "column"), place, strict=True))


def _subject_data(named: Any) -> Any:
    return data_of(named) if isinstance(named, EvalSetup) else _tuples_to_lists(named)


def _tuples_to_lists(value: Any) -> Any:
    return [_tuples_to_lists(item) for item in value] if isinstance(value, tuple) else value
