"""Preview of the text that stands in a form's box now, saved or not."""

from dataclasses import dataclass, replace

from chapters.models import FalseAlarm, WrongWording
from chapters.plan.blocks import Block, Paragraph
from chapters.plantext.blocks import check_blocks, read_blocks
from chapters.plantext.remarks import Remark, decomposed_letters
from chapters.proofreading.problems import Severity
from chapters.proofreading.structure import EMPTY_SECTION
from tanggu_plan.text.public_fields import every_field
from tanggu_plan.text.unseen import shown, shown_in_lines

QUOTED = 12


@dataclass(frozen=True, slots=True)
class TextSize:
    """Length of the paragraphs as printed; blanks and marks are not counted."""

    paragraphs: int
    characters: int


@dataclass(frozen=True, slots=True)
class Preview:
    name: str
    label: str
    remarks: tuple[Remark, ...]
    blocks: tuple[Block, ...]

    @property
    def size(self) -> TextSize:
        return size_of(self.blocks)


def preview_of(box) -> Preview:
    """Return how the text of a PlanTextField reads; a malformed line reads as a paragraph."""
    typed, in_section = box.value() or "", box.field.in_section
    text = box.field.to_python(typed)
    return Preview(
        name=box.name,
        label=box.label,
        remarks=remarks_on(text, typed, in_section=in_section),
        blocks=read_blocks(shown_in_lines(text), in_section=in_section),
    )


def remarks_on(text: str, typed: str = "", *, in_section: bool) -> tuple[Remark, ...]:
    """Return the remarks in the order of the lines, each quoting words of its line.

    A box wraps long lines, so that a number alone would not show the place. What tidying has
    composed is told of as well, where the text is given as it was `typed`.
    """
    if in_section and not text:
        advice = "如果不是有意清空，请到“修改记录”里恢复原来的文字。"
        return (Remark(1, Severity.ERROR, EMPTY_SECTION + advice),)
    lines = text.split("\n")
    read = check_blocks(text, in_section=in_section, **office_decisions())
    return (
        *decomposed_letters(typed),
        *(
            replace(remark, excerpt=remark.excerpt or shown(lines[remark.line - 1][:QUOTED]))
            for remark in read
        ),
    )


def office_decisions() -> dict:
    """Return what the office has added to the rules and excepted from them."""
    fields = (field.key for field in every_field() if field.is_plan_text)
    return {
        "wrong_wordings": WrongWording.objects.for_proofreading(),
        "let_through": FalseAlarm.objects.words_of(*fields),
    }


def size_of(blocks: tuple[Block, ...]) -> TextSize:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    characters = sum(len("".join(paragraph.text.split())) for paragraph in paragraphs)
    return TextSize(len(paragraphs), characters)
