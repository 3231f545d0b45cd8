"""A model, with everything that is stated of it."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

import attrs
from attrs import Attribute, Converter, Factory, evolve, field, fields_dict, frozen

from llamacards._records.benchmark import benchmark_named
from llamacards._records.license import TOPICS, License, a_license, as_license
from llamacards._records.score import EvalSetup, Score
from llamacards._records.specification import (
    DERIVED_FROM,
    PARTS,
    SPECIFICATION,
    STATUSES,
    TUNINGS,
    Architecture,
    Inference,
    Status,
    TokenBudget,
    Training,
    Tuning,
    a_month,
    as_tuning,
)
from llamacards._records.training_compute import FORMULAS, Scale
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.quantity import Quantity, a_quantity, as_quantity, read_quantity
from llamacards._values.source import Source, a_source, as_source
from llamacards._values.validation import (
    QUOTIENT,
    a_day,
    a_text,
    as_date,
    as_texts,
    boolean,
    check_choice,
    day_argument,
    field_error,
    in_period,
    instance_of,
    one_of,
    optional,
    prompt_tokens,
    some_texts,
    to_tuple,
    tokens_argument,
    tuple_of,
)
from llamacards._wording import REPR_WIDTH, brief_repr, counted
from llamacards.errors import (
    AmbiguousNameError,
    DuplicateError,
    FieldError,
    LicenseNamingWarning,
    UnknownNameError,
    UnknownOptionError,
)


def _field_value(value: Any, fact: Fact) -> Any:
    """The value converted by the record of the field; a computed field keeps it as it is."""
    check_choice("field", fact.field, SPECIFICATION)
    if value is None:
        raise FieldError("Fact", "value", "what the document states, and not None", value)
    record, attribute = _attribute_at(fact.field)
    if attribute is None:
        if not isinstance(value, (str, int, Decimal, Quantity)) or isinstance(value, bool):
            raise FieldError("Fact", "value", "a text, a number or a quantity", value)
        return value
    converted = attribute.converter(value) if attribute.converter else value
    attribute.validator(object.__new__(record), attribute, converted)
    return converted


@cache
def _attribute_at(path: str) -> tuple[type, Any]:
    """The record that a field of the specification is of, and its attribute if it has one."""
    part, _, leaf = path.rpartition(".")
    record = PARTS[part] if part else ModelCard
    return record, fields_dict(record).get(leaf)


@frozen(kw_only=True)
class Fact:
    """
    The value of a specification field, as a source states it for one or more cards.

    field: a path such as "cutoff" or "budget.context".
    value: the value, in any form that the field accepts.
    cards: the names of the cards; given in a publication, empty on a card.
    source: the document and the place in it; None is that of the publication or card.
    since, until: the first and the last day that the document had it, if it was corrected.
    note: what a reader must know about it.
    words: the words of the document, if it states the value in other words.
    """

    field: str = attrs.field(validator=a_text)
    value: Any = attrs.field(converter=Converter(_field_value, takes_self=True))  # type: ignore[misc, call-overload]
    cards: tuple[str, ...] = attrs.field(default=(), converter=as_texts, validator=some_texts)
    source: Source | None = attrs.field(
        default=None, converter=as_source, validator=optional(a_source)
    )
    since: date | None = attrs.field(default=None, converter=as_date, validator=optional(a_day))
    until: date | None = attrs.field(default=None, converter=as_date, validator=optional(a_day))
    note: str | None = attrs.field(default=None, validator=optional(a_text))
    words: str | None = attrs.field(default=None, validator=optional(a_text))

    __repr__ = brief_repr

    def valid_on(self, day: date | None) -> bool:
        """Whether the document had the fact on a day; None is today."""
        return in_period(day, self.since, self.until)

    @property
    def text(self) -> str:
        """The value as tables show it."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, int):
            return f"{self.value:,}"
        if self.field == "training.gpu_hours" and isinstance(self.value, Quantity):
            return _group_digits(self.value)
        if isinstance(self.value, tuple):
            return ", ".join(self.value)
        return self.value.id if isinstance(self.value, License) else str(self.value)


def as_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Convert the facts to a tuple."""
    return to_tuple(facts)


def current_only(record: object, field: Attribute[Any], stated: Iterable[Fact | Score]) -> None:
    """Accepts only what documents still state; a catalog keeps what they stated before."""
    for statement in stated:
        if statement.until is not None:
            raise field_error(
                record, field, "what documents still state, without `until`", statement
            )


def as_version(value: str | None) -> str | None:
    """Convert to one text per version, so that many cards share it in searches."""
    return sys.intern(value) if type(value) is str else value


def as_scores(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Convert the scores to a tuple."""
    return to_tuple(scores)


def as_text_pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs as a tuple."""
    return to_tuple(pairs)


def pairs_of_texts(record: object, attribute: Attribute[Any], value: object) -> None:
    """Accepts a tuple of pairs of texts."""
    pairs = value if isinstance(value, tuple) else (None,)
    if not all(isinstance(p, tuple) and len(p) == 2 and {*map(type, p)} == {str} for p in pairs):
        raise field_error(record, attribute, "pairs of a key path and a text", value)


_PLAIN_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,9}")


LONGEST_VERSION = 100
"""Characters of a version that are read."""


_READERS = {path: attrgetter(path) for path in SPECIFICATION}


@frozen(kw_only=True)
class ModelCard(Displayable):
    """
    A model with everything that is stated of it; None or an empty tuple is "not stated".

    name: the name in llamacards, such as "llama-3-8b-instruct". title: the name that tables show.
    family: the family of models that it belongs to ("Llama 3").
    version: "3.1", for specifiers such as ">=3,<3.2".
    size: the label of its size ("8B"), which sorting uses.
    tuning: "base", "chat", "instruct", or None if no source states it.
    status: "released", "in training", or "never released" if only documents describe it;
    None if nothing is stated.
    released: the day of its release.
    checkpoint: for a model in training, the day of its figures.
    parameters: their number as stated; `architecture` may have the exact count.
    active_parameters: the parameters used for each token, if not all are.
    dense: whether every parameter is used for every token; False for a mixture of experts.
    budget: tokens of training and of the context window.
    architecture: the shape of the decoder.
    license: the license of its weights.
    cutoff: the month in which its training data end ("2023-03").
    languages: the languages that it is meant for.
    inputs, outputs: what it reads and writes, such as "text" and "image".
    training: GPU hours, power and emissions of pretraining.
    inference: measured speed and use of memory.
    hf_id: its repository on the Hugging Face Hub.
    aliases: other names that find it.
    derived_from: the name of the model that it was derived from.
    superseded_by: the name of the model that replaced it.
    source: where a card of your own comes from.
    facts: every specification field that publications state; the value that the card shows comes
    first.
    scores: every score that publications state.
    unmapped: what a file states beyond these fields, as text, by file and key path.
    files: the text of each file that from_hub() read, for to_hub() to write unchanged.
    """

    name: str = field(validator=a_text)
    title: str = field(default=Factory(lambda card: card.name, takes_self=True), validator=a_text)
    family: str | None = field(default=None, validator=optional(a_text))
    version: str | None = field(default=None, converter=as_version)
    size: str | None = field(default=None, validator=optional(a_text))
    tuning: Tuning | None = field(
        default="base", converter=as_tuning, validator=optional(one_of(*TUNINGS))
    )
    status: Status | None = field(default=None, validator=optional(one_of(*STATUSES)))
    released: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    checkpoint: date | None = field(default=None, converter=as_date, validator=optional(a_day))
    parameters: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    active_parameters: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    dense: bool | None = field(default=None, validator=optional(boolean))
    budget: TokenBudget = field(default=TokenBudget(), validator=instance_of(TokenBudget))
    architecture: Architecture = field(default=Architecture(), validator=instance_of(Architecture))
    license: License | None = field(
        default=None, converter=as_license, validator=optional(a_license)
    )
    cutoff: str | None = field(default=None, validator=optional(a_month))
    languages: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    inputs: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    outputs: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    training: Training = field(default=Training(), validator=instance_of(Training))
    inference: Inference = field(default=Inference(), validator=instance_of(Inference))
    hf_id: str | None = field(default=None, validator=optional(a_text))
    aliases: tuple[str, ...] = field(default=(), converter=as_texts, validator=some_texts)
    derived_from: str | None = field(default=None, validator=optional(a_text))
    superseded_by: str | None = field(default=None, validator=optional(a_text))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    facts: tuple[Fact, ...] = field(
        default=(), converter=as_facts, validator=[tuple_of(Fact), current_only]
    )
    scores: tuple[Score, ...] = field(
        default=(), converter=as_scores, validator=[tuple_of(Score), current_only]
    )
    unmapped: tuple[tuple[str, str], ...] = field(
        default=(), converter=as_text_pairs, validator=pairs_of_texts
    )
    files: tuple[tuple[str, str], ...] = field(
        default=(), converter=as_text_pairs, validator=pairs_of_texts, eq=False
    )

    @version.validator
    def _check_version(self, attribute: Attribute[str], value: str | None) -> None:
        # As nearly every version is written; packaging, which knows the rest, is dear to import.
        if value is None or (isinstance(value, str) and _PLAIN_VERSION.fullmatch(value)):
            return
        from packaging.version import InvalidVersion, Version

        try:
            Version(value if len(value) <= LONGEST_VERSION else "")
        except (InvalidVersion, TypeError):
            raise field_error(self, attribute, "a version such as '3.1'", value) from None

    @scores.validator
    def _check_scores(self, attribute: object, scores: tuple[Score, ...]) -> None:
        firsts: dict[tuple[EvalSetup, Source], Score] = {}
        for score in scores:
            first = firsts.setdefault((score.setup, score.source), score)
            if first is not score:
                what = (
                    f"two values of {self.name} for {score.setup.label()} in {score.source.title}"
                )
                raise DuplicateError(what, first.value, score.value)

    def __repr__(self) -> str:
        """The name, and how much the card states."""
        said = f"<ModelCard {self.name!r}: {counted(len(self.scores), 'score')}>"
        return said if len(said) <= REPR_WIDTH else f"{said[: REPR_WIDTH - 4]}...>"

    @property
    def context_window(self) -> int | None:
        """The context window in tokens, or None if it is not stated."""
        return None if self.budget.context is None else int(self.budget.context)

    @property
    def training_tokens(self) -> int | None:
        """The training tokens, whatever their bound, or None if they are not stated."""
        return None if self.budget.training is None else int(self.budget.training)

    @property
    def tuned(self) -> bool | None:
        """Whether the model was tuned after pretraining, as a chat model is, or None."""
        return None if self.tuning is None else self.tuning != "base"

    @property
    def tokens_per_parameter(self) -> Decimal | None:
        """
        Training tokens per parameter, or None if either is unknown.

        The exact count of parameters is used if the architecture gives it. About 20 is
        compute-optimal (Hoffmann et al. 2022, arXiv:2203.15556).
        """
        tokens, parameters = self.scale.tokens, self.scale.parameters
        if tokens is None or parameters is None or not parameters.value:
            return None
        return QUOTIENT.divide(tokens.value, parameters.value)

    @property
    def scale(self) -> Scale:
        """
        Figures that follow from training tokens and parameters, with their bounds.

        The number of parameters is the exact count if the architecture gives it, else the stated
        one, else the size. The formulas hold only for dense models; other models get no figures.
        """
        counted = read_quantity(self.architecture.parameters)
        parameters = counted or self.parameters or read_quantity(self.size)
        if self.dense is False:
            parameters = None
        return Scale(tokens=self.budget.training, parameters=parameters)

    def fits(
        self, prompt: int | str, output: int = 0, *, count: Callable[[str], int] | None = None
    ) -> bool | None:
        """
        Whether a prompt and this many output tokens fit the context window; None if unknown.

        prompt: a number of tokens, or a text with `count`, a function that counts its tokens.

        Raises FieldError for anything but a whole number from 0 up.

        >>> ModelCard(name="mine", budget=TokenBudget(context="8k")).fits(6_000, output=1_000)
        True
        """
        tokens = prompt_tokens("fits", prompt, count) + tokens_argument("fits", "output", output)
        return None if self.budget.context is None else tokens <= self.budget.context.value

    def tokens_left(
        self, prompt: int | str, *, count: Callable[[str], int] | None = None
    ) -> int | None:
        """
        The tokens that a prompt leaves in the context window, at least 0; None if unknown.

        prompt and count: as in fits(), with the same errors.
        """
        tokens = prompt_tokens("tokens_left", prompt, count)
        window = self.budget.context
        return None if window is None else max(0, int(window.value) - tokens)

    def score(self, benchmark: str, **setup: Any) -> Score:
        """
        The score of a benchmark under a setup with these fields.

        If several documents have one, it is that of the publication that introduced the card;
        scores_for() gives all. Raises UnknownNameError if no score fits, and AmbiguousNameError if
        several of that document do; it says how they differ.

        >>> mine = ModelCard(name="mine", scores=[Score.of("MMLU", "67.2", shots=5, source="me")])
        >>> mine.score("mmlu", shots=5).value
        Decimal('67.2')
        """
        _known_fields(EvalSetup, setup)
        wanted = EvalSetup(benchmark=benchmark, **setup)
        reported = self.scores_for(benchmark)
        found = [
            score
            for score in reported
            if all(getattr(score.setup, name) == getattr(wanted, name) for name in setup)
        ]
        if not found:
            choices = dict.fromkeys(_apart_text(score, reported) for score in reported)
            raise UnknownNameError("score", benchmark, choices)
        alike = [score for score in found if score.source == found[0].source]
        if len(alike) > 1:
            labels = [_apart_text(score, alike) for score in alike]
            raise AmbiguousNameError("score", benchmark, labels)
        return found[0]

    def scores_for(self, benchmark: str) -> tuple[Score, ...]:
        """
        Every score of a benchmark, whatever its setup.

        Raises UnknownNameError for a benchmark that the card has no score of.
        """
        folded = benchmark_named(benchmark).casefold() if isinstance(benchmark, str) else None
        found = tuple(s for s in self.scores if s.setup.benchmark.casefold() == folded)
        if not found:
            reported = dict.fromkeys(score.setup.benchmark for score in self.scores)
            raise UnknownNameError("benchmark", benchmark, reported)
        return found

    def stated(self, path: str) -> Fact | None:
        """
        The value of a specification field, with its source, or None.

        If a card of your own states no parameters, they are counted from its architecture, else
        taken from its size. Raises UnknownOptionError for an unknown path.
        """
        value = self._value_at(path)
        if value is None and path == "parameters" and not self.facts:
            value = read_quantity(self.architecture.parameters) or read_quantity(self.size)
        if value is None or value == ():
            return None
        for fact in self.facts:
            if fact.field == path and fact.value == value:
                return fact
        if path in DERIVED_FROM:
            note = f"derived: {FORMULAS[path]}" if path in FORMULAS else None
            return Fact(
                field=path, value=value, source=self.source_of(DERIVED_FROM[path]), note=note
            )
        return Fact(field=path, value=value, source=self.source)

    def also_stated(self, path: str) -> tuple[Fact, ...]:
        """The values that publications state in a field besides the one that the card shows."""
        value = self._value_at(path)
        stated = [fact for fact in self.facts if fact.field == path]
        return tuple(fact for fact in stated if fact.value != value)

    def source_of(self, path: str) -> Source | None:
        """
        The source of a specification field, with its place; None if nothing is stated.

        Raises UnknownOptionError for an unknown path.
        """
        fact = self.stated(path)
        return None if fact is None else fact.source

    def _value_at(self, path: str) -> Any:
        check_choice("field", path, SPECIFICATION)
        return _READERS[path](self)

    def as_of(self, day: str | date) -> ModelCard:
        """The card as stated by a day, without anything stated later."""
        day = day_argument(day)
        facts = [
            fact
            for fact in self.facts
            if fact.valid_on(day) and not (fact.source and fact.source.later_than(day))
        ]
        scores = [s for s in self.scores if s.appeared is None or s.appeared <= day]
        if len(facts) == len(self.facts):
            return evolve(self, scores=scores)
        early = {(fact.field, fact.value) for fact in facts}
        late = [
            fact.field
            for fact in self.facts
            if fact.value == self._value_at(fact.field) and (fact.field, fact.value) not in early
        ]
        late += ["status"] if "released" in late else []
        return assemble_card(_without_fields(self, late), facts, scores)

    def derive(self, *, name: str, **changes: Any) -> ModelCard:
        """
        A card of a model derived from this one.

        It inherits everything that is not given, except scores, names, release date and Hub id.
        Warns with LicenseNamingWarning if the known terms of the license ask for another name.
        """
        _known_fields(ModelCard, changes)
        own = {"title": name, "aliases": (), "hf_id": None, "released": None, "status": None}
        own |= {"checkpoint": None, "superseded_by": None, "source": None, "scores": ()}
        own |= {"unmapped": (), "files": ()}
        kept = tuple(
            fact for fact in self.facts if fact.field not in own and fact.field not in changes
        )
        derived = evolve(self, name=name, derived_from=self.name, facts=kept, **(own | changes))
        if derived.license is not None and not derived.license.allows_name(derived.title):
            prefix = derived.license.term("name_prefix")
            warnings.warn(
                f"{derived.title!r} does not begin with {prefix.value!r}, as {derived.license.id} "
                f"{prefix.clause} asks of every model made from {self.title} that is distributed",
                LicenseNamingWarning,
                stacklevel=2,
            )
        return derived

    def _sheet(self) -> Sheet:
        """Everything that the card states: fields, scores and license terms."""
        citations = Citations()
        head = ["", citations.cite(self.title, self.source)]
        body: list[list[str]] = []
        notes: dict[str, list[str]] = {}

        def add(label: str, text: str, source: Source | None, note: str | None) -> None:
            body.append([label, text if source == self.source else citations.cite(text, source)])
            if note is not None:
                notes.setdefault(note, []).append(label)

        for path, label in SPECIFICATION.items():
            stated = self.stated(path)
            if stated is not None and path != "budget.context_tokens":
                add(label, stated.text, stated.source, FORMULAS.get(path, stated.note))
                for other in self.also_stated(path):
                    add("  also stated", other.text, other.source, None)
                    if other.note is not None:
                        notes.setdefault(other.note, []).append(f"{label}, also stated")
            if path == "license" and self.license is not None:
                for term in self.license.terms:
                    add(f"  {TOPICS[term.topic]}", term.text, self.source, None)
        for score in self.scores:
            more = filter(None, (_cot_words(score), score.setup.metric))
            text = score.text if score.interval is None else f"{score.text}±{score.interval}"
            add(score.setup.label(*more), text, score.source, score.note)
        of_all = {score.note for score in self.scores}
        if len(of_all) == 1 and len(self.scores) > 1:
            notes |= {note: ["All scores"] for note in of_all if note is not None}
        lines = [[f"{', '.join(labels)}: {note}."] for note, labels in notes.items()]
        if self.scores and self.tuning is None:
            lines.append(["No source says whether it is a base or a tuned model; tuning= says it."])
        if self.unmapped:
            unmapped = len(self.unmapped)
            lines.append(
                [f"{counted(unmapped, 'more statement')} without a field here: .unmapped."]
            )
        lines.append(
            ["Sections, rows and columns: .source_of(field).place, .score(benchmark).source.place."]
        )
        return Sheet(
            title=self.title,
            head=head,
            body=body,
            left=frozenset({0, 1}),
            notes=lines,
            citations=citations,
        )


def is_unfinished(card: ModelCard) -> bool:
    """Whether a model is in training, or was never released."""
    return card.status not in (None, "released")


def _known_fields(record: type, given: Iterable[str]) -> None:
    """Refuse fields that the record does not have."""
    for name in given:
        if name not in fields_dict(record):
            raise UnknownOptionError(f"field of {record.__name__}", name, fields_dict(record))


def _without_fields(card: ModelCard, paths: Iterable[str]) -> ModelCard:
    """The card with these fields unstated."""
    for path in paths:
        part, _, leaf = path.rpartition(".")
        record: Any = getattr(card, part) if part else card
        fields = fields_dict(type(record))
        if leaf in fields:
            unstated = evolve(record, **{leaf: fields[leaf].default})
            whole: dict[str, Any] = {part: unstated}
            card = evolve(card, **whole) if part else unstated
    return card


def assemble_card(identity: ModelCard, facts: Iterable[Fact], scores: Iterable[Score]) -> ModelCard:
    """
    The card with what publications state of it. The first fact of a field counts, unless the card
    itself states the field.
    """
    facts = tuple(facts)
    whole: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for fact in facts:
        part, _, leaf = fact.field.rpartition(".")
        if not part:
            whole.setdefault(leaf, fact.value)
            if leaf == "released":
                whole.setdefault("status", "released")
        elif leaf in fields_dict(PARTS[part]):
            parts.setdefault(part, {}).setdefault(leaf, fact.value)
    for part, values in parts.items():
        record = getattr(identity, part)
        unset = {k: v for k, v in values.items() if getattr(record, k) is None}
        whole[part] = evolve(record, **unset)
    unset = {k: v for k, v in whole.items() if k in parts or getattr(identity, k) in (None, ())}
    return evolve(identity, **unset, facts=facts, scores=scores)


def _cot_words(score: Score) -> str:
    return {True: "", False: "no CoT", None: "CoT not stated"}[score.setup.cot]


def _apart_text(score: Score, among: Iterable[Score]) -> str:
    """The setup of a score, with what distinguishes it from others: metric, CoT, source."""
    setup = score.setup
    alike = [other for other in among if other.setup.label() == setup.label()]
    more = []
    if len({other.setup.metric for other in alike}) > 1:
        more.append(setup.metric or "metric not stated")
    if len({other.setup.cot for other in alike}) > 1:
        more.append({True: "CoT", False: "no CoT", None: "CoT not stated"}[setup.cot])
    if len({other.source for other in alike}) > 1:
        more.append(score.source.title)
    return setup.label(*more)


def _group_digits(quantity: Quantity) -> str:
    """A quantity as stated, with its digits in groups of three: "1,720,320", "1.3M"."""
    text = str(quantity)
    return f"{int(text):,}" if text.isdecimal() else text
