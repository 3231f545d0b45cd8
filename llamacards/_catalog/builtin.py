"""The built-in catalog."""

from __future__ import annotations

from functools import cache

from llamacards._catalog.catalog import Catalog


@cache
def catalog() -> Catalog:
    """The built-in cards, with all that the built-in publications state."""
    from llamacards.publications import PUBLICATIONS

    return Catalog(PUBLICATIONS, later=True)


def or_builtin(chosen: Catalog | None) -> Catalog:
    """The catalog that an argument names, or the built-in one."""
    return catalog() if chosen is None else chosen
