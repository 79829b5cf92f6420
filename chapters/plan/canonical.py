"""Canonical JSON of a Document: sorted keys, no white space, UTF-8."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from chapters.plan.blocks import Block, Box, Figure, Footnote, Paragraph, Subheading
from chapters.plan.later import says_nothing
from chapters.plan.outline import Annex, Chapter, Part, Section
from chapters.plan.tables import IndicatorTable, Span, Table

BLOCK_KINDS: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "subheading": Subheading,
    "table": Table,
    "indicator_table": IndicatorTable,
    "figure": Figure,
    "box": Box,
}
KIND_OF_BLOCK: dict[type, str] = {shape: kind for kind, shape in BLOCK_KINDS.items()}
SHAPES: dict[str, type] = {
    "footnotes": Footnote,
    "spans": Span,
    "parts": Part,
    "chapters": Chapter,
    "sections": Section,
    "annexes": Annex,
}  # of the items of a field
BLOCKS = ("preface", "lead", "blocks", "closing", "notice")

Made = TypeVar("Made")


def to_json(value: Any) -> str:
    """Return the canonical JSON of a dataclass of this room."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return dataclasses as dicts, blocks with the name of their kind."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if not is_dataclass(value):
        return value.value if isinstance(value, Enum) else value
    said = {
        each.name: plain(getattr(value, each.name))
        for each in fields(value)
        if not says_nothing(each, getattr(value, each.name))
    }
    kind = KIND_OF_BLOCK.get(type(value))
    return {"kind": kind, **said} if kind else said


def made(shape: type[Made], data: Mapping[str, Any]) -> Made:
    """Return a dataclass from its plain form. Raises TypeError for a field that it lacks."""
    return shape(**{name: _value(name, value) for name, value in data.items()})


def blocks(items: list[dict[str, Any]]) -> tuple[Block, ...]:
    return tuple(map(_block, items))


def _block(item: dict[str, Any]) -> Block:
    said = {name: value for name, value in item.items() if name != "kind"}
    return made(BLOCK_KINDS[item["kind"]], said)


def _value(name: str, value: Any) -> Any:
    if name in BLOCKS:
        return blocks(value)
    if shape := SHAPES.get(name):
        return tuple(made(shape, item) for item in value)
    return as_tuples(value)


def as_tuples(value: Any) -> Any:
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value
