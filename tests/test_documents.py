"""Every built-in figure, read again from the document that it cites."""

from __future__ import annotations

import csv
import re
from calendar import month_abbr
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import count, groupby, product, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from attrs import evolve

from llamacards import Claim, EvalSetup, Fact, License, Publication, Source, Table, Term
from llamacards.publications import PUBLICATIONS

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason="the documents are not beside this checkout"
)

FILES = {
    "config.json": "architecture.csv",
    "repositories": "hub-ids.csv",
    "http://mp.weixin.qq.com/s": "interview/000_6829d446164cffab.txt",
    "https://ai.meta.com/blog/meta-llama-3/": "announcement-2024-04-18.csv",
    "https://arxiv.org/abs/2307.09288": "papers/llama-2-paper-arxiv-2307.09288.csv",
    "https://arxiv.org/abs/2407.21783": "papers/llama-3-paper-arxiv-2407.21783.csv",
}
CLAUSES = (list("123456789"), list("abcdefgh"), ["i", "ii", "iii", "iv", "v", "vi"], list("ABC"))
DATE = re.compile(rf"\b({'|'.join(month_abbr[1:])})[a-z]*(?: (\d{{1,2}}))?,? (\d{{4}})\b")
# Facts that their documents say in other words: Chinese ones, a size for a name, a kind for a no.
IN_WORDS = {
    "no": "mixture-of-experts",
    "yes": "密集模型",
    "15T": "15 万亿",
    "llama-3.1-405b": "405B",
    "llama-3.1-405b-instruct": "405B",
    "up to 0.001": "less than 0.001",
}
# What the documents that write one name and measure another write, and what they measure.
WRITTEN = {"https://arxiv.org/abs/2407.21783": ("Llama 3 ", "Llama 3.1 ")}
MARK = re.compile(r"(?<!bf)(?<![\d.x])[\d.]+b?(?![\d.b]*[+x])|chat|instruct")
LOCATOR = re.compile(r"arXiv:\S+ (.+?), row '(.+?)'(?:, column '(.+)')?")
QUOTED = ("notice_file", "display_text", "name_prefix", "trademark")
SETUP = {"# Shots": "shots", "Metric": "metric", "CoT": "cot"}
BESIDE = {*SETUP, "Category", "Capability", "Modality", "", "±"}
NO_FIGURE = ("", "N/A", "No multimodal support", "Context window is 128K")
PROSE_ROWS = ("micro average", "MATH-HARD (Lvl 5)")
WITHOUT_CARD = ("Llama 1", "Llama 2 34B", "Llama 3.2 1B Vanilla PTQ", "Llama 3.2 3B Vanilla PTQ")
# "1B (1.23B)": the size that labels a row, and the number of parameters.
SIZED = re.compile(r"(\d+B) \(([\d.]+)B?\)")
STAGE = re.compile(r"(\d+)(K?) H100 hours")
# Metrics that are printed in other words than those they have here.
SAME_METRIC = {
    "Accuracy": "acc",
    "accuracy": "acc",
    "relaxed_accuracy": "relaxed accuracy",
    "Avg(Prompt/Instruction acc Loose/Strict)": "average (prompt and instruction level, "
    "strict and loose)",
}


class Cell(NamedTuple):
    """
    A printed cell: its whole row, the head of its column, and what it says.

    part: of several values in one cell, which one it is.
    """

    row: tuple[str, ...]
    column: str
    text: str
    part: str = ""

    def cited_as(self, row: str, column: str, named: object) -> bool:
        """Whether a cell of its row, alone or after the first, and its head are so labelled."""
        first, *others = self.row
        labels = {*self.row, *(f"{first} {other}" for other in others)}
        subset = getattr(named, "subset", None) or ""
        return row in labels and column == self.column and self.part in subset

    @property
    def is_score(self) -> bool:
        """Whether it is a figure, or a dash, of a model that has a card."""
        figure = self.column not in BESIDE and re.fullmatch(r"~?\d+(\.\d+)?|-", self.text)
        return bool(figure) and not {self.row[0], self.column} & {*WITHOUT_CARD}


class TableReader(HTMLParser):
    """The texts of HTML tables by row and column, a spanning cell wherever it reaches."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[dict[tuple[int, int], str]] = []
        self.row = -1
        self.reach: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; the cell before may have been left open."""
        if tag == "table":
            self.tables.append({})
            self.row = -1
        elif tag == "tr":
            self.row += 1
        elif tag in ("td", "th"):
            down, across = (int(dict(attrs).get(n) or 1) for n in ("rowspan", "colspan"))
            left = next(n for n in count() if (self.row, n) not in self.tables[-1])
            rows, columns = range(self.row, self.row + down), range(left, left + across)
            self.reach = list(product(rows, columns))
            self.tables[-1].update(dict.fromkeys(self.reach, ""))

    def handle_data(self, data: str) -> None:
        """Add to the open cell."""
        for place in self.reach:
            self.tables[-1][place] += data

    def handle_endtag(self, tag: str) -> None:
        """Cut off at the end of a table what reaches below it."""
        if tag == "table":
            table = self.tables[-1].items()
            self.tables[-1] = {place: text for place, text in table if place[0] <= self.row}
            self.reach = []


def iso(date: re.Match[str]) -> str:
    """The printed date or month as ISO writes it."""
    month, day = list(month_abbr).index(date[1]), date[2]
    return f"{date[3]}-{month:02}" + (f"-{int(day):02}" if day else "")


def plain(text: str) -> str:
    """The text in one line without marks: quotes straight, "March, 2023" as 2023-03."""
    text = unescape(re.sub(r"<[^>]+>|[*\\]", "", text))
    return DATE.sub(iso, " ".join(text.translate(str.maketrans("“”’", '""\'')).split()))


def path_of(source: Source, place: str) -> Path:
    """The file in which a place of a document stands here."""
    address = (source.url or "").partition("?")[0]
    found = re.fullmatch(r"https://github\.com/meta-llama/(.+)/blob/\w{7}/(.+)", address)
    name = f"{found[1]}/{found[2]}" if found else FILES.get(place) or FILES[address]
    return SOURCES / name


def under(text: str, name: str) -> str:
    """What stands under a heading, or in the paragraph and list that a name in bold begins."""
    name = re.escape(name)
    start = re.search(rf"^(?:(#+) \**{name}[* ]*$|\*\*{name}\b)", text, re.MULTILINE)
    assert start, f"no heading {name}"
    last = rf"^#{{1,{len(start[1])}}} +\S" if start[1] else r"\n\s*\n(?!\* )"
    end = re.compile(last, re.MULTILINE).search(text, start.end())
    return text[start.start() : end.start() if end else None]


def passage(source: Source, place: str) -> str:
    """
    The cited place of a document; "heading" is its first lines, "text" all of it.

    A line in bold is a heading too, unless it is a question of the interview.
    """
    path = path_of(source, place)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv" or place == "text":
        return text
    if place == "heading":
        return "\n".join(text.splitlines()[:3])
    text = re.sub(r"^\*\*(?!Dwarkesh)(.+)\*\*$", r"## \1", text, flags=re.MULTILINE)
    for name in place.split(", "):
        text = under(text, name)
    return text


def csv_cells(path: Path, section: str) -> Iterator[Cell]:
    """The cells of a file of the Hub, of a table of the paper, or of a panel of the announcement."""
    for line in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        found = LOCATOR.fullmatch(line.get("locator", ""))
        if section in FILES:
            yield from (Cell(tuple(line.values()), *item) for item in line.items())
        elif found and found[1] == section:
            label, column = found[2], found[3] or "Llama 2"
            figure, _, margin = line["value"].partition("±")
            yield Cell((label,), column, figure)
            beside = {"±": margin, "CoT": str(line["cot"] == "yes") if line["cot"] else ""}
            beside |= {"# Shots": line["shots"], "Metric": line["metric"]}
            yield from (Cell((label, column), *item) for item in beside.items())
        elif section == f"figure {line.get('figure')}, {line['tuning']}":
            model = line["model"].removesuffix(" (still training)")
            yield Cell((line["benchmark"],), model, line["value"])


def tables_in(text: str) -> Iterator[list[list[str]]]:
    """The tables of a text, in HTML or parted by pipes, row by row."""
    reader = TableReader()
    reader.feed(text)
    for table in reader.tables:
        rows = groupby(sorted(table.items()), key=lambda item: item[0][0])
        yield [[text for _, text in row] for _, row in rows]
    for block in re.split(r"\n\s*\n", text):
        lines = [s.strip().removeprefix("|").removesuffix("|") for s in block.strip().splitlines()]
        if len(lines) > 1 and set(lines[1]) <= set("|-: "):
            head, *below = (line.split("|") for line in (lines[0], *lines[2:]))
            yield [head, *filled(head, below)]


def filled(head: list[str], rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows that are not blank; a blank cell has the text above it, unless it is of a setup."""
    above = [""] * len(head)
    for row in rows:
        if any(map(str.strip, row)):
            above = [
                cell if cell.strip() or plain(name) in SETUP else over
                for name, cell, over in zip_longest(head, row, above, fillvalue="")
            ]
            yield above


def figure_in(text: str) -> str:
    """What a cell says as a table here says it: parameters for a size, hours summed over stages."""
    if stages := STAGE.findall(text):
        return f"~{sum(int(hours) * (1000 if thousand else 1) for hours, thousand in stages):,}"
    text = "-" if text in NO_FIGURE else re.sub(r"Up to (\w+) tokens", r"up to \1", text)
    return SIZED.sub(r"\2B", text)


def prose_cells(text: str) -> Iterator[Cell]:
    """The figures of sentences such as "65.4 and 67.4 for the 8B pre-trained and tuned models"."""
    for name, sentence in product(PROSE_ROWS, re.split(r"\.\s", text)):
        phrases = re.findall(r"((?:\d+\.\d+[, and]+)+)for the ([^;:]+?) models", sentence)
        for figures, models in phrases if name in sentence else ():
            kinds = re.findall(r"[a-z]+-[a-z]+", models) or [""]
            places = product(re.findall(r"\d+B", models), kinds)
            for (size, kind), figure in zip(places, re.findall(r"[\d.]+", figures), strict=True):
                yield Cell((f"{name}, {kind}" if kind else name,), size, figure)
    for size, score, about in re.findall(r"(\d+B)[^B]*?MMLU [^ -~]+ (\d+)( 左右)?", text):
        yield Cell(("MMLU",), size, "~" * bool(about) + score)


def parted(cell: Cell) -> list[Cell]:
    """The cell, or the values of one such as "42.2/36.6", of which its row names the parts."""
    parts = next((label.split()[-1].split("/") for label in cell.row if "->" in label), [])
    values = cell.text.split("/")
    if len(values) != len(parts):
        return [cell]
    return [cell._replace(text=v, part=p) for v, p in zip(values, parts, strict=True)]


@cache
def cells_in(source: Source, section: str) -> list[Cell]:
    """All that the tables and the prose of a section print."""
    path = path_of(source, section)
    if path.suffix == ".csv":
        return list(csv_cells(path, section))
    text = passage(source, section)
    tables = [[tuple(map(plain, row)) for row in table] for table in tables_in(text)]
    cells = [
        cell
        for head, *rows in tables
        for row in rows
        for column, said in zip(head, row, strict=True)
        for cell in parted(
            Cell(tuple(SIZED.sub(r"\1", label) for label in row), column, figure_in(said))
        )
    ]
    return [*cells, *prose_cells(plain(text))]


def differences(source: Source, table: Table) -> dict[tuple[str, str], tuple[str, str]]:
    """What is printed and what is stated, by row and column, where they are not the same."""
    found = {}
    cells = cells_in(source, table.section)
    for row, named, figures in table.rows:
        for (column, _), figure in zip(table.columns, figures, strict=True):
            printed = " or ".join(cell.text for cell in cells if cell.cited_as(row, column, named))
            if printed != str(figure):
                found[row, column] = printed, str(figure)
    return found


def sides(table: Table) -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """The labels that name cards, and those that name what is stated of them."""
    columns, rows = list(table.columns), [(label, subject) for label, subject, _ in table.rows]
    return (columns, rows) if table.models == "columns" else (rows, columns)


def has_scores(table: Table) -> bool:
    """Whether its figures are scores."""
    return any(isinstance(subject, EvalSetup) for _, subject in sides(table)[1])


def left_out(publication: Publication) -> set[Cell]:
    """The scores printed in the sections that a publication cites, and not stated by it."""
    printed, stated = set(), set()
    for table in filter(has_scores, publication.tables):
        cells = cells_in(table.source or publication.source, table.section)
        places = [(r, c, named) for (r, named, _), (c, _) in product(table.rows, table.columns)]
        printed |= {cell for cell in cells if cell.is_score}
        stated |= {cell for cell in cells if any(cell.cited_as(*place) for place in places)}
    return printed - stated


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text, not inside a longer word or number, blanks aside."""
    letters = " ?".join(map(re.escape, words.replace(" ", "")))
    pattern = rf"(?<![\w.]){letters}(?!\w|\.\d)"
    return re.search(pattern, plain(text), re.ASCII | re.IGNORECASE) is not None


def clause(text: str, name: str) -> str:
    """The text of a clause such as "§1.b.i(A)", read from mark to mark."""
    text = re.sub(r"[*\\]", "", text)
    for mark, series in zip(re.findall(r"\d+|[a-z]+|[A-Z]", name), CLAUSES, strict=False):
        marks = series[series.index(mark) : series.index(mark) + 2]
        mine, later = (rf"\({m}\)\s" if m.isupper() else rf"^\s*{m}\.\s" for m in marks)
        found = re.search(rf"{mine}(.*?)(?={later}|\Z)", text, re.MULTILINE | re.DOTALL)
        assert found, f"no {mark} of {name}"
        text = found[1]
    return plain(text)


def title_of(case: object) -> str:
    """What the report of a failure calls a case."""
    names = ("title", "id", "topic", "field", "section", "source")
    return str(next(getattr(case, name) for name in names if hasattr(case, name)))


# What a document had before it was corrected does not stand in it.
TABLES = [(t.source or p.source, t) for p in PUBLICATIONS for t in p.tables if not t.until]
SCORES = [(source, table) for source, table in TABLES if has_scores(table)]
FACTS = [(fact.source or p.source, fact) for p in PUBLICATIONS for fact in p.facts]
CLAIMS = [(claim.source or p.source, claim) for p in PUBLICATIONS for claim in p.claims]
LICENSES = [
    (text.source or p.source, text) for p in PUBLICATIONS for text in p.licenses if text.released
]
TERMS = [(source, term) for source, text in LICENSES for term in text.terms if term.clause]


@pytest.mark.parametrize(("source", "table"), TABLES, ids=title_of)
def test_tables(source: Source, table: Table) -> None:
    """A table has the figures that its document prints in the rows and columns cited."""
    assert differences(source, table) == {}


@pytest.mark.parametrize("publication", PUBLICATIONS, ids=title_of)
def test_nothing_left_out(publication: Publication) -> None:
    """A publication has every score of the sections that it cites."""
    assert left_out(publication) == set()


@pytest.mark.parametrize(("source", "table"), SCORES, ids=title_of)
def test_setups(source: Source, table: Table) -> None:
    """A setup has the shots and the metric that are printed beside its label."""
    setups = dict(sides(table)[1])
    beside = [cell for cell in cells_in(source, table.section) if cell.column in SETUP]
    printed = {
        (label, cell.column): cell.text
        for label, cell in product(setups, beside)
        if label in cell.row and cell.text not in ("", "-")
    }
    stated = {place: getattr(setups[place[0]], SETUP[place[1]]) for place in printed}
    differing = {
        place: (text, stated[place])
        for place, text in printed.items()
        if str(stated[place]).casefold() not in (text.casefold(), SAME_METRIC.get(text))
    }
    assert differing == {}


@pytest.mark.parametrize(("source", "table"), SCORES, ids=title_of)
def test_intervals(source: Source, table: Table) -> None:
    """A note on confidence intervals gives the narrowest and the widest that are printed."""
    places = {(row, column) for row, *_ in table.rows for column, _ in table.columns}
    cells = [cell for cell in cells_in(source, table.section) if cell.column == "±" and cell.text]
    margins = sorted((cell.text for cell in cells if cell.row in places), key=Decimal)
    noted = table.note if table.note and "confidence" in table.note else None
    expected = f"95% confidence intervals of ±{margins[0]} to ±{margins[-1]}" if margins else None
    assert noted == expected


def test_labels_of_setups() -> None:
    """A label that prints shots, or a chain of thought, stands for a setup that has them."""
    setups = [setup for _, table in SCORES for setup in sides(table)[1]]
    misfiled = [
        label
        for label, setup in setups
        if ("shot" in label and not re.search(rf"(?<![-\d]){setup.shots}[- ]shot", label))
        or ("CoT" in label and not setup.cot)
    ]
    assert misfiled == []


def test_labels_of_cards() -> None:
    """A label that prints version, size or tuning names cards of that version, size or tuning."""
    labels = [
        (label.replace(*WRITTEN.get(source.url or "", ("", ""))), names)
        for source, table in TABLES
        for label, names in sides(table)[0]
    ]
    misfiled = [
        (label, name)
        for label, names in labels
        for name in ([names] if isinstance(names, str) else names)
        if not {*MARK.findall(label.lower())} <= {*name.split("-")}
    ]
    assert misfiled == []


@pytest.mark.parametrize(("source", "fact"), FACTS, ids=title_of)
def test_facts(source: Source, fact: Fact) -> None:
    """A fact has the words that stand in its document at the place cited."""
    text = passage(source, source.place or "")
    words = IN_WORDS.get(fact.text, fact.text).split(", ")
    assert [word for word in words if not stands(word, text)] == []


@pytest.mark.parametrize(("source", "claim"), CLAIMS, ids=[claim.text for _, claim in CLAIMS])
def test_claims(source: Source, claim: Claim) -> None:
    """A claim is cited from a passage in which its speaker speaks."""
    assert f"{claim.speaker}：" in plain(passage(source, source.place or ""))


@pytest.mark.parametrize(("source", "license"), LICENSES, ids=title_of)
def test_licenses(source: Source, license: License) -> None:
    """A licence has the name and the day that head its text."""
    heading = passage(source, "heading")
    assert stands(license.name, heading)
    assert stands(str(license.released), heading)


@pytest.mark.parametrize(("source", "term"), TERMS, ids=title_of)
def test_terms(source: Source, term: Term) -> None:
    """A term has a clause of the text, and the value that it, or the place cited, gives or quotes."""
    text = clause(passage(source, "text"), term.clause or "")
    if term.source and term.source.place:
        text += plain(passage(term.source, term.source.place))
    value = "" if term.value in (None, "yes") else str(term.value)
    quoted = f'"{value}"' if value and term.topic in QUOTED else value
    assert quoted in text.replace(" million monthly active users", "M MAU")


@pytest.mark.parametrize(("source", "table"), TABLES, ids=title_of)
def test_changed_figure(source: Source, table: Table) -> None:
    """A figure that is one off in its last digit is found."""
    (row, subject, figures), *rows = table.rows
    place = next(n for n, figure in enumerate(figures) if re.search(r"\d", str(figure)))
    figure, later = str(figures[place]), figures[place + 1 :]
    changed = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), figure)
    wrong = evolve(table, rows=[(row, subject, (*figures[:place], changed, *later)), *rows])
    assert list(differences(source, wrong)) == [(row, table.columns[place][0])]


@pytest.mark.parametrize(
    ("source", "table"), [case for case in SCORES if len(case[1].rows) > 1], ids=title_of
)
def test_swapped_rows(source: Source, table: Table) -> None:
    """Two rows that have each other's figures are found."""
    (first, mine, figures), (second, yours, others), *rows = table.rows
    wrong = evolve(table, rows=[(first, mine, others), (second, yours, figures), *rows])
    assert {row for row, _ in differences(source, wrong)} == {first, second}


@pytest.mark.parametrize(
    ("source", "table"), [case for case in SCORES if len(case[1].columns) > 1], ids=title_of
)
def test_swapped_columns(source: Source, table: Table) -> None:
    """Two columns that have each other's figures are found."""
    rows = [(row, names, (b, a, *others)) for row, names, (a, b, *others) in table.rows]
    wrong = {column for _, column in differences(source, evolve(table, rows=rows))}
    assert wrong == {column for column, _ in table.columns[:2]}


@pytest.mark.parametrize("publication", [p for p in PUBLICATIONS if p.cards], ids=title_of)
def test_rows_left_out(publication: Publication) -> None:
    """The last row of each table of scores that has several is missed where it is left out."""
    kept = [table for table in publication.tables if not table.until]
    tables = [
        evolve(table, rows=table.rows[:-1] or table.rows, notes=(), since=(), doubtful=())
        for table in kept
    ]
    missed = left_out(evolve(publication, tables=tables))
    longer = [table for table in kept if has_scores(table) and len(table.rows) > 1]
    assert len(missed) == sum(len(table.columns) for table in longer)


def test_missing_clause() -> None:
    """A clause that a text does not have is found."""
    with pytest.raises(AssertionError, match=r"no b of §1\.b\.i"):
        clause("1. Rights\n  a. Grant\n2. Terms\n  b. Users\n", "§1.b.i")


@pytest.mark.parametrize(
    ("words", "found"), [("2022-09", True), ("A100-80GB", True), ("100-80GB", False), ("5", False)]
)
def test_words(words: str, found: bool) -> None:
    """Words stand in a text where they are whole, dates as ISO writes them."""
    assert stands(words, "data until **September 2022**, 5.1 days on A100-80GB") is found
