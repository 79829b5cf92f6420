"""What the guard says, whom it reminds, and what it leaves as it is."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from chapters import plantext
from chapters.editions import publishing
from chapters.models import Edition, Erratum, Section
from chapters.working_copy.conflicts import version_of
from chapters.working_copy.rows import freeze
from indicators.models import Source
from tanggu_plan.identity.site import VALUES, site_identity
from tanggu_plan.text.refusals import Refused
from tests.conftest import ERRATA
from tests.html import parse, text_of
from tests.personal_data import IDENTITY_NUMBER, MOBILE

pytestmark = pytest.mark.django_db

NOTE = f"更正一处笔误。\n联系人张三，身份证{IDENTITY_NUMBER}，电话{MOBILE}。"


@pytest.fixture
def changed(edition):
    """The public edition, of which the working copy differs."""
    section = Section.objects.get(chapter__number=1, number=1)
    Section.objects.filter(pk=section.pk).update(text=section.text.replace("脱贫摘帽", "脱贫致富"))
    return edition


def warnings_in(response):
    return [text_of(item) for item in parse(response).cssselect(".messagelist .warning")]


def test_a_note_with_personal_data_is_refused_with_field_place_and_remedy(
    changed, as_user, editor, publisher
):
    with pytest.raises(Refused) as refusal:
        publishing.propose(changed.plan, by=editor, kind="CORRECTION", note=NOTE)

    assert refusal.value.args == (
        f"第2版的说明第2段“{IDENTITY_NUMBER}”：身份证号码是个人信息，不能公开，请删去",
        f"第2版的说明第2段“{MOBILE}”：手机号码“{MOBILE}”是个人信息，不能公开，请删去",
        "确实不是个人信息的，请有“编辑”角色的同事到“误报放行”提出，由审核的同事确认。",
    )
    assert changed.plan.editions.count() == 1


def test_the_form_keeps_the_note_and_says_what_is_wrong(changed, as_user, editor):
    client = as_user(editor)
    address = reverse("admin:chapters_edition_propose", args=[changed.plan.pk])
    opened_at = parse(client.get(address)).cssselect("input[name=opened_at]")[0].get("value")

    said = {"opened_at": opened_at, "kind": "CORRECTION", "note": NOTE}
    page = parse(client.post(address, said))

    assert "第2版的说明第2段" in text_of(page)
    assert page.cssselect("textarea[name=note]")[0].text.strip() == NOTE


def test_a_landline_in_a_note_is_a_hint_after_proposing(changed, as_user, editor):
    client = as_user(editor)
    address = reverse("admin:chapters_edition_propose", args=[changed.plan.pk])
    opened_at = parse(client.get(address)).cssselect("input[name=opened_at]")[0].get("value")

    said = {"opened_at": opened_at, "kind": "CORRECTION", "note": "咨询电话022-25861234。"}
    response = client.post(address, said, follow=True)

    assert warnings_in(response) == [
        "第2版的说明“022-25861234”：“022-25861234”像电话号码。"
        "是可以公开的办公电话就不用改，否则请删去。"
    ]


def test_saving_a_title_with_personal_data_is_possible_and_says_so(edition, as_user, editor):
    chapter = edition.plan.chapters.get(number=1)
    fields = {"plan": edition.plan.pk, "number": 1, "title": f"联系{MOBILE}", "lead": chapter.lead}

    response = as_user(editor).post(
        reverse("admin:chapters_chapter_change", args=[chapter.pk]),
        fields | {"opened_at": version_of(chapter)},
        follow=True,
    )

    assert any(f"第一章的章标题“{MOBILE}”" in warning for warning in warnings_in(response))
    assert MOBILE in edition.plan.chapters.get(number=1).title


def test_saving_a_text_with_personal_data_says_so_once(edition, as_user, editor):
    section = Section.objects.get(chapter__number=1, number=1)
    fields = {"chapter": section.chapter_id, "number": 1, "title": section.title}

    response = as_user(editor).post(
        reverse("admin:chapters_section_change", args=[section.pk]),
        fields | {"text": f"联系{MOBILE}。", "opened_at": version_of(section)},
        follow=True,
    )

    assert len([warning for warning in warnings_in(response) if MOBILE in warning]) == 1


def test_a_source_with_personal_data_is_refused_at_its_box(edition, as_user, make_staff):
    said = {"plan": edition.plan.pk, "title": f"公报{MOBILE}", "publisher": "单位"}

    response = as_user(make_staff("shuju", "数据")).post(
        reverse("admin:indicators_source_add"), said | {"dated_on": "2023-03-01", "address": ""}
    )

    (error,) = parse(response).cssselect(".field-title .errorlist li")
    assert MOBILE in text_of(error)
    assert not Source.objects.exists()


# What is there already


def leak(edition, **values):
    """Put personal data where an older version has let them pass."""
    Edition.objects.filter(pk=edition.pk).update(**values)
    return Edition.objects.get(pk=edition.pk)


def test_an_old_leak_does_not_keep_an_edition_from_being_withdrawn(edition, publisher):
    leaked = leak(edition, note=NOTE)

    withdrawn = publishing.withdraw(leaked, by=publisher, reason="说明里有个人信息。")

    assert withdrawn.state == "WITHDRAWN"


def test_an_old_leak_does_not_keep_an_edition_from_being_superseded(changed, publish_working_copy):
    leak(changed, note=NOTE)

    assert publish_working_copy().number == 2


def test_an_old_leak_is_not_made_public_again_by_restoring_it(
    changed, publish_working_copy, publisher
):
    leaked_text = changed.document_json.replace("脱贫摘帽", f"脱贫摘帽{MOBILE}")
    publish_working_copy()
    leaked = leak(changed, document_json=leaked_text)

    with pytest.raises(Refused, match=f"第一章第一节的正文.*{MOBILE}"):
        publishing.republish(leaked, by=publisher, reason="恢复旧版。")


def test_a_row_is_saved_again_with_what_stood_in_it(errata):
    erratum = errata.first()
    Erratum.objects.filter(pk=erratum.pk).update(reason=MOBILE)
    erratum.refresh_from_db()

    erratum.suggested_reading = "改"
    erratum.save()
    erratum.reason = f"{MOBILE}。"
    with pytest.raises(Refused):
        erratum.save()


def test_a_backup_is_loaded_with_what_was_public(edition, tmp_path):
    source = Source(plan=edition.plan, title=MOBILE, publisher="单位", dated_on="2023-03-01")
    Source.objects.bulk_create([source])
    file = tmp_path / "sources.json"
    call_command("dumpdata", "indicators.source", output=str(file))
    Source.objects.all().delete()

    call_command("loaddata", str(file), verbosity=0)

    assert Source.objects.get().title == MOBILE


# The identity of the site


def test_a_mobile_number_in_the_contact_is_printed_nowhere(client, edition, settings):
    settings.SITE_CONTACT = f"联系人手机{MOBILE}"

    assert site_identity().contact == ""
    assert MOBILE not in client.get("/").content.decode()
    assert "手机号码" in VALUES["contact"].fault


def test_the_contact_of_an_office_is_printed(settings):
    settings.SITE_CONTACT = "电话022-25861234，邮箱office@example.com"

    assert site_identity().contact == settings.SITE_CONTACT


# Commands


def test_an_import_of_errata_says_which_one_holds_what(plan, tmp_path, capsys):
    header, first, *_ = ERRATA.read_text("utf-8-sig").splitlines(keepends=True)
    file = tmp_path / "errata.csv"
    file.write_text(header + first.replace("N01,", f"N01-{MOBILE},", 1), "utf-8")

    with pytest.raises(CommandError, match="什么也没有存"):
        call_command("import_errata", file, plan.slug)

    message = f"的编号“{MOBILE}”：手机号码“{MOBILE}”是个人信息，不能公开，请删去"
    assert message in capsys.readouterr().err
    assert not Erratum.objects.exists()


def test_a_plan_with_personal_data_is_not_published_by_a_command(plan, tmp_path, capsys):
    file = tmp_path / "plan.md"
    text = plantext.write(freeze(plan)).replace("脱贫摘帽", f"脱贫摘帽{MOBILE}")
    file.write_text(text, "utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("import_plan", file, publish_original=True, interactive=False)

    assert "原文里还有1处错误没有改，不能发布" in str(refusal.value)
    said = capsys.readouterr().err
    assert "第一章第一节第3段" in said
    assert MOBILE in said
    assert not Edition.objects.exists()
