"""
The notebooks of the examples, which are kept with what they show.

Renew them with `python tests/test_notebooks.py`, and read what `git diff` shows.
"""

import json
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "examples").glob("*.ipynb"))
KEPT = ("text/plain", "text/html", "image/png")
LARGEST = 200_000
"""Bytes of a notebook, pictures included, so that a page that shows it stays quick."""


def needed(package: str) -> Any:
    """A package that runs notebooks; a test without it is skipped."""
    return pytest.importorskip(package, reason=f"{package} is not installed")


def executed(path: Path) -> Any:
    """A notebook as it is after a run: no time, no version, and pictures in few colors."""
    nbclient, _ = needed("nbclient"), needed("ipykernel")
    notebook = needed("nbformat").read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, record_timing=False, resources=place).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in code_cells(notebook):
        cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        for output in cell.outputs:
            if "data" in output:
                output.data = kept_forms(output.data)
    return notebook


def code_cells(notebook: Any) -> list[Any]:
    """The cells that run."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def kept_forms(data: Any) -> dict[str, Any]:
    """The forms of an output that are kept; a picture's text has a size that hangs on fonts."""
    forms = {kind: value for kind, value in data.items() if kind in KEPT}
    if "image/png" in forms:
        forms |= {"text/plain": "<Figure>", "image/png": in_few_colors(forms["image/png"])}
    return forms


def in_few_colors(picture: str) -> str:
    """A picture with a palette of 32 colors, which takes a third of the room."""
    from PIL import Image

    small = BytesIO()
    Image.open(BytesIO(b64decode(picture))).convert("RGBA").quantize(
        32, method=Image.Quantize.FASTOCTREE
    ).save(small, "png", optimize=True)
    return b64encode(small.getvalue()).decode()


def shown(notebook: Any) -> dict[str, list[Any]]:
    """What each cell shows, of a picture only that it is one: its bytes hang on versions."""
    return {
        cell["id"]: [
            output["text"] if "text" in output else without_bytes(output["data"])
            for output in cell["outputs"]
        ]
        for cell in code_cells(notebook)
    }


def without_bytes(data: Any) -> dict[str, Any]:
    """The forms of an output, a picture without its bytes."""
    return {kind: "" if kind == "image/png" else text for kind, text in data.items()}


def test_tour_is_short() -> None:
    """The tour takes fifteen cells."""
    (tour,) = (path for path in NOTEBOOKS if path.stem == "tour")
    assert len(json.loads(tour.read_text(encoding="utf-8"))["cells"]) == 15


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_shows_tables_and_pictures(notebook: Path) -> None:
    """A notebook is kept with its tables and pictures, and is small."""
    text = notebook.read_text(encoding="utf-8")
    assert text.count('"text/html"') >= 4
    assert text.count('"image/png"') == 2
    assert len(text.encode()) <= LARGEST


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_as_it_runs(notebook: Path) -> None:
    """A notebook runs from its first cell to its last, and shows what it is kept with."""
    new = executed(notebook)
    assert shown(new) == shown(needed("nbformat").read(notebook, as_version=4))


if __name__ == "__main__":
    for file in NOTEBOOKS:
        needed("nbformat").write(executed(file), file)
