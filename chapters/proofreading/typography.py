"""Rules on typography: half-width marks, spaces, doubled marks, ends of paragraphs."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from chapters.proofreading.marks import CLOSING, HAN, OPENING, SPACES, STOPS, WIDE
from chapters.proofreading.pinyin import LATIN
from chapters.proofreading.problems import Finding, Severity, error, hint

FULL_WIDTH_FORM = str.maketrans(",:;?!()[]", "，：；？！（）〔〕")
SPACE_NAMES = {" ": "半角空格", "\u3000": "全角空格", "\t": "制表符", "\u00a0": "不换行空格"}


def _on_half_width(mark: str) -> str:
    instead = mark.translate(FULL_WIDTH_FORM)
    advice = f"应写“{instead}”" if instead != mark else "请换成全角标点"
    return f"中文里用了半角标点 {mark} ，{advice}。"


# A point after the figure at a paragraph's head (1.) is right.
half_width_findings = error(
    rf"""(?<=[{WIDE}])[,.:;?!()\[\]"']"""
    rf"""|[,:;?!()\[\]"'](?=[{WIDE}])"""
    rf"""|(?<!^[0-9])(?<!^[0-9]{{2}})\.(?=[{WIDE}])""",
    _on_half_width,
)


# Right are one space after the number of a table, a figure or a box (表1 名称, 专栏3　名称), one
# between two issuers (《中共中央 国务院关于……》), one between the clauses of a title
# (加快数字化发展　建设数字中国), and a full-width one in a word of two characters
# set as wide as three, alone between marks (张　三、李　四；组　长：).
NUMBERED = "[0-9０-９一二三四五六七八九十]{1,3}(?:[-—.．][0-9０-９]{1,2}){0,2}"
BEFORE_A_NAME = re.compile(rf"(?:(?:^|[^{HAN}]|[见如附和与及])[表图]|附[表图件]|专栏){NUMBERED}$")
ISSUERS = re.compile("(?:中央|央委|务院|公厅)[ \u3000](?:国务院|中央|办公厅)")
SET_WIDE = re.compile(rf"(?:^|[^{HAN}])[{HAN}]\u3000[{HAN}](?:$|[^{HAN}])")
IN_LATIN = re.compile(rf"[{LATIN}0-9] (?:[{LATIN}]|(?<![0-9] )[0-9])")
NAME_AFTER = re.compile(f"[{HAN}{OPENING}A-Za-z0-9]")
LONGEST_NUMBER = 16
CLAUSE = rf"[{HAN}“”《》、]{{4,40}}"
TITLE_OF_CLAUSES = re.compile(rf"{CLAUSE}(?:[ \u3000]{CLAUSE}){{1,2}}")
LONGEST_TITLE_OF_CLAUSES = 100


def space_findings(text: str) -> Iterator[Finding]:
    """Yield spaces where none is right: not between Latin words, nor where print has one."""
    if len(text) <= LONGEST_TITLE_OF_CLAUSES and TITLE_OF_CLAUSES.fullmatch(text):
        return
    for match in SPACES.finditer(text):
        if not _is_right(text, match.start(), match.end()):
            name = SPACE_NAMES.get(match[0][0], "特殊空格")
            yield Finding(*match.span(), Severity.ERROR, f"多余的{name}，请删去。")


def _is_right(text: str, start: int, end: int) -> bool:
    if end - start > 1 or text[start] not in " \u3000":
        return False
    return bool(
        IN_LATIN.match(text, max(0, start - 1))
        or ISSUERS.match(text, max(0, start - 2))
        or SET_WIDE.match(text, max(0, start - 2))
        or (
            NAME_AFTER.match(text, end)
            and BEFORE_A_NAME.search(text[max(0, start - LONGEST_NUMBER) : start])
        )
    )


# Kangxi radicals and compatibility forms look like characters; search and reading aloud miss them.
lookalike_findings = error(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]",
    lambda found: (
        f"“{found}”是部首或兼容字符，不是汉字本身，请重新输入“{normalize('NFKC', found)}”。"
    ),
)
doubled_marks = error(rf"[{STOPS}][，。、；：]+|[，。、；：][！？]", "标点“{}”连用，请只留一个。")
mark_at_the_head = error(
    rf"^[{STOPS}]|[“‘（《〔][，。、；：]",
    "“{}”里的标点不能在段首或左引号、左括号之后，请删去或移到前面。",
)
corner_quotes = hint("[「」『』]", "“{}”是竖排或港台用的引号，横排请用“”和‘’。")
leftover_marks = hint(r"\*\*|:::|^#{1,6} ", "“{}”是录入用的标记，放错位置就会印出来，请核对。")
full_width_figures = hint("[０-９Ａ-Ｚａ-ｚ％．]+", "“{}”是全角字符，数字、字母和百分号请用半角。")
hyphens = hint(
    rf"(?<=[0-9]{{4}})-(?=[0-9]{{4}}年)|(?<=[{HAN}])-{{1,3}}(?=[{HAN}])",
    "“{}”是半角连接号：起止年份用一字线“—”，破折号用“——”。",
)
goal_dashes = hint("^(?!——)[-—–―─－]+", "段首是“{}”。目标条目要以“——”（破折号）开头，请核对。")
ratio_colons = hint("(?<=[0-9])[:：](?=[0-9](?![0-9]))", "“{}”如果是比号，应写“∶”。")


def missing_end_findings(text: str) -> Iterator[Finding]:
    """A hint: the text may be cut by a page break, or be a heading that needs no full stop."""
    words = text.rstrip(CLOSING)
    if text.strip() and not words.endswith(tuple("。！？；：…")):
        message = "段末没有句号：是缺了标点，还是一段被分成了两段？若是小标题，不必理会。"
        yield Finding(max(0, len(text) - 4), len(text), Severity.HINT, message)
