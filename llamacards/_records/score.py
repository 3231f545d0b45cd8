"""A score, and the setup of its measurement."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from attrs import Attribute, evolve, field, frozen

from llamacards._records.benchmark import as_benchmark
from llamacards._records.task_names import LOWER_METRICS
from llamacards._values.quantity import BOUNDS, Bound, read_quantity
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    EXACT,
    a_day,
    a_text,
    as_date,
    as_decimal,
    boolean,
    check_kind,
    check_text,
    field_error,
    fixed_text,
    in_period,
    instance_of,
    is_number,
    one_of,
    optional,
    read_decimal,
)
from llamacards._wording import REPR_WIDTH, brief_repr
from llamacards.errors import FieldError


def _fold_case(name: str | None) -> str | None:
    return name and name.casefold()


_MOST_SHOTS = 6
"""Digits of a number of shots."""


_SHOTS_FORM = rf"(0|[1-9][0-9]{{,{_MOST_SHOTS - 1}}})(?:-([1-9][0-9]{{,{_MOST_SHOTS - 1}}}))?"


def as_shots(value: str | int | None) -> str | None:
    """Convert a number of shots to text."""
    return str(value) if type(value) is int and value < 10**_MOST_SHOTS else value  # type: ignore[return-value]


_WIDEST = 8


UNSTATED_UNIT = "unit not stated"
"""The unit of figures that no one says to be percents, shares or anything else."""


def a_level(record: object, attribute: Attribute[int], value: object) -> None:
    """Accepts the level of a confidence interval in percent."""
    if type(value) is not int or not 1 <= value <= 99:
        raise field_error(record, attribute, "a level in percent from 1 to 99, such as 95", value)


def a_number_of_shots(record: object, attribute: Attribute[Any], value: object) -> None:
    """Accepts a number of shots, or a range from a smaller to a larger one."""
    found = re.fullmatch(_SHOTS_FORM, value) if isinstance(value, str) else None
    if found is None or (found[2] and int(found[1]) >= int(found[2])):
        raise field_error(record, attribute, "a number of shots such as 5 or '3-5'", value)


@frozen(kw_only=True, cache_hash=True)
class EvalSetup:
    """
    How a benchmark was run, as far as the source says. None is "not stated".

    benchmark: its name; aliases are replaced by it.
    subset: the part that was measured; None is the whole.
    shots: "5", or a range such as "3-5".
    cot: whether the prompt asks for a chain of thought.
    metric: how answers were scored, in the words of the source.
    unit: "percent" or another unit.
    lower_is_better: whether lower figures are better, as for error rates; None if the source does
    not say.
    """

    benchmark: str = field(converter=as_benchmark, validator=a_text, eq=_fold_case)
    subset: str | None = field(default=None, validator=optional(a_text), eq=_fold_case)
    shots: str | None = field(
        default=None, converter=as_shots, validator=optional(a_number_of_shots)
    )
    cot: bool | None = field(default=None, validator=optional(boolean))
    metric: str | None = field(default=None, validator=optional(a_text))
    unit: str = field(default="percent", validator=a_text)
    lower_is_better: bool | None = field(default=None, validator=optional(boolean))

    __repr__ = brief_repr

    @unit.validator
    def _check_unit(self, attribute: Attribute[str], value: str) -> None:
        if value == "fraction":
            raise field_error(self, attribute, "'percent', or a unit that is not a share", value)

    @property
    def states_all(self) -> bool:
        """Whether shots, chain of thought and metric are all stated."""
        return None not in (self.shots, self.cot, self.metric)

    @property
    def less_is_better(self) -> bool | None:
        """
        Whether lower figures are better; None if unknown.

        If the source does not say, higher percentages are better, except for error rates.
        """
        if self.lower_is_better is not None or self.unit != "percent":
            return self.lower_is_better
        return None if _may_be_error(self.metric or "") else False

    @property
    def name(self) -> str:
        """The benchmark with its subset: "AGIEval English"."""
        return f"{self.benchmark} {self.subset}" if self.subset else self.benchmark

    def label(self, *more: str) -> str:
        """The setup as it labels a row: "AGIEval English (3-5-shot, average)"."""
        for detail in more:
            check_text("label", "more", detail)
        details = (
            f"{self.shots}-shot" if self.shots else "",
            "CoT" if self.cot else "",
            "" if self.unit == "percent" else self.unit,
            *more,
        )
        inside = ", ".join(filter(None, dict.fromkeys(details)))
        return f"{self.name} ({inside})" if inside else self.name

    def compatible_with(self, other: EvalSetup) -> bool:
        """
        Whether the two may be the same: every field that both state is equal.

        This is not an equivalence, so it never joins rows. If a subset names a version ("v2") or a
        split ("test"), None is unstated; if it names a part, None is the whole. "acc" may be the
        more specific "macro_avg/acc".
        """
        return self.compatible_but_for_metric(other) and self.has_compatible_metric(other)

    @property
    def rival_key(self) -> tuple[str, str]:
        """What two setups have in common that may be the same: benchmark, and part if it is one."""
        return _rival_key(self.benchmark, self.subset)

    def compatible_but_for_metric(self, other: EvalSetup) -> bool:
        """Likewise, whatever metrics the two state."""
        check_kind("compatible_with", "other", EvalSetup, other)
        return (
            _may_agree(self.shots, other.shots)
            and _may_agree(self.cot, other.cot)
            and self.unit == other.unit
            and _may_be_subset(self.subset, other.subset)
            and self.benchmark.casefold() == other.benchmark.casefold()
        )

    def has_compatible_metric(self, other: EvalSetup, *, averages: bool = True) -> bool:
        """
        Whether one metric has all parts of the other; an unstated metric may be any.

        averages: whether the averaging of parts counts too.
        """
        check_kind("has_compatible_metric", "other", EvalSetup, other)
        if self.metric is None or other.metric is None:
            return True
        unequal = frozenset() if averages else AVERAGES
        mine, theirs = ({*s.metric.split("/")} - unequal for s in (self, other) if s.metric)
        return mine <= theirs or theirs <= mine

    def missing_beside(self, other: EvalSetup) -> tuple[str, ...]:
        """
        What the other setup states and this one does not, the most important first.

        Chain of thought matters more than the metric if the other setup uses it, and less if it
        does not, as most documents do not mention that they use none.
        """
        check_kind("missing_beside", "other", EvalSetup, other)
        order = (
            ("subset", "shots", "cot", "metric")
            if other.cot
            else ("subset", "shots", "metric", "cot")
        )
        silent = (n for n in order if getattr(self, n) is None and getattr(other, n) is not None)
        return tuple("chain of thought" if name == "cot" else name for name in silent)


@lru_cache(maxsize=1024)
def _may_be_error(metric: str) -> bool:
    """Whether a metric may be an error rate, by its words; cached, as every table asks for it."""
    return not LOWER_METRICS.isdisjoint(re.split("[^a-z_]+", metric.casefold()))


@lru_cache(maxsize=1024)
def _rival_key(benchmark: str, subset: str | None) -> tuple[str, str]:
    """A benchmark, and its part; cached, as notes ask for it once for each score."""
    part = "" if subset is None or _VERSION_OR_SPLIT.fullmatch(subset) else subset
    return benchmark.casefold(), part.casefold()


AVERAGES = frozenset({"average", "macro_avg", "micro_avg"})


_VERSION_OR_SPLIT = re.compile(r"v[0-9.]+|test|validation|dev|val", re.IGNORECASE)


def _may_agree(mine: object, theirs: object) -> bool:
    return mine is None or theirs is None or mine == theirs


def _may_be_subset(mine: str | None, theirs: str | None) -> bool:
    if mine is not None and theirs is not None:
        return mine.casefold() == theirs.casefold()
    named = mine or theirs
    return named is None or _VERSION_OR_SPLIT.fullmatch(named) is not None


@frozen(kw_only=True, weakref_slot=False)
class Score:
    """
    A figure that a source states for a model under one setup.

    setup: how the benchmark was run.
    value: a Decimal with its digits as printed.
    source: the document and the place in it.
    bound: "exactly", "about", "at least" or "at most".
    error: the standard error, in the unit of the score.
    interval: half the width of the confidence interval, as printed after "±".
    level: the level of the interval in percent, such as 95.
    since: the day that the figure appeared, if later than the document.
    until: the last day that the document had it, if another has replaced it.
    protocol: the evaluation details that the source follows, as it says; None is the source itself.
    doubtful: whether it cannot be meant as printed, for example if its unit is wrong. It is kept as
    printed, with a note, and is in no row.
    note: what a reader must know about it.
    """

    setup: EvalSetup = field(validator=instance_of(EvalSetup))
    value: Decimal = field(converter=as_decimal)
    bound: Bound = field(default="exactly", validator=one_of(*BOUNDS))
    error: Decimal | None = field(default=None, converter=as_decimal)
    level: int | None = field(default=None, validator=optional(a_level))
    interval: Decimal | None = field(default=None, converter=as_decimal)
    source: Source = field(converter=as_source, validator=a_source)
    since: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    until: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    note: str | None = field(default=None, validator=optional(a_text))
    protocol: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    doubtful: bool = field(default=False, validator=boolean)

    @value.validator
    def _check_value(self, attribute: Attribute[Decimal], value: Decimal) -> None:
        if not is_number(value):
            raise field_error(self, attribute, "a number such as '66.6'", value)
        if self.setup.unit == "percent" and not 0 <= value <= 100:
            raise field_error(
                self, attribute, f"from 0 to 100 percent for {self.setup.name}", value
            )

    @error.validator
    def _check_error(self, attribute: Attribute[Decimal], value: Decimal | None) -> None:
        if value is not None and (not is_number(value) or value < 0):
            raise field_error(self, attribute, "a standard error from 0 up", value)

    @interval.validator
    def _check_interval(self, attribute: Attribute[Decimal], value: Decimal | None) -> None:
        if value is not None and (not is_number(value) or value < 0):
            raise field_error(self, attribute, "half the width of an interval, from 0 up", value)
        if value is not None and self.level is None:
            raise field_error(self, attribute, "stated with its level, such as level=95", value)

    @classmethod
    def of(
        cls,
        benchmark: str,
        value: str | float | Decimal,
        *,
        source: str | Source,
        subset: str | None = None,
        shots: str | int | None = None,
        cot: bool | None = None,
        metric: str | None = None,
        unit: str = "percent",
        lower_is_better: bool | None = None,
        error: str | float | Decimal | None = None,
        level: int | None = None,
        since: str | date | None = None,
        note: str | None = None,
        protocol: str | Source | None = None,
        doubtful: bool = False,
    ) -> Score:
        """
        A score with its setup in one call.

        Text may have a bound ("~85", "80+") or an interval, which needs its level in percent
        ("77.0±0.8", level=95). unit="fraction" turns 0.666 into 66.6 percent.

        >>> Score.of("MMLU", 0.666, shots=5, unit="fraction", source="My run").value
        Decimal('66.6')
        """
        margin: Any
        figure, bound, margin = read_figure(value)
        if unit == "fraction":
            unit = "percent"
            figure = _as_percent("value", figure)
            error = _as_percent("error", error)
            margin = _as_percent("interval", margin)
        fields = {
            "benchmark": benchmark,
            "subset": subset,
            "shots": shots,
            "cot": cot,
            "metric": metric,
            "unit": unit,
            "lower_is_better": lower_is_better,
        }
        try:
            setup = _setup_of(**fields)
        except TypeError:  # a value that no cache takes, which its field refuses
            setup = EvalSetup(**fields)  # type: ignore[arg-type]
        return cls(
            setup=setup,
            value=figure,
            bound=bound,
            error=error,
            interval=margin,
            level=level,
            source=source,
            since=since,
            note=note,
            protocol=protocol,
            doubtful=doubtful,
        )

    def __repr__(self) -> str:
        """The setup, the figure and the document."""
        said = f"<Score {self.setup.label()} {self.text}, {self.source.title!r}>"
        return said if len(said) <= REPR_WIDTH else f"{said[: REPR_WIDTH - 4]}...>"

    @property
    def appeared(self) -> date | None:
        """The day that the figure appeared: `since`, else the date of the source."""
        return self.since or self.source.published

    def valid_on(self, day: date | None) -> bool:
        """Whether the document had the figure on a day; None is today."""
        return in_period(day, self.since, self.until)

    @property
    def text(self) -> str:
        """
        The figure as tables show it: "66.6", "~85"; computed figures are formatted by
        format_value().
        """
        value = f"{self.value:f}"
        if len(value) > _WIDEST:
            value = format_value(self.value)
        if self.bound == "exactly":
            return value
        if self.bound == "at least":
            return f"{value}+"
        return f"~{value}" if self.bound == "about" else f"≤{value}"

    def at(self, place: str) -> Score:
        """The same figure with this place in its source."""
        return evolve(self, source=self.source.at(place))


@lru_cache(maxsize=4096, typed=True)
def _setup_of(**fields: Any) -> EvalSetup:
    """One object for each setup as written, as equal ones are found sooner if they are the same."""
    return EvalSetup(**fields)


def read_figure(printed: Any) -> tuple[Any, Bound, str | None]:
    """
    Value, bound and half the interval of a printed figure: "66.6", "~85", "77.0±0.8".

    What cannot be read is passed on, and Score refuses it.
    """
    if not isinstance(printed, str):
        return printed, "exactly", None
    value, sign, interval = printed.partition("±")
    if sign:
        return value.strip(), "exactly", interval.strip()
    number = read_decimal(printed)
    stated = read_quantity(printed) if number is None else None
    if stated is None:
        return printed if number is None else number, "exactly", None
    return stated.value, stated.bound, None


def points_apart(first: Score, second: Score) -> Decimal:
    """How far apart two scores are, in their unit."""
    return EXACT.subtract(first.value, second.value).copy_abs()


def format_value(figure: Decimal) -> str:
    """
    A figure as tables show it: as stated, but with four digits if it has more than eight.

    Only programs compute so many digits; the figure itself keeps them.
    """
    text = f"{figure:f}"
    if len(text) <= _WIDEST:
        return text
    if not figure:
        return "0"
    places = max(0, 3 - figure.adjusted())
    return fixed_text(figure, places)


def _as_percent(field_name: str, fraction: Any) -> Decimal | None:
    """A fraction in percent, without added digits."""
    number = read_decimal(fraction)
    if fraction is not None and (number is None or not 0 <= number <= 1):
        raise FieldError("Score", field_name, "from 0 to 1, as the unit is a fraction", fraction)
    return None if number is None else number.scaleb(2, EXACT)
