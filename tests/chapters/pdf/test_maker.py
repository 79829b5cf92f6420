import re

from chapters.pdf import fonts
from chapters.pdf.maker import maker


def test_it_names_programs_and_libraries_with_their_versions(only_package_fonts):
    named = dict(part.rsplit(" ", 1) for part in maker().split("；"))

    assert named["weasyprint"] == "70.0"
    assert {"uharfbuzz", "pikepdf", "deflate", "pango", "harfbuzz"} <= set(named)


def test_it_names_each_face_once_with_a_digest(only_package_fonts):
    faces = [part.split(" ") for part in maker().split("；") if part.startswith("Noto")]

    assert [name for name, _ in faces] == ["NotoSerifSC-Regular", "NotoSansSC-Regular"]
    assert all(len(digest) == 12 for _, digest in faces)


def test_another_face_of_the_same_name_is_another_maker(
    only_package_fonts, settings, tmp_path, monkeypatch
):
    before = maker()
    settings.PDF_FONTS_DIR = str(tmp_path)
    monkeypatch.setitem(fonts.NAMES, "heiti", re.compile("Noto"))
    face = (fonts.PACKAGE_FOLDER / "NotoSansSC-Regular.otf").read_bytes()
    (tmp_path / "office.otf").write_bytes(face + bytes(4))

    after = maker()

    assert re.sub("[0-9a-f]{12}", "", after) == re.sub("[0-9a-f]{12}", "", before)
    assert after != before
