"""Sources as entries of a bibliography."""

import json

import pytest

import llamacards as lc
from made_up import NEW, OLD, card, score

PAPER = lc.Source(
    title="50% of {A & B}_c ~ #1",
    publisher="R&D $",
    published="2024-07-31",
    url="https://arxiv.org/abs/2407.21783v2",
)


def test_bibtex() -> None:
    """An entry has authors and titles that BibTeX sets letter for letter, and an arXiv number where it has one."""
    assert lc.cite(PAPER) == (
        "@misc{r-d-2024-50-of-a-b-c,\n"
        "  author = {{R\\&D \\$}},\n"
        "  title = {{50\\% of \\{A \\& B\\}\\_c \\textasciitilde{} \\#1}},\n"
        "  year = {2024},\n"
        "  month = jul,\n"
        "  eprint = {2407.21783},\n"
        "  eprinttype = {arxiv},\n"
        "  archiveprefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2407.21783v2},\n"
        "}\n"
    )


def test_csl_json() -> None:
    """An entry of CSL JSON has the whole date, and leaves out what is not known."""
    entries = json.loads(lc.cite(PAPER, lc.Source(title="模型卡"), style="csl-json"))
    assert entries == [
        {
            "id": "r-d-2024-50-of-a-b-c",
            "type": "article",
            "title": "50% of {A & B}_c ~ #1",
            "author": [{"literal": "R&D $"}],
            "issued": {"date-parts": [[2024, 7, 31]]},
            "URL": "https://arxiv.org/abs/2407.21783v2",
        },
        {"id": "source", "type": "webpage", "title": "模型卡"},
    ]


def test_table() -> None:
    """The sources of tables are cited in the order of their numbers, each once."""
    first = card("first", score(source=NEW), score("GSM8K", source=OLD))
    second = card("second", score(source=OLD))
    table = lc.compare(first, second, rows="all", catalog=lc.Catalog())
    assert table.sources == (NEW, OLD)
    assert lc.cite(table, first, OLD).count("@misc") == 2


def test_address() -> None:
    """An address cannot end the field that it stands in."""
    assert "url = {https://a.example/%7Bx%7D%5C%20y},\n" in lc.cite(
        lc.Source(title="A", url="https://a.example/{x}\\ y")
    )


def test_same_words() -> None:
    """Sources whose keys would be the same are told apart."""
    one, two, three = (lc.Source(title="A", url=f"https://{n}.example") for n in (1, 2, 3))
    keys = [entry["id"] for entry in json.loads(lc.cite(one, two, three, style="csl-json"))]
    assert keys == ["a", "a--2", "a--3"]


def test_all_sources() -> None:
    """A catalog cites every document that states something, under a key of its own."""
    known = lc.catalog()
    entries = json.loads(lc.cite(known, style="csl-json"))
    assert [entry["title"] for entry in entries] == [source.title for source in known.sources]
    assert len({entry["id"] for entry in entries}) == len(known.sources)


def test_refused() -> None:
    """What has no sources is refused, and so is a style that nothing writes."""
    with pytest.raises(lc.LlamaCardsError, match="cite.cited must be tables, cards, catalogs or"):
        lc.cite("llama-3-8b")  # type: ignore[arg-type]
    with pytest.raises(lc.LlamaCardsError, match="no style is named 'ris'; there is 'bibtex' and"):
        lc.cite(PAPER, style="ris")  # type: ignore[arg-type]
