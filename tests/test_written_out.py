"""
One small comparison in every format, every command, and every verdict of a license's answer.

`python tests/test_written_out.py` writes the files under tests/data/written_out anew; the change
shows what looks different.
"""

import re
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._catalog.uncertainty import chance_to_fail
from llamacards._cli.main import command_parser
from llamacards._wording import brief_repr
from made_up import OLD, card, score

KEPT = Path(__file__).parent / "data" / "written_out"


def compared() -> lc.types.Comparison:
    """Two cards with a best figure, figures of one card, a note, and sources with and without."""
    linked = lc.Source(title="#1 report > all", url="https://acme.example/a")
    newer = lc.Source(title="New report", publisher="Acme", published="2024-01-01")
    noted = score("MMLU", "66.60", note="a note | of <it> [1]")
    thought = score("GPQA", "82.0", cot=True, shots=None)
    first = card("acme-8b", noted, thought, title="Acme 8B", size="8B", source=OLD)
    both = (score("MMLU", "70.5"), score("BBH", "40", source=newer))
    second = card("acme-70b", *both, title="Acme 70B", size="70B", source=linked)
    return lc.compare(first, second, rows="all", catalog=lc.Catalog())


def page() -> str:
    """The page, without what it looks like."""
    with TemporaryDirectory() as folder:
        written = compared().save(Path(folder) / "page.html").read_text()
    return re.sub(r"(?s)<style>.*?</style>", "<style></style>", written)


def commands() -> str:
    """Every command with its arguments, whatever the version of Python makes of them."""
    whole = command_parser()
    several: dict[str, ArgumentParser]
    (several,) = (a.choices for a in whole._actions if isinstance(a.choices, dict))
    lines: list[str] = [str([group.title for group in whole._action_groups[2:]])]
    for name, parser in ({"llamacards": whole} | several).items():
        lines += ["", f"{name}: {parser.description}", *str(parser.epilog).splitlines()]
        for action in parser._actions[1:]:
            names = " ".join(action.option_strings) or action.dest
            kind = getattr(action.type, "__name__", None)
            choices = None if action.choices is None else [*action.choices]
            does = type(action).__name__
            stated = (does, action.metavar, action.nargs, kind, action.default, choices)
            lines.append(f"  {names} {stated}: {action.help}")
    return "\n".join(lines)


FORMATS: dict[str, Callable[[], str]] = {
    "simple.txt": lambda: compared().to_text(notes="all", addresses=True),
    "grid.txt": lambda: compared().to_text(style="grid"),
    "all.md": lambda: compared().to_markdown(notes="all"),
    "few.md": lambda: compared().to_markdown(),
    "table.tex": lambda: compared().to_latex(),
    "page.html": page,
    "records.csv": lambda: compared().to_csv().replace("\r\n", "\n"),
    "records.jsonl": lambda: compared().to_jsonl(),
    "commands.txt": commands,
}


@pytest.mark.parametrize("name", FORMATS)
def test_as_kept(name: str) -> None:
    """Every character of every format is as it was kept."""
    assert f"{FORMATS[name]().rstrip()}\n" == (KEPT / name).read_text(encoding="utf-8")


NOT_MENTIONED = "The license does not mention it."
ASK = "The license does not mention it; ask whoever grants L."
VERDICTS: tuple[tuple[str, str, dict[str, Any], str, str], ...] = (
    ("fine_tuning", "allowed", {"fine_tune": False}, "ok", "Do it."),
    ("fine_tuning", "not allowed", {}, "not told", "Do it."),
    ("fine_tuning", "not allowed", {"fine_tune": True}, "no", "Do it."),
    ("fine_tuning", "not allowed", {"fine_tune": False}, "ok", "Not planned."),
    ("fine_tuning", "not stated", {}, "not told", ASK),
    ("fine_tuning", "not stated", {"fine_tune": True}, "ask", ASK),
    ("fine_tuning", "not stated", {"fine_tune": False}, "ok", "Not planned."),
    ("resale", "not allowed", {}, "not told", "Do it."),
    ("resale", "not allowed", {"commercial": True, "distribute": True}, "not told", "Do it."),
    ("resale", "not allowed", {"distribute": False}, "ok", "Do it."),
    ("resale", "not stated", {}, "ok", NOT_MENTIONED),
    ("resale", "allowed", {}, "ok", "Do it."),
    ("warranty", "stated", {}, "ok", "Do it."),
    ("warranty", "not stated", {}, "ok", NOT_MENTIONED),
    ("law_compliance", "required", {}, "do", "Do it. V"),
    ("law_compliance", "not stated", {}, "ok", NOT_MENTIONED),
    ("license_copy", "allowed", {"distribute": True}, "ok", "Not required."),
    ("license_copy", "required", {}, "not told", "If you distribute, do it."),
    ("license_copy", "required", {"distribute": True}, "do", "Do it."),
    ("license_copy", "not stated", {"distribute": True}, "ok", NOT_MENTIONED),
)


@pytest.mark.parametrize(("topic", "answer", "plan", "verdict", "says"), VERDICTS)
def test_verdicts(topic: str, answer: Any, plan: dict[str, Any], verdict: str, says: str) -> None:
    """What an answer means for a plan, with its sentence, its source and its clause."""
    term = lc.Term(topic=topic, answer=answer, clause="§1", summary="Do it", value="V")
    granted = lc.License(name="L", terms=[term], source="The text of L")
    (line,) = (line for line in lc.check_use(granted, **plan).lines if line.topic == topic)
    assert (line.verdict, line.says) == (verdict, says)
    assert line.source == lc.Source(title="The text of L")


def test_summary_that_says_when() -> None:
    """A duty whose summary names distribution itself is not told with its condition twice."""
    said = "Whoever distributes hands on a copy"
    term = lc.Term(topic="license_copy", answer="required", summary=said)
    report = lc.check_use(lc.License(name="L", terms=[term]))
    (line,) = (line for line in report.lines if line.topic == "license_copy")
    assert line.says == f"{said}."


def test_no_value() -> None:
    """A standing duty without a value ends with its summary."""
    term = lc.Term(topic="law_compliance", answer="required", summary="Do it")
    report = lc.check_use(lc.License(name="L", terms=[term]))
    (line,) = (line for line in report.lines if line.topic == "law_compliance")
    assert line.says == "Do it."


def test_given_name_goes_before_the_title() -> None:
    """A name that the user gives is checked, and not the title of the card."""
    term = lc.Term(topic="name_prefix", answer="required", value="Acme", summary="Name it Acme")
    mine = card("other-8b", title="Other 8B", license=lc.License(name="L", terms=[term]))
    for name, verdict in (("Acme 8B", "ok"), ("Other 8B", "no")):
        report = lc.check_use(mine, model_name=name, distribute=True)
        (line,) = (line for line in report.lines if line.topic == "name_prefix")
        assert line.verdict == verdict


@pytest.mark.parametrize(
    ("license", "ids"),
    [
        ("MIT AND Apache-2.0", ["mit", "apache-2.0"]),
        ("MIT OR Apache-2.0", ["mit"]),
        (
            "GPL-2.0-only WITH GCC-exception-3.1 AND MIT",
            ["GPL-2.0-only WITH GCC-exception-3.1 AND MIT"],
        ),
        (
            "GPL-2.0-only WITH Classpath-exception-2.0",
            ["GPL-2.0-only WITH Classpath-exception-2.0"],
        ),
    ],
)
def test_expressions(license: str, ids: list[str]) -> None:
    """Of an SPDX expression all parts count, or the first choice; an exception is no part."""
    report = lc.check_use(lc.License(name=license))
    assert [known.id for known in report.licenses] == ids


def test_tuned_without_a_base() -> None:
    """A tuned card of one's own that names no base is told so; a base one is not."""
    for tuning, gaps in (("instruct", 1), ("base", 0)):
        mine: Any = {"tuning": tuning, "license": "mit"}
        said = str(lc.check_use(card("mine", **mine)))
        assert said.count("names no base model") == gaps
    assert "names no base model" not in str(lc.check_use("llama-2-7b-chat"))


def test_no_truth() -> None:
    """A report says that it is neither true nor false."""
    with pytest.raises(errors.NoTruthValueError) as refused:
        bool(lc.check_use("llama3"))
    told = "a report is neither true nor false; use .allowed, which may be None"
    assert str(refused.value) == told


def test_wide_page(tmp_path: Path) -> None:
    """A page of many columns has blocks of them for paper, each tag on its line."""
    many = [card(f"m{n}", score("MMLU", str(50 + n))) for n in range(12)]
    known = lc.Catalog(cards=many)
    lines = lc.compare(*known, catalog=known).save(tmp_path / "a.html").read_text().splitlines()
    start = lines.index('<div class="blocks" aria-hidden="true">')
    assert "</div>" in lines[start:]
    assert '<td style="text-align:right"></td>' not in "".join(lines)


def test_start_of_a_note() -> None:
    """Blanks before a sign that Markdown would take for a list or a quotation do not save it."""
    mine = card("m", title="  > x", size="8B", source=lc.Source(title="  - y"))
    drawn = mine.to_markdown()
    assert "\n1. \\- y" in drawn
    assert "\n>" not in drawn


@pytest.mark.parametrize(
    ("printed", "items", "chance"), [("57.2", 198, 1 - 199 / 1001), ("57", 198, 0.0)]
)
def test_chance(printed: str, items: int, chance: float) -> None:
    """N + 1 results stand against 100 · 10^d + 1 percentages of d places; the rest is the chance."""
    assert chance_to_fail(score(value=printed), items) == chance


DRIFTING = lc.Source(title="Drifting report", published="2023-06-01")


def test_within_drift() -> None:
    """A difference as large as two documents drift apart is not within that drift."""
    drifting = [score("MMLU", "50.0"), score("MMLU", "51.0", source=DRIFTING)]
    other = card("c", *drifting)
    for second, within in (("51.0", False), ("50.5", True)):
        both = card("a", score("MMLU", "50.0")), card("b", score("MMLU", second))
        known = lc.Catalog(cards=[other, *both])
        compared = lc.compare("a", "b", baseline="a", catalog=known)
        assert compared["MMLU", "b"].within_drift is within


def test_row_keys() -> None:
    """The text of a row key escapes its separator and its escape, and says base, CoT and protocol."""
    setup = lc.EvalSetup(benchmark="a|b\\c", shots=5, cot=True, metric="acc")
    mine = card("m", lc.Score(setup=setup, value="5", source="s"))
    (record,) = lc.Catalog(cards=[mine]).to_records()
    assert record["row_key"] == r"a\|b\\c||5|CoT|acc|percent|base|"


def test_repr_leaves_out() -> None:
    """A repr leaves out what is not stated, flags that are off too, and ends at 120 characters."""
    assert brief_repr(lc.Term(topic="resale", answer="allowed")) == (
        "Term(topic='resale', answer='allowed')"
    )
    two, three = (lc.ModelCard(name="m", inputs=["a", "b", "c"][:many]) for many in (2, 3))
    assert "inputs=('a', 'b')" in brief_repr(two)
    assert "inputs=<3>" in brief_repr(three)
    long = lc.Source(title="t" * 60, publisher="p" * 60, url="u" * 60)
    whole = f"Source(title='{'t' * 36}..., publisher='{'p' * 36}..., url='{'u' * 36}..."
    assert brief_repr(long) == f"{whole[:116]}...)"


if __name__ == "__main__":
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, make in FORMATS.items():
        (KEPT / name).write_text(f"{make().rstrip()}\n", encoding="utf-8")
