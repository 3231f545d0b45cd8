"""The command line."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import llamacards as lc
from llamacards._cli.command import Command
from llamacards._cli.main import COMMANDS, main

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


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (["list"], repr(lc.catalog())),
        (["list", "llama-2*", "--tuning", "chat", "--version", "2"], repr(lc.Catalog(cards=lc.find("llama-2*", tuning="chat")))),
        (["show", "llama 3 8b"], str(lc.get_card("llama-3-8b"))),
        (["compare", *CARDS], str(lc.compare(*CARDS))),
        (
            ["compare", *CARDS, "--section", "scores", "--benchmark", "mmlu", "--rows", "all", "--best",
             "--baseline", "llama-2-70b", "--as-of", "2024-06-01", "--source", "Llama 3 model card", "--style", "grid"],
            lc.compare(*CARDS, sections=["scores"], benchmarks=["mmlu"], rows="all", best=True, baseline="llama-2-70b",
                       as_of="2024-06-01", sources=["Llama 3 model card"]).to_text("grid"),
        ),
        (
            ["compare", *CARDS, "--equate", "acc_char=macro_avg/acc_char"],
            str(lc.compare(*CARDS, equate={"acc_char": "macro_avg/acc_char"})),
        ),
        (["cite"], lc.cite(lc.catalog()).rstrip()),
        (["cite", *CARDS, "--benchmark", "MMLU", "--style", "csl-json"], lc.cite(lc.compare(*CARDS, benchmarks=["MMLU"]), style="csl-json").rstrip()),
        (["conflicts", *CARDS], str(lc.conflicts(*CARDS))),
        (["conflicts", "llama-2-13b-chat", "--history"], str(lc.conflicts("llama-2-13b-chat", history=True))),
        (["claims"], str(lc.check_claims())),
        (["claims", "--as-of", "2024-04-20"], str(lc.check_claims(as_of="2024-04-20"))),
        (["licenses"], str(lc.compare_licenses(*(li for li in lc.licenses() if li.licensor)))),
        (["licenses", "llama3", "mit", "--differing"], str(lc.compare_licenses("llama3", "mit", differing=True))),
        (
            ["check-use", "llama-3.1-8b", "--monthly-users-at-release", "5", "--no-train-other-models",
             "--distribute", "--model-name", "Llama X", "--shows", "Built with Llama", "--based-in", "EU"],
            str(lc.check_use("llama-3.1-8b", monthly_users_at_release=5, train_other_models=False, distribute=True,
                             model_name="Llama X", shows="Built with Llama", based_in="EU")),
        ),
        (["memory", *CARDS], str(lc.memory_table(*CARDS))),
        (
            ["memory", *CARDS, "--gpu", "80GiB", "--context", "4k", "--batch", "8", "--weights", "int8", "--kv", "fp8",
             "--headroom", "0.2"],
            str(lc.memory_table(*CARDS, gpu="80GiB", context=4096, batch=8, weights="int8", kv="fp8", headroom="0.2")),
        ),
    ],
    ids=["list", "filtered", "show", "compare", "all options", "equate", "cite", "cite one", "conflicts", "history", "claims", "claims then", "licenses", "differing", "use", "memory", "all of memory"],
)  # fmt: skip
def test_commands(arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command prints what its function gives."""
    assert (main(arguments), capsys.readouterr().out) == (0, f"{printed}\n")


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
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main([command.name, "--help"])
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    calls = [shlex.split(line) for line in examples.splitlines()]
    assert len(calls) == len(command.examples)
    codes = {"verify": {1}, "check-use": {1, 3}}.get(command.name, {0})
    assert {main(call[1:]) for call in calls} <= codes


@pytest.mark.parametrize("columns", [40, 80, 300])
def test_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal a comparison keeps to its width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    main(["compare", *CARDS])
    assert capsys.readouterr().out == f"{lc.compare(*CARDS).to_text(width=columns)}\n"


def test_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """The sources are listed, oldest first."""
    main(["sources"])
    titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("20")]
    assert len(titles) == len(lc.catalog().sources)
    assert titles == sorted(titles, key=lambda line: line[:10])


def test_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake is one line on stderr, and the exit code 2."""
    code = main(["show", "llama-3-8c"])
    assert (code, *capsys.readouterr()) == (
        2,
        "",
        "llamacards: no card is named 'llama-3-8c'; did you mean 'llama-3-8b', 'llama-3.1-8b' or 'llama-3-70b'?\n",
    )


def test_no_pair(capsys: pytest.CaptureFixture[str]) -> None:
    """Two metrics are written with "=" between them."""
    assert main(["compare", *CARDS, "--equate", "acc"]) == 2
    assert (
        capsys.readouterr().err
        == "llamacards: compare.equate must be two metrics such as 'acc,none=acc', not 'acc'\n"
    )


def test_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command, usage is shown and the exit code is 2."""
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert (stopped.value.code, "usage: llamacards" in capsys.readouterr().err) == (2, True)


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
    assert run("python -m llamacards show llama-3-8b").stdout == f"{lc.get_card('llama-3-8b')}\n"


def test_closed_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that stops reading is no error."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["list"]) == 0


def test_narrow_encoding() -> None:
    """A terminal that cannot show a character gets another in its place."""
    done = run("PYTHONIOENCODING=ascii python -m llamacards compare llama-3-8b llama-3-8b-instruct")
    assert (done.returncode, done.stderr) == (0, "")


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
        f"::error file={readme}::llama3.2, name prefix: no. The model is named csm; its name must begin with “Llama”."
    ]
    assert {line.split(" ")[0] for line in lines[:-1]} == {"::error", "::warning", "::notice"}
    assert lines[-1] == "Allowed: no (1 term against it)."
