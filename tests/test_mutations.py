"""
Changes of copies of the documents and of the built-in publications, none of which verify misses.

Each kind of change is made at five places, chosen with a seed, one place at a time.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import llamacards as lc
from llamacards import EvalSetup, Publication, Table
from llamacards._verify.documents import Folder
from llamacards._verify.readings import WRONG, Reading
from llamacards._verify.verify import read_all
from llamacards.publications import PUBLICATIONS

SOURCES = Path(__file__).resolve().parents[2] / "shared" / "sources"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOURCES.is_dir(), reason="the documents are not beside this checkout"),
]
FOLDER = Folder(path=SOURCES)
CATALOG = lc.catalog()
PLACES = range(5)


def wrong(publications: tuple[Publication, ...]) -> list[Reading]:
    """What differs or is not found, once publications state something else."""
    return [r for r in read_all(publications, FOLDER, CATALOG) if r.verdict in WRONG]


def seeded() -> random.Random:
    """A generator for what is not meant to vary."""
    return random.Random(0)  # noqa: S311


def with_record(publication: Publication, field: str, old: Any, new: Any) -> Publication:
    """A publication with one record in the place of another."""
    records = tuple(new if record is old else record for record in getattr(publication, field))
    changed: Any = {field: records}
    return evolve(publication, **changed)


def tables() -> list[tuple[Publication, Table]]:
    """All tables whose documents are here and still have them."""
    return [(p, t) for p in PUBLICATIONS for t in p.tables if t.until is None]


def score_tables() -> list[tuple[Publication, Table]]:
    """Those of scores."""
    return [(p, t) for p, t in tables() if any(isinstance(f.what, EvalSetup) for f in t.figures())]


def changed_cell(rng: random.Random, pattern: str, change: Callable[[str], str]) -> Any:
    """A publication in which a figure that fits a pattern is changed."""
    cells = [
        (p, t, row, place)
        for p, t in tables()
        for row in t.rows
        for place, cell in enumerate(row[2])
        if re.search(pattern, str(cell))
    ]
    publication, table, row, place = rng.choice(cells)
    figures = [*row[2]]
    figures[place] = change(str(figures[place]))
    rows = [(*r[:2], tuple(figures)) if r is row else r for r in table.rows]
    return publication, with_record(publication, "tables", table, evolve(table, rows=rows))


def one_more(digits: str) -> str:
    """A figure with its last digit, before an interval, changed by one."""
    value, sign, interval = digits.partition("±")
    return re.sub(r"\d(?=\D*$)", lambda d: str((int(d[0]) + 1) % 10), value) + sign + interval


def wider(cell: str) -> str:
    """A figure with another interval."""
    value, _, interval = cell.partition("±")
    return f"{value}±{one_more(interval)}"


SIDES: tuple[str, str] = ("columns", "rows")


def with_side(publication: Publication, table: Table, side: str, entries: list[Any]) -> Publication:
    """A publication in which one side of a table is labeled otherwise."""
    changed: Any = {side: tuple(entries)}
    return with_record(publication, "tables", table, evolve(table, **changed))


def changed_setup(rng: random.Random, change: Callable[[random.Random, EvalSetup], Any]) -> Any:
    """A publication in which one setup is another."""
    named = [
        (p, t, side, place)
        for p, t in score_tables()
        for side in SIDES
        for place, entry in enumerate(getattr(t, side))
        if isinstance(entry[1], EvalSetup) and change(seeded(), entry[1])
    ]
    publication, table, side, place = rng.choice(named)
    entries = [*getattr(table, side)]
    label, setup, *more = entries[place]
    entries[place] = (label, evolve(setup, **change(rng, setup)), *more)
    return publication, with_side(publication, table, side, entries)


def other(rng: random.Random, values: list[Any], than: Any) -> Any:
    """One of several values that is not this one."""
    return rng.choice([value for value in dict.fromkeys(values) if value != than])


SETUPS = [f.what for _, t in score_tables() for f in t.figures() if isinstance(f.what, EvalSetup)]


def other_shots(rng: random.Random, setup: EvalSetup) -> Any:
    """Another number of shots, or none stated."""
    return {"shots": other(rng, [s.shots for s in SETUPS], setup.shots)}


def other_cot(rng: random.Random, setup: EvalSetup) -> Any:
    """Another statement on the chain of thought."""
    return {"cot": other(rng, [True, False, None], setup.cot)}


def other_metric(rng: random.Random, setup: EvalSetup) -> Any:
    """Another metric, in place of one that is stated."""
    return setup.metric and {"metric": other(rng, [s.metric for s in SETUPS], setup.metric)}


def other_subset(rng: random.Random, setup: EvalSetup) -> Any:
    """Another part, in place of one that is stated, such as another language."""
    of_it = [s.subset for s in SETUPS if s.benchmark == setup.benchmark]
    choices = [s for s in dict.fromkeys(of_it) if s != setup.subset]
    return setup.subset and choices and {"subset": rng.choice(choices)}


def other_benchmark(rng: random.Random, setup: EvalSetup) -> Any:
    """Another benchmark; a group of one is told apart from it by its source alone."""
    names = [s.benchmark for s in SETUPS if "group" not in s.benchmark]
    return {"benchmark": other(rng, names, setup.benchmark)}


def other_unit(rng: random.Random, setup: EvalSetup) -> Any:
    """Another unit."""
    return {"unit": other(rng, [s.unit for s in SETUPS], setup.unit)}


def other_direction(_: random.Random, setup: EvalSetup) -> Any:
    """The other direction of what is better."""
    return {"lower_is_better": not setup.lower_is_better}


def changed_card(rng: random.Random) -> Any:
    """A publication in which a label is given to another card."""
    named = [
        (p, t, t.models, place) for p, t in tables() for place, _ in enumerate(getattr(t, t.models))
    ]
    publication, table, side, place = rng.choice(named)
    entries = [*getattr(table, side)]
    label, cards, *more = entries[place]
    cards = (cards,) if isinstance(cards, str) else cards
    left = rng.randrange(len(cards))
    given = (*cards[:left], other(rng, [*CATALOG], cards[left]), *cards[left + 1 :])
    entries[place] = (label, given[0] if len(given) == 1 else given, *more)
    return publication, with_side(publication, table, side, entries)


def changed_fact(rng: random.Random, change: Callable[[random.Random, lc.Fact], Any]) -> Any:
    """A publication in which one fact is another."""
    facts = [(p, f) for p in PUBLICATIONS for f in p.facts if not f.until and change(seeded(), f)]
    publication, fact = rng.choice(facts)
    return publication, with_record(publication, "facts", fact, evolve(fact, **change(rng, fact)))


FACTS = [fact for p in PUBLICATIONS for fact in p.facts]


def other_value(rng: random.Random, fact: lc.Fact) -> Any:
    """Another value: of several things one more or less, else what is stated elsewhere."""
    if fact.field == "dense":
        return {"value": not fact.value}
    if isinstance(fact.value, tuple) and len(fact.value) > 1:
        return {"value": rng.choice([fact.value[1:], (*fact.value, "Klingon")])}
    values = [f.value for f in FACTS if f.field == fact.field and f.value != fact.value]
    return values and {"value": rng.choice(values)}


def other_cards(rng: random.Random, fact: lc.Fact) -> Any:
    """One card less, another card, or one more."""
    kept = fact.cards[1:]
    stranger = other(rng, [n for n in CATALOG if n not in fact.cards], None)
    return {
        "cards": rng.choice(
            [cards for cards in (kept, (*kept, stranger), (*fact.cards, stranger)) if cards]
        )
    }


def changed_day(rng: random.Random) -> Any:
    """A publication in which a correction has another day."""
    days = [(p, t, i) for p, t in tables() for i, _ in enumerate(t.since)]
    days += [(p, t, -1) for p in PUBLICATIONS for t in p.tables if t.until]
    publication, table, place = rng.choice(days)
    shift = timedelta(days=rng.choice([-30, -1, 1, 30]))
    if place < 0:
        assert table.until
        changed = evolve(table, until=table.until + shift)
    else:
        since = [*table.since]
        since[place] = (since[place][0], since[place][1] + shift)
        changed = evolve(table, since=since)
    return publication, with_record(publication, "tables", table, changed)


NO_FIGURES = re.compile(r"Llama \d(\.\d)?( \d+B)?|\d+-shot")


def digits_of(note: str) -> list[int]:
    """Where the first digits of figures of several digits stand in a note."""
    masked = NO_FIGURES.sub(lambda name: "_" * len(name[0]), note)
    return [found.start() for found in re.finditer(r"(?<!\d)\d(?=\d)", masked)]


def changed_note(rng: random.Random) -> Any:
    """A publication in which a note quotes another figure."""
    notes = [
        (p, t, place)
        for p, t in tables()
        for place, (_, note) in enumerate(t.notes)
        if digits_of(note)
    ]
    publication, table, place = rng.choice(notes)
    entries = [*table.notes]
    where, note = entries[place]
    at = rng.choice(digits_of(note))
    entries[place] = (where, f"{note[:at]}{(int(note[at]) + 3) % 10}{note[at + 1 :]}")
    return publication, with_record(publication, "tables", table, evolve(table, notes=entries))


def changed_sentence(rng: random.Random) -> Any:
    """A publication in which a setup follows other words, or those of another place."""
    said = [(p, t, i) for p, t in tables() for i, _ in enumerate(t.follows)]
    publication, table, place = rng.choice(said)
    entries = [*table.follows]
    label, sentence = entries[place]
    words = [*sentence.words]
    words[0] = re.sub(r"\w+", "other", words[0], count=1)
    entries[place] = (label, evolve(sentence, words=words))
    return publication, with_record(publication, "tables", table, evolve(table, follows=entries))


def changed_term(rng: random.Random, change: Callable[[random.Random, lc.Term], Any]) -> Any:
    """A publication in which a term of a license says something else."""
    terms = [
        (p, lic, term)
        for p in PUBLICATIONS
        for lic in p.licenses
        if lic.hf_id and lic.hf_id.startswith("llama")
        for term in lic.terms
        if term.clause and change(seeded(), term)
    ]
    publication, lic, term = rng.choice(terms)
    changed = evolve(term, **change(rng, term))
    granted = evolve(lic, terms=[changed if t is term else t for t in lic.terms])
    return publication, with_record(publication, "licenses", lic, granted)


def other_term_value(_: random.Random, term: lc.Term) -> Any:
    """Another value, in place of one that is stated."""
    return term.value and term.value != "yes" and {"value": f"{one_more(term.value)} or so"}


def other_clause(rng: random.Random, term: lc.Term) -> Any:
    """A clause that says something else."""
    return {"clause": other(rng, ["§1.a", "§2", "§5.a", "§7"], term.clause)}


ANSWERS = ["allowed", "not allowed", "required", "conditional", "stated", "not stated"]


def other_answer(rng: random.Random, term: lc.Term) -> Any:
    """Another answer."""
    return {"answer": other(rng, ANSWERS, term.answer)}


def other_key_words(_: random.Random, term: lc.Term) -> Any:
    """Key words that stand nowhere."""
    return term.key_words and {"key_words": f"{term.key_words} on a fine day"}


IN_MODULES: dict[str, Callable[[random.Random], Any]] = {
    "a figure": lambda rng: changed_cell(rng, r"\d", one_more),
    "an interval": lambda rng: changed_cell(rng, "±", wider),
    "shots": lambda rng: changed_setup(rng, other_shots),
    "a chain of thought": lambda rng: changed_setup(rng, other_cot),
    "a metric": lambda rng: changed_setup(rng, other_metric),
    "a subset or language": lambda rng: changed_setup(rng, other_subset),
    "a benchmark": lambda rng: changed_setup(rng, other_benchmark),
    "a unit": lambda rng: changed_setup(rng, other_unit),
    "what is better": lambda rng: changed_setup(rng, other_direction),
    "the card of a label": changed_card,
    "the sentence of a setup": changed_sentence,
    "the value of a fact": lambda rng: changed_fact(rng, other_value),
    "the cards of a fact": lambda rng: changed_fact(rng, other_cards),
    "the value of a term": lambda rng: changed_term(rng, other_term_value),
    "the clause of a term": lambda rng: changed_term(rng, other_clause),
    "the answer of a term": lambda rng: changed_term(rng, other_answer),
    "the key words of a term": lambda rng: changed_term(rng, other_key_words),
    "the day of a correction": changed_day,
    "a figure in a note": changed_note,
}


@pytest.mark.parametrize("seed", PLACES)
@pytest.mark.parametrize("kind", IN_MODULES)
def test_in_modules(kind: str, seed: int) -> None:
    """A publication that states something else than its document is noticed."""
    rng = random.Random(f"{kind} {seed}")  # noqa: S311
    publication, changed = IN_MODULES[kind](rng)
    assert wrong(tuple(changed if p is publication else p for p in PUBLICATIONS))


READINGS = lc.verify(SOURCES).readings if SOURCES.is_dir() else ()
TEXTS = {
    path.relative_to(SOURCES): path.read_text(encoding="utf-8")
    for path in sorted(SOURCES.rglob("*"))
    if path.is_file() and path.name not in ("README.md", "benchmarks.csv")
}
CITED = re.compile(r"https://github\.com/[^/]+/([^/]+)/blob/[^/]+/(.+)")


def file_of(source: lc.Source) -> Path | None:
    """The file of a document on GitHub."""
    found = CITED.fullmatch(source.url or "")
    return Path(found[1], found[2]) if found else None


def readings_of(*kinds: str) -> list[Reading]:
    """The readings of some kinds whose documents are files on GitHub."""
    return [r for r in READINGS if r.kind in kinds and r.verdict == "re-read" and file_of(r.source)]


Change = tuple[Path, str]


def replaced(rng: random.Random, path: Path, old: str, new: str) -> Iterator[Change]:
    """The text of a file with one occurrence of some words replaced, any of them first."""
    text = TEXTS[path]
    found = [*re.finditer(old, text)]
    rng.shuffle(found)
    for match in found:
        yield path, f"{text[: match.start()]}{match.expand(new)}{text[match.end() :]}"


def another_digit(text: str) -> str:
    """A text with its last digit changed."""
    return re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), text)


def printed_figure(rng: random.Random) -> Iterator[Change]:
    """Another figure in a cell of a row that is cited."""
    figures = [r for r in readings_of("figure") if re.fullmatch(r"\d+\.\d+", r.printed or "")]
    reading = rng.choice(figures)
    path = file_of(reading.source)
    assert path
    assert reading.printed
    (label,) = re.findall(r'row "(.+?)", column', reading.source.place or "")
    row = r"[\s*\\]*".join(map(re.escape, label.split()[-1:]))
    within = r"(?:(?!</tr>|\n\||\nLlama).){0,900}?"
    yield from replaced(
        rng,
        path,
        rf"(?s)({row}{within}[|>*\s]){re.escape(reading.printed)}(?![\d.])",
        rf"\g<1>{another_digit(reading.printed)}",
    )


def csv_lines(rng: random.Random, column: str, pattern: str, new: str) -> Iterator[Change]:
    """Another value in a column of the papers' transcripts."""
    paths = [path for path in TEXTS if path.parent.name == "papers" and "arxiv" in path.name]
    path = rng.choice(paths)
    lines = TEXTS[path].splitlines(keepends=True)
    heads = lines[0].strip().split(",")
    numbers = [*range(1, len(lines))]
    rng.shuffle(numbers)
    for number in numbers:
        (cells,) = csv.reader([lines[number]])
        if re.fullmatch(pattern, cells[heads.index(column)]):
            changed = [*cells]
            changed[heads.index(column)] = re.sub(pattern, new, cells[heads.index(column)])
            out = io.StringIO()
            csv.writer(out).writerow(changed)
            yield path, "".join([*lines[:number], out.getvalue(), *lines[number + 1 :]])


CARDS = [
    path for path in TEXTS if path.name.startswith("MODEL_CARD") and "llama-models" in path.parts
]


def printed_cell(rng: random.Random, pattern: str, new: str) -> Iterator[Change]:
    """Another text in a cell of a model card that is nothing else."""
    cell = rf"((?:<td>|\| )\s*)(?:{pattern})(?=\s*(?:</td>|\|))"
    yield from replaced(rng, rng.choice(CARDS), cell, rf"\g<1>{new}")


def printed_head(rng: random.Random) -> Iterator[Change]:
    """A head of a column that names another model."""
    heads = [r for r in readings_of("model") if re.search(r"\dB", r.printed or "")]
    reading = rng.choice(heads)
    path = file_of(reading.source)
    assert path
    assert reading.printed
    size = re.search(r"\d+B", reading.printed)
    assert size
    other_size = "8B" if size[0] != "8B" else "70B"
    yield from replaced(
        rng, path, re.escape(reading.printed), reading.printed.replace(size[0], other_size)
    )


def printed_words(rng: random.Random, *kinds: str) -> Iterator[Change]:
    """Other words where those of a sentence, fact or claim stand, a number or a letter changed."""
    reading = rng.choice([r for r in readings_of(*kinds) if r.stated])
    path = file_of(reading.source)
    assert path
    assert reading.stated
    words = rng.choice(reading.stated.split(", "))
    raw = r"[\s*\\]*".join(map(re.escape, words.split()))
    number = re.search(r"\d", words)
    changed = another_digit(words) if number else f"{words[:-1]}{'x' if words[-1] != 'x' else 'y'}"
    heading = (reading.source.place or "").split(", ")[-1]
    start = TEXTS[path].find(heading)
    after = rf"(?is)(\A.{{{start}}}.*?){raw}"
    yield from replaced(rng, path, after, r"\g<1>" + changed.replace("\\", r"\\"))


def printed_language(rng: random.Random) -> Iterator[Change]:
    """One language more or less in the list of a model card."""
    more = rng.choice([True, False])
    new = "Hindi, Klingon," if more else ""
    yield from replaced(
        rng, rng.choice(CARDS), r"(\*\*Supported [Ll]anguages:\*\* [^\n]*?)Hindi,", rf"\g<1>{new}"
    )


def spoken_words(rng: random.Random) -> Iterator[Change]:
    """Another sign in the words of a claim or fact of the interview."""
    spoken = [r for r in READINGS if r.kind == "claim" and r.stated]
    words = rng.choice(spoken).stated or ""
    raw = r"[\s*]*".join(map(re.escape, words.replace(" ", "")))
    (path,) = (path for path in TEXTS if path.parts[0] == "interview")
    yield from replaced(rng, path, raw, f"{words[:-1]}#")


def fewer_kinds(rng: random.Random, words: str, new: str) -> Iterator[Change]:
    """Other words in a model card of Llama 4, which tells of experts."""
    (path,) = (path for path in CARDS if "llama4" in path.parts)
    yield from replaced(rng, path, words, new)


def printed_clause(rng: random.Random) -> Iterator[Change]:
    """A negation, a number or a name less in a clause of a license."""
    path = rng.choice([path for path in TEXTS if path.name == "LICENSE"])
    words = rng.choice(
        [
            *("700 million", "“Built with", r"(?<=Date: )\w+ \d+", "is licensed under the"),
            *("laws of the State of California", "other proceedings against Meta"),
            *("not authorized to exercise", "shall terminate as of", "must retain in all copies"),
            "create derivative works of, and make",
        ]
    )
    yield from replaced(rng, path, words, "other ")


IN_DOCUMENTS: dict[str, Callable[[random.Random], Iterator[Change]]] = {
    "a figure": printed_figure,
    "an interval": lambda rng: csv_lines(rng, "value", r"(.*)±(.*)", r"\g<1>±9\g<2>"),
    "a figure of a paper": lambda rng: csv_lines(rng, "value", r"(\d)(.*)", r"9\g<2>"),
    "shots": lambda rng: printed_cell(
        rng, r"(?:0|5|25|8|3-5)(?=\s*(?:</td>\s*<td>|\|) ?[a-z])", "7-9"
    ),
    "shots of a paper": lambda rng: csv_lines(rng, "shots", r"\d+(-\d+)?", "2-9"),
    "a metric": lambda rng: printed_cell(
        rng, r"[a-z]+(?:\\?_[a-z\\_]+)*/[a-z\\_]+", "micro_avg/f1"
    ),
    "a metric of a paper": lambda rng: csv_lines(rng, "metric", r".+", "chrF"),
    "the model of a paper": lambda rng: csv_lines(rng, "model", r".+", "llama-3-8b"),
    "the head of a column": printed_head,
    "a sentence of the details": lambda rng: printed_words(rng, "sentence"),
    "a fact in words": lambda rng: printed_words(rng, "fact"),
    "a language": printed_language,
    "an architecture in words": lambda rng: fewer_kinds(
        rng, "use a mixture-of-experts", "use a dense"
    ),
    "a count of experts": lambda rng: fewer_kinds(rng, r"(16|128) experts", "64 experts"),
    "activated parameters": lambda rng: fewer_kinds(rng, r"17B \(Activated\)", "71B (Activated)"),
    "a clause": printed_clause,
    "words of the interview": spoken_words,
}


def is_noticed(path: Path, text: str, folder: Path) -> bool:
    """Whether a changed document is noticed, beside the others as they are."""
    for other_path, other_text in TEXTS.items():
        copy = folder / other_path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text if other_path == path else other_text, encoding="utf-8")
    return not lc.verify(folder).holds


@pytest.mark.parametrize("seed", PLACES)
@pytest.mark.parametrize("kind", IN_DOCUMENTS)
def test_in_documents(kind: str, seed: int, tmp_path: Path) -> None:
    """A document that says something else than a publication states is noticed."""
    rng = random.Random(f"{kind} {seed}")  # noqa: S311
    changes = (next(IN_DOCUMENTS[kind](rng), None) for _ in range(100))
    path, text = next(change for change in changes if change)
    assert is_noticed(path, text, tmp_path), first_difference(TEXTS[path], text)


def first_difference(before: str, after: str) -> str:
    """What a change was, for the report of a failure."""
    at = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    return f"{before[max(0, at - 200) : at + 60]!r} -> {after[at : at + 60]!r}"
