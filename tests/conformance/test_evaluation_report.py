"""The evaluation's PDF, the demo's with its rows of every kind: judged, and read back."""

import subprocess

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from chapters.pdf import rendering
from indicators import demo_data
from indicators.evaluation.evaluating import evaluation_on
from indicators.models import EvaluationReport
from tanggu_plan.identity.demo import MARK
from tests.conformance.test_pdf_standards import judge

TOP_MARGIN = ("-x", "0", "-y", "0", "-W", "595", "-H", "100")  # in points
BODY = ("-x", "0", "-y", "100", "-W", "595", "-H", "650")

pytestmark = pytest.mark.django_db  # or no database is set up


@pytest.fixture(scope="module")
def report(font_set, stored, django_db_setup, django_db_blocker, tanggu_pdf, tmp_path_factory):
    """The report as a file, and the evaluation that it prints."""
    path = tmp_path_factory.mktemp("pdf") / f"evaluation-{font_set.name}.pdf"
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        font_set.used(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
        call_command("load_demo", verbosity=0)
        stored = EvaluationReport.objects.get()
        path.write_bytes(stored.content)
        evaluation = evaluation_on(stored.plan.slug, stored.as_of)
        transaction.set_rollback(True)
    return path, evaluation


def printed(path, *options):
    """The text of each page, without white space."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", *options, str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.fixture(scope="module")
def text(report):
    """What stands between the margins of all pages, in points."""
    return "".join(printed(report[0], *BODY))


def test_the_report_is_pdf_a_3a_and_pdf_ua_1(report):
    path, _ = report

    assert judge(path) == [f"{path} {flavour} compliant" for flavour in ("3a", "ua1")]


def test_the_structure_of_the_report_is_sound(report):
    checked = subprocess.run(["qpdf", "--check", str(report[0])], capture_output=True, text=True)

    assert checked.returncode == 0


def test_every_page_of_the_demos_report_bears_its_mark(report):
    margins = printed(report[0], *TOP_MARGIN)

    assert len(margins) > 5
    assert set(margins) == {MARK}


def test_the_report_carries_the_numbers_of_the_evaluation(text, report):
    _, evaluation = report

    for evaluated in evaluation.indicators:
        assert "".join(evaluated.chart.sentence.split()) in text
        assert all("".join(f.working.split()) in text for f in evaluated.chart.formulas)
    for evaluated in evaluation.commitments:
        assert "".join(evaluated.entry.commitment.measure.split()) in text
    assert evaluation.edition.sha256 in text


def test_the_report_carries_every_public_value_and_no_unconfirmed_one(text, report):
    values = [row.value for evaluated in report[1].indicators for row in evaluated.measurements]

    assert len(values) == 23
    assert all(value in text for value in values)
    assert not any(f"{year}年{value}" in text for (_, year), value in demo_data.WAITING.items())


def test_every_sign_of_a_formula_is_printed(text):
    assert "(1.38−0.9)÷(1.35−0.9)≈106.7%" in text
    assert "〓" not in text
