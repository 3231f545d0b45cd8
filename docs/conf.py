"""The configuration of the site, built by `nox -s docs`."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "llamacards"
author = "The llamacards founders"
copyright = "The llamacards founders"  # noqa: A001
version = release = installed_version("llamacards")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "accessible",
    "docstrings",
    "generated",
    "show",
]
exclude_patterns = ["_build"]
nitpicky = True
default_role = "literal"
smartquotes = False

myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "show-inheritance": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 72
python_use_unqualified_type_names = True
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "llamacards"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
