"""Every file that the portal gives holds the strings as texts: none runs, none leads anywhere."""

import csv
import io
import json
import re
import shutil
import subprocess

import openpyxl
import pikepdf
import pytest
from lxml import etree, html

from tanggu_plan.text.csv_export import FORMULA_STARTS, NEGATIVE_NUMBER
from tests.tanggu_plan.hostile.sinks import answer_of, of_type, squeezed, strings_in
from tests.tanggu_plan.hostile.strings import PAYLOADS, is_hostile

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
RUNS = {"/JS", "/JavaScript", "/Launch", "/AA", "/SubmitForm", "/GoToR", "/ImportData"}
XLSX = "application/vnd.openxmlformats"


def test_feed_and_sitemap_are_well_formed_and_the_feed_says_words(office, public):
    feed = etree.fromstring(public["/feed.xml"].content)
    etree.fromstring(public["/sitemap.xml"].content)

    entry = feed.find(f"{ATOM}entry")
    words = html.fragment_fromstring(entry.findtext(f"{ATOM}summary"), create_parent=True)
    assert entry.findtext(f"{ATOM}title").startswith(office.edition.document.short_title)
    assert squeezed(office.edition.note) in squeezed(words.text_content())
    assert {element.tag for element in words.iter()} <= {"div", "br"}


def test_every_json_file_reads_back_as_the_strings(office, public):
    files = of_type(public, "application/json")

    read = {at: set(strings_in(json.loads(answer.content))) for at, answer in files.items()}
    assert len(read) >= 4
    assert (
        set(strings_in(json.loads(office.edition.document_json)))
        <= read["/2021-2025/data/plan.json"]
    )
    assert all(any(map(is_hostile, texts)) for texts in read.values())


def test_no_cell_of_a_csv_file_is_a_formula(office, public, chief):
    plan = {"plan": office.plan.pk, "suffix": "csv"}
    for model in ("measurement", "commitmentstatus"):
        address = f"/admin/indicators/{model}/export/"
        public = public | {address: answer_of(chief.post(address, plan))}
    record = "/admin/tanggu_plan/auditentry/export/"
    files = of_type(public | {record: answer_of(chief.post(record))}, "text/csv")

    cells = [
        cell
        for answer in files.values()
        for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert len(files) == 6
    assert any(PAYLOADS[3] in cell for cell in cells)
    assert [cell for cell in cells if is_formula(cell)] == []


def is_formula(cell):
    return cell.startswith(FORMULA_STARTS) and not NEGATIVE_NUMBER.fullmatch(cell)


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(office, public, chief):
    plan = {"plan": office.plan.pk, "suffix": "xlsx"}
    address = "/admin/indicators/measurement/export/"
    files = of_type(public | {address: answer_of(chief.post(address, plan))}, XLSX)

    cells = [
        cell
        for answer in files.values()
        for sheet in openpyxl.load_workbook(io.BytesIO(answer.content))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert len(files) == 5
    assert any(PAYLOADS[3] in str(cell.value) for cell in cells)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [cell.value for cell in texts if is_formula(cell.value)] == []


def test_every_svg_file_draws_the_strings_as_text(public):
    files = of_type(public, "image/svg")

    drawings = [etree.fromstring(answer.content) for answer in files.values()]
    names = {etree.QName(element).localname for drawing in drawings for element in drawing.iter()}
    attributes = {
        name for drawing in drawings for element in drawing.iter() for name in element.attrib
    }
    said = squeezed("".join("".join(drawing.itertext()) for drawing in drawings))

    assert names <= {"svg", "g", "rect", "line", "circle", "path", "text", "tspan", "title", "desc"}
    assert not any(re.search("^on|href|style", name) for name in attributes)
    assert squeezed(PAYLOADS[0]) in said


@pytest.mark.parametrize("address", ["plan.pdf", "evaluation"])
def test_a_pdf_runs_nothing_and_links_nowhere_else(office, public, address):
    files = of_type(public, "application/pdf")
    made = [
        pikepdf.open(io.BytesIO(answer.content))
        for at, answer in files.items()
        if address in at and len(answer.content) > 1000
    ]

    acts = [pair for file in made for each in file.objects for pair in entries(each)]
    assert made
    assert [pair for pair in acts if pair[0] in RUNS or pair[1] in RUNS] == []
    links = [value for key, value in acts if key == "/URI"]
    assert [link for link in links if not link.startswith("https://plan.example/")] == []
    assert {name for file in made for name in file.attachments} <= {"plan.json"}


def entries(value):
    """Every key of a PDF's object with what it holds, those of the objects inside it as well."""
    inside = list(value) if isinstance(value, pikepdf.Array) else []
    if isinstance(value, pikepdf.Dictionary):
        yield from ((key, str(part)) for key, part in value.items() if not is_compound(part))
        inside = list(value.values())
    for part in inside:
        if is_compound(part) and not part.is_indirect:
            yield from entries(part)


def is_compound(part):
    return isinstance(part, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)


def test_the_pdf_names_the_strings_in_its_title_and_bookmarks(office):
    content = bytes(office.edition.files.get(kind="PDF").content)
    file, document = pikepdf.open(io.BytesIO(content)), office.edition.document

    with file.open_outline() as outline:
        bookmarks = [squeezed(title) for item in outline.root for title in titles(item)]
    assert squeezed(str(file.docinfo["/Title"])) == squeezed(document.title)
    assert {squeezed(text.heading) for text in document.places()} <= set(bookmarks)


def titles(item):
    yield item.title
    for below in item.children:
        yield from titles(below)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils are not installed")
def test_the_pdf_prints_the_strings(office):
    content = bytes(office.edition.files.get(kind="PDF").content)

    read = ["pdftotext", "-raw", "-", "-"]
    printed = squeezed(subprocess.run(read, input=content, capture_output=True).stdout.decode())
    assert [payload for payload in PAYLOADS if squeezed(payload) not in printed] == []
    assert squeezed(office.edition.note)[:40] in printed


def test_the_audit_log_and_its_export_hold_the_strings_on_lines_of_their_own(office, chief):
    answer = answer_of(chief.post("/admin/tanggu_plan/auditentry/export/"))

    header, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert {len(row) for row in rows} == {len(header)}
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert any(office.edition.note in row[5] for row in rows)
