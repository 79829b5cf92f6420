"""One exception for what is refused, and one way to show it on a form."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from tanggu_plan.text.refusals import Refused, refusals_on

ELSE = {
    "Busy",  # a Refused that the queue takes up again by itself
    "Gone",  # an answer to a reader: 410 with its page
    "Lost",  # another worker has the task: nobody is told
    "NothingNew",  # a Refused that an import counts instead of showing it
    "Taken",  # said before anything is installed: it imports nothing of ours
    "UnknownFormat",  # a number format without a rendering: the cell is refused by name
    "UnusableLevelsError",  # the same of the levels that the file names
    "UnusableError",  # the half of a finding: what is wrong with one value of a plan file
}


class ReadingForm(forms.Form):
    reading = forms.CharField()


def exceptions_of_ours():
    for app in ("chapters", "indicators", "tanggu_plan"):
        for path in Path(settings.BASE_DIR, app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef) and any(map(is_exception, node.bases)):
                    yield node.name


def is_exception(base):
    name = ast.unparse(base).rpartition(".")[2]
    return name.endswith(("Error", "Exception", "Refused"))


def test_every_refusal_is_the_one_exception():
    assert set(exceptions_of_ours()) == {"Refused"} | ELSE


def test_several_reasons_are_told_one_behind_the_other():
    assert str(Refused("没有标题。", "没有日期。")) == "没有标题。；没有日期。"


@pytest.mark.parametrize("field", [None, "reading"])
def test_a_refusal_becomes_an_error_of_the_form_or_of_its_field(field):
    form = ReadingForm({"reading": "甲"})

    with refusals_on(form, field):
        raise Refused("写的读法与原文相同。")

    assert form.errors == {field or "__all__": ["写的读法与原文相同。"]}


def test_what_is_no_refusal_is_not_swallowed():
    with pytest.raises(ZeroDivisionError), refusals_on(ReadingForm({})):
        raise ZeroDivisionError
