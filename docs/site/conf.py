"""Settings of Sphinx for the pages that docs/site/build.py has staged: read offline, warnings are errors."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

project = "steppe"
author = "steppe contributors"
html_title = "steppe"
extensions = ["myst_parser", "mathml", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 6
myst_dmath_allow_labels = False
myst_fence_as_directive = ["math"]
html_theme = "furo"
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True  # attributes that are documented where they stand are not described twice
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
suppress_warnings = [
    "myst.header",  # pages of decisions begin with their number, tutorials with a cell
    "ref.python",  # two modules may have a class of one name
]
pygments_style = "tango"
