"""Benchmarks: their sizes, their scoring and their names."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen

from llamacards._records.benchmark_names import BENCHMARK_ALIASES
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    a_text,
    as_texts,
    field_error,
    one_of,
    optional,
    positive,
    some_texts,
    to_tuple,
)

_NAMES = MappingProxyType(
    {
        written.casefold(): name
        for name, aliases in BENCHMARK_ALIASES.items()
        for written in (name, *aliases)
    }
)


def benchmark_named(name: str) -> str:
    """The name that llamacards uses for a benchmark; only listed aliases are known."""
    return _NAMES.get(name.casefold(), name)


def as_benchmark(value: str) -> str:
    """Convert an alias to the name that llamacards uses."""
    return benchmark_named(value.strip()) if isinstance(value, str) else value


Scoring = Literal[
    "share of items",
    "pass@1",
    "F1",
    "part scores",
    "macro average",
    "mean of several",
    "no share",
]


SCORINGS: tuple[Scoring, ...] = get_args(Scoring)


CONFIDENCES = ("sure", "likely", "implied")


def effective_items_of(sizes: Iterable[int]) -> int:
    """
    The size of a plain share that is as noisy as a macro average over groups of these sizes.

    A macro average over G groups of n_g items, with a share p right in each, has the variance
    p(1-p) · Σ 1/n_g / G²; a share of N items has p(1-p)/N. So N = G² / Σ 1/n_g, which is never more
    than the sum of the sizes.
    """
    sizes = tuple(sizes)
    return round(len(sizes) ** 2 / sum(1 / size for size in sizes))


def as_effective_items(value: Any) -> Any:
    """Convert the sizes of groups to the effective number of items."""
    sizes = to_tuple(value)
    if not isinstance(sizes, tuple) or not sizes:
        return value
    whole = all(type(size) is int and size > 0 for size in sizes)
    return effective_items_of(sizes) if whole else value


def as_sizes(sizes: Iterable[int]) -> tuple[int, ...]:
    """Convert the sizes to a tuple."""
    return to_tuple(sizes)


@frozen(kw_only=True, repr=False, cache_hash=True)
class Benchmark(Displayable):
    """
    A set of questions: its size, and how answers are scored.

    name: the name, as in the setups of scores.
    subset: the part of the benchmark, as in the setups of scores; None is the whole.
    split: the split of the data that is asked.
    items: the number of questions; if it is None, differences are not judged by it.
    scoring: "share of items" and "pass@1" are k of n; "F1" and "part scores" are means of values
    from 0 to 1; "macro average" is a mean over groups, "mean of several" one of metrics or runs;
    "no share" is anything else. A metric that begins with "micro_avg" makes a share of items of
    any of them but the last, and pass@k beyond 1 is a mean of estimates.
    effective_items: of a macro average, or if items depend on each other, the size of an equally
    noisy plain share. The sizes of the groups may be given instead.
    confidence: how sure the number of items is. "implied" means known only from the printed
    intervals of a document; differences are not judged by it.
    other_items: sizes of other versions of the set.
    measures: what is asked, in a few words.
    aliases: other names in documents.
    tasks: names of harness tasks and boards.
    documents: titles of documents that used this set of questions, if another record of the same
    name and subset is for all others.
    source: where the number of items is from; None is the publication that has the record.
    note: what a reader must know about it.
    """

    name: str = field(validator=a_text)
    subset: str | None = field(default=None, validator=optional(a_text))
    split: str | None = field(default=None, validator=optional(a_text))
    items: int | None = field(default=None, validator=optional(positive))
    scoring: Scoring = field(default="share of items", validator=one_of(*SCORINGS))
    effective_items: int | None = field(
        default=None, converter=as_effective_items, validator=optional(positive)
    )
    confidence: Literal["sure", "likely", "implied"] = field(
        default="sure", validator=one_of(*CONFIDENCES)
    )
    other_items: tuple[int, ...] = field(default=(), converter=as_sizes)
    measures: str | None = field(default=None, validator=optional(a_text))
    aliases: tuple[str, ...] = field(converter=as_texts, validator=some_texts)
    tasks: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    documents: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    note: str | None = field(default=None, validator=optional(a_text))

    @aliases.default
    def _written_down(self) -> tuple[str, ...]:
        return BENCHMARK_ALIASES.get(self.name, ()) if isinstance(self.name, str) else ()

    @effective_items.validator
    def _check_effective_items(self, attribute: Attribute[int], value: int | None) -> None:
        if value is not None and self.items is not None and value > self.items:
            raise field_error(self, attribute, f"at most the {self.items} items", value)

    @other_items.validator
    def _check_other_items(self, attribute: Attribute[Any], value: tuple[int, ...]) -> None:
        if not isinstance(value, tuple):
            raise field_error(self, attribute, "a sequence of whole numbers from 1 up", value)
        for size in value:
            positive(self, attribute, size)

    @property
    def title(self) -> str:
        """The name with its subset: "GPQA Diamond"."""
        return f"{self.name} {self.subset}" if self.subset else self.name

    def __repr__(self) -> str:
        known = "items unknown" if self.items is None else f"{self.items:,} items"
        return f"<Benchmark {self.title}: {known}, {self.scoring}>"

    def _sheet(self) -> Sheet:
        """What is known of the benchmark, one fact a line, with its source."""
        citations = Citations()
        likely = {"sure": "", "likely": " (likely)", "implied": " (implied by printed intervals)"}
        items = "unknown" if self.items is None else f"{self.items:,}{likely[self.confidence]}"
        stated = {
            "Measures": self.measures,
            "Split": self.split,
            "Items": citations.cite(items, self.source),
            "Scored as": self.scoring,
            "Effective items": self.effective_items and f"{self.effective_items:,}",
            "Other sizes": ", ".join(f"{size:,}" for size in self.other_items),
            "Also called": ", ".join(self.aliases),
            "Tasks": ", ".join(self.tasks),
            "Figures of": ", ".join(self.documents),
        }
        return Sheet(
            title=self.title,
            head=("", self.title),
            body=[[label, text] for label, text in stated.items() if text],
            left=frozenset({0, 1}),
            notes=[[f"{self.note}."]] if self.note else [],
            citations=citations,
        )


def as_benchmarks(benchmarks: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """Convert the benchmarks to a tuple."""
    return to_tuple(benchmarks)
