"""
Pages made from the records and the parsers with each build.

There is a page for each model, one for the licenses, one for all sources and one for the command
line. Directives count the figures of each document and list how it is read.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import llamacards as lc
from llamacards._cli.main import COMMANDS, command_parser

FOLDER = Path(__file__).parents[1]


def write_pages(app: Sphinx) -> None:
    """Write the pages; unchanged pages are left alone, so that builds stay short."""
    known = lc.catalog()
    pages = {f"models/{slug(name)}": model_page(card) for name, card in known.items()}
    pages["models/index"] = models_page(known)
    pages["licenses"] = licenses_page(lc.licenses())
    pages["sources"] = sources_page(known)
    pages["reference/command-line"] = command_line_page()
    for name, text in pages.items():
        path = FOLDER / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in (FOLDER / "models").glob("*.md"):
        if f"models/{path.stem}" not in pages:
            path.unlink()


def slug(name: str) -> str:
    """A name in the form of a page address."""
    return name.replace(".", "-")


def lines(*parts: str) -> str:
    """Paragraphs of a page."""
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """A text as Markdown, letter for letter."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|~$" else c for c in text)


def models_page(known: lc.Catalog) -> str:
    """All models, by family."""
    families: dict[str, list[lc.ModelCard]] = {}
    for card in known.values():
        families.setdefault(f"Llama {card.version}", []).append(card)
    parts = [
        "# Models",
        (
            "Each page shows what the documents state of one model: its specification, its "
            "scores and the terms of its license, each with its source."
        ),
    ]
    for family, cards in families.items():
        rows = [
            f"| [{card.title}]({slug(card.name)}.md) | {card.released or card.status} "
            f"| {card.parameters or card.size or ''} | {card.budget.context or ''} "
            f"| {card.license.id if card.license else ''} | {len(card.scores)} |"
            for card in cards
        ]
        head = "| Model | Released | Parameters | Context | License | Scores |"
        table = "\n".join(["{.models}", head, "|---|---|--:|--:|---|--:|", *rows])
        parts += [f"## {family}", table]
    toctree = "\n".join(slug(name) for name in known)
    return lines(*parts, f"```{{toctree}}\n:hidden:\n\n{toctree}\n```")


def model_page(card: lc.ModelCard) -> str:
    """What is stated of one model."""
    call = f'lc.get_card("{card.name}")'
    return lines(
        f"# {escaped(card.title)}",
        f"Look it up with `{call}` in Python, or with `llamacards show {card.name}`.",
        f"```{{show}}\n:hide-code:\n\n{call}\n```",
        f"Cite its sources with `lc.cite({call})` or `llamacards cite {card.name}`; "
        "[all sources](../sources.md) are on one page.",
    )


def licenses_page(licenses: Iterable[lc.License]) -> str:
    """The licenses, with their terms side by side and one by one."""
    parts = [
        "# Licenses",
        (
            "These are the terms as the texts state them, in our words, each with its clause. "
            "They are facts from the texts, not legal advice. [Check a "
            "license](how-to/license.md) shows how to check a plan against them."
        ),
        '```{show}\nlc.compare_licenses("llama2", "llama3", "llama3.1", "llama4")\n```',
    ]
    for found in licenses:
        show = f"```{{show}}\n:hide-code:\n\nlc.get_license({found.id!r})\n```"
        parts += [f"## {escaped(found.name)}", show]
    return lines(*parts)


def sources_page(known: lc.Catalog) -> str:
    """Every document, with its entry in BibTeX."""
    parts = [
        "# Sources",
        (
            "These documents state the figures of llamacards. Cite the documents whose figures you "
            "use, and llamacards if it helped. `lc.cite(table)` and `llamacards cite` give the "
            "entries of one table; `llamacards cite > sources.bib` writes them all."
        ),
    ]
    for source in known.sources:
        told = ", ".join(str(part) for part in (source.publisher, source.published) if part)
        link = f" · <{source.url}>" if source.url else ""
        entry = f"```bibtex\n{lc.cite(source)}```"
        parts += [f"## {escaped(source.title)}", f"{escaped(told)}{link}", entry]
    return lines(*parts)


def command_line_page() -> str:
    """Every command with its arguments, from its parser."""
    parser = command_parser()
    (found,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    parts = [
        "# Command line",
        (
            "Every command prints what the function of the same purpose returns. A mistake is "
            "reported in one line on standard error. Exit codes: 0 if all is well, 1 if a check "
            "fails or something differs, 2 for a mistake, 3 if `check-use` is undecided."
        ),
    ]
    for command in COMMANDS:
        parts += [f"## llamacards {command.name}", *_command(found.choices[command.name], command)]
    return lines(*parts)


def _command(parser: argparse.ArgumentParser, command: Any) -> Iterator[str]:
    yield f"{_sentence(command.purpose)}."
    if command.description:
        yield escaped(command.description)
    usage = parser.format_usage().removeprefix("usage: ").strip()
    yield f"```text\n{usage}\n```"
    yield "\n\n".join(_arguments(parser))
    examples = "\n".join(f"llamacards {command.name} {e}".rstrip() for e in command.examples)
    yield f"```sh\n{examples}\n```"


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    formatter = parser._get_formatter()
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        shown = formatter._format_action_invocation(action)
        told = formatter._expand_help(action) if action.help else ""
        yield f"`{shown}`\n: {_sentence(escaped(told) or 'a name')}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


class Made(SphinxDirective):
    """A directive that is Markdown made from the records."""

    def markdown(self) -> Iterator[str]:
        """Its lines."""
        raise NotImplementedError

    def run(self) -> list[nodes.Node]:
        """The lines as nodes."""
        node = nodes.Element()
        text = StringList([*self.markdown()], self.name)
        self.state.nested_parse(text, self.content_offset, node)
        for table in node.findall(nodes.table):
            table["classes"].append(self.name)
        return node.children


class Documents(Made):
    """How many facts and scores each document states, and for how many cards."""

    def markdown(self) -> Iterator[str]:
        """A table of the documents."""
        known = lc.catalog()
        facts: Counter[lc.Source] = Counter()
        scores: Counter[lc.Source] = Counter()
        models: dict[lc.Source, set[str]] = {}
        for card in known.values():
            facts.update(fact.source for fact in card.facts if fact.source)
            scores.update(score.source for score in card.scores)
            for stated in (*card.facts, *card.scores):
                if stated.source:
                    models.setdefault(stated.source, set()).add(card.name)
        yield "| Document | Published | Models | Facts | Scores |"
        yield "|---|---|--:|--:|--:|"
        for source in known.sources:
            counts = len(models.get(source, ())), facts[source], scores[source]
            numbers = " | ".join(f"{number:,}" for number in counts)
            yield f"| {escaped(source.title)} | {source.published} | {numbers} |"
        yield f"| **All** | | **{len(known)}** | **{facts.total():,}** | **{scores.total():,}** |"


class Readings(Made):
    """The setups of the rows in the tables of a publication."""

    required_arguments = 1
    final_argument_whitespace = True

    def markdown(self) -> Iterator[str]:
        """A table of printed labels and setups."""
        title = self.arguments[0]
        (found,) = (p for p in lc.catalog().publications if p.source.title == title)
        yield f"Protocol: {escaped((found.protocol or found.source).title)}."
        yield ""
        yield "| Printed | Section | Benchmark | Shots | Chain of thought | Metric |"
        yield "|---|---|---|---|---|---|"
        for printed, section, setup in dict.fromkeys(_setups(found)):
            cot = {True: "yes", False: "no", None: "–"}[setup.cot]
            cells = printed, section, setup.name, setup.shots or "–", cot, setup.metric or "–"
            yield f"| {' | '.join(map(escaped, cells))} |"


def _setups(publication: lc.Publication) -> Iterator[tuple[str, str, lc.EvalSetup]]:
    """Each printed label with its section and its setup."""
    for table in publication.tables:
        named = table.rows if table.models == "columns" else table.columns
        for label, what, *_ in named:
            if isinstance(what, lc.EvalSetup):
                yield label, table.section, what


class Properties(Made):
    """The statements of the tests of the law of rows."""

    def markdown(self) -> Iterator[str]:
        """A list of their docstrings."""
        path = FOLDER.parent / "tests" / "test_rows.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"- {escaped(ast.get_docstring(node) or '')} (`{node.name}`)"


def setup(app: Sphinx) -> dict[str, bool]:
    """Join the site."""
    app.connect("builder-inited", write_pages)
    app.add_directive("documents", Documents)
    app.add_directive("readings", Readings)
    app.add_directive("properties", Properties)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
