"""Chinese numerals of chapter and section labels: 第二十一章."""

DIGITS = "〇一二三四五六七八九"
LARGEST = 999


def to_chinese(number: int) -> str:
    """Return 1–999 as it stands in a heading: 7 → 七, 10 → 十, 21 → 二十一, 105 → 一百零五.

    Raises ValueError outside that range.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    below = f"零{DIGITS[rest]}" if 0 < rest < 10 else ""
    tens = f"{DIGITS[rest // 10]}十{DIGITS[rest % 10].strip('〇')}" if rest >= 10 else below
    return f"{DIGITS[hundreds]}百{tens}"


def _below_hundred(number: int) -> str:
    tens, units = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return leading + (DIGITS[units] if units else "")


def ordinal(number: int, unit: str) -> str:
    """Return 第七章; a number that no heading can bear stays in figures."""
    return f"第{to_chinese(number) if 1 <= number <= LARGEST else number}{unit}"


FROM_CHINESE = {to_chinese(number): number for number in range(1, LARGEST + 1)}


def from_chinese(text: str) -> int | None:
    """Return the number that the numeral stands for, None where it is not one from 1 to 999.

    一百〇五 is read like 一百零五.
    """
    return FROM_CHINESE.get(text.replace("〇", "零"))
