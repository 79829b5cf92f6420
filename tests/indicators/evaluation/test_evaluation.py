"""终期评估: what is committed to and where it stood as at a day, the same whenever it is asked."""

import io
from datetime import date

import openpyxl
import pytest
from lxml import html

from chapters.editions import publishing
from chapters.editions.queries import edition_on
from chapters.models import Edition
from chapters.pdf import pages
from indicators.evaluation import pdf
from indicators.evaluation.evaluating import evaluation_on
from indicators.evaluation.tables import tables_of
from indicators.models import Commitment, Source
from indicators.recording import acts
from tanggu_plan.text.refusals import Refused
from tests.html import parse, text_of
from tests.indicators.plan_commitments import import_commitments, publish_change
from tests.indicators.time_travel import at

ADDRESS = "/2021-2025/evaluation/"
DAY = date(2026, 2, 10)
PUBLISHED_ON = "2026-01-05"
UNCONFIRMED = "1.4321"


@pytest.fixture
def clerks(recorder, confirmer):
    return recorder, confirmer


@pytest.fixture
def first_edition(travel, plan, tanggu_pdf, monkeypatch):
    """The real plan, published at the start of 2026 with its commitments."""
    monkeypatch.setattr("chapters.pdf.rendering.render", lambda document, **_: tanggu_pdf)
    travel(PUBLISHED_ON)
    edition = publishing.publish_original(plan)
    import_commitments()
    return edition


@pytest.fixture
def report(plan):
    return Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2026, 1, 20)
    )


@pytest.fixture
def record(first_edition, clerks, report):
    """Return a function that records a value of an indicator; confirmed unless told otherwise."""

    def record(number, year, value, *, status="FINAL", is_confirmed=True):
        recorder, confirmer = clerks
        row = acts.record_measurement(
            first_edition.plan.indicators.get(number=number),
            year=year,
            value=value,
            status=status,
            source=report,
            by=recorder,
        )
        return acts.confirm(row, confirmer) if is_confirmed else row

    return record


@pytest.fixture
def stand(first_edition, clerks, report):
    """Return a function that records where a commitment stands."""

    def stand(number, progress="MET", value="", *, is_confirmed=True):
        recorder, confirmer = clerks
        row = acts.record_status(
            first_edition.plan.commitments.get(number=number),
            progress=progress,
            as_of=date(2025, 12, 31),
            value=value,
            source=report,
            by=recorder,
        )
        return acts.confirm(row, confirmer) if is_confirmed else row

    return stand


@pytest.fixture
def recorded(travel, record, stand):
    """A few values and statuses of 2026-02-01, and two that wait for confirmation."""
    travel("2026-02-01")
    record(1, 2025, "1.38")
    record(2, 2025, "0.29")
    record(4, 2023, "0.0063")
    record(5, 2024, UNCONFIRMED, is_confirmed=False)
    stand(17, "NOT_MET", "40")
    stand(30, "MET", "98.6")
    stand(20, "MET", "2", is_confirmed=False)
    travel("2026-02-11")


def contents_of(client, monkeypatch):
    """All that is given out of the evaluation: page, workbook, and what the PDF is set of."""
    evaluation = evaluation_on("2021-2025", DAY)
    monkeypatch.setattr("chapters.pdf.rendering.render_report", pages.report_job)
    (article,) = parse(client.get(f"{ADDRESS}{DAY}/")).cssselect("article")
    return (
        html.tostring(article),
        client.get(f"{ADDRESS}{DAY}/report.xlsx").content,
        pdf.render(evaluation, at("2026-02-11")),
    )


def test_indicators_stand_under_their_verdicts_worded_by_nature(client, recorded):
    evaluation = evaluation_on("2021-2025", DAY)

    groups = {group.wording: [f.number for f in group.members] for group in evaluation.by_verdict}
    assert groups == {
        "达到预期": [1],
        "低于预期": [2],
        "未到目标年": [4],
        "暂无监测值": [3, 5, 6],
    }


def test_commitments_stand_under_their_chapters_with_counts_by_stage(recorded):
    evaluation = evaluation_on("2021-2025", DAY)

    (row,) = (row for row in tables_of(evaluation)["stages"].data if "第五章" in row["heading"])
    assert evaluation.totals.count == sum(len(g.members) for g in evaluation.by_chapter) == 34
    assert (row["未达到"], row["已达到"]) == (1, 0)


def test_a_reported_figure_is_compared_with_what_is_committed_to(client, recorded):
    page = text_of(parse(client.get(f"{ADDRESS}{DAY}/")).cssselect("article")[0])

    assert "要求48张以上（含本数），报告值为40张，未达到，比要求少8张。" in page
    assert "差额：40−48=−8" in page


def test_every_value_comes_with_its_formula_its_source_and_its_dates(client, recorded):
    page = text_of(parse(client.get(f"{ADDRESS}{DAY}/")).cssselect("article")[0])

    assert "(1.38−0.9)÷(1.35−0.9)≈106.7%" in page
    assert "2025年1.38（最终）：示例单位《示例公报》（2026-01-20），2026年2月1日确认" in page


def test_the_head_names_the_edition_of_the_day_and_counts_the_data(client, recorded):
    facts = text_of(parse(client.get(f"{ADDRESS}{DAY}/")).cssselect("article dl.facts")[0])

    assert Edition.objects.get().sha256 in facts
    assert "第1版" in facts
    assert "监测值3条、承诺进展2条" in facts
    assert "2026年2月10日24时" in facts


def test_what_lacks_evidence_is_listed(recorded):
    evaluation = evaluation_on("2021-2025", DAY)

    assert [evaluated.number for evaluated in evaluation.without_value] == [3, 5, 6]
    assert [evaluated.number for evaluated in evaluation.without_target_years_value] == [4]
    assert len(evaluation.without_evidence) == 32


def test_what_waits_for_a_second_person_is_counted_and_never_shown(
    client, recorded, monkeypatch, travel
):
    evaluation = evaluation_on("2021-2025", DAY)
    article, workbook, job = contents_of(client, monkeypatch)
    cells = openpyxl.load_workbook(io.BytesIO(workbook))

    assert [(f.number, f.unconfirmed) for f in evaluation.unconfirmed_indicators] == [(5, 1)]
    assert [(f.number, f.unconfirmed) for f in evaluation.unconfirmed_commitments] == [(20, 1)]
    assert UNCONFIRMED.encode() not in article + job
    assert not any(UNCONFIRMED in str(c.value) for sheet in cells for row in sheet for c in row)


def test_the_count_of_what_waits_is_that_of_the_day(recorded, travel, clerks):
    before = evaluation_on("2021-2025", DAY).unconfirmed_count
    travel("2026-02-20")
    waiting = Commitment.objects.get(number=20).statuses.get()
    acts.return_(waiting, clerks[1], "请补依据。")

    assert before == evaluation_on("2021-2025", DAY).unconfirmed_count == 2
    assert evaluation_on("2021-2025", date(2026, 2, 20)).unconfirmed_count == 1


def test_the_share_of_time_passed_is_that_of_the_day(first_edition, travel):
    travel("2026-02-11")

    assert evaluation_on("2021-2025", DAY).elapsed == "100%"


def test_an_earlier_day_gives_the_same_bytes_whatever_happened_since(
    client, recorded, record, stand, travel, plan, report, monkeypatch, make_staff
):
    before = contents_of(client, monkeypatch)

    travel("2026-03-01")
    record(1, 2025, "1.20", status="REVISED")
    record(3, 2025, "12.6")
    record(6, 2025, "2033", is_confirmed=False)
    stand(17, "MET", "48")
    report.title = "改过名的公报"
    report.save()
    commitment = Commitment.objects.get(plan=plan, number=30)
    commitment.measure = "改过的衡量"
    commitment.save()
    staff = make_staff("b", "编辑"), make_staff("s", "审核"), make_staff("f", "发布")
    publish_change(plan, *staff, "养老床位48张", "养老床位50张")

    assert contents_of(client, monkeypatch) == before
    assert "改过名的公报" in client.get(ADDRESS).content.decode()


def test_the_workbook_carries_the_same_texts_as_the_page(client, recorded):
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(f"{ADDRESS}{DAY}/report.xlsx").content))

    assert workbook.sheetnames == ["概况", "指标", "监测值", "承诺"]
    rows = {row[0].value: row for row in workbook["指标"].iter_rows(min_row=2)}
    assert rows[1][11].value == "达到预期"
    assert rows[4][9].value == 0.0063
    assert rows[4][9].number_format == "0.0000"
    sentences = [
        evaluated.chart.sentence for evaluated in evaluation_on("2021-2025", DAY).indicators
    ]
    assert [row[12].value for row in rows.values()] == sentences


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2031-01-01", "这一天还没有到"),
        ("2026-01-04", "2026年1月5日才在本网首次发布"),
    ],
)
def test_a_day_without_an_evaluation_says_why(client, first_edition, day, reason):
    response = client.get(f"{ADDRESS}{day}/")

    assert response.status_code == 404
    assert reason in response.content.decode()
    assert parse(response).cssselect('input[type="date"]')


def test_a_day_of_no_plan_is_not_found(client, first_edition):
    assert client.get("/1999-2003/evaluation/2001-01-01/").status_code == 404


def test_a_day_that_is_none_is_not_found(client, first_edition):
    assert client.get(f"{ADDRESS}2026-02-30/").status_code == 404


def test_the_day_of_the_first_publication_has_an_evaluation(client, first_edition):
    assert client.get(f"{ADDRESS}{PUBLISHED_ON}/").status_code == 200


def test_a_day_is_chosen_by_a_form_and_gets_an_address(client, first_edition):
    response = client.get(ADDRESS, {"on": PUBLISHED_ON})

    assert response.url == f"{ADDRESS}{PUBLISHED_ON}/"
    assert client.get(ADDRESS, {"on": "昨天"}).status_code == 404


def test_the_edition_of_a_day_is_that_of_its_end(first_edition, travel, publisher):
    travel("2026-04-01")
    publishing.withdraw(first_edition, by=publisher, reason="数字有误。")

    assert edition_on("2021-2025", at("2026-01-04")) is None
    assert edition_on("2021-2025", at("2026-03-31")) == first_edition
    assert edition_on("2021-2025", at("2026-04-01", hour=11)) is None


def test_a_withdrawn_plan_keeps_its_earlier_evaluations(client, recorded, travel, publisher):
    travel("2026-04-01")
    publishing.withdraw(Edition.objects.get(), by=publisher, reason="数字有误。")

    assert client.get(f"{ADDRESS}{DAY}/").status_code == 200
    assert client.get(ADDRESS).status_code == 410
    assert "没有现行的版次" in client.get(f"{ADDRESS}2026-04-01/").content.decode()
    with pytest.raises(Refused, match="没有现行的版次"):
        evaluation_on("2021-2025", date(2026, 4, 1))


def test_the_page_takes_few_queries(client, recorded, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(f"{ADDRESS}{DAY}/")
