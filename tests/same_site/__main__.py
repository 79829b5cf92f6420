"""The comparison as a command; 1 is returned where anything differs."""

import argparse
import sys
from collections import Counter

import django

from tests.same_site.answers import STARTS, crawl_both
from tests.same_site.differences import Masks, by_difference, compare
from tests.same_site.portals import portal

SHOWN = 3  # addresses of a difference that many have


def main():
    arguments = parse_arguments()
    addresses, settings = every_template()
    settings |= {
        "DEBUG": "off",
        "DEMO": "on" if arguments.demo else "off",
        "SEARCHES_A_MINUTE": "1000000",
    }
    with portal(arguments.old, settings) as old, portal(arguments.new, settings) as new:
        pairs = crawl_both(old, new, [*STARTS, *addresses])
    answers = [answer for pair in pairs.values() for answer in pair]
    files = [answer.body for answer in answers if answer.kind == "PDF"]
    masks = Masks(files if arguments.ignore_pdf_digests else ())
    found = {address: compare(*pair, masks) for address, pair in pairs.items()}
    print_table(pairs, found)
    print_masks(masks)
    print_differences(by_difference(found))
    return int(any(found.values()))


def parse_arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.same_site", description=__doc__)
    where = "http://… of a running portal, a folder or a git revision (served on a fresh database)"
    parser.add_argument("old", help=where)
    parser.add_argument("new", help="the same")
    parser.add_argument("--demo", action="store_true", help="serve the demo, with measured values")
    parser.add_argument(
        "--ignore-pdf-digests",
        action="store_true",
        help="leave out the digests of the portals' PDF files, and the sizes of files",
    )
    return parser.parse_args()


def every_template():
    """Return the addresses and settings with which the browser tests reach every template."""
    django.setup()
    from tests.browser.every_page import IDENTITY, PAGES

    return [page.address for page in PAGES if page.method == "GET"], dict(IDENTITY)


def print_table(pairs, found):
    kinds = {address: before.kind for address, (before, _) in pairs.items()}
    compared = Counter(kinds.values())
    different = Counter(kinds[address] for address, differences in found.items() if differences)
    print(f"{'kind':16}{'addresses':>10}{'different':>10}")
    for kind, count in sorted(compared.items()):
        print(f"{kind:16}{count:10}{different[kind]:10}")
    print(f"{'in all':16}{compared.total():10}{different.total():10}")


def print_masks(masks):
    for name, count in masks.counts.items():
        print(f"Left out on both sides: {count} {name}")


def print_differences(addresses):
    for difference, where in addresses.items():
        more = f" and {len(where) - SHOWN} more" if len(where) > SHOWN else ""
        print(f"\n{difference.aspect} of {', '.join(each[:80] for each in where[:SHOWN])}{more}")
        print(f"  - {difference.before}\n  + {difference.after}")


if __name__ == "__main__":
    sys.exit(main())
