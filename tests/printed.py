"""What must be read wherever a table is printed: PDFs of LaTeX and of browsers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import llamacards as lc
from llamacards._tables.cells import cited
from llamacards._tables.sheet import Sheet
from llamacards._wording import inert_text

BASE = [known.name for known in lc.find(tuning="base")]
TUNED = [known.name for known in lc.find(tuning="tuned")]


def shown(sheet: Sheet) -> list[list[str]]:
    """The cells of a sheet as every format shows them."""
    rows: list[list[str]] = [[head.entry for head in sheet.head]]
    rows += [[row.entry, *row.cells] for row in sheet.body]
    return [[inert_text(cited(text)) for text in row] for row in rows]


def tokens(text: str) -> list[str]:
    """The words and signs of a text, however a PDF sets and spells them."""
    signs = re.sub(r"(?<![\d.])6=|\u0338=", "≠", text)
    plain = signs.translate(str.maketrans("“”’−_\x84\xa0", '""\'- † '))
    return re.findall(r"[\w.]+|[^\w\s]", unicodedata.normalize("NFKC", plain))


def to_print(table: lc.types.Displayable, other_script: str | None = None) -> Counter[str]:
    """
    The tokens of heads, labels and cells; the best of a row has no asterisk in print.

    other_script: what Chinese is spelled by, such as "U+{:04X}" for code points.
    """
    grid = (text.removeprefix("*") for row in shown(table._sheet()) for text in row)
    found: Counter[str] = Counter()
    for text in grid:
        without_addresses = re.sub(r"https?://\S+", "", text)
        if other_script is not None:
            without_addresses = re.sub(
                "[\u3000-\uffff]+",
                lambda run: f"<{' '.join(other_script.format(ord(c)) for c in run[0])}>",
                without_addresses,
            )
        found.update(tokens(without_addresses))
    return found
