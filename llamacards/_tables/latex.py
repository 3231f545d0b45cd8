"""
Tables in LaTeX: blocks of columns, each at most as wide as a page, of any length.

Widths of characters in points, estimated for Computer Modern at 8 points, decide which columns fit
beside each other, and which texts wrap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from math import ceil
from urllib.parse import quote

from attrs import frozen

from llamacards._tables.cells import (
    EAST_ASIAN,
    LANGUAGES,
    bracketed,
    cited,
    figure_pieces,
    language_of,
    marks_behind,
    note_lead,
    note_text,
    sign_text,
)
from llamacards._tables.sheet import Entry, Sheet, SheetRow
from llamacards._tables.width import Column, fit_widths, pack_columns
from llamacards._wording import inert_text

LINE = 345
"""The width of a line in a LaTeX article, the narrowest common layout, in points."""

GAP = 6
"""The points between two columns."""

LEAST_LABEL = 105
"""A column of labels is not made narrower than this."""

BREAKABLE = 60
"""A text wider than this may wrap."""

WIDTHS = {
    character: width
    for characters, width in (
        ("ijl.,:;'!|[]- ", 2.9),
        ("ftrsI()/", 3.4),
        ("0123456789", 4.3),
        ("&+=<>~≠≤×", 6.7),
        ("mwMW%@©—ÆŒæœĲŴ¼½¾", 8.8),
    )
    for character in characters
}
"""The widths of characters in points, unless usual."""

_LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "`": "`{}"}
    | {"≠": r"$\neq$", "≤": r"$\leq$", "§": r"\S{}"}
)

_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;)])")

_IN_ADDRESSES = "%#?&=/:;,.~_-+!*'()@$[]"
"""Signs that are unchanged in addresses; others are percent-encoded."""

_OTHER_SCRIPT = re.compile(
    f"[{EAST_ASIAN}]+|[«»ÐÞðþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲųſ‒―‗‚‛„‟‣․‥]"
    "|[^\u0000-\u017f\u2010-\u2026\u2260\u2264]"
)
"""
Characters missing from some fonts: Chinese, Japanese and Korean in groups, others one by one.

Some are Latin, and missing only from the fonts of pdfLaTeX.
"""

_FOREIGN_TITLE = re.compile(f"[{EAST_ASIAN}].*[{EAST_ASIAN}]|{_OTHER_SCRIPT.pattern}")

PACKAGES = r"% \usepackage{array,longtable,url}"

OTHER_SCRIPT = (
    r"\providecommand{\otherscript}[3]{\ifdefined\Umathcode\ifdefined\CJKfamily#2\else"
    r"\iffontchar\font#1\relax#2\else#3\fi\fi\else#3\fi}"
)
"""A command that prints a text if engine and font have it, and otherwise its stand-in."""


def to_latex(sheet: Sheet) -> str:
    """A longtable for each block of columns, with notes and sources below."""
    columns = [_label_column(sheet), *(_value_column(sheet, n) for n in range(1, len(sheet.head)))]
    lines = [r"{\footnotesize\setlength{\LTleft}{0pt}\setlength{\tabcolsep}{3pt}"]
    for block in pack_columns(columns, LINE, GAP):
        lines += _long_table(sheet.body, block)
    lines += [r"\raggedright", *(rf"{text}\par" for text in _texts_below(sheet)), "}"]
    drawn = "\n".join(lines)
    return "\n".join([PACKAGES, *([OTHER_SCRIPT] if r"\otherscript" in drawn else []), drawn])


@frozen(kw_only=True, eq=False, repr=False)
class _LatexColumn(Column):
    """A column: the parts of its head as texts, and its cells as LaTeX."""

    head: tuple[str, ...]
    cells: tuple[str, ...]
    left: bool
    hang: str = ""

    def head_lines(self, width: int) -> list[str]:
        """The head in lines, wrapped between its parts."""
        lines: list[str] = []
        for part in self.head:
            if lines and _points(f"{lines[-1]} {part}") <= width:
                lines[-1] += f" {part}"
            else:
                lines.append(part)
        return lines


def _label_column(sheet: Sheet) -> _LatexColumn:
    """The column of row names, with their indents."""
    depths = [row.indent + bool(row.section) for row in sheet.body]
    texts = [cited(row.entry) for row in sheet.body]
    cells = [
        r"\quad " * depth + _guard_label(_latex(text))
        for depth, text in zip(depths, texts, strict=True)
    ]
    head = _head_parts(sheet, 0)
    most = max(
        [8 * depth + _points(text) for depth, text in zip(depths, texts, strict=True)] or [0]
    )
    words = [8 + _longest_word(text) for text in (*head, *texts)]
    return _LatexColumn(
        head=head,
        cells=tuple(cells),
        left=True,
        hang=r"\hangindent=2em",
        least=max([min(most, LEAST_LABEL), *words]),
        most=max([most, *words]),
    )


def _value_column(sheet: Sheet, place: int) -> _LatexColumn:
    """A column of values, with figures aligned at their decimal points."""
    texts = [row.cells[place - 1] for row in sheet.body]
    pieces = {
        at: figure_pieces(text, best="")
        for at, text in enumerate(texts)
        if isinstance(text, Entry) and text.figure
    }
    widest = [max(side, key=_points) for side in zip(*pieces.values(), strict=True)]
    head = _head_parts(sheet, place)
    others = [cited(text) for at, text in enumerate(texts) if at not in pieces]
    whole = [sum(map(_points, widest)), *map(_points, head)]
    words = [_longest_word(text) if _points(text) > BREAKABLE else _points(text) for text in others]
    return _LatexColumn(
        head=head,
        cells=tuple(
            _latex_figure(text, pieces[at], widest) if at in pieces else _latex_text(text)
            for at, text in enumerate(texts)
        ),
        left=place in sheet.left,
        least=max([*whole, *words]),
        most=max([*whole, *map(_points, others)]),
    )


def _head_parts(sheet: Sheet, place: int) -> tuple[str, ...]:
    """The parts of a head, between which it may wrap; long parts are split into words."""
    head = sheet.head[place]
    parts = (part.split(" ") if _points(part) > BREAKABLE else [part] for part in head.parts)
    return tuple(filter(None, (*chain(*parts), *marks_behind(head.entry).split())))


def _latex_text(text: str) -> str:
    """A cell with its marks; a short one stays on one line."""
    drawn = _latex(cited(text))
    return drawn if _points(cited(text)) > BREAKABLE else drawn.replace(" ", "~")


def _latex_figure(text: str, pieces: Sequence[str], widest: Sequence[str]) -> str:
    """A figure; its decimals and marks take the room of the widest in its column."""
    whole, fraction, *behind = pieces
    drawn = _latex_number(f"{whole}{fraction}")
    if isinstance(text, Entry) and text.best:
        drawn = rf"\textbf{{{drawn}}}"
    drawn += _blank(widest[1][len(fraction) :])
    return drawn + "".join(map(_in_room, behind, widest[2:]))


def _latex_number(text: str) -> str:
    return _latex(text).replace(" ", "~").replace("-", "$-$")


def _in_room(piece: str, widest: str) -> str:
    """A mark behind a figure, in the room of the widest in its column."""
    shown = _latex_number(piece)
    if piece == widest:
        return shown
    return (rf"\rlap{{{shown}}}" if piece else "") + _blank(widest)


def _blank(text: str) -> str:
    """The room that a text takes."""
    return rf"\phantom{{{_latex_number(text)}}}" if text else ""


def _long_table(rows: Sequence[SheetRow], columns: Sequence[_LatexColumn]) -> Iterator[str]:
    """Columns side by side, with the head on each page and each section under its name."""
    widths = fit_widths(columns, LINE - GAP * (len(columns) - 1))
    kinds = [_column_kind(column, width) for column, width in zip(columns, widths, strict=True)]
    yield rf"\begin{{longtable}}{{@{{}}{''.join(kinds)}@{{}}}}"
    yield r"\hline"
    heads = [column.head_lines(width) for column, width in zip(columns, widths, strict=True)]
    # From the bottom up, as heads are aligned at the ruler.
    upward = zip_longest(*(reversed(lines) for lines in heads), fillvalue="")
    for texts in reversed(list(upward)):
        yield rf"{' & '.join(map(_latex, texts))} \\"
    yield r"\hline\noalign{\vskip 2pt}\endhead"
    yield r"\hline\endfoot"
    section = ""
    for at, row in enumerate(rows):
        if row.section != section:
            section = row.section
            yield rf"{_section_name(section)}{' &' * (len(columns) - 1)} \\*"
        yield rf"{' & '.join(column.cells[at] for column in columns)} \\"
    yield r"\end{longtable}"


def _column_kind(column: _LatexColumn, width: int) -> str:
    """The LaTeX type of a column; a column that must wrap gets its share of the line."""
    if width >= column.most:
        return "l" if column.left else "r"
    side = r"\raggedright" if column.left else r"\raggedleft"
    return (
        rf">{{{side}{column.hang}\arraybackslash}}p{{{int(1000 * width / LINE) / 1000}\linewidth}}"
    )


def _section_name(section: str) -> str:
    """The name of a section, over as many columns as it needs."""
    strut = r"\rule{0pt}{2.7ex}"
    text = rf"\parbox[t]{{\linewidth}}{{\raggedright{strut}\textbf{{{_latex(section)}}}}}"
    return rf"\multicolumn{{1}}{{@{{}}l}}{{\rlap{{{text}}}}}"


def _texts_below(sheet: Sheet) -> Iterator[str]:
    """Summary, signs, notes and sources."""
    if sheet.summary:
        yield _latex(sheet.summary)
    if sheet.legend:
        signs = [
            rf"\textbf{{bold}} {_latex(said)}" if sign == "best" else _latex(sign_text(sign, said))
            for sign, said in sheet.legend
        ]
        yield r"\quad ".join(signs)
    for note in sheet.notes:
        said = note_text(sheet, note.parts, _latex, lambda n: _latex(bracketed(n)))
        yield f"{note_lead(note)}{said}"
    for source, number in sheet.citations.numbers.items():
        yield _latex(f"{bracketed(number)} {source}", abridged=source.url is not None)


def _latex(text: str, *, abridged: bool = False) -> str:
    """
    A text for LaTeX, with addresses as such.

    abridged: unprintable titles are only named, as an address leads to them.
    """
    parts = _ADDRESS.split(inert_text(text))
    return "".join(
        _latex_address(part) if at % 2 else _latex_words(part, abridged=abridged)
        for at, part in enumerate(parts)
    )


def _latex_address(address: str) -> str:
    return rf"\url{{{quote(address, safe=_IN_ADDRESSES)}}}"


def _latex_words(text: str, *, abridged: bool) -> str:
    words = re.sub(r'(^|[\s(\[])"', "\\1“", text).replace('"', "”").translate(_LATEX)
    words = re.sub("=”(\\w+)”", r"=\\texttt{\\char34 \1\\char34}", words).replace("--", "-{}-")
    pattern, spell_out = (_FOREIGN_TITLE, _in_language) if abridged else (_OTHER_SCRIPT, _in_codes)
    return pattern.sub(lambda found: _either(found[0], spell_out(found[0])), words)


def _in_language(title: str) -> str:
    language = LANGUAGES.get(language_of(title))
    return f" (in {language})" if language else _in_codes(title)


def _in_codes(text: str) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in text)
    return rf"\textless{{}}{codes}\textgreater{{}}"


def _either(text: str, stand_in: str) -> str:
    """A text in another script, for engines that print it, and its stand-in."""
    return rf'\otherscript{{"{ord(text[0]):X}}}{{{text}}}{{{stand_in}}}'


def _guard_label(label: str) -> str:
    """A label, protected so that the line break before it does not read it as an option."""
    return f"{{{label[0]}}}{label[1:]}" if label.startswith(("[", "*")) else label


def _points(text: str) -> int:
    """The width of a text in points, at least that in Computer Modern; others as code points."""
    return ceil(sum(WIDTHS.get(c, 6.7 if c.isupper() else 4.6) for c in _spelled_out(text)))


def _longest_word(text: str) -> int:
    words = _spelled_out(_ADDRESS.sub("", text)).split(" ")
    return max(map(_points, words))


def _spelled_out(text: str) -> str:
    return _OTHER_SCRIPT.sub(lambda found: "<U+1F999> " * len(found[0]), inert_text(text))
