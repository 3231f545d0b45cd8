"""
Contents of files under attack: real ones of every kind, changed at random.

A reader answers, or raises a LlamaCardsError, soon; what it reads of a changed file is in the file.
The command line says so in its own way. The examples are the same in every run.
"""

import io
import json
import re
import time
import tomllib
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from decimal import Context, Decimal, localcontext
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from test_draft import README
from test_every_eval_ever import bounds, result
from test_hostile_values import CONTEXTS
from test_hub import CONFIG, LEADERBOARD
from test_lm_eval import BOARD, FLAT
from test_load import CARD, PUBLICATION
from test_verify import FILES, catalog

import llamacards as lc
from llamacards import errors
from llamacards._cli.main import main
from llamacards._compare.diff import diff
from llamacards._hub import hub
from llamacards._hub.results import result_block
from llamacards._tables.text import to_text
from llamacards._verify.draft import draft
from llamacards._wording import inert_text
from made_up import nested, same_examples

DATA = Path(__file__).parents[1] / "data"
SECONDS = 5
"""The most that a file of a few kilobytes takes, on a slow machine too."""


class Reader(NamedTuple):
    """
    A call that reads files.

    files: real files; one of them is changed. call: reads them from a folder.
    """

    files: Mapping[str, str]
    call: Callable[[Path], object]


def eee(version: str, *results: Any, **more: Any) -> str:
    """A record of every_eval_ever in a version of its schema."""
    about = {"name": "Acme 8B", "id": "acme/acme-8b-instruct"}
    metadata = {
        "source_name": "Acme",
        "source_type": "evaluation_run",
        "source_organization_name": "Acme",
    }
    record = {"schema_version": version, "model_info": about, "source_metadata": metadata}
    return json.dumps(record | {"evaluation_results": results} | more)


def reading(call: Callable[..., Any], name: str, **options: Any) -> Callable[[Path], object]:
    """The call on a file of a folder."""
    return lambda folder: call(folder / name, **options)


def differing(before: str, after: str) -> Callable[[Path], str]:
    """What differs between two files of a folder, drawn."""
    known = lc.catalog()
    return lambda folder: to_text(diff(str(folder / before), str(folder / after), known)[0])


UNCERTAIN = {"score": 0.25, "uncertainty": {"standard_error": {"value": 0.01}, "num_samples": 100}}
LIGHTEVAL = {
    "config_general": {"model_name": "acme", "lighteval_sha": "0123456789", "max_samples": 7},
    "results": {
        "lighteval|gsm8k|5": {"em": 0.5, "em_stderr": 0.1},
        "mmlu:_average|5": {"acc": 0.25, "acc_stderr": 0.2},
    },
}
ENTRIES = """\
- dataset: {id: openai/gsm8k, task_id: gsm8k}
  value: 94.78
  date: "2025-01-15"
  source: {url: "https://x.example/a", name: Acme, user: acme}
- dataset:
    id: Idavidrein/gpqa
    task_id: diamond
  value: 0.412
  notes: "shots: 5, unit: percent"
"""
FRONT = (
    f"license: llama3\nlanguage: [en, de]\nbase_model: meta-llama/Meta-Llama-3-8B\n{LEADERBOARD}"
)
HUB = {
    "README.md": f"---\n{FRONT}---\n# Acme\n\ntext\n",
    ".eval_results/a.yaml": ENTRIES,
    "config.json": json.dumps(CONFIG),
}
RECORDS = (DATA / "files" / "0.1" / "records.jsonl").read_text()
LM_EVAL = DATA / "lm_eval"

READERS = {
    "load card": Reader({"a.toml": CARD}, reading(lc.load, "a.toml")),
    "load publication": Reader({"a.toml": PUBLICATION}, reading(lc.load, "a.toml")),
    "load json card": Reader({"a.json": json.dumps(tomllib.loads(CARD))}, reading(lc.load, "a.json")),
    "load json": Reader({"a.json": (DATA / "files/0.1/publication.json").read_text()}, reading(lc.load, "a.json")),
    "lm-eval 0.4.0": Reader({"a.json": (LM_EVAL / "0.4.0/mixed_pets.json").read_text()}, reading(lc.from_lm_eval, "a.json")),
    "lm-eval 0.4.13": Reader({"a.json": (LM_EVAL / "0.4.13/mixed_pets.json").read_text()}, reading(lc.from_lm_eval, "a.json")),
    "lm-eval chat": Reader({"a.json": (LM_EVAL / "0.4.9/hf_chat_multiturn_system.json").read_text()}, reading(lc.from_lm_eval, "a.json")),
    "lm-eval limited": Reader({"a.json": (LM_EVAL / "limited.json").read_text()}, reading(lc.from_lm_eval, "a.json")),
    "flat harness": Reader({"a.json": json.dumps(FLAT)}, reading(lc.from_lm_eval, "a.json")),
    "flat board": Reader({"a.json": json.dumps(BOARD)}, reading(lc.from_lm_eval, "a.json")),
    "lighteval": Reader({"a.json": json.dumps(LIGHTEVAL)}, reading(lc.from_lm_eval, "a.json")),
    "samples": Reader({"a.jsonl": (LM_EVAL / "tasks/sums.jsonl").read_text()}, reading(lc.from_lm_eval, "a.jsonl")),
    "eee 0.1": Reader({"a.json": eee("0.1.0", result("MMLU", 50, **bounds(0, 100)))}, reading(lc.from_eee, "a.json")),
    "eee 0.2": Reader({"a.json": eee("0.2.0", result("gsm8k", **bounds(0, 1)), result("x", 7, **bounds(0, 10)))}, reading(lc.from_eee, "a.json")),
    "eee 0.3": Reader(
        {"a.json": eee("0.3.0", result("gsm8k/strict", score_details=UNCERTAIN, generation_config={"additional_details": {"num_fewshot": "8"}}), eval_library={"name": "lm_eval", "version": "0.4.3"}, evaluation_timestamp="1700000000")},
        reading(lc.from_eee, "a.json"),
    ),
    "from_hub": Reader(HUB, lc.from_hub),
    "from_hub tables": Reader({"README.md": README}, lambda folder: lc.from_hub(folder, tables=True)),
    "verify": Reader(FILES, lambda folder: lc.verify(folder, catalog=catalog(), uncovered=True)),
    "draft": Reader({"a.md": README}, lambda folder: draft(folder / "a.md")[0]),
    "diff records": Reader({"a.jsonl": RECORDS, "b.jsonl": RECORDS}, differing("a.jsonl", "b.jsonl")),
    "diff documents": Reader({"a.md": README, "b.md": README}, differing("a.md", "b.md")),
    "diff csv": Reader({"a.csv": (DATA / "written_out/records.csv").read_text(), "b.jsonl": RECORDS}, differing("a.csv", "b.jsonl")),
}  # fmt: skip

TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*"|[\w.+-]+|\s+|.')
HOSTILE = (
    *("null", "true", "-1", "0", "1e400", "1e-400", "0.1e-3", "NaN", "-Infinity", "9" * 400, "9" * 5000),
    *('""', '" "', '"5"', '"nan"', '"1e5"', '"٣"', '"0.5%"', '"5-3"', '"\\ud800"', '"\\u0000"', '"8k"'),
    *("[]", "{}", "[null]", '[[1, [2]], {"a": null}]', '{"a": {"b": 0.125}}', "x" * 5000, "模" * 90),
    *("[" * 40 + "]" * 40, "[" * 90, "{" * 90, '{"a":' * 70 + "1" + "}" * 70, "(" * 500, "*" * 500),
    *("2024-02-30", "2024-01-01", "0001-01-01", "&a", "*a", "<<: *a", "!!python/object:os.system", "? ", "|-\n"),
    *("---", "---\n", "- ", "  ", "\t", "\n", "\n\n", ", ", ": ", "#", "|", "\\", "'", '"', "$", "%"),
    *("<td rowspan=9999 colspan=9999>", "</table>", "<!--", "<table><tr>", "<![CDATA[", "&#0;", "&#xD800;"),
    *("\0", "\ufeff", "\u2028", "\u202e\u200b", "\x1b]0;T\x07", "\x85", "²", "½", "٣٤", "１２", "é", "e\u0301"),
)  # fmt: skip


VALUES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 7, 10**30, 0.125, -0.5, 1e300, 5e-324, float("nan"), "{1e400}", "{1e-400}", "{1.50e1}"),
    *("", " ", "5", "0.5", "nan", "1e5", "٣", "50%", "5-3", "5-shot", "8k", "15T+", "\ud800", "a\0b", "\ufeff", "x" * 5000),
    *("\u202e\u200b", "x\x1b]0;T\x07", "MMLU", "percent", "fraction", "base", "2024-02-30", "0001-01-01", "none", "N/A"),
    *([], {}, [None], [5], ["a", "a"], {"a": 1}, {"": ""}, [[1, [2]], {"a": None}], [[[[]]]], {"a": {"b": {"c": 0.5}}}),
)  # fmt: skip
"""What takes the place of a value; numbers in braces stand as they are."""


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and mapping with each of its indexes or keys."""
    for key in (
        list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    ):
        yield data, key
        yield from places_in(data[key])


def restructured(draw: st.DrawFn, data: Any) -> str:
    """The data as JSON, with some values and keys changed."""
    for _ in range(draw(st.integers(1, 4))):
        places = [*places_in(data)]
        (held, key), (giver, there) = (draw(st.sampled_from(places)) for _ in "ab")
        kind = draw(
            st.sampled_from(
                ["value"] * 6 + ["other", "other", "key", "drop", "again", "wrap", "deep"]
            )
        )
        if kind == "value":
            held[key] = deepcopy(draw(st.sampled_from(VALUES)))
        elif kind == "other":
            held[key] = deepcopy(giver[there])
        elif kind == "key" and isinstance(held, dict):
            held[there if isinstance(there, str) else draw(st.sampled_from(HOSTILE))] = held.pop(
                key
            )
        elif kind == "drop":
            del held[key]
        elif kind == "again" and isinstance(held, list):
            held *= 2
        elif kind in ("wrap", "deep"):
            held[key] = [held[key]] if kind == "wrap" else nested(50)
        if not data:
            break
    text = json.dumps(data, ensure_ascii=draw(st.booleans()), default=str)
    return re.sub(r'"\{(1[.\w-]+)\}"', r"\1", text)


def structured(draw: st.DrawFn, name: str, text: str) -> str:
    """A file of JSON or YAML, or the front matter of a README, with its structure changed."""
    above, front, below = text.split("---\n", 2) if name == "README.md" else ("", text, "")
    data = json.loads(front) if name.endswith(".json") else yaml.safe_load(front)
    rulers = ("---\n", "\n---\n") if below else ("", "")
    return f"{above}{rulers[0]}{restructured(draw, data)}{rulers[1]}{below}"


@st.composite
def changed(draw: st.DrawFn, name: str, text: str) -> bytes:
    """The text with some changes of values and keys, or of tokens, lines and bytes."""
    if name.endswith((".json", ".yaml", "README.md")) and draw(st.integers(0, 3)):
        return structured(draw, name, text).encode("utf-8", "replace")
    for _ in range(draw(st.integers(1, 3))):
        tokens = TOKENS.findall(text)
        if not tokens:
            break
        at, other = (draw(st.integers(0, len(tokens) - 1)) for _ in "ab")
        hostile, new = draw(st.sampled_from(HOSTILE)), tokens[:]
        kind = draw(
            st.sampled_from(
                ["other", "hostile", "hostile", "inside", "before", "cut", "drop", "again", "lines"]
            )
        )
        if kind == "other":
            new[at] = tokens[other]
        elif kind == "hostile":
            new[at] = hostile
        elif kind == "inside":
            new[at] = f"{new[at][:1]}{hostile.replace(chr(34), '')}{new[at][1:]}"
        elif kind == "before":
            new[at:at] = [hostile]
        elif kind == "cut":
            new = new[:at]
        elif kind == "drop":
            del new[min(at, other) : max(at, other) if at % 2 else at + 2]
        elif kind == "again":
            new[at:at] = tokens[min(at, other) : max(at, other)][:200]
        text = "".join(new)
        if kind == "lines":
            lines = text.splitlines(keepends=True)
            text = "".join(lines[: at % len(lines)] + lines[: other % len(lines)])
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\r"])))
    whole = text.encode("utf-8", "replace")
    if draw(st.integers(0, 9)) == 0 and whole:
        at = draw(st.integers(0, len(whole) - 1))
        whole = whole[:at] + bytes([whole[at] ^ draw(st.integers(1, 255))]) + whole[at + 1 :]
    return draw(st.sampled_from([b""] * 9 + [b"\xef\xbb\xbf"])) + whole


@st.composite
def folders(draw: st.DrawFn, files: Mapping[str, str]) -> dict[str, bytes]:
    """The files, one of which is changed."""
    name = draw(st.sampled_from(sorted(files)))
    whole = {name: text.encode() for name, text in files.items()}
    return whole | {name: draw(changed(name, files[name]))}


def digits_of(number: Decimal) -> str:
    """The digits of a number that a change of its unit or of a comma leaves."""
    return "".join(map(str, number.as_tuple().digits)).strip("0")


def digits_in(texts: list[str]) -> set[str]:
    """The digits of every number of the texts."""
    found = set[str]()
    for text in texts:
        plain = "".join(str(unicodedata.decimal(c, c)) for c in text)
        for number in re.findall(r"[0-9][0-9,._]*", plain):
            for part in {number, *re.split(r"[,_]", number)}:
                found.add(re.sub("[^0-9]", "", part).strip("0"))
    return found


def figures_of(answer: object) -> Iterator[Decimal]:
    """Every figure of the scores of a card or publication."""
    scores: list[Any] = []
    if isinstance(answer, lc.ModelCard):
        scores += answer.scores
    if isinstance(answer, lc.Publication):
        scores += [record for _, record in answer.statements() if isinstance(record, lc.Score)]
    for score in scores:
        yield from (f for f in (score.value, score.interval, score.error) if f is not None)


def write(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the files, and return their texts."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return [content.decode("utf-8", "replace") for content in files.values()]


def check_reading(reader: Reader, folder: Path, files: Mapping[str, bytes]) -> None:
    """Read, and look at the answer or the error, which is about a file."""
    texts = write(folder, files)
    started, said = time.process_time(), ""
    try:
        answer = reader.call(folder)
        str(answer)
    except errors.FileError as error:
        answer, said = None, str(error)
    assert len(said) <= 400
    assert inert_text(said) == said
    assert time.process_time() - started < SECONDS
    assert {digits_of(figure) for figure in figures_of(answer)} <= digits_in(texts)


def check_command(arguments: list[str], folder: Path, files: Mapping[str, bytes]) -> None:
    """Run a command on files, and look at its exit code and at what it says."""
    write(folder, files)
    out, said = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(said):
        code = main([str(folder / a) if a in (".", *files) else a for a in arguments])
    assert code in range(4)
    assert (code == 2) == bool(said.getvalue())
    assert all(len(line) <= 420 for line in said.getvalue().splitlines())
    for line in f"{out.getvalue()}{said.getvalue()}".split("\n"):
        assert inert_text(line) == line


def fuzz(
    files: Mapping[str, str], check: Callable[[dict[str, bytes]], None], examples: int
) -> None:
    """Check so many changes of the files."""

    @same_examples(examples)
    @given(folders(files))
    def hostile(drawn: dict[str, bytes]) -> None:
        with warnings.catch_warnings(action="ignore"):
            check(drawn)

    hostile()


ROUNDS = [15, pytest.param(500, marks=pytest.mark.slow)]
"""Changes of each kind of file: some in every run, more in the gate."""


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_contents(tmp_path: Path, reader: Reader, rounds: int) -> None:
    """Whatever a file holds, a reader answers soon, or refuses it in one short sentence."""
    fuzz(reader.files, partial(check_reading, reader, tmp_path), rounds)


@pytest.mark.parametrize("context", ["three digits", "inexact is an error", "floats are an error"])
def test_contexts(tmp_path: Path, context: str) -> None:
    """Files are read the same whatever decimal context the caller has."""
    for name, reader in READERS.items():
        if name == "samples":
            continue
        write(tmp_path, {file: text.encode() for file, text in reader.files.items()})
        with warnings.catch_warnings(action="ignore"):
            expected = reader.call(tmp_path)
            with localcontext(Context(**CONTEXTS[context])):
                answer = reader.call(tmp_path)
        assert answer == expected
        assert [*figures_of(answer)] == [*figures_of(expected)]


COMMANDS = {
    "validate card": ("load card", "validate a.toml"),
    "validate publication": ("load publication", "validate a.toml"),
    "show with": ("load json card", "show acme-8b-instruct --with a.json"),
    "compare with": ("load json card", "compare acme-8b-instruct llama-3-8b-instruct --with a.json"),
    "check-use": ("from_hub", "check-use README.md --distribute"),
    "draft": ("draft", "draft a.md"),
    "diff": ("diff csv", "diff a.csv b.jsonl"),
}  # fmt: skip


@pytest.mark.parametrize("rounds", ROUNDS)
@pytest.mark.parametrize(("reader", "line"), COMMANDS.values(), ids=COMMANDS)
def test_commands(tmp_path: Path, reader: str, line: str, rounds: int) -> None:
    """Whatever a file holds, a command ends as documented, and says in one line what is wrong."""
    fuzz(READERS[reader].files, partial(check_command, line.split(), tmp_path), rounds)


def grouped(groups: Mapping[str, list[str]]) -> str:
    """A results file of the harness with these groups."""
    results = {task: {"acc,none": 0.5} for task in groups}
    return json.dumps({"model_name": "x", "results": results, "group_subtasks": groups})


INDENTED = {f"g{n}": {"acc,none": 0.5, "alias": f"{' ' * n}x"} for n in range(500)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (grouped({f"g{n}": [f"g{n + 1}"] for n in range(5000)}), "groups are nested too deeply"),
        (json.dumps({"model_name": "x", "results": INDENTED}), "groups are nested too deeply"),
        (grouped({f"g{n}": [f"g{m}" for m in range(500)] for n in range(500)}), "groups of too many tasks"),
    ],
    ids=["deep", "deep by indents", "all in all"],
)  # fmt: skip
def test_groups(tmp_path: Path, text: str, problem: str) -> None:
    """Groups that would take minutes to look into are refused at once."""
    (tmp_path / "a.json").write_text(text)
    started = time.process_time()
    with pytest.raises(errors.ContentError, match=problem):
        lc.from_lm_eval(tmp_path / "a.json")
    assert time.process_time() - started < SECONDS


def test_many_changed_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scores that take the place of others are each written as few times as there are scores."""
    made: list[lc.Score] = []

    def counted(score: lc.Score) -> dict[str, Any]:
        made.append(score)
        return result_block(score)

    def scored(letter: str) -> list[lc.Score]:
        return [lc.Score.of("B", "5", subset=f"{letter}{n}", source="s") for n in range(100)]

    lc.to_hub(lc.ModelCard(name="x", scores=scored("p")), tmp_path)
    changed = evolve(lc.from_hub(tmp_path), scores=scored("q"))
    monkeypatch.setattr(hub, "result_block", counted)
    lc.to_hub(changed, tmp_path, overwrite=True)
    assert len(made) <= 400
    assert set(lc.from_hub(tmp_path).scores) == set(scored("q"))
