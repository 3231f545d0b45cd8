"""Every built-in figure, read again from the document that it cites."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import evolve

import llamacards as lc
from llamacards import Claim, EvalSetup, Source, Table
from llamacards._verify.document_cells import plain_words
from llamacards._verify.documents import Document, Folder
from llamacards._verify.verify import read_table
from llamacards.publications import PUBLICATIONS

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents are not beside this checkout"
)
FOLDER = Folder(path=SOURCES)

# What the documents that write one name and measure another write, and what they measure.
WRITTEN = {"https://arxiv.org/abs/2407.21783": ("Llama 3 ", "Llama 3.1 ")}
MARK = re.compile(r"(?<!bf)(?<![\d.x])[\d.]+b?(?![\d.b]*[+x])|chat|instruct")
SETUP = {"# Shots": "shots", "Metric": "metric", "shots": "shots", "metric": "metric", "cot": "cot"}
# What is printed in other words than those it has here.
SAME = {
    "Accuracy": "acc",
    "accuracy": "acc",
    "relaxed_accuracy": "Relaxed accuracy",
    "Avg(Prompt/Instruction acc Loose/Strict)": "average (prompt and instruction level, "
    "strict and loose)",
    "yes": "True",
}
# By the sentences of the details, which two documents have word for word.
SAME_BY_DETAILS = {
    ("BFCL V2", "acc"): "overall_ast_summary/macro_avg/valid",
    ("MATH (CoT)", "sympy_intersection_score"): "final_em",
}
# Models that have no card, totals of several, and what no field of a card holds.
NOT_HELD = re.compile(
    r'row "(Llama 1 |Llama 2 34B|Total")|column "(.* Vanilla PTQ|LR|Logit Generation Time .*|'
    r'Training Market-Based .*)"|^(Inference time|Human evaluation notes),'
)


def has_scores(table: Table) -> bool:
    """Whether its figures are scores."""
    return any(isinstance(subject, EvalSetup) for _, subject in sides(table)[1])


def sides(table: Table) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """The labels that name cards, and those that name what is stated of them."""
    columns, rows = list(table.columns), [(label, subject) for label, subject, _ in table.rows]
    return (columns, rows) if table.models == "columns" else (rows, columns)


def document_of(source: Source, table: Table) -> Document:
    """The document that a table is of."""
    document = FOLDER.find(source, table.section, table)
    assert document
    return document


def title_of(case: object) -> str:
    """What the report of a failure calls a case."""
    names = ("title", "section", "source")
    return str(next(getattr(case, name) for name in names if hasattr(case, name)))


# What a document had before it was corrected does not stand in it.
TABLES = [(t.source or p.source, t) for p in PUBLICATIONS for t in p.tables if not t.until]
SCORES = [(source, table) for source, table in TABLES if has_scores(table)]
CLAIMS = [(claim.source or p.source, claim) for p in PUBLICATIONS for claim in p.claims]


def test_every_figure() -> None:
    """Every figure of a document that is here is re-read; none differs, none is not found."""
    report = lc.verify(SOURCES)
    absent = {r.source.title for r in report.readings if r.verdict == "document absent"}
    assert absent == {"Apache License, Version 2.0", "The MIT License"}
    assert report.listed == ()
    assert report.count("re-read") + report.count("document absent") == len(report.readings)


def test_every_statement() -> None:
    """Every statement that still stands has a reading, and so has every clause of a licence."""
    statements = [s.record for p in PUBLICATIONS for s in p.statements()]
    licences = [licence for p in PUBLICATIONS for licence in p.licenses]
    clauses = [term for licence in licences for term in licence.terms if term.clause]
    heads = [head for li in licences for head in (li.name, li.released) if head]
    standing = [stated for stated in statements if not stated.until]
    assert len(lc.verify(SOURCES).readings) == len([*standing, *clauses, *heads])


def test_nothing_left_out() -> None:
    """Of the tables of cited documents only models without a card and other fields are left out."""
    places = [reading.source.place or "" for reading in lc.verify(SOURCES).uncovered]
    assert [place for place in places if not NOT_HELD.search(place)] == []


@pytest.mark.parametrize(("source", "table"), SCORES, ids=title_of)
def test_setups(source: Source, table: Table) -> None:
    """A setup has the shots and the metric that are printed beside its label."""
    setups = dict(sides(table)[1])
    beside = [cell for cell in document_of(source, table).cells(table) if cell.column in SETUP]
    printed = {
        (label, SETUP[cell.column]): cell.text
        for label, cell in product(setups, beside)
        if label in cell.row and cell.text not in ("", "-")
    }
    stated = {place: str(getattr(setups[place[0]], place[1])) for place in printed}
    differing = {
        place: (text, stated[place])
        for place, text in printed.items()
        if stated[place].casefold() != text.casefold()
        and stated[place] not in (SAME.get(text), SAME_BY_DETAILS.get((place[0], text)))
    }
    assert differing == {}


def test_labels_of_setups() -> None:
    """A label that prints shots, or a chain of thought, stands for a setup that has them."""
    setups = [setup for _, table in SCORES for setup in sides(table)[1]]
    misfiled = [
        label
        for label, setup in setups
        if ("shot" in label and not re.search(rf"(?<![-\d]){setup.shots}[- ]shot", label))
        or ("CoT" in label and not setup.cot)
    ]
    assert misfiled == []


def test_labels_of_cards() -> None:
    """A label that prints version, size or tuning names cards of that version, size or tuning."""
    labels = [
        (label.replace(*WRITTEN.get(source.url or "", ("", ""))), names)
        for source, table in TABLES
        for label, names in sides(table)[0]
    ]
    misfiled = [
        (label, name)
        for label, names in labels
        for name in ([names] if isinstance(names, str) else names)
        if not {*MARK.findall(label.lower())} <= {*name.split("-")}
    ]
    assert misfiled == []


@pytest.mark.parametrize(("source", "claim"), CLAIMS, ids=[claim.text for _, claim in CLAIMS])
def test_claims(source: Source, claim: Claim) -> None:
    """A claim is cited from a passage in which its speaker speaks."""
    document = FOLDER.find(source)
    assert document
    assert f"{claim.speaker}：" in plain_words(document.passage(source.place) or "")


def one_off(figure: object) -> str:
    """The figure with its last digit changed by one."""
    return re.sub(r"\d(?=\D*$)", lambda digit: str(abs(int(digit[0]) - 1)), str(figure))


@pytest.mark.parametrize(("source", "table"), TABLES, ids=title_of)
def test_every_figure_changed(source: Source, table: Table) -> None:
    """Each figure of each table that is one off in its last digit is found."""
    rows = [(row, what, tuple(map(one_off, cells))) for row, what, cells in table.rows]
    readings = read_table(evolve(table, rows=rows), source, document_of(source, table))
    figures = [reading for reading in readings if re.search(r"\d", reading.stated or "")]
    assert {reading.verdict for reading in figures} <= {"differing"}


IN_TABLES = r"(?s:<table>.*?</table>)|(?m:^.*\|.*$)|(?m:^.*Table 19, p\. 49.*$)"
MODELS = "llama-models/models"
# Of each document a figure, two rows and two columns.
MAIN = {
    "llama/MODEL_CARD.md": ("68.9", ("|7B|", "|13B|"), ("MMLU", "BBH")),
    "llama3/MODEL_CARD.md": (
        "66.6",
        ("Winogrande (5-shot)", "BoolQ (0-shot)"),
        ("Llama 3 8B", "Llama 3 70B"),
    ),
    f"{MODELS}/llama3_1/MODEL_CARD.md": (
        "85.2",
        ("ARC-Challenge", "BoolQ"),
        ("Llama 3.1 8B", "Llama 3.1 70B"),
    ),
    f"{MODELS}/llama3_2/MODEL_CARD.md": (
        "32.2",
        ("ARC-Challenge", "SQuAD"),
        ("Llama 3.2 1B", "Llama 3.2 3B"),
    ),
    f"{MODELS}/llama3_2/MODEL_CARD_VISION.md": (
        "66.8",
        ("VQAv2 (val)", "ChartQA (test)"),
        ("Llama 3.2 11B", "Llama 3.2 90B"),
    ),
    f"{MODELS}/llama3_3/MODEL_CARD.md": (
        "92.1",
        ("IFEval", "HumanEval"),
        ("Llama-3.3 70B Instruct", "Llama 3.1 8B Instruct"),
    ),
    f"{MODELS}/llama4/MODEL_CARD.md": (
        "79.6",
        ("MBPP", "TydiQA"),
        ("Llama 4 Scout", "Llama 4 Maverick"),
    ),
    "papers/llama-2-paper-arxiv-2307.09288.csv": (
        "42.9",
        ("row 'Llama 2 7B'", "row 'Llama 2 13B'"),
        ("column 'Code'", "column 'Math'"),
    ),
}
CHANGED_CLAUSES = {
    "llama/LICENSE": ("700 million", "900 million", "llama2, user_limit"),
    "llama3/LICENSE": ("“Built with", "“Made with", "llama3, display_text"),
    f"{MODELS}/llama3_1/LICENSE": ("“Built with", "“Made with", "llama3.1, display_text"),
    f"{MODELS}/llama3_2/LICENSE": ("“Built with", "“Made with", "llama3.2, display_text"),
    f"{MODELS}/llama3_2/USE_POLICY.md": ("European Union", "Union", "llama3.2, region_limit"),
    f"{MODELS}/llama3_3/LICENSE": ("“Llama 3.3 is", "“Llama is", "llama3.3, notice_file"),
    f"{MODELS}/llama4/LICENSE": ("California", "Nevada", "llama4, governing_law"),
}


def verified(
    path: str, tmp_path: Path, change: Callable[[str], str] = str
) -> lc.types.Verification:
    """What becomes of a copy of a document, and of those beside it, once it is changed."""
    for file in (SOURCES / path).parent.iterdir():
        copy = tmp_path / file.relative_to(SOURCES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text(encoding="utf-8")
        copy.write_text(change(text) if copy == tmp_path / path else text, encoding="utf-8")
    return lc.verify(tmp_path)


def exchanged(pair: tuple[str, str]) -> Callable[[str], str]:
    """What gives two labels each other's place."""
    one, other = pair
    return lambda text: text.replace(one, "\t").replace(other, one).replace("\t", other)


@pytest.mark.parametrize("path", MAIN)
def test_changed_figure(path: str, tmp_path: Path) -> None:
    """In a copy of a document, a figure changed by 0.1 is found, and nothing else."""
    figure = MAIN[path][0]
    wrong = str(Decimal(figure) + Decimal("0.1"))
    pattern = rf"(?<![\d.]){re.escape(figure)}(?![\d.])"
    report = verified(path, tmp_path, lambda text: re.sub(pattern, wrong, text, count=1))
    assert [(r.verdict, r.stated, r.printed) for r in report.listed] == [
        ("differing", figure, wrong)
    ]


@pytest.mark.parametrize("side", [1, 2], ids=["rows", "columns"])
@pytest.mark.parametrize("path", MAIN)
def test_swapped(path: str, side: Literal[1, 2], tmp_path: Path) -> None:
    """In a copy of a document, two rows or columns that have each other's label are found."""
    pair = MAIN[path][side]
    places = [r.source.place or "" for r in verified(path, tmp_path, exchanged(pair)).listed]
    labels = [label.partition("'")[2].strip("'") or label.strip("|") for label in pair]
    assert [label for label in labels if not any(label in place for place in places)] == []


@pytest.mark.parametrize("path", MAIN)
def test_deleted_tables(path: str, tmp_path: Path) -> None:
    """In a copy of a document, exactly the figures of its tables are missed without them."""
    figures = [
        reading.source.place
        for reading in verified(path, tmp_path).readings
        if any(
            {tmp_path / path, "Table 19, p. 49"} & {c.place[0], c.section} for c in reading.cells
        )
    ]
    report = verified(path, tmp_path, lambda text: re.sub(IN_TABLES, "", text))
    lost = [(r.verdict, r.source.place) for r in report.listed if "row" in (r.source.place or "")]
    assert lost == [("not found", place) for place in figures]


@pytest.mark.parametrize("path", CHANGED_CLAUSES)
def test_changed_clause(path: str, tmp_path: Path) -> None:
    """In a copy of a licence, a changed word that a term quotes or states is found."""
    old, new, term = CHANGED_CLAUSES[path]
    report = verified(path, tmp_path, lambda text: text.replace(old, new))
    assert [(r.verdict, r.what) for r in report.listed] == [("not found", term)]


def test_missing_clause(tmp_path: Path) -> None:
    """In a copy of a licence, the terms of a clause that is deleted are found."""
    report = verified("llama3/LICENSE", tmp_path, lambda text: text.replace("5. Intel", "Intel"))
    assert {r.what for r in report.listed} == {"llama3, trademark", "llama3, litigation"}
