"""The sheets that comparisons and pictures are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from llamacards._compare.notes import Note, said
from llamacards._compare.row import Cell, Row
from llamacards._records.card import ModelCard
from llamacards._records.license import TOPICS
from llamacards._records.score import format_value
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source
from llamacards._wording import join_words

OTHER_STATEMENTS_PRINTED = 5


def comparison_sheet(
    cards: Sequence[ModelCard], rows: Sequence[Row], notes: Sequence[Note], baseline: str | None
) -> Sheet:
    """The table of a comparison."""
    citations = Citations()
    heads = [card.source for card in cards]
    head = ["", *(citations.cite(card.title, card.source) for card in cards)]
    body = [
        [_label(row), *map(citations.cite_if_different, _texts(row), row.record_sources, heads)]
        for row in rows
    ]
    lines = [*_legend(cards, rows, notes, baseline), *_note_lines(notes)]
    citations.number_all(lines)
    titles = join_words([card.title for card in cards], "and")
    return Sheet(title=titles, head=head, body=body, notes=lines, citations=citations)


def _label(row: Row) -> str:
    return f"  {row.label}" if row.section == "license" and row.what in TOPICS else row.label


def _texts(row: Row) -> Iterable[str]:
    """The texts of a row's cells, with differences and the mark of the best."""
    if row.baseline is not None or row.best:
        return map(_marked, row)
    return (
        record.text if record is not None else "≠" if card in row.elsewhere else ""
        for card, record in zip(row.cards, row.records, strict=True)
    )


def _marked(cell: Cell) -> str:
    if cell.record is None:
        return "≠" if cell.elsewhere else ""
    within = ", within drift" if cell.within_drift else ""
    difference = "" if cell.difference is None else f" ({_signed(cell.difference)}{within})"
    refused = " (n/c)" if cell.comparable is False else ""
    return f"{cell.record.text}{difference}{refused}{' *' if cell.best else ''}"


def _signed(difference: Decimal) -> str:
    return f"{'' if difference.is_signed() else '+'}{format_value(difference)}"


def _legend(
    cards: Sequence[ModelCard], rows: Sequence[Row], notes: Sequence[Note], baseline: str | None
) -> Iterator[Line]:
    """What the signs of the table mean, as far as they occur."""
    signs = []
    setups = [row.setup for row in rows if row.setup is not None]
    if setups:
        lower = dict.fromkeys(s.benchmark for s in setups if s.lower_is_better)
        but = f", but lower for {join_words(lower, 'and')}" if lower else ""
        percent = all(setup.unit == "percent" for setup in setups)
        scale = "Percent" if percent else "Percent where no unit is given"
        signs.append(f"{scale}, higher is better{but}.")
    if any(len(row.records) - row.filled > len(row.elsewhere) for row in rows):
        signs.append("Blank: not reported.")
    elsewhere = [str(note) for note in notes if note.kind == "elsewhere"]
    if elsewhere:
        signs.append(f"≠: reported under another setup, which differs for {'; '.join(elsewhere)}.")
    if baseline is not None:
        title = next(card.title for card in cards if card.name == baseline)
        signs.append(
            f"In brackets: difference to {title} inside one publication; n/c: not comparable."
        )
    if any(row.best_value is not None for row in rows):
        signs.append("*: best of its row.")
    if signs:
        yield [" ".join(signs)]


def _note_lines(notes: Iterable[Note]) -> Iterator[Line]:
    """The notes of each kind on lines of their own; of what is also stated, the first few."""
    kinds: dict[str, list[Note]] = {}
    for note in notes:
        kinds.setdefault(note.kind, []).append(note)
    for kind, group in kinds.items():
        if kind == "also stated":
            yield from _also_stated(group)
        elif kind in ("said", "derived", "drift", "within drift"):
            yield [part for note in group for part in (*note.parts, " ")][:-1]
        elif kind != "elsewhere":
            yield from (list(note.parts) for note in group)


def _also_stated(notes: Sequence[Note]) -> Iterator[Line]:
    by_card: dict[str, list[Note]] = {}
    for note in notes[:OTHER_STATEMENTS_PRINTED]:
        by_card.setdefault(note.about or "", []).append(note)
    for title, group in by_card.items():
        line: list[str | Source] = [f"Also stated for {title}: "]
        line += [part for note in group for part in (*note.parts, ", ")][:-1]
        yield [*line, "."]
    if len(notes) > OTHER_STATEMENTS_PRINTED:
        yield [f"Also stated, but closer: {len(notes) - OTHER_STATEMENTS_PRINTED} more in .notes."]


def picture_sheet(
    cards: Sequence[ModelCard], rows: Sequence[Row], notes: Sequence[Note], baseline: str | None
) -> Sheet:
    """Rows of scores, each figure citing its source, with the notes that a picture needs."""
    citations = Citations()
    body = [
        [
            row.label,
            *(
                citations.cite(text, source)
                for text, source in zip(_texts(row), row.record_sources, strict=True)
            ),
        ]
        for row in rows
    ]
    pictured = [note for note in notes if _pictured(note, cards, rows, citations)]
    remarks = [*said(cards, rows), *pictured]
    lines = [*_legend(cards, rows, remarks, baseline), *_note_lines(remarks)]
    if any(note.kind == "status" for note in pictured):
        lines.append(["Hollow: a model in training."])
    return Sheet(
        title="",
        head=["", *(card.title for card in cards)],
        body=body,
        notes=lines,
        citations=citations,
    )


def _pictured(
    note: Note, cards: Sequence[ModelCard], rows: Sequence[Row], citations: Citations
) -> bool:
    """Whether a note is on what a picture of these rows shows."""
    records = zip(*(row.records for row in rows), strict=True)
    shown = [card for card, cells in zip(cards, records, strict=True) if any(cells)]
    if note.kind == "elsewhere":
        return note.about in {row.what for row in rows if row.elsewhere}
    if note.kind == "status":
        return note.about in {card.title for card in shown}
    if note.kind == "tuning":
        return len({card.tuned for card in shown}) > 1
    cited = {part for part in note.parts if isinstance(part, Source)}
    return note.kind == "drift" and cited <= citations.numbers.keys()
