"""Rules on traditional characters, and others that simplified print does not use."""

import re
from collections.abc import Iterator
from functools import cache

from chapters.proofreading.marks import HAN
from chapters.proofreading.problems import Finding, Severity
from tanggu_plan.text.simplified import simplified

HAN_CHARACTER = re.compile(f"[{HAN}]")

# OpenCC simplifies these, but a plan may mean the character itself: a hint only. What GB/T 2312 has
# beside its simplified form (乾坤, 於 as a surname, 征 and 徵, 菸) is no finding at all; OpenCC
# leaves 著, 藉, 瞭 and 沉 alone.
RIGHT_AS_THEY_ARE = {
    "昇": "in names; in 通用规范汉字表",
    "陞": "in names; in 通用规范汉字表",
    "淩": "a surname; in 通用规范汉字表",
    "氾": "a surname; in 通用规范汉字表",
    "寀": "in names; in 通用规范汉字表",
    "脩": "束脩, names; in 通用规范汉字表",
    "扞": "扞格; in 通用规范汉字表",
    "剋": "read kēi; in 通用规范汉字表",
    "蒐": "a plant, the hunt in spring; in 通用规范汉字表",
    "谿": "勃谿; in 通用规范汉字表",
    "旂": "in names",
    "璿": "in names",
    "鍾": "a surname that many still write so",
    "噁": "二噁英, as standards of the environment print it",
}
NEVER_MEANT = {"後"}  # GB/T 2312 has it as a surname; in a plan it is 后


def character_findings(text: str) -> Iterator[Finding]:
    """An error for a traditional or variant form; a hint for any other beyond GB/T 2312."""
    for position, char in enumerate(text):
        if _is_unusual(char):
            yield Finding(position, position + 1, *_judgement(char))


def _judgement(char: str) -> tuple[Severity, str]:
    instead = simplified().get(char)
    if instead and char not in RIGHT_AS_THEY_ARE and _is_usual(instead):
        return Severity.ERROR, f"“{char}”是繁体字或异体字，应写“{instead}”。"
    return Severity.HINT, f"“{char}”是繁体字或少见的字，请核对原件。"


@cache
def _is_unusual(char: str) -> bool:
    return char != "〇" and bool(HAN_CHARACTER.match(char)) and not _is_usual(char)


def _is_usual(char: str) -> bool:
    """Whether it is one of the 6,763 characters of GB/T 2312, those of ordinary print."""
    return bool(char.encode("gb2312", "ignore")) and char not in NEVER_MEANT
