import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from chapters.pdf import fonts
from tests.kept_pdf import rendered_once

HAS_FANDOL = all(
    (django_settings.PDF_FANDOL_DIR / name).is_file() for name in fonts.FANDOL_FILES.values()
)
CI = "CI" in os.environ  # where a set that could not be fetched is a failure
FONT_SETS = {"fandol": django_settings.PDF_FANDOL_DIR, "package": Path("none")}


@dataclass(frozen=True)
class FontSet:
    name: str

    def used(self):
        return override_settings(PDF_FANDOL_DIR=FONT_SETS[self.name], PDF_FONTS_DIR="")


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(
            "fandol",
            marks=pytest.mark.skipif(not (HAS_FANDOL or CI), reason="manage.py fetch_fonts"),
        ),
        "package",
    ],
)
def font_set(request):
    """One of the two sets of faces that anybody can have; in force `with font_set.used():`."""
    assert HAS_FANDOL or request.param != "fandol", "manage.py fetch_fonts has fetched nothing"
    return FontSet(request.param)


@pytest.fixture(scope="session")
def file(font_set, tanggu, tmp_path_factory):
    """The real plan's PDF as a file."""
    path = tmp_path_factory.mktemp("pdf") / f"plan-{font_set.name}.pdf"
    with font_set.used():
        path.write_bytes(rendered_once(tanggu, edition_number=1, kind="原文"))
    return path
