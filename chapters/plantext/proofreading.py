"""What looks odd in a text: hints a clerk may follow or leave; and characters nobody can see."""

import re
from collections.abc import Iterator
from functools import cache

from chapters.plan.blocks import GOAL_MARK
from chapters.plantext.findings import Finding, Findings
from chapters.plantext.lines import SOFT_BREAK, numbered_lines

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WIDE = f"{HAN}，。、；：？！“”‘’（）《》〔〕"
CLOSING_MARKS = "”’）》」』〕】"
DASHES = tuple("-—–―─－")
SENTENCE_ENDS = "。！？；：…"
PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〔": "〕", "【": "】", "「": "」", "『": "』"}

UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
STRAY_SPACE = re.compile(rf"(?<=[{WIDE}])\s|\s(?=[{WIDE}])")
HALF_WIDTH = re.compile(
    rf"(?<=[{HAN}“”‘’（）《》〔〕])[,.;:?!()\"']|[,;:?!()\"'](?=[{HAN}“‘（《〔])"
)
LATIN_WORD = re.compile(r"[A-Za-z]+")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u3041-\u30ff\u31f0-\u31ff\uac00-\ud7af]+")
BRACKET = re.compile(f"[{''.join(PAIRS)}{''.join(PAIRS.values())}]")


def check_characters(text: str, findings: Findings):
    """Report the characters that nobody can see: errors, since a clerk cannot answer for them."""
    for number, line in numbered_lines(text):
        if unseen := UNSEEN.search(line):
            findings.error(number, _unseen(line, unseen))
        if SOFT_BREAK.search(line.strip()):
            findings.hint(number, "行内有 Word 的手动换行符，已当作另起一段。如不分段，请删去它")


def unseen_characters(text: str) -> list[Finding]:
    """Return the errors of check_characters: one for each line that has such a character."""
    findings = Findings()
    check_characters(text, findings)
    return [finding for finding in findings if finding.is_error]


def with_unseen_shown(text: str) -> str:
    """Return the text with 〈U+202E〉 for each character that nobody can see."""
    return UNSEEN.sub(lambda match: f"〈U+{ord(match[0]):04X}〉", text)


def _unseen(line: str, match: re.Match) -> str:
    character = match[0]
    code = f"U+{ord(character):04X}"
    place = f"第{match.start() + 1}个字处"
    if character == "\ufffd":
        return f"{place}是乱码（{code}），原来的字已丢失。请对照原件重新打这个字"
    if DIRECTION.match(character):
        return f"{place}有改变文字方向的隐藏字符（{code}），显示会与实际不符。请删去它"
    before = line[max(0, match.start() - 4) : match.start()]
    return f"{place}（“{before}”之后）有看不见的字符（{code}）。请删去它，或把这几个字重新打一遍"


def hints(text: str) -> Iterator[str]:
    """What may be wrong in any text: a title, a paragraph, a cell."""
    if STRAY_SPACE.search(text):
        yield f"有多余的空格：“{_around(STRAY_SPACE, text)}”。请核对"
    if HALF_WIDTH.search(text):
        yield f"有半角标点：“{_around(HALF_WIDTH, text)}”。中文里一般用全角，请核对"
    if word := _foreign_word(text):
        yield f"有外文“{word}”。请对照原件核对"
    if PRIVATE_USE.search(text):
        yield f"有自造字：“{_around(PRIVATE_USE, text)}”。它在别的电脑上显示不出来，请换成标准字"
    if characters := traditional_characters(text):
        yield f"疑似繁体字“{''.join(characters)}”。请核对，规范文本用简化字"
    if bracket := unbalanced(text):
        yield f"{bracket} 不成对。请检查引号、括号和书名号"


def paragraph_hints(text: str) -> Iterator[str]:
    yield from hints(text)
    if "**" in text:
        yield "有“**”。它只能成对放在段首，标出主题句；其他地方请删去"
    if text.startswith(DASHES) and not text.startswith(GOAL_MARK):
        yield f"段首是“{text[0]}”。目标条目要以“{GOAL_MARK}”（破折号）开头，请核对"
    if text.rstrip(CLOSING_MARKS)[-1:] not in SENTENCE_ENDS:
        yield f"段末“{text[-6:]}”没有句号，可能被分页截断了。如被截断，请与下一行连成一段"


def _around(pattern: re.Pattern, text: str) -> str:
    match = pattern.search(text)
    return text[max(0, match.start() - 4) : match.end() + 4]


def _foreign_word(text: str) -> str | None:
    """The first word in another script; abbreviations in capitals (GDP, AB) are at home."""
    words = (match[0] for match in LATIN_WORD.finditer(text))
    other = OTHER_SCRIPT.search(text)
    return next(
        (word for word in words if len(word) > 1 and not word.isupper()), other and other[0]
    )


def traditional_characters(text: str) -> list[str]:
    """Return the characters of Taiwan's set that the mainland's basic set lacks, each once."""
    return [character for character in dict.fromkeys(text) if _is_traditional(character)]


@cache
def _is_traditional(character: str) -> bool:
    in_big5 = character.encode("big5", "ignore")
    return "一" <= character <= "鿿" and bool(in_big5) and not character.encode("gb2312", "ignore")


def unbalanced(text: str) -> str | None:
    """Return the first quotation mark or bracket without its partner."""
    still_open = []
    for bracket in BRACKET.findall(text):
        if bracket in PAIRS:
            still_open.append(bracket)
        elif not still_open or PAIRS[still_open.pop()] != bracket:
            return bracket
    return still_open[0] if still_open else None
