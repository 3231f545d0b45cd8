"""Flat records: one dict for each stated fact, for any other tool."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from types import MappingProxyType
from typing import Any

from llamacards._cards import SPECIFICATION, Fact, ModelCard
from llamacards._catalog import Catalog
from llamacards._comparison import Comparison, Record
from llamacards._licenses import License, Term
from llamacards._memory import Taken
from llamacards._quantity import Quantity
from llamacards._rows import row_key
from llamacards._scores import Score
from llamacards._sources import Source
from llamacards.errors import MissingExtraError, UnknownOptionError

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
    "bound",
    "text",
    "source",
    "url",
    "published",
    "place",
    "note",
    "row_key",
)

Flat = dict[str, Any]


def comparison_records(comparison: Comparison) -> list[Flat]:
    """What each cell of a comparison states, row by row."""
    cards = {card.name: card for card in comparison.cards}
    licenses = dict(zip(cards, comparison.licenses, strict=True))
    return [
        _record(cards[cell.card], cell.record, licenses[cell.card])
        for row in comparison.rows
        for cell in row.cells
        if cell.record is not None
    ]


def catalog_records(catalog: Catalog) -> list[Flat]:
    """Everything that a catalog holds: each card, then what no one card can be given."""
    cards = [record for card in catalog.values() for record in _card_records(card, catalog)]
    unplaced = [
        _score_record(figure.score)
        | {"model": " or ".join(figure.candidates), "section": "unplaced"}
        for figure in catalog.unplaced
    ]
    return cards + unplaced


def _card_records(card: ModelCard, catalog: Catalog) -> Iterator[Flat]:
    for path in SPECIFICATION:
        stated = card.stated(path)
        for fact in (stated, *card.also_stated(path)) if stated else ():
            yield _record(card, fact, None)
    for score in card.scores:
        yield _record(card, score, None)
    lic = catalog.license_of(card)
    for term in lic.terms if lic else ():
        yield _record(card, term, lic)


def _record(card: ModelCard, stated: Record, license: License | None) -> Flat:
    """One statement on one card."""
    if isinstance(stated, Score):
        key = None if stated.doubtful else str(row_key(stated, tuned=card.tuned))
        flat = _score_record(stated) | {"row_key": key}
    elif isinstance(stated, Fact):
        flat = _fact_record(stated)
    elif isinstance(stated, Taken):
        flat = _taken_record(stated)
    else:
        flat = _term_record(stated, license)
    return flat | {"model": card.name, "tuning": card.tuning}


def _score_record(score: Score) -> Flat:
    setup = score.setup
    return _blank(score.source) | {
        "section": "scores",
        "benchmark": setup.benchmark,
        "subset": setup.subset,
        "shots": setup.shots,
        "cot": setup.cot,
        "metric": setup.metric,
        "value": score.value,
        "unit": setup.unit,
        "bound": score.bound,
        "text": score.text,
        "note": score.note,
    }


def _fact_record(fact: Fact) -> Flat:
    flat = _blank(fact.source) | {
        "section": "license" if fact.field == "license" else "spec",
        "field": fact.field,
        "text": fact.text,
        "note": fact.note,
        "row_key": f"spec|{fact.field}",
    }
    if isinstance(fact.value, Quantity):
        flat |= {"value": fact.value.value, "bound": fact.value.bound}
    elif isinstance(fact.value, int) and not isinstance(fact.value, bool):
        flat |= {"value": Decimal(fact.value), "bound": "exactly"}
    return flat


def _term_record(term: Term, license: License | None) -> Flat:
    value = None if term.value == term.brief else term.value
    more = f"see {term.source}" if term.source else None
    return _blank(license.source if license else None) | {
        "section": "license",
        "field": term.topic,
        "text": term.text,
        "place": term.clause,
        "note": "; ".join(filter(None, (value, term.summary, more))) or None,
        "row_key": f"license|{term.topic}",
    }


def _taken_record(taken: Taken) -> Flat:
    return _blank(taken.source) | {
        "section": "memory",
        "field": taken.field,
        "value": Decimal(taken.value),
        "unit": taken.unit,
        "bound": "exactly",
        "text": taken.text,
        "row_key": f"memory|{taken.field}",
    }


def _blank(source: Source | None) -> Flat:
    """A record with nothing but its source."""
    flat: Flat = dict.fromkeys(KEYS)
    if source is not None:
        published = source.published and source.published.isoformat()
        flat |= {
            "source": source.title,
            "url": source.url,
            "published": published,
            "place": source.place,
        }
    return flat


def to_csv(records: list[Flat]) -> str:
    """Records as CSV; a text that a spreadsheet would run starts with an apostrophe."""
    import csv
    import io

    file = io.StringIO()
    writer = csv.DictWriter(file, KEYS)
    writer.writeheader()
    writer.writerows({key: _guarded(value) for key, value in flat.items()} for flat in records)
    return file.getvalue()


def _guarded(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return f"{value:f}" if isinstance(value, Decimal) else value


def to_json(records: list[Flat]) -> str:
    """Records as a JSON array, numbers as numbers."""
    import json

    return json.dumps(records, default=_number, ensure_ascii=False, indent=1)


def to_jsonl(records: list[Flat]) -> str:
    """Records as JSON Lines: one object a line."""
    import json

    lines = (json.dumps(flat, default=_number, ensure_ascii=False) for flat in records)
    return "".join(f"{line}\n" for line in lines)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def to_dataframe(records: list[Flat], backend: str) -> Any:
    """Records as a data frame, a column for each key."""
    if backend not in _TYPES:
        raise UnknownOptionError("backend", backend, _TYPES)
    values: dict[str, list[Any]] = {key: [flat[key] for flat in records] for key in KEYS}
    values["value"] = [None if value is None else float(value) for value in values["value"]]
    text, number, flag = _TYPES[backend]
    types = {key: {"value": number, "cot": flag}.get(key, text) for key in KEYS}
    try:
        library: Any = import_module(backend)
    except ImportError:
        raise MissingExtraError("frames", backend) from None
    if backend == "pandas":
        return library.DataFrame(values).astype(types)
    return library.DataFrame(
        values, schema={key: getattr(library, name) for key, name in types.items()}
    )


_TYPES = MappingProxyType(
    {"pandas": ("string", "float64", "boolean"), "polars": ("String", "Float64", "Boolean")}
)
