"""Benchmarks: their records, and how they are found."""

from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards._catalog.benchmarks import BenchmarkIndex
from llamacards._records.benchmark_names import BENCHMARK_ALIASES
from llamacards.errors import AmbiguousNameError, FieldError, UnknownNameError
from made_up import NEW, OLD, publication, score


def known(*benchmarks: lc.Benchmark, **fields: Any) -> lc.Catalog:
    """A catalog with these benchmarks and no others."""
    return lc.Catalog([publication(benchmarks=benchmarks, **fields)])


def named(title: str, **fields: Any) -> lc.Benchmark:
    """A benchmark of a hundred items."""
    stated: dict[str, Any] = {"name": title, "items": 100}
    return lc.Benchmark(**(stated | fields))


def test_built_in() -> None:
    """A built-in benchmark states size, scoring, split and source, and prints them."""
    gpqa = lc.benchmark("GPQA")
    assert (gpqa.items, gpqa.scoring, gpqa.split, gpqa.confidence) == (
        448,
        "share of items",
        "main set",
        "sure",
    )
    assert repr(gpqa) == "<Benchmark GPQA: 448 items, share of items>"
    assert str(lc.benchmark("MBPP EvalPlus (base)")).splitlines() == [
        "             MBPP EvalPlus (base)",
        "─" * 59,
        "Measures     short Python programs, verified subset of MBPP",
        "Split        MBPP+ v0.2.0, base tests",
        "Items        378 [1]",
        "Scored as    pass@1",
        "Other sizes  399",
        "Also called  MBPP ++ base version",
        "",
        "version 0.2.0; 0.1.0 had 399.",
        "Source [1] evalplus/evalplus  (addresses: addresses=True)",
    ]


def test_every_built_in_score_has_a_benchmark() -> None:
    """Every benchmark and subset that a built-in score is of has a record."""
    catalog = lc.catalog()
    scores = [score for card in catalog.values() for score in card.scores]
    scores += [figure.score for figure in catalog.unattributed]
    index = catalog.benchmark_index
    assert {score.setup.name for score in scores if index.of_score(score) is None} == set()


def test_every_built_in_benchmark_is_found() -> None:
    """Every record is found by its title, unless another document's has the same."""
    by_title = {
        benchmark.title: lc.benchmark(benchmark.title) for benchmark in lc.catalog().benchmarks
    }
    assert all(found.title == title for title, found in by_title.items())
    assert all(not found.documents for found in by_title.values())


def test_aliases_are_of_benchmarks() -> None:
    """Every name that aliases are written down for is that of a record."""
    assert {*BENCHMARK_ALIASES} <= {benchmark.name for benchmark in lc.catalog().benchmarks}


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("GSM8K", "GSM8K"),
        ("gsm-8k", "GSM8K"),
        ("gsm 8k", "GSM8K"),
        ("BBH", "BIG-Bench Hard"),
        ("acme_task", "Acme QA"),
        ("an acme alias", "Acme QA"),
        ("gpqa diamond", "GPQA Diamond"),
        ("leaderboard_gpqa_diamond", "GPQA Diamond"),
        ("Only Part", "Only Part"),
        ("only", "Only Part"),
        ("HumanEval", "HumanEval"),
        ("HumanEval+", "HumanEval+"),
        (" MMLU ", "MMLU"),
    ],
)
def test_lookup(written: str, title: str) -> None:
    """A benchmark is found by name, alias or task, a part by both names or where it is alone."""
    catalog = known(
        named("GSM8K"),
        named("GSM8K", subset="many-shot", items=9),
        named("BIG-Bench Hard"),
        named("Acme QA", aliases="An Acme alias", tasks=["acme_task"]),
        named("GPQA"),
        named("GPQA", subset="Diamond"),
        named("Only", subset="Part"),
        named("HumanEval"),
        named("HumanEval+"),
        named("MMLU", documents="Another report", items=5),
        named("MMLU"),
    )
    assert lc.benchmark(written, catalog=catalog).title == title
    assert lc.benchmark(written, catalog=catalog).items == 100


def test_lookup_refused() -> None:
    """A name that fits several parts lists them; one that fits none is told what is near."""
    catalog = known(named("AGIEval", subset="one"), named("AGIEval", subset="two"))
    with pytest.raises(AmbiguousNameError) as several:
        lc.benchmark("agieval", catalog=catalog)
    with pytest.raises(UnknownNameError) as unknown:
        lc.benchmark("AGIEval on", catalog=catalog)
    with pytest.raises(UnknownNameError):
        lc.benchmark(3, catalog=catalog)  # type: ignore[arg-type]
    assert str(several.value) == (
        "'agieval' fits more than one benchmark: 'AGIEval one' and 'AGIEval two'"
    )
    assert "did you mean 'AGIEval one'" in str(unknown.value)


def test_own_benchmark() -> None:
    """One's own benchmark takes its publication for its source, and the place of a built-in one."""
    report = lc.Publication(source="Acme report", benchmarks=[named("GSM8K", items=7)])
    catalog = lc.catalog().with_publications(report)
    found = lc.benchmark("GSM8K", catalog=catalog)
    assert (found.items, found.source) == (7, lc.Source(title="Acme report"))
    assert len(catalog.benchmarks) == len(lc.catalog().benchmarks)


def test_of_a_day() -> None:
    """A benchmark of a publication of a later day is not known yet."""
    catalog = known(named("Acme QA"), source=NEW, cards=[])
    assert (len(catalog.benchmarks), catalog.as_of("2023-06-01").benchmarks) == (1, ())


def test_of_a_score() -> None:
    """A score is of the record that names its document, else of the one that names none."""
    index = BenchmarkIndex(
        [publication(benchmarks=[named("MMLU"), named("mmlu", items=9, documents=NEW.title)])], None
    )
    found = [index.of_score(score("MMLU", source=source)) for source in (OLD, NEW)]
    assert [benchmark and benchmark.items for benchmark in found] == [100, 9]
    assert index.of_score(score("MMLU", subset="part")) is None


def test_groups() -> None:
    """The effective items of a macro average follow from the sizes of its groups."""
    assert named("Code", items=664, effective_items=[164, 500]).effective_items == 494
    assert named("Code", items=664, effective_items=494).effective_items == 494


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": " "}, "Benchmark.name must be a text that is not empty, not ' '"),
        ({"items": 0}, "Benchmark.items must be a whole number from 1 up, not 0"),
        ({"items": True}, "Benchmark.items must be a whole number from 1 up, not True"),
        (
            {"effective_items": 101},
            "Benchmark.effective_items must be at most the 100 items, not 101",
        ),
        (
            {"effective_items": [1, "2"]},
            "Benchmark.effective_items must be a whole number from 1 up, not [1, '2']",
        ),
        (
            {"effective_items": []},
            "Benchmark.effective_items must be a whole number from 1 up, not []",
        ),
        (
            {"scoring": "share"},
            "Benchmark.scoring must be 'share of items' or 'pass@1' or 'F1' or 'part scores' or 'macro average' or 'mean of several' or 'no share', not 'share'",
        ),
        (
            {"other_items": 3},
            "Benchmark.other_items must be a sequence of whole numbers from 1 up, not 3",
        ),
        ({"other_items": ["3"]}, "Benchmark.other_items must be a whole number from 1 up, not '3'"),
        (
            {"tasks": [""]},
            "Benchmark.tasks must be one or more texts, none of them empty, not ('',)",
        ),
    ],
)
def test_refused(fields: dict[str, Any], message: str) -> None:
    """Each field says what it takes."""
    with pytest.raises(FieldError) as refused:
        named("Acme QA", **fields)
    assert str(refused.value) == message


def test_files(tmp_path: Path) -> None:
    """A publication in a file may state benchmarks, in three lines."""
    path = tmp_path / "acme.toml"
    path.write_text('source = "Acme report"\n[[benchmarks]]\nname = "Acme QA"\nitems = 200\n')
    report = lc.load(path)
    assert isinstance(report, lc.Publication)
    assert lc.load(lc.dump(report, tmp_path / "acme.json")) == report
    assert lc.benchmark("Acme QA", catalog=lc.catalog().with_publications(report)).items == 200


def test_printed_without_a_number() -> None:
    """What is not known is not printed, and the number of items is said to be unknown."""
    text = str(lc.Benchmark(name="Acme QA", items=None, scoring="F1"))
    assert text.splitlines() == [
        "           Acme QA",
        "─" * 18,
        "Items      unknown",
        "Scored as  F1",
    ]
