"""What a command of the command line is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from llamacards._cli.drawing import OPTIONS

if TYPE_CHECKING:
    from llamacards._catalog.catalog import Catalog


class Answer(NamedTuple):
    """What a command prints, with the exit status that it ends with."""

    shown: object
    code: int


class Command(NamedTuple):
    """
    One command, all of it in one place.

    purpose: a line of help. examples: arguments that its help shows. add_arguments: tells a
    parser what the command takes. run: gives what is printed. description: more than a line of
    help. with_files: whether --with joins files to the catalog.
    """

    name: str
    purpose: str
    examples: tuple[str, ...]
    add_arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], object]
    description: str | None = None
    with_files: bool = True


def asked_catalog(asked: Namespace) -> Catalog:
    """The built-in catalog, with the files that are asked for."""
    from llamacards._catalog.builtin import catalog
    from llamacards._files.load import with_files

    return with_files(catalog(), asked.files)


def other_options(asked: Namespace, *apart: str) -> dict[str, Any]:
    """What is asked for beside the command, its files and these."""
    return {k: v for k, v in vars(asked).items() if k not in ("run", "files", *OPTIONS, *apart)}
