"""Commands that check files and documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from llamacards._cli.command import Command, asked_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llamacards._records.card import ModelCard
    from llamacards._records.publication import Publication

VERIFYING = """Every statement is read again from the document that it cites: figures, how they
were measured, of which model they are, facts in words, license terms, figures in
notes, claims. DIR holds the checkouts of the repositories that documents are from,
each under its name (llama, llama3, llama-models), and transcripts of other
documents in CSV. Exits with 1 if something differs, or is not found in a document
that is there, or if none of the documents is there; absent ones are counted."""


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("directory", metavar="DIR", help="a folder that holds the documents")
    parser.add_argument(
        "--uncovered", action="store_true", help="list printed figures that none of ours covers"
    )


def _verify_figures(asked: Namespace) -> object:
    from llamacards._verify.verify import verify

    return verify(asked.directory, uncovered=asked.uncovered, catalog=asked_catalog(asked))


def _validate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="in TOML or JSON")


def _validate_files(asked: Namespace) -> str:
    """What each file holds, if all of them hold what they should."""
    from llamacards._files.load import load
    from llamacards._records.card import ModelCard
    from llamacards.errors import LlamaCardsError

    held, wrong = {}, []
    for path in asked.files:
        try:
            held[path] = load(path)
        except LlamaCardsError as error:
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("files", wrong)
    catalog = asked_catalog(asked)
    lines = []
    for path, record in held.items():
        lines.append(f"{path}: {_held_record(record)}")
        cards = [record] if isinstance(record, ModelCard) else record.cards
        lines += [line for card in cards for line in _likely_shares(catalog[card.name])]
    return "\n".join(lines)


def _likely_shares(card: ModelCard) -> Iterator[str]:
    """Figures below 1 of a card that has other percents, which may be shares of 1."""
    from llamacards._compare.notes import SURELY_PERCENT, as_share, likely_shares

    for score in likely_shares(card.scores):
        beside = f"stands beside figures over {SURELY_PERCENT} %"
        yield f"  {card.name}, {score.setup.name}: {score.text} % {beside}; {as_share(score)}"


def _held_record(record: ModelCard | Publication) -> str:
    from llamacards._records.publication import Publication

    if isinstance(record, Publication):
        return f"a publication, {record.source.title}"
    return f"a card, {record.name}"


COMMANDS = (
    Command(
        name="validate",
        purpose="check your files",
        examples=("acme.toml report.json",),
        add_arguments=_validate_arguments,
        run=_validate_files,
        with_files=False,
    ),
    Command(
        name="verify",
        purpose="every statement, read again from the document that it cites",
        examples=(".", ". --uncovered"),
        add_arguments=_verify_arguments,
        run=_verify_figures,
        description=VERIFYING,
    ),
)
