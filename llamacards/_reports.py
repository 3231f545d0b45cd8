"""What is on the tables of cards, catalogs, licences and reports; in no format yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from llamacards._cards import SPECIFICATION, ModelCard
from llamacards._catalog import Catalog
from llamacards._conflicts import NO_NUMBER, Conflict, Conflicts
from llamacards._licenses import TOPICS, License, Term
from llamacards._memory import NOT_COUNTED, Memory, MemoryTable, in_bits, in_gib
from llamacards._rows import labelled
from llamacards._scale import FORMULAS
from llamacards._scores import Score, printed
from llamacards._sheets import Citations, Line, Sheet
from llamacards._sources import Source
from llamacards.errors import listed

if TYPE_CHECKING:
    from llamacards._drift import Drift
    from llamacards._terms import LicenseComparison
    from llamacards._use import UseReport
    from llamacards._verdicts import ClaimReport
    from llamacards._verify import Verification

INLINE_VALUE = 24
_READ_AGAIN = ("Verdict", "Figure", "Place", "Stated", "Printed")
_SPEAKS = MappingProxyType({True: "for", False: "against", None: ""})


def card_sheet(card: ModelCard) -> Sheet:
    """All that a card states, field by field, score by score, term by term."""
    citations = Citations()
    head = ["", citations.cite(card.title, card.source)]
    body: list[list[str]] = []
    notes: dict[str, None] = {}

    def add(label: str, text: str, source: Source | None, note: str | None) -> None:
        body.append([label, text if source == card.source else citations.cite(text, source)])
        if note is not None:
            notes.setdefault(f"{label}: {note}.")

    for path, label in SPECIFICATION.items():
        stated = card.stated(path)
        if stated is not None:
            add(label, stated.text, stated.source, FORMULAS.get(path, stated.note))
            for other in card.also_stated(path):
                add("  also stated", other.text, other.source, None)
                if other.note is not None:
                    notes.setdefault(f"{label}, also stated: {other.note}.")
        if path == "license" and card.license is not None:
            for term in card.license.terms:
                add(f"  {TOPICS[term.topic]}", term.text, card.source, None)
    for score in card.scores:
        more = filter(None, (_cot(score), score.setup.metric))
        add(score.setup.label(*more), score.text, score.source, score.note)
    lines = [[note] for note in notes]
    if card.unplaced:
        lines.append(
            [f"Beside it, {len(card.unplaced)} statements have no place on the card: .unplaced."]
        )
    lines.append(
        ["Sections, rows and columns: .source_of(field).place, .score(benchmark).source.place."]
    )
    return Sheet(
        title=card.title,
        head=head,
        body=body,
        left=frozenset({0, 1}),
        notes=lines,
        citations=citations,
    )


def _cot(score: Score) -> str:
    return {True: "", False: "no CoT", None: "CoT not stated"}[score.setup.cot]


def catalog_sheet(catalog: Catalog) -> Sheet:
    """The cards of a catalog, a line each."""
    head = ("Name", "Released", "Size", "Tokens", "Context", "Licence", "Scores")
    body = [
        [
            card.name,
            str(card.released or card.status),
            card.size or "",
            str(card.budget.training or ""),
            str(card.budget.context or ""),
            card.license.id if card.license else "",
            str(len(card.scores)),
        ]
        for card in catalog.values()
    ]
    return Sheet(title="Cards", head=head, body=body)


def sources_sheet(catalog: Catalog) -> Sheet:
    """The documents of a catalog, a line each."""
    head = ("Published", "Title", "Publisher", "Address")
    body = [
        [str(part or "") for part in (s.published, s.title, s.publisher, s.url)]
        for s in catalog.sources
    ]
    return Sheet(title="Sources", head=head, body=body, left=frozenset(range(4)))


def conflicts_sheet(conflicts: Conflicts) -> Sheet:
    """What is stated differently, both statements side by side."""
    citations = Citations()
    titles = {card.name: card.title for card in conflicts.cards}
    head = ("Card", "Matter", "Stated", "Also stated", "Apart", "Left unstated")
    body = [
        [
            titles[conflict.card],
            conflict.matter,
            citations.cite(conflict.shown.text, conflict.shown.source),
            citations.cite(_other(conflict), conflict.other.source),
            _size(conflict),
            _unstated(conflict, citations),
        ]
        for conflict in conflicts.found
    ]
    legend = (
        "Apart: in points where no unit is given. "
        "Left unstated: what one of the two setups says and the other does not."
    )
    if any(conflict.other.until for conflict in conflicts.found):
        legend += " Until: the last day that the document had it."
    return Sheet(
        title="What is stated differently",
        head=head,
        body=body,
        left=frozenset({0, 1, 5}),
        notes=[[legend]],
        citations=citations,
    )


def drift_sheet(drift: Drift) -> Sheet:
    """What two documents state, figure by figure, and how far they differ over all."""
    citations = Citations()
    titles = {card.name: card.title for card in drift.cards}
    labels = labelled(
        list(dict.fromkeys(figure.key for figure in drift.figures)),
        {figure.key: figure.first.setup for figure in drift.figures},
    )
    head = ["Card", "Setup"]
    head += [citations.cite("Stated", drift.first), citations.cite("Also stated", drift.second)]
    body = [
        [
            titles[figure.card],
            labels[figure.key],
            figure.first.text,
            figure.second.text,
            f"{figure.difference:+f}",
        ]
        for figure in drift.figures
    ]
    return Sheet(
        title=f"Drift between {drift.first.title} and {drift.second.title}",
        head=[*head, "Difference"],
        body=body,
        left=frozenset({0, 1}),
        notes=[[drift.summary]],
        citations=citations,
    )


def verification_sheet(report: Verification) -> Sheet:
    """What differs, was not found or is not covered, a line each; where nothing is, documents."""
    from llamacards._verify import VERDICTS

    citations = Citations()
    listed = [
        [
            reading.verdict,
            reading.what,
            citations.cite(reading.source.place or "", reading.source),
            reading.stated or "",
            reading.printed or "",
        ]
        for reading in report.listed
    ]
    body = listed or [
        [citations.cite(source.title, source), f"{n:,}", f"{report.count('uncovered', source):,}"]
        for source in report.sources
        if (n := report.count("re-read", source))
    ]
    totals = (f"{verdict}: {report.count(verdict):,}." for verdict in VERDICTS)
    notes: list[Line] = [[" ".join(total.capitalize() for total in totals)]]
    notes.append(["Uncovered: printed in a table of these documents, and stated by none of ours."])
    absent = [
        part
        for source in report.sources
        if (n := report.count("document absent", source))
        for part in (source, f" {n:,}", ", ")
    ]
    if absent:
        notes.append(["Figures of absent documents: ", *absent[:-1], "."])
    return Sheet(
        title="Figures, read again",
        head=_READ_AGAIN if listed else ("Document", "Re-read", "Uncovered"),
        body=body,
        left=frozenset({0, 1, 2}) if listed else frozenset({0}),
        notes=notes,
        citations=citations,
    )


def terms_sheet(comparison: LicenseComparison) -> Sheet:
    """Licences side by side, and under them what each term says in our words."""
    citations = Citations()
    licenses = comparison.licenses
    head = ["", *(citations.cite(lic.id, lic.source) for lic in licenses)]
    body = [
        [TOPICS[topic], *(_in_full(lic.term(topic)) for lic in licenses)]
        for topic in comparison.topics
    ]
    notes: list[Line] = [line for topic in comparison.topics for line in _worded(topic, licenses)]
    notes += _licensors(licenses)
    citations.number_all(notes)
    title = listed([lic.name for lic in licenses], "and")
    return Sheet(title=title, head=head, body=body, notes=notes, citations=citations)


def license_sheet(licence: License) -> Sheet:
    """All that a licence states: its identifiers, and each term with its clause, in our words."""
    citations = Citations()
    identity = {
        "Hugging Face Hub": licence.hf_id,
        "SPDX": licence.spdx_id,
        "Licensor": licence.licensor,
        "Released": licence.released,
    }
    body = [[label, str(stated)] for label, stated in identity.items() if stated is not None]
    body += [[TOPICS[term.topic], _in_full(term)] for term in licence.terms]
    notes = [line for term in licence.terms for line in _worded(term.topic, [licence])]
    head = ("", citations.cite(licence.name, licence.source))
    citations.number_all(notes)
    return Sheet(
        title=licence.name,
        head=head,
        body=body,
        left=frozenset({0, 1}),
        notes=notes,
        citations=citations,
    )


def _in_full(term: Term) -> str:
    """A term's answer, its value where it is short, and its clause."""
    said: str = term.answer
    if term.value is not None and len(term.value) <= INLINE_VALUE:
        said = term.value if term.answer == "stated" else f"{term.answer}: {term.value}"
    return f"{said} {term.clause}" if term.clause else said


def _worded(topic: str, licenses: Sequence[License]) -> Iterator[Line]:
    """What licences say on a topic in so many words, those that say the same together."""
    said: dict[tuple[str | None, str | None, Source | None], list[str]] = {}
    for lic in licenses:
        term = lic.term(topic)
        long = term.value if term.value and len(term.value) > INLINE_VALUE else None
        if long or term.summary:
            said.setdefault((long, term.summary, term.source), []).append(lic.id)
    for (value, summary, source), ids in said.items():
        words = "; ".join(filter(None, (f"“{value}”" if value else None, summary)))
        cited: Line = () if source is None else (" ", source)
        whose = f", {listed(ids, 'and')}" if len(licenses) > 1 else ""
        yield [f"{TOPICS[topic]}{whose}: {words}", *cited, "."]


def _licensors(licenses: Sequence[License]) -> Iterator[Line]:
    by_name: dict[str, list[str]] = {}
    for lic in licenses:
        if lic.licensor is not None:
            by_name.setdefault(lic.licensor, []).append(lic.id)
    for licensor, ids in by_name.items():
        yield [f"Granted under {listed(ids, 'and')} by {licensor}."]


def claims_sheet(report: ClaimReport) -> Sheet:
    """Claims with their verdicts, and beside each what decides it, a line each."""
    from llamacards._verdicts import ALMOST

    citations = Citations()
    body: list[list[str]] = []
    said_by: dict[str, None] = {}
    for checked in report:
        claim = checked.claim
        first = [citations.cite(claim.text, claim.source), checked.verdict]
        for piece in checked.evidence:
            stated = citations.cite(piece.text, piece.source)
            body.append([*first, _SPEAKS[piece.holds], stated])
            first = ["", ""]
        said_by |= {claim.speaker: None} if claim.speaker else {}
    notes = [f"Said by {listed(said_by, 'and')}."] if said_by else []
    notes.append(
        "Verdicts follow from what other documents state. Scores are compared on equal setups, "
        f"inside one document; almost as good is at most {ALMOST} points behind in the mean."
    )
    return Sheet(
        title="Claims",
        head=("Claim", "Verdict", "Speaks", "What is stated"),
        body=body,
        left=frozenset(range(4)),
        notes=[[note] for note in notes],
        citations=citations,
    )


def use_sheet(report: UseReport) -> Sheet:
    """A plan's report, a line each matter."""
    citations = Citations()
    says = citations.cite("What the licence says", report.license.source)
    head = ("", "Verdict", "Clause", says)
    body = [
        (TOPICS[line.topic], line.verdict, line.clause or "", line.asks) for line in report.lines
    ]
    allowed = {True: "yes", False: "no", None: "not decided; see ask and not told"}[report.allowed]
    done = (
        " once all that is to do is done" if any(ln.verdict == "do" for ln in report.lines) else ""
    )
    notes: list[Line] = [
        [f"Allowed: {allowed}{done if report.allowed else ''}."],
        ["Facts from the texts, not legal advice."],
    ]
    return Sheet(
        title=f"A plan under the {report.license.name}",
        head=head,
        body=body,
        left=frozenset(range(4)),
        notes=notes,
        citations=citations,
    )


def memory_sheet(taken: Memory) -> Sheet:
    """What one model takes of memory, in GiB and in bytes."""
    citations = Citations()
    source = taken.card.source_of("architecture.layers")
    parts = {"Weights": taken.weights, "KV cache": taken.kv_cache, "Total": taken.total}
    return Sheet(
        title=f"Memory of {taken.card.title}",
        head=(citations.cite(taken.card.title, source), "GiB", "Bytes"),
        body=[[label, _gib(size), _whole(size)] for label, size in parts.items()],
        notes=[*_arithmetic(taken), [NOT_COUNTED]],
        citations=citations,
    )


def _arithmetic(taken: Memory) -> list[Line]:
    """How each figure comes about, and why one is missing."""
    shape, run = taken.card.architecture, taken.run
    lines = []
    if taken.weights is not None:
        lines.append(f"Weights: {shape.parameters:,} parameters · {in_bits(run.weights)} / 8.")
    if taken.kv_cache is not None:
        lines.append(
            f"KV cache: 2 · {shape.layers} layers · {shape.kv_heads} key/value heads · "
            f"{shape.head_dim} wide · {in_bits(run.kv)} / 8 · {taken.context:,} tokens · "
            f"batch {run.batch:,}."
        )
    if taken.reason:
        lines.append(f"Blank: {taken.reason}.")
    return [[line] for line in lines]


def memory_table_sheet(table: MemoryTable) -> Sheet:
    """What models take of memory, a line each; the reason where a figure is missing."""
    citations = Citations()
    head = ["", "Context", "Weights (GiB)", "KV cache (GiB)", "Total (GiB)"]
    head += ["Devices", "Longest context"]
    body = [
        [
            citations.cite(row.card.title, row.card.source_of("architecture.layers")),
            "" if row.kv_cache is None else _whole(row.context),
            *(_gib(size) for size in (row.weights, row.kv_cache, row.total)),
            _whole(needed),
            _whole(longest),
        ]
        for row, needed, longest in zip(table.rows, table.needed, table.longest, strict=True)
    ]
    if any(row.reason for row in table.rows):
        head.append("Blank because")
        body = [[*line, row.reason or ""] for line, row in zip(body, table.rows, strict=True)]
    return Sheet(
        title="Memory",
        head=head,
        body=body,
        left=frozenset({0, 7}),
        notes=[[line] for line in table.assumptions],
        citations=citations,
    )


def _gib(size: int | None) -> str:
    return "" if size is None else in_gib(size)


def _whole(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _other(conflict: Conflict) -> str:
    """What is also stated; what was corrected, with its last day and its setup if that changed."""
    shown, other = conflict.shown, conflict.other
    if other.until is None:
        return other.text
    said = f"{other.text} until {other.until}"
    if isinstance(shown, Score) and isinstance(other, Score) and shown.setup != other.setup:
        return f"{said} as {other.setup.label(*filter(None, (other.setup.metric,)))}"
    return said


def _size(conflict: Conflict) -> str:
    if conflict.size == NO_NUMBER:
        return ""
    return printed(conflict.size) if isinstance(conflict.shown, Score) else f"{conflict.size:.2f} %"


def _unstated(conflict: Conflict, citations: Citations) -> str:
    """What each of two setups leaves unstated, with the number of its source."""
    sides = ((conflict.shown_silent, conflict.shown), (conflict.silent, conflict.other))
    return "; ".join(
        f"{', '.join(names)} [{citations.number(record.source)}]"
        for names, record in sides
        if names and isinstance(record, Score)
    )
