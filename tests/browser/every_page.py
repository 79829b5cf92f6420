"""Every page of the public site: one of each template at least, in each of its states.

`publish_everything` makes the site on which they are found.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.management import call_command

from chapters.editions import publishing
from chapters.models import Section
from chapters.models.edition import EditionQuerySet
from chapters.working_copy.rows import store
from tanggu_plan.staff import roles
from tests.chapters.rich import rich_without_pictures
from tests.conftest import FIXTURES
from tests.indicators.measuring import Status, measure, measure_years
from tests.indicators.plan_commitments import import_commitments, record_status

PLAN = "/2021-2025/"
EARLIER_PLAN = "/2016-2020/"
RICH_PLAN = "/2011-2015/"  # with every kind of block
SEARCH = f"{PLAN}search/?q="
IDENTITY = {
    "PUBLIC_URL": "https://plan.example",
    "SITE_NAME": "某某市某某区人民政府网站",
    "SITE_DOMAIN": "www.plan.example",
    "SITE_ID_CODE": "1234567890",
    "SITE_ICP_NUMBER": "津ICP备12345678号-1",
    "SITE_POLICE_NUMBER": "津公网安备12345678901234号",
    "SITE_MARK_URL": "https://mark.example/",
    "SITE_ERROR_REPORT_URL": "https://report.example/",
    "SITE_SPONSOR": "某某市某某区某某街道办事处",
    "SITE_OPERATOR": "某某市某某区某某街道办事处",
    "SITE_CONTACT": "电话 022-00000000，地址 某某路1号，邮编 300450",
}


@dataclass(frozen=True)
class Page:
    """An address, the template that has to answer it, and what has to be the case for that."""

    template: str
    address: str
    status: int = 200
    given: Callable = lambda patch: None
    method: str = "GET"

    @property
    def lang(self):
        return "zh-Hant" if "/hant/" in self.address else "zh-Hans"

    def __str__(self):
        return f"{self.template}-{self.address[:60]}"


def nothing_is_published(patch):
    patch.setattr(EditionQuerySet, "published", EditionQuerySet.none)


def nothing_ever_was(patch):
    nothing_is_published(patch)
    patch.setattr(EditionQuerySet, "on_record", EditionQuerySet.none)


def searches_are_used_up(patch):
    seconds = 30  # always, or the page would not equal itself a second later
    patch.setattr("tanggu_plan.serving.visitors.Tally.seconds_to_wait", lambda *asked: seconds)


def the_pdf_is_not_made_yet(patch):
    patch.setattr("chapters.editions.files.pdf_of", lambda edition: None)


def sections_fail(error):
    def fail(*arguments):
        raise error

    return lambda patch: patch.setattr("tanggu_plan.pages.views.numbered_place", fail)


PAGES = (
    Page("pages/home.html", "/"),
    Page("pages/nothing_published.html", "/", given=nothing_is_published),
    Page("pages/nothing_published.html", "/?never", given=nothing_ever_was),
    Page("pages/plan_detail.html", PLAN),
    Page("pages/plan_detail.html", f"{PLAN}hant/"),
    Page("pages/text_page.html", f"{PLAN}preface/"),
    Page("pages/chapter_detail.html", f"{PLAN}5/"),
    Page("pages/section_detail.html", f"{PLAN}5/2/"),
    Page("pages/section_detail.html", f"{PLAN}5/2/?mark={quote('养老')}"),
    Page("pages/section_detail.html", f"{PLAN}2/3/"),  # with a table
    Page("pages/section_detail.html", f"{PLAN}hant/2/3/"),
    Page("pages/full_text.html", f"{PLAN}full/"),
    Page("pages/plan_detail.html", RICH_PLAN),
    Page("pages/text_page.html", f"{RICH_PLAN}notice/"),
    Page("pages/text_page.html", f"{RICH_PLAN}preface/"),  # with footnotes
    Page("pages/text_page.html", f"{RICH_PLAN}annexes/2/"),
    Page("pages/part_detail.html", f"{RICH_PLAN}parts/1/"),
    Page("pages/part_detail.html", f"{RICH_PLAN}hant/parts/2/"),
    Page("pages/chapter_detail.html", f"{RICH_PLAN}2/"),  # with tables of 40 columns
    Page("pages/chapter_detail.html", f"{RICH_PLAN}3/"),  # with figures
    Page("pages/section_detail.html", f"{RICH_PLAN}1/1/"),
    Page("pages/section_detail.html", f"{RICH_PLAN}1/2/"),
    Page("pages/full_text.html", f"{RICH_PLAN}full/"),
    Page("chapters/editions/edition_list.html", f"{PLAN}editions/"),
    Page("chapters/editions/edition_list.html", f"{EARLIER_PLAN}editions/"),  # withdrawn
    Page("chapters/editions/edition_detail.html", f"{PLAN}editions/1/"),
    Page(
        "chapters/editions/pdf_awaited.html",
        f"{PLAN}plan.pdf",
        503,
        given=the_pdf_is_not_made_yet,
    ),
    Page("chapters/editions/edition_changes.html", f"{PLAN}editions/1/changes/"),
    Page("chapters/editions/edition_changes.html", f"{PLAN}editions/2/changes/"),
    Page("chapters/editions/edition_changes.html", f"{PLAN}editions/1/changes/?from=2"),
    Page("chapters/errata/errata.html", f"{PLAN}errata/"),
    Page("chapters/editions/verify.html", "/verify/"),
    Page("chapters/editions/verify.html", "/verify/?sha256=0"),
    Page("chapters/editions/verify.html", f"/verify/?sha256={'0' * 64}"),
    Page("chapters/reading/accessibility.html", "/accessibility/"),
    Page("chapters/reading/reading_help.html", "/help/"),
    Page("chapters/finding/search.html", f"{PLAN}search/"),
    Page("chapters/finding/search.html", f"{SEARCH}{quote('养老')}"),
    Page("chapters/finding/search.html", f"{SEARCH}{quote('的')}&page=2"),
    Page("chapters/finding/search.html", f"{SEARCH}{quote('养老 火箭')}&chapter=5"),
    Page("chapters/finding/search.html", f"{SEARCH}{'x' * 65}", 400),
    Page("chapters/finding/matter_list.html", f"{PLAN}matters/"),
    Page("chapters/finding/matter_detail.html", f"{PLAN}matters/1/"),
    Page("chapters/editions/page_gone.html", f"{PLAN}5/6/", 410),
    Page("chapters/editions/plan_withdrawn.html", EARLIER_PLAN, 410),
    Page("indicators/indicator_list.html", f"{PLAN}indicators/"),
    Page("indicators/indicator_detail.html", f"{PLAN}indicators/2/"),
    Page("indicators/indicator_detail.html", f"{PLAN}indicators/3/"),  # measured, with a gap
    Page("indicators/commitments/commitment_list.html", f"{PLAN}commitments/"),
    Page(
        "indicators/commitments/commitment_list.html",
        f"{PLAN}commitments/?chapter=5&word={quote('养老')}",
    ),
    Page(
        "indicators/commitments/commitment_list.html",
        f"{PLAN}commitments/?chapter=9&word={quote('高铁')}",
    ),
    Page("indicators/commitments/commitment_detail.html", f"{PLAN}commitments/6/"),
    # The next one has a status.
    Page("indicators/commitments/commitment_detail.html", f"{PLAN}commitments/17/"),
    Page("indicators/evaluation/evaluation.html", f"{PLAN}evaluation/"),
    Page("indicators/evaluation/no_evaluation.html", f"{PLAN}evaluation/2019-01-01/", 404),
    Page("indicators/open_data/data.html", f"{PLAN}data/"),
    Page("400.html", f"{PLAN}1/1/", 400, given=sections_fail(SuspiciousOperation())),
    Page("403.html", f"{PLAN}1/1/", 403, given=sections_fail(PermissionDenied())),
    Page("404.html", f"{PLAN}9/9/", 404),
    Page("414.html", f"{PLAN}?{'x' * 16_000}", 414),
    Page("429.html", f"{SEARCH}{quote('养老')}", 429, given=searches_are_used_up),
    Page("500.html", f"{PLAN}1/1/", 500, given=sections_fail(RuntimeError())),
    Page("csrf_failure.html", "/admin/login/", 403, method="POST"),
)


def publish_everything(tanggu):
    """Two editions, errata, commitments and values of a plan; two earlier ones, one withdrawn."""
    roles.set_up()
    office, colleague = _make_staff("fabu", "审核", "发布"), _make_staff("bianji", "编辑", "数据")
    earlier = store(replace(tanggu, base_year=2015, period_start=2016, period_end=2020))
    publishing.withdraw(
        publishing.publish_original(earlier), by=office, reason="数字有误，正在核对。"
    )
    publishing.publish_original(
        store(rich_without_pictures(period_start=2011, period_end=2015, base_year=2010))
    )
    plan = store(tanggu)
    publishing.publish_original(plan)
    call_command("import_errata", FIXTURES / "tanggu-2021-2025.errata.csv", plan.slug)
    import_commitments()
    _record(plan, colleague, office)
    _publish_second(plan, colleague, office)


def _make_staff(name, *names_of_roles):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=names_of_roles))
    return user


def _record(plan, recorder, confirmer):
    measure_years(plan, 1, {2023: "1.12", 2025: "1.38"})
    measure_years(plan, 3, {2021: "9.1", 2022: "8.05"})
    measure(plan, 3, 2022, "8.4", Status.REVISED)
    measure(plan, 3, 2023, "", Status.MISSING)
    measure(plan, 3, 2024, "11.2")
    measure(plan, 3, 2025, "12.1", Status.PRELIMINARY)
    measure(plan, 5, 2023, "1.3", state="PENDING")
    record_status(plan, 17, recorder, confirmer, value="50张", responsible="示例办公室")
    record_status(plan, 20, recorder)


def _publish_second(plan, editor, reviewer):
    section = Section.objects.get(chapter__plan=plan, chapter__number=1, number=1)
    section.text = section.text.replace("脱贫摘帽", "脱贫致富")
    section.save()
    Section.objects.get(chapter__plan=plan, chapter__number=5, number=6).delete()
    proposed = publishing.propose(plan, by=editor, kind="AMENDMENT", note="删去一节，改一处错字。")
    publishing.publish(publishing.approve(proposed, by=reviewer), by=reviewer)
