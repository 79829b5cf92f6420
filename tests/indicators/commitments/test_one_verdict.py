"""One verdict of a commitment: its page, the evaluation and the workbook say the same."""

import ast
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from indicators.models import Source
from indicators.recording import acts
from tests.html import parse, text_of
from tests.indicators.plan_commitments import import_commitments


@pytest.fixture
def reported(edition, make_staff):
    """A commitment of a number with a confirmed figure."""
    import_commitments()
    commitment = edition.plan.commitments.exclude(operator="reach").get(number=2)
    source = Source.objects.create(
        plan=edition.plan, title="年度报告", publisher="某某办", dated_on=date(2023, 3, 1)
    )
    status = acts.record_status(
        commitment,
        progress="MET",
        as_of=date(2022, 12, 31),
        value="3",
        source=source,
        by=make_staff("jilu", "数据"),
    )
    acts.confirm(status, make_staff("queren", "数据"))
    return commitment


def test_page_evaluation_and_workbook_give_one_verdict(client, reported):
    page = parse(client.get(reported.get_absolute_url()))
    (cell,) = page.xpath("//dt[.='对照要求']/following-sibling::dd")
    sentence = cell.text.strip()
    evaluation = client.get(reverse("indicators:evaluation", args=["2021-2025"]))
    address = reverse("indicators:evaluation_xlsx", args=["2021-2025", timezone.localdate()])
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))

    assert "报告值为3" in sentence
    assert sentence in text_of(parse(evaluation))
    assert any(sentence == cell.value for sheet in book for row in sheet for cell in row)


def test_the_verdict_is_asked_for_in_one_place():
    asking = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in Path(settings.BASE_DIR, "indicators").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "judge_commitment"
    }

    assert asking == {"indicators/commitments/ledger.py"}
