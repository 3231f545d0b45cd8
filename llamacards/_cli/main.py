"""The command line, which prints what the functions return."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import llamacards
from llamacards._cli import auditing, checking, citing, comparing, licensing, looking, measuring
from llamacards._cli.command import Answer, Command
from llamacards._cli.drawing import add_drawing_options, print_answer
from llamacards._wording import bounded_text, short_repr
from llamacards.errors import (
    ContentError,
    FieldError,
    LlamaCardsError,
    MissingExtraError,
    UnknownOptionError,
    short_path,
)

COMMANDS: tuple[Command, ...] = (
    *looking.COMMANDS,
    *citing.COMMANDS,
    *comparing.COMMANDS,
    *licensing.COMMANDS,
    *measuring.COMMANDS,
    *auditing.COMMANDS,
    *checking.COMMANDS,
)


_NAMES = tuple(command.name for command in COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns 0, 2 for a request that cannot be met, or the status of its answer."""
    code = 0
    words = sys.argv[1:] if arguments is None else arguments
    try:
        parser = command_parser(words)
        if words and words[0][:1] not in ("-", "") and words[0] not in _NAMES:
            parser.error(str(UnknownOptionError("command", words[0], _NAMES)))
        asked = parser.parse_args(words)
        answer = asked.run(asked)
        if not isinstance(answer, Answer):
            answer = Answer(answer, int(getattr(answer, "holds", True) is False))
        code = answer.code
        if answer.shown != "" or not answer.refused:
            print_answer(answer.shown, asked)
        if answer.refused:
            raise ExceptionGroup("refused", answer.refused)
    except* LlamaCardsError as refused:
        code = 2
        for error in refused.exceptions:
            for line in _error_lines(error, words):
                print(f"llamacards: {line}", file=sys.stderr)
        _forget_output()
    return code


def _forget_output() -> None:
    """Keep Python from writing unwritable output again when it exits."""
    try:
        sys.stdout.flush()
    except (OSError, AttributeError):
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _error_lines(error: Exception, words: Iterable[str]) -> list[str]:
    """An error in lines, one for each problem of a file; a wrong value is that of its option."""
    if isinstance(error, FieldError):
        given = {word.partition("=")[0] for word in words}
        for name in (error.field, error.record):
            option = f"--{name.replace('_', '-')}"
            if option in given:
                wrong = f"{option} must be {error.rule}, not {short_repr(error.value)}"
                return [bounded_text(wrong)]
    if isinstance(error, ContentError):
        path = short_path(error.path)
        return [bounded_text(f"{path}: {problem}") for problem in error.problems]
    return [str(error)]


class _OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, which suggests options for misspelled ones."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse options that are not known."""
        asked, strange = super().parse_known_args(args, namespace)
        for word in strange:
            if word.startswith("--"):
                options = re.findall(r"--[a-z-]+", self.format_usage())
                self.error(str(UnknownOptionError("option", word.partition("=")[0], options)))
        return asked, strange

    def error(self, message: str) -> NoReturn:
        """End with the message and the exit code 2."""
        see = " See" if message.endswith("?") else "; see"
        self.exit(2, f"{self.prog}: {bounded_text(message)}{see} {self.prog} --help\n")


class _PrintVersion(argparse.Action):
    """Prints the version."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print and exit."""
        sys.stdout.write(f"llamacards {llamacards.__version__}\n")
        parser.exit()


class _PrintCompletion(argparse.Action):
    """Prints the completion script of a shell."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, *_: object
    ) -> None:
        """Print and exit."""
        try:
            import shtab
        except ImportError:
            raise MissingExtraError("completion", "shtab") from None
        sys.stdout.write(f"{shtab.complete(command_parser(), shell=str(values))}\n")
        parser.exit()


def command_parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """
    The parser of all commands, which also makes the documentation.

    words: the command line. Only the commands named there get their arguments, because the
    arguments of all commands cost more than most commands do.
    """
    parser = _OneLineParser(
        prog="llamacards",
        description="Model cards of Llama 2 to 4: who stated what, and tables that you can defend.",
        epilog=_examples_text((command.name, command.examples[:1]) for command in COMMANDS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action=_PrintVersion,
        nargs=0,
        default=argparse.SUPPRESS,
        help="print the version",
    )
    parser.add_argument(
        "--completion",
        action=_PrintCompletion,
        default=argparse.SUPPRESS,
        choices=("bash", "zsh", "tcsh"),
        metavar="SHELL",
        help="print the completion script for bash, zsh or tcsh",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    joined = _OneLineParser(add_help=False)
    joined.add_argument(
        "--with",
        dest="files",
        action="append",
        default=[],
        metavar="FILE",
        help="add a card or publication in TOML or JSON; may be repeated",
    )
    drawing = _OneLineParser(add_help=False)
    add_drawing_options(drawing)
    for command in COMMANDS:
        if words is not None and command.name not in words:
            commands.add_parser(command.name, help=command.purpose, add_help=False)
            continue
        added = commands.add_parser(
            command.name,
            help=command.purpose,
            description=command.description,
            parents=[joined, drawing] if command.with_files else [],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=_examples_text([(command.name, command.examples)]),
        )
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser


def _examples_text(shown: Iterable[tuple[str, Sequence[str]]]) -> str:
    lines = (f"  llamacards {name} {example}" for name, several in shown for example in several)
    return "\n".join(["examples:", *map(str.rstrip, lines)])
