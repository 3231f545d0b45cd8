"""A plan, checked against the terms of a licence."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from attrs import Attribute, field, frozen

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._licensing.license_comparison import license_named, license_or_card
from llamacards._records.card import ModelCard
from llamacards._records.license import TOPICS, License, Term
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.quantity import read_quantity
from llamacards._values.validation import a_text, boolean, field_error, optional
from llamacards.errors import NoTruthValueError

UseVerdict = Literal["ok", "do", "ask", "no", "not told"]


# The union, its members, and what it is part of, as people write them.
_EUROPEAN_UNION = re.compile(
    "eu|european union|eea|european economic area|europe|world|worldwide|global|"
    "austria|at|belgium|be|bulgaria|bg|croatia|hr|cyprus|cy|czechia|czech republic|cz|denmark|dk|"
    "estonia|ee|finland|fi|france|fr|germany|de|greece|gr|hungary|hu|ireland|ie|italy|it|latvia|lv|"
    "lithuania|lt|luxembourg|lu|malta|mt|(?:the )?netherlands|nl|poland|pl|portugal|pt|romania|ro|"
    "slovakia|sk|slovenia|si|spain|es|sweden|se|el"
)


_NOT_TEXT = re.compile("image|video|audio|speech", re.IGNORECASE)


@frozen(kw_only=True)
class Plan:
    """What somebody means to do with a model; None is "not told", and never a yes."""

    monthly_users_at_release: int | None = field(default=None)
    train_other_models: bool | None = field(default=None, validator=optional(boolean))
    distribute: bool | None = field(default=None, validator=optional(boolean))
    model_name: str | None = field(default=None, validator=optional(a_text))
    shows: str | None = field(default=None, validator=optional(a_text))
    region: str | None = field(default=None, validator=optional(a_text))
    multimodal: bool | None = field(default=None, validator=optional(boolean))

    @monthly_users_at_release.validator
    def _check_users(self, attribute: Attribute[Any], users: object) -> None:
        if users is not None and (type(users) is not int or users < 0):
            raise field_error(self, attribute, "a whole number of users from 0 up", users)


@frozen(kw_only=True)
class UseLine:
    """
    One matter of a report: what the licence asks, where, and what that means for the plan.

    verdict: "ok", "do" (what is asked must be done), "ask" (the licensor), "no" or "not told".
    """

    topic: str
    verdict: UseVerdict
    asks: str
    clause: str | None = None


@frozen(kw_only=True, repr=False)
class UseReport(Displayable):
    """What a licence says of a plan, a line each matter. Facts from the texts, not legal advice."""

    license: License
    plan: Plan
    lines: tuple[UseLine, ...]

    @property
    def allowed(self) -> bool | None:
        """False where a line says no, None where one is to be asked or was not told, else True."""
        verdicts = {line.verdict for line in self.lines}
        if "no" in verdicts:
            return False
        return None if verdicts & {"ask", "not told"} else True

    def __bool__(self) -> NoReturn:
        """Raise NoTruthValueError: what is not told is neither yes nor no."""
        raise NoTruthValueError("a report has no truth value; see .allowed, which may be None")

    def __repr__(self) -> str:
        return f"<UseReport of {self.license.id!r}: allowed={self.allowed}>"

    def _sheet(self) -> Sheet:
        """A plan's report, a line each matter."""
        citations = Citations()
        says = citations.cite("What the licence says", self.license.source)
        head = ("", "Verdict", "Clause", says)
        body = [
            (TOPICS[line.topic], line.verdict, line.clause or "", line.asks) for line in self.lines
        ]
        allowed = {True: "yes", False: "no", None: "not decided; see ask and not told"}[
            self.allowed
        ]
        done = (
            " once all that is to do is done"
            if any(ln.verdict == "do" for ln in self.lines)
            else ""
        )
        notes: list[Line] = [
            [f"Allowed: {allowed}{done if self.allowed else ''}."],
            ["Facts from the texts, not legal advice."],
        ]
        return Sheet(
            title=f"A plan under the {self.license.name}",
            head=head,
            body=body,
            left=frozenset(range(4)),
            notes=notes,
            citations=citations,
        )


Judged = tuple[UseVerdict, str]


def check_use(
    used: str | ModelCard | License,
    *,
    monthly_users_at_release: int | None = None,
    train_other_models: bool | None = None,
    distribute: bool | None = None,
    model_name: str | None = None,
    shows: str | None = None,
    region: str | None = None,
    multimodal: bool | None = None,
    catalog: Catalog | None = None,
) -> UseReport:
    """
    Check a plan against the terms of a licence, or of a model's.

    monthly_users_at_release: monthly active users of all products, affiliates' included, in the
    calendar month before the model's release date. train_other_models: with the model or its
    outputs. distribute: the model, what is made of it, or a product or service with it.
    model_name: of a model made from it; a derived card of one's own gives its title. shows: the
    text that is displayed. region: of whoever uses it, such as "EU", "Germany" or "US". multimodal:
    whether the model takes more than text; a card that states its inputs tells. What is left out
    is not told, and never taken for a yes.

    >>> check_use("llama3", train_other_models=True).allowed
    False

    Raises FieldError for what no plan can be, UnknownNameError, AmbiguousNameError or
    ComparisonError for a licence that cannot be had.
    """
    known = or_builtin(catalog)
    used = license_or_card(used, known)
    licence = license_named(used, known)
    if model_name is None and isinstance(used, ModelCard) and used.derived_from:
        model_name = None if known.get(used.name) is used else used.title
    if multimodal is None and isinstance(used, ModelCard) and used.inputs:
        multimodal = any(map(_NOT_TEXT.search, used.inputs))
    plan = Plan(
        monthly_users_at_release=monthly_users_at_release,
        train_other_models=train_other_models,
        distribute=distribute,
        model_name=model_name,
        shows=shows,
        region=region,
        multimodal=multimodal,
    )
    lines = tuple(_line(licence, topic, plan) for topic in _JUDGES)
    return UseReport(license=licence, plan=plan, lines=lines)


def _line(licence: License, topic: str, plan: Plan) -> UseLine:
    term = licence.term(topic)
    verdict, asks = _JUDGES[topic](licence, term, plan)
    return UseLine(topic=topic, verdict=verdict, asks=asks, clause=term.clause)


def _user_limit(_: License, term: Term, plan: Plan) -> Judged:
    limit = read_quantity((term.value or "").partition(" ")[0])
    if term.answer != "conditional" or limit is None:
        return "ok", "no limit is stated"
    asks = f"above {limit.value:,}: {term.summary or 'a licence of its own is needed'}"
    if plan.monthly_users_at_release is None:
        return "not told", asks
    if Decimal(plan.monthly_users_at_release) > limit.value:
        return "ask", asks
    return "ok", asks


def _permission(term: Term, *, planned: bool | None) -> Judged:
    """What a licence lets one do, if one plans to."""
    asks = term.summary or {"not stated": "nothing is stated"}.get(term.answer, term.answer)
    if planned is None:
        return "not told", asks
    if not planned:
        return "ok", "not planned"
    if term.answer == "not stated":
        return "ask", "nothing is stated: ask the licensor"
    return ("no" if term.answer == "not allowed" else "ok"), asks


def _train_other_models(_: License, term: Term, plan: Plan) -> Judged:
    return _permission(term, planned=plan.train_other_models)


def _redistribute(_: License, term: Term, plan: Plan) -> Judged:
    return _permission(term, planned=plan.distribute)


def _duty(term: Term, plan: Plan, what: str) -> Judged:
    """What a licence asks of whoever distributes."""
    if term.answer not in ("required", "conditional"):
        return "ok", "nothing is asked"
    if plan.distribute is None:
        return "not told", f"who distributes must {what}"
    return ("do", what) if plan.distribute else ("ok", "not distributed")


def _license_copy(licence: License, term: Term, plan: Plan) -> Judged:
    return _duty(term, plan, f"pass on a copy of the {licence.name}")


def _notice_file(_: License, term: Term, plan: Plan) -> Judged:
    notice = f'ship a "Notice" file that says: {term.value}' if term.value else term.summary
    return _duty(term, plan, notice or "ship the notice file")


def _display_text(_: License, term: Term, plan: Plan) -> Judged:
    if plan.shows is not None and term.value is not None and term.value in plan.shows:
        return "ok", f"it shows “{term.value}”"
    return _duty(term, plan, f"prominently show “{term.value}”")


def _name_prefix(licence: License, term: Term, plan: Plan) -> Judged:
    if term.answer != "required":
        return "ok", "nothing is asked"
    what = f"begin the name of a model made from it with “{term.value}”"
    if plan.distribute is False:
        return "ok", "not distributed"
    if plan.model_name is None:
        return "not told", f"who distributes must {what}"
    if licence.allows_name(plan.model_name):
        return "ok", f"{plan.model_name} begins with “{term.value}”"
    return _duty(term, plan, what)


def _lies_in(region: str, named: str) -> bool:
    """Whether a region is known as one of those that are named, parted by commas."""
    mine, *others = (name.strip().casefold() for name in (region, *named.split(",")))
    of_the_union = _EUROPEAN_UNION.fullmatch(mine) and any(map(_EUROPEAN_UNION.fullmatch, others))
    return mine in others or bool(of_the_union)


def _region_limit(_: License, term: Term, plan: Plan) -> Judged:
    if term.answer == "not stated" or term.value is None:
        return "ok", "no limit is stated"
    asks = term.summary or f"not in {term.value}"
    if plan.region is None:
        return "not told", asks
    if not _lies_in(plan.region, term.value):
        if re.fullmatch(r"\s*[A-Za-z]{2}\s*", plan.region):
            return "ok", f"limited in {term.value} only"
        code = "a country's code of two letters, such as US, tells"
        return "not told", f"whether {plan.region} is part of {term.value}; {code}"
    if plan.multimodal is None:
        return "not told", asks
    return ("no", asks) if plan.multimodal else ("ok", asks)


def _acceptable_use(_: License, term: Term, __: Plan) -> Judged:
    if term.answer != "required":
        return "ok", "nothing is asked"
    return "do", f"keep to {term.value}"


_JUDGES: MappingProxyType[str, Callable[[License, Term, Plan], Judged]] = MappingProxyType(
    {
        "user_limit": _user_limit,
        "train_other_models": _train_other_models,
        "redistribute": _redistribute,
        "license_copy": _license_copy,
        "notice_file": _notice_file,
        "display_text": _display_text,
        "name_prefix": _name_prefix,
        "region_limit": _region_limit,
        "acceptable_use_policy": _acceptable_use,
    }
)
