"""Records of every_eval_ever: what they state, in each version of their schema."""

import json
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards import errors


def result(name: str = "mmlu", score: object = 0.5, **changes: Any) -> dict[str, Any]:
    """A made-up result of a record."""
    stated: dict[str, Any] = {
        "evaluation_name": name,
        "source_data": {"dataset_name": name, "source_type": "other"},
        "metric_config": {
            "metric_name": "acc",
            "metric_unit": "proportion",
            "lower_is_better": False,
        },
        "score_details": {"score": score},
    }
    return stated | changes


def written(folder: Path, *results: Any, name: str = "record.json", **changes: Any) -> Path:
    """A made-up record; a change to None leaves the key out."""
    stated: dict[str, Any] = {
        "schema_version": "0.3.0",
        "evaluation_timestamp": "1700000000",
        "source_metadata": {
            "source_name": "lm-evaluation-harness",
            "source_type": "evaluation_run",
            "source_organization_name": "Acme",
        },
        "eval_library": {"name": "lm_eval", "version": "0.4.3"},
        "model_info": {"name": "Acme 8B", "id": "acme/acme-8b-instruct"},
        "evaluation_results": list(results),
    }
    kept = {key: value for key, value in (stated | changes).items() if value is not None}
    path = folder / name
    path.write_text(json.dumps(kept), encoding="utf-8")
    return path


def bounds(low: object, high: object, **more: Any) -> dict[str, Any]:
    """How a metric is described before 0.3."""
    about = {"evaluation_description": "Accuracy", "lower_is_better": False}
    return {"metric_config": about | {"min_score": low, "max_score": high} | more}


def test_record(tmp_path: Path) -> None:
    """A record of the harness: benchmark, filter, shots, error, program and day."""
    more = {
        "generation_config": {"additional_details": {"num_fewshot": "8"}},
        "score_details": {"score": 0.25, "uncertainty": {"standard_error": {"value": 0.01}}},
    }
    acme = lc.from_eee(written(tmp_path, result("gsm8k/strict-match", **more)))
    assert (acme.name, acme.tuning) == ("acme/acme-8b-instruct", "instruct")
    (score,) = acme.scores
    assert score == lc.Score.of(
        "GSM8K",
        "25",
        shots=8,
        metric="acc,strict-match",
        lower_is_better=False,
        error="1",
        source=lc.Source(title="lm-evaluation-harness", publisher="Acme", published="2023-11-14"),
        protocol="lm_eval 0.4.3, gsm8k/strict-match",
    )
    assert score.source.place == 'evaluation_results[0]["score_details"]["score"]'


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("50.0", "percent")),
        (bounds(0.0, 1.0), ("50.0", "percent")),
        (bounds(0, 100), ("0.5", "percent")),
        (bounds(1.0, "Infinity"), ("0.5", "Accuracy")),
        ({"metric_config": {"lower_is_better": True}}, ("0.5", "unit not stated")),
        ({"metric_config": {"metric_unit": "points"}}, ("0.5", "points")),
        ({"metric_config": {"metric_unit": "percent"}}, ("0.5", "percent")),
    ],
)
def test_units(tmp_path: Path, changes: dict[str, Any], expected: tuple[str, str]) -> None:
    """The stated unit counts, else the bounds of the score."""
    (score,) = lc.from_eee(written(tmp_path, result(**changes))).scores
    assert (f"{score.value.normalize():f}", score.setup.unit) == (
        f"{Decimal(expected[0]).normalize():f}",
        expected[1],
    )
    stated = changes.get("metric_config", {"lower_is_better": False})
    assert score.setup.lower_is_better is stated.get("lower_is_better")


@pytest.mark.parametrize(
    ("name", "data", "source", "expected"),
    [
        ("IFEval", {"hf_repo": "google/IFEval"}, "HF Open LLM v2", ("IFEval", None)),
        ("anatomy", {"hf_repo": "cais/mmlu"}, "board", ("MMLU", "anatomy")),
        ("choice", {"hf_repo": "cais/mmlu"}, "inspect_ai", ("MMLU", None)),
        ("inspect_evals/gsm8k", {"dataset_name": "x"}, "inspect_ai", ("GSM8K", None)),
        ("Hard", {"dataset_name": "Riddles"}, "board", ("Riddles", "Hard")),
        ("MMLU-Pro (overall)", {"dataset_name": "MMLU-Pro board"}, "board", ("MMLU-Pro", None)),
        (
            "MMLU-Pro (Biology)",
            {"dataset_name": "MMLU-Pro board"},
            "board",
            ("MMLU-Pro", "Biology"),
        ),
        ("Riddles (hard)", {"dataset_name": "board"}, "board", ("board", "Riddles (hard)")),
        ("Riddles", {"dataset_name": "riddles"}, "board", ("riddles", None)),
        ("riddles", {}, "board", ("riddles", None)),
    ],
)
def test_benchmarks(
    tmp_path: Path, name: str, data: dict[str, Any], source: str, expected: tuple[str, str | None]
) -> None:
    """The evaluation names the benchmark, else its data set does, and what is left is the part."""
    changes: dict[str, Any] = {
        "eval_library": {"name": "board", "version": "unknown"},
        "source_metadata": {"source_name": source, "source_organization_name": "unknown"},
    }
    (score,) = lc.from_eee(written(tmp_path, result(name, source_data=data), **changes)).scores
    assert (score.setup.benchmark, score.setup.subset) == expected
    assert (score.protocol, score.source.publisher) == (None, None)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"dataset_name": "hellaswag"}, ("HellaSwag", None)),
        ({"dataset_name": "riddles"}, ("riddles", None)),
        ({"dataset_name": "ai2_arc", "hf_repo": "cais/mmlu"}, ("MMLU", None)),
        ({}, ("choice", None)),
    ],
)
def test_data_set_of_all(
    tmp_path: Path, data: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    """Records of 0.1 state the data set once; a result named by its scorer is of it, by that metric."""
    about = {"source_name": "helm", "source_type": "evaluation_run"}
    scored = result("choice", source_data=None)
    path = written(tmp_path, scored, source_metadata=about, source_data=data, eval_library=None)
    (score,) = lc.from_eee(path).scores
    assert (score.setup.benchmark, score.setup.subset) == expected
    assert score.setup.metric == "acc,choice"


@pytest.mark.parametrize(
    ("uncertainty", "expected"),
    [
        ({"confidence_interval": {"lower": 0.4, "upper": 0.6, "confidence_level": 0.95}}, ("10", 95)),
        ({"confidence_interval": {"lower": 0.3, "upper": 0.6, "confidence_level": 0.95}}, (None, None)),
        ({"confidence_interval": {"lower": 0.4, "upper": 0.6}}, (None, None)),
    ],
)  # fmt: skip
def test_intervals(tmp_path: Path, uncertainty: Any, expected: tuple[Any, Any]) -> None:
    """An interval that is as wide on both sides is kept with its level."""
    details = {"score": 0.5, "uncertainty": uncertainty}
    (score,) = lc.from_eee(written(tmp_path, result(score_details=details))).scores
    found = None if score.interval is None else f"{score.interval.normalize():f}"
    assert (found, score.level) == expected


@pytest.mark.parametrize("named", ["", " ", "Unknown", 5])
def test_no_organization(tmp_path: Path, named: object) -> None:
    """An organization without a name publishes nothing."""
    about = {"source_name": "Acme board", "source_organization_name": named}
    with warnings.catch_warnings(action="ignore"):
        (score,) = lc.from_eee(written(tmp_path, result(), source_metadata=about)).scores
    assert score.source.publisher is None


def test_unknown_level(tmp_path: Path) -> None:
    """A score of -1 that stands for "unknown" is none, and neither is one without a name."""
    graded: dict[str, Any] = {"metric_config": {"metric_name": "level", "has_unknown_level": True}}
    unnamed = result(evaluation_name=None)
    acme = lc.from_eee(written(tmp_path, result("level", -1, **graded), unnamed, result("gsm8k")))
    assert [s.setup.benchmark for s in acme.scores] == ["GSM8K"]


def test_two_values(tmp_path: Path) -> None:
    """Of values that differ under one setup none is placed; one that is stated twice is one."""
    path = written(tmp_path, result(), result(score=0.25), result("gsm8k"), result("gsm8k"))
    with pytest.warns(errors.UnmappedWarning) as told:
        acme = lc.from_eee(path)
    assert [s.setup.benchmark for s in acme.scores] == ["GSM8K"]
    assert isinstance(told[0].message, errors.UnmappedWarning)
    assert told[0].message.remarks[0] == (
        'evaluation_results[0]["score_details"]["score"] must be the only value of its setup, not 50'
    )


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("1761000045.0", "2025-10-20"),
        ("2025-10-20T01:02:03Z", "2025-10-20"),
        (1761000045, "2025-10-20"),
        ("soon", None),
        (None, None),
    ],
)
def test_days(tmp_path: Path, stated: object, expected: str | None) -> None:
    """The day is a Unix time, in digits or as a text, or an ISO text."""
    source = lc.from_eee(written(tmp_path, result(), evaluation_timestamp=stated)).source
    assert source is not None
    assert str(source.published) == str(expected)
    assert (", run " in source.title) is (expected is None)


def test_no_time(tmp_path: Path) -> None:
    """A time beyond any calendar is told of."""
    with pytest.warns(errors.UnmappedWarning, match="evaluation_timestamp must be a time"):
        lc.from_eee(written(tmp_path, result(), evaluation_timestamp="9" * 30))


def test_setups(tmp_path: Path) -> None:
    """What a record does not state the user says, the shots too, and a note tells it."""
    told = {"mmlu": {"shots": 5, "cot": False}}
    (score,) = lc.from_eee(written(tmp_path, result()), setups=told).scores
    assert (score.setup.label(), score.note) == (
        "MMLU (5-shot)",
        "shots and cot given by the user, not stated by the file",
    )


def test_several_records(tmp_path: Path) -> None:
    """Several records of one model are one card; of two models they are refused."""
    files = [written(tmp_path, result(n), name=f"{n}.json") for n in ("mmlu", "gsm8k")]
    assert len(lc.from_eee(*files).scores) == 2
    other = written(tmp_path, result("arc_easy"), name="o.json", model_info={"name": "b"})
    with pytest.raises(errors.ContentError, match="the model is 'b', not 'acme/acme-8b-instruct'"):
        lc.from_eee(files[0], other)


def test_no_record(tmp_path: Path) -> None:
    """A file that holds no results is refused."""
    with pytest.raises(errors.ContentError, match="no figure can be read"):
        lc.from_eee(written(tmp_path, evaluation_results=None), name="acme")
