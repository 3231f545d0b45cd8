"""Saved pages as people meet them: in Chromium, wide and narrow, light and dark, and on paper."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import llamacards as lc
from printed import BASE, TUNED, to_print, tokens

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

COMPARED = {
    "2 cards": TUNED[:2],
    "6 cards": TUNED[:6],
    "12 cards": BASE[:12],
    "35 cards": [*BASE, *TUNED][:35],
}

REACHED = """(column) => {
    const box = document.querySelector('.box');
    const rows = [...box.querySelectorAll('tbody tr:not(.section)')];
    const isThere = row => !['', '·', '≠'].includes(row.cells[column].textContent.trim());
    const row = rows.findLast(isThere);
    if (!row) return 'no value';
    const [cell, label] = [row.cells[column], row.cells[0]];
    box.scrollTop = row.offsetTop - box.clientHeight / 2;
    box.scrollLeft = cell.offsetLeft - label.offsetWidth;
    box.scrollIntoView({block: 'start'});
    const head = box.querySelector('thead tr').cells[column];
    const hidden = [cell, label, head].filter(seen => {
        const range = document.createRange();
        range.selectNodeContents(seen);
        const {left, right, top, bottom} = range.getBoundingClientRect();
        const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const {right: end} = box.getBoundingClientRect();
        return !seen.contains(found) || (seen !== head && right > Math.min(end, innerWidth) + 1);
    });
    return hidden.map(seen => seen.textContent).join(', ');
}"""
"""What is hidden of a value in a column, its row's label and its head, when it is scrolled to."""


@pytest.fixture(scope="module")
def tables() -> dict[str, lc.types.Displayable]:
    """Tables of all kinds, by name."""
    compared = {name: lc.compare(*cards) for name, cards in COMPARED.items()}
    return compared | {
        "card": lc.get_card("llama-3.1-8b"),
        "license": lc.get_license("llama3.2"),
        "plan": lc.check_use("llama-3.2-11b-vision", served_in="DE"),
        "claims": lc.check_claims(),
    }


@pytest.fixture(scope="module")
def pages(
    tables: dict[str, lc.types.Displayable], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The saved page of each table."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: table.save(folder / f"{name}.html") for name, table in tables.items()}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that is wide and light."""
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", [*COMPARED, "card", "license", "plan", "claims"])
def test_accessible(
    page: Page, pages: dict[str, Path], name: str, violations: Callable[..., list[Any]]
) -> None:
    """axe-core finds nothing to complain of, wide and light or narrow and dark."""
    looks: list[tuple[int, Any]] = [(1400, "light"), (380, "dark")]
    options: dict[str, Any] = {}
    if name in ("12 cards", "35 cards"):  # what takes minutes there is seen on smaller pages
        slow = ("color-contrast", "target-size")
        options["rules"] = {rule: {"enabled": False} for rule in slow}
        looks = looks[:1]
    found: list[Any] = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto(pages[name].as_uri())
        found += [(width, scheme, what) for what in violations(page, **options)]
    assert found == []


@pytest.mark.parametrize("width", [1400, 700, 380])
@pytest.mark.parametrize("name", COMPARED)
def test_every_card_is_reached(page: Page, pages: dict[str, Path], name: str, width: int) -> None:
    """A value of every card is to be seen, scrolled to if need be, with its label and its head."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    hidden = {card: page.evaluate(REACHED, at) for at, card in enumerate(COMPARED[name], 1)}
    assert {card: what for card, what in hidden.items() if what} == {}


@pytest.mark.parametrize("width", [1400, 380])
def test_hover_by_keyboard(page: Page, pages: dict[str, Path], width: int) -> None:
    """What a source or "≠" says when it is pointed at, it says in view when it has the focus too."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages["35 cards"].as_uri())
    page.keyboard.press("Tab")
    for sign in ("≠", "[2]"):
        link = page.locator("td [title]", has_text=sign).first
        link.focus()
        shown = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert shown.strip('"').replace('\\"', '"') == link.get_attribute("title")
        right = link.evaluate("link => link.getBoundingClientRect().right")
        wide = link.evaluate("link => parseFloat(getComputedStyle(link, '::after').width)")
        assert right - wide > 0
        assert right <= width


@pytest.mark.parametrize("width", [1400, 500, 380])
@pytest.mark.parametrize("name", ["6 cards", "35 cards", "plan", "claims"])
def test_nothing_is_cut(page: Page, pages: dict[str, Path], name: str, width: int) -> None:
    """A page never scrolls sideways, and the name of a section stands whole in what is seen."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(pages[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelector('.box').scrollLeft = 200")
    ends = page.locator(".section span:visible").evaluate_all(
        "spans => spans.map(span => span.getBoundingClientRect().right)"
    )
    assert [end for end in ends if end > width] == []


@pytest.mark.parametrize("name", [*COMPARED, "card", "license", "plan", "claims"])
def test_printed(
    page: Page, tables: dict[str, lc.types.Displayable], pages: dict[str, Path], name: str
) -> None:
    """A page that is printed holds every row and column."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    page.goto(pages[name].as_uri())
    pdf = pages[name].with_suffix(".pdf")
    page.pdf(path=pdf, prefer_css_page_size=True)
    command = ["pdftotext", "-raw", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    assert to_print(tables[name]) - Counter(tokens(text)) == Counter()
