"""The pages on which data is confirmed and returned."""

from django.urls import reverse

from indicators.models import CommitmentStatus, Measurement
from indicators.recording import acts
from tests.admin_site import address
from tests.html import main_text, parse, text_of
from tests.indicators.recording.admin_pages import (
    HOSTILE,
    REASON,
    add_address,
    buttons_of,
    errors_in,
)


def test_the_confirmer_sees_all_that_has_to_be_checked(as_user, measure, confirmer):
    acts.confirm(measure("9.1", status="PRELIMINARY"), confirmer)
    row = measure("9.3", note="口径见公报。")

    words = main_text(as_user(confirmer).get(address(row)))

    for told in (
        "2022年",
        "9.3亿元（最终）",
        "示例单位《示例公报》（2023-03-01）",
        "口径见公报。",
        "基期值8.3亿元（2020年）",
        "现在公开的是：9.1亿元（初步）",
        "queren确认",
    ):
        assert told in words


def test_a_confirmation_takes_one_click(as_user, measure, confirmer):
    row = measure()
    client = as_user(confirmer)
    assert buttons_of(client.get(address(row))) == ["确认", "退回"]

    response = client.post(address(row, "confirm"), follow=True)

    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == ("CONFIRMED", confirmer)
    assert "已确认，从现在起公开。" in main_text(response)
    assert buttons_of(response) == []


def test_a_return_reaches_the_recorder_with_its_reason(as_user, measure, recorder, confirmer):
    row = measure()
    as_user(confirmer).post(address(row, "return"), {"words": REASON})

    desk = main_text(as_user(recorder).get(reverse("admin:index")))

    assert "退回给您的监测值" in desk
    assert REASON in desk


def test_a_return_without_a_reason_is_refused(as_user, measure, confirmer):
    row = measure()

    response = as_user(confirmer).post(address(row, "return"), {"words": " "})

    assert "请写明理由，记录人要照它改正。" in errors_in(response)
    assert Measurement.objects.get().state == "PENDING"


def test_the_recorder_may_take_back_and_record_again_with_the_same_words(
    recorder_client, measure, indicator
):
    row = measure("9.1", note="口径见公报。")
    assert buttons_of(recorder_client.get(address(row))) == ["撤回"]

    taken_back = recorder_client.post(address(row, "return"), {"words": "年度错了。"}, follow=True)
    (again,) = parse(taken_back).cssselect("a.button")
    page = parse(recorder_client.get(again.get("href")))

    assert text_of(again) == "重新记录"
    assert page.cssselect("#id_value")[0].get("value") == "9.1"
    assert "口径见公报。" in page.cssselect("#id_note")[0].text_content()


def test_somebody_elses_row_is_not_recorded_again(as_user, measure, confirmer, indicator):
    row = measure()
    acts.return_(row, confirmer, REASON)

    response = as_user(confirmer).get(f"{add_address(indicator)}&again={row.pk}")

    assert response.status_code == 404


def test_of_two_who_confirm_the_second_is_told(as_user, measure, confirmer, make_staff):
    row = measure()
    acts.confirm(row, make_staff("third", "数据"))

    response = as_user(confirmer).post(address(row, "confirm"))

    assert "这一条现在是“已确认”，同事刚才已经办过。请刷新页面看它的经过。" in errors_in(response)


def test_looking_at_the_address_of_a_step_takes_no_step(as_user, measure, confirmer):
    row = measure()

    for step in ("confirm", "return"):
        response = as_user(confirmer).get(address(row, step))
        assert response.headers["Location"] == address(row)

    assert Measurement.objects.get().state == "PENDING"


def test_whatever_was_typed_is_shown_as_text(as_user, report, confirmer):
    row = report(responsible=HOSTILE, note=HOSTILE)
    acts.return_(row, confirmer, HOSTILE)

    for page in (address(row), address(CommitmentStatus, "changelist"), add_address(row.subject)):
        assert "<script>alert" not in as_user(confirmer).get(page).content.decode()
