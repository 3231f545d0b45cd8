"""
Files: bounded text is read; text is written whole, or the old file stays.

The content of a file is only data. Only regular files are read and written: a pipe or a device
could block forever, and a link could lead out of the folder.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from llamacards._wording import short_repr
from llamacards.errors import ContentError, FieldError, FileError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 16_000_000
"""
The most bytes of a file that are read: far more than any card, publication or results file has.
"""


MOST_FILES = 10_000
"""The most names in a folder that are read."""


DEEPEST = 64
"""The deepest nesting of lists and tables that is read."""


UNFINISHED = ".llamacards-unfinished"
"""A file that is in a folder while several of its files change."""


def to_path(path: str | Path) -> Path:
    """The path given as an argument."""
    from pathlib import Path

    if not isinstance(path, str | Path):
        raise FieldError("file", "path", "a text or a Path", path)
    try:
        encoded = os.fsencode(path)
    except UnicodeEncodeError:
        raise FieldError("file", "path", "a text that the file system can encode", path) from None
    if b"\0" in encoded:
        raise FieldError("file", "path", "free of NUL characters", path)
    return Path(path)


def check_finished(folder: Path) -> None:
    """Refuse a folder that a program is writing to, or was killed while writing to."""
    if os.path.lexists(folder / UNFINISHED):
        raise ContentError(
            str(folder),
            "half written, as a program was stopped; write it again with overwrite=True",
        )


def is_there(path: Path) -> bool:
    """Whether something stands at a path; FileError if the system does not tell."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise FileError(str(path), f"cannot be read: {error.strerror}") from None
    return True


def is_folder(path: Path) -> bool:
    """Whether a folder stands at a path; FileError if the system does not tell."""
    return is_there(path) and path.is_dir()


def list_folder(folder: Path) -> list[str]:
    """
    The names in a folder, sorted; none if it does not exist.

    Raises FileError if it cannot be read
    or is not a folder, and ContentError if it holds too many files.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FileError(str(folder), f"cannot be read: {error.strerror}") from None
    if len(names) > MOST_FILES:
        raise ContentError(str(folder), f"more than {MOST_FILES:,} files, the most that are read")
    return names


def read_text(path: str | Path) -> str:
    """The text of a file as read_whole() reads it, a mark of byte order left out."""
    return read_whole(path).removeprefix("\ufeff")


def read_whole(path: str | Path) -> str:
    """
    The text of a file in UTF-8, every character of it.

    Raises FileError if it cannot be read or
    is not a regular file, and ContentError if it is too large or not UTF-8.
    """
    source = to_path(path)
    try:
        _check_regular(source, source.stat())
        with os.fdopen(os.open(source, _READING), "rb") as file:
            _check_regular(source, os.fstat(file.fileno()))
            content = file.read(LARGEST_FILE + 1)
    except FileError:
        raise
    except OSError as error:
        raise FileError(str(path), f"cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise ContentError(str(path), f"larger than {LARGEST_FILE:,} bytes, the most that are read")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError(str(path), f"line {line} is not UTF-8") from None


# A pipe that replaced the file after it was checked must not block.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


_WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _check_regular(path: Path, found: os.stat_result) -> None:
    """Refuse anything but a regular file."""
    if stat.S_ISREG(found.st_mode):
        return
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFLNK: "a link", stat.S_IFIFO: "a pipe"}
    kind = kinds.get(stat.S_IFMT(found.st_mode), "a device")
    raise FileError(str(path), f"is {kind}, not a regular file")


def write_text(path: str | Path, text: str | bytes | Iterable[str], *, overwrite: bool) -> Path:
    """
    Write a text, ending in a newline, or bytes or pieces of a text as they are; return the path.

    It is written beside the file and then replaces it in one step, so that the old file stays
    whole until then. The permissions of the old file are kept.

    Raises FileError if the file exists (unless overwrite=True), is not a regular file or cannot be
    written, and FieldError if overwrite is not a bool.
    """
    target = to_path(path)
    content = f"{text.removesuffix(chr(10))}\n" if isinstance(text, str) else text
    change_files({target: content}, overwrite=overwrite)
    return target


def change_files(
    written: Mapping[Path, str | bytes | Iterable[str]],
    removed: Collection[Path] = (),
    *,
    folder: Path | None = None,
    overwrite: bool,
) -> None:
    """
    Write several files and remove others; if a step fails, nothing changes.

    written: the text of each file, to the last character, in pieces too, or its bytes.
    removed: files to remove.
    folder: the folder of the files, if there are several; it is made if it is missing. It holds a
    file UNFINISHED while they change, so that a reader knows if the writer was killed in between.
    overwrite: whether files may be replaced. Raises the same errors as write_text().
    """
    if not isinstance(overwrite, bool):
        raise FieldError("file", "overwrite", "True or False", overwrite)
    change = _Change(folder)
    at = next(iter(written), folder)
    try:
        for at, text in written.items():
            change.write_beside(at, text, overwrite=overwrite)
        for at in removed:
            change.make_folders(at.parent)
            _old_file(at)
        change.begin()
        for at in written:
            change.put_in_place(at, overwrite=overwrite)
        for at in removed:
            change.put_aside(at)
        change.finish()
    except FileExistsError:
        change.undo()
        raise FileError(str(at), "already exists; overwrite=True replaces it") from None
    except OSError as error:
        change.undo()
        if isinstance(error, FileError):
            raise
        raise FileError(str(at), f"cannot be written: {error.strerror}") from None
    except UnicodeEncodeError:
        change.undo()
        raise FileError(str(at), "cannot be written: a text is not valid Unicode") from None
    except BaseException:
        change.undo()
        raise


class _Change:
    """The change of the files of a folder from their old state to the new one."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.made: list[Path] = []
        self.beside: dict[Path, Path] = {}
        self.old: dict[Path, Path] = {}
        self.placed: list[Path] = []
        self.marker: Path | None = None
        self.unfinished = False

    def write_beside(
        self, target: Path, text: str | bytes | Iterable[str], *, overwrite: bool
    ) -> None:
        """Write the text of a file beside it, with the permissions of the old file."""
        pieces = (text,) if isinstance(text, str | bytes) else text
        self.make_folders(target.parent)
        old = _old_file(target)
        if old is not None:
            if not overwrite:
                raise FileExistsError
            if not os.access(target, os.W_OK):
                raise FileError(str(target), "cannot be written: Permission denied")
        beside = _name_beside(target)
        descriptor = os.open(beside, _WRITING, 0o666)
        self.beside[target] = beside
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece.encode() if isinstance(piece, str) else piece)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            beside.chmod(stat.S_IMODE(old.st_mode))

    def make_folders(self, folder: Path) -> None:
        """Make the folders that are missing, and refuse a link in the folder that changes."""
        if self.folder is None:
            return
        missing = [self.folder, *self.folder.parents] if folder == self.folder else [folder]
        for part in reversed(missing):
            if not os.path.lexists(part):
                part.mkdir()
                self.made.append(part)
        if folder != self.folder and folder.is_symlink():
            raise FileError(str(folder), "is a link, and nothing is written through links")

    def begin(self) -> None:
        """Mark the folder as changing."""
        if self.folder is not None:
            self.marker = self.folder / UNFINISHED
            self.unfinished = os.path.lexists(self.marker)
            if not self.unfinished:
                os.close(os.open(self.marker, _WRITING, 0o666))

    def put_in_place(self, target: Path, *, overwrite: bool) -> None:
        """Put the new file in place of the old one, which is kept if there are several files."""
        beside = self.beside[target]
        if not overwrite:
            _move_to_free(beside, target)
        else:
            if self.marker is not None and target.exists():
                self.put_aside(target)
            beside.replace(target)
        self.placed.append(target)
        del self.beside[target]

    def put_aside(self, target: Path) -> None:
        """Move an old file to where undo() finds it."""
        self.old[target] = _name_beside(target)
        target.replace(self.old[target])

    def finish(self) -> None:
        """Remove the old files; from here on the change is final."""
        for folder in dict.fromkeys(target.parent for target in self.placed):
            _sync_folder(folder)
        if self.marker is not None:
            self.marker.unlink()
        for aside in self.old.values():
            _succeeds(aside.unlink)

    def undo(self) -> None:
        """Put everything back; if the file system refuses, the folder keeps the file UNFINISHED."""
        new = [target for target in self.placed if target not in self.old]
        undone = [_succeeds(target.unlink) for target in new]
        aside = {target: old for target, old in self.old.items() if os.path.lexists(old)}
        undone += [_succeeds(old.replace, target) for target, old in aside.items()]
        for beside in self.beside.values():
            _succeeds(beside.unlink)
        if self.marker is not None and not self.unfinished and all(undone):
            _succeeds(self.marker.unlink)
        for folder in reversed(self.made):
            _succeeds(folder.rmdir)


def _succeeds(step: Callable[..., object], *arguments: object) -> bool:
    """Do a step that the file system may refuse, and tell whether it did."""
    try:
        step(*arguments)
    except OSError:
        return False
    return True


def _old_file(target: Path) -> os.stat_result | None:
    """The file that a new one will replace, if any; anything but a regular file is refused."""
    try:
        found = target.lstat()
    except FileNotFoundError:
        return None
    _check_regular(target, found)
    return found


def _name_beside(target: Path) -> Path:
    """A name for a file in the same folder that no other program uses."""
    return target.parent / f".llamacards-{os.urandom(6).hex()}.tmp"


def _move_to_free(beside: Path, target: Path) -> None:
    """Move a file to a free name in one step; a file that appears meanwhile is not lost."""
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:  # the file system has no hard links.
        os.close(os.open(target, _WRITING))
        beside.replace(target)
    else:
        beside.unlink()


def _sync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk, if the system can do that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def parse_json(path: str | Path, text: str) -> Any:
    """
    The content of a JSON text, with numbers as Decimals that keep their digits.

    Raises ContentError
    for a syntax error, with its line, for a key that an object has twice, and for a number too long
    for a figure.
    """
    import json

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return _refuse_repeated_keys(path, items)

    def parse(text: str) -> Any:
        return json.loads(
            text,
            parse_float=_read_float,
            parse_int=_read_int,
            parse_constant=Decimal,
            object_pairs_hook=pairs,
        )

    return parsed(path, text, parse)


class FileKind(NamedTuple):
    """
    The content of a file, and the call that reads it.

    what: the content, in words.
    reader: the call; None if there is none.
    hint: what else the call needs.
    """

    what: str
    reader: str | None
    hint: str = ""

    def __str__(self) -> str:
        """A sentence without its subject: "holds …, which from_hub() reads"."""
        read = f"{self.reader}() reads" if self.reader else "no call reads"
        return f"holds {self.what}, which {read}{self.hint}"


_POINTER = FileKind("a pointer of Git LFS", None, "; git lfs pull brings the file itself")
_MARKDOWN = FileKind("Markdown, such as a model card", "from_hub")
_YAML = FileKind("YAML", "from_hub", " in the folder .eval_results beside a README")


_SUFFIXES = MappingProxyType(
    {
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".yaml": _YAML,
        ".yml": _YAML,
        ".toml": FileKind("TOML", "load"),
    }
)
"""Kinds of files by their suffix."""


_CONFIGURATION = FileKind("the configuration of a model", "from_hub", " with the README beside it")


_KEYS = MappingProxyType(
    {
        "evaluation_results": FileKind("a record of every_eval_ever", "from_eee"),
        "results": FileKind("a results file of an evaluation", "from_lm_eval"),
        "architectures": _CONFIGURATION,
        "model_type": _CONFIGURATION,
        "num_hidden_layers": _CONFIGURATION,
        "doc_id": FileKind("the samples of a run of lm-evaluation-harness", None),
        "row_key": FileKind("flat records", None),
        "$schema": FileKind("a JSON Schema", None),
        "scores": FileKind("a card", "load"),
        "tables": FileKind("a publication", "load"),
    }
)
"""Kinds of files by key; the first key found counts."""


def file_kind(path: str | Path, text: str) -> FileKind | None:
    """The kind of a file, by its name and content; None if unknown."""
    source = to_path(path)
    suffix = source.suffix.casefold()
    if text.startswith("version https://git-lfs.github.com/"):
        return _POINTER
    if source.name.casefold() == "readme" or suffix in _SUFFIXES:
        return _SUFFIXES[suffix or ".md"]
    try:
        data = parse_json(path, text.partition("\n")[0] if suffix == ".jsonl" else text)
    except ContentError:
        return None
    keys = data if isinstance(data, dict) else {}
    if any(re.search(r"\|[0-9]+\Z", key) for key in keys):
        return _KEYS["results"]
    return next((kind for key, kind in _KEYS.items() if key in keys), None)


def parse_toml(path: str | Path, text: str) -> dict[str, Any]:
    """
    The content of a TOML text, with numbers as Decimals that keep their digits.

    Raises ContentError
    for a syntax error, with its line, and for a number too long for a figure.
    """
    import tomllib

    table: dict[str, Any] = parsed(path, text, lambda t: tomllib.loads(t, parse_float=_read_float))
    return table


def parsed(path: str | Path, text: str, parse: Callable[[str], Any]) -> Any:
    """The result of a parser; what it refuses or nests too deeply is a ContentError."""
    try:
        found = parse(text)
    except ContentError:
        raise
    except RecursionError:
        raise ContentError(str(path), "nested too deeply") from None
    except ValueError as error:
        end = f"at line {text.count(chr(10)) + 1}, the end"
        problem = str(error).partition(" for integer string conversion")[0]
        raise ContentError(str(path), problem.replace("at end of document", end)) from None
    if _is_deeper(found, DEEPEST):
        raise ContentError(str(path), "nested too deeply")
    return found


def _is_deeper(data: Any, most: int) -> bool:
    """Whether lists and tables are nested more deeply than this."""
    level: list[Any] = [data]
    for _ in range(most + 1):
        level = [item for held in level for item in _items_of(held)]
        if not level:
            return False
    return True


def _items_of(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        return data.values()
    return data if isinstance(data, list) else ()


LONGEST_NUMBER = 1000
"""The most characters of a number that are read."""


def _read_int(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise ValueError(f"a number of {len(text):,} characters is too long for a figure")
    return int(text)


def _read_float(text: str) -> Decimal:
    try:
        number = Decimal(text) if len(text) <= LONGEST_NUMBER else None
    except InvalidOperation:
        number = None
    if number is None or (number.is_finite() and abs(number.adjusted()) > LONGEST_NUMBER):
        raise ValueError(f"the number {text[:40]} is too large, too small or too long for a figure")
    return number


def _refuse_repeated_keys(path: str | Path, items: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, refused if it has a key twice."""
    table = dict(items)
    if len(table) < len(items):
        counts = Counter(key for key, _ in items)
        what = f"the key {short_repr(max(counts, key=counts.__getitem__))}"
        raise ContentError(str(path), f"{what} occurs twice in one object")
    return table
