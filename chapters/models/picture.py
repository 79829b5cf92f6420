from django.db import models
from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse

from tanggu_plan.staff.person_field import person_field

WIDTHS = (480, 960)  # pixels of the smaller ones
SUFFIXES = {"PNG": "png", "JPEG": "jpg"}


class PictureQuerySet(models.QuerySet):
    def described(self):
        """Pictures without their bytes, each with `has_480` and `has_960`."""
        there = {f"has_{width}": _is_there(f"content_{width}") for width in WIDTHS}
        return self.annotate(**there).defer("content", *(f"content_{width}" for width in WIDTHS))


def _is_there(field):
    missing = When(**{f"{field}__isnull": True}, then=Value(False))
    return Case(missing, default=Value(True), output_field=BooleanField())


class Picture(models.Model):
    """A picture made safe, known by its SHA-256. The database refuses to change or delete one.

    Only chapters.figures.storing makes a row. A smaller one is there where it has fewer bytes.
    """

    class Format(models.TextChoices):
        PNG = "PNG", "PNG"
        JPEG = "JPEG", "JPEG"

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=200, help_text="上传时的文件名，公众看不到。")
    format = models.CharField("格式", max_length=4, choices=Format.choices)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    size = models.PositiveIntegerField("字节数")
    content = models.BinaryField("内容")
    content_480 = models.BinaryField("480 像素宽的内容", null=True)
    content_960 = models.BinaryField("960 像素宽的内容", null=True)
    uploaded_by = person_field("上传人")
    uploaded_at = models.DateTimeField("上传时间")

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        ordering = ["-pk"]
        default_permissions = ["view", "add"]

    def __str__(self):
        return self.name

    @property
    def line(self) -> str:
        """The line of a figure in plan text."""
        return f"文件：{self.sha256}"

    @property
    def widths(self) -> list[int]:
        """The widths of the smaller ones, asked of a picture as `described`."""
        return [width for width in WIDTHS if getattr(self, f"has_{width}")]

    @property
    def address(self) -> str:
        return self.address_at()

    @property
    def smallest(self) -> str:
        """The address of the smallest one."""
        return self.address_at(next(iter(self.widths), 0))

    @property
    def srcset(self) -> str:
        smaller = [f"{self.address_at(width)} {width}w" for width in self.widths]
        return ", ".join([*smaller, f"{self.address} {self.width}w"])

    def address_at(self, width: int = 0) -> str:
        """Return where the picture is, or the smaller one of a width."""
        part = f"-{width}" if width else ""
        return reverse("chapters:picture", args=[f"{self.sha256}{part}.{SUFFIXES[self.format]}"])

    def content_at(self, width: int = 0) -> bytes:
        """Return the bytes, of the smaller one where a width is given."""
        return bytes(getattr(self, f"content_{width}" if width else "content") or b"")
