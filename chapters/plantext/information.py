"""The file information between the two --- lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from unicodedata import normalize

from chapters.plan.document import Document
from chapters.plantext.levels import FIRST, Heading, Levels, UnusableLevelsError, levels_from
from chapters.plantext.lines import Line, Rule, mark_of
from chapters.plantext.remarks import Remarks

FIRST_FORMAT, SECOND_FORMAT = "规划文本/1", "规划文本/2"
REQUIRED = ("格式", "标题", "编制单位", "规划期", "基期")
COLON = re.compile("[：:]")
TITLE_BREAK = re.compile(r"\s*[|｜]\s*")
YEAR = re.compile(r"(\d{4})\s*年?")
PERIOD = re.compile(r"(\d{4})\s*年?\s*(?:[-—–―─~〜至到]|——|--)\s*(\d{4})\s*年?")
DATE = re.compile(
    r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?(?:\s*印发)?"
)
EARLIEST_YEAR, LATEST_YEAR = 1949, 2199
LONGEST_PERIOD = 20


@dataclass(slots=True)
class Information:
    """The values of the file information; empty, 0 or None where nothing usable stands."""

    format: str = ""
    title_lines: tuple[str, ...] = ()
    short_title: str = ""
    attachment_label: str = ""
    issuer: str = ""
    print_issuer: str = ""
    written_on_text: str = ""
    issued_on: str | None = None
    period: tuple[int, int] = (0, 0)
    base_year: int = 0
    vision_year: int | None = None
    finds_leads: bool = True
    levels: Levels | None = None
    keeps_numbers: bool = False
    lines: dict[str, int] = field(default_factory=dict)  # item → the line it stands on

    @property
    def target_year(self) -> int:
        return self.period[1]

    def document_fields(self) -> dict[str, Any]:
        """The fields of a Document. Call it only where reading found no error."""
        same = {each.name for each in fields(Document)} & {each.name for each in fields(self)}
        return {name: getattr(self, name) for name in same} | {
            "short_title": self.short_title or "".join(self.title_lines),
            "period_start": self.period[0],
            "period_end": self.period[1],
        }


class UnusableError(ValueError):
    """An item's content cannot be used; the message tells a clerk why."""


def _format(content: str) -> str:
    found = normalize("NFKC", content)
    if found not in (FIRST_FORMAT, SECOND_FORMAT):
        raise UnusableError(f"应写“{FIRST_FORMAT}”或“{SECOND_FORMAT}”，这里是“{content}”")
    return found


def _title_lines(content: str) -> tuple[str, ...]:
    lines = tuple(TITLE_BREAK.split(content))
    if not all(lines):
        raise UnusableError("里的“|”前后都要有字。它只用来标出封面上换行的地方")
    return lines


def _year(content: str) -> int:
    match = YEAR.fullmatch(normalize("NFKC", content))
    if not match or not EARLIEST_YEAR <= int(match[1]) <= LATEST_YEAR:
        raise UnusableError(f"应是四位数的年份，如“2025”，这里是“{content}”")
    return int(match[1])


def _period(content: str) -> tuple[int, int]:
    match = PERIOD.fullmatch(normalize("NFKC", content))
    if not match:
        raise UnusableError(f"应写成“2026—2030”，这里是“{content}”")
    start, end = _year(match[1]), _year(match[2])
    if not start < end <= start + LONGEST_PERIOD:
        raise UnusableError(f"不能是“{content}”：结束年应晚于起始年，且不超过{LONGEST_PERIOD}年")
    return start, end


def _date(content: str) -> str:
    match = DATE.fullmatch(normalize("NFKC", content))
    if not match:
        raise UnusableError(f"应写成“2021年8月10日”，这里是“{content}”")
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        raise UnusableError(f"没有“{content}”这一天，请核对") from None


def _finds_leads(content: str) -> bool:
    if content not in ("自动", "仅标注"):
        raise UnusableError(f"应写“自动”或“仅标注”，这里是“{content}”")
    return content == "自动"


def _levels(content: str) -> Levels:
    try:
        return levels_from(content)
    except UnusableLevelsError as problem:
        raise UnusableError(str(problem)) from None


def _keeps_numbers(content: str) -> bool:
    if content not in ("照印", "连续"):
        raise UnusableError(f"应写“照印”或“连续”，这里是“{content}”")
    return content == "照印"


def _at_most(length: int) -> Callable[[str], str]:
    """Refuse what the working copy's column cannot hold."""

    def read(content: str) -> str:
        if len(content) > length:
            raise UnusableError(f"有{len(content)}个字，超过{length}个。请缩短")
        return content

    return read


ITEMS = {
    "格式": ("format", _format),
    "标题": ("title_lines", _title_lines),
    "简称": ("short_title", _at_most(100)),
    "附件": ("attachment_label", _at_most(20)),
    "编制单位": ("issuer", _at_most(100)),
    "印发单位": ("print_issuer", _at_most(100)),
    "成文日期": ("written_on_text", _at_most(30)),
    "印发日期": ("issued_on", _date),
    "规划期": ("period", _period),
    "基期": ("base_year", _year),
    "远景年": ("vision_year", _year),
    "主题句": ("finds_leads", _finds_leads),
    "层级": ("levels", _levels),
    "编号": ("keeps_numbers", _keeps_numbers),
}
ONLY_SECOND = ("层级", "编号")
PRINTED = ("标题", "简称", "附件", "编制单位", "印发单位", "成文日期")
KNOWN = "、".join(ITEMS)


def take_information(lines: list[Line], remarks: Remarks) -> tuple[Information, list[Line]]:
    """Read the file information and return it with the lines that follow it."""
    information = Information()
    start = int(bool(lines) and isinstance(mark_of(lines[0].text, FIRST), Rule))
    opening_line = lines[0].number if lines else 1
    if not start:
        remarks.refuse(
            opening_line,
            f"文件开头没有文件信息。请在最前面加一行“---”，再写{'、'.join(REQUIRED)}等项，再加一行“---”",
        )
        if not lines or "".join(COLON.split(lines[0].text)[0].split()) not in ITEMS:
            return information, lines
    end = start
    while end < len(lines) and not isinstance(mark_of(lines[end].text, FIRST), Rule | Heading):
        end += 1
    for line in lines[start:end]:
        _take_item(line, information, remarks)
    is_closed = end < len(lines) and isinstance(mark_of(lines[end].text, FIRST), Rule)
    if not is_closed:
        last = lines[min(end, len(lines) - 1)].number
        remarks.refuse(last, "文件信息没有结束。请在文件信息之后、正文之前加一行“---”")
    _check_whole(information, opening_line, remarks)
    return information, lines[end + is_closed :]


def _take_item(line: Line, information: Information, remarks: Remarks) -> None:
    item, *content = (part.strip() for part in COLON.split(line.text, maxsplit=1))
    item = "".join(item.split())
    if not content:
        remarks.refuse(
            line.number, f"文件信息要写成“项目：内容”，这一行没有冒号。可用的项目：{KNOWN}"
        )
    elif item not in ITEMS:
        remarks.refuse(line.number, f"没有“{item[:20]}”这一项。可用的项目：{KNOWN}")
    elif item in information.lines:
        first = information.lines[item]
        remarks.refuse(
            line.number, f"“{item}”重复，第{first}行已经写过，请只留一个。可用的项目：{KNOWN}"
        )
    else:
        information.lines[item] = line.number
        _use_item(item, content[0], information, remarks)


def _use_item(item: str, content: str, information: Information, remarks: Remarks) -> None:
    name, read = ITEMS[item]
    line = information.lines[item]
    if not content:
        if item in REQUIRED:
            remarks.refuse(line, f"“{item}”后面没有内容。请填写")
        return
    try:
        setattr(information, name, read(content))
    except UnusableError as problem:
        remarks.refuse(line, f"“{item}”{problem}")
    for text in TITLE_BREAK.split(content) if item in PRINTED else ():
        remarks.proofread(line, text)


def _check_whole(information: Information, opening_line: int, remarks: Remarks) -> None:
    for item in REQUIRED:
        if item not in information.lines:
            remarks.refuse(
                opening_line, f"文件信息缺少“{item}”。请在两行“---”之间加一行“{item}：……”"
            )
    for item in ONLY_SECOND if information.format == FIRST_FORMAT else ():
        if item in information.lines:
            remarks.refuse(
                information.lines[item],
                f"“{item}”只用在{SECOND_FORMAT}。请把“格式”改为“{SECOND_FORMAT}”，或删去这一行",
            )
    target_year, base_year = information.target_year, information.base_year
    if target_year and base_year and base_year >= target_year:
        remarks.refuse(
            information.lines["基期"], f"基期{base_year}年应早于规划期末{target_year}年。请核对"
        )
    if target_year and information.vision_year and information.vision_year <= target_year:
        remarks.refuse(
            information.lines["远景年"],
            f"远景年{information.vision_year}应晚于规划期末{target_year}年。请核对",
        )
    title = "".join(information.title_lines)
    if len(title) > 100 and not information.short_title:
        remarks.refuse(
            information.lines["标题"], "标题超过100个字。请加一行“简称：……”供页面顶部使用"
        )


def information_lines(
    document: Document, levels: Levels, *, keeps_numbers: bool = False
) -> Iterator[str]:
    """Write the file information of a document."""
    contents = _contents(document)
    if not levels.is_first:
        contents |= {"格式": SECOND_FORMAT, "层级": levels.name}
    if keeps_numbers:
        contents["编号"] = "照印"
    yield "---"
    for item, content in contents.items():
        if content:
            yield f"{item}：{content}"
    yield "---"


def _contents(document: Document) -> dict[str, str | int | None]:
    issued_on = document.issued_on
    return {
        "格式": FIRST_FORMAT,
        "标题": "|".join(document.title_lines),
        "简称": "" if document.short_title == document.title else document.short_title,
        "附件": document.attachment_label,
        "编制单位": document.issuer,
        "印发单位": document.print_issuer,
        "成文日期": document.written_on_text,
        "印发日期": issued_on and f"{date.fromisoformat(issued_on):%Y年%-m月%-d日}",
        "规划期": f"{document.period_start}—{document.period_end}",
        "基期": document.base_year,
        "远景年": document.vision_year,
    }
