"""Every exception that llamacards raises on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from llamacards._wording import LONGEST_SENTENCE, bounded_text, join_words, list_some, short_repr


class LlamaCardsError(Exception):
    """
    The base of all errors. str() is one sentence on one line, of at most 400 characters, that is
    safe to print on a terminal. The attributes hold the full evidence.
    """

    def __str__(self) -> str:
        return bounded_text(self._sentence())

    def _sentence(self) -> str:
        """The sentence at full length."""
        return " ".join(map(str, self.args))


class FieldError(LlamaCardsError, ValueError):
    """
    A field was given a value that it does not accept.

    record, field: what the value was meant for. rule: what it accepts. value: what it was given.
    """

    def __init__(self, record: str, field: str, rule: str, value: object) -> None:
        super().__init__(record, field, rule, value)
        self.record: str = record
        self.field: str = field
        self.rule: str = rule
        self.value: object = value

    def _sentence(self) -> str:
        return f"{self.record}.{self.field} must be {self.rule}, not {short_repr(self.value)}"


class DuplicateError(LlamaCardsError, ValueError):
    """
    Two things claim one place: two cards one name, or two values one setup and source.

    what: the place, in words. first, second: what claims it.
    """

    def __init__(self, what: str, first: object, second: object) -> None:
        super().__init__(what, first, second)
        self.what: str = what
        self.first: object = first
        self.second: object = second

    def _sentence(self) -> str:
        return f"{self.what}: {short_repr(self.first)} and {short_repr(self.second)}"


class _UnknownError(LlamaCardsError):
    """
    Nothing of this kind has the name; similar names are suggested, and few choices are listed.

    kind: what was asked for. name: the name. choices: all names that there are.
    """

    def __init__(self, kind: str, name: object, choices: Iterable[str] = ()) -> None:
        self.kind: str = kind
        self.name: object = name
        self.choices: tuple[str, ...] = tuple(choices)
        super().__init__(kind, name, self.choices)

    def _sentence(self) -> str:
        written = self.name if isinstance(self.name, str) else short_repr(self.name)
        near = _nearest_names(written, self.choices)
        sentence = f"no {self.kind} is named {short_repr(self.name)}"
        if near:
            sentence += f"; did you mean {join_words(map(short_repr, near), 'or')}?"
        if self.choices and len(self.choices) <= MANY_CHOICES and len(near) < len(self.choices):
            sentence += " There is " if near else "; there is "
            room = LONGEST_SENTENCE - len(sentence) - ROOM_FOR_A_COUNT
            sentence += list_some(map(short_repr, self.choices), "and", room)
        return sentence


def _shared_parts(name: str, choice: str) -> float:
    """How many parts two names share; a close version or size counts at most half."""
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


MANY_CHOICES = 16
"""More than these are not listed."""


ROOM_FOR_A_COUNT = 20
"""The length of " and 12,345 more" at the end of a list."""


_CANDIDATES = 64


def _nearest_names(name: str, choices: tuple[str, ...]) -> list[str]:
    """
    Up to three choices spelled much like a name, the nearest first.

    difflib would take seconds for a hundred thousand names, so it sees only those that share most
    sequences of two and of five letters with the name.
    """
    import difflib
    import heapq

    wanted = name[:80].casefold()
    folded = {choice.casefold(): choice for choice in choices}
    near: Iterable[str] = folded
    if len(folded) > _CANDIDATES:
        pieces = {wanted[at : at + width] for width in (2, 5) for at in range(len(wanted))}
        near = heapq.nlargest(
            _CANDIDATES, folded, key=lambda choice: sum(piece in choice for piece in pieces)
        )
    close = difflib.get_close_matches(wanted, near, n=_CANDIDATES, cutoff=0.6)
    close.sort(key=lambda choice: _shared_parts(wanted, choice), reverse=True)
    return [folded[choice] for choice in close[:3]]


class UnknownNameError(_UnknownError, KeyError):
    """
    No card, benchmark, license or other fact has this name.

    kind: what was asked for. name: the name. choices: all names that there are.
    """


class UnknownOptionError(_UnknownError, ValueError):
    """
    An argument that accepts one of a few words was given another.

    kind: what was asked for. name: the word. choices: all words that it accepts.
    """


class AmbiguousNameError(LlamaCardsError, KeyError):
    """
    A name fits several things; none is guessed.

    kind: what was asked for. name: the name. candidates: all that it fits.
    """

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        self.kind: str = kind
        self.name: str = name
        self.candidates: tuple[str, ...] = tuple(candidates)
        super().__init__(kind, name, self.candidates)

    def _sentence(self) -> str:
        fits = f"{short_repr(self.name)} fits more than one {self.kind}: "
        room = LONGEST_SENTENCE - len(fits) - ROOM_FOR_A_COUNT
        return fits + list_some(map(short_repr, self.candidates), "and", room)


class FileError(LlamaCardsError, OSError):
    """
    A file cannot be read or written.

    path: the file. problem: why not.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path: str = path
        self.problem: str = problem

    def _sentence(self) -> str:
        return f"{short_path(self.path)} {self.problem}"


def short_path(path: str) -> str:
    """The path, or its two ends if it is long."""
    return path if len(path) <= 160 else f"{path[:77]}...{path[-80:]}"


class ContentError(FileError, ValueError):
    """
    The content of a file is not what it should be.

    path: the file. problems: everything that is wrong, each with its key path.
    """

    def __init__(self, path: str, *problems: str) -> None:
        super().__init__(path, "; ".join(problems))
        self.problems: tuple[str, ...] = problems

    def __reduce__(self) -> tuple[Any, ...]:
        # Exceptions are unpickled from their args, and these are the joined problems.
        return type(self), (self.path, *self.problems)

    def _sentence(self) -> str:
        start = f"{short_path(self.path)}: "
        room = LONGEST_SENTENCE - len(start) - ROOM_FOR_A_COUNT
        shown: list[str] = []
        for problem in self.problems:
            if shown and sum(map(len, shown)) + 2 * len(shown) + len(problem) > room:
                shown.append(f"{len(self.problems) - len(shown):,} more")
                break
            shown.append(problem)
        return start + "; ".join(shown)


class MissingExtraError(LlamaCardsError, ImportError):
    """
    A package that comes with an extra is not installed.

    extra: the extra of llamacards. package: the package that it brings.
    """

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra: str = extra
        self.package: str = package

    def _sentence(self) -> str:
        return f"{self.package} is not installed; pip install 'llamacards[{self.extra}]' brings it"


class ComparisonError(LlamaCardsError, ValueError):
    """A comparison cannot be made as requested."""


class NoTruthValueError(LlamaCardsError, TypeError):
    """A report with more than two answers was used as a truth value."""


class LicenseNamingWarning(UserWarning):
    """The license of a model does not allow the name of a model derived from it."""


class UnmappedWarning(UserWarning):
    """
    A file states things that no field of a card holds.

    path: the file. remarks: each key path with its value.
    """

    def __init__(self, path: str, *remarks: str) -> None:
        super().__init__(path, *remarks)
        self.path: str = path
        self.remarks: tuple[str, ...] = remarks

    def __str__(self) -> str:
        some = [bounded_text(remark, 200) for remark in self.remarks[:MANY_REMARKS]]
        more = len(self.remarks) - MANY_REMARKS
        rest = (f"{more} more",) if more > 0 else ()
        path = bounded_text(short_path(self.path))
        return f"{path} states what no field of a card holds: {'; '.join((*some, *rest))}"


MANY_REMARKS = 8
"""More than these are counted, not printed."""
