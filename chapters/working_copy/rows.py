"""Rows of the working copy, from and to a Document.

A plan's indicators hang on it by the reverse relation `plan.indicators`; this app does not import
theirs.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from chapters.models import Annex, Chapter, Part, Plan, Section
from chapters.plan import document as shape
from chapters.plan import outline
from chapters.plantext.blocks import read_blocks, write_blocks
from chapters.working_copy.identity import plan_for
from tanggu_plan.text.refusals import Refused

PLAN_FIELDS = (
    "short_title",
    "attachment_label",
    "issuer",
    "print_issuer",
    "written_on_text",
    "period_start",
    "period_end",
    "base_year",
    "vision_year",
    "restarts_chapters",
    "notice_title",
    "preface_title",
    "closing_title",
)


def freeze(plan: Plan) -> shape.Document:
    """Return the working copy as it stands now. Six queries, whatever the plan's size."""
    plan = Plan.objects.get(pk=plan.pk)
    parts = {row.pk: row for row in plan.parts.all()}
    return shape.Document(
        **{name: getattr(plan, name) for name in PLAN_FIELDS},
        title_lines=tuple(plan.title_lines.splitlines()),
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        notice=read_blocks(plan.notice),
        preface=read_blocks(plan.preface),
        parts=tuple(
            outline.Part(row.number, row.title, read_blocks(row.lead), row.printed_label)
            for row in parts.values()
        ),
        chapters=tuple(
            outline.Chapter(
                number=row.number,
                title=row.title,
                lead=read_blocks(row.lead),
                sections=tuple(map(_section, row.sections.all())),
                printed_label=row.printed_label,
                part=parts[row.part_id].number if row.part_id else 0,
            )
            for row in plan.chapters.prefetch_related("sections")
        ),
        indicators=tuple(
            shape.Indicator(
                number=row.number,
                name=row.name,
                unit=row.unit,
                base_value=row.base_value,
                target_value=row.target_value,
                nature=shape.Nature(row.nature),
            )
            for row in plan.indicators.all()
        ),
        closing=read_blocks(plan.closing),
        annexes=tuple(
            outline.Annex(row.number, row.title, read_blocks(row.text), row.printed_label)
            for row in plan.annexes.all()
        ),
    )


def _section(row):
    blocks = read_blocks(row.text, in_section=True)
    return outline.Section(row.number, row.title, blocks, row.printed_label)


@transaction.atomic
def store(document: shape.Document, plan: Plan | None = None) -> Plan:
    """Make the working copy of a plan equal to the document and return the plan.

    Without a plan it is the one that `identity.plan_for` finds. Rows that stay keep their history;
    what is equal already is not written again. Raises Refused where an indicator that has been
    measured would go or take another number.
    """
    plan = plan or plan_for(document)
    _save_if_changed(plan, _plan_values(document))
    _refuse_to_lose_what_was_measured(plan, document)
    parts = {0: None}
    for part_row, part in _paired(plan.parts, document.parts):
        parts[part.number] = _save_if_changed(part_row, _part_values(part))
    for chapter_row, chapter in _matched(plan.chapters, document.chapters):
        _save_if_changed(chapter_row, _chapter_values(chapter) | {"part": parts[chapter.part]})
        for section_row, section in _matched(chapter_row.sections, chapter.sections):
            _save_if_changed(section_row, _section_values(section))
    _delete_others(plan.parts, document.parts)  # now that no chapter is in them
    for annex_row, annex in _matched(plan.annexes, document.annexes):
        _save_if_changed(annex_row, _annex_values(annex))
    for indicator_row, indicator in _matched(plan.indicators, document.indicators):
        _save_if_changed(indicator_row, indicator_values(indicator))
    return plan


def rows_of(document: shape.Document) -> Iterator[Model]:
    """Yield the rows of a working copy that would freeze to the document, none of them saved."""
    plan = Plan(slug=document.period, **_plan_values(document))
    yield plan
    parts: dict[int, Part | None] = {0: None}
    for part in document.parts:
        part_row = Part(plan=plan, number=part.number, **_part_values(part))
        parts[part.number] = part_row
        yield part_row
    for chapter in document.chapters:
        values = _chapter_values(chapter) | {"part": parts[chapter.part]}
        chapter_row = Chapter(plan=plan, number=chapter.number, **values)
        yield chapter_row
        for section in chapter.sections:
            yield Section(chapter=chapter_row, number=section.number, **_section_values(section))
    for annex in document.annexes:
        yield Annex(plan=plan, number=annex.number, **_annex_values(annex))
    indicator_model = Plan._meta.get_field("indicators").related_model
    for indicator in document.indicators:
        yield indicator_model(plan=plan, **indicator_values(indicator))


def _plan_values(document):
    return {name: getattr(document, name) for name in PLAN_FIELDS} | {
        "title_lines": "\n".join(document.title_lines),
        "issued_on": document.issued_on,
        "notice": write_blocks(document.notice),
        "preface": write_blocks(document.preface),
        "closing": write_blocks(document.closing),
    }


def _heading_values(item):
    return {"title": item.title, "printed_label": item.printed_label}


def _part_values(part):
    return _heading_values(part) | {"lead": write_blocks(part.lead)}


def _chapter_values(chapter):
    return _heading_values(chapter) | {"lead": write_blocks(chapter.lead)}


def _section_values(section):
    return _heading_values(section) | {"text": write_blocks(section.blocks, in_section=True)}


def _annex_values(annex):
    return _heading_values(annex) | {"text": write_blocks(annex.blocks)}


def indicator_values(indicator):
    names = ("number", "name", "unit", "base_value", "target_value", "nature")
    return {name: getattr(indicator, name) for name in names}


def _refuse_to_lose_what_was_measured(plan, document):
    """A measured indicator may get a corrected name, but not go, nor give its number to another."""
    rows = list(plan.indicators.all())
    known = {row.name for row in rows}
    names = {indicator.number: indicator.name for indicator in document.indicators}
    for row in rows:
        name = names.get(row.number)
        is_correction = name and name not in known and row.name not in names.values()
        if name != row.name and not is_correction and row.is_measured:
            raise Refused(
                f"指标“{row}”已有监测值，在文件里却不是第{row.number}项了；照此存入，监测值会丢失"
                "或算到别的指标上。请在文件里把它改回原来的序号，新的指标排在后面。"
            )


def _matched(related, items):
    """Pair each item with the related row of its number, a new one where there is none.

    Rows without an item are deleted.
    """
    _delete_others(related, items)
    yield from _paired(related, items)


def _paired(related, items):
    rows = {row.number: row for row in related.all()}
    parent = {related.field.name: related.instance}
    for item in items:
        yield rows.get(item.number) or related.model(number=item.number, **parent), item


def _delete_others(related, items):
    """Delete one by one, so that the history tells of it, the rows that no item has a number of."""
    for row in related.exclude(number__in=[item.number for item in items]):
        row.delete()


def _save_if_changed(row, values):
    changed = row.pk is None
    for name, value in values.items():
        if not isinstance(value, Model):
            value = row._meta.get_field(name).to_python(value)
        changed = changed or getattr(row, name) != value
        setattr(row, name, value)
    if changed:
        row.save()
    return row
