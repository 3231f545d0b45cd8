"""The law of rows."""

import sqlite3
from datetime import date
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._catalog.rows import RowKey, RowScores, row_key, shared_rows, tuning_group
from made_up import NEW, OLD, card, cards, score, scores, sources


def rows(*compared: lc.ModelCard, **asked: object) -> list[tuple[str, list[str]]]:
    """The label and the texts of each row of scores."""
    table = lc.compare(*compared, sections=["scores"], catalog=lc.Catalog(), **asked)  # type: ignore[arg-type]
    return [(row.label, [text(cell) for cell in row.cells]) for row in table.rows]


def text(cell: lc.types.Cell) -> str:
    """What a cell says."""
    return "≠" if cell.elsewhere else cell.record.text if cell.record else ""


@given(scores, scores, st.booleans())
def test_one_row_one_setup(first: lc.Score, second: lc.Score, tuned: bool) -> None:
    """Two scores share a row if their setups are equal, and silence is under one protocol."""
    same = attrs.evolve(first.setup, lower_is_better=False) == attrs.evolve(
        second.setup, lower_is_better=False
    )
    silent = None in (first.setup.shots, first.setup.cot, first.setup.metric)
    one_protocol = (first.protocol or first.source) == (second.protocol or second.source)
    shared = row_key(first, tuned=tuned) == row_key(second, tuned=tuned)
    assert shared is (same and (one_protocol or not silent))


@given(scores)
def test_base_and_tuned(stated: lc.Score) -> None:
    """A base and a tuned model never share a row."""
    assert row_key(stated, tuned=True) != row_key(stated, tuned=False)


keys = st.builds(row_key, scores, tuned=st.booleans())


@given(keys, keys)
def test_text_of_a_key(first: RowKey, second: RowKey) -> None:
    """Two keys have one text only if they are one key."""
    assert (str(first) == str(second)) is (first == second)


SAID = {
    "benchmark": ("MMLU", "a|b", "Back\\slash", "Übung", "O'Brien's"),
    "subset": (None, "English", "x\\|y"),
    "shots": (None, "0", "5", "3-5"),
    "cot": (None, True, False),
    "metric": (None, "acc", "macro_avg/acc"),
    "unit": ("percent", "Elo"),
    "tuning": (None, "base", "chat", "instruct"),
    "model": ("model-a", "model|b", "Model C"),
    "protocol": ("First", "Second|half", "Third"),
}
SQL_COLUMNS = [*SAID]


@cache
def key_text(*said: Any) -> str:
    """The text of the key of a made-up score, from what a row of a table has in SQL_COLUMNS."""
    *setup, tuning, model, protocol = said
    stated = dict(zip(SQL_COLUMNS, setup, strict=False))
    made = lc.Score(setup=_setup(*stated.items()), value=1, source=_source(protocol))
    return str(row_key(made, tuned=tuning_group(lc.ModelCard(name=model, tuning=tuning))))


@cache
def _setup(*stated: tuple[str, Any]) -> lc.EvalSetup:
    return lc.EvalSetup(**dict(stated))


@cache
def _source(title: str) -> lc.Source:
    return lc.Source(title=title)


@given(st.fixed_dictionaries({name: st.sampled_from(SAID[name]) for name in SQL_COLUMNS}))
def test_key_in_sql(row: dict[str, Any]) -> None:
    """A key as an expression of SQL is the text of the key."""
    engine = sqlite3.connect(":memory:")
    engine.create_function("CHR", 1, chr)
    engine.create_function("LOWER", 1, lambda text: text and text.casefold())
    columns = ", ".join(f"? AS {name}" for name in SQL_COLUMNS)
    ((found,),) = engine.execute(
        f"SELECT {RowKey.sql()} FROM (SELECT {columns})",  # noqa: S608
        [row[name] for name in SQL_COLUMNS],
    )
    engine.close()
    assert found == key_text(*(row[name] for name in SQL_COLUMNS))


def test_a_million_keys_in_duckdb() -> None:
    """So it is in DuckDB, over a million rows."""
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    engine = duckdb.connect()
    columns = []
    for name in SQL_COLUMNS:
        kind = "BOOLEAN" if name == "cot" else "VARCHAR"
        said = "[{}]".format(", ".join(map(_literal, SAID[name])))
        place = f"CAST(hash(n, '{name}') % {len(SAID[name])} AS INTEGER) + 1"
        columns.append(f"CAST(({said})[{place}] AS {kind}) AS {name}")
    made_up = f"SELECT {', '.join(columns)} FROM range(1000000) t(n)"  # noqa: S608
    engine.execute(f"CREATE TABLE made_up AS {made_up}")
    named = ", ".join(SQL_COLUMNS)
    query = f"SELECT {named}, {RowKey.sql()}, count(*) FROM made_up GROUP BY ALL"  # noqa: S608
    found = engine.execute(query).fetchall()
    wrong = [row for *row, text, _ in found if text != key_text(*row)]
    assert (wrong, sum(count for *_, count in found)) == ([], 1_000_000)


def _literal(value: object) -> str:
    """A value as SQL has it."""
    if isinstance(value, str):
        return "'{}'".format(value.replace("'", "''"))
    return "NULL" if value is None else str(value)


def test_text_escapes() -> None:
    """A bar inside a name does not look like the next field."""
    first = row_key(score("a|b", shots=None), tuned=False)
    second = row_key(score("a", subset="b", shots=None), tuned=False)
    assert (str(first).split("|")[0], str(first) != str(second)) == ("a\\", True)


@given(cards(), st.randoms(), st.sampled_from(["shared", "all"]))
def test_order_of_cards(compared: list[lc.ModelCard], random: object, which: str) -> None:
    """The order of cards changes that of columns and nothing else."""
    shuffled = compared[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = lc.compare(*compared, rows=which, catalog=lc.Catalog())
    second = lc.compare(*shuffled, rows=which, catalog=lc.Catalog())
    assert [(r.label, frozenset(r.cells)) for r in first.rows] == [
        (r.label, frozenset(r.cells)) for r in second.rows
    ]


@given(cards(), st.sampled_from(["shared", "all"]))
def test_rows_are_true(compared: list[lc.ModelCard], which: str) -> None:
    """Every figure of a row is a score of its card, under the row's key; no two rows are alike."""
    table = lc.compare(*compared, rows=which, sections=["scores"], catalog=lc.Catalog())
    for row in table.rows:
        for acme, cell in zip(compared, row.cells, strict=True):
            if isinstance(cell.record, lc.Score):
                assert cell.record in acme.scores
                assert row_key(cell.record, tuned=tuning_group(acme)) == row.key
            reports = {_test_of(s.setup) for s in acme.scores}
            assert row.setup
            assert cell.elsewhere is (cell.record is None and _test_of(row.setup) in reports)
    assert len({row.label for row in table.rows}) == len({row.key for row in table.rows})


def _test_of(setup: lc.EvalSetup) -> tuple[str, str]:
    return setup.benchmark.casefold(), (setup.subset or "").casefold()


@given(cards())
def test_nothing_is_lost(compared: list[lc.ModelCard]) -> None:
    """All rows hold all figures; the shared ones are among them, and each is of use beside others."""
    shared = lc.compare(*compared, sections=["scores"], catalog=lc.Catalog())
    complete = lc.compare(*compared, sections=["scores"], rows="all", catalog=lc.Catalog())
    for acme in compared:
        assert {row_key(s, tuned=tuning_group(acme)) for s in acme.scores} <= {
            r.key for r in complete.rows
        }
    assert {row.key for row in shared.rows} <= {row.key for row in complete.rows}
    if len(compared) > 1:
        assert all(row.filled > 1 or row.elsewhere for row in shared.rows)


@given(cards(), st.dates())
def test_as_of(compared: list[lc.ModelCard], day: date) -> None:
    """As of a day, no figure and no source is newer."""
    table = lc.compare(*compared, as_of=day, catalog=lc.Catalog())
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell.record, lc.Score):
                assert cell.record.appeared is None or cell.record.appeared <= day
    cited = {part for note in table.notes for part in note.parts if isinstance(part, lc.Source)}
    assert not any(source.later_than(day) for source in cited)


@given(sources, sources)
def test_values_of_one_evaluation(first: lc.Source, second: lc.Source) -> None:
    """Where one publication covers a row, the row is from it."""
    compared = [
        card("a", *{score(source=s).source: score(source=s) for s in (first, second)}.values()),
        card("b", score(source=second)),
    ]
    table = lc.compare(*compared, sections=["scores"], catalog=lc.Catalog())
    assert {cell.source for cell in table.rows[0].cells} == {second}


def test_newest_of_equals() -> None:
    """Of publications that cover as many cards, the newest is shown."""
    both = [card(n, score(value="1.0"), score(value="2.0", source=NEW)) for n in ("a", "b")]
    assert rows(*both) == [("MMLU (5-shot)", ["2.0", "2.0"])]


def test_cards_left_over() -> None:
    """A card that the widest publication does not cover has its figure from the next."""
    compared = [
        card("a", score(value="1.0")),
        card("b", score(value="2.0")),
        card("c", score(value="3.0", source=NEW)),
    ]
    assert rows(*compared) == [("MMLU (5-shot)", ["1.0", "2.0", "3.0"])]


def test_other_setup() -> None:
    """A card measured otherwise has "≠" in the row of others, and a row of its own if asked."""
    compared = [card("a", score(shots=0)), card("b", score()), card("c", score()), card("d")]
    assert rows(*compared) == [("MMLU (5-shot)", ["≠", "50.0", "50.0", ""])]
    assert rows(*compared, rows="all") == [
        ("MMLU (5-shot)", ["≠", "50.0", "50.0", ""]),
        ("MMLU (0-shot)", ["50.0", "≠", "≠", ""]),
    ]


def test_other_subset() -> None:
    """Another part of a benchmark is another test, and earns no "≠"."""
    compared = [card("a", score()), card("b", score()), card("c", score(subset="STEM"))]
    assert rows(*compared) == [("MMLU (5-shot)", ["50.0", "50.0", ""])]


def test_never_alike() -> None:
    """Of a test that cards never ran alike, each has the one row that is nearest to another's."""
    mine = card("a", score(shots=0, cot=True), score(shots=5, cot=True), score(shots=2, cot=True))
    assert rows(mine, card("b", score())) == [
        ("MMLU (5-shot, CoT)", ["50.0", "≠"]),
        ("MMLU (5-shot)", ["≠", "50.0"]),
    ]


def test_same_with_less_stated() -> None:
    """A row that says of the same cards no more than another, with less stated, is not shown."""
    both = [card(n, score(), score(metric=None, source=NEW)) for n in "ab"]
    assert [label for label, _ in rows(*both)] == ["MMLU (5-shot)"]
    third = card("c", score(metric=None, source=NEW))
    assert [label for label, _ in rows(*both, third)] == [
        "MMLU (5-shot, metric not stated)",
        "MMLU (5-shot, acc)",
    ]


def test_same_by_another_metric() -> None:
    """So is one by another metric; it is shown for a card that the first has not."""
    both = [card(n, score(), score(metric="em")) for n in "ab"]
    assert [label for label, _ in rows(*both, card("c", score()))] == ["MMLU (5-shot)"]
    assert [
        label for label, _ in rows(*both, card("c", score()), card("d", score(metric="em")))
    ] == [
        "MMLU (5-shot, acc)",
        "MMLU (5-shot, em)",
    ]


def test_of_one_card_alone() -> None:
    """What one card alone reports compares nothing: it is counted, not shown."""
    mine = card("a", score(shots=0), score(shots=1, source=NEW), score(shots=2))
    table = lc.compare(mine, card("b"), catalog=lc.Catalog())
    assert table.rows == ()
    assert str(table.notes[-1]) == '3 more rows: rows="all"'


def test_value_by_company() -> None:
    """Of documents that cover as many cards, the one that introduced them; then the newest."""
    first = card("a", score(value="1.0"), score(value="2.0", source=NEW), source=OLD)
    second = card("b", score(value="3.0"), score(value="4.0", source=NEW), source=OLD)
    third = attrs.evolve(second, source=NEW)
    assert rows(first, second) == [("MMLU (5-shot)", ["1.0", "3.0"])]
    assert rows(first, third) == [("MMLU (5-shot)", ["2.0", "4.0"])]


def test_value_of_one_card() -> None:
    """A card in a row of its own has the figure of the document that introduced it."""
    mine = card("a", score(value="1.0"), score(value="2.0", source=NEW), source=OLD)
    assert rows(mine) == [("MMLU (5-shot)", ["1.0"])]


def test_one_card() -> None:
    """Of one card alone everything is shown."""
    mine = card("a", score(shots=0), score(shots=1), score("GPQA"))
    assert [label for label, _ in rows(mine)] == ["MMLU (0-shot)", "MMLU (1-shot)", "GPQA (5-shot)"]


def test_shared_rows_first() -> None:
    """Benchmarks that two cards share come first, and of each the row of most cards."""
    compared = [card("a", score("Mine"), score(shots=0)), card("b", score()), card("c", score())]
    assert [label for label, _ in rows(*compared, rows="all")] == [
        "MMLU (5-shot)",
        "MMLU (0-shot)",
        "Mine (5-shot)",
    ]


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ({"metric": "acc"}, {"metric": "em"}, ["MMLU (5-shot, acc)", "MMLU (5-shot, em)"]),
        ({"metric": None}, {"metric": "em"}, ["MMLU (5-shot, metric not stated)", "MMLU (5-shot, em)"]),
        ({"cot": None}, {"cot": False}, ["MMLU (5-shot, CoT not stated)", "MMLU (5-shot, no CoT)"]),
        ({"cot": None, "source": OLD}, {"cot": None, "source": NEW}, ["MMLU (5-shot, by Old report)", "MMLU (5-shot, by New report)"]),
        ({"metric": "acc", "cot": None}, {"metric": "em", "cot": False}, ["MMLU (5-shot, acc)", "MMLU (5-shot, em)"]),
        ({"metric": None, "source": OLD}, {"cot": None, "source": NEW}, ["MMLU (5-shot, metric not stated)", "MMLU (5-shot, acc)"]),
    ],
)  # fmt: skip
def test_labels_apart(first: dict[str, Any], second: dict[str, Any], labels: list[str]) -> None:
    """Labels that would be alike say what tells their rows apart."""
    compared = [card("a", score(**first)), card("b", score(**second))]
    assert [label for label, _ in rows(*compared)] == labels


def test_label_beside_another_protocol() -> None:
    """Where two rows are told apart by their protocols, one that needs none is told by the rest."""
    silent = [score(cot=None, source=source) for source in (OLD, NEW)]
    compared = [card("a", *silent, score()), card("b", *silent, score())]
    assert [label for label, _ in rows(*compared, rows="all")] == [
        "MMLU (5-shot, CoT not stated, by Old report)",
        "MMLU (5-shot, CoT not stated, by New report)",
        "MMLU (5-shot, no CoT)",
    ]


def test_label_says_tuning() -> None:
    """Rows of base and tuned models are told apart by that first."""
    compared = [card("a", score(metric="x")), card("b", score(metric="y"), tuning="chat")]
    assert [label for label, _ in rows(*compared, rows="all")] == [
        "MMLU (5-shot, base)",
        "MMLU (5-shot, tuned)",
    ]


OURS: dict[str, Any] = {"metric": "exact,strict", "cot": None, "source": NEW}
EQUATE = {"exact,strict": "acc"}


def test_equated() -> None:
    """A figure joins the row of the metric that its own is taken for, and stays as stated."""
    compared = [card("a", score(metric="exact,strict", value="1.0")), card("b", score())]
    assert rows(*compared, equate=EQUATE) == [("MMLU (5-shot)", ["1.0", "50.0"])]
    table = lc.compare(*compared, equate=EQUATE, catalog=lc.Catalog())
    assert table["MMLU", "a"].record is compared[0].scores[0]
    assert len({flat["row_key"] for flat in table.to_records()}) == 2


def test_equated_by_benchmark() -> None:
    """A metric may be taken for one of one benchmark, for another of a second, and of all others."""
    metrics = {"MMLU": "micro", "GPQA": "em", "Mine": "acc"}
    mine = card("a", *(score(name, value="1.0", metric="exact,strict") for name in metrics))
    theirs = card("b", *(score(name, metric=metric) for name, metric in metrics.items()))
    equate = {
        "exact,strict": "acc",
        "MMLU": {"exact,strict": "micro"},
        "gpqa": {"exact,strict": "em"},
    }
    assert rows(mine, theirs, equate=equate) == [
        ("MMLU (5-shot)", ["1.0", "50.0"]),
        ("GPQA (5-shot)", ["1.0", "50.0"]),
        ("Mine (5-shot)", ["1.0", "50.0"]),
    ]


def test_equated_row_asked_by_its_label() -> None:
    """A row is found by its label, also where its first figure is of the metric taken for its own."""
    first = score(metric="exact,strict", cot=False)
    compared = [card("a", first), card("b", score())]
    (row,) = rows(*compared, equate=EQUATE, benchmarks="MMLU (5-shot)")
    assert row == ("MMLU (5-shot)", ["50.0", "50.0"])


def test_equated_label() -> None:
    """A joined row is labeled by what its own figures state, though a card shows another."""
    both = card("a", score(cot=True), score(value="1.0", **OURS))
    compared = [both, card("b", score(value="2.0", **OURS)), card("c", score(value="3.0", **OURS))]
    assert rows(*compared, equate=EQUATE) == [("MMLU (5-shot, CoT)", ["1.0", "2.0", "3.0"])]


@pytest.mark.parametrize(
    ("stated", "joins"),
    [
        ([{"cot": False}], True),
        ([{"cot": True}], True),
        ([{"cot": True}, {"cot": False}], False),
        ([{"cot": None}], False),
        ([{"cot": None, "source": NEW}, {"cot": True}], True),
        ([{"shots": 4}], False),
        ([{"shots": None}], False),
        ([{"subset": "STEM"}], False),
        ([{"unit": "rating"}], False),
    ],
)
def test_equated_silence(stated: list[dict[str, Any]], joins: bool) -> None:
    """Of what else the rows state only chain of thought may be left out, if one row is meant."""
    others = [card(f"b{n}", score(**details)) for n, details in enumerate(stated)]
    mine = card("a", score(**OURS))
    figures = [texts[0] for _, texts in rows(mine, *others, equate=EQUATE, rows="all")]
    assert (len(figures) == len(stated)) is joins


def test_tuning_not_stated() -> None:
    """Cards whose tuning no source states share no row, not even with each other, and say so."""
    compared = [
        card("a", score(), tuning=None),
        card("b", score(), tuning=None),
        card("c", score()),
    ]
    table = lc.compare(*compared, catalog=lc.Catalog(), sections="scores", rows="all")
    assert [row.filled for row in table.rows] == [1, 1, 1]
    assert [str(note) for note in table.notes if note.kind == "tuning"] == [
        f"{name}: no source says whether it is a base or a tuned model, so its scores share no row; set it with tuning=."
        for name in "ab"
    ]
    keys = [
        flat["row_key"]
        for flat in lc.Catalog().with_cards(*compared).to_records()
        if flat["row_key"]
    ]
    assert [key.split("|")[6] for key in keys if key.startswith("mmlu")] == [
        "base",
        "tuning of a not stated",
        "tuning of b not stated",
    ]


@pytest.mark.parametrize("tuning", ["base", "chat"])
def test_tuning_not_stated_beside_others(tuning: Any) -> None:
    """A card whose tuning is unknown has its nearest row beside base and beside tuned ones."""
    compared = [card("a", score(), tuning=None), card("b", score(), tuning=tuning)]
    assert [texts for _, texts in rows(*compared)] == [["≠", "50.0"], ["50.0", "≠"]]


def test_equated_tuning() -> None:
    """A base and a tuned model do not share a row for that either."""
    compared = [card("a", score(**OURS)), card("b", score(), tuning="chat")]
    assert len(rows(*compared, equate=EQUATE, rows="all")) == 2


def test_equated_twice() -> None:
    """Two figures of a card and document that would be one are refused."""
    mine = card("a", score(**OURS), score(**OURS | {"metric": "exact,flexible"}))
    with pytest.raises(errors.DuplicateError) as refused:
        rows(mine, card("b", score()), equate=EQUATE | {"exact,flexible": "acc"})
    assert (
        str(refused.value)
        == "two metrics of a are one for MMLU (5-shot) in New report: 'exact,strict' and 'exact,flexible'"
    )


@pytest.mark.parametrize(
    ("equate", "error", "sentence"),
    [
        ({"exact,stric": "acc"}, errors.UnknownNameError, "no metric is named 'exact,stric'; did you mean 'exact,strict'? There is 'exact,strict' and 'acc'"),
        ({"exact,strict": None}, errors.FieldError, "compare.equate must be metrics assumed equal to others, such as {'acc,none': 'acc'}, or {'MMLU': {'acc,none': 'acc'}} for one benchmark, not {'exact,strict': None}"),
        ({"acc": "acc"}, errors.ComparisonError, "metric 'acc' is on both sides of equate"),
        ("acc", errors.FieldError, "compare.equate must be metrics assumed equal to others, such as {'acc,none': 'acc'}, or {'MMLU': {'acc,none': 'acc'}} for one benchmark, not 'acc'"),
        ({"MMLU": {}}, errors.FieldError, "compare.equate must be metrics assumed equal to others, such as {'acc,none': 'acc'}, or {'MMLU': {'acc,none': 'acc'}} for one benchmark, not {'MMLU': {}}"),
        ({"MMLU": {"acc": "accc"}}, errors.UnknownNameError, "no metric is named 'accc'; did you mean 'acc'? There is 'exact,strict' and 'acc'"),
        ({"MMMLU": {"acc": "em"}}, errors.UnknownNameError, "no benchmark is named 'MMMLU'; did you mean 'MMLU'? There is 'MMLU' and 'GPQA'"),
        ({"GPQA": {"exact,strict": "acc"}}, errors.UnknownNameError, "no metric is named 'exact,strict'"),
        ({"MMLU": {"exact,strict": "acc"}, "acc": "exact,strict"}, errors.ComparisonError, "metric 'exact,strict' is on both sides of equate"),
    ],
)  # fmt: skip
def test_equated_wrongly(equate: Any, error: type[Exception], sentence: str) -> None:
    """A metric that no card reports, or one both taken and taken for another, is refused."""
    compared = [card("a", score(**OURS), score("GPQA", metric=None)), card("b", score())]
    with pytest.raises(error) as refused:
        rows(*compared, equate=equate)
    assert str(refused.value) == sentence


@given(cards(), st.randoms(), st.sampled_from(["shared", "all"]))
def test_equated_rows_are_true(compared: list[lc.ModelCard], random: Any, which: str) -> None:
    """Whatever is equated, no figure is lost, none leaves its card, and order changes nothing."""
    metrics = {"acc", "em"} <= {s.setup.metric for acme in compared for s in acme.scores}
    asked: dict[str, Any] = {"rows": which, "catalog": lc.Catalog(), "sections": ["scores"]}
    asked["equate"] = {"acc": "em"} if metrics else {}
    shuffled = compared[:]
    random.shuffle(shuffled)
    try:
        first = lc.compare(*compared, **asked)
    except errors.DuplicateError:
        with pytest.raises(errors.DuplicateError):
            lc.compare(*shuffled, **asked)
        return
    second = lc.compare(*shuffled, **asked)
    assert [(r.label, frozenset(r.cells)) for r in first.rows] == [
        (r.label, frozenset(r.cells)) for r in second.rows
    ]
    for place, acme in enumerate(compared):
        shown = [r.cells[place].record for r in first.rows]
        assert all(record in acme.scores for record in shown if record is not None)
        reported = {s.setup.benchmark.casefold() for s in acme.scores}
        found = {r.what.casefold() for r, record in zip(first.rows, shown, strict=True) if record}
        assert found == reported if which == "all" else found <= reported


KEYS = st.builds(
    RowKey,
    benchmark=st.just("qa"),
    subset=st.none(),
    shots=st.sampled_from([None, "0", "5"]),
    cot=st.sampled_from([None, True, False]),
    metric=st.sampled_from([None, "acc", "em"]),
    unit=st.just("percent"),
    tuned=st.just(True),
    protocol=st.sampled_from([None, OLD, NEW]),
)


@given(st.dictionaries(KEYS, st.sampled_from("abc"), min_size=2, max_size=8))
def test_nearest_rows(cards_of: dict[RowKey, str]) -> None:
    """Where no row is shared, each card shows its row that is nearest to any of another card."""
    known = {key: RowScores({OLD: {name: score()}}) for key, name in cards_of.items()}
    nearest: dict[str, tuple[int, str, RowKey]] = {}
    for key, name in cards_of.items():
        for other, neighbor in cards_of.items():
            if neighbor != name:
                found = (len(key.differs_from(other)), str(key), key)
                nearest[name] = min(nearest.get(name, found), found, key=lambda near: near[:2])
    assert shared_rows(known) == {key for *_, key in nearest.values()}
