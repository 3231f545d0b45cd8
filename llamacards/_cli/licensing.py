"""Commands on licences."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace

from llamacards._cli.command import Command, asked_catalog, other_options


def _licenses_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("licenses", nargs="*", metavar="LICENCE", help="or a card; default all")
    parser.add_argument("--differing", action="store_true", help="only what differs")


def _compare_licenses(asked: Namespace) -> str:
    from llamacards._catalog.find import licenses
    from llamacards._licensing.license_comparison import compare_licenses

    known = asked_catalog(asked)
    named = asked.licenses or licenses(catalog=known)
    return str(compare_licenses(*named, differing=asked.differing, catalog=known))


def _check_use_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("used", metavar="CARD", help="a card or a licence")
    parser.add_argument("--monthly-users-at-release", type=int, metavar="N")
    for option in ("train-other-models", "distribute", "multimodal"):
        parser.add_argument(f"--{option}", action=BooleanOptionalAction)
    parser.add_argument("--model-name", metavar="NAME", help="of a model made from it")
    parser.add_argument("--shows", metavar="TEXT", help="the text that is displayed")
    parser.add_argument("--region", help="where it is used")


def _check_use(asked: Namespace) -> str:
    from llamacards._licensing.license_check import check_use

    options = other_options(asked, "used")
    return str(check_use(asked.used, **options, catalog=asked_catalog(asked)))


COMMANDS = (
    Command(
        name="licenses",
        purpose="licences side by side, clause by clause",
        examples=("llama2 llama3 llama3.1 --differing", ""),
        add_arguments=_licenses_arguments,
        run=_compare_licenses,
    ),
    Command(
        name="check-use",
        purpose="a plan against a licence; no legal advice",
        examples=(
            "llama-3-70b --monthly-users-at-release 800000000 --distribute",
            "llama3.1 --train-other-models --model-name Acme-8B",
        ),
        add_arguments=_check_use_arguments,
        run=_check_use,
    ),
)
