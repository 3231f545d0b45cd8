"""Results files of lm-evaluation-harness, read as cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._records.specification import Tuning
from llamacards._textfile import parse_json, read_text
from llamacards._values.source import Source
from llamacards._values.validation import read_decimal
from llamacards._wording import join_words, short_repr
from llamacards.errors import ContentError, FieldError, UnknownNameError, UnknownOptionError

SHARES = frozenset({"acc", "acc_bytes", "acc_mutual_info", "acc_norm", "exact_match"})
"""
Metrics that are a share of the answers, from 0 to 1, in every task that comes with the harness.

Others have no scale of their own: f1 goes to 1 in DROP and to 100 in SQuAD v2.
"""


TOLD = ("benchmark", "subset", "cot", "unit")
"""What a reader may say of a task, as no results file states it."""


_HARNESS = "lm-evaluation-harness"


_NO_VERSION = (None, "N/A", "Yaml")


def from_lm_eval(
    path: str | Path,
    *more: str | Path,
    name: str | None = None,
    tuning: Tuning | None = None,
    setups: Mapping[str, Mapping[str, Any]] | None = None,
) -> ModelCard:
    """
    The card of a model from results files of lm-evaluation-harness (0.4); more are further runs.

    A task is a benchmark, a task of a group with a figure of its own a subset of the group's; so
    is a run on a part of the samples. The metric is the harness's, with its filter:
    "exact_match,strict-match". Accuracies and exact matches, which the harness gives as shares,
    are in percent; any other metric is its own unit. Chain of thought is not stated.

    name: of the card; the file's model_name if None. tuning: what the file does not state; the
    scores of a card taken for a base model say so. setups: by task, what the file does not state
    either, of benchmark, subset, cot and unit: {"gsm8k_cot": {"benchmark": "GSM8K", "cot": True}}.
    unit="fraction" turns shares into percent.

    Raises FileError, or ContentError with all that is wrong, by key path.
    """
    runs = [_Results(file) for file in (path, *more)]
    told = setups or {}
    _check_told(told, [task for run in runs for task in run.tasks])
    remark = None if tuning else "tuning not stated, taken for a base model"
    scores = [score for run in runs for score in run.scores(told, remark)]
    named = name or _one_name(runs)
    for run in runs:
        run.check()
    return ModelCard(name=named, tuning=tuning or "base", source=runs[0].source, scores=scores)


def _check_told(told: Mapping[str, Mapping[str, Any]], tasks: list[str]) -> None:
    """Refuse what is said of a task that no file has, or on a matter that a file states."""
    if not isinstance(told, Mapping) or not all(isinstance(s, Mapping) for s in told.values()):
        rule = "a mapping such as {'gsm8k_cot': {'cot': True}}"
        raise FieldError("from_lm_eval", "setups", rule, told)
    for task, said in told.items():
        if task not in tasks:
            raise UnknownNameError("task", task, tasks)
        for field in said:
            if field not in TOLD:
                raise UnknownOptionError("field of setups", field, TOLD)


def _one_name(runs: list[_Results]) -> str:
    """The model that all the files are of; where one names none or another, it is refused."""
    names = [run.stated((str,), "a text", "model_name") for run in runs]
    for run, found in zip(runs, names, strict=True):
        if found is None:
            run.problems["model_name is not stated; name= gives the card one"] = None
        elif found != names[0]:
            run.problems[
                f"model_name is {short_repr(found)}, not {short_repr(names[0])} as before it"
            ] = None
    return names[0] or ""


class _Results:
    """One results file; whatever is wrong with it is kept in `problems`, for check() to raise."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self.problems: dict[str, None] = {}
        self.data = parse_json(path, read_text(path))
        self.tasks: dict[str, dict[str, Any]] = {}
        for task in self._object("results"):
            self.tasks[task] = self._object("results", task)
        self.parents = self._parents()
        self.samples = self._samples()
        version = self.stated((str,), "a text", "lm_eval_version")
        title = f"{_HARNESS} {version}" if version else _HARNESS
        self.source = Source(title=title, published=self._day())

    def check(self) -> None:
        """Raise all that is wrong at once, or that there is no figure."""
        if not self.problems and not any(_figures(task) for task in self.tasks.values()):
            self.problems["results holds no figure of lm-evaluation-harness 0.4"] = None
        if self.problems:
            raise ContentError(self.path, *self.problems)

    def scores(self, told: Mapping[str, Mapping[str, Any]], remark: str | None) -> Iterator[Score]:
        """Every figure of every task, a group's before those of its parts."""
        for task in sorted(self.tasks, key=lambda task: len(self._lineage(task))):
            said = told.get(task, {})
            fields = self._fields(task, said)
            notes = (*self._circumstances(), *_as_told(said), remark)
            note = "; ".join(filter(None, notes)) or None
            for key in _figures(self.tasks[task]):
                metric = key.partition(",")[0]
                better = self.stated((bool,), "true or false", "higher_is_better", task, metric)
                unit = "fraction" if metric in SHARES else said.get("unit", metric)
                own = {"metric": key, "unit": unit, "lower_is_better": better is False}
                yield from self._score(task, key, fields | own | {"note": note})

    def _score(self, task: str, key: str, fields: dict[str, Any]) -> Iterator[Score]:
        """The score of one figure; none where it cannot be read."""
        metric, _, kept = key.partition(",")
        stderr = f"{metric}_stderr,{kept}"
        value = self._number(task, key)
        unstated = self.tasks[task].get(stderr) in (None, "N/A")
        error = None if unstated else self._number(task, stderr)
        if value is None:
            return
        place = _path("results", task, key)
        try:
            yield Score.of(value=value, error=error, source=self.source.at(place), **fields)
        except FieldError as refused:
            self.problems[f"{place}: {refused}"] = None

    def _fields(self, task: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """What all figures of a task share: part of what, how many shots, under which protocol."""
        *_, benchmark = self._lineage(task)
        part = None if task == benchmark else task.removeprefix(f"{benchmark}_")
        parts = said.get("subset", part), self._limit(task)
        return {
            "benchmark": said.get("benchmark", benchmark),
            "subset": ", ".join(filter(None, parts)) or None,
            "shots": self.stated((int,), "a number of shots", "n-shot", task),
            "cot": said.get("cot"),
            "protocol": self._protocol(task),
        }

    def _protocol(self, task: str) -> Source | None:
        """The task at its version, as that fixes the prompt; None where it has no version."""
        version = self.stated((str, int, Decimal), "a version", "versions", task)
        if version in _NO_VERSION:
            return None
        return Source(title=f"{_HARNESS}, task {task} {version}")

    def _circumstances(self) -> Iterator[str]:
        """What the whole run was under, beyond its tasks."""
        for key in ("chat_template", "system_instruction"):
            if self.stated((str,), "a text", key):
                yield f"with a {key.replace('_', ' ')}"

    def _limit(self, task: str) -> str | None:
        """The part of the samples that was run; None where that was all."""
        if task in self.samples:
            effective, original = self.samples[task]
            return f"{effective} of {original} samples" if effective < original else None
        limit = self.stated((int, Decimal), "a number", "config", "limit")
        return None if limit is None else f"limit {limit}"

    def _samples(self) -> dict[str, tuple[int, int]]:
        """How many samples each task and group was run on, and how many it has."""
        samples: dict[str, tuple[int, int]] = {}
        for task in self._object("n-samples"):
            counts = [
                self.stated((int,), "a number of samples", "n-samples", task, count)
                for count in ("effective", "original")
            ]
            for whole in self._lineage(task):
                run, there = samples.get(whole, (0, 0))
                samples[whole] = run + (counts[0] or 0), there + (counts[1] or 0)
        return samples

    def _parents(self) -> dict[str, str]:
        """The group of each task or group that is a part of one with a figure of its own."""
        parents: dict[str, str] = {}
        for group in self._object("group_subtasks"):
            members = self.stated((list,), "a list of tasks", "group_subtasks", group) or []
            if _figures(self.tasks.get(group, {})):
                parents = {str(member): group for member in members} | parents
        return parents

    def _lineage(self, task: str) -> list[str]:
        """The task, its group, and so on to the outermost."""
        line = [task]
        while (group := self.parents.get(line[-1])) is not None and group not in line:
            line.append(group)
        return line

    def _day(self) -> date | None:
        """The day that the run began, in UTC."""
        seconds = self.stated((int, Decimal), "a Unix time", "date")
        if seconds is None:
            return None
        try:
            return datetime.fromtimestamp(float(seconds), UTC).date()
        except (OverflowError, ValueError):
            self._refuse(("date",), "a Unix time", seconds)
            return None

    def _object(self, *keys: str) -> dict[str, Any]:
        """An object of the file, empty where it is not there."""
        return self.stated((dict,), "an object", *keys) or {}

    def _number(self, task: str, key: str) -> Decimal | None:
        """A number that a figure can be; anything else is refused."""
        value = self.tasks[task][key]
        number = None if isinstance(value, str) else read_decimal(value)
        if number is None:
            self._refuse(("results", task, key), "a number", value)
            return None
        return number

    def stated(self, kinds: tuple[type, ...], rule: str, *keys: str) -> Any:
        """What stands at a place; None where nothing does, or where it is refused."""
        value = self.data
        for depth, key in enumerate(keys):
            if not isinstance(value, dict):
                self._refuse(keys[:depth], "an object", value)
                return None
            value = value.get(key)
            if value is None:
                return None
        if type(value) in kinds:
            return value
        self._refuse(keys, rule, value)
        return None

    def _refuse(self, keys: tuple[str, ...], rule: str, value: object) -> None:
        self.problems[f"{_path(*keys)} must be {rule}, not {short_repr(value)}"] = None


def _figures(stated: Mapping[str, Any]) -> list[str]:
    """The keys of a task that are a metric with its filter, "bypass" being none."""
    metrics = [(key, *key.partition(",")[:2]) for key in stated]
    return [
        key
        for key, metric, comma in metrics
        if comma and metric != "bypass" and not metric.endswith("_stderr")
    ]


def _as_told(said: Mapping[str, Any]) -> Iterator[str]:
    """Which fields of a setup are not the file's."""
    if said:
        yield f"{join_words(said, 'and')} as told, not stated by the file"


def _path(*keys: str) -> str:
    """Keys as they lead to a place: results["gsm8k"]["acc,none"]."""
    from json import dumps

    first, *rest = keys or ("the whole",)
    return first + "".join(f"[{dumps(key, ensure_ascii=False)}]" for key in rest)
