"""Claims, and verdicts that follow from what other documents state."""

import fnmatch
from typing import Any

import pytest
from attrs import evolve

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
        ("60.0 60.0", "confirmed", "ahead in 0, behind in 0, level in 1 of 1 row"),
        ("59.9 60.0", "contradicted", "ahead in 0, behind in 1, level in 0 of 1 row"),
        ("70.0 60.0", "confirmed", "ahead in 1, behind in 0, level in 0 of 1 row"),
    ],
)
def test_almost_as_good(figures: str, verdict: str, evidence: str) -> None:
    """Who is ahead or level in half of the rows is almost as good."""
    found = checked(ALMOST, tables=[results({MMLU: figures}, "acme-8b", "acme-70b")])
    text = f"base: Acme-8B beside Acme-70B: {evidence}"
    assert (found.verdict, said(found)) == (verdict, [(verdict == "confirmed", text)])
    assert [record.text for record in found.evidence[0].records] == figures.split()


def test_level_within_noise() -> None:
    """Where the size of a benchmark is known, what is not apart by more than noise is level."""
    figures = {MMLU: "55.0 60.0", GPQA: "50.0 90.0"}
    found = checked(
        ALMOST,
        tables=[results(figures, "acme-8b", "acme-70b")],
        benchmarks=[lc.Benchmark(name=name, items=100) for name in ("MMLU", "GPQA")],
    )
    text = "base: Acme-8B beside Acme-70B: ahead in 0, behind in 1, level in 1 of 2 rows"
    assert (found.verdict, said(found)) == ("confirmed", [(True, text)])


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
            (False, "base: Acme-8B beside Acme-70B: ahead in 0, behind in 1, level in 0 of 1 row"),
            (
                True,
                "tuned: Acme-8B-Chat beside Acme-70B-Chat: ahead in 2, behind in 0, level in 0 of 2 rows",
            ),
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
    *(
        ("inputs", others, f"{others} and {more}", f"Multilingual {others}")
        for others, more in (
            ("Image", "text"),
            ("Text", "image"),
            ("Text", "audio"),
            ("Text", "speech"),
            ("Text", "video"),
        )
    ),
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
    """A license asks what its terms ask; one whose terms are unknown tells nothing."""
    terms = [lc.Term(topic="user_limit", answer="conditional", value="700M MAU", clause="§2")]
    licenses = [lc.License(name="known", terms=terms), lc.License(name="bare")]
    asked = {
        topic: checked(claim("asks", topic, ["known", "bare", "x"]), licenses=licenses)
        for topic in ("user_limit", "resale")
    }
    assert {topic: (found.verdict, said(found)) for topic, found in asked.items()} == {
        "user_limit": ("confirmed", [(True, "known, user limit: 700M MAU §2")]),
        "resale": ("cannot be checked", [(None, "known, resale: unknown")]),
    }
    assert [piece.records for piece in asked["user_limit"].evidence] == [(terms[0],)]
    assert checked(claim("asks", "resale", "x")).verdict == "cannot be checked"


@pytest.mark.parametrize(
    ("relation", "object", "message"),
    [
        ("is", "so", "no relation is named 'is'"),
        ("released by", "May", "Claim.object must be a date such as '2024-04-18', not 'May'"),
        ("comes in", [""], "Claim.object must be one or more texts, none of them empty, not ('',)"),
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
Verdicts follow from what other documents state. Scores are compared under equal setups, inside one
document, separately for base and tuned models. Level: not apart by more than noise. As good, or
almost as good: ahead or level in at least half of the rows.
Sources [1] Talk 2023-06  [2] Old report 2023-01"""
    )
    nobody = lc.check_claims(
        catalog=lc.Catalog([old, lc.Publication(source=TALK, claims=[silent])])
    )
    assert "Said by" not in str(nobody)


@pytest.mark.parametrize(
    ("relation", "figures", "verdict"),
    [
        ("better than", "61.0 60.0", "confirmed"),
        ("better than", "60.0 60.0", "cannot be checked"),
        ("better than", "59.0 60.0", "contradicted"),
        ("as good as", "60.0 60.0", "confirmed"),
        ("as good as", "59.0 60.0", "contradicted"),
        ("worse than", "59.0 60.0", "confirmed"),
        ("worse than", "60.0 60.0", "cannot be checked"),
        ("worse than", "61.0 60.0", "contradicted"),
    ],
)
def test_better_or_worse(relation: str, figures: str, verdict: str) -> None:
    """Better is who is ahead in more rows than behind, worse the other way round."""
    made = claim(relation, "acme-70b", subject="acme-8b")
    found = checked(made, tables=[results({MMLU: figures}, "acme-8b", "acme-70b")])
    assert found.verdict == verdict


NEXT = [
    lc.ModelCard(name="next-1b", title="Next 1B", family="Acme", size="1B"),
    lc.ModelCard(name="next-90b", title="Next 90B", family="Acme", size="90B"),
]


@pytest.mark.parametrize(
    ("object", "verdict", "evidence"),
    [
        ("1B-2B", "confirmed", [(True, "Next 1B: 1.2B")]),
        ("90B", "confirmed", [(True, "Next 90B: 90B")]),
        ("500M", "cannot be checked", [(None, "no such model is known")]),
        ("image", "confirmed", [(True, "Next 90B: Text and image")]),
        ("audio", "cannot be checked", [(None, "no such model is known")]),
    ],
)
def test_to_come_in(object: str, verdict: str, evidence: list[tuple[bool | None, str]]) -> None:
    """A wish came true where a later model has the size, or one of this shape takes it in."""
    shape = [
        fact(f"architecture.{field}", value, *cards)
        for field, value in {"layers": 80, "hidden": 8192, "heads": 64}.items()
        for cards in (("acme-70b",), ("next-90b",))
    ]
    later = lc.Publication(
        source=NEW,
        cards=NEXT,
        facts=[
            fact("parameters", "1.2B", "next-1b"),
            fact("parameters", "90B", "next-90b"),
            fact("inputs", "Text and image", "next-90b"),
            fact("inputs", "Text and image", "next-1b"),
            *shape,
        ],
    )
    found = checked(claim("to come in", object), later)
    assert (found.verdict, said(found)) == (verdict, evidence)


def test_comparable_to() -> None:
    """What another document says of the models, or of what they became, speaks for it."""
    made = lc.Claim(
        text="Likewise", subject="next-8b", relation="comparable to", object="GPT-4", speaker="Bo"
    )
    later = lc.Publication(
        source=NEW,
        cards=[lc.ModelCard(name="next-8b", title="Next")],
        facts=[fact("superseded_by", "next-8b")],
        claims=[made],
    )
    old = lc.Publication(source=OLD, cards=[SMALL, LARGE])
    talk = lc.Publication(source=TALK, claims=[claim("comparable to", "GPT-4", "acme-8b")])
    other = lc.Publication(
        source="Other",
        claims=[
            claim("comparable to", "GPT-5", "acme-8b"),
            claim("comparable to", "GPT-4", "acme-70b"),
        ],
    )
    report = lc.check_claims(catalog=lc.Catalog([old, talk, later, other]))
    assert [(c.claim.text, c.verdict) for c in report] == [
        ("It is so", "confirmed"),
        ("Likewise", "confirmed"),
        ("It is so", "cannot be checked"),
        ("It is so", "cannot be checked"),
    ]
    assert [said(found) for found in report[:2]] == [
        [(True, "likewise, says Bo: Likewise")],
        [(True, "likewise, says Ann: It is so")],
    ]


@pytest.mark.parametrize(
    ("gpu", "verdict"), [("H100-80GB", "confirmed"), ("MTIA", "cannot be checked")]
)
def test_not_trained_on(gpu: str, verdict: str) -> None:
    """Models that were trained on GPUs that anybody can buy were not trained on one's own."""
    found = checked(claim("not trained on", "own chips"), facts=[fact("training.gpu", gpu)])
    assert found.verdict == verdict


def test_base_of() -> None:
    """A model of others that was made from one shows that it was built upon."""
    made = lc.ModelCard(name="vicuna", title="Vicuna", family="Other", derived_from="acme-8b")
    own = lc.ModelCard(name="acme-8b-x", family="Acme", derived_from="acme-8b")
    found = checked(claim("base of", "others", "acme-8b"), cards=[SMALL, LARGE, made, own])
    assert (found.verdict, said(found)) == ("confirmed", [(True, "Vicuna")])


def test_improves_with_time() -> None:
    """A later model of the same shape that is ahead in more rows shows that it can."""
    later = lc.Publication(
        source=NEW,
        cards=[
            lc.ModelCard(name="next-8b", title="Next", family="Acme", architecture=SHAPE),
        ],
        tables=[results({MMLU: "50.0 51.0"}, "acme-8b", "next-8b")],
    )
    shaped = evolve(SHAPED, family="Acme")
    found = checked(claim("improves with", "time", "acme-8b"), later, cards=[shaped])
    assert (found.verdict, found.evidence[0].holds) == ("confirmed", True)


def test_unchecked() -> None:
    """What no document has a word on cannot be checked, and the report says why."""
    found = checked(claim("made with", "care"))
    assert (found.verdict, said(found)) == (
        "cannot be checked",
        [(None, "no document states priorities, efforts or limits")],
    )


def test_reprs() -> None:
    """The repr of a checked claim, and of a piece of evidence, fits a line."""
    found = checked(claim("comes in", ["8B", "70B"]))
    assert max(len(repr(found)), len(repr(found.evidence[0]))) <= 120


def test_denied() -> None:
    """A claim that was denied is printed with who says and who denies it."""
    made = evolve(claim("better than", "acme-70b", "acme-8b"), denied_by="Bob")
    nobody = evolve(made, speaker=None)
    catalog = lc.Catalog(
        [
            lc.Publication(source=OLD, cards=[SMALL, LARGE]),
            lc.Publication(source=TALK, claims=[made, nobody]),
        ]
    )
    printed = lc.check_claims(catalog=catalog).to_text("plain", width=400)
    assert "It is so, says Ann; Bob denies it" in printed
    assert "It is so, says somebody; Bob denies it" in printed


VERDICTS = {
    "Llama 3 comes in three sizes": "confirmed",
    "Llama 3 8B and 70B are released": "confirmed",
    "Llama 3 405B is a dense model": "confirmed",
    "Llama 3 405B is not finished": "confirmed",
    "Llama 3 405B is to follow within the year": "confirmed",
    "More languages are to come": "confirmed",
    "Longer context windows are to come": "confirmed",
    "Llama 3 8B is almost as good as the largest Llama 2": "mixed",
    "Llama 3 70B was trained on 15 trillion tokens": "confirmed",
    "Llama 2 is offered on all major clouds": "cannot be checked",
    "Large companies that resell the models are asked to talk to Meta": "mixed",
    "Llama 3 405B comes close to GPT-4, by the scores known so far": "confirmed",
    "Llama 3 8B and 70B lead the models of their sizes": "cannot be checked",
    "Llama 3 8B is basically as powerful as the largest Llama 2": "mixed",
    "Llama 3 8B is better than Llama 2 70B": "mixed",
    "Coding was no priority for Llama 2": "cannot be checked",
    "A model with 1B to 2B parameters is wanted": "confirmed",
    "Even a model with 500M parameters is wanted": "cannot be checked",
    "A multimodal 70B is to come": "confirmed",
    "A 70B model with the architecture of Llama 3 can keep getting better": "confirmed",
    "Many companies built a new model on the architecture of Llama 2 70B": "cannot be checked",
    "An 8B model of today is not as good as the best with hundreds of billions of parameters": "confirmed",
    "Llama 4 will not be trained on Meta's own chips": "confirmed",
}


def test_interview() -> None:
    """The interview's claims have the verdicts that a reader of the documents comes to."""
    found = {made.claim.text: made.verdict for made in lc.check_claims()}
    assert {text: found[text] for text in VERDICTS} == VERDICTS
    then = {made.claim.text: made.verdict for made in lc.check_claims(as_of="2024-04-20")}
    assert [text for text in VERDICTS if then[text] != found[text]] == [
        "Llama 3 405B is a dense model",
        "Llama 3 405B is to follow within the year",
        "More languages are to come",
        "Longer context windows are to come",
        "Llama 3 405B comes close to GPT-4, by the scores known so far",
        "A model with 1B to 2B parameters is wanted",
        "A multimodal 70B is to come",
        "A 70B model with the architecture of Llama 3 can keep getting better",
        "An 8B model of today is not as good as the best with hundreds of billions of parameters",
        "Llama 4 will not be trained on Meta's own chips",
    ]


def test_interview_names() -> None:
    """Every subject of a claim means a card or a license."""
    catalog = lc.catalog()
    for made in catalog.claims:
        known = catalog.licenses if made.relation == "asks" else catalog
        for name in made.subject:
            assert fnmatch.filter(known, name), name


def test_the_largest_llama_2() -> None:
    """Of the 8B and the largest Llama 2, base and tuned rows are counted apart."""
    found = next(c for c in lc.check_claims() if c.claim.relation == "almost as good as")
    assert [p.text for p in found.evidence if p.source == lc.get_card("llama-3-8b").source] == [
        "base: Llama 3 8B beside Llama 2 70B: ahead in 1, behind in 10, level in 0 of 11 rows",
        "tuned: Llama 3 8B Instruct beside Llama 2 70B Chat: ahead in 5, behind in 0, level in 0 of 5 rows",
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
