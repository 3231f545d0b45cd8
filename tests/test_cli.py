"""The command line."""

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import llamacards as lc
from llamacards._cli.command import Command
from llamacards._cli.drawing import encodable
from llamacards._cli.main import COMMANDS, main
from llamacards._tables.displayable import Displayable
from made_up import in_shell

CARDS = ["llama-2-70b", "llama-3-70b"]


ACME = """\
name = "acme-8b"
size = "8B"
license = "llama3"
[[scores]]
benchmark = "MMLU"
value = 67.0
source = "Acme"
"""


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No width is set from outside."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["list"], lc.catalog()),
        (["list", "llama-2*", "--tuning", "chat", "--version", "2"], lc.Catalog(cards=lc.find("llama-2*", tuning="chat"))),
        (["show", "llama 3 8b"], (lc.get_card("llama-3-8b"))),
        (["compare", *CARDS], (lc.compare(*CARDS))),
        (
            ["compare", *CARDS, "--section", "scores", "--benchmark", "mmlu", "--rows", "all", "--best",
             "--baseline", "llama-2-70b", "--as-of", "2024-06-01", "--source", "Llama 3 model card", "--sort", "size"],
            lc.compare(*CARDS, sections=["scores"], benchmarks=["mmlu"], rows="all", best=True, baseline="llama-2-70b",
                       as_of="2024-06-01", sources=["Llama 3 model card"], sort="size"),
        ),
        (
            ["compare", *CARDS, "--equate", "acc_char=macro_avg/acc_char", "--equate", "agi eval:micro_avg=average/acc_char"],
            (lc.compare(*CARDS, equate={"acc_char": "macro_avg/acc_char", "AGIEval": {"micro_avg": "average/acc_char"}})),
        ),
        (["cite"], lc.cite(lc.catalog()).rstrip()),
        (["cite", *CARDS, "--benchmark", "MMLU", "--style", "csl-json"], lc.cite(lc.compare(*CARDS, benchmarks=["MMLU"]), style="csl-json").rstrip()),
        (["drift", "Llama 3 model card", "Llama 3.1 model card"], lc.drift("Llama 3 model card", "Llama 3.1 model card")),
        (["conflicts", *CARDS], (lc.conflicts(*CARDS))),
        (["conflicts", "llama-2-13b-chat", "--history"], (lc.conflicts("llama-2-13b-chat", history=True))),
        (["claims"], (lc.check_claims())),
        (["claims", "--as-of", "2024-04-20"], (lc.check_claims(as_of="2024-04-20"))),
        (["licenses"], (lc.compare_licenses(*(li for li in lc.licenses() if li.licensor)))),
        (["licenses", "llama3", "mit", "--differing"], (lc.compare_licenses("llama3", "mit", differing=True))),
        (
            ["check-use", "llama-3.1-8b", "--monthly-users-at-release", "5", "--no-train-other-models",
             "--distribute", "--model-name", "Llama X", "--shows", "Built with Llama", "--based-in", "EU"],
            (lc.check_use("llama-3.1-8b", monthly_users_at_release=5, train_other_models=False, distribute=True,
                             model_name="Llama X", shows="Built with Llama", based_in="EU")),
        ),
        (["memory", *CARDS], (lc.memory_table(*CARDS))),
        (
            ["memory", *CARDS, "--gpu", "80GiB", "--context", "4k", "--batch", "8", "--weights", "int8", "--kv", "fp8",
             "--headroom", "0.2"],
            (lc.memory_table(*CARDS, gpu="80GiB", context=4096, batch=8, weights="int8", kv="fp8", headroom="0.2")),
        ),
    ],
    ids=["list", "filtered", "show", "compare", "all options", "equate", "cite", "cite one", "drift", "conflicts", "history", "claims", "claims then", "licenses", "differing", "use", "memory", "all of memory"],
)  # fmt: skip
def test_commands(
    arguments: list[str], printed: Displayable | str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command prints what its function gives, in 100 columns and words of the shell."""
    expected = printed if isinstance(printed, str) else in_shell(printed)
    assert (main(arguments), capsys.readouterr().out) == (0, f"{expected}\n")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help(
    command: Command,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    The help of every command has examples, and each of them runs where their files are.

    Where no document is, there is nothing to verify, which is exit code 1.
    """
    (tmp_path / "acme.toml").write_text(ACME)
    (tmp_path / "report.json").write_text('{"source": "Report"}')
    (tmp_path / "old").mkdir()
    for card in ("MODEL_CARD.md", "old/MODEL_CARD.md"):
        (tmp_path / card).write_text("# Acme\n\n| | Acme 8B |\n|-|-|\n| MMLU | 60.1 |\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main([command.name, "--help"])
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    calls = [shlex.split(line) for line in examples.splitlines()]
    assert len(calls) == len(command.examples)
    codes = {"verify": {1}, "diff": {0, 1}, "check-use": {1, 3}}.get(command.name, {0})
    assert {main(call[1:]) for call in calls} <= codes


@pytest.mark.parametrize("columns", [40, 80, 300])
def test_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal a comparison keeps to its width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    expected = f"{in_shell(lc.compare(*CARDS), columns)}\n"
    main(["compare", *CARDS])
    assert capsys.readouterr().out == expected
    monkeypatch.delenv("COLUMNS")
    main(["compare", *CARDS, "--width", str(columns)])
    assert capsys.readouterr().out == expected


@pytest.mark.parametrize(
    "command",
    [
        ["list"], ["show", "llama-3-8b"], ["compare", *CARDS], ["conflicts", "llama-*"], ["claims"],
        ["licenses"], ["check-use", "llama3"], ["memory", "llama-*-8b"], ["sources"], ["audit"],
        ["drift", "Llama 3 model card", "Llama 3.1 model card"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
@pytest.mark.parametrize("columns", [60, 80, 100])
def test_width(command: list[str], columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command keeps to the width, but for addresses."""
    main([*command, "--width", str(columns), "--notes"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > columns and "://" not in line] == []


@pytest.mark.parametrize("name", ["a.md", "a.HTML", "a.tex", "a.csv", "a.json", "a.jsonl", "a.txt"])
def test_output(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer is written to a file in the format of its suffix, over what was there."""
    path = tmp_path / name
    path.write_text("old")
    assert main(["compare", *CARDS, "--output", str(path), "--transpose"]) == 0
    assert capsys.readouterr().out == ""
    assert "79.5" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["markdown", "html", "latex", "csv", "json", "jsonl", "text"])
def test_format(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer is printed in the format asked for."""
    assert main(["compare", *CARDS, "--format", form]) == 0
    assert "79.5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compare", *CARDS, "--format", "pdf"], "no format is named 'pdf'; there is 'text', 'markdown', 'html', 'latex', 'csv', 'json' and 'jsonl'"),
        (["show", "llama-3-8b", "--format", "csv"], "no format of this table is named 'csv'; there is 'text', 'markdown', 'html' and 'latex'"),
        (["list", "--output", "a.pdf"], "no suffix is named '.pdf'; there is '.txt', '.md', '.html', '.tex', '.csv', '.json' and '.jsonl'"),
        (["list", "zzz*"], "no card is named 'zzz*'"),
        (["list", "--version", "9"], "no card has this version and tuning"),
    ],
)  # fmt: skip
def test_refused(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be had is one line on stderr, and the exit code 2."""
    assert (main(arguments), capsys.readouterr().err) == (2, f"llamacards: {message}\n")


@pytest.mark.parametrize("width", ["0", "-1", "x"])
def test_no_width(width: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no width is one line too."""
    with pytest.raises(SystemExit) as stopped:
        main(["list", f"--width={width}"])
    assert (stopped.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The command has a version."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    expected = f"llamacards {lc.__version__}\n"
    assert (stopped.value.code, capsys.readouterr().out) == (0, expected)


def test_completion(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Shells are told how to complete commands; without shtab it is said what brings it."""
    with pytest.raises(SystemExit) as stopped:
        main(["--completion", "bash"])
    assert (stopped.value.code, "_shtab_llamacards" in capsys.readouterr().out) == (0, True)
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["--completion", "bash"]) == 2
    told = "shtab is not installed; pip install 'llamacards[completion]' brings it"
    assert told in capsys.readouterr().err


def test_full_disk() -> None:
    """A disk that is full is one line, and the exit code 2."""
    done = run("python -m llamacards list > /dev/full")
    said = "llamacards: standard output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_no_output() -> None:
    """So is an output that is closed."""
    done = run("python -m llamacards list >&-")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """The sources are listed, oldest first."""
    main(["sources"])
    days = re.findall(r"20\d\d-\d\d-\d\d", capsys.readouterr().out)
    assert len(days) == len([s for s in lc.catalog().sources if s.published])
    assert days == sorted(days)
    main(["sources", "--format", "markdown"])
    assert "| Title | Published | Publisher | Address |" in capsys.readouterr().out


def test_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake is one line on stderr, and the exit code 2."""
    code = main(["show", "llama-3-8c"])
    assert (code, *capsys.readouterr()) == (
        2,
        "",
        "llamacards: no card is named 'llama-3-8c'; did you mean 'llama-3-8b', 'llama-3-70b' or 'llama-3-405b'?\n",
    )


def test_no_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """Two metrics are written with "=" between them."""
    assert main(["compare", *CARDS, "--equate", "acc"]) == 2
    assert (
        capsys.readouterr().err
        == "llamacards: --equate must be two metrics such as 'acc,none=acc', not 'acc'\n"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("compares llama-3-8b", "llamacards: no command is named 'compares'; did you mean 'compare'? There is "),
        ("show llama-3-8b --sorces", "llamacards show: no option is named '--sorces'; did you mean '--sources' or '--notes'? There is '--with', "),
        ("compare llama-3-8b --benchmarc=MMLU", "llamacards compare: no option is named '--benchmarc'; did you mean '--benchmark'? See "),
        ("show llama-3-8b more", "llamacards: unrecognized arguments: more; see llamacards --help\n"),
    ],
    ids=["command", "option", "option with a value", "argument"],
)  # fmt: skip
def test_misspelled(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For a command or option that there is not, the nearest one is named."""
    with pytest.raises(SystemExit, match="2"):
        main(line.split())
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("memory llama-3-8b --gpu=24", "--gpu must be a size with its unit, such as "),
        ("compare llama-3-8b --as-of 2024", "--as-of must be a date such as '2024-04-18', not '2024'"),
    ],
)  # fmt: skip
def test_options_by_name(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong value is that of its option, as it was written."""
    assert main(line.split()) == 2
    assert capsys.readouterr().err.startswith(f"llamacards: {said}")


def test_validate_some(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is valid is told of beside what is not."""
    paths = [str(tmp_path / name) for name in ("a.json", "b.json", "c.json")]
    for path, text in zip(paths, ('{"name": "a"}', "{", '{"name": "c"}'), strict=True):
        Path(path).write_text(text)
    assert main(["validate", *paths]) == 2
    out, said = capsys.readouterr()
    assert out == f"{paths[0]}: a card, a\n{paths[2]}: a card, c\n"
    assert said.startswith(f"llamacards: {paths[1]}: Expecting property name")


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, help is named and the exit code is 2."""
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert (stopped.value.code, "see llamacards --help" in capsys.readouterr().err) == (2, True)


def run(command: str) -> subprocess.CompletedProcess[str]:
    """A shell command in the checkout, with this Python as python."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PATH": path},
    )


def test_module() -> None:
    """The package run as a module is the command."""
    done = run("python -m llamacards show llama-3-8b")
    assert done.stdout == f"{in_shell(lc.get_card('llama-3-8b'))}\n"


def test_closed_pipe(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that stops reading is one line, and the exit code 2."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["list"]) == 2
    assert capsys.readouterr().err == "llamacards: standard output cannot be written: Broken pipe\n"


def test_narrow_encoding() -> None:
    """A terminal that cannot show a character gets another in its place."""
    done = run("PYTHONIOENCODING=ascii python -m llamacards compare llama-3-8b llama-3-8b-instruct")
    assert (done.returncode, done.stderr, "?" in done.stdout.split("\n\n")[0]) == (0, "", False)


@pytest.mark.parametrize(
    "command",
    [
        ["list", "acme*"],
        ["show", "acme-8b"],
        ["compare", "acme-8b", "llama-3-8b"],
        ["conflicts", "acme-8b"],
        ["licenses", "acme-8b"],
        ["check-use", "acme-8b"],
        ["memory", "acme-8b"],
        ["sources"],
    ],
)
def test_with_files(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that lists or compares takes files of one's own."""
    path = tmp_path / "acme.toml"
    path.write_text(ACME)
    assert main([*command, "--with", str(path)]) == (3 if command[0] == "check-use" else 0)
    assert "Error" not in capsys.readouterr().out
    code = main([*command, "--with", "missing.toml"])
    assert (code, capsys.readouterr().err) == (
        2,
        "llamacards: missing.toml cannot be read: No such file or directory\n",
    )


def test_validate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that hold what they should are said to."""
    card, report = tmp_path / "acme.toml", tmp_path / "report.json"
    card.write_text(ACME)
    report.write_text('{"source": "Report"}')
    assert main(["validate", str(card), str(report)]) == 0
    assert capsys.readouterr().out == f"{card}: a card, acme-8b\n{report}: a publication, Report\n"


def test_validate_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure that looks like a share of 1 among percents is pointed out, in a card and a table."""
    card, report = tmp_path / "acme.toml", tmp_path / "report.toml"
    share = ACME.replace("67.0", "0.701")
    second = share[share.index("[[scores]]") :].replace("0.701", "67.0").replace("MMLU", "ARC")
    card.write_text(f"{share}\n{second}")
    report.write_text(
        'source = "R"\n[[cards]]\nname = "m"\n[[tables]]\nsection = "T"\ncolumns = { M = "m" }\n'
        '[tables.rows.A]\nbenchmark = "MMLU"\nfigures = "0.5"\n'
        '[tables.rows.B]\nbenchmark = "ARC"\nfigures = "50"\n'
    )
    assert main(["validate", str(card), str(report)]) == 0
    told = capsys.readouterr().out
    assert "0.701 % is beside figures over 20 %; as a share of 1 it is 70.1 %" in told
    assert "  m, MMLU: 0.5 % is beside" in told


def test_validate_all_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several files, every problem is a line, and the exit code 2."""
    first, second = tmp_path / "a.toml", tmp_path / "b.json"
    first.write_text(ACME.replace("67.0", "667") + "cto = true\n")
    second.write_text("{")
    assert main(["validate", str(first), str(second), "missing.toml"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            f"llamacards: {first}: scores[0].cto: no key is named 'cto'; did you mean 'cot'?",
            f"llamacards: {first}: scores[0].value must be from 0 to 100 percent for MMLU, not 667",
            f"llamacards: {second}: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
            "llamacards: missing.toml cannot be read: No such file or directory",
        ],
    )


def test_validate_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that states something of a card that nobody introduces is refused."""
    path = tmp_path / "a.toml"
    path.write_text('source = "R"\n[[facts]]\nfield = "dense"\nvalue = true\ncards = "llama-9"\n')
    assert main(["validate", str(path)]) == 2
    assert "no card is named 'llama-9'" in capsys.readouterr().err


CARD_OF_THE_HUB = """---
license: apache-2.0
base_model: meta-llama/Llama-3.2-1B-Instruct
---
A model that speaks.
"""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--distribute", "--monthly-users-at-release", "5"], 1),
        (["--no-distribute", "--monthly-users-at-release", "5"], 3),
        (["--no-distribute", "--monthly-users-at-release", "5", "--no-train-other-models", "--no-train-on-output"], 0),
    ],
)  # fmt: skip
def test_use_of_a_readme(
    options: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The card of a README is checked with its bases, and the status tells what came of it."""
    readme = tmp_path / "csm-1b" / "README.md"
    readme.parent.mkdir()
    readme.write_text(CARD_OF_THE_HUB)
    assert main(["check-use", str(readme), *options]) == code
    printed = capsys.readouterr().out
    assert "apache-2.0" in printed
    assert "llama3.2" in printed


def test_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For GitHub what is against a plan is an error of the file, what is open a warning."""
    readme = tmp_path / "README.md"
    readme.write_text(CARD_OF_THE_HUB)
    assert (
        main(
            ["check-use", str(readme), "--distribute", "--model-name", "csm", "--format", "github"]
        )
        == 1
    )
    lines = capsys.readouterr().out.splitlines()
    against = [line for line in lines if line.startswith("::error")]
    assert against == [
        f"::error file={readme}::llama3.2, name prefix: no. The name csm must begin with “Llama”."
    ]
    assert {line.split(" ")[0] for line in lines[:-1]} == {"::error", "::warning", "::notice"}
    assert lines[-1] == "Allowed: no, because of model name prefix (§1.b.i)."


def test_stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a terminal lacks a sign, one as wide stands for it, in table and legend alike."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert encodable("≠ · ─ 模") == "# . - ?"
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert encodable("≠ · ─") == "# · -"


def test_stdout_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any output it is said so."""
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["list"]) == 2
    assert (
        capsys.readouterr().err == "llamacards: standard output cannot be written: it is closed\n"
    )
