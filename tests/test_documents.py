"""Every built-in statement, read again from the document that it cites."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import llamacards as lc
from llamacards import Claim, EvalSetup, Source
from llamacards._records.document_cells import plain_words
from llamacards._verify.documents import Folder
from llamacards._verify.left_out import LEFT_OUT
from llamacards.publications import PUBLICATIONS
from llamacards.publications.open_licenses import PUBLICATION as OTHER_LICENSES

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents are not beside this checkout"
)
FOLDER = Folder(path=SOURCES)
CLAIMS = [(claim.source or p.source, claim) for p in PUBLICATIONS for claim in p.claims]


def test_every_statement() -> None:
    """Every statement of a document that is here is re-read; none differs, none is not found."""
    report = lc.verify(SOURCES)
    absent = {r.source.title for r in report.readings if r.verdict == "document absent"}
    others = {known.source.title for known in OTHER_LICENSES.licenses if known.source}
    assert absent == {*others, "Gemma Prohibited Use Policy"}
    assert report.listed == ()
    assert report.count("re-read") + report.count("document absent") == len(report.readings)


def test_nothing_is_passed_over() -> None:
    """What the tables of cited documents print is stated, or left out for a reason; all are used."""
    report = lc.verify(SOURCES)
    assert report.uncovered == ()
    assert {reading.reason for reading in report.left_out} == {left.reason for left in LEFT_OUT}


def test_every_kind() -> None:
    """Each current figure, setup, label, fact, term and claim has readings of its kind."""
    kinds = lc.verify(SOURCES).kinds
    tables = [table for p in PUBLICATIONS for table in p.tables if not table.until]
    figures = [figure for table in tables for figure in table.figures()]
    labels = [
        label
        for table in tables
        for label in (table.columns if table.models == "columns" else table.rows)
    ]
    setups = [what for t in tables for what in t.subjects if isinstance(what, EvalSetup)]
    facts = [fact for p in PUBLICATIONS for fact in p.facts if not fact.until]
    sentences = [sentence for table in tables for sentence in table.follows]
    assert (kinds["figure"], kinds["model"]) == (len(figures), len(labels))
    assert {kinds[k] for k in ("benchmark", "shots", "chain of thought", "metric", "unit")} == {
        len(setups)
    }
    assert (kinds["fact"], kinds["cards"]) == (len(facts), len(facts))
    assert (kinds["sentence"], kinds["claim"]) == (len(sentences), len(CLAIMS))


@pytest.mark.parametrize(("source", "claim"), CLAIMS, ids=[claim.text for _, claim in CLAIMS])
def test_claims(source: Source, claim: Claim) -> None:
    """A claim is cited from a passage in which its speaker speaks, and is found there once."""
    document = FOLDER.find(source)
    assert document
    passage = plain_words(document.passage(source.place) or "")
    if claim.speaker in ("Mark Zuckerberg", "Dwarkesh Patel"):
        assert re.search(rf"{claim.speaker} ?：", passage)
    assert claim.words
    assert len(claim.words.replace(" ", "")) <= 12 or claim.words.isascii()
    letters = " ?".join(map(re.escape, claim.words.replace(" ", "")))
    assert len(re.findall(letters, passage)) == 1


TOTALS = {
    "Llama 3 model card": {"training.gpu_hours": "7.7M", "training.co2e_t": "2290"},
    "Llama 3.1 model card": {"training.gpu_hours": "39.3M", "training.co2e_t": "11390"},
    "Llama 3.2 model card": {"training.gpu_hours": "833k", "training.co2e_t": "240"},
    "Llama 3.2-Vision model card": {"training.gpu_hours": "2.02M", "training.co2e_t": "584"},
    "Llama 4 model card": {"training.gpu_hours": "7.38M", "training.co2e_t": "1999"},
}


@pytest.mark.parametrize("title", TOTALS)
def test_totals(title: str) -> None:
    """The totals that a card prints are the sums over its models, to the digits printed."""
    publication = next(p for p in PUBLICATIONS if p.source.title == title)
    for field, printed in TOTALS[title].items():
        figures = [
            lc.Quantity.parse(str(figure.cell)).value
            for table in publication.tables
            for figure in table.figures()
            if figure.what == field and not table.until
        ]
        summed = sum(figures, Decimal(0))
        total = lc.Quantity.parse(printed).value
        assert abs(summed - total) <= total * Decimal("0.005")


def test_total_of_llama_2() -> None:
    """The total of the Llama 2 card exceeds its rows by a model that was never released."""
    publication = PUBLICATIONS[0]
    hours = sum(
        int(figure.cell)
        for table in publication.tables
        for figure in table.figures()
        if figure.what == "training.gpu_hours"
    )
    assert 3311616 - hours == 1038336


PARTS = {
    "Table 19, p. 49": (4705, 3153, 3077, 3107),
    "Table 24, p. 50": (254, 651, 230, 510, 269, 206, 206, 220),
}
"""How many questions the parts of MMLU and of AGIEval have, in the order of the tables."""


@pytest.mark.parametrize("section", PARTS)
def test_micro_averages(section: str) -> None:
    """The averages of the Llama 2 paper weigh each part by its questions."""
    (table,) = (t for p in PUBLICATIONS[:2] for t in p.tables if t.section == section)
    whole = [label for label, setup in table.columns if setup.metric == "micro_avg"]
    for _, _, cells in table.rows:
        stated = dict(zip([label for label, _ in table.columns], map(Decimal, cells), strict=True))
        average = stated.pop(whole[0])
        items = PARTS[section]
        parts = [n * value for n, value in zip(items, stated.values(), strict=True)]
        weighted = sum(parts, Decimal(0))
        assert abs(weighted / sum(items) - average) <= Decimal("0.06")


HISTORY = SOURCES.parent / "CONFLICTS.md"
CORRECTED = re.compile(
    r"\| ([\d.,/%]+|micro[^|]*?) -> ([\d.,/]+|macro[^|]*?) \|.*?(\d{4}-\d\d-\d\d|baf7b01)"
)


def test_corrections() -> None:
    """Each figure that a document had before is one that its history has, with its day."""
    history = HISTORY.read_text(encoding="utf-8")
    section = history[history.index("## D.") : history.index("## E.")].replace(
        "baf7b01 |", "2024-10-24 |"
    )
    for publication in PUBLICATIONS:
        for table in publication.tables:
            for figure in table.figures() if table.until else ():
                after = {str(day) for t in publication.tables for _, day in t.since}
                cell = str(figure.cell)
                lines = [
                    line for line in section.splitlines() if cell in line or "micro_avg" in line
                ]
                assert any(day in line for line in lines for day in after), cell
