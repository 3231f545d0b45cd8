"""Flat records: one dict for each stated fact, for any other tool."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llamacards._catalog.rows import row_key, tuning_group
from llamacards._catalog.uncertainty import standard_error
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact, ModelCard
from llamacards._records.license import License, Term
from llamacards._records.score import Score
from llamacards._tables.flat import KEYS, Flat
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source


def score_record(score: Score, benchmark: Benchmark | None) -> Flat:
    """A score, with its standard error and how many items it is of, as far as they are known."""
    setup = score.setup
    error = score.error
    if error is None:
        computed = standard_error(score, benchmark)
        error = None if computed is None else round(Decimal(computed), 4)
    return blank_record(score.source) | {
        "section": "scores",
        "benchmark": setup.benchmark,
        "subset": setup.subset,
        "shots": setup.shots,
        "cot": setup.cot,
        "metric": setup.metric,
        "value": score.value,
        "unit": setup.unit,
        "bound": score.bound,
        "standard_error": error,
        "items": None if benchmark is None else benchmark.items,
        "text": score.text,
        "note": score.note,
    }


def fact_record(fact: Fact) -> Flat:
    """A fact as a flat record."""
    flat = blank_record(fact.source) | {
        "section": "license" if fact.field == "license" else "spec",
        "field": fact.field,
        "text": fact.text,
        "note": fact.note,
        "row_key": f"spec|{fact.field}",
    }
    if isinstance(fact.value, Quantity):
        flat |= {"value": fact.value.value, "bound": fact.value.bound}
    elif isinstance(fact.value, int) and not isinstance(fact.value, bool):
        flat |= {"value": Decimal(fact.value), "bound": "exactly"}
    return flat


def term_record(term: Term, license: License | None) -> Flat:
    """A term of a license as a flat record."""
    value = None if term.value == term.brief else term.value
    more = f"see {term.source}" if term.source else None
    return blank_record(license.source if license else None) | {
        "section": "license",
        "field": term.topic,
        "text": term.text,
        "place": term.clause,
        "note": "; ".join(filter(None, (value, term.summary, more))) or None,
        "row_key": f"license|{term.topic}",
    }


def blank_record(source: Source | None) -> Flat:
    """A record with nothing but its source."""
    flat: Flat = dict.fromkeys(KEYS)
    if source is not None:
        published = source.published and source.published.isoformat()
        flat |= {
            "source": source.title,
            "url": source.url,
            "published": published,
            "place": source.place,
        }
    return flat


def flat_record(
    card: ModelCard,
    stated: Score | Fact | Term,
    license: License | None = None,
    benchmark: Benchmark | None = None,
) -> dict[str, Any]:
    """One statement on one card: of a license its terms, of a benchmark a score."""
    if isinstance(stated, Score):
        key = None if stated.doubtful else str(row_key(stated, tuned=tuning_group(card)))
        flat = score_record(stated, benchmark) | {"row_key": key}
    elif isinstance(stated, Fact):
        flat = fact_record(stated)
    else:
        flat = term_record(stated, license)
    return flat | {"model": card.name, "tuning": card.tuning}
