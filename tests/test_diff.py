"""What differs between two days, documents or files of records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import llamacards as lc
from llamacards._cli.main import main

OLD = """\
[source]
title = "Acme card"
[[cards]]
name = "acme-8b"
[[facts]]
cards = "acme-8b"
field = "budget.context"
value = "8k"
source = { title = "Acme card", place = "Details" }
[[facts]]
cards = "acme-8b"
field = "cutoff"
value = "2023-03"
until = 2024-01-01
[[tables]]
section = "Results"
columns = { "8B" = "acme-8b", Both = ["acme-8b", "llama-3-8b"] }
[tables.rows.MMLU]
benchmark = "MMLU"
cot = false
figures = "60.1 70.0"
[tables.rows.GPQA]
benchmark = "GPQA"
metric = "em"
figures = "20.0 -"
[tables.rows.DROP]
benchmark = "DROP"
figures = ["50.5±1.2", "-"]
[[licenses]]
name = "Acme License"
terms = [{ topic = "commercial_use", answer = "allowed" }]
"""
NEW = (
    OLD.replace("Acme card", "Acme card, second edition")
    .replace("60.1", "60.2")
    .replace('"em"', '"acc"')
    .replace("8k", "16k")
    .replace("DROP", "SQuAD")
    .replace("allowed", "not allowed")
).replace("[[tables]]\n", "[[tables]]\nlevel = 95\n")
OLD = OLD.replace("[[tables]]\n", "[[tables]]\nlevel = 95\n")

DIFFERENCES = """\
Model           What            Before           After
─────────────────────────────────────────────────────────────
Changed
  acme-8b       Context window  8k               16k [1]
  acme-8b       MMLU (no CoT)   60.1             60.2 [1]
  Acme License  commercial use  yes              no [1]
  acme-8b       GPQA (acc)      20.0, GPQA (em)  20.0 [1]

Added
  acme-8b       SQuAD                            50.5±1.2 [1]

Withdrawn
  acme-8b       DROP            50.5±1.2 [2]

1 fact, 2 scores and 1 term changed, 1 score added, 1 score withdrawn, from old.toml to new.toml.
Sources [1] Acme card, second edition  [2] Acme card
"""


RECORD = {"model": "a", "section": "scores", "benchmark": "MMLU", "text": "5", "source": "s"}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two editions of a publication."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("old.toml").write_text(OLD)
    Path("new.toml").write_text(NEW)


def test_two_publications(capsys: pytest.CaptureFixture[str]) -> None:
    """Each change is a line with its source, and a sentence sums them up; the exit code is 1."""
    assert main(["diff", "old.toml", "new.toml"]) == 1
    assert capsys.readouterr().out == DIFFERENCES


def test_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    """Between two days it is what documents published, corrected or took back."""
    assert main(["diff", "2024-07-10", "2024-07-11"]) == 1
    assert "1 score changed, from 2024-07-10 to 2024-07-11.\n" in capsys.readouterr().out
    assert main(["diff", "2024-07-11", "2024-07-10"]) == 1
    assert main(["diff", "2024-07-11", "2024-07-11"]) == 0
    assert "Nothing differs, from 2024-07-11 to 2024-07-11.\n" in capsys.readouterr().out


def test_records() -> None:
    """Records say the same in every format, and as the catalog that they are of."""
    catalog = lc.catalog()
    for suffix, text in (
        ("csv", catalog.to_csv()),
        ("json", catalog.to_json()),
        ("jsonl", f"\n{catalog.to_jsonl()}"),
    ):
        Path(f"records.{suffix}").write_text(text)
        assert main(["diff", f"records.{suffix}", "2026-11-24"]) == 0


def test_other_files(capsys: pytest.CaptureFixture[str]) -> None:
    """A card of one's own, and a document in Markdown, are compared as what they state."""
    Path("acme.toml").write_text('name = "acme-8b"\nsource = "Acme"\nlicense = "llama3"\n')
    Path("acme.json").write_text('{"name": "acme-8b", "source": "Acme", "license": "mit"}')
    assert main(["diff", "acme.toml", "acme.json"]) == 1
    assert "Acme" in capsys.readouterr().out
    Path("card.md").write_text("# Acme\n\n| | Acme 8B |\n|-|-|\n| MMLU | 60.1 |\n")
    Path("empty.md").write_text("# Acme\n")
    assert main(["diff", "empty.md", "card.md"]) == 1
    assert "1 score added, from empty.md to card.md.\n" in capsys.readouterr().out
    assert main(["diff", "card.md", "empty.md"]) == 1
    assert "1 score withdrawn, from card.md to empty.md.\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("x", "", "diff.side must be a day (2024-05-31), a model card in Markdown, or a file in TOML, JSON, JSON Lines or CSV, not 'x'"),
        ("x.json", "[1]", "x.json: record 1 is none of llamacards: model, section, text, source"),
        ("x.csv", "model,section\na,b\n", "x.csv: record 1 is none of llamacards: model, section, text, source"),
        ("x.csv", f"model\n{'a' * 200_000}\n", "x.csv: is no CSV: field larger than field limit (131072)"),
        ("x.json", json.dumps([RECORD | {"shots": "few"}]), "x.json: record 1: EvalSetup.shots must be a number of shots such as 5 or '3-5', not 'few'"),
        ("x.json", json.dumps([RECORD, RECORD | {"source": " "}]), "x.json: record 2: Source.title must be a text that is not empty, not ' '"),
        ("x.jsonl", "\n{\n", "x.jsonl: Expecting property name enclosed in double quotes: line 2 column 2 (char 2)"),
    ],
    ids=["no file", "no records", "other columns", "too large", "shots", "source", "no JSON"],
)  # fmt: skip
def test_what_cannot_be_compared(
    name: str, text: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A side that is neither a day nor a file that is known is an error of one line."""
    Path(name).write_text(text)
    assert main(["diff", name, "2024-01-01"]) == 2
    assert capsys.readouterr().err.startswith(f"llamacards: {problem}")
