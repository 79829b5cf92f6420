"""What the office has decided counts on saving as it does before proposing."""

from django.utils import timezone

from chapters.editions import readiness
from chapters.models import FalseAlarm, WrongWording
from chapters.working_copy.previews import remarks_on
from chapters.working_copy.rows import freeze

NUMBER = "13820001234"


def said_of(text):
    return [remark.message for remark in remarks_on(text, in_section=True)]


def test_a_wording_of_the_offices_list_is_an_error_on_saving_too(plan, section):
    WrongWording.objects.create(wrong="街道办牵头", right="街道办事处牵头")
    section.text = "由街道办牵头负责。"
    section.save()

    (problem,) = readiness.errors(plan, freeze(plan))

    assert said_of(section.text) == [problem.message]


def test_a_false_alarm_that_two_people_let_through_is_none_on_saving_either(
    plan, section, clerk, reviewer
):
    section.text = f"联系电话{NUMBER}。"
    section.save()
    errors = [problem.message for problem in readiness.errors(plan, freeze(plan))]
    assert said_of(section.text) == errors != []

    FalseAlarm.objects.create(
        field="chapters.Section.text",
        words=NUMBER,
        reason="项目编号",
        asked_by=clerk,
        asked_at=timezone.now(),
        confirmed_by=reviewer,
        confirmed_at=timezone.now(),
    )

    assert said_of(section.text) == readiness.errors(plan, freeze(plan)) == []
