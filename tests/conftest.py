import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test import override_settings

from chapters import pdf, plantext, publishing
from chapters.working_copy import store

# A busy machine is not a failing test; CI takes the same examples each time, a desk takes new ones.
hypothesis.settings.register_profile("portal", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("portal")

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_are():
    """Serve static files from their folders: nothing has to be collected before a test runs."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        WHITENOISE_AUTOREFRESH=True, STORAGES=settings.STORAGES | {"staticfiles": plain}
    ):
        yield


@pytest.fixture(scope="session")
def tanggu():
    """The Document of the real plan."""
    reading = plantext.read((FIXTURES / "tanggu-2021-2025.md").read_text("utf-8"))
    assert not reading.errors
    return reading.document


@pytest.fixture(scope="session")
def tanggu_pdf(tanggu):
    """The real PDF of the real plan, rendered once a test run."""
    return pdf.render(tanggu, edition_number=1)


@pytest.fixture
def plan(db, tanggu):
    """The real plan as a working copy."""
    return store(tanggu)


@pytest.fixture
def edition(plan, tanggu_pdf, monkeypatch):
    """The real plan published as edition 1."""
    monkeypatch.setattr(pdf, "render", lambda document, *, edition_number: tanggu_pdf)
    return publishing.publish_original(plan)
