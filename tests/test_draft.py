"""Publications drafted from documents: made-up ones, and the model cards that are held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards import EvalSetup
from llamacards._cli.main import main
from llamacards._records.document import Text
from llamacards._verify.draft import draft
from llamacards.publications import PUBLICATIONS

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
CARDS = [p for p in PUBLICATIONS if p.source.url and "MODEL_CARD" in p.source.url]

README = """\
---
license: mit
---
A table that nothing can cite:

| Model | MMLU |
|---|---|
| Acme-8B | 70.0 |

# Acme 8B Instruct

## Results of tuned models

| Group | Benchmark | Metric | # Shots | Acme 8B Instruct | Llama 3.1 8B | Mistral 7B | Llama 3.1 | Δ |
|---|---|---|---|---|---|---|---|---|
| General | MMLU | acc | 5-shot | **70.1** | 69.4 | 60.1±0.4 | 1 | +0.7 |
| General | Average | | | 70 | 69 | | | |
| Science | ARC-Challenge (Acc., 25-shot) | - | - | 0.65 | 0.61 | 0.60 | | |
| Science | Math | | 4 | 50.1 | 51.9 | | | |
| Maths | MATH (CoT) | | 4 | 52.0% | 51.9 | 30 | | |
| Science | GPQA Diamond (EM, without CoT) | | 0 | 30.0 | 31.9 | no run | | |
| Other | Perplexity ↓ | ppl | | 6.5 | 6.1 | 7.0 | | |
| Other | BoolQ | acc | 0 | 75.0±1.2 | | | | |
| Other | Acme Bench (hard, val) | | 0 | 8.1 | 1,300 | - | | |
| | | | | | | | | |

## Summaries

| Benchmark | Part | Llama-3.1-8B bf16 | Vanilla 7B |
|---|---|---|---|
| TLDR9+ (test) | | 16.8 | 3 |
| Book eng->kgv/kgv->eng | | 42.2/36.6 | |
| MMLU | German | 60.5 | |
| MMLU | French | 61.5 | |
| hendrycksTest-anatomy | | 62.0 | |

| Benchmark | Metric | Llama 3.1 8B-Inst. |
|---|---|---|
| MATH-500 | em | 50.0 |
| HellaSwag | acc | 59.0 |
| | acc_norm | 78.0 |

## Pretrained models

For ToxiGen, the smaller the better.

| Model | Size | Toxigen | BBH | Version |
|---|---|---|---|---|
| | | 0-shot | 3-shot | |
| Llama 2 | 7B | 21.25 | 32.6 | 2 |
| Llama 2 | 13B | 26.10 | 39.4 | 2 |
| Llama 1 | 7B | 23.00 | 30.3 | 1 |

## Open LLM Leaderboard

| Metric | Value |
|---|---|
| IFEval (0-Shot) | 50.92 |

| Name | Hours |
|---|---|
| Acme 8B Instruct | 370 |
"""

COMMENTS = """\
# Drafted from card.md: 31 scores in 6 tables.
# To do: check cards and setups, and give the day in the source; keep its title, by which
# verify finds the document: source = { title = "…", published = 2026-01-31 }.
# New card: acme-8b-instruct, which no catalog knows.
# New card: mistral-7b, which no catalog knows.
# New card: vanilla-7b, which no catalog knows.
# New card: llama-1-7b, which no catalog knows.
# Left out: a table that no heading cites, before the first one.
# Left out: "Average" names no benchmark, under "Results of tuned models".
# Left out: "Math" may mean MATH or Math (Llama 2 group), under "Results of tuned models".
# Left out: "Llama 3.1" names no one model, under "Results of tuned models".
# Left out: 60.1±0.4, which is not a plain figure, Results of tuned models, row "MMLU", column "Mistral 7B".
# Left out: 75.0±1.2, which is not a plain figure, Results of tuned models, row "BoolQ", column "Acme 8B Instruct".
# Left out: a table in which no benchmark is known, under "Open LLM Leaderboard".
# Left out: "Value" names no model, under "Open LLM Leaderboard".
"""

TABLE = """\
[[tables]]
section = "Pretrained models"
models = "rows"

[tables.columns.Toxigen]
benchmark = "ToxiGen"
shots = "0"
lower_is_better = true

[tables.columns.BBH]
benchmark = "BIG-Bench Hard"
shots = "3"

[tables.rows."Llama 2 7B"]
cards = "llama-2-7b"
figures = "21.25 32.6"

[tables.rows."Llama 2 13B"]
cards = "llama-2-13b"
figures = "26.10 39.4"

[tables.rows."Llama 1 7B"]
cards = "llama-1-7b"
figures = "23.00 30.3"

[[tables.follows]]
label = "Toxigen"
words = [
    "smaller the better",
]

[tables.follows.source]
title = "Acme 8B Instruct"
place = "Pretrained models"
"""

FIGURES = [
    ("MMLU", "Acme 8B Instruct", "acme-8b-instruct", "MMLU (5-shot)", "70.1"),
    ("MMLU", "Llama 3.1 8B", "llama-3.1-8b-instruct", "MMLU (5-shot)", "69.4"),
    ("ARC-Challenge (Acc., 25-shot)", "Acme 8B Instruct", "acme-8b-instruct", "ARC-Challenge (25-shot, unit not stated)", "0.65"),
    ("ARC-Challenge (Acc., 25-shot)", "Llama 3.1 8B", "llama-3.1-8b-instruct", "ARC-Challenge (25-shot, unit not stated)", "0.61"),
    ("ARC-Challenge (Acc., 25-shot)", "Mistral 7B", "mistral-7b", "ARC-Challenge (25-shot, unit not stated)", "0.60"),
    ("MATH (CoT)", "Acme 8B Instruct", "acme-8b-instruct", "MATH (4-shot, CoT)", "52.0"),
    ("MATH (CoT)", "Llama 3.1 8B", "llama-3.1-8b-instruct", "MATH (4-shot, CoT)", "51.9"),
    ("MATH (CoT)", "Mistral 7B", "mistral-7b", "MATH (4-shot, CoT)", "30"),
    ("GPQA Diamond (EM, without CoT)", "Acme 8B Instruct", "acme-8b-instruct", "GPQA Diamond (0-shot)", "30.0"),
    ("GPQA Diamond (EM, without CoT)", "Llama 3.1 8B", "llama-3.1-8b-instruct", "GPQA Diamond (0-shot)", "31.9"),
    ("Perplexity ↓", "Acme 8B Instruct", "acme-8b-instruct", "Perplexity (unit not stated)", "6.5"),
    ("Perplexity ↓", "Llama 3.1 8B", "llama-3.1-8b-instruct", "Perplexity (unit not stated)", "6.1"),
    ("Perplexity ↓", "Mistral 7B", "mistral-7b", "Perplexity (unit not stated)", "7.0"),
    ("Acme Bench (hard, val)", "Acme 8B Instruct", "acme-8b-instruct", "Acme Bench hard, val (0-shot, unit not stated)", "8.1"),
    ("Acme Bench (hard, val)", "Llama 3.1 8B", "llama-3.1-8b-instruct", "Acme Bench hard, val (0-shot, unit not stated)", "1,300"),
    ("TLDR9+ (test)", "Llama-3.1-8B bf16", "llama-3.1-8b", "TLDR9+ test (unit not stated)", "16.8"),
    ("TLDR9+ (test)", "Vanilla 7B", "vanilla-7b", "TLDR9+ test (unit not stated)", "3"),
    ("Book eng->kgv/kgv->eng", "Llama-3.1-8B bf16", "llama-3.1-8b", "Book eng->kgv (unit not stated)", "42.2"),
    ("German", "Llama-3.1-8B bf16", "llama-3.1-8b", "MMLU German", "60.5"),
    ("French", "Llama-3.1-8B bf16", "llama-3.1-8b", "MMLU French", "61.5"),
    ("hendrycksTest-anatomy", "Llama-3.1-8B bf16", "llama-3.1-8b", "MMLU anatomy", "62.0"),
    ("Book eng->kgv/kgv->eng", "Llama-3.1-8B bf16", "llama-3.1-8b", "Book kgv->eng (unit not stated)", "36.6"),
    ("MATH-500", "Llama 3.1 8B-Inst.", "llama-3.1-8b-instruct", "MATH MATH-500", "50.0"),
    ("HellaSwag acc", "Llama 3.1 8B-Inst.", "llama-3.1-8b-instruct", "HellaSwag", "59.0"),
    ("HellaSwag acc_norm", "Llama 3.1 8B-Inst.", "llama-3.1-8b-instruct", "HellaSwag", "78.0"),
    ("Llama 2 7B", "Toxigen", "llama-2-7b", "ToxiGen (0-shot)", "21.25"),
    ("Llama 2 7B", "BBH", "llama-2-7b", "BIG-Bench Hard (3-shot)", "32.6"),
    ("Llama 2 13B", "Toxigen", "llama-2-13b", "ToxiGen (0-shot)", "26.10"),
    ("Llama 2 13B", "BBH", "llama-2-13b", "BIG-Bench Hard (3-shot)", "39.4"),
    ("Llama 1 7B", "Toxigen", "llama-1-7b", "ToxiGen (0-shot)", "23.00"),
    ("Llama 1 7B", "BBH", "llama-1-7b", "BIG-Bench Hard (3-shot)", "30.3"),
]  # fmt: skip


def on_disk(publication: lc.Publication) -> Path:
    """The file of a document on GitHub, among the sources."""
    _, _, _, _, repository, _, _, *path = str(publication.source.url).split("/")
    return SOURCES.joinpath(repository, *path)


def test_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft has what tables state, in its place, and says what is left out and why."""
    monkeypatch.chdir(tmp_path)
    Path("card.md").write_text(README)
    assert main(["draft", "card.md", "--output", "card.toml"]) == 0
    text = Path("card.toml").read_text()
    assert text[: text.index("\n\n") + 1] == COMMENTS
    assert TABLE in text
    drafted = lc.load("card.toml")
    assert isinstance(drafted, lc.Publication)
    assert [
        (figure.row, figure.column, *figure.cards, figure.what.label(), figure.cell)
        for table in drafted.tables
        for figure in table.figures()
    ] == FIGURES
    lower = {
        w.benchmark for t in drafted.tables for w in t.subjects if getattr(w, "lower_is_better", 0)
    }
    assert lower == {"Perplexity", "ToxiGen"}


def test_more_than_a_whole(tmp_path: Path) -> None:
    """A figure above 100 in a row of percents is left out, as no score can have it."""
    table = "# Acme\n\n| | Acme 8B | Acme 9B |\n|-|-|-|\n| MMLU | 52.0% | 1,300 |\n"
    (tmp_path / "card.md").write_text(table)
    drafted, left_out = draft(tmp_path / "card.md")
    assert [f.cell for t in drafted.tables for f in t.figures()] == ["52.0"]
    assert left_out == ('1,300, which is not a plain figure, Acme, row "MMLU", column "Acme 9B"',)


def test_nothing_to_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document without a table of scores is refused, and edits of a draft are never lost."""
    (tmp_path / "empty.md").write_text("| | Acme 8B |\n|-|-|\n| Unheard of | 52.0 |\n")
    assert main(["draft", str(tmp_path / "empty.md")]) == 2
    first, *left_out = capsys.readouterr().err.splitlines()
    assert "has no table of scores whose benchmark is known" in first
    assert "a table in which no benchmark is known" in "".join(left_out)
    (tmp_path / "card.md").write_text(README)
    (tmp_path / "card.toml").write_text("# mine")
    assert main(["draft", str(tmp_path / "card.md"), "--output", str(tmp_path / "card.toml")]) == 2
    assert (tmp_path / "card.toml").read_text() == "# mine"


@pytest.mark.parametrize(
    "before", ["---\n# who may use it\nlicense: mit\n---\n", "```sh\n# install it\n```\n"]
)
def test_title_of_a_document(before: str) -> None:
    """No comment of front matter or code is taken for the title."""
    assert Text(path=Path("a.md"), text=f"{before}\n# Acme 8B\n").title == "Acme 8B"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    """A document reads the same whatever ends its lines."""
    (tmp_path / "card.md").write_bytes(README.encode())
    expected = draft(tmp_path / "card.md")
    (tmp_path / "card.md").write_bytes(README.replace("\n", end).encode())
    assert draft(tmp_path / "card.md") == expected


def test_a_draft_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`validate` accepts a draft, and `verify` reads all of it again."""
    (tmp_path / "card.md").write_text(README)
    file = str(tmp_path / "card.toml")
    assert main(["draft", str(tmp_path / "card.md"), "--output", file]) == 0
    assert main(["validate", file]) == 0
    assert main(["verify", str(tmp_path), "--with", file]) == 0
    assert "figure 31, benchmark" in capsys.readouterr().out


@pytest.fixture(scope="module")
def drafts() -> dict[str, tuple[lc.Publication, tuple[str, ...]]]:
    """A draft of each model card that is held, by its title, and what it leaves out."""
    if not SOURCES.is_dir():
        pytest.skip("the documents are not beside this checkout")
    return {p.source.title: draft(on_disk(p), url=p.source.url) for p in CARDS}


@pytest.mark.parametrize("publication", CARDS, ids=[p.source.title for p in CARDS])
def test_held_scores_are_found(publication: lc.Publication, drafts: dict[str, Any]) -> None:
    """
    A draft of a card has every score that we hold of it, of the same models and benchmark.

    "Math" is left out where it may be the name of two benchmarks, and the draft says so.
    """
    drafted, left_out = drafts[publication.source.title]
    missing = held_scores(publication) - held_scores(drafted)
    assert {column for _, _, column, *_ in missing} <= {"Math"}
    ambiguous = '"Math" may mean MATH or Math (Llama 2 group), under "Evaluation Results"'
    assert (ambiguous in left_out) == bool(missing)


def held_scores(publication: lc.Publication) -> set[tuple[Any, ...]]:
    """The scores that a document prints today: place, cards, benchmark and figure."""
    return {
        (table.section, *figure[:3], figure.what.benchmark, figure.cell)
        for table in publication.tables
        if table.until is None and table.source in (None, publication.source)
        for figure in table.figures()
        if isinstance(figure.what, EvalSetup)
    }


def test_drafts_are_read_again(drafts: dict[str, Any]) -> None:
    """Nothing that drafts state differs from their documents, or is missing there."""
    drafted = [publication for publication, _ in drafts.values()]
    assert lc.verify(SOURCES, catalog=lc.catalog().with_publications(*drafted)).listed == ()
