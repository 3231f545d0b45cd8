"""Cards, and the records that they are made of."""

import copy
import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._records.specification import SPECIFICATION
from made_up import NEW, OLD, SHAPE, card, score


def test_short_card() -> None:
    """A card of one's own takes the short forms."""
    mine = lc.ModelCard(
        name="acme-8b-instruct",
        version="1.0",
        size="8B",
        tuning="instruct",
        license="llama3",
        budget=lc.TokenBudget(training="15T+", context="8k"),
        scores=[score()],
    )
    assert (mine.title, mine.tuned, mine.license and mine.license.id, mine.budget.context) == (
        "acme-8b-instruct",
        True,
        "llama3",
        lc.Quantity(value=Decimal(8192)),
    )


def test_every_field_has_a_label() -> None:
    """Each field of a specification is a row of tables, with a label."""
    parts = {
        "budget": lc.TokenBudget,
        "architecture": lc.Architecture,
        "training": lc.Training,
        "inference": lc.types.Inference,
    }
    stated = [f"{part}.{f.name}" for part, record in parts.items() for f in attrs.fields(record)]
    assert [path for path in stated if path not in SPECIFICATION] == []


@pytest.mark.parametrize(
    ("record", "fields", "message"),
    [
        (lc.TokenBudget, {"training": "15Q"}, "TokenBudget.training must be a quantity such as '405B', '15T+', '~85', 'up to 9T' or 131072, not '15Q'"),
        (lc.TokenBudget, {"training": -5}, "TokenBudget.training must be a quantity such as '405B', '15T+', '~85', 'up to 9T' or 131072, not -5"),
        (lc.TokenBudget, {"context": 0}, "TokenBudget.context must be a number of tokens from 1 up, such as '8k' (8,192) or 131072, not 0"),
        (lc.ModelCard, {"name": ""}, "ModelCard.name must be a text that is not empty, not ''"),
        (lc.ModelCard, {"version": "three"}, "ModelCard.version must be a version such as '3.1', not 'three'"),
        (lc.ModelCard, {"version": 3}, "ModelCard.version must be a version such as '3.1', not 3"),
        (lc.ModelCard, {"released": "2024-13-01"}, "ModelCard.released must be a date such as '2024-04-18', not '2024-13-01'"),
        (lc.ModelCard, {"cutoff": "03/2023"}, "ModelCard.cutoff must be a month such as '2023-03', not '03/2023'"),
        (lc.ModelCard, {"tuning": "tuned"}, "ModelCard.tuning must be 'base' or 'chat' or 'instruct', not 'tuned'"),
        (lc.ModelCard, {"languages": ["en", ""]}, "ModelCard.languages must be one or more texts, none of them empty, not ('en', '')"),
        (lc.ModelCard, {"license": 5}, "ModelCard.license must be a License, or a text such as 'llama3.1', not 5"),
        (lc.ModelCard, {"budget": "15T"}, "ModelCard.budget must be a TokenBudget, not '15T'"),
        (lc.ModelCard, {"scores": ["66.6"]}, "ModelCard.scores must be a sequence of Scores, not ('66.6',)"),
        (lc.Architecture, {"layers": 0}, "Architecture.layers must be a whole number from 1 up, not 0"),
        (lc.Architecture, {"layers": True}, "Architecture.layers must be a whole number from 1 up, not True"),
    ],
)  # fmt: skip
def test_refused(record: type, fields: dict[str, object], message: str) -> None:
    """A record names the field, the rule and the value that it refuses."""
    named = {"name": "x"} if record is lc.ModelCard else {}
    with pytest.raises(errors.FieldError) as refused:
        record(**(named | fields))
    assert str(refused.value) == message


def test_two_values_for_one_setup() -> None:
    """A card has one value for a setup and source."""
    with pytest.raises(errors.DuplicateError) as refused:
        card("x", score(value="50.0"), score(value="51.0"))
    assert str(refused.value) == "two values of x for MMLU (5-shot) in Old report: 50.0 and 51.0"


@pytest.mark.parametrize("name", ["a|b", "<script>", "line\nbreak", "模型", "🦙", "=HYPERLINK(1)"])
def test_odd_names(name: str) -> None:
    """A name may be any text."""
    assert card(name).title == name


def test_values_are_values() -> None:
    """Records hash, copy and pickle to equals, and cannot be changed."""
    mine = card("x", score(), budget=lc.TokenBudget(training="15T+"))
    twins = (pickle.loads(pickle.dumps(mine)), copy.deepcopy(mine), attrs.evolve(mine))  # noqa: S301
    assert {mine, *twins} == {mine}
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        mine.name = "y"  # type: ignore[misc]


def test_parameters() -> None:
    """The count follows from the widths: attention, feed-forward, norms and embeddings."""
    layer = 2 * 8 * 4 * 2 + 2 * 8 * 2 * 2 + 3 * 8 * 16 + 2 * 8
    tied = attrs.evolve(SHAPE, tied_embeddings=True)
    assert (SHAPE.parameters, tied.parameters) == (160 + 2 * layer + 8, 80 + 2 * layer + 8)


def test_parameters_unknown() -> None:
    """Where a width is not stated there is no count."""
    assert attrs.evolve(SHAPE, ffn=None).parameters is None


@pytest.mark.parametrize(("kv_heads", "grouped"), [(2, True), (4, False), (None, None)])
def test_grouped_query(kv_heads: int | None, grouped: bool | None) -> None:
    """Attention is grouped where there are fewer key/value heads than query heads."""
    assert attrs.evolve(SHAPE, kv_heads=kv_heads).grouped_query is grouped


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"size": "8B", "budget": lc.TokenBudget(training="16B")}, Decimal(2)),
        ({"parameters": "4B", "budget": lc.TokenBudget(training="16B")}, Decimal(4)),
        ({"architecture": SHAPE, "budget": lc.TokenBudget(training=2704)}, Decimal(2)),
        ({"size": "Scout", "budget": lc.TokenBudget(training="16B")}, None),
        ({"size": "8B"}, None),
        ({"size": "8B", "budget": lc.TokenBudget(training="16B"), "dense": False}, None),
    ],
)
def test_tokens_per_parameter(fields: dict[str, object], expected: Decimal | None) -> None:
    """Tokens are shared among the exact count, else the stated one, else the size."""
    assert card("x", **fields).tokens_per_parameter == expected


@pytest.mark.parametrize(
    ("training", "parameters", "texts"),
    [
        ("15T+", 8_030_261_248, ["1,867+", "93x+", "7.2e23+"]),
        ("up to 15T", 8_030_261_248, ["up to 1,868", "up to 94x", "up to 7.3e23"]),
        ("~15T", 8_030_261_248, ["~1,868", "~93x", "~7.2e23"]),
        ("15T", 8_030_261_248, ["1,868", "93x", "7.2e23"]),
        ("15T", "400B+", ["up to 38", "up to 1.9x", "3.6e25+"]),
        ("15T+", "400B+", [None, None, "3.6e25+"]),
        ("15T+", "~400B", [None, None, None]),
        (10**35, 10, ["10" + ",000" * 11, "500" + ",000" * 10 + "x", None]),
        (0, "8B", ["0", "0x", "0"]),
        ("15T+", 0, [None, None, None]),
        (None, "8B", [None, None, None]),
        ("15T", None, [None, None, None]),
    ],
)
def test_scale(training: Any, parameters: Any, texts: list[str | None]) -> None:
    """Derived figures keep the bound that follows, and say nothing where none does."""
    mine = card("x", parameters=parameters, budget=lc.TokenBudget(training=training))
    paths = ("scale.tokens_per_parameter", "scale.compute_optimal_ratio", "scale.training_flop")
    facts = [mine.stated(path) for path in paths]
    assert [fact.text if fact else None for fact in facts] == texts


@given(st.integers(1, 10**15), st.integers(1, 10**13), st.sampled_from(["at least", "at most"]))
def test_scale_keeps_bounds(tokens: int, parameters: int, bound: Any) -> None:
    """A figure that is "at least" never exceeds the true one; one "at most" never falls short."""
    training = lc.Quantity(value=Decimal(tokens), bound=bound)
    scale = card("x", parameters=parameters, budget=lc.TokenBudget(training=training)).scale
    derived = (scale.tokens_per_parameter, scale.compute_optimal_ratio, scale.training_flop)
    true = (
        Fraction(tokens, parameters),
        Fraction(tokens, 20 * parameters),
        Fraction(6 * tokens * parameters),
    )
    for figure, exact in zip(derived, true, strict=True):
        assert figure
        assert figure.bound == bound
        assert figure.value <= exact if bound == "at least" else figure.value >= exact


def test_derived_sources() -> None:
    """A derived figure has the source of what it follows from, and says that it is derived."""
    facts = [
        lc.Fact(field="budget.training", value="16B", source=OLD),
        lc.Fact(field="budget.context", value="up to 8k", source=NEW),
    ]
    budget = lc.TokenBudget(training="16B", context="up to 8k")
    mine = card("x", size="8B", budget=budget, facts=facts, source="Card")
    window = mine.stated("budget.context_tokens")
    assert mine.stated("scale.tokens_per_parameter") == lc.Fact(
        field="scale.tokens_per_parameter",
        value=lc.Quantity(value=Decimal(2)),
        source=OLD,
        note="derived: training tokens over parameters",
    )
    assert window
    assert (window.text, window.source, window.note) == ("up to 8,192", NEW, None)


WINDOWED = card("x", budget=lc.TokenBudget(context="8k"))


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_fits(prompt: int, output: int) -> None:
    """A prompt and its output fit where what the prompt leaves is enough; less fits too."""
    fits = WINDOWED.fits(prompt=prompt, output=output)
    assert fits == (prompt + output <= 8192)
    assert WINDOWED.fits(prompt // 2, output=output // 2) in (True, fits)
    assert WINDOWED.tokens_left(prompt=prompt) == max(0, 8192 - prompt)


def test_fits_a_text() -> None:
    """A text is counted by the function given."""
    assert (
        WINDOWED.fits("one two", output=8190, count=words),
        WINDOWED.fits("one two", output=8191, count=words),
        WINDOWED.tokens_left("one two", count=words),
    ) == (True, False, 8190)


def test_fits_unknown() -> None:
    """Where no window is stated, nothing is known to fit."""
    assert (card("x").fits(1), card("x").tokens_left(1)) == (None, None)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"prompt": -1}, "fits.prompt must be a whole number of tokens from 0 up, not -1"),
        ({"prompt": True}, "fits.prompt must be a whole number of tokens from 0 up, not True"),
        ({"prompt": 1, "output": 1.5}, "fits.output must be a whole number of tokens from 0 up, not 1.5"),
        ({"prompt": "a"}, "fits.count must be a function that counts tokens, as the prompt is a text, not None"),
        ({"prompt": "a", "count": list}, "fits.count(prompt) must be a whole number of tokens from 0 up, not ['a']"),
    ],
)  # fmt: skip
def test_fits_refused(asked: dict[str, Any], message: str) -> None:
    """What is no number of tokens is refused, known window or not."""
    with pytest.raises(errors.FieldError) as refused:
        card("x").fits(**asked)
    assert str(refused.value) == message


def test_score() -> None:
    """The first score that fits is given, whatever the case of the benchmark."""
    mine = card(
        "x", score(value="1.0", shots=0), score(value="2.0"), score(value="3.0", source=NEW)
    )
    assert (mine.score("mmlu", shots=5).text, len(mine.scores_for("MMLU"))) == ("2.0", 3)


def test_no_score() -> None:
    """A benchmark or setup that is not reported is answered with what is."""
    with pytest.raises(errors.UnknownNameError, match="no benchmark is named 'MMLU-Pro'; did you"):
        card("x", score()).score("MMLU-Pro")
    with pytest.raises(errors.UnknownNameError, match=r"There is|MMLU \(5-shot\)"):
        card("x", score()).score("MMLU", shots=0)
    with pytest.raises(errors.FieldError, match="number of shots"):
        card("x", score()).score("MMLU", shots="few")


def test_unknown_names_of_fields() -> None:
    """A field that a setup or a card does not have is answered with what is near."""
    with pytest.raises(
        errors.UnknownOptionError,
        match="no field of EvalSetup is named 'shot'; did you mean 'shots'",
    ):
        card("x", score()).score("MMLU", shot=5)
    with pytest.raises(
        errors.UnknownOptionError,
        match="no field of ModelCard is named 'tune'; did you mean 'tuning'",
    ):
        card("x").derive(name="y", tune="chat")


def test_stated() -> None:
    """A field of one's own card is stated by the card's source."""
    mine = card("x", size="8B", cutoff="2023-03", source="My notes")
    assert (mine.source_of("cutoff"), mine.source_of("released")) == (mine.source, None)
    parameters = mine.stated("parameters")
    assert parameters is not None
    assert parameters.text == "8B"


def test_unknown_field() -> None:
    """A field that no card has is answered with what is near."""
    with pytest.raises(errors.UnknownOptionError, match="did you mean 'budget.context'"):
        card("x").source_of("budget.contexts")


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("dense", True, "yes"),
        ("architecture.tied_embeddings", False, "no"),
        ("architecture.layers", 1000, "1,000"),
        ("architecture.parameters", 8030261248, "8,030,261,248"),
        ("languages", ["English", "Thai"], "English, Thai"),
        ("license", "llama3", "llama3"),
        ("budget.training", "15T+", "15T+"),
        ("cutoff", "2023-03", "2023-03"),
    ],
)
def test_fact_text(path: str, value: object, text: str) -> None:
    """A fact prints its value as tables do."""
    assert lc.Fact(field=path, value=value).text == text


def test_facts_refused() -> None:
    """A fact is checked by the record that it is for."""
    with pytest.raises(errors.FieldError, match=r"TokenBudget.context must be"):
        lc.Fact(field="budget.context", value=0)
    with pytest.raises(errors.UnknownOptionError, match="no field is named 'color'"):
        lc.Fact(field="color", value="red")


def test_derive() -> None:
    """A derived card inherits what it does not state, but no score, and says whence."""
    base = card("base", score(), size="8B", cutoff="2023-03", hf_id="acme/base", version="1")
    tuned = base.derive(name="tuned", tuning="instruct", cutoff="2023-12")
    assert (tuned.size, tuned.cutoff, tuned.derived_from, tuned.scores, tuned.hf_id, tuned.title) == (
        "8B", "2023-12", "base", (), None, "tuned",
    )  # fmt: skip


def test_derive_keeps_sources() -> None:
    """What is inherited keeps its source; what is stated anew has none."""
    facts = [
        lc.Fact(field="cutoff", value="2023-03", source=OLD),
        lc.Fact(field="dense", value=True, source=OLD),
    ]
    base = card("base", cutoff="2023-03", dense=True, facts=facts)
    tuned = base.derive(name="tuned", cutoff="2023-12")
    assert (tuned.source_of("dense"), tuned.source_of("cutoff")) == (OLD, None)


def test_notes_of_all() -> None:
    """A remark on all scores is one sentence, and so is that no source states the tuning."""
    mine = card("acme-8b", score(note="my GPU"), score("GPQA", note="my GPU"), tuning=None)
    lines = str(mine).splitlines()
    assert "All scores: my GPU." in lines
    assert "No source says whether it is a base or a tuned model; tuning= says it." in lines


def test_status() -> None:
    """A card has a status only if something states it, and a derived card has none."""
    mine = card("acme-8b")
    assert (mine.status, mine.stated("status"), mine.derive(name="b").status) == (None, None, None)
    assert lc.get_card("llama-3-8b").status == "released"
    assert lc.get_card("llama-3-8b").as_of(date(2024, 1, 1)).status is None


def test_printed() -> None:
    """A card prints all that it states, each figure with its source, and remarks under it."""
    mine = card(
        "acme-8b",
        score(note="my GPU", cot=None),
        cutoff="2023-03",
        source="Card",
        license=lc.License(name="Mine", terms=[lc.Term(topic="fine_tuning", answer="allowed")]),
        facts=[
            lc.Fact(field="cutoff", value="2023-06", source=NEW, note="corrected"),
            lc.Fact(field="cutoff", value="2023-09", source=NEW),
        ],
    )
    assert (
        str(mine)
        == """\
                                    acme-8b [1]
───────────────────────────────────────────────
Knowledge cutoff                    2023-03
  also stated                       2023-06 [2]
  also stated                       2023-09 [2]
License                             Mine
  fine-tuning                       yes
MMLU (5-shot, CoT not stated, acc)  50.0 [3]

Knowledge cutoff, also stated: corrected.
MMLU (5-shot, CoT not stated, acc): my GPU.
Sections, rows and columns: .source_of(field).place, .score(benchmark).source.place.
Sources [1] Card  [2] New report 2024-01  [3] Old report 2023-01"""
    )


def test_parameters_of_experts_and_extras() -> None:
    """Experts multiply the feed-forward networks, and what the formula has no place for is added."""
    shape: dict[str, Any] = {
        "layers": 2, "hidden": 8, "heads": 4, "kv_heads": 2, "head_dim": 2, "ffn": 16, "vocabulary": 10,
        "tied_embeddings": True,
    }  # fmt: skip
    dense = lc.Architecture(**shape).parameters
    assert dense is not None
    sparse = lc.Architecture(**shape, experts=4, extra_parameters=64).parameters
    assert sparse == dense + 2 * 3 * 3 * 8 * 16 + 64


def test_tokens_as_numbers() -> None:
    """Window and training tokens are ints, or None where they are not stated."""
    mine = card("mine", budget=lc.TokenBudget(training="15T+", context="8k"))
    assert (mine.context_window, mine.training_tokens) == (8192, 15 * 10**12)
    assert (card("x").context_window, card("x").training_tokens) == (None, None)


def test_score_of_several() -> None:
    """Where several figures of a document fit, they are listed with what tells them apart."""
    mine = card(
        "mine", score(), score(metric="em"), score(cot=None), score(cot=True), score(source=NEW)
    )
    with pytest.raises(errors.AmbiguousNameError) as refused:
        mine.score("MMLU", shots=5)
    assert refused.value.candidates == (
        "MMLU (5-shot, acc, no CoT)",
        "MMLU (5-shot, em, no CoT)",
        "MMLU (5-shot, acc, CoT not stated)",
        "MMLU (5-shot, CoT)",
    )
    with pytest.raises(errors.UnknownNameError, match="by Old report|Old report"):
        mine.score("MMLU", shots=0)


def test_short_reprs() -> None:
    """The repr of everything fits 120 characters, and that of ten found cards a screen."""
    llama = lc.get_card("llama-3.1-8b-instruct")
    table = lc.compare(llama, "llama-3-8b-instruct")
    terms = lc.get_license("llama3")
    known = lc.catalog()
    shown: list[object] = [
        llama, *llama.scores, *llama.facts, llama.budget, llama.architecture, llama.training,
        terms, *terms.terms, table, *table.notes, *table.rows, *table.rows[-1], known,
        *known.publications, *known.claims, *known.unattributed, *known.sources,
        *lc.drift("Llama 3 model card", "Llama 3.1 model card").figures, *lc.conflicts(llama).found, lc.memory(llama), lc.memory_table(llama),
        *lc.check_use(llama).lines, card("x" * 200), score("x" * 200),
        *(row.key for row in table.rows),
    ]  # fmt: skip
    assert [repr(each) for each in shown if len(repr(each)) > 120] == []
    assert len(repr(lc.find("llama-3*")[:10])) < 24 * 80


def test_printed_once() -> None:
    """A window stands once on a card, and GPU hours are grouped."""
    drawn = str(lc.get_card("llama-2-70b"))
    assert drawn.count("Context window") == 1
    assert "1,720,320" in drawn
