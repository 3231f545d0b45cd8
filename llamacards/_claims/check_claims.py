"""Claims, with verdicts that follow from what other documents state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from attrs import evolve

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.names import names_matching
from llamacards._catalog.rows import rows_of
from llamacards._catalog.uncertainty import standing
from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.license import TOPICS, Term
from llamacards._records.score import Score
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.quantity import Quantity, read_quantity
from llamacards._values.source import Source
from llamacards._wording import abbreviate, brief_repr, counted, join_words

ClaimVerdict = Literal["confirmed", "contradicted", "mixed", "cannot be checked"]


MODALITIES = ("text", "image", "audio", "speech", "video")


HUB = "Hugging Face Hub"


NVIDIA = ("A100", "H100")
"""How the names of GPUs in documents begin; none of these GPUs is made by a maker of models."""


class Evidence(NamedTuple):
    """
    What a document says about a claim.

    text: what it says, in a sentence.
    source: the document and the place in it.
    holds: whether it supports the claim or contradicts it; None is neither.
    records: the facts, scores or terms that it follows from.
    """

    text: str
    source: Source | None = None
    holds: bool | None = None
    records: tuple[Fact | Score | Term, ...] = ()

    def __repr__(self) -> str:
        """What it states, cut if it is long."""
        return brief_repr(self)


class CheckedClaim(NamedTuple):
    """
    A claim with the evidence that decides it.

    claim: the claim.
    evidence: what documents say about it.
    """

    claim: Claim
    evidence: tuple[Evidence, ...]

    def __repr__(self) -> str:
        """What it states, cut if it is long."""
        return brief_repr(self)

    @property
    def verdict(self) -> ClaimVerdict:
        """Confirmed or contradicted if all evidence agrees, mixed if it does not."""
        found = {piece.holds for piece in self.evidence} - {None}
        if len(found) > 1:
            return "mixed"
        if not found:
            return "cannot be checked"
        return "confirmed" if True in found else "contradicted"


class ClaimReport(Displayable, tuple[CheckedClaim, ...]):
    """Claims, each with its verdict and the evidence that it follows from."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<ClaimReport: {len(self)} claims>"

    def _sheet(self) -> Sheet:
        """Claims with their verdicts and the evidence that decides them, one a line."""
        citations = Citations()
        body: list[list[str]] = []
        said_by: dict[str, None] = {}
        for checked in self:
            claim = checked.claim
            first = [citations.cite(_claim_text(claim), claim.source), checked.verdict]
            for piece in checked.evidence:
                stated = citations.cite(piece.text, piece.source)
                body.append([*first, _SPEAKS[piece.holds], stated])
                first = ["", ""]
            said_by |= {claim.speaker: None} if claim.speaker else {}
        notes = [f"Said by {join_words(said_by, 'and')}."] if said_by else []
        notes.append(
            "Verdicts follow from what other documents state. Scores are compared under equal "
            "setups, "
            "inside one document, separately for base and tuned models. Level: not apart by "
            "more than "
            "noise. As good, or almost as good: ahead or level in at least half of the rows."
        )
        return Sheet(
            title="Claims",
            head=("Claim", "Verdict", "Speaks", "What is stated"),
            body=body,
            left=frozenset(range(4)),
            notes=[[note] for note in notes],
            citations=citations,
        )


def check_claims(*, catalog: Catalog | None = None, as_of: str | date | None = None) -> ClaimReport:
    """
    The claims of a catalog's publications, checked against what its other documents state.

    Scores are compared only under equal setups inside one publication. A document is not evidence
    for its own claims, nor is a card of your own.

    as_of: leave out anything published later.

    >>> first = check_claims(as_of="2024-04-20")[0]
    >>> first.claim.object, first.verdict
    (('8B', '70B', '405B'), 'confirmed')

    Raises FieldError for an invalid day.
    """
    known = or_builtin(catalog)
    known = known if as_of is None else known.as_of(as_of)
    published = known.published
    return published._once(  # noqa: SLF001 - kept with the catalog, but not for callers
        "claims",
        lambda: ClaimReport(_check_claim(claim, published) for claim in published.claims),
    )


def _check_claim(claim: Claim, catalog: Catalog) -> CheckedClaim:
    if claim.relation in _UNCHECKED:
        return CheckedClaim(claim, (Evidence(_why_unchecked(claim.relation)),))
    check = _CHECKS.get(claim.relation, _has_value)
    evidence = tuple(check(claim, catalog))
    return CheckedClaim(claim, evidence or (Evidence(_why_unchecked(claim.relation)),))


def _claim_text(claim: Claim) -> str:
    """The claim, with its denial if there is one."""
    if claim.denied_by is None:
        return claim.text
    return f"{claim.text}, says {claim.speaker or 'somebody'}; {claim.denied_by} denies it"


def _why_unchecked(relation: str) -> str:
    """The reason why a claim cannot be checked."""
    return {
        "comes in": "no such model is known",
        "to come in": "no such model is known",
        "released by": "no release is stated",
        "better than": _NO_ROWS,
        "as good as": _NO_ROWS,
        "almost as good as": _NO_ROWS,
        "worse than": _NO_ROWS,
        "leads in": "no document has scores of other makers' models",
        "improves with": "no document compares it with a model of the same shape that has more",
        "made with": "no document states priorities, efforts or limits",
        "base of": "no model of others derived from it is known",
        "asks": "the terms of the license are unknown",
    }.get(relation, "no other document states it")


_NO_ROWS = "no document has scores of both under equal setups"


def _cards_named(names: Iterable[str], catalog: Catalog) -> list[ModelCard]:
    """The cards that names or globs mean."""
    meant = {name for pattern in names for name in names_matching(pattern, catalog)}
    return [card for card in catalog.values() if card.name in meant]


def _stated_elsewhere(card: ModelCard, path: str, claim: Claim) -> list[Fact]:
    """What documents other than that of the claim state in a field of a card."""
    facts = [card.stated(path), *card.also_stated(path)]
    return [fact for fact in facts if fact is not None and fact.source != claim.source]


def _on_cards(
    stated: Iterable[tuple[ModelCard, Fact]], holds: Callable[[Any], bool | None]
) -> Iterator[Evidence]:
    """Facts as evidence; those with one value from one document are joined."""
    titles: dict[tuple[str, Source | None], list[str]] = {}
    facts: dict[tuple[str, Source | None], list[Fact]] = {}
    for card, fact in stated:
        titles.setdefault((fact.text, fact.source), []).append(card.title)
        facts.setdefault((fact.text, fact.source), []).append(fact)
    for (text, source), records in facts.items():
        said = f"{abbreviate(titles[text, source])}: {text}"
        yield Evidence(said, source, holds(records[0].value), tuple(records))


def _has_value(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that a field has a value."""
    cards = _cards_named(claim.subject, catalog)
    stated = [
        (card, fact) for card in cards for fact in _stated_elsewhere(card, claim.relation, claim)
    ]
    yield from _on_cards(stated, lambda value: _values_agree(claim.object, value))


def _values_agree(claimed: object, stated: object) -> bool | None:
    """Whether two values are equal; None if a bound leaves it open."""
    if not isinstance(claimed, Quantity) or not isinstance(stated, Quantity):
        return claimed == stated
    if claimed.value == stated.value:
        return True
    low, high = sorted((claimed, stated), key=lambda quantity: quantity.value)
    is_open = low.bound in ("about", "at least") or high.bound in ("about", "at most")
    return None if is_open else False


def _comes_in(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that models come in exactly these sizes."""
    claimed = {size: read_quantity(size) for size in claim.object}
    named = _cards_named(claim.subject, catalog)
    cards = dict.fromkeys((*named, *(catalog.get(c.superseded_by or "", c) for c in named)))
    by_source: dict[Source | None, dict[str, Fact]] = {}
    for card in cards:
        for fact in _stated_sizes(card, claim):
            by_source.setdefault(fact.source, {})[fact.text] = fact
    met: set[str] = set()
    for source, stated in by_source.items():
        agreed = [
            {size: _values_agree(quantity, fact.value) for size, quantity in claimed.items()}
            for fact in stated.values()
        ]
        met |= {size for each in agreed for size, agrees in each.items() if agrees is not False}
        holds = all(True in each.values() for each in agreed)
        is_open = all({True, None} & {*each.values()} for each in agreed)
        said = join_words(stated, "and")
        yield Evidence(said, source, True if holds else (None if is_open else False))
    missing = [size for size in claim.object if size not in met]
    if by_source and missing:
        yield Evidence(f"no model of {join_words(missing, 'or')} is known", holds=False)


def _stated_sizes(card: ModelCard, claim: Claim) -> list[Fact]:
    """The numbers of parameters that other documents state, or else the size of the card."""
    size = read_quantity(card.size)
    if card.stated("parameters") or size is None or card.source == claim.source:
        return _stated_elsewhere(card, "parameters", claim)
    return [Fact(field="parameters", value=size, source=card.source)]


def _to_come_in(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that later models of the family have these sizes or inputs."""
    now = _cards_named(claim.subject, catalog)
    later = _later_of_family(now, claim, catalog)
    for wished in claim.object:
        sizes = [read_quantity(size) for size in wished.split("-")]
        path = "parameters" if sizes[0] else "inputs"
        stated = [(card, fact) for card in later for fact in _stated_elsewhere(card, path, claim)]
        fitting = [
            (card, fact)
            for card, fact in stated
            if (sizes[0] and _is_between(sizes, fact.value))
            or (
                not sizes[0]
                and _takes_in(wished, fact.value)
                and any(_is_built_alike(card, other) for other in now)
            )
        ]
        yield from _on_cards(fitting, lambda _: True)


def _later_of_family(cards: Sequence[ModelCard], claim: Claim, catalog: Catalog) -> list[ModelCard]:
    """The models of the same family that appeared after the claim."""
    families = {card.family for card in cards} - {None}
    said = claim.source.published if claim.source else None
    family = [card for card in _cards_named(["*"], catalog) if card.family in families]
    return [card for card in family if card.source and card.source.later_than(said)]


def _is_between(sizes: Sequence[Quantity | None], stated: Quantity) -> bool:
    """Whether a number of parameters equals a size, or is between two."""
    least, most = sizes[0], sizes[-1]
    return bool(least and most and least.value <= stated.value <= most.value)


def _takes_in(modality: str, inputs: Iterable[str]) -> bool:
    return modality in " ".join(inputs).casefold()


def _is_built_alike(card: ModelCard, other: ModelCard) -> bool:
    """Whether two language models have equally many and equally wide layers."""
    shape, other_shape = card.architecture, other.architecture
    return shape.layers is not None and (shape.layers, shape.hidden, shape.heads) == (
        other_shape.layers,
        other_shape.hidden,
        other_shape.heads,
    )


def _released_by(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that models, or what superseded them unreleased, are out by a day."""
    cards = [
        catalog.get(card.superseded_by or "", card) if card.released is None else card
        for card in _cards_named(claim.subject, catalog)
    ]
    stated = [(card, fact) for card in cards for fact in _stated_elsewhere(card, "released", claim)]
    yield from _on_cards(stated, lambda released: released <= claim.object)


def _compares_scores(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that models score higher or lower; base and tuned models are separate."""
    holds = _HOLDS[claim.relation]
    others = _cards_named(claim.object, catalog)
    for card in _cards_named(claim.subject, catalog):
        for other in others:
            if card.tuned == other.tuned:
                yield from _compare_all_rows(card, other, claim, catalog, holds)


class RowCounts(NamedTuple):
    """In how many rows a model is ahead of another, behind it, or level with it."""

    ahead: int
    behind: int
    level: int

    @property
    def is_as_good(self) -> bool:
        """Whether it is ahead or level in at least half of the rows."""
        return self.ahead + self.level >= self.behind

    @property
    def is_better(self) -> bool | None:
        """Whether it is ahead more often than behind; None if equally often."""
        return None if self.ahead == self.behind else self.ahead > self.behind


def _is_worse(counts: RowCounts) -> bool | None:
    return None if counts.is_better is None else not counts.is_better


Holds = Callable[[RowCounts], bool | None]


_HOLDS: MappingProxyType[str, Holds] = MappingProxyType(
    {
        "better than": lambda counts: counts.is_better,
        "as good as": lambda counts: counts.is_as_good,
        "almost as good as": lambda counts: counts.is_as_good,
        "worse than": _is_worse,
    }
)


def _compare_all_rows(
    card: ModelCard, other: ModelCard, claim: Claim, catalog: Catalog, holds: Holds
) -> Iterator[Evidence]:
    """How two models compare over all rows with figures of both from one document."""
    for source, pairs in _side_by_side(card, other).items():
        if source == claim.source:
            continue
        found = Counter(_place_beside(mine, theirs, catalog) for mine, theirs in pairs)
        counts = RowCounts(found["ahead"], found["behind"], found["level"])
        yield Evidence(
            f"{'tuned' if card.tuned else 'base'}: {card.title} beside {other.title}: ahead in "
            f"{counts.ahead}, behind in {counts.behind}, level in {counts.level} of "
            f"{counted(len(pairs), 'row')}",
            source,
            holds(counts),
            tuple(score for pair in pairs for score in pair),
        )


def _is_comparable(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence from other documents that say the same of the models, or of what superseded them."""
    named = _cards_named(claim.subject, catalog)
    meant = {name for card in named for name in (card.name, card.superseded_by) if name}
    for other in catalog.claims:
        subject = {card.name for card in _cards_named(other.subject, catalog)}
        if (
            (other.relation, other.object) == (claim.relation, claim.object)
            and other.source != claim.source
            and (
                meant & subject
                or {c.superseded_by for c in catalog.values() if c.name in subject} & meant
            )
        ):
            who = f", says {other.speaker}" if other.speaker else ""
            yield Evidence(f"likewise{who}: {other.text}", other.source, holds=True)


def _not_trained_on(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence that models were trained on GPUs for sale to anyone."""
    cards = _cards_named(claim.subject, catalog)
    stated = [(card, f) for card in cards for f in _stated_elsewhere(card, "training.gpu", claim)]
    yield from _on_cards(stated, lambda gpu: True if gpu.startswith(NVIDIA) else None)


def _derived_elsewhere(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence of models of other families derived from these."""
    named = {card.name: card.family for card in _cards_named(claim.subject, catalog)}
    for card in _cards_named(["*"], catalog):
        if card.derived_from in named and card.family != named[card.derived_from]:
            yield Evidence(card.title, card.source, holds=True)


def _side_by_side(card: ModelCard, other: ModelCard) -> dict[Source, list[tuple[Score, Score]]]:
    """The scores in percent of both models under equal setups, by document."""
    found: dict[Source, list[tuple[Score, Score]]] = {}
    for key, reports in rows_of((card, other)).items():
        for source, scores in reports.items():
            if len(scores) == 2 and key.unit == "percent":
                found.setdefault(source, []).append((scores[card.name], scores[other.name]))
    return found


def _place_beside(mine: Score, theirs: Score, catalog: Catalog) -> str:
    """Whether a score is ahead, behind or level; as printed if its noise is unknown."""
    where = standing(mine, theirs, catalog.benchmark_index.of_score(mine))
    if where in ("ahead", "behind"):
        return where
    if where is not None or mine.value == theirs.value:
        return "level"
    return "ahead" if (mine.value > theirs.value) != mine.setup.less_is_better else "behind"


def _later_gains(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that later models of the family have more of something."""
    now = _cards_named(claim.subject, catalog)
    later = _later_of_family(now, claim, catalog)
    for path in claim.object:
        stated = _measured_in(now, path, claim)
        if stated:
            most = max(stated, key=lambda found: found[0])
            more = [found for found in _measured_in(later, path, claim) if found[0] > most[0]]
            yield from _on_cards([most[1:]], lambda _: None)
            yield from _on_cards([found[1:] for found in more[:1]], lambda _: True)
            if not more:
                yield Evidence("no later model has more")


def _measured_in(
    cards: Iterable[ModelCard], path: str, claim: Claim
) -> list[tuple[Decimal, ModelCard, Fact]]:
    """The amounts that other documents state in a field of each card."""
    return [
        (_amount_of(path, fact.value), card, fact)
        for card in cards
        for fact in _stated_elsewhere(card, path, claim)
    ]


def _amount_of(path: str, value: Any) -> Decimal:
    """The amount of a value: a quantity itself, or the number of several things."""
    if isinstance(value, Quantity):
        return value.value
    if path == "languages":
        return Decimal(len(value))
    said = " ".join(value).casefold()
    return Decimal(sum(modality in said for modality in MODALITIES))


def _improves_with(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that more of something, or time, makes the same shape score higher."""
    for card in _cards_named(claim.subject, catalog):
        alike = _same_shape(card, catalog)
        for path in claim.object:
            if path == "time":
                more = [
                    other for other in alike if other in _later_of_family([card], claim, catalog)
                ]
            else:
                least = max(
                    (amount for amount, *_ in _measured_in([card], path, claim)), default=None
                )
                more = [
                    other
                    for amount, other, _ in _measured_in(alike, path, claim)
                    if least is not None and amount > least
                ]
            for other in more:
                yield from _compare_all_rows(
                    other, card, claim, catalog, lambda counts: counts.is_better
                )


def _same_shape(card: ModelCard, catalog: Catalog) -> list[ModelCard]:
    """The other cards with the same known shape and tuning, whatever their context window."""
    shape = evolve(card.architecture, rope_scaling=None)
    if shape.parameters is None:
        return []
    return [
        other
        for other in _cards_named(["*"], catalog)
        if evolve(other.architecture, rope_scaling=None) == shape
        and other.tuned == card.tuned
        and other is not card
    ]


def _offered_on(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that hosts offer models; cards mention only the Hub."""
    cards = _cards_named(claim.subject, catalog)
    stated = [(card, fact) for card in cards for fact in _stated_elsewhere(card, "hf_id", claim)]
    by_source: dict[Source | None, list[str]] = {}
    for card, fact in stated:
        by_source.setdefault(fact.source, []).append(card.title)
    for source, titles in by_source.items():
        yield Evidence(
            f"{abbreviate(titles)}: {HUB}", source, True if HUB in claim.object else None
        )


def _licenses_ask(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Evidence on a claim that licenses ask for something."""
    for name in claim.subject:
        lic = catalog.licenses.get(name)
        if lic is None:
            continue
        for topic in claim.object if lic.terms else ():
            term = lic.term(topic)
            known = term.answer != "unknown"
            asked = term.answer in ("required", "conditional") if known else None
            yield Evidence(f"{lic.id}, {TOPICS[topic]}: {term.text}", lic.source, asked, (term,))


Check = Callable[[Claim, Catalog], Iterator[Evidence]]


_UNCHECKED = frozenset({"leads in", "made with"})
"""Relations that no record of any document is about."""


_CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "comes in": _comes_in,
        "to come in": _to_come_in,
        "released by": _released_by,
        **dict.fromkeys(_HOLDS, _compares_scores),
        "comparable to": _is_comparable,
        "not trained on": _not_trained_on,
        "base of": _derived_elsewhere,
        "gains": _later_gains,
        "improves with": _improves_with,
        "offered on": _offered_on,
        "asks": _licenses_ask,
    }
)


_SPEAKS = MappingProxyType({True: "for", False: "against", None: ""})
