"""What a reader of plan text reports, worded for clerks."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "错误"  # nothing is stored
    HINT = "提示"  # the import goes on


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` counts from 1 as an editor counts."""

    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行 {self.severity}：{self.message}"

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Findings(list[Finding]):
    """Collects findings while a text is read."""

    def error(self, line: int, message: str) -> None:
        self.append(Finding(line, Severity.ERROR, message))

    def hint(self, line: int, message: str) -> None:
        self.append(Finding(line, Severity.HINT, message))

    @property
    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self)

    def by_line(self) -> tuple[Finding, ...]:
        return tuple(sorted(self, key=lambda finding: finding.line))
