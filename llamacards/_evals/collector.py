"""What all readers of results share: looking into a file, and collecting its problems."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from llamacards._catalog.tuning import infer_tuning, read_model_name
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._records.specification import Tuning
from llamacards._records.task_names import TOLD_FIELDS, check_told
from llamacards._textfile import file_kind, parse_json, read_text, to_path
from llamacards._values.source import Source
from llamacards._values.validation import read_decimal
from llamacards._wording import short_repr
from llamacards.errors import ContentError, FieldError, UnmappedWarning

READ = MappingProxyType(
    {
        "from_lm_eval": "the results file of a run, results_*.json",
        "from_eee": "a record of every_eval_ever",
    }
)
"""What each reader of results reads."""


class Collector:
    """
    A results file, which collects its problems.

    problems: why no card can be made of the file.
    remarks: values left out of the card, by key path, with the rule that each breaks.
    sum: a checksum of its text, which distinguishes runs without a day.
    """

    def __init__(self, path: str | Path, reader: str) -> None:
        self.path = str(to_path(path))
        self.problems: dict[str, None] = {}
        self.remarks: dict[str, tuple[str, object]] = {}
        text = read_text(path)
        self.sum = sha256(text.encode()).hexdigest()[:8]
        kind = file_kind(path, text)
        if kind is not None and kind.reader != reader:
            raise ContentError(self.path, f"{kind}; {reader}() reads {READ[reader]}")
        if not text.lstrip().startswith(("{", "[")):
            raise ContentError(self.path, f"holds no JSON; {reader}() reads {READ[reader]}")
        self.data = parse_json(path, text)
        if not isinstance(self.data, dict):
            raise ContentError(
                self.path, f"the whole must be an object, not {short_repr(self.data)}"
            )

    def stated(self, kinds: tuple[type, ...], rule: str, *keys: str | int) -> Any:
        """The value at a place; None if there is none, or if it is of another kind."""
        value = self.data
        for depth, key in enumerate(keys):
            if isinstance(value, list) and isinstance(key, int):
                value = value[key]
            elif isinstance(value, dict):
                value = value.get(key)
            elif value is None:
                return None
            else:
                self.refuse(keys[:depth], "an object", value)
                return None
        if value is None or type(value) in kinds:
            return value
        self.refuse(keys, rule, value)
        return None

    def object_at(self, *keys: str | int) -> dict[str, Any]:
        """The object at a place, empty if there is none."""
        return self.stated((dict,), "an object", *keys) or {}

    def text_at(self, *keys: str | int) -> str | None:
        """The text at a place; None if it is missing or blank."""
        text: str | None = self.stated((str,), "a text", *keys)
        return text if text and text.strip() else None

    def number_at(self, *keys: str | int) -> Decimal | None:
        """The number at a place; None if there is none, or if it is not finite."""
        value = self.stated((int, Decimal), "a number", *keys)
        number = read_decimal(value)
        if value is not None and number is None:
            self.refuse(keys, "a number", value)
        return number

    def refuse(self, keys: Iterable[str | int], rule: str, value: object) -> None:
        """Leave a value out of the card, and remember why."""
        self.remarks[key_path(*keys)] = (rule, value)

    def make_score(self, *keys: str | int, source: Source, **fields: Any) -> Iterator[Score]:
        """The score at a place; None if a field refuses its value."""
        place = key_path(*keys)
        try:
            yield Score.of(source=source.at(place), **fields)
        except FieldError as refused:
            self.remarks[place] = (refused.rule, refused.value)


class ResultsFile(Protocol):
    """What make_card() needs from a results file."""

    collector: Collector
    source: Source

    @property
    def tasks(self) -> Iterable[str]:
        """The tasks that `setups` may name."""

    def model_name(self) -> str | None:
        """The name of the model, as the file states it."""

    def scores(self, told: Mapping[str, Mapping[str, Any]]) -> Iterable[Score]:
        """Every figure."""


def make_card(
    call: str,
    files: list[Any],
    *,
    name: str | None,
    tuning: Tuning | None,
    setups: Mapping[str, Mapping[str, Any]] | None,
    fields: Sequence[str] = TOLD_FIELDS,
) -> ModelCard:
    """
    The card of one model from results files, with a warning about values left out.

    fields: the fields that `setups` may state.

    Raises ContentError if a file has no figure, names no model, or names another one.
    """
    told = setups or {}
    check_told(call, told, [task for file in files for task in file.tasks], fields)
    scores = [score for file in files for score in _scores_of(file, told)]
    stated = _stated_names(files, name)
    for file in files:
        if file.collector.problems:
            raise ContentError(file.collector.path, *file.collector.problems)
    bare = (known and known.partition("@")[0] for known in (*stated, name))
    tuning = tuning or infer_tuning(*bare)
    remarks = {}
    for file in files:
        for place, (rule, value) in file.collector.remarks.items():
            remarks[f"{file.collector.path}: {place}" if len(files) > 1 else place] = rule, value
    card = ModelCard(
        name=name or stated[0] or "",
        tuning=tuning,
        source=files[0].source,
        scores=scores,
        unmapped=tuple((place, short_repr(value)) for place, (_, value) in remarks.items()),
    )
    if remarks:
        lines = (f"{p} must be {rule}, not {short_repr(v)}" for p, (rule, v) in remarks.items())
        warnings.warn(UnmappedWarning(files[0].collector.path, *lines), stacklevel=3)
    return card


def _scores_of(file: ResultsFile, told: Mapping[str, Mapping[str, Any]]) -> list[Score]:
    """The scores of a file; it is a problem if there are none."""
    scores = [*file.scores(told)]
    if not scores:
        wrong = (
            f"{place} must be {rule}, not {short_repr(value)}"
            for place, (rule, value) in file.collector.remarks.items()
        )
        file.collector.problems |= dict.fromkeys(["no figure can be read", *wrong])
    return scores


def _stated_names(files: list[Any], name: str | None) -> list[str | None]:
    """The model of all files; it is a problem if a file names none or another."""
    names = [(stated := file.model_name()) and read_model_name(stated) for file in files]
    for file, found in zip(files, names, strict=True):
        if name is not None or (found is not None and found == names[0]):
            continue
        file.collector.problems[
            "the model is not named; name= gives the card a name"
            if found is None
            else f"the model is {short_repr(found)}, not {short_repr(names[0])} as in other files"
        ] = None
    return names


_NAMING = ("peft", "delta", "pretrained", "model", "path", "engine")
"""Arguments of a run that name its model, in the harness's order: an adapter before its base."""


def stated_name(look: Collector, name: str | None) -> str | None:
    """
    The model of a run, with the revision that its arguments state: "acme/acme-8b@step1000".

    name: as the file states it. If the arguments name no model, the harness made it up.
    """
    stated = look.data.get("config")
    given = stated.get("model_args") if isinstance(stated, dict) else None
    if isinstance(given, str):
        given = dict(re.findall(r"(\w+)=([^,]*)", given))
    if not isinstance(given, dict):
        return name
    texts = {key: value for key, value in given.items() if isinstance(value, str) and value.strip()}
    key = next((key for key in _NAMING if key in texts), None)
    revision = texts.get("revision", "main")
    if key is None:
        return None
    marked = key in ("pretrained", "model") and revision != "main"
    return f"{name or texts[key]}@{revision}" if marked else name or texts[key]


def key_path(*keys: str | int) -> str:
    """The path of keys to a place: results["gsm8k"]["acc,none"]."""
    from json import dumps

    first = str(keys[0]) if keys and re.fullmatch(r"[\w-]+", str(keys[0])) else ""
    rest = keys[1:] if first else keys
    return first + "".join(f"[{dumps(key, ensure_ascii=False)}]" for key in rest)
