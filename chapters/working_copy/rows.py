"""Rows of the working copy, from and to a Document.

A plan's indicators hang on it by the reverse relation `plan.indicators`; this app does not import
theirs.
"""

from collections.abc import Iterator
from dataclasses import asdict

from django.db import transaction
from django.db.models import Model

from chapters.models import Chapter, Plan, Section
from chapters.plan import document as shape
from chapters.plan import outline
from chapters.plantext.blocks import read_blocks, write_blocks
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
)


def freeze(plan: Plan) -> shape.Document:
    """Return the working copy as it stands now. Four queries, whatever the plan's size."""
    plan = Plan.objects.get(pk=plan.pk)
    chapters = plan.chapters.prefetch_related("sections")
    return shape.Document(
        **{name: getattr(plan, name) for name in PLAN_FIELDS},
        title_lines=tuple(plan.title_lines.splitlines()),
        issued_on=plan.issued_on.isoformat() if plan.issued_on else None,
        preface=read_blocks(plan.preface),
        chapters=tuple(
            outline.Chapter(
                number=chapter.number,
                title=chapter.title,
                lead=read_blocks(chapter.lead),
                sections=tuple(
                    outline.Section(
                        section.number, section.title, read_blocks(section.text, in_section=True)
                    )
                    for section in chapter.sections.all()
                ),
            )
            for chapter in chapters
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
    )


@transaction.atomic
def store(document: shape.Document) -> Plan:
    """Make the working copy of the document's period equal to the document and return its plan.

    Rows that stay keep their history; what is equal already is not written again. Raises
    Refused where an indicator that has been measured would go or take another number.
    """
    plan = Plan.objects.filter(slug=document.slug).first() or Plan(slug=document.slug)
    _save_if_changed(plan, _plan_values(document))
    _refuse_to_lose_what_was_measured(plan, document)
    for chapter_row, chapter in _matched(plan.chapters, document.chapters):
        _save_if_changed(chapter_row, _chapter_values(chapter))
        for section_row, section in _matched(chapter_row.sections, chapter.sections):
            _save_if_changed(section_row, _section_values(section))
    for indicator_row, indicator in _matched(plan.indicators, document.indicators):
        _save_if_changed(indicator_row, asdict(indicator))
    return plan


def rows_of(document: shape.Document) -> Iterator[Model]:
    """Yield the rows of a working copy that would freeze to the document, none of them saved."""
    plan = Plan(slug=document.slug, **_plan_values(document))
    yield plan
    for chapter in document.chapters:
        chapter_row = Chapter(plan=plan, number=chapter.number, **_chapter_values(chapter))
        yield chapter_row
        for section in chapter.sections:
            yield Section(chapter=chapter_row, number=section.number, **_section_values(section))
    indicator_model = Plan._meta.get_field("indicators").related_model
    for indicator in document.indicators:
        yield indicator_model(plan=plan, **asdict(indicator))


def _plan_values(document):
    return {name: getattr(document, name) for name in PLAN_FIELDS} | {
        "title_lines": "\n".join(document.title_lines),
        "issued_on": document.issued_on,
        "preface": write_blocks(document.preface),
        "closing": write_blocks(document.closing),
    }


def _chapter_values(chapter):
    return {"title": chapter.title, "lead": write_blocks(chapter.lead)}


def _section_values(section):
    text = write_blocks(section.blocks, in_section=True)
    return {"title": section.title, "text": text}


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
    rows = {row.number: row for row in related.all()}
    for number in rows.keys() - {item.number for item in items}:
        rows[number].delete()
    parent = {related.field.name: related.instance}
    for item in items:
        yield rows.get(item.number) or related.model(number=item.number, **parent), item


def _save_if_changed(row, values):
    changed = row.pk is None
    for name, value in values.items():
        value = row._meta.get_field(name).to_python(value)
        changed = changed or getattr(row, name) != value
        setattr(row, name, value)
    if changed:
        row.save()
    return row
