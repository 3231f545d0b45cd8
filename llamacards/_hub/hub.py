"""Model cards of the Hugging Face Hub: front matter, results, configuration."""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterable, Iterator, Mapping
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from llamacards._catalog.builtin import catalog
from llamacards._catalog.names import words_of
from llamacards._catalog.tuning import infer_tuning
from llamacards._hub.configuration import FIELDS, OWN, WINDOW, read_shape
from llamacards._hub.repository import (
    CONFIG,
    READ_KEYS,
    README,
    TOLD,
    Repository,
    read_entries,
    result_names,
)
from llamacards._hub.results import (
    Place,
    agreed,
    collect_error,
    entry_figures,
    file_of,
    indexed_figures,
    list_of,
    models_meant,
    number_at,
    part_of,
    result_block,
    text_of,
)
from llamacards._hub.tables import table_scores
from llamacards._hub.yaml import same_values, to_inline
from llamacards._records.card import ModelCard
from llamacards._records.license import License
from llamacards._records.score import Score
from llamacards._records.specification import NOT_STATED, Architecture, TokenBudget, Tuning
from llamacards._records.task_names import TOLD_FIELDS, check_told
from llamacards._textfile import change_files, read_text, to_path
from llamacards._values.quantity import format_bound
from llamacards._values.source import Source
from llamacards._values.validation import check_kind
from llamacards._wording import short_repr
from llamacards.errors import (
    ContentError,
    FieldError,
    FileError,
    UnknownOptionError,
    UnmappedWarning,
)

_TABLES = "tables"
"""The place of scores in the text of a README, where nothing changes."""

_SETUPS = (*TOLD_FIELDS, "shots")
"""The fields of a setup that a user may add."""


def from_hub(
    path: str | Path,
    *,
    name: str | None = None,
    tuning: Tuning | None = None,
    unit: str | None = None,
    tables: bool = False,
    setups: Mapping[str, Mapping[str, Any]] | None = None,
) -> ModelCard:
    """
    The card in a README of the Hub, with the files beside it.

    It reads license, base model and languages of the front matter, `model-index`,
    `.eval_results/*.yaml`, and architecture and context window of `config.json`; of the text below
    the front matter only tables, on request. The files are kept whole in `files`. Whatever no field
    holds is listed in `unmapped`, by file and key path, with an UnmappedWarning.

    path: the README, or its folder.
    name: by default that of the repository in the cache of the Hub, of the model-index, or of the
    folder. The warning says if the model-index names another model than the folder.
    tuning: by default that of the built-in card with this name, else by a word in the name ("chat",
    "instruct", "it"), else unstated, with a warning.
    unit: the unit of accuracies and other shares, which no file states: "percent", or "fraction",
    which turns 0.666 into 66.6. By default a share above 1 is in percent; a share that may be
    either, and any other metric, keeps its digits under "unit not stated".
    tables: whether to read the scores of this model in the tables of the text (extra `verify`); the
    place of each is its section, row and column, and its setup is what labels state.
    setups: by data set, what a file does not state, of benchmark, subset, shots, cot and unit:
    {"openai/gsm8k": {"shots": 8, "cot": True}}. "Idavidrein/gpqa (diamond)" is a part of one.

    A figure that a document states twice, differently, under one setup stays off the card. So does
    the feed-forward width of anything but a plain Llama decoder, as it would give a wrong count of
    parameters.

    Raises FileError or ContentError, with everything that is wrong.
    """
    if unit not in (None, "percent", "fraction"):
        raise UnknownOptionError("unit", unit, ("percent", "fraction"))
    repository = Repository.read(path)
    told: dict[str, Any] = {"folder": repository.folder_name, "name": name, "tuning": tuning}
    told |= {"unit": unit, "tables": tables, "setups": _plain_setups(setups)}
    repository.texts[TOLD] = to_inline({key: value for key, value in told.items() if value})
    card, _, remarks = _read_card(repository)
    if remarks:
        warnings.warn(UnmappedWarning(str(repository.folder), *remarks), stacklevel=2)
    return card


def to_hub(card: ModelCard, folder: str | Path, *, overwrite: bool = False) -> Path:
    """
    Write a card for the Hub that from_hub() reads back, and return its folder.

    The files of a card from from_hub() are written as they were read. Only what has changed on the
    card since changes in them: keys of the front matter, and results. A name or tuning given to
    from_hub() is written; a unit or setups must be given again. A score in a table of the text
    cannot change here: change the text.

    Otherwise README.md has license, base model and languages in its front matter, and everything
    that the Hub has no key for (name, tuning, architecture and context window) under `llamacards`,
    which overrides config.json. `.eval_results` has one file per benchmark with a block for each
    score; whatever the Hub has no key for, such as the shots, is in its notes. A benchmark has the
    id of its data set if that is known, as the Hub ranks only those. All other fields of the card
    are left to dump().

    All files are written, or none. Raises FileError if there already is a README or a result;
    overwrite=True replaces them, and removes no other file. Raises ContentError for a score of a
    table that has changed.
    """
    check_kind("to_hub", "card", ModelCard, card)
    folder = to_path(folder)
    texts = _texts_of(card)
    old = [name for name in result_names(folder) if name not in texts]
    for name in old:
        _check_replaceable(folder / name, overwrite=overwrite)
    written = {folder / name: text for name, text in texts.items()}
    removed = [folder / name for name in old]
    change_files(written, removed, folder=folder, overwrite=overwrite)
    return folder


def _read_card(repository: Repository) -> tuple[ModelCard, dict[Place, Score], list[str]]:
    """The card of a repository, its scores by place, and what the user must know."""
    front, told, remarks = repository.front, repository.told, list[str]()
    if sum(bool(block.held) for block in repository.blocks) > 1:
        remarks.append(f"{README}: several blocks of front matter, of which the Hub reads one")
    name = told.get("name") or _stated_name(repository, remarks)
    source = Source(title=f"{name} model card")
    scores, refused = _read_scores(repository, name, source, remarks)
    problems: list[str] = []
    stated: dict[str, Any] = {
        "license": _read_license(front),
        "languages": _texts_at(front, "language"),
        "derived_from": _base_model(front),
        "tuning": told.get("tuning") or _stated_tuning(repository, remarks) or NOT_STATED,
        **_read_architecture(repository, problems),
    }
    unmapped = _unmapped(repository, name, scores, stated)
    make = partial(
        ModelCard,
        name=name,
        source=source,
        scores=dict.fromkeys(scores.values()),
        unmapped=[(where, to_inline(value)) for where, value in unmapped.items()],
        files=repository.texts.items(),
        **stated,
    )
    card = collect_error(problems, README, make)
    if card is None or problems:
        raise ContentError(str(repository.folder), *problems)
    for where, text in card.unmapped:
        remarks.append(f"{where}: {refused.get(where) or short_repr(text)}")
    return card, scores, remarks


def _stated_name(repository: Repository, remarks: list[str]) -> str:
    """
    The name that to_hub() wrote, or that of the cache, the model-index or the folder.

    A folder that shares most words with the name in the model-index is named after a model too, and
    overrides it: people copy the index of one model into the card of the next.
    """
    folder = text_of(repository.told, "folder") or "unnamed"
    index = list_of(repository.front, "model-index")
    indexed = text_of(index[0], "name") if len(index) == 1 else None
    own = text_of(repository.own, "name")
    if own is not None or indexed is None:
        return own or folder
    here, there = ({*words_of(named.rpartition("/")[2])} for named in (folder, indexed))
    if "/" not in folder and 2 * len(here & there) <= max(len(here), len(there)):
        return indexed
    if here != there:
        remarks.append(
            f"model-index: it names {short_repr(indexed)}, but the folder is {short_repr(folder)}"
        )
    return folder if "/" in folder or here != there else indexed


def _read_scores(
    repository: Repository, name: str, source: Source, remarks: list[str]
) -> tuple[dict[Place, Score], dict[str, str]]:
    """The scores of the figures that can be read, by place, and why others are refused."""
    unit, setups = repository.told.get("unit"), repository.told.get("setups", {})
    index = list_of(repository.front, "model-index")
    figures = [
        *indexed_figures(index, name, source, unit),
        *entry_figures(repository.results, source, unit),
    ]
    names = {name for figure in figures for name in figure.names}
    check_told("from_hub", setups, names, _SETUPS)
    read: list[tuple[Place, Score]] = []
    refused: dict[str, str] = {}
    for place, names_of_it, make in figures:
        said: dict[str, Any] = next((setups[n] for n in names_of_it if n in setups), {})
        try:
            score = make(said)
        except FieldError as error:
            refused[_where(place)] = str(error)
        else:
            read += [] if score is None else [(place, score)]
    if repository.told.get("tables"):
        found = table_scores(repository.text, name, source, unit, remarks)
        read += (((_TABLES, number), score) for number, score in enumerate(found))
    return agreed(read), refused


def _where(place: Place) -> str:
    """The file and key path of the result with a figure."""
    if place[0] == README:
        return f"{README}: model-index[{place[2]}].results[{place[4]}]"
    return f"{place[0]}: [{place[1]}]"


def _unmapped(
    repository: Repository, name: str, scores: Mapping[Place, Score], stated: Mapping[str, Any]
) -> dict[str, Any]:
    """What no field holds: keys, and results with a figure that is not on the card."""
    front, index = repository.front, list_of(repository.front, "model-index")
    read = {"llamacards"} if repository.own else set()
    read |= {key for key in READ_KEYS if key.startswith("license") and stated["license"]}
    read |= {"language"} if stated["languages"] else set()
    read |= {"base_model"} if stated["derived_from"] else set()
    read |= {"model-index"} if index else set()
    left = {f"{README}: {key}": value for key, value in front.items() if key not in read}
    meant = models_meant(index, name)
    for i, model in enumerate(index):
        if i not in meant or not isinstance(model.get("results"), list):
            left[f"{README}: model-index[{i}]"] = model
            continue
        for j, result in enumerate(model["results"]):
            place = (README, "model-index", i, "results", j, "metrics")
            placed = [(*place, k) in scores for k, _ in enumerate(list_of(result, "metrics"))]
            if not placed or not all(placed):
                left[f"{README}: model-index[{i}].results[{j}]"] = result
    for file, entries in repository.results.items():
        places = ((file, i) for i, _ in enumerate(entries))
        left |= {_where(p): entries[p[1]] for p in places if p not in scores}
    shape = read_shape(repository.config)
    left |= {f"{CONFIG}: {k}": v for k, v in repository.config.items() if k not in shape.read}
    return {where: value for where, value in left.items() if value not in (None, "", [], {})}


def _stated_tuning(repository: Repository, remarks: list[str]) -> str | None:
    """The tuning that to_hub() wrote, or that the name implies."""
    name = repository.told.get("name") or _stated_name(repository, [])
    tuning = repository.own.get("tuning") or infer_tuning(name)
    if tuning is None:
        remarks.append("tuning: no source states it; set it with tuning=")
    return tuning


def _texts_at(front: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The text or texts of a key; none if there is anything else."""
    value = front.get(key)
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(t, str) and t.strip() for t in texts):
        return ()
    return tuple(texts)


def _base_model(front: Mapping[str, Any]) -> str | None:
    """The base model; None if there are several, as a card is derived from one."""
    texts = _texts_at(front, "base_model")
    return texts[0] if len(texts) == 1 else None


def _read_license(front: Mapping[str, Any]) -> License | None:
    """The license by its id, or by its name if the id is "other"."""
    listed = _texts_at(front, "license")
    hf_id, name = listed[0] if len(listed) == 1 else None, text_of(front, "license_name")
    title = name or hf_id
    if title is None:
        return None
    link = text_of(front, "license_link")
    return License(
        name=title,
        hf_id=None if hf_id == "other" and name else hf_id,
        source=Source(title=title, url=link) if link else None,
    )


def _read_architecture(repository: Repository, problems: list[str]) -> dict[str, Any]:
    """Architecture and context window from a configuration, or from its nested text model."""
    own = part_of(repository.own, "config")
    shape, keys = read_shape(repository.config), {FIELDS.get(key, key): key for key in _KEYS}
    fields = shape.fields | read_shape(own).fields
    window = own.get(WINDOW, shape.window)
    built: dict[str, Any] = {}
    for field, value in fields.items():
        key = keys.get(field, field)
        made: dict[str, Any] = {} if own.get(key, value) is None else {field: value}
        if collect_error(problems, f"{CONFIG}: {key}", partial(Architecture, **made)) is not None:
            built |= made
    make_budget = partial(TokenBudget, context=window)
    budget = collect_error(problems, f"{CONFIG}: {WINDOW}", make_budget)
    return {
        "architecture": Architecture(**built),
        "budget": budget or TokenBudget(),
        "dense": False if "experts" in built else None,
    }


_KEYS = (*FIELDS, *OWN)


def _plain_setups(setups: Any) -> dict[str, dict[str, Any]]:
    """The setups as plain values, which a card can keep."""
    said = {} if setups is None else setups
    check_told("from_hub", said, said if isinstance(said, Mapping) else (), _SETUPS)
    plain = {task: dict(fields) for task, fields in said.items()}
    values = [value for fields in plain.values() for value in fields.values()]
    if not all(isinstance(value, str | int | None) for value in (*plain, *values)):
        raise FieldError("from_hub", "setups", "of plain values", setups)
    return plain


def _check_replaceable(path: Path, *, overwrite: bool) -> None:
    """Refuse to remove a results file without overwrite=True, or any other file."""
    if not overwrite:
        raise FileError(str(path), "already exists; overwrite=True replaces it")
    try:
        entries = read_entries(path, read_text(path))
    except ContentError:
        entries = [None]
    if entries and not any(part_of(entry, "dataset") for entry in entries):
        raise FileError(str(path), "holds no results, so it is not removed; move it elsewhere")


def _texts_of(card: ModelCard) -> dict[str, str]:
    """The texts of the files of a card: those that it was read from, with its changes."""
    repository = Repository(dict(card.files))
    before, named = ModelCard(name="unknown"), dict[str, str]()
    places: Mapping[Place, Score] = {}
    if card.files:
        before, places, _ = _read_card(repository)
        named = _names_of(_stated_name(repository, []), _stated_tuning(repository, []))
    front = _with_changes(repository.front, _front_of(before), _front_of(card))
    own = _with_changes(repository.own, named, _names_of(card.name, card.tuning))
    config = part_of(own, "config")
    config = _with_changes(config, _configuration_of(before), _configuration_of(card))
    own |= {"config": config} if config else {}
    front |= {"llamacards": own} if own else {}
    # Entries go before others change, so that no entry takes the place and comments of another.
    for state in _with_scores({README: front, **repository.results}, places, card.scores):
        repository = Repository(repository.changed(state))
    return repository.texts


def _with_changes(
    held: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """The held keys, with the changes from the old values to the new ones."""
    kept = {key: value for key, value in held.items() if key in now or key not in was}
    new = (key for key in now if key not in was or not same_values(was[key], now[key]))
    return kept | {key: now[key] for key in new}


def _with_scores(
    held: dict[str, Any], places: Mapping[Place, Score], scores: Iterable[Score]
) -> Iterator[dict[str, Any]]:
    """
    The front matter and results without removed scores; and then with these.

    places: the scores that were read, by place. scores: those to write.
    """
    now = {_exactly(score): score for score in scores}
    gone = {place: score for place, score in places.items() if _exactly(score) not in now}
    for score in (score for place, score in gone.items() if place[0] == _TABLES):
        printed = f"{score.setup.label()} {score.text}"
        raise ContentError(README, f"{printed} is in a table, which to_hub() does not change")
    alike: dict[str, dict[Place, Score]] = {}
    for place, score in gone.items():
        alike.setdefault(score.setup.name.casefold(), {})[place] = score
    read = {*map(_exactly, places.values())}
    changed = deepcopy(held)
    new = [
        score
        for key, score in now.items()
        if key not in read
        and not _is_put_in_place(changed, alike.get(score.setup.name.casefold(), {}), score)
    ]
    left = {place for places in alike.values() for place in places}
    for state in (held, changed):
        kept = {name: _without(value, left, (name,)) for name, value in state.items()}
        kept = {name: value for name, value in kept.items() if value is not _GONE}
        yield kept
    for score in new:
        kept.setdefault(file_of(score), []).append(result_block(score))
    yield kept


def _exactly(score: Score) -> tuple[Score, str]:
    """A score with its digits, as 82.0 is more exact than 82."""
    return score, str(score.value)


def _is_put_in_place(whole: Any, alike: dict[Place, Score], score: Score) -> bool:
    """
    Whether a changed score can be written into the entries of an old one; if so, it is.

    alike: the removed scores of its benchmark and part; those that it takes the place of go.
    The entry keeps its data set and everything that was not read, except the proof of the old
    value. An entry whose value was converted cannot be changed, nor can an entry of a model-index
    if more than its value differs.
    """
    taken: Score | None = None
    now = result_block(score)
    for place, old in [*alike.items()]:
        if taken not in (None, old):
            continue
        entry, then = whole, result_block(old)
        for key in place:
            entry = entry[key]
        changed = {k for k in then | now if not same_values(then.get(k), now.get(k))}
        indexed = place[0] == README
        takes = changed == {"value"} and (old.value > 1) == (score.value > 1)
        if number_at(entry, "value") != old.value or indexed > takes:
            continue
        changed -= {"dataset"}
        for key in (*changed, *["verifyToken"] * ("value" in changed)):
            entry.pop(key, None)
        entry |= {key: now[key] for key in changed & now.keys()}
        del alike[place]
        taken = old
    return taken is not None


_GONE = object()
"""A removed entry."""


def _without(value: Any, gone: Container[Place], place: Place) -> Any:
    """The value without the entries at these places, and without lists that this empties."""
    if place in gone:
        return _GONE
    if isinstance(value, dict):
        left = {key: _without(v, gone, (*place, key)) for key, v in value.items()}
        kept = {key: v for key, v in left.items() if v is not _GONE}
        return kept if len(kept) == len(left) or len(place) == 1 else _GONE
    if isinstance(value, list) and value:
        items = (_without(v, gone, (*place, i)) for i, v in enumerate(value))
        return [v for v in items if v is not _GONE] or _GONE
    return value


def _front_of(card: ModelCard) -> dict[str, Any]:
    """License, base model and languages of a card, by the keys of the Hub."""
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
    return front


def _names_of(name: str, tuning: str | None) -> dict[str, str]:
    return {"name": name, "tuning": tuning or NOT_STATED}


def _configuration_of(card: ModelCard) -> dict[str, Any]:
    """Architecture and context window by the keys of config.json; None if unknown."""
    names = {**FIELDS, **dict(zip(OWN, OWN, strict=True))}
    shape = {key: getattr(card.architecture, field) for key, field in names.items()}
    window = card.budget.context
    return shape | {WINDOW: window and format_bound(window.bound, f"{window.value:f}")}
