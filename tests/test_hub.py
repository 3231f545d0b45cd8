"""Cards from the Hub and to it: what is read, what is kept, what is refused."""

import json
import pickle
import sys
import tempfile
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._hub import yaml as hub_yaml
from llamacards._hub.yaml import parse_inline, parse_yaml, to_inline, to_yaml
from made_up import NEW, SHAPE, card, cards, score

LEADERBOARD = """
model-index:
- name: acme-8b-instruct
  results:
  - task: {type: text-generation, name: Text Generation}
    dataset:
      name: AI2 Reasoning Challenge (25-Shot)
      type: ai2_arc
      config: ARC-Challenge
      split: test
      args: {num_few_shot: 25}
    metrics:
    - {type: acc_norm, value: 70.40, name: normalized accuracy}
    source:
      name: Open LLM Leaderboard
      url: https://huggingface.co/spaces/HuggingFaceH4/open_llm_leaderboard?query=acme/acme-8b
"""
CONFIG = {
    "model_type": "llama",
    "num_hidden_layers": 2,
    "hidden_size": 8,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 2,
    "intermediate_size": 16,
    "vocab_size": 10,
    "rope_theta": 500000.0,
    "tie_word_embeddings": False,
    "max_position_embeddings": 8192,
}


def written(folder: Path, front: str = "", **files: str) -> Path:
    """A folder with a README of this front matter, and with these files; "__" parts folders."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(f"---\n{front}\n---\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_json", ".json").replace("_yaml", ".yaml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def results(text: str) -> dict[str, str]:
    """A file of results, for written()."""
    return {".eval_results__a_yaml": text}


def read(path: Path, **told: Any) -> lc.ModelCard:
    """The card of a folder, whatever has no place on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", errors.UnmappedWarning)
        return lc.from_hub(path, **told)


def index(dataset: str, metric: str) -> str:
    """A model-index of one figure."""
    result = f"{{dataset: {{{dataset}}}, metrics: [{{{metric}}}]}}"
    return f"model-index: [{{name: acme, results: [{result}]}}]"


def test_leaderboard(tmp_path: Path) -> None:
    """A result of the model-index is a score: shots by name and arguments, part, metric, source."""
    mine = read(written(tmp_path / "x", LEADERBOARD))
    (stated,) = mine.scores
    assert stated == lc.Score.of(
        "AI2 Reasoning Challenge",
        "70.40",
        subset="ARC-Challenge, test",
        shots=25,
        metric="acc_norm (normalized accuracy)",
        source=lc.Source(title="Open LLM Leaderboard", url="https://huggingface.co/spaces/HuggingFaceH4/open_llm_leaderboard"),
    )  # fmt: skip
    assert (stated.text, stated.source.place) == ("70.40", "?query=acme/acme-8b")
    assert (mine.name, mine.tuning) == ("acme-8b-instruct", "instruct")
    assert mine.unmapped == ()


def test_leaderboard_shares_rows(tmp_path: Path) -> None:
    """Two models of one leaderboard stand in one row, as it is one document."""
    texts = [LEADERBOARD, LEADERBOARD.replace("acme-8b", "other-8b").replace("70.40", "60.10")]
    mine = [read(written(tmp_path / str(i), text)) for i, text in enumerate(texts)]
    rows = lc.compare(*mine, sections="scores").rows
    assert [[getattr(r, "text", None) for r in row.records] for row in rows] == [["70.40", "60.10"]]


@pytest.mark.parametrize(
    ("dataset", "metric", "expected"),
    [
        ("name: MMLU", "type: acc, value: 66.6", "MMLU (acc) 66.6"),
        ("type: mmlu", "name: Accuracy, value: '66.60'", "MMLU (Accuracy) 66.60"),
        ("name: MMLU (5-shot)", "type: accuracy, name: Accuracy, value: 67", "MMLU (5-shot, accuracy) 67"),
        ("name: MMLU, args: {num_few_shot: 5, language: en}", "type: em, value: 1.5", "MMLU language=en (5-shot, em) 1.5"),
        ("name: conll, args: conll2003, config: default", "type: f1, value: 0.9", "conll conll2003 (unit not stated, f1) 0.9"),
        ("name: A", "type: wer, name: Test WER, value: 20.90, args: {order: 4}", "A (unit not stated, wer (Test WER, order=4)) 20.90"),
        ("name: A, split: 7", "value: 3", "A 7 (unit not stated) 3"),
    ],
)  # fmt: skip
def test_shapes(tmp_path: Path, dataset: str, metric: str, expected: str) -> None:
    """The shapes of a model-index that occur are read as they are written."""
    (stated,) = read(written(tmp_path, index(dataset, metric))).scores
    label = stated.setup.label(*filter(None, [stated.setup.metric]))
    assert f"{label} {stated.text}" == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (None, [("0.666", "unit not stated"), ("3.5", "unit not stated"), ("0.412", "unit not stated")]),
        ("percent", [("0.666", "percent"), ("3.5", "unit not stated"), ("0.412", "percent")]),
        ("fraction", [("66.6", "percent"), ("3.5", "unit not stated"), ("41.2", "percent")]),
    ],
)  # fmt: skip
def test_unit(tmp_path: Path, unit: str | None, expected: list[tuple[str, str]]) -> None:
    """No figure is taken for a fraction or a percentage but by the user's word."""
    metrics = "[{type: acc, value: 0.666}, {type: perplexity, value: 3.5}]"
    front = f"model-index: [{{name: a-chat, results: [{{dataset: {{name: MMLU}}, metrics: {metrics}}}]}}]"
    folder = written(tmp_path, front, **results("- {dataset: {id: x/y, task_id: z}, value: 0.412}"))
    mine = lc.from_hub(folder, unit=unit)
    assert [(s.text, s.setup.unit) for s in mine.scores] == expected
    assert [s.setup.lower_is_better for s in mine.scores] == [None, None, None]


def test_unknown_unit(tmp_path: Path) -> None:
    """A unit that is neither is refused."""
    with pytest.raises(errors.UnknownOptionError, match="no unit is named 'percents'; did you"):
        lc.from_hub(tmp_path, unit="percents")


def test_results(tmp_path: Path) -> None:
    """An entry of .eval_results is a score; the notes of others are part of what was measured."""
    front = "- {dataset: {id: cais/hle, task_id: default}, value: 20.90, date: 2026-01-02, source: {url: 'https://x.org', name: Logs, user: me}, notes: no-tools}\n"
    tools = "- {dataset: {id: cais/hle, task_id: part}, value: 30, date: '2026-01-02T10:30:00Z', source: {url: 'https://x.org', org: us, user: me}, notes: 'shots: 5', verifyToken: abc}"
    mine = read(written(tmp_path, **results(front + tools)))
    logs = lc.Source(title="Logs", url="https://x.org", publisher="me")
    unnamed = lc.Source(title="https://x.org", url="https://x.org", publisher="us")
    unit = "unit not stated"
    assert mine.scores == (
        lc.Score.of("cais/hle", "20.90", subset="no-tools", unit=unit, since="2026-01-02", source=logs),
        lc.Score.of("cais/hle", "30", subset="part, shots: 5", unit=unit, since="2026-01-02", source=unnamed),
    )  # fmt: skip
    assert mine.unmapped == ()


@pytest.mark.parametrize(
    "notes",
    ["no-tools", "acc, 0-shot, temp=1.0", "a: [", "5", "'{unit: percent, mood: good}'", "'unit: percent, protocol: details'",
     "'unit: percent, protocol: {url: x}'", "'unit: percent, source: {author: me}'", "'unit: a}, {b: c'"],
)  # fmt: skip
def test_notes_of_others(tmp_path: Path, notes: str) -> None:
    """Notes that to_hub() did not write tell a setup apart, and are not read further."""
    notes = notes if notes.startswith("'") else f"'{notes}'"
    folder = written(tmp_path, **results(f"- dataset: {{id: x/y}}\n  value: 5\n  notes: {notes}"))
    (stated,) = read(folder).scores
    assert (stated.setup.subset, stated.setup.unit) == (notes.strip("'"), "unit not stated")


def test_two_values(tmp_path: Path) -> None:
    """Of two values for one setup and source none is placed; one value stated twice is one."""
    one = "dataset: {id: x/y, task_id: z}, source: {url: 'https://x.org'}"
    same = [f"- {{{one}, value: 5}}", f"- {{{one}, value: 5.0}}"]
    mine = read(written(tmp_path / "a", **results("\n".join(same))))
    assert (len(mine.scores), mine.unmapped) == (1, ())
    mine = read(written(tmp_path / "b", **results("\n".join([*same, f"- {{{one}, value: 6}}"]))))
    assert (mine.scores, [where for where, _ in mine.unmapped]) == (
        (),
        [f".eval_results/a.yaml: [{i}]" for i in range(3)],
    )


@pytest.mark.parametrize(
    ("front", "left"),
    [
        (index("name: MMLU", "type: acc, value: 20.0 ± 1.2"), "{dataset: {name: MMLU}, metrics: [{type: acc, value: 20.0 ± 1.2}]}"),
        (index("name: MMLU", "type: acc, value: null"), "{dataset: {name: MMLU}, metrics: [{type: acc, value: null}]}"),
        (index("config: a", "type: acc, value: 5"), "{dataset: {config: a}, metrics: [{type: acc, value: 5}]}"),
        (index("name: MMLU (5-shot), args: {num_few_shot: 0}", "value: 5"), "{dataset: {name: MMLU (5-shot), args: {num_few_shot: 0}}, metrics: [{value: 5}]}"),
    ],
)  # fmt: skip
def test_kept(tmp_path: Path, front: str, left: str) -> None:
    """A result with a figure that cannot be placed is told of whole."""
    assert read(written(tmp_path, front)).unmapped == (
        ("README.md: model-index[0].results[0]", left),
    )


@pytest.mark.parametrize(
    "value", ["5", "[]", "[5]", "[{results: 5}]", "[{results: [5]}]", "[{results: [{metrics: 5}]}]", "[{results: [{metrics: [5]}]}]"],
)  # fmt: skip
def test_no_index(tmp_path: Path, value: str) -> None:
    """What is no model-index gives no score, and is kept."""
    mine = read(
        written(tmp_path, f"model-index: {value}", **results("[5, {dataset: 5}, {value: 5}]"))
    )
    kept = [text for where, text in mine.unmapped if where.startswith("README")]
    assert (mine.scores, "5" in "".join(kept)) == ((), value != "[]")


def test_several_models(tmp_path: Path) -> None:
    """Of several models in an index, the scores of the one of this name are the card's."""
    front = "model-index: [{name: a, results: [{dataset: {name: A}, metrics: [{value: 5}]}]}, {name: b, results: [{dataset: {name: A}, metrics: [{value: 6}]}]}]"
    folder = written(tmp_path / "acme", front)
    assert [s.text for s in read(folder, name="b").scores] == ["6"]
    mine = read(folder)
    assert (mine.name, mine.scores) == ("acme", ())
    assert [where for where, _ in mine.unmapped] == [
        "README.md: model-index[0]",
        "README.md: model-index[1]",
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("license: llama3", lc.License(name="llama3", hf_id="llama3")),
        ("license: other\nlicense_name: llama3\nlicense_link: LICENSE", lc.License(name="llama3", source=lc.Source(title="llama3", url="LICENSE"))),
        ("license: llama3.1\nlicense_name: llama3.1", lc.License(name="llama3.1", hf_id="llama3.1")),
        ("license: other", lc.License(name="other", hf_id="other")),
        ("license_name: mine\nlicense: ", lc.License(name="mine")),
        ("license: [a, b]\nlicense_link: LICENSE", None),
    ],
)  # fmt: skip
def test_license(tmp_path: Path, front: str, expected: lc.License | None) -> None:
    """A license goes by its id; where the id is "other", by its name."""
    mine = read(written(tmp_path, front))
    assert mine.license == expected
    kept = (
        ()
        if expected
        else (("README.md: license", "[a, b]"), ("README.md: license_link", "LICENSE"))
    )
    assert mine.unmapped == kept


@pytest.mark.parametrize(
    ("front", "languages", "base", "kept"),
    [
        ("language: [en, no]\nbase_model: a/b", ("en", "no"), "a/b", []),
        ("language: no\nbase_model:\n- a/b", ("no",), "a/b", []),
        ("language: 5\nbase_model: [a/b, c/d]", (), None, ["README.md: language", "README.md: base_model"]),
        ("language: [en, '']\nbase_model: ", (), None, ["README.md: language"]),
    ],
)  # fmt: skip
def test_texts(tmp_path: Path, front: str, languages: tuple[str, ...], base: str | None, kept: list[str]) -> None:  # fmt: skip
    """Languages and one base model are read, the code of Norwegian too; several bases are kept."""
    mine = read(written(tmp_path, front))
    assert (mine.languages, mine.derived_from, [w for w, _ in mine.unmapped]) == (languages, base, kept)  # fmt: skip


def test_config(tmp_path: Path) -> None:
    """The configuration beside it gives architecture and window."""
    mine = read(written(tmp_path, config_json=json.dumps(CONFIG | {"rms_norm_eps": 1e-05})))
    shape = lc.Architecture(layers=2, hidden=8, heads=4, kv_heads=2, head_dim=2, ffn=16, vocabulary=10, rope_theta=500_000, tied_embeddings=False)  # fmt: skip
    assert (mine.architecture, str(mine.budget.context_tokens)) == (shape, "8,192")
    assert mine.unmapped == (("config.json: model_type", "llama"), ("config.json: rms_norm_eps", "0.00001"))  # fmt: skip


@pytest.mark.parametrize(
    "config",
    [
        CONFIG | {"model_type": "falcon"},
        CONFIG | {"mlp_only_layers": [1]},
        {"model_type": "mllama", "text_config": CONFIG},
        {"text_config": {k: v for k, v in CONFIG.items() if k != "rope_theta"} | {"rope_parameters": {"rope_theta": 500000}}},
    ],
)  # fmt: skip
def test_other_models(tmp_path: Path, config: dict[str, Any]) -> None:
    """No exact count of parameters follows for what is more than a plain decoder."""
    mine = read(written(tmp_path, config_json=json.dumps(config)))
    known = lc.Architecture(layers=2, hidden=8, heads=4, kv_heads=2, head_dim=2, vocabulary=10, rope_theta=500_000, tied_embeddings=False)  # fmt: skip
    assert (mine.architecture, mine.architecture.parameters) == (known, None)
    assert "16" in dict(mine.unmapped).get("config.json: intermediate_size", str(mine.unmapped))


def test_partial_config(tmp_path: Path) -> None:
    """What a configuration leaves out is unknown, and so is what it states for each layer."""
    config = '{"num_hidden_layers": 2, "intermediate_size": [1, 2], "rope_theta": null}'
    mine = read(written(tmp_path, config_json=config))
    assert (mine.architecture, mine.budget) == (lc.Architecture(layers=2), lc.TokenBudget())
    assert mine.unmapped == (("config.json: intermediate_size", "[1, 2]"),)


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("num_hidden_layers", '"2"', "Architecture.layers must be a whole number from 1 up, not '2'"),
        ("head_dim", "1.5", "Architecture.head_dim must be a whole number from 1 up, not 1.5"),
        ("vocab_size", "NaN", "Architecture.vocabulary must be a whole number from 1 up, not NaN"),
        ("tie_word_embeddings", '"yes"', "Architecture.tied_embeddings must be True or False, not 'yes'"),
        ("max_position_embeddings", "NaN", "TokenBudget.context must be a number of tokens from 1 up, such as '8k' (8,192) or 131072, not NaN"),
    ],
)  # fmt: skip
def test_bad_config(tmp_path: Path, key: str, value: str, problem: str) -> None:
    """A value of a configuration that cannot be one is refused with its key and the rule."""
    with pytest.raises(errors.ContentError) as refused:
        lc.from_hub(written(tmp_path, config_json=f'{{"{key}": {value}}}'))
    assert str(refused.value) == f"{tmp_path}: config.json: {key}: {problem}"


def test_told(tmp_path: Path) -> None:
    """One warning lists what has no place, and a tuning that is assumed; the card holds it."""
    front = "\n".join(f"k{i}: {'x' * 90}" for i in range(9))
    folder = written(tmp_path / "acme", front)
    with pytest.warns(errors.UnmappedWarning) as told:
        mine = lc.from_hub(folder / "README.md")
    (warning,) = told
    assert isinstance(warning.message, errors.UnmappedWarning)
    shown = "; ".join(f"README.md: k{i}: 'xxx" for i in range(1))
    assert str(warning.message).startswith(f"{folder} states what no field of a card holds: tuning: no source states it; set it with tuning=; {shown}")  # fmt: skip
    assert str(warning.message).endswith("...; 2 more")
    assert (len(warning.message.remarks), len(mine.unmapped), mine.tuning) == (10, 9, None)
    assert vars(pickle.loads(pickle.dumps(warning.message))) == vars(warning.message)  # noqa: S301
    assert "9 more statements without a field here" in str(mine)


def test_nothing_to_tell(tmp_path: Path) -> None:
    """Where everything has a place, nothing is told; the text below is kept as it is."""
    folder = written(tmp_path / "acme-chat", "license: mit")
    (folder / "README.md").write_bytes(
        b"\xef\xbb\xbf\r\n---\r\nlicense: mit\r\n---  \r\n# Acme\r\n\r\n---\r\n"
    )
    mine = lc.from_hub(folder)
    assert (mine.tuning, mine.unmapped) == ("chat", ())
    told = lc.from_hub(folder, name="other", tuning="instruct")
    assert (told.name, told.tuning, told.unmapped) == ("other", "instruct", ())
    assert read(folder, tuning="base", name="other").tuning == "base"


@pytest.mark.parametrize("field", ["unmapped", "files"])
def test_pairs(tmp_path: Path, field: str) -> None:
    """What is kept of files is pairs of texts, which no derived card inherits."""
    with pytest.raises(errors.FieldError, match="pairs of a key path and a text"):
        card("x", **{field: [("a", 5)]})
    with pytest.raises(errors.FieldError, match="pairs of a key path and a text"):
        card("x", **{field: 5})
    mine = read(written(tmp_path, "tags: a"))
    assert (len(getattr(mine, field)) > 0, getattr(mine.derive(name="y"), field)) == (True, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\nlicense: mit\n# Acme\n", "the front matter is not closed by a second line of ---"),
        ("---\n- a\n---\n", "the front matter must be a mapping of keys to values"),
        ("---\na: 1\nb: &x [1]\n---\n", "line 3: anchors, aliases and tags are not read"),
        ("---\na: *x\n---\n", "line 2: anchors, aliases and tags are not read"),
        ("---\na: !!python/name:os.system\n---\n", "line 2: anchors, aliases and tags are not read"),
        ("\n\n---\na: 1\nb: 2\na: 3\n---\n", "line 6: the key 'a' occurs twice"),
        ("---\n? [1]\n: 2\n---\n", "line 2: the key '[...]' is not a text"),
        ("---\na: [1\n---\n", "line 3: while parsing a flow sequence, expected ',' or ']', but got '<stream end>'"),
        ("---\na: 1\nb: \x07\n---\n", "line 3: special characters are not allowed"),
        (f"---\na: {'[' * 9000}\n---\n", "nested too deeply"),
        (f"---\na: {'x' * 1_000_000}\n---\n", "larger than 1,000,000 characters, the most YAML that is read"),
        ("---\nllamacards: {tuning: tuned}\n---\n", "README.md: ModelCard.tuning must be 'base' or 'chat' or 'instruct', not 'tuned'"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, text: str, problem: str) -> None:
    """What is no README of the Hub is refused, with the line or the key path."""
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    with pytest.raises(errors.ContentError) as refused:
        lc.from_hub(tmp_path)
    assert refused.value.problems == (problem,)


def test_all_at_once(tmp_path: Path) -> None:
    """Every value of a configuration that is refused is told of, with its file."""
    config = '{"num_hidden_layers": 0, "vocab_size": Infinity, "max_position_embeddings": "few"}'
    with pytest.raises(errors.ContentError) as refused:
        lc.from_hub(written(tmp_path, config_json=config))
    assert [problem.partition(" must")[0] for problem in refused.value.problems] == [
        "config.json: num_hidden_layers: Architecture.layers",
        "config.json: vocab_size: Architecture.vocabulary",
        "config.json: max_position_embeddings: TokenBudget.context",
    ]


def test_bad_figures(tmp_path: Path) -> None:
    """A figure that cannot be one is told of and kept, and the others are read."""
    entries = "- {dataset: {id: A}, value: -.inf}\n- {dataset: {id: B}, value: 5}\n"
    front = index("name: A", "type: acc, value: 667")
    with pytest.warns(errors.UnmappedWarning, match="from 0 to 100 percent for A, not 667"):
        mine = lc.from_hub(written(tmp_path / "x-chat", front, **results(entries)))
    assert [s.setup.benchmark for s in mine.scores] == ["B"]
    assert [where for where, _ in mine.unmapped] == [
        "README.md: model-index[0].results[0]",
        ".eval_results/a.yaml: [0]",
    ]


def test_what_people_write(tmp_path: Path) -> None:
    """No front matter, a license in a list, "73.8%" and a key twice with one value are read."""
    bare = tmp_path / "models--acme--acme-8b-chat" / "snapshots" / "0a1b"
    bare.mkdir(parents=True)
    (bare / "README.md").write_text("# Acme\n")
    assert lc.from_hub(bare).name == "acme/acme-8b-chat"
    front = "license: [mit]\nlicense_link: LICENSE\nlicense_link: LICENSE\n"
    mine = read(
        written(tmp_path / "b-chat", front + index("name: A", "type: pass@1, value: 73.8%"))
    )
    assert (mine.license and mine.license.id, mine.scores[0].text) == ("mit", "73.8")


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (results("a: 1"), ".eval_results/a.yaml: must be a list of results"),
        ({"config_json": "[]"}, "config.json: must be an object of keys and values"),
        ({"config_json": '{"a": 1'}, "config.json: Expecting ',' delimiter: line 1 column 8 (char 7)"),
    ],
)  # fmt: skip
def test_other_files(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    """What stands beside the README is held to its form too."""
    with pytest.raises(errors.ContentError) as refused:
        lc.from_hub(written(tmp_path, **files))
    assert str(refused.value) == f"{tmp_path}/{problem}"


def test_no_readme(tmp_path: Path) -> None:
    """A folder without a README cannot be read, nor can a folder in the place of a file."""
    with pytest.raises(errors.FileError, match=r"README.md cannot be read: No such file"):
        lc.from_hub(tmp_path)
    (written(tmp_path) / "config.json").mkdir()
    with pytest.raises(errors.FileError, match=r"config.json is a folder, not a regular file"):
        lc.from_hub(tmp_path)


def test_without_pyyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PyYAML the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    hub_yaml._plain_loader.cache_clear()
    hub_yaml._plain_dumper.cache_clear()
    with pytest.raises(ImportError) as refused:
        lc.from_hub(written(tmp_path))
    assert str(refused.value) == "PyYAML is not installed; pip install 'llamacards[hub]' brings it"


texts = st.text(max_size=20) | st.sampled_from(["no", "1e5", "2024-01-01", "007", "~", "a: b", "- a", "x\n\ny ", "null"])  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(-999, 999, places=2) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(values)
def test_yaml(value: object) -> None:
    """What is written as YAML is read again: texts as texts, numbers with their digits."""
    assert repr(parse_yaml("x", to_yaml(value))) == repr(value)
    assert repr(parse_inline("x", to_inline(value))) == repr(value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "82.0", "1E+2", "1E-7"])
def test_numbers(number: str) -> None:
    """Numbers are written out, and those that are none as YAML has them."""
    read = parse_yaml("x", to_yaml(Decimal(number)))
    assert str(Decimal(read)) == str(Decimal(f"{Decimal(number):f}"))


def test_scalars() -> None:
    """Scalars are of YAML 1.2: what 1.1 takes for a boolean, date, octal or clock is a text."""
    text = "[no, Yes, on, 2024-01-01, 010, 12:30, 1_000, 0x1f, True, ~, 1e2, -5, +.inf, .5, 1e999]"
    assert parse_yaml("x", text) == [
        "no", "Yes", "on", "2024-01-01", "010", "12:30", "1_000", "0x1f",
        True, None, Decimal("1e2"), -5, Decimal("Infinity"), Decimal("0.5"), "1e999",
    ]  # fmt: skip


def test_one_value() -> None:
    """A piece of YAML is one value."""
    with pytest.raises(errors.ContentError, match="x: must be one value"):
        parse_inline("x", "1, 2")


@settings(deadline=None, max_examples=40)
@given(cards())
def test_round_trip(made: list[lc.ModelCard]) -> None:
    """What is written for the Hub is read again: every value, setup and source."""
    for mine in made:
        sent = lc.ModelCard(name=mine.name, tuning=mine.tuning, scores=mine.scores)
        with tempfile.TemporaryDirectory() as folder:
            got = read(lc.to_hub(sent, folder))
        assert (got.name, got.tuning, got.unmapped) == (sent.name, sent.tuning, ())
        assert {*map(repr, got.scores)} == {*map(repr, sent.scores)}


def whole(**fields: Any) -> lc.ModelCard:
    """A card that states all that the Hub has a place for."""
    given: dict[str, Any] = {
        "tuning": "instruct",
        "license": "llama3",
        "languages": ["en", "no"],
        "derived_from": "llama-3-8b",
        "architecture": SHAPE,
        "budget": lc.TokenBudget(context="~8k"),
    }
    scores = [
        score("中文", "66.60", shots=0, source=lc.Source(title="5", url="https://a.org/?query=x", published="2024-01-01", place="a: b\n")),
        score("MMLU", "12", shots="3-5", subset="default", error="0.40", note="a; b", doubtful=True, protocol=NEW),
        score("MMLU", "13", shots=0, unit="points", lower_is_better=True, metric="5"),
        lc.Score.of("GPQA", "~85", source="no"),
    ]  # fmt: skip
    return card("acme", *scores, **(given | fields))


def test_whole_card(tmp_path: Path) -> None:
    """Everything that the Hub has a place for comes back, a base model by its id on the Hub."""
    got = lc.from_hub(lc.to_hub(whole(), tmp_path / "new" / "folder"))
    sent = whole(derived_from="meta-llama/Meta-Llama-3-8B", source=got.source)
    assert {*map(repr, got.scores)} == {*map(repr, sent.scores)}
    assert got.budget == lc.TokenBudget(context="~8192")
    for field in ("license", "languages", "derived_from", "architecture", "tuning", "unmapped"):
        assert getattr(got, field) == getattr(sent, field)


def test_written(tmp_path: Path) -> None:
    """One block a score, of one file a benchmark; notes say what the Hub has no key for."""
    mine = card("acme", score(shots=5), score("MMLU", "60.0", shots=0, source=lc.Source(title="Notes", url="https://x.org")), license=lc.License(name="Own", source=lc.Source(title="Own", url="LICENSE")))  # fmt: skip
    lc.to_hub(mine, tmp_path)
    assert (tmp_path / "README.md").read_text() == (
        "---\nlicense: other\nlicense_name: Own\nlicense_link: LICENSE\nllamacards:\n  name: acme\n  tuning: base\n---\n"
    )
    assert (tmp_path / ".eval_results" / "mmlu.yaml").read_text() == (
        "- dataset:\n    id: cais/mmlu\n    task_id: default\n  value: 50.0\n"
        "  notes: 'shots: 5, cot: false, metric: acc, unit: percent, source: {title: Old report, publisher: Acme, published: ''2023-01-01''}'\n"
        "- dataset:\n    id: cais/mmlu\n    task_id: default\n  value: 60.0\n"
        "  source:\n    url: https://x.org\n    name: Notes\n"
        "  notes: 'shots: 0, cot: false, metric: acc, unit: percent'\n"
    )


def test_one_of_two_changed(tmp_path: Path) -> None:
    """A changed score takes the place of one score of its benchmark; the other one goes."""
    lc.to_hub(card("acme-8b", score(value="60.0"), score(value="70.0", shots=0)), tmp_path)
    changed = evolve(read(tmp_path), scores=[score(value="61.0")])
    lc.to_hub(changed, tmp_path, overwrite=True)
    (only,) = read(tmp_path).scores
    assert (only.setup.shots, only.text) == ("5", "61.0")


def test_overwrite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is replaced unasked; asked for, all results are, and nothing else is touched."""
    folder = written(tmp_path / "acme-chat", LEADERBOARD, **results("- {dataset: {id: A}, value: 5}"), config_json=json.dumps(CONFIG))  # fmt: skip
    mine = read(folder)
    before = contents(folder)
    with pytest.raises(errors.FileError, match=r"README.md already exists; overwrite=True repl"):
        lc.to_hub(mine, folder)
    with pytest.raises(errors.FileError, match=r"a.yaml already exists; overwrite=True repl"):
        lc.to_hub(card("x", score()), folder)
    lc.to_hub(mine, folder, overwrite=True)
    assert contents(folder) == before
    lc.to_hub(card("x", score()), folder, overwrite=True)
    assert sorted(p.name for p in (folder / ".eval_results").iterdir()) == ["mmlu.yaml"]
    assert json.loads((folder / "config.json").read_text()) == CONFIG
    before = contents(folder)

    def deny(path: Path, _: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "replace", deny)
    with pytest.raises(errors.FileError, match=r"README.md cannot be written: Operation not"):
        lc.to_hub(card("x"), folder, overwrite=True)
    assert contents(folder) == before
    with pytest.raises(errors.FileError, match=r"README.md/.eval_results cannot be read: Not a d"):
        lc.to_hub(card("x"), folder / "README.md")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def test_huggingface_hub(tmp_path: Path) -> None:
    """The Hub's own library reads the same values, sources and notes, one for each score."""
    hub = pytest.importorskip("huggingface_hub")
    yaml = pytest.importorskip("yaml")
    mine = whole()
    lc.to_hub(mine, tmp_path)
    data = hub.ModelCard.load(tmp_path / "README.md").data
    assert (data.license, data.language, data.base_model) == ("llama3", ["en", "no"], "meta-llama/Meta-Llama-3-8B")  # fmt: skip
    entries = [
        entry
        for file in sorted((tmp_path / ".eval_results").iterdir())
        for entry in hub.parse_eval_result_entries(yaml.safe_load(file.read_text("utf-8")))
    ]
    assert hub.parse_eval_result_entries(hub.eval_result_entries_to_yaml(entries)) == entries
    assert {(e.dataset_id, e.task_id, e.value, e.source_url, e.source_name) for e in entries} == {
        ({"MMLU": "cais/mmlu", "GPQA": "Idavidrein/gpqa"}.get(s.setup.benchmark, s.setup.benchmark), s.setup.subset or "default", float(s.value), s.source.url, s.source.title if s.source.url else None)
        for s in mine.scores
    }  # fmt: skip
    assert len({entry.notes for entry in entries}) == len(mine.scores)
