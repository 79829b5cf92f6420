"""Refusals: what was asked for and is not done, in words for the person who asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import PermissionsMixin
    from django.forms import BaseForm


class Refused(Exception):
    """Nothing was stored; each argument, in Chinese, says why and what to do instead."""

    def __str__(self) -> str:
        return "；".join(map(str, self.args))


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason with its place in a file.

    `row` counts as a spreadsheet does, the first being 1; None where it is the whole file.
    """

    row: int | None
    column: str
    text: str

    def __str__(self) -> str:
        is_number = re.fullmatch("第[0-9]+列", self.column)
        column = self.column if is_number or not self.column else f"“{self.column}”列"
        return self.text if self.row is None else f"第{self.row}行{column}：{self.text}"


def refused_file(text: str, row: int | None = None, column: str = "") -> Refused:
    """Return the refusal of a file with one problem."""
    return Refused(Problem(row, column, text))


def require_text(text: str, otherwise: str) -> str:
    """Return the text without blanks around it. Raises Refused with that message for none."""
    if not text.strip():
        raise Refused(otherwise)
    return text.strip()


def require_permission(user: "PermissionsMixin", act: str, *permissions: str) -> None:
    """Raise Refused where the account has none of the permissions of the act, named in Chinese."""
    if not any(map(user.has_perm, permissions)):
        raise Refused(f"您的账号没有{act}的权限。请联系管理员。")


@contextmanager
def refusals_on(form: "BaseForm", field: str | None = None) -> Iterator[None]:
    """Show what is refused in the block as an error of the form, or of one of its fields."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))
