"""What may be typed at all: no box, file or address takes what readers could not see.

Where the strings that may be typed come out: tests/tanggu_plan/hostile.
"""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from chapters import plantext
from chapters.errata import deciding
from chapters.management.commands import import_errata
from chapters.models import Erratum, Section
from chapters.plantext.information import ITEMS
from indicators.commitments import file as commitment_file
from indicators.data_files.reading import read
from indicators.models import Commitment
from indicators.recording.resources import CommitmentStatusResource, MeasurementResource
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.unseen import REFUSED_CHARACTERS as UNSEEN
from tests.conftest import FIXTURES
from tests.indicators.plan_commitments import import_commitments
from tests.tanggu_plan.hostile.sinks import answer_of, faults_of
from tests.tanggu_plan.hostile.strings import (
    GOES_TO,
    NOT_STORED,
    OURS,
    PAYLOADS,
    READ_BY_HAND,
    form_fields,
    stored_fields,
)
from tests.tanggu_plan.hostile.strings import UNSEEN as SAMPLES

CHINESE = re.compile("[\u4e00-\u9fff]")
REVERSED = "甲\u202e乙"
ASKED = [*PAYLOADS, *SAMPLES[:-1], REVERSED, "\udcff", "x" * 5000]


# Boxes


def test_every_box_for_words_is_known(db):
    known = stored_fields().keys() | GOES_TO.keys() | NOT_STORED

    names = {name.removesuffix(" (change)") for name in form_fields()}
    assert names - known == set()
    assert (GOES_TO.keys() | NOT_STORED) - names == set()


def test_every_field_that_a_view_reads_without_a_form_is_known():
    reading = re.compile(r"""request\.(?:POST|GET)(?:\.get\(|\.getlist\(|\[)\s*["'](\w+)""")

    sources = [path for app in OURS for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert {name for path in sources for name in reading.findall(path.read_text())} <= READ_BY_HAND


@pytest.mark.parametrize("unseen", SAMPLES, ids=ascii)
def test_no_box_lets_through_what_cannot_be_seen(db, unseen):
    kept = {name: kept_or_refusal(name, clean, unseen) for name, clean in form_fields().items()}

    assert {name for name, text in kept.items() if UNSEEN.search(text)} - NOT_STORED == set()
    assert all(CHINESE.search(text) for text in kept.values())


def kept_or_refusal(name, clean, unseen):
    """What a box keeps of words, or why it refuses them."""
    words = f"https://x.example/公报{unseen}gpj.exe" if "address" in name else f"甲{unseen}乙"
    try:
        return clean(words)
    except ValidationError as refusal:
        return "".join(refusal.messages)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<b>", "ftp://x.example/"]
)
def test_an_address_leads_to_the_web_or_nowhere(db, address):
    clean = form_fields()["indicators.Source.address"]

    with pytest.raises(ValidationError):
        clean(address)


def test_a_title_of_two_lines_is_refused(db):
    clean = form_fields()["chapters.Section.title"]

    with pytest.raises(ValidationError, match="只写一行"):
        clean("甲\n第二节 乙")


@pytest.mark.parametrize("button", ["_preview", "_save"])
def test_a_refused_text_is_shown_in_its_box_and_its_fault_beside_it(plan, chief_client, button):
    section = Section.objects.first()
    typed = f"{REVERSED}{PAYLOADS[0]}"
    address = f"/admin/chapters/section/{section.pk}/change/"
    fields = {"chapter": section.chapter_id, "number": 1, "title": typed, "text": typed}

    answer = answer_of(chief_client.post(address, {**fields, "opened_at": "", button: "1"}))

    assert "改变文字方向的隐藏字符（U+202E）" in answer.page.text_content()
    assert answer.page.cssselect("textarea#id_text")[0].text.strip() == typed
    assert faults_of(answer.page) == []
    assert not Section.objects.filter(text__contains="\u202e").exists()


# Files


def refused(command, path, columns, row):
    """Return what the command says of a file with that row; nothing of it may be stored."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerow(row)
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command(command, path, "2021-2025", stderr=said, stdout=io.StringIO())
    return said.getvalue()


@pytest.mark.parametrize("column", import_errata.COLUMNS)
def test_a_file_of_errata_is_refused_whole(plan, tmp_path, column):
    columns = [*import_errata.COLUMNS, import_errata.CATEGORY]
    row = dict.fromkeys(columns, "甲") | {"原件行": "1", "原件列": "1", "类别": "规范化"}

    said = refused("import_errata", tmp_path / "e.csv", columns, row | {column: "1\u202e"})

    assert f"第2行“{column}”列：第2个字处有改变文字方向的隐藏字符" in said
    assert not Erratum.objects.exists()


@pytest.mark.parametrize("column", commitment_file.COLUMNS)
def test_a_file_of_commitments_is_refused_whole(plan, tmp_path, column):
    row = dict.fromkeys(commitment_file.COLUMNS, "甲") | {column: "甲\u202e"}

    said = refused("import_commitments", tmp_path / "c.csv", commitment_file.COLUMNS, row)

    assert f"第2行“{column}”列：第2个字处有改变文字方向的隐藏字符" in said
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("resource", [MeasurementResource, CommitmentStatusResource])
def test_a_table_of_values_is_refused_whole(plan, resource):
    columns = resource(plan).columns
    for column in columns:
        row = dict.fromkeys(columns, "甲") | {column: REVERSED}
        content = "\n".join([",".join(columns), ",".join(row.values())])

        with pytest.raises(Refused) as refusal:
            read("数据.csv", content.encode(), columns)

        (problem,) = refusal.value.args
        assert (problem.row, problem.column) == (2, column)
        assert "第2个字处有改变文字方向的隐藏字符" in problem.text


@pytest.mark.parametrize("item", ITEMS)
def test_a_plan_file_is_refused_whole(item):
    text = (FIXTURES / "tanggu-2021-2025.md").read_text("utf-8")
    line = next((line for line in text.split("\n") if line.startswith(item)), "格式：规划文本/1")

    reading = plantext.read(text.replace(line, f"{line}\u202e", 1))

    assert reading.document is None
    assert "U+202E" in str(reading.refusals[0])


def test_a_reading_accepted_for_a_question_is_refused(plan, django_user_model):
    erratum = Erratum.objects.create(
        plan=plan, code="Q1", category="QUESTION", decision="OPEN", source_line=1, source_column=1
    )
    chief = django_user_model.objects.create_superuser("chief")

    with pytest.raises(Refused, match="写的读法第2个字处有改变文字方向"):
        deciding.accept(erratum, by=chief, reading=REVERSED)


# Addresses: what is asked comes back as words, or not at all


REFLECTING = [
    "/search/?q={}",
    "/2021-2025/search/?q={}&chapter={}&kind={}&page={}",
    "/2021-2025/1/1/?mark={}",
    "/2021-2025/commitments/?word={}&chapter={}&kind={}&progress={}&sort={}",
    "/2021-2025/evaluation/?on={}",
    "/2021-2025/editions/1/changes/?from={}",
    "/verify/?sha256={}",
    "/{}/",
    "/2021-2025/{}/",
    "/2021-2025/{}/qr.svg",
    "/admin/login/?next={}",
    "/admin/{}/",
]


@pytest.mark.parametrize("address", REFLECTING)
def test_what_is_asked_comes_back_as_words(client, edition, address):
    import_commitments()
    for words in ASKED:
        asked = address.replace("{}", quoted(words))

        response = client.get(asked, follow=True)

        answer = answer_of(response)
        assert answer.status < 500
        assert answer.page is None or faults_of(answer.page) == [], asked


def quoted(words):
    return "".join(f"%{byte:02x}" for byte in words.encode(errors="surrogateescape"))


STAFF_ASKED = [
    "/admin/chapters/section/?q={}",
    "/admin/chapters/section/?chapter__plan__id__exact={}",
    "/admin/chapters/erratum/?q={}&o={}",
    "/admin/chapters/erratum/?decision__exact={}",
    "/admin/tanggu_plan/auditentry/?q={}&actor={}",
    "/admin/indicators/measurement/add/?indicator={}",
    "/admin/indicators/measurement/?waiting={}&year={}",
    "/admin/indicators/source/add/?title={}&publisher={}&_popup={}",
]


@pytest.mark.parametrize("address", STAFF_ASKED)
def test_what_a_clerk_asks_comes_back_as_words(chief_client, address):
    for words in PAYLOADS:
        answer = answer_of(chief_client.get(address.replace("{}", quoted(words)), follow=True))

        assert answer.status < 500
        assert answer.page is None or faults_of(answer.page) == [], words


@pytest.mark.parametrize("next_page", ["//x.example/", "https://x.example/", "javascript:alert(1)"])
def test_a_log_in_leads_to_no_other_site(client, django_user_model, next_page):
    django_user_model.objects.create_superuser("chief", password="a good password")
    typed = {"username": "chief", "password": "a good password", "next": next_page}

    response = client.post("/admin/login/", typed)

    assert response["Location"] == "/admin/"


@pytest.mark.parametrize("host", ['x"><script>', "x.example", "testserver:80@x.example", "甲"])
def test_a_strange_host_is_refused_and_not_repeated(edition, host):
    response = Client(raise_request_exception=False).get("/", HTTP_HOST=host)

    assert response.status_code == 400
    assert host not in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/2021-2025/1/1/", "/feed.xml", "/sitemap.xml"])
def test_what_a_visitor_claims_in_headers_is_in_no_answer(client, edition, address):
    names = ("X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For", "X-Forwarded-Port")
    names += ("X-Forwarded-Prefix", "X-Script-Name", "Forwarded", "Referer", "User-Agent", "Origin")
    names += ("X-Original-URL", "X-Rewrite-URL", "Accept-Language")
    plain = client.get(address).content

    claimed = client.get(address, headers=dict.fromkeys(names, 'evil.example"><script>'))

    assert claimed.content == plain


def test_a_failed_log_in_is_recorded_with_what_cannot_be_seen_written_out(client, db):
    typed = {"username": f"{REVERSED}{PAYLOADS[0]}", "password": "x"}

    answer = answer_of(client.post("/admin/login/", typed))

    assert faults_of(answer.page) == []
    assert AuditEntry.objects.get().subject == f"甲〈U+202E〉乙{PAYLOADS[0]}"
