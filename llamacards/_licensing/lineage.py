"""The licenses in force for a model: its own, and those of the models that it is derived from."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import dropwhile
from typing import NamedTuple

from llamacards._catalog.catalog import Catalog
from llamacards._licensing.license_comparison import license_or_card
from llamacards._records.card import ModelCard
from llamacards._records.license import License
from llamacards.errors import AmbiguousNameError, UnknownNameError


class Held(NamedTuple):
    """
    A license in the chain of a model, or a gap in it.

    name: the name of the model or license. license: the license; None if unknown, and gap says why.
    is_base: whether the license is of a model that the used one is derived from. card: the model.
    inputs: what the model takes, or else the nearest of its bases that states it.
    """

    name: str
    license: License | None
    is_base: bool = False
    card: ModelCard | None = None
    gap: str = ""
    inputs: tuple[str, ...] = ()


def licenses_in_force(used: str | ModelCard | License, catalog: Catalog) -> list[Held]:
    """
    The licenses of a model and of its bases, each once; or the named license.

    An SPDX expression such as "MIT AND Apache-2.0" means all that it names. With "MIT OR
    Apache-2.0" the user may choose, and the first is taken.
    """
    if isinstance(used, str) and (" OR " in used or " AND " in used):
        used = License(name=used)
    used = license_or_card(used, catalog)
    if isinstance(used, License):
        return [Held(known.id, known) for known in _named_in(used, catalog)]
    chain: list[Held] = []
    seen: set[str] = set()
    walked: dict[str, ModelCard] = {}
    card: ModelCard | None = used
    while card is not None and card.name not in walked:
        walked[card.name] = card
        chain += _held_by(card, catalog, seen, is_base=card is not used)
        card = _next_base(card, catalog, chain)
    chain = [held._replace(inputs=_inputs_from(held.name, walked)) for held in chain]
    if catalog.get(used.name) is not used and used.tuning != "base" and used.derived_from is None:
        gap = f"{used.title} names no base model; if it has one, the license of that counts too."
        chain.append(Held(used.name, None, gap=gap))
    return chain


def _inputs_from(name: str, walked: Mapping[str, ModelCard]) -> tuple[str, ...]:
    """What a model takes, as its card or the nearest of its bases states it."""
    after = dropwhile(lambda card: card.name != name, walked.values())
    return next((card.inputs for card in after if card.inputs), ())


def _held_by(card: ModelCard, catalog: Catalog, seen: set[str], *, is_base: bool) -> list[Held]:
    stated = catalog.license_of(card)
    if stated is None:
        gap = f"No license is stated of {card.title}."
        return [Held(card.name, None, card=card, gap=gap)]
    named = [known for known in _named_in(stated, catalog) if known.id not in seen]
    seen |= {known.id for known in named}
    return [Held(card.name, known, is_base, card) for known in named]


def _next_base(card: ModelCard, catalog: Catalog, chain: list[Held]) -> ModelCard | None:
    """The card that a card is derived from; a gap in the chain if the catalog does not know it."""
    if card.derived_from is None:
        return None
    try:
        return catalog.lookup(card.derived_from)
    except (UnknownNameError, AmbiguousNameError):
        gap = f"{card.title} is derived from {card.derived_from}, whose license is not known here."
        chain.append(Held(card.derived_from, None, gap=gap))
        return None


def _named_in(license: License, catalog: Catalog) -> list[License]:
    """The licenses of an SPDX expression, or the single license."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    if license.terms or " " not in license.id:
        return [license]
    try:
        expression = canonicalize_license_expression(license.id)
    except InvalidLicenseExpression:
        return [license]
    if "(" in expression or " WITH " in expression:
        return [license]
    first_choice = expression.split(" OR ")[0]
    by_spdx = {known.spdx_id: known for known in catalog.licenses.values() if known.spdx_id}
    return [by_spdx.get(part, License(name=part)) for part in first_choice.split(" AND ")]
