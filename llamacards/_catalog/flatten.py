"""Flat records: one dict for each statement, for other tools."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llamacards._catalog.rows import row_key, tuning_group
from llamacards._catalog.uncertainty import asked_items, standard_error
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact, ModelCard
from llamacards._records.license import License, Term
from llamacards._records.score import Score
from llamacards._tables.flat import KEYS, MOST_KEPT, NOTHING_SHARED, Flat, FlatParts
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source
from llamacards._values.validation import exact_float, fixed_text


class Flattener:
    """
    Makes flat records in two parts: shared fields and own fields.

    The records of one setup and document share most fields, which are made and written as JSON only
    once.
    """

    def __init__(self) -> None:
        # The keys are ids of objects that the parts keep alive, so that no id is reused.
        self._shared: dict[tuple[Any, ...], tuple[Flat, tuple[Any, ...]]] = {}

    def parts_of(
        self,
        card: ModelCard,
        stated: Score | Fact | Term,
        license: License | None = None,
        benchmark: Benchmark | None = None,
    ) -> FlatParts:
        """A statement about one card: a fact, a score or a license term."""
        if isinstance(stated, Score):
            shared, own = self.score_parts(
                stated, benchmark, group=tuning_group(card), tuning=card.tuning
            )
        else:
            shared = NOTHING_SHARED
            own = fact_record(stated) if isinstance(stated, Fact) else term_record(stated, license)
            own["tuning"] = card.tuning
        own["model"] = card.name
        return shared, own

    def score_parts(
        self,
        score: Score,
        benchmark: Benchmark | None,
        *,
        group: bool | str | None = None,
        tuning: str | None = None,
    ) -> FlatParts:
        """
        A score, with its standard error and number of items, as far as known.

        group, tuning: those of its card; a score without a card has no row.
        """
        kept = (score.setup, score.source, score.protocol)
        place = (*map(id, kept), group, tuning)
        found = self._shared.get(place)
        if found is None:
            if len(self._shared) >= MOST_KEPT:
                self._shared.clear()
            shared = _setup_record(score)
            shared["tuning"] = tuning
            if group is not None:
                shared["row_key"] = str(row_key(score, tuned=group))
            found = self._shared[place] = shared, kept
        own: Flat = {
            "value": score.value,
            "bound": score.bound,
            "interval": score.interval,
            "level": score.level,
            "standard_error": _known_error(score, benchmark),
            "items": asked_items(score, benchmark),
            "text": score.text,
            "note": score.note,
        }
        if score.doubtful:
            own["row_key"] = None
        return found[0], own


def _setup_record(score: Score) -> Flat:
    setup = score.setup
    return blank_record(score.source) | {
        "section": "scores",
        "benchmark": setup.benchmark,
        "subset": setup.subset,
        "shots": setup.shots,
        "cot": setup.cot,
        "metric": setup.metric,
        "unit": setup.unit,
        "lower_is_better": setup.lower_is_better,
    }


def _known_error(score: Score, benchmark: Benchmark | None) -> Decimal | None:
    if score.error is not None:
        return score.error
    if benchmark is None and score.interval is None:
        return None
    computed = standard_error(score, benchmark)
    return None if computed is None else Decimal(fixed_text(exact_float(computed), 4))


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
    """A record with only its source."""
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
