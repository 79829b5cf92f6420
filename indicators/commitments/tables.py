import django_tables2 as tables


def _cell(template, **options):
    return tables.TemplateColumn(
        template_name=f"indicators/commitments/_commitment_{template}.html", **options
    )


class CommitmentTable(tables.Table):
    """The ledger of commitments; its rows are indicators.commitments.ledger.Entry."""

    number = tables.Column("序号", linkify=lambda record: record.commitment.get_absolute_url())
    quote = _cell("quote", verbose_name="承诺（原文）", orderable=False)
    measure = tables.Column("衡量", accessor="commitment__measure", orderable=False)
    requirement = _cell("requirement", verbose_name="要求", orderable=False)
    deadline = _cell("deadline", verbose_name="期限", accessor="commitment__deadline")
    responsible = tables.Column("责任科室", orderable=False, default="— 未填")
    progress = _cell("progress", verbose_name="进展", order_by="progress_rank")

    caption = "规划正文里可以衡量的承诺"

    class Meta:
        template_name = "indicators/commitments/_commitment_table.html"
