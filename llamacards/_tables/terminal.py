"""The width of the terminal."""

from __future__ import annotations

import os
import sys


def terminal_width() -> int | None:
    """The columns of the terminal that is printed to; None for a file or a pipe."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def command_width() -> int:
    """The width of a command's output: COLUMNS, else that of the terminal, else 100."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    return terminal_width() or 100
