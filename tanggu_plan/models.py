from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act in the audit log. Written by tanggu_plan.audit only; the database refuses any change.

    `actor` and `subject` are the words of that moment: an entry outlives the account and the row
    it speaks of. `digest` is the SHA-256 of the entry together with the digest before it.
    """

    class Action(models.TextChoices):
        LOGIN = "LOGIN", "登录"
        LOGIN_FAILED = "LOGIN_FAILED", "登录失败"
        LOGOUT = "LOGOUT", "退出"
        EDIT = "EDIT", "修改工作稿"
        PROPOSE = "PROPOSE", "送审"
        APPROVE = "APPROVE", "审定"
        RETURN = "RETURN", "退回"
        PUBLISH = "PUBLISH", "发布"
        WITHDRAW = "WITHDRAW", "撤下"
        REPUBLISH = "REPUBLISH", "恢复旧版"
        ERRATUM = "ERRATUM", "勘误"
        FALSE_ALARM = "FALSE_ALARM", "误报放行"
        UPLOAD = "UPLOAD", "上传图片"
        EXPORT = "EXPORT", "导出"
        ACCOUNT = "ACCOUNT", "账号与角色"
        RECORD = "RECORD", "记录数据"
        CONFIRM = "CONFIRM", "确认数据"
        IMPORT = "IMPORT", "导入数据"
        REPORT = "REPORT", "生成评估报告"
        DEMO = "DEMO", "载入演示数据"  # marks the database as the demo's for good

    number = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    actor = models.CharField("操作人", max_length=150)
    action = models.CharField("操作", max_length=20, choices=Action.choices)
    subject = models.CharField("对象", max_length=300)
    details = models.TextField("详情", blank=True)
    previous_digest = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("本条摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ["-number"]
        default_permissions = ["view"]
        permissions = [("export_auditentry", "Can export 操作记录")]
        indexes = [
            models.Index(fields=["at"], name="auditentry_at"),
            models.Index(fields=["action", "number"], name="auditentry_action"),
            models.Index(fields=["actor", "number"], name="auditentry_actor"),
        ]

    def __str__(self):
        return f"第{self.number}条 {self.actor} {self.get_action_display()} {self.subject}"


class PublicVersion(models.Model):
    """One row, made by a migration and counted up by tanggu_plan.serving.public_version only."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="public_version_is_one_row",
                violation_error_message="公开版本号只有一行。",
            ),
        ]

    def __str__(self):
        return str(self.number)


class BackgroundTask(models.Model):
    """A task of the queue, known by what it makes; tanggu_plan.tasks moves it.

    Each time it is queued it has another `turn`: a worker with an older one has lost it.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "等待"
        RUNNING = "RUNNING", "正在生成"
        DONE = "DONE", "完成"
        FAILED = "FAILED", "失败"

    key = models.CharField("标识", max_length=100, unique=True)
    kind = models.CharField("种类", max_length=40)
    label = models.CharField("内容", max_length=200)
    arguments = models.JSONField("参数", default=dict)
    state = models.CharField(
        "状态", max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    reason = models.TextField("原因", blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    turn = models.PositiveIntegerField("轮次", default=0)
    worker = models.CharField("工作进程", max_length=64, blank=True)
    entry = models.CharField("队列条目", max_length=64, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="提出人",
    )
    asked_at = models.DateTimeField("提出时间", null=True)
    queued_at = models.DateTimeField("排队时间", null=True)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-asked_at"]
        default_permissions = ["view"]

    def __str__(self):
        return self.label

    @property
    def is_under_way(self):
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def has_failed(self):
        return self.state == self.State.FAILED


class TaskWorker(models.Model):
    """A process that works off the queue, as long as it beats."""

    name = models.CharField("名称", max_length=64, primary_key=True)
    beat_at = models.DateTimeField("最近报到")

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.name
