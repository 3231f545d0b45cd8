"""Names as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from typing import Any


def words_of(name: str) -> tuple[str, ...]:
    """The words and numbers of a name: "Llama3.1-8B" and "llama 3.1 8b" have the same."""
    folded = name.casefold()
    found = re.findall(r"[^\W\d_]+|\d+(?:\.\d+)*[^\W\d_]*", folded)
    return tuple(found) or (folded,)


def each_of(asked: Iterable[Any]) -> Iterator[Any]:
    """The arguments one by one, whether given singly or in lists."""
    for item in asked:
        if isinstance(item, Iterable) and not isinstance(item, str | bytes):
            yield from each_of(item)
        else:
            yield item


def stands_within(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether words occur in a name, one after the other."""
    width = len(words)
    return any(name[start : start + width] == words for start in range(len(name) - width + 1))


LONGEST_GLOB = 500
"""Characters of a glob that is looked for."""


def names_matching(pattern: str, names: Iterable[str]) -> list[str]:
    """The names that match a glob; case is ignored."""
    if len(pattern) > LONGEST_GLOB:
        return []
    matches = re.compile(translate(pattern.casefold())).match
    return [name for name in names if matches(name.casefold())]
