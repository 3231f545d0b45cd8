"""Flat records written as CSV, JSON, JSON Lines and data frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from itertools import islice
from types import MappingProxyType
from typing import Any

from llamacards._tables.sheet import Sheet
from llamacards._values.validation import check_choice
from llamacards._wording import inert_text
from llamacards.errors import MissingExtraError

KEYS = (
    "model",
    "tuning",
    "section",
    "field",
    "benchmark",
    "subset",
    "shots",
    "cot",
    "metric",
    "value",
    "unit",
    "lower_is_better",
    "bound",
    "interval",
    "level",
    "standard_error",
    "items",
    "verdict",
    "verdict_against",
    "text",
    "source",
    "url",
    "published",
    "place",
    "note",
    "row_key",
)


NUMBERS = ("value", "interval", "level", "standard_error", "items")
"""The columns of a data frame that hold numbers."""


FLAGS = ("cot", "lower_is_better")
"""Those that hold booleans."""


Flat = dict[str, Any]
FlatParts = tuple[Flat, Flat]
"""A record as its shared fields, and its own fields, which come first."""
NOTHING_SHARED: Flat = {}
MOST_KEPT = 4096
"""This many records or shared parts are kept at once, so that memory does not grow with them."""


class _Echo:
    """A file that hands back what is written to it, so that a writer gives its lines."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def csv_lines(records: Iterable[Flat]) -> Iterator[str]:
    """Lines of CSV; text that a spreadsheet would run starts with an apostrophe."""
    import csv

    writer = csv.DictWriter(_Echo(), KEYS)
    yield writer.writeheader()
    for flat in records:
        yield writer.writerow({key: _guard_formula(value) for key, value in flat.items()})


def to_wide_csv(sheet: Sheet) -> str:
    """A table as CSV, a line a row, with its section; figures stand without marks and sources."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["section", "row", *(_guard_cell(head.text) for head in sheet.head[1:])])
    for row in sheet.body:
        writer.writerow(map(_guard_cell, (row.section, row.name, *row.cells)))
    return file.getvalue()


def _guard_cell(text: str) -> object:
    """The text of a cell; a number with a sign, such as a difference, is no formula."""
    is_number = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text)
    return str(text) if is_number else _guard_formula(str(text))


MOST_DIGITS = 19
"""A whole number of fewer digits fits 64 bits."""


_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _guard_formula(value: object) -> object:
    if isinstance(value, str):
        text = inert_text(value)
        return f"'{text}" if text.lstrip(" \ufffd").startswith(_FORMULA_STARTS) else text
    if not isinstance(value, Decimal):
        return value
    digits = f"{value:f}"
    # A whole number beyond 64 bits would make a column of texts in pandas.
    return digits if "." in digits or len(digits) < MOST_DIGITS else f"{digits}.0"


def json_lines(parts: Iterable[FlatParts]) -> Iterator[str]:
    """
    Records as JSON Lines, one object a line; shared parts are encoded once.

    Own fields are texts and numbers; numbers keep their digits.
    """
    import json

    encode = json.JSONEncoder(default=float, ensure_ascii=False).encode
    encode_text = json.encoder.encode_basestring
    fragments: dict[tuple[int, tuple[str, ...]], tuple[str, Flat]] = {}
    for shared, own in parts:
        if not shared:
            yield f"{_escape_hidden(encode(own))}\n"
            continue
        place = id(shared), tuple(own)
        found = fragments.get(place)
        if found is None:
            if len(fragments) >= MOST_KEPT:
                fragments.clear()
            rest = {key: value for key, value in shared.items() if key not in own}
            # The record is kept with its fragment, so that its id is not reused.
            fields = ", ".join(f'"{key}": %s' for key in own)
            line = f"{encode(rest)[:-1].replace('%', '%%')}, {fields}}}\n"
            found = fragments[place] = line, shared
        # Field by field, as calling an encoder takes as long as writing all of these.
        values = [
            encode_text(v)
            if type(v) is str
            else "null"
            if v is None
            else v
            if type(v) is int
            else f"{v:f}"
            for v in own.values()
        ]
        yield _escape_hidden(found[0] % tuple(values))


HIDDEN = (
    "[\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escape_hidden(line: str) -> str:
    """JSON in which characters that act or hide are written as escapes, which changes no text."""
    return line if line.isascii() else re.sub(HIDDEN, _json_escape, line)


def to_dataframe(records: list[Flat], backend: str) -> Any:
    """Records as a data frame, one column per key."""
    check_choice("backend", backend, _TYPES)
    values = _columns_of(records)
    text, number, flag = _TYPES[backend]
    other = {**dict.fromkeys(NUMBERS, number), **dict.fromkeys(FLAGS, flag)}
    types = {key: other.get(key, text) for key in KEYS}
    try:
        library: Any = import_module(backend)
    except ImportError:
        raise MissingExtraError("frames", backend) from None
    if backend == "pandas":
        return library.DataFrame(values).astype(types)
    return library.DataFrame(
        values, schema={key: getattr(library, name) for key, name in types.items()}
    )


def to_parquet(records: Iterable[Flat]) -> bytes:
    """Records as Parquet, of which only some thousands are held unpacked."""
    import io

    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("parquet", "pyarrow") from None
    kinds = {**dict.fromkeys(NUMBERS, pa.float64()), **dict.fromkeys(FLAGS, pa.bool_())}
    schema = pa.schema([(key, kinds.get(key, pa.string())) for key in KEYS])
    file, coming = io.BytesIO(), iter(records)
    with parquet.ParquetWriter(file, schema) as writer:
        while batch := list(islice(coming, MOST_KEPT)):
            writer.write_table(pa.table(_columns_of(batch), schema=schema))
    return file.getvalue()


def _columns_of(records: Sequence[Flat]) -> dict[str, list[Any]]:
    """The values of each key; those of numbers as floats."""
    values: dict[str, list[Any]] = {key: [flat[key] for flat in records] for key in KEYS}
    for key in NUMBERS:
        values[key] = [None if value is None else float(value) for value in values[key]]
    return values


_TYPES = MappingProxyType(
    {"pandas": ("string", "float64", "boolean"), "polars": ("String", "Float64", "Boolean")}
)
