from datetime import date

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.functional import cached_property

from chapters.models.plan import Plan
from chapters.plan.document import Document
from tanggu_plan.staff.person_field import person_field


class EditionQuerySet(models.QuerySet):
    def published(self):
        """Editions the public reads: one a plan."""
        return self.filter(state=Edition.State.PUBLISHED)

    def on_record(self):
        """Editions that were public at some time: their addresses answer for good."""
        return self.filter(published_at__isnull=False)

    def under_review(self):
        """Editions that wait for somebody's next step."""
        return self.filter(state__in=[Edition.State.PROPOSED, Edition.State.APPROVED])

    def of(self, plan_slug: str):
        """Editions of a plan, with it."""
        return self.select_related("plan").filter(plan__slug=plan_slug)

    def newest_first(self):
        """Editions on record, the one published last first."""
        return self.order_by("-published_at", "-number")

    def plan_in_force_first(self, day: date):
        """Editions in the order in which home would show their plans on a day.

        Outlines before others; of each the plan that has begun last, older ones, those to come.
        """
        is_outline = Q(plan__type=Plan.Type.OUTLINE)
        has_begun = Q(plan__period_start__lte=day.year)
        return self.order_by(
            Case(When(is_outline, then=0), default=1),
            Case(When(has_begun, then=0), default=1),
            "-plan__period_start",
            "-plan__period_end",
            "plan__slug",
        )

    def current(self) -> "Edition | None":
        """Return the one that the public reads, asked of one plan's editions."""
        return self.published().first()

    def latest_public(self) -> "Edition | None":
        """Return the current one, or where it was withdrawn that one."""
        return self.on_record().newest_first().first()


class Edition(models.Model):
    """A frozen Document with its proof. Only chapters.editions.publishing creates or moves one."""

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "已送审"
        APPROVED = "APPROVED", "已审定"
        PUBLISHED = "PUBLISHED", "现行"
        SUPERSEDED = "SUPERSEDED", "已被新版取代"
        WITHDRAWN = "WITHDRAWN", "已撤下"
        RETURNED = "RETURNED", "已退回"

    class Kind(models.TextChoices):
        ORIGINAL = "ORIGINAL", "原文"  # the text as issued; needs no second person
        CORRECTION = "CORRECTION", "更正"  # brings the text nearer to what was issued
        AMENDMENT = "AMENDMENT", "调整"  # the office changes its plan

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="editions", verbose_name="规划"
    )
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField("状态", max_length=10, choices=State.choices)
    kind = models.CharField("性质", max_length=10, choices=Kind.choices)
    document_json = models.TextField(
        "文本", help_text="规范 JSON；摘要由它算出，一个字节也不能改。"
    )
    sha256 = models.CharField("文本摘要", max_length=64)
    note = models.TextField("说明", blank=True)
    reason = models.TextField("退回或撤下的理由", blank=True)
    restores = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="恢复的版次",
        help_text="恢复旧版时，文本与这个版次相同。",
    )
    single_person = models.BooleanField(
        "单人审定", default=False, help_text="送审人与审定人是同一人；只在设置允许时才有。"
    )
    proposed_by = person_field("送审人", null=True, blank=True)
    proposed_at = models.DateTimeField("送审时间", null=True, blank=True)
    approved_by = person_field("审定人", null=True, blank=True)
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    published_by = person_field("发布人", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版次"
        ordering = ["plan", "-number"]
        default_permissions = ["view"]
        permissions = [
            ("propose_edition", "Can propose 版次"),
            ("approve_edition", "Can approve or return 版次"),
            ("publish_edition", "Can publish, withdraw or restore 版次"),
        ]
        indexes = [models.Index(fields=["sha256"], name="edition_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="edition_number_once_a_plan",
                violation_error_message="这部规划已经有这个版次。",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state="PUBLISHED"),
                name="one_published_edition_a_plan",
                violation_error_message="一部规划同时只能有一个现行版次。",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | Q(single_person=True)
                | ~Q(approved_by=F("proposed_by")),
                name="approver_is_not_proposer",
                violation_error_message="送审人不能审定自己送审的版次，请由另一位同事审定。",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(kind="ORIGINAL", number=1)
                | Q(restores__isnull=False)
                | Q(approved_by__isnull=False, proposed_by__isnull=False),
                name="published_only_when_approved",
                violation_error_message="未经另一位同事审定的版次不能发布。",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False)
                | ~Q(state__in=["PUBLISHED", "SUPERSEDED", "WITHDRAWN"]),
                name="public_states_have_a_date",
                violation_error_message="现行、被取代或撤下的版次必须有发布时间。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | ~Q(state="WITHDRAWN"),
                name="withdrawn_state_has_a_date",
                violation_error_message="撤下的版次必须有撤下时间。",
            ),
        ]

    def __str__(self):
        return f"{self.plan.short_title} 第{self.number}版"

    def get_absolute_url(self):
        return reverse("chapters:edition_detail", args=[self.plan.slug, self.number])

    @cached_property
    def document(self) -> Document:
        return Document.from_json(self.document_json)

    @property
    def before(self) -> "Edition | None":
        """The edition that this one would replace, or did when it was published."""
        public = self.plan.editions.all()
        if self.published_at:
            public = public.filter(published_at__lt=self.published_at)
        return public.latest_public()

    @property
    def text_number(self):
        """The number of the edition in which this text first appeared."""
        return self.restores.text_number if self.restores else self.number


class EditionFile(models.Model):
    """A file of an edition. It lives in the database: one backup holds everything.

    Of a chapter that is cut from the whole plan's PDF only digest, size and cutter are kept; one
    row for each cutter whose files were given.
    """

    class Kind(models.TextChoices):
        PDF = "PDF", "正式 PDF"
        CHAPTER = "CHAPTER", "单章 PDF"

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="files", verbose_name="版次"
    )
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    chapter_number = models.PositiveSmallIntegerField(
        "章号", default=0, help_text="整部规划的文件是 0。"
    )
    content = models.BinaryField(
        "内容", null=True, blank=True, help_text="单章 PDF 从整部的裁出，不另存。"
    )
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    maker = models.TextField(
        "生成程序", blank=True, help_text="程序的版本和字体的摘要；留空的由旧版程序生成。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "版次文件"
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(kind="PDF"),
                name="pdf_once_an_edition",
                violation_error_message="这个版次已经有 PDF。",
            ),
            models.UniqueConstraint(
                fields=["edition", "kind", "chapter_number", "sha256"],
                name="file_once_an_edition_and_digest",
                violation_error_message="这个版次已经有这个文件。",
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=False) | Q(kind="CHAPTER"),
                name="pdf_has_content",
                violation_error_message="整部规划的 PDF 必须有内容。",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="editionfile_sha256")]

    def __str__(self):
        return f"{self.edition} {self.get_kind_display()}"

    @property
    def stored_bytes(self) -> bytes:
        """The content; empty where it is cut from the whole plan's PDF."""
        return bytes(self.content or b"")
