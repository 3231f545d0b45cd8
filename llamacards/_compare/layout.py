"""The sheets behind the tables and pictures of comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from llamacards._catalog.uncertainty import UNDECIDABLE
from llamacards._compare.notes import UNCHECKED, Note, said
from llamacards._compare.row import Cell, Row, Section
from llamacards._records.card import ModelCard, is_unfinished
from llamacards._records.license import TOPICS
from llamacards._records.score import format_value
from llamacards._tables.canvas import unfinished_notes
from llamacards._tables.sheet import Citations, Entry, Head, Line, Sheet, SheetNote, SheetRow
from llamacards._values.source import Source
from llamacards._wording import join_words

OTHER_STATEMENTS_PRINTED = 5


def comparison_sheet(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    notes: Sequence[Note],
    baseline: str | None,
    *,
    summary: str,
) -> Sheet:
    """The table of a comparison; for two cards with their difference in each row."""
    citations = Citations()
    head = [Head(parts=("",)), *(_card_head(card, citations) for card in cards)]
    if _has_differences(cards, rows):
        head.append(Head(parts=("Difference",)))
    heads = {
        section: _section_head(list(members), section)
        for section, members in groupby(rows, key=lambda row: row.section)
    }
    on_cells = [note for note in notes if note.cells]
    letters = {note: _note_letter(number) for number, note in enumerate(on_cells)}
    marks: dict[tuple[str, str], tuple[str, ...]] = {}
    for note, letter in letters.items():
        for place in note.cells:
            marks[place] = (*marks.get(place, ()), letter)
    others = _figures_elsewhere(rows)
    body = [
        _sheet_row(
            cards, row, citations, heads[row.section], len(head) - 1, marks=marks, others=others
        )
        for row in rows
    ]
    cites = any(isinstance(c, Entry) and c.source is not None for row in body for c in row.cells)
    remarks = list(_sheet_notes(notes, letters))
    citations.number_all(remark.parts for remark in remarks)
    return Sheet(
        title=_title_of(cards),
        head=head,
        body=body,
        summary=summary,
        legend=tuple(_legend_entries(cards, rows, baseline, cites=cites)),
        notes=remarks,
        citations=citations,
    )


def _title_of(cards: Sequence[ModelCard]) -> str:
    """The models, in at most one line."""
    titles = [card.title for card in cards]
    if len(titles) <= 3:
        return join_words(titles, "and")
    return f"{len(titles)} models: {titles[0]}, {titles[1]} ... {titles[-1]}"


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _note_letter(number: int) -> str:
    """The marks of notes on cells: a to z, then aa to zz, and so on."""
    before, place = divmod(number, len(_LETTERS))
    return (_note_letter(before - 1) if before else "") + _LETTERS[place]


def _has_differences(cards: Sequence[ModelCard], rows: Sequence[Row]) -> bool:
    """Whether there is a column of differences: for two cards that share a row."""
    return len(cards) == 2 and any(len(row.scores) == 2 for row in rows)


def _card_head(card: ModelCard, citations: Citations) -> Head:
    """Family, size and tuning of a card, and the document that introduced it."""
    before, size, behind = card.title.partition(card.size or " ")
    parts = (before.strip(), size.strip(), behind.strip()) if behind else (card.title,)
    number = citations.number(card.source) if card.source else None
    return Head(parts=tuple(filter(None, parts)), last_apart=bool(behind), source=number)


SECTION_HEADS: dict[Section, str] = {
    "spec": "What it is",
    "license": "License",
    "memory": "Memory",
}


def _section_head(rows: Sequence[Row], section: Section) -> str:
    """The name of a section; for scores, with their scale."""
    if section != "scores":
        return SECTION_HEADS[section]
    scale, better = _scale_words(rows)
    return f"Scores ({scale}; {better})"


def _scale_words(rows: Sequence[Row]) -> tuple[str, str]:
    """The unit of the figures, and which are better."""
    by_direction: dict[bool | None, dict[str, None]] = {True: {}, False: {}, None: {}}
    percent = True
    for row, setup in [(row, row.setup) for row in rows if row.setup is not None]:
        unit = "" if setup.unit == "percent" else f" {setup.unit}"
        percent = percent and not unit
        by_direction[row.less_is_better][f"{setup.benchmark}{unit}"] = None
    scale = "percent" if percent else "percent unless a unit is given"
    lower, untold = by_direction[True], by_direction[None]
    if untold and not lower and not by_direction[False]:
        return scale, "which is better is not stated"
    but = f", but lower for {join_words(lower, 'and')}" if lower else ""
    none = f"; not stated for {join_words(untold, 'and')}" if untold else ""
    return scale, f"higher is better{but}{none}"


def _sheet_row(
    cards: Sequence[ModelCard],
    row: Row,
    citations: Citations,
    section: str,
    columns: int,
    *,
    marks: Mapping[tuple[str, str], tuple[str, ...]],
    others: Mapping[tuple[str, str], tuple[str, Row]],
) -> SheetRow:
    """
    One row; cells cite their sources unless the head of their column does.

    marks: the letters of the notes on a cell, by row and card. others: the figure of a card for a
    benchmark in another row, with that row.
    """
    apart = columns > len(cards)
    figure = row.setup is not None
    cells = [
        _cell_entry(
            cell,
            source,
            card.source,
            citations,
            figure=figure,
            apart=apart,
            letters=marks.get((row.id, cell.card), ()) if marks else (),
            other=others.get((row.what, cell.card)) if cell.elsewhere else None,
        )
        for cell, source, card in zip(row, row.record_sources, cards, strict=True)
    ]
    if apart:
        cells.append(_difference_entry(row))
    name = row.setup.name if row.setup else row.label
    details = row.label.removeprefix(f"{name} (").removesuffix(")") if row.label != name else ""
    return SheetRow(
        label=name,
        details=details,
        indent=int(row.section == "license" and row.what in TOPICS),
        section=section,
        id=row.id,
        cells=tuple(cells),
    )


def _figures_elsewhere(rows: Sequence[Row]) -> dict[tuple[str, str], tuple[str, Row]]:
    """A figure that is shown, with its row, by benchmark and card."""
    found: dict[tuple[str, str], tuple[str, Row]] = {}
    for row in rows if any(row.elsewhere for row in rows) else ():
        for card, record in zip(row.cards, row.records, strict=True):
            if row.setup is not None and record is not None:
                found.setdefault((row.what, card), (record.text, row))
    return found


def _difference_entry(row: Row) -> Entry:
    """The difference of the two figures of a row, with its verdict; empty across documents."""
    if len(row.scores) < 2:
        return Entry("")
    difference = row.difference
    if difference is None:
        return Entry("·", state="not reported", figure=True, hover="figures of two documents")
    cells = row.cells
    within = " within drift" if any(cell.within_drift for cell in cells) else ""
    mark = verdict_mark(cells[0])
    return Entry(_signed_difference(difference), figure=True, mark=f"{mark}{within}")


_NOT_REPORTED = Entry("·", state="not reported", figure=True)
"""What most cells of a wide table are; nothing changes it, so it is made only once."""


def _cell_entry(
    cell: Cell,
    source: Source | None,
    head: Source | None,
    citations: Citations,
    *,
    figure: bool,
    apart: bool,
    letters: tuple[str, ...],
    other: tuple[str, Row] | None,
) -> Entry:
    """A cell; verdicts shown in a column of differences are not marked in it."""
    if cell.record is None:
        if cell.elsewhere:
            told = f"{other[0]} under {other[1].label}" if other else ""
            where = other[1].id if other else ""
            return Entry("≠", state="elsewhere", figure=True, hover=told, row=where)
        return _NOT_REPORTED
    own = source is None or source is head or source == head
    return Entry(
        cell.record.text,
        figure=figure,
        best=cell.best,
        mark="" if apart else _judged_mark(cell),
        letters=letters,
        source=None if own or source is None else citations.number(source),
        hover=source.place or "" if source else "",
    )


VERDICT_MARKS = {"within noise": "=", "open": "?"}
"""The marks of figures that are not apart from the figure they are compared with."""


VERDICT_LEGEND = {
    "within noise": ("=", f"within noise ({UNDECIDABLE} questions apart at most)"),
    "open": ("?", "open (too close to tell without the answers)"),
}


NO_VERDICT = "°"
"""The mark of a difference whose noise is unknown."""


def _judged_mark(cell: Cell) -> str:
    """The difference to the baseline and the verdict, as shown after a figure."""
    return f"{_difference_mark(cell)}{verdict_mark(cell)}"


def verdict_mark(cell: Cell) -> str:
    """The sign of a verdict, or of a missing one; "apart" has no sign."""
    return NO_VERDICT if cell.unjudged else VERDICT_MARKS.get(cell.verdict or "apart", "")


def _difference_mark(cell: Cell) -> str:
    """The difference to the baseline in brackets; "(n/c)" if there cannot be one."""
    if cell.comparable is False:
        return " (n/c)"
    if cell.difference is None:
        return ""
    within = ", within drift" if cell.within_drift else ""
    return f" ({_signed_difference(cell.difference)}{within})"


def _cell_texts(row: Row) -> Iterable[str]:
    """The texts of the cells of a row in a picture; for more than two cards with differences."""
    apart = len(row.cards) == 2
    return (
        (cell.record.text if apart else f"{cell.record.text}{_difference_mark(cell)}")
        if cell.record is not None
        else "≠" * cell.elsewhere
        for cell in row
    )


def _signed_difference(difference: Decimal) -> str:
    return f"{'' if difference.is_signed() else '+'}{format_value(difference)}"


def _legend_entries(
    cards: Sequence[ModelCard], rows: Sequence[Row], baseline: str | None, *, cites: bool
) -> Iterator[tuple[str, str]]:
    """The signs that occur in the table, with their meanings."""
    if any(row.elsewhere for row in rows):
        yield "elsewhere", "reported under another setup"
    apart = _has_differences(cards, rows)
    if apart and any(len(row.scores) == 2 and row.difference is None for row in rows):
        yield "not reported", "not reported, or a difference across documents"
    elif any(len(row.records) - row.filled > len(row.elsewhere) for row in rows):
        yield "not reported", "not reported"
    verdicts = {cell.verdict for row in rows if row.setup for cell in row}
    if any(row.best and row.best_scores for row in rows):
        close = verdicts.isdisjoint(VERDICT_LEGEND)
        yield (
            "best",
            "best of its row" if close else "best of its row, or not told apart from the best",
        )
    if apart and any(row.difference is not None for row in rows):
        higher = cards[0] if baseline == cards[1].name else cards[1]
        surely = ", by more than noise where unmarked" if "apart" in verdicts else ""
        yield "+", f"{higher.title} is higher{surely}"
    yield from (sign for verdict, sign in VERDICT_LEGEND.items() if verdict in verdicts)
    unjudged = {row.difference is None for row in rows for cell in row if cell.unjudged}
    if apart and False in unjudged:
        yield NO_VERDICT, "no verdict, as its noise is unknown"
    elif unjudged and not apart:
        yield NO_VERDICT, "no verdict: noise unknown, or the best is of another document"
    if baseline is not None and not apart:
        title = next(card.title for card in cards if card.name == baseline)
        yield "(+)", f"difference to {title} inside one publication"
        if any(cell.comparable is False for row in rows for cell in row):
            yield "(n/c)", "not comparable"
    if cites:
        yield "cited", "source, if not that of the head"


MUST_READ = frozenset(
    {
        "status",
        "doubtful",
        "withheld",
        "equated",
        "tuning",
        "within drift",
        "fraction",
        "no share",
        "left out",
        "not shown",
    }
)
"""Notes of these kinds are shown even where others are only counted."""


def _sheet_notes(notes: Sequence[Note], letters: Mapping[Note, str]) -> Iterator[SheetNote]:
    """The notes: those on cells with their letters; short ones of one kind share a line."""
    kinds: dict[str, list[Note]] = {}
    for note in notes:
        if note in letters:
            must_read = note.kind in MUST_READ
            yield SheetNote(
                parts=note.parts, kind=note.kind, letter=letters[note], must_read=must_read
            )
        else:
            kinds.setdefault(note.kind, []).append(note)
    for kind, group in kinds.items():
        for parts in _lines_of_kind(kind, group):
            yield SheetNote(parts=tuple(parts), kind=kind, must_read=kind in MUST_READ)


def _lines_of_kind(kind: str, notes: Sequence[Note]) -> Iterator[Line]:
    """The lines of the notes of one kind; only the first few of "also stated"."""
    if kind == "also stated":
        yield from _also_stated_lines(notes)
    elif kind == "elsewhere":
        yield ["≠: ", *[part for note in notes for part in (*note.parts, "; ")][:-1], "."]
    elif kind in ("said", "derived", "drift", "within drift"):
        told = [note.parts for note in notes if note.parts[0] != UNCHECKED[0]]
        pairs = [note.parts[1:-1] for note in notes if note.parts[0] == UNCHECKED[0]]
        if pairs:
            listed = [part for pair in pairs for part in (*pair, ", ")][:-1]
            told.append((UNCHECKED[0], *listed, UNCHECKED[1]))
        yield [part for parts in told for part in (*parts, " ")][:-1]
    else:
        yield from (list(note.parts) for note in notes)


def _also_stated_lines(notes: Sequence[Note]) -> Iterator[Line]:
    by_card: dict[str, list[Note]] = {}
    for note in notes[:OTHER_STATEMENTS_PRINTED]:
        by_card.setdefault(note.about or "", []).append(note)
    for title, group in by_card.items():
        line: list[str | Source] = [f"Also stated for {title}: "]
        line += [part for note in group for part in (*note.parts, ", ")][:-1]
        yield [*line, "."]
    if len(notes) > OTHER_STATEMENTS_PRINTED:
        yield [f"Smaller discrepancies: {len(notes) - OTHER_STATEMENTS_PRINTED} more in .notes."]


def _picture_legend(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    notes: Sequence[Note],
    baseline: str | None,
) -> Iterator[Line]:
    """The meanings of the signs that occur in the picture."""
    scale, better = _scale_words(rows)
    signs = [f"{scale.capitalize()}, {better}."]
    if any(len(row.records) - row.filled > len(row.elsewhere) for row in rows):
        signs.append("Blank: not reported.")
    elsewhere = [str(note) for note in notes if note.kind == "elsewhere"]
    if elsewhere:
        told = elsewhere if len(elsewhere) < 4 else ["The notes of the table say which"]
        signs.append(f"≠: reported under another setup. {'; '.join(told)}.")
    if baseline is not None and len(cards) > 2:
        title = next(card.title for card in cards if card.name == baseline)
        signs.append(
            f"In brackets: difference to {title} inside one publication; n/c: not comparable."
        )
    if any(row.best and row.best_scores for row in rows):
        signs.append("Bold: best in its setup, or not told apart from the best.")
    yield [" ".join(signs)]


def picture_sheet(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    notes: Sequence[Note],
    baseline: str | None,
    unfinished: str = "Hollow",
) -> Sheet:
    """
    Rows of scores, each figure with its source, and the notes that a picture needs.

    unfinished: how the picture marks a model in training.
    """
    citations = Citations()
    body = [
        [
            row.label,
            *(
                citations.cite(text, source)
                for text, source in zip(_cell_texts(row), row.record_sources, strict=True)
            ),
        ]
        for row in rows
    ]
    pictured = [note for note in notes if _is_pictured(note, cards, rows, citations)]
    remarks = [*said(cards, rows), *pictured]
    lines = list(_picture_legend(cards, rows, remarks, baseline))
    for kind in dict.fromkeys(note.kind for note in remarks if note.kind != "elsewhere"):
        lines += _lines_of_kind(kind, [note for note in remarks if note.kind == kind])
    shown = _reporting_cards(cards, rows)
    lines += unfinished_notes((c.status for c in shown if is_unfinished(c)), unfinished)
    return Sheet(
        title="",
        head=["", *(card.title for card in cards)],
        body=body,
        notes=lines,
        citations=citations,
    )


def _reporting_cards(cards: Sequence[ModelCard], rows: Sequence[Row]) -> list[ModelCard]:
    """The cards with a record in any of these rows."""
    records = zip(*(row.records for row in rows), strict=True)
    return [card for card, cells in zip(cards, records, strict=True) if any(cells)]


def _is_pictured(
    note: Note, cards: Sequence[ModelCard], rows: Sequence[Row], citations: Citations
) -> bool:
    """Whether a note is about something that a picture of these rows shows."""
    shown = _reporting_cards(cards, rows)
    if note.kind == "elsewhere":
        return note.about in {row.what for row in rows if row.elsewhere}
    if note.kind == "status":
        return note.about in {card.title for card in shown}
    if note.kind == "tuning":
        return len({card.tuned for card in shown}) > 1
    cited = {part for part in note.parts if isinstance(part, Source)}
    return note.kind == "drift" and cited <= citations.numbers.keys()
