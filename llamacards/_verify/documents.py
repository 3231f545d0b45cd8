"""
Documents in a folder, as cited: texts of passages and clauses, and cells of tables.

A document on GitHub is the file of its repository: of .../meta-llama/llama3/blob/a0940f9/LICENSE
the file llama3/LICENSE. Any other is found by its content, in the folder and its subfolders: a text
with the title as first line or heading, or lines of CSV files. A line belongs to a document by its
`locator` ("arXiv:2307.09288 Table 3, p. 8, row 'Llama 2 7B', column 'Code'") with a figure in
`value`, by the `figure` of the page that it was read from, or, for repositories on the Hugging Face
Hub, by a cited row and column.
"""

from __future__ import annotations

import csv
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from llamacards._records.document import Text
from llamacards._records.document_cells import CsvLine, DocumentCell, plain_words
from llamacards._records.publication import Table
from llamacards._textfile import is_folder, is_there, list_folder, read_text, to_path
from llamacards._values.source import Source
from llamacards.errors import ContentError, FileError

_GITHUB = re.compile(r"https://github\.com/[^/]+/([^/]+)/blob/[^/]+/(.+)")


_HUB = "https://huggingface.co/"


@frozen(kw_only=True, slots=False)
class Lines:
    """Lines of CSV files with what a document prints."""

    lines: list[CsvLine]

    def passage(self, place: str | None) -> str | None:
        """The text of the lines of a place, or of all lines if no line has the place."""
        lines = [line for line in self.lines if place and line.section == place]
        return plain_words(" ".join(" ".join(line.values()) for line in lines or self.lines))

    def cells_at(self, place: str | None) -> list[DocumentCell]:
        """The cells of the lines of a place."""
        return [cell for cell in self.printed if cell.section == place]

    def cells(self, table: Table) -> list[DocumentCell]:
        """The cells of the section that a table cites; a column without a label is its first."""
        (column, _), *_ = table.columns
        cells = [cell for cell in self.printed if cell.section in (table.section, "")]
        return [cell if cell.column else cell._replace(column=column) for cell in cells]

    @cached_property
    def printed(self) -> list[DocumentCell]:
        """The cells of all lines."""
        return [cell for line in self.lines for cell in line.cells]

    def clause(self, name: str) -> str | None:
        """None: lines have no clauses."""
        return None


Document = Text | Lines


@frozen(kw_only=True)
class Folder:
    """A folder with documents."""

    path: Path
    _held: dict[Path, Text] = field(factory=dict, init=False, eq=False, repr=False)

    def find(
        self, source: Source, place: str | None = None, table: Table | None = None
    ) -> Document | None:
        """The document that a place or table cites; None if it is not in the folder."""
        if found := _GITHUB.fullmatch(source.url or ""):
            path = Path(found[1], found[2])
            outside = ".." in path.parts or path.is_absolute()
            return None if outside else self._open_text(self.path / path)
        if source.title in self._by_title:
            return self._by_title[source.title]
        mine = [line for line in self._csv_lines if _line_belongs(line, source, place, table)]
        return Lines(lines=mine) if mine else None

    def _open_text(self, path: Path) -> Text | None:
        if path not in self._held and is_there(path):
            self._held[path] = Text(path=path, text=read_text(path))
        return self._held.get(path)

    @cached_property
    def _by_title(self) -> dict[str, Text]:
        texts = [
            self._open_text(path) for suffix in ("md", "txt") for path in self._files_ending(suffix)
        ]
        found = [text for text in texts if text]
        return {text.title: text for text in found} | {text.first_line: text for text in found}

    @cached_property
    def _csv_lines(self) -> list[CsvLine]:
        return [
            CsvLine({name: text or "" for name, text in line.items() if isinstance(name, str)})
            for path in self._files_ending("csv")
            for line in _rows_of_file(path)
        ]

    def _files_ending(self, suffix: str) -> list[Path]:
        return [path for path in self._all_files if path.suffix == f".{suffix}"]

    @cached_property
    def _all_files(self) -> list[Path]:
        """What stands in the folder and in the folders in it; FileError where one is unreadable."""
        inside = [self.path / name for name in list_folder(self.path)]
        deeper = [path / name for path in inside if is_folder(path) for name in list_folder(path)]
        return inside + deeper


def _rows_of_file(path: Path) -> list[dict[str | Any, str | Any]]:
    """The lines of a CSV file by the heads of its columns."""
    try:
        return [*csv.DictReader(read_text(path).splitlines())]
    except csv.Error as error:
        raise ContentError(str(path), f"no CSV that is read: {error}") from None


def _line_belongs(line: CsvLine, source: Source, place: str | None, table: Table | None) -> bool:
    """Whether a line of a CSV file belongs to the document that the place or table cites."""
    url = source.url or ""
    if line.locator:
        return url.endswith(line.locator[1])
    if "figure" in line:
        return (place or "").startswith(f"figure {line['figure']}, ")
    if table is None or not url.startswith(_HUB):
        return False
    columns, rows = ({label for label, *_ in side} for side in (table.columns, table.rows))
    return not columns.isdisjoint(line) and not rows.isdisjoint(line.values())


def open_folder(directory: str | Path) -> Folder:
    """The folder of documents. Raises FileError if it does not exist."""
    path = to_path(directory)
    if not is_folder(path):
        raise FileError(str(directory), "is not a folder")
    return Folder(path=path)
