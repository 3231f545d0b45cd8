"""The benchmarks that publications state, to look up by name or score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from llamacards._catalog.names import words_of
from llamacards._records.benchmark import Benchmark, benchmark_named
from llamacards._records.publication import Publication
from llamacards._records.score import EvalSetup, Score
from llamacards._values.validation import check_kind
from llamacards.errors import AmbiguousNameError, UnknownNameError


class BenchmarkIndex:
    """
    The benchmarks of publications; later publications replace those of earlier ones.

    records: all benchmarks, in the order stated.
    """

    def __init__(self, publications: Iterable[Publication], day: date | None) -> None:
        stated: dict[tuple[str, str | None, tuple[str, ...]], Benchmark] = {}
        for publication in publications:
            if publication.source.later_than(day):
                continue
            for benchmark in publication.benchmarks:
                sourced = (
                    benchmark
                    if benchmark.source
                    else _benchmark_with_source(benchmark, publication)
                )
                stated[*_benchmark_key(benchmark.name, benchmark.subset), benchmark.documents] = (
                    sourced
                )
        self.records: tuple[Benchmark, ...] = tuple(stated.values())
        self._by_place: dict[tuple[str, str | None], tuple[Benchmark, ...]] = {}
        for (name, subset, _), benchmark in stated.items():
            others = self._by_place.get((name, subset), ())
            self._by_place[name, subset] = (*others, benchmark)

    def of_score(self, score: Score) -> Benchmark | None:
        """The set of questions of a score; None if no publication states it."""
        check_kind("of_score", "score", Score, score)
        return benchmark_of(score, self.of_setup(score.setup))

    def of_setup(self, setup: EvalSetup) -> tuple[Benchmark, ...]:
        """All sets of questions with the name and subset of a setup."""
        check_kind("of_setup", "setup", EvalSetup, setup)
        return self._by_place.get(_benchmark_key(setup.benchmark, setup.subset), ())

    def _of_task(self, name: str) -> list[Benchmark]:
        """The set of questions of a harness task or board column."""
        from llamacards._records.task_names import known_task

        part = known_task(name)
        return [] if part is None else [*self._by_place.get(_benchmark_key(*part), ())]

    def lookup(self, name: str) -> Benchmark:
        """
        The benchmark with this name, alias or task, and its subset if there are several.

        If several sets have this name and subset, it is the one for no particular document.

        Raises UnknownNameError, or AmbiguousNameError if a name fits several benchmarks.
        """
        titles = dict.fromkeys(benchmark.title for benchmark in self.records)
        if not isinstance(name, str):
            raise UnknownNameError("benchmark", name, titles)
        folded, words = benchmark_named(name.strip()).casefold(), words_of(name)
        fitting = (
            [b for b in self.records if folded == b.title.casefold()]
            or [b for b in self.records if folded in map(str.casefold, (*b.aliases, *b.tasks))]
            or [b for b in self.records if folded == b.name.casefold()]
            or [b for b in self.records if words in _written_names(b)]
            or self._of_task(name)
        )
        fitting = [b for b in fitting if b.subset is None] or fitting
        meant = {benchmark.title: benchmark for benchmark in reversed(fitting)}
        meant |= {b.title: b for b in fitting if not b.documents}
        if len(meant) > 1:
            raise AmbiguousNameError("benchmark", name, [t for t in titles if t in meant])
        if not meant:
            raise UnknownNameError("benchmark", name, titles)
        return meant.popitem()[1]


def benchmark_of(score: Score, benchmarks: Iterable[Benchmark]) -> Benchmark | None:
    """The set of questions of a score: the one for its document, else the one for no document."""
    general = None
    for benchmark in benchmarks:
        if score.source.title in benchmark.documents:
            return benchmark
        general = general if benchmark.documents else benchmark
    return general


def _benchmark_key(name: str, subset: str | None) -> tuple[str, str | None]:
    return name.casefold(), subset and subset.casefold()


def _benchmark_with_source(benchmark: Benchmark, publication: Publication) -> Benchmark:
    return evolve(benchmark, source=publication.source)


def _written_names(benchmark: Benchmark) -> set[tuple[str, ...]]:
    """Every spelling of a benchmark, as words."""
    return set(map(words_of, (benchmark.title, benchmark.name, *benchmark.aliases)))
