"""The setups of figures, read again from labels, cells beside them and cited sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from attrs import field, frozen

from llamacards._catalog.table_figures import (
    COT,
    LOWER,
    NO_COT,
    SHOTS,
    UNITS,
    shots_in,
    squeeze_name,
    written_names,
)
from llamacards._records.benchmark_names import BENCHMARK_ALIASES
from llamacards._records.document_cells import SETUP_HEADS, DocumentCell, plain_words
from llamacards._records.publication import Publication, Sentence, Table
from llamacards._records.score import UNSTATED_UNIT, EvalSetup
from llamacards._records.task_names import known_task
from llamacards._values.source import Source
from llamacards._verify.documents import Document, Folder
from llamacards._verify.readings import (
    Kind,
    Reading,
    ReadingVerdict,
    at_cell,
    find_passage,
    stands,
    verdict_if,
)

PRINTED_AS = MappingProxyType(
    {
        "accuracy": "acc",
        "avg(prompt/instruction acc loose/strict)": (
            "average (prompt and instruction level, strict and loose)"
        ),
        "relaxed_accuracy": "Relaxed accuracy",
    }
)
"""Metrics that a cell prints in other words than here."""


_WORDS_OF_METRIC = MappingProxyType(
    {
        "acc": r"accuracy|generate the (best )?choice character|best choice character",
        "acc_char": r"choice character|\(NLL\)|averaged over the english subtasks",
        "acc (suffix likelihood)": r"log-likelihood over the suffix",
        "average": r"\baverage",
        "em": r"exact match",
        "em_maj1@1": r"maj@1",
        "final_em": r"exact match using sympy",
        "macro_avg": r"macro average",
        "maj1@1": r"maj@1",
        "micro_avg": r"micro[_ ]av",
        "pass@1 (average)": r"average pass@1",
    }
)
"""What sentences say for a metric or a part of it; by default the metric itself."""


_OF_RUN = re.compile(
    r"\d+(-\d+)?[- ]shot|\bCoT\b|\bLvl \d|\beval\b|\b(micro )?average\b|\bavg\b"
    r"|\b(pre|post)-trained\b|\binstruct-aligned\b",
    re.IGNORECASE,
)
"""What labels say besides the name of a benchmark and its part."""


_SPLIT = re.compile(r"\bthe (\w+) split\b")


@frozen(kw_only=True, eq=False)
class SetupEvidence:
    """
    Everything that says how the figures under one label were measured.

    label: the label, as printed.
    beside: the cells that print it, by subject.
    texts: the other texts of its row, the section and the caption.
    sentences: the sentences that it follows, with whether all their words were found.
    notes: the notes on the label here.
    """

    publication: Publication
    table: Table
    source: Source
    label: str
    setup: EvalSetup
    document: Document | None
    beside: Mapping[str, frozenset[str]]
    texts: tuple[str, ...]
    sentences: tuple[tuple[Sentence, ReadingVerdict], ...]
    notes: str
    shared: dict[tuple[str, ...], list[SetupEvidence]] = field(repr=False)

    @cached_property
    def words(self) -> str:
        """The key words of its sentences, which belong to the label."""
        return "; ".join(self.key)

    @cached_property
    def printed(self) -> str:
        """The label, the texts of its row, and the key words."""
        return "; ".join((self.label, *self.texts, self.words))

    @property
    def key(self) -> tuple[str, ...]:
        """The key words that it follows, which identify equal sentences of documents."""
        return tuple(word for sentence, _ in self.sentences for word in sentence.words)

    @property
    def marks_cot(self) -> bool:
        """Whether a chain of thought is printed for it."""
        said = NO_COT.sub("", self.printed)
        return COT.search(said) is not None or "yes" in self.beside.get("cot", ())

    @property
    def follows_another(self) -> bool:
        """Whether it is read from a document of another publication."""
        own = {self.publication.source, self.publication.protocol}
        own |= {table.source for table in self.publication.tables}
        return any(sentence.source not in own for sentence, _ in self.sentences)

    @cached_property
    def figures(self) -> frozenset[tuple[str, str]]:
        """The figures under the label, with their cards."""
        found = [f for f in self.table.figures() if f.what is self.setup]
        return frozenset(
            (card, str(figure.cell).partition("±")[0])
            for figure in found
            if self.label in (figure.row, figure.column)
            for card in figure.cards
        )

    @cached_property
    def twins(self) -> list[SetupEvidence]:
        """The labels under which its document prints the same figures again."""
        return [
            other
            for others in self.shared.values()
            for other in others
            if other is not self
            and other.source == self.source
            and self.figures <= other.figures
            and other.setup.benchmark == self.setup.benchmark
        ]

    def said_of(self, head: str) -> frozenset[str]:
        """What the cells beside it say, or if they say nothing, those beside its twins."""
        own = self.beside.get(head)
        return own or frozenset(text for twin in self.twins for text in twin.beside.get(head, ()))

    def said_elsewhere(self, head: str) -> set[str]:
        """What cells of other documents with the same sentences say."""
        alike = self.shared.get(self.key, []) if self.key else []
        return {text for evidence in alike for text in evidence.beside.get(head, ())}


def setups_of(table: Table) -> list[tuple[str, EvalSetup]]:
    """The labels of a table that name setups."""
    named = [*table.columns, *((label, what) for label, what, _ in table.rows)]
    return [(label, what) for label, what in named if isinstance(what, EvalSetup)]


def gather_evidence(publications: Iterable[Publication], folder: Folder) -> list[SetupEvidence]:
    """The evidence for every setup of every current table."""
    shared: dict[tuple[str, ...], list[SetupEvidence]] = {}
    found = [
        _evidence_of(publication, table, named, folder, shared)
        for publication in publications
        for table in publication.tables
        if table.until is None
        for named in setups_of(table)
    ]
    for evidence in found:
        shared.setdefault(evidence.key, []).append(evidence)
    return found


def _evidence_of(
    publication: Publication,
    table: Table,
    named: tuple[str, EvalSetup],
    folder: Folder,
    shared: dict[tuple[str, ...], list[SetupEvidence]],
) -> SetupEvidence:
    label, setup = named
    source = table.source or publication.source
    document = folder.find(source, table.section, table)
    cells = document.cells(table) if document else []
    others = {label for label, _ in table.columns} | {label for label, *_ in table.rows}
    beside = _cells_beside(label, others - {label}, cells)
    if not beside and publication.protocol and publication.protocol != source:
        protocol = folder.find(publication.protocol)
        beside = _cells_beside(label, set(), protocol.printed if protocol else [])
    rows = [cell.row for cell in cells if label in cell.row or label in cell.labels]
    texts = [text for row in rows[:1] for text in row if not re.match(r"[-\d]", text)]
    texts += [c.text for c in cells if c.column == label and SHOTS.fullmatch(c.text)]
    sentences = tuple(
        (sentence, _read_sentence(sentence, folder))
        for said_of, sentence in table.follows
        if said_of == label
    )
    notes = [text for place, text in table.notes if place == label or label in place]
    return SetupEvidence(
        publication=publication,
        table=table,
        source=source,
        label=label,
        setup=setup,
        document=document,
        beside=beside,
        texts=tuple(dict.fromkeys((*texts, table.caption or "", table.section))),
        sentences=sentences,
        notes="; ".join(notes),
        shared=shared,
    )


def _cells_beside(
    label: str, others: set[str], cells: Iterable[DocumentCell]
) -> dict[str, frozenset[str]]:
    """What the cells beside a label say of shots, metric and so on; blank cells are skipped."""
    said: dict[str, set[str]] = {}
    for cell in cells:
        head = SETUP_HEADS.get(cell.column.casefold())
        is_mine = label in cell.row and (not others or len(cell.row) > 2 or others & {*cell.row})
        if head and is_mine and cell.text not in ("", "-"):
            said.setdefault(head, set()).add(cell.text)
    return {head: frozenset(texts) for head, texts in said.items()}


def _read_sentence(sentence: Sentence, folder: Folder) -> ReadingVerdict:
    document, text = find_passage(sentence.source, folder)
    return verdict_if(document, found=all(stands(word, text or "") for word in sentence.words))


def read_setups(gathered: Sequence[SetupEvidence]) -> Iterator[Reading]:
    """Each part of each setup, read again."""
    names = written_names({evidence.setup.benchmark for evidence in gathered})
    subsets = {(e.setup.benchmark, e.setup.subset) for e in gathered if e.setup.subset}
    unmarked = _unmarked_by_publication(gathered)
    for evidence in gathered:
        for sentence, verdict in evidence.sentences:
            yield Reading(
                verdict=verdict,
                kind="sentence",
                what=evidence.setup.label(),
                source=sentence.source,
                stated=", ".join(sentence.words),
            )
        if evidence.document is None:
            continue
        setup = evidence.setup
        checks: tuple[tuple[Kind, str | None, bool], ...] = (
            ("benchmark", setup.name, _is_named(evidence, names, subsets)),
            ("shots", setup.shots, _has_shots(evidence)),
            ("chain of thought", str(setup.cot), _has_cot(evidence, unmarked)),
            ("metric", setup.metric, _has_metric(evidence)),
            ("unit", setup.unit, _has_unit(evidence)),
        )
        for kind, stated, found in checks:
            yield Reading(
                verdict="re-read" if found else "differing",
                kind=kind,
                what=setup.label(),
                source=_at_label(evidence),
                stated=stated,
                printed=_said_in(evidence, kind),
            )


def _at_label(evidence: SetupEvidence) -> Source:
    """The place of the label of a setup: its row or column."""
    by_row = evidence.table.models == "columns"
    place = (evidence.label, "") if by_row else ("", evidence.label)
    return at_cell(evidence.source, evidence.table.section, *place)


def _said_in(evidence: SetupEvidence, kind: Kind) -> str:
    """What is printed about a part of a setup."""
    head = {"chain of thought": "cot"}.get(kind, kind)
    return ", ".join(sorted(evidence.beside.get(head, ()))) or evidence.label


def _is_named(
    evidence: SetupEvidence,
    names: Mapping[str, frozenset[str]],
    subsets: Iterable[tuple[str, str]],
) -> bool:
    """Whether label, row or caption name the benchmark and exactly its subset."""
    setup = evidence.setup
    named = next(
        filter(None, (_benchmarks_meant(text, names) for text in _naming_texts(evidence))), None
    )
    texts = (evidence.printed, evidence.notes, *evidence.said_of("subset"))
    said = _as_printed("; ".join(texts))
    nearest = "; ".join((evidence.words, evidence.notes, *evidence.said_of("subset")))
    another = any(
        stands(subset, nearest) and not _part_of(subset, setup.subset)
        for benchmark, subset in subsets
        if benchmark == setup.benchmark
    )
    is_task = known_task(evidence.label) == (setup.benchmark, setup.subset)
    return is_task or (
        named is not None
        and setup.benchmark in named
        and all(stands(part, said) for part in _words_in(setup.subset or ""))
        and not _unexplained_words(evidence.label, setup)
        and not another
        and all(_part_of(split, setup.subset) for split in _SPLIT.findall(evidence.notes))
    )


def _words_in(text: str) -> list[str]:
    """The words of a name, as labels write them."""
    return [word for word in re.split(r"[^\w+#.@]+", _as_printed(text)) if word]


def _unexplained_words(label: str, setup: EvalSetup) -> list[str]:
    """The words of a label that are not from benchmark, subset or metric."""
    aliases = BENCHMARK_ALIASES.get(setup.benchmark, ())
    said = (setup.benchmark, *aliases, setup.subset or "", setup.metric or "", setup.unit)
    known = {squeeze_name(word) for text in said for word in _words_in(text)}
    whole = [squeeze_name(text) for text in (setup.benchmark, *aliases)]
    plain = _OF_RUN.sub(" ", NO_COT.sub(" ", label))
    return [
        word
        for word in map(squeeze_name, _words_in(plain))
        if word not in known and not any(word in name for name in whole)
    ]


def _naming_texts(evidence: SetupEvidence) -> Iterator[str]:
    """The texts that may name a benchmark, the nearest first."""
    yield evidence.label
    yield from evidence.texts


def _benchmarks_meant(text: str, names: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    """The benchmarks with the longest name that a text begins with."""
    squeezed = squeeze_name(text)
    found = max((n for n in names if squeezed.startswith(n)), key=len, default=None)
    return None if found is None else names[found]


def _as_printed(subset: str) -> str:
    """A subset as labels write it: days as 10/01/2024."""
    days = re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\2/\3/\1", subset.replace(" to ", " "))
    return days.replace("options", "opts").replace("->", " ")


def _part_of(subset: str, stated: str | None) -> bool:
    return stated is not None and squeeze_name(subset) in squeeze_name(stated)


def _has_shots(evidence: SetupEvidence) -> bool:
    """Whether the shots are as printed beside the label, in it, or in its sentences, or nowhere."""
    stated, beside = evidence.setup.shots, evidence.said_of("shots")
    if beside:
        return {shots_in(text) or text for text in beside} == {stated}
    printed = {shots for text in (evidence.label, *evidence.texts) for shots in SHOTS.findall(text)}
    if stated is None or printed:
        return printed <= {stated}
    said = {*SHOTS.findall(evidence.words), *evidence.said_elsewhere("shots")}
    return stated in said


def _has_metric(evidence: SetupEvidence) -> bool:
    """Likewise for the metric; a cell may print it in other words, which a note then says."""
    stated, beside = evidence.setup.metric, evidence.said_of("metric")
    if stated is None:
        return not beside
    for text in beside:
        other = PRINTED_AS.get(text.casefold())
        if stated.casefold() not in (text.casefold(), other and other.casefold()):
            return f"printed as {text}" in evidence.notes and stated in evidence.said_elsewhere(
                "metric"
            )
    if beside or any(stated in text for text in evidence.texts):
        return True
    elsewhere = {PRINTED_AS.get(t.casefold(), t) for t in evidence.said_elsewhere("metric")}
    said = "; ".join((evidence.printed, evidence.notes, *(t.notes for t in evidence.twins)))
    parts = [stated] if stated in _WORDS_OF_METRIC else stated.split("/")
    return stated in elsewhere or all(
        re.search(_WORDS_OF_METRIC.get(part, re.escape(part)), said, re.IGNORECASE)
        or stands(part, evidence.label)
        for part in parts
    )


def _has_cot(evidence: SetupEvidence, unmarked: Mapping[int, bool | None]) -> bool:
    """
    Whether a chain of thought is stated exactly where it is marked.

    If none is marked, a document says throughout either that there is none, or nothing.
    """
    stated = evidence.setup.cot
    if evidence.marks_cot:
        return stated is True
    if evidence.follows_another:
        return stated is False
    return stated is unmarked.get(id(evidence.publication))


def _unmarked_by_publication(gathered: Iterable[SetupEvidence]) -> dict[int, bool | None]:
    """What most setups of a publication say if no chain of thought is marked."""
    counts: dict[int, Counter[bool | None]] = {}
    marking: set[int] = set()
    for evidence in gathered:
        publication = id(evidence.publication)
        if evidence.marks_cot:
            marking.add(publication)
        elif not evidence.follows_another:
            counts.setdefault(publication, Counter())[evidence.setup.cot] += 1
    most = {publication: count.most_common(1)[0][0] for publication, count in counts.items()}
    return {p: cot for p, cot in most.items() if cot is None or p in marking}


def _has_unit(evidence: SetupEvidence) -> bool:
    """Whether the unit is that of the metric, and lower is better only if that is said."""
    setup = evidence.setup
    last = (setup.metric or "").casefold().rpartition("/")[2]
    expected = UNITS.get(last, "percent")
    named = setup.unit == expected or stands(setup.unit, plain_words(evidence.printed))
    named = named or setup.unit == UNSTATED_UNIT
    lower = LOWER.search(evidence.printed) is not None
    return named and expected in (setup.unit, "percent") and lower is bool(setup.lower_is_better)
