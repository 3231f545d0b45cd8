"""
Every stated fact, card by card, as the repository has it: a changed fact shows in review.

So do names of benchmarks, which decide what is read as one benchmark.

Renew the snapshot with `python tests/test_snapshot.py`, and read what `git diff` shows.
"""

from collections import defaultdict
from pathlib import Path

from attrs import asdict

import llamacards as lc
from llamacards._records.benchmark_names import BENCHMARK_NAMES

SNAPSHOT = Path(__file__).parent / "snapshot"
LEFT_OUT = ("model", "url", "published", "row_key", "standard_error", "items")
"""What a line does not repeat: its file, and what follows from the source and the setup."""


def snapshot() -> dict[str, str]:
    """The text of each file: a line for each record, what it states as `key=value`."""
    lines = defaultdict(list)
    for record in lc.catalog().to_records():
        stated = {k: v for k, v in record.items() if v is not None and k not in LEFT_OUT}
        lines[record["model"].replace(" ", "_")].append(
            "; ".join(f"{key}={value}" for key, value in stated.items())
        )
    lines["benchmarks"] = [
        "; ".join(f"{key}={value}" for key, value in _stated_of(benchmark).items())
        for benchmark in lc.catalog().benchmarks
    ]
    lines["benchmark_names"] = [
        f"{known.name} = {known.benchmark} {known.part or ''}".rstrip() for known in BENCHMARK_NAMES
    ]
    return {f"{name}.txt": "\n".join([*stated, ""]) for name, stated in lines.items()}


def _stated_of(benchmark: lc.Benchmark) -> dict[str, object]:
    """What a benchmark states, its source by title and place."""
    stated = {key: value for key, value in asdict(benchmark, recurse=False).items() if value}
    if benchmark.source is not None:
        stated |= {"source": benchmark.source.title, "place": benchmark.source.place}
    return stated


def test_facts_are_those_of_the_snapshot() -> None:
    """No fact differs from the snapshot, none is missing, and none is new."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in SNAPSHOT.glob("*.txt")}
    assert snapshot() == kept


if __name__ == "__main__":
    renewed = snapshot()
    for old in SNAPSHOT.glob("*.txt"):
        old.unlink()
    for name, text in renewed.items():
        (SNAPSHOT / name).write_text(text, encoding="utf-8")
