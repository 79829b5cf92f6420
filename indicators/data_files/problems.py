from dataclasses import dataclass

from tanggu_plan.text.refusals import Refused

MOST_PROBLEMS = 100  # that a clerk is told of at once


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, where, and what to do about it.

    `row` counts as a spreadsheet does, the header being 1; None where it is the whole file.
    """

    row: int | None
    column: str
    text: str

    @property
    def place(self):
        if self.row is None:
            return "整个文件"
        return f"第{self.row}行" + (f"“{self.column}”列" if self.column else "")

    def __str__(self):
        return f"{self.place}：{self.text}"


def refused(text: str, row: int | None = None, column: str = "") -> Refused:
    return Refused(Problem(row, column, text))
