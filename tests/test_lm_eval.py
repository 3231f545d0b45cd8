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
    assert {s.note for s in acme.scores} == {
        "with a system instruction; tuning not stated, taken for a base model"
    }


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
    table = lc.compare(lc.from_lm_eval(DATA / "results.json"), "llama-3-8b")
    assert table["GSM8K", "acme/acme-8b-instruct"].record is not None


def test_equated() -> None:
    """Where its metric is taken for the published one, the two stand in one row."""
    acme = lc.from_lm_eval(DATA / "results.json", name="acme", tuning="instruct")
    taken = {"exact_match,flexible-extract": "em_maj1@1"}
    table = lc.compare(acme, "llama-3-8b-instruct", benchmarks=["GSM8K"], equate=taken)
    (row,) = [row for row in table.rows if row.section == "scores"]
    assert (row.label, [r and r.text for r in row.records]) == (
        "GSM8K (8-shot, CoT)",
        ["8.333", "80.6"],
    )
    assert [str(note) for note in table.notes if note.kind == "equated"] == [
        "exact_match,flexible-extract taken for em_maj1@1, as asked for: GSM8K (8-shot, CoT) of acme.",
        "Chain of thought, which they do not state, taken with it: GSM8K (8-shot, CoT).",
    ]


def test_two_models(tmp_path: Path) -> None:
    """Two models that ran one version of a task share its row, whatever the day."""
    later = {"model_name": "other", "date": 1_800_000_000, "lm_eval_version": "0.4.9"}
    both = map(lc.from_lm_eval, (written(tmp_path), written(tmp_path, "other.json", **later)))
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
        ("piqa", "100", None),
    ]


def test_another_model(tmp_path: Path) -> None:
    """Files of two models make no card, unless it is named."""
    files = written(tmp_path), written(tmp_path, "b.json", model_name="b", date=1)
    with pytest.raises(errors.ContentError, match="model_name is 'b', not 'acme' as before it"):
        lc.from_lm_eval(*files)
    assert lc.from_lm_eval(*files, name="both").name == "both"


def test_run_again(tmp_path: Path) -> None:
    """Two runs of a setup on one day are refused, as neither is the figure."""
    with pytest.raises(errors.DuplicateError, match=r"two values of acme for GSM8K \(8-shot\)"):
        lc.from_lm_eval(written(tmp_path), written(tmp_path, "again.json"))


def test_no_name(tmp_path: Path) -> None:
    """A file of an early harness names no model; the reader does."""
    path = written(tmp_path, model_name=None)
    assert problems(path) == ("model_name is not stated; name= gives the card one",)
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
    assert stated.note == "benchmark, subset, cot and unit as told, not stated by the file"


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
        ("loop", ""),
        ("piqa", ""),
    ]


def test_predictions_only(tmp_path: Path) -> None:
    """What the harness writes where it computes no metric is no figure."""
    path = written(tmp_path, results={"gsm8k": {"bypass,none": 999, "bypass_stderr,none": "N/A"}})
    assert problems(path) == ("results holds no figure of lm-evaluation-harness 0.4",)


def test_all_problems(tmp_path: Path) -> None:
    """All that is wrong with a file is told at once, by key path."""
    results = {
        "a": {"acc,none": float("nan"), "acc,x": "0.5", "acc,y": 1.5, "acc,z": None, "ppl,none": float("inf")},
        "b": {"acc,none": 0.5, "acc_stderr,none": float("nan"), "f1,none": True, "exact_match,none": 0.5},
        "c": 1,
    }  # fmt: skip
    path = written(
        tmp_path,
        results=results,
        versions=[],
        group_subtasks={"a": "b"},
        date=1e300,
        higher_is_better={"b": {"exact_match": 1}},
        **{"n-shot": {"a": 5.5, "b": -1}},
    )
    assert problems(path) == (
        'results["c"] must be an object, not 1',
        "group_subtasks[\"a\"] must be a list of tasks, not 'b'",
        "date must be a Unix time, not 1E+300",
        'n-shot["a"] must be a number of shots, not 5.5',
        "versions must be an object, not []",
        'results["a"]["acc,none"] must be a number, not NaN',
        'results["a"]["acc,x"] must be a number, not \'0.5\'',
        'results["a"]["acc,y"]: Score.value must be from 0 to 1 where the unit is a fraction, not 1.5',
        'results["a"]["acc,z"] must be a number, not None',
        'results["a"]["ppl,none"] must be a number, not Infinity',
        'results["b"]["acc_stderr,none"] must be a number, not NaN',
        "results[\"b\"][\"acc,none\"]: EvalSetup.shots must be a number of shots such as 5 or '3-5', not '-1'",
        'results["b"]["f1,none"] must be a number, not True',
        'higher_is_better["b"]["exact_match"] must be true or false, not 1',
        "results[\"b\"][\"exact_match,none\"]: EvalSetup.shots must be a number of shots such as 5 or '3-5', not '-1'",
    )


@pytest.mark.parametrize("number", ["1e999999999", "0e-999999999"])
def test_no_float(tmp_path: Path, number: str) -> None:
    """A number whose digits would fill the memory is refused."""
    path = written(tmp_path)
    path.write_text(path.read_text().replace(": 0.5,", f": {number},"))
    assert problems(path)[0].startswith('results["gsm8k"]["exact_match,strict"] must be a number')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"results": {"gsm8k":', "Expecting value: line 1 column 22 (char 21)"),
        ("[]", "the whole must be an object, not []"),
        ("{}", "results holds no figure of lm-evaluation-harness 0.4"),
        ('{"results": {"a": {}, "a": {}}}', "the key 'a' stands twice in one object"),
    ],
)
def test_no_results(tmp_path: Path, text: str, problem: str) -> None:
    """A file that was cut off, holds something else or says a thing twice is refused."""
    path = tmp_path / "results.json"
    path.write_text(text)
    assert problems(path, name="acme")[0] == problem


def test_folder(tmp_path: Path) -> None:
    """A folder is no file."""
    with pytest.raises(errors.FileError, match="cannot be read: Is a directory"):
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
