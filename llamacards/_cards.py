"""A model, with all that is stated of it."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import attrs
from attrs import Attribute, Converter, Factory, evolve, field, fields_dict, frozen

from llamacards._drawn import Drawn
from llamacards._fields import (
    a,
    as_date,
    as_texts,
    day,
    each,
    flag,
    in_tuple,
    matching,
    one_of,
    optional,
    positive,
    refuse,
    text,
    texts,
    to_counted,
    to_tokens,
    within,
)
from llamacards._licenses import License, a_license, as_license
from llamacards._quantity import (
    Quantity,
    a_quantity,
    a_window,
    as_quantity,
    as_window,
    bounded,
    read_quantity,
)
from llamacards._scale import FORMULAS, Scale
from llamacards._scores import EvalSetup, Score, benchmark_named
from llamacards._sources import Source, a_source, as_source
from llamacards.errors import (
    DuplicateError,
    LicenseNamingWarning,
    UnknownNameError,
    UnknownOptionError,
)

if TYPE_CHECKING:
    from llamacards._sheets import Sheet

a_month = matching("[0-9]{4}-(0[1-9]|1[0-2])", "a month such as '2023-03'")

Tuning = Literal["base", "chat", "instruct"]
TUNINGS: tuple[Tuning, ...] = ("base", "chat", "instruct")
Status = Literal["released", "in training"]


@frozen(kw_only=True)
class TokenBudget:
    """
    Tokens spent and tokens taken in; None where they are not stated.

    training: tokens that the model was trained on. context: tokens of its window, where "8k"
    is 8,192 and "128k" 131,072.
    """

    training: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    context: Quantity | None = field(
        default=None, converter=as_window, validator=optional(a_window)
    )

    @property
    def context_tokens(self) -> Quantity | None:
        """The window with its tokens written out, 8,192 where "8k" is stated; None likewise."""
        if self.context is None:
            return None
        return evolve(self.context, stated=bounded(self.context.bound, f"{self.context.value:,f}"))


@frozen(kw_only=True)
class Architecture:
    """
    The shape of a dense decoder; None where it is not stated.

    hidden, head_dim and ffn are widths; vocabulary counts rows of the embedding.
    """

    layers: int | None = field(default=None, validator=optional(positive))
    hidden: int | None = field(default=None, validator=optional(positive))
    heads: int | None = field(default=None, validator=optional(positive))
    kv_heads: int | None = field(default=None, validator=optional(positive))
    head_dim: int | None = field(default=None, validator=optional(positive))
    ffn: int | None = field(default=None, validator=optional(positive))
    vocabulary: int | None = field(default=None, validator=optional(positive))
    rope_theta: int | None = field(default=None, validator=optional(positive))
    tied_embeddings: bool | None = field(default=None, validator=optional(flag))

    @property
    def parameters(self) -> int | None:
        """
        The exact count of parameters, or None where a width is unknown.

        e·V·d + L·(2·d·H·h + 2·d·K·h + 3·d·F + 2·d) + d, with e = 1 where embeddings are tied,
        else 2: attention, gated feed-forward and norms of each layer, embeddings, final norm.
        """
        if (
            self.layers is None
            or self.hidden is None
            or self.heads is None
            or self.kv_heads is None
            or self.head_dim is None
            or self.ffn is None
            or self.vocabulary is None
            or self.tied_embeddings is None
        ):
            return None
        attention = 2 * self.hidden * (self.heads + self.kv_heads) * self.head_dim
        layer = attention + 3 * self.hidden * self.ffn + 2 * self.hidden
        embeddings = (1 if self.tied_embeddings else 2) * self.vocabulary * self.hidden
        return embeddings + self.layers * layer + self.hidden

    @property
    def grouped_query(self) -> bool | None:
        """Whether query heads share key/value heads (grouped-query attention)."""
        if self.heads is None or self.kv_heads is None:
            return None
        return self.kv_heads < self.heads


@frozen(kw_only=True)
class Training:
    """
    What pretraining took; None where it is not stated.

    gpu_hours: hours summed over GPUs. power_w: peak watts of one GPU. co2e_t: tonnes of CO2
    equivalent, location-based.
    """

    gpu_hours: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    gpu: str | None = field(default=None, validator=optional(text))
    power_w: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    co2e_t: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )


SPECIFICATION = MappingProxyType(
    {
        "status": "Status",
        "released": "Released",
        "checkpoint": "Checkpoint",
        "parameters": "Parameters",
        "architecture.parameters": "Exact parameters",
        "dense": "Dense",
        "budget.training": "Training tokens",
        "scale.tokens_per_parameter": "Tokens per parameter †",
        "scale.training_flop": "Training compute (FLOP) †",
        "scale.times_20": "Times 20 tokens per parameter †",
        "budget.context": "Context window",
        "budget.context_tokens": "Context window (tokens)",
        "cutoff": "Knowledge cutoff",
        "languages": "Languages",
        "inputs": "Input",
        "outputs": "Output",
        "architecture.layers": "Layers",
        "architecture.hidden": "Hidden width",
        "architecture.heads": "Attention heads",
        "architecture.kv_heads": "Key/value heads",
        "architecture.head_dim": "Head width",
        "architecture.ffn": "Feed-forward width",
        "architecture.vocabulary": "Vocabulary",
        "architecture.rope_theta": "RoPE theta",
        "architecture.tied_embeddings": "Tied embeddings",
        "training.gpu_hours": "GPU hours",
        "training.gpu": "GPU",
        "training.power_w": "GPU power (W)",
        "training.co2e_t": "Emissions (t CO2e)",
        "hf_id": "Hugging Face Hub",
        "license": "Licence",
        "superseded_by": "Superseded by",
    }
)
"""The fields of a specification, by path, and what a table calls each; † is derived."""

_FROM = MappingProxyType(
    {"budget.context_tokens": "budget.context"} | dict.fromkeys(FORMULAS, "budget.training")
)
"""The field that a computed one follows from, and takes its source from."""


_PARTS = MappingProxyType(
    {"budget": TokenBudget, "architecture": Architecture, "training": Training, "scale": Scale}
)


def _checked(value: Any, fact: Fact) -> Any:
    """The value as the record that it is for takes it; what a record computes is taken as it is."""
    if fact.field not in SPECIFICATION:
        raise UnknownOptionError("field", fact.field, SPECIFICATION)
    part, _, leaf = fact.field.rpartition(".")
    record = _PARTS[part] if part else ModelCard
    attribute = fields_dict(record).get(leaf)
    if attribute is None:
        return value
    convert: Any = attribute.converter
    validate: Any = attribute.validator
    converted = convert(value) if convert else value
    validate(object.__new__(record), attribute, converted)
    return converted


@frozen(kw_only=True)
class Fact:
    """
    A specification field as a source states it of one or more cards.

    field: a path such as "cutoff" or "budget.context". cards: the names it is stated of, which
    a publication gives and a card leaves out. since and until: the first and the last day that
    the document had it, where it was corrected. words: what stands in the document, where it
    says the value in other words.
    """

    field: str = attrs.field(validator=text)
    value: Any = attrs.field(converter=Converter(_checked, takes_self=True))  # type: ignore[misc, call-overload]
    cards: tuple[str, ...] = attrs.field(default=(), converter=as_texts, validator=texts)
    source: Source | None = attrs.field(
        default=None, converter=as_source, validator=optional(a_source)
    )
    since: date | None = attrs.field(default=None, converter=as_date, validator=optional(day))
    until: date | None = attrs.field(default=None, converter=as_date, validator=optional(day))
    note: str | None = attrs.field(default=None, validator=optional(text))
    words: str | None = attrs.field(default=None, validator=optional(text))

    def stands_on(self, day: date | None) -> bool:
        """Whether its document had the fact that day; None is today."""
        return within(day, self.since, self.until)

    @property
    def text(self) -> str:
        """The value as tables print it."""
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, int):
            return f"{self.value:,}"
        if isinstance(self.value, tuple):
            return ", ".join(self.value)
        return self.value.id if isinstance(self.value, License) else str(self.value)


def standing(record: object, field: Attribute[Any], stated: Iterable[Fact | Score]) -> None:
    """Accepts what documents still have; what they had before, a catalog keeps apart."""
    for statement in stated:
        if statement.until is not None:
            raise refuse(record, field, "what documents still have, without `until`", statement)


def as_version(value: str | None) -> str | None:
    """One text for each version, which a hundred thousand cards have in common when searched."""
    return sys.intern(value) if type(value) is str else value


def as_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts as a tuple."""
    return in_tuple(facts)


def as_scores(scores: Iterable[Score]) -> tuple[Score, ...]:
    """The scores as a tuple."""
    return in_tuple(scores)


def as_unplaced(unplaced: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs as a tuple."""
    return in_tuple(unplaced)


@frozen(kw_only=True)
class ModelCard(Drawn):
    """
    A model with all that is stated of it; None, or an empty tuple, is "not stated".

    size: the label that sizes are compared by ("8B"). tuning: "base", "chat" or "instruct".
    checkpoint: of a model in training, the day its figures are from. cutoff: "2023-03".
    source: where a card of one's own comes from. facts: every specification field that
    publications state, the one that the card shows first. unplaced: what a file states that has
    no field here, each by file and key path, as text.
    """

    name: str = field(validator=text)
    title: str = field(default=Factory(lambda card: card.name, takes_self=True), validator=text)
    family: str | None = field(default=None, validator=optional(text))
    version: str | None = field(default=None, converter=as_version)
    size: str | None = field(default=None, validator=optional(text))
    tuning: Tuning = field(default="base", validator=one_of(*TUNINGS))
    status: Status = field(default="released", validator=one_of("released", "in training"))
    released: date | None = field(default=None, converter=as_date, validator=optional(day))
    checkpoint: date | None = field(default=None, converter=as_date, validator=optional(day))
    parameters: Quantity | None = field(
        default=None, converter=as_quantity, validator=optional(a_quantity)
    )
    dense: bool | None = field(default=None, validator=optional(flag))
    budget: TokenBudget = field(factory=TokenBudget, validator=a(TokenBudget))
    architecture: Architecture = field(factory=Architecture, validator=a(Architecture))
    license: License | None = field(
        default=None, converter=as_license, validator=optional(a_license)
    )
    cutoff: str | None = field(default=None, validator=optional(a_month))
    languages: tuple[str, ...] = field(default=(), converter=as_texts, validator=texts)
    inputs: tuple[str, ...] = field(default=(), converter=as_texts, validator=texts)
    outputs: tuple[str, ...] = field(default=(), converter=as_texts, validator=texts)
    training: Training = field(factory=Training, validator=a(Training))
    hf_id: str | None = field(default=None, validator=optional(text))
    aliases: tuple[str, ...] = field(default=(), converter=as_texts, validator=texts)
    derived_from: str | None = field(default=None, validator=optional(text))
    superseded_by: str | None = field(default=None, validator=optional(text))
    source: Source | None = field(default=None, converter=as_source, validator=optional(a_source))
    facts: tuple[Fact, ...] = field(
        default=(), converter=as_facts, validator=[each(Fact), standing]
    )
    scores: tuple[Score, ...] = field(
        default=(), converter=as_scores, validator=[each(Score), standing]
    )
    unplaced: tuple[tuple[str, str], ...] = field(default=(), converter=as_unplaced)

    @unplaced.validator
    def _check_unplaced(self, attribute: Attribute[Any], unplaced: object) -> None:
        pairs = unplaced if isinstance(unplaced, tuple) else (None,)
        if not all(
            isinstance(p, tuple) and len(p) == 2 and {*map(type, p)} == {str} for p in pairs
        ):
            raise refuse(self, attribute, "pairs of a key path and a text", unplaced)

    @version.validator
    def _check_version(self, attribute: Attribute[str], value: str | None) -> None:
        from packaging.version import InvalidVersion, Version

        if value is None:
            return
        try:
            Version(value)
        except (InvalidVersion, TypeError):
            raise refuse(self, attribute, "a version such as '3.1'", value) from None

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

    @property
    def tuned(self) -> bool:
        """Whether the model was tuned after pretraining: chat and instruct models are."""
        return self.tuning != "base"

    @property
    def tokens_per_parameter(self) -> Decimal | None:
        """
        Training tokens for each parameter, or None where either is unknown.

        By the exact count of parameters where the architecture gives it. About 20 is
        compute-optimal (Hoffmann et al. 2022, arXiv:2203.15556).
        """
        tokens, parameters = self.scale.tokens, self.scale.parameters
        if tokens is None or parameters is None or not parameters.value:
            return None
        return tokens.value / parameters.value

    @property
    def scale(self) -> Scale:
        """
        What follows from training tokens and parameters, as quantities with their bounds.

        By the exact count of parameters where the architecture gives it, else by the stated
        one, else by the size. The formulas are of dense models: of another nothing follows.
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
        Whether a prompt and so many tokens of output fit the window; None where it is unknown.

        prompt: a number of tokens, or a text with `count`, any function that counts the tokens
        of a text. Raises FieldError for what is no whole number from 0 up.

        >>> ModelCard(name="mine", budget=TokenBudget(context="8k")).fits(6_000, output=1_000)
        True
        """
        tokens = to_counted("fits", prompt, count) + to_tokens("fits", "output", output)
        return None if self.budget.context is None else tokens <= self.budget.context.value

    def tokens_left(
        self, prompt: int | str, *, count: Callable[[str], int] | None = None
    ) -> int | None:
        """
        Tokens of the window that a prompt leaves, 0 where it leaves none; None where unknown.

        prompt and count: as fits() takes them, with the same errors.
        """
        tokens = to_counted("tokens_left", prompt, count)
        window = self.budget.context
        return None if window is None else max(0, int(window.value) - tokens)

    def score(self, benchmark: str, **setup: Any) -> Score:
        """
        The first score of a benchmark whose setup has these fields.

        First is the publication that introduced the card, its tables in printed order;
        scores_for() gives all. Raises UnknownNameError where no score fits.

        >>> mine = ModelCard(name="mine", scores=[Score.of("MMLU", "67.2", shots=5, source="me")])
        >>> mine.score("mmlu", shots=5).value
        Decimal('67.2')
        """
        _known_fields(EvalSetup, setup)
        wanted = EvalSetup(benchmark=benchmark, **setup)
        reported = self.scores_for(benchmark)
        for score in reported:
            if all(getattr(score.setup, name) == getattr(wanted, name) for name in setup):
                return score
        raise UnknownNameError("score", benchmark, [score.setup.label() for score in reported])

    def scores_for(self, benchmark: str) -> tuple[Score, ...]:
        """
        Every score of a benchmark, whatever its setup.

        Raises UnknownNameError for one that the card does not report.
        """
        folded = benchmark_named(benchmark).casefold()
        found = tuple(s for s in self.scores if s.setup.benchmark.casefold() == folded)
        if not found:
            reported = dict.fromkeys(score.setup.benchmark for score in self.scores)
            raise UnknownNameError("benchmark", benchmark, reported)
        return found

    def stated(self, path: str) -> Fact | None:
        """
        What the card states in a field of its specification, with its source, or None.

        A card of one's own that states its size and no count has the parameters of its size.
        Raises UnknownOptionError for a path that no card has.
        """
        value = self._value(path)
        if value is None and path == "parameters" and not self.facts:
            value = read_quantity(self.size)
        if value is None or value == ():
            return None
        for fact in self.facts:
            if fact.field == path and fact.value == value:
                return fact
        if path in _FROM:
            note = f"derived: {FORMULAS[path]}" if path in FORMULAS else None
            return Fact(field=path, value=value, source=self.source_of(_FROM[path]), note=note)
        return Fact(field=path, value=value, source=self.source)

    def also_stated(self, path: str) -> tuple[Fact, ...]:
        """What publications state in a field beside the value that the card shows."""
        stated = [fact for fact in self.facts if fact.field == path]
        value = self._value(path) if stated else None
        return tuple(fact for fact in stated if fact.value != value)

    def source_of(self, path: str) -> Source | None:
        """
        The source of a specification field, at its place; None where nothing is stated.

        Raises UnknownOptionError for a path that no card has.
        """
        fact = self.stated(path)
        return None if fact is None else fact.source

    def _value(self, path: str) -> Any:
        if path not in SPECIFICATION:
            raise UnknownOptionError("field", path, SPECIFICATION)
        return reduce(getattr, path.split("."), self)

    def until(self, day: date) -> ModelCard:
        """The card with nothing on it that was stated after the day."""
        facts = [
            fact
            for fact in self.facts
            if fact.stands_on(day) and not (fact.source and fact.source.later_than(day))
        ]
        scores = [s for s in self.scores if s.appeared is None or s.appeared <= day]
        if len(facts) == len(self.facts):
            return evolve(self, scores=scores)
        early = {(fact.field, fact.value) for fact in facts}
        late = [
            fact.field
            for fact in self.facts
            if fact.value == self._value(fact.field) and (fact.field, fact.value) not in early
        ]
        return as_stated(_without(self, late), facts, scores)

    def derive(self, *, name: str, **changes: Any) -> ModelCard:
        """
        A card of a model that was made from this one.

        It inherits what it does not state, but no score, name, release or Hub id. Warns with
        LicenseNamingWarning where the licence, as far as its terms are known, asks for another
        name.
        """
        _known_fields(ModelCard, changes)
        own = {"title": name, "aliases": (), "hf_id": None, "released": None, "status": "released"}
        own |= {"checkpoint": None, "superseded_by": None, "source": None, "scores": ()}
        own |= {"unplaced": ()}
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
        from llamacards._reports import card_sheet

        return card_sheet(self)


def _known_fields(record: type, given: Iterable[str]) -> None:
    """Refuse a field that the record does not have."""
    for name in given:
        if name not in fields_dict(record):
            raise UnknownOptionError(f"field of {record.__name__}", name, fields_dict(record))


def _without(card: ModelCard, paths: Iterable[str]) -> ModelCard:
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


def as_stated(identity: ModelCard, facts: Iterable[Fact], scores: Iterable[Score]) -> ModelCard:
    """
    The card with what publications state of it: of each field the first fact.

    What the card itself states goes before any fact.
    """
    facts = tuple(facts)
    whole: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for fact in facts:
        part, _, leaf = fact.field.rpartition(".")
        if not part:
            whole.setdefault(leaf, fact.value)
        elif leaf in fields_dict(_PARTS[part]):
            parts.setdefault(part, {}).setdefault(leaf, fact.value)
    for part, values in parts.items():
        record = getattr(identity, part)
        unset = {k: v for k, v in values.items() if getattr(record, k) is None}
        whole[part] = evolve(record, **unset)
    unset = {k: v for k, v in whole.items() if k in parts or getattr(identity, k) in (None, ())}
    return evolve(identity, **unset, facts=facts, scores=scores)
