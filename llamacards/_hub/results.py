"""Results on the Hugging Face Hub: `model-index` and `.eval_results/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, fields, fields_dict

from llamacards._hub.repository import README, RESULTS
from llamacards._hub.yaml import parse_inline, to_inline
from llamacards._records.benchmark import benchmark_named
from llamacards._records.benchmark_names import BENCHMARK_ALIASES, PARTS
from llamacards._records.score import UNSTATED_UNIT, EvalSetup, Score
from llamacards._records.task_names import SHARE_METRICS, known_task, told_note
from llamacards._values.source import Source
from llamacards._values.validation import read_date, read_decimal
from llamacards.errors import ContentError, FieldError

T = TypeVar("T")

Place = tuple[str | int, ...]
"""The file and keys of an entry: ("README.md", "model-index", 0, "results", 1, "metrics", 0)."""


class ResultFigure(NamedTuple):
    """
    A figure of a document.

    place: the keys that lead to it.
    names: the names of its data set, for `setups`.
    make: returns its score, given what the user says of its setup; None if there is none.
    """

    place: Place
    names: tuple[str, ...]
    make: Callable[[Mapping[str, Any]], Score | None]


HUB_SHARES = SHARE_METRICS | {
    *("accuracy", "f1", "precision", "recall"),
    "inst_level_strict_acc and prompt_level_strict_acc",
}
"""Metrics that are shares, so that figures above 1 are in percent."""

_SHOTS = r"(?i)(.*\S)\s*\(([0-9]{1,6})-shots?\)"
_SPACES = "https://huggingface.co/spaces/"
_TASK_ID = re.compile(r"[\w.:-]+")

_NOTES = (
    *("subset", "shots", "cot", "metric", "unit", "lower_is_better", "bound", "error"),
    *("doubtful", "note", "source", "protocol"),
)
"""The fields in the notes of a block, in this order."""


def indexed_figures(
    index: list[Any], name: str, source: Source, unit: str | None
) -> Iterator[ResultFigure]:
    """The figures of a model-index; if it has several models, those of the one with this name."""
    for i in models_meant(index, name):
        for j, result in enumerate(list_of(index[i], "results")):
            own = source.at(f"model-index[{i}].results[{j}]")
            dataset = part_of(result, "dataset")
            named = text_of(dataset, "name") or text_of(dataset, "type") or ""
            for k, metric in enumerate(list_of(result, "metrics")):
                yield ResultFigure(
                    (README, "model-index", i, "results", j, "metrics", k),
                    (named, _without_shots(named)),
                    partial(_metric_score, result, metric, own, unit),
                )


def models_meant(index: list[Any], name: str) -> list[int]:
    """The indexes of the models that the card describes: the only one, or those of this name."""
    models = [i for i, model in enumerate(index) if isinstance(model, dict)]
    return models if len(models) == 1 else [i for i in models if index[i].get("name") == name]


def _without_shots(named: str) -> str:
    found = re.fullmatch(_SHOTS, named)
    return found[1] if found else named


def _metric_score(
    result: Any, metric: Any, own: Source, unit: str | None, said: Mapping[str, Any]
) -> Score | None:
    """The score of one metric of a result; None without a benchmark or a number."""
    dataset = part_of(result, "dataset")
    named, value = text_of(dataset, "name") or text_of(dataset, "type"), number_at(metric, "value")
    if named is None or value is None:
        return None
    found, args = re.fullmatch(_SHOTS, named), dataset.get("args")
    stated = args.get("num_few_shot") if isinstance(args, dict) else None
    told = {*([found[2]] if found else []), *([] if stated is None else [_as_text(stated)])}
    if len(told) > 1:
        return None
    details = _details_of(metric, "type", "name", "config", "args")
    kind = details[0] if details else None
    return _make_score(
        value,
        kind,
        unit,
        said,
        benchmark=_without_shots(named),
        subset=", ".join(_details_of(dataset, "config", "split", "args")) or None,
        shots=next(iter(told), None),
        metric=f"{kind} ({', '.join(details[1:])})" if details[1:] else kind,
        source=_cited_source(result.get("source"), own, None),
    )


def entry_figures(
    results: Mapping[str, list[Any]], source: Source, unit: str | None
) -> Iterator[ResultFigure]:
    """The figures of results files."""
    for file, entries in results.items():
        for i, entry in enumerate(entries):
            data_set, task = (text_of(part_of(entry, "dataset"), k) for k in ("id", "task_id"))
            make = partial(_entry_score, entry, source.at(f"{file}[{i}]"), unit)
            yield ResultFigure((file, i), (f"{data_set} ({task})", data_set or ""), make)


def _entry_score(
    entry: Any, own: Source, unit: str | None, said: Mapping[str, Any]
) -> Score | None:
    """The score of an entry; None without a data set or a number."""
    value = number_at(entry, "value")
    benchmark, parts = _benchmark_of(part_of(entry, "dataset"))
    if benchmark is None or value is None:
        return None
    notes = _own_notes(entry.get("notes"))
    parts += _details_of(entry, "notes") if notes is None else []
    stated: dict[str, Any] = {
        "benchmark": benchmark,
        "subset": ", ".join(parts) or None,
        "since": read_date((text_of(entry, "date") or "")[:10]),
        **(notes or {}),
        "source": _cited_source(entry.get("source"), own, notes),
    }
    return _make_score(value, None, unit, said, **stated)


def _benchmark_of(dataset: dict[str, Any]) -> tuple[str | None, list[str]]:
    """
    The benchmark and parts of a data set: "GPQA" and "Diamond".

    A task with the name of its data set is the whole.
    """
    named, task = text_of(dataset, "id"), text_of(dataset, "task_id")
    known = known_task(f"{named} ({task})")
    if known is not None:
        parts = [known[1]] if known[1] else []
        return known[0], parts + _details_of(dataset, "config", "split")
    own, whole = (re.sub(r"[\W_]", "", n or "").casefold() for n in (task, _last_part(named)))
    return named, _details_of(dataset, *["task_id"] * (own != whole), "config", "split")


def _last_part(named: str | None) -> str:
    return (named or "").rpartition("/")[2]


def _make_score(
    value: Decimal, kind: str | None, word: str | None, said: Mapping[str, Any], **stated: Any
) -> Score:
    """A score in the unit that is stated, given by the user, or implied by its metric."""
    bound = stated.pop("bound", "exactly")
    protocol = stated.pop("protocol", None)
    if "unit" not in stated:
        share = kind is None or kind.casefold() in HUB_SHARES
        told = None if kind is None or (value.is_finite() and 0 <= value <= 1) else "percent"
        stated["unit"] = (share and (word or told)) or UNSTATED_UNIT
    notes = (stated.pop("note", None), told_note(said))
    stated |= {**said, "note": "; ".join(filter(None, notes)) or None}
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


def number_at(node: Any, key: str) -> Decimal | None:
    """The number of a key, also from a text of digits."""
    value = node.get(key) if isinstance(node, dict) else None
    if isinstance(value, Decimal):
        return value
    return read_decimal(value.removesuffix("%") if isinstance(value, str) else value)


def agreed(figures: Iterable[tuple[Place, Score]]) -> dict[Place, Score]:
    """The scores with one value per setup and source, by place."""
    by_setup: dict[Any, list[tuple[Place, Score]]] = {}
    for place, score in figures:
        by_setup.setdefault((score.setup, score.source), []).append((place, score))
    groups = (same for same in by_setup.values() if len({(s.value, s.bound) for _, s in same}) == 1)
    return {place: same[0][1] for same in groups for place, _ in same}


def file_of(score: Score) -> str:
    """The results file of the benchmark of a score."""
    stem = re.sub("[^a-z0-9]+", "_", score.setup.benchmark.casefold()).strip("_")
    return f"{RESULTS}/{stem or 'results'}.yaml"


def result_block(score: Score) -> dict[str, Any]:
    """A score as a block of `.eval_results`; notes hold what has no key there."""
    setup, source = score.setup, _stated_fields(score.source)
    block: dict[str, Any] = {"dataset": _data_set_of(setup), "value": score.value}
    if score.since is not None:
        block["date"] = score.since.isoformat()
    if "url" in source:
        block["source"] = {"url": source.pop("url"), "name": source.pop("title")}
    notes = (
        _stated_fields(setup)
        | _stated_fields(score)
        | {"unit": setup.unit, "source": source or None}
    )
    subset = ", ".join(_benchmark_of(block["dataset"])[1])
    if subset.casefold() == (setup.subset or "").casefold():
        notes.pop("subset", None)
    notes |= {"shots": int(setup.shots)} if setup.shots and setup.shots.isdecimal() else {}
    block["notes"] = to_inline({key: notes[key] for key in _NOTES if notes.get(key) is not None})[
        1:-1
    ]
    return block


def _data_set_of(setup: EvalSetup) -> dict[str, str]:
    """The data set of a benchmark on the Hub, if known, and its task."""
    aliases = BENCHMARK_ALIASES.get(setup.benchmark, ())
    names = (name for name in aliases if "/" in name and " " not in name)
    subset = setup.subset or "default"
    dataset = {"id": next(names, setup.benchmark), "task_id": subset}
    if f"{dataset['id']} ({subset})".casefold() in PARTS:
        dataset["task_id"] = subset.casefold()
    named = _benchmark_of(dataset)[0] or ""
    fits = _TASK_ID.fullmatch(subset) and benchmark_named(named) == setup.benchmark
    return dataset if fits else dataset | {"task_id": "default"}


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


def collect_error(problems: list[str], where: str, make: Callable[[], T]) -> T | None:
    """What is made, or None, with one more problem, if a field refuses its value."""
    try:
        return make()
    except FieldError as error:
        problems.append(f"{where}: {error}")
        return None
