import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.charts.plotly_bundle import (
    find_bundle,
    style_sheet,
    without_map_rules,
)
from tanggu_plan.text.refusals import Refused


class Command(BaseCommand):
    help = (
        "把 plotly.js 和它的样式表放到静态文件目录。装有 npm 包 plotly.js-basic-dist-min 时用它"
        "（较小），否则用 Python 包自带的完整版。不联网，可以反复执行。"
    )
    requires_system_checks = []  # they would miss the folder that this command makes

    def handle(self, **options):
        source = find_bundle(settings.BASE_DIR / "node_modules")
        bundle = without_map_rules(source.read_text("utf-8"))
        try:
            rules = style_sheet(bundle)
        except Refused as refusal:
            raise CommandError(f"{source}：{refusal}") from refusal
        folder = settings.VAR_DIR / "vendor" / "plotly"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {"plotly.min.js": bundle, "plotly.css": rules}.items():
            self.put(folder / name, text)
        self.stdout.write(f"交互图表：{source.name}，{len(bundle.encode()) // 1024} KB。")

    def put(self, path, text):
        """Write the file whole or not at all; an equal one keeps its time."""
        if path.exists() and path.read_text("utf-8") == text:
            return
        draft = path.with_suffix(".new")
        draft.write_text(text, "utf-8")
        os.replace(draft, path)
