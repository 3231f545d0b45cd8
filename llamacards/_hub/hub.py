"""Model cards of the Hugging Face Hub: front matter, results, configuration."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from llamacards._catalog.builtin import catalog
from llamacards._catalog.tuning import infer_tuning, read_model_name
from llamacards._hub.configuration import FIELDS, OWN, WINDOW, read_shape
from llamacards._hub.results import (
    README,
    RESULTS,
    agreed,
    by_benchmark,
    collect_error,
    entry_scores,
    indexed,
    list_of,
    part_of,
    rest_of,
    text_of,
)
from llamacards._hub.tables import table_scores
from llamacards._hub.yaml import parse_inline, parse_yaml, to_inline, to_yaml
from llamacards._records.card import ModelCard
from llamacards._records.license import License
from llamacards._records.specification import NOT_STATED, Architecture, TokenBudget, Tuning
from llamacards._textfile import parse_json, read_text, to_path, write_text
from llamacards._values.quantity import format_bound
from llamacards._values.source import Source
from llamacards._wording import short_repr
from llamacards.errors import ContentError, FileError, UnknownOptionError, UnmappedWarning

T = TypeVar("T")


CONFIG = "config.json"


_FRONT_MATTER = r"(?s)(\s*)---[ \t]*(?:\r\n|\r|\n)(.*?)(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|\Z)"


_OWN = ("model-index", "llamacards")
"""Keys of the front matter that must have one shape for the Hub or for this module."""


def from_hub(
    path: str | Path,
    *,
    name: str | None = None,
    tuning: Tuning | None = None,
    unit: str | None = None,
    tables: bool = False,
) -> ModelCard:
    """
    The card in a README of the Hub, with the files beside it.

    It reads license, base model and languages of the front matter, `model-index`,
    `.eval_results/*.yaml`, and architecture and context window of `config.json`. The text below the
    front matter is kept; only its tables are read, on request. Whatever no field holds is kept in
    `unmapped`, by file and key path, with an UnmappedWarning.

    path: the README, or its folder.
    name: by default that of the model-index, else of the folder.
    tuning: by default that of the built-in card with this name, else by a word in the name ("chat",
    "instruct", "it"), else unstated, with a warning.
    unit: the unit of accuracies and other shares, which no file states: "percent", or "fraction",
    which turns 0.666 into 66.6. By default a share above 1 is in percent; a share that may be
    either, and any other metric, keeps its digits under "unit not stated".
    tables: whether to read the scores of this model in the tables of the text (extra `verify`); the
    place of each is its section, row and column, and its setup is what labels state.

    A figure that a document states twice, differently, under one setup stays off the card. So does
    the feed-forward width of anything but a plain Llama decoder, as it would give a wrong count of
    parameters.

    Raises FileError or ContentError, with everything that is wrong.
    """
    if unit not in (None, "percent", "fraction"):
        raise UnknownOptionError("unit", unit, ("percent", "fraction"))
    readme = to_path(path)
    readme = readme / README if readme.is_dir() else readme
    folder = readme.parent
    front, text = _front_matter(readme)
    results = {f"{RESULTS}/{file.name}": _read_results(file) for file in _result_files(folder)}
    own = front.get("llamacards")
    own = own if isinstance(own, dict) else {}
    own_name, own_tuning = _take_out(own, "name", str), own.pop("tuning", None)
    own_config = _take_out(own, "config", dict) or {}
    config = _read_config(folder / CONFIG) or own_config
    index = front.get("model-index")
    index = index if isinstance(index, list) else []
    name = name or own_name or _cached_id(folder) or _only_name(index) or folder.resolve().name
    problems: list[str] = []
    remarks: list[str] = []
    source = Source(title=f"{name} model card")
    figures = [
        *indexed(index, name, source, unit, remarks),
        *entry_scores(results, source, unit, remarks),
        *(table_scores(text, name, source, unit, remarks) if tables else ()),
    ]
    stated: dict[str, Any] = {
        "license": _take_license(front),
        "languages": _take_texts(front, "language"),
        "derived_from": _base_model(front),
        "tuning": tuning or own_tuning or _inferred_tuning(name, remarks),
        **_take_architecture(config, problems),
        "scores": agreed(figures),
    }
    restored = _take_out(own, "unmapped", dict) or {}
    unmapped = {where: to_inline(value) for where, value in restored.items()} | {
        where: to_inline(rest)
        for where, value in _remaining_pieces(front, results, config)
        if (rest := rest_of(value)) is not None
    }
    remarks += [f"{where}: {short_repr(value)}" for where, value in sorted(unmapped.items())]
    if text.strip():
        unmapped[README] = text.removesuffix("\n")
    card = collect_error(
        problems,
        README,
        lambda: ModelCard(
            name=name, source=source, unmapped=tuple(sorted(unmapped.items())), **stated
        ),
    )
    if card is None or problems:
        raise ContentError(str(folder), *problems)
    if remarks:
        warnings.warn(UnmappedWarning(str(folder), *remarks), stacklevel=2)
    return card


def to_hub(card: ModelCard, folder: str | Path, *, overwrite: bool = False) -> Path:
    """
    Write a card for the Hub that from_hub() reads back, and return its folder.

    README.md has license, base model and languages in its front matter, everything that the Hub has
    no key for (name, tuning, architecture and context window) under `llamacards`, and whatever
    from_hub() kept unread. `.eval_results` has one file per benchmark with a block for each score;
    whatever the Hub has no key for, such as the shots, is in its notes. Benchmarks are named as
    here, but the Hub ranks only ids of data sets that it knows. All other fields of the card are
    left to dump(). No other file of the folder is changed; an existing config.json overrides the
    architecture written here.

    Raises FileError if there already is a README or a result; overwrite=True replaces them.
    """
    folder = to_path(folder)
    files = {folder / README: _readme_of(card)}
    for stem, entries in by_benchmark(card.scores).items():
        files[folder / RESULTS / f"{stem}.yaml"] = to_yaml(entries)
    old = [*filter(Path.exists, [folder / README]), *_result_files(folder)]
    if old and not overwrite:
        raise FileError(str(old[0]), "already exists; overwrite=True replaces it")
    for file, text in files.items():
        _change_on_disk(file.parent, "made", lambda at: at.mkdir(parents=True, exist_ok=True))
        write_text(file, text, overwrite=overwrite)
    for file in old:
        if file not in files:
            _change_on_disk(file, "removed", Path.unlink)
    return folder


def _front_matter(readme: Path) -> tuple[dict[str, Any], str]:
    """The front matter of a README, with lines counted as in the file, and the text below."""
    text = read_text(readme)
    found = re.match(_FRONT_MATTER, text)
    if found is None and not text.lstrip().startswith("---"):
        return {}, text
    if found is None:
        problem = "the front matter is not closed by a second line of ---"
        raise ContentError(str(readme), problem)
    above = "\n" * (len(found[1].splitlines()) + 1)
    front = parse_yaml(readme, above + found[2])
    if not isinstance(front, dict | None):
        raise ContentError(str(readme), "the front matter must be a mapping of keys to values")
    return front or {}, text[found.end() :]


def _cached_id(folder: Path) -> str | None:
    """The id of a model in the cache of the Hub, where folders are named by hash."""
    path = str(folder.resolve())
    return read_model_name(path) if "models--" in path else None


def _result_files(folder: Path) -> list[Path]:
    """The files of results, by name."""
    return sorted(f for f in (folder / RESULTS).glob("*") if f.suffix in (".yaml", ".yml"))


def _read_results(file: Path) -> list[Any]:
    """The results in a file."""
    entries = parse_yaml(file, read_text(file))
    if not isinstance(entries, list):
        raise ContentError(str(file), "must be a list of results")
    return entries


def _read_config(file: Path) -> dict[str, Any]:
    """The content of config.json; empty if there is none."""
    if not file.exists():
        return {}
    config = parse_json(file, read_text(file))
    if not isinstance(config, dict):
        raise ContentError(str(file), "must be an object of keys and values")
    return config


def _take_out(node: dict[str, Any], key: str, kind: type[T]) -> T | None:
    """Take out the value of a key if it is of this kind; otherwise take nothing and return None."""
    return node.pop(key) if isinstance(node.get(key), kind) else None


def _only_name(index: list[Any]) -> str | None:
    """Take out the name of the only model of an index."""
    named = [model for model in index if isinstance(model, dict)]
    return _take_out(named[0], "name", str) if len(named) == 1 else None


def _inferred_tuning(name: str, remarks: list[str]) -> str:
    """The tuning by the name; "not stated", with a remark, if no word says it."""
    told = infer_tuning(name)
    if told is None:
        remarks.append("tuning: no source states it; set it with tuning=")
    return told or NOT_STATED


def _take_texts(front: dict[str, Any], key: str) -> tuple[str, ...]:
    """Take out the text or texts of a key."""
    value = front.get(key)
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
        return ()
    del front[key]
    return tuple(texts)


def _base_model(front: dict[str, Any]) -> str | None:
    """The base model, if there is only one, as a card is derived from one."""
    value = front.get("base_model")
    if isinstance(value, list) and len(value) > 1:
        return None
    return next(iter(_take_texts(front, "base_model")), None)


def _take_license(front: dict[str, Any]) -> License | None:
    """The license by its id, or by its name if the id is "other"."""
    stated = front.get("license")
    if isinstance(stated, list) and len(stated) == 1:
        front["license"] = stated[0]
    hf_id, name = text_of(front, "license"), text_of(front, "license_name")
    if hf_id is None and name is None:
        return None
    link = text_of(front, "license_link")
    for key, text in (("license", hf_id), ("license_name", name), ("license_link", link)):
        if text is not None:
            del front[key]
    title = name or hf_id or ""
    return License(
        name=title,
        hf_id=None if hf_id == "other" and name else hf_id,
        source=Source(title=title, url=link) if link else None,
    )


def _take_architecture(config: dict[str, Any], problems: list[str]) -> dict[str, Any]:
    """Architecture and context window from a configuration, or from its nested text model."""
    shape = read_shape(config)
    keys = {field: key for key, field in FIELDS.items()}
    built: dict[str, Any] = {}
    for field, value in shape.fields.items():
        made: dict[str, Any] = {field: value}
        where = f"{CONFIG}: {keys.get(field, field)}"
        if collect_error(problems, where, partial(Architecture, **made)) is not None:
            built |= made
    text = part_of(config, "text_config") or config
    for node in (text, part_of(text, "rope_parameters")):
        for key in shape.read & node.keys():
            del node[key]
    make_budget = partial(TokenBudget, context=shape.window)
    budget = collect_error(problems, f"{CONFIG}: {WINDOW}", make_budget)
    return {
        "architecture": Architecture(**built),
        "budget": budget or TokenBudget(),
        "dense": False if "experts" in built else None,
    }


def _remaining_pieces(
    front: dict[str, Any], results: dict[str, list[Any]], config: dict[str, Any]
) -> Iterator[tuple[str, Any]]:
    """What is left of each document, by file and key path, result by result."""
    for key, value in front.items():
        if key == "model-index" and isinstance(value, list):
            yield from _each_with_results(f"{README}: {key}", value)
        else:
            yield f"{README}: {key}", value
    for file, entries in results.items():
        yield from _each_with_results(f"{file}: ", entries)
    for key, value in config.items():
        yield f"{CONFIG}: {key}", value


def _each_with_results(where: str, items: list[Any]) -> Iterator[tuple[str, Any]]:
    """Each item of a list with its index, and each of its results separately."""
    for i, item in enumerate(items):
        results = list_of(item, "results")
        if results:
            del item["results"]
        yield f"{where}[{i}]", item
        yield from _each_with_results(f"{where}[{i}].results", results)


def _readme_of(card: ModelCard) -> str:
    """The README of a card: its front matter, and the text below it."""
    front: dict[str, Any] = {}
    lic = card.license
    if lic is not None:
        front["license"] = lic.hf_id or "other"
        front |= {"license_name": lic.name} if lic.name != lic.hf_id else {}
        front |= {"license_link": lic.source.url} if lic.source and lic.source.url else {}
    if card.derived_from is not None:
        base = catalog().get(card.derived_from)
        front["base_model"] = (base and base.hf_id) or card.derived_from
    if card.languages:
        front["language"] = list(card.languages)
    unmapped = dict(card.unmapped)
    text = unmapped.pop(README, "")
    kept: dict[str, Any] = {}
    for where, value in unmapped.items():
        key = where.removeprefix(f"{README}: ")
        native = key != where and key.partition("[")[0] not in (*_OWN, *front)
        (front if native else kept)[key if native else where] = parse_inline(where, value)
    front["llamacards"] = {"name": card.name, "tuning": card.tuning or NOT_STATED}
    config = _configuration_of(card)
    front["llamacards"] |= {"config": config} if config else {}
    front["llamacards"] |= {"unmapped": kept} if kept else {}
    return f"---\n{to_yaml(front)}---\n{text}"


def _configuration_of(card: ModelCard) -> dict[str, Any]:
    """Architecture and context window by the keys of config.json."""
    names = {**FIELDS, **dict(zip(OWN, OWN, strict=True))}
    shape = {key: getattr(card.architecture, field) for key, field in names.items()}
    window = card.budget.context
    shape[WINDOW] = window and format_bound(window.bound, f"{window.value:f}")
    return {key: value for key, value in shape.items() if value is not None}


def _change_on_disk(path: Path, done: str, change: Callable[[Path], object]) -> None:
    """Change a folder or file; raises FileError if the system refuses."""
    try:
        change(path)
    except OSError as error:
        raise FileError(str(path), f"cannot be {done}: {error.strerror}") from None
