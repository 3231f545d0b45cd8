"""Finding cards, licenses and benchmarks by their names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from llamacards._catalog.builtin import or_builtin
from llamacards._catalog.catalog import Catalog
from llamacards._catalog.names import names_matching
from llamacards._catalog.order import size_of
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import LONGEST_VERSION, ModelCard
from llamacards._records.license import License
from llamacards._records.specification import TUNINGS
from llamacards._values.quantity import read_quantity, read_window
from llamacards._values.source import Source
from llamacards._values.validation import check_choice
from llamacards.errors import AmbiguousNameError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from packaging.version import Version


def get_card(name: str, *, catalog: Catalog | None = None) -> ModelCard:
    """
    One card, by name, alias or Hub id, in any spelling.

    >>> get_card("Llama 3 8B").name
    'llama-3-8b'

    Raises UnknownNameError with similar names, or AmbiguousNameError with all that fit.
    """
    return or_builtin(catalog).lookup(name)


def licenses(*, catalog: Catalog | None = None) -> tuple[License, ...]:
    """The licenses with known terms, oldest first."""
    return tuple(or_builtin(catalog).licenses.values())


def get_license(name: str, *, catalog: Catalog | None = None) -> License:
    """
    One license, by id ("llama3.1"), SPDX id or name.

    Raises UnknownNameError if its terms are not known.
    """
    known = licenses(catalog=catalog)
    for lic in known if isinstance(name, str) else ():
        if name.casefold() in {str(n).casefold() for n in (lic.hf_id, lic.spdx_id, lic.name)}:
            return lic
    raise UnknownNameError("license", name, [lic.id for lic in known])


def benchmark(name: str, *, catalog: Catalog | None = None) -> Benchmark:
    """
    One benchmark, by name, alias or harness task: its size, its scoring, what it measures.

    A part is named with its benchmark: "GPQA Diamond".

    >>> benchmark("gsm-8k").items
    1319

    Raises UnknownNameError with similar names, or AmbiguousNameError with all that fit.
    """
    return or_builtin(catalog).benchmark_index.lookup(name)


def source_named(asked: str | Source, catalog: Catalog) -> Source:
    """
    The given document of the catalog, or the one with the given title.

    Raises UnknownNameError, or AmbiguousNameError if several have the title.
    """
    sources = catalog.sources
    if isinstance(asked, Source) and asked in sources:
        return sources[sources.index(asked)]
    title = asked.title if isinstance(asked, Source) else asked
    if not isinstance(title, str):
        raise UnknownNameError("source", title, [source.title for source in sources])
    fitting = [source for source in sources if source.title.casefold() == title.casefold()]
    if isinstance(asked, Source) or not fitting:
        raise UnknownNameError("source", title, [source.title for source in sources])
    if len(fitting) > 1:
        raise AmbiguousNameError("source", title, map(str, fitting))
    return fitting[0]


def find(
    pattern: str | None = None,
    *,
    version: str | None = None,
    tuning: str | None = None,
    max_parameters: str | int | None = None,
    min_context: str | int | None = None,
    license: str | None = None,
    catalog: Catalog | None = None,
) -> tuple[ModelCard, ...]:
    """
    The cards that fit all given arguments, in catalog order.

    pattern: a glob over names; it must fit at least one.
    version: "3" is exactly 3; anything else is a specifier such as ">=3,<3.2".
    tuning: "base", "chat", "instruct", or "tuned" for both chat and instruct.
    max_parameters: compared with the size label, so a "70B" of 70.55B passes "70B".
    min_context: tokens; "8k" is 8,192.
    license: the id of a license.

    A card that does not state what an argument asks for does not fit.

    Raises UnknownOptionError, UnknownNameError or FieldError for an invalid argument.
    """
    known = or_builtin(catalog)
    cards: Collection[ModelCard] = known.values()
    if pattern is not None:
        if not isinstance(pattern, str):
            raise FieldError("find", "pattern", "a glob such as 'llama-3*'", pattern)
        found = names_matching(pattern, known)
        if not found:
            raise UnknownNameError("card", pattern, known)
        cards = [known[name] for name in found]
    if version is not None:
        fits = _version_test(version)
        accepted = {stated for stated in {card.version for card in cards} if fits(stated)}
        cards = [card for card in cards if card.version in accepted]
    if tuning is not None:
        check_choice("tuning", tuning, (*TUNINGS, "tuned"))
        cards = [
            card for card in cards if card.tuning == tuning or (tuning == "tuned" and card.tuned)
        ]
    if max_parameters is not None:
        most = read_quantity(max_parameters)
        if most is None:
            raise FieldError("find", "max_parameters", "a size such as '70B'", max_parameters)
        cards = [card for card in cards if (size_of(card) or Decimal("Infinity")) <= most.value]
    if min_context is not None:
        least = read_window(min_context)
        if least is None:
            raise FieldError("find", "min_context", "a number of tokens such as '8k'", min_context)
        cards = [c for c in cards if c.budget.context and c.budget.context.value >= least.value]
    if license is not None:
        in_use = {card.license.id for card in known.values() if card.license}
        named = isinstance(license, str) and license in in_use
        wanted = license if named else get_license(license, catalog=known).id
        cards = [card for card in cards if card.license and card.license.id == wanted]
    return tuple(cards)


def resolve_names(written: str, *catalogs: Catalog) -> list[str]:
    """
    The card names that a name means in the last catalog, or a glob in the first with matches.

    Raises UnknownNameError, or AmbiguousNameError if a name fits several cards.
    """
    widest = catalogs[-1]
    if not isinstance(written, str) or not set(written) & set("*?["):
        return [widest.lookup(written).name]
    found = next(filter(None, (names_matching(written, catalog) for catalog in catalogs)), None)
    if found is None:
        raise UnknownNameError("card", written, widest)
    return found


def _version_test(wanted: str) -> Callable[[str | None], bool]:
    """A test of whether a version is as wanted; None fails it."""
    from packaging.version import InvalidVersion, Version

    rule = "a version such as '3' or a specifier such as '>=3,<3.2'"
    if not isinstance(wanted, str) or len(wanted) > LONGEST_VERSION:
        raise FieldError("find", "version", rule, wanted)
    fits: Callable[[Version], bool]
    try:
        fits = Version(wanted).__eq__
    except InvalidVersion:
        fits = _specifier_test(wanted, rule)
    return lambda stated: stated is not None and fits(Version(stated))


def _specifier_test(wanted: str, rule: str) -> Callable[[Version], bool]:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        accepted = SpecifierSet(wanted)
    except InvalidSpecifier:
        raise FieldError("find", "version", rule, wanted) from None
    return lambda version: accepted.contains(version, prereleases=True)
