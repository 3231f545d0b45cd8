"""Every example runs."""

import runpy
from pathlib import Path

import pytest

import llamacards as lc

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted(path for path in FOLDER.glob("*.py") if path.stem != "million_scores")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_example(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An example runs, and prints a table."""
    runpy.run_path(str(example))
    assert "─────" in capsys.readouterr().out


def test_grouped_by_duckdb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GROUP BY row_key in DuckDB gives the rows of compare(), card for card."""
    pytest.importorskip("duckdb")
    example = runpy.run_path(str(FOLDER / "million_scores.py"))
    sample = example["made_up"](0, 30)
    (tmp_path / "records.jsonl").write_text(sample.to_jsonl())
    grouped = {key: count for key, count, _ in example["rows"](tmp_path / "records.jsonl")}
    compared = lc.compare(*sample.values(), sections="scores", rows="all", catalog=sample)
    assert grouped == {str(row.key): row.filled for row in compared.rows}
    example["main"](2_000)
    assert "benchmark 0|" in capsys.readouterr().out
