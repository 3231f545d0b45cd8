"""
Every public call with arguments of every kind: it answers, or raises a LlamaCardsError.

Functions, classes, methods and their parameters are read from the package, so that a new one is
tried without being added here. The examples are the same in every run.
"""

import inspect
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, note
from hypothesis import strategies as st

import llamacards as lc
from llamacards import types
from made_up import Broken, nested, same_examples

CARD = "llama-3-8b"
EXAMPLES = 10
"""For each call; all calls together take seconds."""

OPERATORS = ("__getitem__", "__contains__", "__lt__", "__le__", "__gt__", "__ge__", "__eq__")
ABSTRACT = {types.Displayable, types.Exportable}
MADE_BY_PEOPLE = {name for name in lc.__all__ if isinstance(getattr(lc, name), type)}
"""Classes that people construct; others they get, and what they hold is not checked again."""


def walked(objects: list[Any]) -> Iterator[Any]:
    """The objects, and what their public attributes and items hold, one of each public class."""
    seen: set[type] = set()
    while objects:
        one = objects.pop()
        kind = type(one)
        if isinstance(one, tuple) and kind not in seen:
            objects += one[:5]
        if kind.__module__.startswith("llamacards") and kind not in seen:
            seen.add(kind)
            yield one
            held = (getattr(one, name) for name in dir(one) if not name.startswith("_"))
            objects += (value for value in held if not callable(value))


@cache
def samples() -> dict[str, Any]:
    """One object of each public class, from a few calls."""
    mine = lc.ModelCard(name="mine", scores=[lc.Score.of("MMLU", "60", shots=5, source="me")])
    with warnings.catch_warnings(action="ignore"):
        made: list[Any] = [
            types.Sentence(source="s", words="w"),
            types.DocumentCell("section", ("row",), "column", "1", ()),
            lc.verify(mkdtemp()),
            lc.audit(CARD),
            lc.check_use(CARD),
            lc.check_claims(),
            lc.compare_licenses("llama2", "llama3"),
            lc.conflicts("llama-2-70b"),
            lc.drift("Llama 3 model card", "Llama 3.1 model card"),
            lc.memory_table(CARD, "llama-3-70b").figures("weights"),
            lc.memory_table(CARD),
            lc.catalog().publications[:3],
            lc.catalog(),
            lc.compare(CARD, "llama-3-70b", sections=["spec", "scores", "license", "memory"]),
            lc.get_card(CARD),
            mine,
            lc.audit().rows,
            lc.Training(),
            lc.Quantity.parse("15T+"),
        ]
        return {type(one).__name__: one for one in walked(made)}


TEXTS = (
    *("", " ", CARD, "llama-3-*", "*", "[" * 500, "llama3", "MMLU", "mine", "Llama 3 model card"),
    *("scores", "spec", "all", "5", "5-3", "-1", "1e999", "70B", "8k", "24 GiB", "q4", "bf16"),
    *("nan", "0.5", "2024-04-18", "2024-02-30", "x" * 5000, "1" * 5000, "a\0b", "a\ud800"),
    *("\u202e\u200b", "x\x1b]0;T\x07\ny", "new.json", "new.txt", "new", "percent", "fraction"),
    *("cutoff", "budget.context", "chat", ">=3,<3.2", "simple", "name", "user_limit", "allowed"),
    *("required", "size", "bibtex", "few", "total", "grid", "made with", "weights", "devices"),
)


@cache
def values() -> tuple[Any, ...]:
    """What is handed over: good and bad, and an object of every public class."""
    numbers = (0, 1, -1, 8192, 10**40, 10**5000, 0.5, float("nan"), float("inf"), Fraction(1, 3))
    decimals = ("0.5", "NaN", "sNaN", "Infinity", "1E+999999", "1E-999999")
    return (
        *TEXTS,
        *(None, True, False, Ellipsis, 1j, b"3", bytearray(b"x"), date(2024, 4, 18), *numbers),
        *map(Decimal, decimals),
        *([], (), {}, {1}, [[]], {"a": []}, {"MMLU": "5"}, {None: None}, [5], [None], ["MMLU"]),
        *([CARD], [CARD, "llama-3-70b"], (CARD, "MMLU"), ("MMLU", CARD), ("a", "b", "c")),
        *([("a", "b")], [(["a"], "b")], {"A": "mine"}, {"r": ("cutoff", "2023-03")}, {"r": ()}),
        *(nested(600), object(), object, int, len, range(3), Path("new.json"), Path("new")),
        Broken(),
        *samples().values(),
    )


def calls_of(owner: str) -> dict[str, Callable[..., Any]]:
    """The public functions of the package, or what one may call of a class and its object."""
    if owner == "llamacards":
        found = {name: getattr(lc, name) for name in lc.__all__}
        return {n: one for n, one in found.items() if callable(one) and not isinstance(one, type)}
    kind: Any = type(samples()[owner])
    calls = {owner: kind} if owner in MADE_BY_PEOPLE else {}
    for name in dir(kind):
        method: Any = inspect.getattr_static(kind, name)
        method = getattr(method, "__func__", method)
        ours = inspect.isfunction(method) and "llamacards" in str(method.__module__)
        if ours and (name in OPERATORS or not name.startswith("_")):
            calls[f"{owner}.{name}"] = getattr(samples()[owner], name)
    return calls


@st.composite
def arguments(draw: st.DrawFn, call: Callable[..., Any]) -> tuple[list[Any], dict[str, Any]]:
    """Arguments for all parameters that must be given, and for some of the others."""
    anything = st.sampled_from(values())
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in inspect.signature(call).parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            positional += draw(st.lists(anything, max_size=2))
        elif parameter.kind is parameter.VAR_KEYWORD:
            continue
        elif parameter.kind is parameter.KEYWORD_ONLY:
            if parameter.default is parameter.empty or draw(st.integers(0, 3)) == 0:
                named[parameter.name] = draw(anything)
        elif parameter.default is parameter.empty or draw(st.integers(0, 3)) == 0:
            positional.append(draw(anything))
        else:
            positional.append(parameter.default)
    return positional, named


def check_call(call: Callable[..., Any], positional: list[Any], named: dict[str, Any]) -> None:
    """Call, and look at what comes back: it has a repr, an error is one short line."""
    said = ""
    try:
        answer = call(*positional, **named)
        if isinstance(answer, Iterator):
            answer = list(islice(answer, 3))
        if not any(answer is handed for handed in positional):
            repr(answer)
    except lc.LlamaCardsError as error:
        said = str(error)
    assert len(said) <= 400
    assert said.isprintable()


def test_samples() -> None:
    """There is an object of every public class to try its methods on."""
    public = {name for name in (*lc.__all__, *types.__all__) if name not in ("errors", "types")}
    kinds = {
        name for name in public if isinstance(getattr(lc, name, getattr(types, name, 0)), type)
    }
    assert kinds - samples().keys() == {kind.__name__ for kind in ABSTRACT} | {"LlamaCardsError"}


OWNERS = sorted(
    {*types.__all__, *MADE_BY_PEOPLE} - {"LlamaCardsError", "Displayable", "Exportable"}
)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("owner", ["llamacards", *OWNERS])
def test_calls(owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a call is given, nothing but a LlamaCardsError gets out."""
    monkeypatch.chdir(tmp_path)
    for name, call in calls_of(owner).items():
        try_call(name, call)


def try_call(name: str, call: Callable[..., Any]) -> None:
    """A call with so many drawn arguments; what does not hold is told with its name."""

    @same_examples(EXAMPLES)
    @given(arguments(call))
    def hostile(drawn: Any) -> None:
        note(name)
        check_call(call, *drawn)

    hostile()


def test_iterables() -> None:
    """Where several are taken, an iterator is as good as a list."""
    both = [CARD, "llama-3-70b"]
    sections: Any = iter(["scores"])
    benchmarks: Any = iter(["MMLU"])
    sources: Any = iter(["Llama 3 model card"])
    compared = lc.compare(iter(both), sections=sections, benchmarks=benchmarks, sources=sources)
    assert compared == lc.compare(
        both, sections="scores", benchmarks="MMLU", sources="Llama 3 model card"
    )
    for call in (lc.audit, lc.conflicts, lc.memory_table):
        assert call(iter(both)) == call(both)
    known = lc.Catalog(iter(lc.catalog().publications), iter([lc.ModelCard(name="mine")]))
    assert [*known] == [*lc.catalog().with_cards(lc.ModelCard(name="mine"))]


def test_iterators_in_fields() -> None:
    """Every field that holds several takes an iterator; the fields are read from the classes."""
    publications = lc.catalog().publications
    records: list[Any] = [
        lc.ModelCard(name="x", unmapped=[("a", "b")], files=[("c", "d")]),
        evolve(lc.catalog().benchmarks[0], tasks=["a"]),
        *lc.catalog().values(),
        *publications,
        *(
            record
            for publication in publications
            for name in ("facts", "tables", "licenses", "claims", "benchmarks")
            for record in getattr(publication, name)
        ),
    ]
    left = {
        (name, parameter.name)
        for name in MADE_BY_PEOPLE - {"Catalog", "LlamaCardsError"}
        for parameter in inspect.signature(getattr(lc, name)).parameters.values()
        if "Iterable" in str(parameter.annotation)
    }
    for record in records:
        for kind, name in sorted(left):
            if type(record).__name__ == kind and getattr(record, name):
                assert evolve(record, **{name: iter(getattr(record, name))}) == record
                left.remove((kind, name))
    assert not left
