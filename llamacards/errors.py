"""Every exception that llamacards raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


class LlamaCardsError(Exception):
    """The base of every error below."""


class FieldError(LlamaCardsError, ValueError):
    """A field was given a value that it does not take."""

    def __init__(self, record: str, field: str, rule: str, value: object) -> None:
        super().__init__(record, field, rule, value)
        self.record, self.field, self.rule, self.value = record, field, rule, value

    def __str__(self) -> str:
        return f"{self.record}.{self.field} must be {self.rule}, not {shown(self.value)}"


class DuplicateError(LlamaCardsError, ValueError):
    """Two things claim one place: two cards a name, or two values a setup and source."""

    def __init__(self, what: str, first: object, second: object) -> None:
        super().__init__(what, first, second)
        self.what, self.first, self.second = what, first, second

    def __str__(self) -> str:
        return f"{self.what}: {shown(self.first)} and {shown(self.second)}"


class _UnknownError(LlamaCardsError):
    """Nothing of this kind has the name; says what is near, and the choices where they are few."""

    def __init__(self, kind: str, name: object, choices: Iterable[str] = ()) -> None:
        self.kind, self.name, self.choices = kind, name, tuple(choices)
        super().__init__(kind, name, self.choices)

    def __str__(self) -> str:
        import difflib

        folded = {choice.casefold(): choice for choice in self.choices}
        near = difflib.get_close_matches(str(self.name)[:80].casefold(), folded, n=3, cutoff=0.6)
        sentence = f"no {self.kind} is named {shown(self.name)}"
        if near:
            sentence += f"; did you mean {listed([repr(folded[n]) for n in near], 'or')}?"
        if self.choices and len(self.choices) <= 16 and len(near) < len(self.choices):
            there_is = " There is" if near else "; there is"
            sentence += f"{there_is} {listed(map(repr, self.choices), 'and')}"
        return sentence


class UnknownNameError(_UnknownError, KeyError):
    """No card, benchmark, licence or other fact has this name."""


class UnknownOptionError(_UnknownError, ValueError):
    """An argument that takes one of a few words was given another."""


class AmbiguousNameError(LlamaCardsError, KeyError):
    """A name fits several things, and nothing is guessed."""

    def __init__(self, kind: str, name: str, candidates: Iterable[str]) -> None:
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)
        super().__init__(kind, name, self.candidates)

    def __str__(self) -> str:
        which = listed(map(repr, self.candidates), "and")
        return f"{shown(self.name)} fits more than one {self.kind}: {which}"


class FileError(LlamaCardsError, OSError):
    """A file cannot be read or written."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path, self.problem = path, problem

    def __str__(self) -> str:
        return f"{self.path} {self.problem}"


class ContentError(FileError, ValueError):
    """What stands in a file is not what it should be; problems holds all that is wrong."""

    def __init__(self, path: str, *problems: str) -> None:
        super().__init__(path, "; ".join(problems))
        self.args = (path, *problems)
        self.problems = problems

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class ComparisonError(LlamaCardsError, ValueError):
    """What was asked for cannot be compared."""


class MissingExtraError(LlamaCardsError, ImportError):
    """A package that comes with an extra is not installed."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(extra, package)
        self.extra, self.package = extra, package

    def __str__(self) -> str:
        return f"{self.package} is not installed; pip install 'llamacards[{self.extra}]' brings it"


class NoTruthValueError(LlamaCardsError, TypeError):
    """A report was asked whether it is true, and holds more than two answers."""


class LicenseNamingWarning(UserWarning):
    """A model made from another goes by a name that the other's licence does not allow."""


def listed(items: Iterable[str], conjunction: str) -> str:
    """The items as a sentence lists them: "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def shown(value: object) -> str:
    """The value as an error shows it, cut where it is long."""
    if isinstance(value, int) and value.bit_length() > 256:
        return f"an integer of {value.bit_length()} bits"
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
