"""The evaluation as a PDF in the plan's print style."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from chapters.pdf import rendering
from chapters.pdf.pages import Imprint
from chapters.plan.numerals import to_chinese
from indicators.days import end_of
from indicators.evaluation.evaluating import Evaluation
from indicators.evaluation.tables import tables_of

NOT_SAID = "“暂无依据”只表示还没有公布经过确认的依据，不表示没有做。"


def render(evaluation: Evaluation, made_at: datetime) -> bytes:
    """Return the PDF. Equal evaluations of a day that is over give equal bytes.

    Takes seconds. Raises Refused.
    """
    document, edition = evaluation.document, evaluation.edition
    introduction = _introduction(evaluation, made_at)
    on_commitments = [evaluation.commitments_in_words + NOT_SAID]
    sentences = [evaluated.chart.sentence for evaluated in evaluation.indicators]
    context = tables_of(evaluation) | {
        "evaluation": evaluation,
        "edition": edition,
        "document": document,
        "imprint": Imprint(edition.number, plan_slug=edition.plan.slug),
        "title_lines": (*document.title_lines, "终期评估"),
        "subtitle": f"截至{evaluation.on:%Y年%-m月%-d日}",
        "introduction": introduction,
        "on_commitments": on_commitments,
        "verdict_groups": [
            (to_chinese(number), group) for number, group in enumerate(evaluation.by_verdict, 1)
        ],
        "address": _address(evaluation),
    }
    texts = [*introduction, evaluation.indicators_in_words, *on_commitments, *sentences]
    return rendering.render_report(
        "indicators/evaluation/pdf/evaluation.html", context, texts, evaluation.on
    )


def _introduction(evaluation, made_at):
    document, edition = evaluation.document, evaluation.edition
    yet = "" if made_at > end_of(evaluation.on) else f"{timezone.localtime(made_at):%H:%M}"
    return [
        f"本评估依据《{document.title}》当天在本网现行的第{edition.number}版文本，"
        f"和截至{evaluation.on:%Y年%-m月%-d日}{yet or '24时'}本网已经公开的"
        f"监测值{evaluation.measurement_count}条、承诺进展{evaluation.status_count}条。"
        + ("当天尚未结束，数据还可能增加。" if yet else ""),
        "每条数据由一人记录、另一人确认后公开；没有确认的不计入，也不列出内容。"
        "每个结论都列出算式、来源和日期。",
        f"规划期从{document.base_year}年底算到{document.period_end}年底，"
        f"截至当天的序时进度为{evaluation.elapsed}。",
    ]


def _address(evaluation):
    path = reverse("indicators:evaluation_on", args=[evaluation.edition.plan.slug, evaluation.on])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""
