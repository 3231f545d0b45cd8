"""Commands on licenses."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from typing import TYPE_CHECKING

from llamacards._cli.command import Answer, Command, asked_catalog, other_options

if TYPE_CHECKING:
    from llamacards._licensing.license_check import UseReport
    from llamacards._records.card import ModelCard

PLANNED = {
    "commercial": "it is used in business",
    "fine-tune": "the model is modified, or another one derived from it",
    "train-other-models": "it helps to make models not derived from it",
    "train-on-output": "its output helps to make such models",
    "distribute": "the model, anything made of it, or a product with it is distributed",
    "multimodal": "the model reads more than text, if its card does not say",
}
UNDECIDED = 3
"""The exit status if something must be asked, was not told, or is unknown."""
GITHUB_LEVELS = {
    "no": "error",
    "ask": "warning",
    "not told": "warning",
    "unknown": "warning",
    "do": "notice",
}
CHECKING = """
Exits with 0 if the plan is allowed (once everything to do is done), 1 if a term forbids it, 3 if
something must be asked, was not told, or is unknown. CARD may be a README.md of the Hub (extra
hub); its base_model is followed as far as the catalog and --with know it.
"""


def _licenses_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "licenses",
        nargs="*",
        metavar="LICENSE",
        help="a license or a card; default: the licenses of Meta",
    )
    parser.add_argument("--differing", action="store_true", help="only topics that differ")


def _compare_licenses(asked: Namespace) -> object:
    from llamacards._catalog.find import licenses
    from llamacards._licensing.license_comparison import compare_licenses

    known = asked_catalog(asked)
    metas = [known_license for known_license in licenses(catalog=known) if known_license.licensor]
    named = asked.licenses or metas
    return compare_licenses(*named, differing=asked.differing, catalog=known)


def _check_use_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("used", metavar="CARD", help="a card, a license, or a README.md")
    for option, meaning in PLANNED.items():
        parser.add_argument(f"--{option}", action=BooleanOptionalAction, help=meaning)
    parser.add_argument(
        "--monthly-users-at-release",
        metavar="N",
        help="monthly active users before its release, such as 800M",
    )
    parser.add_argument("--model-name", metavar="NAME", help="the name of a derived model")
    parser.add_argument("--shows", metavar="TEXT", help="the displayed text")
    parser.add_argument(
        "--based-in",
        metavar="COUNTRY",
        help="the country of your domicile or principal place of business",
    )
    parser.add_argument("--served-in", metavar="COUNTRY", help="the country in which it runs")


def _check_use(asked: Namespace) -> Answer:
    from llamacards._licensing.license_check import check_use

    options = other_options(asked, "used")
    report = check_use(_used_model(asked.used), **options, catalog=asked_catalog(asked))
    code = {True: 0, False: 1, None: UNDECIDED}[report.allowed]
    github = asked.form == "github"
    return Answer(_github_annotations(report, asked.used) if github else report, code)


def _used_model(named: str) -> str | ModelCard:
    """The card of a README, if a file or folder is named; else the name."""
    from pathlib import Path

    if not Path(named).exists() and not named.endswith(".md"):
        return named
    import warnings

    from llamacards._hub.hub import from_hub
    from llamacards.errors import UnmappedWarning

    with warnings.catch_warnings():
        # Whatever no field of a card holds does not matter for a license.
        warnings.simplefilter("ignore", UnmappedWarning)
        return from_hub(named)


def _github_annotations(report: UseReport, file: str) -> str:
    """The lines of a report as GitHub annotations of a file, and the summary."""
    lines = [
        f"::{GITHUB_LEVELS[line.verdict]} file={file}::"
        f"{line.license}, {line.topic.replace('_', ' ')}: {line.verdict}. {line.says}"
        for line in report.lines
        if line.verdict in GITHUB_LEVELS
    ]
    return "\n".join([*lines, report.summary])


COMMANDS = (
    Command(
        name="licenses",
        purpose="compare licenses clause by clause",
        examples=("llama2 llama3 llama3.1 --differing", ""),
        add_arguments=_licenses_arguments,
        run=_compare_licenses,
    ),
    Command(
        name="check-use",
        purpose="check a plan against a license and those of its bases; not legal advice",
        examples=(
            "llama-3-70b --monthly-users-at-release 800000000 --distribute",
            "llama3.1 --fine-tune --distribute --model-name Acme-8B --based-in DE",
        ),
        add_arguments=_check_use_arguments,
        run=_check_use,
        description=CHECKING,
    ),
)
