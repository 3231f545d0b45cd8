"""Scores in the tables of a README, which state their places and little else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from attrs import evolve

from llamacards._catalog.table_figures import (
    TableFigure,
    is_metric,
    is_share,
    read_table_figures,
    squeeze_name,
    unit_of,
)
from llamacards._hub.repository import README
from llamacards._hub.results import collect_error
from llamacards._records.document import Text
from llamacards._records.score import UNSTATED_UNIT, EvalSetup, Score
from llamacards._values.source import Source

_NO_NAME = frozenset(
    {"our model", "ours", "result", "results", "score", "scores", "this model", "value"}
)
"""Heads of figures of the README's own model, as they name no other."""


def table_scores(
    text: str, name: str, source: Source, unit: str | None, remarks: list[str]
) -> Iterator[Score]:
    """
    The scores of its own model in the tables of a README, each with its place.

    A column or row belongs to this model if its label is the name of the card, the title of the
    README or not a name, such as "Value". Other models are skipped.
    """
    document = Text(path=Path(README), text=text)
    own = {squeeze_name(written) for written in (name, name.rpartition("/")[2], document.title)}
    skipped: list[str] = []
    stated: dict[EvalSetup, list[Score]] = {}
    for _, grouped in groupby(read_table_figures(document, skipped), lambda f: id(f.table)):
        figures = [*grouped]
        mine = [figure for figure in figures if _is_own(figure, own)]
        if not mine:
            skipped.append(f"no label of a table names this model, {figures[0].table.where}")
        for figure in mine:
            make = partial(_score_of, figure, source, unit)
            score = collect_error(remarks, f"{README}: {figure.place}", make)
            if score is not None:
                stated.setdefault(score.setup, []).append(score)
    remarks += (f"{README}: {reason}" for reason in dict.fromkeys(skipped))
    for scores in stated.values():
        places = "; ".join(str(score.source.place) for score in scores)
        if len({score.value for score in scores}) > 1:
            remarks.append(f"{README}: several figures under one setup: {places}")
        else:
            yield scores[0].at(places)


def _is_own(figure: TableFigure, own: Iterable[str]) -> bool:
    """Whether a figure belongs to the model with these names."""
    label = figure.model
    return squeeze_name(label) in own or label.casefold() in _NO_NAME or is_metric(label)


def _score_of(figure: TableFigure, source: Source, word: str | None) -> Score:
    """A figure as a score, in the printed unit or the one that the user gives."""
    setup = figure.setup
    if setup.metric is None and is_metric(figure.model):
        setup = evolve(setup, metric=figure.model.casefold())
    unit = setup.unit
    if unit == UNSTATED_UNIT and is_share(setup.benchmark, setup.metric):
        unit = word or unit_of(setup.benchmark, setup.metric, "", [figure.cell.text])
    value, interval, _ = figure.text.partition("±")
    return Score.of(
        setup.benchmark,
        value,
        subset=setup.subset,
        shots=setup.shots,
        cot=setup.cot,
        metric=setup.metric,
        unit=unit,
        lower_is_better=setup.lower_is_better,
        note=f"printed as {figure.text}" if interval else None,
        source=source.at(figure.place),
    )
