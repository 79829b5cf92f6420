import re
from collections import Counter
from itertools import chain

from django.conf import settings

AN_ID = re.compile(r'id="(\w+\.[EW]\d{3})"')


def test_no_two_checks_have_the_same_number():
    modules = chain.from_iterable(
        (settings.BASE_DIR / package).rglob("*.py")
        for package in ("chapters", "indicators", "tanggu_plan")
    )
    ids = Counter(chain.from_iterable(AN_ID.findall(m.read_text("utf-8")) for m in modules))

    assert len(ids) >= 5
    assert [each for each, count in ids.items() if count > 1] == []
