"""Chinese numerals of chapter and section labels: 第二十一章."""

DIGITS = "〇一二三四五六七八九"
LARGEST = 99


def to_chinese(number: int) -> str:
    """Return 1–99 as it stands in a heading: 7 → 七, 10 → 十, 21 → 二十一.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    tens, units = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return leading + (DIGITS[units] if units else "")


def ordinal(number: int, unit: str) -> str:
    """Return 第七章; a number that no heading can bear stays in figures."""
    return f"第{to_chinese(number) if 1 <= number <= LARGEST else number}{unit}"


FROM_CHINESE = {to_chinese(number): number for number in range(1, LARGEST + 1)}


def from_chinese(text: str) -> int | None:
    """Return the number that the numeral stands for, None where it is not one from 1 to 99."""
    return FROM_CHINESE.get(text)
