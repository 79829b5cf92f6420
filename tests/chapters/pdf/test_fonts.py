import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from chapters.pdf import fonts
from chapters.pdf.fonts import FANDOL_FILES, PACKAGE_FOLDER


@pytest.fixture
def package_serif():
    return PACKAGE_FOLDER / "NotoSerifSC-Regular.otf"


def test_any_machine_has_a_face_for_every_role(only_package_fonts):
    faces = fonts.faces()

    assert list(faces.by_role) == ["xiaobiaosong", "heiti", "kaiti", "fangsong", "songti"]
    assert all("\u4e00" in face.widths for face in faces.by_role.values())


def test_fandol_is_taken_as_a_whole_set_or_not_at_all(only_package_fonts, settings, package_serif):
    shutil.copyfile(package_serif, settings.PDF_FANDOL_DIR / FANDOL_FILES["fangsong"])

    assert fonts.faces().by_role["fangsong"].path.parent == PACKAGE_FOLDER


def test_a_face_in_the_offices_folder_wins_for_its_role(
    only_package_fonts, settings, tmp_path, monkeypatch, package_serif
):
    settings.PDF_FONTS_DIR = str(tmp_path)
    shutil.copyfile(package_serif, tmp_path / "office.otf")
    monkeypatch.setitem(fonts.NAMES, "xiaobiaosong", fonts.re.compile("Noto"))

    by_role = fonts.faces().by_role

    assert by_role["xiaobiaosong"].path == tmp_path / "office.otf"
    assert by_role["kaiti"].path.parent == PACKAGE_FOLDER


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("方正小标宋简体 FZXiaoBiaoSong-B05S", "xiaobiaosong"),
        ("仿宋_GB2312 FangSong_GB2312", "fangsong"),
        ("楷体_GB2312 KaiTi_GB2312", "kaiti"),
        ("黑体 SimHei", "heiti"),
        ("宋体 SimSun", "songti"),
    ],
)
def test_the_usual_faces_of_an_office_are_known_by_name(name, role):
    assert next(found for found, pattern in fonts.NAMES.items() if pattern.search(name)) == role


def test_what_is_not_a_font_is_passed_over(only_package_fonts, settings, tmp_path):
    settings.PDF_FONTS_DIR = str(tmp_path)
    (tmp_path / "仿宋.ttf").write_bytes(b"not a font")

    assert fonts.faces().by_role["fangsong"].path.parent == PACKAGE_FOLDER


def test_chinese_marks_are_as_wide_as_characters(package_serif):
    face = fonts.read_face(package_serif)

    assert {face.widths[character] for character in "塘，。“”‘’—…"} == {1.0}
    assert face.widths["1"] < 0.6


def test_fonts_are_not_fetched_twice(settings, tmp_path):
    settings.PDF_FANDOL_DIR = tmp_path
    for name in FANDOL_FILES.values():
        (tmp_path / name).touch()

    assert fetch() == ""


def test_elsewhere_than_on_debian_one_line_says_so(settings, tmp_path, monkeypatch):
    settings.PDF_FANDOL_DIR = tmp_path / "fandol"
    monkeypatch.setenv("PATH", "")

    assert fetch() == "这里不是 Debian：正式 PDF 用自带字体。\n"


def test_without_a_network_nothing_half_is_left(settings, tmp_path, monkeypatch):
    settings.PDF_FANDOL_DIR = tmp_path / "fandol"
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("apt-get", "dpkg-deb"):
        (tools / name).write_text("#!/bin/sh\nexit 100\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))

    said = fetch()

    assert said.endswith("没有取到 Fandol 字体：正式 PDF 用自带字体，下次启动会再试。\n")
    assert not settings.PDF_FANDOL_DIR.exists()


def fetch():
    output = StringIO()
    call_command("fetch_fonts", stdout=output)
    return output.getvalue()
