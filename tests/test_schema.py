"""The JSON Schema of files: true to the records, and to what is read."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import llamacards as lc
from llamacards._files.schema import schema_text
from llamacards.publications import PUBLICATIONS

SCHEMA = json.loads(schema_text())
CHECK = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
SCORE = {"benchmark": "MMLU", "value": 66.6, "source": "me"}
TABLE = {"section": "A", "columns": {"a": "a"}, "rows": {}}


def test_shipped() -> None:
    """The schema in the package is the one that the records give."""
    shipped = (files("llamacards") / "schema.json").read_text(encoding="utf-8")
    assert shipped == f"{schema_text()}\n"


def test_is_a_schema() -> None:
    """The schema is one by its own draft, and describes what editors show."""
    CHECK.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["ModelCard"]["description"].startswith(
        "A model with everything that is stated"
    )


@pytest.mark.parametrize(
    "record",
    [*PUBLICATIONS, lc.get_card("llama-3-8b")],
    ids=lambda record: record.source.title,
)
def test_takes_what_is_written(record: lc.ModelCard | lc.Publication, tmp_path: Path) -> None:
    """Every built-in publication is of the shape, and so is a card."""
    path = lc.dump(record, tmp_path / "a.json")
    assert [*CHECK.iter_errors(json.loads(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": ""},
        {"name": "a", "sise": "8B"},
        {"name": "a", "tuning": "chatty"},
        {"name": "a", "released": "2024-13-01"},
        {"name": "a", "scores": [{**SCORE, "metrc": "acc"}]},
        {"name": "a", "scores": [{"value": 1}]},
        {"name": "a", "architecture": {"layers": 0}},
        {"source": "me", "tables": [{**TABLE, "rows": {"MMLU": {}}}]},
        {"source": "me", "tables": [{**TABLE, "notes": [{"row": "a"}]}]},
    ],
)
def test_refuses_what_is_not_read(data: Any, tmp_path: Path) -> None:
    """What the schema refuses, load() refuses as well."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))
    assert [*CHECK.iter_errors(data)] != []
    with pytest.raises(lc.LlamaCardsError):
        lc.load(path)


if __name__ == "__main__":
    shipped = Path(lc.__file__).parent / "schema.json"
    shipped.write_text(f"{schema_text()}\n", encoding="utf-8")
