"""Files under attack: nothing is lost, nothing hangs, nothing is written outside."""

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards import _textfile, errors
from llamacards._textfile import UNFINISHED, change_files, check_finished, list_folder, read_text


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder, hidden ones too."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_text() for file in files}


def failing(at: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, whose call of this number fails as on a full disk."""
    calls = iter(range(1_000))

    def full(*arguments: Any, **named: Any) -> Any:
        if next(calls) == at:
            raise OSError(28, "No space left on device")
        return call(*arguments, **named)

    return full


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the old file is what it was, and nothing lies beside it."""
    path = tmp_path / "a.json"
    lc.dump(lc.ModelCard(name="old"), path)
    before = contents(tmp_path)
    monkeypatch.setattr(os, "fsync", failing(0, os.fsync))
    with pytest.raises(errors.FileError, match="cannot be written: No space left on device"):
        lc.dump(lc.ModelCard(name="new"), path, overwrite=True)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("at", range(7))
def test_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Whichever step of a change of several files fails, the folder is what it was."""
    for name in ("a", "b", "gone"):
        (tmp_path / name).write_text(f"old {name}")
    before = contents(tmp_path)
    monkeypatch.setattr(Path, "replace", failing(at, Path.replace))
    written = {tmp_path / name: f"new {name}" for name in ("a", "new", "b")}
    written[tmp_path / "sub" / "c"] = "new c"
    with pytest.raises(errors.FileError, match="cannot be written: No space left on device"):
        change_files(written, [tmp_path / "gone"], folder=tmp_path, overwrite=True)
    monkeypatch.undo()
    assert contents(tmp_path) == before
    assert not (tmp_path / "sub").exists()


def test_not_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder takes no more changes, not even back, it is refused as half written."""
    lc.to_hub(lc.ModelCard(name="old", scores=[lc.Score.of("MMLU", "5", source="s")]), tmp_path)
    replace, calls = Path.replace, iter(range(1_000))

    def freeze(path: Path, target: Path) -> Path:
        if path.parent.name == ".eval_results" and next(calls):
            raise PermissionError(13, "Permission denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", freeze)
    new = lc.ModelCard(name="new", scores=[lc.Score.of("MMLU", "6", source="s")])
    with pytest.raises(errors.FileError, match="cannot be written: Permission denied"):
        lc.to_hub(new, tmp_path, overwrite=True)
    with pytest.raises(errors.ContentError, match="half written, as a program was stopped"):
        lc.from_hub(tmp_path)


def test_several_files(tmp_path: Path) -> None:
    """A change of several files writes, replaces and removes, and leaves nothing of its own."""
    folder = tmp_path / "new" / "folder"
    change_files({folder / "a": "1", folder / "sub" / "b": "2"}, folder=folder, overwrite=False)
    change_files({folder / "a": "3"}, [folder / "sub" / "b"], folder=folder, overwrite=True)
    assert contents(folder) == {"a": "3"}


def test_killed_between_files(tmp_path: Path) -> None:
    """A writer that was killed between two files leaves a mark, which readers refuse."""
    script = """
        import os
        from pathlib import Path
        from llamacards import _textfile
        Path.replace = lambda *_: os._exit(9)
        folder = Path(os.sys.argv[1])
        _textfile.change_files({folder / "a": "1", folder / "b": "2"}, folder=folder, overwrite=True)
    """
    (tmp_path / "a").write_text("old")
    check_finished(tmp_path)
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], check=False
    )
    assert killed.returncode == 9
    with pytest.raises(errors.ContentError, match="half written, as a program was stopped"):
        check_finished(tmp_path)
    assert (tmp_path / "a").read_text() == "old"
    change_files({tmp_path / "a": "1", tmp_path / "b": "2"}, folder=tmp_path, overwrite=True)
    assert not (tmp_path / UNFINISHED).exists()


def test_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is interrupted from the keyboard is undone too."""
    path = tmp_path / "a.txt"

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        lc.ModelCard(name="a").save(path)
    assert contents(tmp_path) == {}


def test_mode_kept(tmp_path: Path) -> None:
    """The new file has the permissions of the old one."""
    path = lc.dump(lc.ModelCard(name="old"), tmp_path / "a.json")
    path.chmod(0o640)
    lc.dump(lc.ModelCard(name="new"), path, overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written is not replaced, though its folder lets one."""
    path = lc.dump(lc.ModelCard(name="old"), tmp_path / "a.json")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(errors.FileError, match="cannot be written: Permission denied"):
        lc.dump(lc.ModelCard(name="new"), path, overwrite=True)
    assert lc.load(path) == lc.ModelCard(name="old")


@pytest.mark.parametrize("overwrite", [True, False])
def test_links(tmp_path: Path, overwrite: bool) -> None:
    """Nothing is written through a link, and a link is not lost."""
    (tmp_path / "precious.txt").write_text("precious")
    link = tmp_path / "a.txt"
    link.symlink_to("precious.txt")
    with pytest.raises(errors.FileError, match="is a link, not a regular file"):
        lc.ModelCard(name="a").save(link, overwrite=overwrite)
    assert contents(tmp_path) == {"precious.txt": "precious", "a.txt": "precious"}


def test_linked_folder(tmp_path: Path) -> None:
    """A folder inside the one that changes is not written into where it is a link."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "hub").mkdir()
    (tmp_path / "hub" / "sub").symlink_to("../elsewhere")
    with pytest.raises(errors.FileError, match="is a link, and nothing is written through links"):
        change_files({tmp_path / "hub" / "sub" / "a": "1"}, folder=tmp_path / "hub", overwrite=True)
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("taken", [False, True])
def test_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    """On a file system without hard links too, a file that came meanwhile is not lost."""
    path = tmp_path / "a.txt"

    def refuse(*_: object) -> None:
        if taken:
            path.write_text("came meanwhile")
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    if taken:
        with pytest.raises(errors.FileError, match="already exists"):
            lc.ModelCard(name="a").save(path)
        assert contents(tmp_path) == {"a.txt": "came meanwhile"}
    else:
        assert contents(lc.ModelCard(name="a").save(path).parent).keys() == {"a.txt"}


def test_taken_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program makes while ours is written is not replaced."""
    path = tmp_path / "a.txt"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_text("came meanwhile"))
    with pytest.raises(errors.FileError, match="already exists; overwrite=True replaces it"):
        lc.ModelCard(name="a").save(path)
    assert contents(tmp_path) == {"a.txt": "came meanwhile"}


READERS: dict[str, Callable[[Path], object]] = {
    "load": lambda path: lc.load(path / "f.json"),
    "from_lm_eval": lambda path: lc.from_lm_eval(path / "f.json"),
    "from_hub": lambda path: lc.from_hub(path / "f.json"),
    "save": lambda path: lc.ModelCard(name="a").save(path / "f.txt", overwrite=True),
    "dump": lambda path: lc.dump(lc.ModelCard(name="a"), path / "f.json", overwrite=True),
}


@pytest.mark.parametrize("call", READERS.values(), ids=READERS)
def test_pipes(tmp_path: Path, call: Callable[[Path], object]) -> None:
    """A pipe without a writer is refused at once, where a file is read or written."""
    for name in ("f.json", "f.txt"):
        os.mkfifo(tmp_path / name)
    with pytest.raises(errors.FileError, match="is a pipe, not a regular file"):
        call(tmp_path)


def test_pipe_in_place_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that takes the place of a file after it was looked at does not block either."""
    (tmp_path / "file").write_text("a")
    os.mkfifo(tmp_path / "pipe")
    found = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: found)
    with pytest.raises(errors.FileError, match="is a pipe, not a regular file"):
        read_text(tmp_path / "pipe")


def test_device() -> None:
    """A device is refused before it is opened."""
    with pytest.raises(errors.FileError, match="/dev/null is a device, not a regular file"):
        read_text("/dev/null")


@pytest.mark.parametrize(
    ("path", "rule"),
    [("a\0b", "free of NUL characters"), ("a\ud800", "a text that the file system can encode")],
)
@pytest.mark.parametrize("call", [lc.load, lc.from_hub, lc.verify, lc.from_lm_eval])
def test_no_path(call: Callable[[str], object], path: str, rule: str) -> None:
    """What no file system takes for a path is refused as such."""
    with pytest.raises(errors.FieldError) as refused:
        call(path)
    assert refused.value.rule == rule


@pytest.mark.parametrize("overwrite", ["no", 1, None])
def test_no_flag(tmp_path: Path, overwrite: Any) -> None:
    """overwrite= is a flag: a text such as "no" is not taken for a yes."""
    with pytest.raises(errors.FieldError, match=r"file\.overwrite must be True or False"):
        lc.ModelCard(name="a").save(tmp_path / "a.txt", overwrite=overwrite)


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is listed in order; none is none, and a file or a folder of too many is refused."""
    for name in "ba":
        (tmp_path / name).write_text("")
    assert list_folder(tmp_path) == ["a", "b"]
    assert list_folder(tmp_path / "missing") == []
    with pytest.raises(errors.FileError, match="cannot be read: Not a directory"):
        list_folder(tmp_path / "a")
    monkeypatch.setattr(_textfile, "MOST_FILES", 1)
    with pytest.raises(errors.ContentError, match="more than 1 files"):
        list_folder(tmp_path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("1e99999999999999999999", "the number 1e99999999999999999999 is too large, too small or too long for a figure"),
        ("1e9999", "the number 1e9999 is too large, too small or too long for a figure"),
        ("[" * 65 + "]" * 65, "nested too deeply"),
        ('{"a":' * 65 + "1" + "}" * 65, "nested too deeply"),
    ],
    ids=range(4),
)  # fmt: skip
def test_bounds_of_json(tmp_path: Path, content: str, problem: str) -> None:
    """Numbers and depths that no card has are refused in a sentence."""
    path = tmp_path / "a.json"
    path.write_text(f'{{"name": "x", "size": {content}}}')
    with pytest.raises(errors.ContentError) as refused:
        lc.load(path)
    assert refused.value.problems == (problem,)
