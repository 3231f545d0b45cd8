"""The command line."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import llamacards as lc
from llamacards._cli import EXAMPLES, main

CARDS = ["llama-2-70b", "llama-3-70b"]


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
        (["conflicts", *CARDS], str(lc.conflicts(*CARDS))),
        (["licenses"], str(lc.compare_licenses(*lc.licenses()))),
        (["licenses", "llama3", "mit", "--differing"], str(lc.compare_licenses("llama3", "mit", differing=True))),
        (
            ["check-use", "llama-3-70b", "--monthly-users-at-release", "5", "--no-train-other-models",
             "--distribute", "--model-name", "X", "--shows", "Y", "--region", "EU"],
            str(lc.check_use("llama-3-70b", monthly_users_at_release=5, train_other_models=False,
                             distribute=True, model_name="X", shows="Y", region="EU")),
        ),
        (["memory", *CARDS], str(lc.memory_table(*CARDS))),
        (
            ["memory", *CARDS, "--gpu", "80GiB", "--context", "4k", "--batch", "8", "--weights", "int8", "--kv", "fp8",
             "--headroom", "0.2"],
            str(lc.memory_table(*CARDS, gpu="80GiB", context=4096, batch=8, weights="int8", kv="fp8", headroom="0.2")),
        ),
    ],
    ids=["list", "filtered", "show", "compare", "all options", "conflicts", "licenses", "differing", "use", "memory", "all of memory"],
)  # fmt: skip
def test_commands(arguments: list[str], printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command prints what its function gives."""
    assert (main(arguments), capsys.readouterr().out) == (0, f"{printed}\n")


@pytest.mark.parametrize("command", EXAMPLES)
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of every command has examples, and each of them runs."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    _, _, examples = capsys.readouterr().out.partition("examples:\n")
    calls = [shlex.split(line) for line in examples.splitlines()]
    assert len(calls) == len(EXAMPLES[command])
    assert [main(call[1:]) for call in calls] == [0] * len(calls)


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
