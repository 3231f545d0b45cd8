"""Licenses side by side."""

from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._records.license import TOPICS
from made_up import card

MINE = lc.License(
    name="My license",
    hf_id="mine",
    source="My text",
    licensor="Me",
    complete=True,
    terms=[
        lc.Term(topic="fine_tuning", answer="allowed", clause="§1", summary="freely"),
        lc.Term(topic="display_text", answer="required", value="Built by me", clause="§2"),
        lc.Term(topic="notice_file", answer="required", value="A notice of many, many words.", clause="§3",
                summary="in a file", source="My policy"),
        lc.Term(topic="governing_law", answer="stated", value="Mars", clause="§4"),
    ],
)  # fmt: skip
YOURS = lc.License(
    name="Yours",
    terms=[lc.Term(topic="fine_tuning", answer="not allowed", clause="§9"), MINE.terms[1]],
    licensor="Me",
    complete=True,
)
CATALOG = lc.Catalog(
    [lc.Publication(source="Texts", licenses=[MINE])], [card("acme", license="mine"), card("free")]
)


def test_table() -> None:
    """Each term stands with its value and clause, and in so many words under the table."""
    table = lc.compare_licenses("mine", YOURS, differing=True, catalog=CATALOG)
    assert (
        str(table)
        == """\
                    mine [1]     Yours
───────────────────────────────────────────────
fine-tuning         allowed §1   not allowed §9
attribution notice  required §3  not stated
governing law       Mars §4      not stated

fine-tuning, mine: freely.
attribution notice, mine: in a file: “A notice of many, many words.” [2].
Granted under mine and Yours by Me.
Sources [1] My text  [2] My policy"""
    )


def test_all_topics() -> None:
    """Without differing, every topic has a row, and a short value stands in it."""
    table = lc.compare_licenses(MINE, YOURS, catalog=CATALOG)
    assert table.topics == tuple(TOPICS)
    assert "text to display            required: Built by me §2  required: Built by me §2" in str(
        table
    )
    assert repr(table) == f"<LicenseComparison of 'mine', 'Yours': {len(TOPICS)} topics>"


@pytest.mark.parametrize("named", ["mine", "MY LICENSE", "acme", MINE, CATALOG["acme"]], ids=str)
def test_named(named: str | lc.License | lc.ModelCard) -> None:
    """A license is meant by its id or name, by a card, or by a card's name."""
    assert lc.compare_licenses(named, catalog=CATALOG).licenses == (MINE,)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ([], "no license is named; name one, such as 'llama3'"),
        (["free"], "no license is stated of free"),
        ([5], "no license or card is named 5; there is 'mine', 'acme' and 'free'"),
        (
            ["miner"],
            "no license or card is named 'miner'; did you mean 'mine'? There is 'mine', 'acme' and 'free'",
        ),
    ],
)
def test_refused(named: list[Any], message: str) -> None:
    """What has no license, or is no license, is refused with what there is."""
    with pytest.raises(errors.LlamaCardsError) as refused:
        lc.compare_licenses(*named, catalog=CATALOG)
    assert str(refused.value) == message


@pytest.mark.parametrize("spdx_id", ["Apache-2.0", "MIT", "LicenseRef-mine", None])
def test_spdx_id(spdx_id: str | None) -> None:
    """An SPDX id is one that SPDX has, or a reference of one's own."""
    assert lc.License(name="x", spdx_id=spdx_id).spdx_id == spdx_id


@pytest.mark.parametrize("spdx_id", ["llama3.1", "Apache 2", "nothing"])
def test_no_spdx_id(spdx_id: str) -> None:
    """What SPDX does not know is refused."""
    with pytest.raises(
        errors.FieldError, match="License.spdx_id must be an SPDX id such as 'Apache-2.0'"
    ):
        lc.License(name="x", spdx_id=spdx_id)


SECOND_READING = {
    "commercial_use": ["conditional §2", "conditional §2", "conditional §2"],
    "fine_tuning": ["allowed §1.a", "allowed §1.a", "allowed §1.a"],
    "redistribute": ["conditional §1.a", "conditional §1.a", "conditional §1.a"],
    "license_copy": ["required §1.b.i", "required §1.b.i(A)", "required §1.b.i(A)"],
    "notice_file": ["required §1.b.iii", "required §1.b.iii", "required §1.b.iii"],
    "display_text": ["not stated", "required §1.b.i(B)", "required §1.b.i(B)"],
    "name_prefix": ["not stated", "required §1.b.i", "required §1.b.i"],
    "train_other_models": ["not allowed §1.b.v", "not allowed §1.b.v", "conditional §1.b.i"],
    "user_limit": ["conditional §2", "conditional §2", "conditional §2"],
    "acceptable_use_policy": ["required §1.b.iv", "required §1.b.iv", "required §1.b.iv"],
    "resale": ["stated §1.a", "stated §1.a", "stated §1.a"],
    "region_limit": ["not stated", "not stated", "not stated"],
    "trademark": ["not allowed §5.a", "conditional §5.a", "conditional §5.a"],
    "litigation": ["stated §5.c", "stated §5.c", "stated §5.c"],
    "governing_law": ["stated §7", "stated §7", "stated §7"],
}
"""Llama 2, 3 and 3.1 as read a second time by somebody who had not seen the first reading."""


@pytest.mark.parametrize("topic", SECOND_READING)
def test_second_reading(topic: str) -> None:
    """Every term has the answer and the clause that a second reader found."""
    llama = [lc.get_license(name).term(topic) for name in ("llama2", "llama3", "llama3.1")]
    assert [" ".join(filter(None, (t.answer, t.clause))) for t in llama] == SECOND_READING[topic]


def test_ready_licenses() -> None:
    """The licenses of the open source world are on the same topics."""
    table = lc.compare_licenses("mit", "Apache-2.0", "llama-3-8b")
    assert [known.spdx_id for known in table.licenses] == [
        "MIT",
        "Apache-2.0",
        "LicenseRef-llama3",
    ]


def test_derived_card() -> None:
    """A derived card keeps the license, and warns of a name that the license does not allow."""
    base = lc.get_card("llama-3-8b")
    assert base.derive(name="llama-3-acme-8b").license == base.license
    with pytest.warns(
        errors.LicenseNamingWarning,
        match=r"'acme-8b' does not begin with 'Llama 3', as llama3 §1.b.i",
    ):
        base.derive(name="acme-8b")


def test_rows_and_records() -> None:
    """A comparison has rows of terms, and a flat record for each."""
    table = lc.compare_licenses("mine", YOURS, differing=True, catalog=CATALOG)
    assert [topic for topic, _ in table.rows] == ["fine_tuning", "notice_file", "governing_law"]
    records = table.to_records()
    assert [(r["model"], r["field"], r["text"]) for r in records[:2]] == [
        ("mine", "fine_tuning", "yes §1"),
        ("Yours", "fine_tuning", "no §9"),
    ]


def test_title() -> None:
    """A comparison of licenses is named after them."""
    named = [
        lc.License(name=name, terms=[lc.Term(topic="resale", answer="allowed")]) for name in "AB"
    ]
    assert "<b>A and B</b>" in lc.compare_licenses(*named).to_html()
