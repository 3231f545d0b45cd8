"""Scores that the tables of a README state of its own model."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import llamacards as lc
from llamacards.errors import ContentError, UnmappedWarning

README = """\
---
license: apache-2.0
---
| Model | MMLU (5-shot) | BoolQ |
|---|---|---|
| **Acme-8B** | 70.1 | 80.0% |
| Llama 3 8B | 66.6 | 75.7 |

# Acme 8B, the model

## Evaluation

| Benchmark | Metric | Llama 3 8B | Acme 8B, the model |
|---|---|---|---|
| GSM8K (8-shot, CoT) | em | 50.1 | 51.0±0.4 |
| Acme QA | | 40.0 | 41.0 |
| Elo | Elo | 1000 | 1100 |
| Broken | % | 1 | 1,000% |

| Task | Accuracy |
|---|---|
| DROP | 0.61 |
| Acme QA (hard) | 45.2 |

| Benchmark | Ours |
|---|---|
| MMLU (5-shot) | 71.0 |
| BoolQ | 80.0 |

| Benchmark | Llama 3 70B |
|---|---|
| MMLU (5-shot) | 79.5 |

## Harness

|    Tasks    |Version|     Filter     |n-shot|  Metric   |   |Value |   |Stderr|
|-------------|------:|----------------|-----:|-----------|---|-----:|---|-----:|
|gsm8k        |      3|flexible-extract|     5|exact_match|↑  |0.7506|±  |0.0119|
|             |       |strict-match    |     5|exact_match|↑  |0.7400|±  |0.0120|
|hellaswag    |      1|none            |    10|acc        |↑  |0.5900|±  |0.0049|
|             |       |none            |    10|acc_norm   |↑  |0.7800|±  |0.0041|
"""

SCORES = [
    (
        "BoolQ",
        "80.0",
        'row "Acme-8B", column "BoolQ"; Evaluation, row "BoolQ", column "Ours"',
        None,
    ),
    (
        "GSM8K (8-shot, CoT, em)",
        "51.0",
        'Evaluation, row "GSM8K (8-shot, CoT)", column "Acme 8B, the model"',
        "printed as 51.0±0.4",
    ),
    (
        "Acme QA (unit not stated)",
        "41.0",
        'Evaluation, row "Acme QA", column "Acme 8B, the model"',
        None,
    ),
    ("DROP (unit not stated, accuracy)", "0.61", 'Evaluation, row "DROP", column "Accuracy"', None),
    (
        "Acme QA hard (accuracy)",
        "45.2",
        'Evaluation, row "Acme QA (hard)", column "Accuracy"',
        None,
    ),
    (
        "GSM8K (5-shot, unit not stated, exact_match,flexible-extract)",
        "0.7506",
        'Harness, row "gsm8k flexible-extract", column "Value"',
        None,
    ),
    (
        "GSM8K (5-shot, unit not stated, exact_match,strict-match)",
        "0.7400",
        'Harness, row "gsm8k strict-match", column "Value"',
        None,
    ),
    (
        "HellaSwag (10-shot, unit not stated, acc,none)",
        "0.5900",
        'Harness, row "hellaswag acc", column "Value"',
        None,
    ),
    (
        "HellaSwag (10-shot, unit not stated, acc_norm,none)",
        "0.7800",
        'Harness, row "hellaswag acc_norm", column "Value"',
        None,
    ),
]

REMARKS = (
    (
        'README.md: Evaluation, row "Broken", column "Acme 8B, the model": '
        "Score.value must be from 0 to 100 percent for Broken, not 1000"
    ),
    'README.md: "Elo" names no benchmark, under "Evaluation"',
    'README.md: no label of a table names this model, under "Evaluation"',
    (
        'README.md: several figures under one setup: row "Acme-8B", column "MMLU (5-shot)"; '
        'Evaluation, row "MMLU (5-shot)", column "Ours"'
    ),
    "tuning: no source states it; set it with tuning=",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the Hub whose README has tables."""
    made = tmp_path / "acme-8b"
    made.mkdir()
    (made / "README.md").write_text(README)
    return made


def test_only_on_request(folder: Path) -> None:
    """The text of a README is not read, unless its tables are asked for."""
    with pytest.warns(UnmappedWarning):
        assert lc.from_hub(folder).scores == ()


def test_tables(folder: Path) -> None:
    """A score has its section, row and column as its place, and what its labels state as its setup."""
    with pytest.warns(UnmappedWarning) as warned:
        card = lc.from_hub(folder, tables=True)
    assert [
        (score.setup.label(score.setup.metric or ""), score.text, score.source.place, score.note)
        for score in card.scores
    ] == SCORES
    (warning,) = (w.message for w in warned)
    assert isinstance(warning, UnmappedWarning)
    assert warning.remarks == REMARKS


def test_unit(folder: Path) -> None:
    """Shares that may be in percent or from 0 to 1 are in the unit of the user's word."""
    with pytest.warns(UnmappedWarning):
        card = lc.from_hub(folder, tables=True, unit="fraction")
    scores = {(s.setup.name, s.setup.metric): (s.text, s.setup.unit) for s in card.scores}
    assert scores["HellaSwag", "acc,none"] == ("59.00", "percent")
    assert scores["Acme QA", None] == ("41.0", "unit not stated")


def test_a_table_is_not_changed(folder: Path) -> None:
    """A changed score of a table is refused, and not stated a second time elsewhere."""
    with pytest.warns(UnmappedWarning):
        card = lc.from_hub(folder, tables=True)
    assert lc.to_hub(card, folder, overwrite=True) == folder
    assert (folder / "README.md").read_text() == README
    first, *others = card.scores
    changed = attrs.evolve(card, scores=(attrs.evolve(first, value="1.5"), *others))
    with pytest.raises(ContentError, match="is in a table, which to_hub"):
        lc.to_hub(changed, folder, overwrite=True)
    assert [path.name for path in folder.iterdir()] == ["README.md"]


def test_name_without_its_owner(tmp_path: Path) -> None:
    """A column may have the name of the card without that of its owner."""
    (tmp_path / "README.md").write_text("# Card\n\n| | X |\n|-|-|\n| MMLU | 50.0 |\n")
    with pytest.warns(UnmappedWarning):
        card = lc.from_hub(tmp_path, name="acme/x", tables=True)
    assert [score.text for score in card.scores] == ["50.0"]
