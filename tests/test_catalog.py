"""Catalogs: what publications state, gathered card by card, and looking it up."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import llamacards as lc
from llamacards import errors
from made_up import NEW, OLD, card, publication, score, table

MMLU = lc.EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="acc")


def later(*tables: lc.Table, **fields: object) -> lc.Publication:
    """A publication of 2024 that introduces no card."""
    return publication(*tables, **({"source": NEW, "cards": []} | fields))


def fact(field: str, value: object, **details: object) -> lc.Fact:
    """A fact of acme-8b."""
    return lc.Fact(cards="acme-8b", field=field, value=value, **details)  # type: ignore[arg-type]


def test_mapping() -> None:
    """A catalog maps names to cards, in order of release, size and tuning."""
    cards = [
        card("late", released="2024-01-01"),
        card("large", released="2023-01-01", size="70B"),
        card("small-chat", released="2023-01-01", size="8B", tuning="chat"),
        card("small", released="2023-01-01", size="8B"),
        card("undated"),
    ]
    catalog = lc.Catalog(cards=cards)
    assert list(catalog) == ["small", "small-chat", "large", "late", "undated"]
    assert (len(catalog), catalog["late"], "x" in catalog, catalog.get("x")) == (
        5, cards[0], False, None,
    )  # fmt: skip


def test_completion() -> None:
    """A notebook completes names."""
    assert lc.Catalog(cards=[card("a")])._ipython_key_completions_() == ["a"]


def test_unknown_card() -> None:
    """A card that is not there is answered with what is near."""
    with pytest.raises(errors.UnknownNameError, match="did you mean 'acme-8b'"):
        lc.Catalog(cards=[card("acme-8b")])["acme-8"]


def test_first_statement_is_the_field() -> None:
    """A field is what the introducing publication states, else the earliest; others are also stated."""
    catalog = lc.Catalog(
        [
            later(
                facts=[fact("cutoff", "2023-09"), fact("dense", True), fact("budget.context", "8k")]
            ),
            publication(facts=[fact("cutoff", "2023-03")]),
        ]
    )
    acme = catalog["acme-8b"]
    assert (acme.cutoff, acme.dense, acme.source_of("dense"), str(acme.budget.context)) == (
        "2023-03", True, NEW, "8k",
    )  # fmt: skip
    assert [other.text for other in acme.also_stated("cutoff")] == ["2023-09"]


def test_introducing_publication_first() -> None:
    """What the introducing publication states goes before what an earlier one does."""
    earlier = later(
        source=lc.Source(title="Rumor", published="2022-01-01"), facts=[fact("cutoff", "2022-01")]
    )
    assert (
        lc.Catalog([earlier, publication(facts=[fact("cutoff", "2023-03")])])["acme-8b"].cutoff
        == "2023-03"
    )


def test_a_card_states_before_facts() -> None:
    """What a publication's card itself states goes before any fact."""
    mine = card("acme-8b", score(), cutoff="2023-03", budget=lc.TokenBudget(context="4k"))
    catalog = lc.Catalog(
        [publication(cards=[mine], facts=[fact("cutoff", "2023-09"), fact("budget.context", "8k")])]
    )
    acme = catalog["acme-8b"]
    assert (acme.cutoff, str(acme.budget.context), acme.source, len(acme.scores)) == (
        "2023-03",
        "4k",
        OLD,
        1,
    )


def test_one_score_in_several_places() -> None:
    """A figure that stands in several tables of a document is one score with several places."""
    (only,) = lc.Catalog([publication(table(), table(section="Again"))])["acme-8b"].scores
    assert (
        only.source.place == 'Results, row "MMLU", column "Acme"; Again, row "MMLU", column "Acme"'
    )


@pytest.mark.parametrize("printed", [("50.0±0.8", "50.0"), ("50.0", "50.0±0.8")])
def test_interval_in_one_of_several_places(printed: tuple[str, str]) -> None:
    """An interval that is printed at one place of a document is that of the score."""
    rows = {place: {"MMLU": (MMLU, value)} for place, value in zip("AB", printed, strict=True)}
    tables = [table(section=place, rows=row, level=95) for place, row in rows.items()]
    (only,) = lc.Catalog([publication(*tables)])["acme-8b"].scores
    assert (str(only.interval), only.level, only.source.place) == (
        "0.8",
        95,
        'A, row "MMLU", column "Acme"; B, row "MMLU", column "Acme"',
    )


def test_figure_of_a_card_without_a_place() -> None:
    """A figure that a card itself has without a place gets the place of the table that has it too."""
    mine = card("acme-8b", score())
    (only,) = lc.Catalog([publication(table(), cards=[mine])])["acme-8b"].scores
    assert only.source.place == 'Results, row "MMLU", column "Acme"'


def test_two_figures_of_one_document() -> None:
    """A document that states two figures for one setup is refused."""
    stating = publication(table(), table(section="Again", rows={"MMLU": (MMLU, "51.0")}))
    with pytest.raises(errors.DuplicateError, match=r"50.0 and 51.0"):
        lc.Catalog([stating])


def test_unplaced() -> None:
    """A score that its source gives to one of several cards is on none of them."""
    both = ("acme-8b", "acme-8b-instruct")
    catalog = lc.Catalog([publication(table(columns={"Acme": both}))])
    assert [(figure.candidates, figure.score.text) for figure in catalog.unattributed] == [
        (both, "50.0")
    ]
    assert not any(acme.scores for acme in catalog.values())


def test_unknown_model() -> None:
    """A figure of a card that no publication introduces is refused."""
    with pytest.raises(errors.UnknownNameError, match="no card is named 'acme-9b'; did you mean"):
        lc.Catalog([publication(table(columns={"Acme": "acme-9b"}))])


def test_card_introduced_twice() -> None:
    """Two publications cannot introduce one card."""
    with pytest.raises(errors.DuplicateError) as refused:
        lc.Catalog([publication(), publication(source=NEW)])
    assert str(refused.value) == "two cards are named 'acme-8b': 'Old report' and 'New report'"


def test_with_cards() -> None:
    """Cards are added to a new catalog, and a taken name is replaced only if asked."""
    catalog = lc.Catalog([publication()])
    mine = card("acme-8b", title="Mine")
    with pytest.raises(errors.DuplicateError, match="'Old report' and 'a card without a source'"):
        catalog.with_cards(mine)
    replaced = catalog.with_cards(mine, replace=True)
    assert (replaced["acme-8b"].title, catalog["acme-8b"].title) == ("Mine", "Acme 8B")
    assert list(catalog.with_cards(card("new"))) == [*catalog, "new"]
    with pytest.raises(errors.DuplicateError):
        lc.Catalog(cards=[card("x"), card("x", score())])


def test_made_of() -> None:
    """A catalog is made of publications and cards, and of nothing else."""
    with pytest.raises(
        errors.FieldError, match="Catalog.publications must be made of Publications, not 5"
    ):
        lc.Catalog([5])  # type: ignore[list-item]
    with pytest.raises(
        errors.FieldError, match="Catalog.cards must be made of ModelCards, not 'x'"
    ):
        lc.Catalog().with_cards("x")  # type: ignore[arg-type]


def test_with_publications() -> None:
    """Publications are added to a new catalog, own cards kept; a card is replaced only if asked."""
    catalog = lc.Catalog([publication()], [card("mine")])
    newer = publication(source=NEW, cards=[card("acme-8b", title="Newer")])
    with pytest.raises(errors.DuplicateError):
        catalog.with_publications(newer)
    replaced = catalog.with_publications(newer, replace=True)
    assert (replaced["acme-8b"].title, "mine" in replaced, catalog["acme-8b"].title) == (
        "Newer", True, "Acme 8B",
    )  # fmt: skip


def test_publications_one_by_one() -> None:
    """Publications added one by one make the catalog of all, and gather only what they state."""
    licensed = lc.License(
        name="Acme License", terms=[lc.Term(topic="commercial_use", answer="allowed", clause="1")]
    )
    earlier = lc.Source(title="Rumor", published="2022-01-01")
    added = [
        later(table(columns={"Acme": "acme-8b-instruct"})),
        later(facts=[fact("cutoff", "2022-01"), fact("license", "Acme License")], source=earlier),
        later(licenses=[licensed], source=lc.Source(title="License", published="2024-02-01")),
        later(cards=[card("acme-9b", released="2022-05-01")], source="Undated"),
    ]
    step = lc.Catalog([publication(table())], [card("mine")])
    for known in added:
        before, step = step, step.with_publications(known)
        same = {name for name, mine in step.items() if mine is before.get(name)}
        assert {"mine"} < same or known.licenses
    whole = lc.Catalog([publication(table()), *added], [card("mine")])
    assert (list(step), list(step.values())) == (list(whole), list(whole.values()))
    assert repr(step.to_records()) == repr(whole.to_records())
    assert step["acme-8b"].license == licensed


@pytest.mark.parametrize("day", [None, "2024-01-15"])
def test_added_publications_are_checked(day: str | None) -> None:
    """A publication that contradicts itself is refused when it is added, also to a past day."""
    twice = [table(section="A"), table(section="B", rows={"MMLU": (MMLU, "51.0")})]
    catalog = lc.Catalog([publication()], day=day, later=True)
    with pytest.raises(errors.DuplicateError, match="two values of acme-8b"):
        catalog.with_publications(later(*twice))


def test_added_about_later_cards() -> None:
    """A publication that is added to a past day may name cards which are not there yet."""
    newer = publication(source=NEW, cards=[card("acme-9b", released="2024-05-01")])
    catalog = lc.Catalog([publication(), newer], day="2024-01-15")
    added = catalog.with_publications(publication(table(columns={"Acme": "acme-9b"}), cards=[]))
    assert "acme-9b" not in added
    assert list(added) == list(catalog)


def test_as_of() -> None:
    """On a day there are the publications until then, and what has no date."""
    newer = publication(source=NEW, cards=[card("acme-9b", title="Acme 9B")])
    own = [card("old", released="2022-01-01"), card("new", released="2024-05-01"), card("undated")]
    catalog = lc.Catalog([publication(table(columns={"Acme": "acme-9b"})), newer], own)
    assert list(catalog.as_of("2023-06-01")) == ["old", "acme-8b", "acme-8b-instruct", "undated"]
    assert catalog.as_of("2023-06-01").as_of("2024-12-31").day == date(2023, 6, 1)
    assert catalog.as_of("2023-06-01") is catalog.as_of(date(2023, 6, 1))
    assert catalog.as_of("2023-07-01").day == date(2023, 7, 1)


def test_published() -> None:
    """What is published is a catalog without cards of one's own, itself where it has none."""
    catalog = lc.Catalog([publication()])
    assert list(catalog.with_cards(card("new")).published) == list(catalog)
    assert catalog.published is catalog


def test_title_of() -> None:
    """A title is had from any name, and from no other text."""
    catalog = lc.Catalog([publication()]).with_cards(card("new", title="New"))
    titles = [catalog.title_of(name) for name in ("acme-8b", "new", "acme", None)]
    assert titles == ["Acme 8B", "New", None, None]


def test_once() -> None:
    """What is made of a catalog is made once."""
    catalog = lc.Catalog()
    assert catalog._once("a", list) is catalog._once("a", list)
    assert catalog._once("a", list) is not lc.Catalog()._once("a", list)


@pytest.mark.parametrize("day", ["2024-13-01", "April", None])
def test_as_of_refused(day: object) -> None:
    """A day is a date."""
    with pytest.raises(errors.FieldError, match=r"as_of.day must be a date such as"):
        lc.Catalog().as_of(day)  # type: ignore[arg-type]


def test_card_added_later() -> None:
    """A card that states its release is in no catalog of a day before it."""
    added = card("acme-9b", released="2023-05-05")
    stating = publication(table(columns={"Acme": "acme-9b"}), cards=[card("acme-8b"), added])
    assert list(lc.Catalog([stating]).as_of("2023-02-01")) == ["acme-8b"]
    assert list(lc.Catalog([stating]).as_of("2023-05-05")) == ["acme-8b", "acme-9b"]


def test_withheld() -> None:
    """A figure that a document shows only since a day is unknown_as_of before it."""
    stating = publication(table(since={("MMLU", "Acme"): "2023-05-05"}))
    early = lc.Catalog([stating]).as_of("2023-02-01")
    assert [(name, score.text) for name, score in early.unknown_as_of] == [("acme-8b", "50.0")]
    assert (early["acme-8b"].scores, len(lc.Catalog([stating])["acme-8b"].scores)) == ((), 1)


def test_withheld_fact() -> None:
    """A field that a document states otherwise since a day is unknown_as_of before it."""
    stating = publication(facts=[fact("cutoff", "2023-03", since="2023-05-05")])
    early = lc.Catalog([stating]).as_of("2023-02-01")
    assert [(name, record.text) for name, record in early.unknown_as_of] == [("acme-8b", "2023-03")]
    assert (early["acme-8b"].cutoff, lc.Catalog([stating])["acme-8b"].cutoff) == (None, "2023-03")


CELL = ("MMLU", "Acme")
CORRECTED = publication(
    table(since={CELL: "2023-05-05"}),
    table(rows={"MMLU": (MMLU, "5.0")}, until="2023-05-04"),
    facts=[
        fact("cutoff", "2023-03", since="2023-05-05"),
        fact("cutoff", "2022-03", until="2023-05-04"),
        fact("dense", True, since="2023-05-05"),
    ],
)


@pytest.mark.parametrize(
    ("day", "value", "cutoff", "dense"),
    [("2023-05-04", "5.0", "2022-03", None), ("2023-05-05", "50.0", "2023-03", True)],
)
def test_corrected(day: str, value: str, cutoff: str, dense: object) -> None:
    """Until a document was corrected, a card has what the document had then."""
    acme = lc.Catalog([CORRECTED]).as_of(day)["acme-8b"]
    (mmlu,) = acme.scores
    assert (mmlu.text, mmlu.until, acme.cutoff, acme.dense) == (value, None, cutoff, dense)


def test_corrected_is_kept() -> None:
    """What a document no longer has is on no card, and kept apart with its last day."""
    catalog = lc.Catalog([CORRECTED])
    assert [score.text for score in catalog["acme-8b"].scores] == ["50.0"]
    assert [(n, r.text, str(r.until)) for n, r in catalog.corrected] == [
        ("acme-8b", "2022-03", "2023-05-04"),
        ("acme-8b", "5.0", "2023-05-04"),
    ]
    assert (catalog.unknown_as_of, catalog.as_of("2023-05-04").corrected) == ((), ())
    assert [(n, r.text) for n, r in catalog.as_of("2023-05-04").unknown_as_of] == [
        ("acme-8b", "yes")
    ]


def test_no_card_has_what_was_corrected() -> None:
    """A card of one's own has no figure that its document no longer has."""
    with pytest.raises(errors.FieldError, match="what documents still state, without `until`"):
        card("mine", evolve(score(), until="2023-05-04"))


def test_later_companion() -> None:
    """What a companion document stated after the day is not yet known."""
    stating = publication(facts=[fact("cutoff", "2023-03", source=NEW)])
    assert lc.Catalog([stating]).as_of("2023-06-01")["acme-8b"].cutoff is None


def test_withheld_unplaced() -> None:
    """A figure without a variant is unplaced only from its day on."""
    both = ("acme-8b", "acme-8b-instruct")
    stating = publication(table(columns={"Acme": both}, since={("MMLU", "Acme"): "2023-05-05"}))
    assert lc.Catalog([stating]).as_of("2023-02-01").unattributed == ()


WIDE = lc.Architecture(
    layers=1, hidden=2, heads=1, kv_heads=1, head_dim=2, ffn=4, vocabulary=8, tied_embeddings=True
)


def test_own_card_as_of() -> None:
    """Of a card of one's own, nothing remains that was stated after the day."""
    facts = [
        lc.Fact(field="cutoff", value="2023-03", source=OLD),
        lc.Fact(field="dense", value=True, source=NEW),
        lc.Fact(field="budget.context", value="8k", source=NEW),
        lc.Fact(field="architecture.parameters", value=WIDE.parameters, source=NEW),
    ]
    mine = card(
        "mine", score(), score(source=NEW), cutoff="2023-03", dense=True,
        budget=lc.TokenBudget(context="8k"), architecture=WIDE, facts=facts,
    )  # fmt: skip
    then = lc.Catalog(cards=[mine]).as_of("2023-06-01")["mine"]
    assert (then.cutoff, then.dense, then.budget.context, len(then.facts), len(then.scores)) == (
        "2023-03", None, None, 1, 1,
    )  # fmt: skip
    assert lc.Catalog(cards=[mine]).as_of("2024-06-01")["mine"] == mine


NAMED = lc.Catalog(
    cards=[
        card("acme-3-8b", title="Acme 3 8B", hf_id="acme/Acme-3-8B-hf", aliases=["old/Acme-Three"]),
        card("acme-3-8b-instruct"),
        card("acme-3.1-8b"),
        card("🦙"),
    ]
)


@pytest.mark.parametrize(
    "written",
    [
        "acme-3-8b",
        "Acme 3 8B",
        "acme3-8b",
        "ACME_3_8B",
        "acme/Acme-3-8B-hf",
        "Acme-3-8B-hf",
        "acme three",
    ],
)
def test_lookup(written: str) -> None:
    """A card is found by name, title, alias or Hub id, however they are written."""
    assert lc.get_card(written, catalog=NAMED).name == "acme-3-8b"


def test_lookup_symbols() -> None:
    """A name without a letter is found too."""
    assert lc.get_card("🦙", catalog=NAMED).name == "🦙"


def test_ambiguous() -> None:
    """A name that fits several cards is answered with all of them."""
    with pytest.raises(errors.AmbiguousNameError) as refused:
        lc.get_card("acme 3", catalog=NAMED)
    assert refused.value.candidates == ("acme-3-8b", "acme-3-8b-instruct")
    twice = lc.Catalog(cards=[card("a", aliases=["x"]), card("b", aliases=["X"])])
    with pytest.raises(errors.AmbiguousNameError, match="'x' fits more than one card: 'a' and 'b'"):
        lc.get_card("x", catalog=twice)


@pytest.mark.parametrize("written", ["other/Acme-3-8B-hf", "", "acme-4"])
def test_not_guessed(written: str) -> None:
    """Another owner's repository, and what is only near, is no name of a card."""
    with pytest.raises(errors.UnknownNameError):
        lc.get_card(written, catalog=NAMED)


FOUND = lc.Catalog(
    cards=[
        card("a-2", version="2", size="7B", budget=lc.TokenBudget(context="4k"), license="two"),
        card(
            "a-3", version="3", size="70B", parameters="70.55B", budget=lc.TokenBudget(context="8k")
        ),
        card("a-3.1", version="3.1", size="405B", tuning="instruct"),
        card("b", license="two"),
    ]
)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["a-2", "a-3", "a-3.1", "b"]),
        ({"pattern": "A-3*"}, ["a-3", "a-3.1"]),
        ({"version": "3"}, ["a-3"]),
        ({"version": "3.0"}, ["a-3"]),
        ({"version": ">=3,<3.2"}, ["a-3", "a-3.1"]),
        ({"version": "==3.*"}, ["a-3", "a-3.1"]),
        ({"tuning": "instruct"}, ["a-3.1"]),
        ({"max_parameters": "70B"}, ["a-2", "a-3"]),
        ({"min_context": "8k"}, ["a-3"]),
        ({"license": "two"}, ["a-2", "b"]),
        ({"version": "2", "license": "two"}, ["a-2"]),
    ],
)
def test_find(asked: dict[str, Any], names: list[str]) -> None:
    """The cards are found that fit every argument; what a card does not state does not fit."""
    found = lc.find(asked.pop("pattern", None), **asked, catalog=FOUND)
    assert sorted(acme.name for acme in found) == names


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"version": "three"}, "find.version must be a version such as '3' or a specifier such as '>=3,<3.2', not 'three'"),
        ({"pattern": 5}, "find.pattern must be a glob such as 'llama-3*', not 5"),
        ({"tuning": "tune"}, "no tuning is named 'tune'; did you mean 'tuned'? There is 'base', 'chat', 'instruct' and 'tuned'"),
        ({"pattern": "c*"}, "no card is named 'c*'; there is 'b', 'a-2', 'a-3' and 'a-3.1'"),
        ({"max_parameters": "big"}, "find.max_parameters must be a size such as '70B', not 'big'"),
        ({"min_context": "0"}, "find.min_context must be a number of tokens such as '8k', not '0'"),
        ({"license": "three"}, "no license is named 'three'"),
    ],
)  # fmt: skip
def test_find_refused(asked: dict[str, Any], message: str) -> None:
    """An argument that cannot be asked for is refused, not ignored."""
    with pytest.raises(errors.LlamaCardsError) as refused:
        lc.find(**asked, catalog=FOUND)
    assert str(refused.value) == message


def test_licenses() -> None:
    """A license is found by id, SPDX id or name; a card that names it has its terms."""
    mine = lc.License(
        name="Mine",
        hf_id="mine",
        spdx_id="LicenseRef-mine",
        terms=[lc.Term(topic="fine_tuning", answer="allowed")],
    )
    stating = publication(licenses=[mine], facts=[fact("license", "mine")])
    catalog = lc.Catalog([stating], [card("own", license="mine"), card("free")])
    assert {
        lc.get_license(name, catalog=catalog) for name in ("MINE", "Mine", "licenseref-mine")
    } == {mine}
    assert lc.licenses(catalog=catalog) == (mine,)
    assert [
        catalog.license_of(acme) for acme in (catalog["own"], catalog["acme-8b"], catalog["free"])
    ] == [mine, mine, None]
    assert catalog["acme-8b"].source_of("license") == OLD
    with pytest.raises(
        errors.UnknownNameError, match="no license is named 'yours'; there is 'mine'"
    ):
        lc.get_license("yours", catalog=catalog)


def test_longest_glob() -> None:
    """A glob of 500 characters is looked for, and a longer one finds nothing."""
    assert lc.find("*" * 500, catalog=FOUND) == tuple(FOUND.values())
    with pytest.raises(errors.UnknownNameError):
        lc.find("*" * 501, catalog=FOUND)


def test_sources_and_benchmarks() -> None:
    """A catalog lists its documents and its benchmarks, in the order in which they came."""
    gpqa = lc.EvalSetup(benchmark="GPQA")
    catalog = lc.Catalog([later(table(rows={"GPQA": (gpqa, "30.0")})), publication(table())])
    assert (catalog.sources, catalog.reported_benchmarks) == ((OLD, NEW), ("MMLU", "GPQA"))
    unsourced = card("mine", facts=[lc.Fact(field="dense", value=True)])
    assert catalog.with_cards(unsourced).sources == (OLD, NEW)


def test_order_before_gathering() -> None:
    """A catalog that gathers cards later has them in the same order, undated ones by document."""
    newer = publication(source=NEW, cards=[card("newer")], tables=[])
    dated = publication(cards=[card("older"), card("dated", released="2023-06-01")], tables=[])
    assert list(lc.Catalog([newer, dated], later=True)) == ["older", "dated", "newer"]
    assert list(lc.Catalog([newer, dated])) == ["older", "dated", "newer"]


def test_order_of_publications() -> None:
    """A catalog is the same in whichever order its publications are given."""
    both = [publication(table(), licenses=[lc.License(name="old")])]
    both.append(later(table(rows={"MMLU": (MMLU, "51.0")}), licenses=[lc.License(name="new")]))
    for given in (both, both[::-1]):
        catalog = lc.Catalog(given)
        assert [known.id for known in lc.licenses(catalog=catalog)] == ["old", "new"]
        assert [stated.text for stated in catalog["acme-8b"].scores] == ["50.0", "51.0"]


def test_printed() -> None:
    """A catalog's repr is a short table of its cards."""
    assert (
        str(lc.Catalog(cards=[card("acme-8b", score(), size="8B", license="mine")]))
        == """\
Name     Released  Size  Tokens  Context  License  Scores
─────────────────────────────────────────────────────────
acme-8b              8B                      mine       1"""
    )


def test_pickling() -> None:
    """A catalog survives pickling."""
    catalog = lc.Catalog([publication(table())])
    assert dict(pickle.loads(pickle.dumps(catalog))) == dict(catalog)  # noqa: S301


STATING = (
    publication(table(), table(columns={"Acme": "acme-8b-instruct"})),
    lc.Publication(source=NEW, tables=[table(rows={"MMLU": (MMLU, "51.0")})]),
)


def test_read_later() -> None:
    """A catalog that reads scores when they are asked for has the same as one that reads at once."""
    later, at_once = lc.Catalog(STATING, later=True), lc.Catalog(STATING)
    assert later.restated(NEW, OLD) == at_once.restated(NEW, OLD)
    assert later.restated(NEW, OLD)[0].size == Decimal(1)
    assert later.restated(OLD, OLD) == ()
    joined = lc.Catalog(STATING, later=True).with_cards(lc.ModelCard(name="mine"))
    for read in (later, joined.with_cards(at_once["acme-8b"], replace=True)):
        assert read.get("acme-8b") == at_once["acme-8b"]
        assert [card for card in read.values() if card.name != "mine"] == [*at_once.values()]


def test_read_later_survives_pickling() -> None:
    """A catalog that has cards to read yet is pickled with what they have."""
    later = lc.Catalog(STATING, later=True)
    assert dict(pickle.loads(pickle.dumps(later))) == dict(lc.Catalog(STATING))  # noqa: S301


def test_read_once_by_many() -> None:
    """A card that several threads ask for at once is read once, and is one card."""
    for _ in range(20):
        later = lc.Catalog(STATING, later=True)
        with ThreadPoolExecutor(8) as threads:
            found = [*threads.map(later.__getitem__, ["acme-8b"] * 16)]
        assert len({id(card) for card in found}) == 1
        assert found[0] == lc.Catalog(STATING)["acme-8b"]
        assert repr(found[0]) == repr(lc.Catalog(STATING)["acme-8b"])


def test_read_once() -> None:
    """A card is read once, whichever catalog asks for it."""
    later = lc.Catalog(STATING, later=True)
    assert later.with_cards(lc.ModelCard(name="mine"))["acme-8b"] is later["acme-8b"]


def test_of_a_day_at_once() -> None:
    """What a day withholds is known at once, whenever scores are to be read."""
    stating = publication(table(since={("MMLU", "Acme"): "2023-05-05"}))
    catalog = lc.Catalog([stating], day=date(2023, 2, 1), later=True)
    assert [(name, record.text) for name, record in catalog.unknown_as_of] == [("acme-8b", "50.0")]


def test_order_of_a_release_in_a_table() -> None:
    """A card that is gathered later stands where the release that a table prints puts it."""
    shape = table(
        models="rows",
        columns={"Context": "budget.context", "Released": "released"},
        rows={"A": ("acme-8b", "8k 2025-01-01"), "B": ("acme-8b-instruct", "8k 2024-01-01")},
    )
    later = lc.Catalog([publication(shape)], later=True)
    assert [*later] == [*lc.Catalog([publication(shape)])] == ["acme-8b-instruct", "acme-8b"]


def test_own_cards_stay_on_a_day() -> None:
    """A card that replaces an introduced one is kept in the catalog of a day."""
    mine = card("acme-8b", title="Mine")
    catalog = lc.Catalog([publication()]).with_cards(mine, replace=True)
    assert catalog.as_of("2024-12-31")["acme-8b"].title == "Mine"


def test_restated_beside_tables_of_facts() -> None:
    """Two documents are compared by their scores, whatever else their tables state."""
    facts = table(
        section="Sizes",
        columns={"Size": "parameters"},
        rows={"8B": ("acme-8b", "8B")},
        models="rows",
    )
    later = lc.Catalog((*STATING, lc.Publication(source=NEW, tables=[facts])), later=True)
    assert [pair.size for pair in later.restated(NEW, OLD)] == [Decimal(1)]
