"""Records of a million made-up scores: DuckDB groups them into the rows of compare()."""

import sys
import tempfile
from pathlib import Path

import duckdb

import llamacards as lc

SETUPS = [
    lc.EvalSetup(benchmark=f"Benchmark {number}", shots=number % 6, cot=False, metric="acc")
    for number in range(20)
]
SOURCE = lc.Source(title="Made up", published="2026-01-01")
BATCH = 1_000


def made_up(first: int, last: int) -> lc.Catalog:
    """A catalog of cards with a score for each setup."""
    return lc.Catalog(
        cards=[
            lc.ModelCard(
                name=f"model-{number}",
                tuning="instruct" if number % 2 else "base",
                scores=[
                    lc.Score(setup=setup, value=(number * 7 + place) % 1000 / 10, source=SOURCE)
                    for place, setup in enumerate(SETUPS)
                ],
            )
            for number in range(first, last)
        ]
    )


def rows(path: Path) -> list[tuple[str, int, float]]:
    """Each row with its number of models and their mean, as any engine can compute them."""
    query = """
        SELECT row_key, count(DISTINCT model), avg(value)
        FROM read_json_auto(?) WHERE section = 'scores' GROUP BY row_key ORDER BY row_key
    """
    # Within 200 MB in all; without limits it is faster, and takes what it finds.
    engine = duckdb.connect(config={"threads": 1, "memory_limit": "64MB"})
    found: list[tuple[str, int, float]] = engine.execute(query, [str(path)]).fetchall()
    return found


def main(scores: int = 1_000_000) -> None:
    """Write this many scores as JSON Lines, card by card, and group them."""
    models = scores // len(SETUPS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for first in range(0, models, BATCH):
                file.writelines(made_up(first, min(first + BATCH, models)).iter_jsonl())
        print(f"{'row_key':50} models   mean")
        print("-" * 64)
        for key, count, mean in rows(path)[:8]:
            print(f"{key:50} {count:6} {mean:6.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
