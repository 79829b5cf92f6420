"""Personal data and ways out of the site: neither belongs in a published plan."""

import re
from collections.abc import Iterator

from chapters.proofreading.marks import TO_HALF_WIDTH
from chapters.proofreading.problems import Finding, PatternRule, Severity, findings

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_CHECK_CHARACTERS = "10X98765432"
IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9Xx])")
BORN = re.compile(r"[0-9]{6}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")

mobile_phones = PatternRule(
    re.compile(
        r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9][0-9](?:[0-9]{8}|[- ][0-9]{4}[- ][0-9]{4})"
        r"(?![0-9.万亿元])"
    ),
    Severity.ERROR,
    "手机号码“{}”是个人信息，不能公开，请删去。",
)
landline_phones = PatternRule(
    re.compile(
        r"(?<![0-9.])[(]?0[0-9]{2,3}(?:[)]|[)]?[-—－ ])?[2-9][0-9]{6,7}(?![0-9.])"
        r"|(?<=电话|热线|传真)(?:号码)?[:为 ]{0,2}[2-9][0-9]{6,7}(?![0-9.])"
    ),
    Severity.ERROR,
    "电话号码“{}”不应写进规划正文，请删去。",
)
mail_addresses = PatternRule(
    re.compile(
        r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*"
    ),
    Severity.ERROR,
    "电子邮箱“{}”不应写进规划正文，请删去。",
)
links = PatternRule(
    re.compile(
        r"(?:https?|ftp)://[!-~]*|(?<![A-Za-z0-9])www\.[!-~]*"
        r"|(?<![A-Za-z0-9.@-])(?:[A-Za-z0-9-]{1,63}\.){1,6}"
        r"(?:com|cn|net|org|gov|edu|info|top|vip|xyz|html?)(?![A-Za-z0-9])[/?#]?[!-~]*",
        re.IGNORECASE,
    ),
    Severity.ERROR,
    "规划正文不能有外部链接“{}”，请删去。",
)


def identity_findings(text: str) -> Iterator[Finding]:
    """Eighteen figures: an error where the check character of GB 11643 is right, else a hint."""
    for match in IDENTITY.finditer(text):
        if is_identity_number(match[0]):
            message = "身份证号码是个人信息，不能公开，请删去。"
            yield Finding(match.start(), match.end(), Severity.ERROR, message)
        elif BORN.match(match[0]):
            message = "这一串数字像身份证号码（校验位不对），请核对；若是，请删去。"
            yield Finding(match.start(), match.end(), Severity.HINT, message)


def is_identity_number(text: str) -> bool:
    total = sum(
        weight * int(figure) for weight, figure in zip(IDENTITY_WEIGHTS, text, strict=False)
    )
    return IDENTITY_CHECK_CHARACTERS[total % 11] == text[-1].upper()


def personal_findings(text: str) -> Iterator[Finding]:
    """Every rule of this module; full-width figures and letters count like half-width ones."""
    plain = text.translate(TO_HALF_WIDTH)
    yield from findings(RULES, plain)


RULES = (identity_findings, mobile_phones, landline_phones, mail_addresses, links)
