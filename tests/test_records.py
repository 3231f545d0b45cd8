"""Flat records."""

import json
import sys
import tracemalloc
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given

import llamacards as lc
from llamacards import errors
from llamacards._tables.flat import KEYS
from made_up import OLD, card, cards, publication, score, table

MINE = card(
    "mine",
    score(note="my GPU", value="~50.0", subset="STEM"),
    size="8B",
    released="2024-01-01",
    source="Card",
    license=lc.License(
        name="Mine",
        source="License text",
        terms=[
            lc.Term(
                topic="user_limit", answer="conditional", value="7 MAU", clause="§2", summary="few"
            )
        ],
    ),
    architecture=lc.Architecture(layers=2, tied_embeddings=True),
)


def record(**fields: object) -> dict[str, object]:
    """A record of the card, with everything else blank."""
    return dict.fromkeys(KEYS) | {"model": "mine", "tuning": "base"} | fields


def test_keys() -> None:
    """Every record has every key."""
    records = lc.Catalog([publication(table())], [MINE]).to_records()
    assert {tuple(flat) for flat in records} == {KEYS}


def test_score() -> None:
    """A score is flat, with its setup, source and row."""
    (flat,) = (r for r in lc.Catalog(cards=[MINE]).to_records() if r["section"] == "scores")
    assert flat == record(
        section="scores", benchmark="MMLU", subset="STEM", shots="5", cot=False, metric="acc",
        value=MINE.scores[0].value, unit="percent", bound="about", text="~50.0", source="Old report",
        published="2023-01-01", note="my GPU", row_key="mmlu|stem|5|no CoT|acc|percent|base|",
    )  # fmt: skip


def test_specification() -> None:
    """A fact is flat, a number as a number, anything else as text."""
    flat = {r["field"]: r for r in lc.Catalog(cards=[MINE]).to_records() if r["section"] == "spec"}
    assert flat["parameters"] == record(
        section="spec", field="parameters", value=8 * 10**9, bound="exactly", text="8B",
        source="Card", row_key="spec|parameters",
    )  # fmt: skip
    assert (
        flat["architecture.layers"]["value"],
        flat["architecture.tied_embeddings"]["value"],
    ) == (2, None)
    assert (flat["released"]["value"], flat["released"]["text"]) == (None, "2024-01-01")


def test_terms() -> None:
    """A term is flat, its clause the place."""
    flat = [r for r in lc.Catalog(cards=[MINE]).to_records() if r["section"] == "license"]
    assert [(r["field"], r["text"], r["source"], r["place"], r["note"]) for r in flat] == [
        ("license", "Mine", "Card", None, None),
        ("user_limit", "7 MAU §2", "License text", "§2", "few"),
    ]


def test_term_with_a_document_of_its_own() -> None:
    """The value that the text leaves out, and the document that says more, are in the note."""
    limit = [
        r["note"]
        for r in lc.catalog().to_records()
        if (r["model"], r["field"]) == ("llama-4-scout", "region_limit")
    ]
    assert len(limit) == 1
    assert limit[0].startswith("European Union; ")
    assert "; see Llama 4 Acceptable Use Policy, Meta, 2025-04-05, https://" in limit[0]


def test_also_stated() -> None:
    """What is also stated has a record of its own."""
    fact = lc.Fact(field="cutoff", value="2023-06", source=OLD)
    mine = card("mine", cutoff="2023-03", facts=[fact])
    flat = [r for r in lc.Catalog(cards=[mine]).to_records() if r["field"] == "cutoff"]
    assert [(r["text"], r["source"]) for r in flat] == [
        ("2023-03", None),
        ("2023-06", "Old report"),
    ]


def test_unplaced() -> None:
    """A figure without a variant is flat too, and of no row."""
    both = ("acme-8b", "acme-8b-instruct")
    flat = lc.Catalog([publication(table(columns={"Acme": both}))]).to_records()[-1]
    assert (flat["model"], flat["section"], flat["row_key"]) == (
        "acme-8b or acme-8b-instruct",
        "unattributed",
        None,
    )


@given(cards())
def test_group_by(compared: list[lc.ModelCard]) -> None:
    """Grouping by row_key gives the rows of a comparison."""
    table_of_all = lc.compare(*compared, rows="all", sections=["scores"], catalog=lc.Catalog())
    grouped = defaultdict(set)
    for flat in lc.Catalog(cards=compared).to_records():
        if flat["section"] == "scores":
            grouped[flat["row_key"]].add(flat["model"])
    rows = {str(row.key): {c.card for c in row.cells if c.record} for row in table_of_all.rows}
    assert grouped == rows


def test_comparison() -> None:
    """A comparison gives the records of its cells."""
    table_of_one = lc.compare(MINE, catalog=lc.Catalog())
    assert [r["text"] for r in table_of_one.to_records()] == [
        "2024-01-01", "8B", "2", "yes", "~50.0", "Mine", "unknown", "7 MAU §2",
    ]  # fmt: skip


class Frame:
    """What a library of data frames was given."""

    def __init__(self, values: dict[str, list[Any]], schema: Any = None) -> None:
        self.values, self.types = values, schema

    def astype(self, types: dict[str, str]) -> "Frame":
        """As pandas is told the types."""
        return Frame(self.values, types)


@pytest.mark.parametrize(
    ("backend", "types"),
    [("pandas", ("string", "float64", "boolean")), ("polars", ("String", "Float64", "Boolean"))],
)
def test_dataframe(backend: Any, types: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """A data frame has a column for each key, values as floats, in the order of the records."""
    library = types_module(backend)
    monkeypatch.setitem(sys.modules, backend, library)
    compared = lc.compare(card("a", score(value="66.60"), size="8B"), catalog=lc.Catalog())
    frame = compared.to_dataframe(backend)
    assert [*frame.values] == [*compared.to_records()[0]]
    assert frame.values["value"] == [8e9, 66.6]
    assert frame.values["text"] == ["8B", "66.60"]
    assert (frame.types["text"], frame.types["value"], frame.types["cot"]) == types


def types_module(name: str) -> Any:
    """A module that has what this package takes from pandas and polars."""
    module = ModuleType(name)
    vars(module).update(DataFrame=Frame, String="String", Float64="Float64", Boolean="Boolean")
    return module


@pytest.mark.parametrize("backend", ["pandas", "polars"])
def test_real_dataframe(backend: Any) -> None:
    """The real library takes the records, none at all too, and grouping gives the rows."""
    pytest.importorskip(backend)
    frame = lc.catalog().to_dataframe(backend)
    records = lc.catalog().to_records()
    assert (len(frame), [*frame.columns]) == (len(records), [*records[0]])
    assert len(set(frame["row_key"])) == len({flat["row_key"] for flat in records})
    assert len(lc.Catalog().to_dataframe(backend)) == 0


def test_dataframe_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another backend, or one that is not installed, is refused with what to do."""
    with pytest.raises(errors.UnknownOptionError, match="there is 'pandas' and 'polars'"):
        lc.Catalog().to_dataframe("spark")  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'llamacards\[frames\]'"):
        lc.Catalog().to_dataframe("polars")


def test_json_lines(tmp_path: Path) -> None:
    """JSON Lines has an object a line, the same as the array of JSON; no line for no record."""
    compared = lc.compare(card("a\nb", score(), size="8B"), catalog=lc.Catalog())
    saved = compared.save(tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line) for line in saved.splitlines()] == json.loads(compared.to_json())
    assert lc.Catalog().to_jsonl() == ""


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl"])
def test_saved_piece_by_piece(tmp_path: Path, suffix: str) -> None:
    """Records are written to a file as they are made: memory does not grow with the text."""
    scores = [score(f"b{n}") for n in range(50)]
    many = lc.Catalog(cards=[card(f"m{n}", *scores) for n in range(60)])
    tracemalloc.start()
    path = many.save(tmp_path / f"a.{suffix}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    saved = path.read_bytes().decode()
    assert saved.removesuffix("\n") == getattr(many, f"to_{suffix}")().removesuffix("\n")
    assert peak < len(saved)


def test_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet has the same records, numbers as floats, however many are packed at once."""
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr("llamacards._tables.flat.MOST_KEPT", 2)
    several = lc.Catalog(cards=[card(f"m{n}", score(error="0.5"), size="8B") for n in range(3)])
    path = several.save(tmp_path / "a.PARQUET")
    expected = [
        {k: float(v) if isinstance(v, Decimal) else v for k, v in record.items()}
        for record in several.to_records()
    ]
    assert parquet.read_table(path).to_pylist() == expected
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'llamacards\[parquet\]'"):
        several.to_parquet()


def test_records_one_by_one() -> None:
    """Records come one by one as they stand in the list, and JSON Lines and the array are of these."""
    records = lc.catalog().to_records()
    assert [*lc.catalog().iter_records()] == records
    assert "".join(lc.catalog().iter_jsonl()) == lc.catalog().to_jsonl()
    lines = [json.loads(line) for line in lc.catalog().to_jsonl().splitlines()]
    assert lines == json.loads(lc.catalog().to_json())
    plain = [
        {k: float(v) if isinstance(v, Decimal) else v for k, v in record.items()}
        for record in records
    ]
    assert lines == plain


def test_shared_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that share a setup and a document are written as any others, however many are kept."""
    scores = [score(source=lc.Source(title=f"Report {n}")) for n in range(4)]
    several = lc.Catalog(cards=[card(f"m{n}", *scores) for n in range(3)])
    whole = several.to_jsonl()
    assert [json.loads(line)["model"] for line in whole.splitlines()].count("m1") == 4
    monkeypatch.setattr("llamacards._catalog.flatten.MOST_KEPT", 2)
    monkeypatch.setattr("llamacards._tables.flat.MOST_KEPT", 2)
    assert several.to_jsonl() == whole
