"""
Docstrings of the package, as Sphinx reads them.

A docstring says what a parameter or an attribute is as "name: what it is." This turns each of
them into a field of a signature or an attribute of a class, and sends a name that is used in an
annotation to the one place where it is public.
"""

from __future__ import annotations

import inspect
import sys
import types as python_types
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from described import attribute_types, described
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import llamacards
from llamacards import errors, types

PUBLIC = {
    name: f"{module.__name__}.{name}"
    for module in (errors, types, llamacards)
    for name in getattr(module, "__all__", vars(module))
    if not name.startswith("_")
}
"""The address of every public name, by its last part."""

ELSEWHERE = {*sys.stdlib_module_names, "builtins", "pandas", "polars", "matplotlib"}
"""Modules whose names have no link, as builds fetch nothing."""

BARE = {
    name
    for module in ("builtins", "typing", "collections.abc", "decimal", "datetime", "pathlib")
    for name in dir(import_module(module))
} | {"Axes"}
"""Names from elsewhere that annotations use without their module."""

INSIDE = {
    "llamacards.errors._UnknownError",
    "llamacards._catalog.benchmarks.BenchmarkIndex",
    "llamacards._records.publication.Figure",
    "llamacards._records.publication.Statement",
}
"""Classes that signatures name and nobody needs."""


def _field_lists(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Write descriptions as fields and attributes."""
    doc = "\n".join(lines)
    if what in ("class", "exception") and isinstance(obj, type):
        types_of = attribute_types(obj)
        rest, found = described(doc, types_of)
        added = [line for n in types_of for line in _attribute(n, types_of[n], found.get(n, ""))]
    elif what in ("function", "method"):
        rest, found = described(doc, _parameters(obj))
        added = [f":param {n}: {text}" for n, text in found.items()]
    else:
        return
    lines[:] = [*rest.splitlines(), "", *added, ""]


def _parameters(obj: Any) -> list[str]:
    try:
        return [name for name in inspect.signature(obj).parameters if name != "self"]
    except (TypeError, ValueError):
        return []


def _attribute(name: str, annotation: str, text: str) -> Iterator[str]:
    yield f".. attribute:: {name}"
    if annotation:
        yield f"   :type: {annotation}"
    yield ""
    yield f"   {text}"
    yield ""


def _is_field(app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any) -> bool | None:
    """Leave out what the docstring of the class already describes."""
    slot = isinstance(obj, python_types.MemberDescriptorType) or type(obj).__name__ in (
        "_tuplegetter",
        "SLOTSATTR",
    )
    return True if slot else None


def _plain_signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, back: str
) -> tuple[str | None, str | None] | None:
    """Drop the signature of a record, as its attributes say the same."""
    if what == "class" and isinstance(obj, type):
        return ("(...)" if name in PUBLIC.values() and name.count(".") == 1 else ""), None
    return None


def _public_reference(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement
) -> nodes.reference | nodes.TextElement | None:
    """Link private addresses to public ones; names from elsewhere stay plain."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    last = target.rsplit(".", 1)[-1]
    if target.startswith("llamacards") or "." not in target:
        public = PUBLIC.get(last)
        if public is not None and public != target:
            domain = env.domains.python_domain
            return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", public, node, shown)
    if target in INSIDE or target.split(".", 1)[0] in ELSEWHERE or last in BARE:
        return shown
    return None


def setup(app: Sphinx) -> dict[str, bool]:
    """Join the site."""
    app.connect("autodoc-process-docstring", _field_lists)
    app.connect("autodoc-process-signature", _plain_signature)
    app.connect("autodoc-skip-member", _is_field)
    app.connect("missing-reference", _public_reference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
