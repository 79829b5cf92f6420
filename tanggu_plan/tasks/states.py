"""What pages say of a task: its state, its result, and whether this person may ask again."""

from tanggu_plan.tasks import kinds


def state_of(task, request) -> dict:
    """Return the context of admin/tanggu_plan/backgroundtask/_state.html."""
    kind = kinds.kind_of(task)
    return {
        "task": task,
        "result": kind.result(task),
        "may_ask": kind.is_for(request.user),
        "request": request,
    }
