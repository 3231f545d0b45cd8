"""What somebody said of models that is no figure."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

import attrs
from attrs import Attribute, Converter, frozen

from llamacards._records.card import Fact
from llamacards._records.license import TOPICS
from llamacards._records.specification import SPECIFICATION
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    a_day,
    a_text,
    as_date,
    as_texts,
    optional,
    some_texts,
    to_tuple,
)
from llamacards._wording import brief_repr
from llamacards.errors import UnknownOptionError

MEASURED = ("budget.context", "budget.training", "languages", "inputs", "outputs")
"""The fields of which one model can have more than another."""


RELATIONS = MappingProxyType(
    {
        "comes in": (),
        "to come in": (),
        "released by": (),
        "better than": (),
        "as good as": (),
        "almost as good as": (),
        "worse than": (),
        "comparable to": (),
        "leads in": (),
        "gains": MEASURED,
        "improves with": (*MEASURED, "time"),
        "made with": (),
        "not trained on": (),
        "base of": (),
        "offered on": (),
        "asks": tuple(TOPICS),
    }
)
"""The relations of claims beside fields, and what their objects must be of, if anything."""


def _read_object(value: Any, claim: Claim) -> Any:
    """The object as its relation takes it."""
    if claim.relation in SPECIFICATION:
        return Fact(field=claim.relation, value=value).value
    return as_date(value) if claim.relation == "released by" else as_texts(value)


def _check_object(claim: Claim, attribute: Attribute[Any], value: Any) -> None:
    """Refuse what the relation does not take; the values of fields were checked when read."""
    if claim.relation == "released by":
        a_day(claim, attribute, value)
    elif claim.relation in RELATIONS:
        some_texts(claim, attribute, value)
        choices = RELATIONS[claim.relation]
        for name in value if choices else ():
            if name not in choices:
                raise UnknownOptionError(f"object of {claim.relation!r}", name, choices)


@frozen(kw_only=True)
class Claim:
    """
    A statement that is no figure: subject, relation and object, and who said it where.

    text: the statement in our words.
    subject: names of cards, or globs over them; ids of licenses where the relation is "asks".
    relation: a field such as "status", with its value as the object, or one of these, each with
    its object: "comes in" sizes; "to come in" sizes or inputs of a later model; "released by" a
    day; "better than", "as good as", "almost as good as" and "worse than" cards; "comparable to"
    models that have no card; "leads in" matters; "gains" fields of which later models have more;
    "improves with" a field of which a model of the same shape has more and does better, or time;
    "made with" matters; "not trained on" hardware; "base of" models of others; "offered on"
    hosts; "asks" topics of licenses.
    object: what the relation leads to.
    speaker: who said it.
    denied_by: who denied it, in the next breath.
    source: where it was said; None is the publication.
    words: a few words that it is found by there.
    """

    text: str = attrs.field(validator=a_text)
    subject: tuple[str, ...] = attrs.field(converter=as_texts, validator=some_texts)
    relation: str = attrs.field()
    object: Any = attrs.field(
        converter=Converter(_read_object, takes_self=True),  # type: ignore[misc, call-overload]
        validator=_check_object,
    )
    speaker: str | None = attrs.field(default=None, validator=optional(a_text))
    denied_by: str | None = attrs.field(default=None, validator=optional(a_text))
    source: Source | None = attrs.field(
        default=None, converter=as_source, validator=optional(a_source)
    )
    words: str | None = attrs.field(default=None, validator=optional(a_text))

    __repr__ = brief_repr

    @relation.validator
    def _check_relation(self, attribute: Attribute[str], value: str) -> None:
        if value not in RELATIONS and value not in SPECIFICATION:
            raise UnknownOptionError("relation", value, [*RELATIONS, *SPECIFICATION])


def as_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims as a tuple."""
    return to_tuple(claims)
