"""Registry of public text fields: every text of ours that readers may come to see.

Apps register theirs in AppConfig.ready, as Django's checks do; chapters.guard reads what is here.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import Field, Model


@dataclass(frozen=True, slots=True)
class PublicField:
    """A text field of a model. `is_plan_text`: a draft, public when an edition is frozen of it."""

    model: type[Model]
    name: str
    is_plan_text: bool

    @property
    def key(self) -> str:
        """The field by name: chapters.Section.text."""
        return f"{self.model._meta.label}.{self.name}"

    @property
    def label(self) -> str:
        """The field in words: 节的正文."""
        return f"{self.model._meta.verbose_name}的{self.own_label}"

    @property
    def own_label(self) -> str:
        field = self.model._meta.get_field(self.name)
        return str(field.verbose_name) if isinstance(field, Field) else self.name


_fields: dict[type[Model], list[PublicField]] = defaultdict(list)


def register(model: type[Model], *names: str, is_plan_text: bool = False) -> None:
    _fields[model] += [PublicField(model, name, is_plan_text) for name in names]


def fields_of(model: type[Model]) -> list[PublicField]:
    return _fields.get(model, [])


def every_field() -> Iterator[PublicField]:
    return chain.from_iterable(_fields.values())
