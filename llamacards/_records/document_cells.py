"""What documents print: texts on one line, cells of tables, figures in sentences and CSV files."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import count, product, takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from llamacards.errors import ContentError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_DATE = re.compile(rf"\b({'|'.join(month_abbr[1:])})[a-z]*\.?(?: (\d{{1,2}}))?,? (\d{{4}})\b")


_STRAIGHT = str.maketrans("“”’", '""\'', "*\\")


_NUMBER = re.compile(r"[\d.,]+")


_FIGURE = re.compile(r"[~<]?-?\d(?![\d.]*B)")


# "1B (1.23B)": the size that labels a row, and the number of parameters.
_SIZED = re.compile(r"(?<!\d)(\d{1,6}B) \([\d.]+B?\)")


_WIDEST = 1000
"""Columns of a table that are read."""


_MOST_SLOTS = 100_000
"""Slots of a table that are read: a few bytes of spans can ask for a million."""


_LONGEST_PROSE = 500
"""Characters before "for the ... models" in which its figures are looked for."""


_LOCATOR = re.compile(r"arXiv:(\S+) (.+?)(?:, row '(.+?)'(?:, column '(.+)')?)?$")


class CsvLine(dict[str, str]):
    """A line of a CSV file, by the heads of its columns."""

    @cached_property
    def cells(self) -> tuple[DocumentCell, ...]:
        """The figure of the line with the texts beside it, or the whole line."""
        return tuple(_cells_of_line(self))

    @cached_property
    def locator(self) -> re.Match[str] | None:
        """The place of the figure or words, as the line gives it."""
        return _LOCATOR.match(self.get("locator", ""))

    @property
    def section(self) -> str | None:
        """The section of the line."""
        return self.locator[2] if self.locator else None


_READ_OFF = ("figure", "tuning", "model", "benchmark", "value")


SETUP_HEADS: Mapping[str, str] = MappingProxyType(
    {
        "# shots": "shots",
        "n-shot": "shots",
        **{name: name for name in ("shots", "metric", "cot", "subset", "model", "tuning", "note")},
    }
)
"""What the heads of columns, in lower case, say about the figures beside them."""


class DocumentCell(NamedTuple):
    """
    A printed cell.

    section: the heading above it.
    row: the texts of its row.
    column: the head of its column.
    text: its text.
    place: its row and column; the same wherever a spanning cell reaches.
    part: which one it is of several values in one cell.
    """

    section: str
    row: tuple[str, ...]
    column: str
    text: str
    place: tuple[Any, ...]
    part: str = ""

    @property
    def labels(self) -> set[str]:
        """The labels that may cite its row: the text of any cell, alone or after the first."""
        first, *others = self.row
        return {*self.row, *(f"{first} {other}" for other in others)}

    @property
    def label(self) -> str:
        """The first text of its row, with the last before its figures."""
        before = takewhile(lambda text: not _FIGURE.match(text), self.row)
        texts = [text for text in before if text]
        return " ".join(dict.fromkeys((*texts[:1], *texts[-1:])))

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure instead of a label, a size or a number of shots."""
        is_label = self.text == self.row[0] or self.column.casefold() in SETUP_HEADS
        return not is_label and _FIGURE.match(self.text) is not None


def cell_place(section: str, row: str, column: str) -> str:
    """The place of a cell in words; without a heading, it has no section."""
    place = f'row "{row}", column "{column}"'
    return f"{section}, {place}" if section else place


def plain_words(text: str) -> str:
    """The text on one line without marks: straight quotes, "March, 2023" as 2023-03."""
    return _DATE.sub(_iso_date, " ".join(text.translate(_STRAIGHT).split()))


def _iso_date(date: re.Match[str]) -> str:
    month, day = list(month_abbr).index(date[1]), date[2]
    return f"{date[3]}-{month:02}" + (f"-{int(day):02}" if day else "")


def cells_of_table(
    table: HtmlElement, section: str, place: tuple[Any, ...]
) -> Iterator[DocumentCell]:
    """The cells below the head of a table; a spanning cell is everywhere that it reaches."""
    grid = _grid_of(table, place)
    head = grid[0] if grid else {}
    for slots in grid[1:]:
        row = tuple(_SIZED.sub(r"\1", slots[column][0]) for column in sorted(slots))
        for column, (text, origin) in slots.items():
            label = head.get(column, ("", None))[0]
            yield from _split_cell(DocumentCell(section, row, label, text, (*place, origin)))


Slots = dict[int, tuple[str, tuple[int, int]]]


def _grid_of(table: HtmlElement, place: tuple[Any, ...]) -> list[Slots]:
    """The texts of each row by column, each with the row and column of its cell."""
    lines = list(table.iter("tr"))
    grid: list[Slots] = [{} for _ in lines]
    taken = 0
    for down, line in enumerate(lines):
        left = 0
        for cell in line.iterchildren("td", "th"):
            left = next(n for n in count(left) if n not in grid[down])
            rows = range(down, min(down + _span_of(cell, "rowspan"), len(lines)))
            columns = range(left, left + _span_of(cell, "colspan"))
            taken += len(rows) * len(columns)
            if taken > _MOST_SLOTS or columns.stop > _WIDEST:
                most = f"{_WIDEST:,} columns or {_MOST_SLOTS:,} cells"
                raise ContentError(str(place[0]), f"a table of more than {most}")
            slot = plain_words(cell.text_content()), (down, left)
            for row, column in product(rows, columns):
                grid[row][column] = slot
        if down > 1:
            grid[down] = _continue_row(grid[down - 1], grid[down])
    return grid


def _span_of(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "")
    if not value.isdecimal():
        return 1
    return min(int(value), _WIDEST) or 1 if len(value) < len(str(_WIDEST)) else _WIDEST


def _continue_row(above: Slots, row: Slots) -> Slots:
    """The row; if its first cell is blank, blank cells repeat the text above, except numbers."""
    if not any(text for text, _ in row.values()):
        return {}
    if row[min(row)][0]:
        return row
    return {
        column: above[column]
        if not slot[0] and column in above and not _NUMBER.fullmatch(above[column][0])
        else slot
        for column, slot in row.items()
    }


def _split_cell(cell: DocumentCell) -> list[DocumentCell]:
    """The cell, or the values of a cell such as "42.2/36.6" whose row names its parts."""
    parts = next((label.split()[-1].split("/") for label in cell.row if "->" in label), [])
    values = cell.text.split("/")
    if len(values) != len(parts) or not all(map(_FIGURE.match, values)):
        return [cell]
    return [
        cell._replace(text=value, part=part, place=(*cell.place, part))
        for value, part in zip(values, parts, strict=True)
    ]


def cells_of_prose(section: str, name: str, text: str) -> Iterator[DocumentCell]:
    """
    The figures of sentences that name a row, in the order of sizes.

    "The micro averages are 65.4 and 67.4 for the 8B pre-trained and post-trained models" has the
    rows "micro average, pre-trained" and "micro average, post-trained". In Chinese, a sentence
    has size, row and figure in this order, and "85 左右" is about 85.
    """
    named = (sentence for sentence in re.split(r"\.\s", text) if name in sentence)
    for sentence in named:
        for phrase in re.finditer(r"for the ([^;:]{1,200}?) models", sentence):
            before = sentence[max(0, phrase.start() - _LONGEST_PROSE) : phrase.start()]
            figures = re.search(r"(?:(?<!\d)\d{1,9}\.\d{1,9}[, and]+)+$", before)
            for size, kind, figure in _pair_in_order(phrase[1], figures[0]) if figures else ():
                row = f"{name}, {kind}" if kind else name
                yield DocumentCell(section, (row,), size, figure, (section, row, size))
    said = rf"(?<!\d)(\d{{1,6}}B)[^B]*?{re.escape(name)} [^ -~]+ (\d+(?:\.\d+)?)( 左右)?"
    for size, figure, about in re.findall(said, text):
        yield DocumentCell(
            section, (name,), size, "~" * bool(about) + figure, (section, name, size)
        )


def _pair_in_order(models: str, figures: str) -> list[tuple[str, str, str]]:
    """Size, kind and figure of models; empty unless each has one figure."""
    kinds = re.findall(r"[a-z]+-[a-z]+", models) or [""]
    named, printed = [*product(re.findall(r"\d+B", models), kinds)], re.findall(r"[\d.]+", figures)
    if len(named) != len(printed):
        return []
    return [(size, kind, figure) for (size, kind), figure in zip(named, printed, strict=True)]


def _cells_of_line(line: CsvLine) -> Iterator[DocumentCell]:
    """The figure of a line of a CSV file with the texts beside it, or the whole line."""
    place = tuple(line.values())
    found = line.locator
    if found and not found[3]:
        row, column, text = (line.get(name, "") for name in ("model", "field", "value"))
        yield DocumentCell(found[2], (row,), column, text, place)
    elif found:
        section, row, column = found[2], found[3], found[4] or ""
        yield DocumentCell(section, (row,), column, line.get("value", ""), place)
        yield from _cells_of_setup(line, section, (row, column))
    elif "figure" in line:
        figure, tuning, model, row, value = (line.get(name, "") for name in _READ_OFF)
        section = f"figure {figure}, {tuning}"
        column = model.partition(" (")[0]
        yield DocumentCell(section, (row,), column, value, place)
        yield from _cells_of_setup(CsvLine(line | {"model": ""}), section, (row, column))
    else:
        for column, text in line.items():
            yield DocumentCell("", place, column, text, (*place, column))


def _cells_of_setup(line: CsvLine, section: str, row: tuple[str, ...]) -> Iterator[DocumentCell]:
    """What a line says about the setup and the model of its figure."""
    for name in dict.fromkeys(SETUP_HEADS.values()):
        yield DocumentCell(section, row, name, line.get(name, ""), (*line.values(), name))
