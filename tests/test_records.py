"""Flat records."""

from collections import defaultdict

from hypothesis import given

import llamacards as lc
from llamacards._records import KEYS
from made_up import OLD, card, cards, publication, score, table

MINE = card(
    "mine",
    score(note="my GPU", value="~50.0", subset="STEM"),
    size="8B",
    released="2024-01-01",
    source="Card",
    license=lc.License(
        name="Mine",
        source="Licence text",
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
        ("user_limit", "7 MAU §2", "Licence text", "§2", "few"),
    ]


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
        "unplaced",
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
        "2024-01-01", "8B", "~50.0", "Mine", "not stated", "7 MAU §2",
    ]  # fmt: skip
