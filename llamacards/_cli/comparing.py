"""Commands that set cards and documents side by side."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from typing import TYPE_CHECKING

from llamacards._cli.command import Answer, Command, asked_catalog

if TYPE_CHECKING:
    from llamacards._catalog.catalog import Catalog


def _compare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    parser.add_argument("--section", action="append", help="one of spec, scores, license, memory")
    parser.add_argument(
        "--benchmark", action="append", help="only this benchmark or row; may be repeated"
    )
    parser.add_argument(
        "--source", action="append", help="only scores from the document with this title"
    )
    parser.add_argument("--rows", default="shared", help="shared (the default) or all")
    parser.add_argument("--baseline", metavar="CARD", help="the card that differences refer to")
    parser.add_argument(
        "--best", action=BooleanOptionalAction, default=True, help="mark the best of each row"
    )
    parser.add_argument(
        "--sort", metavar="ROW", help="order by a row's label, size, released or name"
    )
    parser.add_argument("--as-of", metavar="DAY", help="only what was published by YYYY-MM-DD")
    parser.add_argument(
        "--equate",
        action="append",
        metavar="A=B",
        help="treat metric A as B, with a note; BENCHMARK:A=B for one benchmark",
    )
    parser.add_argument("--style", default="simple", help="a text style of tabulate")


def _compare_cards(asked: Namespace) -> object:
    from llamacards._compare.compare import compare
    from llamacards._compare.row import SECTIONS

    catalog = asked_catalog(asked)
    return compare(
        *asked.cards,
        sections=asked.section or SECTIONS,
        benchmarks=asked.benchmark,
        sources=asked.source,
        rows=asked.rows,
        baseline=asked.baseline,
        best=asked.best,
        sort=asked.sort,
        as_of=asked.as_of,
        catalog=catalog,
        equate=_equated_metrics(asked.equate, catalog) if asked.equate else None,
    )


def _equated_metrics(pairs: list[str], catalog: Catalog) -> dict[str, str | dict[str, str]]:
    """Two metrics with "=" between them, after a benchmark and a colon if given."""
    from llamacards._records.benchmark import benchmark_named
    from llamacards.errors import FieldError

    benchmarks = {name.casefold() for name in catalog.reported_benchmarks}
    equated: dict[str, str | dict[str, str]] = {}
    of_benchmark: dict[str, dict[str, str]] = {}
    for pair in pairs:
        metric, sign, other = pair.partition("=")
        if not sign:
            raise FieldError("compare", "equate", "two metrics such as 'acc,none=acc'", pair)
        benchmark, _, rest = metric.partition(":")
        if rest and benchmark_named(benchmark).casefold() in benchmarks:
            of_benchmark.setdefault(benchmark, {})[rest] = other
        else:
            equated[metric] = other
    return equated | of_benchmark


def _conflicts_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    parser.add_argument("--history", action="store_true", help="also what was corrected")


def _find_conflicts(asked: Namespace) -> object:
    from llamacards._compare.conflicts import conflicts

    return conflicts(*asked.cards, history=asked.history, catalog=asked_catalog(asked))


def _drift_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("first", metavar="A", help="the title of a document")
    parser.add_argument("second", metavar="B", help="the title of another document")


def _measure_drift(asked: Namespace) -> object:
    from llamacards._compare.drift import drift

    return drift(asked.first, asked.second, catalog=asked_catalog(asked))


DIFFERING = """A and B are each a day (YYYY-MM-DD), a card or publication in TOML or JSON, a model
card in Markdown, whose tables are read (extra verify), or flat records, as `llamacards
list --format jsonl` prints them. Exits with 0 if nothing differs, and with 1 otherwise."""


def _diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="a day, or a file")
    parser.add_argument("after", metavar="B", help="another")


def _list_changes(asked: Namespace) -> Answer:
    from llamacards._compare.diff import diff

    sheet, differs = diff(asked.before, asked.after, asked_catalog(asked))
    return Answer(sheet, int(differs))


def _claims_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--as-of", metavar="DAY", help="only what was published by YYYY-MM-DD")


def _check_claims(asked: Namespace) -> object:
    from llamacards._claims.check_claims import check_claims

    return check_claims(as_of=asked.as_of, catalog=asked_catalog(asked))


COMMANDS = (
    Command(
        name="compare",
        purpose="compare cards side by side, one setup per row",
        examples=(
            "llama-2-70b llama-3-70b --benchmark MMLU --baseline llama-2-70b",
            "'llama-3.1-*-instruct' --section scores --sort 'MMLU (5-shot)' --transpose",
            "llama-3-8b llama-3-70b --as-of 2024-06-01",
            "acme-8b llama-3-8b --with acme.toml",
        ),
        add_arguments=_compare_arguments,
        run=_compare_cards,
    ),
    Command(
        name="conflicts",
        purpose="show what publications state differently",
        examples=("llama-2-70b", "llama-2-13b-chat --history"),
        add_arguments=_conflicts_arguments,
        run=_find_conflicts,
    ),
    Command(
        name="drift",
        purpose="show how far two documents differ on what both state",
        examples=("'Llama 3 model card' 'Llama 3.1 model card'",),
        add_arguments=_drift_arguments,
        run=_measure_drift,
    ),
    Command(
        name="diff",
        purpose="show what was added, changed or withdrawn between two days or files",
        examples=("2024-07-10 2024-07-11", "old/MODEL_CARD.md MODEL_CARD.md"),
        add_arguments=_diff_arguments,
        run=_list_changes,
        description=DIFFERING,
    ),
    Command(
        name="claims",
        purpose="check claims against documents",
        examples=("", "--as-of 2024-04-20"),
        add_arguments=_claims_arguments,
        run=_check_claims,
    ),
)
