"""Errors under attack: one sentence, short, in which nothing acts on a terminal."""

import time
from typing import Any

import pytest

from llamacards import errors
from llamacards._wording import inert_text, list_some, short_repr
from made_up import Broken, nested

ESCAPE = "x\x1b]0;HACKED\x07\nllamacards: all is well\u202e\u200b"
HUGE = "x" * 1_000_000


HOSTILE: tuple[Any, ...] = (
    ESCAPE,
    HUGE,
    10**5000,
    [10**5000],
    nested(5000),
    Broken(),
    [Broken()],
    b"x" * 10**6,
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_sentences(value: Any) -> None:
    """Whatever value an error holds, its sentence is short, printable and one line."""
    text = value if isinstance(value, str) else "text"
    made = [
        errors.FieldError(text, text, text, value),
        errors.DuplicateError(text, value, value),
        errors.UnknownNameError(text, value, [text, "other"]),
        errors.UnknownOptionError("option", value, [text] * 5),
        errors.AmbiguousNameError("card", text, [text] * 500),
        errors.FileError(text, text),
        errors.ContentError(text, *[text] * 50),
        errors.MissingExtraError(text, text),
        errors.ComparisonError(text),
    ]
    for error in made:
        assert len(str(error)) <= 400
        assert str(error).isprintable()


def test_warning() -> None:
    """A warning of what has no place is bounded and inert too."""
    said = str(errors.UnmappedWarning(ESCAPE, *[f"{ESCAPE}{HUGE}"] * 50))
    assert said.isprintable()
    assert len(said) < 2_500
    assert said.endswith("; 42 more")


def test_many_problems() -> None:
    """Of many problems those are said that fit, and how many more there are."""
    said = str(errors.ContentError("a.json", *(f"problem number {n}" for n in range(100))))
    assert said.startswith("a.json: problem number 0; problem number 1; ")
    assert said.endswith("; 80 more")


@pytest.mark.parametrize(
    ("items", "room", "listed"),
    [
        (["a", "b", "c"], 9, "a, b and c"),
        (["a", "b", "c"], 8, "a, b and 1 more"),
        (["aaaa", "b"], 3, "2 more"),
    ],
)
def test_list_some(items: list[str], room: int, listed: str) -> None:
    """A list ends where its room does, and says how many more there are."""
    assert list_some(items, "and", room) == listed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("Llama 模型 é", "Llama 模型 é"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("\x1b[2J", "\ufffd[2J"),
        ("\u202egpj.exe", "\ufffdgpj.exe"),
        ("ll\u200bama\u2060\ufeff\u00ad", "ll\ufffdama\ufffd\ufffd\ufffd"),
        ("\U000e0041\U000e0042", "\ufffd\ufffd"),
        ("\u3164\u115f", "\ufffd"),
        ("a\ufe00\ufe01\U000e0100", "a\ufffd"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("ll\u200dama", "ll\ufffdama"),
        ("模\u200d", "模\ufffd"),
        ("\u200d模", "\ufffd模"),
        ("a\u00a0b\ue000\U000f0000", "a\u00a0b\ue000\U000f0000"),
        ("half \ud800", "half \ufffd"),
    ],
)
def test_inert_text(text: str, shown: str) -> None:
    """What acts or hides is shown as U+FFFD; joiners stay where scripts and emoji need them."""
    assert inert_text(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ([10**5000], "[an integer of 16610 bits]"),
        (nested(5000), "[[[[[[[...]]]]]]]"),
        (b"\x1b" * 100, "b'" + r"\x1b" * 18 + r"\x1..."),
    ],
    ids=["integer", "depth", "bytes"],
)
def test_short_repr(value: object, shown: str) -> None:
    """A value is shown without making its whole text, however large or deep it is."""
    assert short_repr(value) == shown


def test_typo_among_many() -> None:
    """What is near a name is found among a hundred thousand without a hang, on a slow machine too."""
    names = [f"model-{n}-8b-instruct" for n in range(100_000)]
    error = errors.UnknownNameError("card", "model-77777-8b-instrcut", names)
    started = time.process_time()
    assert "did you mean 'model-77777-8b-instruct'" in str(error)
    assert time.process_time() - started < 20
