"""The text of a cell as its reader sees it, refused with both where more or else is stored."""

import re
from datetime import datetime, time
from decimal import Decimal
from itertools import groupby

from openpyxl.utils.datetime import from_excel

from indicators.data_files.format_codes import UnknownFormat, is_date, section_for
from indicators.data_files.shown_dates import shown_date, shows_whole_date
from indicators.data_files.shown_numbers import shown_number, shown_text
from indicators.data_files.xlsx_package import damaged
from indicators.data_files.xlsx_sheet import Cell
from tanggu_plan.text.tables import Unreadable

STORED_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?")
LONGEST_NUMBER = 40  # characters; Excel writes 17 digits at most
PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
PERCENT = re.compile(r"(-?[0-9][0-9,.]*)%")
YEARS = range(1900, 2200)
AS_TEXT = "请把单元格设为“文本”格式，再键入"
FORMULA = "是公式{}。请复制这一格，选择性粘贴为“数值”，再导入。"


class CellReader:
    """Reader of a workbook's cells: its dates count from the epoch, its zeros may be hidden."""

    def __init__(self, epoch: datetime, *, shows_zeros: bool):
        self.epoch, self.shows_zeros = epoch, shows_zeros

    def text(self, cell: Cell) -> str | Unreadable:
        """Return what is seen of a cell, or why that cannot be imported."""
        if cell.has_formula:
            return Unreadable(FORMULA.format("" if cell.value else "，文件里没有存它的结果"))
        try:
            return self._text(cell)
        except UnknownFormat:
            return Unreadable(
                f"存的是{_short(cell.value)}，数字格式“{_short(cell.style.code)}”"
                f"会让它显示成什么，本网认不出。{AS_TEXT}要公布的内容。"
            )

    def _text(self, cell):
        match cell.kind:
            case "s" | "str" | "inlineStr":
                return _as_shown(cell)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}[cell.value]
            case "e":
                return Unreadable(
                    f"是错误值{_short(cell.value)}。请改成正确的内容；来源没有就留空。"
                )
            case "d":
                return self._date(datetime.fromisoformat(cell.value), cell.value, cell.style.code)
            case "n":
                return self._number(cell.value.strip(), cell.style.code)
        raise damaged()

    def _number(self, written, code):
        if len(written) > LONGEST_NUMBER or not STORED_NUMBER.fullmatch(written):
            raise damaged()
        stored = Decimal(repr(float(written)))
        if is_date(stored, code):
            return self._serial(stored, code)
        if not stored and not self.shows_zeros:
            return differing("", "0", "要公布的数")
        shown = shown_number(stored, code).replace("\N{NO-BREAK SPACE}", " ").strip()
        plain = shown.replace(",", "") if GROUPED.fullmatch(shown) else shown
        if PLAIN.fullmatch(plain) and Decimal(plain) == stored:
            return plain
        percent = PERCENT.fullmatch(shown)
        hint = f"，只写数字：{percent[1]}" if percent else ""
        return differing(shown, _plain(stored), f"要公布的数{hint}")

    def _serial(self, stored, code):
        try:
            moment = from_excel(float(stored), self.epoch)
        except (OverflowError, ValueError):
            moment = None
        if not isinstance(moment, datetime):  # a time of day, or no day at all
            seen = "时间" if 0 <= stored < 1 else "#####"
            return differing(seen, _plain(stored), "要公布的内容")
        if stored in YEARS:
            shown = shown_date(moment, section_for(stored, code))
            return differing(shown, f"{stored:.0f}", "要公布的内容；年度只写四位数字")
        return self._date(moment, None, code)

    def _date(self, moment, written, code):
        if written is not None and not is_date(Decimal(1), code):
            code = "yyyy-mm-dd"
        section = section_for(Decimal(1), code)
        whole = moment.time() == time.min
        if whole and shows_whole_date(section):
            return moment.date().isoformat()
        stored = moment.date().isoformat() if whole else moment.isoformat(" ", "seconds")
        return differing(
            shown_date(moment, section), stored, "要公布的内容；日期写成2024-03-01的样子"
        )


def differing(shown: str, stored: str, what: str) -> Unreadable:
    """Return the refusal of a cell that shows something else than it stores."""
    seen = f"显示为{_short(shown)}" if shown.strip() else "显示为空白"
    return Unreadable(f"{seen}，存的是{stored}。{AS_TEXT}{what}。")


def _as_shown(cell):
    shown = shown_text(cell.value, cell.style.code).strip()
    if shown == cell.value.strip():
        return cell.value
    return differing(shown, f"“{_short(cell.value)}”", "要公布的内容")


def _plain(number):
    """The number in full, unless that is very long."""
    plain = f"{number:f}".removesuffix(".0")
    return plain if len(plain) <= LONGEST_NUMBER else str(number)


def _short(text):
    """The text, at most thirty characters of it."""
    return text if len(text) <= 30 else f"{text[:30]}…"


def ranges(numbers: list[int]) -> str:
    """Return row numbers in words: 第3、5–9行."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    words = [str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans]
    more = f"等{len(numbers)}" if len(words) > 20 else ""
    return f"第{'、'.join(words[:20])}{more}行"
