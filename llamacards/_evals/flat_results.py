"""Flat results: of lm-evaluation-harness 0.3, the Open LLM Leaderboard v1, and lighteval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from llamacards._evals.collector import Collector, stated_name
from llamacards._records.score import Score
from llamacards._records.task_names import SHARE_METRICS, read_task, told_note
from llamacards._values.source import Source

_KEYED = re.compile(r"\|[0-9]{1,4}(\|[01])?\Z")


def is_flat(data: Any) -> bool:
    """Whether results name the shots with the task, or have metrics without a filter."""
    results = data.get("results", data)
    tasks = results if isinstance(results, dict) else {}
    if any(_KEYED.search(task) for task in tasks):
        return True
    figures = [
        metric
        for task in tasks.values()
        if isinstance(task, dict)
        for metric, value in task.items()
        if type(value) in (int, Decimal)
    ]
    return "results" in data and bool(figures) and not any("," in metric for metric in figures)


_LIGHTEVAL = "lighteval"


def _program_of(tasks: list[str]) -> str:
    """The program that writes names such as "arc_easy", "harness|arc:challenge|25" or "gsm8k|5"."""
    suites = [task.partition("|")[0] for task in tasks if "|" in task]
    if not suites:
        return "lm-evaluation-harness before 0.4"
    return "Open LLM Leaderboard v1" if {*suites} == {"harness"} else _LIGHTEVAL


class FlatResults:
    """A results file whose tasks have plain metrics: {"acc": 0.5, "acc_stderr": 0.01}."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self._above = ("results",) if "results" in collector.data else ()
        own = collector.object_at(*self._above)
        self.tasks = [task for task in own if isinstance(own[task], dict) and task != "all"]
        title = _program_of(self.tasks)
        self._versioned = title != _LIGHTEVAL
        if title == _LIGHTEVAL:
            sha = collector.text_at("config_general", "lighteval_sha") or "?"
            self._versioned = sha != "?"
            title = f"{title} {sha[:8]}" if self._versioned else f"{title}, run {collector.sum}"
        self.source = Source(title=title)

    def model_name(self) -> str | None:
        """The model that the file names."""
        look = self.collector
        return look.text_at("config_general", "model_name") or stated_name(look, None)

    def scores(self, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Score]:
        """Every figure of every task, except averages over different benchmarks."""
        look = self.collector
        for key in self.tasks:
            keys = (*self._above, key)
            said = told.get(key, {})
            average = "_average" in key
            for metric in look.object_at(*keys):
                if metric.endswith("_stderr") or not re.match("[A-Za-z]", metric):
                    continue
                value = look.number_at(*keys, metric)
                stderr = f"{metric}_stderr"
                stated = look.object_at(*keys).get(stderr) not in (None, "N/A") and not average
                error = look.number_at(*keys, stderr) if stated else None
                if value is None:
                    continue
                yield from look.make_score(
                    *keys,
                    metric,
                    value=value,
                    error=error,
                    metric=metric,
                    unit="fraction" if metric in SHARE_METRICS else said.get("unit", metric),
                    source=self.source,
                    note=told_note(said) or None,
                    **self._setup_fields(key, said),
                )

    def _setup_fields(self, key: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the figures of a task share: benchmark and part, shots, protocol."""
        task, shots = self._split_key(key)
        benchmark, part = read_task(task.removesuffix(":_average"))
        limit = self._sample_limit()
        version = self.collector.stated((int, str), "a version", "versions", key)
        parts = said.get("subset", part), limit and f"limit {limit}"
        known = f"task {task}" if version is None else f"task {task} {version}"
        return {
            "benchmark": said.get("benchmark", benchmark),
            "subset": ", ".join(filter(None, parts)) or None,
            "shots": shots,
            "cot": said.get("cot"),
            "protocol": Source(title=f"{self.source.title}, {known}") if self._versioned else None,
        }

    def _split_key(self, key: str) -> tuple[str, int | None]:
        """The task and shots in "harness|arc:challenge|25", "gsm8k|5" or a plain name."""
        found = re.fullmatch(r"(?:[^|]*\|)?([^|]+)\|([0-9]{1,4})(?:\|[01])?", key)
        if found is not None:
            return found[1], int(found[2])
        shots = self.collector.stated((int,), "a number of shots", "config", "num_fewshot")
        return key, shots if shots is None or shots >= 0 else None

    def _sample_limit(self) -> Any:
        """The number of samples that the run was limited to, if it was."""
        limits = (("config", "limit"), ("config_general", "max_samples"))
        return next(filter(None, (self.collector.number_at(*keys) for keys in limits)), None)
