"""Decisions on possible faults of the original: keep the reading, or accept another.

Accepting changes the working copy in exactly that place and notes both readings; the erratum
becomes public with the first edition that carries it. Every decision raises Refused, with
a message for a clerk, where it cannot be taken; nothing is stored then.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from chapters.models import Chapter, Erratum, Plan, Section
from chapters.plan.blocks import Paragraph
from chapters.plan.passages import PlaceText
from chapters.plan.places import Place, PlaceKind, Spot, parse
from chapters.plantext.blocks import check_blocks, read_blocks
from chapters.plantext.remarks import unseen_characters
from chapters.working_copy.rows import freeze
from tanggu_plan import audit
from tanggu_plan.audit import Action
from tanggu_plan.text.refusals import Refused, require_permission

Decision = Erratum.Decision
TEXT_FIELDS = {
    PlaceKind.PREFACE: "preface",
    PlaceKind.CHAPTER: "lead",
    PlaceKind.SECTION: "text",
    PlaceKind.CLOSING: "closing",
}


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A paragraph of the working copy: where it is stored, and what it says."""

    row: Plan | Chapter | Section
    field: str
    spot: Spot
    text: str

    @property
    def typed(self) -> str:
        """The whole text that the paragraph is a part of, as it is stored."""
        return getattr(self.row, self.field)

    def texts(self, typed: str) -> list[str]:
        """Return the paragraphs of the whole text, were it typed so."""
        blocks = read_blocks(typed, in_section=self.field == "text")
        return [block.text for block in blocks if isinstance(block, Paragraph)]


def stored_paragraph(erratum: Erratum, *, lock: bool = False) -> StoredParagraph | None:
    """Return the paragraph that the erratum speaks of; None where it is in no paragraph now."""
    named = parse(erratum.paragraph)
    row = _row_of(erratum.plan, named.place, lock) if named else None
    if not named or not row:
        return None
    field = TEXT_FIELDS[named.place.kind]
    blocks = read_blocks(getattr(row, field), in_section=field == "text")
    found = PlaceText(named.place, "", blocks).paragraph(named)
    return StoredParagraph(row, field, found[0], found[1].text) if found else None


def positions(reading: str, text: str, *, apart_from: str = "") -> list[int]:
    """Return where the reading stands in the text, but not as a part of the other reading.

    防止跑冒 stands in 防止跑冒滴漏 only as a part of it: the correction has been made there.
    """
    starts = [match.start() for match in re.finditer(f"(?={re.escape(reading)})", text)]
    if reading not in apart_from:
        return starts
    others = positions(apart_from, text)
    offset = len(apart_from) - len(reading)
    return [start for start in starts if not any(o <= start <= o + offset for o in others)]


def open_steps(erratum: Erratum) -> tuple[str, ...]:
    """Return the steps that can be taken now; none of an erratum that is no question."""
    if erratum.category != Erratum.Category.QUESTION:
        return ()
    return ("keep", "accept") if erratum.decision == Decision.OPEN else ("take_back",)


def take(step: str, erratum: Erratum, *, by, reading: str) -> Erratum:
    """Take a step by its name; only accepting asks for the reading."""
    if step == "accept":
        return accept(erratum, by=by, reading=reading)
    return (keep if step == "keep" else take_back)(erratum, by=by)


@transaction.atomic
def keep(erratum: Erratum, *, by) -> Erratum:
    """Decide that the reading stays as printed."""
    erratum = _locked(erratum, by, "keep")
    paragraph = stored_paragraph(erratum)
    if paragraph and erratum.published_reading not in paragraph.text:
        raise Refused(
            f"工作稿的{where(erratum)}里已经没有“{erratum.published_reading}”。"
            "要照原文，请先把这一段改回原样并保存，再点“照原文”。"
        )
    return _decide(erratum, Decision.KEPT, by, f"照原文：“{erratum.published_reading}”")


@transaction.atomic
def accept(erratum: Erratum, *, by, reading: str) -> Erratum:
    """Change the working copy to the reading and note it; already changed by hand is as good."""
    erratum = _locked(erratum, by, "accept")
    printed, reading = erratum.published_reading, reading.strip()
    if not reading or len(reading.splitlines()) > 1:
        raise Refused("请写出要发布的读法，写在一行里。")
    if found := unseen_characters(reading):
        raise Refused(f"写的读法{found[0].message}")
    if reading == printed:
        raise Refused("写的读法与原文相同。不改的话，请点“照原文”。")
    _change(erratum, printed, reading, by)
    erratum.printed_reading, erratum.published_reading = printed, reading
    return _decide(erratum, Decision.ACCEPTED, by, f"采纳：“{printed}”改为“{reading}”")


@transaction.atomic
def take_back(erratum: Erratum, *, by) -> Erratum:
    """Make an unpublished decision open again, the working copy as it was before."""
    erratum = _locked(erratum, by, "take_back")
    if erratum.decision == Decision.ACCEPTED:
        _refuse_what_editions_carry(erratum)
        accepted, printed = erratum.published_reading, erratum.printed_reading
        _change(erratum, accepted, printed, by)
        erratum.published_reading, erratum.printed_reading = printed, ""
        erratum.edition = None
    return _decide(erratum, Decision.OPEN, by, "撤回决定，重新待定")


def where(erratum: Erratum) -> str:
    """Return the place in words: 第一章第一节第3段."""
    if paragraph := stored_paragraph(erratum):
        return paragraph.spot.label
    return f"{erratum.chapter}{erratum.section}{'的表格' if '-t' in erratum.paragraph else ''}"


def _locked(erratum, by, step):
    """Return the erratum as it is in the database now; one person decides at a time."""
    require_permission(by, "决定勘误", "chapters.change_erratum")
    Plan.objects.select_for_update().get(pk=erratum.plan_id)
    current = Erratum.objects.select_related("plan", "edition").get(pk=erratum.pk)
    if current.category != Erratum.Category.QUESTION:
        raise Refused("只有存疑的条目需要决定。")
    if step not in open_steps(current):
        raise Refused(
            f"{current.code}现在是“{current.get_decision_display()}”，不能再做这一步。请刷新页面。"
        )
    return current


def _refuse_what_editions_carry(erratum):
    if erratum.edition and erratum.edition.published_at:
        raise Refused(
            f"这条勘误已随第{erratum.edition.number}版公布，不能撤回。"
            "要改回原来的读法，请改工作稿，作为一次更正送审。"
        )
    carrying = erratum.plan.editions.under_review().filter(proposed_at__gte=erratum.decided_at)
    if edition := carrying.first():
        raise Refused(
            f"第{edition.number}版{edition.get_state_display()}，里面有这处改动。"
            "请先请审核的同事退回这一版，再撤回决定。"
        )


def _change(erratum, old, new, by):
    """Make the paragraph read new instead of old; nothing where somebody has done so by hand."""
    if parse(erratum.paragraph) is None:
        _require_made_by_hand(erratum, old, new)
        return
    paragraph = stored_paragraph(erratum, lock=True)
    text = paragraph.text if paragraph else ""
    olds, news = positions(old, text, apart_from=new), positions(new, text, apart_from=old)
    if not olds and len(news) == 1:
        return
    if len(olds) != 1:
        raise Refused(_not_once(erratum, old, new, paragraph, len(olds)))
    _save(paragraph, _with_change(paragraph, olds[0], old, new), erratum, by)


def _not_once(erratum, old, new, paragraph, count):
    found = f"有{count}处“{old}”，分不清是哪一处" if count else f"找不到“{old}”"
    place = where(erratum) if paragraph else f"{erratum.chapter}{erratum.section}原来的那一段"
    return (
        f"工作稿的{place}里{found}，所以没有改。"
        f"请到正文里手工改成“{new}”并保存，再回到这里做这一步。"
    )


def _require_made_by_hand(erratum, old, new):
    """Refuse a change of a table or the cover that no person has made by hand."""
    document = freeze(erratum.plan)
    cover = [document.attachment_label, document.title, document.issuer, document.print_issuer]
    text = "\n".join([*cover, document.written_on_text, *document.printed_lines()])
    if not positions(unsigned(new), text, apart_from=unsigned(old)):
        is_table = "-t" in erratum.paragraph
        form = "“指标”的表单" if is_table else "这部规划的表单"
        raise Refused(
            f"{'表格' if is_table else '封面'}里的文字系统不能代改。"
            f"请先到{form}里把“{old}”改成“{new}”并保存，再回到这里做这一步。"
        )


def unsigned(reading: str) -> str:
    """Return the reading with the characters that its signs stand for."""
    return reading.translate(str.maketrans("⏎⇥␣□", "\n\t \u3000"))


def _with_change(paragraph, start, old, new):
    """Return the stored text with the change in that paragraph and none in any other.

    The paragraph's own text lacks our marks (**, \\): each place of the stored text where the
    reading stands is tried, and the one taken that reads as the paragraph must.
    """
    changed = paragraph.text[:start] + new + paragraph.text[start + len(old) :]
    wanted = paragraph.texts(paragraph.typed)
    wanted[paragraph.spot.number - 1] = changed
    for position in positions(old, paragraph.typed):
        typed = paragraph.typed[:position] + new + paragraph.typed[position + len(old) :]
        is_refused = any(remark.stops_saving for remark in check_blocks(typed, in_section=True))
        if not is_refused and paragraph.texts(typed) == wanted:
            return typed
    raise Refused(
        f"“{new}”不能直接写进这一段（里面有排版记号，或者会打乱段落）。请到正文里手工改好并保存，"
        "再回到这里做这一步。"
    )


def _save(paragraph, typed, erratum, by):
    """Save the row; its history and the audit log name the person and the erratum."""
    setattr(paragraph.row, paragraph.field, typed)
    paragraph.row._history_user = by
    paragraph.row._change_reason = f"勘误{erratum.code}"
    paragraph.row.save()


def _decide(erratum, decision, by, details):
    is_open = decision == Decision.OPEN
    erratum.decision = decision
    erratum.decided_by, erratum.decided_at = (None, None) if is_open else (by, timezone.now())
    erratum.save()
    subject = f"《{erratum.plan}》勘误{erratum.code}"
    audit.append(Action.ERRATUM, actor=by, subject=subject, details=details)
    return erratum


def _row_of(plan, place: Place, lock):
    rows: QuerySet
    if place.above:
        chapter, section = place.numbers
        rows = Section.objects.filter(chapter__plan=plan, chapter__number=chapter, number=section)
    elif place.chapter:
        rows = Chapter.objects.filter(plan=plan, number=place.chapter)
    else:
        rows = Plan.objects.filter(pk=plan.pk)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()
