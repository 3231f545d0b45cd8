"""Made-up cards and publications, so that correcting a figure breaks no test of logic."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import llamacards as lc
from llamacards._tables.displayable import Displayable
from llamacards._tables.text import to_text

OLD = lc.Source(title="Old report", publisher="Acme", published="2023-01-01")
NEW = lc.Source(title="New report", publisher="Acme", published="2024-01-01")
SHAPE = lc.Architecture(
    layers=2,
    hidden=8,
    heads=4,
    kv_heads=2,
    head_dim=2,
    ffn=16,
    vocabulary=10,
    tied_embeddings=False,
)


def in_shell(table: Displayable, width: int = 100) -> str:
    """What a command prints of a table."""
    return to_text(attrs.evolve(table._sheet(), in_shell=True), width=width)


def score(
    benchmark: str = "MMLU", value: str = "50.0", *, source: lc.Source | str = OLD, **details: Any
) -> lc.Score:
    """A score with everything stated: 5-shot, no chain of thought, by accuracy."""
    stated: dict[str, Any] = {"shots": 5, "cot": False, "metric": "acc"} | details
    return lc.Score.of(benchmark, value, source=source, **stated)


def card(name: str = "acme-8b", *scores: lc.Score, **fields: Any) -> lc.ModelCard:
    """A card of one's own."""
    return lc.ModelCard(name=name, scores=scores, **fields)


def publication(*tables: lc.Table, **fields: Any) -> lc.Publication:
    """A publication of 2023 that introduces acme-8b and acme-8b-instruct."""
    cards = [
        lc.ModelCard(name="acme-8b", title="Acme 8B", size="8B"),
        lc.ModelCard(
            name="acme-8b-instruct", title="Acme 8B Instruct", size="8B", tuning="instruct"
        ),
    ]
    stated: dict[str, Any] = {"source": OLD, "cards": cards, "tables": tables}
    return lc.Publication(**(stated | fields))


def table(**fields: Any) -> lc.Table:
    """A table with one column, acme-8b, and one row, MMLU."""
    mmlu = lc.EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="acc")
    shape: dict[str, Any] = {
        "section": "Results",
        "columns": {"Acme": "acme-8b"},
        "rows": {"MMLU": (mmlu, "50.0")},
    }
    return lc.Table(**(shape | fields))


sources = st.sampled_from([OLD, NEW, lc.Source(title="Undated notes")])
setups = st.builds(
    lc.EvalSetup,
    benchmark=st.sampled_from(["MMLU", "mmlu", "BBH", "ARC-C"]),
    subset=st.sampled_from([None, "STEM", "v2"]),
    shots=st.sampled_from([None, "0", "5"]),
    cot=st.sampled_from([None, True, False]),
    metric=st.sampled_from([None, "acc", "em"]),
    unit=st.sampled_from(["percent", "rating"]),
)
scores = st.builds(
    lc.Score,
    setup=setups,
    value=st.decimals(0, 100, places=1),
    source=sources,
    protocol=st.one_of(st.none(), sources),
    since=st.sampled_from([None, "2024-06-01"]),
)


def _a_card(name: str, tuning: Any, stated: list[lc.Score]) -> lc.ModelCard:
    return lc.ModelCard(name=name, tuning=tuning, scores=stated)


@st.composite
def cards(draw: st.DrawFn) -> list[lc.ModelCard]:
    """A few cards with names of their own and scores of all kinds."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, unique=True))
    return [
        _a_card(
            name,
            draw(st.sampled_from(["base", "chat", "instruct", None])),
            draw(st.lists(scores, max_size=8, unique_by=lambda s: (s.setup, s.source))),
        )
        for name in names
    ]


class Broken:
    """An object whose repr fails."""

    def __repr__(self) -> str:
        raise ZeroDivisionError


def nested(deep: int) -> list[Any]:
    """Lists in one another."""
    inner: list[Any] = []
    for _ in range(deep):
        inner = [inner]
    return inner


def same_examples(many: int) -> settings:
    """So many examples, which are the same in every run."""
    return settings(
        max_examples=many,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
