"""The figures in the tables of a document, with the setups that their labels state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Literal, NamedTuple

from llamacards._catalog.builtin import catalog
from llamacards._records.benchmark_names import BENCHMARK_ALIASES
from llamacards._records.document import PrintedTable, Text
from llamacards._records.document_cells import SETUP_HEADS, DocumentCell, cell_place
from llamacards._records.score import UNSTATED_UNIT, EvalSetup
from llamacards._records.task_names import LOWER_METRICS, SHARE_METRICS, known_task
from llamacards._values.validation import read_decimal

SCORE = re.compile(r"(~?-?\d[\d,]*(?:\.\d+)?(?:±\d+(?:\.\d+)?)?)(?:\s*[%^†‡§].*)?")
"""A figure, and the marks that may follow it."""


SHOTS = re.compile(r"(?<![-\d])(\d+(?:-\d+)?)[- ](?:random )?(?:few-)?shots?\b", re.IGNORECASE)


COT = re.compile(r"\bCoT\b|chain[- ]of[- ]thought|step[- ]by[- ]step", re.IGNORECASE)


NO_COT = re.compile(r"with and without CoT|\b(?:no|non|without|w/o)[- ]CoT\b", re.IGNORECASE)
"""Words that mention chain of thought without stating its use."""


UNITS = MappingProxyType({"chrf": "chrF", "rougel": "ROUGE-L"})
"""The units of metrics that are not percentages."""


LOWER = re.compile(r"(smaller|lower)( is)?( the)? better|↓", re.IGNORECASE)


_WORDS = re.compile(r"(?!n/?a$)[a-z]{2}", re.IGNORECASE)
"""Words, which columns of figures do not have."""


_METRICS = frozenset({"accuracy", "average", "chrf", "f1", "macro_avg", "micro_avg", "rougel"})


_RUN = re.compile(r"\b(?:eval|(?:micro |macro )?average|avg)\b", re.IGNORECASE)
"""Words of labels besides benchmark, part and setup."""


_NO_BENCHMARK = re.compile(
    r"(?:overall|average|avg|mean|median|total|sum|rank|#? ?param|size|context|#? ?token|cost"
    r"|price|speed|latency|date|licen[sc]e|version|elo)",
    re.IGNORECASE,
)


_NO_LABELS = frozenset({"#", "filter", "n", "std", "stderr", "version", "±"})
"""Heads of columns that do not name a benchmark or have figures of a model."""


_BENCHMARK_HEADS = frozenset({"benchmark", "dataset", "evaluation", "metric", "task", "test"})


class TableFigure(NamedTuple):
    """
    A figure in a table.

    table: the table.
    row, column: the labels that cite it.
    model: the label of the model.
    models: the side of that label.
    setup: the setup that the labels state.
    cell: its cell.
    """

    table: PrintedTable
    row: str
    column: str
    model: str
    models: Literal["columns", "rows"]
    setup: EvalSetup
    cell: DocumentCell

    @property
    def place(self) -> str:
        """Its section, row and column."""
        return cell_place(self.table.section, self.row, self.column)

    @property
    def text(self) -> str:
        """The figure without the marks after it."""
        found = SCORE.fullmatch(self.cell.text)
        return found[1] if found else self.cell.text


def squeeze_name(name: str) -> str:
    """A name without case, blanks and marks, so that "AGI Eval" is AGIEval."""
    return re.sub(r"[^\w+#]|_", "", name.casefold())


def written_names(benchmarks: Iterable[str]) -> dict[str, frozenset[str]]:
    """Every spelling of the names of benchmarks, squeezed, with what it may mean."""
    names: dict[str, frozenset[str]] = {}
    for benchmark in benchmarks:
        main = benchmark.partition(" (")[0]
        for written in map(squeeze_name, (benchmark, main, *BENCHMARK_ALIASES.get(benchmark, ()))):
            names[written] = names.get(written, frozenset()) | {benchmark}
    return names


@cache
def _known_names() -> Mapping[str, frozenset[str]]:
    """The spellings of the names of all known benchmarks."""
    known = dict.fromkeys(record.name for record in catalog().benchmarks)
    return MappingProxyType(written_names([*known, *BENCHMARK_ALIASES]))


@cache
def _no_shares() -> frozenset[str]:
    """The benchmarks whose figures are not shares of a whole."""
    return frozenset(b.name for b in catalog().benchmarks if b.scoring == "no share")


def read_table_figures(document: Text, remarks: list[str]) -> Iterator[TableFigure]:
    """
    The scores in the tables of a document; tables without a known benchmark have none.

    Each setup has only what the labels of its row and column state. Anything left out is added to
    the remarks.
    """
    for table in document.tables:
        setups = [h for h in table.heads if SETUP_HEADS.get(h.casefold()) in ("shots", "metric")]
        heads = [h for h in table.heads if h.casefold() not in _NO_LABELS and h not in setups]
        over_figures = _figure_heads(table)
        figured = [head for head in heads if head in over_figures]
        labels = [head for head in heads if head not in figured]
        labels = labels or [head for head in setups if head.casefold() == "metric"]
        reader = _TableReader(table, figured, labels, remarks)
        by_row = sum(reader.names_benchmark(reader.label_of(row)) for row in table.rows)
        by_head = sum(map(reader.names_benchmark, figured))
        if by_row or by_head:
            yield from reader.models_in_columns() if by_row >= by_head else reader.models_in_rows()
        elif figured:
            remarks.append(f"a table in which no benchmark is known, {table.where}")


def _figure_heads(table: PrintedTable) -> set[str]:
    """The heads over more figures than words, but for what reaches over several columns."""
    figures: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for row in table.rows:
        reach = Counter(cell.place for cell in row)
        for cell in row:
            if reach[cell.place] == 1:
                figures[cell.column] += SCORE.fullmatch(cell.text) is not None
                words[cell.column] += _WORDS.match(cell.text) is not None
    return {head for head, count in figures.items() if count and count >= words[head]}


class _TableReader:
    """
    A table, read row by row.

    figured: the heads of figures.
    labels: the heads of row labels.
    """

    def __init__(
        self, table: PrintedTable, figured: list[str], labels: list[str], remarks: list[str]
    ) -> None:
        self._table = table
        self._figured = figured
        self._labels = labels
        self._remarks = remarks
        named = [h for h in labels if h.casefold().rstrip("s") in _BENCHMARK_HEADS]
        self._benchmark_head = (named or labels[-1:] or [""])[0]
        self._later = labels[labels.index(self._benchmark_head) + 1 :] if labels else []
        self._used = Counter(label for row in table.rows for label in row[0].labels)

    def names_benchmark(self, label: str) -> bool:
        """Whether a label begins with the name of a known benchmark."""
        return known_task(label) is not None or bool(_known_prefix(_without_run(label))[0])

    def label_of(self, row: Sequence[DocumentCell]) -> str:
        """The label that names the benchmark of a row."""
        return next((cell.text for cell in row if cell.column == self._benchmark_head), "")

    def models_in_columns(self) -> Iterator[TableFigure]:
        """The figures of a table with a benchmark in each row."""
        for row in self._table.rows:
            parts = [
                cell.text
                for cell in takewhile(lambda cell: cell.column not in self._figured, row)
                if cell.column in self._later and re.search(r"\w{2}", cell.text)
            ]
            figures = [cell for cell in row if cell.column in self._figured]
            for part in dict.fromkeys(cell.part for cell in figures):
                mine = [cell for cell in figures if cell.part == part]
                setup = self._setup_of(self.label_of(row), mine, [*parts, part], row)
                label = self._place_label(row, [*reversed(parts), self.label_of(row)])
                for cell in mine if setup else ():
                    if setup and SCORE.fullmatch(cell.text):
                        yield TableFigure(
                            self._table, label, cell.column, cell.column, "columns", setup, cell
                        )

    def models_in_rows(self) -> Iterator[TableFigure]:
        """The figures of a table with a benchmark in each column."""
        for head in self._figured:
            column = [cell for row in self._table.rows for cell in row if cell.column == head]
            # Below the heads, shots may stand in a row of their own.
            said = [cell.text for cell in column if SHOTS.fullmatch(cell.text)]
            setup = self._setup_of(head, column, dict.fromkeys(said), ())
            for row in self._table.rows if setup else ():
                texts = [cell.text for cell in row if cell.column in self._labels and cell.text]
                model = " ".join(dict.fromkeys(texts))
                label = self._place_label(row, [model, *texts])
                for cell in row:
                    if setup and cell.column == head and SCORE.fullmatch(cell.text):
                        yield TableFigure(self._table, label, head, model, "rows", setup, cell)

    def _place_label(self, row: Sequence[DocumentCell], texts: Iterable[str]) -> str:
        """The text that cites only this row of its table, or the nearest."""
        first, *others = row[0].row
        texts = [text for text in texts if text in row[0].labels]
        wanted = [*texts, *(f"{first} {other}" for other in others if re.search("[A-Za-z]", other))]
        return next((label for label in wanted if self._used[label] == 1), (texts or [first])[0])

    def _setup_of(
        self,
        label: str,
        figures: Iterable[DocumentCell],
        parts: Iterable[str],
        row: Sequence[DocumentCell],
    ) -> EvalSetup | None:
        """The setup that a label and the cells beside it state; None if they name none."""
        setup, reason = read_setup(label, [part for part in parts if part], row, figures)
        if setup is None and label:
            self._remarks.append(f'"{label}" {reason}, {self._table.where}')
        return setup


def read_setup(
    label: str, parts: Sequence[str], row: Iterable[DocumentCell], figures: Iterable[DocumentCell]
) -> tuple[EvalSetup | None, str]:
    """
    The setup that a label states, with the cells of its row, or None and the reason.

    parts: parts of the benchmark that further labels name.
    figures: the figures of the setup, which distinguish percents from shares of 1.
    """
    heads = {cell.column.casefold(): cell.text for cell in row}
    beside = {SETUP_HEADS.get(head): text for head, text in heads.items()}
    benchmark, items = _benchmark_in(label)
    if benchmark is None:
        return None, items[0]
    items = [item.rstrip(".") if is_metric(item.rstrip(".")) else item for item in items]
    metrics = [item for item in items if is_metric(item)]
    printed = beside.get("metric", "")
    told = printed if re.search(r"\w", printed) and printed != label else ""
    metric = told or next((item.casefold() for item in metrics), None)
    if told and "filter" in heads:
        # A harness names a metric with the filter of answers: "exact_match,strict-match".
        metric = f"{told},{heads['filter']}"
    scored = re.split("[/,]", (metric or "").casefold())
    named = [i for i in items if i not in metrics or i.casefold() not in scored]
    if any("->" in part for part in parts):
        # Of "eng->kgv/kgv->eng" the cell is one part, which its own label is.
        named = [item for item in named if "->" not in item]
    said = " ".join((label, *parts))
    shots = shots_in(beside.get("shots", ""))
    found = {*([shots] if shots else SHOTS.findall(said))}
    texts = [cell.text for cell in figures if SCORE.fullmatch(cell.text)]
    setup = EvalSetup(
        benchmark=benchmark,
        subset=", ".join(dict.fromkeys(filter(None, (*named, *map(_part_name, parts))))) or None,
        shots=found.pop() if len(found) == 1 else None,
        cot=True if COT.search(NO_COT.sub("", said)) else None,
        metric=metric,
        unit=unit_of(benchmark, metric, label, texts),
        lower_is_better=True if LOWER.search(said) else None,
    )
    return setup, ""


def shots_in(text: str) -> str | None:
    """The number of shots that a cell beside a figure states: "5", "3-5" or "5-shot"."""
    shots = re.fullmatch(
        r"((?:0|[1-9]\d*)(?:-[1-9]\d*)?)(?:[- ]shots?)?", text.strip(), re.IGNORECASE
    )
    return shots[1] if shots else None


def _part_name(part: str) -> str:
    return _without_run(part).strip(" ,()")


def is_metric(item: str) -> bool:
    """Whether a word of a label names a scoring."""
    known = SHARE_METRICS | LOWER_METRICS | _METRICS
    return all(
        part in known or re.fullmatch(r"\w+@\d+", part) for part in item.casefold().split("/")
    )


def _without_run(label: str) -> str:
    """A label without shots, chain of thought and marks of notes."""
    for pattern in (SHOTS, NO_COT, COT):
        label = pattern.sub(" ", label)
    return re.sub(r"[\s*^†‡§↑↓]+(?=$|\s)", " ", label).strip(" -–:")


def _known_prefix(label: str) -> tuple[frozenset[str], str, str]:
    """The benchmarks with the longest name that a label begins with, the name, and the rest."""
    meant, end = frozenset[str](), 0
    for word in re.finditer(r"[\w+#@.]+", label):
        if found := _known_names().get(squeeze_name(label[: word.end()])):
            meant, end = found, word.end()
    # "MBPP EvalPlus (base)" is a whole name.
    end += label[end:].startswith(")") and "(" in label[:end]
    return meant, label[:end], label[end:]


def _benchmark_in(label: str) -> tuple[str | None, list[str]]:
    """The benchmark that a label names, and the rest of it; or None and the reason."""
    plain = _without_run(label)
    meant, name, rest = _known_prefix(plain)
    if len(meant) > 1 and name not in meant:
        return None, [f"may mean {' or '.join(sorted(meant))}"]
    core, _, more = plain.partition("(")
    more = "" if known_task(plain) else more
    if task := known_task(plain) or known_task(re.sub(r"[\s-]+", "_", core.strip())):
        return task[0], [*([task[1]] if task[1] else []), *_items_in(more)]
    if not meant:
        name, _, rest = plain.partition("(")
        name = re.sub(r"\S+->\S+", "", name).strip(" -–,")
        if not re.search(r"[^\W\d_]", name) or _NO_BENCHMARK.match(name):
            return None, ["names no benchmark"]
        meant = frozenset({name})
    return name if name in meant else min(meant), _items_in(rest)


def _items_in(rest: str) -> list[str]:
    """What a label says after the name of a benchmark, piece by piece."""
    items = [item.strip(" -–:/_") for item in re.split(r"[(),;]", _RUN.sub(" ", rest))]
    return [item for item in items if item]


def unit_of(benchmark: str, metric: str | None, label: str, texts: Iterable[str]) -> str:
    """The printed unit, or the one that follows from the metric and from figures above 1."""
    last = (metric or "").casefold().rpartition("/")[2]
    if last in UNITS:
        return UNITS[last]
    numbers = [read_decimal(text.strip("~%^†‡§ ").partition("±")[0]) for text in texts]
    known = [number for number in numbers if number is not None]
    if "%" in label or any("%" in text for text in texts):
        return "percent"
    fits = bool(known) and min(known) >= 0 and 1 < max(known) <= 100
    return "percent" if fits and is_share(benchmark, metric) else UNSTATED_UNIT


def is_share(benchmark: str, metric: str | None) -> bool:
    """Whether figures are shares of a whole, in percent or from 0 to 1."""
    last = (metric or "").casefold().partition(",")[0].rpartition("/")[2]
    is_known = squeeze_name(benchmark) in _known_names() and benchmark not in _no_shares()
    return last in SHARE_METRICS or last == "accuracy" or is_known
