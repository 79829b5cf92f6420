from collections import Counter
from importlib import import_module

from django.template import engines

OURS = ("chapters", "indicators", "tanggu_plan")


def test_no_two_libraries_share_a_name_in_templates():
    libraries = {
        name: import_module(module).register
        for name, module in engines["django"].engine.libraries.items()
        if module.split(".")[0] in OURS
    }
    names = [
        name for library, each in libraries.items() for name in {library, *each.tags, *each.filters}
    ]

    assert [name for name, count in Counter(names).items() if count > 1] == []
