"""Things that can be drawn as a table and written to a file."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from llamacards._tables.flat import FlatParts
from llamacards._tables.sheet import Sheet
from llamacards._values.source import Source
from llamacards.errors import UnknownOptionError

if TYPE_CHECKING:
    from pathlib import Path


class Displayable:
    """Something that prints as a table, in text, Markdown, HTML and LaTeX."""

    __slots__ = ()

    @abstractmethod
    def _sheet(self) -> Sheet:
        """The table to draw."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that the table cites, by number."""
        return tuple(self._sheet().citations.numbers)

    def __str__(self) -> str:
        """The table as text with notes and sources, as wide as the terminal, if there is one."""
        return self.to_text(width=self._text_width())

    def _text_width(self) -> int | None:
        """The columns of str()."""
        from llamacards._tables.terminal import terminal_width

        return terminal_width()

    def to_text(
        self,
        style: str = "simple",
        *,
        transpose: bool = False,
        width: int | None = None,
        notes: str = "few",
        addresses: bool = False,
    ) -> str:
        """
        The table as text in a style of tabulate, with a summary, notes and sources.

        transpose: rows as columns.
        width: the columns of a terminal; wider tables wrap, or are drawn in parts.
        notes: "few" (at most twelve lines under the table) or "all".
        addresses: each source on a line with its address.

        Raises UnknownOptionError for an unknown style or choice of notes, and FieldError for an
        invalid width.
        """
        from llamacards._tables.text import to_text

        shown = self._sheet_to_draw(transpose=transpose)
        return to_text(shown, style, width, notes, addresses=addresses)

    def to_markdown(self, *, transpose: bool = False, notes: str = "few") -> str:
        """
        The table for GitHub, with notes as paragraphs and sources as a numbered list.

        transpose: rows as columns. notes: "few" (those that must be read) or "all".
        """
        from llamacards._tables.markdown import to_markdown

        return to_markdown(self._sheet_to_draw(transpose=transpose), notes)

    def to_html(self, *, transpose: bool = False) -> str:
        """The table as a fragment of HTML with links to its sources; it runs and loads nothing."""
        from llamacards._tables.html import to_html

        return to_html(self._sheet_to_draw(transpose=transpose))

    def to_latex(self, *, transpose: bool = False) -> str:
        """
        The table for pdfLaTeX and LuaLaTeX, with the packages array, longtable and url.

        A table wider than a line is split into blocks, each a longtable with the row labels. If a
        font lacks a script, a Chinese title with an address is marked as Chinese, and other texts
        become code points; define the command `otherscript` to print them.

        transpose: rows as columns.
        """
        from llamacards._tables.latex import to_latex

        return to_latex(self._sheet_to_draw(transpose=transpose))

    def _sheet_to_draw(self, *, transpose: bool) -> Sheet:
        return self._sheet().transposed() if transpose else self._sheet()

    def _writers_by_suffix(self) -> dict[str, Any]:
        """The writer for each suffix."""
        from llamacards._tables.html import to_page

        return {
            ".txt": self.to_text,
            ".md": self.to_markdown,
            ".html": lambda: to_page(self._sheet()),
            ".tex": self.to_latex,
        }

    def save(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """
        Write the table in the format of the suffix, in any case.

        These are .txt, .md, .html and .tex, and for flat records also .csv, .json,
        .jsonl and .parquet, which are written record by record, for files larger than memory.

        Raises UnknownOptionError for another suffix, and FileError if the file already exists or
        cannot be written.
        """
        from llamacards._textfile import to_path, write_text

        suffix, formats = to_path(path).suffix.lower(), self._writers_by_suffix()
        if suffix not in formats:
            raise UnknownOptionError("suffix", suffix, formats)
        return write_text(path, formats[suffix](), overwrite=overwrite)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """The table for notebooks: HTML, Markdown and text."""
        from llamacards._tables.html import to_html
        from llamacards._tables.markdown import to_markdown
        from llamacards._tables.text import to_text

        sheet = self._sheet()
        return {
            "text/html": to_html(sheet),
            "text/markdown": to_markdown(sheet),
            "text/plain": to_text(sheet, width=self._text_width()),
        }


class Exportable(Displayable):
    """Something that prints as a table and also gives flat records, as CSV and JSON too."""

    __slots__ = ()

    @abstractmethod
    def _record_parts(self) -> Iterator[FlatParts]:
        """Each flat record as its shared fields and its own fields."""

    def iter_records(self) -> Iterator[dict[str, Any]]:
        """The records of to_records(), one by one, each made on demand."""
        return ({**shared, **own} for shared, own in self._record_parts())

    def to_records(self) -> list[dict[str, Any]]:
        """One flat dict for each statement; row_key says which scores are comparable."""
        return list(self.iter_records())

    def to_csv(self, *, wide: bool = False) -> str:
        """
        The flat records as CSV; text that a spreadsheet would run starts with "'".

        wide: the table as drawn instead, a line a row and a column a card, without marks, notes
        and sources.
        """
        from llamacards._tables.flat import to_wide_csv

        return to_wide_csv(self._sheet()) if wide else "".join(self._csv_lines())

    def _csv_lines(self) -> Iterator[str]:
        from llamacards._tables.flat import csv_lines

        return csv_lines(self.iter_records())

    def to_json(self) -> str:
        """The flat records as a JSON array, with the digits of numbers kept in "text"."""
        return "".join(self._json_pieces()).removesuffix("\n")

    def _json_pieces(self) -> Iterator[str]:
        """The text of a JSON file, record by record."""
        before = "["
        for line in self.iter_jsonl():
            yield f"{before}\n{line[:-1]}"
            before = ","
        yield "\n]\n" if before == "," else "[\n]\n"

    def iter_jsonl(self) -> Iterator[str]:
        """The lines of to_jsonl() one by one, for files larger than memory."""
        from llamacards._tables.flat import json_lines

        return json_lines(self._record_parts())

    def to_jsonl(self) -> str:
        """The flat records as JSON Lines, one JSON object a line, for DuckDB, jq and others."""
        return "".join(self.iter_jsonl())

    def to_parquet(self) -> bytes:
        """
        The flat records as a Parquet file, with columns as to_dataframe() has them.

        Records are made and packed some thousands at a time. Raises MissingExtraError where
        pyarrow, of the extra `parquet`, is not installed.
        """
        from llamacards._tables.flat import to_parquet

        return to_parquet(self.iter_records())

    def to_dataframe(self, backend: Literal["pandas", "polars"] = "pandas") -> Any:
        """
        The flat records as a data frame of pandas or polars, which the extra `frames` installs.

        Values are floats, `cot` is a boolean that may be missing, and all else is text, even the
        day of publication. Grouping by row_key gives the rows of a comparison.

        Raises UnknownOptionError for another backend, and MissingExtraError.
        """
        from llamacards._tables.flat import to_dataframe

        return to_dataframe(self.to_records(), backend)

    def _writers_by_suffix(self) -> dict[str, Any]:
        return super()._writers_by_suffix() | {
            ".csv": self._csv_lines,
            ".json": self._json_pieces,
            ".jsonl": self.iter_jsonl,
            ".parquet": self.to_parquet,
        }
