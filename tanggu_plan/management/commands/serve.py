from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tanggu_plan.serving import preflight
from tanggu_plan.serving.unit import claims, server


class Command(BaseCommand):
    help = (
        "在 127.0.0.1 上开门户，连同后台进程，直到 Ctrl-C。占住端口和数据库文件："
        "再开一个会说明谁在用。make serve 先备好一切，再运行它。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="端口（默认8000）")
        parser.add_argument("--workers", type=int, default=2, help="进程数（默认2）")

        parser.add_argument(
            "--no-worker",
            action="store_false",
            dest="has_worker",
            help="不带后台进程：它在别的机器上（make worker），或者不需要",
        )

    def handle(self, *, port, workers, has_worker, **options):
        if settings.DEBUG:
            raise CommandError("DEBUG=on 时不对外服务。请去掉 DEBUG，或者用 make dev。")
        if lack := preflight.lack_of_port(port):
            raise CommandError(lack)
        try:
            server.claim(port)
        except claims.Taken as taken:
            raise CommandError(
                f"{taken}。请先停止它；要同时开两个，给第二个另外的端口和数据库。"
            ) from taken
        self.stdout.write(f"http://127.0.0.1:{port}/  （Ctrl-C 停止）")
        self.stdout.flush()
        server.serve(port, workers, [("worker",)] if has_worker else [])
