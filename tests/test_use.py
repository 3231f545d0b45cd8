"""Plans checked against licences."""

from typing import Any

import pytest

import llamacards as lc
from llamacards import errors

FEW = lc.License(name="Few terms", terms=[lc.Term(topic="modify", answer="allowed")])
REGIONAL = lc.License(
    name="Regional",
    terms=[lc.Term(topic="region_limit", answer="conditional", value="EU, European Union", summary="no multimodal model there")],
)  # fmt: skip
PERUVIAN = lc.License(
    name="Peruvian", terms=[lc.Term(topic="region_limit", answer="conditional", value="Peru")]
)


def verdict(used: str | lc.License, topic: str, **plan: Any) -> str:
    """The verdict on one matter."""
    report = lc.check_use(used, **plan)
    (line,) = (line for line in report.lines if line.topic == topic)
    return line.verdict


PLANS: list[tuple[str | lc.License, str, dict[str, Any], str]] = [
    ("llama3", "user_limit", {}, "not told"),
    ("llama3", "user_limit", {"monthly_users_at_release": 0}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": 700_000_000}, "ok"),
    ("llama3", "user_limit", {"monthly_users_at_release": 700_000_001}, "ask"),
    ("mit", "user_limit", {"monthly_users_at_release": 10**10}, "ok"),
    ("llama2", "train_other_models", {}, "not told"),
    ("llama2", "train_other_models", {"train_other_models": False}, "ok"),
    ("llama2", "train_other_models", {"train_other_models": True}, "no"),
    ("llama3", "train_other_models", {"train_other_models": True}, "no"),
    ("llama3.1", "train_other_models", {"train_other_models": True}, "ok"),
    ("mit", "train_other_models", {"train_other_models": True}, "ok"),
    (FEW, "train_other_models", {"train_other_models": True}, "ask"),
    ("llama3", "redistribute", {}, "not told"),
    ("llama3", "redistribute", {"distribute": True}, "ok"),
    ("llama3", "redistribute", {"distribute": False}, "ok"),
    ("llama3", "license_copy", {}, "not told"),
    ("llama3", "license_copy", {"distribute": True}, "do"),
    ("llama3", "license_copy", {"distribute": False}, "ok"),
    ("llama2", "notice_file", {"distribute": True}, "do"),
    ("apache-2.0", "notice_file", {"distribute": True}, "do"),
    (FEW, "notice_file", {"distribute": True}, "ok"),
    ("llama2", "display_text", {"distribute": True}, "ok"),
    ("llama3", "display_text", {"distribute": True}, "do"),
    ("llama3", "display_text", {"distribute": True, "shows": "Built with Llama"}, "do"),
    (
        "llama3",
        "display_text",
        {"distribute": True, "shows": "Built with Meta Llama 3, in Rome"},
        "ok",
    ),
    ("llama3", "display_text", {"shows": "Built with Llama"}, "not told"),
    ("llama2", "name_prefix", {"distribute": True, "model_name": "Acme"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True}, "not told"),
    ("llama3", "name_prefix", {"model_name": "Acme-70B"}, "not told"),
    ("llama3", "name_prefix", {"distribute": False, "model_name": "Acme-70B"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Acme-70B"}, "do"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama 3 Acme"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "llama 3"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama-3-X"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama_3.X"}, "ok"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama 31"}, "do"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Llama3"}, "do"),
    ("llama3", "name_prefix", {"distribute": True, "model_name": "Meta Llama 3"}, "do"),
    ("llama3.1", "name_prefix", {"distribute": True, "model_name": "Llama-X"}, "ok"),
    ("llama3.1", "name_prefix", {"distribute": True, "model_name": "Meta Llama"}, "do"),
    ("llama3", "region_limit", {"region": "eu"}, "ok"),
    (REGIONAL, "region_limit", {}, "not told"),
    (REGIONAL, "region_limit", {"region": "PE"}, "ok"),
    (REGIONAL, "region_limit", {"region": "eu"}, "not told"),
    (REGIONAL, "region_limit", {"region": "european union", "multimodal": True}, "no"),
    (REGIONAL, "region_limit", {"region": "EU", "multimodal": False}, "ok"),
    (REGIONAL, "region_limit", {"region": " Germany", "multimodal": True}, "no"),
    (REGIONAL, "region_limit", {"region": "DE", "multimodal": True}, "no"),
    (PERUVIAN, "region_limit", {"region": "peru", "multimodal": True}, "no"),
    (PERUVIAN, "region_limit", {"region": "DE", "multimodal": True}, "ok"),
    ("llama3.2", "region_limit", {"region": "European Union"}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {"region": "EU"}, "no"),
    ("llama-3.2-11b-vision", "region_limit", {"region": "France"}, "no"),
    ("llama-3.2-11b-vision", "region_limit", {"region": "PE"}, "ok"),
    ("llama-3.2-11b-vision", "region_limit", {"region": "Bavaria"}, "not told"),
    ("llama-3.2-11b-vision", "region_limit", {"region": "EU", "multimodal": False}, "ok"),
    ("llama-3.2-1b", "region_limit", {"region": "EU"}, "ok"),
    ("llama3", "acceptable_use_policy", {}, "do"),
    ("mit", "acceptable_use_policy", {}, "ok"),
]


@pytest.mark.parametrize(("used", "topic", "plan", "expected"), PLANS)
def test_verdicts(used: str | lc.License, topic: str, plan: dict[str, Any], expected: str) -> None:
    """Every matter has the verdict that the texts give; what is left out is not told."""
    assert verdict(used, topic, **plan) == expected


@pytest.mark.parametrize(
    ("plan", "allowed"),
    [
        ({}, None),
        ({"train_other_models": True}, False),
        (
            {"monthly_users_at_release": 10**9, "train_other_models": False, "distribute": False},
            None,
        ),
        ({"monthly_users_at_release": 5, "train_other_models": False, "distribute": False}, True),
        (
            {
                "monthly_users_at_release": 5,
                "train_other_models": False,
                "distribute": True,
                "model_name": "x",
            },
            True,
        ),
    ],
)
def test_allowed(plan: dict[str, Any], allowed: bool | None) -> None:
    """A plan is allowed, not allowed, or not decided where one is to be asked or was not told."""
    assert lc.check_use("llama-3-70b", **plan).allowed is allowed


def test_derived_card() -> None:
    """A derived card of one's own is a model made from its base, under its own name."""
    base = lc.get_card("llama-3-8b")
    own = {name: base.derive(name=name, title=name) for name in ("Llama 3 Acme",)}
    with pytest.warns(errors.LicenseNamingWarning):
        own["Acme"] = base.derive(name="Acme")
    found = {
        name: lc.check_use(card, distribute=True).lines[6].verdict for name, card in own.items()
    }
    assert found == {"Llama 3 Acme": "ok", "Acme": "do"}
    built_in = lc.check_use(lc.get_card("llama-3-8b-instruct"), distribute=True)
    assert (built_in.lines[6].topic, built_in.lines[6].verdict) == ("name_prefix", "not told")


def test_no_truth_value() -> None:
    """A report is neither true nor false."""
    with pytest.raises(errors.NoTruthValueError, match=r"see .allowed, which may be None"):
        bool(lc.check_use("mit"))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        (
            {"monthly_users_at_release": -1},
            "Plan.monthly_users_at_release must be a whole number of users from 0 up, not -1",
        ),
        (
            {"monthly_users_at_release": True},
            "Plan.monthly_users_at_release must be a whole number of users from 0 up, not True",
        ),
        ({"distribute": "yes"}, "Plan.distribute must be True or False, not 'yes'"),
        ({"model_name": " "}, "Plan.model_name must be a text that is not empty, not ' '"),
    ],
)
def test_refused(plan: dict[str, Any], message: str) -> None:
    """What no plan can be is refused with the field, the rule and the value."""
    with pytest.raises(errors.FieldError) as refused:
        lc.check_use("llama3", **plan)
    assert str(refused.value) == message


def test_printed() -> None:
    """A report prints a line a matter, with what is to do, and that it is no advice."""
    report = lc.check_use(
        "mit", monthly_users_at_release=5, train_other_models=False, distribute=True
    )
    assert (
        str(report)
        == """\
                          Verdict  Clause       What the licence says [1]
─────────────────────────────────────────────────────────────────────────────────
ask Meta above            ok                    no limit is stated
train other models        ok       paragraph 1  not planned
redistribute              ok       paragraph 1  allowed
must pass on the licence  do       paragraph 2  pass on a copy of the MIT License
must keep a notice file   ok                    nothing is asked
must display a text       ok                    nothing is asked
must begin names with     ok                    nothing is asked
region limit              ok                    no limit is stated
must follow a use policy  ok                    nothing is asked

Allowed: yes once all that is to do is done.
Facts from the texts, not legal advice.
Source [1] The MIT License  (addresses: addresses=True)"""
    )
    assert repr(report) == "<UseReport of 'mit': allowed=True>"


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"train_other_models": True}, "Allowed: no."),
        ({}, "Allowed: not decided; see ask and not told."),
    ],
)
def test_printed_answer(plan: dict[str, Any], said: str) -> None:
    """The answer under a report is as careful as the report."""
    assert said in str(lc.check_use("llama3", **plan))
