"""The built-in catalog."""

from __future__ import annotations

from llamacards._catalog.catalog import Catalog
from llamacards._values.validation import check_kind

_MADE: dict[str, Catalog] = {}


def catalog() -> Catalog:
    """The built-in cards, with everything that the built-in publications state."""
    made = _MADE.get("catalog")
    if made is None:
        from llamacards.publications import PUBLICATIONS

        # One step, so that all threads get the catalog that was made first; functools.cache
        # would give each its own.
        made = _MADE.setdefault("catalog", Catalog(PUBLICATIONS, later=True))
    return made


def or_builtin(chosen: Catalog | None) -> Catalog:
    """The catalog given as an argument, or the built-in one."""
    if chosen is None:
        return catalog()
    check_kind("lookup", "catalog", Catalog, chosen)
    return chosen
