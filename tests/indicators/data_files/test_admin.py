"""The pages on which data files come in and go out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import Measurement
from indicators.recording import acts
from tanggu_plan.models import AuditEntry
from tests.admin_site import messages_in
from tests.html import parse, text_of
from tests.indicators.files import MEASUREMENT, as_csv, as_xlsx, source_of

IMPORT = "/admin/indicators/measurement/import/"
EXPORT = "/admin/indicators/measurement/export/"
LIST = "/admin/indicators/measurement/"
PAGES = [
    f"/admin/indicators/{model}/{page}/"
    for model in ("measurement", "commitmentstatus")
    for page in ("import", "export")
]


@pytest.fixture
def clerk(make_staff, client):
    clerk = make_staff("jilu", "数据")
    client.force_login(clerk)
    return clerk


def upload(client, plan, content, name="数据.csv"):
    return client.post(IMPORT, {"plan": plan.pk, "file": SimpleUploadedFile(name, content)})


def packed_in(response):
    return parse(response).cssselect("input[name=previewed]")[0].get("value")


def outcomes_in(response):
    rows = parse(response).cssselect(".preview-table tbody tr")
    return [[text_of(cell) for cell in row.cssselect("th, td")[:2]] for row in rows]


@pytest.mark.parametrize("name", ["数据.csv", "数据.xlsx"])
def test_a_file_is_previewed_and_then_imported(client, plan, clerk, name):
    content = as_csv(MEASUREMENT) if name.endswith("csv") else as_xlsx(MEASUREMENT)

    preview = upload(client, plan, content, name)

    assert outcomes_in(preview) == [["2", "新增"]]
    assert not Measurement.objects.exists()

    response = client.post(IMPORT, {"previewed": packed_in(preview)}, follow=True)

    assert messages_in(response) == [
        f"已从“{name}”记录1条，0条无变化。另一位同事确认以后才会公开。"
    ]
    assert Measurement.objects.get().state == "PENDING"


def test_the_preview_shows_what_a_row_would_replace(client, plan, clerk, make_staff):
    row = acts.record_measurement(
        plan.indicators.get(number=2),
        year=2022,
        value="0.21",
        status="FINAL",
        source=source_of(plan),
        by=clerk,
    )
    acts.confirm(row, make_staff("queren", "数据"))

    preview = upload(client, plan, as_csv(MEASUREMENT | {"数据性质": "修订"}))

    assert outcomes_in(preview) == [["2", "更新"]]
    page = parse(preview)
    assert [text_of(cell) for cell in page.cssselect("#content-main del")] == ["0.21", "最终"]
    assert text_of(page.cssselect("#content-main ins")[0]) == "0.24"


def test_a_bad_file_is_shown_with_rows_columns_and_remedies(client, plan, clerk):
    response = upload(client, plan, as_csv(MEASUREMENT | {"数值": "<b>1,234</b>", "年度": "1,234"}))

    cells = [text_of(cell) for cell in parse(response).cssselect(".problem-table :is(th, td)")]
    assert cells[3:5] == ["第2行", "年度"]
    assert any("<b>1,234</b>" in cell for cell in cells)
    assert not parse(response).cssselect("input[name=previewed]")


def test_a_file_with_nothing_new_offers_no_import(client, plan, clerk):
    preview = upload(client, plan, as_csv(MEASUREMENT))
    client.post(IMPORT, {"previewed": packed_in(preview)})

    again = upload(client, plan, as_csv(MEASUREMENT))

    assert outcomes_in(again) == [["2", "无变化"]]
    assert not parse(again).cssselect("input[name=previewed]")


def test_a_preview_sent_twice_is_imported_once(client, plan, clerk):
    packed = packed_in(upload(client, plan, as_csv(MEASUREMENT)))

    for _ in range(2):
        response = client.post(IMPORT, {"previewed": packed}, follow=True)

    assert Measurement.objects.count() == 1
    assert "记录0条，1条无变化" in messages_in(response)[0]


def test_a_preview_that_was_overtaken_is_refused(client, plan, clerk):
    packed = packed_in(upload(client, plan, as_csv(MEASUREMENT)))
    other = packed_in(upload(client, plan, as_csv(MEASUREMENT | {"数值": "0.3"})))
    client.post(IMPORT, {"previewed": other})

    response = client.post(IMPORT, {"previewed": packed})

    assert "已有一条待确认的监测值" in text_of(parse(response).cssselect(".problem-table")[0])
    assert Measurement.objects.get().value == "0.3"


def test_a_forged_preview_or_a_colleagues_is_refused(client, plan, clerk, make_staff):
    packed = packed_in(upload(client, plan, as_csv(MEASUREMENT)))
    client.force_login(make_staff("tongshi", "数据"))

    for previewed in (packed, "e30:forged"):
        response = client.post(IMPORT, {"previewed": previewed}, follow=True)

        assert messages_in(response) == ["预览已经失效，请重新选择文件。"]
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_an_export_comes_back_without_a_change_and_is_on_record(client, plan, clerk, suffix):
    client.post(IMPORT, {"previewed": packed_in(upload(client, plan, as_csv(MEASUREMENT)))})

    exported = client.post(EXPORT, {"plan": plan.pk, "suffix": suffix})
    preview = upload(client, plan, exported.content, f"导出.{suffix}")

    assert outcomes_in(preview) == [["2", "无变化"]]
    assert f".{suffix}" in exported["Content-Disposition"]
    entry = AuditEntry.objects.filter(action="EXPORT").get()
    assert entry.actor == "jilu"
    assert "1条" in entry.details


def test_the_list_leads_to_import_and_export(client, plan, clerk):
    page = parse(client.get(LIST))

    links = {text_of(link): link.get("href") for link in page.cssselect(".object-tools a")}
    assert (links["导入"], links["导出"].removesuffix("?")) == (IMPORT, EXPORT)


@pytest.mark.parametrize(
    ("role", "may_import", "may_export"),
    [("数据", True, True), ("审计", False, True), ("编辑", False, False), ("管理", False, False)],
)
def test_the_roles_decide_who_imports_and_who_exports(
    client, plan, make_staff, role, may_import, may_export
):
    client.force_login(make_staff("mouren", role))

    imported = upload(client, plan, as_csv(MEASUREMENT))
    exported = client.post(EXPORT, {"plan": plan.pk, "suffix": "csv"})

    assert imported.status_code == (200 if may_import else 403)
    assert exported.status_code == (200 if may_export else 403)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_ask_a_visitor_to_log_in(client, plan, address):
    response = client.post(address, {"plan": plan.pk, "suffix": "csv"})

    assert response.status_code == 302
    assert reverse("admin:login") in response.url


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_open_and_explain_themselves(client, plan, clerk, address):
    page = parse(client.get(address))

    assert text_of(page.cssselect("h1")[0])[:2] in ("导入", "导出")
    assert page.cssselect("select[name=plan] option")


def test_the_guide_names_the_columns_of_the_file(client, plan, clerk):
    page = parse(client.get(IMPORT))

    columns = [text_of(cell) for cell in page.cssselect("#content-main tbody th")]
    assert columns == list(MEASUREMENT)
