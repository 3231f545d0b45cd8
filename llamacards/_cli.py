"""The command line: what the functions give, printed."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from llamacards._cards import ModelCard
from llamacards._catalog import Catalog, catalog
from llamacards._compare import compare
from llamacards._comparison import ALL_SECTIONS, SECTIONS
from llamacards._conflicts import conflicts
from llamacards._find import find, get_card, licenses
from llamacards._load import load, with_files
from llamacards._memory import BITS, memory_table
from llamacards._publications import Publication
from llamacards._terms import compare_licenses
from llamacards._use import check_use
from llamacards._verdicts import check_claims
from llamacards._verify import Verification, verify
from llamacards.errors import ContentError, FieldError, LlamaCardsError

Add = Callable[[str, str], argparse.ArgumentParser]

EXAMPLES = MappingProxyType(
    {
        "list": ("'llama-3*' --tuning instruct", "--version '>=3,<3.2'"),
        "show": ("llama-3-8b", "'Llama 3 8B'", "meta-llama/Llama-3.1-8B-Instruct"),
        "compare": (
            "llama-2-70b llama-3-70b --benchmark MMLU --baseline llama-2-70b",
            "'llama-3.1-*-instruct' --section scores --best --style pipe",
            "llama-3-8b llama-3-70b --as-of 2024-06-01",
            "acme-8b llama-3-8b --with acme.toml",
        ),
        "conflicts": ("llama-2-70b", "llama-2-13b-chat --history"),
        "claims": ("", "--as-of 2024-04-20"),
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
        "validate": ("acme.toml report.json",),
        "verify": (".", ". --uncovered"),
    }
)
"""Arguments of each command, as its help shows them."""

VERIFYING = """Every figure is read again from the section, row and column that it cites. DIR holds
the checkouts of the repositories that documents are from, each under its name (llama,
llama3, llama-models), and transcripts of other documents in CSV. Exits with 1 if a figure
differs, or is not found in a document that is there; absent documents are counted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, 1 where figures do not hold, 2 where what was asked for cannot be had."""
    asked = _parser().parse_args(arguments)
    code = 0
    try:
        given = asked.run(asked)
        code = int(isinstance(given, Verification) and not given.holds)
        print(_encodable(str(given)), flush=True)
    except* BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except* LlamaCardsError as refused:
        code = 2
        for error in refused.exceptions:
            for line in _lines(error):
                print(f"llamacards: {line}", file=sys.stderr)
    return code


def _lines(error: Exception) -> list[str]:
    """What an error says, a line for each problem of a file."""
    if isinstance(error, ContentError):
        return [f"{error.path}: {problem}" for problem in error.problems]
    return [str(error)]


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
    joined = argparse.ArgumentParser(add_help=False)
    joined.add_argument(
        "--with",
        dest="files",
        action="append",
        default=[],
        metavar="FILE",
        help="a card or publication in TOML or JSON, beside the built-in ones; may be repeated",
    )

    def add(name: str, purpose: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=purpose, parents=[joined])

    _add_looking(add)
    _add_comparing(add)
    _add_licensing(add)
    _add_memory(add)
    _add_verifying(add)
    validating = commands.add_parser("validate", help="all that is wrong with files of one's own")
    validating.add_argument("files", nargs="+", metavar="FILE", help="in TOML or JSON")
    validating.set_defaults(run=_validate)
    for name, command in commands.choices.items():
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        command.epilog = _examples({name: EXAMPLES[name]})
    return parser


def _add_looking(add: Add) -> None:
    listing = add("list", "the cards there are")
    listing.add_argument("pattern", nargs="?", help="a glob over names")
    listing.add_argument("--version", help="a version, or a specifier such as '>=3,<3.2'")
    listing.add_argument("--tuning", help="base, chat or instruct")
    listing.set_defaults(run=_list)

    showing = add("show", "all that a card states, with its sources")
    showing.add_argument("card")
    showing.set_defaults(run=_show)

    sources = add("sources", "the documents that the facts are from")
    sources.set_defaults(run=_sources)


def _add_comparing(add: Add) -> None:
    comparing = add("compare", "cards side by side, a row being one setup")
    comparing.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    comparing.add_argument("--section", action="append", help=f"one of {', '.join(ALL_SECTIONS)}")
    comparing.add_argument("--benchmark", action="append", help="only this; may be repeated")
    comparing.add_argument("--source", action="append", help="scores from this title only")
    comparing.add_argument("--rows", default="shared", help="shared (the default) or all")
    comparing.add_argument("--baseline", metavar="CARD", help="what differences are taken to")
    comparing.add_argument("--best", action="store_true", help="mark the best of each row")
    comparing.add_argument("--as-of", metavar="DAY", help="as published by YYYY-MM-DD")
    comparing.add_argument(
        "--equate", action="append", metavar="A=B", help="take metric A for B, and say so"
    )
    comparing.add_argument("--style", default="simple", help="a text style of tabulate's")
    comparing.set_defaults(run=_compare)

    differing = add("conflicts", "what publications state differently")
    differing.add_argument("cards", nargs="+", metavar="CARD")
    differing.add_argument("--history", action="store_true", help="what was corrected too")
    differing.set_defaults(run=_conflicts)

    claiming = add("claims", "what was said, and what became of it")
    claiming.add_argument("--as-of", metavar="DAY", help="as published by YYYY-MM-DD")
    claiming.set_defaults(run=_claims)


def _add_licensing(add: Add) -> None:
    licensing = add("licenses", "licences side by side, clause by clause")
    licensing.add_argument("licenses", nargs="*", metavar="LICENCE", help="or a card; default all")
    licensing.add_argument("--differing", action="store_true", help="only what differs")
    licensing.set_defaults(run=_licenses)

    using = add("check-use", "a plan against a licence; no legal advice")
    using.add_argument("used", metavar="CARD", help="a card or a licence")
    using.add_argument("--monthly-users-at-release", type=int, metavar="N")
    for flag in ("train-other-models", "distribute", "multimodal"):
        using.add_argument(f"--{flag}", action=argparse.BooleanOptionalAction)
    using.add_argument("--model-name", metavar="NAME", help="of a model made from it")
    using.add_argument("--shows", metavar="TEXT", help="the text that is displayed")
    using.add_argument("--region", help="where it is used")
    using.set_defaults(run=_check_use)


def _add_memory(add: Add) -> None:
    measuring = add("memory", "what models take, and what holds them")
    measuring.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    measuring.add_argument("--gpu", default="80 GiB", metavar="SIZE", help="such as 80GiB or 80GB")
    measuring.add_argument("--context", metavar="TOKENS", help="such as 8k; default the window")
    measuring.add_argument("--batch", type=int, default=1, metavar="N", help="sequences at once")
    measuring.add_argument("--weights", default="bf16", metavar="DTYPE", help=", ".join(BITS))
    measuring.add_argument("--kv", default="bf16", metavar="DTYPE", help="of the KV cache")
    measuring.add_argument("--headroom", default="0.1", metavar="SHARE", help="kept free of each")
    measuring.set_defaults(run=_memory)


def _add_verifying(add: Add) -> None:
    verifying = add("verify", "every figure, read again from the document that it cites")
    verifying.description = VERIFYING
    verifying.add_argument("directory", metavar="DIR", help="a folder that holds the documents")
    verifying.add_argument(
        "--uncovered", action="store_true", help="list printed figures that none of ours covers"
    )
    verifying.set_defaults(run=_verify)


def _known(asked: argparse.Namespace) -> Catalog:
    """The built-in catalog, with the files that are asked for."""
    return with_files(catalog(), asked.files)


def _options(asked: argparse.Namespace, *others: str) -> dict[str, Any]:
    """What is asked for beside the command, its files and these."""
    return {k: v for k, v in vars(asked).items() if k not in ("run", "files", *others)}


def _examples(shown: Mapping[str, Sequence[str]]) -> str:
    lines = (f"  llamacards {name} {each}" for name, several in shown.items() for each in several)
    return "\n".join(["examples:", *map(str.rstrip, lines)])


def _list(asked: argparse.Namespace) -> str:
    known = _known(asked)
    found = find(asked.pattern, version=asked.version, tuning=asked.tuning, catalog=known)
    return repr(Catalog(cards=found))


def _show(asked: argparse.Namespace) -> str:
    return str(get_card(asked.card, catalog=_known(asked)))


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
        catalog=_known(asked),
        equate=dict(map(_equated, asked.equate)) if asked.equate else None,
    ).to_text(asked.style, width=_terminal_width())


def _terminal_width() -> int | None:
    """The columns of a terminal; a file or a pipe has none, and gets the table as it is."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _equated(pair: str) -> tuple[str, str]:
    """Two metrics that are written with "=" between them."""
    metric, sign, other = pair.partition("=")
    if not sign:
        raise FieldError("compare", "equate", "two metrics such as 'acc,none=acc'", pair)
    return metric, other


def _conflicts(asked: argparse.Namespace) -> str:
    return str(conflicts(*asked.cards, history=asked.history, catalog=_known(asked)))


def _claims(asked: argparse.Namespace) -> str:
    return str(check_claims(as_of=asked.as_of, catalog=_known(asked)))


def _licenses(asked: argparse.Namespace) -> str:
    known = _known(asked)
    named = asked.licenses or licenses(catalog=known)
    return str(compare_licenses(*named, differing=asked.differing, catalog=known))


def _check_use(asked: argparse.Namespace) -> str:
    return str(check_use(asked.used, **_options(asked, "used"), catalog=_known(asked)))


def _memory(asked: argparse.Namespace) -> str:
    return str(memory_table(*asked.cards, **_options(asked, "cards"), catalog=_known(asked)))


def _verify(asked: argparse.Namespace) -> Verification:
    return verify(asked.directory, uncovered=asked.uncovered, catalog=_known(asked))


def _sources(asked: argparse.Namespace) -> str:
    from llamacards._render import to_text
    from llamacards._reports import sources_sheet

    return to_text(sources_sheet(_known(asked)))


def _validate(asked: argparse.Namespace) -> str:
    """What each file holds, if all of them hold what they should."""
    held, wrong = [], []
    for path in asked.files:
        try:
            record = load(path)
        except LlamaCardsError as error:
            wrong.append(error)
        else:
            held.append(f"{path}: {_said(record)}")
    if wrong:
        raise ExceptionGroup("files", wrong)
    _known(asked)
    return "\n".join(held)


def _said(record: ModelCard | Publication) -> str:
    if isinstance(record, ModelCard):
        return f"a card, {record.name}"
    return f"a publication, {record.source.title}"
