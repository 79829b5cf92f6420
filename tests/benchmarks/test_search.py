"""What a search costs: any one character in ten plans, and the whole page of the commonest one."""

from collections import Counter
from statistics import median

import pytest

from chapters.finding import search
from chapters.finding.entries import text_items
from tests.timing import least_cpu_seconds
from tests.yardstick import cpu_seconds, yardstick_seconds

TEN_PLANS, A_PAGE = 0.2, 1  # yardsticks
TIMED = 20  # of the characters that were dearest at first, three times each


def milliseconds(action):
    return 1000 * least_cpu_seconds(action)


def test_any_character_is_found_in_ten_plans_within_its_limit(tanggu):
    once = list(text_items("2021-2025", tanggu))
    indexing = milliseconds(lambda: search.index(once))
    ten = search.index(once * 10)
    characters = Counter("".join(item.text for item in once))

    def count(character):
        return sum(hit.count for hit in search.find(ten, search.parse(character)))

    once_each = {each: cpu_seconds(lambda each=each: count(each)) for each in characters}
    dearest = sorted(once_each, key=once_each.get)[-TIMED:]
    costs = {each: milliseconds(lambda each=each: count(each)) for each in dearest}

    slowest = max(costs, key=costs.get)
    yardsticks = costs[slowest] / 1000 / yardstick_seconds()
    print(
        f"\nindex of a plan: {indexing:.1f} ms; one of {len(characters)} characters in ten plans:"
        f" median {1000 * median(once_each.values()):.2f} ms, slowest “{slowest}”"
        f" {costs[slowest]:.2f} ms or {yardsticks:.2f} yardsticks"
    )
    assert yardsticks < TEN_PLANS


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["的", "养老", "加装电梯", "没有的词"])
def test_the_page_of_a_search(client, edition, query):
    client.get("/2021-2025/search/", {"q": query})

    cost = milliseconds(lambda: client.get("/2021-2025/search/", {"q": query}))

    yardsticks = cost / 1000 / yardstick_seconds()
    print(f"page of “{query}”: {cost:.1f} ms or {yardsticks:.2f} yardsticks")
    assert yardsticks < A_PAGE
