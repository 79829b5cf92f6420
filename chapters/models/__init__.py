from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from chapters.plan.document import Document
from chapters.plan.numerals import LARGEST, to_chinese


class Plan(models.Model):
    """The working copy of one Five-Year Plan: what staff edit. The public reads editions."""

    slug = models.SlugField(
        "网址标识",
        unique=True,
        help_text="形如 2021-2025，出现在网址里；发布后请不要再改。",
    )
    title_lines = models.TextField(
        "标题", help_text="规划全称。一行就是封面上的一行，其他地方会自动连成一句。"
    )
    short_title = models.CharField("简称", max_length=100, help_text="页面顶部和引用时用的短名称。")
    attachment_label = models.CharField(
        "附件标记", max_length=20, blank=True, help_text="封面左上角的字样，如“附件1”；没有就留空。"
    )
    issuer = models.CharField("编制单位", max_length=100, help_text="封面上的单位名称。")
    print_issuer = models.CharField(
        "印发单位", max_length=100, blank=True, help_text="版记上的单位名称；原文没有就留空。"
    )
    written_on_text = models.CharField(
        "成文日期", max_length=30, blank=True, help_text="照封面写，如“二〇二一年八月”。"
    )
    issued_on = models.DateField(
        "印发日期",
        null=True,
        blank=True,
        help_text="版记上的日期。这是办事处印发的日期，不是上网的日期。",
    )
    period_start = models.PositiveSmallIntegerField("规划期起始年")
    period_end = models.PositiveSmallIntegerField("规划期结束年")
    base_year = models.PositiveSmallIntegerField("基期年")
    vision_year = models.PositiveSmallIntegerField("远景年", null=True, blank=True)
    preface = models.TextField("前言", blank=True, help_text="一行就是一段。")
    closing = models.TextField(
        "结束语", blank=True, help_text="单独列出标题的结束语；一行就是一段，没有就留空。"
    )

    history = HistoricalRecords(verbose_name="规划修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "规划"
        ordering = ["-period_start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")),
                name="plan_period_runs_forward",
                violation_error_message="规划期结束年必须晚于起始年。",
            ),
            models.CheckConstraint(
                condition=Q(base_year__lt=F("period_end")),
                name="plan_base_year_before_end",
                violation_error_message="基期年必须早于规划期结束年。",
            ),
        ]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return reverse("chapters:plan_detail", args=[self.slug])


class NumberField(models.PositiveSmallIntegerField):
    """The number in a heading, 1–99."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(LARGEST)])
        super().__init__(*args, **kwargs)


class Chapter(models.Model):
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="chapters", verbose_name="规划"
    )
    number = NumberField("章号")
    title = models.CharField("章标题", max_length=100, help_text="不写“第几章”，系统会加上。")
    lead = models.TextField(
        "章首语", blank=True, help_text="第一节之前的段落；一行就是一段，没有就留空。"
    )

    history = HistoricalRecords(verbose_name="章修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "章"
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="chapter_number_once_a_plan",
                violation_error_message="这部规划里已经有这个章号。",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.title}"

    def get_absolute_url(self):
        return reverse("chapters:chapter_detail", args=[self.plan.slug, self.number])

    @property
    def label(self):
        return f"第{to_chinese(self.number)}章"


class Section(models.Model):
    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="sections", verbose_name="章"
    )
    number = NumberField("节号")
    title = models.CharField("节标题", max_length=100, help_text="不写“第几节”，系统会加上。")
    text = models.TextField(
        "正文",
        blank=True,
        help_text=(
            "一行就是一段，可以直接从 Word 粘贴。以“——”开头的是目标条目。"
            "段首短句会自动加粗：要强制加粗写成 **短句。**，不要加粗就在段首写一个反斜杠 \\。"
            "指标表放在哪里，就在那里单独写一行 :::指标表。"
        ),
    )

    history = HistoricalRecords(verbose_name="节修改记录")

    class Meta:
        verbose_name = verbose_name_plural = "节"
        ordering = ["chapter__plan", "chapter__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "number"],
                name="section_number_once_a_chapter",
                violation_error_message="这一章里已经有这个节号。",
            ),
        ]

    def __str__(self):
        return f"{self.chapter.label}{self.label} {self.title}"

    def get_absolute_url(self):
        chapter = self.chapter
        address = [chapter.plan.slug, chapter.number, self.number]
        return reverse("chapters:section_detail", args=address)

    @property
    def label(self):
        return f"第{to_chinese(self.number)}节"


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
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="送审人",
    )
    proposed_at = models.DateTimeField("送审时间", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="审定人",
    )
    approved_at = models.DateTimeField("审定时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="发布人",
    )
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
    def text_number(self):
        """The number of the edition in which this text first appeared."""
        return self.restores.text_number if self.restores else self.number


class EditionFileQuerySet(models.QuerySet):
    def sized(self):
        """The files with `size` in bytes, their contents left in the database."""
        return self.defer("content").annotate(size=Length("content"))


class EditionFile(models.Model):
    """A file made with an edition. It lives in the database: one backup holds everything."""

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
    content = models.BinaryField("内容")
    sha256 = models.CharField("摘要", max_length=64)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版次文件"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "chapter_number"],
                name="file_once_an_edition",
                violation_error_message="这个版次已经有这种文件。",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="editionfile_sha256")]

    def __str__(self):
        return f"{self.edition} {self.get_kind_display()}"


class ErratumQuerySet(models.QuerySet):
    def of_text(self, edition):
        """What differs between the text as received and the edition's text."""
        applied = Q(category__in=[Erratum.Category.NORMALISED, Erratum.Category.MISREAD])
        accepted = Q(decision=Erratum.Decision.ACCEPTED, edition__published_at__isnull=False)
        up_to_this_text = Q(edition__number__lte=edition.text_number)
        return self.filter(applied | accepted & up_to_this_text, plan=edition.plan_id)

    def questions(self):
        """Possible faults of the original, for the office to decide."""
        return self.filter(category=Erratum.Category.QUESTION)


class Erratum(models.Model):
    """A place where the text as received is, or may be, other than it should be.

    Readings are exact strings; in them ⏎ ⇥ ␣ □ stand for a line end, a tab, a space and an
    ideographic space.
    """

    class Category(models.TextChoices):
        NORMALISED = "NORMALISED", "规范化"  # typography; applied
        MISREAD = "MISREAD", "识别更正"  # certainly not in the print; applied
        QUESTION = "QUESTION", "存疑"  # possibly a fault of the original; the office decides
        VERIFIED = "VERIFIED", "核实无误"  # looks odd, is right

    class Decision(models.TextChoices):
        NONE = "", "—"
        OPEN = "OPEN", "待定"
        KEPT = "KEPT", "照原文"
        ACCEPTED = "ACCEPTED", "已采纳"

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="errata", verbose_name="规划"
    )
    code = models.CharField("编号", max_length=20)
    category = models.CharField("类别", max_length=10, choices=Category.choices)
    source_line = models.PositiveIntegerField("原件行")
    source_column = models.PositiveIntegerField("原件列")
    chapter = models.CharField("章", max_length=20, blank=True)
    section = models.CharField("节", max_length=20, blank=True)
    paragraph = models.CharField("段", max_length=20, blank=True)
    source_reading = models.TextField("原件读法", blank=True)
    published_reading = models.TextField("发布读法", blank=True)
    suggested_reading = models.TextField("建议读法", blank=True)
    printed_reading = models.TextField(
        "采纳前的读法", blank=True, help_text="撤回采纳时恢复它；没有采纳的条目为空。"
    )
    reason = models.TextField("理由")
    decision = models.CharField("决定", max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        related_name="errata",
        null=True,
        blank=True,
        verbose_name="起于版次",
        help_text="采纳后第一个含有它的版次。",
    )

    objects = ErratumQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "勘误"
        ordering = ["plan", "source_line", "source_column", "code"]
        default_permissions = ["view", "change"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="erratum_code_once_a_plan",
                violation_error_message="这部规划里已经有这个勘误编号。",
            ),
            models.CheckConstraint(
                condition=Q(category="QUESTION", decision__in=["OPEN", "KEPT", "ACCEPTED"])
                | (~Q(category="QUESTION") & Q(decision="")),
                name="only_questions_are_decided",
                violation_error_message="只有存疑的条目需要决定。",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.source_reading}"


class WrongWording(models.Model):
    """A wording that the office does not want to see in a proposal."""

    wrong = models.CharField("不应出现的写法", max_length=50, unique=True)
    right = models.CharField("应写作", max_length=50, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "不规范用语"
        ordering = ["wrong"]

    def __str__(self):
        return self.wrong
