"""
The shape of files as a JSON Schema (2020-12), for editors and other tools.

It ships as schema.json, which a test keeps equal to schema_text().
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from attrs import NOTHING

from llamacards._files.structure import fields_of, hints_of, record_in
from llamacards._records.benchmark import as_effective_items
from llamacards._records.card import ModelCard
from llamacards._records.license import License
from llamacards._records.publication import Publication, Sentence, Table
from llamacards._records.score import EvalSetup, Score, as_shots
from llamacards._records.specification import NOT_STATED, as_tuning
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source

Schema = dict[str, Any]


TEXT: Schema = {"type": "string", "minLength": 1}


TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}


COUNT: Schema = {"type": "integer", "minimum": 1}


NUMBER: Schema = {"type": ["number", "string"]}


_LEAVES: dict[Any, Schema] = {
    str: TEXT,
    bool: {"type": "boolean"},
    int: COUNT,
    Decimal: NUMBER,
    date: {"type": "string", "format": "date"},
    Any: {},
    tuple[int, ...]: {"type": "array", "items": COUNT},
    tuple[tuple[str, str], ...]: {"type": "array", "items": {"type": "array", "items": TEXT}},
}


_CONVERTED: dict[object, Schema] = {
    as_shots: {"type": ["string", "integer"]},
    as_effective_items: {"anyOf": [COUNT, {"type": "array", "items": COUNT}]},
}


_SHORT: dict[type, Schema] = {
    Source: TEXT,
    License: TEXT,
    Quantity: {"type": ["string", "number"]},
}


def schema_text() -> str:
    """The schema as shipped with the package."""
    import json

    return json.dumps(schema(), indent=1)


def schema() -> Schema:
    """The schema of a file with a card or a publication."""
    definitions: dict[str, Schema] = {}
    top = [_reference_to(kind, definitions) for kind in (ModelCard, Publication)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A card or a publication that llamacards reads",
        "anyOf": top,
        "$defs": dict(sorted(definitions.items())),
    }


def _reference_to(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """A reference to the definition of a record, which is made if it is missing."""
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}
        definitions[kind.__name__] = _definition_of(kind, definitions)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _definition_of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    properties = {
        name: _field_schema(hints_of(kind)[name], attribute.converter, definitions)
        for name, attribute in fields_of(kind).items()
    }
    required = [name for name, field in fields_of(kind).items() if field.default is NOTHING]
    if kind is Score:
        setup = _definition_of(EvalSetup, definitions)
        properties = setup["properties"] | {k: v for k, v in properties.items() if k != "setup"}
        required = [*setup["required"], *required[1:]]
    if kind is Table:
        properties |= _table_parts(_reference_to(EvalSetup, definitions))
        said = _definition_of(Sentence, definitions)
        said["properties"] = {"label": TEXT, **said["properties"]}
        said["required"] = ["label", *said["required"]]
        properties["follows"] = {"type": "array", "items": said}
    return {
        "type": "object",
        "description": kind.__doc__.strip().splitlines()[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _field_schema(hint: Any, converter: object, definitions: dict[str, Schema]) -> Schema:
    """The values of a field: a leaf, one of a few words, or one or more records."""
    if converter in _CONVERTED:
        return _CONVERTED[converter]
    if get_origin(hint) is Literal:
        words = [*get_args(hint)]
        return {"enum": [*words, NOT_STATED] if converter is as_tuning else words}
    kind = record_in(hint)
    if kind is None:
        return _LEAVES.get(hint, TEXTS)
    reference = _reference_to(kind, definitions)
    if get_origin(hint) is tuple:
        return {"type": "array", "items": reference}
    return {"anyOf": [_SHORT[kind], reference]} if kind in _SHORT else reference


def _table_parts(setup: Schema) -> dict[str, Schema]:
    """The parts of a printed table, which are under its labels."""
    figures = {"anyOf": [{"type": "string"}, {"type": "array"}]}
    place, label = {"row": TEXT, "column": TEXT}, {"label": TEXT}
    return {
        "columns": {"type": "object", "additionalProperties": {"anyOf": [TEXTS, setup]}},
        "rows": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"figures": figures},
                "required": ["figures"],
            },
        },
        "notes": _list_of_objects([where | {"text": TEXT} for where in (place, label)]),
        "since": _list_of_objects([where | {"day": _LEAVES[date]} for where in (place, label)]),
        "doubtful": _list_of_objects([place]),
    }


def _list_of_objects(shapes: list[dict[str, Schema]]) -> Schema:
    """A list of objects with all of these keys and no others."""
    entries = [
        {
            "type": "object",
            "properties": shape,
            "required": [*shape],
            "additionalProperties": False,
        }
        for shape in shapes
    ]
    return {"type": "array", "items": {"anyOf": entries} if len(entries) > 1 else entries[0]}
