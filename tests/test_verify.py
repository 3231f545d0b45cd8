"""Figures read again from documents: made-up ones, which the tests write."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
import llamacards._verify.verify as verifying
from llamacards import errors
from llamacards._cli.main import main
from llamacards._records.document_cells import plain_words
from llamacards._verify.left_out import LeftOut
from llamacards._verify.readings import stands
from made_up import in_shell

MARKDOWN = """\
# Acme 2 model card

**Release Date:** March 4, 2024. For the 400B, see the blog.

**Languages** are these: English and German.

**Acme said: hello**

## Results

##

| Group | Benchmark | # Shots | Metric | Acme 8B | Acme 70B\\*\\* | Acme 1T |
| --- | --- | --- | --- | --- | --- | --- |
| General | MMLU | 5 | macro\\_avg | **50.0** | 60.5† | 70.1<br>71 |
| | GPQA &amp; more | 0 | em | - | 41.0<sup>1</sup> | N/A |
| | Book a->b/b->a | | chrF | 42.2/36.6 | 54.0/46.4 | 1.0 |
| | | | | | | |
| Code | MBPP | 0 | pass | 12.0 | | 1,000 |

### Details

The micro average of MMLU is 49.1, and 59.2 for the pre-trained 8B and 70B models; see [1].
Of the 8B model, MMLU 达到了 51 左右.

**Last words**

It is a dense model.

**Names** are of no weight.
"""

HTML = """\
## Shape

<div><table>
 <tr><th></th><th>Data</th><th>Params</th><th>Context</th><th>Hours</th><th colspan=2>Cutoff</th>
 <tr><td rowspan="9">Acme</td><td rowspan=2>Much</td><td>8B (8.03B)</td><td>8k</td><td>1.3M
<td>
<ul>

</ul>
  March, 2023</td></tr>
 <tr><td>70B (70.6)</td><td>Up to 9T tokens</td>
   <td>Stage 1: 1K A100 hours Stage 2: 24 A100 hours</td><td colspan="x">2023-12</td></tr>
</table></div>

<table></table>
"""

LICENSE = """\
ACME COMMUNITY LICENSE
Acme Version Release Date: May 1, 2024

1. Rights.
    a. Grant. You may use, "as is".
    b. Redistribution.
        i. You shall (A) pass it on; and (B) display “Built with Acme” on it.
        ii. Nothing.
2. Users. Above 700 million monthly active users you ask.
"""

PAPER = """\
note,value,locator,shots,figure
,10.0±0.5,"arXiv:2401.00001 Table 1, row 'MMLU', column 'Acme 8B'",5,
,20.0±0.5,"arXiv:2401.00001 Table 2, row 'MMLU'",,
,21.0,"arXiv:2401.00001 Table 2, row 'Other'",,
,30.0,"arXiv:2401.99999 Table 2, row 'MMLU'",,
"""

READ_OFF = """\
model,tuning,benchmark,value,figure,note
Acme 8B (in training),base,MMLU,33.0,sizes,"as of Jan 1, 2024"
Acme 8B,base,GPQA,11.0,others,
"""

HUB = "model,repository,layers\nacme-8b,acme/8b,32\nacme-70b,acme/70b,80,too many\n"

REPORT = "# The Acme report\r\n\r\nThe cutoff is Sept. 2023, the parameters are 8B.\r\n"

FILES = {
    "cards/acme/CARD.md": MARKDOWN,
    "cards/acme/SHAPE.md": HTML,
    "cards/LICENSE": LICENSE,
    "cards/paper.csv": PAPER,
    "figures.csv": READ_OFF,
    "hub.csv": HUB,
    "texts/report.txt": REPORT,
    "texts/empty.md": "",
}


def on_github(path: str) -> lc.Source:
    """A document of a repository."""
    return lc.Source(title=path, url=f"https://github.com/acme/cards/blob/0123abc/{path}")


CARD = on_github("acme/CARD.md")
SHAPE = on_github("acme/SHAPE.md")
TEXT = on_github("LICENSE")
PAPER_SOURCE = lc.Source(title="Paper", url="https://arxiv.org/abs/2401.00001")
WEB = lc.Source(title="Acme on the web", url="https://acme.example/blog")
ON_HUB = lc.Source(title="Acme on the Hub", url="https://huggingface.co/acme")
MMLU = lc.EvalSetup(benchmark="MMLU", shots=5, metric="macro_avg")
GPQA = lc.EvalSetup(benchmark="GPQA", subset="more", shots=0, metric="em")
FORTH, BACK = (
    lc.EvalSetup(benchmark="Book", subset=s, metric="chrF", unit="chrF") for s in ("a->b", "b->a")
)
MBPP = lc.EvalSetup(benchmark="MBPP", shots=0, metric="pass")
MICRO = lc.EvalSetup(benchmark="MMLU", metric="micro_avg")
PLAIN = lc.EvalSetup(benchmark="MMLU")
COLUMNS = {"Acme 8B": "acme-8b", "Acme 70B": "acme-70b"}
BOTH = ("acme-8b", "acme-70b")
TABLES = [
    lc.Table(
        section="Results",
        columns=COLUMNS,
        rows={
            "MMLU": (MMLU, "50.0 60.5"),
            "GPQA & more": (GPQA, "- 41.0"),
            "Book a->b/b->a": (FORTH, "42.2 54.0"),
            "MBPP": (MBPP, "12.0 -"),
        },
        since={"MMLU": "2024-04-02"},
    ),
    lc.Table(
        section="Acme 2 model card, Results",
        columns=COLUMNS,
        rows={"Book a->b/b->a": (BACK, "36.6 46.4")},
    ),
    lc.Table(section="Results", columns=COLUMNS, rows={"MMLU": (MMLU, "1.0 2.0")}, until="2024-04-01"),
    lc.Table(
        section="Details",
        columns={"8B": "acme-8b", "70B": "acme-70b"},
        rows={"micro average, pre-trained": (MICRO, "49.1 59.2")},
        caption="MMLU",
    ),
    lc.Table(
        section="Details",
        columns={"8B": "acme-8b"},
        rows={"MMLU": (PLAIN, ["~51"])},
    ),
    lc.Table(
        source=SHAPE,
        section="Shape",
        models="rows",
        columns={
            "Params": "parameters",
            "Context": "budget.context",
            "Hours": "training.gpu_hours",
            "Cutoff": "cutoff",
        },
        rows={
            "8B": ("acme-8b", "8.03B 8k 1.3M 2023-03"),
            "Acme 70B": ("acme-70b", ("70.6B", "up to 9T", "~1,024", "2023-12")),
        },
    ),
    lc.Table(
        source=PAPER_SOURCE,
        section="Table 1",
        columns={"Acme 8B": "acme-8b"},
        rows={"MMLU": (lc.EvalSetup(benchmark="MMLU", shots=5), ["10.0±0.5"])},
        level=95,
    ),
    lc.Table(
        source=PAPER_SOURCE,
        section="Table 2",
        columns={"Ours": "acme-8b"},
        rows={"MMLU": (PLAIN, ["20.0±0.5"])},
        level=95,
    ),
    lc.Table(
        source=WEB,
        section="figure sizes, base",
        columns={"Acme 8B": "acme-8b"},
        rows={"MMLU": (PLAIN, ["33.0"])},
    ),
    lc.Table(
        source=ON_HUB,
        section="config.json",
        models="rows",
        columns={"layers": "architecture.layers"},
        rows={"acme/8b": ("acme-8b", [32]), "acme/70b": ("acme-70b", [80])},
    ),
]  # fmt: skip


def stated(field: str, value: Any, source: lc.Source, **more: Any) -> lc.Fact:
    """A fact of a passage."""
    return lc.Fact(cards=BOTH, field=field, value=value, source=source, **more)


FACTS = [
    stated("released", "2024-03-04", CARD.at("Acme 2 model card, Release Date")),
    stated("languages", ["English", "German"], CARD.at("Languages")),
    stated("dense", value=True, source=CARD.at("Last words"), words="a dense model"),
    stated("inputs", "text", CARD.at("Results"), until="2024-04-01"),
    stated("cutoff", "2023-09", lc.Source(title="The Acme report")),
    stated("checkpoint", "2024-01-01", WEB.at("figure sizes, note")),
    stated("license", "acme", TEXT.at("heading"), words="Acme"),
]
TERMS = [
    lc.Term(topic="commercial_use", answer="allowed", clause="§1.a"),
    lc.Term(topic="display_text", answer="required", value="Built with Acme", clause="§1.b.i(B)"),
    lc.Term(topic="user_limit", answer="conditional", value="700M MAU", clause="§2"),
    lc.Term(
        topic="region_limit",
        answer="conditional",
        value="no weight",
        clause="§1.b.ii",
        source=CARD.at("Names"),
    ),
    lc.Term(topic="litigation", answer="stated", value="yes", clause="§1.b", source=CARD),
    lc.Term(topic="fine_tuning", answer="allowed"),
]
OWN_LICENSE = lc.License(
    name="Acme Community License", hf_id="acme", released="2024-05-01", source=TEXT, terms=TERMS
)
CARDS = [lc.ModelCard(name=name) for name in BOTH]


def catalog(**fields: Any) -> lc.Catalog:
    """A catalog of one publication, which states all of the above."""
    all_of_it: dict[str, Any] = {"tables": TABLES, "facts": FACTS, "licenses": [OWN_LICENSE]}
    return lc.Catalog([lc.Publication(source=CARD, cards=CARDS, **(all_of_it | fields))])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the documents."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tmp_path


def verified(folder: Path, **fields: Any) -> list[tuple[str, ...]]:
    """What is listed: verdict, place, what is stated and what is printed."""
    listed = lc.verify(folder, catalog=catalog(**fields)).listed
    return [
        (r.verdict, r.source.place or "", r.stated or "", r.printed or "")
        for r in listed
        if r.kind in ("figure", "fact", "term")
    ]


def test_all_re_read(folder: Path) -> None:
    """Where every figure is printed as it is stated, every one is re-read."""
    report = lc.verify(folder, catalog=catalog())
    assert report.listed == ()
    assert (report.holds, {r.verdict for r in report.readings}) == (True, {"re-read"})
    assert repr(report) == (
        "<Verification: 110 re-read, 0 differing, 0 not found, 0 document absent, 4 uncovered>"
    )


def edited(folder: Path, name: str, old: str, new: str) -> None:
    """Change a document."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


ROWS = 'Results, row "{}", column "{}"'.format


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("cards/acme/CARD.md", "60.5", "60.6", [("differing", ROWS("MMLU", "Acme 70B"), "60.5", "60.6†")]),
        ("cards/acme/CARD.md", "60.5†", "", [("differing", ROWS("MMLU", "Acme 70B"), "60.5", "")]),
        ("cards/acme/CARD.md", "60.5†", "60.5 or so", [("differing", ROWS("MMLU", "Acme 70B"), "60.5", "60.5 or so")]),
        ("cards/acme/CARD.md", "em | -", "em | -3.0", [("differing", ROWS("GPQA & more", "Acme 8B"), "-", "-3.0")]),
        ("cards/acme/CARD.md", "em | -", "em | 3.0", [("differing", ROWS("GPQA & more", "Acme 8B"), "-", "3.0")]),
        (
            "cards/acme/CARD.md", "Acme 8B | Acme 70B\\*\\* | Acme 1T", "Acme 70B | Acme 8B | Acme 1T",
            [
                ("differing", ROWS("MMLU", "Acme 8B"), "50.0", "60.5†"),
                ("differing", ROWS("MMLU", "Acme 70B"), "60.5", "50.0"),
                ("differing", ROWS("GPQA & more", "Acme 8B"), "-", "41.0^1"),
                ("differing", ROWS("GPQA & more", "Acme 70B"), "41.0", "-"),
                ("differing", ROWS("Book a->b/b->a", "Acme 8B"), "42.2", "54.0"),
                ("differing", ROWS("Book a->b/b->a", "Acme 70B"), "54.0", "42.2"),
                ("differing", ROWS("MBPP", "Acme 8B"), "12.0", ""),
                ("differing", ROWS("MBPP", "Acme 70B"), "-", "12.0"),
                ("differing", f'Acme 2 model card, {ROWS("Book a->b/b->a", "Acme 8B")}', "36.6", "46.4"),
                ("differing", f'Acme 2 model card, {ROWS("Book a->b/b->a", "Acme 70B")}', "46.4", "36.6"),
            ],
        ),
        ("cards/acme/CARD.md", "49.1, and 59.2", "59.2, and 49.1", [
            ("differing", 'Details, row "micro average, pre-trained", column "8B"', "49.1", "59.2"),
            ("differing", 'Details, row "micro average, pre-trained", column "70B"', "59.2", "49.1"),
        ]),
        ("cards/acme/CARD.md", "51 左右", "51", [("differing", 'Details, row "MMLU", column "8B"', "~51", "51")]),
        ("cards/acme/CARD.md", "### Details", "### Others", [
            ("not found", 'Details, row "micro average, pre-trained", column "8B"', "49.1", ""),
            ("not found", 'Details, row "micro average, pre-trained", column "70B"', "59.2", ""),
            ("not found", 'Details, row "MMLU", column "8B"', "~51", ""),
        ]),
        ("cards/acme/CARD.md", "English and German", "English and Dutch", [("not found", "Languages", "English, German", "")]),
        ("cards/acme/CARD.md", "English and German", "English, Dutch, and German", [("not found", "Languages", "English, German", "")]),
        ("cards/acme/CARD.md", "**Last words**", "Last words", [("not found", "Last words", "yes", "")]),
        ("cards/acme/CARD.md", "March 4", "March 5", [("not found", "Acme 2 model card, Release Date", "2024-03-04", "")]),
        ("cards/acme/SHAPE.md", "8.03B", "8.04B", [("differing", 'Shape, row "8B", column "Params"', "8.03B", "8B (8.04B)")]),
        ("cards/acme/SHAPE.md", "24 A100", "23 A100", [
            ("differing", 'Shape, row "Acme 70B", column "Hours"', "~1,024", "Stage 1: 1K A100 hours Stage 2: 23 A100 hours"),
        ]),
        ("cards/acme/SHAPE.md", "March", "April", [("differing", 'Shape, row "8B", column "Cutoff"', "2023-03", "2023-04")]),
        ("cards/LICENSE", "Built", "Made", [("not found", "§1.b.i(B)", "Built with Acme", "")]),
        ("cards/LICENSE", "700", "800", [("not found", "§2", "700M MAU", "")]),
        ("cards/LICENSE", "a. Grant", "z. Grant", [("not found", "§1.a", "allowed", "")]),
        ("cards/LICENSE", "May 1", "May 2", [("not found", "heading", "2024-05-01", "")]),
        ("cards/acme/CARD.md", "no weight", "weight", [("not found", "§1.b.ii", "no weight", "")]),
        ("cards/paper.csv", "20.0±", "20.1±", [("differing", 'Table 2, row "MMLU", column "Ours"', "20.0±0.5", "20.1±0.5")]),
        ("cards/paper.csv", "20.0±0.5", "20.0±0.6", [("differing", 'Table 2, row "MMLU", column "Ours"', "20.0±0.5", "20.0±0.6")]),
        ("cards/paper.csv", "Table 1,", "Table 3,", [("not found", 'Table 1, row "MMLU", column "Acme 8B"', "10.0±0.5", "")]),
        ("figures.csv", "33.0", "33.1", [("differing", 'figure sizes, base, row "MMLU", column "Acme 8B"', "33.0", "33.1")]),
        ("hub.csv", "80", "81", [("differing", 'config.json, row "acme/70b", column "layers"', "80", "81")]),
        ("texts/report.txt", "Sept.", "Oct.", [("not found", "", "2023-09", "")]),
    ],
)  # fmt: skip
def test_changed(folder: Path, name: str, old: str, new: str, found: list[tuple[str, ...]]) -> None:
    """A change of a document is found where it was made, and nowhere else."""
    edited(folder, name, old, new)
    assert verified(folder) == found


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("cards/acme/CARD.md", 15),
        ("cards/acme/SHAPE.md", 8),
        ("cards/LICENSE", 8),
        ("cards/paper.csv", 2),
        ("figures.csv", 2),
        ("hub.csv", 2),
        ("texts/report.txt", 1),
    ],
)
def test_missing_document(folder: Path, name: str, lost: int) -> None:
    """Figures of a document that is not there are counted as absent, and none is wrong."""
    (folder / name).unlink()
    report = lc.verify(folder, catalog=catalog())
    assert (report.count("document absent"), report.holds, report.listed) == (lost, True, ())


def without_tables(text: str) -> str:
    """A text without its tables in Markdown and HTML."""
    return re.sub(r"(?s:<table>.*?</table>)|(?m:^\|.*$)", "", text)


@pytest.mark.parametrize(("path", "lost"), [("cards/acme/CARD.md", 8), ("cards/acme/SHAPE.md", 8)])
def test_deleted_table(folder: Path, path: str, lost: int) -> None:
    """Every figure of a table that is deleted is not found."""
    (folder / path).write_text(without_tables((folder / path).read_text()))
    report = lc.verify(folder, catalog=catalog())
    wrong = [reading.verdict for reading in report.listed if reading.kind == "figure"]
    assert (wrong, report.holds) == (["not found"] * lost, False)


@pytest.mark.parametrize(
    ("source", "clause"), [(TEXT, "paragraph 1"), (TEXT, "§1.c"), (PAPER_SOURCE, "§1.a")]
)
def test_no_such_clause(folder: Path, source: lc.Source, clause: str) -> None:
    """A clause that a text does not have is not found."""
    term = lc.Term(topic="fine_tuning", answer="allowed", clause=clause)
    known = lc.License(name="5", source=source, terms=[term])
    report = lc.verify(folder, catalog=catalog(tables=[], facts=[], licenses=[known]))
    assert [(r.verdict, r.source.place) for r in report.listed][-1:] == [("not found", clause)]


def test_uncovered(folder: Path) -> None:
    """Figures that a cited document prints in a table, and none of ours covers, are listed."""
    report = lc.verify(folder, uncovered=True, catalog=catalog())
    assert [(r.source.title, r.source.place, r.printed) for r in report.listed] == [
        ("acme/CARD.md", 'Results, row "General MMLU", column "Acme 1T"', "70.1 71"),
        ("acme/CARD.md", 'Results, row "General chrF", column "Acme 1T"', "1.0"),
        ("acme/CARD.md", 'Results, row "Code MBPP", column "Acme 1T"', "1,000"),
        ("Paper", 'Table 2, row "Other", column ""', "21.0"),
    ]


def test_half_of_a_cell(folder: Path) -> None:
    """Of two values in a cell, the one that is not stated is uncovered."""
    report = lc.verify(folder, catalog=catalog(tables=TABLES[:1]))
    assert [r.printed for r in report.uncovered] == ["70.1 71", "36.6", "46.4", "1.0", "1,000"]


def test_unstated_dash(folder: Path) -> None:
    """A dash is no figure: it is not counted, and a row that is not there has none."""
    dash = lc.Table(section="Results", columns=COLUMNS, rows={"Nowhere": (MMLU, "- 1.0")})
    report = lc.verify(folder, catalog=catalog(tables=[dash], facts=[], licenses=[]))
    figures = [reading for reading in report.readings if reading.kind == "figure"]
    assert [(r.verdict, r.stated) for r in figures] == [("not found", "1.0")]


def test_figures_not_in_order(folder: Path) -> None:
    """A sentence that has not one figure for each model is not read."""
    edited(folder, "cards/acme/CARD.md", "8B and 70B models; see", "8B models; see")
    assert [verdict for verdict, *_ in verified(folder)] == ["not found", "not found"]


def test_printed(folder: Path) -> None:
    """Where nothing is wrong, the table has the documents, with how many figures they cover."""
    (folder / "texts/report.txt").unlink()
    report = lc.verify(folder, catalog=catalog())
    assert str(report) == PRINTED
    assert report.to_markdown().startswith("|")


PRINTED = """\
Document             Re-read  Uncovered
───────────────────────────────────────
acme/CARD.md [1]          62          3
acme/SHAPE.md [2]         10          0
Paper [3]                 14          1
Acme on the web [4]        9          0
Acme on the Hub [5]        4          0
LICENSE [6]                9          0

Re-read: 108. Differing: 0. Not found: 0. Document absent: 1. Uncovered: 4.
Re-read by kind: figure 24, benchmark 10, shots 10, chain of thought 10, metric 10, unit 10, model
14, fact 5, cards 5, term 7, correction 3.
Uncovered: printed in a table of these documents, but stated nowhere here.
Figures of absent documents: [7] 1.
Sources [1] acme/CARD.md  [2] acme/SHAPE.md  [3] Paper  [4] Acme on the web  [5] Acme on the Hub
        [6] LICENSE  [7] The Acme report  (addresses: addresses=True)"""


def test_printed_wrong(folder: Path) -> None:
    """What is wrong is a table: verdict, figure, place, what is stated and what is printed."""
    edited(folder, "cards/acme/CARD.md", "60.5", "60.6")
    edited(folder, "cards/LICENSE", "700", "800")
    assert str(lc.verify(folder, catalog=catalog())) == WRONG


WRONG = """\
Verdict    Figure            Place                                         Stated  Printed
──────────────────────────────────────────────────────────────────────────────────────────
differing  MMLU (5-shot)     Results, row "MMLU", column "Acme 70B" [1]      60.5    60.6†
not found  acme, user_limit  §2 [2]                                      700M MAU

Re-read: 108. Differing: 1. Not found: 1. Document absent: 0. Uncovered: 4.
Re-read by kind: figure 23, benchmark 10, shots 10, chain of thought 10, metric 10, unit 10, model
14, fact 6, cards 6, term 6, correction 3.
Uncovered: printed in a table of these documents, but stated nowhere here.
Sources [1] acme/CARD.md  [2] LICENSE  (addresses: addresses=True)"""


@pytest.mark.parametrize(
    "url", ["a/b/blob/1/../secret.md", "a/../blob/1/secret.md", "a/b/blob/1//etc/passwd"]
)
def test_outside_the_folder(folder: Path, url: str) -> None:
    """No address leads out of the folder."""
    (folder / "b").mkdir()
    (folder / "secret.md").write_text("# A\n\nEnglish")
    source = lc.Source(title="A trap", url=f"https://github.com/{url}")
    facts = [stated("languages", ["English"], source)]
    report = lc.verify(folder, catalog=catalog(tables=[], facts=facts, licenses=[]))
    assert report.count("document absent") == 1


def test_no_folder(folder: Path) -> None:
    """What is not a folder is refused."""
    with pytest.raises(errors.FileError, match=r"hub\.csv is not a folder"):
        lc.verify(folder / "hub.csv")


def test_no_text(folder: Path) -> None:
    """A document that is not a text is refused, with its name."""
    (folder / "cards/acme/CARD.md").write_bytes(b"\xff")
    with pytest.raises(errors.ContentError, match=r"CARD\.md: line 1 is not UTF-8"):
        lc.verify(folder, catalog=catalog())


@pytest.mark.parametrize(
    ("module", "package"), [("lxml.html", "lxml"), ("markdown_it", "markdown-it-py")]
)
def test_without_the_extra(
    folder: Path, module: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a package of the extra, the error says what installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.MissingExtraError) as refused:
        lc.verify(folder, catalog=catalog())
    assert str(refused.value) == (
        f"{package} is not installed; pip install 'llamacards[verify]' brings it"
    )


def test_no_document(folder: Path) -> None:
    """A folder without a single cited document shows nothing, and says so."""
    report = lc.verify(folder)
    assert (report.count("document absent"), report.holds) == (len(report.readings), False)
    assert "None of the cited documents is in this folder." in str(report)
    assert report.kinds == {}


@pytest.mark.parametrize(("change", "code"), [("50.0", 0), ("50.1", 1)])
def test_command(folder: Path, change: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints the report, and exits with 1 where a figure does not hold."""
    edited(folder, "cards/acme/CARD.md", "50.0", change)
    known = lc.catalog().with_publications(*catalog().publications)
    path = lc.dump(known.publications[-1], folder / "acme.json")
    for flags, listing in (([], False), (["--uncovered"], True)):
        assert main(["verify", str(folder), "--with", str(path), *flags]) == code
        report = lc.verify(folder, uncovered=listing, catalog=known)
        assert capsys.readouterr().out == f"{in_shell(report)}\n"


def test_command_without_folder(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is not there is a mistake, and the exit code 2."""
    assert main(["verify", "nowhere"]) == 2
    assert capsys.readouterr().err == "llamacards: nowhere is not a folder\n"


@pytest.mark.parametrize(
    ("value", "words", "verdict"),
    [
        (["text", "code"], "text and code only", "re-read"),
        (["text"], "text and code only", "not found"),
        (["text", "code", "image"], "text and code only", "not found"),
    ],
)
def test_several_things(folder: Path, value: list[str], words: str, verdict: str) -> None:
    """Of several things a fact states all that its words say, and no other."""
    edited(folder, "cards/acme/CARD.md", "a dense model", "for text and code only")
    fact = stated("outputs", value, CARD.at("Last words"), words=words)
    report = lc.verify(folder, catalog=catalog(tables=[], facts=[fact], licenses=[]))
    assert [r.verdict for r in report.readings if r.kind == "fact"] == [verdict]


@pytest.mark.parametrize(
    ("topic", "clause", "words", "answer"),
    [
        ("user_limit", "§2", "greater than 700", "conditional"),
        ("train_other_models", "§1.b.ii", "You will not use", "not allowed"),
        ("governing_law", "§1.b.ii", "Nothing", "stated"),
    ],
)
@pytest.mark.parametrize("right", [True, False])
def test_key_words(
    folder: Path, topic: str, clause: str, words: str, answer: Any, *, right: bool
) -> None:
    """Key words stand in the clause, and give the answer of the term."""
    edited(folder, "cards/LICENSE", "ii. Nothing.", "ii. Nothing. You will not use it.")
    edited(folder, "cards/LICENSE", "Above 700", "Above what is greater than 700")
    given: Any = answer if right else "allowed"
    term = lc.Term(topic=topic, answer=given, clause=clause, key_words=words)
    granted = lc.License(name="Acme", source=TEXT, terms=[term])
    report = lc.verify(folder, catalog=catalog(tables=[], facts=[], licenses=[granted]))
    verdicts = [r.verdict for r in report.readings if r.what.endswith(topic)]
    assert verdicts == ["re-read" if right else "not found"]


def test_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out has its reason; a reason for what no document prints is wrong."""
    totals = LeftOut("acme/CARD.md", 'column "Acme 1T"', "it was never built")
    monkeypatch.setattr(verifying, "LEFT_OUT", (totals,))
    report = lc.verify(folder, catalog=catalog())
    assert [r.printed for r in report.uncovered] == ["21.0"]
    assert {r.reason for r in report.left_out} == {"it was never built"}
    assert "Left out for a reason: 3. It was never built: 3." in str(report)
    monkeypatch.setattr(verifying, "LEFT_OUT", (LeftOut("Paper", "Total", "a sum"),))
    wrong = lc.verify(folder, catalog=catalog()).listed
    assert [(r.verdict, r.what) for r in wrong] == [("not found", "a sum")]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2022-09", True),
        ("A100-80GB", True),
        ("100-80GB", False),
        ("5", False),
        ("2022-09,", True),
    ],
)
def test_words(words: str, found: bool) -> None:
    """Words stand in a text where they are whole, dates as ISO writes them."""
    text = plain_words("data until **September 2022**, 5.1 days on A100-80GB")
    assert stands(words, text) is found


@pytest.mark.parametrize(
    ("note", "verdicts"),
    [
        ("50.0 is meant", ["re-read"]),
        ("77.7 without shots", ["re-read"]),
        ("88.8 it is", ["differing"]),
        ("5-shot", []),
    ],
)
def test_figures_in_notes(folder: Path, note: str, verdicts: list[str]) -> None:
    """A figure in a note is in its section, or stated of its benchmark under any setup."""
    columns, elsewhere = {"Acme 8B": "acme-8b"}, lc.Source(title="Elsewhere")
    setups = [lc.EvalSetup(benchmark=name, shots=shots) for name, shots in NOTED]
    rows = [
        {setup.benchmark: (setup, [value])}
        for setup, value in zip(setups, ("50.0", "77.7", "88.8"), strict=True)
    ]
    noted = lc.Table(section="Results", columns=columns, rows=rows[0], note=note)
    others = [
        lc.Table(source=elsewhere, section=str(at), columns=columns, rows=row)
        for at, row in enumerate(rows[1:])
    ]
    report = lc.verify(folder, catalog=catalog(tables=[noted, *others], facts=[], licenses=[]))
    assert [r.verdict for r in report.readings if r.kind == "note"] == verdicts


NOTED = (("MMLU", 5), ("MMLU", 0), ("BBH", 0))


@pytest.mark.parametrize(
    ("words", "verdict"), [("a dense model", "re-read"), ("a sparse model", "not found")]
)
def test_words_of_claims(folder: Path, words: str, verdict: str) -> None:
    """The words of a claim are in the passage that it cites."""
    made = lc.Claim(
        text="So",
        subject="acme-8b",
        relation="dense",
        object=True,
        words=words,
        source=CARD.at("Last words"),
    )
    publication = lc.Publication(source=CARD, cards=CARDS, claims=[made])
    (reading,) = lc.verify(folder, catalog=lc.Catalog([publication])).readings
    assert (reading.verdict, reading.kind, reading.what) == (verdict, "claim", "So")
