"""Files of the Hub are written as they were read, and change only where the card does."""

import difflib
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._hub.repository import Repository
from llamacards._hub.yaml import change_yaml, parse_yaml, same_values
from llamacards._textfile import UNFINISHED
from made_up import card, score

README = """\
---
# who made it
license: "llama3"   # see LICENSE
base_model:
  - acme/acme-8b
tags: [a,  b]
language:
- en
- no

model-index:
- name: acme-8b-chat
  results:
  # the first one
  - task: 
      type: text-generation
    dataset:
      type: openai/gsm8k
      name:   'GSM8K'
    metrics:
      - type: acc   # strict
        value: 81.20  # rounded
        verified: false
      - type: em
        value: 80
    source: {name: Acme, url: "https://acme.example"}
  - dataset: {name: MMLU}
    metrics:
    - {type: acc, value: 66.6}
thumbnail:
---

# Acme

---
"""  # noqa: W291
GPQA = """\
# run twice
- dataset:
    id: Idavidrein/gpqa
    task_id: diamond  # its own
    revision: 0a1b
  value: 41.20
  date: '2026-01-02'
  verifyToken: "abc"
  source:
    url: "https://acme.example/run"
    user: me

  notes: "Q2, CTX=32768"

- dataset: {id: Idavidrein/gpqa, task_id: main}
  value: 40.0
"""
CONFIG = '{"model_type":"llama", "num_hidden_layers": 2,\n\t"max_position_embeddings": 8192}'


def repository(folder: Path, **texts: str) -> Path:
    """A folder of README, results and configuration, or of these texts in their place."""
    whole = {"README.md": README, ".eval_results/gpqa.yaml": GPQA, "config.json": CONFIG} | texts
    for name, text in whole.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def read(path: Path, **told: Any) -> lc.ModelCard:
    """The card of a folder, whatever has no place on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", errors.UnmappedWarning)
        return lc.from_hub(path, **told)


def contents(folder: Path) -> dict[str, str]:
    """The text of every file of a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes().decode() for file in files}


def changes(mine: lc.ModelCard, folder: Path) -> list[str]:
    """The lines by which what is written of a card differs from what it was read from."""
    after = contents(lc.to_hub(mine, folder, overwrite=True))
    before = {name: text for name, text in mine.files if name != "from_hub"}
    lines: list[str] = []
    for name in sorted(before.keys() | after.keys()):
        old, new = (held.get(name, "").splitlines() for held in (before, after))
        lines += [line for line in difflib.ndiff(old, new) if line[0] in "+-"]
    return lines


def with_score(mine: lc.ModelCard, benchmark: str, **changed: Any) -> lc.ModelCard:
    """The card with another score in the place of its only one of a benchmark."""
    scores = [attrs.evolve(s, **changed) if s.setup.name == benchmark else s for s in mine.scores]
    return attrs.evolve(mine, scores=scores)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"\ufeff{text}",
        lambda text: f"{text}\n\n",
        lambda text: text.rstrip("\n"),
    ],
    ids=["as it is", "CRLF", "BOM", "blank lines", "no last line"],
)
def test_byte_for_byte(tmp_path: Path, change: Callable[[str], str]) -> None:
    """A card that was read is written as it was, every byte, elsewhere and from a file too."""
    folder = repository(tmp_path / "a", **{"README.md": change(README), ".eval_results/gpqa.yaml": change(GPQA)})  # fmt: skip
    mine = read(folder)
    assert len(mine.scores) == 5
    before = contents(folder)
    assert contents(lc.to_hub(mine, tmp_path / "b")) == before
    assert contents(lc.to_hub(mine, folder, overwrite=True)) == before
    loaded = lc.load(lc.dump(mine, tmp_path / "a.json"))
    assert isinstance(loaded, lc.ModelCard)
    assert contents(lc.to_hub(loaded, tmp_path / "c")) == before
    assert read(tmp_path / "c", name="acme-8b-chat") == mine


def test_value(tmp_path: Path) -> None:
    """Where a value changes, one line does; a proof of the old value goes."""
    mine = read(repository(tmp_path / "a"))
    gsm8k = attrs.evolve(mine.score("GSM8K", metric="acc"), value="82.00")
    both = [gsm8k if s.setup == gsm8k.setup else s for s in mine.scores]
    assert changes(attrs.evolve(mine, scores=both), tmp_path / "b") == [
        "-         value: 81.20  # rounded",
        "+         value: 82.00  # rounded",
    ]
    assert changes(with_score(mine, "GPQA Diamond, Q2, CTX=32768", value="42"), tmp_path / "c") == [
        "-   value: 41.20",
        "+   value: 42",
        '-   verifyToken: "abc"',
    ]


def test_stated_twice(tmp_path: Path) -> None:
    """A score that stands in two entries changes in both."""
    entry = "- {dataset: {id: A}, value: 5, source: {url: x}}\n"
    files = {".eval_results/gpqa.yaml": entry, ".eval_results/a.yaml": entry + entry}
    mine = read(repository(tmp_path / "a", **files))
    lines = changes(with_score(mine, "A", value=6), tmp_path / "b")
    assert lines == [f"- {entry}"[:-1], f"+ {entry.replace('5', '6')}"[:-1]] * 3


def test_no_note_in_an_id(tmp_path: Path) -> None:
    """An entry keeps its data set, user and notes, whatever of its score changes."""
    mine = read(repository(tmp_path / "a"))
    dated = with_score(mine, "GPQA Diamond, Q2, CTX=32768", since="2026-02-03")
    assert changes(dated, tmp_path / "b") == ["-   date: '2026-01-02'", "+   date: '2026-02-03'"]
    doubted = with_score(mine, "GPQA Diamond, Q2, CTX=32768", doubtful=True)
    assert changes(doubted, tmp_path / "c") == [
        '-   notes: "Q2, CTX=32768"',
        "+   notes: 'subset: ''Diamond, Q2, CTX=32768'', unit: unit not stated, doubtful: true, source: {publisher: me}'",
    ]  # fmt: skip
    again = read(tmp_path / "c", name=mine.name)
    assert {*map(repr, again.scores)} == {*map(repr, doubted.scores)}
    undated = with_score(mine, "GPQA Diamond, Q2, CTX=32768", since=None)
    assert changes(undated, tmp_path / "d") == ["-   date: '2026-01-02'"]


def test_results_that_go_and_come(tmp_path: Path) -> None:
    """A score that goes takes its entry along and nothing else; a new one stands at the end."""
    mine = read(repository(tmp_path / "a"))
    fewer = [s for s in mine.scores if s.setup.name not in ("MMLU", "GPQA")]
    mine = attrs.evolve(
        mine, scores=[*fewer, score("GPQA", "39.0", subset="Extended", metric=None)]
    )
    assert changes(mine, tmp_path / "b") == [
        "+ - dataset:",
        "+     id: Idavidrein/gpqa",
        "+     task_id: extended",
        "+   value: 39.0",
        "+   notes: 'shots: 5, cot: false, unit: percent, source: {title: Old report, publisher: Acme, published: ''2023-01-01''}'",
        "- - dataset: {id: Idavidrein/gpqa, task_id: main}",
        "-   value: 40.0",
        "-   - dataset: {name: MMLU}",
        "-     metrics:",
        "-     - {type: acc, value: 66.6}",
    ]  # fmt: skip
    one = attrs.evolve(mine, scores=[attrs.evolve(mine.score("GSM8K", metric="em"), value=81)])
    after = contents(lc.to_hub(one, tmp_path / "d"))
    assert "      - type: em\n        value: 81\n    source:" in after["README.md"]
    assert "strict" not in after["README.md"]
    nothing = attrs.evolve(mine, scores=())
    after = contents(lc.to_hub(nothing, tmp_path / "c"))
    assert sorted(after) == ["README.md", "config.json"]
    assert "model-index" not in after["README.md"]
    assert after["README.md"].startswith(README.partition("\nmodel-index")[0])


def test_front_matter(tmp_path: Path) -> None:
    """A field that changes changes its key, one that goes takes it along, a new one is added."""
    mine = read(repository(tmp_path / "a"))
    changed = attrs.evolve(
        mine, license="mit", languages=(), derived_from="acme/acme-9b", tuning="instruct"
    )
    assert changes(changed, tmp_path / "b") == [
        '- license: "llama3"   # see LICENSE',
        "+ license: mit   # see LICENSE",
        "+ base_model: acme/acme-9b",
        "- base_model:",
        "-   - acme/acme-8b",
        "- language:",
        "- - en",
        "- - no",
        "+ llamacards:",
        "+   tuning: instruct",
    ]


def test_told(tmp_path: Path) -> None:
    """A name or tuning that was told is written; a unit or setup is not, and changes no entry."""
    folder = repository(tmp_path / "a")
    setups = {"Idavidrein/gpqa (diamond)": {"shots": 0, "cot": True}, "MMLU": {"unit": "percent"}}
    mine = read(folder, name="mine", tuning="instruct", unit="percent", setups=setups)
    assert changes(mine, tmp_path / "b") == [
        "+ llamacards:",
        "+   name: mine",
        "+   tuning: instruct",
    ]
    again = read(tmp_path / "b", unit="percent", setups=setups)
    assert (again, again.name, again.tuning) == (mine, "mine", "instruct")
    assert changes(read(folder, unit="fraction"), tmp_path / "c") == []
    fraction = read(repository(tmp_path / "d", **{".eval_results/gpqa.yaml": "- {dataset: {id: A}, value: 0.5}"}), unit="fraction")  # fmt: skip
    assert fraction.score("A").text == "50"
    after = contents(lc.to_hub(with_score(fraction, "A", value=51), tmp_path / "e"))
    (entry,) = parse_yaml("", after[".eval_results/a.yaml"])
    assert (entry["value"], entry["notes"][:14]) == (51, "unit: percent,")


def test_setups(tmp_path: Path) -> None:
    """What is said of a data set stands on its scores, with a note; others are refused by name."""
    folder = repository(tmp_path / "a")
    mine = read(folder, setups={"Idavidrein/gpqa": {"shots": 0}, "GSM8K": {"benchmark": "GSM-Hard", "subset": "x", "cot": False}})  # fmt: skip
    assert [(s.setup.label(), s.setup.cot, s.note) for s in mine.scores] == [
        ("GSM-Hard x", False, "benchmark, subset and cot given by the user, not stated by the file"),
        ("GSM-Hard x", False, "benchmark, subset and cot given by the user, not stated by the file"),
        ("MMLU", None, None),
        ("GPQA Diamond, Q2, CTX=32768 (0-shot, unit not stated)", None, "shots given by the user, not stated by the file"),
        ("GPQA (0-shot, unit not stated)", None, "shots given by the user, not stated by the file"),
    ]  # fmt: skip
    for setups, problem in (
        ({"GPQA": {}}, "no task is named 'GPQA'"),
        ({"MMLU": {"metric": "acc"}}, "no field of setups is named 'metric'"),
        ({"MMLU": 5}, "from_hub.setups must be a mapping"),
        (5, "from_hub.setups must be a mapping"),
        ({"MMLU": {"shots": {5}}}, r"from_hub.setups must be .*plain"),
    ):
        with pytest.raises(errors.LlamaCardsError, match=problem):
            read(folder, setups=setups)


def test_tables_stay(tmp_path: Path) -> None:
    """Scores in tables of the text are written no second time; one that changes or goes is refused."""
    text = "# Acme 8B\n\n| Benchmark | Acme 8B |\n|---|---|\n| MMLU | 66.6 |\n| BoolQ | 70.1 |\n"
    folder = repository(tmp_path / "acme-8b", **{"README.md": text})
    mine = read(folder, tables=True)
    assert {s.setup.benchmark for s in mine.scores} == {"MMLU", "BoolQ", "GPQA"}
    assert changes(mine, tmp_path / "b") == []
    fewer = attrs.evolve(mine, scores=[s for s in mine.scores if s.setup.benchmark != "BoolQ"])
    for other in (fewer, with_score(mine, "MMLU", value=67)):
        with pytest.raises(errors.ContentError, match="is in a table, which to_hub"):
            lc.to_hub(other, tmp_path / "c")
    assert not (tmp_path / "c").exists()


def test_order(tmp_path: Path) -> None:
    """Files and entries are read in the order of their numbers, two before ten."""
    texts = {f".eval_results/run_{i}.yaml": f"- {{dataset: {{id: b{i}}}, value: {i}}}" for i in range(12)}  # fmt: skip
    texts[".eval_results/gpqa.yaml"] = "\n".join(f"- {{dataset: {{id: a{i}}}, value: x}}" for i in range(12))  # fmt: skip
    mine = read(repository(tmp_path, **{"README.md": "# Acme"}, **texts))
    assert [s.text for s in mine.scores] == [str(i) for i in range(12)]
    places = [where for where, _ in mine.unmapped if where.startswith(".eval")]
    assert places == [f".eval_results/gpqa.yaml: [{i}]" for i in range(12)]


@pytest.mark.parametrize(
    ("text", "license_", "told", "changed"),
    [
        ("---\nlicense: a\n---\n---\nlicense: b\nlanguage: en\n---\n# A", "a", True, "---\nlicense: mit\n---\n---\nlicense: b\n---\n# A"),
        ("---\n---\nlicense: a\nlanguage: en\n---\n", "a", False, "---\n---\nlicense: mit\n---\n"),
        ("---\n# c\n---\n\n---\nlicense: a\nlanguage: en\n---\n", "a", False, "---\n# c\n---\n\n---\nlicense: mit\n---\n"),
        ("---\nlicense: a\nlanguage: en\n---\n---\ntext: more\n---\n", "a", False, "---\nlicense: mit\n---\n---\ntext: more\n---\n"),
        ("---\nlicense: a\nlanguage: en\n---\n---\nlicense: [\n---\n", "a", False, "---\nlicense: mit\n---\n---\nlicense: [\n---\n"),
        ("---\nlicense: a\nlanguage: en\n---\n---\n# Title", "a", False, "---\nlicense: mit\n---\n---\n# Title"),
        ("---\n# c\n---\n# A", None, False, "---\n# c\nlicense: mit\n---\n# A"),
        ("---\n{}\n---\n# A", None, False, "---\nlicense: mit\n---\n# A"),
        ("\ufeff# A\n", None, False, "\ufeff---\nlicense: mit\n---\n# A\n"),
        ("----\nA: b\n----\n", None, False, "---\nlicense: mit\n---\n----\nA: b\n----\n"),
        ("---\n{license: a, language: en, tags: [x]}\n---\n", "a", False, "---\nlicense: mit\ntags:\n- x\n---\n"),
    ],
)  # fmt: skip
def test_blocks(tmp_path: Path, text: str, license_: str | None, told: bool, changed: str) -> None:
    """Of several blocks of front matter the first that states a key counts, and is changed."""
    folder = repository(tmp_path / "a-chat", **{"README.md": text})
    with pytest.warns(errors.UnmappedWarning) as warned:
        mine = lc.from_hub(folder)
    assert (mine.license and mine.license.id) == license_
    assert ("several blocks of front matter" in str(warned[0].message)) == told
    lc.to_hub(attrs.evolve(mine, license="mit", languages=()), tmp_path / "b")
    assert (tmp_path / "b" / "README.md").read_text(encoding="utf-8") == changed


@pytest.mark.parametrize(
    ("folder", "indexed", "name", "told"),
    [
        ("acme-8b-v2", "acme-8b-v1", "acme-8b-v2", True),
        ("acme-8b-v2", "Acme 8B v2", "Acme 8B v2", False),
        ("acme-8b-v2", "org/acme-8b-v2", "org/acme-8b-v2", False),
        ("download", "acme-8b-v1", "acme-8b-v1", False),
        ("models--acme--acme-8b-v2/snapshots/0a1b", "acme-8b-v1", "acme/acme-8b-v2", True),
        ("models--acme--acme-8b-v2/snapshots/0a1b", "acme-8b-v2", "acme/acme-8b-v2", False),
    ],
)
def test_name(tmp_path: Path, folder: str, indexed: str, name: str, told: bool) -> None:
    """A folder that is named for a model names the card; another name in the index is told of."""
    text = f"---\nmodel-index: [{{name: {indexed}, results: [{{dataset: {{name: A}}, metrics: [{{value: 5}}]}}]}}]\n---\n"
    with pytest.warns(errors.UnmappedWarning) as warned:
        mine = lc.from_hub(repository(tmp_path / folder, **{"README.md": text}))
    assert (mine.name, mine.score("A").text) == (name, "5")
    assert (f"model-index: it names '{indexed}', but" in str(warned[0].message)) == told
    mine = read(tmp_path / folder, name="mine")
    assert mine.name == "mine"


def test_parts(tmp_path: Path) -> None:
    """A task of a data set is the part that it is known as; one of its own name is no part."""
    scores = [score("GPQA", subset="Diamond"), score("MMLU-Pro"), score("ai2_arc", subset="ARC-Easy"), score("A", subset="two words")]  # fmt: skip
    lc.to_hub(card("acme", *scores), tmp_path)
    results = contents(tmp_path / ".eval_results")
    assert {name: parse_yaml("", text)[0]["dataset"] for name, text in results.items()} == {
        "gpqa.yaml": {"id": "Idavidrein/gpqa", "task_id": "diamond"},
        "mmlu_pro.yaml": {"id": "TIGER-Lab/MMLU-Pro", "task_id": "default"},
        "ai2_arc.yaml": {"id": "ai2_arc", "task_id": "default"},
        "a.yaml": {"id": "A", "task_id": "default"},
    }
    assert {*map(repr, read(tmp_path).scores)} == {*map(repr, scores)}
    text = "- {dataset: {id: TIGER-Lab/MMLU-Pro, task_id: mmlu_pro}, value: 5}\n- {dataset: {id: x/y, task_id: 5}, value: 6}"
    mine = read(repository(tmp_path, **{".eval_results/gpqa.yaml": text, ".eval_results/a.yaml": "[]"}))  # fmt: skip
    assert ("MMLU-Pro", None) in {(s.setup.benchmark, s.setup.subset) for s in mine.scores}


def test_configuration(tmp_path: Path) -> None:
    """A shape that changes is written beside config.json, which stays, and goes before it."""
    mine = read(repository(tmp_path / "a"))
    assert (mine.architecture.layers, mine.context_window) == (2, 8192)
    shape = attrs.evolve(mine.architecture, layers=None, hidden=8)
    changed = attrs.evolve(mine, architecture=shape, budget=lc.TokenBudget(context="16k"))
    assert changes(changed, tmp_path / "b") == [
        "+ llamacards:",
        "+   config:",
        "+     num_hidden_layers: null",
        "+     hidden_size: 8",
        "+     max_position_embeddings: '16384'",
    ]
    again = read(tmp_path / "b", name=mine.name)
    assert (again.architecture, again.context_window) == (shape, 16384)
    assert (tmp_path / "b" / "config.json").read_text() == CONFIG


@pytest.mark.parametrize("step", range(8))
def test_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whichever step fails, the folder is what it was."""
    folder = repository(tmp_path / "a", **{".eval_results/old.yaml": "[]"})
    before, mine, calls = contents(folder), read(folder), iter(range(99))
    replace = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        return replace(path, target)

    scores = [score("GPQA"), score("MMLU")]
    new = attrs.evolve(mine, files=[f for f in mine.files if "old" not in f[0]], scores=scores)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(errors.FileError, match="cannot be written: No space left on device"):
        lc.to_hub(new, folder, overwrite=True)
    assert contents(folder) == before


def test_half_done(tmp_path: Path) -> None:
    """A folder in the place of a file of results is found before anything is written."""
    lc.to_hub(card("old", score()), tmp_path)
    (tmp_path / ".eval_results" / "gsm8k.yaml").mkdir()
    before = contents(tmp_path)
    with pytest.raises(errors.FileError, match=r"gsm8k.yaml is a folder, not a regular file"):
        lc.to_hub(card("new", score("GSM8K")), tmp_path, overwrite=True)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("text", ["kind: Deployment\n", "- hosts: all\n"])
def test_strangers(tmp_path: Path, text: str) -> None:
    """What is no file of results is never removed, and nothing is written beside it."""
    folder = repository(tmp_path / "a", **{".eval_results/deploy.yaml": text})
    before = contents(folder)
    with pytest.raises(errors.FileError, match=r"deploy.yaml holds no results, so it is not"):
        lc.to_hub(card("x"), folder, overwrite=True)
    assert contents(folder) == before


def test_links(tmp_path: Path) -> None:
    """Nothing is written or removed through a link."""
    stranger = tmp_path / "k8s"
    stranger.mkdir()
    (stranger / "a.yaml").write_text("- {dataset: {id: A}, value: 5}\n")
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / ".eval_results").symlink_to("../k8s")
    with pytest.raises(errors.FileError, match=r"eval_results is a link, and nothing is written"):
        lc.to_hub(card("x"), tmp_path / "hub", overwrite=True)
    assert sorted(contents(tmp_path)) == ["k8s/a.yaml"]


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of results that cannot be read is an error, not a card without scores."""
    folder = repository(tmp_path / "a")

    def deny(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", deny)
    for call in (lambda: lc.from_hub(folder), lambda: lc.to_hub(card("x"), folder)):
        with pytest.raises(errors.FileError, match="eval_results cannot be read: Permission"):
            call()


def test_broken_link(tmp_path: Path) -> None:
    """A config.json that leads nowhere is an error, not an unknown shape."""
    folder = repository(tmp_path / "a")
    (folder / "config.json").unlink()
    (folder / "config.json").symlink_to("missing")
    with pytest.raises(errors.FileError, match=r"config.json cannot be read: No such file"):
        lc.from_hub(folder)


def test_unfinished(tmp_path: Path) -> None:
    """A folder that a writer left half done is not read; writing it again makes it whole."""
    folder = repository(tmp_path / "a")
    mine = read(folder)
    (folder / UNFINISHED).write_text("")
    with pytest.raises(errors.ContentError, match="half written, as a program was stopped"):
        lc.from_hub(folder)
    lc.to_hub(mine, folder, overwrite=True)
    assert read(folder) == mine


def test_hostile_files(tmp_path: Path) -> None:
    """Files that a card was given are written only where a repository has them, and are checked."""
    odd = "---\n.eval_results/a.yaml: [x]\n../b: 5\n---\n"
    lc.to_hub(read(repository(tmp_path / "o", **{"README.md": odd})), tmp_path / "p")
    assert contents(tmp_path / "p") == contents(tmp_path / "o")
    tmp_path /= "q"
    files = {
        "../a.md": "x",
        ".eval_results/../../b.yaml": "[]",
        "from_hub": "5",
        "README.md": "# A",
    }
    mine = card("x", score(), files=files.items())
    lc.to_hub(mine, tmp_path / "c" / "d")
    assert sorted(contents(tmp_path)) == ["c/d/.eval_results/mmlu.yaml", "c/d/README.md"]
    for broken in ({"README.md": "---\na: ["}, {"config.json": "[]"}, {".eval_results/a.yaml": "a: 1"}):  # fmt: skip
        with pytest.raises(errors.ContentError):
            lc.to_hub(card("x", files=broken.items()), tmp_path / "e")
    assert not (tmp_path / "e").exists()
    assert Repository({}).front == {}


def test_as_many_results(tmp_path: Path) -> None:
    """The Hub's own library finds as many results as before, also once a value has changed."""
    hub = pytest.importorskip("huggingface_hub")
    text = README.replace("dataset: {name: MMLU}", "task: {type: text-generation}\n    dataset: {name: MMLU, type: cais/mmlu}")  # fmt: skip
    mine = read(repository(tmp_path / "a", **{"README.md": text}))
    for number, each in enumerate((mine, with_score(mine, "MMLU", value="67.0"))):
        lc.to_hub(each, tmp_path / str(number))
        data = hub.ModelCard.load(tmp_path / str(number) / "README.md").data
        found = [result.metric_value for result in data.eval_results]
        assert found == [81.2, 80, [66.6, 67.0][number]]


texts = st.text("ab:#- '\"\n\t\u2028é", max_size=8) | st.sampled_from(
    ["no", "1", "null", "- a", ""]
)
plain = st.none() | st.booleans() | st.integers(-9, 9) | texts
lists = st.lists(plain, max_size=3) | st.dictionaries(texts, plain, max_size=3)
values = (
    plain | st.lists(plain | lists, max_size=3) | st.dictionaries(texts, plain | lists, max_size=3)
)
WRITTEN = (
    GPQA,
    README.split("---\n")[1],
    "- - a\n  - b\n- c: |\n    d\n\n    e\n  f:\n    - g\n",
    "a: &b\n"[:2],
    "",
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_changed_text(data: st.DataObject) -> None:
    """A text that is changed to hold a value holds it, whatever both are."""
    text = data.draw(st.sampled_from(WRITTEN).map(lambda t: t.replace("a:", "a:")))
    value = data.draw(values)
    held = parse_yaml("", text)
    if isinstance(held, list):
        value = [data.draw(st.sampled_from([item, value])) for item in (*held, value)]
    elif isinstance(held, dict):
        value = {key: data.draw(st.sampled_from([item, value])) for key, item in held.items()}
        value |= {"new": 5}
    for ending in ("\n", "\r\n"):
        changed = change_yaml(text.replace("\n", ending), value)
        assert same_values(parse_yaml("", changed), value)
    assert change_yaml(text, held) == text


def test_numbers() -> None:
    """Digits count, and how a whole number is held does not."""
    assert not same_values(Decimal("82.0"), 82)
    assert same_values({"a": [Decimal(82)], "b": None}, {"b": None, "a": [82]})
    assert not same_values([1], [1, 2])
