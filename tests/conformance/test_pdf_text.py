"""The PDF read back with poppler: its text, its page numbers, its structure."""

import re
import subprocess

import pytest

# The places where a page of the official print ends inside a paragraph: what ends page N, and what
# the next page starts with.
OFFICIAL_BREAKS = [
    (2, "族团结进步模范集", "体”等市级荣誉"),
    (3, "技型中小企业认定", "工作，协助业主"),
    (4, "，发挥社区医院、", "辖区学校、社区"),
    (5, "染和扰民问题，开", "展居民楼油烟净"),
    (6, "频会议系统建设，", "提升综治信息化"),
    (7, "了辖区防控责任全", "覆盖。在社区封"),
    (9, "考虑，作出一系列", "重要指示，为滨"),
    (10, "同富裕，实现宜居", "宜业高质量发展"),
    (12, "理的优势，充分发", "挥党组织战斗堡"),
    (13, "性谋划、战略性布", "局、整体性推进"),
    (17, "推动，实现创新提", "质、效益提升和"),
    (18, "掘潜力，实现区、", "街道及社区三级"),
    (20, "工地管理规范化，", "严格落实“六个"),
    (22, "业服务网点等公共", "设施，打造具有"),
    (25, "利用互联网技术，", "拓展新兴社区服"),
    (26, "和个人普及维护健", "康的知识和技能"),
    (27, "思想道德建设有序", "发展。关爱帮扶"),
    (30, "习宣传《民法典》", "等法律法规，使"),
    (34, "法技术支撑。加强", "重点领域安全整"),
    (35, "保持生产经营环境", "卫生良好，防尘"),
]
OFFICIAL_PAGES = [1, 2, 2, 9, 10, 12, 12, 12, 14, 16, 16, 17, 18, 20, 20, 21, 22, 24, 24]
OFFICIAL_PAGES += [25, 26, 26, 27, 29, 30, 30, 31, 32, 34, 37, 37, 38, 38]
PAGE_NUMBER = re.compile(r"^\s*—\s*(\d+)\s*—\s*$", re.MULTILINE)


@pytest.fixture(scope="module")
def pages(file):
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"]
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
    headings = [text.heading for text in tanggu.places()]

    assert [title for title, _ in contents] == [squeezed(heading) for heading in headings]


def test_every_entry_of_the_contents_names_the_page_of_its_heading(contents, numbered):
    for title, number in contents:
        assert title in squeezed(numbered[number])


def test_every_page_number_is_that_of_the_official_print(contents):
    assert [number for _, number in contents] == OFFICIAL_PAGES


def test_pages_end_inside_paragraphs_where_the_official_print_has_it(numbered):
    same = [
        squeezed(numbered[page]).endswith(left) and squeezed(numbered[page + 1]).startswith(right)
        for page, left, right in OFFICIAL_BREAKS
    ]

    assert sum(same) >= 19


def test_the_body_has_the_38_pages_of_the_official_print(numbered):
    assert sorted(numbered) == list(range(1, 39))


def test_the_page_of_the_edition_comes_last_and_has_no_number(pages):
    assert "电子版次信息" in pages[-1]
    assert not PAGE_NUMBER.search(pages[-1])
