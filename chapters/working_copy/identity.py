"""Identity of a plan: its address, chosen once, and which plan an imported text is a text of."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.urls import URLResolver, get_resolver

from chapters.models import Plan
from chapters.plan.document import Document
from tanggu_plan.text.refusals import Refused

FOR_LATER = frozenset({"static", "media", "plans", "api", "hant"})

RESERVED = "“{}”是网站自己用的网址，不能作规划的网址。请另选一个，如 {}。"
TAKEN = (
    "网址 {slug} 已经是{plan}的。这份文件是{document}：是它的新文本，请写 --into {slug}；"
    "是另一部规划，请写 --as-new 另一个网址，如 --as-new {other}。"
)
ANOTHER = (
    "网址 {slug} 是{plan}的，这份文件却是{document}，标题和编制单位都不同，不会存进去。"
    "请写 --as-new 另一个网址，如 --as-new {other}；确实是同一部的，请先在后台改好标题或编制单位。"
)


def reserved_words() -> frozenset[str]:
    """Return the first segments of the site's own addresses, and of some that it may come to."""
    return FOR_LATER.union(_first_segments(get_resolver().url_patterns, ""))


def _first_segments(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        first = route.lstrip("^").partition("/")[0]
        if "<" not in first and first:
            yield first
        elif isinstance(pattern, URLResolver) and not first:
            yield from _first_segments(pattern.url_patterns, route)


def proposed_address(document: Document) -> str:
    """Return the first free one of 2026-2030, 2026-2030-2 …"""
    number, address = 1, document.period
    while Plan.objects.filter(slug=address).exists():
        number += 1
        address = f"{document.period}-{number}"
    return address


def require_address(slug: str, example: str) -> None:
    """Raise Refused for what no plan can have as its address."""
    try:
        validate_slug(slug)
    except ValidationError:
        raise Refused(
            f"网址“{slug}”里只能有英文字母、数字、“-”和“_”。请另写一个，如 {example}。"
        ) from None
    if slug.lower() in reserved_words():
        raise Refused(RESERVED.format(slug, example))


def plan_for(document: Document, *, into: str = "", as_new: str = "") -> Plan:
    """Return the plan that the document is a text of, a new one unsaved.

    Named with `into`, new with the address `as_new`; else the one of its title, issuer and period,
    or a new one with the address of its period. Raises Refused where that is not clear.
    """
    if into:
        return _named(document, into)
    if as_new:
        return _new(document, as_new)
    of_the_period = Plan.objects.filter(
        period_start=document.period_start, period_end=document.period_end
    )
    same = [plan for plan in of_the_period if _is_same(plan, document)]
    if len(same) == 1:
        return same[0]
    if len(same) > 1:
        choices = "、".join(plan.slug for plan in same)
        raise Refused(
            f"{_told(document)}有{len(same)}部（{choices}）。请写 --into 和其中一个网址。"
        )
    if plan := Plan.objects.filter(slug=document.period).first():
        raise Refused(_told_apart(TAKEN, plan, document))
    return Plan(slug=document.period)


def _named(document, slug):
    plan = Plan.objects.filter(slug=slug).first()
    if plan is None:
        known = "、".join(Plan.objects.values_list("slug", flat=True)) or "还没有规划"
        raise Refused(f"没有网址为“{slug}”的规划（{known}）。请写其中一个，新规划写 --as-new。")
    if _title(plan) != document.title and plan.issuer != document.issuer:
        raise Refused(_told_apart(ANOTHER, plan, document))
    return plan


def _new(document, slug):
    require_address(slug, proposed_address(document))
    if plan := Plan.objects.filter(slug=slug).first():
        raise Refused(
            f"网址 {slug} 已经是{_told(plan)}的。请另写一个，如 {proposed_address(document)}。"
        )
    return Plan(slug=slug)


def _is_same(plan, document):
    return (_title(plan), plan.issuer) == (document.title, document.issuer)


def _title(plan):
    return "".join(plan.title_lines.splitlines())


def _told(text: Plan | Document) -> str:
    title = _title(text) if isinstance(text, Plan) else text.title
    return f"《{title}》（{text.issuer}）"


def _told_apart(message, plan, document):
    return message.format(
        slug=plan.slug,
        plan=_told(plan),
        document=_told(document),
        other=proposed_address(document),
    )
