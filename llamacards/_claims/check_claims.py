"""What became of claims: verdicts that follow from what other documents state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.names import names_matching
from llamacards._catalog.rows import rows_of
from llamacards._records.card import Fact, ModelCard
from llamacards._records.claim import Claim
from llamacards._records.license import TOPICS, Term
from llamacards._records.score import Score
from llamacards._tables.displayable import Displayable
from llamacards._tables.sheet import Citations, Sheet
from llamacards._values.quantity import Quantity
from llamacards._values.source import Source
from llamacards._wording import abbreviate, join_words

ClaimVerdict = Literal["confirmed", "contradicted", "mixed", "cannot be checked"]


ALMOST = 5
"""How many points behind, in the mean of all rows, is still almost as good."""


MODALITIES = ("text", "image", "audio", "speech", "video")


HUB = "Hugging Face Hub"


class Evidence(NamedTuple):
    """
    What a document has on a claim.

    text: what it says, in a sentence. source: the document, at the place.
    holds: whether it speaks for the claim or against it; None is neither.
    records: the facts, scores or terms that it follows from.
    """

    text: str
    source: Source | None = None
    holds: bool | None = None
    records: tuple[Fact | Score | Term, ...] = ()


class CheckedClaim(NamedTuple):
    """
    A claim with all that decides it.

    claim: what was said. evidence: what documents have on it.
    """

    claim: Claim
    evidence: tuple[Evidence, ...]

    @property
    def verdict(self) -> ClaimVerdict:
        """Confirmed or contradicted where all evidence agrees, mixed where it does not."""
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
        """Claims with their verdicts, and beside each what decides it, a line each."""
        citations = Citations()
        body: list[list[str]] = []
        said_by: dict[str, None] = {}
        for checked in self:
            claim = checked.claim
            first = [citations.cite(claim.text, claim.source), checked.verdict]
            for piece in checked.evidence:
                stated = citations.cite(piece.text, piece.source)
                body.append([*first, _SPEAKS[piece.holds], stated])
                first = ["", ""]
            said_by |= {claim.speaker: None} if claim.speaker else {}
        notes = [f"Said by {join_words(said_by, 'and')}."] if said_by else []
        notes.append(
            "Verdicts follow from what other documents state. Scores are compared on equal setups, "
            f"inside one document; almost as good is at most {ALMOST} points behind in the mean."
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

    Scores are compared on equal setups, and only inside one publication. A document is no
    evidence for its own claims, and neither is a card of one's own. as_of: nothing that was
    published later.

    >>> first = check_claims(as_of="2024-04-20")[0]
    >>> first.claim.object, first.verdict
    (('8B', '70B', '405B'), 'confirmed')

    Raises FieldError for a day that is none.
    """
    known = or_builtin(catalog)
    known = known if as_of is None else known.as_of(as_of)
    published = Catalog(known.publications, day=known.day)
    return ClaimReport(_check_claim(claim, published) for claim in published.claims)


def _check_claim(claim: Claim, catalog: Catalog) -> CheckedClaim:
    check = _CHECKS.get(claim.relation, _has_value)
    evidence = tuple(check(claim, catalog))
    return CheckedClaim(claim, evidence or (Evidence(_why_unchecked(claim.relation)),))


def _why_unchecked(relation: str) -> str:
    """Why a claim cannot be checked."""
    return {
        "comes in": "no such model is known",
        "released by": "no release is stated",
        "almost as good as": "no document has scores of both under equal setups",
        "improves with": "no document compares it with a model of its shape that has more",
        "asks": "the terms of the licence are not known",
    }.get(relation, "no other document states it")


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
    """Facts as evidence, those of one value and document together."""
    titles: dict[tuple[str, Source | None], list[str]] = {}
    facts: dict[tuple[str, Source | None], list[Fact]] = {}
    for card, fact in stated:
        titles.setdefault((fact.text, fact.source), []).append(card.title)
        facts.setdefault((fact.text, fact.source), []).append(fact)
    for (text, source), records in facts.items():
        said = f"{abbreviate(titles[text, source])}: {text}"
        yield Evidence(said, source, holds(records[0].value), tuple(records))


def _has_value(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """A field has a value."""
    cards = _cards_named(claim.subject, catalog)
    stated = [
        (card, fact) for card in cards for fact in _stated_elsewhere(card, claim.relation, claim)
    ]
    yield from _on_cards(stated, lambda value: _values_agree(claim.object, value))


def _values_agree(claimed: object, stated: object) -> bool | None:
    """Whether two values are one; None where a bound leaves it open."""
    if not isinstance(claimed, Quantity) or not isinstance(stated, Quantity):
        return claimed == stated
    if claimed.value == stated.value:
        return True
    low, high = sorted((claimed, stated), key=lambda quantity: quantity.value)
    is_open = low.bound in ("about", "at least") or high.bound in ("about", "at most")
    return None if is_open else False


def _comes_in(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Models come in these sizes, and in no others."""
    sizes: dict[Source | None, dict[str, None]] = {}
    for card in _cards_named(claim.subject, catalog):
        if card.size is not None and card.source != claim.source:
            sizes.setdefault(card.source, {})[card.size] = None
    for source, introduced in sizes.items():
        said = join_words(introduced, "and")
        yield Evidence(said, source, introduced.keys() <= set(claim.object))
    found = {size for introduced in sizes.values() for size in introduced}
    missing = [size for size in claim.object if size not in found]
    if sizes and missing:
        yield Evidence(f"no model of {join_words(missing, 'or')} is known", holds=False)


def _released_by(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Models, or what superseded them before they were released, are out by a day."""
    cards = [
        catalog.get(card.superseded_by or "", card) if card.released is None else card
        for card in _cards_named(claim.subject, catalog)
    ]
    stated = [(card, fact) for card in cards for fact in _stated_elsewhere(card, "released", claim)]
    yield from _on_cards(stated, lambda released: released <= claim.object)


def _almost_as_good(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Models score as much as others, or little less, base and tuned ones apart."""
    others = _cards_named(claim.object, catalog)
    for card in _cards_named(claim.subject, catalog):
        for other in others:
            if card.tuned is not None and card.tuned == other.tuned:
                yield from _compare_cards(card, other, claim, lambda mean: mean >= -ALMOST)


def _compare_cards(
    card: ModelCard, other: ModelCard, claim: Claim, holds: Callable[[Decimal], bool]
) -> Iterator[Evidence]:
    """How two models compare over all rows in which one document has both."""
    for source, pairs in _side_by_side(card, other).items():
        if source == claim.source:
            continue
        ahead = [_points_ahead(mine, theirs) for mine, theirs in pairs]
        mean = sum(ahead, Decimal(0)) / len(ahead)
        yield Evidence(
            f"{'tuned' if card.tuned else 'base'}: {card.title} beside {other.title}: "
            f"rows {len(ahead)}, mean {mean:+.1f}, ahead in {sum(each > 0 for each in ahead)}",
            source,
            holds(mean),
            tuple(score for pair in pairs for score in pair),
        )


def _side_by_side(card: ModelCard, other: ModelCard) -> dict[Source, list[tuple[Score, Score]]]:
    """By document, the scores in percent that it has of both models under equal setups."""
    found: dict[Source, list[tuple[Score, Score]]] = {}
    for key, reports in rows_of((card, other)).items():
        for source, scores in reports.items():
            if len(scores) == 2 and key.unit == "percent":
                found.setdefault(source, []).append((scores[card.name], scores[other.name]))
    return found


def _points_ahead(mine: Score, theirs: Score) -> Decimal:
    """By how many points one score is better than another."""
    difference = mine.value - theirs.value
    return -difference if mine.setup.lower_is_better else difference


def _later_gains(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Later models of the family have more of something."""
    now = _cards_named(claim.subject, catalog)
    families = {card.family for card in now} - {None}
    said = claim.source.published if claim.source else None
    family = [card for card in _cards_named(["*"], catalog) if card.family in families]
    later = [card for card in family if card.source and card.source.later_than(said)]
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
    """How much of a field other documents state of each card."""
    return [
        (_amount_of(path, fact.value), card, fact)
        for card in cards
        for fact in _stated_elsewhere(card, path, claim)
    ]


def _amount_of(path: str, value: Any) -> Decimal:
    """A quantity itself; of several things how many there are."""
    if isinstance(value, Quantity):
        return value.value
    if path == "languages":
        return Decimal(len(value))
    said = " ".join(value).casefold()
    return Decimal(sum(modality in said for modality in MODALITIES))


def _improves_with(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """A model of the same shape that has more of something scores more."""
    for card in _cards_named(claim.subject, catalog):
        for path in claim.object:
            least = max((found[0] for found in _measured_in([card], path, claim)), default=None)
            for more, other, _ in _measured_in(_same_shape(card, catalog), path, claim):
                if least is not None and more > least:
                    yield from _compare_cards(other, card, claim, lambda mean: mean > 0)


def _same_shape(card: ModelCard, catalog: Catalog) -> list[ModelCard]:
    """The other cards of the same known shape, tuned like this one."""
    shape = card.architecture
    if shape.parameters is None:
        return []
    return [
        other
        for other in _cards_named(["*"], catalog)
        if other.architecture == shape and other.tuned == card.tuned and other is not card
    ]


def _offered_on(claim: Claim, catalog: Catalog) -> Iterator[Evidence]:
    """Models can be had from these hosts; the Hub is the only one that cards tell of."""
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
    """Licences ask something."""
    for name in claim.subject:
        lic = catalog.licenses.get(name)
        if lic is None:
            continue
        for topic in claim.object if lic.terms else ():
            term = lic.term(topic)
            asked = term.answer in ("required", "conditional")
            yield Evidence(f"{lic.id}, {TOPICS[topic]}: {term.text}", lic.source, asked, (term,))


Check = Callable[[Claim, Catalog], Iterator[Evidence]]


_CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "comes in": _comes_in,
        "released by": _released_by,
        "almost as good as": _almost_as_good,
        "gains": _later_gains,
        "improves with": _improves_with,
        "offered on": _offered_on,
        "asks": _licenses_ask,
    }
)


_SPEAKS = MappingProxyType({True: "for", False: "against", None: ""})
