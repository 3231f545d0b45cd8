"""
The site as people meet it, in a real browser.

LLAMACARDS_SITE says where it was built. Each page is seen light and dark, wide and narrow.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
if "LLAMACARDS_SITE" not in os.environ:
    pytest.skip("the site is not built", allow_module_level=True)

SITE = Path(os.environ.get("LLAMACARDS_SITE", ".")).resolve()
PAGES = [
    "index",
    "reading",
    "law",
    "how-to/draw",
    "models/llama-3-8b-instruct",
    "reference/records",
]


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A wide page in one colour scheme; what it asks for outside of the site is an error."""
    context = browser.new_context(
        color_scheme=request.param, viewport={"width": 1400, "height": 900}
    )
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda sent: asked.append(sent.url))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []


def address(name: str) -> str:
    """Where a page of the site stands."""
    return (SITE / f"{name}.html").as_uri()


@pytest.mark.parametrize("name", PAGES)
def test_accessible(page: Page, name: str, violations: Callable[..., list[Any]]) -> None:
    """axe-core finds nothing to complain of, on a wide and on a narrow page."""
    page.goto(address(name))
    found: list[Any] = []
    for width in (1400, 380):
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, what) for what in violations(page)]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_narrow(page: Page, name: str) -> None:
    """At 380 pixels a page does not scroll sideways; a wide table in it does."""
    page.set_viewport_size({"width": 380, "height": 900})
    page.goto(address(name))
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize(
    ("words", "found"),
    [("law of rows", "The law of rows"), ("tokens_left", "tokens_left"), ("405B Instruct", "405B Instruct")],
)  # fmt: skip
def test_search(page: Page, words: str, found: str) -> None:
    """The search of the site finds pages, names of the reference and models."""
    page.goto(f"{address('search')}?q={words.replace(' ', '+')}")
    page.wait_for_selector("#search-results li a")
    results = page.locator("#search-results li a").all_inner_texts()
    assert any(found in result for result in results[:10])


def test_pictures(page: Page) -> None:
    """Every picture is there, and says what it shows."""
    page.goto(address("how-to/draw"))
    page.evaluate("document.querySelectorAll('img').forEach(img => img.loading = 'eager')")
    page.wait_for_load_state("load")
    pictures = page.evaluate("[...document.images].map(img => [img.alt, img.naturalWidth > 0])")
    assert pictures
    assert [alt for alt, loaded in pictures if not (alt and loaded)] == []
