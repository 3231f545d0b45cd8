"""Files: what is read of them, what is refused, and how."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._textfile import LARGEST_FILE, parse_json, parse_toml, read_text, write_text


def test_text(tmp_path: Path) -> None:
    """A file is read as UTF-8; a mark of byte order is no part of the text, line ends are."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo \xe4\xb8\xad")
    assert read_text(path) == "one\r\ntwo 中"


@pytest.mark.parametrize(
    ("name", "problem"),
    [("missing", "cannot be read: No such file or directory"), (".", "is a folder, not a regular file")],
)  # fmt: skip
def test_unreadable(tmp_path: Path, name: str, problem: str) -> None:
    """What is no file that can be read is named, with the reason."""
    path = tmp_path / name
    with pytest.raises(errors.FileError) as refused:
        read_text(path)
    assert str(refused.value) == f"{path} {problem}"


def test_too_large(tmp_path: Path) -> None:
    """No more is read than any file of this kind takes."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(errors.ContentError, match="larger than 16,000,000 bytes"):
        read_text(path)


def test_not_utf_8(tmp_path: Path) -> None:
    """Of a file in another encoding, the first line that shows it is named."""
    path = tmp_path / "latin"
    path.write_bytes("one\ntwo\nM\xfcnchen".encode("latin-1"))
    with pytest.raises(errors.ContentError, match="line 3 is not UTF-8"):
        read_text(path)


def test_written(tmp_path: Path) -> None:
    """A text is written with one newline at its end, and not over another file."""
    path = write_text(tmp_path / "a.txt", "one\r\n中", overwrite=False)
    assert path.read_bytes().decode() == "one\r\n中\n"
    with pytest.raises(errors.FileError, match="already exists; overwrite=True replaces it"):
        write_text(path, "two\n", overwrite=False)
    assert write_text(path, "two\n", overwrite=True).read_bytes() == b"two\n"


def test_no_unicode(tmp_path: Path) -> None:
    """Half a character is refused before a file is made of it."""
    with pytest.raises(errors.FileError, match="cannot be written: a text is not valid Unicode"):
        write_text(tmp_path / "a.txt", "\ud800", overwrite=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("parse", "text"), [(parse_json, '{"a": 82.0, "b": 8}'), (parse_toml, "a = 82.0\nb = 8")]
)
def test_digits(parse: Callable[[str, str], Any], text: str) -> None:
    """Numbers keep the digits that they are written with."""
    data = parse("x", text)
    assert (str(data["a"]), data["b"], type(data["a"])) == ("82.0", 8, Decimal)


@pytest.mark.parametrize(
    ("parse", "text", "problem"),
    [
        (parse_json, '{"a": 1,\n "b": }', "Expecting value: line 2 column 7 (char 15)"),
        (parse_json, '{"a": 1', "Expecting ',' delimiter: line 1 column 8 (char 7)"),
        (parse_json, "", "Expecting value: line 1 column 1 (char 0)"),
        (parse_json, "[" * 100_000, "nested too deeply"),
        (parse_json, '{"x": {"a": 1, "b": 2, "a": 3}}', "the key 'a' occurs twice in one object"),
        (parse_json, "1" * 5000, "a number of 5,000 characters is too long for a figure"),
        (parse_toml, "a = 1\nb = = 2", "Invalid value (at line 2, column 5)"),
        (parse_toml, "a = 1\na = 2\n", "Cannot overwrite a value (at line 2, column 6)"),
        (parse_toml, 'a = "', "Unterminated string (at line 1, the end)"),
        (parse_toml, "a = " + "[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_syntax(parse: Callable[[str, str], Any], text: str, problem: str) -> None:
    """What is no JSON or TOML is refused, with the line."""
    with pytest.raises(errors.ContentError) as refused:
        parse("x", text)
    assert str(refused.value).startswith(f"x: {problem}")


@pytest.mark.parametrize(
    "call",
    [
        lc.load,
        lc.from_lm_eval,
        lc.from_hub,
        lambda path: lc.dump(lc.get_card("llama-3-8b"), path),
        lambda path: lc.to_hub(lc.get_card("llama-3-8b"), path),
        lc.catalog().save,
        lc.verify,
    ],
    ids=["load", "from_lm_eval", "from_hub", "dump", "to_hub", "save", "verify"],
)
def test_no_path(call: Callable[[Any], object]) -> None:
    """What is no path is refused wherever one is asked for."""
    with pytest.raises(errors.FieldError, match="file.path must be a text or a Path, not 5"):
        call(5)
