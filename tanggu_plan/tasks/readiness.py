"""What /readyz asks of the queue: does a worker live?"""

from datetime import timedelta

from django.utils import timezone

from tanggu_plan.models import TaskWorker
from tanggu_plan.serving import health
from tanggu_plan.text.refusals import Refused

PATIENCE = timedelta(seconds=30)  # a worker that is silent for longer is dead


def refuse_a_dead_queue() -> None:
    """Raise Refused where no worker lives."""
    if not TaskWorker.objects.filter(beat_at__gte=timezone.now() - PATIENCE).exists():
        raise Refused("没有后台进程在工作。请重新启动门户，或者运行 make worker。")


health.require("queue", refuse_a_dead_queue)
