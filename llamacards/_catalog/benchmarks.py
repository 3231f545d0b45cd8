"""The benchmarks that publications state, found by name and by score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from llamacards._catalog.names import words_of
from llamacards._records.benchmark import Benchmark, benchmark_named
from llamacards._records.publication import Publication
from llamacards._records.score import EvalSetup, Score
from llamacards.errors import AmbiguousNameError, UnknownNameError


class BenchmarkIndex:
    """
    The benchmarks of publications, those of a later one in place of an earlier one's.

    records: all of them, in the order in which they are stated.
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
        """The set of questions that a score is of; None where no publication states it."""
        return benchmark_of(score, self.of_setup(score.setup))

    def of_setup(self, setup: EvalSetup) -> tuple[Benchmark, ...]:
        """All sets of questions that go by the name and subset of a setup."""
        return self._by_place.get(_benchmark_key(setup.benchmark, setup.subset), ())

    def _of_task(self, name: str) -> list[Benchmark]:
        """What the task of a harness, or the column of a board, asks."""
        from llamacards._records.task_names import known_task

        part = known_task(name)
        return [] if part is None else [*self._by_place.get(_benchmark_key(*part), ())]

    def lookup(self, name: str) -> Benchmark:
        """
        The benchmark of a name, alias or task, with its subset where it has several.

        Of several sets of one name and subset it is the one that is of no document in particular.

        Raises UnknownNameError, or AmbiguousNameError where a name fits several.
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
    """The one of these that a score is of: that of its document, else that of no document."""
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
    """Each way of writing a benchmark, as words."""
    return set(map(words_of, (benchmark.title, benchmark.name, *benchmark.aliases)))
