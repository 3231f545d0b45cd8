"""Licences as terms, each with the clause that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from attrs import Attribute, field, frozen

from llamacards._drawn import Drawn
from llamacards._fields import a, as_date, day, each, in_tuple, one_of, optional, refuse, text
from llamacards._sources import Source, a_source, as_source
from llamacards.errors import DuplicateError, UnknownOptionError

if TYPE_CHECKING:
    from llamacards._sheets import Sheet

Answer = Literal["allowed", "not allowed", "required", "conditional", "stated", "not stated"]
ANSWERS: tuple[Answer, ...] = (
    "allowed",
    "not allowed",
    "required",
    "conditional",
    "stated",
    "not stated",
)

TOPICS = MappingProxyType(
    {
        "commercial_use": "commercial use",
        "modify": "modify",
        "redistribute": "redistribute",
        "license_copy": "must pass on the licence",
        "notice_file": "must keep a notice file",
        "display_text": "must display a text",
        "name_prefix": "must begin names with",
        "train_other_models": "train other models",
        "user_limit": "ask Meta above",
        "resale": "ask Meta to resell",
        "acceptable_use_policy": "must follow a use policy",
        "region_limit": "region limit",
        "trademark": "use of trademarks",
        "litigation": "ends by litigation",
        "governing_law": "governing law",
    }
)
"""The topics that licences are compared on, and what a table calls each."""

_SHORT = MappingProxyType({"allowed": "yes", "not allowed": "no", "required": "yes"})
_SHORT_VALUE = 12


@frozen(kw_only=True)
class Term:
    """
    What a licence says on one topic.

    value: what is asked or stated, where it can be named ("700M MAU", "Llama 3").
    clause: where the text says so ("§1.b.v"). summary: in our words. source: the document that
    says more, where it is not the licence itself.
    """

    topic: str = field()
    answer: Answer = field(validator=one_of(*ANSWERS))
    value: str | None = field(default=None, validator=optional(text))
    clause: str | None = field(default=None, validator=optional(text))
    summary: str | None = field(default=None, validator=optional(text))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))

    @topic.validator
    def _check_topic(self, attribute: object, value: str) -> None:
        if value not in TOPICS:
            raise UnknownOptionError("topic", value, TOPICS)

    @property
    def brief(self) -> str:
        """The answer in a word, or the value where it is as short: "no", "700M MAU"."""
        if self.value is not None and len(self.value) <= _SHORT_VALUE:
            return self.value
        return _SHORT.get(self.answer, self.answer)

    @property
    def text(self) -> str:
        """The term as a table prints it: "no §1.b.v", "700M MAU §2"."""
        return f"{self.brief} {self.clause}" if self.clause else self.brief


def as_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms as a tuple."""
    return in_tuple(terms)


@frozen(kw_only=True)
class License(Drawn):
    """
    A licence: its terms, and where its text stands.

    licensor: who grants it, and where. hf_id: as the Hugging Face Hub names it ("llama3.1").
    spdx_id: as SPDX does ("LicenseRef-llama3.1"), checked by packaging. A licence without terms
    is only a name; a catalog that knows the terms of that name supplies them.
    """

    name: str = field(validator=text)
    hf_id: str | None = field(default=None, validator=optional(text))
    spdx_id: str | None = field(default=None, validator=optional(text))
    licensor: str | None = field(default=None, validator=optional(text))
    released: date | None = field(default=None, converter=as_date, validator=optional(day))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    terms: tuple[Term, ...] = field(default=(), converter=as_terms, validator=each(Term))

    @spdx_id.validator
    def _check_spdx_id(self, attribute: Attribute[str | None], value: str | None) -> None:
        from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

        if value is None:
            return
        try:
            canonicalize_license_expression(value)
        except InvalidLicenseExpression:
            rule = "an SPDX id such as 'Apache-2.0' or 'LicenseRef-llama3.1'"
            raise refuse(self, attribute, rule, value) from None

    @terms.validator
    def _check_terms(self, attribute: object, terms: tuple[Term, ...]) -> None:
        topics: dict[str, Term] = {}
        for term in terms:
            first = topics.setdefault(term.topic, term)
            if first is not term:
                raise DuplicateError(
                    f"two terms of {self.id} on {term.topic}", first.text, term.text
                )

    @property
    def id(self) -> str:
        """The short name: hf_id where there is one, else the name."""
        return self.hf_id or self.name

    def allows_name(self, name: str) -> bool:
        """
        Whether a model that is made from one under this licence may be named so.

        Case does not count, and a hyphen or underscore stands for a blank, as in repositories.
        """
        prefix = self.term("name_prefix")
        if prefix.answer != "required" or prefix.value is None:
            return True
        written, begins = map(_slug, (name, prefix.value))
        return written.startswith(begins) and not written[len(begins) : len(begins) + 1].isalnum()

    def term(self, topic: str) -> Term:
        """
        What the licence says on a topic; "not stated" where it says nothing.

        Raises UnknownOptionError for a topic that no licence has.
        """
        if topic not in TOPICS:
            raise UnknownOptionError("topic", topic, TOPICS)
        found = next((term for term in self.terms if term.topic == topic), None)
        return found or Term(topic=topic, answer="not stated")

    def _sheet(self) -> Sheet:
        from llamacards._reports import license_sheet

        return license_sheet(self)


def _slug(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def as_license(value: License | str | None) -> License | None:
    """A licence, from its id too."""
    return License(name=value, hf_id=value) if isinstance(value, str) else value


a_license = a(License, "a License, or a text such as 'llama3.1'")
