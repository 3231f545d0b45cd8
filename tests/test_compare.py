"""Comparisons: what is asked for, and what is given."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from made_up import NEW, OLD, SHAPE, card, cards, publication, score, table

LICENSE = lc.License(
    name="Mine",
    hf_id="mine",
    source="License text",
    terms=[
        lc.Term(topic="fine_tuning", answer="allowed", clause="§1"),
        lc.Term(topic="user_limit", answer="conditional", value="700M MAU", clause="§2"),
    ],
)
CATALOG = lc.Catalog([publication(table(), licenses=[LICENSE])])


def labels(*cards: str | lc.ModelCard, **asked: object) -> list[str]:
    """The labels of the rows."""
    return [row.label for row in lc.compare(*cards, **({"catalog": CATALOG} | asked)).rows]  # type: ignore[arg-type]


def test_list() -> None:
    """Cards may come in a list."""
    compared = lc.compare(["acme-8b", "acme-8b-instruct"], catalog=CATALOG)
    assert [acme.name for acme in compared.cards] == ["acme-8b", "acme-8b-instruct"]


def test_labels_as_benchmarks() -> None:
    """A row is asked for by its label, a part by its name, and in the order asked."""
    details: dict[str, Any] = {"subset": "Diamond"}
    two = [
        card(name, score(), score(shots=0), score("GPQA"), score("GPQA", **details))
        for name in ("a", "b")
    ]
    asked = ["gpqa diamond", "MMLU (0-shot)"]
    assert labels(*two, benchmarks=asked, sections="scores") == [
        "GPQA Diamond (5-shot)",
        "MMLU (0-shot)",
    ]
    alone = [card("a", score()), card("b")]
    assert labels(*alone, benchmarks="MMLU (5-shot)", sections="scores") == ["MMLU (5-shot)"]
    assert labels(*alone, benchmarks="MMLU", sections="scores") == []


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("MMLU (5-shot)", ["b", "a", "c"]),
        ("toxigen", ["a", "b", "c"]),
        ("size", ["c", "b", "a"]),
        ("released", ["b", "c", "a"]),
        ("name", ["a", "b", "c"]),
    ],
)
def test_sort(sort: str, names: list[str]) -> None:
    """Cards are ordered by a row, the best first, or by size, release or name; without one, last."""
    toxic: dict[str, Any] = {"lower_is_better": True}
    compared = lc.compare(
        card("c", size="8B", released="2024-02-01"),
        card("a", score(value="1.0"), score("ToxiGen", "1.0", **toxic)),
        card("b", score(), score("ToxiGen", "2.0", **toxic), size="70B", released="2024-01-01"),
        sort=sort,
        catalog=lc.Catalog(),
    )
    assert [acme.name for acme in compared.cards] == names


@pytest.mark.parametrize(
    ("sort", "error"),
    [
        ("MMLU", errors.AmbiguousNameError),
        ("GPQA", errors.UnknownNameError),
        (5, errors.FieldError),
    ],
)
def test_no_sort(sort: Any, error: type[Exception]) -> None:
    """What is no one row is refused."""
    two = [card(name, score(), score(shots=0)) for name in ("a", "b")]
    with pytest.raises(error):
        lc.compare(*two, sort=sort, catalog=lc.Catalog())


def test_names_patterns_and_cards() -> None:
    """Cards may be named, matched and given, in any mixture, and come once each."""
    mine = card("mine")
    compared = lc.compare(mine, "acme-8b-*", "Acme 8B", "acme*", "mine", catalog=CATALOG)
    assert [acme.name for acme in compared.cards] == ["mine", "acme-8b-instruct", "acme-8b"]


def test_a_given_card_of_the_catalog() -> None:
    """A card from the catalog itself is compared as it is."""
    acme = CATALOG["acme-8b"]
    assert lc.compare(acme, "acme-8b", catalog=CATALOG).cards == (acme,)


@pytest.mark.parametrize(
    ("cards", "asked", "message"),
    [
        ([], {}, "no card is named; name one, such as 'llama-3-8b'"),
        (["acme-9b"], {}, "no card is named 'acme-9b'; did you mean 'acme-8b'? There is 'acme-8b' and 'acme-8b-instruct'"),
        (["x*"], {}, "no card is named 'x*'; there is 'acme-8b' and 'acme-8b-instruct'"),
        ([5], {}, "no card is named 5; there is 'acme-8b' and 'acme-8b-instruct'"),
        (["8b"], {}, "'8b' fits more than one card: 'acme-8b' and 'acme-8b-instruct'"),
        (["acme-8b"], {"sections": ["score"]}, "no section is named 'score'; did you mean 'scores'? There is 'spec', 'scores', 'license' and 'memory'"),
        (["acme-8b"], {"context": 8192}, "context= belongs to the section 'memory', which is not requested"),
        (["acme-8b"], {"baselin": "x"}, "no argument of compare is named 'baselin'; did you mean 'baseline'? There is 'sections', 'benchmarks', 'rows', 'sources', 'baseline', 'best', 'sort', 'as_of', 'equate', 'context', 'batch', 'weights', 'kv', 'gpu', 'headroom' and 'catalog'"),
        (["acme-8b"], {"rows": "few"}, "no choice of rows is named 'few'; there is 'shared' and 'all'"),
        (["acme-8b"], {"benchmarks": ["GPQA"]}, "no benchmark is named 'GPQA'; there is 'MMLU'"),
        (["acme-8b"], {"sources": ["New report"]}, "no source is named 'New report'; did you mean 'Old report'?"),
        (["acme-8b"], {"baseline": "mine"}, "the baseline 'mine' is not among the cards: 'acme-8b'"),
        (["acme-8b"], {"as_of": "2022-01-01"}, "'acme-8b' did not exist on 2022-01-01"),
        (["acme*"], {"as_of": "2022-01-01"}, "'acme-8b' did not exist on 2022-01-01"),
        (["acme-8b"], {"as_of": "2022"}, "as_of.day must be a date such as '2024-04-18', not '2022'"),
        ([card("acme-8b"), "acme-8b"], {}, "two cards are named 'acme-8b': 'Old report' and 'a card without a source'"),
        ([card("x"), card("x", score())], {}, "two cards are named 'x': 'a card without a source' and 'a card without a source'"),
    ],
)  # fmt: skip
def test_refused(cards: list[str], asked: dict[str, object], message: str) -> None:
    """What cannot be compared is refused with what is missing, near, or there."""
    with pytest.raises(errors.LlamaCardsError) as refused:
        labels(*cards, **asked)
    assert str(refused.value) == message


def test_a_catalogs_own_card_may_be_replaced() -> None:
    """A changed card goes by its name where the catalog's is not compared."""
    compared = lc.compare(card("acme-8b", title="Changed"), catalog=CATALOG)
    assert compared.cards[0].title == "Changed"


def test_sections() -> None:
    """Only the sections asked for are shown."""
    mine = card("mine", score(), size="8B", license="mine")
    assert labels(mine) == [
        "Parameters",
        "MMLU (5-shot)",
        "License",
        "training other models",
        "user limit",
    ]
    assert labels(mine, sections=["scores"]) == ["MMLU (5-shot)"]
    assert labels(mine, sections=["spec"]) == ["Parameters"]
    assert labels(mine, sections=[]) == []


def test_benchmarks() -> None:
    """Only the benchmarks asked for are shown, in the order asked, aliases and case aside."""
    mine = card("mine", score(), score("BIG-Bench Hard"), score("GPQA"))
    assert labels(mine, benchmarks=["bbh", "mmlu"], sections=["scores"]) == [
        "BIG-Bench Hard (5-shot)",
        "MMLU (5-shot)",
    ]


def test_sources() -> None:
    """Only the scores of the sources asked for count, by title or as sources."""
    mine = card("mine", score(value="1.0"), score("GPQA", source=NEW))
    assert labels(mine, sources=["old REPORT"], sections=["scores"]) == ["MMLU (5-shot)"]
    assert labels(mine, sources=[NEW], sections=["scores"]) == ["GPQA (5-shot)"]


def test_memory() -> None:
    """The memory section takes the arguments of the memory table, and prints what it assumes."""
    mine = card("mine", architecture=SHAPE, budget=lc.TokenBudget(context=100))
    compared = lc.compare(
        mine,
        "acme-8b",
        sections="memory",
        context=50,
        batch=2,
        weights="fp32",
        gpu="1 MB",
        catalog=CATALOG,
    )
    taken = lc.memory(mine, context=50, batch=2, weights="fp32")
    found = [
        compared[row, "mine"].record
        for row in ("weights", "kv_cache", "total", "devices", "longest_context")
    ]
    assert [record.value for record in found if record] == [
        taken.weights, taken.kv_cache, taken.total, 1, 100,
    ]  # fmt: skip
    assert compared["Weights (GiB)", "acme-8b"].record is None
    said = [str(note) for note in compared.notes if note.kind == "memory"]
    assert said[0].startswith("Acme 8B: not stated: exact parameters, layers")
    assert said[1:] == list(
        lc.memory_table(mine, context=50, batch=2, weights="fp32", gpu="1 MB").assumptions
    )


def test_memory_records() -> None:
    """Figures of memory have records with their unit."""
    mine = card("mine", architecture=SHAPE, budget=lc.TokenBudget(context=100))
    flat = lc.compare(mine, sections="memory", catalog=CATALOG).to_records()
    assert [(r["field"], r["unit"], r["row_key"]) for r in flat] == [
        ("context", "tokens", "memory|context"),
        ("weights", "bytes", "memory|weights"),
        ("kv_cache", "bytes", "memory|kv_cache"),
        ("total", "bytes", "memory|total"),
        ("devices", "devices", "memory|devices"),
        ("longest_context", "tokens", "memory|longest_context"),
    ]
    assert [r["text"] for r in flat] == ["100", "<0.1", "<0.1", "<0.1", "1", "100"]


def test_memory_context() -> None:
    """A window has its source; a context that was asked for is nobody's statement."""
    windows = lc.compare("llama-3-8b", "llama-3.1-8b", sections="memory")
    asked = lc.compare("llama-3-8b", "llama-3.1-8b", sections="memory", context="8k")
    found = [
        (r["text"], r["source"])
        for compared in (windows, asked)
        for r in compared.to_records()
        if r["field"] == "context"
    ]
    assert found == [
        ("8,192", "Llama 3 model card"),
        ("131,072", "Llama 3.1 model card"),
        ("8,192", None),
        ("8,192", None),
    ]


def test_one_in_place_of_several() -> None:
    """One section, benchmark or source may be named without a list."""
    mine = card("mine", score(), score("GPQA", source=NEW))
    assert labels(mine, sections="scores", benchmarks="mmlu") == ["MMLU (5-shot)"]
    assert labels(mine, sections="scores", sources=NEW) == ["GPQA (5-shot)"]


def test_in_training() -> None:
    """A model in training says so in place of a release."""
    compared = lc.compare(card("mine", status="in training"), catalog=CATALOG)
    cell = compared["released", "mine"]
    assert cell.record is not None
    assert cell.record.text == "in training"


def test_derived() -> None:
    """Derived rows follow what they are from, marked, cited and explained by a note each."""
    facts = [lc.Fact(field="budget.training", value="16B+", source=OLD, note="pretraining only")]
    budget = lc.TokenBudget(training="16B+", context="8k")
    mine = card("mine", size="8B", budget=budget, facts=facts, source="Card")
    compared = lc.compare(mine, catalog=CATALOG)
    assert (
        str(compared)
        == """\
                                      mine [1]
──────────────────────────────────────────────
What it is
  Training tokens                     16B+ [2]
  Tokens per parameter †                2+ [2]
  Training compute (FLOP) †        7.6e20+ [2]
  Compared with compute-optimal †    0.1x+ [2]
  Context window                            8k

[n] source, if not that of the head
2 more notes: notes="all"
Sources [1] Card  [2] Old report 2023-01"""
    )
    flop = compared["training compute (FLOP)", "mine"].record
    assert flop == mine.stated("scale.training_flop")
    assert {r["field"]: (r["section"], r["value"], r["bound"]) for r in compared.to_records()}[
        "scale.compute_optimal_ratio"
    ] == ("spec", Decimal("0.1"), "at least")


def test_derived_as_of() -> None:
    """What was not stated by a day has nothing derived from it."""
    facts = [lc.Fact(field="budget.training", value="16B+", source=NEW)]
    mine = card("mine", size="8B", budget=lc.TokenBudget(training="16B+"), facts=facts)
    assert labels(mine, as_of="2023-06-01") == ["Parameters"]


def test_licenses() -> None:
    """Of terms those are shown that every comparison shows, and those that differ."""
    other = lc.License(name="Other", terms=[lc.Term(topic="fine_tuning", answer="not allowed")])
    mine = [card("mine", license="mine"), card("other", license=other), card("free")]
    compared = lc.compare(*mine, sections=["license"], catalog=CATALOG)
    texts = [
        [row.label, *(c.record.text if c.record else "" for c in row.cells)]
        for row in compared.rows
    ]
    assert texts == [
        ["License", "mine", "Other", ""],
        ["training other models", "unknown", "unknown", ""],
        ["user limit", "700M MAU §2", "unknown", ""],
        ["fine-tuning", "yes §1", "no", ""],
    ]
    assert lc.compare("acme-8b", sections=["license"], catalog=CATALOG).rows == ()


def test_license_without_terms() -> None:
    """Of a license whose terms are not known, only the name is shown."""
    assert labels(card("mine", license="unheard-of"), sections=["license"]) == ["License"]


def test_cell() -> None:
    """A cell goes by benchmark, label, field or topic, and by card."""
    mine = card("mine", score(), size="8B", license="mine")
    compared = lc.compare(mine, catalog=CATALOG)
    found = [
        compared[what, "mine"].record
        for what in ("mmlu", "MMLU (5-shot)", "parameters", "user_limit")
    ]
    assert [record.text for record in found if record] == ["50.0", "50.0", "8B", "700M MAU §2"]


def test_cell_of_several_rows() -> None:
    """Of several rows of a benchmark the one with the card's figure is meant, if there is one."""
    compared = lc.compare(
        card("a", score()),
        card("b", score(shots=0)),
        card("c", score(), score(shots=0)),
        catalog=CATALOG,
    )
    assert (compared["MMLU", "a"].record, compared["MMLU (0-shot)", "a"].elsewhere) == (
        score(),
        True,
    )
    with pytest.raises(
        errors.AmbiguousNameError, match=r"'MMLU' fits more than one row: 'MMLU \(5-shot\)' and"
    ):
        compared["MMLU", "c"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (("MMLU", "acme-9b"), "no compared card is named 'acme-9b'; did you mean 'acme-8b'?"),
        (("GPQA", "acme-8b"), "no row is named 'GPQA'; there is 'Parameters' and 'MMLU (5-shot)'"),
    ],
)
def test_no_cell(place: tuple[str, str], message: str) -> None:
    """A row or card that is not there is answered with what is."""
    with pytest.raises(errors.UnknownNameError) as refused:
        lc.compare("acme-8b", catalog=CATALOG)[place]
    assert str(refused.value) == message


@pytest.mark.parametrize("place", ["MMLU", ("MMLU",), 5])
def test_no_place(place: Any) -> None:
    """A cell goes by a row and a card."""
    with pytest.raises(errors.FieldError, match="Comparison.cell must be of a row and a card"):
        lc.compare("acme-8b", catalog=CATALOG)[place]


def test_baseline() -> None:
    """Differences are signed, and taken inside one publication only."""
    compared = lc.compare(
        card("a", score(value="50.5"), score("GPQA")),
        card("b", score(value="52.0")),
        card("c", score(value="51.0", source=NEW), score("GPQA", shots=0)),
        baseline="A",
        catalog=CATALOG,
    )
    cells = [compared["MMLU", name] for name in "abc"]
    assert [(cell.difference, cell.comparable) for cell in cells] == [
        (None, None),
        (Decimal("1.5"), True),
        (None, False),
    ]
    assert compared["GPQA", "c"].difference is None


def test_baseline_as_a_card() -> None:
    """The baseline may be a card."""
    mine = card("mine", score())
    assert lc.compare(mine, "acme-8b", baseline=mine, catalog=CATALOG).baseline == "mine"


@pytest.mark.parametrize(
    ("values", "details", "best"),
    [
        (["50.0", "60.0", "60.0"], {}, [False, True, True]),
        (["50.0", "60.0", "50.0"], {"lower_is_better": True}, [True, False, True]),
    ],
)
def test_best(values: list[str], details: dict[str, Any], best: list[bool]) -> None:
    """All equal bests of a row are marked."""
    cards = [card(name, score(value=v, **details)) for name, v in zip("abc", values, strict=True)]
    (row,) = lc.compare(*cards, best=True, catalog=CATALOG).rows
    assert [cell.best for cell in row.cells] == best


def test_no_best() -> None:
    """Nothing is best alone, nor where the direction is not agreed."""
    alone = lc.compare(card("a", score()), best=True, catalog=CATALOG)
    disputed = lc.compare(
        card("a", score()), card("b", score(lower_is_better=True)), best=True, catalog=CATALOG
    )
    assert not any(
        cell.best for table in (alone, disputed) for row in table.rows for cell in row.cells
    )


def test_repr() -> None:
    """A comparison's repr stays short."""
    few = lc.compare("acme*", catalog=CATALOG)
    many = lc.compare(*map(card, "abcdefg"), catalog=CATALOG)
    assert (repr(few), repr(many)) == (
        "<Comparison of 'acme-8b', 'acme-8b-instruct': 1 rows, 1 notes>",
        "<Comparison of 'a', 'b', 'c', 'd', 'e', 'f', ...: 0 rows, 0 notes>",
    )


def test_source_of_a_cell() -> None:
    """A cell's source is its figure's; a term is cited by its clause."""
    mine = card("mine", score(), license=LICENSE)
    compared = lc.compare(mine, catalog=CATALOG)
    assert (compared["MMLU", "mine"].source, compared["user_limit", "mine"].source) == (OLD, None)


def test_benchmark_of_others() -> None:
    """A benchmark that only other cards of the catalog report is known, and gives no row."""
    catalog = lc.Catalog(cards=[card("a", score("BoolQ")), card("b", score("DROP"))])
    assert lc.compare("a", benchmarks=["drop"], catalog=catalog).rows == ()


def judged(*figures: str, best: bool = True, **asked: Any) -> lc.types.Row:
    """A row of cards a, b, c ... with these figures, of a benchmark of a hundred questions."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    cards = [card(name, score(value=value)) for name, value in zip("abcd", figures, strict=False)]
    (row,) = lc.compare(
        *cards, sections="scores", best=best, catalog=lc.Catalog([sizes]), **asked
    ).rows
    return row


@pytest.mark.parametrize(
    ("figures", "verdicts", "best"),
    [
        (("50.0", "55.0"), ["within noise", "within noise"], [True, True]),
        (("50.0", "57.0"), ["open", "open"], [True, True]),
        (("50.0", "70.0"), ["apart", "apart"], [False, True]),
        (("50.0", "57.0", "70.0"), ["apart", "open", None], [False, True, True]),
        (("70.0", "70.0", "50.0"), ["within noise", "within noise", "apart"], [True, True, False]),
    ],
)
def test_verdicts(figures: tuple[str, ...], verdicts: list[str | None], best: list[bool]) -> None:
    """Two cards are held against each other, more against the best; what is not apart is best too."""
    row = judged(*figures)
    assert [cell.verdict for cell in row] == verdicts
    assert [cell.best for cell in row] == best
    assert not any(cell.best for cell in judged(*figures, best=False))


def test_verdicts_beside_a_baseline() -> None:
    """With a baseline, it is what verdicts are taken to; the best is still that of the row."""
    row = judged("50.0", "55.0", "70.0", baseline="a")
    assert [cell.verdict for cell in row] == [None, "within noise", "apart"]
    assert [cell.best for cell in row] == [False, False, True]


def test_no_verdict_across_documents() -> None:
    """Figures of different documents have none, and the best is marked by its value alone."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    cards = [card("a", score(value="50.0")), card("b", score(value="51.0", source=NEW))]
    (row,) = lc.compare(*cards, sections="scores", best=True, catalog=lc.Catalog([sizes])).rows
    assert [(cell.verdict, cell.best) for cell in row] == [(None, False), (None, True)]


def test_verdicts_in_records() -> None:
    """Flat records have the standard error, the number of items and the verdict."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    cards = [card("a", score(value="50.0")), card("b", score(value="51.0", error="2.50"))]
    compared = lc.compare(*cards, sections="scores", catalog=lc.Catalog([sizes]))
    assert [(r["standard_error"], r["items"], r["verdict"]) for r in compared.to_records()] == [
        (Decimal("5.0000"), 100, "within noise"),
        (Decimal("2.50"), 100, "within noise"),
    ]


@pytest.mark.parametrize(
    ("baseline", "against"),
    [(None, ["c", "c", None]), ("b", ["b", None, "b"])],
)
def test_verdicts_against(baseline: str | None, against: list[str | None]) -> None:
    """A verdict names the card that it compares with: the best of the document, or the baseline."""
    figures = {"a": "50.0", "b": "70.0", "c": "90.0"}
    cards = [card(name, score("HumanEval", value)) for name, value in figures.items()]
    compared = lc.compare(*cards, sections="scores", baseline=baseline, best=True)
    assert [record["verdict_against"] for record in compared.to_records()] == against
    pair = lc.compare(*cards[:2], sections="scores")
    assert [record["verdict_against"] for record in pair.to_records()] == ["b", "a"]


def test_summary_where_nothing_is_apart() -> None:
    """Where no row tells two models apart, the summary says so."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    figures = {"a": ("50.0", "50.0"), "b": ("51.0", "57.0")}
    both = [
        card(name, score(value=one), score(value=other, shots=0))
        for name, (one, other) in figures.items()
    ]
    compared = lc.compare(*both, sections="scores", catalog=lc.Catalog([sizes]))
    assert (
        compared.summary
        == "a and b cannot be told apart in 2 rows (1 within noise, 1 open). MMLU has several rows."
    )


def test_verdicts_printed() -> None:
    """What is within noise or open is marked, and the legend says what the marks mean."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    figures = [score(value="50.0"), score(value="50.0", shots=0), score(value="50.0", shots=1)]
    others = [score(value="51.0"), score(value="57.0", shots=0), score(value="90.0", shots=1)]
    compared = lc.compare(
        card("a", *figures), card("b", *others), sections="scores", catalog=lc.Catalog([sizes])
    )
    assert str(compared).split("\n\n")[0].splitlines()[-3:] == [
        "  MMLU (5-shot)  *50.0 [1]  *51.0 [1]       +1.0=",
        "  MMLU (0-shot)  *50.0 [1]  *57.0 [1]       +7.0?",
        "  MMLU (1-shot)   50.0 [1]  *90.0 [1]      +40.0",
    ]
    assert "= within noise (5 questions apart at most)" in str(compared)
    assert "? open (too close to tell" in " ".join(str(compared).split())


@given(cards(), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order(compared: list[lc.ModelCard], random: Any) -> None:
    """In whatever order cards stand, each figure has the same verdict, and the same are best."""
    sizes = publication(
        cards=[],
        benchmarks=[lc.Benchmark(name=name, items=100) for name in ("MMLU", "BIG-Bench Hard")],
    )
    shuffled = random.sample(compared, len(compared))
    there, back = (
        {
            (row.key, cell.card): (cell.verdict, cell.best)
            for row in lc.compare(
                *order, rows="all", sections="scores", catalog=lc.Catalog([sizes])
            ).rows
            for cell in row
        }
        for order in (compared, shuffled)
    )
    assert there == back


def test_summary() -> None:
    """A comparison says in one sentence who is ahead, and why nothing is comparable."""
    first = card("a", score(value="50.0"), score("GPQA", source=NEW))
    second = card("b", score(value="60.0"), score("GPQA"))
    summary = lc.compare(first, second, catalog=lc.Catalog()).summary
    assert (
        summary
        == "a and b cannot be told apart in 1 row (1 without a verdict). 1 more row across documents."
    )
    tuned = card("c", score(), tuning="chat")
    assert (
        lc.compare(first, tuned, catalog=lc.Catalog()).summary
        == "No row is comparable: base and tuned models never share one."
    )
    assert lc.compare(first, second, sections="spec", catalog=lc.Catalog()).summary == ""
    assert lc.compare(first, catalog=lc.Catalog()).summary == ""


def test_summary_names_benchmarks_of_several_rows() -> None:
    """A benchmark that two models share in several setups is named, as each row is counted."""
    runs = [(name, shots) for name in "ABCDE" for shots in ("0", "5")]

    def both(*asked: tuple[str, str]) -> str:
        of = {v: [score(n, value=v, shots=shots) for n, shots in asked] for v in ("50.0", "60.0")}
        two = card("a", *of["50.0"]), card("b", *of["60.0"])
        return lc.compare(*two, catalog=lc.Catalog()).summary.partition(". ")[2]

    assert both(*runs[:2]) == "A has several rows."
    assert both(*runs[:4]) == "A and B have several rows."
    assert both(*runs) == "5 benchmarks have several rows."
    assert both(*runs[::2]) == ""


def test_title_of_many() -> None:
    """A comparison of many is named after the first two and the last."""
    five = [card(name, score()) for name in "abcde"]
    assert "<b>5 models: a, b ... e</b>" in lc.compare(*five, catalog=lc.Catalog()).to_html()


def test_no_difference_says_why() -> None:
    """Where two figures are of different documents, the empty difference says so on hover."""
    two = card("a", score()), card("b", score(source=NEW))
    drawn = lc.compare(*two, catalog=lc.Catalog()).to_html()
    assert 'title="figures of two documents"' in drawn


def test_nothing_of_one_document() -> None:
    """Two models whose figures are all of different documents are told so, with their number."""
    two = card("a", score()), card("b", score(source=NEW))
    said = "No row has figures of a and b from one document; 1 row across documents."
    assert lc.compare(*two, catalog=lc.Catalog()).summary == said


@pytest.mark.parametrize(("baseline", "higher"), [(None, "b"), ("a", "b"), ("b", "a")])
def test_which_is_higher(baseline: str | None, higher: str) -> None:
    """The legend of two models says whose figure a plus means, and what no sign behind it means."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=10_000)])
    two = card("a", score(value="50.0")), card("b", score(value="60.0"))
    drawn = str(lc.compare(*two, catalog=lc.Catalog([sizes]), baseline=baseline))
    assert f"+ {higher} is higher, by more than noise where unmarked" in drawn
    assert " is higher   " in str(lc.compare(*two, catalog=lc.Catalog()))


def test_no_verdict_is_marked() -> None:
    """Where nothing tells how large the noise is, the difference of two models says so."""
    two = card("a", score(value="50.0")), card("b", score(value="60.0"))
    drawn = str(lc.compare(*two, catalog=lc.Catalog()))
    assert "+10.0°" in drawn
    assert "° no verdict, as its noise is unknown" in drawn
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=10_000)])
    assert "°" not in str(lc.compare(*two, catalog=lc.Catalog([sizes])))


def test_noise_of_intervals() -> None:
    """Figures with intervals are judged, though nothing tells the size of their benchmark."""
    for second, verdict in (("53.0", "apart"), ("51.0", "open")):
        pair = [score(value=f"{value}±1.0", level=95) for value in ("50.0", second)]
        compared = lc.compare(card("a", pair[0]), card("b", pair[1]), catalog=lc.Catalog())
        assert [cell.verdict for cell in compared.rows[-1]] == [verdict, verdict]


def test_across_documents_is_marked() -> None:
    """Among several, a figure of another document than the best says that nothing judges it."""
    three = [card(name, score(value=v)) for name, v in (("a", "60.0"), ("b", "50.0"))]
    three.append(card("c", score(value="59.0", source=NEW)))
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=10_000)])
    compared = lc.compare(*three, catalog=lc.Catalog([sizes]))
    (row,) = [row for row in compared.rows if row.setup]
    assert [cell.unjudged for cell in row] == [False, False, True]
    told = "° no verdict: noise unknown, or the best is of another document"
    assert told in " ".join(str(compared).split())


def test_best_or_not_told_apart() -> None:
    """A summary of several says so if it counts figures that cannot be told apart from the best."""
    sizes = publication(cards=[], benchmarks=[lc.Benchmark(name="MMLU", items=100)])
    three = [card(name, score(value=v)) for name, v in (("a", "60.0"), ("b", "50.0"), ("c", "9.0"))]
    summary = lc.compare(*three, catalog=lc.Catalog([sizes])).summary
    assert summary == "Best of 1 row, or not told apart from it: a in 1, b in 1."


def test_best_of_fewer_rows() -> None:
    """A summary of several says of how many rows the figures of a model are, if not of all."""
    three = [
        card("a", score(value="50.0"), score("GPQA", value="50.0")),
        card("b", score(value="40.0"), score("GPQA", value="40.0")),
        card("c", score(value="60.0")),
    ]
    summary = lc.compare(*three, sections="scores", catalog=lc.Catalog()).summary
    assert summary == "Best of 2 rows: c in 1 of its 1, a in 1."


def test_options_of_printing() -> None:
    """What is an option of printing is said to be one, and what is no collection is refused."""
    with pytest.raises(
        errors.ComparisonError, match=r"notes= is an option of printing: compare\(...\)\.to_t"
    ):
        lc.compare("llama-3-8b", notes="all")
    with pytest.raises(errors.FieldError, match=r"compare\.benchmarks must be a text or several"):
        lc.compare("llama-3-8b", benchmarks=5)  # type: ignore[arg-type]


def test_fraction_among_percents() -> None:
    """A figure that looks like a fraction among percents has a note with both readings."""
    two = [card("a", score(value="0.701")), card("b", score(value="69.4"))]
    table = lc.compare(*two, catalog=lc.Catalog())
    said = "MMLU (5-shot) of a: 0.701 % is printed; as a share of 1 it is 70.1 %."
    assert [str(note) for note in table.notes if note.kind == "fraction"] == [said]
    assert said in str(table)
    low = [card("a", score(value="0.7")), card("b", score(value="9.4"))]
    assert "share of 1" not in str(lc.compare(*low, catalog=lc.Catalog()))
