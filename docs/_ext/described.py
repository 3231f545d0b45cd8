"""
Descriptions of parameters and attributes in docstrings.

They have the form "name: what it is.", at the start of a line or after a sentence.
tests/test_docs.py requires one for every public attribute.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable

import attrs

UNSEEN = {"Record": "Score | Fact | Term | MemoryFigure"}
"""Aliases that only type checkers see."""


def described(doc: str, names: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The descriptions of these names in a docstring, and the rest of it."""
    names = [*names]
    if not names:
        return doc, {}
    one = "|".join(map(re.escape, names))
    start = re.compile(rf"(?:^|(?<=[.;:)] ))((?:{one})(?:(?:, | and )(?:{one}))*): ")
    rest: list[str] = []
    found: dict[str, str] = {}
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(doc)):
        if paragraph.startswith(">>>"):
            rest.append(paragraph)
            continue
        before, *pieces = start.split(re.sub(r"\n *", " ", paragraph))
        if before.strip():
            rest.append(before.strip() if pieces else paragraph)
        for label, text in zip(pieces[::2], pieces[1::2], strict=True):
            for name in re.split(r", | and ", label):
                found.setdefault(name, _sentence(text))
    return "\n\n".join(rest), found


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]


def attribute_types(cls: type) -> dict[str, str]:
    """The fields of a record with their annotations; those of an error, from its constructor."""
    if attrs.has(cls):
        fields = [field.name for field in attrs.fields(cls)]
    elif hasattr(cls, "_fields"):
        fields = [*cls._fields]
    elif issubclass(cls, Exception | Warning) and "__init__" in vars(cls):
        signature = inspect.signature(cls)
        return {name: str(parameter.annotation) for name, parameter in signature.parameters.items()}
    else:
        return {}
    annotations: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        annotations |= {k: str(v) for k, v in vars(base).get("__annotations__", {}).items()}
    return {
        name: _written_out(annotations.get(name, ""), cls)
        for name in fields
        if not name.startswith("_")
    }


def _written_out(annotation: str, cls: type) -> str:
    """An annotation with its aliases written out, as a reader cannot look them up."""
    annotation = re.sub(r"ForwardRef\('(.*)'\)", r"\1", annotation)

    def meaning(found: re.Match[str]) -> str:
        alias = UNSEEN.get(found[0]) or vars(sys.modules[cls.__module__]).get(found[0])
        if alias is None or isinstance(alias, type) or found[0] in ("Any", "Literal"):
            return found[0]
        return str(alias).replace("typing.", "")

    return re.sub(r"\b[A-Za-z_]\w*", meaning, annotation)


def undocumented(cls: type) -> list[str]:
    """The public attributes of a class that its docstring does not describe."""
    fields = attribute_types(cls)
    return [*fields.keys() - described(cls.__doc__ or "", fields)[1].keys()]
