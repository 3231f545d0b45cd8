"""Commands that check files and documents."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from llamacards._cli.command import Answer, Command, asked_catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llamacards._records.card import ModelCard
    from llamacards._records.publication import Publication

VERIFYING = """
Reads every statement again from the document that it cites: figures with their setups and models,
facts in words, license terms, figures in notes, and claims. DIR has checkouts of the repositories
of the documents, each under its name (llama, llama3, llama-models), and transcripts of other
documents in CSV. Exits with 1 if something differs or is missing from a document that is there, or
if no document is there; absent ones are counted.
"""


DRAFTING = """
Reads scores from the tables of a document, each with its section, row and column. What a table
does not state stays unstated, and figures that cannot be found again in their place are left out.
Unknown models become new cards. Comments at the top of the file say what to check. `llamacards
validate` accepts the file, and `llamacards verify DIR --with FILE` reads it again. Needs the extra
verify.
"""


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("directory", metavar="DIR", help="the folder of the documents")
    parser.add_argument(
        "--uncovered", action="store_true", help="list printed figures that are stated nowhere here"
    )


def _verify_figures(asked: Namespace) -> object:
    from llamacards._verify.verify import verify

    return verify(asked.directory, uncovered=asked.uncovered, catalog=asked_catalog(asked))


def _draft_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("document", metavar="FILE", help="a model card in Markdown or HTML")
    parser.add_argument("--url", metavar="URL", help="the address of the document")


def _draft_publication(asked: Namespace) -> str:
    """The publication in TOML; comments at its top say what it has, leaves out and needs."""
    from llamacards._files.load import as_toml
    from llamacards._verify.draft import draft
    from llamacards._wording import bounded_text, counted
    from llamacards.errors import ContentError

    publication, left_out = draft(asked.document, url=asked.url, catalog=asked_catalog(asked))
    if not publication.tables:
        none = "has no table of scores whose benchmark is known"
        raise ContentError(asked.document, none, *left_out)
    figures = [figure for table in publication.tables for figure in table.figures()]
    counts = f"{counted(len(figures), 'score')} in {counted(len(publication.tables), 'table')}"
    lines = [
        f"Drafted from {asked.document}: {counts}.",
        "To do: check cards and setups, and give the day in the source; keep its title, by which",
        'verify finds the document: source = { title = "…", published = 2026-01-31 }.',
        *(f"New card: {card.name}, which no catalog knows." for card in publication.cards),
        *(f"Left out: {remark}." for remark in left_out),
    ]
    comments = "".join(f"# {bounded_text(line)}\n" for line in lines)
    return f"{comments}\n{as_toml(publication)}"


def _validate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a card or publication in TOML or JSON"
    )


def _validate_files(asked: Namespace) -> str | Answer:
    """What each valid file holds, and what is wrong with others."""
    from llamacards._files.load import load
    from llamacards._records.card import ModelCard
    from llamacards._wording import inert_text
    from llamacards.errors import ContentError, LlamaCardsError

    held, wrong = {}, []
    for path in asked.files:
        try:
            held[path] = load(path)
        except LlamaCardsError as error:
            wrong.append(error)
    if wrong:
        valid = "\n".join(f"{path}: {_held_record(record)}" for path, record in held.items())
        return Answer(valid, 2, tuple(wrong))
    try:
        catalog = asked_catalog(asked)
    except LlamaCardsError as error:
        raise ContentError(", ".join(asked.files), str(error)) from None
    lines = []
    for path, record in held.items():
        lines.append(f"{path}: {_held_record(record)}")
        cards = [record] if isinstance(record, ModelCard) else record.cards
        lines += [line for card in cards for line in _likely_shares(catalog[card.name])]
    return "\n".join(map(inert_text, lines))


def _likely_shares(card: ModelCard) -> Iterator[str]:
    """Figures below 1 of a card with higher percents, which may be shares of 1."""
    from llamacards._compare.notes import SURELY_PERCENT, as_share, likely_shares

    for score in likely_shares(card.scores):
        beside = f"is beside figures over {SURELY_PERCENT} %"
        yield f"  {card.name}, {score.setup.name}: {score.text} % {beside}; {as_share(score)}"


def _held_record(record: ModelCard | Publication) -> str:
    from llamacards._records.publication import Publication

    if isinstance(record, Publication):
        return f"a publication, {record.source.title}"
    return f"a card, {record.name}"


COMMANDS = (
    Command(
        name="draft",
        purpose="draft a publication in TOML from the tables of a model card",
        examples=("MODEL_CARD.md", "MODEL_CARD.md --with acme.toml --output draft.toml"),
        add_arguments=_draft_arguments,
        run=_draft_publication,
        description=DRAFTING,
    ),
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
        purpose="read every statement again from the document that it cites",
        examples=(".", ". --uncovered"),
        add_arguments=_verify_arguments,
        run=_verify_figures,
        description=VERIFYING,
    ),
)
