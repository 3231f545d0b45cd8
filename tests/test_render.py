"""Text tables."""

import sys

import pytest
import tabulate
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._tables.below import _WrappedLines
from llamacards._tables.sheet import Sheet
from llamacards._tables.text import NO_TEXT_STYLES
from llamacards._tables.width import MaskedWidths, wrap_words
from made_up import NEW, OLD, card, score

LICENSE = lc.License(
    name="Mine", terms=[lc.Term(topic="train_other_models", answer="not allowed", clause="§1.b.v")]
)


def test_table() -> None:
    """A table has heads with sources, sections, marks, notes, and the sources numbered as they appear."""
    compared = lc.compare(
        card("a", score(value="50.0"), score("ToxiGen", value="2.0", lower_is_better=True),
             size="8B", source="Card", license=LICENSE, title="Alpha"),
        card("b", score(value="52.0"), score("ToxiGen", value="1.0", lower_is_better=True), size="70B"),
        card("c", score(value="51.0", source=NEW), score("GPQA", shots=0, source=NEW), source=NEW),
        card("d", score(shots=0)),
        baseline="a",
        best=True,
        catalog=lc.Catalog(),
    )  # fmt: skip
    assert (
        str(compared)
        == """\
                           Alpha [1]                  b       c [2]  d
──────────────────────────────────────────────────────────────────────
What it is
  Parameters                      8B                70B   ·          ·

Scores (percent; higher is better, but lower for ToxiGen)
  MMLU (5-shot)             50.0 [3]  *52.0 (+2.0)° [3]  51.0 (n/c)  ≠
  ToxiGen (5-shot)           2.0 [3]   *1.0 (-1.0)° [3]   ·          ·

License
  License                       Mine    ·                 ·          ·
    training other models  no §1.b.v    ·                 ·          ·
    user limit               unknown    ·                 ·          ·

Best of 2 rows: b in 2. 1 of them across documents.
≠ reported under another setup   · not reported   * best of its row
° no verdict: noise unknown, or the best is of another document
(+) difference to Alpha inside one publication   (n/c) not comparable
[n] source, if not that of the head
2 more rows: rows="all"   2 more notes: notes="all"
Sources [1] Card  [2] New report 2024-01  [3] Old report 2023-01"""
    )


@pytest.mark.parametrize("style", ["grid", "pipe", "latex", "rst", "plain", "heavy_grid"])
def test_styles(style: str) -> None:
    """A table is drawn in tabulate's styles, with the same notes and sources."""
    compared = lc.compare(card("a", score()), catalog=lc.Catalog())
    drawn = compared.to_text(style)
    assert "50.0" in drawn
    assert drawn.split("\n\n")[-1] == str(compared).split("\n\n")[-1]


@pytest.mark.parametrize("style", sorted({*tabulate.tabulate_formats} - NO_TEXT_STYLES))
def test_every_style(style: str) -> None:
    """Every style that is text draws any name, with a line for each row and no bar between cells."""
    compared = lc.compare(card("a|b\n<x>", score(), score("GPQA")), catalog=lc.Catalog())
    drawn = compared.to_text(style).split("\n\n\n")[0]
    assert sum("50.0" in line for line in drawn.splitlines()) == 2
    if style in ("pipe", "github"):
        assert "a&#124;b" in drawn


@pytest.mark.parametrize("style", ["html", "unsafehtml", "latex_raw", "tsv", "simpel", "csv"])
def test_no_styles(style: str) -> None:
    """What is not a text, or no style, is answered with what is near."""
    with pytest.raises(errors.UnknownOptionError, match=f"no text style is named '{style}'"):
        lc.compare(card("a"), catalog=lc.Catalog()).to_text(style)


def test_nothing_stated() -> None:
    """A card that states nothing still makes a table."""
    assert str(lc.compare(card("a"), catalog=lc.Catalog())) == "  a\n───"


def test_other_units() -> None:
    """A unit other than percent is said in the row, and by the legend."""
    drawn = str(
        lc.compare(card("a", score("Arena", value="1250", unit="rating")), catalog=lc.Catalog())
    )
    assert "Arena (5-shot, rating)  1250 [1]" in drawn
    assert "Scores (percent unless a unit is" in drawn


def five() -> lc.types.Comparison:
    """Five cards, one with a wide name, and a benchmark."""
    several = [card(f"model-{n}", score(note="模型 of five words")) for n in range(4)]
    return lc.compare(
        *several, card("模型卡", score("GPQA")), rows="all", best=False, catalog=lc.Catalog()
    )


def test_width_kept() -> None:
    """A table that fits a terminal is drawn as it is, its notes broken between words."""
    table = five()
    grid, below = table.to_text(width=80).split("\n\n")
    assert grid == str(table).split("\n\n", maxsplit=1)[0]
    assert " ".join(below.split("\n")) == str(table).split("\n\n")[1].replace("\n", " ")


def test_width_turned() -> None:
    """A table that is too wide is turned, if it fits then."""
    assert (
        five().to_text(width=40).split("\n\n")[0]
        == """\
             MMLU      GPQA
         (5-shot)  (5-shot)
───────────────────────────
model-0  50.0 [1]   ·
model-1  50.0 [1]   ·
model-2  50.0 [1]   ·
model-3  50.0 [1]   ·
模型卡    ·        50.0 [1]"""
    )


def test_width_in_parts() -> None:
    """Otherwise it is drawn in parts of as many columns as fit, with the notes under the last."""
    assert (
        five().to_text(width=35)
        == """\
             MMLU      GPQA
         (5-shot)  (5-shot)
───────────────────────────
model-0  50.0 [1]   ·
model-1  50.0 [1]   ·
model-2  50.0 [1]   ·
model-3  50.0 [1]   ·
模型卡    ·        50.0 [1]

Best of 1 row: model-0 in 1,
model-1 in 1, model-2 in 1, model-3
in 1.
· not reported
[n] source, if not that of the head
1 more note: notes="all"
Source [1] Old report 2023-01"""
    )


def test_width_of_one_column() -> None:
    """A part has one column at least, however narrow the terminal."""
    *grids, _ = five().to_text("grid", width=1).split("\n\n")
    heads = [grid.splitlines()[1].strip("| ") for grid in grids]
    assert heads == ["model-0", "model-1", "model-2", "model-3", "模型卡"]


def test_narrowest() -> None:
    """For fewer than twenty columns a table and its notes are drawn as for twenty."""
    assert five().to_text(width=5) == five().to_text(width=20)


def test_digits_in_a_grid() -> None:
    """A style of tabulate keeps the digits of a column that has nothing but figures."""
    drawn = [card(name, score(value="66.60"), source=OLD) for name in "ab"]
    table = lc.compare(*drawn, sections="scores", best=False, catalog=lc.Catalog())
    assert table.to_text("plain").count("66.60") == 2


def test_parts_keep_their_sides() -> None:
    """Columns of text stay at the left in every part."""
    parts = lc.check_use("llama3").to_text(width=50).split("\n\n")
    lines = [line for part in parts[:2] for line in part.splitlines()]
    assert [line for line in lines if len(line) > 50 and "://" not in line] == []


@pytest.mark.parametrize("width", [0, -1, "80", True])
def test_no_width(width: int) -> None:
    """What is no number of columns is refused."""
    with pytest.raises(errors.FieldError, match="to_text.width must be a number of columns"):
        five().to_text(width=width)


def test_more_in_notes() -> None:
    """Of what is also stated the first five are printed, the rest counted."""
    several = [score(value=f"{n}.0", source=f"Run {n}") for n in range(1, 8)]
    table = lc.compare(card("a", *several), card("b", several[0]), catalog=lc.Catalog())
    drawn = table.to_text(notes="all")
    said = (
        "Also stated for a: MMLU 7.0 [2], MMLU 6.0 [3], MMLU 5.0 [4], MMLU 4.0 [5], MMLU 3.0 [6]."
    )
    assert said in drawn
    assert "Smaller discrepancies: 1 more in .notes." in drawn


HOSTILE = ["a|b", "<script>alert(1)</script>", "line\nbreak", "模型卡", "🦙 llama", "=HYPERLINK(1)"]
HOSTILE += [
    "e\u0301tude",
    "👩\u200d💻",
    "❤\ufe0f",
    "\u202eevil",
    "tab\there",
    "\x1b[31mred",
    " lead",
    "\U0010fffd",
]


@pytest.mark.parametrize("style", ["simple", "grid"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(name: str, style: str) -> None:
    """Any name is shown as text on one line, and the columns stay aligned."""
    drawn = lc.compare(
        card(name, score(note=name)), card("plain", score()), catalog=lc.Catalog()
    ).to_text(style)
    grid = drawn.split("\n\n")[0].splitlines()
    assert len(grid) == (4 if style == "simple" else 7)
    assert len({columns(line) for line in grid if "50.0" in line}) == 1
    assert not any(character in drawn for character in "\x1b\u202e\t")


def columns(line: str) -> int:
    """The width of a line in a terminal, as the emulators that know all of Unicode have it."""
    import unicodedata

    width = 0
    for place, character in enumerate(line):
        if character in "\u0301\u200d\ufe0f" or line[place - 1 : place] == "\u200d":
            width += character == "\ufe0f"
        else:
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_any_text(name: str, benchmark: str) -> None:
    """No text breaks a table over more lines than it has rows."""
    drawn = str(lc.compare(card(name, score(benchmark)), sections=["scores"], catalog=lc.Catalog()))
    assert sum("50.0" in line for line in drawn.split("\n")) == 1


def test_same_without_wcwidth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layouts are the same whether or not wcwidth is installed."""
    compared = lc.compare(card("模型🦙", score()), card("plain", score()), catalog=lc.Catalog())
    monkeypatch.setattr(tabulate, "wcwidth", None)
    without = compared.to_text("grid")
    monkeypatch.setitem(sys.modules, "wcwidth", pytest.importorskip("wcwidth"))
    monkeypatch.setattr(tabulate, "wcwidth", sys.modules["wcwidth"])
    assert compared.to_text("grid") == without


def test_bounds_aligned() -> None:
    """A bound behind a figure stands beside its decimals, so that the digits align."""
    mine = card("a", score(value="80+"), score("GPQA", value="75.5"))
    lines = str(lc.compare(mine, catalog=lc.Catalog())).splitlines()[-5:-3]
    assert lines == ["  MMLU (5-shot)  80+  [1]", "  GPQA (5-shot)  75.5 [1]"]


def test_styles_in_parts() -> None:
    """A style of tabulate's is drawn in parts too, of as many columns as fit."""
    scores = [score(), score("GPQA"), score("DROP"), score("BoolQ")]
    several = [card(f"model-{n}", *scores) for n in range(6)]
    table = lc.compare(*several, best=False, sections="scores", catalog=lc.Catalog())
    drawn = table.to_text("grid", width=70)
    assert max(len(line) for part in drawn.split("\n\n")[:-1] for line in part.split("\n")) <= 70
    assert drawn.count("MMLU") > 2


def test_no_choice_of_notes() -> None:
    """Notes are few or all, in text and in Markdown."""
    for draw in (five().to_text, five().to_markdown):
        with pytest.raises(errors.UnknownOptionError, match="no choice of notes is named 'most'"):
            draw(notes="most")


def test_addresses() -> None:
    """If asked, each source stands on a line with its address, which is not broken."""
    source = lc.Source(title="R", url="https://a.example/a-very-long-address-that-is-not-broken")
    drawn = lc.compare(card("a", score(source=source)), catalog=lc.Catalog())
    assert "[1] R, https://a.example/a-very-long-address-that-is-not-broken" in drawn.to_text(
        width=30, addresses=True
    )


@pytest.mark.parametrize("width", [70, 80, 100, 120])
def test_ink(width: int) -> None:
    """At most twelve lines stand under a table."""
    for names in (["llama-*instruct"], ["llama-3*"], ["llama-2-70b-chat", "llama-3.3"]):
        drawn = lc.compare(*names).to_text(width=width)
        assert drawn.split("\n\n")[-1].count("\n") < 12


def test_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """print() keeps to the width of a terminal."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    assert str(five()) == five().to_text(width=40)


def test_every_source_cited_is_named_where_there_is_room() -> None:
    """Sources take the lines under a table that summary, signs and notes leave."""
    papers = [lc.Source(title=f"Report number {n} of the laboratory") for n in range(12)]
    stated = [score(f"Benchmark {n}", source=paper) for n, paper in enumerate(papers)]
    drawn = str(lc.compare(card("a", *stated), rows="all", catalog=lc.Catalog()))
    assert [paper for paper in papers if paper.title not in drawn] == []


def test_hanging_lines() -> None:
    """Lines that hang are as wide as the others, and a blank at an edge makes no line."""
    wrapped = _WrappedLines(Sheet(title="T", head=("",), body=[]), 8, MaskedWidths())
    assert wrapped.text("aa bb cc dd ee", hang=4) == ["aa bb cc", "    dd", "    ee"]
    assert wrap_words("aa ", 2) == ["aa"]
