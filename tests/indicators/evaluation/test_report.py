"""The report of an evaluation: made once by the office, kept, and served as it was made."""

import json
from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from chapters.editions import publishing
from chapters.pdf import pages, rendering
from indicators.evaluation import pdf, reporting
from indicators.evaluation.evaluating import evaluation_on
from indicators.models import EvaluationReport
from tanggu_plan.models import AuditEntry
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused
from tests.indicators.measuring import measure_years
from tests.indicators.plan_commitments import import_commitments
from tests.indicators.time_travel import at

DAY = date(2026, 2, 10)
ADDRESS = f"/2021-2025/evaluation/{DAY}/report.pdf"


@pytest.fixture
def plan_in_public(travel, plan, recorder, confirmer, tanggu_pdf, monkeypatch):
    """The real plan with its commitments and some values, on the day after the evaluation."""
    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
    travel("2026-02-01")
    publishing.publish_original(plan)
    import_commitments()
    measure_years(plan, 3, {2023: "10.2", 2025: "12.6"})
    travel("2026-02-11")
    return plan


@pytest.fixture
def rendered(monkeypatch):
    """What the renderer is given, in place of a PDF of some seconds."""
    jobs = []

    def render(*args):
        jobs.append(pages.report_job(*args))
        return b"%%PDF made of %d bytes" % len(jobs[-1])

    monkeypatch.setattr(rendering, "render_report", render)
    return jobs


@pytest.fixture
def made(plan_in_public, rendered, recorder):
    return report_of(plan_in_public, by=recorder)


def report_of(plan, *, by):
    """The report as the queue makes it at once."""
    task = reporting.request(plan, DAY, by=by)
    assert task.state == "DONE", task.reason
    return EvaluationReport.objects.get()


def text_of_job(job):
    """What the renderer prints, without white space."""
    return "".join(html.fromstring(json.loads(job)["html"]).text_content().split())


def test_the_report_is_served_as_it_was_made(client, made):
    response = client.get(ADDRESS)

    assert response.content == made.content
    assert response["Content-Type"] == "application/pdf"
    assert client.get(ADDRESS, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_day_without_a_report_has_no_pdf_and_reading_makes_none(client, plan_in_public):
    page = client.get(f"/2021-2025/evaluation/{DAY}/").content.decode()

    assert client.get(ADDRESS).status_code == 404
    assert "report.pdf" not in page
    assert not EvaluationReport.objects.exists()


def test_the_page_leads_to_the_report(client, made):
    assert f'href="{ADDRESS}"' in client.get(f"/2021-2025/evaluation/{DAY}/").content.decode()


def test_making_is_on_record_and_shows_at_once(plan_in_public, rendered, recorder):
    before = public_version.current()

    made = report_of(plan_in_public, by=recorder)

    entry = AuditEntry.objects.first()
    assert public_version.current() == before + 1
    assert (entry.action, entry.actor) == ("REPORT", "jilu")
    assert made.sha256 in entry.details


def test_a_final_report_is_not_made_again(made, recorder):
    with pytest.raises(Refused, match="已经有了"):
        reporting.request(made.plan, DAY, by=recorder)


def test_the_report_of_an_unfinished_day_says_its_hour_and_is_made_again(
    plan_in_public, rendered, recorder, travel
):
    travel(str(DAY), hour=15)
    early = report_of(plan_in_public, by=recorder)
    travel("2026-02-11")

    final = report_of(plan_in_public, by=recorder)

    first, second = map(text_of_job, rendered)
    assert (early.is_final, final.is_final) == (False, True)
    assert "截至2026年2月10日15:00" in first
    assert "截至2026年2月10日24时" in second
    assert EvaluationReport.objects.get() == final


def test_a_day_without_an_evaluation_is_refused_with_the_reason(plan_in_public, recorder):
    with pytest.raises(Refused, match="才在本网首次发布"):
        reporting.request(plan_in_public, date(2026, 1, 1), by=recorder)
    with pytest.raises(Refused, match="还没有到"):
        reporting.request(plan_in_public, date(2031, 1, 1), by=recorder)


def test_who_may_not_make_reports_is_refused(plan_in_public, editor):
    with pytest.raises(Refused, match="没有生成评估报告的权限"):
        reporting.request(plan_in_public, DAY, by=editor)


def test_where_the_renderer_fails_nothing_is_stored(plan_in_public, recorder, monkeypatch):
    def fail(*args):
        raise Refused("生成 PDF 时排版程序出错。")

    monkeypatch.setattr(rendering, "render_report", fail)

    task = reporting.request(plan_in_public, DAY, by=recorder)

    assert (task.state, task.reason) == ("FAILED", "生成 PDF 时排版程序出错。")
    assert not EvaluationReport.objects.exists()


def test_the_pages_hold_the_verdicts_the_charts_and_every_commitment(plan_in_public, rendered):
    evaluation = evaluation_on("2021-2025", DAY)

    pdf.render(evaluation, at("2026-02-11"))

    page = "".join(json.loads(rendered[0])["html"].split())
    assert page.count("<title") == 1 + 6
    assert 'class="chart-' not in page
    assert "(12.6−8.3)÷(12.45−8.3)≈103.6%" in page
    assert all(f.entry.commitment.measure in page for f in evaluation.commitments)


def test_the_same_day_gives_the_same_pages(plan_in_public, rendered):
    for hour in (9, 17):
        pdf.render(evaluation_on("2021-2025", DAY), at("2026-02-11", hour))

    assert rendered[0] == rendered[1]


def test_a_character_that_no_face_has_is_replaced(plan_in_public, rendered):
    report = pages.report_job("chapters/pdf/report.html", context_of("塘\U000f0000"), [], DAY)

    assert "塘〓" in json.loads(report)["html"]


def context_of(title):
    return {"title_lines": [title], "subtitle": "", "document": None, "imprint": None}


@pytest.mark.parametrize("role", ["数据", "发布"])
def test_the_admin_makes_a_report(client, plan_in_public, rendered, make_staff, role):
    client.force_login(make_staff("renyuan", role))
    add = reverse("admin:indicators_evaluationreport_add")

    assert "生成终期评估" in client.get(add).content.decode()
    client.post(add, {"plan": plan_in_public.pk, "day": str(DAY)})

    listed = client.get(reverse("admin:indicators_evaluationreport_changelist"))
    assert ADDRESS in listed.content.decode()
    assert client.get(ADDRESS).status_code == 200


def test_the_admin_says_why_a_report_is_refused(client, made, recorder):
    client.force_login(recorder)

    response = client.post(
        reverse("admin:indicators_evaluationreport_add"),
        {"plan": made.plan.pk, "day": str(DAY)},
    )

    assert "已经有了" in response.content.decode()


@pytest.mark.parametrize("role", ["编辑", "审核", "审计", "管理"])
def test_other_roles_make_none_in_the_admin(client, plan_in_public, rendered, make_staff, role):
    client.force_login(make_staff("renyuan", role))

    response = client.post(
        reverse("admin:indicators_evaluationreport_add"),
        {"plan": plan_in_public.pk, "day": str(DAY)},
    )

    assert response.status_code == 403
    assert not EvaluationReport.objects.exists()
