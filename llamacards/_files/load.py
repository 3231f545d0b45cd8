"""Cards and publications in files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from llamacards._catalog.catalog import Catalog
from llamacards._files.structure import data_of, fields_of, read, read_at_once
from llamacards._records.card import ModelCard
from llamacards._records.publication import Publication
from llamacards._tables.flat import HIDDEN
from llamacards._textfile import (
    LARGEST_FILE,
    file_kind,
    is_folder,
    parse_json,
    parse_toml,
    read_text,
    to_path,
    write_text,
)
from llamacards._wording import short_repr
from llamacards.errors import (
    ContentError,
    FieldError,
    FileError,
    LlamaCardsError,
    MissingExtraError,
    UnknownOptionError,
)

_PARSERS: Mapping[str, Callable[[str | Path, str], Any]] = MappingProxyType(
    {".toml": parse_toml, ".json": parse_json}
)


FEWEST_STRANGERS = 5
"""This many unknown keys, if they are most of a file, are not misspellings."""


def load(path: str | Path) -> ModelCard | Publication:
    """
    The card or publication in a TOML or JSON file.

    A file is data: nothing in it is run or fetched. Numbers keep their digits. A file with a name
    is a card; one with the keys of a publication is a publication.

    Raises UnknownOptionError for another suffix, FileError if the file cannot be read, and
    ContentError with every problem, its key path and the rule.
    """
    parse = _PARSERS.get(to_path(path).suffix)
    text = "" if parse is None else read_text(path)
    try:
        data = _refuse_suffix(path) if parse is None else parse(path, text)
    except ContentError:
        _refuse_kind(path, text)
        raise
    kind = _kind_of(data)
    at_once = read_at_once(kind, data)
    if at_once is not None:
        return at_once
    problems: list[str] = []
    _refuse_kind(path, text)
    _refuse_strangers(path, kind, data)
    record = read(kind, data, "", problems)
    if record is None or problems:
        raise ContentError(str(path), *problems)
    return record


def _refuse_suffix(path: str | Path) -> NoReturn:
    """Raise for a file that is neither TOML nor JSON, saying what it is if known."""
    if is_folder(to_path(path)):
        raise ContentError(str(path), "is a folder, which from_hub() reads if it holds a README")
    text = None
    with suppress(LlamaCardsError):
        text = read_text(path)
    if text is not None:
        _refuse_kind(path, text)
    raise UnknownOptionError("suffix", to_path(path).suffix, _PARSERS)


def _refuse_kind(path: str | Path, text: str) -> None:
    """Raise for a file that another call reads."""
    kind = file_kind(path, text)
    if kind is not None and kind.reader != "load":
        raise ContentError(str(path), str(kind))


def _refuse_strangers(path: str | Path, kind: type, data: Any) -> None:
    """Raise for an object with many keys, most of which no record has, in one sentence."""
    keys = list(data) if isinstance(data, dict) else []
    unknown = [key for key in keys if key not in fields_of(kind)]
    if len(unknown) >= FEWEST_STRANGERS and 2 * len(unknown) > len(keys):
        raise ContentError(
            str(path),
            f"holds neither a card nor a publication; {len(unknown)} of its {len(keys)} keys "
            f"belong to neither, such as {short_repr(unknown[0])}",
        )


def _kind_of(data: Any) -> type[ModelCard | Publication]:
    keys = data.keys() if isinstance(data, dict) else {}.keys()
    fitting = len(keys & fields_of(Publication).keys()) >= len(keys & fields_of(ModelCard).keys())
    return Publication if fitting and "name" not in keys else ModelCard


def dump(record: ModelCard | Publication, path: str | Path, *, overwrite: bool = False) -> Path:
    """
    Write a card or a publication to a TOML or JSON file that load() reads back.

    TOML is written by tomli-w, which the extra `toml` installs.

    Raises FieldError for anything else, UnknownOptionError for another suffix, MissingExtraError,
    and FileError if the file already exists, cannot be written, or would be larger than what load()
    reads.
    """
    if not isinstance(record, ModelCard | Publication):
        raise FieldError("dump", "record", "a ModelCard or a Publication", record)
    write = as_toml if _known_suffix(path) == ".toml" else _as_json
    text = write(record)
    if len(text.encode()) > LARGEST_FILE:
        raise FileError(str(path), f"would be larger than {LARGEST_FILE:,} bytes, the most read")
    return write_text(path, text, overwrite=overwrite)


def _known_suffix(path: str | Path) -> str:
    suffix = to_path(path).suffix
    if suffix not in _PARSERS:
        raise UnknownOptionError("suffix", suffix, _PARSERS)
    return suffix


def as_toml(record: ModelCard | Publication) -> str:
    """
    The text of a TOML file that holds a record; what acts or hides in it stands as an escape.

    Raises MissingExtraError.
    """
    try:
        import tomli_w
    except ImportError:
        raise MissingExtraError("toml", "tomli-w") from None
    text = tomli_w.dumps(data_of(record))
    return re.sub(HIDDEN, lambda found: "".join(f"\\U{ord(one):08X}" for one in found[0]), text)


def _as_json(record: ModelCard | Publication) -> str:
    import json

    return json.dumps(data_of(record), default=date.isoformat, ensure_ascii=False, indent=2)


def with_files(catalog: Catalog, paths: Iterable[str | Path]) -> Catalog:
    """
    A catalog with the cards and publications of these files added.

    Raises the errors of load(), DuplicateError for a name that is already taken, and
    UnknownNameError for a publication about a missing card.
    """
    records = [load(path) for path in paths]
    publications = [record for record in records if isinstance(record, Publication)]
    cards = [record for record in records if isinstance(record, ModelCard)]
    joined = catalog.with_publications(*publications) if publications else catalog
    return joined.with_cards(*cards)
