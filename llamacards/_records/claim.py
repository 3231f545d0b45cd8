"""Claims: what somebody said of models, in words rather than figures."""

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
    check_choice,
    optional,
    some_texts,
    to_tuple,
)
from llamacards._wording import brief_repr
from llamacards.errors import UnknownOptionError

MEASURED = ("budget.context", "budget.training", "languages", "inputs", "outputs")
"""The fields that one model can have more of than another."""


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
"""
The relations of claims besides fields, and the values that their objects may have, if limited.
"""


_ALL_RELATIONS = (*RELATIONS, *SPECIFICATION)


def _read_object(value: Any, claim: Claim) -> Any:
    """The object, converted for its relation."""
    check_choice("relation", claim.relation, _ALL_RELATIONS)
    if claim.relation in SPECIFICATION:
        return Fact(field=claim.relation, value=value).value
    return as_date(value) if claim.relation == "released by" else as_texts(value)


def _check_object(claim: Claim, attribute: Attribute[Any], value: Any) -> None:
    """Refuse objects that the relation does not accept; values of fields are already checked."""
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
    A statement in words: subject, relation and object, with speaker and source.

    text: the statement in our words.
    subject: names of cards, or globs over them; ids of licenses if the relation is "asks".
    relation: a field such as "status", with its value as the object, or one of these, each with
    its object: "comes in" sizes; "to come in" sizes or inputs of a later model; "released by" a
    day; "better than", "as good as", "almost as good as" and "worse than" cards; "comparable to"
    models that have no card; "leads in" topics; "gains" fields that later models have more of;
    "improves with" time, or a field that a better model of the same shape has more of; "made with"
    means; "not trained on" hardware; "base of" models of others; "offered on" hosts; "asks" topics
    of licenses.
    object: the object of the relation.
    speaker: who said it.
    denied_by: who denied it right away.
    source: where it was said; None is the publication.
    words: a few words to find it by in the source.
    """

    text: str = attrs.field(validator=a_text)
    subject: tuple[str, ...] = attrs.field(converter=as_texts, validator=some_texts)
    relation: str = attrs.field(validator=a_text)
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


def as_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Convert the claims to a tuple."""
    return to_tuple(claims)
