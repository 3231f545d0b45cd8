"""Results files of lm-evaluation-harness 0.4, read as cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from llamacards._evals.collector import Collector, make_card, stated_name
from llamacards._evals.flat_results import FlatResults, is_flat
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._records.specification import Tuning
from llamacards._records.task_names import SHARE_METRICS, known_task, read_task, told_note
from llamacards._textfile import DEEPEST
from llamacards._values.source import Source
from llamacards.errors import ContentError

_HARNESS = "lm-evaluation-harness"


_NO_VERSION = (None, "N/A", "Yaml")


MOST_LOOKED_AT = 1_000_000
"""The most tasks that are looked at to find those of all groups; the harness has thousands."""


def from_lm_eval(
    path: str | Path,
    *more: str | Path,
    name: str | None = None,
    tuning: Tuning | None = None,
    setups: Mapping[str, Mapping[str, Any]] | None = None,
) -> ModelCard:
    """
    The card of a model from results files of lm-evaluation-harness.

    It reads files of 0.4, the flat ones before it, of the Open LLM Leaderboard v1 and of lighteval.
    A task is a benchmark, if its name is known. A task of a group with a figure of its own is a
    subset of the group's benchmark, and so is a run on part of the samples. The shots of a group
    are those of its tasks, if they agree. The metric is that of the harness, with its filter:
    "exact_match,strict-match". Accuracies and exact matches, which are shares, become percent; any
    other metric is its own unit. Chain of thought is not stated. The protocol is the task with its
    version, and with chat template, system instruction and few-shot examples as chat turns if they
    were used.

    path, more: files of one model.
    name: the name of the card; by default the model that the file names, with its revision
    ("acme/acme-8b@step1000"), and an adapter instead of its base.
    tuning: by default that of the built-in card with this name, else by a word in the name, else
    unstated.
    setups: what a file does not state, by task: benchmark, subset, shots, cot or unit, as in
    {"gsm8k_cot": {"cot": True}}; unit="fraction" turns shares into percent.

    Values that cannot be read are kept in `unmapped`, with an UnmappedWarning.

    Raises FileError, or ContentError for a file without any figure.
    """
    files = [read_results(file) for file in (path, *more)]
    return make_card("from_lm_eval", files, name=name, tuning=tuning, setups=setups)


def read_results(path: str | Path) -> LmEvalResults | FlatResults:
    """A results file, in either shape."""
    collector = Collector(path, "from_lm_eval")
    return FlatResults(collector) if is_flat(collector.data) else LmEvalResults(collector)


class LmEvalResults:
    """A results file of lm-evaluation-harness 0.4."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.tasks = {task: collector.object_at("results", task) for task in self._all_tasks()}
        self.children = self._subtasks_by_group()
        self.parents: dict[str, str] = {}
        for group, members in self.children.items():
            for member in members:
                self.parents.setdefault(member, group)
        self._leaves: dict[str, list[str]] = {}
        self._looked_at = 0
        version = collector.text_at("lm_eval_version")
        title = f"{_HARNESS} {version}" if version else _HARNESS
        day = self._run_day()
        self.source = Source(title=title if day else f"{title}, run {collector.sum}", published=day)

    def model_name(self) -> str | None:
        """The model that the file names, by key or in the arguments of the run."""
        return stated_name(self.collector, self.collector.text_at("model_name"))

    def scores(self, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Score]:
        """Every figure of every task, groups before their parts."""
        named: dict[tuple[str, str], str] = {}
        for task in sorted(self.tasks, key=lambda task: len(self._task_and_groups(task))):
            said = told.get(task, {})
            fields = self._setup_fields(task, said)
            own = (fields["benchmark"].casefold(), (fields["subset"] or "").casefold())
            first = named.setdefault(own, task)
            for key in _figure_keys(self.tasks[task]):
                metric = key if first == task else f"{key} of {task}"
                yield from self._read_score(task, key, said, fields | {"metric": metric})

    def _read_score(
        self, task: str, key: str, said: Mapping[str, Any], fields: dict[str, Any]
    ) -> Iterator[Score]:
        """The score of one figure; None if it cannot be read."""
        look = self.collector
        metric, _, kept = key.partition(",")
        stderr = f"{metric}_stderr,{kept}"
        value = look.number_at("results", task, key)
        unstated = self.tasks[task].get(stderr) in (None, "N/A")
        error = None if unstated else look.number_at("results", task, stderr)
        better = look.stated((bool,), "true or false", "higher_is_better", task, metric)
        if value is not None:
            yield from look.make_score(
                *("results", task, key),
                value=value,
                error=error,
                unit="fraction" if metric in SHARE_METRICS else said.get("unit", metric),
                lower_is_better=None if better is None else not better,
                source=self.source,
                **fields,
            )

    def _setup_fields(self, task: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """What all figures of a task share: benchmark and part, shots, protocol."""
        benchmark, part = self._benchmark_of(task)
        parts = said.get("subset", part), self._limited_to(task)
        notes = told_note(said), *self._run_circumstances()
        return {
            "benchmark": said.get("benchmark", benchmark),
            "subset": ", ".join(filter(None, parts)) or None,
            "shots": self._shots_of(task),
            "cot": said.get("cot"),
            "protocol": self._protocol_of(task),
            "note": "; ".join(filter(None, notes)) or None,
        }

    def _benchmark_of(self, task: str) -> tuple[str, str | None]:
        """The benchmark and part of a task, by its own name or that of its group."""
        own, *groups = self._task_and_groups(task)
        outermost = groups[-1] if groups else own
        named = (group for group in (own, *reversed(groups)) if known_task(group) is not None)
        group = next(named, outermost)
        benchmark, part = read_task(group)
        inner = None if group == task else task.removeprefix(f"{group}_")
        return benchmark, ", ".join(filter(None, (part, inner))) or None

    def _shots_of(self, task: str) -> int | None:
        """The shots of a task; for a group those of its tasks, None if they differ."""
        stated = set(self._leaf_shots(task).values())
        return stated.pop() if len(stated) == 1 else None

    def _leaf_shots(self, task: str) -> dict[str, int | None]:
        """The shots of each task behind a figure."""
        shots = {}
        for leaf in self._leaf_tasks(task):
            number = self.collector.stated((int,), "a number of shots", "n-shot", leaf)
            if number is not None and number < 0:
                self.collector.refuse(("n-shot", leaf), "a number of shots", number)
                number = None
            shots[leaf] = number
        return shots

    def _protocol_of(self, task: str) -> Source | None:
        """The task with its version, which fixes the prompt; None without a version."""
        own = self._version_of(task)
        leaves = self._leaf_tasks(task)
        inner = {leaf: self._version_of(leaf) for leaf in leaves} if leaves != [task] else {}
        if own is None and (not inner or None in inner.values()):
            return None
        parts = [_HARNESS, f"task {task}" if own is None else f"task {task} {own}"]
        parts += [f"its tasks {_group_by_value(inner)}"] if inner else []
        shots = self._leaf_shots(task)
        parts += [f"shots {_group_by_value(shots)}"] if len({*shots.values()}) > 1 else []
        return Source(title=", ".join([*parts, *self._run_circumstances()]))

    def _version_of(self, task: str) -> str | None:
        """The version of a task, or None."""
        version = self.collector.stated((str, int, Decimal), "a version", "versions", task)
        return None if version in _NO_VERSION else str(version)

    def _run_circumstances(self) -> Iterator[str]:
        """The circumstances of the whole run, apart from its tasks."""
        if self.collector.text_at("chat_template"):
            yield "with a chat template"
        instruction = self.collector.text_at("system_instruction")
        if instruction:
            yield f"system instruction {_abridged_text(instruction)}"
        if self.collector.stated((bool,), "true or false", "fewshot_as_multiturn"):
            yield "few-shot examples as turns"

    def _limited_to(self, task: str) -> str | None:
        """The part of the samples that was run; None if all were."""
        counted = self._sample_counts.get(task)
        if counted is not None:
            effective, original = counted
            return f"{effective} of {original} samples" if effective < original else None
        limit = self.collector.number_at("config", "limit")
        return None if limit is None else f"limit {limit}"

    @cached_property
    def _sample_counts(self) -> dict[str, tuple[int, int]]:
        """How many samples each task and group was run on, and how many it has."""
        look = self.collector
        samples: dict[str, tuple[int, int]] = {}
        for task in look.object_at("n-samples"):
            rule, keys = "a number of samples", ("n-samples", task)
            ran = look.stated((int,), rule, *keys, "effective") or 0
            whole = look.stated((int,), rule, *keys, "original") or 0
            for group in self._task_and_groups(task):
                before = samples.get(group, (0, 0))
                samples[group] = before[0] + ran, before[1] + whole
        return samples

    def _all_tasks(self) -> Iterable[str]:
        return self.collector.object_at("results")

    def _subtasks_by_group(self) -> dict[str, list[str]]:
        """
        The tasks and groups in each group.

        0.4.0 does not list them, but prints the group and then its tasks with indents.
        """
        look = self.collector
        if "group_subtasks" in look.data:
            rule, named = "a list of tasks", dict[str, list[str]]()
            for group in look.object_at("group_subtasks"):
                inner = look.stated((list,), rule, "group_subtasks", group) or []
                if all(isinstance(task, str) for task in inner):
                    named[group] = inner
                else:
                    look.refuse(("group_subtasks", group), rule, inner)
            return named
        children: dict[str, list[str]] = {}
        line: list[str] = []
        for task in self.tasks:
            alias = look.text_at("results", task, "alias") or ""
            del line[len(alias) - len(alias.lstrip()) :]
            if line:
                children.setdefault(line[-1], []).append(task)
            line.append(task)
        return children

    def _task_and_groups(self, task: str) -> list[str]:
        """The task, its group, and so on to the outermost; only groups with figures count."""
        line, seen = [task], {task}
        while (task := self.parents.get(task, "")) and task not in seen:
            if len(seen) > DEEPEST:
                raise ContentError(self.collector.path, "groups are nested too deeply")
            seen.add(task)
            line += [task] if _figure_keys(self.tasks.get(task, {})) else []
        return line

    def _leaf_tasks(self, task: str) -> list[str]:
        """The innermost tasks of a task or group; a group that holds only itself is one."""
        if task in self._leaves:
            return self._leaves[task]
        found: list[str] = []
        left, seen = [task], {task}
        while left:
            at = left.pop()
            inner = self.children.get(at, [])
            found += [] if inner else [at]
            new = {*inner} - seen
            seen |= new
            left += new
            self._looked_at += len(inner)
            if self._looked_at > MOST_LOOKED_AT:
                raise ContentError(self.collector.path, "groups of too many tasks")
        self._leaves[task] = sorted(found) or [task]
        return self._leaves[task]

    def _run_day(self) -> date | None:
        """The day on which the run began, in UTC."""
        seconds = self.collector.number_at("date")
        if seconds is None:
            return None
        try:
            return datetime.fromtimestamp(float(seconds), UTC).date()
        except (OverflowError, ValueError):
            self.collector.refuse(("date",), "a Unix time", seconds)
            return None


def _figure_keys(stated: Mapping[str, Any]) -> list[str]:
    """The keys of a task that are a metric with its filter; "bypass" is not one."""
    metrics = [(key, *key.partition(",")[:2]) for key in stated]
    return [
        key
        for key, metric, comma in metrics
        if comma and metric != "bypass" and not metric.endswith("_stderr")
    ]


def _group_by_value(stated: Mapping[str, Any]) -> str:
    """A value of tasks: "1.0", or "1.0 (a, b) and 2.0 (c)" if it differs."""
    tasks: dict[str, list[str]] = {}
    for task, value in stated.items():
        tasks.setdefault("not stated" if value is None else str(value), []).append(task)
    if len(tasks) == 1:
        return next(iter(tasks))
    return " and ".join(f"{value} ({', '.join(same)})" for value, same in sorted(tasks.items()))


def _abridged_text(text: str) -> str:
    """A text in quotation marks; a long one by its beginning and a checksum."""
    from hashlib import sha256

    text = " ".join(text.split())
    if len(text) <= 60:
        return f'"{text}"'
    return f'"{text[:40]}…" (sha256 {sha256(text.encode()).hexdigest()[:8]})'
