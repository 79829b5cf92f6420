"""Cell types of data files: each reads its text, or says what to write instead."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from import_export.widgets import Widget
from openpyxl.utils.datetime import from_excel

from indicators.progress.printed import FULL_WIDTH

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
WITH_COMMAS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
WITH_UNIT = re.compile(r"(?P<number>-?[0-9.,]*[0-9])\s*(?P<unit>[^0-9.,]+)")
YEAR = re.compile(r"[0-9]{4}")
DATE = re.compile(r"([0-9]{4})(?:-|/|年)([0-9]{1,2})(?:-|/|月)([0-9]{1,2})日?")
DATE_OTHERWISE = re.compile(r"([0-9]{4})[-./年 ]+([0-9]{1,2})[-./月 ]+([0-9]{1,2}) ?[日号]?")
DATE_WITHOUT_SIGNS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
SERIAL_NUMBER = re.compile(r"[2-7][0-9]{4}")  # of a day from 1954 to 2118, counted from 1900
DAY_FIRST = re.compile(r"[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4}")
WITHOUT_DAY = re.compile(r"[0-9]{4}[-./年][0-9]{1,2}月?")
NO_VALUE = {"n/a", "na", "#n/a", "无", "暂无", "缺", "-", "—", "——", "/", "\\", "null", "none"}


class TextCell(Widget):
    """A text of at most `longest` signs."""

    def __init__(self, longest: int, *, required: bool = False, may_have_lines: bool = False):
        super().__init__()
        self.longest, self.required, self.may_have_lines = longest, required, may_have_lines

    def clean(self, value, row=None, **kwargs):
        if self.required and not value:
            raise ValueError("没有填。请填上。")
        if len(value) > self.longest:
            raise ValueError(f"有{len(value)}个字。请缩短到{self.longest}个字以内。")
        if len(value.splitlines()) > 1 and not self.may_have_lines:
            raise ValueError("含有换行。请写成一行。")
        return value


class NumberCell(Widget):
    """A plain number, kept as typed; nothing where there is none."""

    def clean(self, value, row=None, **kwargs):
        if not value or NUMBER.fullmatch(value):
            return value
        raise ValueError(_how_to_write(value))


def _how_to_write(text):
    plain = unicodedata.normalize("NFKC", text.translate(FULL_WIDTH)).strip()
    if text.lower() in NO_VALUE:
        return f"“{text}”不是数值。来源没有数就留空；监测值的“数据性质”要同时填“缺”。"
    if plain != text and NUMBER.fullmatch(plain):
        return f"“{text}”用了全角字符。请改成半角：{plain}。"
    if WITH_COMMAS.fullmatch(plain):
        return f"“{text}”带有千分位逗号。请写成{plain.replace(',', '')}。"
    if match := WITH_UNIT.fullmatch(plain):
        unit = "百分号" if "%" in match["unit"] else f"“{match['unit'][:10]}”"
        number = match["number"].replace(",", "")
        return f"“{text[:30]}”带有{unit}。单位在“单位”列，这一列只写数字：{number}。"
    return f"“{text[:30]}”不是数值。请只写阿拉伯数字，如0.0075；照来源的位数写。"


class YearCell(Widget):
    """A year of four digits within the years given."""

    def __init__(self, years: range):
        super().__init__()
        self.years = years

    def clean(self, value, row=None, **kwargs):
        if not YEAR.fullmatch(value):
            raise ValueError(self._how_to_write(value))
        if int(value) not in self.years:
            raise ValueError(
                f"{value}年不在规划期内。请填{self.years[0]}到{self.years[-1]}之间的年份。"
            )
        return int(value)

    def _how_to_write(self, text):
        if match := DATE.fullmatch(text):
            return f"“{text}”是日期，不是年度。请只写年份：{match[1]}。"
        plain = text.translate(FULL_WIDTH).removesuffix("年").removesuffix("度")
        if YEAR.fullmatch(plain.removesuffix("年")):
            return f"“{text}”不只是年份。请写成{plain.removesuffix('年')}。"
        return f"“{text[:30]}”不是年份。请写四位数字，如{self.years[0]}。"


class DateCell(Widget):
    """A day up to today: 2024-03-01, or as spreadsheets change it, 2024/3/1."""

    def clean(self, value, row=None, **kwargs):
        match = DATE.fullmatch(value)
        try:
            day = date(*map(int, match.groups())) if match else None
        except ValueError:
            raise ValueError(f"没有“{value}”这一天。请核对日期。") from None
        if day is None:
            raise ValueError(_how_to_write_date(value))
        if day > timezone.localdate():
            raise ValueError(f"{value}晚于今天。请核对日期。")
        return day


def _how_to_write_date(text):
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    if match := DATE_OTHERWISE.fullmatch(plain) or DATE_WITHOUT_SIGNS.fullmatch(plain):
        return _corrected(text, "不是本网认得的写法", map(int, match.groups()))
    if SERIAL_NUMBER.fullmatch(plain):
        day = from_excel(int(plain))
        return _corrected(text, "像是表格软件里日期的序号", (day.year, day.month, day.day))
    if DAY_FIRST.fullmatch(plain):
        return f"“{text[:30]}”分不清月和日。请写成2024-03-01的样子：年、月、日。"
    if WITHOUT_DAY.fullmatch(plain):
        return f"“{text[:30]}”没有写到日。请照文件写全，如2024-03-01。"
    return f"“{text[:30]}”不是日期。请写成2024-03-01的样子。"


def _corrected(text, why, numbers):
    try:
        day = date(*numbers)
    except ValueError:
        return f"没有“{text[:30]}”这一天。请核对日期，写成2024-03-01的样子。"
    return f"“{text[:30]}”{why}。请核对来源，写成{day.isoformat()}。"


class ChoiceCell(Widget):
    """One of the labels of a field's choices."""

    def __init__(self, choices: Iterable[tuple[str, str]]):
        super().__init__()
        self.labels = dict(choices)

    def clean(self, value, row=None, **kwargs):
        for stored, label in self.labels.items():
            if value == label:
                return stored
        known = "、".join(self.labels.values())
        raise ValueError(f"“{value[:30]}”不是可填的内容。请填其中之一：{known}。")

    def render(self, value, obj=None, **kwargs):
        return self.labels[value]


class AddressCell(TextCell):
    """A web address, or nothing."""

    def clean(self, value, row=None, **kwargs):
        address = super().clean(value, row, **kwargs)
        try:
            URLValidator(["http", "https"])(address or "https://example.org")
        except ValidationError:
            raise ValueError(
                f"“{address[:60]}”不是网址。请从http://或https://写起；没有就留空。"
            ) from None
        return address


class NumberedCell(Widget):
    """The number of an indicator or a commitment of the plan."""

    def __init__(self, rows: Mapping[int, object], noun: str):
        super().__init__()
        self.rows, self.noun = rows, noun

    def clean(self, value, row=None, **kwargs):
        found = next((row for number, row in self.rows.items() if str(number) == value), None)
        if found is None:
            raise ValueError(f"规划里没有序号为“{value[:30]}”的{self.noun}。{self._known()}")
        return found

    def render(self, value, obj=None, **kwargs):
        return str(value.number)

    def _known(self):
        if not self.rows:
            return f"这部规划还没有{self.noun}。"
        return f"请填{min(self.rows)}到{max(self.rows)}的序号，只写数字。"
