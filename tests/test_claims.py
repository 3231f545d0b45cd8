"""Claims, and verdicts that follow from what other documents state."""

from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from made_up import NEW, OLD, SHAPE, card, score

TALK = lc.Source(title="Talk", published="2023-06-01")
MMLU = lc.EvalSetup(benchmark="MMLU", shots=5, cot=False, metric="acc")
GPQA = lc.EvalSetup(benchmark="GPQA", shots=0, cot=False, metric="acc")
TOXIGEN = lc.EvalSetup(
    benchmark="ToxiGen", shots=0, cot=False, metric="share", lower_is_better=True
)
ELO = lc.EvalSetup(benchmark="Arena", shots=0, cot=False, metric="Elo", unit="rating")
SMALL, LARGE = (
    lc.ModelCard(
        name=f"acme-{size}", title=f"Acme-{size.upper()}", family="Acme", size=size.upper()
    )
    for size in ("8b", "70b")
)
CHAT = lc.ModelCard(name="acme-8b-chat", title="Acme-8B-Chat", size="8B", tuning="chat")


def claim(relation: str, object: Any, subject: Any = "acme-*") -> lc.Claim:
    """A claim of the talk."""
    return lc.Claim(
        text="It is so", subject=subject, relation=relation, object=object, speaker="Ann"
    )


def checked(made: lc.Claim, *later: lc.Publication, **stated: Any) -> lc.types.CheckedClaim:
    """The claim, said between an old report that states this and what came later."""
    old = lc.Publication(source=OLD, **({"cards": [SMALL, LARGE]} | stated))
    talk = lc.Publication(source=TALK, claims=[made])
    (only,) = lc.check_claims(catalog=lc.Catalog([old, talk, *later]))
    return only


def said(only: lc.types.CheckedClaim) -> list[tuple[bool | None, str]]:
    """What the evidence says, and for which side."""
    return [(piece.holds, piece.text) for piece in only.evidence]


def fact(field: str, value: object, *cards: str, **details: Any) -> lc.Fact:
    """A fact of the small model, or of others."""
    return lc.Fact(field=field, value=value, cards=cards or ("acme-8b",), **details)


def results(rows: dict[lc.EvalSetup, str], *cards: str) -> lc.Table:
    """A table with a column for each card."""
    return lc.Table(
        section="Results",
        columns={name: name for name in cards},
        rows={setup.benchmark: (setup, figures) for setup, figures in rows.items()},
    )


@pytest.mark.parametrize(
    ("object", "verdict", "evidence"),
    [
        (["8B", "70B"], "confirmed", [(True, "8B and 70B")]),
        (["8B"], "contradicted", [(False, "8B and 70B")]),
        (["8B", "70B", "405B"], "mixed", [(True, "8B and 70B"), (False, "no model of 405B is known")]),
    ],
)  # fmt: skip
def test_comes_in(object: list[str], verdict: str, evidence: list[tuple[bool, str]]) -> None:
    """Sizes are those of the cards, and of no other cards."""
    found = checked(claim("comes in", object))
    assert (found.verdict, said(found)) == (verdict, evidence)


def test_no_model() -> None:
    """Of models that nobody has published, or whose size is unknown, nothing can be checked."""
    unknown = checked(claim("comes in", "8B", subject="other-*"))
    unsized = checked(claim("comes in", "8B"), cards=[lc.ModelCard(name="acme-x")])
    for found in (unknown, unsized):
        assert (found.verdict, said(found)) == (
            "cannot be checked",
            [(None, "no such model is known")],
        )


@pytest.mark.parametrize(
    ("claimed", "stated", "verdict"),
    [
        ("15T", "15T+", "confirmed"),
        ("14T", "15T+", "contradicted"),
        ("16T", "15T+", "cannot be checked"),
        ("16T", "15T", "contradicted"),
        ("14T", "up to 15T", "cannot be checked"),
        ("14T", "~15T", "cannot be checked"),
    ],
)
def test_quantity(claimed: str, stated: str, verdict: str) -> None:
    """A quantity is what it is, as far as its bound tells."""
    found = checked(claim("budget.training", claimed), facts=[fact("budget.training", stated)])
    assert (found.verdict, found.evidence[0].text) == (verdict, f"Acme-8B: {stated}")


@pytest.mark.parametrize(
    ("status", "verdict"), [("in training", "confirmed"), ("released", "contradicted")]
)
def test_field(status: Any, verdict: str) -> None:
    """A field has a value or another, and the evidence says of which models and where."""
    cards = [lc.ModelCard(name=f"acme-{n}", status=status) for n in "abcd"]
    found = checked(claim("status", "in training"), cards=cards)
    (piece,) = found.evidence
    assert (found.verdict, piece.text) == (verdict, f"acme-a, acme-b and 2 more: {status}")
    assert (piece.source, len(piece.records)) == (OLD, 4)


def test_no_evidence_of_its_own() -> None:
    """What the document of a claim states itself decides nothing, nor does a card of one's own."""
    facts = [fact("dense", value=True)]
    talk = lc.Publication(source=TALK, claims=[claim("dense", object=True)], facts=facts)
    own = card("acme-9b", dense=True, source=NEW)
    catalog = lc.Catalog([lc.Publication(source=OLD, cards=[SMALL]), talk], [own])
    (found,) = lc.check_claims(catalog=catalog)
    assert (found.verdict, said(found)) == (
        "cannot be checked",
        [(None, "no other document states it")],
    )


@pytest.mark.parametrize(
    ("day", "verdict"), [("2023-12-31", "confirmed"), ("2024-01-02", "contradicted")]
)
def test_released_by(day: str, verdict: str) -> None:
    """A model in training is out when what superseded it is."""
    later = lc.Publication(
        source=NEW,
        cards=[lc.ModelCard(name="next-8b", title="Next")],
        facts=[
            fact("released", day, "next-8b"),
            fact("superseded_by", "next-8b"),
            fact("released", "2023-01-01", "acme-70b"),
        ],
    )
    found = checked(claim("released by", "2023-12-31", subject="acme-8b"), later)
    assert (found.verdict, said(found)) == (verdict, [(verdict == "confirmed", f"Next: {day}")])
    unknown = checked(claim("released by", "2023-12-31"))
    assert (unknown.verdict, said(unknown)) == (
        "cannot be checked",
        [(None, "no release is stated")],
    )


ALMOST = claim("almost as good as", "acme-70b", subject=["acme-8b", "acme-8b-chat"])


@pytest.mark.parametrize(
    ("figures", "verdict", "evidence"),
    [
        ("55.0 60.0", "confirmed", "rows 1, mean -5.0, ahead in 0"),
        ("54.9 60.0", "contradicted", "rows 1, mean -5.1, ahead in 0"),
        ("70.0 60.0", "confirmed", "rows 1, mean +10.0, ahead in 1"),
    ],
)
def test_almost_as_good(figures: str, verdict: str, evidence: str) -> None:
    """A mean of at most five points behind is almost as good, and a larger one is not."""
    found = checked(ALMOST, tables=[results({MMLU: figures}, "acme-8b", "acme-70b")])
    text = f"base: Acme-8B beside Acme-70B: {evidence}"
    assert (found.verdict, said(found)) == (verdict, [(verdict == "confirmed", text)])
    assert [record.text for record in found.evidence[0].records] == figures.split()


def test_base_and_tuned_apart() -> None:
    """Base and tuned models are compared apart, row by row, where lower is better the other way."""
    both = claim("almost as good as", ["acme-70b", "acme-70b-chat"], ["acme-8b", "acme-8b-chat"])
    chat = lc.ModelCard(name="acme-70b-chat", title="Acme-70B-Chat", size="70B", tuning="chat")
    found = checked(
        both,
        cards=[SMALL, LARGE, CHAT, chat],
        tables=[
            results({MMLU: "40.0 60.0", ELO: "1 900"}, "acme-8b", "acme-70b"),
            results({GPQA: "33.0 30.0", TOXIGEN: "1.0 2.0"}, "acme-8b-chat", "acme-70b-chat"),
        ],
    )
    assert (found.verdict, said(found)) == (
        "mixed",
        [
            (False, "base: Acme-8B beside Acme-70B: rows 1, mean -20.0, ahead in 0"),
            (True, "tuned: Acme-8B-Chat beside Acme-70B-Chat: rows 2, mean +2.0, ahead in 2"),
        ],
    )


def test_only_inside_one_publication() -> None:
    """Figures of two documents, or of the claim's own, are no comparison."""
    later = lc.Publication(source=NEW, tables=[results({MMLU: "60.0"}, "acme-70b")])
    own = lc.Publication(source=TALK, tables=[results({MMLU: "9.0 1.0"}, "acme-8b", "acme-70b")])
    found = checked(ALMOST, later, own, tables=[results({MMLU: "59.0"}, "acme-8b")])
    assert (found.verdict, said(found)) == (
        "cannot be checked",
        [(None, "no document has scores of both under equal setups")],
    )


GAINS = [
    ("budget.context", "4k", "8k", "4k"),
    ("languages", "English", ["English", "Thai"], ["Thai"]),
    ("inputs", "Text", "Text and image", "Multilingual text"),
]


@pytest.mark.parametrize(("field", "before", "more", "same"), GAINS)
def test_gains(field: str, before: str, more: Any, same: Any) -> None:
    """A later model of the family that has more confirms what was to come, and no other."""
    cards = [
        lc.ModelCard(name="next-8b", title="Next", family="Acme"),
        lc.ModelCard(name="other", title="Other", family="Other"),
    ]

    def later(value: Any) -> lc.Publication:
        stated = [fact(field, value, "next-8b"), fact(field, more, "other")]
        return lc.Publication(source=NEW, cards=cards, facts=stated)

    facts = [fact(field, before, "acme-8b", "acme-70b")]
    found = checked(claim("gains", field), later(more), facts=facts)
    assert (found.verdict, [holds for holds, _ in said(found)]) == ("confirmed", [None, True])
    assert found.evidence[1].text.startswith("Next: ")
    waiting = checked(claim("gains", field), later(same), facts=facts)
    assert (waiting.verdict, said(waiting)[1:]) == (
        "cannot be checked",
        [(None, "no later model has more")],
    )
    assert checked(claim("gains", field), later(more)).verdict == "cannot be checked"


LONGER = lc.ModelCard(name="acme-8b-longer", title="Longer", size="8B", architecture=SHAPE)
SHAPED = lc.ModelCard(name="acme-8b", title="Acme", size="8B", architecture=SHAPE)


@pytest.mark.parametrize(
    ("tokens", "figures", "verdict"),
    [
        ("2T", "50.0 51.0", "confirmed"),
        ("2T", "50.0 49.0", "contradicted"),
        ("1T", "50.0 51.0", "cannot be checked"),
    ],
)
def test_improves_with(tokens: str, figures: str, verdict: str) -> None:
    """A model of the same shape that had more and scores more shows that more helped."""
    facts = [
        fact("budget.training", "1T"),
        fact("budget.training", tokens, "acme-8b-longer"),
    ]
    table = results({MMLU: figures}, "acme-8b", "acme-8b-longer")
    made = claim("improves with", "budget.training", subject="acme-8b")
    found = checked(made, cards=[SHAPED, LONGER], facts=facts, tables=[table])
    assert found.verdict == verdict
    unshaped = checked(made, cards=[SMALL, LONGER], facts=facts, tables=[table])
    assert unshaped.verdict == "cannot be checked"
    unstated = checked(made, cards=[SHAPED, LONGER], facts=facts[1:], tables=[table])
    assert unstated.verdict == "cannot be checked"


def test_offered_on() -> None:
    """Of hosts only the Hub is known, where a card has an id on it."""
    facts = [fact("hf_id", "acme/Acme-8B")]
    hub, clouds = (
        checked(claim("offered on", host), facts=facts)
        for host in ("Hugging Face Hub", "all clouds")
    )
    assert (hub.verdict, said(hub)) == ("confirmed", [(True, "Acme-8B: Hugging Face Hub")])
    assert (clouds.verdict, said(clouds)) == (
        "cannot be checked",
        [(None, "Acme-8B: Hugging Face Hub")],
    )


def test_asks() -> None:
    """A licence asks what its terms ask; one whose terms are unknown tells nothing."""
    terms = [lc.Term(topic="user_limit", answer="conditional", value="700M MAU", clause="§2")]
    licenses = [lc.License(name="known", terms=terms), lc.License(name="bare")]
    asked = {
        topic: checked(claim("asks", topic, ["known", "bare", "x"]), licenses=licenses)
        for topic in ("user_limit", "resale")
    }
    assert {topic: (found.verdict, said(found)) for topic, found in asked.items()} == {
        "user_limit": ("confirmed", [(True, "known, ask Meta above: 700M MAU §2")]),
        "resale": ("contradicted", [(False, "known, ask Meta to resell: not stated")]),
    }
    assert checked(claim("asks", "resale", "x")).verdict == "cannot be checked"


@pytest.mark.parametrize(
    ("relation", "object", "message"),
    [
        ("is", "so", "no relation is named 'is'"),
        ("released by", "May", "Claim.object must be a date such as '2024-04-18', not 'May'"),
        ("comes in", [""], "Claim.object must be a text or several, none of them empty, not ('',)"),
        ("gains", "hf_id", "no object of 'gains' is named 'hf_id'; there is 'budget.context', 'budget.training', 'languages', 'inputs' and 'outputs'"),
        ("dense", "yes", "ModelCard.dense must be True or False, not 'yes'"),
    ],
)  # fmt: skip
def test_refused(relation: str, object: Any, message: str) -> None:
    """A relation that there is not, and an object that it does not take, are refused."""
    with pytest.raises(errors.LlamaCardsError) as refused:
        claim(relation, object)
    assert str(refused.value).startswith(message)


def test_sources() -> None:
    """A claim is the publication's unless it names a document, and is made that day."""
    elsewhere = lc.Claim(
        text="So", subject="acme-8b", relation="dense", object=True, source="Interview"
    )
    talk = lc.Publication(source=TALK, claims=[claim("comes in", "8B"), elsewhere])
    catalog = lc.Catalog([talk])
    assert [made.source and made.source.title for made in catalog.claims] == ["Talk", "Interview"]
    assert lc.check_claims(catalog=catalog, as_of="2023-05-31") == ()


def test_printed() -> None:
    """A report prints each claim with its verdict, and a line for each piece of evidence."""
    old = lc.Publication(
        source=OLD,
        cards=[SMALL, lc.ModelCard(name="x", size="1B")],
        facts=[fact("dense", value=True)],
    )
    silent = lc.Claim(text="Dense", subject="acme-8b", relation="dense", object=False)
    talk = lc.Publication(source=TALK, claims=[claim("comes in", ["8B", "70B"]), silent])
    report = lc.check_claims(catalog=lc.Catalog([old, talk]))
    assert repr(report) == "<ClaimReport: 2 claims>"
    assert (
        str(report)
        == """\
Claim         Verdict       Speaks   What is stated
─────────────────────────────────────────────────────────────
It is so [1]  mixed         for      8B [2]
                            against  no model of 70B is known
Dense [1]     contradicted  against  Acme-8B: yes [2]

Said by Ann.
Verdicts follow from what other documents state. Scores are compared on equal setups, inside one
document; almost as good is at most 5 points behind in the mean.
Sources [1] Talk 2023-06  [2] Old report 2023-01"""
    )
    nobody = lc.check_claims(
        catalog=lc.Catalog([old, lc.Publication(source=TALK, claims=[silent])])
    )
    assert "Said by" not in str(nobody)


VERDICTS = {
    "Llama 3 comes in three sizes": "confirmed",
    "Llama 3 8B and 70B are released": "confirmed",
    "Llama 3 405B is not finished": "confirmed",
    "Llama 3 405B is to follow within the year": "confirmed",
    "More languages are to come": "confirmed",
    "Longer context windows are to come": "confirmed",
    "Llama 3 8B is almost as good as the largest Llama 2": "mixed",
    "Llama 3 70B was trained on 15 trillion tokens": "confirmed",
    "Llama 2 is offered on all major clouds": "cannot be checked",
    "Large companies that resell the models are asked to talk to Meta": "mixed",
}


def test_interview() -> None:
    """The interview's claims have the verdicts that a reader of the documents comes to."""
    found = {made.claim.text: made.verdict for made in lc.check_claims()}
    assert {text: found[text] for text in VERDICTS} == VERDICTS
    then = {made.claim.text: made.verdict for made in lc.check_claims(as_of="2024-04-20")}
    assert [text for text in VERDICTS if then[text] != found[text]] == [
        "Llama 3 405B is to follow within the year",
        "More languages are to come",
        "Longer context windows are to come",
    ]


def test_interview_names() -> None:
    """Every subject of the interview's claims means a card or a licence."""
    catalog = lc.catalog()
    for made in catalog.claims:
        known = catalog.licenses if made.relation == "asks" else catalog
        for name in made.subject:
            assert [k for k in known if k.startswith(name.rstrip("*"))], name


def test_the_largest_llama_2() -> None:
    """Of the 8B and the largest Llama 2, base and tuned rows are counted apart."""
    (found,) = (c for c in lc.check_claims() if c.claim.relation == "almost as good as")
    assert [p.text for p in found.evidence if p.source == lc.get_card("llama-3-8b").source] == [
        "base: Llama 3 8B beside Llama 2 70B: rows 11, mean -5.9, ahead in 1",
        "tuned: Llama 3 8B Instruct beside Llama 2 70B Chat: rows 5, mean +21.2, ahead in 5",
    ]


def test_ones_own_card_does_not_count() -> None:
    """A card of one's own decides nothing, even under the subject's name."""
    old = lc.Publication(
        source=OLD,
        cards=[SMALL, LARGE],
        tables=[results({MMLU: "40.0 60.0"}, "acme-8b", "acme-70b")],
    )
    catalog = lc.Catalog([old, lc.Publication(source=TALK, claims=[ALMOST])])
    mine = card("acme-8b", score(value="99.0"))
    assert lc.check_claims(catalog=catalog.with_cards(mine, replace=True)) == lc.check_claims(
        catalog=catalog
    )
