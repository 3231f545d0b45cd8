"""Results files of lm-evaluation-harness: what they state, and what is refused."""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import llamacards as lc
from llamacards import errors
from made_up import card, score

DATA = Path(__file__).parent / "data" / "lm_eval"
HARNESS = lc.Source(title="lm-evaluation-harness 0.4.13", published="2026-11-23")


def written(folder: Path, name: str = "results.json", /, **changes: Any) -> Path:
    """A made-up results file of one task; a change to None leaves the key out."""
    stated: dict[str, Any] = {
        "results": {"gsm8k": {"exact_match,strict": 0.5, "exact_match_stderr,strict": 0.1}},
        "n-shot": {"gsm8k": 8},
        "versions": {"gsm8k": 3},
        "higher_is_better": {"gsm8k": {"exact_match": True}},
        "date": 1_700_000_000.5,
        "model_name": "acme",
    }
    kept = {key: value for key, value in (stated | changes).items() if value is not None}
    path = folder / name
    path.write_text(json.dumps(kept), encoding="utf-8")
    return path


def problems(path: Path, **told: Any) -> tuple[str, ...]:
    """What is wrong with a file."""
    with pytest.raises(errors.ContentError) as refused:
        lc.from_lm_eval(path, **told)
    assert refused.value.path == str(path)
    return refused.value.problems


def figures(acme: lc.ModelCard) -> list[tuple[str, str]]:
    """The label of each score with its metric and its text, and its error."""
    return [
        (
            f"{s.setup.label()} {s.setup.metric} {s.text}",
            "" if s.error is None else f"{s.error:.2f}",
        )
        for s in acme.scores
    ]


def test_results() -> None:
    """A real file: metrics with their filters, shares in percent, a group before its tasks."""
    acme = lc.from_lm_eval(DATA / "results.json")
    assert (acme.name, acme.source) == ("acme/acme-8b-instruct", HARNESS)
    assert figures(acme) == [
        ("ARC-Challenge (2-shot) acc,none 40", "24.49"),
        ("ARC-Challenge (2-shot) acc_norm,none 40", "24.49"),
        ("GSM8K (8-shot) exact_match,strict-match 0", "0.00"),
        ("GSM8K (8-shot) exact_match,flexible-extract 8.333", "8.33"),
        ("tales (0-shot, word_perplexity) word_perplexity,none 1.052", ""),
        ("tales (0-shot, bits_per_byte) bits_per_byte,none 0.01535", ""),
        ("translations (0-shot, bleu) bleu,none 0.0", "0.00"),
        ("translations (0-shot, ter) ter,none 100.0", "0.00"),
        ("pets acc,none 14.29", "14.64"),
        ("pets indoors (0-shot) acc,none 0", "0.00"),
        ("pets outdoors (1-shot) acc,none 25", "25.00"),
    ]
    assert [s.setup.benchmark for s in acme.scores if s.setup.lower_is_better] == [
        "tales",
        "tales",
        "translations",
    ]


def test_as_stated() -> None:
    """A figure keeps the digits of the file, its place in it, and no chain of thought."""
    figure = lc.from_lm_eval(DATA / "results.json", tuning="instruct").scores[3]
    assert (figure.value, figure.setup.cot, figure.note) == (
        Decimal("8.333333333333333"),
        None,
        None,
    )
    assert figure.source == HARNESS
    assert figure.source.place == 'results["gsm8k"]["exact_match,flexible-extract"]'
    assert figure.protocol == lc.Source(title="lm-evaluation-harness, task gsm8k 3.0")


def test_limited() -> None:
    """A run on a part of the samples is a subset; what it was under is noted."""
    acme = lc.from_lm_eval(DATA / "limited.json")
    assert [s.setup.subset for s in acme.scores] == [
        "2 of 12 samples",
        "2 of 12 samples",
        "4 of 7 samples",
        "indoors, 2 of 3 samples",
        "outdoors, 2 of 4 samples",
    ]
    assert {s.note for s in acme.scores} == {'system instruction "Answer in one word."'}


def test_limit_without_counts(tmp_path: Path) -> None:
    """Where a file counts no samples, a limit is the subset."""
    acme = lc.from_lm_eval(written(tmp_path, config={"limit": 10.0}))
    assert acme.scores[0].setup.subset == "limit 10.0"


@pytest.mark.skipif(importlib.util.find_spec("lm_eval") is None, reason="lm_eval is not installed")
def test_the_harness(tmp_path: Path) -> None:
    """The harness that is installed writes a file that is read to the same scores."""
    tasks = "arc_challenge,gsm8k,pets,tales,translations"
    subprocess.run(
        [
            *(sys.executable, "-m", "lm_eval", "--model", "dummy", "--tasks", tasks),
            *("--model_args", "pretrained=acme/acme-8b-instruct", "--include_path", "tasks"),
            *("--output_path", str(tmp_path / "fresh.json")),
        ],
        cwd=DATA,
        env=os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "hub")},
        check=True,
        capture_output=True,
    )
    (fresh,) = tmp_path.glob("fresh_*.json")
    read = [lc.from_lm_eval(path).scores for path in (fresh, DATA / "results.json")]
    found = [[(s.setup, s.value, s.error, s.protocol) for s in scores] for scores in read]
    assert found[0] == found[1]


def test_beside_published() -> None:
    """Beside a published card a figure of the harness stands in a row of its own, under "≠"."""
    acme = lc.from_lm_eval(DATA / "results.json", name="acme", tuning="instruct")
    table = lc.compare(acme, "llama-3-8b-instruct", benchmarks=["GSM8K"], sections=["scores"])
    assert [[cell.elsewhere for cell in row] for row in table.rows] == [
        [True, False],
        [False, True],
    ]
    table = lc.compare(lc.from_lm_eval(DATA / "results.json"), "llama-3-8b", rows="all")
    what = "GSM8K (8-shot, exact_match,strict-match)"
    assert table[what, "acme/acme-8b-instruct"].record is not None


def test_equated() -> None:
    """Where its metric is taken for the published one, the two stand in one row."""
    acme = lc.from_lm_eval(DATA / "results.json", name="acme", tuning="instruct")
    taken = {"exact_match,flexible-extract": "em_maj1@1"}
    table = lc.compare(acme, "llama-3-8b-instruct", benchmarks=["GSM8K"], equate=taken)
    (row,) = [row for row in table.rows if row.section == "scores"]
    assert (row.label, [r and r.text for r in row.records]) == (
        "GSM8K (8-shot, CoT)",
        ["8.333", "79.6"],
    )
    assert [str(note) for note in table.notes if note.kind == "equated"] == [
        "exact_match,flexible-extract taken for em_maj1@1, as requested: GSM8K (8-shot, CoT) of acme.",
        "Chain of thought, which they do not state, assumed equal: GSM8K (8-shot, CoT).",
    ]


def test_two_models(tmp_path: Path) -> None:
    """Two models that ran one version of a task share its row, whatever the day."""
    later = {"model_name": "other-chat", "date": 1_800_000_000, "lm_eval_version": "0.4.9"}
    first = written(tmp_path, model_name="acme-chat")
    both = map(lc.from_lm_eval, (first, written(tmp_path, "other.json", **later)))
    (row,) = lc.compare(*both, sections=["scores"], catalog=lc.Catalog()).rows
    assert row.filled == 2


def test_two_versions(tmp_path: Path) -> None:
    """Another version of a task, or none stated, is another protocol."""
    files = [
        written(tmp_path, f"{version}.json", model_name=f"m{version}", versions=versions)
        for version, versions in [(1, {"gsm8k": 1}), (2, {"gsm8k": 2}), (3, {"gsm8k": "Yaml"})]
    ]
    cards = [lc.from_lm_eval(file) for file in files]
    assert len(lc.compare(*cards, sections=["scores"], catalog=lc.Catalog()).rows) == 3
    assert cards[2].scores[0].protocol is None


def test_several_runs(tmp_path: Path) -> None:
    """Further files are runs of the same model, on one card."""
    more = {"results": {"piqa": {"acc,none": 1}}, "date": None}
    acme = lc.from_lm_eval(written(tmp_path), written(tmp_path, "more.json", **more))
    assert [(s.setup.benchmark, s.text, s.source.published) for s in acme.scores] == [
        ("GSM8K", "50", date(2023, 11, 14)),
        ("PIQA", "100", None),
    ]


def test_another_model(tmp_path: Path) -> None:
    """Files of two models make no card, unless it is named."""
    files = written(tmp_path), written(tmp_path, "b.json", model_name="b", date=1)
    with pytest.raises(errors.ContentError, match="the model is 'b', not 'acme' as in other files"):
        lc.from_lm_eval(*files)
    assert lc.from_lm_eval(*files, name="both").name == "both"


def test_run_again(tmp_path: Path) -> None:
    """Two runs of a setup on one day are refused, as neither is the figure."""
    with pytest.raises(errors.DuplicateError, match=r"two values of acme for GSM8K \(8-shot\)"):
        lc.from_lm_eval(written(tmp_path), written(tmp_path, "again.json"))


def test_no_name(tmp_path: Path) -> None:
    """A file of an early harness names no model; the reader does."""
    path = written(tmp_path, model_name=None)
    assert problems(path) == ("the model is not named; name= gives the card a name",)
    assert lc.from_lm_eval(path, name="acme").source == lc.Source(
        title="lm-evaluation-harness", published="2023-11-14"
    )


def test_told(tmp_path: Path) -> None:
    """What a reader says of a task stands in its setup, with a note."""
    results = {"gsm8k_cot": {"exact_match,strict": 0.5, "flips,none": 0.25}}
    told = {"benchmark": "GSM8K", "subset": "easy", "cot": True, "unit": "fraction"}
    path = written(tmp_path, results=results, **{"n-shot": {"gsm8k_cot": 8}})
    stated, flips = lc.from_lm_eval(path, tuning="base", setups={"gsm8k_cot": told}).scores
    assert (stated.setup.label(), flips.text) == ("GSM8K easy (8-shot, CoT)", "25")
    assert (
        stated.note == "benchmark, subset, cot and unit given by the user, not stated by the file"
    )


@pytest.mark.parametrize(
    ("setups", "error", "sentence"),
    [
        ({"gsm8": {}}, errors.UnknownNameError, "no task is named 'gsm8'; did you mean 'gsm8k'?"),
        ({"gsm8k": {"shots": 5}}, errors.UnknownOptionError, "no field of setups is named 'shots'; there is 'benchmark', 'subset', 'cot' and 'unit'"),
        (["gsm8k"], errors.FieldError, "from_lm_eval.setups must be a mapping such as {'gsm8k_cot': {'cot': True}}, not ['gsm8k']"),
        ({"gsm8k": "cot"}, errors.FieldError, "from_lm_eval.setups must be a mapping such as {'gsm8k_cot': {'cot': True}}, not {'gsm8k': 'cot'}"),
    ],
)  # fmt: skip
def test_told_wrongly(tmp_path: Path, setups: Any, error: type[Exception], sentence: str) -> None:
    """What is said of no task, or on what the file states itself, is refused."""
    with pytest.raises(error) as refused:
        lc.from_lm_eval(written(tmp_path), setups=setups)
    assert str(refused.value) == sentence


def test_groups(tmp_path: Path) -> None:
    """Parts of groups within groups are subsets of the outermost with a figure of its own."""
    tasks = ("mmlu", "mmlu_stem", "mmlu_physics", "suite", "piqa", "loop")
    results = {task: {"acc,none": 0.5, "alias": task} for task in tasks} | {"suite": {" ": " "}}
    groups = {
        "mmlu": ["mmlu_stem"],
        "mmlu_stem": ["mmlu_physics"],
        "suite": ["mmlu", "piqa"],
        "loop": ["loop"],
    }
    acme = lc.from_lm_eval(
        written(
            tmp_path,
            results=results,
            group_subtasks=groups,
            versions={},
            **{"n-samples": {"mmlu_physics": {"original": 9, "effective": 9}}},
        )
    )
    assert sorted((s.setup.benchmark, s.setup.subset or "") for s in acme.scores) == [
        ("MMLU", ""),
        ("MMLU", "physics"),
        ("MMLU", "stem"),
        ("PIQA", ""),
        ("loop", ""),
    ]


def test_tasks_of_two_groups(tmp_path: Path) -> None:
    """A task of two groups in a third is one of its tasks, and those groups are none."""
    groups = {"suite": ["a", "b"], "a": ["pets"], "b": ["pets"], "self": ["self"]}
    results = {task: {"acc,none": 0.5} for task in ("pets", *groups)}
    shots = {"pets": 5, "a": 0, "b": 0, "suite": 0, "self": 7}
    path = written(tmp_path, results=results, group_subtasks=groups, **{"n-shot": shots})
    read = {s.setup.name: s.setup.shots for s in lc.from_lm_eval(path).scores}
    assert read == {"suite": "5", "suite a": "5", "suite b": "5", "suite pets": "5", "self": "7"}


def test_predictions_only(tmp_path: Path) -> None:
    """What the harness writes where it computes no metric is no figure."""
    path = written(tmp_path, results={"gsm8k": {"bypass,none": 999, "bypass_stderr,none": "N/A"}})
    assert problems(path) == ("no figure can be read",)


def test_unmapped(tmp_path: Path) -> None:
    """A value that cannot be read is told of with its rule and kept; all else is read."""
    results = {
        "a": {"acc,none": float("nan"), "acc,x": "0.5", "acc,y": 1.5, "acc,z": None, "ppl,none": float("inf")},
        "b": {"acc,none": 0.5, "acc_stderr,none": float("nan"), "f1,none": True, "exact_match,none": 0.25},
        "c": 1,
    }  # fmt: skip
    path = written(
        tmp_path,
        results=results,
        versions=[],
        group_subtasks={"a": "b", "b": [{}]},
        date=10**20,
        higher_is_better={"b": {"exact_match": 1}},
        **{"n-shot": {"a": 5.5, "b": -1}},
    )
    with pytest.warns(errors.UnmappedWarning) as told:
        acme = lc.from_lm_eval(path)
    (warning,) = told
    assert isinstance(warning.message, errors.UnmappedWarning)
    assert figures(acme) == [
        ("b acc,none 50", ""),
        ("b exact_match,none 25", ""),
    ]
    assert warning.message.remarks == (
        'results["c"] must be an object, not 1',
        "group_subtasks[\"a\"] must be a list of tasks, not 'b'",
        'group_subtasks["b"] must be a list of tasks, not [{}]',
        "date must be a Unix time, not 100000000000000000000",
        'n-shot["a"] must be a number of shots, not 5.5',
        "versions must be an object, not []",
        'results["a"]["acc,none"] must be a number, not NaN',
        'results["a"]["acc,x"] must be a number, not \'0.5\'',
        'results["a"]["acc,y"] must be from 0 to 1, as the unit is a fraction, not 1.5',
        'results["a"]["ppl,none"] must be a number, not Infinity',
        'n-shot["b"] must be a number of shots, not -1',
        'results["b"]["acc_stderr,none"] must be a number, not NaN',
        'results["b"]["f1,none"] must be a number, not True',
        'higher_is_better["b"]["exact_match"] must be true or false, not 1',
    )
    assert dict(acme.unmapped)['results["a"]["acc,none"]'] == "NaN"


@pytest.mark.parametrize("number", ["1e999", "0e-999"])
def test_no_float(tmp_path: Path, number: str) -> None:
    """A number whose digits would fill the memory is refused."""
    path = written(tmp_path)
    path.write_text(path.read_text().replace(": 0.5,", f": {number},"))
    assert problems(path)[1].startswith('results["gsm8k"]["exact_match,strict"] must be a number')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"results": {"gsm8k":', "Expecting value: line 1 column 22 (char 21)"),
        ("[]", "the whole must be an object, not []"),
        ("{}", "no figure can be read"),
        ('{"results": {"a": {}, "a": {}}}', "the key 'a' occurs twice in one object"),
    ],
)
def test_no_results(tmp_path: Path, text: str, problem: str) -> None:
    """A file that was cut off, holds something else or says a thing twice is refused."""
    path = tmp_path / "results.json"
    path.write_text(text)
    assert problems(path, name="acme")[0] == problem


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("README.md", "---\n", "holds Markdown, such as a model card, which from_hub() reads"),
        ("acme.toml", "", "holds TOML, which load() reads"),
        ("acme.json", '{"scores": []}', "holds a card, which load() reads"),
        ("acme.json", '{"tables": []}', "holds a publication, which load() reads"),
        ("a.txt", "hello", "holds no JSON"),
    ],
)
def test_other_files(tmp_path: Path, name: str, text: str, told: str) -> None:
    """A file that another call reads is told by what it holds, with what to give instead."""
    path = tmp_path / name
    path.write_text(text)
    asked = "the results file of a run, results_*.json"
    assert problems(path) == (f"{told}; from_lm_eval() reads {asked}",)


def test_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(errors.FileError, match="is a folder, not a regular file"):
        lc.from_lm_eval(tmp_path)


def test_mark_of_byte_order(tmp_path: Path) -> None:
    """A mark of byte order and line ends of Windows change nothing."""
    path = written(tmp_path)
    plain = lc.from_lm_eval(path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b", ", b",\r\n"))
    assert lc.from_lm_eval(path) == plain


def test_names_of_any_kind(tmp_path: Path) -> None:
    """Names that a table must not run are read and shown as text."""
    path = written(tmp_path, results={'=1+1"|\n中': {"acc,none": 1}}, model_name="<script>")
    acme = lc.from_lm_eval(path)
    assert acme.scores[0].source.place == 'results["=1+1\\"|\\n中"]["acc,none"]'
    table = lc.compare(acme, card("b", score()), catalog=lc.Catalog())
    assert "<script>" not in table.to_html()


VERSIONS = ("0.4.0", "0.4.3", "0.4.5", "0.4.9", "0.4.13")


def run(version: str, name: str, **told: Any) -> lc.ModelCard:
    """The card of a file that a version of the harness wrote."""
    return lc.from_lm_eval(DATA / version / f"{name}.json", **told)


@pytest.mark.parametrize("version", VERSIONS)
def test_shots_of_groups(version: str) -> None:
    """Every version's total of a 5-shot run is 5-shot, whatever it writes for the group."""
    acme = run(version, "mmlu_5shot")
    assert {(s.setup.benchmark, s.setup.shots) for s in acme.scores} == {("MMLU", "5")}
    assert len(acme.scores) == 7


@pytest.mark.parametrize("version", VERSIONS)
def test_mixed_shots(version: str) -> None:
    """A total of tasks that differ in shots states none, and its protocol tells the mix."""
    total = run(version, "mixed_pets").scores[0]
    assert (total.setup.benchmark, total.setup.subset, total.setup.shots) == ("pets", None, None)
    if version != "0.4.0":
        assert total.protocol is not None
        assert total.protocol.title.endswith("shots 0 (pets_indoors) and 1 (pets_outdoors)")


def test_mixed_shots_apart(tmp_path: Path) -> None:
    """Two totals of one group share a row only where each task ran with the same shots."""
    results = {task: {"acc,none": 0.5} for task in ("pets", "pets_a", "pets_b")}
    shared: dict[str, Any] = {
        "results": results,
        "group_subtasks": {"pets": ["pets_a", "pets_b"]},
        "versions": {"pets_a": 1, "pets_b": 1},
    }
    told = {"pets": {"cot": False}}
    mixes = [(0, 1), (0, 1), (1, 0), (1, 1)]
    compared = [
        lc.from_lm_eval(
            written(tmp_path, f"{i}.json", model_name=f"m{i}-chat", **shared, **{"n-shot": {"pets": 0, "pets_a": a, "pets_b": b}}),
            setups=told,
        )
        for i, (a, b) in enumerate(mixes)
    ]  # fmt: skip
    table = lc.compare(*compared, catalog=lc.Catalog(), sections="scores", rows="all")
    totals = [row for row in table.rows if row.label.startswith("pets (") or row.label == "pets"]
    assert sorted(row.filled for row in totals) == [1, 1, 2]


def test_versions_of_leaves() -> None:
    """The versions of its tasks stand for a group that has none, so that two days meet."""
    protocols = {v: run(v, "mmlu_5shot").scores[0].protocol for v in VERSIONS}
    assert {v: p and p.title for v, p in protocols.items()} == {
        "0.4.0": None,
        "0.4.3": "lm-evaluation-harness, task mmlu, its tasks 1.0",
        "0.4.5": "lm-evaluation-harness, task mmlu 2.0, its tasks 1.0",
        "0.4.9": "lm-evaluation-harness, task mmlu 2.0, its tasks 1.0",
        "0.4.13": "lm-evaluation-harness, task mmlu 2.0, its tasks 1.0",
    }


def test_different_versions_of_leaves(tmp_path: Path) -> None:
    """Tasks of several versions are named with them."""
    results = {task: {"acc,none": 0.5} for task in ("pets", "pets_a", "pets_b", "pets_c")}
    path = written(
        tmp_path,
        results=results,
        group_subtasks={"pets": ["pets_a", "pets_b", "pets_c"]},
        versions={"pets_a": 1, "pets_b": 2, "pets_c": 1},
        **{"n-shot": dict.fromkeys(results, 0)},
    )
    protocol = lc.from_lm_eval(path).scores[0].protocol
    assert protocol is not None
    assert (
        protocol.title
        == "lm-evaluation-harness, task pets, its tasks 1 (pets_a, pets_c) and 2 (pets_b)"
    )


def test_no_version_no_day() -> None:
    """Two runs of a harness that states neither version nor day are two documents."""
    assert run("0.4.0", "mmlu_5shot").source != run("0.4.0", "mixed_pets").source


@pytest.mark.parametrize("version", ["0.4.3", "0.4.9", "0.4.13"])
def test_ways_of_running(version: str) -> None:
    """Chat template, system instruction and few-shot examples as turns are of the protocol."""
    acme = run(version, "hf_chat_multiturn_system")
    assert (acme.name, acme.tuning) == ("acme-tiny-instruct", "instruct")
    assert acme.scores[0].protocol is not None
    assert acme.scores[0].protocol.title.split(", ", 2)[2] == (
        'with a chat template, system instruction "Answer in one word.", few-shot examples as turns'
    )


def test_long_instruction(tmp_path: Path) -> None:
    """Long system instructions are cut, and told apart by a sum of the whole."""
    titles = [
        lc.from_lm_eval(written(tmp_path, system_instruction="Think. " * 20 + end)).scores[0].note
        for end in "ab"
    ]
    assert titles[0] != titles[1]
    assert (titles[0] or "").startswith('system instruction "Think. Think. Think. Think. Think. Think…" (sha256 ')  # fmt: skip


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({"model_args": "pretrained=acme/acme-8b-chat,dtype=float16"}, "acme/acme-8b-chat"),
        ({"model_args": {"model": "gpt"}}, "gpt"),
        ({"model_args": {"pretrained": "/data/models/acme-8b"}}, "acme-8b"),
    ],
)
def test_name_in_arguments(tmp_path: Path, config: dict[str, Any], expected: str) -> None:
    """Where no key names the model, the arguments of the run do."""
    path = written(tmp_path, model_name="", config=config)
    assert lc.from_lm_eval(path).name == expected


def test_tuning_by_name(tmp_path: Path) -> None:
    """A word of the name says how the model is tuned; else no score says base."""
    tunings = {
        name: lc.from_lm_eval(written(tmp_path, model_name=name)).tuning
        for name in ("a/acme-8b-it", "a/acme-8b", "meta-llama/Meta-Llama-3-8B")
    }
    assert tunings == {"a/acme-8b-it": "instruct", "a/acme-8b": None, "meta-llama/Meta-Llama-3-8B": "base"}  # fmt: skip


def test_perplexity(tmp_path: Path) -> None:
    """Nothing is better of a perplexity where the file does not say what is; of shares more is."""
    results = {"tales": {"word_perplexity,none": 9.5, "acc,none": 0.5}}
    path = written(tmp_path, results=results, higher_is_better=None)
    acme = lc.from_lm_eval(path, name="acme", tuning="chat")
    assert [s.setup.less_is_better for s in acme.scores] == [None, False]
    other = attrs.evolve(acme, name="other")
    rows = {
        row.setup.unit: row for row in lc.compare(acme, other, sections="scores").rows if row.setup
    }
    assert [[cell.best for cell in row] for row in rows.values()] == [[False, False], [True, True]]


def test_no_direction(tmp_path: Path) -> None:
    """Where no source says what is better, the head and the summary say that, and no digit more."""
    figures = {"tales": {"word_perplexity,none": 9.512345678901}}
    path = written(tmp_path, results=figures, higher_is_better=None)
    two = [lc.from_lm_eval(path, name=name, tuning="chat") for name in ("acme", "other")]
    table = lc.compare(*two, sections="scores")
    assert table.summary == (
        "No row is comparable: the sources do not say whether higher or lower is better."
    )
    text = table.to_text(width=100)
    head = "Scores (percent unless a unit is given; which is better is not stated)"
    assert head in " ".join(text.split())
    assert text.split("9.512")[2].split()[0] == "+0"


def test_mixed_directions(tmp_path: Path) -> None:
    """A figure without a direction takes that of the other figure of its row."""
    figures = {"tales": {"word_perplexity,none": 9.5}, "songs": {"word_perplexity,none": 9.5}}
    stated = {"tales": {"word_perplexity": False}}
    told = written(tmp_path, results=figures, higher_is_better=stated)
    untold = written(tmp_path, "untold.json", results=figures, higher_is_better=None)
    two = [
        lc.from_lm_eval(path, name=name, tuning="chat")
        for path, name in ((untold, "a"), (told, "b"))
    ]
    table = lc.compare(*two, sections="scores")
    assert [row.what for row in table.rows if row.best_scores] == ["tales"]
    head = "higher is better, but lower for tales word_perplexity; not stated for songs word_perplexity"
    assert head in " ".join(table.to_text().split())


def test_two_tasks_of_one_benchmark(tmp_path: Path) -> None:
    """Two tasks that are one benchmark, asked in two ways, are told apart by their metric."""
    results = {task: {"acc,none": 0.5} for task in ("arc_challenge", "arc_challenge_chat")}
    path = written(tmp_path, results=results, **{"n-shot": dict.fromkeys(results, 0)})
    assert figures(lc.from_lm_eval(path)) == [
        ("ARC-Challenge (0-shot) acc,none 50", ""),
        ("ARC-Challenge (0-shot) acc,none of arc_challenge_chat 50", ""),
    ]


def test_several_runs_unmapped(tmp_path: Path) -> None:
    """What is not placed is told of by file where there are several."""
    bad = {"results": {"piqa": {"acc,none": "?", "acc_norm,none": 1}}}
    with pytest.warns(errors.UnmappedWarning, match=r'bad.json: results\["piqa"\]'):
        lc.from_lm_eval(written(tmp_path), written(tmp_path, "bad.json", **bad))


FLAT = {
    "results": {
        "arc_challenge": {"acc": 0.25, "acc_stderr": 0.01, "acc_norm": 0.5, "acc_norm_stderr": "N/A"},
        "hendrycksTest-anatomy": {"acc": 0.75},
        "lambada": {"ppl": 12.5, "acc": 0.5},
    },
    "versions": {"arc_challenge": 0, "hendrycksTest-anatomy": 1, "lambada": 0},
    "config": {"model": "hf-causal", "model_args": "pretrained=acme/acme-8b-chat", "num_fewshot": 5, "limit": None},
}  # fmt: skip
BOARD = {
    "config_general": {"model_name": "acme/acme-8b-chat", "lighteval_sha": "?", "max_samples": None},
    "results": {
        "harness|arc:challenge|25": {"acc_norm": 0.5, "acc_norm_stderr": 0.1},
        "harness|hendrycksTest-anatomy|5": {"acc": 0.25},
        "harness|truthfulqa:mc|0": {"mc1": 0.25, "mc2": 0.5},
        "all": {"acc": 0.9},
    },
}  # fmt: skip


def flat(folder: Path, data: object) -> Path:
    """A file of flat results."""
    path = folder / "flat.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def shown(acme: lc.ModelCard) -> list[tuple[Any, ...]]:
    """The label, protocol and direction of each score."""
    return [
        (f"{s.setup.label(s.setup.metric or '')} {s.text}", s.protocol and s.protocol.title, s.setup.less_is_better)
        for s in acme.scores
    ]  # fmt: skip


def test_flat_harness(tmp_path: Path) -> None:
    """Results of harness 0.3: one number of shots for all, metrics without a filter."""
    acme = lc.from_lm_eval(flat(tmp_path, FLAT))
    by = "lm-evaluation-harness before 0.4, task "
    assert (acme.name, acme.tuning) == ("acme/acme-8b-chat", "chat")
    assert shown(acme) == [
        ("ARC-Challenge (5-shot, acc) 25", f"{by}arc_challenge 0", False),
        ("ARC-Challenge (5-shot, acc_norm) 50", f"{by}arc_challenge 0", False),
        ("MMLU anatomy (5-shot, acc) 75", f"{by}hendrycksTest-anatomy 1", False),
        ("lambada (5-shot, ppl) 12.5", f"{by}lambada 0", None),
        ("lambada (5-shot, acc) 50", f"{by}lambada 0", False),
    ]
    assert [s.error for s in acme.scores] == [Decimal("1.00"), None, None, None, None]
    assert {s.note for s in acme.scores} == {None}
    told = lc.from_lm_eval(flat(tmp_path, FLAT), setups={"lambada": {"cot": False}})
    said = "cot given by the user, not stated by the file"
    assert [s.note for s in told.scores] == [None, None, None, said, said]


def test_flat_board(tmp_path: Path) -> None:
    """Results of the Open LLM Leaderboard v1: shots by task, averages of everything left out."""
    acme = lc.from_lm_eval(flat(tmp_path, BOARD))
    by = "Open LLM Leaderboard v1, task "
    expected = [
        ("ARC-Challenge (25-shot, acc_norm) 50", f"{by}arc:challenge", False),
        ("MMLU anatomy (5-shot, acc) 25", f"{by}hendrycksTest-anatomy", False),
        ("TruthfulQA (0-shot, mc1) 25", f"{by}truthfulqa:mc", False),
        ("TruthfulQA (0-shot, mc2) 50", f"{by}truthfulqa:mc", False),
    ]
    assert shown(acme) == expected
    latest = lc.from_lm_eval(flat(tmp_path, BOARD["results"]), name="acme", tuning="chat")
    assert shown(latest) == expected
    assert latest.scores[0].source.place == '["harness|arc:challenge|25"]["acc_norm"]'


@pytest.mark.parametrize(("sha", "source"), [("0123456789ab", "lighteval 01234567"), ("?", None)])
def test_flat_lighteval(tmp_path: Path, sha: str, source: str | None) -> None:
    """Results of lighteval: an average has no error, and an unknown version is no protocol."""
    data = {
        "config_general": {"model_name": "acme", "lighteval_sha": sha, "max_samples": 7},
        "results": {
            "lighteval|gsm8k|5": {"em": 0.5, "em_stderr": 0.1},
            "leaderboard|truthfulqa:mc|0|0": {"truthfulqa_mc1": 0.5, "_x": 5},
            "mmlu:_average|5": {"acc": 0.25, "acc_stderr": 0.2},
        },
    }
    acme = lc.from_lm_eval(flat(tmp_path, data))
    assert [s.setup.label() for s in acme.scores] == [
        "GSM8K limit 7 (5-shot)",
        "TruthfulQA limit 7 (0-shot)",
        "MMLU limit 7 (5-shot)",
    ]
    assert [s.error for s in acme.scores] == [Decimal("10.0"), None, None]
    protocol = acme.scores[0].protocol
    assert (protocol and protocol.title) == (source and f"{source}, task gsm8k")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("pretrained=acme/acme-8b-chat,revision=step1000", ("acme/acme-8b-chat@step1000", "chat")),
        ("pretrained=acme/acme-8b-chat,revision=main", ("acme/acme-8b-chat", "chat")),
        (
            "pretrained=meta-llama/Meta-Llama-3-8B,revision=abc",
            ("meta-llama/Meta-Llama-3-8B@abc", "base"),
        ),
        ("pretrained=meta-llama/Meta-Llama-3-8B,peft=acme/adapter", ("acme/adapter", None)),
        ({"pretrained": "acme/acme-8b", "delta": "acme/delta-sft"}, ("acme/delta-sft", "instruct")),
    ],
)
def test_revisions_and_adapters(tmp_path: Path, arguments: object, expected: object) -> None:
    """A revision is told apart from others, and an adapter from its base, as they are models."""
    read = lc.from_lm_eval(written(tmp_path, model_name=None, config={"model_args": arguments}))
    assert (read.name, read.tuning) == expected


def test_made_up_name(tmp_path: Path) -> None:
    """A name that the harness made up, as the run named no model, is no name of one."""
    path = written(tmp_path, model_name="qdpv68r5", config={"model_args": {"batch": 1}})
    assert problems(path) == ("the model is not named; name= gives the card a name",)


def test_flat_without_shares(tmp_path: Path) -> None:
    """Flat results are known without any share, and keep figures below 0."""
    data = FLAT | {"results": {"cola": {"mcc": -0.25, "mcc_stderr": 0.125}}}
    (read,) = lc.from_lm_eval(flat(tmp_path, data)).scores
    assert (read.setup.label(), read.text, read.error) == (
        "cola (5-shot, mcc)",
        "-0.25",
        Decimal("0.125"),
    )


def test_flat_bad_figures(tmp_path: Path) -> None:
    """A figure that is none is told of; negative shots are not stated."""
    data = FLAT | {"results": {"piqa": {"acc": -1, "acc_norm": None, "em": 0.5}}, "config": {"num_fewshot": -1}}  # fmt: skip
    with pytest.warns(errors.UnmappedWarning, match="must be from 0 to 1"):
        acme = lc.from_lm_eval(flat(tmp_path, data), name="acme")
    assert [s.setup.label() for s in acme.scores] == ["PIQA"]
