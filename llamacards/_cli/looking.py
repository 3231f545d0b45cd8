"""Commands that look up cards and documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from llamacards._cli.command import Command, asked_catalog


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pattern", nargs="?", help="a glob over names")
    parser.add_argument("--version", help="a version, or a specifier such as '>=3,<3.2'")
    parser.add_argument("--tuning", help="base, chat, instruct, or tuned")


def _list_cards(asked: Namespace) -> object:
    from llamacards._catalog.catalog import Catalog
    from llamacards._catalog.find import find
    from llamacards.errors import ComparisonError

    known = asked_catalog(asked)
    found = find(asked.pattern, version=asked.version, tuning=asked.tuning, catalog=known)
    if not found:
        raise ComparisonError("no card has this version and tuning")
    return Catalog(cards=found)


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("card")


def _show_card(asked: Namespace) -> object:
    from llamacards._catalog.find import get_card

    return get_card(asked.card, catalog=asked_catalog(asked))


def _no_arguments(_: ArgumentParser) -> None:
    pass


def _list_sources(asked: Namespace) -> object:
    from llamacards._catalog.catalog import sources_sheet

    return sources_sheet(asked_catalog(asked))


COMMANDS = (
    Command(
        name="list",
        purpose="list cards by name, version and tuning",
        examples=("'llama-3*' --tuning instruct", "--version '>=3,<3.2'"),
        add_arguments=_list_arguments,
        run=_list_cards,
    ),
    Command(
        name="show",
        purpose="show everything that a card states, with its sources",
        examples=("llama-3-8b", "'Llama 3 8B'", "meta-llama/Llama-3.1-8B-Instruct"),
        add_arguments=_show_arguments,
        run=_show_card,
    ),
    Command(
        name="sources",
        purpose="list the documents behind the facts",
        examples=("",),
        add_arguments=_no_arguments,
        run=_list_sources,
    ),
)
