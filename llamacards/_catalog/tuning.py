"""Whether a model is tuned, according to its name."""

from __future__ import annotations

import re
from types import MappingProxyType

from llamacards._catalog.builtin import catalog
from llamacards._catalog.names import words_of
from llamacards._records.specification import Tuning
from llamacards.errors import LlamaCardsError

_WORDS: MappingProxyType[str, Tuning] = MappingProxyType(
    {
        "base": "base",
        "chat": "chat",
        "dpo": "instruct",
        "inst": "instruct",
        "instruct": "instruct",
        "it": "instruct",
        "rlhf": "instruct",
        "sft": "instruct",
    }
)
"""Words in names that say how a model was tuned."""

_SAYS_NO_MODEL = re.compile(
    r"(checkpoint|ckpt|step|global_step|epoch|iter)s?[-_]?[0-9]*|[0-9.]+[bm]|hf|huggingface|"
    r"base|best|final|last|latest|merged|model|output|weights",
    re.IGNORECASE,
)
"""Folders that many models have: their names say nothing without the folder above."""

_CACHED = re.compile(r"models--([^/\\]+?)--([^/\\]+)")


def read_model_name(stated: str) -> str:
    """
    The name of a model, from a Hub id or a local path; a folder of the Hub cache gives the id.

    >>> read_model_name("/data/models--acme--acme-8b/snapshots/0a1b")
    'acme/acme-8b'
    """
    cached = _CACHED.search(stated)
    if cached is not None:
        return f"{cached[1]}/{cached[2]}"
    local = stated.count("/") > 1 or "\\" in stated or stated.startswith((".", "/", "~"))
    parts = re.split(r"[/\\]+", stated.rstrip("/\\"))
    if not local or not parts[-1].strip(".~ "):
        return stated
    named = parts[-2:] if _SAYS_NO_MODEL.fullmatch(parts[-1]) else parts[-1:]
    return "/".join(part for part in named if part.strip(".~ "))


def infer_tuning(*names: str | None) -> Tuning | None:
    """
    The tuning of the built-in card with one of these names, else by a word in one of them.

    None if no word says it, or if words contradict each other ("base" and "chat").
    """
    for name in filter(None, names):
        try:
            return catalog().lookup(name).tuning
        except LlamaCardsError:
            told = {_WORDS[word] for word in words_of(name.rpartition("/")[2]) if word in _WORDS}
        if told:
            return told.pop() if len(told) == 1 else None if "base" in told else "chat"
    return None
