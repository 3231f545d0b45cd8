"""The command that cites documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from llamacards._cli.command import Command, asked_catalog


def _cite_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cards", nargs="*", metavar="CARD", help="a name or a glob; default: all")
    parser.add_argument("--section", action="append", help="one of spec, scores, license")
    parser.add_argument(
        "--benchmark", action="append", help="only this benchmark or row; may be repeated"
    )
    parser.add_argument("--rows", default="shared", help="shared (the default) or all")
    parser.add_argument("--style", default="bibtex", help="bibtex (the default) or csl-json")


def _cite_sources(asked: Namespace) -> str:
    from llamacards._compare.compare import compare
    from llamacards._compare.row import SECTIONS
    from llamacards._tables.cite import cite

    known = asked_catalog(asked)
    if not asked.cards:
        return cite(known, style=asked.style).rstrip()
    table = compare(
        *asked.cards,
        sections=asked.section or SECTIONS,
        benchmarks=asked.benchmark,
        rows=asked.rows,
        catalog=known,
    )
    return cite(table, style=asked.style).rstrip()


COMMANDS = (
    Command(
        name="cite",
        purpose="cite the documents of a comparison, as a bibliography",
        examples=(
            "llama-3-8b llama-3.1-8b",
            "llama-3-8b --benchmark MMLU --style csl-json",
            "",
        ),
        add_arguments=_cite_arguments,
        run=_cite_sources,
    ),
)
