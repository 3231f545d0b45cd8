"""The summary of a comparison, in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import evolve

from llamacards._catalog.uncertainty import Tally
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard
from llamacards._records.score import Score
from llamacards._wording import counted, join_words

NOT_APART = ("within noise", "open")

NAMED = 4
"""This many models that are best in rows are named; others are counted."""


def summary_of(cards: Sequence[ModelCard], rows: Sequence[Row]) -> str:
    """
    Which model is better in how many rows; "" if there is nothing to compare.

    rows: the rows of scores.
    """
    compared = [row for row in rows if row.best_scores]
    if len(cards) < 2 or not any(card.scores for card in cards):
        return ""
    if not compared:
        return f"No row is comparable: {_why_none(cards, rows)}."
    if len(cards) == 2:
        return _summary_of_two(cards[0], cards[1], compared)
    return _summary_of_many(cards, compared)


def _why_none(cards: Sequence[ModelCard], rows: Sequence[Row]) -> str:
    if any(len(row.scores) > 1 for row in rows):
        return "the sources do not say whether higher or lower is better"
    if {card.tuned for card in cards} >= {True, False}:
        return "base and tuned models never share one"
    return "no two of these models report a benchmark under one setup"


def _summary_of_two(first: ModelCard, second: ModelCard, rows: Sequence[Row]) -> str:
    """How the model that is ahead in more rows compares with the other."""
    there = Tally(**Counter(_place_of(row, *reversed(row.scores)) for row in rows))
    if there.ahead >= there.behind:
        name, other, counts = second, first, there
    else:
        name, other = first, second
        counts = there._replace(ahead=there.behind, behind=there.ahead)
    if not counts.rows:
        across = f"{counted(counts.across, 'row')} across documents"
        return (
            f"No row has figures of {first.title} and {second.title} from one document; {across}."
        )
    more = f" {counted(counts.across, 'more row')} across documents." if counts.across else ""
    more += _repeated(rows)
    if not counts.ahead and not counts.behind:
        return (
            f"{first.title} and {second.title} cannot be told apart in "
            f"{counted(counts.rows, 'row')} ({counts.level}).{more}"
        )
    return f"{name.title} is {counts.beside(other.title)}.{more}"


def _repeated(rows: Sequence[Row]) -> str:
    """Which benchmarks are counted more than once, as they were run in several ways."""
    setups = [row.setup for row in rows if row.setup is not None]
    numbers = Counter((setup.benchmark, setup.subset) for setup in setups)
    several = [" ".join(filter(None, name)) for name, number in numbers.items() if number > 1]
    if not several:
        return ""
    if len(several) > NAMED:
        return f" {len(several)} benchmarks have several rows."
    return f" {join_words(several, 'and')} {'have' if several[1:] else 'has'} several rows."


def _place_of(row: Row, mine: Score, theirs: Score) -> str:
    """The count that a row belongs to."""
    if mine.source != theirs.source:
        return "across"
    verdict = row.cells[0].verdict  # of two cards, both cells have that of their difference
    if verdict == "apart":
        return "ahead" if (mine.value > theirs.value) != row.less_is_better else "behind"
    return "unjudged" if verdict is None else verdict.replace(" ", "_")


def _summary_of_many(cards: Sequence[ModelCard], rows: Sequence[Row]) -> str:
    """In how many rows each model is best, or not apart from the best."""
    marked = [row if row.best else evolve(row, best=True) for row in rows]
    best = Counter(cell.card for row in marked for cell in row if cell.best)
    titles = {card.name: card.title for card in cards}
    in_rows = Counter(
        name for row in rows for name, cell in zip(row.cards, row, strict=True) if cell.record
    )
    ranked = [
        f"{titles[name]} in {number}"
        + ("" if in_rows[name] == len(rows) else f" of its {in_rows[name]}")
        for name, number in best.most_common()
    ]
    more = len(ranked) - NAMED
    named = [*ranked[:NAMED], *([f"{more} others in fewer"] if more > 1 else ranked[NAMED:])]
    mixed = sum(len(row.sources) > 1 for row in rows)
    across = f" {mixed} of them across documents." if mixed else ""
    level = any(cell.best and cell.verdict in NOT_APART for row in marked for cell in row)
    close = ", or not told apart from it" if level else ""
    return f"Best of {counted(len(rows), 'row')}{close}: {', '.join(named)}.{across}"
