"""
Tables as people meet them, in a real browser.

In JupyterLab, by nbconvert and as a saved page, each on light and on dark, wide and narrow.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
for package in ("jupyterlab", "nbclient", "nbconvert"):
    pytest.importorskip(package, reason=f"{package} is not installed")

TOUR = Path(__file__).parent.parent / "examples" / "tour.ipynb"
SCHEMES = ("light", "dark")
TOKEN = "of-this-test"  # noqa: S105

SHOWN = """
import llamacards as lc
from IPython.display import display

compared = lc.compare(*lc.find(tuning="tuned")[:6], baseline="llama-3-8b-instruct")
plan = lc.check_use("llama-3.2-11b-vision", served_in="DE")
for name, shown in {{"compared": compared, "plan": plan}}.items():
    shown.save(f"{folder}/{{name}}.html")
    display(shown)
"""
"""A cell that shows and saves a comparison and a plan."""

HOSTILE = """
import llamacards as lc

name = "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>模型卡"
source = lc.Source(title=name, url="javascript:window.ran = 1")
stated = lc.Score.of(name, "50", source=source, note=name)
table = lc.compare(lc.ModelCard(name=name, scores=[stated]), "llama-3-8b", best=True)
table.save("{folder}/page.html")
table
"""
"""A cell that shows and saves a table with a script wherever a name may stand."""

FOOTNOTES = r"""() => [...document.querySelectorAll('a[href^="#llamacards-"]')].map(link => {
    const note = link.hash.slice(1);
    link.scrollIntoView({block: 'end'});
    link.click();
    const found = document.querySelector(`[id="${note}"], [data-jupyter-id="${note}"]`);
    const {top, bottom} = found.getBoundingClientRect();
    const kind = /-s\d+$/.test(note) ? 'LI' : /^llamacards-\w+$/.test(note) ? 'FIGURE' : 'TR';
    return top < innerHeight && bottom > 0 && found.tagName == kind;
})"""
"""Whether each link, when it is clicked, brings its source, row or table into view."""

READ = r"""() => {
    const plain = text => text.replace(/\s+/g, ' ').trim();
    const read = figure => {
        const table = figure.querySelector('table');
        const rows = [...table.rows].map(row => [...row.cells].map(cell => plain(cell.innerText)));
        const lefts = [...table.tBodies].flatMap(body => [...body.rows])
            .filter(row => row.cells.length > 1)
            .map(row => [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().left)));
        const legend = figure.querySelector('figcaption .details');
        const below = [...figure.querySelectorAll('p, summary, li')];
        const title = figure.querySelector('figcaption b') || document.querySelector('h1');
        return {
            title: plain(title.textContent),
            legend: legend && plain(legend.innerText),
            rows: rows,
            columns: new Set(lefts.map(left => left.join())).size,
            below: below.map(note => plain(note.textContent)),
        };
    };
    return [...document.querySelectorAll('figure.llamacards')].map(read);
}"""
"""The tables of a page: title, legend, cells by row, whether columns are straight, and notes."""

PALE = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = color => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => below.map((c, n) => n < 3 ? top[n] * top[3] + c * (1 - top[3]) : 1);
    const luminance = color => {
        const [r, g, b] = color.slice(0, 3).map(c => c / 255)
            .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const sheet = document.body.appendChild(document.createElement('div'));
    sheet.style.background = 'Canvas';
    const paper = rgba(getComputedStyle(sheet).backgroundColor);
    const behind = element => element
        ? over(rgba(getComputedStyle(element).backgroundColor), behind(element.parentElement))
        : paper;
    const texts = [...document.querySelectorAll('table')]
        .flatMap(table => [...table.closest('figure').querySelectorAll('*')])
        .filter(element => [...element.childNodes].some(n => n.nodeType == 3 && n.data.trim()));
    const ratios = texts.map(element => {
        const paper = behind(element), ink = over(rgba(getComputedStyle(element).color), paper);
        const [dim, bright] = [luminance(ink), luminance(paper)].sort((a, b) => a - b);
        return [(bright + 0.05) / (dim + 0.05), element.textContent.slice(0, 40)];
    });
    return [texts.length, ratios.filter(([ratio]) => ratio < 4.5)];
}"""
"""How many texts stand in and under tables, and which of them have less contrast than 4.5:1."""


def run(*command: str) -> None:
    """A command of Jupyter's, run to its end."""
    jupyter = [sys.executable, "-m", "jupyter", *command]
    done = subprocess.run(jupyter, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tour, executed, and with what nbconvert and save() make of it."""
    folder = tmp_path_factory.mktemp("shown")
    tour = json.loads(TOUR.read_text(encoding="utf-8"))
    for name, source in (("shown", SHOWN), ("hostile", HOSTILE)):
        cell = {"cell_type": "code", "id": name, "metadata": {}, "outputs": []}
        run_as = {"execution_count": None, "source": source.format(folder=folder)}
        tour["cells"].append(cell | run_as)
    notebook = folder / "tour.ipynb"
    notebook.write_text(json.dumps(tour), encoding="utf-8")
    run("execute", "--inplace", str(notebook))
    for scheme in SCHEMES:
        run("nbconvert", "--to", "html", "--theme", scheme, "--output", scheme, str(notebook))
    return folder


def lab(folder: Path, home: Path, scheme: str) -> tuple[subprocess.Popen[bytes], str]:
    """JupyterLab with a theme, and its address."""
    settings = {
        "apputils-extension/themes": {"theme": f"JupyterLab {scheme.title()}"},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for plugin, setting in settings.items():
        path = home / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folders = {"LAB_SETTINGS": "settings", "LAB_WORKSPACES": "workspaces", "_CONFIG": "config"}
    folders |= {"_DATA": "data", "_RUNTIME": "runtime"}
    env = os.environ | {f"JUPYTER{name}_DIR": str(home / at) for name, at in folders.items()}
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", *options, f"--ServerApp.root_dir={folder}"],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return server, f"http://127.0.0.1:{port}"


def answers(address: str) -> bool:
    """Whether a server answers within a minute."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}"):  # noqa: S310
                return True
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    return False


@pytest.fixture(scope="module")
def labs(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of JupyterLab, light and dark."""
    started = {scheme: lab(folder, tmp_path_factory.mktemp(scheme), scheme) for scheme in SCHEMES}
    assert all(answers(address) for _, address in started.values())
    yield {scheme: address for scheme, (_, address) in started.items()}
    for server, _ in started.values():
        server.terminate()
    for server, _ in started.values():
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="module", params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    """Light or dark."""
    return str(request.param)


@pytest.fixture(scope="module", params=["JupyterLab", "nbconvert", "page"])
def address(request: pytest.FixtureRequest, scheme: str, folder: Path, labs: dict[str, str]) -> str:
    """Where the tables are to be seen."""
    if request.param == "JupyterLab":
        return f"{labs[scheme]}/doc/tree/tour.ipynb?token={TOKEN}&reset"
    return f"file://{folder}/{scheme if request.param == 'nbconvert' else 'page'}.html"


@pytest.fixture(scope="module", params=[1300, 500], ids=["wide", "narrow"])
def page(
    request: pytest.FixtureRequest, browser: Browser, scheme: Any, address: str
) -> Iterator[Page]:
    """A window that shows the tables."""
    window = browser.new_page(viewport={"width": request.param, "height": 900}, color_scheme=scheme)
    window.goto(address)
    window.wait_for_selector("thead th >> text=模型卡", timeout=60_000)
    yield window
    window.close()


def test_tables(page: Page, address: str) -> None:
    """Tables are there, none is wider than the window, and their notes stand under them."""
    tables = page.locator("figure.llamacards figcaption").count()
    assert tables == (1 if address.endswith("page.html") else 8)
    boxes = page.locator("table >> xpath=..").evaluate_all(
        "boxes => boxes.map(box => box.getBoundingClientRect().right <= innerWidth)"
    )
    assert boxes == [True] * tables


def test_names_are_text(page: Page) -> None:
    """Nothing of a hostile name runs or becomes an element; the name is there to be read."""
    assert page.evaluate("window.ran") is None
    assert page.locator("table script, table img, li img, a[href^=javascript]").count() == 0
    head = page.locator("thead th", has_text="模型卡").last.text_content() or ""
    assert "<script>window.ran = 1</script><img src=x onerror='window.ran = 1'>模型卡" in head


def test_contrast(page: Page) -> None:
    """Every text of a table and its notes has a contrast of 4.5 to 1 or more."""
    texts, pale = page.evaluate(PALE)
    assert texts > 20
    assert pale == []


def test_footnotes(page: Page) -> None:
    """A footnote leads to its note."""
    jumps = page.evaluate(FOOTNOTES)
    assert jumps
    assert jumps == [True] * len(jumps)


@pytest.mark.parametrize("address", ["JupyterLab", "nbconvert"], indirect=True)
def test_same_as_saved(page: Page, browser: Browser, folder: Path) -> None:
    """A notebook shows what a saved page shows: cell for cell, with title, legend and notes."""
    shown = page.evaluate(READ)[-3:]
    window = browser.new_page(viewport=page.viewport_size)
    for name, table in zip(("compared", "plan", "page"), shown, strict=True):
        window.goto((folder / f"{name}.html").as_uri())
        (saved,) = window.evaluate(READ)
        assert table == saved
        assert saved["columns"] == 1
        assert len(saved["rows"]) > 2
        assert saved["below"]
    window.close()
