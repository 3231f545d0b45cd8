"""A browser for the tests of pages, tables and the site, which pass over it where it is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, which reaches this machine only; a test without it is skipped."""
    sync_api: Any = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=OFFLINE)
        yield started
        started.close()


@pytest.fixture(scope="module")
def violations() -> Callable[..., list[tuple[str, list[str]]]]:
    """What axe-core complains of on a page, with the first elements that it names."""
    axe: Any = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )

    def find(page: Page, **options: Any) -> list[tuple[str, list[str]]]:
        options["resultTypes"] = ["violations"]
        found = axe.Axe().run(page, options=options).response["violations"]
        return [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found]

    return find
