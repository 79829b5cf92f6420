"""Pages that show commitments, and what they say."""

from tests.html import parse, text_of

LEDGER = "/2021-2025/commitments/"
SECTION = "/2021-2025/5/2/"
PAGES = (LEDGER, f"{LEDGER}17/", SECTION, "/2021-2025/full/", "/", "/2021-2025/5/", "/sitemap.xml")
BEDS = "新增养老床位48张"


def rows_of(client, query=""):
    """The ledger's rows by number."""
    rows = parse(client.get(LEDGER + query)).cssselect(".ledger tbody tr")
    return {int(row.get("id").removeprefix("k")): row for row in rows}


def words_in(client, address):
    (main,) = parse(client.get(address)).cssselect("main")
    return text_of(main)
