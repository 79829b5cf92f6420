"""The plotly.js bundle: where it comes from, the style rules that it would inject. Pure.

The bundle adds its rules to the page by script, which our Content-Security-Policy blocks. Served
as a style sheet of the id that it looks for, it leaves them alone. They are read from the very
bundle that is served, so the two cannot be of different versions. The full bundle adds rules for
maps as well, which we do not draw: they are left out.
"""

import re
from importlib.resources import files
from pathlib import Path

from tanggu_plan.text.refusals import Refused

RULES = re.compile(r'\{("X,X div":.+?)\};for\(', re.DOTALL)
MAP_RULES = re.compile(r'!document\.getElementById\("[0-9a-f]{64}"\)')  # rules not added yet
STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
RULE = re.compile(rf"(?P<selector>{STRING}|[XY]):(?P<style>{STRING})(?:,|$)")
SELECTOR_ROOTS = {"X": ".js-plotly-plot .plotly", "Y": ".plotly-notifier"}


def find_bundle(node_modules: Path) -> Path:
    """Return npm's basic bundle where it is installed, else the Python package's full one."""
    basic = node_modules / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
    return basic if basic.exists() else Path(str(files("plotly") / "package_data/plotly.min.js"))


def style_sheet(bundle: str) -> str:
    """Return the rules that the bundle would inject, as CSS in the order of their effect.

    Raises Refused where the bundle does not hold them in the form that is known.
    """
    found = RULES.search(bundle)
    rules = list(RULE.finditer(found[1])) if found else []
    if not found or sum(len(rule[0]) for rule in rules) != len(found[1]):
        raise Refused("找不到 plotly 的样式规则。请装回 pyproject.toml 所定版本的 plotly。")
    lines = [f"{_selector(_text(rule['selector']))} {{ {_text(rule['style'])} }}" for rule in rules]
    return "\n".join(reversed(lines)) + "\n"  # each is injected before the ones already there


def without_map_rules(bundle: str) -> str:
    """Return the bundle adding no rules for maps; one without maps as it is."""
    return MAP_RULES.sub("false", bundle)


def _text(literal):
    return literal if literal in SELECTOR_ROOTS else re.sub(r"\\(.)", r"\1", literal[1:-1])


def _selector(short):
    return re.sub("[XY]", lambda root: SELECTOR_ROOTS[root[0]], re.sub("^,", " ,", short))
