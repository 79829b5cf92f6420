import pytest
from django.core.management import call_command

from indicators.charts.plotly_bundle import find_bundle, style_sheet
from tanggu_plan.text.refusals import Refused


@pytest.fixture
def wheel_bundle(tmp_path):
    return find_bundle(tmp_path)


def test_without_npm_the_python_package_gives_the_bundle(wheel_bundle):
    assert wheel_bundle.name == "plotly.min.js"
    assert wheel_bundle.stat().st_size > 1_000_000


def test_with_npm_the_basic_bundle_is_taken(tmp_path):
    basic = tmp_path / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
    basic.parent.mkdir()
    basic.touch()

    assert find_bundle(tmp_path) == basic


def test_the_style_sheet_holds_the_rules_of_the_bundle(wheel_bundle):
    rules = style_sheet(wheel_bundle.read_text("utf-8"))

    assert ".js-plotly-plot .plotly .main-svg {" in rules
    assert rules.count("{") == rules.count("}") == len(rules.splitlines())


def test_a_bundle_without_known_rules_is_refused():
    with pytest.raises(Refused):
        style_sheet("var plotly = {};")


def test_fetching_twice_leaves_the_files_as_they_are(settings, tmp_path):
    settings.VAR_DIR = settings.BASE_DIR = tmp_path
    call_command("fetch_plotly", verbosity=0)
    files = sorted((tmp_path / "vendor" / "plotly").iterdir())
    times = [file.stat().st_mtime_ns for file in files]

    call_command("fetch_plotly", verbosity=0)

    assert [file.name for file in files] == ["plotly.css", "plotly.min.js"]
    assert [file.stat().st_mtime_ns for file in files] == times
