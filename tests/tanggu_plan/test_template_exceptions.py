"""templates/exceptions.txt: it lists what is there, and nothing that needs no exception."""

import pytest
from django.conf import settings

TEMPLATES = settings.BASE_DIR / "templates"
LISTED = [
    line.split()
    for line in (TEMPLATES / "exceptions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_an_exception_is_of_one_of_two_kinds():
    assert {kind for kind, _ in LISTED} == {"exact", "long"}


@pytest.mark.parametrize("name", [name for _, name in LISTED])
def test_an_exception_names_a_template(name):
    assert list(TEMPLATES.glob(name.replace("%", "*.html")))


@pytest.mark.parametrize("name", [name for kind, name in LISTED if kind == "long"])
def test_a_template_that_may_have_long_lines_has_one(name):
    assert any(len(line) > 120 for line in (TEMPLATES / name).read_text("utf-8").splitlines())
