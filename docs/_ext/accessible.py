"""
Fixes for people who do not use a mouse or do not see the page.

Sphinx and its theme give headings in the side bar no level, two landmarks one name, scrolling boxes
no keyboard access, and signatures of several lines the markup of a list without terms.
tests/test_site.py looks for more with axe-core.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

REPLACED = (
    ('role="heading"', 'role="heading" aria-level="2"'),
    ('<aside class="sidebar-drawer"', '<aside class="sidebar-drawer" aria-label="Site"'),
    ('<aside class="toc-drawer', '<aside aria-label="Page" class="toc-drawer'),
    ("<pre>", '<pre tabindex="0">'),
    ('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
)
SIGNATURE = re.compile(r"<dl>\s*(?:<dd>(?:(?!</?d[dl]>).)*</dd>\s*)+</dl>", re.DOTALL)


def mend_page(html: str) -> str:
    """A page with these fixes."""
    for old, new in REPLACED:
        html = html.replace(old, new)
    return SIGNATURE.sub(lambda found: _as_spans(found[0]), html)


def _as_spans(listed: str) -> str:
    for old, new in (("dl", "parameters"), ("dd", "parameter")):
        listed = listed.replace(f"<{old}>", f'<span class="{new}">').replace(f"</{old}>", "</span>")
    return listed


def mend_site(app: Sphinx, error: Exception | None) -> None:
    """Fix every written page."""
    if error is None and app.builder.format == "html":
        for path in Path(app.outdir).rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            if 'aria-level="2"' not in html:
                path.write_text(mend_page(html), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Join the site."""
    app.connect("build-finished", mend_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
