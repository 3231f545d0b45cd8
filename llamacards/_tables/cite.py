"""Sources as entries of a bibliography: BibTeX and CSL JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from llamacards._tables.displayable import Displayable
from llamacards._values.source import Source
from llamacards._values.validation import check_choice
from llamacards.errors import FieldError

_ESCAPED = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_{}"},
    }
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The months, as all bibliography styles know them without braces."""

_ARXIV = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/([0-9.]+?)(?:v[0-9]+)?(?:\.pdf)?/?")


def cite(*cited: Displayable | Source, style: Literal["bibtex", "csl-json"] = "bibtex") -> str:
    """
    The sources of tables as entries of a bibliography, each once.

    cited: tables such as comparisons, cards or catalogs, or sources.
    style: "bibtex" for BibTeX and biblatex, or "csl-json" for Zotero and Pandoc.

    Raises FieldError for anything without sources, and UnknownOptionError for another style.

    >>> print(cite(Source(title="A model card", publisher="Acme", published="2026-05-01")), end="")
    @misc{acme-2026-a-model-card,
      author = {{Acme}},
      title = {{A model card}},
      year = {2026},
      month = may,
    }
    """
    writers = {"bibtex": _bibtex_entries, "csl-json": _csl_json}
    check_choice("style", style, writers)
    sources: dict[Source, None] = {}
    for what in cited:
        if isinstance(what, Displayable):
            sources |= dict.fromkeys(what.sources)
        elif isinstance(what, Source):
            sources[what] = None
        else:
            raise FieldError("cite", "cited", "tables, cards, catalogs or sources", what)
    return writers[style](_by_key(sources))


def _by_key(sources: Iterable[Source]) -> dict[str, Source]:
    """Sources by unique keys, made of publisher, year and title."""
    found: dict[str, Source] = {}
    for source in sources:
        year = source.published.year if source.published else ""
        key = _key_words(f"{source.publisher or ''} {year} {source.title}")
        same = sum(other == key or other.startswith(f"{key}--") for other in found)
        found[f"{key}--{same + 1}" if same else key] = source
    return found


def _key_words(text: str) -> str:
    """The first words of a text, in letters that every BibTeX accepts."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9.]+", plain.casefold())[:8]) or "source"


def _bibtex_entries(sources: Mapping[str, Source]) -> str:
    return "\n".join(_bibtex_entry(key, source) for key, source in sources.items())


def _bibtex_entry(key: str, source: Source) -> str:
    """One entry; the title has braces of its own, so that styles keep its capitals."""
    day, paper = source.published, _ARXIV.fullmatch(source.url or "")
    fields = {
        "author": source.publisher and f"{{{{{_bibtex_text(source.publisher)}}}}}",
        "title": f"{{{{{_bibtex_text(source.title)}}}}}",
        "year": day and f"{{{day.year}}}",
        "month": day and _MONTHS[day.month - 1],
        "eprint": paper and f"{{{paper[1]}}}",
        "eprinttype": paper and "{arxiv}",
        "archiveprefix": paper and "{arXiv}",
        "url": source.url and f"{{{_bibtex_address(source.url)}}}",
    }
    said = (f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{''.join(said)}}}\n"


def _bibtex_text(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in " ".join(text.split()))


def _bibtex_address(url: str) -> str:
    """An address, unchanged except for what would end the field."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", url)


def _csl_json(sources: Mapping[str, Source]) -> str:
    entries = [_csl_entry(key, source) for key, source in sources.items()]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _csl_entry(key: str, source: Source) -> dict[str, Any]:
    day = source.published
    entry = {
        "id": key,
        "type": "article" if _ARXIV.fullmatch(source.url or "") else "webpage",
        "title": source.title,
        "author": [{"literal": source.publisher}] if source.publisher else None,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": source.url,
    }
    return {name: value for name, value in entry.items() if value is not None}
