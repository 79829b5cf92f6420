"""Admin of the working copy, and of editions to look at. Nothing goes public here.

Help for clerks stands in the models' help_text; what a form accepts, in
chapters.working_copy.forms.
"""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.template.loader import render_to_string

from chapters.editions.admin import EditionAdmin
from chapters.errata.admin import ErratumAdmin
from chapters.false_alarms.admin import FalseAlarmAdmin
from chapters.figures.admin import PictureAdmin
from chapters.models import (
    Annex,
    Chapter,
    Edition,
    Erratum,
    FalseAlarm,
    Part,
    Picture,
    Plan,
    Section,
    WrongWording,
)
from chapters.plantext.blocks import read_blocks
from chapters.working_copy.admin import WorkingCopyAdmin
from chapters.working_copy.forms import (
    AnnexForm,
    ChapterForm,
    PartForm,
    PlanForm,
    SectionForm,
    WrongWordingForm,
)
from chapters.working_copy.previews import size_of

admin.site.site_header = admin.site.site_title = "规划门户后台"
admin.site.index_title = "工作台"
admin.site.enable_nav_sidebar = False  # the width is for the text and its preview
admin.site.empty_value_display = "—"


def annotated(name, description):
    """Return a column of the list that shows an annotation of its queryset."""
    return admin.display(
        lambda self, row: getattr(row, name), description=description, ordering=name
    )


@admin.register(Plan)
class PlanAdmin(WorkingCopyAdmin):
    form = PlanForm
    list_display = ["short_title", "period", "issuer", "chapter_count"]
    annotations = {"chapter_count": Count("chapters")}
    chapter_count = annotated("chapter_count", "章数")
    search_fields = ["title_lines", "short_title"]
    readonly_fields = ["part_links", "chapter_links", "annex_links"]
    fieldsets = [
        (
            "封面",
            {
                "fields": [
                    "attachment_label",
                    "title_lines",
                    "short_title",
                    "issuer",
                    "written_on_text",
                ]
            },
        ),
        (
            "规划期",
            {"fields": ["period_start", "period_end", "base_year", "vision_year"]},
        ),
        ("身份", {"fields": ["slug", "type", "predecessor"]}),
        ("各篇、各章和附件", {"fields": ["part_links", "chapter_links", "annex_links"]}),
        ("正文：前言", {"fields": ["preface_title", "preface"]}),
        ("正文：结束语", {"fields": ["closing_title", "closing"]}),
        ("印发通知", {"fields": ["notice_title", "notice"]}),
        ("编号", {"fields": ["restarts_chapters"]}),
        ("版记", {"fields": ["print_issuer", "issued_on"]}),
    ]

    def plan_of(self, obj):
        return obj if obj.pk else None

    def has_public_page(self, document, obj):
        return True

    @admin.display(description="规划期", ordering="period_start")
    def period(self, plan):
        return f"{plan.period_start}—{plan.period_end}年"

    @admin.display(description="篇")
    def part_links(self, plan):
        return link_list(Part.objects.filter(plan=plan.pk))

    @admin.display(description="章")
    def chapter_links(self, plan):
        return link_list(Chapter.objects.filter(plan=plan.pk))

    @admin.display(description="附件")
    def annex_links(self, plan):
        return link_list(Annex.objects.filter(plan=plan.pk))


class OfAPlanAdmin(WorkingCopyAdmin):
    """Of rows that hang on the plan itself."""

    list_display = ["label", "title", "plan"]
    list_display_links = ["label", "title"]
    list_filter = ["plan"]
    list_select_related = ["plan"]

    def plan_of(self, obj):
        return obj.plan if obj.plan_id else None


@admin.register(Part)
class PartAdmin(OfAPlanAdmin):
    form = PartForm
    search_fields = ["title", "lead"]
    fieldsets = [
        (None, {"fields": ["plan", "number", "printed_label", "title"]}),
        ("篇首语", {"fields": ["lead"]}),
    ]


@admin.register(Annex)
class AnnexAdmin(OfAPlanAdmin):
    form = AnnexForm
    search_fields = ["title", "text"]
    fieldsets = [
        (None, {"fields": ["plan", "number", "printed_label", "title"]}),
        (None, {"fields": ["text"]}),
    ]


@admin.register(Chapter)
class ChapterAdmin(OfAPlanAdmin):
    form = ChapterForm
    list_display = ["label", "title", "plan", "section_count"]
    annotations = {"section_count": Count("sections")}
    section_count = annotated("section_count", "节数")
    list_select_related = ["plan", "part"]
    search_fields = ["title", "lead"]
    readonly_fields = ["section_links"]
    fieldsets = [
        (None, {"fields": ["plan", "part", "number", "printed_label", "title"]}),
        ("各节", {"fields": ["section_links"]}),
        ("章首语", {"fields": ["lead"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "part":
            kwargs.setdefault("queryset", Part.objects.select_related("plan"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="节")
    def section_links(self, chapter):
        return link_list(Section.objects.filter(chapter=chapter.pk))


class ChapterFilter(admin.RelatedFieldListFilter):
    """The chapters of the plan filtered by; of all plans they could not be told apart."""

    def field_choices(self, field, request, model_admin):
        plans = Plan.objects.all()
        chosen = request.GET.get("chapter__plan__id__exact", "")
        if chosen.isdecimal() and len(chosen) < 18:  # anything else the plan's own filter refuses
            plans = plans.filter(pk=chosen)
        only = plans[:2]
        if len(only) != 1:
            return []
        return [(chapter.pk, str(chapter)) for chapter in only[0].chapters.all()]


def latest_change(name):
    changes = Section.history.filter(id=OuterRef("pk"))  # the newest first
    return Subquery(changes.values(name)[:1])


@admin.register(Section)
class SectionAdmin(WorkingCopyAdmin):
    form = SectionForm
    list_display = ["chapter", "label", "title", "characters", "changed_by", "changed_at"]
    annotations = {
        "changed_at": latest_change("history_date"),
        "changed_by": latest_change("history_user__username"),
    }
    changed_by = annotated("changed_by", "最近修改人")
    changed_at = annotated("changed_at", "最近修改时间")
    list_display_links = ["label", "title"]
    list_filter = ["chapter__plan", ("chapter", ChapterFilter)]
    list_select_related = ["chapter__plan", "chapter__part"]
    search_fields = ["title", "text"]
    search_help_text = "输入标题或正文里的几个字，就能找到所在的节。"
    fieldsets = [
        (None, {"fields": ["chapter", "number", "printed_label", "title"]}),
        (None, {"fields": ["text"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs.setdefault("queryset", Chapter.objects.select_related("plan", "part"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def plan_of(self, obj):
        return obj.chapter.plan if obj.chapter_id else None

    @admin.display(description="字数")
    def characters(self, section):
        return size_of(read_blocks(section.text, in_section=True)).characters


@admin.register(WrongWording)
class WrongWordingAdmin(admin.ModelAdmin):
    """The office's own list; what is plainly wrong everywhere stands in chapters.proofreading."""

    form = WrongWordingForm
    list_display = ["wrong", "right", "reason"]
    search_fields = ["wrong", "right"]


admin.site.register(Edition, EditionAdmin)
admin.site.register(Erratum, ErratumAdmin)
admin.site.register(FalseAlarm, FalseAlarmAdmin)
admin.site.register(Picture, PictureAdmin)


def link_list(rows):
    """Links to the rows' own forms, in their order."""
    return render_to_string(
        "admin/chapters/_link_list.html", {"rows": rows, "opts": rows.model._meta}
    )
