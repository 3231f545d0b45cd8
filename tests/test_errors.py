"""Errors: what they keep, and the sentences that they build."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from made_up import score

EXAMPLES = [
    errors.FieldError("TokenBudget", "context", "1 or more", 0),
    errors.DuplicateError("two cards are named 'x'", "a", "b"),
    errors.UnknownNameError("card", "llama-3-8c", ["llama-3-8b"]),
    errors.UnknownOptionError("section", "score", ["spec", "scores"]),
    errors.AmbiguousNameError("card", "70b", ["llama-2-70b", "llama-3-70b"]),
    errors.ComparisonError("there is nothing to compare"),
    errors.ContentError("a.toml", "line 7 is not UTF-8"),
    errors.ContentError("a.toml", "one", "two", "three"),
    errors.MissingExtraError("toml", "tomli-w"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_pickling(error: errors.LlamaCardsError) -> None:
    """An error that crossed a process says and holds the same."""
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("error", "builtin"),
    list(
        zip(
            EXAMPLES,
            [
                ValueError,
                ValueError,
                KeyError,
                ValueError,
                KeyError,
                ValueError,
                OSError,
                ValueError,
                ImportError,
            ],
            strict=True,
        )
    ),
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_builtin_base(error: errors.LlamaCardsError, builtin: type) -> None:
    """Each error can be caught as the builtin nearest to it."""
    assert isinstance(error, builtin)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (EXAMPLES[0], "TokenBudget.context must be 1 or more, not 0"),
        (EXAMPLES[1], "two cards are named 'x': 'a' and 'b'"),
        (EXAMPLES[2], "no card is named 'llama-3-8c'; did you mean 'llama-3-8b'?"),
        (
            EXAMPLES[3],
            "no section is named 'score'; did you mean 'scores'? There is 'spec' and 'scores'",
        ),
        (EXAMPLES[4], "'70b' fits more than one card: 'llama-2-70b' and 'llama-3-70b'"),
        (EXAMPLES[5], "there is nothing to compare"),
        (EXAMPLES[6], "a.toml: line 7 is not UTF-8"),
        (EXAMPLES[7], "a.toml: one; two; three"),
        (
            EXAMPLES[8],
            "tomli-w is not installed; pip install 'llamacards[toml]' brings it",
        ),
        (
            errors.UnknownNameError("card", "zzz", ["a", "b"]),
            "no card is named 'zzz'; there is 'a' and 'b'",
        ),
        (errors.UnknownNameError("card", "zzz", map(str, range(40))), "no card is named 'zzz'"),
        (errors.UnknownNameError("card", "zzz"), "no card is named 'zzz'"),
    ],
    ids=range(12),
)
def test_sentences(error: errors.LlamaCardsError, sentence: str) -> None:
    """A sentence names the field, the rule and the value, or what is near and the choices."""
    assert str(error) == sentence


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x" * 200, "'" + "x" * 76 + "..."),
        pytest.param(10**5000, "an integer of 16610 bits", id="huge"),
        (66, "66"),
    ],
)
def test_long_values(value: object, expected: str) -> None:
    """A huge value does not flood the message, nor break it."""
    assert str(errors.FieldError("A", "b", "c", value)) == f"A.b must be c, not {expected}"


LONE = "\ud800.toml"
CALLS: list[tuple[Callable[[], object], str]] = [
    (lambda: lc.Quantity.parse("x"), "Quantity.stated must be a quantity such as '405B', '15T+', '~85', 'up to 9T' or 131072, not 'x'"),
    (lambda: lc.get_card("a", catalog=wrong), "lookup.catalog must be a Catalog, not 5"),
    (lambda: lc.Catalog().benchmark_index.of_setup(wrong), "of_setup.setup must be an EvalSetup, not 5"),
    (lambda: lc.Catalog().license_of(wrong), "license_of.card must be a ModelCard, not 5"),
    (lambda: lc.to_hub(wrong, "x"), "to_hub.card must be a ModelCard, not 5"),
    (lambda: lc.Fact(field="dense", value=None), "Fact.value must be what the document states, and not None, not None"),
    (lambda: score().setup.label(wrong), "label.more must be a text, not 5"),
    (lambda: score().setup.compatible_with(wrong), "compatible_with.other must be an EvalSetup, not 5"),
    (lambda: lc.check_claims(as_of="x"), "as_of.day must be a date such as '2024-04-18', not 'x'"),
    (lambda: lc.load(LONE), f"file.path must be a text that the file system can encode, not {LONE!r}"),
    (lambda: lc.load("a\0.toml"), "file.path must be free of NUL characters, not 'a\\x00.toml'"),
]  # fmt: skip
wrong: Any = 5


@pytest.mark.parametrize(("call", "sentence"), CALLS)
def test_wrong_arguments(call: Callable[[], object], sentence: str) -> None:
    """A wrong argument is refused with its call, its name, the rule and the value."""
    with pytest.raises(errors.FieldError) as refused:
        call()
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("length", "told"), [(400, "x" * 400), (401, "x" * 397 + "...")])
def test_longest_sentence(length: int, told: str) -> None:
    """A sentence has 400 characters at most."""
    assert str(errors.ComparisonError("x" * length)) == told
