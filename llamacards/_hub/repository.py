"""The files of a repository on the Hub: read as texts, and changed only where asked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from llamacards._catalog.tuning import read_model_name
from llamacards._hub.yaml import change_yaml, parse_yaml, same_values, to_yaml
from llamacards._textfile import (
    check_finished,
    is_folder,
    list_folder,
    parse_json,
    read_whole,
    to_path,
)
from llamacards.errors import ContentError

README = "README.md"
RESULTS = ".eval_results"
CONFIG = "config.json"
TOLD = "from_hub"
"""The name under which a card keeps the arguments of from_hub()."""

READ_KEYS = frozenset(
    {"license", "license_name", "license_link", "language", "base_model", "model-index"}
    | {"llamacards"}
)
"""The keys of the front matter that are read."""

_RESULT_NAME = re.compile(rf"{re.escape(RESULTS)}/[^/\\]+\.ya?ml")
_OPENING = re.compile(r"\ufeff?\s*---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|\Z)")


class FrontBlock(NamedTuple):
    """A block of front matter: the start and end of its text in the README, and its content."""

    start: int
    end: int
    held: dict[str, Any]


class Repository:
    """The texts of the README, the results and the configuration of a folder, by name."""

    def __init__(self, texts: Mapping[str, str], folder: Path = Path()) -> None:
        self.texts = dict(texts)
        self.folder = folder

    @classmethod
    def read(cls, path: str | Path) -> Repository:
        """Read a folder, or a README and the files beside it."""
        readme = to_path(path)
        readme = readme / README if is_folder(readme) else readme
        folder = readme.parent
        check_finished(folder)
        texts = {README: read_whole(readme)}
        names = result_names(folder) + ([CONFIG] if os.path.lexists(folder / CONFIG) else [])
        return cls(texts | {name: read_whole(folder / name) for name in names}, folder)

    @property
    def folder_name(self) -> str:
        """The name of the folder; in the cache of the Hub, where that is a hash, the model id."""
        path = str(self.folder.resolve())
        return read_model_name(path) if "models--" in path else self.folder.resolve().name

    @cached_property
    def told(self) -> dict[str, Any]:
        """The arguments of from_hub()."""
        told = parse_yaml(TOLD, self.texts.get(TOLD, "{}"))
        return told if isinstance(told, dict) else {}

    @cached_property
    def blocks(self) -> list[FrontBlock]:
        """
        The blocks of front matter: some READMEs have several, or an empty one before the real one.

        A further block counts only if it has a key that is read; otherwise it is text between two
        rulers. Raises ContentError if the first block is not closed or not a mapping.
        """
        text = self.texts.get(README, "")
        blocks: list[FrontBlock] = []
        opened = _OPENING.match(text)
        while opened is not None:
            closed = _CLOSING.search(text, opened.end())
            try:
                held = self._read_block(text, opened.end(), closed)
            except ContentError:
                if blocks:
                    break
                raise
            if closed is None or (blocks and not READ_KEYS & held.keys()):
                break
            blocks.append(FrontBlock(opened.end(), closed.start(), held))
            opened = _OPENING.match(text, closed.end()) or (None if held else closed)
        return blocks

    def _read_block(self, text: str, start: int, closed: re.Match[str] | None) -> dict[str, Any]:
        """The content of a block, with lines counted as in the README."""
        readme = self.folder / README
        if closed is None:
            problem = "the front matter is not closed by a second line of ---"
            raise ContentError(str(readme), problem)
        above = "\n" * len(text[:start].splitlines())
        held = parse_yaml(readme, above + text[start : closed.start()])
        if not isinstance(held, dict | None):
            raise ContentError(str(readme), "the front matter must be a mapping of keys to values")
        return held or {}

    @property
    def text(self) -> str:
        """The text of the README below the front matter."""
        text = self.texts.get(README, "")
        closed = _CLOSING.match(text, self.blocks[-1].end) if self.blocks else None
        return text[closed.end() :] if closed else text

    @cached_property
    def front(self) -> dict[str, Any]:
        """The content of the front matter; if several blocks have a key, the first one counts."""
        return {key: v for block in reversed(self.blocks) for key, v in block.held.items()}

    @cached_property
    def own(self) -> dict[str, Any]:
        """What to_hub() wrote under its own key."""
        own = self.front.get("llamacards")
        return own if isinstance(own, dict) else {}

    @cached_property
    def results(self) -> dict[str, list[Any]]:
        """The entries of each results file."""
        names = (name for name in self.texts if _RESULT_NAME.fullmatch(name))
        return {name: read_entries(self.folder / name, self.texts[name]) for name in names}

    @cached_property
    def config(self) -> dict[str, Any]:
        """The content of config.json; empty if there is none."""
        path = self.folder / CONFIG
        config = parse_json(path, self.texts[CONFIG]) if CONFIG in self.texts else {}
        if not isinstance(config, dict):
            raise ContentError(str(path), "must be an object of keys and values")
        return config

    def changed(self, held: Mapping[str, Any]) -> dict[str, str]:
        """The texts with this front matter and these results, by file, and all else unchanged."""
        texts = {README: self._changed_readme(held[README])}
        for name in held.keys() - texts.keys():
            text = self.texts.get(name)
            new = to_yaml(held[name]) if text is None else change_yaml(text, held[name])
            texts[name] = new
        return texts | ({CONFIG: self.texts[CONFIG]} if CONFIG in self.texts else {})

    def _changed_readme(self, front: Mapping[str, Any]) -> str:
        """The README with this front matter; new keys are added to its first block."""
        text, before = self.texts.get(README, ""), self.front
        if same_values(front, before):
            return text
        filled = [block for block in self.blocks if block.held]
        if not filled:
            start = end = len(text) - len(text.lstrip("\ufeff"))
            new, ruler = to_yaml(dict(front)), "---\n"
            if self.blocks:
                start, end, _ = self.blocks[-1]
                nothing = parse_yaml("", text[start:end]) is None
                new, ruler = (text[start:end] if nothing else "") + new, ""
            return f"{text[:start]}{ruler}{new}{ruler}{text[end:]}"
        first = {key: block for block in reversed(filled) for key in block.held}
        for block in reversed(filled):
            held = {key: value for key, value in block.held.items() if key in front}
            for key, value in front.items():
                here = first.get(key, filled[0]) is block
                if here and not (key in before and same_values(before[key], value)):
                    held[key] = value
            changed = change_yaml(text[block.start : block.end], held) if held else ""
            text = text[: block.start] + changed + text[block.end :]
        return text


def result_names(folder: Path) -> list[str]:
    """The results files of a folder, sorted by name, with a_2 before a_10."""
    names = [n for n in list_folder(folder / RESULTS) if n.endswith((".yaml", ".yml"))]
    return [f"{RESULTS}/{name}" for name in sorted(names, key=_number_aware)]


def _number_aware(name: str) -> list[Any]:
    parts = re.split("([0-9]+)", name)
    return [int(part) if i % 2 else part for i, part in enumerate(parts)]


def read_entries(path: Path, text: str) -> list[Any]:
    """The entries of a results file."""
    entries = parse_yaml(path, text)
    if not isinstance(entries, list):
        raise ContentError(str(path), "must be a list of results")
    return entries
