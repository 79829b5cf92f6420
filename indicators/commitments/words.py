"""Wording of a commitment: what it asks for and until when. Pure."""

from datetime import date

IMPLIED = "按规划期末推定"
INCLUSIVE = ("以上", "以下", "以内")  # they include the number: 民法典 1259
A_YEAR = "/年"
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
SIGNS = {">=": "≥", "<=": "≤", "=": "", "reach": "达到", "keep": "保持", "approx": "约"}


def requirement(commitment) -> str:
    """Return what is asked for in short: ≥48张, 达到100%, 达到“基本完善”, 每年1次."""
    value, unit = commitment.value, commitment.unit
    if commitment.operator == "each_year":
        return "每年" + (f"{value}{unit.removesuffix(A_YEAR)}" if unit.endswith(A_YEAR) else unit)
    asked = f"{value}{unit}" if value.lstrip("-")[:1].isdecimal() else f"“{value}”"
    return SIGNS[commitment.operator] + asked


def inclusive_note(commitment) -> str:
    """Return 以上含本数 where the commitment's own words say 以上, 以下 or 以内, else nothing."""
    word = next((word for word in INCLUSIVE if word in commitment.anchor), "")
    return f"“{word}”含本数" if word else ""


def deadline_basis(commitment) -> str:
    """Return why the deadline is what it is: the plan's words, the plan's end, or both."""
    if commitment.deadline_basis == IMPLIED:
        return IMPLIED
    words = f"原文“{commitment.deadline_basis}”"
    is_stated = names_year(commitment.deadline_basis, commitment.deadline)
    return words if is_stated else f"{words}，{IMPLIED}"


def names_year(words: str, deadline: date) -> bool:
    """Whether the plan's words name the year of the deadline themselves: 到2021年底."""
    return str(deadline.year) in words.translate(CHINESE_DIGITS)
