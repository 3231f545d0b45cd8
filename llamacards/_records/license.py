"""Licenses as terms, each with its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from attrs import Attribute, field, frozen

from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    a_day,
    a_text,
    as_date,
    boolean,
    check_choice,
    check_text,
    field_error,
    instance_of,
    one_of,
    optional,
    to_tuple,
    tuple_of,
)
from llamacards._wording import brief_repr, join_words
from llamacards.errors import DuplicateError

Answer = Literal[
    "allowed", "not allowed", "required", "conditional", "stated", "not stated", "unknown"
]
ANSWERS: tuple[Answer, ...] = get_args(Answer)

TOPICS = MappingProxyType(
    {
        "commercial_use": "commercial use",
        "fine_tuning": "fine-tuning",
        "redistribute": "redistribution",
        "resale": "resale",
        "train_other_models": "training other models",
        "output_for_training": "training on its output",
        "license_copy": "copy of the license",
        "notice_file": "attribution notice",
        "state_changes": "statement of changes",
        "derivative_terms": "license of derivatives",
        "display_text": "text to display",
        "name_prefix": "model name prefix",
        "user_limit": "user limit",
        "acceptable_use_policy": "acceptable use policy",
        "safety_circumvention": "bypassing safeguards",
        "region_limit": "region limit",
        "law_compliance": "compliance with laws",
        "trademark": "trademarks",
        "litigation": "termination on litigation",
        "termination": "termination",
        "warranty": "warranty",
        "liability": "liability",
        "governing_law": "governing law",
    }
)
"""The topics on which licenses are compared, with their labels in tables."""


_SHORT = MappingProxyType({"allowed": "yes", "not allowed": "no", "required": "yes"})


_SHORT_VALUE = 12


@frozen(kw_only=True)
class Term:
    """
    What a license says on one topic.

    topic: a topic on which licenses are compared, such as "user_limit".
    answer: "allowed", "not allowed", "required", "conditional", "stated", "not stated", or
    "unknown" if the text is not known.
    value: what is asked or stated, if it can be named ("700M MAU", "Llama 3").
    clause: the clause that says so ("§1.b.v").
    summary: what it says, in our words.
    source: the document that says so, if it is not the license itself.
    key_words: the few literal words of the text that decide it, with " … " where words are left
    out.
    binds_derivatives: whether it also binds works derived from the licensed one.
    """

    topic: str = field()
    answer: Answer = field(validator=one_of(*ANSWERS))
    value: str | None = field(default=None, validator=optional(a_text))
    clause: str | None = field(default=None, validator=optional(a_text))
    summary: str | None = field(default=None, validator=optional(a_text))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    key_words: str | None = field(default=None, validator=optional(a_text))
    binds_derivatives: bool = field(default=False, validator=boolean)

    __repr__ = brief_repr

    @topic.validator
    def _check_topic(self, attribute: object, value: str) -> None:
        check_choice("topic", value, TOPICS)

    @property
    def brief(self) -> str:
        """The answer in a word, or the value if it is short: "no", "700M MAU"."""
        if self.value is not None and len(self.value) <= _SHORT_VALUE:
            return self.value
        return _SHORT.get(self.answer, self.answer)

    @property
    def text(self) -> str:
        """The term as tables show it: "no §1.b.v", "700M MAU §2"."""
        return f"{self.brief} {self.clause}" if self.clause else self.brief


def as_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Convert the terms to a tuple."""
    return to_tuple(terms)


@frozen(kw_only=True)
class License(Displayable):
    """
    A license: its names, its terms and its text.

    name: its full title.
    hf_id: its id on the Hugging Face Hub ("llama3.1").
    spdx_id: its SPDX id ("LicenseRef-llama3.1"), checked by packaging.
    licensor: who grants it, and where.
    released: the day on which it appeared.
    source: the document with its text.
    terms: what it says on each topic. A license without terms is only a name; a catalog that knows
    its terms supplies them.
    complete: whether the whole text was read, so that it says nothing on other topics. If False,
    what it says on them is unknown.
    """

    name: str = field(validator=a_text)
    hf_id: str | None = field(default=None, validator=optional(a_text))
    spdx_id: str | None = field(default=None, validator=optional(a_text))
    licensor: str | None = field(default=None, validator=optional(a_text))
    released: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    terms: tuple[Term, ...] = field(default=(), converter=as_terms, validator=tuple_of(Term))
    complete: bool = field(default=False, validator=boolean)

    __repr__ = brief_repr

    @spdx_id.validator
    def _check_spdx_id(self, attribute: Attribute[str | None], value: str | None) -> None:
        from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

        if value is None:
            return
        try:
            canonicalize_license_expression(value)
        except InvalidLicenseExpression:
            rule = "an SPDX id such as 'Apache-2.0' or 'LicenseRef-llama3.1'"
            raise field_error(self, attribute, rule, value) from None

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
        """The short name: hf_id if there is one, else the name."""
        return self.hf_id or self.name

    def allows_name(self, name: str) -> bool:
        """
        Whether a model derived from one under this license may have this name.

        Case is ignored, hyphens and underscores count as blanks, and only the part of a Hub id
        after the organization counts.
        """
        check_text("allows_name", "name", name)
        prefix = self.term("name_prefix")
        if prefix.answer != "required" or prefix.value is None:
            return True
        written, begins = map(_name_slug, (name.rpartition("/")[2], prefix.value))
        return written.startswith(begins) and not written[len(begins) : len(begins) + 1].isalnum()

    def term(self, topic: str) -> Term:
        """
        What the license says on a topic.

        Its answer is "not stated" if the whole text was read and says nothing, else "unknown".

        Raises UnknownOptionError for an unknown topic.
        """
        check_choice("topic", topic, TOPICS)
        found = next((term for term in self.terms if term.topic == topic), None)
        return found or Term(topic=topic, answer="not stated" if self.complete else "unknown")

    def _sheet(self) -> Sheet:
        """What the license states: its identifiers, and each term with its clause, in our words."""
        citations = Citations()
        identity = {
            "Hugging Face Hub": self.hf_id,
            "SPDX": self.spdx_id,
            "Licensor": self.licensor,
            "Released": self.released,
        }
        body = [[label, str(stated)] for label, stated in identity.items() if stated is not None]
        body += [[TOPICS[term.topic], full_term(term)] for term in self.terms]
        notes = [line for term in self.terms for line in term_lines(term.topic, [self])]
        head = ("", citations.cite(self.name, self.source))
        citations.number_all(notes)
        return Sheet(
            title=self.name,
            head=head,
            body=body,
            left=frozenset({0, 1}),
            notes=notes,
            citations=citations,
        )


def _name_slug(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def as_license(value: License | str | None) -> License | None:
    """Convert the id of a license to a license."""
    return License(name=value, hf_id=value) if isinstance(value, str) else value


a_license = instance_of(License, "a License, or a text such as 'llama3.1'")


INLINE_VALUE = 24


def full_term(term: Term) -> str:
    """A term's answer, its value if it has one, and its clause."""
    said: str = term.answer
    if term.value is not None and len(term.value) <= INLINE_VALUE:
        said = term.value if term.answer == "stated" else f"{term.answer}: {term.value}"
    return f"{said} {term.clause}" if term.clause else said


def term_lines(topic: str, licenses: Sequence[License]) -> Iterator[Line]:
    """The summaries of a topic, one for all licenses that say the same."""
    said: dict[tuple[str | None, str | None, Source | None], list[str]] = {}
    for lic in licenses:
        term = lic.term(topic)
        long = term.value if term.value and len(term.value) > INLINE_VALUE else None
        if long or term.summary:
            said.setdefault((long, term.summary, term.source), []).append(lic.id)
    for (value, summary, source), ids in said.items():
        words = ": ".join(filter(None, (summary, f"“{value}”" if value else None)))
        cited: Line = () if source is None else (" ", source)
        whose = f", {join_words(ids, 'and')}" if len(licenses) > 1 else ""
        yield [f"{TOPICS[topic]}{whose}: {words}", *cited, "."]
