"""Every address at which the portal gives something out, and what it says there."""

import io
import re

import openpyxl
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

PLAN = "2021-2025"
TABLES = ("indicators", "measurements", "commitments")


def addresses(client):
    """Every address of the sitemap."""
    listed = re.findall("<loc>http://[^/]+(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(listed) > 60
    return listed


def charts():
    yield reverse("indicators:index_svg", args=[PLAN])
    yield from (reverse("indicators:indicator_svg", args=[PLAN, number]) for number in range(1, 7))


def data_files():
    for table in TABLES:
        for suffix in ("csv", "json", "schema.json"):
            yield reverse("indicators:data_file", args=[PLAN, table, suffix])
    yield reverse("chapters:plan_json", args=[PLAN])
    yield reverse("chapters:feed")


def workbooks():
    yield from (reverse("indicators:data_file", args=[PLAN, t, "xlsx"]) for t in TABLES)
    yield reverse("indicators:evaluation_xlsx", args=[PLAN, timezone.localdate()])


def texts(client, addresses):
    """The text at each address, which has to be there."""
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        yield address, response.content.decode()


def sheets_of(response):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    for sheet in book:
        yield "".join(str(cell.value) for row in sheet for cell in row)


def load_demo():
    out = io.StringIO()
    call_command("load_demo", stdout=out, stderr=out)
    return out.getvalue()
