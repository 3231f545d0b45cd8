"""The sizes of benchmarks, and the intervals that follow from them, held against the documents."""

import csv
import re
from decimal import Decimal
from math import sqrt
from pathlib import Path

import pytest

import llamacards as lc
from llamacards._catalog.uncertainty import Z_95

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents are not beside this checkout"
)
LISTED = [
    row
    for path in SOURCES.glob("benchmarks.csv")
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
]
OF_THE_TEST_SPLIT = {("Winogrande", "1767"), ("CommonSenseQA", "1140")}
"""What the Llama 3 paper measures stands here as a subset of its own."""


def place(row: dict[str, str]) -> tuple[str, str | None]:
    """The name and subset that a listed benchmark has here."""
    apart = (row["benchmark"], row["items"]) in OF_THE_TEST_SPLIT
    return row["benchmark"], "test" if apart else row["subset"] or None


def certainty(row: dict[str, str]) -> str:
    """How sure a listed number of items is, in the words of the records."""
    return "implied" if row["how_known"].startswith("implied") else row["confidence"]


@pytest.mark.parametrize("row", LISTED, ids=lambda row: f"{row['benchmark']} {row['subset']}")
def test_sizes(row: dict[str, str]) -> None:
    """Every listed size is that of a record; what is unknown has none."""
    records = [b for b in lc.catalog().benchmarks if (b.name, b.subset) == place(row)]
    sizes = {(record.items, record.confidence) for record in records}
    if row["confidence"] == "unknown":
        assert None in {items for items, _ in sizes}
    elif row["applies_to"].startswith("Llama 2 paper and card"):
        assert int(row["items"]) in {items for items, _ in sizes}
    else:
        assert (int(row["items"]), certainty(row)) in sizes


def test_every_record_is_listed() -> None:
    """No record has a name and subset that is not listed."""
    assert {(b.name, b.subset) for b in lc.catalog().benchmarks} == set(map(place, LISTED))


@pytest.mark.parametrize(
    ("row", "effective"),
    [
        (row, int(found[1]))
        for row in LISTED
        if row["confidence"] != "unknown" and row["benchmark"] != "Math (Llama 2 group)"
        for found in [re.search(r"[Ee]ffective n\D*?(\d{3,})", row["note"])]
        if found and "language" not in row["note"]
    ],
    ids=lambda case: case["benchmark"] if isinstance(case, dict) else str(case),
)
def test_effective_items(row: dict[str, str], effective: int) -> None:
    """The effective items that follow from the sizes of groups are those that are listed."""
    (record,) = {
        b.effective_items for b in lc.catalog().benchmarks if (b.name, b.subset) == place(row)
    }
    assert record == pytest.approx(effective, rel=1e-3)


INTERVALS = [
    (f"{card.name} {score.setup.label()}", score, score.interval)
    for card in lc.catalog().values()
    for score in card.scores
    if score.interval is not None
]


def test_all_intervals() -> None:
    """The paper prints 135 intervals, all of 95 %."""
    assert (len(INTERVALS), {score.level for _, score, _ in INTERVALS}) == (135, {95})


@pytest.mark.parametrize(
    ("score", "printed"),
    [(score, printed) for _, score, printed in INTERVALS],
    ids=[name for name, _, _ in INTERVALS],
)
def test_intervals(score: lc.Score, printed: Decimal) -> None:
    """
    A printed interval is that of a share of the items, at its last digit, where these are sure.

    The share is printed to a tenth: what it may have been before gives the range of intervals.
    """
    benchmark = lc.catalog().benchmark_index.of_score(score)
    assert benchmark
    if benchmark.items is None or benchmark.confidence != "sure" or score.doubtful:
        pytest.skip("the number of items, or the figure, is not sure")
    shares = [(float(score.value) + tenths) / 100 for tenths in (-0.05, 0.05)]
    least, most = sorted(100 * Z_95 * sqrt(s * (1 - s) / benchmark.items) for s in shares)
    rounding = 0.5 * 10 ** int(printed.as_tuple().exponent)
    assert least - rounding <= float(printed) <= most + rounding
