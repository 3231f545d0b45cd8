"""The command line: what the functions give, printed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence

from llamacards._cli import auditing, checking, citing, comparing, licensing, looking, measuring
from llamacards._cli.command import Answer, Command
from llamacards.errors import ContentError, LlamaCardsError

COMMANDS: tuple[Command, ...] = (
    *looking.COMMANDS,
    *citing.COMMANDS,
    *comparing.COMMANDS,
    *licensing.COMMANDS,
    *measuring.COMMANDS,
    *auditing.COMMANDS,
    *checking.COMMANDS,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, 2 where what was asked for cannot be had, or the status of its answer."""
    asked = command_parser().parse_args(arguments)
    code = 0
    try:
        answer = asked.run(asked)
        failed = int(getattr(answer, "holds", True) is False)
        code = answer.code if isinstance(answer, Answer) else failed
        print(_encodable(str(answer)), flush=True)
    except* BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except* LlamaCardsError as refused:
        code = 2
        for error in refused.exceptions:
            for line in _error_lines(error):
                print(f"llamacards: {line}", file=sys.stderr)
    return code


def _error_lines(error: Exception) -> list[str]:
    """What an error says, a line for each problem of a file."""
    if isinstance(error, ContentError):
        return [f"{error.path}: {problem}" for problem in error.problems]
    return [str(error)]


def _encodable(text: str) -> str:
    """The text with a stand-in for what the terminal has no character for."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def command_parser() -> argparse.ArgumentParser:
    """The parser of all commands, from which the documents are made too."""
    parser = argparse.ArgumentParser(
        prog="llamacards",
        description="Model cards of Llama 2 to 4: who stated what, and how it was measured.",
        epilog=_examples_text((command.name, command.examples[:1]) for command in COMMANDS),
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
    for command in COMMANDS:
        added = commands.add_parser(
            command.name,
            help=command.purpose,
            description=command.description,
            parents=[joined] if command.with_files else [],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=_examples_text([(command.name, command.examples)]),
        )
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser


def _examples_text(shown: Iterable[tuple[str, Sequence[str]]]) -> str:
    lines = (f"  llamacards {name} {example}" for name, several in shown for example in several)
    return "\n".join(["examples:", *map(str.rstrip, lines)])
