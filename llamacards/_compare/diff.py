"""Differences between two days, documents or files of records."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from attrs import evolve

from llamacards._catalog.catalog import Catalog
from llamacards._catalog.flatten import Flattener, fact_record, term_record
from llamacards._files.load import load
from llamacards._records.card import Fact, ModelCard
from llamacards._records.license import TOPICS
from llamacards._records.publication import Publication
from llamacards._records.score import EvalSetup
from llamacards._records.specification import SPECIFICATION
from llamacards._tables.flat import KEYS, Flat
from llamacards._tables.sheet import Citations, Sheet, SheetRow
from llamacards._textfile import parse_json, read_text, to_path
from llamacards._values.source import Source
from llamacards._values.validation import read_date
from llamacards._wording import abbreviate, counted, join_words
from llamacards.errors import ContentError, FieldError

_STATED = ("model", "section", "text", "source")
"""The fields of every record that states something."""


class StatedText(NamedTuple):
    """
    Something that is stated of a model.

    what: a field, a setup or a topic, as labeled in tables.
    text: what is stated.
    """

    model: str
    section: str
    what: str
    text: str
    source: Source


class Change(NamedTuple):
    """A statement that was added, changed or withdrawn; before or after is None."""

    before: StatedText | None
    after: StatedText | None

    @property
    def stated(self) -> StatedText:
        """The statement after, or else before."""
        return self.after or self.before  # type: ignore[return-value]

    @property
    def texts(self) -> tuple[str, str]:
        """The texts before and after; the old one names its subject if that has changed."""
        old, new = self
        if old and new and old.what != new.what:
            return f"{old.text}, {old.what}", new.text
        return old.text if old else "", new.text if new else ""

    @property
    def kind(self) -> str:
        """The kind of change, in a word."""
        if self.before is None:
            return "added"
        return "withdrawn" if self.after is None else "changed"


_NOUNS = {"spec": "fact", "scores": "score", "license": "term", "unattributed": "score"}
"""What the statements of a section are called."""


def diff(before: str, after: str, catalog: Catalog) -> tuple[Sheet, bool]:
    """
    What changed from one to the other, one change a line, and whether anything did.

    before, after: a day of the catalog, a file with a card, a publication or flat records, or a
    document, whose tables are read. Two documents are compared even if their titles differ.

    Raises FieldError for anything else, and the errors of reading a file.
    """
    (old, is_one), (new, is_other) = (_statements_of(named, catalog) for named in (before, after))
    changes = changes_between(old, new, by_document=not (is_one and is_other))
    return changes_sheet(changes, before, after), bool(changes)


def _statements_of(named: str, catalog: Catalog) -> tuple[list[StatedText], bool]:
    """Everything that a day, a file or a document states, and whether it is a document."""
    day, suffix = read_date(named), to_path(named).suffix.casefold()
    if day is not None:
        return [*_read_records(named, catalog.as_of(day).iter_records())], False
    if suffix in (".md", ".html"):
        from llamacards._verify.draft import draft

        return [*_read_records(named, _records_of(draft(named, catalog=catalog)[0]))], True
    if suffix in (".csv", ".json", ".jsonl") and (records := _flat_records(named)) is not None:
        return [*_read_records(named, records)], False
    if suffix not in (".toml", ".json"):
        files = "a model card in Markdown, or a file in TOML, JSON, JSON Lines or CSV"
        rule = f"a day (2024-05-31), {files}"
        raise FieldError("diff", "side", rule, named)
    return [*_read_records(named, _records_of(load(named)))], True


def _flat_records(path: str | Path) -> list[Any] | None:
    """The records in a file; None if it is JSON of another shape."""
    text = read_text(path)
    if to_path(path).suffix.casefold() == ".csv":
        try:
            return [*csv.DictReader(StringIO(text, newline=""))]
        except csv.Error as error:
            raise ContentError(str(path), f"is no CSV: {error}") from None
    if to_path(path).suffix.casefold() == ".jsonl":
        # Blank lines before each keep the number of its line.
        lines = enumerate(text.splitlines())
        return [parse_json(path, "\n" * n + line) for n, line in lines if line.strip()]
    data = parse_json(path, text)
    return data if isinstance(data, list) else None


def _records_of(stated: ModelCard | Publication) -> Iterator[Flat]:
    """The statements of a card or a publication as flat records."""
    if isinstance(stated, ModelCard):
        yield from Catalog(cards=[stated]).iter_records()
        return
    for names, record in stated.statements():
        if record.until is None:
            flat = (
                fact_record(record)
                if isinstance(record, Fact)
                else {**(parts := Flattener().score_parts(record, None))[0], **parts[1]}
            )
            models = names if isinstance(record, Fact) else (" or ".join(names),)
            yield from (flat | {"model": model} for model in models)
    for known in stated.licenses:
        sourced = evolve(known, source=known.source or stated.source)
        yield from (term_record(term, sourced) | {"model": known.id} for term in known.terms)


def _read_records(path: str, records: Iterable[Any]) -> Iterator[StatedText]:
    """Flat records as statements, without derived ones."""
    for number, flat in enumerate(records, start=1):
        if not isinstance(flat, Mapping) or not {*_STATED} <= {*flat}:
            raise ContentError(path, f"record {number} is none of llamacards: {', '.join(_STATED)}")
        held = {key: "" if flat.get(key) is None else str(flat[key]) for key in KEYS}
        if held["note"].startswith("derived: "):
            continue
        try:
            yield _read_record(held)
        except FieldError as error:
            raise ContentError(path, f"record {number}: {error}") from None


def _read_record(held: Mapping[str, str]) -> StatedText:
    """A flat record as a statement."""
    return StatedText(
        held["model"],
        held["section"],
        _subject_of(held),
        f"{held['text']}±{held['interval']}" if held["interval"] else held["text"],
        Source(
            title=held["source"] or "no source",
            url=held["url"] or None,
            published=read_date(held["published"]),
            place=held["place"] or None,
        ),
    )


def _subject_of(held: Mapping[str, str]) -> str:
    """The subject of a record, as labeled in tables, with everything that distinguishes setups."""
    if not held["benchmark"]:
        field = held["field"]
        return TOPICS.get(field) or SPECIFICATION.get(field) or field
    setup = EvalSetup(
        benchmark=held["benchmark"],
        subset=held["subset"] or None,
        shots=held["shots"] or None,
        cot={"True": True, "False": False}.get(held["cot"]),
        metric=held["metric"] or None,
        unit=held["unit"] or "percent",
    )
    return setup.label("no CoT" if setup.cot is False else "", held["metric"])


def changes_between(
    old: Iterable[StatedText], new: Iterable[StatedText], *, by_document: bool
) -> list[Change]:
    """
    The changes; a statement is changed if its document now states another value.

    by_document: whether documents must have the same title.
    """

    def document(statement: StatedText) -> str:
        return statement.source.title if by_document else ""

    def whole(statement: StatedText) -> Hashable:
        return *statement[:4], document(statement)

    def subject(statement: StatedText) -> Hashable:
        return *statement[:3], document(statement)

    def place(statement: StatedText) -> Hashable:
        return *statement[:2], document(statement), statement.source.place or statement

    before, after = ({whole(statement): statement for statement in side} for side in (old, new))
    gone = [statement for key, statement in before.items() if key not in after]
    come = [statement for key, statement in after.items() if key not in before]
    changed: list[Change] = []
    for key in (subject, place):
        pairs = _pairs_of(gone, come, key)
        changed += pairs
        paired = {statement for pair in pairs for statement in pair}
        gone = [statement for statement in gone if statement not in paired]
        come = [statement for statement in come if statement not in paired]
    return [*changed, *(Change(None, s) for s in come), *(Change(s, None) for s in gone)]


def _pairs_of(
    gone: Iterable[StatedText], come: Iterable[StatedText], key: Callable[[StatedText], Hashable]
) -> list[Change]:
    """Each withdrawn statement, with the first added one under its key."""
    waiting: dict[Hashable, list[StatedText]] = {}
    for statement in come:
        waiting.setdefault(key(statement), []).append(statement)
    return [Change(s, waiting[key(s)].pop(0)) for s in gone if waiting.get(key(s))]


def changes_sheet(changes: Sequence[Change], before: str, after: str) -> Sheet:
    """The changes, one a line; the same change of several models is one line."""
    citations = Citations()
    lines: dict[tuple[str, str, str, str, Source], list[str]] = {}
    for change in changes:
        line = (change.kind, change.stated.what, *change.texts, change.stated.source)
        lines.setdefault(line, []).append(change.stated.model)
    body = [
        SheetRow(
            label=abbreviate(models),
            cells=(what, citations.cite(old, source), new)
            if kind == "withdrawn"
            else (what, old, citations.cite(new, source)),
            section=kind.capitalize(),
        )
        for (kind, what, old, new, source), models in lines.items()
    ]
    counts = Counter((c.kind, _NOUNS.get(c.stated.section, "statement")) for c in changes)
    sums = [
        f"{join_words((counted(n, noun) for (k, noun), n in counts.items() if k == kind), 'and')} "
        f"{kind}"
        for kind in dict.fromkeys(kind for kind, _ in counts)
    ]
    return Sheet(
        title=f"What differs between {before} and {after}",
        head=("Model", "What", "Before", "After"),
        body=body,
        left=frozenset(range(4)),
        summary=f"{', '.join(sums) or 'Nothing differs'}, from {before} to {after}.",
        citations=citations,
    )
