"""
The picture of the README: a table as `llamacards compare` prints it, light and dark.

Run by `nox -s picture`. tests/test_docs.py compares the pictures with the table of today.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import llamacards as lc

FOLDER = Path(__file__).parent / "_static"
SIZE, LINE, LETTER = 13, 18, 7.83
COLORS = {
    "light": {"page": "#ffffff", "text": "#1f2328", "quiet": "#59636e", "mark": "#0550ae"},
    "dark": {"page": "#0d1117", "text": "#e6edf3", "quiet": "#9198a1", "mark": "#79c0ff"},
}
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace"
SECTIONS = ("What it is", "Scores", "License")


def table() -> str:
    """The table that is drawn."""
    return lc.compare(
        "llama-2-70b-chat",
        "llama-3-70b-instruct",
        "llama-3.1-70b-instruct",
        benchmarks=["MMLU", "HumanEval", "GSM8K", "MATH", "GPQA"],
    ).to_text(width=84)


def picture(text: str, scheme: str) -> str:
    """The text as SVG, each piece at its columns, whatever the font."""
    colors = COLORS[scheme]
    lines = text.split("\n")
    last = max(n for n, line in enumerate(lines) if line.startswith("Best of"))
    width = round(max(map(len, lines)) * LETTER) + 32
    height = len(lines) * LINE + 32
    body = [
        piece
        for n, line in enumerate(lines)
        for piece in _pieces(line, 32 + n * LINE, colors, below=n > last)
    ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
            f'  width="{width}" height="{height}" role="img" font-size="{SIZE}"',
            f'  font-family="{FONTS}">',
            "<title>Three models side by side, as llamacards prints them</title>",
            f'<rect width="{width}" height="{height}" rx="6" fill="{colors["page"]}"/>',
            *body,
            "</svg>\n",
        )
    )


def _pieces(line: str, y: int, colors: dict[str, str], *, below: bool) -> list[str]:
    """The words of a line; adjacent words are drawn together."""
    if line.startswith("─"):
        x, end = 16, 16 + len(line) * LETTER
        return [f'<path d="M{x} {y - 4}H{end:.0f}" stroke="{colors["quiet"]}"/>']
    heading = line.startswith(SECTIONS) or line.startswith("Best of")
    drawn = []
    for found in re.finditer(r"\S+(?: \S+)*", line):
        for part in re.finditer(r"\[\d\]|\S(?:(?!\s?\[\d\]).)*", found[0]):
            words = part[0]
            best = words.startswith("*") and not below
            color = "mark" if best or words == "≠" else "quiet" if below else "text"
            color = "quiet" if re.fullmatch(r"\[\d\]", words) else color
            weight = ' font-weight="600"' if heading or best else ""
            x = 16 + (found.start() + part.start()) * LETTER
            length = len(words) * LETTER
            drawn.append(
                f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}" '
                f'lengthAdjust="spacingAndGlyphs" fill="{colors[color]}"{weight}>'
                f"{escape(words, quote=False)}</text>"
            )
    return drawn


def pictures() -> dict[Path, str]:
    """Each picture with its path."""
    text = table()
    return {FOLDER / f"table-{scheme}.svg": picture(text, scheme) for scheme in COLORS}


if __name__ == "__main__":
    for path, svg in pictures().items():
        path.write_text(svg, encoding="utf-8")
