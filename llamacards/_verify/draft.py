"""Publications drafted from the tables of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import evolve

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.names import words_of
from llamacards._catalog.table_figures import LOWER, TableFigure, read_table_figures
from llamacards._catalog.tuning import infer_tuning
from llamacards._records.card import ModelCard
from llamacards._records.document import Text
from llamacards._records.document_cells import cell_place
from llamacards._records.publication import Publication, Sentence, Table
from llamacards._records.score import read_figure
from llamacards._records.specification import NOT_STATED
from llamacards._textfile import read_text, to_path
from llamacards._values.source import Source
from llamacards._values.validation import read_decimal
from llamacards._verify.models import TUNED, names_quantized
from llamacards._verify.readings import Reading
from llamacards._verify.verify import read_table
from llamacards.errors import LlamaCardsError

_NO_MODELS = frozenset(
    {
        *("acc", "average", "avg", "baseline", "chance", "change", "human", "mean", "metric", "n"),
        *("random", "result", "results", "score", "scores", "std", "stderr", "value", "values"),
        "version",
    }
)
"""Words of labels that do not name a model."""


_DIFFERENCES = frozenset({"delta", "diff", "difference", "gain", "improvement", "vs", "δ"})


_BASE = re.compile(r"\bbase\b|pre-?trained", re.IGNORECASE)


_NEVER = 99


_FORMATS = re.compile(r"\b(bf16|fp16|fp8|int4|int8)\b|^meta-", re.IGNORECASE)
"""Words that a label may add to the name of a model."""


def draft(
    path: str | Path, *, url: str | None = None, catalog: Catalog | None = None
) -> tuple[Publication, tuple[str, ...]]:
    """
    A publication from the tables of a document, and what it leaves out, with reasons.

    It has only scores, each with its section, row and column, that are found there again. Unknown
    models are introduced without a tuning.

    Raises FileError if the document cannot be read, and MissingExtraError without the extra
    `verify`.
    """
    file = to_path(path)
    document = Text(path=file, text=read_text(file))
    source = Source(title=document.title or file.name, url=url)
    remarks: list[str] = []
    known = or_builtin(catalog)
    new: dict[str, ModelCard] = {}
    tables: list[Table] = []
    reread = partial(read_table, source=source, document=document)
    for _, grouped in groupby(read_table_figures(document, remarks), lambda f: id(f.table)):
        figures = [*grouped]
        if not figures[0].table.section:
            remarks.append("a table that no heading cites, before the first one")
            continue
        names = _cards_of_labels(figures, document.title, known, new, remarks)
        drafts, stated = _drafts_of(figures, names, document, source)
        for drafted in drafts:
            tables += _reread_parts(drafted, stated, reread, remarks)
    used = {name for table in tables for names in table.named_cards for name in names}
    cards = [card for name, card in new.items() if name in used]
    publication = Publication(source=source, cards=cards, tables=tables)
    return publication, tuple(dict.fromkeys(remarks))


def _cards_of_labels(
    figures: Sequence[TableFigure],
    title: str,
    known: Catalog,
    new: dict[str, ModelCard],
    remarks: list[str],
) -> dict[str, str]:
    """The cards that the labels of a table name; unknown ones are new."""
    labels = dict.fromkeys(figure.model for figure in figures)
    headings = [h for h in figures[0].table.headings if h != title]
    tuned = _says_tuned(headings, labels)
    names: dict[str, str] = {}
    for label in labels:
        fitting = _cards_fitting(label, known, tuned=tuned)
        words = {*words_of(label)}
        if fitting:
            names[label] = fitting
        elif fitting is None and words - _NO_MODELS and not words & _DIFFERENCES:
            card = _new_card(label)
            names[label] = new.setdefault(card.name, card).name
        else:
            one = "" if fitting is None else "one "
            remarks.append(f'"{label}" names no {one}model, {figures[0].table.where}')
    return names


def _says_tuned(headings: Sequence[str], labels: Iterable[str]) -> bool | None:
    """Whether the models of a table are tuned, by the nearest heading or label that says so."""
    for heading in reversed(headings):
        if TUNED.search(heading):
            return True
        if _BASE.search(heading):
            return False
    return True if any(map(names_quantized, labels)) else None


def _squeeze(label: str) -> str:
    plain = re.sub(r"\binst\b\.?", "instruct", _FORMATS.sub("", label), flags=re.IGNORECASE)
    return "".join(words_of(plain))


def _cards_fitting(label: str, known: Catalog, *, tuned: bool | None) -> str | None:
    """The name of the card that a label means; "" if several fit, None if none does."""
    wanted = True if TUNED.search(label) else tuned
    try:
        card = known.lookup(label)
    except LlamaCardsError:
        card = None
    if card is not None and (wanted is None or card.tuned in (wanted, None)):
        return card.name
    fitting: dict[str, int] = {}
    squeezed = _squeeze(label)
    for card in known.values():
        rest, missing = squeezed, []
        for word in sorted(words_of(card.title), key=len, reverse=True):
            missing += [] if word in rest else [word]
            rest = rest.replace(word, "", 1)
        if not rest:
            fits = not any(map(_tells_apart, missing)) and card.tuned in (wanted or False, None)
            fitting[card.name] = len(missing) if fits else _NEVER
    fewest = min(fitting.values(), default=None)
    best = [name for name, missing in fitting.items() if missing == fewest != _NEVER]
    return best[0] if len(best) == 1 else "" if fitting else None


def _tells_apart(word: str) -> bool:
    """Whether a word of a title must be in a label: family, version and size."""
    return word == "llama" or any(map(str.isdigit, word))


def _new_card(label: str) -> ModelCard:
    """A card with only a name, and a tuning if the name says it."""
    title = label.strip(" ^†‡§")
    return ModelCard(
        name=re.sub(r"[^\w.+]+", "-", title.casefold()).strip("-."),
        title=title,
        family="Llama" if words_of(title)[0] == "llama" else None,
        tuning=infer_tuning(title) or NOT_STATED,
    )


class _Draft:
    """A table being drafted: what its columns and rows name, and its figures by place."""

    def __init__(self) -> None:
        self.columns: dict[str, Any] = {}
        self.rows: dict[str, Any] = {}
        self.cells: dict[tuple[str, str], str] = {}

    def takes(self, row: str, column: str, subjects: tuple[Any, Any]) -> bool:
        """Whether a figure may be added: its labels are new, or name the same as before."""
        named = self.rows.get(row, subjects[0]), self.columns.get(column, subjects[1])
        return named == subjects and (row, column) not in self.cells

    def table(self, rows: Iterable[str], columns: Sequence[str], **stated: Any) -> Table:
        """The table with some rows and columns."""
        return Table(
            columns={column: self.columns[column] for column in columns},
            rows={
                row: (self.rows[row], tuple(self.cells.get((row, c), "-") for c in columns))
                for row in rows
            },
            **stated,
        )


def _drafts_of(
    figures: Sequence[TableFigure], names: Mapping[str, str], document: Text, source: Source
) -> tuple[list[_Draft], dict[str, Any]]:
    """The drafted tables of a table: as many as needed for each label to name one thing."""
    heads = figures[0].table.heads
    drafts: list[_Draft] = []
    stated: dict[str, Any] = {}
    follows: dict[str, Sentence] = {}
    lower = _sentences_on_direction(document.prose_at(figures[0].table.section))
    for figure in figures:
        if figure.model not in names:
            continue
        by_column = figure.models == "columns"
        stated |= {"section": figure.table.section, "models": figure.models}
        label = figure.row if by_column else figure.column
        setup = figure.setup
        for words in _words_on(label, lower)[:1]:
            setup = evolve(setup, lower_is_better=True)
            follows[label] = Sentence(source=source.at(figure.table.section), words=words)
        name = names[figure.model]
        subjects = (setup, name) if by_column else (name, setup)
        fitting = (d for d in drafts if d.takes(figure.row, figure.column, subjects))
        draft = next(fitting, None)
        if draft is None:
            draft = _Draft()
            drafts.append(draft)
        draft.rows[figure.row], draft.columns[figure.column] = subjects
        draft.cells[figure.row, figure.column] = figure.text
    for draft in drafts:
        draft.columns = {h: draft.columns[h] for h in heads if h in draft.columns}
    return drafts, stated | {"follows": follows}


def _sentences_on_direction(passage: str) -> list[tuple[str, str]]:
    """The sentences that say of something that lower is better, and in which words."""
    sentences = re.split(r"(?<=[.;])\s", passage)
    return [(said, found[0]) for said in sentences if (found := LOWER.search(said))]


def _words_on(label: str, sentences: Iterable[tuple[str, str]]) -> list[str]:
    """The words of the sentences that name a label."""
    named = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
    return [words for said, words in sentences if named.search(said)]


def _reread_parts(
    draft: _Draft,
    stated: dict[str, Any],
    reread: Callable[[Table], Iterable[Reading]],
    remarks: list[str],
) -> Iterator[Table]:
    """A drafted table without figures that are not found again, split by its columns."""
    whole = draft.table(draft.rows, [*draft.columns], **stated | {"follows": {}})
    readings = {reading.source.place: reading for reading in reread(whole)}
    parts: dict[tuple[str, ...], list[str]] = {}
    for row in draft.rows:
        kept = []
        for column in draft.columns:
            place = cell_place(whole.section, row, column)
            reading = readings.get(place)
            setup = draft.rows[row] if whole.models == "columns" else draft.columns[column]
            if reading and not (
                reading.verdict == "re-read" and _is_figure(reading.stated, setup.unit)
            ):
                remarks.append(f"{reading.printed}, which is not a plain figure, {place}")
            else:
                kept.append(column)
        parts.setdefault(tuple(kept), []).append(row)
    for columns, rows in parts.items():
        if any((row, column) in draft.cells for row in rows for column in columns):
            follows = {k: said for k, said in stated["follows"].items() if k in (*rows, *columns)}
            yield draft.table(rows, columns, **stated | {"follows": follows})


def _is_figure(stated: str | None, unit: str) -> bool:
    """Whether a cell has a value of its unit without an interval, as no table states its level."""
    value, _, interval = read_figure(stated)
    number = read_decimal(value)
    fits = number is not None and (unit != "percent" or 0 <= number <= 100)
    return stated == "-" or (fits and interval is None)
