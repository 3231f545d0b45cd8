"""Records of every_eval_ever, a common format for the results of many programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from llamacards._evals.collector import Collector, make_card
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._records.specification import Tuning
from llamacards._records.task_names import TOLD_FIELDS, known_task, read_task, told_note
from llamacards._values.source import Source
from llamacards._values.validation import read_date, read_decimal

_UNITS: Mapping[str, str] = {"proportion": "fraction", "percent": "percent"}


_SCORERS = ("inspect", "helm")
"""Programs whose records before 0.3 name the scorer instead of the task."""


def from_eee(
    path: str | Path,
    *more: str | Path,
    name: str | None = None,
    tuning: Tuning | None = None,
    setups: Mapping[str, Mapping[str, Any]] | None = None,
) -> ModelCard:
    """
    The card of a model from records of every_eval_ever (evaleval, schema 0.1 to 0.3).

    The benchmark is found by the name of the evaluation or its data set on the Hub. The unit is the
    stated one, else percent if scores range from 0 to 1 or to 100. Shots are rarely stated. The
    protocol is the program with its version, if stated.

    path, more: records of one model.
    name: the name of the card; by default the id of the model.
    tuning: by default that of the built-in card with this name, else by a word in the name, else
    unstated.
    setups: what a record does not state, by evaluation_name: benchmark, subset, shots, cot or unit,
    as in {"mmlu": {"shots": 5}}.

    Values that cannot be read are kept in `unmapped`, with an UnmappedWarning.

    Raises FileError, or ContentError for a file without any figure.
    """
    files = [EvalRecord(Collector(file, "from_eee")) for file in (path, *more)]
    fields = (*TOLD_FIELDS, "shots")
    return make_card("from_eee", files, name=name, tuning=tuning, setups=setups, fields=fields)


class EvalRecord:
    """One record: a model, a run, and its results."""

    def __init__(self, collector: Collector) -> None:
        self.collector = look = collector
        rule = "a list of results"
        results = look.stated((list,), rule, "evaluation_results") or []
        self.results = [("evaluation_results", i) for i in range(len(results))]
        self.names = [look.text_at(*at, "evaluation_name") for at in self.results]
        self.tasks = [name for name in self.names if name is not None]
        about = look.object_at("source_metadata")
        library = look.text_at("eval_library", "name")
        self._of_harness = library == "lm_eval"
        version = look.text_at("eval_library", "version")
        known = library is not None and version not in (None, "unknown")
        self.program = f"{library} {version}" if known else None
        organization = look.text_at("source_metadata", "source_organization_name") or "unknown"
        title = look.text_at("source_metadata", "source_name") or library or "every_eval_ever"
        day = self._day_at("evaluation_timestamp")
        single = about.get("source_type") == "evaluation_run" and day is None
        self.source = Source(
            title=f"{title}, run {look.sum}" if single else title,
            publisher=None if organization.casefold() == "unknown" else organization,
            published=day,
        )

    def model_name(self) -> str | None:
        """The id of the model, else its name."""
        look = self.collector
        return look.text_at("model_info", "id") or look.text_at("model_info", "name")

    def scores(self, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Score]:
        """The score of each result, without those that differ under one setup."""
        by_setup: dict[EvalSetup, list[Score]] = {}
        for score in self._all_scores(told):
            by_setup.setdefault(score.setup, []).append(score)
        for same in by_setup.values():
            if len({score.value for score in same}) == 1:
                yield same[0]
                continue
            for score in same:
                place = score.source.place or ""
                self.collector.remarks[place] = "the only value of its setup", score.value

    def _all_scores(self, told: Mapping[str, Mapping[str, Any]]) -> Iterator[Score]:
        """The score of each result."""
        look = self.collector
        for at, name in zip(self.results, self.names, strict=True):
            value = look.number_at(*at, "score_details", "score")
            graded = look.stated((bool,), "a flag", *at, "metric_config", "has_unknown_level")
            if name is None or value is None or (graded and value == -1):
                continue
            said = told.get(name, {})
            lower = look.stated((bool,), "a flag", *at, "metric_config", "lower_is_better")
            setup = self._setup_fields(at, name, said)
            protocol = self.program and Source(title=f"{self.program}, {name}")
            fields = self._uncertainty_of(at, value) | setup
            yield from look.make_score(
                *(*at, "score_details", "score"),
                lower_is_better=lower,
                source=self.source,
                protocol=protocol or None,
                **fields,
            )

    def _setup_fields(
        self, at: tuple[str | int, ...], name: str, said: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The setup of a result, as far as the record or the user states it."""
        look = self.collector
        task, _, kept = name.partition("/") if self._of_harness else (name, "", "")
        if self._names_scorers() and isinstance(look.data.get("source_data"), dict):
            kept = name
        metric = look.text_at(*at, "metric_config", "metric_name")
        metric = metric or look.text_at(*at, "metric_config", "evaluation_description")
        benchmark, part = self._benchmark_of(at, name, task)
        stated = look.text_at(*at, "generation_config", "additional_details", "num_fewshot")
        cot = look.stated(
            (bool,), "a flag", *at, "generation_config", "generation_args", "reasoning"
        )
        return {
            "benchmark": said.get("benchmark", benchmark),
            "subset": said.get("subset", part),
            "shots": said.get("shots", stated),
            "cot": said.get("cot", cot),
            "metric": ",".join(filter(None, (metric, kept))) or None,
            "unit": said.get("unit", self._unit_of(at, metric)),
            "note": told_note(said) or None,
        }

    def _benchmark_of(
        self, at: tuple[str | int, ...], name: str, task: str
    ) -> tuple[str, str | None]:
        """The benchmark and part: by name, else by data set, else both as written."""
        look = self.collector
        for written in (name, task, name.rpartition("/")[2]):
            found = known_task(written)
            if found is not None:
                return found
        whole = re.fullmatch(r"(.+?) \((.+)\)", name)
        found = known_task(whole[1]) if whole else None
        if whole and found and found[1] is None:
            return found[0], None if whole[2].casefold() == "overall" else whole[2]
        # Schema 0.1 states the data set once, for all results of a record.
        at = () if isinstance(look.data.get("source_data"), dict) else at
        repository = look.text_at(*at, "source_data", "hf_repo")
        part = None if self._names_scorers() else name
        found = known_task(repository or "")
        if found is not None:
            return found[0], part
        dataset = look.text_at(*at, "source_data", "dataset_name")
        if dataset is None or self._of_harness:
            return task, None
        if not at and part is None:
            return read_task(dataset)
        return dataset, None if dataset.casefold() == name.casefold() else name

    def _names_scorers(self) -> bool:
        """Whether an evaluation is named by its scorer: "choice"."""
        source = self.collector.text_at("source_metadata", "source_name") or ""
        return source.startswith(_SCORERS)

    def _unit_of(self, at: tuple[str | int, ...], metric: str | None) -> str:
        """The unit that is stated, else the one that follows from the bounds of the score."""
        look = self.collector
        stated = look.text_at(*at, "metric_config", "metric_unit")
        if stated is not None:
            return _UNITS.get(stated, stated)
        config = look.object_at(*at, "metric_config")
        low, high = (read_decimal(config.get(key)) for key in ("min_score", "max_score"))
        if low == 0 and high in (1, 100):
            return "fraction" if high == 1 else "percent"
        return metric or "unit not stated"

    def _uncertainty_of(self, at: tuple[str | int, ...], value: Decimal) -> dict[str, Any]:
        """The value with its standard error, or with its interval if that is symmetric."""
        look = self.collector
        at = (*at, "score_details", "uncertainty")
        error = look.number_at(*at, "standard_error", "value")
        interval = (*at, "confidence_interval")
        low, high = look.number_at(*interval, "lower"), look.number_at(*interval, "upper")
        level = look.number_at(*interval, "confidence_level")
        if error is not None or low is None or high is None or level is None:
            return {"value": value, "error": error}
        if value - low != high - value or level * 100 % 1:
            return {"value": value}
        return {"value": f"{value:f}±{value - low:f}", "level": int(level * 100)}

    def _day_at(self, *keys: str) -> date | None:
        """The day of a Unix time or an ISO text; None if there is none."""
        stated = self.collector.stated((str, int, Decimal), "a time", *keys)
        day = read_date(stated[:10]) if isinstance(stated, str) else None
        seconds = read_decimal(stated)
        if stated is None or day is not None:
            return day
        try:
            return datetime.fromtimestamp(float(seconds), UTC).date() if seconds else None
        except (OverflowError, ValueError, OSError):
            self.collector.refuse(keys, "a time", stated)
            return None
