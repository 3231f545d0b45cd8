"""YAML: a plain subset is read, written, and changed in place; its content is only data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from pathlib import Path
from textwrap import indent
from typing import Any, ClassVar

from llamacards._textfile import parsed
from llamacards.errors import ContentError, MissingExtraError

LARGEST_YAML = 1_000_000
"""The most characters of YAML that are read; Python parsers take a minute for ten million."""


_INT = "[-+]?(?:0|[1-9][0-9]*)"


_FLOAT = rf"{_INT}(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{{1,2}})?|[-+]?\.[0-9]+"


_SCALARS = (
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", _INT, list("-+0123456789")),
    ("float", rf"{_FLOAT}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.0123456789")),
)
"""Everything but text, by tag, form and first characters: the core schema of YAML 1.2."""


def parse_yaml(path: str | Path, text: str) -> Any:
    """
    The content of a YAML text: mappings, lists, texts, numbers, booleans and nulls.

    Numbers are Decimals that keep their digits. As in YAML 1.2, `no` and a date are texts.

    Raises ContentError for a syntax error, an anchor, an alias or a tag, and for a key that is not
    a text or occurs twice, each with its line; MissingExtraError without PyYAML.
    """
    if len(text) > LARGEST_YAML:
        problem = f"larger than {LARGEST_YAML:,} characters, the most YAML that is read"
        raise ContentError(str(path), problem)
    return parsed(path, text, _load_yaml)


def to_yaml(value: Any) -> str:
    """The value as YAML in lines, which YAML 1.1 and 1.2 read the same."""
    return _dump_yaml(value, flow=False)


def same_values(one: Any, other: Any) -> bool:
    """Whether two values are written the same, except for the order of keys; 82.0 is not 82."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_values(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_values, one, other))
    return repr(one) == repr(other) or to_inline(one) == to_inline(other)


def change_yaml(text: str, value: Any) -> str:
    """
    The text with this content; everything that has it already stays unchanged, comments too.

    Only the lines of keys and items that differ change. If that does not give the content, such as
    for keys added between brackets, the whole text is written anew.
    """
    held = parse_yaml("", text)
    if same_values(held, value):
        return text
    changed = text
    node = _compose_yaml(text)
    for start, end, put in sorted(_cuts(text, node, held, value), reverse=True):
        changed = changed[:start] + put + changed[end:]
    try:
        right = same_values(parse_yaml("", changed), value)
    except ContentError:
        right = False
    return changed if right else to_yaml(value)


Cut = tuple[int, int, str]
"""A change of a text: its start and end, and the new text between them."""


def _cuts(text: str, node: Any, held: Any, value: Any) -> Iterator[Cut]:
    """The changes that give a node its new value; none if that is impossible."""
    kind = type(value)
    if type(held) is not kind or kind not in (dict, list):
        return
    if _is_block(node) and value:
        block_cuts: Any = _mapping_cuts if kind is dict else _list_cuts
        yield from block_cuts(text, node, held, value)
        return
    # Between brackets values are replaced, but keys and items neither added nor removed.
    nodes = dict(enumerate(node.value) if kind is list else ((k.value, v) for k, v in node.value))
    if len(value) == len(held) and (kind is list or held.keys() == value.keys()):
        places = ((item, held[key], value[key]) for key, item in nodes.items())
        changed = [place for place in places if not same_values(*place[1:])]
        found = [[*_cuts(text, *place)] or _scalar_cuts(*place) for place in changed]
        yield from chain(*found) if all(found) else ()


def _scalar_cuts(node: Any, held: Any, value: Any) -> list[Cut]:
    """The change of one scalar to another; none for lists, mappings and empty values."""
    start, end = node.start_mark.index, node.end_mark.index
    plain = not isinstance(held, dict | list) and not isinstance(value, dict | list)
    return [(start, end, to_inline(value))] if plain and end > start else []


def _mapping_cuts(
    text: str, node: Any, held: dict[str, Any], value: dict[str, Any]
) -> Iterator[Cut]:
    """The changes of a block mapping: values, removed keys, and new ones at its end."""
    end = column = node.start_mark.column
    for key_node, value_node in node.value:
        key, start, end = key_node.value, key_node.start_mark.index, _end_of(text, value_node)
        alone = not text[start - column : start].strip()
        if key not in value:
            # After the dash of an item, the next key moves up and loses its indent.
            yield (start - column, end, "") if alone else (start, end + column, "")
        elif same_values(held[key], value[key]):
            continue
        elif cuts := [*_cuts(text, value_node, held[key], value[key])]:
            yield from cuts
        elif value_node.id == "scalar" and not isinstance(value[key], dict | list):
            ended = "\n" if value_node.style in ("|", ">") else ""
            put = f": {to_inline(value[key])}{ended}"
            yield key_node.end_mark.index, value_node.end_mark.index, put
        else:
            lines = _lines(text, start - column, {key: value[key]}, column)
            yield start, end, lines[column:]
    new = {key: v for key, v in value.items() if key not in held}
    if new:
        yield end, end, _lines(text, end, new, column)


def _list_cuts(text: str, node: Any, held: list[Any], value: list[Any]) -> Iterator[Cut]:
    """The changes of a block list, by the smallest difference between the two lists."""
    column, end = node.start_mark.column, node.start_mark.index - node.start_mark.column
    places: list[tuple[int, int]] = []
    for item in node.value:
        start = text.find(f"\n{' ' * column}-", end - 1) + 1 if places else end
        end = _end_of(text, item)
        places.append((start, end))
    match = SequenceMatcher(None, [*map(repr, held)], [*map(repr, value)], autojunk=False)
    for kind, i, old_end, j, new_end in match.get_opcodes():
        if kind == "equal":
            continue
        both = min(old_end - i, new_end - j)
        for n in range(both):
            cuts = [*_cuts(text, node.value[i + n], held[i + n], value[j + n])]
            anew = _lines(text, places[i + n][0], [value[j + n]], column)
            yield from cuts or [(*places[i + n], anew)]
        for place in places[i + both : old_end]:
            yield (*place, "")
        if j + both < new_end:
            at = places[i + both - 1][1] if i + both else places[0][0]
            yield at, at, _lines(text, at, value[j + both : new_end], column)


def _is_block(node: Any) -> bool:
    """Whether a node is a mapping or list in block style."""
    return not getattr(node, "flow_style", True)


def _end_of(text: str, node: Any) -> int:
    """The end of the last line of a node."""
    while _is_block(node):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    if node.end_mark.column == 0:
        return end
    return text.find("\n", end) + 1 or len(text)


def _lines(text: str, at: int, value: Any, column: int) -> str:
    """The value in indented lines, for this place in a text."""
    begun = "" if text[at - 1 : at] in ("", "\n") else "\n"
    lines = begun + indent(to_yaml(value), " " * column)
    return lines.replace("\n", "\r\n") if "\r\n" in text else lines


def parse_inline(path: str | Path, text: str) -> Any:
    """The value that to_inline() wrote."""
    values = parse_yaml(path, f"[{text}\n]")
    if len(values) != 1:
        raise ContentError(str(path), "must be one value")
    return values[0]


def to_inline(value: Any) -> str:
    """The value as YAML in one piece, such as "[en, de]"."""
    return _dump_yaml([value], flow=True)[1:-2]


def _dump_yaml(value: Any, *, flow: bool) -> str:
    dumper = _plain_dumper()
    import yaml

    text: str = yaml.dump(
        value,
        Dumper=dumper,
        default_flow_style=flow,
        sort_keys=False,
        allow_unicode=True,
        width=LARGEST_YAML,
    )
    return text


def _compose_yaml(text: str) -> Any:
    """The nodes of a valid text, with their positions."""
    loader = _plain_loader()
    import yaml

    return yaml.compose(text, loader)


def _load_yaml(text: str) -> Any:
    loader = _plain_loader()
    import yaml

    try:
        return yaml.load(text, loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = getattr(error.problem_mark, "line", 0) + 1
        why = ", ".join(filter(None, (error.context, error.problem)))
        raise ValueError(f"line {line}: {why}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ValueError(f"line {line}: {error.reason}") from None


def _ask_for_pyyaml() -> None:
    """Raise MissingExtraError without PyYAML."""
    try:
        import yaml  # noqa: F401
    except ImportError:
        raise MissingExtraError("hub", "PyYAML") from None


@cache
def _plain_loader() -> Any:
    """A loader for scalars, lists and mappings, without anchors, aliases and tags."""
    _ask_for_pyyaml()
    import yaml

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012
        yaml_constructors: ClassVar[Any] = {}

        def fetch_anchor(self) -> None:
            problem = "anchors, aliases and tags are not read"
            raise yaml.scanner.ScannerError(None, None, problem, self.get_mark())

        fetch_alias = fetch_tag = fetch_anchor

    def mapping(loader: Any, node: Any) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key, value in node.value:
            held = loader.construct_object(value, deep=True)
            twice = key.value in table if isinstance(key.value, str) else True
            if twice and not (isinstance(key.value, str) and table[key.value] == held):
                what = "occurs twice" if isinstance(key.value, str) else "is not a text"
                shown = key.value if isinstance(key.value, str) else "[...]"
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {shown!r} {what}", key.start_mark
                )
            table[key.value] = held
        return table

    kinds = {
        "null": lambda _, __: None,
        "bool": lambda _, node: node.value in ("true", "True", "TRUE"),
        "int": lambda _, node: int(node.value),
        "float": lambda _, node: Decimal(_WRITTEN.get(node.value.lower(), node.value)),
        "str": lambda _, node: node.value,
        "seq": lambda loader, node: [loader.construct_object(v, deep=True) for v in node.value],
        "map": mapping,
    }
    for kind, construct in kinds.items():
        Loader.add_constructor(f"tag:yaml.org,2002:{kind}", construct)
    return _with_resolvers(Loader)


_BREAKS = "\x85\u2028\u2029"
"""Line breaks of YAML 1.1 that are not breaks in 1.2; escaped, they are the same in both."""


_WRITTEN = {".nan": "NaN", ".inf": "Infinity", "+.inf": "Infinity", "-.inf": "-Infinity"}


_READ = {number: written for written, number in _WRITTEN.items() if written != "+.inf"}


@cache
def _plain_dumper() -> Any:
    """A dumper that writes no alias, and quotes texts that some reader would misread."""
    _ask_for_pyyaml()
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    def decimal(dumper: Any, number: Decimal) -> Any:
        text = _READ.get(str(number), f"{number:f}")
        kind = "float" if "." in text else "int"
        return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)

    def text(dumper: Any, text: str) -> Any:
        style = '"' if {*text} & {*_BREAKS} else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(Decimal, decimal)
    Dumper.add_representer(str, text)
    return _with_resolvers(Dumper)


def _with_resolvers(kind: Any) -> Any:
    """The loader or dumper, with the rules for scalars that are not texts."""
    for tag, form, first in _SCALARS:
        pattern = re.compile(rf"(?:{form})\Z")
        kind.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", pattern, first)
    return kind
