"""YAML: a plain subset is read and written; its content is only data."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
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
                what = "stands twice" if isinstance(key.value, str) else "is no text"
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
