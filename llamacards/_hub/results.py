"""Results on the Hugging Face Hub: `model-index` and `.eval_results/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from attrs import evolve, fields, fields_dict

from llamacards._hub.yaml import parse_inline, to_inline
from llamacards._records.score import UNSTATED_UNIT, EvalSetup, Score
from llamacards._values.source import Source
from llamacards._values.validation import read_date, read_decimal
from llamacards.errors import ContentError, FieldError

T = TypeVar("T")


TakenFigure = tuple[Score, Callable[[], None]]
"""A score, and a function that takes it out of its document."""


HUB_SHARES = frozenset(
    {
        "acc",
        "acc_norm",
        "accuracy",
        "em",
        "exact_match",
        "f1",
        "inst_level_strict_acc and prompt_level_strict_acc",
        "mc1",
        "mc2",
        "pass@1",
        "precision",
        "recall",
    }
)
"""Metrics that are shares, so that figures above 1 are in percent."""


README = "README.md"
RESULTS = ".eval_results"


_SHOTS = r"(?i)(.+?)\s*\(([0-9]+)-shots?\)"


_SPACES = "https://huggingface.co/spaces/"


_NOTES = (
    "subset",
    "shots",
    "cot",
    "metric",
    "unit",
    "lower_is_better",
    "bound",
    "error",
    "doubtful",
    "note",
    "source",
    "protocol",
)
"""The fields in the notes of a block, in this order."""


def indexed(
    index: list[Any], name: str, source: Source, unit: str | None, problems: list[str]
) -> Iterator[TakenFigure]:
    """The figures of a model-index; if it has several models, those of the one with this name."""
    models = [(i, model) for i, model in enumerate(index) if isinstance(model, dict)]
    for i, model in models:
        if len(models) > 1 and model.get("name") != name:
            continue
        for j, result in enumerate(list_of(model, "results")):
            at = f"model-index[{i}].results[{j}]"
            for k, metric in enumerate(list_of(result, "metrics")):
                make = partial(_metric_score, result, metric, source.at(at), unit)
                score = collect_error(problems, f"{README}: {at}.metrics[{k}]", make)
                if score is not None:
                    yield score, partial(_spend_metric, result, metric)


def _metric_score(result: Any, metric: Any, own: Source, unit: str | None) -> Score | None:
    """The score of one metric of a result; None without a benchmark or a number."""
    dataset = part_of(result, "dataset")
    named, value = text_of(dataset, "name") or text_of(dataset, "type"), _number_at(metric, "value")
    if named is None or value is None:
        return None
    found, args = re.fullmatch(_SHOTS, named), dataset.get("args")
    stated = args.get("num_few_shot") if isinstance(args, dict) else None
    told = {*([found[2]] if found else []), *([] if stated is None else [_as_text(stated)])}
    if len(told) > 1:
        return None
    said = _details_of(metric, "type", "name", "config", "args")
    kind = said[0] if said else None
    return _score_in_unit(
        value,
        kind,
        unit,
        benchmark=found[1] if found else named,
        subset=", ".join(_details_of(dataset, "config", "split", "args")) or None,
        shots=next(iter(told), None),
        metric=f"{kind} ({', '.join(said[1:])})" if said[1:] else kind,
        source=_cited_source(result.get("source"), own, None),
    )


def _spend_metric(result: Any, metric: dict[str, Any]) -> None:
    """Take out what went into the score of a metric; with the last one, what all share."""
    _take_keys(metric, "type", "value", "name", "config", "args")
    if rest_of(result["metrics"]) is None:
        dataset = result["dataset"]
        benchmark = "name" if text_of(dataset, "name") else "type"
        _take_keys(dataset, benchmark, "config", "split", "args")
        _spend_source(result)


def entry_scores(
    results: dict[str, list[Any]], source: Source, unit: str | None, problems: list[str]
) -> Iterator[TakenFigure]:
    """The figures of results files."""
    for file, entries in results.items():
        for i, entry in enumerate(entries):
            make = partial(_entry_score, entry, source.at(f"{file}[{i}]"), unit)
            score = collect_error(problems, f"{file}: [{i}]", make)
            if score is not None:
                yield score, partial(_spend_entry, entry)


def _entry_score(entry: Any, own: Source, unit: str | None) -> Score | None:
    """The score of an entry; None without a data set or a number."""
    dataset = part_of(entry, "dataset")
    benchmark, value = text_of(dataset, "id"), _number_at(entry, "value")
    if benchmark is None or value is None:
        return None
    notes = _own_notes(entry.get("notes"))
    parts = _details_of(dataset, "task_id", "config", "split")
    parts += _details_of(entry, "notes") if notes is None else []
    stated: dict[str, Any] = {
        "benchmark": benchmark,
        "subset": ", ".join(parts) or None,
        "since": read_date((text_of(entry, "date") or "")[:10]),
        **(notes or {}),
        "source": _cited_source(entry.get("source"), own, notes),
    }
    return _score_in_unit(value, None, unit, **stated)


def _spend_entry(entry: dict[str, Any]) -> None:
    """Take out what went into the score of an entry."""
    _take_keys(entry["dataset"], "id", "task_id", "config", "split")
    _take_keys(entry, "value", "notes", *(["date"] if read_date(entry.get("date")) else []))
    _spend_source(entry)


def _score_in_unit(value: Decimal, kind: str | None, word: str | None, **stated: Any) -> Score:
    """A score in the unit that is stated, given by the user, or implied by its metric."""
    bound = stated.pop("bound", "exactly")
    protocol = stated.pop("protocol", None)
    if "unit" not in stated:
        share = kind is None or kind.casefold() in HUB_SHARES
        told = None if kind is None or (value.is_finite() and 0 <= value <= 1) else "percent"
        stated["unit"] = (share and (word or told)) or UNSTATED_UNIT
    score = Score.of(value=value, protocol=protocol and Source(**protocol), **stated)
    return evolve(score, bound=bound)


def _cited_source(node: Any, own: Source, notes: dict[str, Any] | None) -> Source:
    """
    The source that a result states, else its own document.

    `?query=` in the address of a Space selects a line of its table: a place, not another document.
    """
    noted = (notes or {}).get("source", {})
    url = text_of(node, "url")
    title = text_of(node, "name") or url
    if title is None:
        return Source(**noted) if "title" in noted else own
    publisher = text_of(node, "org") or text_of(node, "user")
    cited: dict[str, Any] = {"title": title, "url": url, "publisher": publisher}
    if notes is None and url and url.startswith(_SPACES) and "?query=" in url:
        cited["url"], _, query = url.partition("?")
        cited["place"] = f"?{query}"
    return Source(**(cited | noted))


def _spend_source(node: dict[str, Any]) -> None:
    """Take out what went into the source of a result."""
    source = part_of(node, "source")
    if text_of(source, "name") or text_of(source, "url"):
        publisher = "org" if text_of(source, "org") else "user"
        _take_keys(source, *(key for key in ("name", "url", publisher) if text_of(source, key)))


def _own_notes(notes: Any) -> dict[str, Any] | None:
    """What to_hub() wrote in notes; None for notes of others."""
    try:
        noted = parse_inline("notes", f"{{{notes}}}") if isinstance(notes, str) else None
    except ContentError:
        return None
    if not isinstance(noted, dict) or "unit" not in noted or not noted.keys() <= {*_NOTES}:
        return None
    sources = [noted[key] for key in ("source", "protocol") if key in noted]
    known = all(isinstance(s, dict) and s.keys() <= fields_dict(Source).keys() for s in sources)
    if not known or "title" not in noted.get("protocol", {"title"}):
        return None
    return noted


def _details_of(node: Any, *keys: str) -> list[str]:
    """
    The values of these keys of a mapping as texts, each once, without "default".

    The items of a mapping are listed one by one, except for the shots.
    """
    said: dict[str, str] = {}
    for key in keys:
        value = node.get(key) if isinstance(node, dict) else None
        items = value.items() if isinstance(value, dict) else ()
        texts = [f"{k}={_as_text(v)}" for k, v in items if k != "num_few_shot"]
        texts += [_as_text(value)] if value is not None and not isinstance(value, dict) else []
        said |= {t.casefold(): t for t in texts if t.casefold() not in {"", "default", *said}}
    return list(said.values())


def _as_text(value: Any) -> str:
    """A value as a text."""
    return value if isinstance(value, str) else to_inline(value)


def _number_at(node: Any, key: str) -> Decimal | None:
    """The number of a key, also from a text of digits."""
    value = node.get(key) if isinstance(node, dict) else None
    if isinstance(value, Decimal):
        return value
    return read_decimal(value.removesuffix("%") if isinstance(value, str) else value)


def _take_keys(node: dict[str, Any], *keys: str) -> None:
    for key in keys:
        node.pop(key, None)


def agreed(figures: Iterable[TakenFigure]) -> tuple[Score, ...]:
    """The scores with one value per setup and source; each is taken out of its document."""
    by_setup: dict[Any, list[TakenFigure]] = {}
    for figure in figures:
        by_setup.setdefault((figure[0].setup, figure[0].source), []).append(figure)
    agreed = [f for f in by_setup.values() if len({(s.value, s.bound) for s, _ in f}) == 1]
    for same in agreed:
        for _, spend in same:
            spend()
    return tuple(same[0][0] for same in agreed)


def by_benchmark(scores: Iterable[Score]) -> dict[str, list[dict[str, Any]]]:
    """A block for each score, by the stem of the file of its benchmark."""
    files: dict[str, list[dict[str, Any]]] = {}
    for score in scores:
        stem = re.sub("[^a-z0-9]+", "_", score.setup.benchmark.casefold()).strip("_")
        files.setdefault(stem or "results", []).append(_result_block(score))
    return files


def _result_block(score: Score) -> dict[str, Any]:
    """A score as a block of `.eval_results`; notes hold what has no key there."""
    setup, source = score.setup, _stated_fields(score.source)
    block: dict[str, Any] = {
        "dataset": {"id": setup.benchmark, "task_id": setup.subset or "default"},
        "value": score.value,
    }
    if score.since is not None:
        block["date"] = score.since.isoformat()
    if "url" in source:
        block["source"] = {"url": source.pop("url"), "name": source.pop("title")}
    notes = (
        _stated_fields(setup)
        | _stated_fields(score)
        | {"unit": setup.unit, "source": source or None}
    )
    if _details_of(block["dataset"], "task_id") == [setup.subset]:
        del notes["subset"]
    notes |= {"shots": int(setup.shots)} if setup.shots and setup.shots.isdecimal() else {}
    block["notes"] = to_inline({key: notes[key] for key in _NOTES if notes.get(key) is not None})[
        1:-1
    ]
    return block


def _stated_fields(record: EvalSetup | Score | Source) -> dict[str, Any]:
    """The stated fields of a record, as plain values."""
    stated: dict[str, Any] = {}
    for attribute in fields(type(record)):
        value = getattr(record, attribute.name)
        if value != attribute.default:
            stated[attribute.name] = _plain_value(value)
    return stated


def _plain_value(value: Any) -> Any:
    """A value of a field as YAML writes it."""
    if isinstance(value, Source):
        return _stated_fields(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def collect_error(problems: list[str], where: str, make: Callable[[], T]) -> T | None:
    """What is made, or None, with one more problem, if a field refuses its value."""
    try:
        return make()
    except FieldError as error:
        problems.append(f"{where}: {error}")
        return None


def text_of(node: Any, key: str) -> str | None:
    """The text of a key of a mapping, if any."""
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def part_of(node: Any, key: str) -> dict[str, Any]:
    """The mapping of a key of a mapping, or an empty one."""
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, dict) else {}


def list_of(node: Any, key: str) -> list[Any]:
    """The list of a key of a mapping, or an empty one."""
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, list) else []


def rest_of(value: Any) -> Any:
    """The value without empty parts; None if nothing is left."""
    if isinstance(value, dict):
        return {k: rest for k, v in value.items() if (rest := rest_of(v)) is not None} or None
    if isinstance(value, list):
        return [rest for v in value if (rest := rest_of(v)) is not None] or None
    return value
