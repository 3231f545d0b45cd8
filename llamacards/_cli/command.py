"""Commands of the command line, and their answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from llamacards._cli.drawing import OPTIONS

if TYPE_CHECKING:
    from llamacards._catalog.catalog import Catalog
    from llamacards.errors import LlamaCardsError


class Answer(NamedTuple):
    """
    What a command prints, with its exit status.

    refused: what is wrong with a part of what was asked, which is told after the rest.
    """

    shown: object
    code: int
    refused: tuple[LlamaCardsError, ...] = ()


class Command(NamedTuple):
    """
    One command, complete in one place.

    purpose: one line of help.
    examples: the arguments of the examples in its help.
    add_arguments: adds its arguments to a parser.
    run: returns what is printed.
    description: a longer help text.
    with_files: whether --with adds files to the catalog.
    """

    name: str
    purpose: str
    examples: tuple[str, ...]
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], object]
    description: str | None = None
    with_files: bool = True


def asked_catalog(asked: Namespace) -> Catalog:
    """The built-in catalog with the files of --with."""
    from llamacards._catalog.builtin import catalog
    from llamacards._files.load import with_files

    return with_files(catalog(), asked.files)


def other_options(asked: Namespace, *apart: str) -> dict[str, Any]:
    """The options given, without the command, its files and these names."""
    return {k: v for k, v in vars(asked).items() if k not in ("run", "files", *OPTIONS, *apart)}
