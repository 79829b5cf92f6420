"""What a search costs: any one character in ten plans, and the whole page of the commonest one."""

from collections import Counter
from statistics import median

import pytest

from chapters.finding import search
from chapters.finding.entries import text_units
from tests.timing import least_cpu_seconds

TEN_PLANS_MS = 20


def milliseconds(action):
    return 1000 * least_cpu_seconds(action)


def test_any_character_is_found_in_ten_plans_within_its_limit(tanggu):
    once = list(text_units("2021-2025", tanggu))
    indexing = milliseconds(lambda: search.index(once))
    ten = search.index(once * 10)
    characters = Counter("".join(unit.text for unit in once))

    def count(character):
        return sum(hit.count for hit in search.find(ten, search.parse(character)))

    costs = {each: milliseconds(lambda each=each: count(each)) for each in characters}

    slowest = max(costs, key=costs.get)
    print(
        f"\nindex of a plan: {indexing:.1f} ms; one character in ten plans ({len(costs)} tried):"
        f" median {median(costs.values()):.2f} ms, slowest “{slowest}” {costs[slowest]:.2f} ms"
    )
    assert costs[slowest] < TEN_PLANS_MS


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["的", "养老", "加装电梯", "没有的词"])
def test_the_page_of_a_search(client, edition, query):
    client.get("/2021-2025/search/", {"q": query})

    cost = milliseconds(lambda: client.get("/2021-2025/search/", {"q": query}))

    print(f"page of “{query}”: {cost:.1f} ms")
    assert cost < 100
