"""Kinds of background tasks, which apps register in AppConfig.ready.

A maker does the slow part, outside a transaction, and returns what stores the result, in one short
transaction with the task's own state.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tanggu_plan.models import BackgroundTask

Store = Callable[[], None]
Maker = Callable[[BackgroundTask], Store]


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes a task, where its state and its result stand, who may ask for it."""

    maker: Maker
    page: Callable[[BackgroundTask], str]
    result: Callable[[BackgroundTask], str]
    permissions: tuple[str, ...]

    def is_for(self, user) -> bool:
        return any(map(user.has_perm, self.permissions))


_kinds: dict[str, Kind] = {}


def register(name: str, maker: Maker, *, page, result, permissions: tuple[str, ...]) -> None:
    _kinds[name] = Kind(maker, page, result, permissions)


def kind_of(task: BackgroundTask) -> Kind:
    return _kinds[task.kind]
