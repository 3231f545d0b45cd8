"""
The directive `show`: Python code, with the value of its last line below.

A table is shown as in a notebook, a picture is drawn, and anything else is printed. So pages show
what the package gives on the day of the build. conftest.py runs the same code as a test.
"""

from __future__ import annotations

import ast
import hashlib
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import llamacards as lc

PICTURES = "_pictures"


def run_and_give(code: str, names: dict[str, Any]) -> Any:
    """Run code and return its last expression; None if its last line is not one."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<docs>", "exec"), names)  # noqa: S102
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "<docs>", "eval"), names)  # noqa: S307


class Show(SphinxDirective):
    """
    Code and its result.

    `:alt:` says what a picture shows; `:hide-code:` leaves the code out.
    """

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "alt": directives.unchanged_required,
        "hide-code": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """The code and what it gives."""
        code = "\n".join(self.content)
        shown = self.env.temp_data.setdefault("llamacards-names", {"lc": lc})
        given = run_and_give(code, shown)
        block = nodes.literal_block(code, code, language="python")
        before = [] if "hide-code" in self.options else [block]
        return [*before, *self._given(given, code)]

    def _given(self, given: Any, code: str) -> list[nodes.Node]:
        if given is None:
            return []
        if hasattr(given, "to_html"):
            return table(given.to_html())
        figure = given if hasattr(given, "savefig") else getattr(given, "figure", None)
        if figure is None:
            text = given if isinstance(given, str) else repr(given)
            return [nodes.literal_block(text, text, language="text")]
        return [self._picture(figure, code)]

    def _picture(self, figure: Any, code: str) -> nodes.Node:
        import matplotlib as mpl
        from matplotlib import pyplot as plt

        if "alt" not in self.options:
            raise self.error("a picture needs :alt:, a description of what it shows")
        folder = Path(self.env.app.outdir) / "_images"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{hashlib.sha256(code.encode()).hexdigest()[:12]}.svg"
        with mpl.rc_context({"svg.hashsalt": "llamacards"}):
            figure.savefig(folder / name, bbox_inches="tight", metadata={"Date": None})
        plt.close(figure)
        up = "../" * self.env.docname.count("/")
        alt = nodes.unescape(self.options["alt"]).replace('"', "&quot;")
        html = f'<img class="picture" src="{up}_images/{name}" alt="{alt}" loading="lazy">'
        return nodes.raw("", html, format="html")


def table(html: str) -> list[nodes.Node]:
    """A table of the package."""
    return [nodes.raw("", f'<div class="shown">\n{html}\n</div>', format="html")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Join the site."""
    app.add_directive("show", Show)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
