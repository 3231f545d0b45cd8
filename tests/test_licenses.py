"""Licenses and terms."""

import pytest

from llamacards import License, Source, Term, errors


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Term(topic="train_other_models", answer="not allowed", clause="§1.b.v"), "no §1.b.v"),
        (Term(topic="fine_tuning", answer="allowed"), "yes"),
        (
            Term(topic="user_limit", answer="conditional", value="700M MAU", clause="§2"),
            "700M MAU §2",
        ),
        (Term(topic="display_text", answer="required", value="Built with a long name"), "yes"),
        (Term(topic="region_limit", answer="not stated"), "not stated"),
    ],
)
def test_text(term: Term, text: str) -> None:
    """A term prints its answer in a word, or a short value, with its clause."""
    assert term.text == text


def test_term() -> None:
    """A license answers on a topic; on others nothing, if it was read whole, or nobody knows what."""
    term = Term(topic="fine_tuning", answer="allowed")
    terms = License(name="Mine", terms=[term])
    assert (terms.term("fine_tuning"), terms.term("trademark").answer) == (term, "unknown")
    whole = License(name="Mine", terms=[term], complete=True)
    assert whole.term("trademark").answer == "not stated"


def test_id() -> None:
    """The short name is the Hub's where there is one."""
    assert (License(name="Mine").id, License(name="Mine", hf_id="mine").id) == ("Mine", "mine")


def test_unknown_topic() -> None:
    """A topic that no license has is answered with what is near."""
    with pytest.raises(errors.UnknownOptionError, match="did you mean 'trademark'"):
        License(name="Mine").term("trademarks")
    with pytest.raises(errors.UnknownOptionError, match="no topic is named 'fame'"):
        Term(topic="fame", answer="allowed")


def test_two_terms_on_one_topic() -> None:
    """A license says one thing on each topic."""
    terms = [
        Term(topic="fine_tuning", answer="allowed"),
        Term(topic="fine_tuning", answer="not allowed"),
    ]
    with pytest.raises(
        errors.DuplicateError, match="two terms of Mine on fine_tuning: 'yes' and 'no'"
    ):
        License(name="Mine", terms=terms)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"terms": [5]}, r"License.terms must be a sequence of Terms, not \(5,\)"),
        ({"terms": 5}, "License.terms must be a sequence of Terms, not 5"),
        ({"released": "soon"}, "License.released must be a date such as '2024-04-18', not 'soon'"),
        ({"source": 5}, "License.source must be a Source or its title, not 5"),
    ],
)
def test_refused(fields: dict[str, object], message: str) -> None:
    """A license names the field, the rule and the value that it refuses."""
    with pytest.raises(errors.FieldError, match=message):
        License(**({"name": "Mine"} | fields))  # type: ignore[arg-type]


def test_print() -> None:
    """A license prints its identifiers and terms, each with its clause, in our words below."""
    policy = Source(title="Policy")
    terms = [
        Term(topic="fine_tuning", answer="allowed", clause="§1"),
        Term(topic="trademark", answer="not allowed", summary="none", source=policy),
    ]
    mine = License(name="Mine", hf_id="mine", released="2024-01-02", source="Text", terms=terms)
    assert (
        str(mine)
        == """\
                  Mine [1]
─────────────────────────────
Hugging Face Hub  mine
Released          2024-01-02
fine-tuning       allowed §1
trademarks        not allowed

trademarks: none [2].
Sources [1] Text  [2] Policy"""
    )


def test_print_of_a_name() -> None:
    """A license that is only a name prints as such."""
    assert str(License(name="Mine")) == "  Mine\n──────"
