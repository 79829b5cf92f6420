from dataclasses import dataclass

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


class FileRefused(Exception):
    """The file is refused whole; `problems` says why."""

    def __init__(self, *problems: Problem):
        super().__init__("；".join(f"{problem.place}：{problem.text}" for problem in problems))
        self.problems = problems


def refused(text: str, row: int | None = None, column: str = "") -> FileRefused:
    return FileRefused(Problem(row, column, text))
