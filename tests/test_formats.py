"""The formats beside text: each shows the same cells, and reads back to them."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import llamacards as lc
from llamacards import errors
from llamacards._tables.cells import language_of
from llamacards._tables.sheet import Sheet
from llamacards._tables.text import to_text
from llamacards._wording import inert_text
from made_up import NEW, OLD, card, cards, score
from printed import BASE, TUNED, shown, to_print, tokens

Grid = list[list[str]]

HOSTILE = (
    "a|b",
    "\\|",
    "`x`",
    "*_~$[1]<b>&amp;",
    '"quoted", too',
    "模型🦙",
    "=1+1",
    "[2pt]",
    "%\\input",
)
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1)).filter(str.strip)


def compared(name: str, benchmark: str = "MMLU", title: str = "Report") -> lc.types.Comparison:
    """A comparison with these texts in its heads, rows, notes and sources."""
    source = lc.Source(title=title, url="https://a.example/?a=1&b=_x_")
    mine = card(name, score(benchmark, source=source, note=title), size="8B")
    other = card("other", score(benchmark, shots=0), source="Card", license="mine")
    terms = [lc.Term(topic="fine_tuning", answer="allowed", clause=title)]
    known = lc.License(name="mine", terms=terms)
    return lc.compare(mine, other, card("third", license=known), catalog=lc.Catalog())


class _Cells(HTMLParser):
    """The rows of a table, and what links where."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.rows: Grid = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._inside = False
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.links += [named["href"] or ""] if "href" in named else []
        self.ids += [named["id"] or ""] if "id" in named else []
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def stripped(rows: Grid) -> Grid:
    """Cells without blanks around them, and without the names of sections."""
    cells = [[cell.replace("\N{NO-BREAK SPACE}", " ").strip() for cell in row] for row in rows]
    return [cells[0], *(row for row in cells[1:] if any(row[1:]))]


@given(hostile, hostile, hostile)
@example("a|b", "[2pt]", "1. x")
def test_html_reads_back(name: str, benchmark: str, title: str) -> None:
    """HTML shows the same cells, with nothing in it that was not meant as a tag."""
    table = compared(name, benchmark, title)
    read = _Cells(table.to_html())
    assert stripped(read.rows) == stripped(shown(table._sheet()))
    assert set(read.tags) <= {
        "figure", "style", "figcaption", "div", "table", "thead", "tbody", "tr", "th", "td", "span",
        "a", "abbr", "b", "br", "p", "sup", "details", "summary", "ol", "li",
    }  # fmt: skip


@given(hostile, hostile, hostile)
@example("a|b", "[2pt]", "1. x")
@example("x", "# y", "- z")
def test_markdown_reads_back(name: str, benchmark: str, title: str) -> None:
    """Markdown shows the same cells to whoever renders it, and as many sources."""
    table = compared(name, benchmark, title)
    read = _Cells(MarkdownIt("commonmark").enable("table").render(table.to_markdown()))
    sheet = table._sheet()
    assert stripped(read.rows) == stripped(shown(sheet))
    assert (read.tags.count("table"), read.tags.count("li")) == (1, len(sheet.citations.numbers))
    assert not {"h1", "h2", "ul", "script", "b"} & set(read.tags)


@example("=1+1", "MMLU", "Report")
@given(hostile, hostile, hostile)
def test_csv_reads_back(name: str, benchmark: str, title: str) -> None:
    """CSV reads back to the records, but for what acts or hides, and no cell is a formula."""
    table = compared(name, benchmark, title)
    read = list(csv.DictReader(io.StringIO(table.to_csv(), newline="")))
    for flat, record in zip(read, table.to_records(), strict=True):
        for key, value in record.items():
            text = "" if value is None else inert_text(str(value))
            run = isinstance(value, str) and text.lstrip(" \ufffd").startswith(("=", "+", "-", "@"))
            assert flat[key] == (f"'{text}" if run else text)


@given(hostile, hostile, hostile)
def test_json_reads_back(name: str, benchmark: str, title: str) -> None:
    """JSON reads back to the records, numbers to equal numbers."""
    table = compared(name, benchmark, title)
    assert json.loads(table.to_json(), parse_float=Decimal) == table.to_records()


@given(cards())
def test_same_cells(several: list[lc.ModelCard]) -> None:
    """Whatever is compared, HTML and Markdown show the cells of the text."""
    table = lc.compare(*several, best=False, catalog=lc.Catalog())
    cells = stripped(shown(table._sheet()))
    markdown = MarkdownIt("commonmark").enable("table").render(table.to_markdown())
    assert stripped(_Cells(table.to_html()).rows) == stripped(_Cells(markdown).rows) == cells


@pytest.mark.parametrize("form", ["text", "markdown", "html", "latex"])
def test_nothing_hides(form: str) -> None:
    """In every format a character that is not seen, or turns what follows, is shown."""
    drawn = getattr(compared("ll\u200bama\u202e"), f"to_{form}")()
    assert not {"\u200b", "\u202e"} & set(drawn)
    assert "\ufffd" in drawn


def test_markdown() -> None:
    """A Markdown table is aligned, and its sources are a numbered list."""
    assert (
        lc.compare(
            card("a_b", score(source=lc.Source(title="R", url="https://a.example/_"))),
            catalog=lc.Catalog(),
        ).to_markdown()
        == """\
|  | a\\_b |
| :-- | --: |
| **Scores (percent; higher is better)** |  |
| &nbsp;&nbsp;MMLU (5-shot) | 50.0 [1] |

\\[n\\] source, if not that of the head

1. R, <https://a.example/_>"""
    )


def test_html_links() -> None:
    """Footnotes link to their sources, by names that only the same table has; sources to the web."""
    first, second = _Cells(compared("a").to_html()), _Cells(compared("b").to_html())
    assert compared("a").to_html() == compared("a").to_html()
    inner = [link.removeprefix("#") for link in first.links if link.startswith("#")]
    assert inner
    assert set(inner) <= set(first.ids)
    assert not set(first.ids) & set(second.ids)
    assert "https://a.example/?a=1&b=_x_" in first.links


def test_html_is_quiet() -> None:
    """HTML has a caption, scopes and alignments, no script, no remote resource, no fixed paper."""
    drawn = compared("a").to_html()
    for wanted in (
        "<figcaption",
        'scope="col"',
        'scope="row"',
        "text-align:left",
        "overflow-x:auto",
    ):
        assert wanted in drawn
    for unwanted in ("<script", "@import", "url(", "src=", "background: #", "color: #"):
        assert unwanted not in drawn


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/ onclick=x", "notes.txt"]
)
def test_addresses(url: str) -> None:
    """Only an address of the web becomes a link."""
    mine = card("a", score(source=lc.Source(title="R", url=url)))
    table = lc.compare(mine, catalog=lc.Catalog())
    assert [link for link in _Cells(table.to_html()).links if not link.startswith("#")] == []
    assert f"<{url}>" not in table.to_markdown()


def test_latex() -> None:
    """LaTeX is a longtable with its head on each page and notes, every sign of its own escaped."""
    drawn = lc.compare(
        card("50%_{a}", score("[x] #1", note="R&D")),
        card("b", score("[x] #1", "7.25", shots=0)),
        sections=["scores"],
        catalog=lc.Catalog(),
    ).to_latex()
    name = r"\rule{0pt}{2.7ex}\textbf{Scores (percent; higher is better)}"
    assert drawn.splitlines() == [
        r"% \usepackage{array,longtable,url}",
        r"{\footnotesize\setlength{\LTleft}{0pt}\setlength{\tabcolsep}{3pt}",
        r"\begin{longtable}{@{}lrr@{}}",
        r"\hline",
        r" & 50\%\_\{a\} & b \\",
        r"\hline\noalign{\vskip 2pt}\endhead",
        r"\hline\endfoot",
        rf"\multicolumn{{1}}{{@{{}}l}}{{\rlap{{\parbox[t]{{\linewidth}}{{\raggedright{name}}}}}}} & & \\*",
        r"\quad {[}x] \#1 (5-shot) & 50.0~[1] & $\neq$\phantom{.25}\phantom{~[1]} \\",
        r"\quad {[}x] \#1 (0-shot) & $\neq$\phantom{.0}\phantom{~[1]} & 7.25~[1] \\",
        r"\end{longtable}",
        r"\raggedright",
        r"No row is comparable: no two of these models report a benchmark under one setup.\par",
        r"$\neq$ reported under another setup\quad [n] source, if not that of the head\par",
        r"$\neq$: [x] \#1 differs in shots.\par",
        r"[x] \#1 (5-shot): R\&D.\par",
        r"[1] Old report, Acme, 2023-01-01\par",
        "}",
    ]


def test_latex_figures() -> None:
    """In LaTeX the best is bold, decimals and what stands behind them align, minus is a sign."""
    drawn = lc.compare(
        card("a", score("X", "7.5", source=NEW), score("Y", "10.25"), source=OLD),
        card("b", score("X", "9"), score("Y", "9")),
        catalog=lc.Catalog(),
    ).to_latex()
    cells = [line.split(" & ")[1:] for line in drawn.splitlines() if "-shot) &" in line]
    assert cells == [
        [r"7.5\phantom{5}~[2]", r"\textbf{9}~[1]", r"·\phantom{.25}\phantom{°} \\"],
        [r"\textbf{10.25}\phantom{~[2]}", "9~[1]", r"$-$1.25° \\"],
    ]


def test_latex_blocks() -> None:
    """What is wider than a line stands in blocks, each with all rows; texts break in theirs."""
    many = [card(f"model-{n}", score(), score("BBH"), size="8B") for n in range(9)]
    drawn = lc.compare(*many, catalog=lc.Catalog()).to_latex()
    blocks = drawn.split(r"\begin{longtable}")[1:]
    assert len(blocks) > 1
    assert [block.count("MMLU (5-shot) &") for block in blocks] == [1] * len(blocks)
    assert [drawn.count(f"& model-{n}") for n in range(9)] == [1] * 9
    assert r"\arraybackslash}p{0." in lc.check_use("llama3").to_latex()


def test_latex_rows() -> None:
    """Sub-rows are indented, and a table without notes has nothing under it."""
    drawn = compared("a").to_latex()
    assert r"\quad training other models" in drawn
    counted = lc.compare(card("a", score()), card("b"), catalog=lc.Catalog()).to_latex()
    assert r"1 more row: rows=\texttt{\char34 all\char34}\par" in counted
    empty = lc.Catalog(cards=[card("a")]).to_latex()
    assert empty.endswith("\\end{longtable}\n\\raggedright\n}")


def test_latex_scripts() -> None:
    """A Chinese title with an address is told as such where it cannot be printed, others spelled."""
    known = lc.Source(title="新访谈", url="https://a.example/?a=1%20")
    other = card('"x" --', score(source="？"))
    drawn = lc.compare(
        card("模型", score(source=known), source=known), other, catalog=lc.Catalog()
    ).to_latex()
    for wanted in (
        r'\otherscript{"6A21}{模型}{\textless{}U+6A21 U+578B\textgreater{}}',
        r'\otherscript{"65B0}{新访谈}{ (in Chinese)}, \url{https://a.example/?a=1%20}',
        r'\otherscript{"FF1F}{？}{\textless{}U+FF1F\textgreater{}}',
        "“x” -{}-",
    ):
        assert wanted in drawn


DOCUMENT = r"""\documentclass{article}
\usepackage{array,longtable,url}
\begin{document}
%s
\end{document}
"""


def printed_tables(engine: str, folder: Path, tables: list[lc.types.Displayable]) -> list[str]:
    """The text of each table in a PDF, page by page, and nothing wider than the page."""
    folder.mkdir()
    drawn = (f"\\clearpage\n\\noindent NEXT\n\n{table.to_latex()}" for table in tables)
    (folder / "tables.tex").write_text(DOCUMENT % "\n".join(drawn), encoding="utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "tables.tex"]
    for _ in range(4):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        log = (folder / "tables.log").read_text(encoding="utf-8", errors="replace")
        if "widths have changed" not in log:
            break
    wide = re.findall(r"Overfull \\[hv]box \((\S+)pt too (?:wide|high)\) .*", log)
    assert [points for points in wide if float(points) > 2] == []
    assert re.findall("Missing character: .*", log) == []
    text = ["pdftotext", "-raw", "tables.pdf", "-"]
    read = subprocess.run(text, cwd=folder, capture_output=True, check=True).stdout.decode("utf-8")
    return read.split("NEXT")[1:]


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_latex_compiles(engine: str, tmp_path: Path) -> None:
    """LaTeX compiles, and its PDF has each row and column of a table inside of its pages."""
    for program in (engine, "pdftotext"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    tables: list[lc.types.Displayable] = [
        *(lc.compare(*names[:many]) for many in (2, 6, 12) for names in (BASE, TUNED)),
        lc.compare("llama-3-8b", "llama-3.1-8b", rows="all", baseline="llama-3-8b"),
        lc.check_use("llama-3.2-11b-vision", served_in="DE"),
        lc.check_claims(),
        lc.compare_licenses("llama2", "llama4", "apache-2.0"),
    ]
    printed = printed_tables(engine, tmp_path / "builtin", tables)
    for table, text in zip(tables, printed, strict=True):
        missing = to_print(table, "U+{:04X}") - Counter(tokens(text))
        assert not missing, (table, missing)
        assert len(tokens(text.partition("\f")[0])) > 100


@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_latex_of_any_name_compiles(engine: str, tmp_path: Path) -> None:
    """LaTeX compiles whatever the names are."""
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    latin = [c for c in map(chr, [*range(0x20, 0x180), 0x2012]) if c.isprintable()]
    names = [*HOSTILE, *(" ".join(latin[at : at + 40]) for at in range(0, len(latin), 40))]
    tables: list[lc.types.Displayable] = [compared(name, name, name) for name in names]
    printed_tables(engine, tmp_path / "hostile", tables)


def test_as_long_when_turned() -> None:
    """A table that is too wide is turned if that is shorter, but not if it is just as long."""
    for many, parts in ((6, 1), (7, 2)):
        names = [f"model-{n}" for n in range(many)]
        sheet = Sheet(title="T", head=("", *names), body=[["a", *["1"] * many]])
        drawn = to_text(sheet, width=10 * many - 10)
        assert drawn.count("─\n") == parts


def test_column_of_nothing() -> None:
    """A column without a head or a text has no width."""
    sheet = Sheet(title="T", head=("", "", "b"), body=[["a", "", "1"]])
    assert to_text(sheet) == "     b\n──────\na    1"


def test_transposed() -> None:
    """A table may be turned, with the same cells, notes and sources."""
    table = compared("a")
    turned = stripped(_Cells(table.to_html(transpose=True)).rows)
    rows = stripped(_Cells(table.to_html()).rows)
    assert turned == [list(row) for row in zip(*rows, strict=True)]
    assert table.to_text(transpose=True).split("\n\n")[-1] == str(table).split("\n\n")[-1]
    assert table.to_markdown(transpose=True).startswith("|  | Parameters |")
    assert table.to_latex(transpose=True).count("Parameters") == 1


@pytest.mark.parametrize(
    "drawn",
    [
        compared("a"),
        card("a", score()),
        lc.catalog(),
        lc.conflicts("llama-2-70b"),
        lc.get_license("llama3"),
        lc.compare_licenses("llama3", "mit"),
        lc.check_use("llama3"),
        lc.memory("llama-3-8b"),
        lc.memory_table("llama-3-8b"),
    ],
    ids=lambda d: type(d).__name__,
)
def test_mimebundle(drawn: lc.types.Comparison) -> None:
    """A notebook gets HTML, Markdown and text of the same table, and nothing that outranks it."""
    bundle = drawn._repr_mimebundle_()
    assert list(bundle) == ["text/html", "text/markdown", "text/plain"]
    assert bundle["text/plain"] == str(drawn)
    assert bundle["text/html"].startswith("<figure")


@pytest.mark.parametrize("suffix", ["txt", "MD", "md", "html", "tex", "csv", "json"])
def test_save(suffix: str, tmp_path: Path) -> None:
    """A table is written in the format of the suffix, and not over a file unless asked."""
    path = tmp_path / f"table.{suffix}"
    assert compared("模型").save(path) == path
    assert "50.0" in path.read_text(encoding="utf-8")
    with pytest.raises(errors.FileError, match="already exists; overwrite=True replaces it"):
        compared("b").save(str(path))
    compared("b").save(path, overwrite=True)
    assert "模型" not in path.read_text(encoding="utf-8")


def test_html_breaks() -> None:
    """A figure, its marks and "5-shot" stay on one line; a long text may break, a long head too."""
    drawn = compared("a").to_html()
    assert '<td class="short" style="text-align:right">8B' in drawn
    assert (
        '<td class="long" style="text-align:left">If you distribute'
        in lc.check_use("llama3").to_html()
    )
    assert '<span class="short">(5-shot)</span></span>' in drawn
    assert '<th scope="col" style="text-align:right">long long' in compared("long " * 9).to_html()
    assert "<br><span>Chat</span>" in lc.compare("llama-2-7b-chat").to_html()


def test_html_without_label() -> None:
    """A row without a label has a cell for it, which is the head of nothing."""
    assert '<tr><td style="text-align:left"></td>' in lc.check_claims().to_html()


def test_page(tmp_path: Path) -> None:
    """A saved page stands alone, is at home on light and dark screens, and prints whole."""
    page = compared("a").save(tmp_path / "table.html").read_text(encoding="utf-8")
    assert "@media print" in page
    assert "<main>" in page
    assert "<h1>" in page
    assert not any(remote in page for remote in ("<script", "<link", "@import", "src="))
    assert page.startswith("<!DOCTYPE html>")
    assert "color-scheme: light dark" in page


def test_save_refused(tmp_path: Path) -> None:
    """A suffix without a format, or a folder that is not there, is refused."""
    with pytest.raises(
        errors.UnknownOptionError, match=r"no suffix is named '.pdf'; there is '.txt'"
    ):
        compared("a").save(tmp_path / "table.pdf")
    with pytest.raises(errors.UnknownOptionError, match="no suffix is named '.csv'"):
        card("a").save(tmp_path / "card.csv")
    with pytest.raises(errors.FileError, match="cannot be written: No such file or directory"):
        compared("a").save(tmp_path / "none" / "table.md")


def test_numbers_in_json() -> None:
    """JSON has whole numbers as such, and the digits as printed in the text."""
    table = lc.compare(card("a", score(value="50.50"), size="8B", source=OLD), catalog=lc.Catalog())
    parameters, mmlu = json.loads(table.to_json())
    assert (parameters["value"], mmlu["value"], mmlu["text"]) == (8_000_000_000, 50.5, "50.50")


def test_wide_pages_print_in_blocks(tmp_path: Path) -> None:
    """A page with many columns has a copy for paper in blocks, in which every column stands once."""
    many = lc.compare(
        *(card(f"model-{n}", score(), size="8B") for n in range(9)), catalog=lc.Catalog()
    )
    page = many.save(tmp_path / "wide.html").read_text(encoding="utf-8")
    _, _, blocks = page.partition('<div class="blocks" aria-hidden="true">')
    assert blocks.count("<table>") == 2
    assert [blocks.count(f">model-{n}") for n in range(9)] == [1] * 9
    assert "id=" not in blocks.partition("</figure>")[0].partition("</table>\n</div>\n</div>")[0]
    narrow = (
        lc.compare(card("a", score())).save(tmp_path / "narrow.html").read_text(encoding="utf-8")
    )
    assert 'class="blocks"' not in narrow


def test_elsewhere_leads_to_its_row() -> None:
    """The sign for another setup says what it stands for, and leads to the row of that."""
    table = lc.compare(
        card("a", score()), card("b", score(), score(shots=0, value="40.0")), card("c", score(shots=0)),
        catalog=lc.Catalog(),
    )  # fmt: skip
    drawn = table.to_html()
    (link,) = re.findall(r'<a href="#([^"]+)" title="50.0 under MMLU \(0-shot\)"', drawn)
    assert f'<tr id="{link}">' in drawn


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Llama 扎克伯格 Meta 谈, Acme", 'Llama <span lang="zh">扎克伯格 Meta 谈</span>, Acme'),
        ("モデル", '<span lang="ja">モデル</span>'),
        ("모델", '<span lang="ko">모델</span>'),
        ("Why？", "Why？"),
    ],
)
def test_foreign_titles_say_so(title: str, written: str) -> None:
    """A title in Chinese, Japanese or Korean says its language, from its first to its last sign."""
    mine = card("a", score(source=title), source="Card")
    assert f">{written} <a" in lc.compare(mine, catalog=lc.Catalog()).to_html()


def test_notes_fold() -> None:
    """Notes that must be read are open, others are folded away."""
    noted = card("a", score(note="my GPU"), source=OLD)
    drawn = lc.compare(noted, catalog=lc.Catalog()).to_html()
    assert "<details><summary>1 more note</summary>" in drawn


@pytest.mark.parametrize(
    ("title", "language"),
    [("模型卡", "zh"), ("モデル", "ja"), ("모델", "ko"), ("Model card", "")],
)
def test_language_of_a_title(title: str, language: str) -> None:
    """The script of a title tells its language, so that a browser reads it out as it is."""
    assert language_of(title) == language


def test_wide_csv() -> None:
    """A wide CSV is the table as drawn, each figure a number, and no cell a formula."""
    two = card("a", score(value="50.0")), card("=1+1", score(value="66.0"))
    compared = lc.compare(*two, sections="scores", catalog=lc.Catalog())
    assert [*csv.reader(io.StringIO(compared.to_csv(wide=True)))] == [
        ["section", "row", "a", "'=1+1", "Difference"],
        ["Scores (percent; higher is better)", "MMLU (5-shot)", "50.0", "66.0", "+16.0"],
    ]


def test_pandas_reads_what_is_written(tmp_path: Path) -> None:
    """Pandas reads CSV and JSON as they are, with numbers as values, and a wide CSV with its columns."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    compared = lc.compare("llama-3-8b", "llama-3-70b", rows="all")
    flat = {
        "csv": pandas.read_csv(compared.save(tmp_path / "t.csv")),
        "json": pandas.read_json(compared.save(tmp_path / "t.json")),
        "jsonl": pandas.read_json(compared.save(tmp_path / "t.jsonl"), lines=True),
    }
    for frame in flat.values():
        assert frame["value"].dtype.kind == "f"
        assert frame["value"].notna().sum() == sum(
            r["value"] is not None for r in compared.to_records()
        )
    wide = pandas.read_csv(io.StringIO(compared.to_csv(wide=True)))
    assert [*wide.columns[2:]] == ["Llama 3 8B", "Llama 3 70B", "Difference"]
    assert len(wide) == len(compared.rows)
