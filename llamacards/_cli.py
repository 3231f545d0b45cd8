"""The command line: what the functions give, printed."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from llamacards._catalog import Catalog, catalog
from llamacards._compare import compare
from llamacards._comparison import ALL_SECTIONS, SECTIONS
from llamacards._conflicts import conflicts
from llamacards._find import find, get_card, licenses
from llamacards._memory import BITS, memory_table
from llamacards._terms import compare_licenses
from llamacards._use import check_use
from llamacards.errors import LlamaCardsError

EXAMPLES = MappingProxyType(
    {
        "list": ("'llama-3*' --tuning instruct", "--version '>=3,<3.2'"),
        "show": ("llama-3-8b", "'Llama 3 8B'", "meta-llama/Llama-3.1-8B-Instruct"),
        "compare": (
            "llama-2-70b llama-3-70b --benchmark MMLU --baseline llama-2-70b",
            "'llama-3.1-*-instruct' --section scores --best --style pipe",
            "llama-3-8b llama-3-70b --as-of 2024-06-01",
        ),
        "conflicts": ("llama-2-70b",),
        "licenses": ("llama2 llama3 llama3.1 --differing", ""),
        "check-use": (
            "llama-3-70b --monthly-users-at-release 800000000 --distribute",
            "llama3.1 --train-other-models --model-name Acme-8B",
        ),
        "memory": (
            "llama-3-70b llama-3.1-405b --gpu 80GiB --context 8k",
            "'llama-3*' --weights int4 --gpu 24GiB",
        ),
        "sources": ("",),
    }
)
"""Arguments of each command, as its help shows them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, or 2 where what was asked for cannot be had."""
    asked = _parser().parse_args(arguments)
    try:
        print(_encodable(str(asked.run(asked))), flush=True)
    except LlamaCardsError as error:
        print(f"llamacards: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _encodable(text: str) -> str:
    """The text with a stand-in for what the terminal has no character for."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="llamacards",
        description="Model cards of Llama 2 and 3: who stated what, and how it was measured.",
        epilog=_examples({name: arguments[:1] for name, arguments in EXAMPLES.items()}),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    listing = commands.add_parser("list", help="the cards there are")
    listing.add_argument("pattern", nargs="?", help="a glob over names")
    listing.add_argument("--version", help="a version, or a specifier such as '>=3,<3.2'")
    listing.add_argument("--tuning", help="base, chat or instruct")
    listing.set_defaults(run=_list)

    showing = commands.add_parser("show", help="all that a card states, with its sources")
    showing.add_argument("card")
    showing.set_defaults(run=_show)

    comparing = commands.add_parser("compare", help="cards side by side, a row being one setup")
    comparing.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    comparing.add_argument("--section", action="append", help=f"one of {', '.join(ALL_SECTIONS)}")
    comparing.add_argument("--benchmark", action="append", help="only this; may be repeated")
    comparing.add_argument("--source", action="append", help="scores from this title only")
    comparing.add_argument("--rows", default="shared", help="shared (the default) or all")
    comparing.add_argument("--baseline", metavar="CARD", help="what differences are taken to")
    comparing.add_argument("--best", action="store_true", help="mark the best of each row")
    comparing.add_argument("--as-of", metavar="DAY", help="as published by YYYY-MM-DD")
    comparing.add_argument("--style", default="simple", help="a text style of tabulate's")
    comparing.set_defaults(run=_compare)

    differing = commands.add_parser("conflicts", help="what publications state differently")
    differing.add_argument("cards", nargs="+", metavar="CARD")
    differing.set_defaults(run=lambda asked: conflicts(*asked.cards))

    licensing = commands.add_parser("licenses", help="licences side by side, clause by clause")
    licensing.add_argument("licenses", nargs="*", metavar="LICENCE", help="or a card; default all")
    licensing.add_argument("--differing", action="store_true", help="only what differs")
    licensing.set_defaults(run=_licenses)

    using = commands.add_parser("check-use", help="a plan against a licence; no legal advice")
    using.add_argument("used", metavar="CARD", help="a card or a licence")
    using.add_argument("--monthly-users-at-release", type=int, metavar="N")
    for flag in ("train-other-models", "distribute", "multimodal"):
        using.add_argument(f"--{flag}", action=argparse.BooleanOptionalAction)
    using.add_argument("--model-name", metavar="NAME", help="of a model made from it")
    using.add_argument("--shows", metavar="TEXT", help="the text that is displayed")
    using.add_argument("--region", help="where it is used")
    using.set_defaults(run=_check_use)

    measuring = commands.add_parser("memory", help="what models take, and what holds them")
    measuring.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    measuring.add_argument("--gpu", default="80 GiB", metavar="SIZE", help="such as 80GiB or 80GB")
    measuring.add_argument("--context", metavar="TOKENS", help="such as 8k; default the window")
    measuring.add_argument("--batch", type=int, default=1, metavar="N", help="sequences at once")
    measuring.add_argument("--weights", default="bf16", metavar="DTYPE", help=", ".join(BITS))
    measuring.add_argument("--kv", default="bf16", metavar="DTYPE", help="of the KV cache")
    measuring.add_argument("--headroom", default="0.1", metavar="SHARE", help="kept free of each")
    measuring.set_defaults(run=_memory)

    sources = commands.add_parser("sources", help="the documents that the facts are from")
    sources.set_defaults(run=_sources)

    for name, command in commands.choices.items():
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        command.epilog = _examples({name: EXAMPLES[name]})
    return parser


def _examples(shown: Mapping[str, Sequence[str]]) -> str:
    lines = (f"  llamacards {name} {each}" for name, several in shown.items() for each in several)
    return "\n".join(["examples:", *map(str.rstrip, lines)])


def _list(asked: argparse.Namespace) -> str:
    found = find(asked.pattern, version=asked.version, tuning=asked.tuning)
    return repr(Catalog(cards=found))


def _show(asked: argparse.Namespace) -> str:
    return str(get_card(asked.card))


def _compare(asked: argparse.Namespace) -> str:
    return compare(
        *asked.cards,
        sections=asked.section or SECTIONS,
        benchmarks=asked.benchmark,
        sources=asked.source,
        rows=asked.rows,
        baseline=asked.baseline,
        best=asked.best,
        as_of=asked.as_of,
    ).to_text(asked.style, width=_terminal_width())


def _terminal_width() -> int | None:
    """The columns of a terminal; a file or a pipe has none, and gets the table as it is."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _licenses(asked: argparse.Namespace) -> str:
    named = asked.licenses or licenses()
    return str(compare_licenses(*named, differing=asked.differing))


def _check_use(asked: argparse.Namespace) -> str:
    plan = {name: value for name, value in vars(asked).items() if name not in ("used", "run")}
    return str(check_use(asked.used, **plan))


def _memory(asked: argparse.Namespace) -> str:
    options = {name: value for name, value in vars(asked).items() if name not in ("cards", "run")}
    return str(memory_table(*asked.cards, **options))


def _sources(_: argparse.Namespace) -> str:
    from llamacards._render import to_text
    from llamacards._sheets import sources_sheet

    return to_text(sources_sheet(catalog()))
