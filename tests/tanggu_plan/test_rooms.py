"""The rooms of the house: what may import what, in Python (import-linter) and in templates."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

PACKAGES = ("tanggu_plan", "chapters", "indicators")
TEMPLATES = Path(settings.BASE_DIR) / "templates"
MOST_MODULES = 15
A_TEMPLATE = re.compile(r'"([\w./]+\.(?:html|svg))"')
AN_ADDRESS = re.compile(r"""{% url ["'](\w+):""")
A_LIBRARY = re.compile(r"{% load ([\w ]+) %}")


@pytest.fixture
def house(tmp_path):
    """A copy of the packages and their contracts, to break something in."""
    for package in PACKAGES:
        leave_out = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(settings.BASE_DIR / package, tmp_path / package, ignore=leave_out)
        (tmp_path / package / "migrations").mkdir()
        (tmp_path / package / "migrations" / "__init__.py").touch()
    shutil.copy(settings.BASE_DIR / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--verbose"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    told = " ".join(done.stdout.split())
    assert "Contracts: " in told, done.stdout + done.stderr
    return int(re.search(r"(\d+) broken", told)[1]), done.returncode


def test_the_house_as_it_stands_keeps_its_contracts(house):
    assert broken_contracts(house) == (0, 0)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("chapters/plan/numerals.py", "import django"),
        ("indicators/progress/arithmetic.py", "from django.conf import settings"),
        ("chapters/finding/search.py", "import chapters.models"),
        ("tanggu_plan/text/unseen.py", "import chapters.plan.document"),
        ("tanggu_plan/models.py", "import indicators.progress"),
        ("chapters/plan/places.py", "import indicators.progress"),
        ("chapters/reading/views.py", "import chapters.editions.publishing"),
        ("indicators/open_data/views.py", "import indicators.recording.acts"),
        ("chapters/comparison/units.py", "import chapters.errata.places"),
    ],
)
def test_a_thing_in_the_wrong_room_makes_lint_fail(house, module, line):
    with (house / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

    broken, status = broken_contracts(house)

    assert broken >= 1
    assert status == 1


def names_above(owner, above):
    """Return the owner's templates that name what is above it, each with what it names."""
    templates = (TEMPLATES / owner).rglob("*.html")
    named = {str(each.relative_to(TEMPLATES)): owners_named_in(each) & above for each in templates}
    return {template: names for template, names in named.items() if names}


def owners_named_in(template):
    """Return the apps whose templates, addresses or tags a template names."""
    text = template.read_text("utf-8")
    libraries = engines["django"].engine.libraries
    loaded = " ".join(A_LIBRARY.findall(text)).split()
    named = {libraries[library].split(".")[0] for library in loaded}
    named |= {path.split("/")[0] for path in A_TEMPLATE.findall(text)}
    return named | set(AN_ADDRESS.findall(text))


def test_templates_name_nothing_above_their_app():
    assert names_above("chapters", {"indicators", "pages"}) == {}
    assert names_above("indicators", {"pages"}) == {}


def test_a_template_that_names_an_app_is_seen_to():
    home = owners_named_in(TEMPLATES / "pages" / "home.html")

    assert {"chapters", "indicators"} <= home


def test_no_folder_has_more_modules_than_one_can_see():
    folders = {
        module.parent for name in PACKAGES for module in (settings.BASE_DIR / name).rglob("*.py")
    }
    crowded = {
        str(folder): count
        for folder in folders
        if folder.name != "migrations" and (count := len(list(folder.glob("*.py")))) > MOST_MODULES
    }

    assert crowded == {}


def test_no_file_is_too_long_to_be_read_at_once():
    longest = dict.fromkeys(PACKAGES, 300) | {"tests": 400}
    lengths = {
        module: (module.read_text("utf-8").count("\n"), most)
        for folder, most in longest.items()
        for module in (settings.BASE_DIR / folder).rglob("*.py")
        if module.parent.name != "migrations"
    }

    assert [str(module) for module, (lines, most) in lengths.items() if lines > most] == []
