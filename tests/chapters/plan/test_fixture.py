"""The plan's text against the export it was made from: original minus listed corrections = plan.

`tanggu-2021-2025.errata.csv` lists every erratum, one row an occurrence. 规范化 and 识别更正 are
corrections: at 原件行, 原件列 (from 1) the source reads 原件读法 and the plan 发布读法. 存疑 and
核实无误 are published as printed, corrections apart; 建议读法 is what an editor might ask for.
What cannot be seen stands as a sign: ⏎ a line end, ⇥ a tab, ␣ a space, □ an ideographic space.
"""

import csv
from dataclasses import dataclass

import pytest

from chapters import plantext
from chapters.plan.blocks import Block, Paragraph
from chapters.plan.document import Document
from chapters.plan.places import numbered_place
from tests.conftest import FIXTURES

FIXTURE = FIXTURES / "tanggu-2021-2025.md"
SOURCE = FIXTURES / "tanggu-2021-2025.source.txt"
ERRATA = FIXTURES / "tanggu-2021-2025.errata.csv"
SIGNS = {"⏎": "\n", "⇥": "\t", "␣": " ", "□": "\u3000"}
CORRECTIONS = {"规范化", "识别更正"}

HEADINGS = """\
前言
第一章　夯实发展基础，把握发展机遇
第一节　发展基础
第二节　发展环境
第三节　二〇三五年远景目标
第二章　全面贯彻新发展理念，实施高质量发展
第一节　指导思想
第二节　基本原则
第三节　主要目标
第三章　把握经济发展新常态，引领经济高质量发展
第一节　明确产业发展定位
第二节　持续优化营商环境
第三节　大力发展街道经济
第四章　统筹城市综合治理，完善城市综合服务功能
第一节　统筹城市综合管理
第二节　统筹公共事业监督管理
第三节　统筹城市土地规划管理
第五章　健全基本公共服务体系，打造幸福塘沽
第一节　编密织牢基本民生保障网
第二节　加快建设多元养老、家庭服务体系
第三节　进一步强化稳就业工作
第四节　打造“健康塘沽街”样板
第五节　贯彻落实教育优先发展战略
第六节　完善公共文化服务体系
第六章　加快建设法治塘沽街道，推进治理体系和治理能力现代化
第一节　深化法治政府建设
第二节　着力维护社会和谐稳定
第三节　健全基层治理体系
第四节　提升城市本质安全水平
第七章　完善保障体系建设，促进规划全面有效实施
第一节　坚持党总揽全局、协调各方
第二节　坚持项目化推进事业化发展
第三节　完善规划实施机制
""".splitlines()


@dataclass(frozen=True)
class Erratum:
    number: str
    kind: str
    place: tuple[int, int]
    source_reading: str
    published_reading: str
    reason: str


def unsigned(reading):
    return reading.translate(str.maketrans(SIGNS))


@pytest.fixture(scope="module")
def errata():
    with ERRATA.open(encoding="utf-8-sig", newline="") as file:
        return [
            Erratum(
                number=row["编号"],
                kind=row["类别"],
                place=(int(row["原件行"]), int(row["原件列"])),
                source_reading=unsigned(row["原件读法"]),
                published_reading=unsigned(row["发布读法"]),
                reason=row["理由"],
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module")
def corrections(errata):
    """In the order of the source; they do not overlap."""
    return sorted(
        (erratum for erratum in errata if erratum.kind in CORRECTIONS),
        key=lambda erratum: erratum.place,
    )


@pytest.fixture(scope="module")
def source():
    return SOURCE.read_bytes().decode()


def position_of(place, text):
    line, column = place
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


def corrected(source, corrections):
    text, position = "", 0
    for erratum in corrections:
        start = position_of(erratum.place, source)
        assert source.startswith(erratum.source_reading, start), erratum
        text += source[position:start] + erratum.published_reading
        position = start + len(erratum.source_reading)
    return text + source[position:]


def uncorrected(published, corrections):
    """Make the source again from the published text: its places are the source's."""
    text, position = "", 0
    line, column = 1, 1

    def copy(passage):
        nonlocal text, line, column
        text += passage
        line += passage.count("\n")
        column = len(text) - text.rfind("\n")

    for erratum in corrections:
        while (line, column) < erratum.place:
            copy(published[position])
            position += 1
        assert published.startswith(erratum.published_reading, position), erratum
        position += len(erratum.published_reading)
        copy(erratum.source_reading)
    return text + published[position:]


def block_as_printed(document: Document, block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    header, rows = document.table_cells(block)
    return "\n".join(" ".join(cells) for cells in [header, *rows])


def heading(part) -> str:
    return f"{part.label}\u3000{part.title}"


def plan_as_printed(document: Document) -> str:
    """The plan from cover to colophon, laid out as the export lays it out."""
    contents = ["前言"]
    body = ["前言", *(block_as_printed(document, block) for block in document.preface)]
    for chapter in document.chapters:
        contents.append(f"{chapter.label} {chapter.title}")
        body += [heading(chapter), *(block_as_printed(document, block) for block in chapter.lead)]
        for section in chapter.sections:
            contents.append(f"{section.label} {section.title}")
            body.append(heading(section))
            body += [block_as_printed(document, block) for block in section.blocks]
    year, month, day = map(int, document.issued_on.split("-"))
    cover = [document.attachment_label, "\n".join(document.title_lines), document.issuer]
    colophon = [document.print_issuer, f"{year}年{month}月{day}日印发\n"]
    front = ["", *cover, document.written_on_text, "目录", "\n".join(contents)]
    return "\n\n".join([*front, *body, *colophon])


def test_the_original_with_the_listed_corrections_is_the_plan(source, corrections, tanggu):
    assert corrected(source, corrections) == plan_as_printed(tanggu)


def test_the_plan_without_the_listed_corrections_is_the_original(source, corrections, tanggu):
    assert uncorrected(plan_as_printed(tanggu), corrections) == source


def test_the_fixture_is_what_the_writer_writes(tanggu):
    assert plantext.write(tanggu) == FIXTURE.read_bytes().decode()


def test_the_fixture_reads_without_an_error_and_with_three_hints():
    reading = plantext.read(FIXTURE.read_text("utf-8"))

    assert not reading.refusals
    assert [hint.message.split("，")[0] for hint in reading.remarks] == [
        "“矛盾纠纷矛盾”里同一个词出现两次",
        "“至上生命至上”里同一个词出现两次",
        "指标“规上工业企业产值”没有单位",
    ]


def test_every_erratum_of_the_export_is_listed(errata):
    kinds = [erratum.kind for erratum in errata]

    assert {kind: kinds.count(kind) for kind in kinds} == {
        "规范化": 121,
        "识别更正": 82,
        "存疑": 36,
        "核实无误": 31,
    }
    assert len({erratum.number for erratum in errata}) == len(errata)
    assert all(erratum.reason for erratum in errata)


def test_doubtful_and_verified_readings_are_published_as_printed(
    errata, source, corrections, tanggu
):
    printed = plan_as_printed(tanggu)
    left_alone = [erratum for erratum in errata if erratum.kind not in CORRECTIONS]

    for erratum in left_alone:
        assert source.startswith(erratum.source_reading, position_of(erratum.place, source))
        before = [each for each in corrections if each.place < erratum.place]
        place = position_of(erratum.place, source) + sum(
            len(each.published_reading) - len(each.source_reading) for each in before
        )
        if "\t" not in erratum.source_reading:  # the table is one correction as a whole
            assert printed.startswith(erratum.published_reading, place), erratum
        assert erratum.published_reading in printed


def test_the_plan_has_its_headings(tanggu):
    assert [text.heading for text in tanggu.places()] == HEADINGS


def test_the_plan_has_its_chapters_and_sections(tanggu):
    assert [len(chapter.sections) for chapter in tanggu.chapters] == [3, 3, 3, 3, 6, 4, 3]


def test_the_plan_has_its_paragraphs(tanggu):
    leads = [block for chapter in tanggu.chapters for block in chapter.lead]
    in_sections = [
        block
        for chapter in tanggu.chapters
        for section in chapter.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]

    assert len(tanggu.preface) == 2
    assert [bool(chapter.lead) for chapter in tanggu.chapters] == [True, False] + [True] * 5
    assert len(leads) == 6
    assert sum(paragraph.is_goal for paragraph in in_sections) == 5
    assert len(in_sections) == 81 + 5 + 2  # body, goals, the goals' opening and the plan's closing
    assert len(list(tanggu.paragraphs())) == 96
    assert tanggu.closing == ()


def test_the_closing_paragraph_stands_in_the_last_section(tanggu):
    closing = tanggu.at(numbered_place(7, 3)).blocks[-1]

    assert closing.text.startswith("实现“十四五”时期发展目标，前景光明")


def test_the_plan_has_its_lead_phrases(tanggu):
    with_lead_phrase = [paragraph for paragraph in tanggu.paragraphs() if paragraph.lead_phrase]

    assert len(with_lead_phrase) == 73
    assert all(goal.lead_phrase for goal in tanggu.paragraphs() if goal.is_goal)
    assert tanggu.at(numbered_place(7, 2)).blocks[0].lead_phrase == ""


def test_the_plan_has_its_characters(tanggu):
    assert sum(len(paragraph.text) for paragraph in tanggu.paragraphs()) == 16_525


def test_the_indicators_are_as_printed(tanggu):
    rows = [
        (row.number, row.name, row.unit, row.base_value, row.target_value, row.nature)
        for row in tanggu.indicators
    ]

    assert rows == [
        (1, "规上工业企业产值", "", "0.9", "1.35", "预期性"),
        (2, "市场主体数量", "万家", "0.2", "0.3", "预期性"),
        (3, "商品销售总额", "亿元", "8.3", "12.45", "预期性"),
        (4, "社会消费品零售总额", "亿元", "0.005", "0.0075", "预期性"),
        (5, "实际利用内资", "亿元", "1.1", "1.6228", "预期性"),
        (6, "新增就业人口", "人", "2000", "2000", "预期性"),
    ]


def test_the_file_information_is_that_of_the_print(tanggu):
    assert tanggu.title == (
        "天津市滨海新区塘沽街道国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    )
    assert (tanggu.period, tanggu.base_year, tanggu.vision_year) == ("2021-2025", 2020, 2035)
    assert (tanggu.issued_on, tanggu.written_on_text) == ("2021-08-10", "二〇二一年八月")
