"""Files: bounded text in, whole text out; what stands in them is data, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from llamacards.errors import ContentError, FieldError, FileError

LARGEST_FILE = 16_000_000
"""Bytes of a file that are read: many times what any card, publication or results file takes."""


def to_path(path: str | Path) -> Path:
    """The path that an argument names."""
    if not isinstance(path, str | Path):
        raise FieldError("file", "path", "a text or a Path", path)
    return Path(path)


def read_text(path: str | Path) -> str:
    """
    The text of a file in UTF-8, a mark of byte order left out.

    Raises FileError where it cannot be read, and ContentError where it is too large or no UTF-8.
    """
    source = to_path(path)
    try:
        with source.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise FileError(str(path), f"cannot be read: {problem}") from None
    if len(content) > LARGEST_FILE:
        raise ContentError(
            str(path), f"larger than {LARGEST_FILE:,} bytes, which is all that is read"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError(str(path), f"line {line} is not UTF-8") from None


def write_text(path: str | Path, text: str, *, overwrite: bool) -> Path:
    """
    Write a whole text, ended by a newline, and give the path.

    Raises FileError where the file exists already, unless overwrite=True, or cannot be written.
    """
    target = to_path(path)
    try:
        content = f"{text.removesuffix(chr(10))}\n".encode()
        with target.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise FileError(str(target), "exists already; overwrite=True replaces it") from None
    except UnicodeEncodeError:
        raise FileError(str(target), "cannot be written: a text is no Unicode") from None
    except OSError as error:
        raise FileError(str(target), f"cannot be written: {error.strerror}") from None
    return target


def parse_json(path: str | Path, text: str) -> Any:
    """
    What a JSON text holds, numbers with their digits as Decimals.

    Raises ContentError for a syntax error, with its line, and for a key that an object has twice.
    """
    import json

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return _refuse_repeated_keys(path, items)

    def parse(text: str) -> Any:
        return json.loads(
            text, parse_float=Decimal, parse_constant=Decimal, object_pairs_hook=pairs
        )

    return parsed(path, text, parse)


def parse_toml(path: str | Path, text: str) -> dict[str, Any]:
    """
    What a TOML text holds, numbers with their digits as Decimals.

    Raises ContentError for a syntax error, with its line.
    """
    import tomllib

    table: dict[str, Any] = parsed(path, text, lambda t: tomllib.loads(t, parse_float=Decimal))
    return table


def parsed(path: str | Path, text: str, parse: Callable[[str], Any]) -> Any:
    """What a parser makes of a text; what it refuses, or nests too deeply, is a ContentError."""
    try:
        return parse(text)
    except ContentError:
        raise
    except RecursionError:
        raise ContentError(str(path), "nested too deeply") from None
    except ValueError as error:
        end = f"at line {text.count(chr(10)) + 1}, the end"
        raise ContentError(str(path), str(error).replace("at end of document", end)) from None


def _refuse_repeated_keys(path: str | Path, items: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are all different."""
    table = dict(items)
    if len(table) < len(items):
        keys = [key for key, _ in items]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ContentError(str(path), f"the key {twice!r} stands twice in one object")
    return table
