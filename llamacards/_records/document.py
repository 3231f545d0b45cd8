"""A document in Markdown and HTML: its headings and passages, and the cells of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, product, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from llamacards._records.document_cells import (
    DocumentCell,
    cells_of_prose,
    cells_of_table,
    plain_words,
)
from llamacards._records.publication import Table
from llamacards.errors import MissingExtraError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_MARKS = (list("123456789"), list("abcdefgh"), ["i", "ii", "iii", "iv", "v", "vi"], list("ABC"))


_PARTS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "table")


_BOLD_LINE = 7


_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\r?\n(?:#[^\n]*\n|[ \t\r]*\n)*[\w-]+:.*?^---[ \t]*$", re.DOTALL | re.MULTILINE
)


_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
"""A fenced block, in which "#" begins no heading."""


class Block(NamedTuple):
    """
    A heading, a paragraph, a list or a table.

    level: 1 to 6 for a heading, 7 for a line in bold, else 0.
    begins: the bold text at the start of a paragraph.
    """

    tag: str
    level: int
    begins: str
    text: str
    cells: tuple[DocumentCell, ...]


class PrintedTable(NamedTuple):
    """
    A table with text.

    section: the heading that cites it.
    headings: all headings above it, from the outermost inward.
    rows: the cells of each row below its head.
    """

    section: str
    headings: tuple[str, ...]
    rows: tuple[tuple[DocumentCell, ...], ...]

    @property
    def where(self) -> str:
        """Where the table is, in words."""
        return f'under "{self.section}"' if self.section else "before the first heading"

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns, from left to right, each once."""
        return tuple(dict.fromkeys(cell.column for row in self.rows for cell in row))


def _with_line_feeds(text: str) -> str:
    """The text with its lines ending as on Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@frozen(kw_only=True)
class Text:
    """A text in Markdown and HTML, or in neither."""

    path: Path
    text: str = field(converter=_with_line_feeds)

    def passage(self, place: str | None) -> str | None:
        """
        The text at a cited place, on one line; None if the place does not exist.

        "heading" is the first lines of a text, "text" or no place is all of it; any other place is
        a heading, or headings from the outermost inward, separated by commas.
        """
        if place == "heading":
            return plain_words(" ".join(self.text.splitlines()[:3]))
        if place is None or place == "text":
            return plain_words(self.text)
        blocks = self._blocks_at(place)
        return None if blocks is None else " ".join(block.text for block in blocks)

    def prose_at(self, place: str) -> str:
        """The text at a cited place, without its tables."""
        return " ".join(b.text for b in self._blocks_at(place) or () if b.tag != "table")

    def cells(self, table: Table) -> list[DocumentCell]:
        """The cells of the section that a table cites, and what its sentences say of its rows."""
        blocks = self._blocks_at(table.section) or []
        cells = [cell for block in blocks for cell in block.cells]
        texts = [block.text for block in blocks if block.tag != "table"]
        names = dict.fromkeys(label.partition(", ")[0] for label, *_ in table.rows)
        for name, text in product(names, texts):
            cells += cells_of_prose(table.section, name, text)
        return cells

    def cells_at(self, place: str | None) -> list[DocumentCell]:
        """None: a passage has no cells."""
        return []

    @property
    def printed(self) -> list[DocumentCell]:
        """The cells of all tables."""
        return [cell for block in self._all_blocks for cell in block.cells]

    @property
    def title(self) -> str:
        """The first heading that begins with "#", else the first line."""
        prose = _CODE.sub("", self._body)
        heading = re.search(r"^#{1,6}[ \t]+(.+)$", prose, re.MULTILINE)
        return heading[1].strip("#* \r") if heading else self.first_line

    @property
    def first_line(self) -> str:
        """The first line without the marks of a heading."""
        return self._body.lstrip().partition("\n")[0].strip("# \r")

    @property
    def tables(self) -> Iterator[PrintedTable]:
        """Each table with cells; tables before the first heading have none."""
        above: dict[int, str] = {}
        for block in self._all_blocks:
            if block.level:
                above = {level: text for level, text in above.items() if level < block.level}
                above[block.level] = block.text
            if block.cells:
                headings = tuple(above.values())
                cited = (*headings[-1:], ", ".join(headings))
                held = (place for place in cited if block in (self._blocks_at(place) or ()))
                # All cells of a row have one and the same tuple of its texts.
                rows = groupby(block.cells, key=lambda cell: id(cell.row))
                yield PrintedTable(
                    next(held, cited[0]), headings, tuple(tuple(cells) for _, cells in rows)
                )

    def clause(self, name: str) -> str | None:
        """The text of a clause such as "§1.b.i(A)", up to the next mark; None if there is none."""
        text = re.sub(r"[*\\]", "", self.text)
        for mark, series in zip(re.findall(r"\d+|[a-z]+|[A-Z]", name), _MARKS, strict=False):
            if mark not in series:
                return None
            marks = series[series.index(mark) : series.index(mark) + 2]
            mine, *later = (rf"\({m}\)\s" if m.isupper() else rf"^[ \t]*{m}\.\s" for m in marks)
            end = "|".join([*later, r"\Z"])
            found = re.search(rf"{mine}(.*?)(?={end})", text, re.MULTILINE | re.DOTALL)
            if found is None:
                return None
            text = found[1]
        return plain_words(text)

    def _blocks_at(self, place: str) -> Sequence[Block] | None:
        """The content under a heading, or under headings from the outermost inward."""
        blocks: Sequence[Block] | None = _blocks_below(self._all_blocks, place)
        if blocks is None:
            blocks = self._all_blocks
            for name in place.split(", "):
                blocks = blocks and _blocks_below(blocks, name)
        return blocks

    @property
    def _body(self) -> str:
        """The text below the front matter of a card on the Hub."""
        return _FRONT_MATTER.sub("", self.text, count=1)

    @cached_property
    def _all_blocks(self) -> tuple[Block, ...]:
        """The text part by part, with each table under its heading."""
        blocks: list[Block] = []
        heading = ""
        for number, element in enumerate(_outer_elements(self._body)):
            text = plain_words(element.text_content())
            begins = _bold_beginning(element)
            tag = str(element.tag)
            level = _heading_level(tag, text, begins)
            heading = text if level else heading
            cells = cells_of_table(element, heading, (self.path, number))
            blocks.append(Block(tag, level, begins, text, tuple(cells)))
        return tuple(blocks)


def _blocks_below(blocks: Sequence[Block], name: str) -> Sequence[Block] | None:
    """The content under a heading, or of the paragraph and list after a name in bold."""
    begins = re.compile(rf"{re.escape(name)}(?!\w)").match
    for start, block in enumerate(blocks, 1):
        if block.level and block.text == name:
            return [block, *_down_to(block.level, blocks[start:])]
        if begins(block.begins):
            return [block, *takewhile(lambda b: b.tag in ("ul", "ol"), blocks[start:])]
    return None


def _down_to(level: int, blocks: Iterable[Block]) -> Iterator[Block]:
    """The parts before the next heading of this level or above."""
    return takewhile(lambda block: not 0 < block.level <= level, blocks)


def _outer_elements(text: str) -> Iterator[HtmlElement]:
    """The outermost elements of a text as HTML; "^" marks superscripts."""
    try:
        from lxml.html import document_fromstring
        from markdown_it import MarkdownIt
    except ImportError as error:
        package = "lxml" if (error.name or "").startswith("lxml") else "markdown-it-py"
        raise MissingExtraError("verify", package) from None
    # Bold that ends where other bold begins is one: "**40****5B**".
    html = MarkdownIt("commonmark").enable("table").render(re.sub(r"(?<=\S)\*{4}(?=\S)", "", text))
    html = re.sub(r"(<sup\b[^>]*>)", r"\1^", re.sub(r"(?=<(?:br|p|div|li)\b)", " ", html))
    for element in document_fromstring(f"<body>{html}</body>").iter(*_PARTS):
        if next(element.iterancestors(*_PARTS), None) is None:
            yield element


def _bold_beginning(element: HtmlElement) -> str:
    """The bold text at the start of a paragraph."""
    first = next(iter(element), None)
    if element.tag != "p" or first is None or first.tag != "strong" or element.text:
        return ""
    return plain_words(first.text_content())


def _heading_level(tag: str, text: str, begins: str) -> int:
    """The level of a heading; a line in bold is one too, unless it names a speaker."""
    if tag.startswith("h") and text:
        return int(tag[1])
    return _BOLD_LINE if begins and begins == text and not re.search("[:：]", text) else 0
