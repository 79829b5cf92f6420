"""Identity of the site by settings: what a government site has to say of itself.

The values are the parent site's or the office's. What is missing or malformed is printed nowhere;
staff see it on the page 网站标识, and the system checks name what is malformed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields

from django.conf import settings

from tanggu_plan.text.unseen import UNSEEN

WEB_ADDRESS = r"https?://[^\s/?#<>\"'\\]+(?:[/?#][^\s<>\"'\\]*)?"
HOST_NAME = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*"
ONE_LINE = rf"[^{UNSEEN}\t]+"


text_rules: list[Callable[[str], list[str]]] = []
"""What else a value must not hold, each rule's words against it; apps add theirs when ready."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the identity: the setting that holds it, and what a good one looks like."""

    setting: str
    label: str
    purpose: str
    pattern: str = ONE_LINE
    form: str = "一行文字"

    @property
    def text(self) -> str:
        return getattr(settings, self.setting).strip()

    @property
    def is_set(self) -> bool:
        return bool(self.text)

    @property
    def is_malformed(self) -> bool:
        return self.is_set and bool(self.fault)

    @property
    def fault(self) -> str:
        """The fault of the text in words, "" where there is none."""
        if not (re.fullmatch(ONE_LINE, self.text) and re.fullmatch(self.pattern, self.text)):
            return f"应为{self.form}"
        return "".join(words for rule in text_rules for words in rule(self.text))


def described(*words: str, **form: str) -> str:
    """Return the field of an identity that holds such a value."""
    return field(default="", metadata={"value": Value(*words, **form)})


@dataclass(frozen=True, slots=True)
class SiteIdentity:
    """The well-formed values; "" for any other."""

    name: str = described(
        "SITE_NAME", "网站名称", "网页标签 SiteName 和页脚；一般是上级网站的名称。"
    )
    domain: str = described(
        "SITE_DOMAIN",
        "网站域名",
        "网页标签 SiteDomain。",
        pattern=HOST_NAME,
        form="只写域名，小写，不带 http:// 和斜杠",
    )
    id_code: str = described(
        "SITE_ID_CODE",
        "政府网站标识码",
        "网页标签 SiteIDCode 和页脚。",
        pattern=r"[0-9]{10}",
        form="10位数字",
    )
    icp_number: str = described(
        "SITE_ICP_NUMBER",
        "ICP备案号",
        "页脚，链接到工业和信息化部的备案系统。",
        pattern=r"[\u4e00-\u9fff]ICP(备[0-9]{4,12}号(-[0-9]{1,4})?|证[0-9A-Z-]{4,12}号?)",
        form="形如“某ICP备00000000号-1”",
    )
    police_number: str = described(
        "SITE_POLICE_NUMBER",
        "公安备案号",
        "页脚，链接到全国互联网安全管理服务平台。",
        pattern=r"[\u4e00-\u9fff]公网安备 ?[0-9]{14}号",
        form="形如“某公网安备00000000000000号”，14位数字",
    )
    mark_url: str = described(
        "SITE_MARK_URL",
        "党政机关网站标识",
        "页脚的链接，指向标识的核验页。",
        pattern=WEB_ADDRESS,
        form="以 https:// 或 http:// 开头的网址",
    )
    error_report_url: str = described(
        "SITE_ERROR_REPORT_URL",
        "“我为政府网站找错”",
        "页脚、出错页面和无障碍声明里的链接，读者从那里反映问题。",
        pattern=WEB_ADDRESS,
        form="以 https:// 或 http:// 开头的网址",
    )
    sponsor: str = described("SITE_SPONSOR", "主办单位", "页脚。")
    operator: str = described("SITE_OPERATOR", "承办单位", "页脚。")
    contact: str = described("SITE_CONTACT", "联系方式", "页脚和无障碍声明，如电话、地址、邮箱。")

    @property
    def police_code(self) -> str:
        """The digits of the police number, by which it is looked up."""
        return "".join(re.findall("[0-9]", self.police_number))


VALUES: dict[str, Value] = {each.name: each.metadata["value"] for each in fields(SiteIdentity)}


def site_identity() -> SiteIdentity:
    """Return the identity as the settings have it now."""
    return SiteIdentity(
        **{name: "" if value.is_malformed else value.text for name, value in VALUES.items()}
    )


def public_address(path: str) -> str:
    """Return the address under which the public reaches a path, "" where PUBLIC_URL is not set."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""
