"""Publications, and tables in the shape in which they were printed."""

import pytest

import llamacards as lc
from llamacards import errors
from made_up import NEW, OLD, publication, table

MMLU = lc.EvalSetup(benchmark="MMLU", shots=5)
GPQA = lc.EvalSetup(benchmark="GPQA", shots=0)


def figures(shape: lc.Table) -> list[tuple[tuple[str, ...], str, str | None]]:
    """Cards, figure and place of each statement of a table."""
    return [
        (cards, stated.text, stated.source.place if stated.source else None)
        for cards, stated in (
            (s.cards, s.record) for s in lc.Publication(source=OLD, tables=[shape]).statements()
        )
    ]


def test_models_in_columns() -> None:
    """Figures go to the card of their column and the setup of their row; "-" is no figure."""
    shape = table(
        columns={"A": "a", "B": "b"}, rows={"MMLU": (MMLU, "66.6 ~85"), "GPQA": (GPQA, "- 30.0")}
    )
    assert figures(shape) == [
        (("a",), "66.6", 'Results, row "MMLU", column "A"'),
        (("b",), "~85", 'Results, row "MMLU", column "B"'),
        (("b",), "30.0", 'Results, row "GPQA", column "B"'),
    ]


def test_models_in_rows() -> None:
    """A table may stand the other way round."""
    shape = table(models="rows", columns={"MMLU": MMLU}, rows={"A": ("a", "66.6")})
    assert figures(shape) == [(("a",), "66.6", 'Results, row "A", column "MMLU"')]


def test_intervals() -> None:
    """A figure may carry its interval; the table states the level of all."""
    shape = table(columns={"A": "a", "B": "b"}, rows={"MMLU": (MMLU, "77.0±0.8 81.8")}, level=95)
    read = [
        statement.record for statement in lc.Publication(source=OLD, tables=[shape]).statements()
    ]
    scores = [stated for stated in read if isinstance(stated, lc.Score)]
    assert [(str(s.value), str(s.interval), s.level) for s in scores] == [
        ("77.0", "0.8", 95),
        ("81.8", "None", None),
    ]


def test_fields() -> None:
    """Where the other side names fields, figures are facts, typed as the field is."""
    shape = table(
        models="rows", columns={"Context": "budget.context"}, rows={"A": (("a", "a-chat"), ["8k"])}
    )
    (statement,) = lc.Publication(source=OLD, tables=[shape]).statements()
    cards, fact = statement.cards, statement.record
    assert (cards, fact.value) == (("a", "a-chat"), lc.Quantity.parse("8k", kilo=1024))


def test_notes_and_days() -> None:
    """A note may be on one figure, a row, a column or the whole table; a day on one figure."""
    shape = table(
        columns={"A": "a", "B": "b", "C": "c"},
        rows={"MMLU": (MMLU, "1 2 3"), "GPQA": (GPQA, "4 5 6")},
        note="all",
        notes={("MMLU", "A"): "one", "GPQA": "row", "B": "column"},
        since={("MMLU", "A"): "2023-05-05"},
    )
    read = [
        statement.record for statement in lc.Publication(source=OLD, tables=[shape]).statements()
    ]
    scores = [stated for stated in read if isinstance(stated, lc.Score)]
    assert [s.note for s in scores] == ["one", "column", "all", "row", "row", "row"]
    assert [str(s.since) for s in scores[:2]] == ["2023-05-05", "None"]


def test_companion() -> None:
    """A table of a companion document is cited from there, under the publication's protocol."""
    stating = publication(table(source=NEW), protocol="Details")
    (statement,) = stating.statements()
    score = statement.record
    assert isinstance(score, lc.Score)
    assert (score.source, score.protocol) == (NEW, lc.Source(title="Details"))


def test_facts() -> None:
    """A fact without a source of its own is cited from the publication."""
    stating = publication(facts=[lc.Fact(cards="acme-8b", field="dense", value=True)])
    (statement,) = stating.statements()
    cards, fact = statement.cards, statement.record
    assert (cards, fact.source) == (("acme-8b",), OLD)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rows": {"MMLU": (MMLU, "1 2")}}, "Table.rows must be one figure for each of 1 columns in row 'MMLU', not ('1', '2')"),
        ({"since": {("MMLU", "B"): "2023-05-05"}}, "Table.since must be about a printed row and column, not ('MMLU', 'B')"),
        ({"doubtful": [("MMLU", "B")]}, "Table.doubtful must be about a printed row and column, not ('MMLU', 'B')"),
        ({"notes": {"B": "?"}}, "Table.notes must be about a printed row and column, not 'B'"),
        ({"rows": {"MMLU": "66.6"}}, "Table.rows must be a mapping of each printed label to what it names and its figures, not (('MMLU', '66.6'),)"),
        ({"rows": {"MMLU": (MMLU, 5)}}, "Table.rows must be a mapping of each printed label to what it names and its figures, not (('MMLU', EvalSetup(benchmark='MMLU', shots='5', unit='percent'), 5),)"),
        ({"notes": 5}, "Table.notes must be a mapping of places to notes or days, not 5"),
        ({"notes": {"MMLU": ""}}, "Table.notes must be a text that is not empty, not ''"),
        ({"since": 5}, "Table.since must be a mapping of places to notes or days, not 5"),
        ({"since": {("MMLU", "Acme"): "May"}}, "Table.since must be a date such as '2024-04-18', not 'May'"),
        ({"rows": {"MMLU": (MMLU, [None])}}, "Table.rows must be made of texts, numbers, flags and days in row 'MMLU', not None"),
        ({"rows": 5}, "Table.rows must be a mapping of each printed label to what it names and its figures, not 5"),
        ({"columns": 5}, "Table.columns must be a mapping of each printed label to what it names, not 5"),
        ({"columns": ["A"]}, "Table.columns must be a mapping of each printed label to what it names, not ('A',)"),
        ({"models": "left"}, "Table.models must be 'columns' or 'rows', not 'left'"),
    ],
)  # fmt: skip
def test_refused(fields: dict[str, object], message: str) -> None:
    """A table names the field, the rule and the value that it refuses."""
    with pytest.raises(errors.FieldError) as refused:
        table(**fields)
    assert str(refused.value) == message


def test_labels_twice() -> None:
    """A label that two columns have is refused, as it would not tell which figure is cited."""
    with pytest.raises(errors.DuplicateError) as refused:
        table(columns=[("Acme", "acme-8b"), ("Acme", "acme-8b-instruct")], rows={})
    assert (
        str(refused.value)
        == "two columns of the table 'Results' are labeled 'Acme': 'acme-8b' and 'acme-8b-instruct'"
    )


def test_doubtful() -> None:
    """A figure at a doubtful place is stated as it is printed, and known to be doubtful."""
    (statement,) = publication(table(doubtful=[("MMLU", "Acme")])).statements()
    score = statement.record
    assert isinstance(score, lc.Score)
    assert (score.text, score.doubtful) == ("50.0", True)


def test_figure_refused() -> None:
    """A figure that is none is refused when it is read."""
    with pytest.raises(errors.FieldError, match=r"Score.value must be a number such as"):
        list(publication(table(rows={"MMLU": (MMLU, "n/a")})).statements())


def test_values_are_values() -> None:
    """A table may be given again what it holds, and hashes."""
    shape = table()
    again = lc.Table(section="Results", columns=shape.columns, rows=shape.rows)
    assert {shape, again} == {shape}


SAYS = lc.types.Sentence(source="Details", words=["5-shot"])


@pytest.mark.parametrize("said", [SAYS, (lc.Source(title="Details"), "5-shot")])
def test_follows(said: object) -> None:
    """A label of a setup has the sentences that it follows, as records or as source and words."""
    assert table(follows={"MMLU": said}).follows == (("MMLU", SAYS),)
    assert table(follows=[("MMLU", SAYS)]).follows == (("MMLU", SAYS),)


@pytest.mark.parametrize(
    ("follows", "message"),
    [
        (
            {"MMLU": "5-shot"},
            "Table.follows must be a mapping of labels to a source and its key words",
        ),
        ({"GPQA": SAYS}, "Table.follows must be about a printed label, not 'GPQA'"),
    ],
)
def test_follows_refused(follows: object, message: str) -> None:
    """What is no sentence, or said of no label, is refused."""
    with pytest.raises(errors.FieldError) as refused:
        table(follows=follows)
    assert str(refused.value).startswith(message)
