"""Which plan a text is a text of: chosen, never guessed from the years."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chapters import plantext
from chapters.editions import publishing
from chapters.models import Plan
from chapters.working_copy.identity import plan_for, proposed_address, reserved_words
from chapters.working_copy.rows import freeze, store
from tanggu_plan.text.refusals import Refused

pytestmark = pytest.mark.django_db

NATIONAL = {
    "title_lines": ("中华人民共和国国民经济和社会发展第十四个五年规划纲要",),
    "short_title": "国家“十四五”规划纲要",
    "issuer": "国务院",
    "print_issuer": "",
}


@pytest.fixture
def national(tanggu):
    return replace(tanggu, **NATIONAL)


@pytest.fixture
def national_file(national, tmp_path):
    file = tmp_path / "national.md"
    file.write_text(plantext.write(national), "utf-8")
    return file


def run(file, **options):
    output = StringIO()
    options = {"interactive": False} | options
    call_command("import_plan", file, stdout=output, stderr=output, **options)
    return output.getvalue()


def test_a_national_plan_of_the_same_years_is_refused(plan, national_file, tanggu):
    with pytest.raises(CommandError, match=r"已经是《天津市.*--as-new 2021-2025-2"):
        run(national_file)

    assert freeze(Plan.objects.get()) == tanggu


def test_not_even_by_name_does_another_issuers_plan_take_the_place(plan, national_file, tanggu):
    with pytest.raises(CommandError, match="标题和编制单位都不同"):
        run(national_file, into="2021-2025")

    assert freeze(Plan.objects.get()) == tanggu


def test_with_the_title_put_right_by_hand_the_text_goes_where_it_is_named(plan, national, tanggu):
    with pytest.raises(Refused, match="请先在后台改好标题或编制单位"):
        plan_for(national, into="2021-2025")
    Plan.objects.update(title_lines=national.title)

    assert plan_for(national, into="2021-2025") == plan


def test_the_remedy_works_as_it_is_written(plan, national_file, national, tanggu):
    output = run(national_file, as_new="2021-2025-2", type="HIGHER")

    assert "作为新规划存入，网址是 2021-2025-2" in output
    other = Plan.objects.get(slug="2021-2025-2")
    assert (other.type, freeze(other), freeze(plan)) == ("HIGHER", national, tanggu)


def test_two_plans_of_one_period_stand_side_by_side(client, edition, national, tanggu):
    other = store(national, Plan(slug="china", type=Plan.Type.HIGHER))
    publishing.publish_original(other)

    assert tanggu.title in client.get("/2021-2025/full/").content.decode()
    assert national.title in client.get("/china/full/").content.decode()
    assert client.get("/china/1/1/").status_code == 200
    assert client.get("/").context["plan"] == edition.plan


def test_each_is_found_again_by_its_title_and_issuer(plan, national, tanggu):
    other = store(national, Plan(slug="china"))

    assert plan_for(national) == other
    assert plan_for(tanggu) == plan


def test_a_text_with_a_new_title_is_stored_into_the_plan_that_is_named(plan, tanggu):
    renamed = replace(tanggu, title_lines=("塘沽街道“十四五”规划",))
    with pytest.raises(Refused, match="请写 --into 2021-2025"):
        plan_for(renamed)

    assert plan_for(renamed, into="2021-2025") == plan


def test_of_two_with_one_title_the_reader_is_asked(plan, tanggu):
    store(tanggu, Plan(slug="again"))

    with pytest.raises(Refused, match="有2部"):
        plan_for(tanggu)


def test_what_is_named_has_to_be_there(plan, tanggu):
    with pytest.raises(Refused, match=r"没有网址为“2031”的规划（2021-2025）"):
        plan_for(tanggu, into="2031")


@pytest.mark.parametrize("address", ["admin", "ADMIN", "static", "feed.xml", "a b", "规划", "a/b"])
def test_a_new_plan_takes_no_address_that_is_no_plans(tanggu, address):
    with pytest.raises(Refused, match="如 2021-2025"):
        plan_for(tanggu, as_new=address)


def test_a_new_plan_takes_nobodys_address(plan, national):
    with pytest.raises(Refused, match=r"已经是.*请另写一个，如 2021-2025-2"):
        plan_for(national, as_new="2021-2025")


def test_the_proposed_address_is_the_first_free_one(plan, national, tanggu):
    assert proposed_address(replace(tanggu, period_start=2026, period_end=2030)) == "2026-2030"
    store(national, Plan(slug="2021-2025-2"))
    assert proposed_address(tanggu) == "2021-2025-3"


def test_every_first_segment_of_an_address_is_reserved():
    assert {"admin", "search", "feed.xml", "robots.txt", "verify", "static"} <= reserved_words()
    assert not [word for word in reserved_words() if "<" in word or "/" in word or not word]


def test_the_type_of_a_plan_at_hand_is_not_changed_by_an_import(plan, tanggu, tmp_path):
    file = tmp_path / "plan.md"
    file.write_text(plantext.write(tanggu), "utf-8")

    with pytest.raises(CommandError, match="--type 只用于新规划"):
        run(file, type="HIGHER")


def test_starting_again_leaves_a_plan_alone_whose_title_a_clerk_has_changed(plan, tanggu, tmp_path):
    file = tmp_path / "plan.md"
    file.write_text(plantext.write(tanggu), "utf-8")
    Plan.objects.update(title_lines="改过的标题")

    assert "没有改动" in run(file, only_new=True)
