"""Every exception that llamacards raises on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from llamacards._wording import join_words, short_repr


class LlamaCardsError(Exception):
    """The base of every error below."""


class FieldError(LlamaCardsError, ValueError):
    """
    A field was given a value that it does not take.

    record, field: what was to take it. rule: what it takes. value: what it was given.
    """

    def __init__(self, record: str, field: str, rule: str, value: object) -> None:
        super().__init__(record, field, rule, value)
        self.record: str = record
        self.field: str = field
        self.rule: str = rule
        self.value: object = value

    def __str__(self) -> str:
        return f"{self.record}.{self.field} must be {self.rule}, not {short_repr(self.value)}"


class DuplicateError(LlamaCardsError, ValueError):
    """
    Two things claim one place: two cards a name, or two values a setup and source.

    what: the place, in words. first, second: what claims it.
    """

    def __init__(self, what: str, first: object, second: object) -> None:
        super().__init__(what, first, second)
        self.what: str = what
        self.first: object = first
        self.second: object = second

    def __str__(self) -> str:
        return f"{self.what}: {short_repr(self.first)} and {short_repr(self.second)}"


class _UnknownError(LlamaCardsError):
    """
    Nothing of this kind has the name; says what is near, and the choices where they are few.

    kind: what was asked for. name: the name. choices: all names that there are.
    """

    def __init__(self, kind: str, name: object, choices: Iterable[str] = ()) -> None:
        self.kind: str = kind
        self.name: object = name
        self.choices: tuple[str, ...] = tuple(choices)
        super().__init__(kind, name, self.choices)

    def __str__(self) -> str:
        import difflib

        folded = {choice.casefold(): choice for choice in self.choices}
        asked = str(self.name)[:80].casefold()
        near = difflib.get_close_matches(asked, folded, n=len(folded) or 1, cutoff=0.6)
        near = sorted(near, key=lambda choice: _shared_parts(asked, choice), reverse=True)[:3]
        sentence = f"no {self.kind} is named {short_repr(self.name)}"
        if near:
            sentence += f"; did you mean {join_words([repr(folded[n]) for n in near], 'or')}?"
        if self.choices and len(self.choices) <= 16 and len(near) < len(self.choices):
            there_is = " There is" if near else "; there is"
            sentence += f"{there_is} {join_words(map(repr, self.choices), 'and')}"
        return sentence


def _shared_parts(name: str, choice: str) -> float:
    """How many parts of a name another has; a close version or size counts half at most."""
    parts = re.findall(r"[a-z]+|[0-9.]+[a-z]*", choice)
    asked = re.findall(r"[a-z]+|[0-9.]+[a-z]*", name)
    return sum(_nearest_part(part, parts) for part in asked)


def _nearest_part(part: str, parts: list[str]) -> float:
    number = re.match(r"[0-9]+(?:\.[0-9]+)?", part)
    if part in parts or number is None:
        return float(part in parts)
    unit = part[number.end() :]
    others = [re.fullmatch(rf"([0-9]+(?:\.[0-9]+)?){re.escape(unit)}", other) for other in parts]
    apart = [abs(float(number[0]) - float(other[1])) for other in others if other]
    return 0.5 / (1 + min(apart)) if apart else 0.0


class UnknownNameError(_UnknownError, KeyError):
    """
    No card, benchmark, license or other fact has this name.

    kind: what was asked for. name: the name. choices: all names that there are.
    """


class UnknownOptionError(_UnknownError, ValueError):
    """
    An argument that takes one of a few words was given another.

    kind: what was asked for. name: the word. choices: all words that it takes.
    """


class AmbiguousNameError(LlamaCardsError, KeyError):
    """
    A name fits several things, and nothing is guessed.

    kind: what was asked for. name: the name. candidates: all that it fits.
    """

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        self.kind: str = kind
        self.name: str = name
        self.candidates: tuple[str, ...] = tuple(candidates)
        super().__init__(kind, name, self.candidates)

    def __str__(self) -> str:
        which = join_words(map(repr, self.candidates), "and")
        return f"{short_repr(self.name)} fits more than one {self.kind}: {which}"


class FileError(LlamaCardsError, OSError):
    """
    A file cannot be read or written.

    path: the file. problem: why not.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path: str = path
        self.problem: str = problem

    def __str__(self) -> str:
        return f"{self.path} {self.problem}"


class ContentError(FileError, ValueError):
    """
    What stands in a file is not what it should be.

    path: the file. problems: all that is wrong, each with its key path.
    """

    def __init__(self, path: str, *problems: str) -> None:
        super().__init__(path, "; ".join(problems))
        self.problems: tuple[str, ...] = problems

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from their args, and these are the joined problems.
        return type(self), (self.path, *self.problems)

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class MissingExtraError(LlamaCardsError, ImportError):
    """
    A package that comes with an extra is not installed.

    extra: the extra of llamacards. package: what it brings.
    """

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra: str = extra
        self.package: str = package

    def __str__(self) -> str:
        return f"{self.package} is not installed; pip install 'llamacards[{self.extra}]' brings it"


class ComparisonError(LlamaCardsError, ValueError):
    """What was asked for cannot be compared."""


class NoTruthValueError(LlamaCardsError, TypeError):
    """A report was asked whether it is true, and holds more than two answers."""


class LicenseNamingWarning(UserWarning):
    """A model made from another goes by a name that the other's licence does not allow."""


class UnmappedWarning(UserWarning):
    """
    A file states what has no place on a card.

    path: the file. remarks: each key path with its value.
    """

    def __init__(self, path: str, *remarks: str) -> None:
        super().__init__(path, *remarks)
        self.path: str = path
        self.remarks: tuple[str, ...] = remarks

    def __str__(self) -> str:
        some, more = self.remarks[:MANY_REMARKS], len(self.remarks) - MANY_REMARKS
        rest = (f"{more} more",) if more > 0 else ()
        return f"{self.path} states what has no place on a card: {'; '.join((*some, *rest))}"


MANY_REMARKS = 8
"""More than these are counted, not printed."""
