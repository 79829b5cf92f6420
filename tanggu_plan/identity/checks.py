"""System checks of the settings that name the site, so that a slip stops the set-up."""

import re

from django.conf import settings
from django.core.checks import Error, register

from tanggu_plan.identity.site import VALUES, WEB_ADDRESS

PREFIX = r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"


@register
def check_site_identity(app_configs, **kwargs):
    for value in VALUES.values():
        if value.is_malformed:
            yield Error(
                f"{value.label}的写法不对：{value.text}",
                hint=f"环境变量 {value.setting} {value.fault}；没有就不设，页面上不会出现。",
                id="tanggu_plan.E001",
            )


@register
def check_address(app_configs, **kwargs):
    address = settings.PUBLIC_URL
    if address and not (re.fullmatch(WEB_ADDRESS, address) and address.count("/") == 2):
        yield Error(
            f"对外网址的写法不对：{address}",
            hint="环境变量 PUBLIC_URL 只写到域名，如 https://plan.example；子路径写在 URL_PREFIX。",
            id="tanggu_plan.E002",
        )
    if not re.fullmatch(PREFIX, settings.URL_PREFIX):
        yield Error(
            f"子路径的写法不对：{settings.URL_PREFIX}",
            hint="环境变量 URL_PREFIX 形如 /zwgk/ghjh，只用字母、数字、“-”“_”“.”“~”和斜杠。",
            id="tanggu_plan.E003",
        )
