"""Rules on personal data in any writing, and on ways out of the site.

Errors in every public field: identity numbers (GB 11643), mobile numbers, bank cards (Luhn), mail
addresses. In the plan's text also landline numbers and links; elsewhere a landline is a hint.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from chapters.proofreading.digit_runs import Window, separator_of, windows
from chapters.proofreading.marks import TO_HALF_WIDTH
from chapters.proofreading.problems import Finding, Severity, error
from tanggu_plan.text.unseen import shown

PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
CHECK_X = re.compile(r"(.{0,4}?)[XxＸｘⅩⅹХхΧχ𝐗𝗫](?![A-Za-z])")

MOBILE = re.compile("1[3-9][0-9]{9}")
# How a mobile number is grouped; any other grouping of eleven figures may be a row of a table.
MOBILE_GROUPS = {(11,), (3, 4, 4), (3, 8), (7, 4), (1,) * 11}
UNSURE_MOBILE_GROUPS = {(5, 6), (6, 5), (4, 4, 3), (3, 3, 5), (3, 2, 2, 2, 2), (2, 2, 2, 2, 2, 1)}
COUNTRY = ("86", "086", "0086")
AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
LANDLINE = re.compile(rf"0{AREA}[2-9][0-9]{{6,7}}")
LANDLINE_FROM_ABROAD = re.compile(rf"0?{AREA}[2-9][0-9]{{6,7}}")
LOCAL_NUMBER = re.compile(r"[2-9][0-9]{6,7}")

UNIT_AFTER = re.compile(
    r"\s?(?:[元万亿千百吨户度米%％‰℃㎡㎥]|美元|欧元|平方|立方|公里|人次|人民币|km|kg|kW|m[²³])"
)
YEAR = re.compile("(?:19|20)[0-9]{2}")
LETTERS_BEFORE = re.compile(r"[A-Za-z_]+$")
CONTACT_WORD = re.compile(r"tel|phone|mobile|mob|cell|call|fax|wx|vx|wechat|qq|no|card|id", re.I)
CODE_WORD = re.compile(r"(?:代码|编码|编号|文号|条码|批号|单号|票号)[为是:： ]{0,2}$")
CARD_WORD = re.compile(r"(?:卡号|[账帐][号户]|银行|银联|开户|储蓄卡|信用卡|card|account)", re.I)
IDENTITY_WORD = re.compile(r"身份证|证件号|居民证|公民身份")
PHONE_WORD = re.compile(
    r"(?:电话|热线|传真|座机|办公室|固话|tel)(?:号码)?[:：为是. ]{0,2}[(（]?$", re.I
)
CARD_PREFIX = re.compile(r"62|9558")
FOREIGN_CARD_PREFIX = re.compile(r"4|5[1-5]|35|60|68|69|9")

# What is said of a find by how sure it is.
IDENTITY = {
    Severity.ERROR: "身份证号码是个人信息，不能公开，请删去。",
    Severity.HINT: "这一串数字像身份证号码（校验位不对），请核对；若是，请删去。",
}
OLD_IDENTITY = {
    Severity.ERROR: "15位的旧身份证号码是个人信息，不能公开，请删去。",
    Severity.HINT: "这一串数字像15位的旧身份证号码，请核对；若是，请删去。",
}
MOBILE_NUMBER = {
    Severity.ERROR: "手机号码“{}”是个人信息，不能公开，请删去。",
    Severity.HINT: "“{}”像手机号码，请核对；若是，请删去。",
}
CARD = {
    Severity.ERROR: "银行账号“{}”不能公开，请删去。",
    Severity.HINT: "“{}”像银行账号，请核对；若是，请删去。",
}
LANDLINE_NUMBER = {
    Severity.ERROR: "电话号码“{}”不应写进规划正文，请删去。",
    Severity.HINT: "“{}”像电话号码。是可以公开的办公电话就不用改，否则请删去。",
}

TOP = r"(?:com|cn|net|org|gov|edu|info|top|vip|xyz)(?![A-Za-z0-9])"
DOT = r"\s?(?:[.。·]|[(\[{<【〔]\s?(?:dot|点|\.)\s?[)\]}>】〕]|\sdot\s)\s?"
AT = r"\s{0,2}(?:[@﹫]|[(\[{<【〔#*]\s?(?:at|@|艾特|爱特|圈a)\s?[)\]}>】〕#*]|\sat\s|艾特)\s{0,2}"
LOCAL_PART = r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}"
MAIL = (
    rf"{LOCAL_PART}(?:@(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}[A-Za-z]{{2,24}}"
    rf"|{AT}(?:[A-Za-z0-9-]{{1,63}}{DOT}){{1,4}}{TOP})"
)
ANY_MAIL = rf"{MAIL}|{LOCAL_PART}@[A-Za-z0-9-]{{1,63}}"
mail_in_plan = error("(?i)" + ANY_MAIL, "电子邮箱“{}”不应写进规划正文，请删去。")
mail_elsewhere = error("(?i)" + MAIL, "电子邮箱“{}”是个人信息，不能公开，请删去。")
links = error(
    r"(?i)(?:https?|ftp)://[!-~]*|(?<![A-Za-z0-9])www\.[!-~]*"
    r"|(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]{1,63}\.){1,6}"
    r"(?:com|cn|net|org|gov|edu|info|top|vip|xyz|html?)(?![A-Za-z0-9])[/?#]?[!-~]*",
    "规划正文不能有外部链接“{}”，请删去。",
)


def personal_findings(text: str) -> Iterator[Finding]:
    """Errors at personal data, telephones, mail addresses and links in the plan's text."""
    yield from personal_data_in_plan(text)
    yield from links(text.translate(TO_HALF_WIDTH))


def personal_data_in_plan(text: str) -> Iterator[Finding]:
    """Personal data and telephones in the plan's text."""
    yield from number_findings(text, landline=Severity.ERROR)
    yield from mail_in_plan(text.translate(TO_HALF_WIDTH))


def personal_findings_elsewhere(text: str) -> Iterator[Finding]:
    """Personal data in any other public field. A landline is a hint, a link is right."""
    yield from number_findings(text, landline=Severity.HINT)
    yield from mail_elsewhere(text.translate(TO_HALF_WIDTH))


def errors_in_numbers(text: str) -> list[str]:
    """Return what is wrong with personal numbers, in words; an office's mail address may stand."""
    found = number_findings(text, landline=Severity.HINT)
    return [finding.message for finding in found if finding.severity is Severity.ERROR]


def number_findings(text: str, *, landline: Severity) -> list[Finding]:
    """Return the findings of personal numbers, the first rule's where several take a place."""
    candidates = list(windows(text))
    found: list[Finding] = []
    by_landline = partial(landline_number, severity=landline)
    for rule in (identity, bank_card, mobile, old_identity, unsure_mobile, by_landline):
        for new in filter(None, map(rule, candidates)):
            if not any(new.start < other.end and other.start < new.end for other in found):
                found.append(new)
    return sorted(found, key=lambda finding: finding.start)


def identity(window: Window) -> Finding | None:
    """Eighteen figures: an error where the check character of GB 11643 is right, else a hint."""
    figures, end = window.figures, window.end
    check = CHECK_X.match(window.text, end) if len(figures) == 17 else None
    gap = separator_of(check[1]) if check else None
    if check and gap is not None and gap in ("", window.separator or gap):
        figures, end = f"{figures}X", check.end()
    if len(figures) != 18 or not _is_day(figures[6:14]):
        return None
    is_sure = PROVINCE.match(figures.removeprefix("9")) and has_identity_check(figures)
    severity = Severity.ERROR if is_sure else Severity.HINT
    return replace(_finding(window, severity, IDENTITY), end=end)


def has_identity_check(figures: str) -> bool:
    """Whether the last is ISO 7064's check character: MOD 11-2, and 13 is 2 modulo 11."""
    return "0123456789X"[(1 - 2 * int(figures[:-1], 13)) % 11] == figures[-1]


def old_identity(window: Window) -> Finding | None:
    """Fifteen figures without a check character: an error where the words before say so."""
    figures = window.figures
    if len(figures) != 15 or not PROVINCE.match(figures) or not _is_day(f"19{figures[6:12]}"):
        return None
    is_named = IDENTITY_WORD.search(window.words_before)
    return _finding(window, Severity.ERROR if is_named else Severity.HINT, OLD_IDENTITY)


def bank_card(window: Window) -> Finding | None:
    """Sixteen to nineteen figures with Luhn's check figure and a bank's prefix."""
    figures = window.figures
    if not 16 <= len(figures) <= 19 or not window.is_whole or window.is_part_of_a_decimal:
        return None
    if not set(window.lengths[:-1]) <= {4, 6, 8} and len(window.lengths) != len(figures):
        return None  # a row of figures
    is_named = CARD_WORD.search(window.words_before) is not None
    is_card = has_luhn_check(figures) and len(set(figures)) > 1
    if is_card and (CARD_PREFIX.match(figures) or is_named):
        return _finding(window, _surely(window), CARD)
    if is_named or (is_card and FOREIGN_CARD_PREFIX.match(figures) and len(figures) == 16):
        return _finding(window, Severity.HINT, CARD)
    return None


def has_luhn_check(figures: str) -> bool:
    """Luhn's check: from the right, every second figure doubled and its figures added."""
    doubled = [sum(divmod(2 * int(figure), 10)) for figure in figures[-2::-2]]
    return (sum(doubled) + sum(map(int, figures[-1::-2]))) % 10 == 0


def mobile(window: Window) -> Finding | None:
    """Eleven figures from 13 to 19, also behind +86."""
    figures = window.figures
    country = next((code for code in COUNTRY if figures.startswith(code)), "")
    if len(window.groups) == 1 and len(figures) == 11 + len(country):
        figures = figures.removeprefix(country)
    lengths = (11,) if len(window.groups) == 1 else window.lengths
    if not MOBILE.fullmatch(figures) or lengths not in MOBILE_GROUPS or not _stands_alone(window):
        return None
    if UNIT_AFTER.match(window.text, window.end):
        return None
    return _finding(window, _surely(window), MOBILE_NUMBER)


def unsure_mobile(window: Window) -> Finding | None:
    """The same in a grouping that is more often two or three numbers side by side."""
    if not MOBILE.fullmatch(window.figures) or window.lengths not in UNSURE_MOBILE_GROUPS:
        return None
    if not window.is_whole or window.separator == ".":
        return None
    return _finding(window, Severity.HINT, MOBILE_NUMBER)


def landline_number(window: Window, severity: Severity) -> Finding | None:
    """A number with its area code, or seven or eight figures behind a word for telephone."""
    pattern = LANDLINE_FROM_ABROAD if _has_country_before(window) else LANDLINE
    is_named = PHONE_WORD.search(window.words_before) and LOCAL_NUMBER.fullmatch(window.figures)
    if not is_named and not pattern.fullmatch(window.figures):
        return None
    if window.is_part_of_a_decimal or re.match(r"号(?!码)", window.text[window.end :]):
        return None
    finding = _finding(window, severity, LANDLINE_NUMBER)
    has_bracket = len(window.groups) > 1 and window.groups[1].gap == ")"
    is_open = has_bracket and window.text[: window.start].endswith(("(", "（"))
    return replace(finding, start=finding.start - 1) if is_open else finding


def _stands_alone(window: Window) -> bool:
    """Whether the number is no part of a longer row of figures: +86 before it is none."""
    if len(window.groups) == 1:
        return not window.is_part_of_a_decimal
    is_decimal = window.separator == "." and len(window.groups) == 2
    leads_on = (
        window.after is not None
        and window.after.gap == window.separator
        and not re.fullmatch("1[3-9][0-9]", window.after.figures)  # the next number
    )
    follows = window.groups[0].gap == window.separator and not _has_country_before(window)
    return not is_decimal and not leads_on and not follows


def _has_country_before(window: Window) -> bool:
    return window.before is not None and window.before.figures in COUNTRY


def _surely(window: Window) -> Severity:
    """An error, but a hint within a code, behind a word for one, or in a row of round figures."""
    before, after = window.words_before, window.text[window.end : window.end + 1]
    letters = LETTERS_BEFORE.search(before)
    in_a_code = letters is not None and not CONTACT_WORD.fullmatch(letters[0])
    in_a_code = in_a_code or re.match("[A-Za-z_]", after) is not None
    leads = window.before.figures if window.before and window.groups[0].gap == "-" else ""
    are_round = window.separator == " " and all(g.figures.endswith("0") for g in window.groups)
    is_unsure = in_a_code or are_round or YEAR.fullmatch(leads) or CODE_WORD.search(before)
    return Severity.HINT if is_unsure else Severity.ERROR


def _finding(window: Window, severity: Severity, messages: dict[Severity, str]) -> Finding:
    found = shown(window.text[window.start : window.end])
    return Finding(window.start, window.end, severity, messages[severity].format(found))


def _is_day(figures: str) -> bool:
    with suppress(ValueError):
        return figures[:2] in ("19", "20") and bool(date.fromisoformat(figures))
    return False
