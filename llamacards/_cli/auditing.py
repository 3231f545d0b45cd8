"""Commands that check figures against their benchmarks."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from llamacards._cli.command import Command, asked_catalog


def _audit_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cards", nargs="*", metavar="CARD", help="a name or a glob; default: all")


def _audit_figures(asked: Namespace) -> object:
    from llamacards._compare.audit import audit

    return audit(*asked.cards, catalog=asked_catalog(asked))


COMMANDS = (
    Command(
        name="audit",
        purpose="check which published shares can be a whole number of right answers",
        examples=("", "'llama-4-*'", "acme-8b --with acme.toml"),
        add_arguments=_audit_arguments,
        run=_audit_figures,
    ),
)
