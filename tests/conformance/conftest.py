from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from chapters import fonts, pdf

HAS_FANDOL = all(
    (django_settings.PDF_FANDOL_DIR / name).is_file() for name in fonts.FANDOL_FILES.values()
)
FONT_SETS = {"fandol": django_settings.PDF_FANDOL_DIR, "package": Path("none")}


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(
            "fandol", marks=pytest.mark.skipif(not HAS_FANDOL, reason="manage.py fetch_fonts")
        ),
        "package",
    ],
)
def font_set(request):
    """Let the PDF be set in one of the two sets of faces that anybody can have."""
    with override_settings(PDF_FANDOL_DIR=FONT_SETS[request.param], PDF_FONTS_DIR=""):
        yield request.param


@pytest.fixture(scope="session")
def file(font_set, tanggu, tmp_path_factory):
    """The real plan's PDF as a file."""
    path = tmp_path_factory.mktemp("pdf") / f"plan-{font_set}.pdf"
    path.write_bytes(pdf.render(tanggu, edition_number=1, kind="原文"))
    return path
