"""Cards and publications in files: read, written, and what is wrong with them."""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._files.structure import data_of, read, read_at_once
from llamacards._textfile import LARGEST_FILE
from llamacards.publications import PUBLICATIONS
from made_up import NEW, SHAPE, card, publication, score, setups, table

CARD = """\
name = "acme-8b-instruct"
version = "1.0"
size = "8B"
tuning = "instruct"
license = "llama3"
budget = { training = "15T+", context = "8k" }

[[scores]]
benchmark = "MMLU"
shots = 5
cot = false
metric = "macro_avg/acc"
value = 67.0
source = "Acme evaluation"
"""
PUBLICATION = """\
source = { title = "Acme report", published = 2024-05-01 }

[[cards]]
name = "acme-8b"

[[tables]]
section = "Table 2"
columns = { "Acme 8B" = "acme-8b", "Llama 3 8B" = "llama-3-8b" }

[tables.rows."MMLU (5-shot)"]
benchmark = "MMLU"
shots = 5
figures = "66.0 -"
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9).filter(str.strip)
optional_texts = st.none() | texts
places = st.sampled_from([None, "Table 2, row 3", "§1"])
days = st.none() | st.dates()
documents = st.builds(
    lc.Source,
    title=texts,
    publisher=optional_texts,
    url=optional_texts,
    published=days,
    place=places,
)
quantities = st.builds(
    lc.Quantity,
    value=st.decimals(1, 10**20, places=2) | st.integers(1, 10**15),
    bound=st.sampled_from(["exactly", "about", "at least", "at most"]),
    stated=optional_texts,
) | st.sampled_from([lc.Quantity.parse("15T+"), lc.Quantity.parse("~85"), lc.Quantity.parse(8)])
scores = st.builds(
    lc.Score,
    setup=setups,
    value=st.decimals(0, 100, places=2) | st.sampled_from([66.6, 0.1, 7]),
    bound=st.sampled_from(["exactly", "about", "at least", "at most"]),
    error=st.none() | st.decimals(0, 9, places=3),
    source=documents,
    since=days,
    note=optional_texts,
    protocol=st.none() | documents,
    doubtful=st.booleans(),
)
terms = st.builds(
    lc.Term,
    topic=st.sampled_from(["fine_tuning", "user_limit"]),
    answer=st.sampled_from(["allowed", "conditional"]),
    value=optional_texts,
    clause=optional_texts,
    source=st.none() | documents,
)
licenses = st.builds(
    lc.License,
    name=texts,
    hf_id=optional_texts,
    spdx_id=st.sampled_from([None, "MIT"]),
    released=days,
    terms=st.lists(terms, max_size=2, unique_by=lambda term: term.topic),
)
facts = st.sampled_from(
    [
        ("cutoff", "2023-03"),
        ("budget.context", "128k"),
        ("released", "2024-04-18"),
        ("dense", False),
        ("architecture.layers", 32),
        ("languages", ["English", "Thai"]),
        ("license", "llama3"),
        ("parameters", lc.Quantity(value=Decimal(8), bound="about")),
        ("license", lc.License(name="Acme license")),
    ]
)
stated = st.builds(
    lambda fact, source, note: lc.Fact(field=fact[0], value=fact[1], source=source, note=note),
    facts,
    st.none() | documents,
    optional_texts,
)
cards = st.builds(
    lc.ModelCard,
    name=texts,
    title=texts,
    version=st.sampled_from([None, "3.1"]),
    tuning=st.sampled_from(["base", "chat"]),
    released=days,
    parameters=st.none() | quantities,
    dense=st.none() | st.booleans(),
    budget=st.builds(
        lc.TokenBudget,
        training=st.none() | quantities,
        context=st.none() | quantities.filter(lambda q: q.value >= 1 and q.value % 1 == 0),
    ),
    architecture=st.sampled_from([SHAPE, lc.Architecture()]),
    license=st.none() | licenses | st.just("llama3"),
    languages=st.lists(texts, max_size=2),
    aliases=st.lists(texts, max_size=2),
    source=st.none() | documents,
    facts=st.lists(stated, max_size=3),
    scores=st.lists(scores, max_size=3, unique_by=lambda s: (s.setup, s.source)),
)
rows = st.dictionaries(
    texts,
    st.tuples(setups | st.just("cutoff"), st.tuples(st.sampled_from(["66.0", "-", "2023-03"]))),
    max_size=3,
)
tables = st.builds(
    lc.Table, section=texts, columns=st.dictionaries(texts, texts, min_size=1, max_size=1), rows=rows
)  # fmt: skip


@pytest.mark.parametrize("record", PUBLICATIONS, ids=lambda publication: publication.source.title)
@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_built_in(record: lc.Publication, suffix: str, tmp_path: Path) -> None:
    """Every publication is read from its file as it is, to the last digit and place."""
    path = lc.dump(record, tmp_path / f"a.{suffix}")
    assert repr(lc.load(path)) == repr(record)


@pytest.mark.parametrize("name", lc.catalog())
def test_gathered(name: str) -> None:
    """A card comes back with all that publications state of it."""
    gathered = lc.get_card(name)
    assert repr(read(lc.ModelCard, data_of(gathered), "", [])) == repr(gathered)


@given(cards)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_cards_come_back(written: lc.ModelCard) -> None:
    """Plain data of a card gives the same card."""
    problems: list[str] = []
    assert repr(read(lc.ModelCard, data_of(written), "", problems)) == repr(written)
    assert problems == []


@pytest.mark.parametrize("suffix", ["toml", "json"])
@given(written=cards)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_files_come_back(suffix: str, written: lc.ModelCard, tmp_path: Path) -> None:
    """A card is read from its file as it is, whatever its texts are made of."""
    path = lc.dump(written, tmp_path / f"a.{suffix}", overwrite=True)
    assert repr(lc.load(path)) == repr(written)


@given(st.builds(lc.Publication, source=documents, licenses=st.lists(licenses, max_size=1)))
def test_publications_come_back(written: lc.Publication) -> None:
    """Plain data of a publication gives the same publication."""
    assert repr(read(lc.Publication, data_of(written), "", [])) == repr(written)


@given(tables)
def test_tables_come_back(written: lc.Table) -> None:
    """Plain data of a table gives the same table, wherever its figures can be read."""
    problems: list[str] = []
    again = read(lc.Table, data_of(written), "", problems)
    assert problems or repr(again) == repr(written)


def test_whole_table() -> None:
    """All that can be said of a table comes back."""
    mmlu = lc.EvalSetup(benchmark="MMLU", shots=5)
    whole = lc.Table(
        section="A",
        models="rows",
        columns={"MMLU": mmlu, "Cutoff": "cutoff", "Languages": "languages"},
        rows={"8B": (("a", "b"), (66.60, "2023-03", ("English", "Thai"))), "9B": ("c", "- - -")},
        source=NEW.at("Table 2"),
        note="all",
        notes={("8B", "MMLU"): "one", "9B": "a row"},
        since={("8B", "MMLU"): "2024-05-01"},
        doubtful=[("8B", "MMLU")],
    )
    assert repr(read(lc.Table, data_of(whole), "", [])) == repr(whole)


def test_card(tmp_path: Path) -> None:
    """A card in a file is the card that one would write in Python."""
    path = tmp_path / "acme.toml"
    path.write_text(CARD)
    assert lc.load(path) == lc.ModelCard(
        name="acme-8b-instruct",
        version="1.0",
        size="8B",
        tuning="instruct",
        license="llama3",
        budget=lc.TokenBudget(training="15T+", context="8k"),
        scores=[
            lc.Score.of(
                "MMLU", "67.0", shots=5, cot=False, metric="macro_avg/acc", source="Acme evaluation"
            )
        ],
    )


def test_publication(tmp_path: Path) -> None:
    """A publication in a file mirrors the table that it prints, and joins a catalog."""
    path = tmp_path / "report.toml"
    path.write_text(PUBLICATION)
    loaded = lc.load(path)
    assert isinstance(loaded, lc.Publication)
    (figure,) = lc.catalog().with_publications(loaded)["acme-8b"].scores
    assert (figure.text, figure.source.place) == (
        "66.0",
        'Table 2, row "MMLU (5-shot)", column "Acme 8B"',
    )


def test_json_is_of_one_shape(tmp_path: Path) -> None:
    """The same data in JSON is the same card."""
    path = tmp_path / "acme.json"
    path.write_text(json.dumps({"name": "a", "released": "2024-05-01", "scores": []}))
    assert lc.load(path) == card("a", released=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ({"name": "a", "sise": "8B"}, ["sise: no key is named 'sise'; did you mean 'size'?"]),
        ({"size": "8B"}, ["name is missing"]),
        ({"name": "a", "tables": []}, ["tables: no key is named 'tables'; did you mean 'aliases'?"]),
        ({}, ["source is missing"]),
        (["a"], ["the file must be a table with the fields of a Publication, not ['a']"]),
        ({"name": "a", "version": "three", "cutoff": "03/2023"}, ["version must be a version such as '3.1', not 'three'", "cutoff must be a month such as '2023-03', not '03/2023'"]),
        ({"name": "a", "released": "2024-13-01"}, ["released must be a date such as '2024-04-18', not '2024-13-01'"]),
        ({"name": "a", "budget": {"training": "15Q", "context": 0}}, ["budget.training must be a quantity such as '405B', '15T+', '~85', 'up to 9T' or 131072, not '15Q'", "budget.context must be a number of tokens from 1 up, such as '8k' (8,192) or 131072, not 0"]),
        ({"name": "a", "budget": "15T"}, ["budget must be a TokenBudget, not '15T'"]),
        ({"name": 5, "license": {"name": "x", "terms": [{"topic": "fine_tuning", "answer": "allowed"}] * 2}}, ["name must be a text that is not empty, not 5", "license.terms: two terms of x on fine_tuning: 'yes' and 'yes'"]),
        ({"name": "a", "parameters": {"value": "x"}}, ["parameters.value must be a number from 0 up and below 10^36, not 'x'"]),
        ({"name": "a", "scores": [{"value": 1}]}, ["scores[0].benchmark is missing", "scores[0].source is missing"]),
        ({"name": "a", "scores": [{"benchmark": "M", "value": 667, "source": "s", "shots": 5}]}, ["scores[0].value must be from 0 to 100 percent for M, not 667"]),
        ({"name": "a", "scores": [{"benchmark": "M", "value": True, "source": "s"}]}, ["scores[0].value must be a number such as '66.6', not True"]),
        ({"name": "a", "scores": 5}, ["scores must be a sequence of Scores, not 5"]),
        ({"name": "a", "scores": [5]}, ["scores[0] must be a table with the fields of a Score, not 5"]),
        ({"name": "a", "facts": [{"field": "bugdet", "value": 1}]}, ["facts[0].value: no field is named 'bugdet'"]),
        ({"name": "a", "facts": [{"value": 1}]}, ["facts[0].field is missing"]),
        ({"name": "a", "scores": [{"benchmark": "M", "value": value, "source": "s"} for value in (1, 2)]}, ["scores: two values of a for M in s: 1 and 2"]),
        ({"source": "s", "tables": [{"section": "A", "columns": ["a"], "rows": {}}]}, ["tables[0].columns must be a table with a key for each printed label, not ['a']"]),
        ({"source": "s", "tables": [{"section": "A", "columns": {"a": "a"}, "rows": {"M (0)": {"figures": "1"}, "N": 5}}]}, ['tables[0].rows["M (0)"].benchmark is missing', "tables[0].rows.N must be a table of figures with cards, a field, or a setup, not 5"]),
        ({"source": "s", "tables": [{"section": "A", "columns": {"a": "a"}, "rows": {"M": {"benchmark": "M", "figures": "1 2"}}}]}, ["tables[0].rows must be one figure for each of 1 columns in row 'M', not ('1', '2')"]),
        ({"source": "s", "tables": [{"section": "A", "columns": {"a": "a"}, "rows": {"M": {"benchmark": "M", "figures": "n/a"}, "N": {"field": "cutoff", "figures": "x"}}}]}, ["tables[0].rows.M.a must be a number such as '66.6', not 'n/a'", "tables[0].rows.N.a must be a month such as '2023-03', not 'x'"]),
        ({"source": "s", "tables": [{"section": "A", "columns": {"a": "a"}, "rows": {}, "follows": {"words": ["b"]}}]}, ["tables[0].follows[0] must be a table with label, source, words, not {'words': ['b']}"]),
        ({"source": "s", "tables": [{"section": "A", "columns": {"a": "a"}, "rows": {}, "notes": [{"row": "x"}], "since": {"row": "M"}, "doubtful": [{"row": "M", "column": "a"}]}]}, ["tables[0].notes[0] must be a table with row, column, text, not {'row': 'x'}", "tables[0].since[0] must be a table with row, column, day, not {'row': 'M'}", "tables[0].doubtful must be about a printed row and column, not ('M', 'a')"]),
    ],
)  # fmt: skip
def test_problems(data: object, problems: list[str], tmp_path: Path) -> None:
    """All that is wrong with a file is told at once, each with key path, rule and value."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data))
    with pytest.raises(errors.ContentError) as refused:
        lc.load(path)
    assert [*refused.value.problems] == problems


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999", "1e-999"])
def test_numbers_refused(number: str, tmp_path: Path) -> None:
    """What is no number that a figure can be is refused, whatever its unit."""
    path = tmp_path / "a.json"
    score = f'{{"benchmark": "M", "unit": "rating", "source": "s", "value": {number}}}'
    path.write_text(f'{{"name": "a", "scores": [{score}]}}')
    with pytest.raises(errors.ContentError, match="value must be a number such as '66.6'"):
        lc.load(path)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.toml", CARD[:-20], "Expected '=' after a key in a key/value pair (at line 14, the end)"),
        ("a.json", '{"name": "a",', "line 1 column 14"),
        ("a.json", '{"name": "a", "name": "b"}', "the key 'name' occurs twice in one object"),
        ("a.json", '{"name":' + "[" * 100_000, "nested too deeply"),
        ("a.toml", "name = " + '"' + "x" * LARGEST_FILE + '"', "larger than 16,000,000 bytes"),
        ("a.toml", b"name = '\xff'", "line 1 is not UTF-8"),
    ],
)  # fmt: skip
def test_broken(name: str, content: str | bytes, problem: str, tmp_path: Path) -> None:
    """A file that is cut in half, too large, too deep or no text is refused, with the line."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(errors.ContentError) as refused:
        lc.load(path)
    assert problem in str(refused.value)


def test_marks_and_line_ends(tmp_path: Path) -> None:
    """A mark of byte order and the line ends of Windows do not matter."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + CARD.replace("\n", "\r\n").encode())
    assert isinstance(lc.load(path), lc.ModelCard)


def test_suffix(tmp_path: Path) -> None:
    """A file is TOML or JSON by its suffix."""
    with pytest.raises(errors.UnknownOptionError, match="no suffix is named '.yaml'"):
        lc.load(tmp_path / "a.yaml")
    with pytest.raises(errors.UnknownOptionError, match="no suffix is named '.yaml'"):
        lc.dump(lc.ModelCard(name="a"), tmp_path / "a.yaml")


def test_directory(tmp_path: Path) -> None:
    """A directory is no file."""
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(errors.FileError, match="is a folder, not a regular file"):
        lc.load(tmp_path / "a.toml")


def test_dump_writes_what_load_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is written that is larger than what is read."""
    monkeypatch.setattr("llamacards._files.load.LARGEST_FILE", 100)
    with pytest.raises(errors.FileError, match="would be larger than 100 bytes, the most read"):
        lc.dump(card("a", score()), tmp_path / "a.json")
    assert [*tmp_path.iterdir()] == []


def test_dump_refuses(tmp_path: Path) -> None:
    """Only cards and publications are written, and not over another file."""
    with pytest.raises(errors.FieldError, match="a ModelCard or a Publication"):
        lc.dump(score(), tmp_path / "a.json")  # type: ignore[arg-type]
    lc.dump(card(), tmp_path / "a.json")
    with pytest.raises(errors.FileError, match="already exists"):
        lc.dump(card(), tmp_path / "a.json")


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without tomli-w, the error says what installs it."""
    monkeypatch.setitem(sys.modules, "tomli_w", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'llamacards\[toml\]'"):
        lc.dump(card(), tmp_path / "a.toml")


def test_shortest_forms(tmp_path: Path) -> None:
    """What is not stated is not written, and what a text says whole is a text."""
    mine = card("a", score(source=NEW), size="8B", license="llama3", parameters="8B", source="me")
    path = lc.dump(mine, tmp_path / "a.json")
    data: dict[str, Any] = json.loads(path.read_text())
    assert data.pop("scores")[0]["source"] == {
        "title": "New report",
        "publisher": "Acme",
        "published": "2024-01-01",
    }
    assert data == {
        "name": "a",
        "size": "8B",
        "license": "llama3",
        "parameters": "8B",
        "source": "me",
    }


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", '{"results": {}, "config": {}}', "holds a results file of an evaluation, which from_lm_eval() reads"),
        ("a.json", '{"harness|piqa|0": {"acc": 1}}', "holds a results file of an evaluation, which from_lm_eval() reads"),
        ("a.json", '{"evaluation_results": []}', "holds a record of every_eval_ever, which from_eee() reads"),
        ("config.json", '{"model_type": "llama"}', "holds the configuration of a model, which from_hub() reads with the README beside it"),
        ("a.jsonl", '{"doc_id": 1}\n{"doc_id": 2}', "holds the samples of a run of lm-evaluation-harness, which no call reads"),
        ("a.jsonl", '{"row_key": null}', "holds flat records, which no call reads"),
        ("README.md", "", "holds Markdown, such as a model card, which from_hub() reads"),
        ("README", "# Acme", "holds Markdown, such as a model card, which from_hub() reads"),
        ("a.yaml", "- a", "holds YAML, which from_hub() reads in the folder .eval_results beside a README"),
        ("a.json", "version https://git-lfs.github.com/spec/v1\noid", "holds a pointer of Git LFS, which no call reads; git lfs pull brings the file itself"),
        ("a.json", '{"name": "a", "v": 1, "w": 1, "x": 1, "y": 1, "z": 1}', "holds neither a card nor a publication; 5 of its 6 keys belong to neither, such as 'v'"),
        ("a.txt", "hello", None),
        ("a.txt", "[1]", None),
    ],
)  # fmt: skip
def test_kinds_of_files(tmp_path: Path, name: str, text: str, told: str | None) -> None:
    """A file that another call reads is told by what it holds, in one sentence."""
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(errors.LlamaCardsError) as refused:
        lc.load(path)
    unknown = "no suffix is named '.txt'; there is '.toml' and '.json'"
    assert str(refused.value) == (f"{path}: {told}" if told else unknown)


def test_folder(tmp_path: Path) -> None:
    """A folder is no file, but may be one of the Hub's."""
    with pytest.raises(errors.ContentError, match=r"is a folder, which from_hub\(\) reads if"):
        lc.load(tmp_path)


def test_not_a_text(tmp_path: Path) -> None:
    """What is neither TOML nor JSON nor text is told by its suffix."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"\xff")
    with pytest.raises(errors.UnknownOptionError, match=r"no suffix is named '.pdf'"):
        lc.load(path)


def test_made_up_publication() -> None:
    """A publication with cards of its own comes back."""
    made = publication(table(), facts=[lc.Fact(cards="acme-8b", field="dense", value=True)])
    assert repr(read(lc.Publication, data_of(made), "", [])) == repr(made)


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_tuning_not_stated(tmp_path: Path, suffix: str) -> None:
    """A card whose tuning no source states says so in a file, as leaving it out means base."""
    path = lc.dump(card("acme", tuning=None), tmp_path / f"acme.{suffix}")
    assert "not stated" in path.read_text()
    assert lc.load(path) == card("acme", tuning=None)


@given(st.one_of(cards, tables))
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
def test_at_once(written: Any) -> None:
    """What is read at once is what is read field by field, or is left to that."""
    data, problems = json.loads(json.dumps(data_of(written), default=str)), list[str]()
    assert read_at_once(type(written), data) in (None, read(type(written), data, "", problems))


def test_equal_setups_are_one() -> None:
    """Equal setups and equal sources of a file become one object, by which they are found."""
    scores = [{"benchmark": "MMLU", "value": n, "source": {"title": f"R{n % 2}"}} for n in range(4)]
    mine = read_at_once(lc.ModelCard, {"name": "mine", "scores": scores[:2]})
    assert mine is not None
    first, second = mine.scores
    assert first.setup is second.setup
    assert first.source is not second.source


@pytest.mark.parametrize(
    "table",
    [
        {"rows": {"MMLU": {"benchmark": "MMLU", "figures": ["77.0±0.8"]}}},
        {"rows": {"MMLU": {"benchmark": "MMLU", "figures": ["101"]}}},
        {"rows": {"MMLU": {"benchmark": "MMLU", "figures": ["x"]}}},
        {"rows": {"MMLU": {"benchmark": "MMLU"}}},
        {"rows": {"MMLU": "66.6"}},
        {"rows": []},
        {"columns": []},
        {"notes": [{"row": "MMLU"}]},
        {"rows": {"Size": {"field": "parameters", "figures": ["big"]}}},
        {"nothing": 1},
    ],
)
def test_left_to_be_read(table: dict[str, Any]) -> None:
    """A table with anything that a record might refuse is left to be read field by field."""
    whole = {"section": "A", "columns": {"A": "a"}, "rows": {}} | table
    assert read_at_once(lc.Table, whole) is None


def test_bounds_at_once() -> None:
    """Figures with a bound, units of any size and tables of fields are read at once too."""
    rows = {
        "MMLU": {"benchmark": "MMLU", "figures": "~85"},
        "Elo": {"benchmark": "Elo", "unit": "rating", "figures": ["1200"]},
    }
    assert read_at_once(lc.Table, {"section": "A", "columns": {"A": "a"}, "rows": rows}) is not None
    size = {"field": "parameters", "figures": ["8B"]}
    shape = {"section": "A", "columns": {"A": "a"}, "rows": {"Size": size}}
    assert read_at_once(lc.Table, shape) is not None
    assert read_at_once(lc.Table, 5) is None
    assert read_at_once(lc.Fact, {"field": "license", "value": {"name": "x"}}) is None
