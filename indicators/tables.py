import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html

from indicators.progress.printed import unit_shown

ROWS_A_PAGE = 25


class IndicatorTable(tables.Table):
    """The indicators of a Document, values as printed."""

    row_header = "name"
    value_columns = ("base_value", "latest", "target_value")

    number = tables.Column("序号")
    name = tables.Column("指标名称", linkify=lambda table, record: table.address_of(record))
    base_value = tables.Column()
    latest = tables.Column("最近监测值", empty_values=())
    target_value = tables.Column()
    nature = tables.Column("属性")

    class Meta:
        orderable = False
        template_name = "indicators/_table.html"
        attrs = {"th": {"scope": "col"}}

    def __init__(self, document, address_of):
        """`address_of` returns the page of an indicator."""
        self.address_of = address_of
        self.caption = f"{document.base_year}年基期值和{document.period_end}年目标值，数值照原文"
        super().__init__(document.indicators)
        *_, base_year, target_year, _ = document.indicator_header
        self.columns["base_value"].column.verbose_name = base_year
        self.columns["target_value"].column.verbose_name = target_year

    def show_latest(self, charts):
        """Take the latest values of the rows shown from their charts; no column without any."""
        self.charts = {chart.indicator: chart for chart in charts}
        if not any(chart.latest for chart in charts):
            self.columns.hide("latest")

    def render_name(self, record):
        return format_html('{} <span class="unit">{}</span>', record.name, unit_shown(record))

    def render_latest(self, record):
        return render_to_string("indicators/_latest.html", {"chart": self.charts[record]})
