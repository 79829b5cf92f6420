"""The PDF read back with poppler: its text, its page numbers, its structure."""

import re
import subprocess

import pytest

OFFICIAL_PAGES = [1, 2, 2, 9, 10, 12, 12, 12, 14, 16, 16, 17, 18, 20, 20, 21, 22, 24, 24]
OFFICIAL_PAGES += [25, 26, 26, 27, 29, 30, 30, 31, 32, 34, 37, 37, 38, 38]
PAGE_NUMBER = re.compile(r"^\s*—\s*(\d+)\s*—\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def file(tanggu_pdf, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    path.write_bytes(tanggu_pdf)
    return path


@pytest.fixture(scope="module")
def pages(file):
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(file), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return text.split("\f")[:-1]


@pytest.fixture(scope="module")
def numbered(pages):
    """The body's pages by the number printed on them."""
    return {int(found[1]): page for page in pages if (found := PAGE_NUMBER.search(page))}


@pytest.fixture(scope="module")
def contents(pages):
    """The 目录 as printed: (heading, page number) in order."""
    first = next(index for index, page in enumerate(pages) if "目录" in squeezed(page))
    listed = "".join(squeezed(page) for page in pages[first : first + 2]).removeprefix("目录")
    return [(title, int(number)) for title, number in re.findall(r"(.+?)\.{3,}(\d+)", listed)]


def squeezed(text):
    return "".join(PAGE_NUMBER.sub("", text).split())


def test_the_text_of_the_body_is_the_plans_text_character_for_character(numbered, tanggu):
    body = "".join(squeezed(numbered[number]) for number in sorted(numbered))

    expected = squeezed("".join(tanggu.printed_lines()))
    assert body == f"{expected}{tanggu.print_issuer}2021年8月10日印发"


def test_the_contents_lists_all_headings_in_order(contents, tanggu):
    headings = ["前言"]
    for chapter in tanggu.chapters:
        headings.append(chapter.heading)
        headings += [section.heading for section in chapter.sections]

    assert [title for title, _ in contents] == [squeezed(heading) for heading in headings]


def test_every_entry_of_the_contents_names_the_page_of_its_heading(contents, numbered):
    for title, number in contents:
        assert title in squeezed(numbered[number])


def test_nearly_every_page_number_is_that_of_the_official_print(contents):
    printed = [number for _, number in contents]

    same = sum(ours == theirs for ours, theirs in zip(printed, OFFICIAL_PAGES, strict=True))
    assert same >= 32


def test_the_body_has_consecutive_pages_from_1(numbered):
    assert sorted(numbered) == list(range(1, len(numbered) + 1))


def test_the_structure_of_the_file_is_sound(file):
    subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=True)
