"""The notebooks of the examples."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "examples").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_kept_without_outputs(notebook: Path) -> None:
    """A notebook is kept as it is before it runs."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [(cell["outputs"], cell["execution_count"]) for cell in code] == [([], None)] * len(code)


def test_tour_is_short() -> None:
    """The tour takes fifteen cells."""
    (tour,) = (path for path in NOTEBOOKS if path.stem == "tour")
    assert len(json.loads(tour.read_text(encoding="utf-8"))["cells"]) == 15


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(notebook: Path, tmp_path: Path) -> None:
    """A notebook runs from its first cell to its last, and shows tables and pictures."""
    for package in ("nbclient", "ipykernel"):
        pytest.importorskip(package, reason=f"{package} is not installed")
    copy = shutil.copy(notebook, tmp_path)
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", copy]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    shown = Path(copy).read_text(encoding="utf-8")
    assert shown.count("text/html") >= 4
    assert shown.count("image/png") == 2
