"""What is said under a comparison."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards._catalog.rows import rows_of
from made_up import NEW, card, publication, score, table

MMLU = lc.EvalSetup(benchmark="MMLU")


def notes(
    kind: str, *cards: str | lc.ModelCard, catalog: lc.Catalog | None = None, **asked: object
) -> list[str]:
    """The notes of a kind."""
    compared = lc.compare(*cards, catalog=catalog or lc.Catalog(), **asked)  # type: ignore[arg-type]
    return [str(note) for note in compared.notes if note.kind == kind]


@pytest.mark.parametrize("count", [3, 40])
def test_nearest_elsewhere(count: int) -> None:
    """A note says how the nearest of many setups differs, however many there are."""
    setups: list[dict[str, Any]] = [
        {"shots": n, "metric": f"metric {n}", "cot": n == 2} for n in range(count)
    ]
    many = [score("MMLU", f"{50 + n % 40}", **setup) for n, setup in enumerate(setups)]
    one = [score("MMLU", "60", shots=2, metric="acc", cot=True)]
    (said,) = notes("elsewhere", card("a", *many), card("b", *one), card("c", *one))
    assert said == "MMLU differs in metric"


def test_elsewhere() -> None:
    """A "≠" is explained by the fields that differ from the nearest setup that the card reports."""
    compared = [
        card("a", score()),
        card("b", score()),
        card("c", score(shots=0), score(metric="em", shots=0)),
    ]
    assert notes("elsewhere", *compared) == ["MMLU differs in shots"]
    assert notes("elsewhere", *compared[:2]) == []


def test_elsewhere_unstated() -> None:
    """A field that one document does not state does not differ; it is said which is silent."""
    compared = [
        card("a", score(), score("GPQA", metric=None)),
        card("b", score(), score("GPQA", metric=None)),
        card("c", score(shots=0, metric=None, cot=None, source=NEW), score("GPQA", source=NEW)),
    ]
    assert notes("elsewhere", *compared) == [
        "MMLU differs in shots, and chain of thought and metric not stated in [New report]",
        "GPQA: metric not stated in [Old report]",
    ]
    silent = [card(name, score(metric=None)) for name in "ab"]
    assert notes("elsewhere", *silent, card("c", score(cot=None, source=NEW))) == [
        "MMLU: metric not stated in [Old report], chain of thought not stated in [New report]"
    ]


SIGNS = st.lists(st.sampled_from([*lc.catalog()]), min_size=2, max_size=4, unique=True)


@given(SIGNS)
def test_elsewhere_of_built_in(names: list[str]) -> None:
    """No note says that a field differs which one of the two setups leaves unstated."""
    compared = lc.compare(*names, rows="all")
    reported = rows_of([lc.get_card(name) for name in names])
    for note in compared.notes:
        if note.kind != "elsewhere":
            continue
        found = re.search(r"differs in ([^,\[]+)", str(note))
        named = re.split(r", | and ", found[1]) if found else []
        keys = [key for key in reported if key.benchmark == str(note.about).casefold()]
        for field in named:
            place = FIELDS.index(field)
            assert len({key[place] for key in keys} - {None}) > 1, (names, str(note))


FIELDS = [
    "benchmark",
    "subset",
    "shots",
    "chain of thought",
    "metric",
    "unit",
    "tuning",
    "protocol",
]


def test_elsewhere_by_protocol() -> None:
    """Where all that is stated agrees, it is the protocol that differs."""
    compared = [card("a", score(metric=None)), card("b", score(metric=None, source=NEW))]
    assert notes("elsewhere", *compared) == ["MMLU differs in protocol"]


def test_elsewhere_by_tuning() -> None:
    """A base model beside a tuned one differs in tuning."""
    compared = [card("a", score()), card("b", score(), tuning="chat")]
    assert notes("elsewhere", *compared, rows="all") == ["MMLU differs in tuning"]
    assert notes("tuning", *compared, rows="all") == [
        "Base: a; tuned: b. Their scores never share a row."
    ]


def test_equated() -> None:
    """It is said which figures are shown under a metric that is taken for theirs, and what more."""
    ours: dict[str, Any] = {"metric": "exact,strict", "source": NEW}
    compared = [
        card("a", score(**ours), score("GPQA", **ours), score("Mine", **ours)),
        card("b", score(**ours | {"cot": None})),
        card("c", score(), score("GPQA", cot=True)),
    ]
    assert notes("equated", *compared, equate={"exact,strict": "acc"}) == [
        "exact,strict taken for acc, as requested: MMLU (5-shot) of a and b.",
        "Chain of thought, which they do not state, assumed equal: MMLU (5-shot).",
    ]
    assert (
        notes(
            "equated",
            *compared[:2],
            compared[2],
            equate={"exact,strict": "acc"},
            benchmarks=["Mine"],
        )
        == []
    )
    assert notes("equated", *compared[::2], equate={"exact,strict": "acc"}) == [
        "exact,strict taken for acc, as requested: MMLU (5-shot) of a."
    ]


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ([score(shots=0)], "MMLU differs in shots"),
        ([score(shots=None, metric="acc")], "MMLU shots not stated"),
        ([score(subset="STEM", shots=None)], "MMLU subset not stated; shots not stated"),
        ([score("GPQA")], "no benchmark has figures of both"),
        ([score(cot=True), score()], "more than one row of MMLU fits"),
    ],
)
def test_equated_nothing(others: list[lc.Score], why: str) -> None:
    """It is said that a metric taken for another joins no row, and what keeps them apart."""
    mine = card("a", score(metric="exact,strict", cot=None, source=NEW))
    theirs = [card(f"b{n}", other) for n, other in enumerate(others)]
    assert notes("equated", mine, *theirs, equate={"exact,strict": "acc"}) == [
        f"exact,strict taken for acc joins no row: {why}."
    ]


def test_equated_nothing_tuning() -> None:
    """A model whose tuning is not stated joins no row of another, and the note says so."""
    mine = card("a", score(metric="exact,strict"), tuning=None)
    assert notes("equated", mine, card("b", score()), equate={"exact,strict": "acc"}) == [
        "exact,strict taken for acc joins no row: MMLU tuning not stated."
    ]


def test_said() -> None:
    """Remarks on figures are told once, with the cards where not all have them."""
    compared = [
        card("a", score(note="my GPU"), score("GPQA", note="my GPU")),
        card("b", score(note="my GPU"), score("GPQA")),
    ]
    assert notes("said", *compared) == ["MMLU (5-shot), GPQA (5-shot) of a: my GPU."]


def test_said_of_many() -> None:
    """Of many cards the first two are named and the rest counted."""
    compared = [card(name, score(note="my GPU")) for name in "abcd"] + [card("e", score())]
    assert notes("said", *compared) == ["MMLU (5-shot) of a, b and 2 more: my GPU."]


def test_also_stated() -> None:
    """Other figures that may be of the setup come largest difference first, none equal."""
    mine = card(
        "mine",
        score(value="50.0"),
        score(value="50.0", source="Equal"),
        score(value="51.0", source="Near"),
        score(value="60.0", metric=None, shots=None, source="Silent"),
        score(value="70.0", metric="em", source="Other"),
        score("GPQA", value="30.0", metric=None, source=NEW),
    )
    other = card("b", score(), score(shots=None, metric="em", value="1.0", source="Own"))
    assert notes("also stated", mine, other, benchmarks=["MMLU"]) == [
        "MMLU 60.0 (shots not stated [Silent])",
        "MMLU 51.0 [Near]",
    ]


def test_also_stated_while_the_shown_is_silent() -> None:
    """It is said too where the figure shown leaves unstated what the other states."""
    compared = [
        card(n, score(metric=None), score(value="60.0", metric="em", source="Near"))
        for n in ("a", "b")
    ]
    compared[0] = card("a", *compared[0].scores, score(value="61.0", metric="f1", source="x"))
    compared.append(card("c", score(metric=None)))
    assert notes("also stated", *compared) == [
        "MMLU 61.0 (metric not stated for the figure shown [x])",
    ]


def test_also_stated_not_if_shown() -> None:
    """A figure that stands in a row of its own is not told again."""
    assert notes("also stated", card("mine", score(), score(value="60.0", metric=None))) == []


def test_also_stated_of_the_specification() -> None:
    """Other values of a field are told, a quantity by its distance in percent."""
    facts = [
        lc.Fact(field="cutoff", value="2023-06"),
        lc.Fact(field="budget.training", value="15T", source=NEW),
    ]
    mine = card("mine", cutoff="2023-03", budget=lc.TokenBudget(training="15T+"), facts=facts)
    assert notes("also stated", mine) == [
        "knowledge cutoff 2023-06",
        "training tokens 15T [New report]",
    ]


def test_unplaced() -> None:
    """A figure without a variant is told wherever a candidate is shown, with what comes nearest."""
    both = ("acme-8b", "acme-8b-instruct")
    spoken = lc.Publication(
        source="Talk", tables=[table(columns={"8B": both}, rows={"MMLU": (MMLU, "~51")})]
    )
    catalog = lc.Catalog([publication(table()), spoken])
    told = [
        "MMLU of Acme 8B about 51; the source does not say base or instruct [Talk]; base 50.0 [Old report]."
    ]
    assert notes("unattributed", "acme-8b", catalog=catalog) == told
    assert notes("unattributed", "acme-8b", catalog=catalog, sections=["spec"]) == []
    tuned = publication(
        table(
            columns={"Acme": "acme-8b", "Tuned": "acme-8b-instruct"},
            rows={"MMLU": (MMLU, "50.0 60.0")},
        )
    )
    assert notes("unattributed", "acme-8b", catalog=lc.Catalog([tuned, spoken])) == [
        f"{told[0].removesuffix('.')}, instruct 60.0 [Old report]."
    ]
    assert notes("unattributed", card("mine", score()), catalog=catalog) == []


def test_status() -> None:
    """A model in training says so, the day it was measured, and what it was released as."""
    cards = [
        card("a", status="in training", checkpoint="2024-04-05", superseded_by="c"),
        card("b", status="in training", superseded_by="unknown"),
        card("c", title="Gamma"),
        card("d", superseded_by="c"),
    ]
    assert notes("status", *cards) == [
        "a: a checkpoint in training, 5 April 2024; released as Gamma.",
        "b: a checkpoint in training.",
    ]
    assert notes("superseded", *cards) == ["d: superseded by Gamma."]


def test_asked_and_not_shown() -> None:
    """A benchmark that was asked for and has no row is named, with the reason."""
    two = card("a", score(), score("GPQA")), card("b", score())
    known = lc.Catalog(cards=[card("z", score("ARC"))])
    asked = {"benchmarks": ["MMLU", "GPQA", "ARC"], "catalog": known}
    assert notes("not shown", *two, **asked) == [  # type: ignore[arg-type]
        'GPQA is never reported by two of these models under one setup: rows="all"',
        "ARC is reported by none of these models.",
    ]
    assert notes("not shown", *two, sections="spec", **asked) == []  # type: ignore[arg-type]


def test_tuned_sibling() -> None:
    """Where a base model stands beside a tuned one, the base model's own tuned one is named."""
    base, tuned = card("a", score()), card("b", score(), tuning="chat")
    known = lc.Catalog(cards=[card("a-chat", title="A Chat", tuning="chat")])
    told = "a is a base model; its tuned one is a-chat."
    assert notes("tuning", base, tuned, catalog=known) == [told]
    assert notes("tuning", base, "a-chat", catalog=known) == []
    assert notes("tuning", base, card("c", score()), catalog=known) == []
    assert notes("tuning", base, tuned, catalog=known, sections="spec") == []


def test_drift() -> None:
    """Documents that meet in a row are told how far they differ on the models both state."""
    catalog = lc.Catalog(cards=[card("z", score(value="40.0"), score(value="41.5", source=NEW))])
    compared = [
        card("a", score(), source="Head"),
        card("b", score(source=NEW)),
        card("c", score(source="Third")),
    ]
    assert notes("drift", *compared, catalog=catalog) == [
        "[Old report] and [New report] differ by at most 1.5 on 1 figure of 1 model.",
        "No model appears in both [Old report] and [Third], so they cannot be cross-checked.",
        "No model appears in both [New report] and [Third], so they cannot be cross-checked.",
    ]


def test_drift_counts() -> None:
    """Figures and models are counted apart."""
    catalog = lc.Catalog(
        cards=[
            card(
                n,
                score(value="40.0"),
                score(value="41.5", source=NEW),
                score("GPQA"),
                score("GPQA", value="40.0", source=NEW),
            )
            for n in ("y", "z")
        ]
    )
    compared = [card("a", score()), card("b", score(source=NEW))]
    assert notes("drift", *compared, catalog=catalog) == [
        "[Old report] and [New report] differ by at most 10.0 on 4 figures of 2 models."
    ]


def test_drift_only_where_they_meet() -> None:
    """Documents that share no row are not paired."""
    assert notes("drift", card("a", score()), card("b", score("GPQA", source=NEW))) == []


def test_drift_of_many() -> None:
    """Of very many documents only those with a model in common are paired."""
    many = [card(f"c{n}", score(source=f"Run {n}")) for n in range(20)]
    both = card("z", score(source="Run 1"), score(value="49.0", source="Run 2"))
    assert notes("drift", *many, both) == [
        "[Run 1] and [Run 2] differ by at most 1.0 on 1 figure of 1 model.",
        "No model appears in two of the other documents, to cross-check them.",
    ]


@pytest.mark.parametrize(("documents", "said"), [(12, 66), (13, 1)])
def test_drift_of_as_many_as_are_paired(documents: int, said: int) -> None:
    """Every two of twelve documents are paired; of more, those without a model in common are not."""
    many = [card(f"c{n}", score(source=f"Run {n}")) for n in range(documents)]
    assert len(notes("drift", *many)) == said


def test_withheld() -> None:
    """A figure that its document shows only since after the day is told as left out."""
    stating = publication(table(since={("MMLU", "Acme"): "2023-05-05"}))
    assert notes("withheld", "acme-8b", catalog=lc.Catalog([stating]), as_of="2023-02-01") == [
        "Left out: MMLU (5-shot) of Acme 8B, which [Old report] has only since 2023-05-05."
    ]
    assert (
        notes("withheld", "acme-8b-instruct", catalog=lc.Catalog([stating]), as_of="2023-02-01")
        == []
    )


def test_withheld_fact() -> None:
    """A field is told as left out where fields are shown."""
    emitted = {"acme-8b": ("acme-8b", "390")}
    stating = publication(
        table(
            models="rows",
            columns={"CO2": "training.co2e_t"},
            rows=emitted,
            since={("acme-8b", "CO2"): "2023-05-05"},
        )
    )
    early = lc.Catalog([stating]).as_of("2023-02-01")
    assert notes("withheld", "acme-8b", catalog=early) == [
        "Left out: Emissions (t CO2e) of Acme 8B, which [Old report] has only since 2023-05-05."
    ]
    assert notes("withheld", "acme-8b", catalog=early, sections="license") == []


def test_withheld_not_where_known() -> None:
    """Where it is known what the document had before, nothing is left out."""
    stating = publication(
        table(since={"MMLU": "2023-05-05"}),
        table(rows={"MMLU": (MMLU, "5.0")}, until="2023-05-04"),
    )
    catalog = lc.Catalog([stating])
    assert notes("withheld", "acme-8b", catalog=catalog, as_of="2023-02-01") == []


def test_left_out() -> None:
    """Rows that are left out are counted."""
    mine = [card("a", score(), score(shots=1)), card("b", score())]
    assert notes("left out", *mine) == ['1 more row: rows="all"']
    assert notes("left out", *mine, rows="all") == []


def test_doubtful() -> None:
    """A doubtful figure is in no row, and one note gives it as it is printed."""
    odd = score(value="1", doubtful=True, note="a share of 1 among percents")
    compared = [card("a", odd, score(source=NEW)), card("b", score())]
    assert notes("doubtful", *compared) == [
        "In no row: MMLU (5-shot) of a, printed as 1 [Old report]: a share of 1 among percents."
    ]
    assert notes("also stated", *compared) == []
    assert notes("doubtful", *compared, sections="spec") == []
    row = lc.compare(*compared, catalog=lc.Catalog())["MMLU", "a"]
    assert row.record == score(source=NEW)


def test_doubtful_without_reason() -> None:
    """Of a doubtful figure without a note, the note says where it is printed."""
    assert notes("doubtful", card("a", score(doubtful=True))) == [
        "In no row: MMLU (5-shot) of a, printed as 50.0 [Old report]."
    ]
