"""The two windows in which every public page is looked at: a small phone and a laptop."""

import pytest

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 900}

at_both_widths = pytest.mark.parametrize(
    "viewport", [PHONE, LAPTOP], ids=["360px", "1280px"], indirect=True
)

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
