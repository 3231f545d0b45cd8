"""Plans checked against licenses."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._licensing.countries import CODES, EU_MEMBERS, NAMES, read_country
from llamacards._licensing.license_check import JUDGES
from llamacards._records.license import TOPICS

FEW = lc.License(name="Few terms", terms=[lc.Term(topic="fine_tuning", answer="allowed")])
WHOLE = lc.License(name="Read whole", complete=True, terms=FEW.terms)
PERUVIAN = lc.License(
    name="Peruvian",
    complete=True,
    terms=[lc.Term(topic="region_limit", answer="conditional", value="Peru", summary="Not there")],
)
LLAMAS = ["llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4"]


def line(used: Any, topic: str, **plan: Any) -> lc.types.UseLine:
    """The line on one matter."""
    (found,) = (ln for ln in lc.check_use(used, **plan).lines if ln.topic == topic)
    return found


PLANS: list[tuple[Any, str, dict[str, Any], str]] = [
    ("llama3", "user_limit", {}, "not told"),
    ("llama3", "user_limit", {"monthly_users_at_release": 0}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": 700_000_000}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": 700_000_001}, "ask"),
    ("mit", "user_limit", {"monthly_users_at_release": 10**10}, "ok"),
    ("llama2", "train_other_models", {}, "not told"),
    ("llama2", "train_other_models", {"train_other_models": False}, "ok"),
    ("llama2", "train_other_models", {"train_other_models": True}, "no"),
    ("llama3", "output_for_training", {"train_on_output": True}, "no"),
    ("llama3.1", "train_other_models", {"train_other_models": True}, "ok"),
    ("llama3.1", "output_for_training", {}, "ok"),
    ("mit", "train_other_models", {"train_other_models": True}, "ask"),
    ("mit", "train_other_models", {}, "not told"),
    ("cc-by-nc-4.0", "commercial_use", {"commercial": True}, "no"),
    ("cc-by-nc-4.0", "commercial_use", {"commercial": False}, "ok"),
    ("cc-by-nc-4.0", "commercial_use", {}, "not told"),
    ("llama3", "redistribute", {}, "ok"),
    ("llama3", "license_copy", {}, "not told"),
    ("llama3", "license_copy", {"distribute": True}, "do"),
    ("llama3", "license_copy", {"distribute": False}, "ok"),
    ("apache-2.0", "notice_file", {"distribute": True}, "do"),
    ("llama3", "state_changes", {"distribute": True}, "ok"),
    ("llama2", "display_text", {"distribute": True}, "ok"),
    ("llama3", "display_text", {"distribute": True}, "do"),
    ("llama3", "display_text", {"distribute": True, "shows": "Built with Llama"}, "no"),
    ("llama3", "display_text", {"shows": "Built with Llama"}, "not told"),
    ("llama3", "display_text", {"distribute": False, "shows": "Built with Llama"}, "ok"),
    ("llama3", "display_text", {"shows": "Built with Meta Llama 3, in Rome"}, "ok"),
    ("llama2", "name_prefix", {"distribute": True, "model_name": "Acme"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True}, "do"),
    ("llama3", "name_prefix", {}, "not told"),
    ("llama3", "name_prefix", {"model_name": "Acme-70B"}, "not told"),
    ("llama3", "name_prefix", {"distribute": False, "model_name": "Acme-70B"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Acme-70B"}, "no"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama 3 Acme"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama_3.X"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama 31"}, "no"),
    ("llama3.1", "name_prefix", {"distribute": True, "model_name": "Meta Llama"}, "no"),
    (
        "llama3.1",
        "name_prefix",
        {"fine_tune": False, "train_other_models": False, "train_on_output": False},
        "ok",
    ),
    ("llama3.1", "region_limit", {"based_in": "DE"}, "ok"),
    (PERUVIAN, "region_limit", {"based_in": "DE"}, "ask"),
    ("llama3.2", "region_limit", {"based_in": "European Union"}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {"served_in": "US"}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": "EU"}, "no"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": " France "}, "no"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": "Deutschland", "served_in": "US"}, "no"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": "Switzerland"}, "ok"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": "RE"}, "ask"),
    ("llama-3.2-11b-vision", "region_limit", {"based_in": "EU", "multimodal": False}, "no"),
    ("llama3.2", "region_limit", {"based_in": "EU", "multimodal": False}, "ok"),
    ("cc-by-nc-4.0", "resale", {}, "not told"),
    ("cc-by-nc-4.0", "resale", {"commercial": False}, "ok"),
    ("llama3.1", "resale", {}, "ok"),
    (WHOLE, "resale", {}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": "700M"}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": "0.8B"}, "ask"),
    ("llama3.1", "display_text", {"distribute": True, "shows": "Acme | Built with Llama"}, "ok"),
    ("llama3.1", "display_text", {"distribute": True, "shows": "Not Built with Llama"}, "ask"),
    ("llama3.1", "display_text", {"distribute": True, "shows": "Llama"}, "no"),
    ("llama3.1", "display_text", {"shows": "Llama"}, "not told"),
    ("llama-3.2-1b", "region_limit", {"based_in": "EU"}, "ok"),
    ("llama3", "acceptable_use_policy", {}, "do"),
    ("llama4", "safety_circumvention", {}, "do"),
    ("llama3.1", "safety_circumvention", {}, "ok"),
    ("mit", "acceptable_use_policy", {}, "ok"),
    ("llama3", "governing_law", {}, "ok"),
    (WHOLE, "governing_law", {}, "ok"),
]


@pytest.mark.parametrize(("used", "topic", "plan", "expected"), PLANS)
def test_verdicts(used: Any, topic: str, plan: dict[str, Any], expected: str) -> None:
    """Every matter has the verdict that the texts give; what is left out is not told."""
    assert line(used, topic, **plan).verdict == expected


LIMITED = lc.License(
    name="Limited",
    terms=[
        lc.Term(topic="region_limit", answer="conditional", value="European Union", summary="Not there"),
        lc.Term(topic="user_limit", answer="conditional", value="700M MAU", summary="Ask if more"),
        lc.Term(topic="name_prefix", answer="required", value="Acme", summary="Name it Acme"),
        lc.Term(topic="display_text", answer="required", value="Built with Acme", summary="Show it"),
    ],
)  # fmt: skip
HERE = {"based_in": "DE", "multimodal": True}
SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    ("region_limit", HERE, "no: Not there. You are based in DE."),
    ("region_limit", HERE | {"multimodal": None}, "not told: Not there. You are based in DE."),
    (
        "region_limit",
        HERE | {"multimodal": False},
        "ok: The limit is on multimodal models, and this one reads only text.",
    ),
    (
        "region_limit",
        {"served_in": "US"},
        "not told: Not there. Where it runs (US) does not matter. What counts is where you are based.",
    ),
    (
        "region_limit",
        {"based_in": "CH"},
        "ok: You are based in CH, which is not in the European Union.",
    ),
    (
        "region_limit",
        {"based_in": "RE"},
        "ask: Not there. RE belongs to a member state: ask whether it counts.",
    ),
    ("user_limit", {}, "not told: Ask if more."),
    (
        "user_limit",
        {"monthly_users_at_release": "700M"},
        "ok: 700,000,000 monthly users do not exceed 700,000,000.",
    ),
    ("user_limit", {"monthly_users_at_release": 700_000_001}, "ask: Ask if more."),
    ("name_prefix", {"fine_tune": False}, "not told: If you distribute, name it Acme."),
    (
        "name_prefix",
        {"fine_tune": False, "train_other_models": False, "train_on_output": False},
        "ok: No model is derived from it.",
    ),
    ("name_prefix", {"model_name": "Acme 8B"}, "ok: Acme 8B begins with “Acme”."),
    (
        "name_prefix",
        {"model_name": "Acmes", "distribute": True},
        "no: The name Acmes must begin with “Acme” as a word of its own.",
    ),
    ("name_prefix", {"model_name": "B", "distribute": False}, "ok: Nothing is distributed."),
    ("display_text", {"distribute": False}, "ok: Nothing is distributed."),
    ("display_text", {"distribute": True}, "do: Show it: “Built with Acme”."),
    ("display_text", {"shows": "X | Built with Acme"}, "ok: It shows “Built with Acme”."),
    (
        "display_text",
        {"shows": "X", "distribute": True},
        "no: It shows “X”, but must show “Built with Acme”.",
    ),
    (
        "license_copy",
        {},
        "unknown: What Limited says on this is not known here; read its text.",
    ),
]


@pytest.mark.parametrize(("topic", "plan", "told"), SENTENCES)
def test_sentences(topic: str, plan: dict[str, Any], told: str) -> None:
    """Every line says what the term means for the plan, and what was told of it."""
    found = line(LIMITED, topic, **plan)
    assert f"{found.verdict}: {found.says}" == told


def test_plan_is_kept() -> None:
    """A report keeps the plan that it judges."""
    plan = lc.check_use(LIMITED, commercial=True, based_in="Germany").plan
    assert (plan.commercial, plan.based_in, plan.distribute) == (True, "DE", None)


def test_one_input_that_is_no_text() -> None:
    """A model that reads text and images is multimodal."""
    mine = lc.ModelCard(name="mine", license=LIMITED, inputs=("text", "image"))
    assert line(mine, "region_limit", based_in="DE").verdict == "no"


@pytest.mark.parametrize("license", ["lama3.1", "cc-by-nc-9.0", FEW])
def test_nothing_unknown_is_ok(license: Any) -> None:
    """A license whose text nobody read whole is unknown on all that it is not known to say."""
    mine = lc.ModelCard(name="mine", license=license)
    everything = {
        "monthly_users_at_release": 1, "commercial": False, "fine_tune": False, "train_other_models": False,
        "train_on_output": False, "distribute": False, "based_in": "US", "multimodal": False,
    }  # fmt: skip
    report = lc.check_use(mine, **everything)  # type: ignore[arg-type]
    verdicts = {ln.topic: ln.verdict for ln in report.lines}
    assert {v for t, v in verdicts.items() if t != "fine_tuning"} == {"unknown"}
    assert report.allowed is None


def test_not_stated_by_a_text_read_whole() -> None:
    """What a text that was read whole does not mention is said to be so, and asked for."""
    found = line(WHOLE, "train_other_models", train_other_models=True)
    assert found.says == "The license does not mention it; ask whoever grants Read whole."
    assert (found.clause, found.source) == (None, None)


def test_bases_count() -> None:
    """A derivative under another license still has the terms of its base, each line naming it."""
    base = lc.get_card("llama-3.2-1b-instruct")
    with pytest.warns(errors.LicenseNamingWarning):
        speech = base.derive(name="csm-1b", license=base.license)
    speech = lc.ModelCard(name="csm-1b", license="apache-2.0", derived_from="llama-3.2-1b-instruct")
    report = lc.check_use(speech, distribute=True, monthly_users_at_release=5)
    (naming,) = (
        ln for ln in report.lines if ln.topic == "name_prefix" and ln.license == "llama3.2"
    )
    assert naming.verdict == "no"
    assert naming.says == "The name csm-1b must begin with “Llama”."
    assert [known.id for known in report.licenses] == ["apache-2.0", "llama3.2"]
    assert report.allowed is False
    assert "License" in str(report).splitlines()[0]


def test_no_base_named() -> None:
    """A tuned model of one's own that names no base leaves open whose license counts too."""
    mine = lc.ModelCard(name="mine", license="mit", tuning=None)
    (gap,) = (ln for ln in lc.check_use(mine).lines if ln.topic == "license")
    assert (gap.verdict, gap.license) == ("unknown", "mine")
    assert gap.says == "mine names no base model; if it has one, the license of that counts too."


def test_every_topic_is_judged() -> None:
    """No topic that licenses are compared on is left out of a check."""
    assert {*JUDGES} == {*TOPICS}


def test_inputs_of_a_base() -> None:
    """What a model takes is read from its base if its own card does not state it."""
    vision = "llama-3.2-11b-vision-instruct"
    mine = lc.ModelCard(name="Llama-Acme", license="llama3.2", derived_from=vision)
    assert line(mine, "region_limit", based_in="DE").verdict == "no"
    text = lc.ModelCard(name="Llama-Acme", license="llama3.2", derived_from="llama-3.2-1b")
    assert line(text, "region_limit", based_in="DE").verdict == "ok"


def test_circle_of_bases() -> None:
    """Models that are each derived from the other are walked once."""
    two = [
        lc.ModelCard(name=name, license="mit", derived_from=base)
        for name, base in (("one", "other"), ("other", "one"))
    ]
    mine = lc.ModelCard(name="mine", license="mit", derived_from="one")
    assert len(lc.check_use(mine, catalog=lc.catalog().with_cards(*two)).licenses) == 1


def test_gaps_in_the_chain() -> None:
    """A base that is not known here, and a model without a license, leave the answer open."""
    strange = lc.ModelCard(name="mine", license="mit", derived_from="acme/secret")
    bare = lc.ModelCard(name="bare", derived_from="llama-3.1-8b")
    (gap,) = (ln for ln in lc.check_use(strange).lines if ln.topic == "license")
    assert gap.says == "mine is derived from acme/secret, whose license is not known here."
    assert lc.check_use(strange).allowed is None
    (missing,) = (ln for ln in lc.check_use(bare).lines if ln.topic == "license")
    assert missing.says == "No license is stated of bare."
    loop = lc.ModelCard(name="loop", license="mit", derived_from="loop")
    assert len(lc.check_use(loop, catalog=lc.catalog().with_cards(loop)).licenses) == 1


@pytest.mark.parametrize(
    ("expression", "licenses"),
    [
        ("MIT OR Apache-2.0", ["mit"]),
        ("apache-2.0 AND mit", ["apache-2.0", "mit"]),
        ("MIT AND Zlib", ["mit", "Zlib"]),
        ("(MIT OR Apache-2.0) AND Zlib", ["(MIT OR Apache-2.0) AND Zlib"]),
        ("MIT OR nonsense words", ["MIT OR nonsense words"]),
    ],
)
def test_expressions(expression: str, licenses: list[str]) -> None:
    """Of alternatives the first is taken, of several all; what is not understood stays unknown."""
    assert [known.id for known in lc.check_use(expression).licenses] == licenses


def test_allowed_once_done() -> None:
    """A plan is allowed once what is to do is done, and the report lists that."""
    plan: dict[str, Any] = {
        "monthly_users_at_release": 5, "distribute": True, "model_name": "Llama-Acme",
        "shows": "Built with Llama", "fine_tune": True,
    }  # fmt: skip
    report = lc.check_use("llama3.1", **plan)
    assert report.allowed is True
    topics = ["license_copy", "notice_file", "acceptable_use_policy", "law_compliance"]
    assert [ln.topic for ln in report.to_do] == topics
    assert report.summary == "Allowed: yes, once you meet the 4 terms marked “do”."
    assert (
        lc.check_use(
            "mit", train_other_models=False, train_on_output=False, distribute=False
        ).summary
        == "Allowed: yes."
    )
    assert lc.check_use("llama3.1").summary == "Allowed: undecided (5 not told)."
    assert repr(report) == "<UseReport of 'llama3.1': allowed=True>"


def test_printed() -> None:
    """A report is printed within 100 columns, what is against the plan first."""
    report = lc.check_use("llama3.1", model_name="Acme", shows="Powered by Llama", distribute=True)
    lines = str(report).splitlines()
    assert max(map(len, lines)) <= 100
    assert lines[2].split()[:4] == ["text", "to", "display", "no"]
    assert "It shows “Powered by Llama”, but must show" in lines[2]
    assert (
        "Allowed: no, because of text to display (§1.b.i(B)) and model name prefix (§1.b.i)."
        in lines
    )


def test_no_truth_value() -> None:
    """A report is neither true nor false."""
    with pytest.raises(errors.NoTruthValueError, match="a report is neither true nor false"):
        bool(lc.check_use("mit"))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ({"monthly_users_at_release": -1}, "Plan.monthly_users_at_release must be a whole number of users from 0 up, not -1"),
        ({"monthly_users_at_release": True}, "Plan.monthly_users_at_release must be a whole number of users from 0 up, not True"),
        ({"monthly_users_at_release": "over 700M"}, "Plan.monthly_users_at_release must be a whole number of users from 0 up, not 'over 700M'"),
        ({"distribute": "yes"}, "Plan.distribute must be True or False, not 'yes'"),
        ({"model_name": ""}, "Plan.model_name must be a text that is not empty, not ''"),
        ({"based_in": "Atlantis"}, "check_use.based_in must be a country by name or two-letter code, such as 'Germany' or 'DE' (more names with the extra `countries`), not 'Atlantis'"),
        ({"served_in": "Europe"}, "check_use.served_in must be a country by name or two-letter code, such as 'Germany' or 'DE' (more names with the extra `countries`), not 'Europe'"),
        ({"based_in": 5}, "check_use.based_in must be a country by name or two-letter code, such as 'Germany' or 'DE' (more names with the extra `countries`), not 5"),
    ],
)  # fmt: skip
def test_refused(plan: dict[str, Any], message: str) -> None:
    """What no plan can be is refused with the field, the rule and the value."""
    with pytest.raises(errors.FieldError) as refused:
        lc.check_use("llama3", **plan)
    assert str(refused.value) == message


def test_unknown_names() -> None:
    """A name that is no license and no card is refused with what is near."""
    with pytest.raises(errors.UnknownNameError, match="did you mean 'llama3.1'"):
        lc.check_use("lama3.1")


def test_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and common names are known by themselves, other names by the library of the extra."""
    assert (len(CODES), len(EU_MEMBERS)) == (249, 27)  # as ISO 3166-1 and the treaties have it
    assert {*NAMES.values()} >= EU_MEMBERS
    assert {*NAMES.values()} <= CODES
    pytest.importorskip("pycountry", reason="pycountry is not installed")
    assert read_country("based_in", "Bhutan") == "BT"
    monkeypatch.setitem(__import__("sys").modules, "pycountry", None)
    with pytest.raises(errors.FieldError):
        read_country("based_in", "Bhutan")


plans = st.fixed_dictionaries(
    {},
    optional={
        "monthly_users_at_release": st.sampled_from([0, 10**9]),
        "commercial": st.booleans(),
        "fine_tune": st.booleans(),
        "train_other_models": st.booleans(),
        "train_on_output": st.booleans(),
        "distribute": st.booleans(),
        "model_name": st.sampled_from(["Acme", "Llama 3 Acme"]),
        "shows": st.sampled_from(["Built with Llama", "Built with Meta Llama 3", "Acme"]),
        "based_in": st.sampled_from(["DE", "US", "RE", "EU"]),
        "multimodal": st.booleans(),
    },
)
known = st.sampled_from([*LLAMAS, "apache-2.0", "mit", "cc-by-nc-sa-4.0", "gemma"])


@given(known, plans, plans)
@settings(deadline=None)
def test_telling_more_never_helps_against_a_no(license: str, told: Any, more: Any) -> None:
    """What is told besides never turns a no into an ok for the same facts."""
    before = {ln.topic: ln.verdict for ln in lc.check_use(license, **told).lines}
    after = {ln.topic: ln.verdict for ln in lc.check_use(license, **(more | told)).lines}
    assert {t for t, v in before.items() if v == "no"} <= {t for t, v in after.items() if v == "no"}


@given(known, known, plans)
@settings(deadline=None)
def test_allowed_under_each(license: str, base: str, plan: Any) -> None:
    """A plan that a chain allows is allowed by each license of it; then all is ok or to be done."""
    old = lc.ModelCard(name="old", license=base, inputs="text")
    mine = lc.ModelCard(name="Llama 3 mine", license=license, derived_from="old", inputs="text")
    catalog = lc.catalog().with_cards(old)
    report = lc.check_use(mine, catalog=catalog, **plan)
    if report.allowed:
        assert {ln.verdict for ln in report.lines} <= {"ok", "do"}
        assert report.to_do == tuple(ln for ln in report.lines if ln.verdict == "do")
        alone = lc.check_use(old, catalog=catalog, **({"model_name": "Llama 3 mine"} | plan))
        assert all(ln.verdict != "no" for ln in alone.lines)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Acme", "The name Acme must begin with “Llama”."),
        (
            "LlamaAcme",
            "The name LlamaAcme must begin with “Llama” as a word of its own.",
        ),
        ("acme/Llama-Acme", "acme/Llama-Acme begins with “Llama”."),
    ],
)
def test_said_of_a_name(name: str, says: str) -> None:
    """Why a name does not do is true of it; of a Hub id the name behind the organization counts."""
    lines = lc.check_use("llama3.1", distribute=True, model_name=name).lines
    assert [line.says for line in lines if line.topic == "name_prefix"] == [says]


@pytest.mark.parametrize(
    ("topic", "answer", "value", "verdict"),
    [
        ("user_limit", "conditional", None, "ask"),
        ("user_limit", "conditional", "a lot", "ask"),
        ("user_limit", "stated", "5M MAU", "ask"),
        ("user_limit", "allowed", None, "ok"),
        ("name_prefix", "required", None, "do"),
        ("name_prefix", "conditional", "Acme", "do"),
        ("name_prefix", "not stated", None, "ok"),
        ("display_text", "stated", "Made by Acme", "do"),
        ("notice_file", "not allowed", None, "do"),
        ("region_limit", "stated", None, "ask"),
        ("region_limit", "allowed", None, "ok"),
    ],
)
def test_what_is_asked_is_never_ok(
    topic: str, answer: Any, value: str | None, verdict: str
) -> None:
    """A duty or limit whose extent no term tells is to be done or asked, and not fine."""
    term = lc.Term(topic=topic, answer=answer, value=value, clause="§9")
    mine = lc.License(name="Own", terms=[term])
    told: Any = {"distribute": True, "model_name": "x", "monthly_users_at_release": 10**9}
    report = lc.check_use(mine, based_in="DE", **told)
    assert [line.verdict for line in report.lines if line.topic == topic] == [verdict]
