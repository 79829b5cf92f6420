from django.db import models

from chapters.proofreading import wording


class WrongWordingQuerySet(models.QuerySet):
    def for_proofreading(self) -> list[wording.WrongWording]:
        rows = self.values_list("wrong", "right", "reason")
        return [wording.WrongWording(*row) for row in rows]


class WrongWording(models.Model):
    """A wording that the office does not want to see in a proposal."""

    wrong = models.CharField("不应出现的写法", max_length=50, unique=True)
    right = models.CharField("应写作", max_length=50, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    objects = WrongWordingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不规范用语"
        ordering = ["wrong"]

    def __str__(self):
        return self.wrong
