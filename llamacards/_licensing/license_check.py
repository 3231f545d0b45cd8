"""A plan, checked against the licenses of a model and of its bases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from attrs import Attribute, evolve, field, frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._licensing.countries import EU_MEMBERS, EU_TERRITORIES, UNION, read_country
from llamacards._licensing.lineage import Held, licenses_in_force
from llamacards._records.card import ModelCard
from llamacards._records.license import TOPICS, License, Term
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet, SheetNote
from llamacards._values.quantity import read_quantity
from llamacards._values.source import Source
from llamacards._values.validation import a_text, boolean, field_error, optional
from llamacards._wording import brief_repr, counted, join_words
from llamacards.errors import NoTruthValueError

UseVerdict = Literal["ok", "do", "no", "ask", "not told", "unknown"]
Judged = tuple[UseVerdict, str]

_NOT_TEXT = re.compile("image|video|audio|speech", re.IGNORECASE)
_PHRASE_END = re.compile(r"\s*[\n.,:;|·•–—()/]\s*|\s+-\s+")
"""The end of a phrase in displayed text: "Acme | Built with Llama" shows "Built with Llama"."""
_LITERAL = ("notice_file", "display_text")
"""Topics whose value is the exact required text."""
_NOT_MENTIONED = "The license does not mention it."
_ASKS_NOTHING = ("not stated", "allowed")
"""Answers by which there is no duty or limit; any other needs a look."""
WIDTH = 100
"""The default width of a printed report, in columns."""


def _as_users(stated: Any) -> Any:
    """Convert text such as "700M" to a whole number."""
    read = read_quantity(stated) if isinstance(stated, str) else None
    exact = read is not None and read.bound == "exactly" and read.value % 1 == 0
    return int(read) if read is not None and exact else stated


@frozen(kw_only=True)
class Plan:
    """
    What somebody plans to do with a model; None is "not told" and never counts as yes.

    monthly_users_at_release: monthly active users in the month before the model's release.
    commercial: whether it is used in business.
    fine_tune: whether the model is modified.
    train_other_models: whether it helps to make models not derived from it.
    train_on_output: whether its output does.
    distribute: whether the model, or anything made with it, is distributed.
    model_name: the name of a derived model.
    shows: the displayed text.
    based_in, served_in: codes of countries.
    multimodal: whether it reads more than text, if its card does not state its inputs.
    """

    monthly_users_at_release: int | None = field(default=None, converter=_as_users)
    commercial: bool | None = field(default=None, validator=optional(boolean))
    fine_tune: bool | None = field(default=None, validator=optional(boolean))
    train_other_models: bool | None = field(default=None, validator=optional(boolean))
    train_on_output: bool | None = field(default=None, validator=optional(boolean))
    distribute: bool | None = field(default=None, validator=optional(boolean))
    model_name: str | None = field(default=None, validator=optional(a_text))
    shows: str | None = field(default=None, validator=optional(a_text))
    based_in: str | None = field(default=None, validator=optional(a_text))
    served_in: str | None = field(default=None, validator=optional(a_text))
    multimodal: bool | None = field(default=None, validator=optional(boolean))

    @monthly_users_at_release.validator
    def _check_users(self, attribute: Attribute[Any], users: object) -> None:
        if users is not None and (type(users) is not int or users < 0):
            raise field_error(self, attribute, "a whole number of users from 0 up", users)


@frozen(kw_only=True)
class UseLine:
    """
    One line of a report: what a license says, where, and what that means for the plan.

    topic: the topic, as in `License.terms`.
    verdict: "ok"; "no"; "do": something is still to be done; "ask" the licensor; "not told": the
    plan leaves out what decides it; "unknown": what the license says on it is not known.
    says: the meaning for the plan, in a sentence.
    license: the id of the license.
    clause, source: where the license says so; None if it says nothing.
    """

    topic: str
    verdict: UseVerdict
    says: str
    license: str
    clause: str | None = None
    source: Source | None = None

    __repr__ = brief_repr


@frozen(kw_only=True, repr=False)
class UseReport(Displayable):
    """
    What licenses say about a plan, topic by topic: facts from the texts, not legal advice.

    licenses: the licenses in force: that of the model first, then those of its bases.
    plan: the plan.
    lines: one for each topic, license by license.
    """

    licenses: tuple[License, ...]
    plan: Plan
    lines: tuple[UseLine, ...]

    @property
    def allowed(self) -> bool | None:
        """
        False if a line says "no"; True if every line is "ok" or "do"; else None.

        True holds once everything in `to_do` is done.
        """
        verdicts = {line.verdict for line in self.lines}
        if "no" in verdicts:
            return False
        return None if verdicts - {"ok", "do"} else True

    @property
    def to_do(self) -> tuple[UseLine, ...]:
        """The lines about what is still to be done."""
        return tuple(line for line in self.lines if line.verdict == "do")

    @property
    def summary(self) -> str:
        """Whether the plan is allowed, in a sentence."""
        count = Counter(line.verdict for line in self.lines)
        if count["no"]:
            against = (
                TOPICS.get(line.topic, line.topic) + (f" ({line.clause})" if line.clause else "")
                for line in self.lines
                if line.verdict == "no"
            )
            return f"Allowed: no, because of {join_words(dict.fromkeys(against), 'and')}."
        left = [f"{count[v]} {words}" for v, words in UNDECIDED.items() if count[v]]
        if left:
            return f"Allowed: undecided ({', '.join(left)})."
        return (
            f"Allowed: yes, once you meet the {counted(count['do'], 'term')} marked “do”."
            if count["do"]
            else "Allowed: yes."
        )

    def __bool__(self) -> NoReturn:
        """Raise NoTruthValueError, as an undecided plan is neither allowed nor forbidden."""
        raise NoTruthValueError(
            "a report is neither true nor false; use .allowed, which may be None"
        )

    def __repr__(self) -> str:
        ids = ", ".join(repr(known.id) for known in self.licenses)
        return f"<UseReport of {ids}: allowed={self.allowed}>"

    def _text_width(self) -> int:
        return WIDTH

    def _sheet(self) -> Sheet:
        """One line for each topic of each license, by verdict."""
        citations = Citations()
        rows = []
        several = len(self.licenses) > 1
        for line in sorted(self.lines, key=lambda line: ORDER.index(line.verdict)):
            label = TOPICS.get(line.topic, line.topic)
            whose = [line.license] if several else []
            where = citations.cite(line.clause or "", line.source)
            rows.append([label, line.verdict, *whose, where, line.says])
        head = ["", "Verdict", *(["License"] if several else []), "Clause", "What it means"]
        return Sheet(
            title=f"A plan under {', '.join(known.name for known in self.licenses)}",
            head=head,
            body=rows,
            left=frozenset(range(len(head))),
            summary=self.summary,
            notes=[SheetNote(parts=("Facts from the texts, not legal advice.",))],
            citations=citations,
        )


UNDECIDED: Mapping[UseVerdict, str] = MappingProxyType(
    {"ask": "to ask", "not told": "not told", "unknown": "unknown"}
)
ORDER: tuple[UseVerdict, ...] = ("no", "unknown", "ask", "not told", "do", "ok")
"""The order of lines: the most urgent first."""


def check_use(
    used: str | ModelCard | License,
    *,
    monthly_users_at_release: int | str | None = None,
    commercial: bool | None = None,
    fine_tune: bool | None = None,
    train_other_models: bool | None = None,
    train_on_output: bool | None = None,
    distribute: bool | None = None,
    model_name: str | None = None,
    shows: str | None = None,
    based_in: str | None = None,
    served_in: str | None = None,
    multimodal: bool | None = None,
    catalog: Catalog | None = None,
) -> UseReport:
    """
    Check a plan against a license, or against those of a model and its bases.

    used: a license, a card, or the name of either. For a card, the licenses of the models that it
    is derived from count too, as far as their terms bind derived works.
    monthly_users_at_release: monthly active users of all products, affiliates' included, in the
    calendar month before the model's release date; also as "700M".
    commercial: whether it is used in business.
    fine_tune: whether the model is modified, or another one derived from it.
    train_other_models: whether it helps to make or improve models not derived from it.
    train_on_output: whether its output does.
    distribute: whether the model, anything made of it, or a product or service with it is
    distributed.
    model_name: the name of a derived model; a derived card of your own gives its title.
    shows: the displayed text.
    based_in: the country in which an individual is domiciled or a company has its principal place
    of business, by name or two-letter code; "EU" for any member.
    served_in: the country in which it runs; no license here depends on it.
    multimodal: whether the model reads more than text, if its card does not state its inputs.

    Anything left out is "not told" and never counts as yes.

    >>> check_use("llama3", train_other_models=True).allowed
    False

    Raises FieldError for an invalid plan, and UnknownNameError or AmbiguousNameError for a name
    without one license or card.
    """
    known = or_builtin(catalog)
    held = licenses_in_force(used, known)
    card = next((one.card for one in held if one.card is not None), None)
    if model_name is None and card is not None and card.derived_from:
        model_name = None if known.get(card.name) == card else card.title
    plan = Plan(
        monthly_users_at_release=monthly_users_at_release,
        commercial=commercial,
        fine_tune=fine_tune,
        train_other_models=train_other_models,
        train_on_output=train_on_output,
        distribute=distribute,
        model_name=model_name,
        shows=shows,
        based_in=None if based_in is None else read_country("based_in", based_in),
        served_in=None if served_in is None else read_country("served_in", served_in),
        multimodal=multimodal,
    )
    licenses = tuple(one.license for one in held if one.license is not None)
    lines = [line for one in held for line in _lines_of(one, _with_inputs(plan, one.inputs))]
    return UseReport(licenses=licenses, plan=plan, lines=tuple(lines))


def _with_inputs(plan: Plan, inputs: tuple[str, ...]) -> Plan:
    """The plan, with `multimodal` from the inputs that cards state."""
    return evolve(plan, multimodal=any(map(_NOT_TEXT.search, inputs))) if inputs else plan


def _lines_of(held: Held, plan: Plan) -> Iterator[UseLine]:
    """What one license says about a plan; that of a base, only as far as it binds derivatives."""
    known = held.license
    if known is None:
        yield UseLine(topic="license", verdict="unknown", says=held.gap, license=held.name)
        return
    for topic, judge in JUDGES.items():
        term = known.term(topic)
        if held.is_base and not term.binds_derivatives and term.answer != "unknown":
            continue
        if term.answer == "unknown":
            verdict: UseVerdict = "unknown"
            says = f"What {known.id} says on this is not known here; read its text."
        else:
            verdict, says = judge(known, term, plan)
        yield UseLine(
            topic=topic,
            verdict=verdict,
            says=says,
            license=known.id,
            clause=term.clause,
            source=(term.source or known.source) if term.clause else None,
        )


def _summary_of(term: Term) -> str:
    return f"{term.summary}." if term.summary else f"{term.answer.capitalize()}."


def _judge_permission(planned_field: str) -> Callable[[License, Term, Plan], Judged]:
    """A judge of what a license permits."""

    def judge(license: License, term: Term, plan: Plan) -> Judged:
        planned: bool | None = getattr(plan, planned_field)
        if term.answer in ("allowed", "conditional", "stated", "required"):
            return "ok", _summary_of(term)
        if planned is False:
            return "ok", "Not planned."
        if term.answer == "not stated":
            asked = f"The license does not mention it; ask whoever grants {license.id}."
            return ("ask" if planned else "not told"), asked
        return ("no" if planned else "not told"), _summary_of(term)

    return judge


def _resale(_: License, term: Term, plan: Plan) -> Judged:
    """Judge a ban on resale: a sale is business and distribution, so no plan states it alone."""
    if term.answer == "not allowed" and False not in (plan.commercial, plan.distribute):
        return "not told", _summary_of(term)
    return "ok", _NOT_MENTIONED if term.answer == "not stated" else _summary_of(term)


def _judge_information(_: License, term: Term, __: Plan) -> Judged:
    """Judge terms that ask nobody to do anything."""
    return "ok", _summary_of(term) if term.answer != "not stated" else _NOT_MENTIONED


def _standing_duty(_: License, term: Term, __: Plan) -> Judged:
    """Judge duties that bind every user, whatever the plan."""
    if term.answer == "not stated":
        return "ok", _NOT_MENTIONED
    named = f" {term.value}" if term.value else ""
    return "do", f"{_summary_of(term)}{named}"


def _distribution_duty(term: Term, plan: Plan, what: str) -> Judged:
    """Judge a duty of distributors."""
    if term.answer in _ASKS_NOTHING:
        return "ok", _not_required(term)
    if plan.distribute is None:
        return "not told", _if_distributed(what)
    return ("do", what) if plan.distribute else ("ok", "Nothing is distributed.")


def _not_required(term: Term) -> str:
    return _NOT_MENTIONED if term.answer == "not stated" else "Not required."


def _if_distributed(what: str) -> str:
    """A duty with its condition, unless the summary already says it."""
    return what if "distribut" in what else f"If you distribute, {what[0].lower()}{what[1:]}"


def _on_distribution(_: License, term: Term, plan: Plan) -> Judged:
    summary = _summary_of(term)
    if term.topic not in _LITERAL or term.value is None or term.value in summary:
        return _distribution_duty(term, plan, summary)
    return _distribution_duty(term, plan, f"{summary.removesuffix('.')}: “{term.value}”.")


def _display_text(license: License, term: Term, plan: Plan) -> Judged:
    if plan.shows is None or term.value is None or term.answer != "required":
        return _on_distribution(license, term, plan)
    if term.value in _PHRASE_END.split(plan.shows):
        return "ok", f"It shows “{term.value}”."
    wrong = f"It shows “{plan.shows}”, but must show “{term.value}”."
    verdict, says = _held_against(plan, wrong)
    return ("ask" if verdict == "no" and term.value in plan.shows else verdict), says


def _name_prefix(license: License, term: Term, plan: Plan) -> Judged:
    if term.answer in _ASKS_NOTHING:
        return "ok", _not_required(term)
    if term.answer != "required" or term.value is None:
        return _distribution_duty(term, plan, _summary_of(term))
    making = (plan.fine_tune, plan.train_other_models, plan.train_on_output)
    if plan.model_name is None:
        if all(made is False for made in making):
            return "ok", "No model is derived from it."
        return _distribution_duty(term, plan, _summary_of(term))
    if license.allows_name(plan.model_name):
        return "ok", f"{plan.model_name} begins with “{term.value}”."
    joined = plan.model_name.casefold().startswith(term.value.casefold())
    begin = f"begin with “{term.value}”{' as a word of its own' if joined else ''}"
    wrong = f"The name {plan.model_name} must {begin}."
    return _held_against(plan, wrong)


def _held_against(plan: Plan, wrong: str) -> Judged:
    """Judge something in the plan that a term forbids to distributors."""
    if plan.distribute is None:
        return "not told", _if_distributed(wrong)
    return ("no", wrong) if plan.distribute else ("ok", "Nothing is distributed.")


def _user_limit(_: License, term: Term, plan: Plan) -> Judged:
    limit = read_quantity((term.value or "").partition(" ")[0])
    if term.answer in _ASKS_NOTHING:
        return "ok", "No limit is stated."
    if limit is None:
        return "ask", _summary_of(term)
    if plan.monthly_users_at_release is None:
        return "not told", _summary_of(term)
    if Decimal(plan.monthly_users_at_release) > limit.value:
        return "ask", _summary_of(term)
    return "ok", f"{plan.monthly_users_at_release:,} monthly users do not exceed {limit.value:,}."


def _region_limit(_: License, term: Term, plan: Plan) -> Judged:
    if term.answer in _ASKS_NOTHING:
        return "ok", "No limit is stated."
    if term.value != "European Union":
        return "ask", _summary_of(term)
    if plan.multimodal is False:
        return "ok", "The limit is on multimodal models, and this one reads only text."
    return _union_limit(_summary_of(term), plan)


def _union_limit(says: str, plan: Plan) -> Judged:
    """Judge a limit for those based in the European Union."""
    if plan.served_in:
        says += f" Where it runs ({plan.served_in}) does not matter."
    if plan.based_in is None:
        return "not told", f"{says} What counts is where you are based."
    if plan.based_in in EU_TERRITORIES:
        return "ask", f"{says} {plan.based_in} belongs to a member state: ask whether it counts."
    if plan.based_in != UNION and plan.based_in not in EU_MEMBERS:
        return "ok", f"You are based in {plan.based_in}, which is not in the European Union."
    return ("no" if plan.multimodal else "not told"), f"{says} You are based in {plan.based_in}."


JUDGES: Mapping[str, Callable[[License, Term, Plan], Judged]] = MappingProxyType(
    {
        "commercial_use": _judge_permission("commercial"),
        "fine_tuning": _judge_permission("fine_tune"),
        "redistribute": _judge_permission("distribute"),
        "resale": _resale,
        "train_other_models": _judge_permission("train_other_models"),
        "output_for_training": _judge_permission("train_on_output"),
        "license_copy": _on_distribution,
        "notice_file": _on_distribution,
        "state_changes": _on_distribution,
        "derivative_terms": _on_distribution,
        "display_text": _display_text,
        "name_prefix": _name_prefix,
        "user_limit": _user_limit,
        "region_limit": _region_limit,
        "acceptable_use_policy": _standing_duty,
        "safety_circumvention": _standing_duty,
        "law_compliance": _standing_duty,
        "trademark": _judge_information,
        "litigation": _judge_information,
        "termination": _judge_information,
        "warranty": _judge_information,
        "liability": _judge_information,
        "governing_law": _judge_information,
    }
)
"""The judge of each topic."""
